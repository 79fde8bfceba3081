"""Roles and schemas. Why: objects belong to a role that nobody logs in as; loading and reading have rights of their own.

Roles belong to the whole cluster, so they are created only where they are missing, and stay when this database goes back.
Existing rows: none.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROLES = ("juesuan_owner", "juesuan_loader", "bi_reader")
SCHEMAS = {
    "warehouse": "星型模型：维度与事实",
    "audit": "审计：运行、来源文件、隔离、未读数字",
    "marts": "比较集市，由 dbt 生成",
}


def upgrade() -> None:
    for role in ROLES:
        # Another database of the cluster may be migrating at the same moment.
        op.execute(
            f"""
            do $$
            begin
                if not exists (select from pg_roles where rolname = '{role}') then
                    create role {role} nologin;
                end if;
            exception
                when duplicate_object or unique_violation then null;
            end $$
            """
        )
        # Whoever migrates and loads must be able to take the role: a superuser can anyway, who created it grants it to himself,
        # anybody else has it from his administrator.
        op.execute(
            f"""
            do $$
            begin
                if not (select rolsuper from pg_roles where rolname = current_user) then
                    execute format('grant {role} to %I', current_user);
                end if;
            exception
                when insufficient_privilege then null;
            end $$
            """
        )
    op.execute(
        """
        do $$
        begin
            execute format('grant create on database %I to juesuan_owner', current_database());
        end $$
        """
    )
    for schema, comment in SCHEMAS.items():
        op.execute(f"create schema {schema} authorization juesuan_owner")
        op.execute(f"comment on schema {schema} is '{comment}'")


def downgrade() -> None:
    op.execute("drop schema marts cascade")  # what dbt built there can be built again
    op.execute("drop schema audit")
    op.execute("drop schema warehouse")
    op.execute(
        """
        do $$
        begin
            execute format('revoke create on database %I from juesuan_owner', current_database());
        end $$
        """
    )
