"""Audit: every run, every file, what could not be loaded, what stayed unread. Not for BI."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import AUDIT, Base
from models.dimensions import DimReport

ZERO = text("0")


class LoadRun(Base):
    """One run of the loader with its balance: found = loaded + unchanged + quarantined."""

    __tablename__ = "load_run"
    __table_args__ = (
        CheckConstraint("finished_at is null or found = loaded + unchanged + quarantined", name="balance"),
        CheckConstraint("new_versions <= loaded", name="new_versions"),
        {"schema": AUDIT, "comment": "入库运行：每次运行一行，找到 = 入库 + 未变 + 隔离"},
    )

    run_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True, comment="运行编号")
    command: Mapped[str] = mapped_column(Text, comment="所执行的命令")
    code_version: Mapped[str] = mapped_column(Text, comment="程序版本")
    schema_revision: Mapped[str] = mapped_column(Text, comment="数据库结构的迁移版本")
    started_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("clock_timestamp()"), comment="开始时间"
    )
    finished_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True), comment="结束时间；未结束时为空")
    seconds: Mapped[Decimal | None] = mapped_column(Numeric(12, 3), comment="用时，秒")
    found: Mapped[int] = mapped_column(Integer, server_default=ZERO, comment="找到的文件数")
    loaded: Mapped[int] = mapped_column(Integer, server_default=ZERO, comment="入库的文件数，含新版本")
    unchanged: Mapped[int] = mapped_column(Integer, server_default=ZERO, comment="内容未变的文件数")
    quarantined: Mapped[int] = mapped_column(Integer, server_default=ZERO, comment="隔离的文件数")
    new_versions: Mapped[int] = mapped_column(Integer, server_default=ZERO, comment="入库文件中取代旧版本的个数")


class RunDocument(Base):
    """What became of one file in one run."""

    __tablename__ = "run_document"
    __table_args__ = (
        CheckConstraint("outcome in ('loaded', 'new_version', 'unchanged', 'quarantined')", name="outcome"),
        {"schema": AUDIT, "comment": "运行明细：每次运行中每个文件的结果"},
    )

    event_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True, comment="记录编号")
    run_id: Mapped[int] = mapped_column(ForeignKey(LoadRun.run_id), index=True, comment="运行编号")
    name: Mapped[str] = mapped_column(Text, comment="文件名（不含扩展名）")
    sha256: Mapped[str] = mapped_column(Text, comment="文件的 SHA-256；未能读出时为空")
    outcome: Mapped[str] = mapped_column(
        Text, comment="结果：loaded 入库，new_version 新版本，unchanged 未变，quarantined 隔离"
    )
    report_key: Mapped[int | None] = mapped_column(ForeignKey(DimReport.report_key), comment="报告键；隔离时为空")
    row_count: Mapped[int] = mapped_column(Integer, server_default=ZERO, comment="写入的事实行数")
    seconds: Mapped[Decimal | None] = mapped_column(Numeric(12, 3), comment="入库用时，秒")
    recorded_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("clock_timestamp()"), comment="记录时间"
    )


class SourceDocument(Base):
    """One file that a report version was read from."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("report_key", "part"),
        CheckConstraint("contribution in ('whole', 'part', 'same_content')", name="contribution"),
        {"schema": AUDIT, "comment": "来源文件：一个报告版本由哪些文件读出"},
    )

    document_key: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, comment="由报告版本与文件序号算出的键"
    )
    report_key: Mapped[int] = mapped_column(ForeignKey(DimReport.report_key), comment="报告版本键")
    part: Mapped[int] = mapped_column(SmallInteger, comment="文件在该版本中的序号，自 1 起")
    contribution: Mapped[str] = mapped_column(Text, comment="所含：whole 全部，part 一部分，same_content 与已入库者内容相同")
    name: Mapped[str] = mapped_column(Text, comment="文件名（不含扩展名）")
    sha256: Mapped[str] = mapped_column(Text, index=True, comment="文件的 SHA-256")
    media: Mapped[str] = mapped_column(Text, comment="文件格式：text、pdf、docx、xlsx、html、json")
    size_bytes: Mapped[int] = mapped_column(BigInteger, comment="文件大小，字节")
    content_hash: Mapped[str] = mapped_column(Text, comment="所读内容的 SHA-256；不含文件名")
    coverage: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB, sort_order=99, comment="报告由多个文件合成时，本文件中数字的去向，见 audit.coverage；否则为空"
    )
    run_id: Mapped[int | None] = mapped_column(ForeignKey(LoadRun.run_id), comment="首次入库的运行编号")


