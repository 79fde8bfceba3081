"""Numbers recognised in pictures. Why: a number read from a scan says so; indicators get the method that other facts have.

Existing rows: of indicators, read, as all reports so far had text; all others stay, only the comments of `method` name more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("fact_amount", "fact_count", "fact_stated_change", "fact_project_funding")
METHOD = (
    "数字与其列的确定方法：read 照表头所读，solved 由账目关系推出，"
    "ocr 由图片识别，ocr_doubtful 由图片识别且把握不大或其列系推出"
)
METHOD_BEFORE = "列的确定方法：read 照表头所读，solved 由账目关系推出"
DOUBTFUL = "未能确定所属列、或由图片识别且把握不大的单元格"
DOUBTFUL_BEFORE = "未能确定所属列的单元格"


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("set local role juesuan_owner")
    method = sa.Column("method", sa.Text(), server_default="read", nullable=False, comment=METHOD)
    op.add_column("fact_indicator", method, schema="warehouse")
    for table in TABLES:
        op.alter_column(table, "method", comment=METHOD, schema="warehouse")
    op.alter_column("fact_indicator", "doubtful", comment=DOUBTFUL, schema="warehouse")
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("set local role juesuan_owner")
    op.alter_column("fact_indicator", "doubtful", comment=DOUBTFUL_BEFORE, schema="warehouse")
    for table in TABLES:
        op.alter_column(table, "method", comment=METHOD_BEFORE, schema="warehouse")
    op.drop_column("fact_indicator", "method", schema="warehouse")
    op.execute("reset role")
