"""Parts of a report joined from several files. Why: every number, note and check leads back to the file it is printed in.

Existing rows: part 1, the only file that their reports have; an empty list of parts for the places of their checks.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OF_REPORT = ("unread_number", "report_note", "statement_seen")
PART = "所在文件的序号，见 audit.document"
PARTS = "各处所在文件的序号，与 lines 一一对应"
COVERAGE = "报告由多个文件合成时，本文件中数字的去向，见 audit.coverage；否则为空"


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("set local role juesuan_owner")
    for table in OF_REPORT:
        column = sa.Column("part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment=PART)
        op.add_column(table, column, schema="audit")
    op.add_column("document", sa.Column("coverage", JSONB(), nullable=True, comment=COVERAGE), schema="audit")
    parts = sa.Column("parts", ARRAY(sa.SmallInteger()), server_default=sa.text("'{}'"), nullable=False, comment=PARTS)
    op.add_column("fact_check", parts, schema="warehouse")
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("set local role juesuan_owner")
    op.drop_column("fact_check", "parts", schema="warehouse")
    op.drop_column("document", "coverage", schema="audit")
    for table in OF_REPORT:
        op.drop_column(table, "part", schema="audit")
    op.execute("reset role")
