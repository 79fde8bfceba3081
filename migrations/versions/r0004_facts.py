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

NUMBER_FACTS = (
    ("fact_amount", "amount_key", "金额事实：报告中每一处印刷的金额一行，单位元；期别为预算、决算、上年决算"),
    ("fact_count", "count_key", "数量事实：报告中每一处印刷的个数、面积、分数一行"),
    (
        "fact_stated_change",
        "change_key",
        "自述变动事实：报告自己写出的增减额、增减百分比、完成百分比、占比，一处一行；不可相加",
    ),
)
FACTS = (
    *(name for name, _, _ in NUMBER_FACTS),
    "fact_explanation",
    "fact_performance_form",
    "fact_project_funding",
    "fact_indicator",
    "fact_check",
)
FUNDS = ("all", "fiscal", "general_public", "government_fund", "state_capital", "none")
PHASES = (
    *("initial_budget", "annual_budget", "final", "prior_final", "delta_prior", "pct_prior", "delta_initial_budget"),
    *("pct_initial_budget", "delta_annual_budget", "pct_annual_budget", "completion_pct", "share_pct"),
)
DIMENSION_OF = {
    "fiscal_year": "dim_year",
    "report_key": "dim_report",
    "unit_key": "dim_unit",
    "functional_key": "dim_functional_subject",
    "economic_key": "dim_economic_subject",
    "account_key": "dim_account",
    "project_key": "dim_project",
    "indicator_key": "dim_performance_indicator",
}


def upgrade() -> None:
    op.execute("set local role juesuan_owner")
    for name, key, comment in NUMBER_FACTS:
        columns = (*_subject(), *_number(), *_names(), *_economic_path(), _section())
        words = {"fund": FUNDS, "phase": PHASES, "channel": ("table", "narrative"), "unit": ("yuan", "pct", "count", "sqm")}
        _create(name, key, comment, columns, words)
    _create_explanation()
    _create_performance()
    _create_check()
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local role juesuan_owner")
    op.execute("set local lock_timeout = '4s'")
    for table in reversed(FACTS):
        op.execute(f"drop table warehouse.{table}")
    op.execute("reset role")


def _create(
    table: str, key: str, comment: str, columns: tuple[sa.Column, ...], words: dict[str, tuple[str, ...]] | None = None
) -> None:
    """A fact: the columns that all have and its own, a foreign key for each dimension, checked words."""
    head = (
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False, comment="决算年度（分区键，故在主键中）"),
        _big(key, "由报告版本与记录序号算出的键"),
        _big("report_key", "报告版本键"),
        _big("unit_key", "单位键"),
    )
    place = (
        _whole("position", "在报告同类记录中的序号，自 0 起"),
        sa.Column(
            "part", sa.SmallInteger(), server_default=sa.text("1"), nullable=False, comment="所在文件的序号，见 audit.document"
        ),
        _whole("page", "所在页，自 1 起；无页的格式为空", nullable=True),
        _whole("line", "所在行，自 1 起", nullable=True),
    )
    everything = (*head, *columns, *place)
    constraints = [sa.PrimaryKeyConstraint("report_key", "position", "fiscal_year", name=f"pk_{table}")]
    for column in everything:
        if dimension := DIMENSION_OF.get(column.name):
            target = f"warehouse.{dimension}.{column.name}"
            constraints.append(sa.ForeignKeyConstraint([column.name], [target], name=f"fk_{table}_{column.name}"))
    for column_name, values in (words or {}).items():
        listed = ", ".join(f"'{value}'" for value in values)
        constraints.append(sa.CheckConstraint(f"{column_name} in ({listed})", name=op.f(f"ck_{table}_{column_name}")))
    op.create_table(
        table, *everything, *constraints, schema="warehouse", comment=comment, postgresql_partition_by="LIST (fiscal_year)"
    )


def _create_explanation() -> None:
    columns = (
        *_subject(),
        _text("basis", "所解释的变动：delta_prior 比上年，delta_initial_budget 比年初预算等"),
        _text("text", "原因，照报告所述"),
        *_names(),
        _section(),
    )
    comment = "增减原因事实：报告对一项金额变动所述的原因，一处一行"
    _create("fact_explanation", "explanation_key", comment, columns, {"fund": FUNDS, "basis": PHASES})


