"""Grants. Why: the loader writes and never deletes; bi_reader reads marts and dimensions and nothing else.

What dbt creates in `marts` later is readable at once, whether it is created by the owner's role or by whoever migrates.
Existing rows: untouched.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DIMENSIONS = """
do $$
declare
    dimension regclass;
begin
    for dimension in
        select oid from pg_class
        where relnamespace = 'warehouse'::regnamespace and relkind = 'r' and relname like 'dim\\_%'
    loop
        execute format('{verb} select on %s {preposition} bi_reader', dimension);
    end loop;
end $$
"""


def upgrade() -> None:
    op.execute("alter default privileges in schema marts grant select on tables to bi_reader")
    op.execute("grant select on all tables in schema marts to bi_reader")
    op.execute("grant select on public.alembic_version to juesuan_owner, juesuan_loader")
    op.execute("set local role juesuan_owner")
    op.execute("grant usage on schema warehouse, audit to juesuan_loader")
    op.execute("grant select, insert, update on all tables in schema warehouse to juesuan_loader")
    op.execute("grant select, insert, update on all tables in schema audit to juesuan_loader")
    op.execute("grant usage on schema warehouse, marts to bi_reader")
    op.execute(DIMENSIONS.format(verb="grant", preposition="to"))
    op.execute("alter default privileges in schema marts grant select on tables to bi_reader")
    op.execute("reset role")


def downgrade() -> None:
    op.execute("alter default privileges in schema marts revoke select on tables from bi_reader")
    op.execute("revoke select on all tables in schema marts from bi_reader")
    op.execute("revoke select on public.alembic_version from juesuan_owner, juesuan_loader")
    op.execute("set local role juesuan_owner")
    op.execute("alter default privileges in schema marts revoke select on tables from bi_reader")
    op.execute(DIMENSIONS.format(verb="revoke", preposition="from"))
    op.execute("revoke usage on schema warehouse, marts from bi_reader")
    op.execute("revoke select, insert, update on all tables in schema audit from juesuan_loader")
    op.execute("revoke select, insert, update on all tables in schema warehouse from juesuan_loader")
    op.execute("revoke usage on schema warehouse, audit from juesuan_loader")
    op.execute("reset role")
