"""Year partitions. Why: a year never seen gets its partition by itself, and a whole year can be built aside and attached.

The loader may not create tables, so the functions run as the owner; they take a year and nothing else. Existing rows: none.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ASIDE = """
create function warehouse.create_year_aside(year smallint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    fact regclass;
    name text;
    aside text;
begin
    if year not between 1994 and 2100 then
        raise exception '年度 % 不在 1994 至 2100 之间', year using errcode = 'check_violation';
    end if;
    insert into warehouse.dim_year (fiscal_year, name, starts_on, ends_on)
    values (year, year || '年', make_date(year, 1, 1), make_date(year, 12, 31))
    on conflict do nothing;
    for fact, name in
        select class.oid, class.relname from pg_class as class
        where class.relnamespace = 'warehouse'::regnamespace and class.relkind = 'p'
        order by class.relname
    loop
        aside := name || '_y' || year;
        execute format(
            'create table warehouse.%I (like %s including defaults including constraints including comments)', aside, fact
        );
        execute format('alter table warehouse.%I add constraint this_year check (fiscal_year = %s)', aside, year);
        execute format('grant select, insert on warehouse.%I to juesuan_loader', aside);
    end loop;
end $$
"""

# Attaching builds the primary key and checks every foreign key set-wise; `this_year` spares it reading the rows for the bound.
ATTACH = """
create function warehouse.attach_year(year smallint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    fact regclass;
    name text;
    aside text;
begin
    for fact, name in
        select class.oid, class.relname from pg_class as class
        where class.relnamespace = 'warehouse'::regnamespace and class.relkind = 'p'
        order by class.relname
    loop
        aside := name || '_y' || year;
        execute format('revoke all on warehouse.%I from juesuan_loader', aside);
        execute format('alter table %s attach partition warehouse.%I for values in (%s)', fact, aside, year);
        execute format('alter table warehouse.%I drop constraint this_year', aside);
    end loop;
end $$
"""

# Loaders hold this lock shared while they write, so that the locks of the DDL never meet theirs half-way.
ENSURE = """
create function warehouse.ensure_year(year smallint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(4242019);
    -- by query: a name that was looked up before the wait may still be remembered as missing
    if exists (
        select from pg_class
        where relnamespace = 'warehouse'::regnamespace and relname = 'fact_amount_y' || year
    ) then
        return false;
    end if;
    perform warehouse.create_year_aside(year);
    perform warehouse.attach_year(year);
    return true;
end $$
"""

FUNCTIONS = {
    "create_year_aside": ("为一个新年度在旁建立各事实表的分区，尚未挂接", ASIDE),
    "attach_year": ("挂接在旁建好的年度分区，建立键并核对外键", ATTACH),
    "ensure_year": ("确保一个年度的分区存在；新建时返回 true", ENSURE),
}


def upgrade() -> None:
    op.execute("set local role juesuan_owner")
    for name, (comment, definition) in FUNCTIONS.items():
        op.execute(definition)
        op.execute(f"comment on function warehouse.{name} is '{comment}'")
        op.execute(f"revoke execute on function warehouse.{name} from public")
        op.execute(f"grant execute on function warehouse.{name} to juesuan_loader")
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local role juesuan_owner")
    for name in reversed(FUNCTIONS):
        op.execute(f"drop function warehouse.{name}")
    op.execute("reset role")
