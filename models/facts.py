"""Facts of the star, partitioned by fiscal year. The grain of the first three is one number as printed in one place."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, Numeric, PrimaryKeyConstraint, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from etl.vocabulary import Channel, Fund, MeasureUnit, Phase
from models.base import WAREHOUSE, Base
from models.dimensions import (
    DimAccount,
    DimEconomicSubject,
    DimFunctionalSubject,
    DimPerformanceIndicator,
    DimProject,
    DimReport,
    DimUnit,
    DimYear,
)

MONEY: Final = Numeric()  # exact whatever number of digits was printed
NO_ITEMS: Final = text("'{}'")
METHOD: Final = (
    "数字与其列的确定方法：read 照表头所读，solved 由账目关系推出，"
    "ocr 由图片识别，ocr_doubtful 由图片识别且把握不大或其列系推出"
)


def _key(comment: str) -> Mapped[int]:
    """A single column to name a row by; the primary key says what makes it, and serves look-ups by report."""
    return mapped_column(BigInteger, sort_order=-90, comment=comment)


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    return CheckConstraint(f"{column} in ({', '.join(repr(str(value)) for value in values)})", name=column)


def _options(comment: str) -> dict[str, Any]:
    return {"schema": WAREHOUSE, "comment": comment, "postgresql_partition_by": "LIST (fiscal_year)"}


class _Fact:
    """Keys and place that every fact has."""

    __tablename__: str

    fiscal_year: Mapped[int] = mapped_column(
        ForeignKey(DimYear.fiscal_year), primary_key=True, sort_order=-100, comment="决算年度（分区键，故在主键中）"
    )
    report_key: Mapped[int] = mapped_column(
        ForeignKey(DimReport.report_key), primary_key=True, sort_order=-80, comment="报告版本键"
    )
    unit_key: Mapped[int] = mapped_column(ForeignKey(DimUnit.unit_key), sort_order=-79, comment="单位键")
    position: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, sort_order=-70, comment="在报告同类记录中的序号，自 0 起"
    )
    part: Mapped[int] = mapped_column(
        SmallInteger, server_default=text("1"), sort_order=90, comment="所在文件的序号，见 audit.document"
    )
    page: Mapped[int | None] = mapped_column(Integer, sort_order=91, comment="所在页，自 1 起；无页的格式为空")
    line: Mapped[int | None] = mapped_column(Integer, sort_order=92, comment="所在行，自 1 起")

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (PrimaryKeyConstraint("report_key", "position", "fiscal_year"), *cls._constraints(), _options(cls._comment()))

    @classmethod
    def _constraints(cls) -> tuple[CheckConstraint, ...]:
        return ()

    @classmethod
    def _comment(cls) -> str:
        raise NotImplementedError


class _Subject:
    """What a statement is about: account, subject, money; the names as printed."""

    account_key: Mapped[int] = mapped_column(ForeignKey(DimAccount.account_key), sort_order=-75, comment="账目键")
    functional_key: Mapped[int] = mapped_column(
        ForeignKey(DimFunctionalSubject.functional_key), sort_order=-77, comment="功能科目键；0 为单位合计"
    )
    economic_key: Mapped[int] = mapped_column(
        ForeignKey(DimEconomicSubject.economic_key), sort_order=-76, comment="经济科目键；0 为未按经济分类"
    )
    fund: Mapped[str] = mapped_column(Text, comment="资金范围：" + "、".join(Fund))
    functional_name: Mapped[str] = mapped_column(Text, sort_order=80, comment="功能科目名称，照印")
    functional_path: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=NO_ITEMS, sort_order=81, comment="自类级起印刷的功能科目名称；未印的层级为空"
    )
    economic_name: Mapped[str] = mapped_column(Text, sort_order=82, comment="经济科目名称，照印")
    section: Mapped[str] = mapped_column(Text, sort_order=93, comment="所在报表或文字部分")


class _Number(_Subject):
    """One printed number."""

    phase: Mapped[str] = mapped_column(Text, comment="时点或口径：" + "、".join(Phase))
    channel: Mapped[str] = mapped_column(Text, comment="印刷之处：table 表格，narrative 文字")
    value: Mapped[Decimal] = mapped_column(MONEY, comment="数值，计量单位见 unit；减少为负")
    unit: Mapped[str] = mapped_column(Text, comment="存储的计量单位：yuan 元，pct 百分比，count 个数，sqm 平方米")
    tolerance: Mapped[Decimal] = mapped_column(MONEY, comment="印刷末位的一半，计量单位同数值")
    raw: Mapped[str] = mapped_column(Text, comment="原文印刷的数字，一字不改")
    printed_unit: Mapped[str] = mapped_column(Text, comment="原文的计量单位，如 万元；未印时为空")
    method: Mapped[str] = mapped_column(Text, comment=METHOD)
    economic_path: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=NO_ITEMS, sort_order=83, comment="自类级起印刷的经济科目名称；未印的层级为空"
    )

    @classmethod
    def _constraints(cls) -> tuple[CheckConstraint, ...]:
        return (_one_of("fund", Fund), _one_of("phase", Phase), _one_of("channel", Channel), _one_of("unit", MeasureUnit))


class FactAmount(_Number, _Fact, Base):
    """One money amount in one place of one report version (the grain)."""

    __tablename__ = "fact_amount"
    amount_key: Mapped[int] = _key("由报告版本与记录序号算出的键")

    @classmethod
    def _comment(cls) -> str:
        return "金额事实：报告中每一处印刷的金额一行，单位元；期别为预算、决算、上年决算"


class FactCount(_Number, _Fact, Base):
    """One count, area or score in one place of one report version."""

    __tablename__ = "fact_count"
    count_key: Mapped[int] = _key("由报告版本与记录序号算出的键")

    @classmethod
    def _comment(cls) -> str:
        return "数量事实：报告中每一处印刷的个数、面积、分数一行"


class FactStatedChange(_Number, _Fact, Base):
    """One percentage, share or difference as stated (never computed) in one place of one report version."""

    __tablename__ = "fact_stated_change"
    change_key: Mapped[int] = _key("由报告版本与记录序号算出的键")

    @classmethod
    def _comment(cls) -> str:
        return "自述变动事实：报告自己写出的增减额、增减百分比、完成百分比、占比，一处一行；不可相加"


class FactExplanation(_Subject, _Fact, Base):
    """One stated reason for a change, tied to its account and subject."""

    __tablename__ = "fact_explanation"
    explanation_key: Mapped[int] = _key("由报告版本与记录序号算出的键")
    basis: Mapped[str] = mapped_column(Text, comment="所解释的变动：delta_prior 比上年，delta_initial_budget 比年初预算等")
    text: Mapped[str] = mapped_column(Text, comment="原因，照报告所述")

    @classmethod
    def _comment(cls) -> str:
        return "增减原因事实：报告对一项金额变动所述的原因，一处一行"

    @classmethod
    def _constraints(cls) -> tuple[CheckConstraint, ...]:
        return (_one_of("fund", Fund), _one_of("basis", Phase))


class FactPerformanceForm(_Fact, Base):
    """One performance self-evaluation form; its funding lines and indicators are facts of their own."""

    __tablename__ = "fact_performance_form"
    form_key: Mapped[int] = _key("由报告版本与记录序号算出的键")
    project_key: Mapped[int] = mapped_column(ForeignKey(DimProject.project_key), sort_order=-75, comment="项目键")
    form_no: Mapped[int] = mapped_column(Integer, comment="自评表在报告中的序号，自 1 起")
    kind: Mapped[str] = mapped_column(Text, comment="project 项目支出自评表，overall 整体支出自评表")
    project_name: Mapped[str] = mapped_column(Text, comment="项目名称，照印")
    department: Mapped[str] = mapped_column(Text, comment="主管部门，照印")
    implementing_unit: Mapped[str] = mapped_column(Text, comment="实施单位，照印")
    total_weight: Mapped[Decimal | None] = mapped_column(MONEY, comment="总分的分值；未印时为空")
    total_score: Mapped[Decimal | None] = mapped_column(MONEY, comment="总分的得分；未印时为空；不可相加")
    narrative_score: Mapped[Decimal | None] = mapped_column(MONEY, comment="文字部分所述的自评得分；未述时为空")
    narrative_annual_budget: Mapped[Decimal | None] = mapped_column(
        MONEY, comment="文字部分所述的全年预算数，单位元；未述时为空"
    )
    narrative_executed: Mapped[Decimal | None] = mapped_column(MONEY, comment="文字部分所述的执行数，单位元；未述时为空")
    narrative_completion_pct: Mapped[Decimal | None] = mapped_column(MONEY, comment="文字部分所述的完成预算百分比；未述时为空")
    expected_goal: Mapped[str] = mapped_column(Text, comment="预期目标，照印")
    actual_goal: Mapped[str] = mapped_column(Text, comment="实际完成情况，照印")
    total_page: Mapped[int | None] = mapped_column(Integer, sort_order=93, comment="总分所在页，自 1 起；未知时为空")
    total_line: Mapped[int | None] = mapped_column(Integer, sort_order=94, comment="总分所在行，自 1 起；未知时为空")

    @classmethod
    def _comment(cls) -> str:
        return "绩效自评表事实：每张自评表一行，含总分、目标与文字部分所述"

    @classmethod
    def _constraints(cls) -> tuple[CheckConstraint, ...]:
        return (_one_of("kind", ("project", "overall")),)


class FactProjectFunding(_Fact, Base):
    """One funding line of a performance form."""

    __tablename__ = "fact_project_funding"
    funding_key: Mapped[int] = _key("由报告版本与记录序号算出的键")
    project_key: Mapped[int] = mapped_column(ForeignKey(DimProject.project_key), sort_order=-75, comment="项目键")
    form_key: Mapped[int] = mapped_column(BigInteger, sort_order=-74, comment="自评表键，见 fact_performance_form")
    form_no: Mapped[int] = mapped_column(Integer, comment="自评表在报告中的序号，自 1 起")
    source: Mapped[str] = mapped_column(
        Text, comment="资金来源：total 年度资金总额，fiscal 财政拨款，carryover 上年结转，other 其他等"
    )
    initial_budget: Mapped[Decimal | None] = mapped_column(MONEY, comment="年初预算数，单位元；空白时为空")
    annual_budget: Mapped[Decimal | None] = mapped_column(MONEY, comment="全年预算数，单位元；空白时为空")
    executed: Mapped[Decimal | None] = mapped_column(MONEY, comment="全年执行数，单位元；空白时为空")
    weight: Mapped[Decimal | None] = mapped_column(MONEY, comment="分值；空白时为空")
    execution_rate: Mapped[Decimal | None] = mapped_column(MONEY, comment="执行率（百分数），照印；空白时为空；不可相加")
    score: Mapped[Decimal | None] = mapped_column(MONEY, comment="得分；空白时为空")
    printed: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="各单元格照印")
    method: Mapped[str] = mapped_column(Text, comment=METHOD)

    @classmethod
    def _comment(cls) -> str:
        return "项目资金事实：自评表中每个资金来源一行；total 与各来源不可相加"


class FactIndicator(_Fact, Base):
    """One third-level indicator of a performance form."""

    __tablename__ = "fact_indicator"
    result_key: Mapped[int] = _key("由报告版本与记录序号算出的键")
    project_key: Mapped[int] = mapped_column(ForeignKey(DimProject.project_key), sort_order=-75, comment="项目键")
    indicator_key: Mapped[int] = mapped_column(
        ForeignKey(DimPerformanceIndicator.indicator_key), sort_order=-74, comment="绩效指标键"
    )
    form_key: Mapped[int] = mapped_column(BigInteger, sort_order=-73, comment="自评表键，见 fact_performance_form")
    form_no: Mapped[int] = mapped_column(Integer, comment="自评表在报告中的序号，自 1 起")
    printed_position: Mapped[int] = mapped_column(Integer, comment="指标在自评表中的印刷顺序")
    level1: Mapped[str] = mapped_column(Text, comment="一级指标，照印")
    level2: Mapped[str] = mapped_column(Text, comment="二级指标，照印")
    level3: Mapped[str] = mapped_column(Text, comment="三级指标，照印")
    nature: Mapped[str] = mapped_column(Text, comment="指标性质：正向、反向、定性；未印时为空")
    comparator: Mapped[str] = mapped_column(Text, comment="比较符号；未印时为空")
    target_raw: Mapped[str] = mapped_column(Text, comment="年度指标值，照印")
    target_value: Mapped[Decimal | None] = mapped_column(MONEY, comment="年度指标值；不是单纯数字时为空")
    actual_raw: Mapped[str] = mapped_column(Text, comment="实际完成值，照印")
    actual_value: Mapped[Decimal | None] = mapped_column(MONEY, comment="实际完成值；不是单纯数字时为空")
    measure_unit: Mapped[str] = mapped_column(Text, comment="计量单位，照印")
    weight: Mapped[Decimal | None] = mapped_column(MONEY, comment="分值；空白时为空")
    score: Mapped[Decimal | None] = mapped_column(MONEY, comment="得分；空白时为空")
    deviation: Mapped[str] = mapped_column(Text, comment="偏差原因分析及改进措施，照印")
    doubtful: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="未能确定所属列、或由图片识别且把握不大的单元格")
    method: Mapped[str] = mapped_column(Text, server_default="read", comment=METHOD)
    values_page: Mapped[int | None] = mapped_column(
        Integer, sort_order=93, comment="分值、得分所在页，自 1 起；与名称同在一行时为空"
    )
    values_line: Mapped[int | None] = mapped_column(
        Integer, sort_order=94, comment="分值、得分所在行，自 1 起；与名称同在一行时为空"
    )

    @classmethod
    def _comment(cls) -> str:
        return "绩效指标事实：自评表中每个三级指标一行"


class FactCheck(_Fact, Base):
    """One place where a reconciliation rule applied, passed or not."""

    __tablename__ = "fact_check"
    check_key: Mapped[int] = _key("由报告版本与记录序号算出的键")
    rule: Mapped[str] = mapped_column(Text, comment="规则代号")
    status: Mapped[str] = mapped_column(Text, comment="结果：passed 通过，failed 不通过，not_applicable 不适用")
    severity: Mapped[str] = mapped_column(Text, comment="程度：error 错误，rounding 末位之差，notice 待人判断")
    message: Mapped[str] = mapped_column(Text, comment="说明")
    stated: Mapped[str] = mapped_column(Text, comment="报告所印")
    recomputed: Mapped[str] = mapped_column(Text, comment="重算过程与结果")
    difference: Mapped[Decimal | None] = mapped_column(MONEY, comment="所印与重算之差；不适用时为空")
    tolerance: Mapped[Decimal | None] = mapped_column(MONEY, comment="由印刷精度得出的容差；不适用时为空")
    pages: Mapped[list[int | None]] = mapped_column(ARRAY(Integer), comment="各处所在页，与 lines 一一对应；无页为空")
    lines: Mapped[list[int | None]] = mapped_column(ARRAY(Integer), comment="各处所在行，与 pages 一一对应")
    parts: Mapped[list[int]] = mapped_column(
        ARRAY(SmallInteger), server_default=NO_ITEMS, sort_order=99, comment="各处所在文件的序号，与 lines 一一对应"
    )
    cause: Mapped[str] = mapped_column(Text, comment="可解释本条的另一发现：规则与位置；无则为空")
    proposed: Mapped[str] = mapped_column(Text, comment="由其他报表证明的应有数值；无则为空")

    @classmethod
    def _comment(cls) -> str:
        return "勾稽核对事实：每条适用规则在每一处的核对结果一行"

    @classmethod
    def _constraints(cls) -> tuple[CheckConstraint, ...]:
        return (
            _one_of("status", ("passed", "failed", "not_applicable")),
            _one_of("severity", ("error", "rounding", "notice")),
        )


FACTS: Final[tuple[type[_Fact], ...]] = (
    FactAmount,
    FactCount,
    FactStatedChange,
    FactExplanation,
    FactPerformanceForm,
    FactProjectFunding,
    FactIndicator,
    FactCheck,
)
