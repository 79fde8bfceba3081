"""Dimensions of the star. Every one has the member 0, "not applicable"; what a code list lacks is a member marked so."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import WAREHOUSE, Base

MEMBER_KINDS = ("listed", "unlisted_code", "unresolved_name", "not_applicable")
EMPTY = text("''")
NO_ITEMS = text("'{}'")


def _key(comment: str) -> Mapped[int]:
    return mapped_column(BigInteger, primary_key=True, autoincrement=False, comment=comment)


def _member_kind() -> CheckConstraint:
    kinds = ", ".join(f"'{kind}'" for kind in MEMBER_KINDS)
    return CheckConstraint(f"member_kind in ({kinds})", name="member_kind")


class _Listed:
    """Whether a member comes from an official list, or why it is there all the same."""

    is_listed: Mapped[bool] = mapped_column(Boolean, comment="是否见于官方清单", sort_order=90)
    member_kind: Mapped[str] = mapped_column(
        Text,
        comment="成员性质：listed 清单内，unlisted_code 清单未收，unresolved_name 未定代码，not_applicable 不适用",
        sort_order=91,
    )


class DimYear(Base):
    """Fiscal years."""

    __tablename__ = "dim_year"
    __table_args__ = ({"schema": WAREHOUSE, "comment": "年度维度；0 表示不适用"},)

    fiscal_year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, comment="决算年度")
    name: Mapped[str] = mapped_column(Text, comment="年度名称")
    starts_on: Mapped[datetime.date | None] = mapped_column(Date, comment="年度首日")
    ends_on: Mapped[datetime.date | None] = mapped_column(Date, comment="年度末日")


class DimRegion(_Listed, Base):
    """Administrative divisions of GB/T 2260."""

    __tablename__ = "dim_region"
    __table_args__ = (_member_kind(), {"schema": WAREHOUSE, "comment": "行政区划维度（GB/T 2260）"})

    region_key: Mapped[int] = _key("区划键，由区划代码算出；0 为不适用或未能确定")
    adcode: Mapped[str] = mapped_column(Text, unique=True, comment="行政区划代码，六位")
    name: Mapped[str] = mapped_column(Text, comment="区划名称")
    level: Mapped[str] = mapped_column(Text, comment="级次：province 省级，prefecture 地级，county 县级")
    parent_adcode: Mapped[str] = mapped_column(Text, comment="上级区划代码")
    province_name: Mapped[str] = mapped_column(Text, comment="所属省级区划名称")
    prefecture_name: Mapped[str] = mapped_column(Text, comment="所属地级区划名称")
    full_name: Mapped[str] = mapped_column(Text, comment="自省级起的全称")


class DimDepartmentType(_Listed, Base):
    """Kinds of departments, for comparison with peers."""

    __tablename__ = "dim_department_type"
    __table_args__ = (_member_kind(), {"schema": WAREHOUSE, "comment": "部门类型维度；同类部门之间可比"})

    department_type_key: Mapped[int] = _key("部门类型键，由类型代码算出；0 为不适用或未能确定")
    code: Mapped[str] = mapped_column(Text, unique=True, comment="部门类型代码")
    name: Mapped[str] = mapped_column(Text, comment="部门类型名称")
    group_name: Mapped[str] = mapped_column(Text, comment="类型所属组：政府、党委、群团等")


class DimFunctionalSubject(_Listed, Base):
    """支出功能分类: one member per name that a code bore over a span of budget years."""

    __tablename__ = "dim_functional_subject"
    __table_args__ = (_member_kind(), {"schema": WAREHOUSE, "comment": "支出功能分类科目维度；一个代码的每个名称为一个成员"})

    functional_key: Mapped[int] = _key("功能科目键，由代码、名称和起始年度算出；0 为不适用（单位合计）")
    code: Mapped[str] = mapped_column(Text, index=True, comment="科目代码，三、五、七位；名称未能确定代码时为空")
    name: Mapped[str] = mapped_column(Text, comment="科目名称；清单未收时为印刷名称")
    level: Mapped[str] = mapped_column(Text, comment="层级：类、款、项；不明时为空")
    class_code: Mapped[str] = mapped_column(Text, comment="类级代码")
    class_name: Mapped[str] = mapped_column(Text, comment="类级名称")
    group_code: Mapped[str] = mapped_column(Text, comment="款级代码")
    group_name: Mapped[str] = mapped_column(Text, comment="款级名称")
    parent_code: Mapped[str] = mapped_column(Text, comment="上级科目代码")
    budget: Mapped[str] = mapped_column(Text, comment="所属预算：general_public、government_fund、state_capital 等")
    valid_from_year: Mapped[int | None] = mapped_column(SmallInteger, comment="名称开始使用的预算年度；空为清单之初已有")
    valid_to_year: Mapped[int | None] = mapped_column(SmallInteger, comment="名称最后使用的预算年度；空为现行")
    path: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=NO_ITEMS, comment="未能确定代码时，自类级起的印刷名称；未印的层级为空"
    )
    source: Mapped[str] = mapped_column(Text, server_default=EMPTY, comment="清单中该行的来源")


class DimEconomicSubject(_Listed, Base):
    """部门预算支出经济分类."""

    __tablename__ = "dim_economic_subject"
    __table_args__ = (
        _member_kind(),
        {"schema": WAREHOUSE, "comment": "部门预算支出经济分类科目维度；一个代码的每个名称为一个成员"},
    )

    economic_key: Mapped[int] = _key("经济科目键，由代码、名称和起始年度算出；0 为不适用（未按经济分类）")
    code: Mapped[str] = mapped_column(Text, index=True, comment="科目代码，三、五位；名称未能确定代码时为空")
    name: Mapped[str] = mapped_column(Text, comment="科目名称；清单未收时为印刷名称")
    level: Mapped[str] = mapped_column(Text, comment="层级：类、款；不明时为空")
    class_code: Mapped[str] = mapped_column(Text, comment="类级代码")
    class_name: Mapped[str] = mapped_column(Text, comment="类级名称")
    parent_code: Mapped[str] = mapped_column(Text, comment="上级科目代码")
    category: Mapped[str] = mapped_column(Text, comment="基本支出中的归属：personnel 人员经费，public 公用经费；不定时为空")
    valid_from_year: Mapped[int | None] = mapped_column(SmallInteger, comment="名称开始使用的预算年度；空为清单之初已有")
    valid_to_year: Mapped[int | None] = mapped_column(SmallInteger, comment="名称最后使用的预算年度；空为现行")
    path: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=NO_ITEMS, comment="未能确定代码时，自类级起的印刷名称；未印的层级为空"
    )
    source: Mapped[str] = mapped_column(Text, server_default=EMPTY, comment="清单中该行的来源")


class DimAccount(_Listed, Base):
    """The accounts (items) of the data contract."""

    __tablename__ = "dim_account"
    __table_args__ = (
        _member_kind(),
        {"schema": WAREHOUSE, "comment": "账目维度：收入、支出、三公经费、采购、资产、人员等项目"},
    )

    account_key: Mapped[int] = _key("账目键，由账目代号算出；0 为不适用")
    item: Mapped[str] = mapped_column(Text, unique=True, comment="账目代号，如 total_income")
    name: Mapped[str] = mapped_column(Text, comment="账目中文名称")
    kind: Mapped[str] = mapped_column(Text, comment="量的种类：money 金额，count 数量，area 面积，share 占比，score 分数")
    statement: Mapped[str] = mapped_column(Text, comment="所属报表或部分")
    parent_item: Mapped[str] = mapped_column(Text, comment="上级账目代号；无则为空")
    is_additive: Mapped[bool] = mapped_column(Boolean, comment="是否可按单位相加")


class DimPerformanceIndicator(Base):
    """Performance indicators with normalised names, so that units can be compared."""

    __tablename__ = "dim_performance_indicator"
    __table_args__ = ({"schema": WAREHOUSE, "comment": "绩效指标维度；三级名称、计量单位均已规范，印刷原文在事实表"},)

    indicator_key: Mapped[int] = _key("指标键，由规范后的各列算出；0 为不适用")
    level1: Mapped[str] = mapped_column(Text, comment="一级指标规范名称，如 产出指标")
    level2: Mapped[str] = mapped_column(Text, comment="二级指标规范名称，如 数量指标")
    level3: Mapped[str] = mapped_column(Text, comment="三级指标名称，去除空白与编号")
    nature: Mapped[str] = mapped_column(Text, comment="指标性质：正向、反向、定性；未印时为空")
    comparator: Mapped[str] = mapped_column(Text, comment="比较符号：>=、<=、=、>、<；未印时为空")
    measure_unit: Mapped[str] = mapped_column(Text, comment="规范后的计量单位；未印时为空")
    is_listed: Mapped[bool] = mapped_column(Boolean, comment="一级、二级名称是否均为官方名称")


class DimProject(Base):
    """Projects of a unit that evaluate themselves; the whole department counts as one of kind `overall`."""

    __tablename__ = "dim_project"
    __table_args__ = ({"schema": WAREHOUSE, "comment": "项目维度：单位的支出项目；整体支出自评为 overall"},)

    project_key: Mapped[int] = _key("项目键，由单位、种类和项目名称算出；0 为不适用")
    unit_id: Mapped[str] = mapped_column(Text, index=True, comment="单位的自然键，见 dim_unit")
    name: Mapped[str] = mapped_column(Text, comment="项目名称，去除空白")
    kind: Mapped[str] = mapped_column(Text, comment="project 项目支出，overall 整体支出；不适用时为空")


class DimUnit(Base):
    """Units (type 2): one row per span of years in which region, type, level, nature and parent stayed the same."""

    __tablename__ = "dim_unit"
    __table_args__ = (
        Index("ix_dim_unit_unit_id_valid_from_year", "unit_id", "valid_from_year"),
        {"schema": WAREHOUSE, "comment": "单位维度（第二类缓慢变化）：属性不变的一段年度为一行"},
    )

    unit_key: Mapped[int] = _key("单位键，由单位与其属性算出；0 为不适用")
    unit_id: Mapped[str] = mapped_column(Text, comment="单位的自然键：区划代码、名称、范围；跨年度不变")
    attribute_key: Mapped[int] = mapped_column(BigInteger, comment="属性的键；隔若干年重新出现的同样属性，此键相同而单位键不同")
    name: Mapped[str] = mapped_column(Text, comment="单位全称")
    printed_names: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=NO_ITEMS, comment="各报告中印过的名称写法")
    region_key: Mapped[int] = mapped_column(ForeignKey(DimRegion.region_key), comment="行政区划键")
    region_candidates: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=NO_ITEMS, comment="名称符合多个区划时的候选代码"
    )
    department_type_key: Mapped[int] = mapped_column(ForeignKey(DimDepartmentType.department_type_key), comment="部门类型键")
    department_type_candidates: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=NO_ITEMS, comment="名称符合多个类型时的候选代码"
    )
    administrative_level: Mapped[str] = mapped_column(
        Text, comment="行政级次：central 中央，province 省，prefecture 地，county 县，township 乡；不明时为空"
    )
    nature: Mapped[str] = mapped_column(Text, comment="单位性质，照印；未印时为空")
    parent_name: Mapped[str] = mapped_column(Text, comment="主管部门名称；未印时为空")
    scope: Mapped[str] = mapped_column(Text, comment="范围：department 部门决算（汇总），unit 单位决算；不适用时为空")
    valid_from_year: Mapped[int | None] = mapped_column(SmallInteger, comment="属性有效的首个年度；空为已无现行报告支持")
    valid_to_year: Mapped[int | None] = mapped_column(SmallInteger, comment="属性有效的最后年度；空为至今")
    is_current: Mapped[bool] = mapped_column(Boolean, comment="是否为该单位最近的属性")


class DimReport(Base):
    """Report versions: one file (or files) of one unit, year and scope as read once."""

    __tablename__ = "dim_report"
    __table_args__ = (
        UniqueConstraint("unit_id", "fiscal_year", "version"),
        Index("uq_dim_report_current", "unit_id", "fiscal_year", unique=True, postgresql_where=text("is_current")),
        Index("ix_dim_report_sha256", "sha256"),
        {"schema": WAREHOUSE, "comment": "报告维度：一个单位一个年度的决算公开，每次改变为一个版本"},
    )

    report_key: Mapped[int] = _key("报告键，由单位、年度和版本算出；0 为不适用")
    unit_key: Mapped[int] = mapped_column(ForeignKey(DimUnit.unit_key), index=True, comment="单位键")
    unit_id: Mapped[str] = mapped_column(Text, comment="单位的自然键，见 dim_unit")
    fiscal_year: Mapped[int] = mapped_column(ForeignKey(DimYear.fiscal_year), comment="决算年度")
    scope: Mapped[str] = mapped_column(Text, comment="范围：department 部门决算（汇总），unit 单位决算；不适用时为空")
    version: Mapped[int] = mapped_column(SmallInteger, comment="版本号，自 1 起")
    is_current: Mapped[bool] = mapped_column(Boolean, comment="是否现行版本；被取代的版本仍可查询")
    title: Mapped[str] = mapped_column(Text, comment="报告标题")
    document: Mapped[str] = mapped_column(Text, comment="来源文件名（不含扩展名）；多个文件时为首个")
    media: Mapped[str] = mapped_column(Text, comment="来源文件格式：text、pdf、docx、xlsx、html、json")
    sha256: Mapped[str] = mapped_column(Text, comment="来源文件的 SHA-256；多个文件时为首个")
    content_hash: Mapped[str] = mapped_column(Text, comment="所读内容的 SHA-256；不含文件名")
    schema_version: Mapped[str] = mapped_column(Text, comment="报告格式（JSON Schema）的版本")
    extractor_version: Mapped[str] = mapped_column(Text, comment="读取程序的版本")
    identity: Mapped[dict[str, Any]] = mapped_column(
        JSONB, comment="单位身份，照报告所读：名称写法及次数、所属单位、候选区划等"
    )
    loaded_at: Mapped[datetime.datetime | None] = mapped_column(
        DateTime(timezone=True), server_default=text("now()"), comment="入库时间"
    )