class Quarantine(Base):
    """A file that could not be loaded, and why; the same file with the same reason again is one row."""

    __tablename__ = "quarantine"
    __table_args__ = ({"schema": AUDIT, "comment": "隔离：未能入库的文件及其原因；同一文件同一原因只占一行"},)

    quarantine_key: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, comment="由路径、文件散列与原因算出的键"
    )
    path: Mapped[str] = mapped_column(Text, comment="文件路径")
    name: Mapped[str] = mapped_column(Text, comment="文件名（不含扩展名）")
    sha256: Mapped[str] = mapped_column(Text, index=True, comment="文件的 SHA-256；未能读出时为空")
    code: Mapped[str] = mapped_column(Text, comment="原因代号，如 empty_file、no_unit")
    reason: Mapped[str] = mapped_column(Text, comment="发现了什么")
    expected: Mapped[str] = mapped_column(Text, comment="应为什么")
    remedy: Mapped[str] = mapped_column(Text, comment="如何处理")
    place: Mapped[str] = mapped_column(Text, comment="位置")
    first_run_id: Mapped[int] = mapped_column(ForeignKey(LoadRun.run_id), comment="首次隔离的运行编号")
    last_run_id: Mapped[int] = mapped_column(ForeignKey(LoadRun.run_id), comment="最近隔离的运行编号")
    resolved_run_id: Mapped[int | None] = mapped_column(
        ForeignKey(LoadRun.run_id), comment="同一路径或同一文件后来入库的运行编号；仍在隔离时为空"
    )
    times: Mapped[int] = mapped_column(Integer, server_default=text("1"), comment="隔离次数")
    first_seen_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("clock_timestamp()"), comment="首次隔离时间"
    )
    last_seen_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("clock_timestamp()"), comment="最近隔离时间"
    )


class _OfReport:
    """Rows of one report version in their order."""

    report_key: Mapped[int] = mapped_column(
        ForeignKey(DimReport.report_key), primary_key=True, sort_order=-10, comment="报告版本键"
    )
    position: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, sort_order=-9, comment="在报告同类记录中的序号，自 0 起"
    )
    page: Mapped[int | None] = mapped_column(Integer, sort_order=91, comment="所在页，自 1 起；无页的格式为空")
    line: Mapped[int | None] = mapped_column(Integer, sort_order=92, comment="所在行，自 1 起")
    part: Mapped[int] = mapped_column(
        SmallInteger, server_default=text("1"), sort_order=99, comment="所在文件的序号，见 audit.document"
    )


class UnreadNumber(_OfReport, Base):
    """A number-like token that was neither read nor classed."""

    __tablename__ = "unread_number"
    __table_args__ = ({"schema": AUDIT, "comment": "未读数字：既未读入也未归类的数字"},)

    raw: Mapped[str] = mapped_column(Text, comment="原文印刷的数字")
    context: Mapped[str] = mapped_column(Text, comment="前后数字")
    in_form: Mapped[bool] = mapped_column(Boolean, comment="是否在绩效自评表内")
    is_quantity: Mapped[bool] = mapped_column(Boolean, comment="是否金额或百分比")


class ReportNote(_OfReport, Base):
    """What a reader of the report should know."""

    __tablename__ = "report_note"
    __table_args__ = ({"schema": AUDIT, "comment": "读取说明：未决的歧义、所权衡的证据、修补的标题"},)

    code: Mapped[str] = mapped_column(Text, comment="说明的代号")
    text: Mapped[str] = mapped_column(Text, comment="说明")


class StatementSeen(_OfReport, Base):
    """One of the accounts tables as found."""

    __tablename__ = "statement_seen"
    __table_args__ = ({"schema": AUDIT, "comment": "所见报表：报告中找到的每张决算表"},)

    kind: Mapped[str] = mapped_column(Text, comment="报表种类")
    title: Mapped[str] = mapped_column(Text, comment="印刷标题")
    printed_unit: Mapped[str] = mapped_column(Text, comment="表头所印计量单位；未印时为空")
    amounts: Mapped[int] = mapped_column(Integer, comment="读出的数字个数")
    empty_note: Mapped[str] = mapped_column(Text, comment="空表说明；无则为空")


class Coverage(Base):
    """How much of a report's number-like tokens is accounted for."""

    __tablename__ = "coverage"
    __table_args__ = ({"schema": AUDIT, "comment": "覆盖率：报告中数字的去向"},)

    report_key: Mapped[int] = mapped_column(ForeignKey(DimReport.report_key), primary_key=True, comment="报告版本键")
    tokens: Mapped[int] = mapped_column(Integer, comment="形似数字的记号总数")
    read: Mapped[int] = mapped_column(Integer, comment="读入的个数")
    classed: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="归为非观测值的个数，按类别：日期、条款、文号等")
    unread: Mapped[int] = mapped_column(Integer, comment="未读的个数")
    quantities: Mapped[int] = mapped_column(Integer, comment="自评表之外的金额与百分比个数")
    unread_quantities: Mapped[int] = mapped_column(Integer, comment="其中未读的个数")