def _create_performance() -> None:
    form = (
        _text("kind", "project 项目支出自评表，overall 整体支出自评表"),
        _text("project_name", "项目名称，照印"),
        _text("department", "主管部门，照印"),
        _text("implementing_unit", "实施单位，照印"),
        _number_or_blank("total_weight", "总分的分值；未印时为空"),
        _number_or_blank("total_score", "总分的得分；未印时为空；不可相加"),
        _number_or_blank("narrative_score", "文字部分所述的自评得分；未述时为空"),
        _number_or_blank("narrative_annual_budget", "文字部分所述的全年预算数，单位元；未述时为空"),
        _number_or_blank("narrative_executed", "文字部分所述的执行数，单位元；未述时为空"),
        _number_or_blank("narrative_completion_pct", "文字部分所述的完成预算百分比；未述时为空"),
        _text("expected_goal", "预期目标，照印"),
        _text("actual_goal", "实际完成情况，照印"),
    )
    funding = (
        _text("source", "资金来源：total 年度资金总额，fiscal 财政拨款，carryover 上年结转，other 其他等"),
        _number_or_blank("initial_budget", "年初预算数，单位元；空白时为空"),
        _number_or_blank("annual_budget", "全年预算数，单位元；空白时为空"),
        _number_or_blank("executed", "全年执行数，单位元；空白时为空"),
        _number_or_blank("weight", "分值；空白时为空"),
        _number_or_blank("execution_rate", "执行率（百分数），照印；空白时为空；不可相加"),
        _number_or_blank("score", "得分；空白时为空"),
        _texts("printed", "各单元格照印"),
        _method(),
    )
    indicator = (
        _big("indicator_key", "绩效指标键"),
        _whole("printed_position", "指标在自评表中的印刷顺序"),
        _text("level1", "一级指标，照印"),
        _text("level2", "二级指标，照印"),
        _text("level3", "三级指标，照印"),
        _text("nature", "指标性质：正向、反向、定性；未印时为空"),
        _text("comparator", "比较符号；未印时为空"),
        _text("target_raw", "年度指标值，照印"),
        _number_or_blank("target_value", "年度指标值；不是单纯数字时为空"),
        _text("actual_raw", "实际完成值，照印"),
        _number_or_blank("actual_value", "实际完成值；不是单纯数字时为空"),
        _text("measure_unit", "计量单位，照印"),
        _number_or_blank("weight", "分值；空白时为空"),
        _number_or_blank("score", "得分；空白时为空"),
        _text("deviation", "偏差原因分析及改进措施，照印"),
        _texts("doubtful", "未能确定所属列的单元格"),
    )
    comment = "绩效自评表事实：每张自评表一行，含总分、目标与文字部分所述"
    _create("fact_performance_form", "form_key", comment, (*_project(), *form), {"kind": ("project", "overall")})
    comment = "项目资金事实：自评表中每个资金来源一行；total 与各来源不可相加"
    _create("fact_project_funding", "funding_key", comment, (*_of_form(), *funding))
    _create("fact_indicator", "result_key", "绩效指标事实：自评表中每个三级指标一行", (*_of_form(), *indicator))


def _create_check() -> None:
    columns = (
        _text("rule", "规则代号"),
        _text("status", "结果：passed 通过，failed 不通过，not_applicable 不适用"),
        _text("severity", "程度：error 错误，rounding 末位之差，notice 待人判断"),
        _text("message", "说明"),
        _text("stated", "报告所印"),
        _text("recomputed", "重算过程与结果"),
        _number_or_blank("difference", "所印与重算之差；不适用时为空"),
        _number_or_blank("tolerance", "由印刷精度得出的容差；不适用时为空"),
        sa.Column("pages", postgresql.ARRAY(sa.Integer()), nullable=False, comment="各处所在页，与 lines 一一对应；无页为空"),
        sa.Column("lines", postgresql.ARRAY(sa.Integer()), nullable=False, comment="各处所在行，与 pages 一一对应"),
        _text("cause", "可解释本条的另一发现：规则与位置；无则为空"),
        _text("proposed", "由其他报表证明的应有数值；无则为空"),
    )
    words = {"status": ("passed", "failed", "not_applicable"), "severity": ("error", "rounding", "notice")}
    _create("fact_check", "check_key", "勾稽核对事实：每条适用规则在每一处的核对结果一行", columns, words)


def _project() -> tuple[sa.Column, ...]:
    return _big("project_key", "项目键"), _whole("form_no", "自评表在报告中的序号，自 1 起")


def _of_form() -> tuple[sa.Column, ...]:
    return *_project(), _big("form_key", "自评表键，见 fact_performance_form")


def _subject() -> tuple[sa.Column, ...]:
    return (
        _big("functional_key", "功能科目键；0 为单位合计"),
        _big("economic_key", "经济科目键；0 为未按经济分类"),
        _big("account_key", "账目键"),
        _text("fund", "资金范围：" + "、".join(FUNDS)),
    )


def _number() -> tuple[sa.Column, ...]:
    return (
        _text("phase", "时点或口径：" + "、".join(PHASES)),
        _text("channel", "印刷之处：table 表格，narrative 文字"),
        sa.Column("value", sa.Numeric(), nullable=False, comment="数值，计量单位见 unit；减少为负"),
        _text("unit", "存储的计量单位：yuan 元，pct 百分比，count 个数，sqm 平方米"),
        sa.Column("tolerance", sa.Numeric(), nullable=False, comment="印刷末位的一半，计量单位同数值"),
        _text("raw", "原文印刷的数字，一字不改"),
        _text("printed_unit", "原文的计量单位，如 万元；未印时为空"),
        _method(),
    )


def _names() -> tuple[sa.Column, ...]:
    return (
        _text("functional_name", "功能科目名称，照印"),
        _texts("functional_path", "自类级起印刷的功能科目名称；未印的层级为空", empty_by_default=True),
        _text("economic_name", "经济科目名称，照印"),
    )


def _economic_path() -> tuple[sa.Column, ...]:
    return (_texts("economic_path", "自类级起印刷的经济科目名称；未印的层级为空", empty_by_default=True),)


def _section() -> sa.Column:
    return _text("section", "所在报表或文字部分")


def _method() -> sa.Column:
    return _text("method", "列的确定方法：read 照表头所读，solved 由账目关系推出")


def _text(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)


def _texts(name: str, comment: str, *, empty_by_default: bool = False) -> sa.Column:
    default = sa.text("'{}'") if empty_by_default else None
    return sa.Column(name, postgresql.ARRAY(sa.Text()), server_default=default, nullable=False, comment=comment)


def _big(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False, comment=comment)


def _whole(name: str, comment: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable, comment=comment)


def _number_or_blank(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Numeric(), nullable=True, comment=comment)
