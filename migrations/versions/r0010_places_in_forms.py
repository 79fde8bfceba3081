"""Places inside forms. Why: the total score and the points of an indicator lead back to the line where they stand.

Existing rows: empty, as the lines are not known; a report that is loaded again has them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS = {
    "fact_performance_form": {
        "total_page": "总分所在页，自 1 起；未知时为空",
        "total_line": "总分所在行，自 1 起；未知时为空",
    },
    "fact_indicator": {
        "values_page": "分值、得分所在页，自 1 起；与名称同在一行时为空",
        "values_line": "分值、得分所在行，自 1 起；与名称同在一行时为空",
    },
}


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("set local role juesuan_owner")
    for table, columns in COLUMNS.items():
        for name, comment in columns.items():
            op.add_column(table, sa.Column(name, sa.Integer(), nullable=True, comment=comment), schema="warehouse")
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("set local role juesuan_owner")
    for table, columns in COLUMNS.items():
        for name in reversed(columns):
            op.drop_column(table, name, schema="warehouse")
    op.execute("reset role")
