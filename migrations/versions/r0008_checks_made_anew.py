"""The loader may take back checks. Why: those over years are made anew when a neighbouring year has a new version.

Existing rows: stay as they are; all other facts remain append-only for the loader.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("set local role juesuan_owner")
    op.execute("grant delete on warehouse.fact_check to juesuan_loader")
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("set local role juesuan_owner")
    op.execute("revoke delete on warehouse.fact_check from juesuan_loader")
    op.execute("reset role")
