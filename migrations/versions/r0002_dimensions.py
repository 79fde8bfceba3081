"""Dimensions. Why: the star schema of the design, with the member "not applicable" in each.

Existing rows: none.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "warehouse.dim_account",
    "warehouse.dim_department_type",
    "warehouse.dim_economic_subject",
    "warehouse.dim_functional_subject",
    "warehouse.dim_performance_indicator",
    "warehouse.dim_project",
    "warehouse.dim_region",
    "warehouse.dim_year",
    "warehouse.dim_unit",
    "warehouse.dim_report",
)

NOT_APPLICABLE = (
    "insert into warehouse.dim_year values (0, '不适用', null, null)",
    "insert into warehouse.dim_region values (0, '', '不适用', '', '', '', '', '', false, 'not_applicable')",
    "insert into warehouse.dim_department_type values (0, '', '不适用', '', false, 'not_applicable')",
    "insert into warehouse.dim_functional_subject"
    " (functional_key, code, name, level, class_code, class_name, group_code, group_name, parent_code, budget,"
    " is_listed, member_kind) values (0, '', '不适用', '', '', '', '', '', '', '', false, 'not_applicable')",
    "insert into warehouse.dim_economic_subject"
    " (economic_key, code, name, level, class_code, class_name, parent_code, category, is_listed, member_kind)"
    " values (0, '', '不适用', '', '', '', '', '', false, 'not_applicable')",
    "insert into warehouse.dim_account values (0, '', '不适用', '', '', '', false, false, 'not_applicable')",
    "insert into warehouse.dim_performance_indicator values (0, '', '', '不适用', '', '', '', false)",
    "insert into warehouse.dim_project values (0, '', '不适用', '')",
    "insert into warehouse.dim_unit"
    " (unit_key, unit_id, attribute_key, name, region_key, department_type_key, administrative_level, nature, parent_name,"
    " scope, is_current) values (0, '', 0, '不适用', 0, 0, '', '', '', '', false)",
    "insert into warehouse.dim_report values (0, 0, '', 0, '', 0, false, '不适用', '', '', '', '', '', '', '{}', null)",
)


def upgrade() -> None:
    op.execute("set local role juesuan_owner")
    _create_dim_account()
    _create_dim_department_type()
    _create_dim_economic_subject()
    _create_dim_functional_subject()
    _create_dim_performance_indicator()
    _create_dim_project()
    _create_dim_region()
    _create_dim_year()
    _create_dim_unit()
    _create_dim_report()
    for statement in NOT_APPLICABLE:
        op.execute(statement)
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local role juesuan_owner")
    op.execute("set local lock_timeout = '4s'")
    for table in reversed(TABLES):
        op.execute(f"drop table {table}")
    op.execute("reset role")


def _create_dim_account() -> None:
    op.create_table(
        "dim_account",
        sa.Column(
            "account_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="账目键，由账目代号算出；0 为不适用"
        ),
        _text("item", "账目代号，如 total_income"),
        _text("name", "账目中文名称"),
        _text("kind", "量的种类：money 金额，count 数量，area 面积，share 占比，score 分数"),
        _text("statement", "所属报表或部分"),
        _text("parent_item", "上级账目代号；无则为空"),
        sa.Column("is_additive", sa.Boolean(), nullable=False, comment="是否可按单位相加"),
        sa.Column("is_listed", sa.Boolean(), nullable=False, comment="是否见于官方清单"),
        _text(
            "member_kind", "成员性质：listed 清单内，unlisted_code 清单未收，unresolved_name 未定代码，not_applicable 不适用"
        ),
        sa.CheckConstraint(
            "member_kind in ('listed', 'unlisted_code', 'unresolved_name', 'not_applicable')",
            name=op.f("ck_dim_account_member_kind"),
        ),
        sa.PrimaryKeyConstraint("account_key", name=op.f("pk_dim_account")),
        sa.UniqueConstraint("item", name=op.f("uq_dim_account_item")),
        schema="warehouse",
        comment="账目维度：收入、支出、三公经费、采购、资产、人员等项目",
    )


def _create_dim_department_type() -> None:
    op.create_table(
        "dim_department_type",
        sa.Column(
            "department_type_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="部门类型键，由类型代码算出；0 为不适用或未能确定",
        ),
        _text("code", "部门类型代码"),
        _text("name", "部门类型名称"),
        _text("group_name", "类型所属组：政府、党委、群团等"),
        sa.Column("is_listed", sa.Boolean(), nullable=False, comment="是否见于官方清单"),
        _text(
            "member_kind", "成员性质：listed 清单内，unlisted_code 清单未收，unresolved_name 未定代码，not_applicable 不适用"
        ),
        sa.CheckConstraint(
            "member_kind in ('listed', 'unlisted_code', 'unresolved_name', 'not_applicable')",
            name=op.f("ck_dim_department_type_member_kind"),
        ),
        sa.PrimaryKeyConstraint("department_type_key", name=op.f("pk_dim_department_type")),
        sa.UniqueConstraint("code", name=op.f("uq_dim_department_type_code")),
        schema="warehouse",
        comment="部门类型维度；同类部门之间可比",
    )


def _create_dim_economic_subject() -> None:
    op.create_table(
        "dim_economic_subject",
        sa.Column(
            "economic_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="经济科目键，由代码、名称和起始年度算出；0 为不适用（未按经济分类）",
        ),
        _text("code", "科目代码，三、五位；名称未能确定代码时为空"),
        _text("name", "科目名称；清单未收时为印刷名称"),
        _text("level", "层级：类、款；不明时为空"),
        _text("class_code", "类级代码"),
        _text("class_name", "类级名称"),
        _text("parent_code", "上级科目代码"),
        _text("category", "基本支出中的归属：personnel 人员经费，public 公用经费；不定时为空"),
        sa.Column("valid_from_year", sa.SmallInteger(), nullable=True, comment="名称开始使用的预算年度；空为清单之初已有"),
        sa.Column("valid_to_year", sa.SmallInteger(), nullable=True, comment="名称最后使用的预算年度；空为现行"),
        sa.Column(
            "path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="未能确定代码时，自类级起的印刷名称；未印的层级为空",
        ),
        sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False, comment="清单中该行的来源"),
        sa.Column("is_listed", sa.Boolean(), nullable=False, comment="是否见于官方清单"),
        _text(
            "member_kind", "成员性质：listed 清单内，unlisted_code 清单未收，unresolved_name 未定代码，not_applicable 不适用"
        ),
        sa.CheckConstraint(
            "member_kind in ('listed', 'unlisted_code', 'unresolved_name', 'not_applicable')",
            name=op.f("ck_dim_economic_subject_member_kind"),
        ),
        sa.PrimaryKeyConstraint("economic_key", name=op.f("pk_dim_economic_subject")),
        schema="warehouse",
        comment="部门预算支出经济分类科目维度；一个代码的每个名称为一个成员",
    )
    op.create_index(op.f("ix_dim_economic_subject_code"), "dim_economic_subject", ["code"], unique=False, schema="warehouse")


def _create_dim_functional_subject() -> None:
    op.create_table(
        "dim_functional_subject",
        sa.Column(
            "functional_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="功能科目键，由代码、名称和起始年度算出；0 为不适用（单位合计）",
        ),
        _text("code", "科目代码，三、五、七位；名称未能确定代码时为空"),
        _text("name", "科目名称；清单未收时为印刷名称"),
        _text("level", "层级：类、款、项；不明时为空"),
        _text("class_code", "类级代码"),
        _text("class_name", "类级名称"),
        _text("group_code", "款级代码"),
        _text("group_name", "款级名称"),
        _text("parent_code", "上级科目代码"),
        _text("budget", "所属预算：general_public、government_fund、state_capital 等"),
        sa.Column("valid_from_year", sa.SmallInteger(), nullable=True, comment="名称开始使用的预算年度；空为清单之初已有"),
        sa.Column("valid_to_year", sa.SmallInteger(), nullable=True, comment="名称最后使用的预算年度；空为现行"),
        sa.Column(
            "path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="未能确定代码时，自类级起的印刷名称；未印的层级为空",
        ),
        sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False, comment="清单中该行的来源"),
        sa.Column("is_listed", sa.Boolean(), nullable=False, comment="是否见于官方清单"),
        _text(
            "member_kind", "成员性质：listed 清单内，unlisted_code 清单未收，unresolved_name 未定代码，not_applicable 不适用"
        ),
        sa.CheckConstraint(
            "member_kind in ('listed', 'unlisted_code', 'unresolved_name', 'not_applicable')",
            name=op.f("ck_dim_functional_subject_member_kind"),
        ),
        sa.PrimaryKeyConstraint("functional_key", name=op.f("pk_dim_functional_subject")),
        schema="warehouse",
        comment="支出功能分类科目维度；一个代码的每个名称为一个成员",
    )
    op.create_index(
        op.f("ix_dim_functional_subject_code"), "dim_functional_subject", ["code"], unique=False, schema="warehouse"
    )


def _create_dim_performance_indicator() -> None:
    op.create_table(
        "dim_performance_indicator",
        sa.Column(
            "indicator_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="指标键，由规范后的各列算出；0 为不适用",
        ),
        _text("level1", "一级指标规范名称，如 产出指标"),
        _text("level2", "二级指标规范名称，如 数量指标"),
        _text("level3", "三级指标名称，去除空白与编号"),
        _text("nature", "指标性质：正向、反向、定性；未印时为空"),
        _text("comparator", "比较符号：>=、<=、=、>、<；未印时为空"),
        _text("measure_unit", "规范后的计量单位；未印时为空"),
        sa.Column("is_listed", sa.Boolean(), nullable=False, comment="一级、二级名称是否均为官方名称"),
        sa.PrimaryKeyConstraint("indicator_key", name=op.f("pk_dim_performance_indicator")),
        schema="warehouse",
        comment="绩效指标维度；三级名称、计量单位均已规范，印刷原文在事实表",
    )


def _create_dim_project() -> None:
    op.create_table(
        "dim_project",
        sa.Column(
            "project_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="项目键，由单位、种类和项目名称算出；0 为不适用",
        ),
        _text("unit_id", "单位的自然键，见 dim_unit"),
        _text("name", "项目名称，去除空白"),
        _text("kind", "project 项目支出，overall 整体支出；不适用时为空"),
        sa.PrimaryKeyConstraint("project_key", name=op.f("pk_dim_project")),
        schema="warehouse",
        comment="项目维度：单位的支出项目；整体支出自评为 overall",
    )
    op.create_index(op.f("ix_dim_project_unit_id"), "dim_project", ["unit_id"], unique=False, schema="warehouse")


def _create_dim_region() -> None:
    op.create_table(
        "dim_region",
        sa.Column(
            "region_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="区划键，由区划代码算出；0 为不适用或未能确定",
        ),
        _text("adcode", "行政区划代码，六位"),
        _text("name", "区划名称"),
        _text("level", "级次：province 省级，prefecture 地级，county 县级"),
        _text("parent_adcode", "上级区划代码"),
        _text("province_name", "所属省级区划名称"),
        _text("prefecture_name", "所属地级区划名称"),
        _text("full_name", "自省级起的全称"),
        sa.Column("is_listed", sa.Boolean(), nullable=False, comment="是否见于官方清单"),
        _text(
            "member_kind", "成员性质：listed 清单内，unlisted_code 清单未收，unresolved_name 未定代码，not_applicable 不适用"
        ),
        sa.CheckConstraint(
            "member_kind in ('listed', 'unlisted_code', 'unresolved_name', 'not_applicable')",
            name=op.f("ck_dim_region_member_kind"),
        ),
        sa.PrimaryKeyConstraint("region_key", name=op.f("pk_dim_region")),
        sa.UniqueConstraint("adcode", name=op.f("uq_dim_region_adcode")),
        schema="warehouse",
        comment="行政区划维度（GB/T 2260）",
    )


def _create_dim_year() -> None:
    op.create_table(
        "dim_year",
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False, comment="决算年度"),
        _text("name", "年度名称"),
        sa.Column("starts_on", sa.Date(), nullable=True, comment="年度首日"),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="年度末日"),
        sa.PrimaryKeyConstraint("fiscal_year", name=op.f("pk_dim_year")),
        schema="warehouse",
        comment="年度维度；0 表示不适用",
    )


def _create_dim_unit() -> None:
    op.create_table(
        "dim_unit",
        sa.Column(
            "unit_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="单位键，由单位与其属性算出；0 为不适用"
        ),
        _text("unit_id", "单位的自然键：区划代码、名称、范围；跨年度不变"),
        sa.Column(
            "attribute_key",
            sa.BigInteger(),
            nullable=False,
            comment="属性的键；隔若干年重新出现的同样属性，此键相同而单位键不同",
        ),
        _text("name", "单位全称"),
        sa.Column(
            "printed_names",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="各报告中印过的名称写法",
        ),
        sa.Column("region_key", sa.BigInteger(), nullable=False, comment="行政区划键"),
        sa.Column(
            "region_candidates",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="名称符合多个区划时的候选代码",
        ),
        sa.Column("department_type_key", sa.BigInteger(), nullable=False, comment="部门类型键"),
        sa.Column(
            "department_type_candidates",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="名称符合多个类型时的候选代码",
        ),
        _text("administrative_level", "行政级次：central 中央，province 省，prefecture 地，county 县，township 乡；不明时为空"),
        _text("nature", "单位性质，照印；未印时为空"),
        _text("parent_name", "主管部门名称；未印时为空"),
        _text("scope", "范围：department 部门决算（汇总），unit 单位决算；不适用时为空"),
        sa.Column("valid_from_year", sa.SmallInteger(), nullable=True, comment="属性有效的首个年度；空为已无现行报告支持"),
        sa.Column("valid_to_year", sa.SmallInteger(), nullable=True, comment="属性有效的最后年度；空为至今"),
        sa.Column("is_current", sa.Boolean(), nullable=False, comment="是否为该单位最近的属性"),
        sa.ForeignKeyConstraint(
            ["department_type_key"],
            ["warehouse.dim_department_type.department_type_key"],
            name=op.f("fk_dim_unit_department_type_key"),
        ),
        sa.ForeignKeyConstraint(["region_key"], ["warehouse.dim_region.region_key"], name=op.f("fk_dim_unit_region_key")),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("pk_dim_unit")),
        schema="warehouse",
        comment="单位维度（第二类缓慢变化）：属性不变的一段年度为一行",
    )
    op.create_index(
        "ix_dim_unit_unit_id_valid_from_year", "dim_unit", ["unit_id", "valid_from_year"], unique=False, schema="warehouse"
    )


def _create_dim_report() -> None:
    op.create_table(
        "dim_report",
        sa.Column(
            "report_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="报告键，由单位、年度和版本算出；0 为不适用",
        ),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        _text("unit_id", "单位的自然键，见 dim_unit"),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度"),
        _text("scope", "范围：department 部门决算（汇总），unit 单位决算；不适用时为空"),
        sa.Column("version", sa.SmallInteger(), nullable=False, comment="版本号，自 1 起"),
        sa.Column("is_current", sa.Boolean(), nullable=False, comment="是否现行版本；被取代的版本仍可查询"),
        _text("title", "报告标题"),
        _text("document", "来源文件名（不含扩展名）；多个文件时为首个"),
        _text("media", "来源文件格式：text、pdf、docx、xlsx、html、json"),
        _text("sha256", "来源文件的 SHA-256；多个文件时为首个"),
        _text("content_hash", "所读内容的 SHA-256；不含文件名"),
        _text("schema_version", "报告格式（JSON Schema）的版本"),
        _text("extractor_version", "读取程序的版本"),
        sa.Column(
            "identity",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="单位身份，照报告所读：名称写法及次数、所属单位、候选区划等",
        ),
        sa.Column("loaded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=True, comment="入库时间"),
        sa.ForeignKeyConstraint(["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_dim_report_fiscal_year")),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_dim_report_unit_key")),
        sa.PrimaryKeyConstraint("report_key", name=op.f("pk_dim_report")),
        sa.UniqueConstraint("unit_id", "fiscal_year", "version", name=op.f("uq_dim_report_unit_id_fiscal_year_version")),
        schema="warehouse",
        comment="报告维度：一个单位一个年度的决算公开，每次改变为一个版本",
    )
    op.create_index("ix_dim_report_sha256", "dim_report", ["sha256"], unique=False, schema="warehouse")
    op.create_index(op.f("ix_dim_report_unit_key"), "dim_report", ["unit_key"], unique=False, schema="warehouse")
    op.create_index(
        "uq_dim_report_current",
        "dim_report",
        ["unit_id", "fiscal_year"],
        unique=True,
        schema="warehouse",
        postgresql_where=sa.text("is_current"),
    )


def _text(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)
