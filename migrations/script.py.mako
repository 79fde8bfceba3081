"""${message}. Why: … Existing rows: …"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    op.execute("set local role juesuan_owner")
    op.execute("set local lock_timeout = '4s'")
    ${upgrades if upgrades else "pass"}
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local role juesuan_owner")
    op.execute("set local lock_timeout = '4s'")
    ${downgrades if downgrades else "pass"}
    op.execute("reset role")
