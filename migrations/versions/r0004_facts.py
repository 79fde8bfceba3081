"""Facts, partitioned by fiscal year. Why: a year is loaded, replaced and scanned by itself.

Existing rows: none. Going back drops the facts; they are read again from the files.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "warehouse.fact_amount",
    "warehouse.fact_check",
    "warehouse.fact_count",
    "warehouse.fact_explanation",
    "warehouse.fact_indicator",
    "warehouse.fact_performance_form",
    "warehouse.fact_project_funding",
    "warehouse.fact_stated_change",
)


def upgrade() -> None:
    op.execute("set local role juesuan_owner")
    _create_fact_amount()
    _create_fact_check()
    _create_fact_count()
    _create_fact_explanation()
    _create_fact_indicator()
    _create_fact_performance_form()
    _create_fact_project_funding()
    _create_fact_stated_change()
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local role juesuan_owner")
    op.execute("set local lock_timeout = '4s'")
    for table in reversed(TABLES):
        op.execute(f"drop table {table}")
    op.execute("reset role")


def _create_fact_amount() -> None:
    op.create_table(
        "fact_amount",
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        sa.Column("amount_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与记录序号算出的键"),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        sa.Column("functional_key", sa.BigInteger(), nullable=False, comment="功能科目键；0 为单位合计"),
        sa.Column("economic_key", sa.BigInteger(), nullable=False, comment="经济科目键；0 为未按经济分类"),
        sa.Column("account_key", sa.BigInteger(), nullable=False, comment="账目键"),
        sa.Column("position", sa.Integer(), nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        sa.Column(
            "phase",
            sa.Text(),
            nullable=False,
            comment="时点或口径：initial_budget、annual_budget、final、prior_final、delta_prior、pct_prior、delta_initial_budget、pct_initial_budget、delta_annual_budget、pct_annual_budget、completion_pct、share_pct",
        ),
        sa.Column("channel", sa.Text(), nullable=False, comment="印刷之处：table 表格，narrative 文字"),
        sa.Column("value", sa.Numeric(), nullable=False, comment="数值，计量单位见 unit；减少为负"),
        sa.Column("unit", sa.Text(), nullable=False, comment="存储的计量单位：yuan 元，pct 百分比，count 个数，sqm 平方米"),
        sa.Column("tolerance", sa.Numeric(), nullable=False, comment="印刷末位的一半，计量单位同数值"),
        sa.Column("raw", sa.Text(), nullable=False, comment="原文印刷的数字，一字不改"),
        sa.Column("printed_unit", sa.Text(), nullable=False, comment="原文的计量单位，如 万元；未印时为空"),
        sa.Column("method", sa.Text(), nullable=False, comment="列的确定方法：read 照表头所读，solved 由账目关系推出"),
        sa.Column(
            "fund",
            sa.Text(),
            nullable=False,
            comment="资金范围：all、fiscal、general_public、government_fund、state_capital、none",
        ),
        sa.Column("functional_name", sa.Text(), nullable=False, comment="功能科目名称，照印"),
        sa.Column(
            "functional_path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="自类级起印刷的功能科目名称；未印的层级为空",
        ),
        sa.Column("economic_name", sa.Text(), nullable=False, comment="经济科目名称，照印"),
        sa.Column(
            "economic_path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="自类级起印刷的经济科目名称；未印的层级为空",
        ),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.Column("section", sa.Text(), nullable=False, comment="所在报表或文字部分"),
        sa.CheckConstraint("channel in ('table', 'narrative')", name=op.f("ck_fact_amount_channel")),
        sa.CheckConstraint(
            "fund in ('all', 'fiscal', 'general_public', 'government_fund', 'state_capital', 'none')",
            name=op.f("ck_fact_amount_fund"),
        ),
        sa.CheckConstraint(
            "phase in ('initial_budget', 'annual_budget', 'final', 'prior_final', 'delta_prior', 'pct_prior', 'delta_initial_budget', 'pct_initial_budget', 'delta_annual_budget', 'pct_annual_budget', 'completion_pct', 'share_pct')",
            name=op.f("ck_fact_amount_phase"),
        ),
        sa.CheckConstraint("unit in ('yuan', 'pct', 'count', 'sqm')", name=op.f("ck_fact_amount_unit")),
        sa.ForeignKeyConstraint(
            ["account_key"], ["warehouse.dim_account.account_key"], name=op.f("fk_fact_amount_account_key")
        ),
        sa.ForeignKeyConstraint(
            ["economic_key"], ["warehouse.dim_economic_subject.economic_key"], name=op.f("fk_fact_amount_economic_key")
        ),
        sa.ForeignKeyConstraint(["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_fact_amount_fiscal_year")),
        sa.ForeignKeyConstraint(
            ["functional_key"], ["warehouse.dim_functional_subject.functional_key"], name=op.f("fk_fact_amount_functional_key")
        ),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_fact_amount_report_key")),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_fact_amount_unit_key")),
        sa.PrimaryKeyConstraint("fiscal_year", "amount_key", name=op.f("pk_fact_amount")),
        schema="warehouse",
        comment="金额事实：报告中每一处印刷的金额一行，单位元；期别为预算、决算、上年决算",
        postgresql_partition_by="LIST (fiscal_year)",
    )
    op.create_index("ix_fact_amount_report_key", "fact_amount", ["report_key"], unique=False, schema="warehouse")


def _create_fact_check() -> None:
    op.create_table(
        "fact_check",
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        sa.Column("check_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与记录序号算出的键"),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        sa.Column("position", sa.Integer(), nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        sa.Column("rule", sa.Text(), nullable=False, comment="规则代号"),
        sa.Column("status", sa.Text(), nullable=False, comment="结果：passed 通过，failed 不通过，not_applicable 不适用"),
        sa.Column("severity", sa.Text(), nullable=False, comment="程度：error 错误，rounding 末位之差，notice 待人判断"),
        sa.Column("message", sa.Text(), nullable=False, comment="说明"),
        sa.Column("stated", sa.Text(), nullable=False, comment="报告所印"),
        sa.Column("recomputed", sa.Text(), nullable=False, comment="重算过程与结果"),
        sa.Column("difference", sa.Numeric(), nullable=True, comment="所印与重算之差；不适用时为空"),
        sa.Column("tolerance", sa.Numeric(), nullable=True, comment="由印刷精度得出的容差；不适用时为空"),
        sa.Column("pages", postgresql.ARRAY(sa.Integer()), nullable=False, comment="各处所在页，与 lines 一一对应；无页为空"),
        sa.Column("lines", postgresql.ARRAY(sa.Integer()), nullable=False, comment="各处所在行，与 pages 一一对应"),
        sa.Column("cause", sa.Text(), nullable=False, comment="可解释本条的另一发现：规则与位置；无则为空"),
        sa.Column("proposed", sa.Text(), nullable=False, comment="由其他报表证明的应有数值；无则为空"),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.CheckConstraint("severity in ('error', 'rounding', 'notice')", name=op.f("ck_fact_check_severity")),
        sa.CheckConstraint("status in ('passed', 'failed', 'not_applicable')", name=op.f("ck_fact_check_status")),
        sa.ForeignKeyConstraint(["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_fact_check_fiscal_year")),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_fact_check_report_key")),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_fact_check_unit_key")),
        sa.PrimaryKeyConstraint("fiscal_year", "check_key", name=op.f("pk_fact_check")),
        schema="warehouse",
        comment="勾稽核对事实：每条适用规则在每一处的核对结果一行",
        postgresql_partition_by="LIST (fiscal_year)",
    )
    op.create_index("ix_fact_check_report_key", "fact_check", ["report_key"], unique=False, schema="warehouse")


def _create_fact_count() -> None:
    op.create_table(
        "fact_count",
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        sa.Column("count_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与记录序号算出的键"),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        sa.Column("functional_key", sa.BigInteger(), nullable=False, comment="功能科目键；0 为单位合计"),
        sa.Column("economic_key", sa.BigInteger(), nullable=False, comment="经济科目键；0 为未按经济分类"),
        sa.Column("account_key", sa.BigInteger(), nullable=False, comment="账目键"),
        sa.Column("position", sa.Integer(), nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        sa.Column(
            "phase",
            sa.Text(),
            nullable=False,
            comment="时点或口径：initial_budget、annual_budget、final、prior_final、delta_prior、pct_prior、delta_initial_budget、pct_initial_budget、delta_annual_budget、pct_annual_budget、completion_pct、share_pct",
        ),
        sa.Column("channel", sa.Text(), nullable=False, comment="印刷之处：table 表格，narrative 文字"),
        sa.Column("value", sa.Numeric(), nullable=False, comment="数值，计量单位见 unit；减少为负"),
        sa.Column("unit", sa.Text(), nullable=False, comment="存储的计量单位：yuan 元，pct 百分比，count 个数，sqm 平方米"),
        sa.Column("tolerance", sa.Numeric(), nullable=False, comment="印刷末位的一半，计量单位同数值"),
        sa.Column("raw", sa.Text(), nullable=False, comment="原文印刷的数字，一字不改"),
        sa.Column("printed_unit", sa.Text(), nullable=False, comment="原文的计量单位，如 万元；未印时为空"),
        sa.Column("method", sa.Text(), nullable=False, comment="列的确定方法：read 照表头所读，solved 由账目关系推出"),
        sa.Column(
            "fund",
            sa.Text(),
            nullable=False,
            comment="资金范围：all、fiscal、general_public、government_fund、state_capital、none",
        ),
        sa.Column("functional_name", sa.Text(), nullable=False, comment="功能科目名称，照印"),
        sa.Column(
            "functional_path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="自类级起印刷的功能科目名称；未印的层级为空",
        ),
        sa.Column("economic_name", sa.Text(), nullable=False, comment="经济科目名称，照印"),
        sa.Column(
            "economic_path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="自类级起印刷的经济科目名称；未印的层级为空",
        ),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.Column("section", sa.Text(), nullable=False, comment="所在报表或文字部分"),
        sa.CheckConstraint("channel in ('table', 'narrative')", name=op.f("ck_fact_count_channel")),
        sa.CheckConstraint(
            "fund in ('all', 'fiscal', 'general_public', 'government_fund', 'state_capital', 'none')",
            name=op.f("ck_fact_count_fund"),
        ),
        sa.CheckConstraint(
            "phase in ('initial_budget', 'annual_budget', 'final', 'prior_final', 'delta_prior', 'pct_prior', 'delta_initial_budget', 'pct_initial_budget', 'delta_annual_budget', 'pct_annual_budget', 'completion_pct', 'share_pct')",
            name=op.f("ck_fact_count_phase"),
        ),
        sa.CheckConstraint("unit in ('yuan', 'pct', 'count', 'sqm')", name=op.f("ck_fact_count_unit")),
        sa.ForeignKeyConstraint(["account_key"], ["warehouse.dim_account.account_key"], name=op.f("fk_fact_count_account_key")),
        sa.ForeignKeyConstraint(
            ["economic_key"], ["warehouse.dim_economic_subject.economic_key"], name=op.f("fk_fact_count_economic_key")
        ),
        sa.ForeignKeyConstraint(["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_fact_count_fiscal_year")),
        sa.ForeignKeyConstraint(
            ["functional_key"], ["warehouse.dim_functional_subject.functional_key"], name=op.f("fk_fact_count_functional_key")
        ),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_fact_count_report_key")),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_fact_count_unit_key")),
        sa.PrimaryKeyConstraint("fiscal_year", "count_key", name=op.f("pk_fact_count")),
        schema="warehouse",
        comment="数量事实：报告中每一处印刷的个数、面积、分数一行",
        postgresql_partition_by="LIST (fiscal_year)",
    )
    op.create_index("ix_fact_count_report_key", "fact_count", ["report_key"], unique=False, schema="warehouse")


def _create_fact_explanation() -> None:
    op.create_table(
        "fact_explanation",
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        sa.Column(
            "explanation_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与记录序号算出的键"
        ),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        sa.Column("functional_key", sa.BigInteger(), nullable=False, comment="功能科目键；0 为单位合计"),
        sa.Column("economic_key", sa.BigInteger(), nullable=False, comment="经济科目键；0 为未按经济分类"),
        sa.Column("account_key", sa.BigInteger(), nullable=False, comment="账目键"),
        sa.Column("position", sa.Integer(), nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        sa.Column(
            "basis", sa.Text(), nullable=False, comment="所解释的变动：delta_prior 比上年，delta_initial_budget 比年初预算等"
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="原因，照报告所述"),
        sa.Column(
            "fund",
            sa.Text(),
            nullable=False,
            comment="资金范围：all、fiscal、general_public、government_fund、state_capital、none",
        ),
        sa.Column("functional_name", sa.Text(), nullable=False, comment="功能科目名称，照印"),
        sa.Column(
            "functional_path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="自类级起印刷的功能科目名称；未印的层级为空",
        ),
        sa.Column("economic_name", sa.Text(), nullable=False, comment="经济科目名称，照印"),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.Column("section", sa.Text(), nullable=False, comment="所在报表或文字部分"),
        sa.CheckConstraint(
            "basis in ('initial_budget', 'annual_budget', 'final', 'prior_final', 'delta_prior', 'pct_prior', 'delta_initial_budget', 'pct_initial_budget', 'delta_annual_budget', 'pct_annual_budget', 'completion_pct', 'share_pct')",
            name=op.f("ck_fact_explanation_basis"),
        ),
        sa.CheckConstraint(
            "fund in ('all', 'fiscal', 'general_public', 'government_fund', 'state_capital', 'none')",
            name=op.f("ck_fact_explanation_fund"),
        ),
        sa.ForeignKeyConstraint(
            ["account_key"], ["warehouse.dim_account.account_key"], name=op.f("fk_fact_explanation_account_key")
        ),
        sa.ForeignKeyConstraint(
            ["economic_key"], ["warehouse.dim_economic_subject.economic_key"], name=op.f("fk_fact_explanation_economic_key")
        ),
        sa.ForeignKeyConstraint(
            ["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_fact_explanation_fiscal_year")
        ),
        sa.ForeignKeyConstraint(
            ["functional_key"],
            ["warehouse.dim_functional_subject.functional_key"],
            name=op.f("fk_fact_explanation_functional_key"),
        ),
        sa.ForeignKeyConstraint(
            ["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_fact_explanation_report_key")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_fact_explanation_unit_key")),
        sa.PrimaryKeyConstraint("fiscal_year", "explanation_key", name=op.f("pk_fact_explanation")),
        schema="warehouse",
        comment="增减原因事实：报告对一项金额变动所述的原因，一处一行",
        postgresql_partition_by="LIST (fiscal_year)",
    )
    op.create_index("ix_fact_explanation_report_key", "fact_explanation", ["report_key"], unique=False, schema="warehouse")


def _create_fact_indicator() -> None:
    op.create_table(
        "fact_indicator",
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        sa.Column("result_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与记录序号算出的键"),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        sa.Column("project_key", sa.BigInteger(), nullable=False, comment="项目键"),
        sa.Column("indicator_key", sa.BigInteger(), nullable=False, comment="绩效指标键"),
        sa.Column("form_key", sa.BigInteger(), nullable=False, comment="自评表键，见 fact_performance_form"),
        sa.Column("position", sa.Integer(), nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        sa.Column("form_no", sa.Integer(), nullable=False, comment="自评表在报告中的序号，自 1 起"),
        sa.Column("printed_position", sa.Integer(), nullable=False, comment="指标在自评表中的印刷顺序"),
        sa.Column("level1", sa.Text(), nullable=False, comment="一级指标，照印"),
        sa.Column("level2", sa.Text(), nullable=False, comment="二级指标，照印"),
        sa.Column("level3", sa.Text(), nullable=False, comment="三级指标，照印"),
        sa.Column("nature", sa.Text(), nullable=False, comment="指标性质：正向、反向、定性；未印时为空"),
        sa.Column("comparator", sa.Text(), nullable=False, comment="比较符号；未印时为空"),
        sa.Column("target_raw", sa.Text(), nullable=False, comment="年度指标值，照印"),
        sa.Column("target_value", sa.Numeric(), nullable=True, comment="年度指标值；不是单纯数字时为空"),
        sa.Column("actual_raw", sa.Text(), nullable=False, comment="实际完成值，照印"),
        sa.Column("actual_value", sa.Numeric(), nullable=True, comment="实际完成值；不是单纯数字时为空"),
        sa.Column("measure_unit", sa.Text(), nullable=False, comment="计量单位，照印"),
        sa.Column("weight", sa.Numeric(), nullable=True, comment="分值；空白时为空"),
        sa.Column("score", sa.Numeric(), nullable=True, comment="得分；空白时为空"),
        sa.Column("deviation", sa.Text(), nullable=False, comment="偏差原因分析及改进措施，照印"),
        sa.Column("doubtful", postgresql.ARRAY(sa.Text()), nullable=False, comment="未能确定所属列的单元格"),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.ForeignKeyConstraint(
            ["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_fact_indicator_fiscal_year")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_key"],
            ["warehouse.dim_performance_indicator.indicator_key"],
            name=op.f("fk_fact_indicator_indicator_key"),
        ),
        sa.ForeignKeyConstraint(
            ["project_key"], ["warehouse.dim_project.project_key"], name=op.f("fk_fact_indicator_project_key")
        ),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_fact_indicator_report_key")),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_fact_indicator_unit_key")),
        sa.PrimaryKeyConstraint("fiscal_year", "result_key", name=op.f("pk_fact_indicator")),
        schema="warehouse",
        comment="绩效指标事实：自评表中每个三级指标一行",
        postgresql_partition_by="LIST (fiscal_year)",
    )
    op.create_index("ix_fact_indicator_report_key", "fact_indicator", ["report_key"], unique=False, schema="warehouse")


def _create_fact_performance_form() -> None:
    op.create_table(
        "fact_performance_form",
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        sa.Column("form_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与记录序号算出的键"),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        sa.Column("project_key", sa.BigInteger(), nullable=False, comment="项目键"),
        sa.Column("position", sa.Integer(), nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        sa.Column("form_no", sa.Integer(), nullable=False, comment="自评表在报告中的序号，自 1 起"),
        sa.Column("kind", sa.Text(), nullable=False, comment="project 项目支出自评表，overall 整体支出自评表"),
        sa.Column("project_name", sa.Text(), nullable=False, comment="项目名称，照印"),
        sa.Column("department", sa.Text(), nullable=False, comment="主管部门，照印"),
        sa.Column("implementing_unit", sa.Text(), nullable=False, comment="实施单位，照印"),
        sa.Column("total_weight", sa.Numeric(), nullable=True, comment="总分的分值；未印时为空"),
        sa.Column("total_score", sa.Numeric(), nullable=True, comment="总分的得分；未印时为空；不可相加"),
        sa.Column("narrative_score", sa.Numeric(), nullable=True, comment="文字部分所述的自评得分；未述时为空"),
        sa.Column(
            "narrative_annual_budget", sa.Numeric(), nullable=True, comment="文字部分所述的全年预算数，单位元；未述时为空"
        ),
        sa.Column("narrative_executed", sa.Numeric(), nullable=True, comment="文字部分所述的执行数，单位元；未述时为空"),
        sa.Column("narrative_completion_pct", sa.Numeric(), nullable=True, comment="文字部分所述的完成预算百分比；未述时为空"),
        sa.Column("expected_goal", sa.Text(), nullable=False, comment="预期目标，照印"),
        sa.Column("actual_goal", sa.Text(), nullable=False, comment="实际完成情况，照印"),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.CheckConstraint("kind in ('project', 'overall')", name=op.f("ck_fact_performance_form_kind")),
        sa.ForeignKeyConstraint(
            ["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_fact_performance_form_fiscal_year")
        ),
        sa.ForeignKeyConstraint(
            ["project_key"], ["warehouse.dim_project.project_key"], name=op.f("fk_fact_performance_form_project_key")
        ),
        sa.ForeignKeyConstraint(
            ["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_fact_performance_form_report_key")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_fact_performance_form_unit_key")),
        sa.PrimaryKeyConstraint("fiscal_year", "form_key", name=op.f("pk_fact_performance_form")),
        schema="warehouse",
        comment="绩效自评表事实：每张自评表一行，含总分、目标与文字部分所述",
        postgresql_partition_by="LIST (fiscal_year)",
    )
    op.create_index(
        "ix_fact_performance_form_report_key", "fact_performance_form", ["report_key"], unique=False, schema="warehouse"
    )


def _create_fact_project_funding() -> None:
    op.create_table(
        "fact_project_funding",
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        sa.Column("funding_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与记录序号算出的键"),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        sa.Column("project_key", sa.BigInteger(), nullable=False, comment="项目键"),
        sa.Column("form_key", sa.BigInteger(), nullable=False, comment="自评表键，见 fact_performance_form"),
        sa.Column("position", sa.Integer(), nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        sa.Column("form_no", sa.Integer(), nullable=False, comment="自评表在报告中的序号，自 1 起"),
        sa.Column(
            "source",
            sa.Text(),
            nullable=False,
            comment="资金来源：total 年度资金总额，fiscal 财政拨款，carryover 上年结转，other 其他等",
        ),
        sa.Column("initial_budget", sa.Numeric(), nullable=True, comment="年初预算数，单位元；空白时为空"),
        sa.Column("annual_budget", sa.Numeric(), nullable=True, comment="全年预算数，单位元；空白时为空"),
        sa.Column("executed", sa.Numeric(), nullable=True, comment="全年执行数，单位元；空白时为空"),
        sa.Column("weight", sa.Numeric(), nullable=True, comment="分值；空白时为空"),
        sa.Column("execution_rate", sa.Numeric(), nullable=True, comment="执行率（百分数），照印；空白时为空；不可相加"),
        sa.Column("score", sa.Numeric(), nullable=True, comment="得分；空白时为空"),
        sa.Column("printed", postgresql.ARRAY(sa.Text()), nullable=False, comment="各单元格照印"),
        sa.Column("method", sa.Text(), nullable=False, comment="列的确定方法：read 照表头所读，solved 由账目关系推出"),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.ForeignKeyConstraint(
            ["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_fact_project_funding_fiscal_year")
        ),
        sa.ForeignKeyConstraint(
            ["project_key"], ["warehouse.dim_project.project_key"], name=op.f("fk_fact_project_funding_project_key")
        ),
        sa.ForeignKeyConstraint(
            ["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_fact_project_funding_report_key")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_fact_project_funding_unit_key")),
        sa.PrimaryKeyConstraint("fiscal_year", "funding_key", name=op.f("pk_fact_project_funding")),
        schema="warehouse",
        comment="项目资金事实：自评表中每个资金来源一行；total 与各来源不可相加",
        postgresql_partition_by="LIST (fiscal_year)",
    )
    op.create_index(
        "ix_fact_project_funding_report_key", "fact_project_funding", ["report_key"], unique=False, schema="warehouse"
    )


def _create_fact_stated_change() -> None:
    op.create_table(
        "fact_stated_change",
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        sa.Column("change_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与记录序号算出的键"),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("unit_key", sa.BigInteger(), nullable=False, comment="单位键"),
        sa.Column("functional_key", sa.BigInteger(), nullable=False, comment="功能科目键；0 为单位合计"),
        sa.Column("economic_key", sa.BigInteger(), nullable=False, comment="经济科目键；0 为未按经济分类"),
        sa.Column("account_key", sa.BigInteger(), nullable=False, comment="账目键"),
        sa.Column("position", sa.Integer(), nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        sa.Column(
            "phase",
            sa.Text(),
            nullable=False,
            comment="时点或口径：initial_budget、annual_budget、final、prior_final、delta_prior、pct_prior、delta_initial_budget、pct_initial_budget、delta_annual_budget、pct_annual_budget、completion_pct、share_pct",
        ),
        sa.Column("channel", sa.Text(), nullable=False, comment="印刷之处：table 表格，narrative 文字"),
        sa.Column("value", sa.Numeric(), nullable=False, comment="数值，计量单位见 unit；减少为负"),
        sa.Column("unit", sa.Text(), nullable=False, comment="存储的计量单位：yuan 元，pct 百分比，count 个数，sqm 平方米"),
        sa.Column("tolerance", sa.Numeric(), nullable=False, comment="印刷末位的一半，计量单位同数值"),
        sa.Column("raw", sa.Text(), nullable=False, comment="原文印刷的数字，一字不改"),
        sa.Column("printed_unit", sa.Text(), nullable=False, comment="原文的计量单位，如 万元；未印时为空"),
        sa.Column("method", sa.Text(), nullable=False, comment="列的确定方法：read 照表头所读，solved 由账目关系推出"),
        sa.Column(
            "fund",
            sa.Text(),
            nullable=False,
            comment="资金范围：all、fiscal、general_public、government_fund、state_capital、none",
        ),
        sa.Column("functional_name", sa.Text(), nullable=False, comment="功能科目名称，照印"),
        sa.Column(
            "functional_path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="自类级起印刷的功能科目名称；未印的层级为空",
        ),
        sa.Column("economic_name", sa.Text(), nullable=False, comment="经济科目名称，照印"),
        sa.Column(
            "economic_path",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="自类级起印刷的经济科目名称；未印的层级为空",
        ),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.Column("section", sa.Text(), nullable=False, comment="所在报表或文字部分"),
        sa.CheckConstraint("channel in ('table', 'narrative')", name=op.f("ck_fact_stated_change_channel")),
        sa.CheckConstraint(
            "fund in ('all', 'fiscal', 'general_public', 'government_fund', 'state_capital', 'none')",
            name=op.f("ck_fact_stated_change_fund"),
        ),
        sa.CheckConstraint(
            "phase in ('initial_budget', 'annual_budget', 'final', 'prior_final', 'delta_prior', 'pct_prior', 'delta_initial_budget', 'pct_initial_budget', 'delta_annual_budget', 'pct_annual_budget', 'completion_pct', 'share_pct')",
            name=op.f("ck_fact_stated_change_phase"),
        ),
        sa.CheckConstraint("unit in ('yuan', 'pct', 'count', 'sqm')", name=op.f("ck_fact_stated_change_unit")),
        sa.ForeignKeyConstraint(
            ["account_key"], ["warehouse.dim_account.account_key"], name=op.f("fk_fact_stated_change_account_key")
        ),
        sa.ForeignKeyConstraint(
            ["economic_key"], ["warehouse.dim_economic_subject.economic_key"], name=op.f("fk_fact_stated_change_economic_key")
        ),
        sa.ForeignKeyConstraint(
            ["fiscal_year"], ["warehouse.dim_year.fiscal_year"], name=op.f("fk_fact_stated_change_fiscal_year")
        ),
        sa.ForeignKeyConstraint(
            ["functional_key"],
            ["warehouse.dim_functional_subject.functional_key"],
            name=op.f("fk_fact_stated_change_functional_key"),
        ),
        sa.ForeignKeyConstraint(
            ["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_fact_stated_change_report_key")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["warehouse.dim_unit.unit_key"], name=op.f("fk_fact_stated_change_unit_key")),
        sa.PrimaryKeyConstraint("fiscal_year", "change_key", name=op.f("pk_fact_stated_change")),
        schema="warehouse",
        comment="自述变动事实：报告自己写出的增减额、增减百分比、完成百分比、占比，一处一行；不可相加",
        postgresql_partition_by="LIST (fiscal_year)",
    )
    op.create_index("ix_fact_stated_change_report_key", "fact_stated_change", ["report_key"], unique=False, schema="warehouse")
