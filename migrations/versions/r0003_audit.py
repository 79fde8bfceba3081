"""Audit tables. Why: every run, every file, every refusal and every number left unread is a row to query.

Existing rows: none.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "audit.load_run",
    "audit.quarantine",
    "audit.coverage",
    "audit.document",
    "audit.report_note",
    "audit.run_document",
    "audit.statement_seen",
    "audit.unread_number",
)


def upgrade() -> None:
    op.execute("set local role juesuan_owner")
    _create_load_run()
    _create_quarantine()
    _create_coverage()
    _create_document()
    _create_report_note()
    _create_run_document()
    _create_statement_seen()
    _create_unread_number()
    op.execute("reset role")


def downgrade() -> None:
    op.execute("set local role juesuan_owner")
    op.execute("set local lock_timeout = '4s'")
    for table in reversed(TABLES):
        op.execute(f"drop table {table}")
    op.execute("reset role")


def _create_load_run() -> None:
    op.create_table(
        "load_run",
        sa.Column("run_id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="运行编号"),
        _text("command", "所执行的命令"),
        _text("code_version", "程序版本"),
        _text("schema_revision", "数据库结构的迁移版本"),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
            comment="开始时间",
        ),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True, comment="结束时间；未结束时为空"),
        sa.Column("seconds", sa.Numeric(precision=12, scale=3), nullable=True, comment="用时，秒"),
        sa.Column("found", sa.Integer(), server_default=sa.text("0"), nullable=False, comment="找到的文件数"),
        sa.Column("loaded", sa.Integer(), server_default=sa.text("0"), nullable=False, comment="入库的文件数，含新版本"),
        sa.Column("unchanged", sa.Integer(), server_default=sa.text("0"), nullable=False, comment="内容未变的文件数"),
        sa.Column("quarantined", sa.Integer(), server_default=sa.text("0"), nullable=False, comment="隔离的文件数"),
        sa.Column(
            "new_versions", sa.Integer(), server_default=sa.text("0"), nullable=False, comment="入库文件中取代旧版本的个数"
        ),
        sa.CheckConstraint("finished_at is null or found = loaded + unchanged + quarantined", name=op.f("ck_load_run_balance")),
        sa.CheckConstraint("new_versions <= loaded", name=op.f("ck_load_run_new_versions")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_load_run")),
        schema="audit",
        comment="入库运行：每次运行一行，找到 = 入库 + 未变 + 隔离",
    )


def _create_quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column(
            "quarantine_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由路径、文件散列与原因算出的键"
        ),
        _text("path", "文件路径"),
        _text("name", "文件名（不含扩展名）"),
        _text("sha256", "文件的 SHA-256；未能读出时为空"),
        _text("code", "原因代号，如 empty_file、no_unit"),
        _text("reason", "发现了什么"),
        _text("expected", "应为什么"),
        _text("remedy", "如何处理"),
        _text("place", "位置"),
        sa.Column("first_run_id", sa.BigInteger(), nullable=False, comment="首次隔离的运行编号"),
        sa.Column("last_run_id", sa.BigInteger(), nullable=False, comment="最近隔离的运行编号"),
        sa.Column(
            "resolved_run_id", sa.BigInteger(), nullable=True, comment="同一路径或同一文件后来入库的运行编号；仍在隔离时为空"
        ),
        sa.Column("times", sa.Integer(), server_default=sa.text("1"), nullable=False, comment="隔离次数"),
        sa.Column(
            "first_seen_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
            comment="首次隔离时间",
        ),
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
            comment="最近隔离时间",
        ),
        sa.ForeignKeyConstraint(["first_run_id"], ["audit.load_run.run_id"], name=op.f("fk_quarantine_first_run_id")),
        sa.ForeignKeyConstraint(["last_run_id"], ["audit.load_run.run_id"], name=op.f("fk_quarantine_last_run_id")),
        sa.ForeignKeyConstraint(["resolved_run_id"], ["audit.load_run.run_id"], name=op.f("fk_quarantine_resolved_run_id")),
        sa.PrimaryKeyConstraint("quarantine_key", name=op.f("pk_quarantine")),
        schema="audit",
        comment="隔离：未能入库的文件及其原因；同一文件同一原因只占一行",
    )
    op.create_index(op.f("ix_quarantine_sha256"), "quarantine", ["sha256"], unique=False, schema="audit")


def _create_coverage() -> None:
    op.create_table(
        "coverage",
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("tokens", sa.Integer(), nullable=False, comment="形似数字的记号总数"),
        sa.Column("read", sa.Integer(), nullable=False, comment="读入的个数"),
        sa.Column(
            "classed",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="归为非观测值的个数，按类别：日期、条款、文号等",
        ),
        sa.Column("unread", sa.Integer(), nullable=False, comment="未读的个数"),
        sa.Column("quantities", sa.Integer(), nullable=False, comment="自评表之外的金额与百分比个数"),
        sa.Column("unread_quantities", sa.Integer(), nullable=False, comment="其中未读的个数"),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_coverage_report_key")),
        sa.PrimaryKeyConstraint("report_key", name=op.f("pk_coverage")),
        schema="audit",
        comment="覆盖率：报告中数字的去向",
    )


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("document_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="由报告版本与文件序号算出的键"),
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("part", sa.SmallInteger(), nullable=False, comment="文件在该版本中的序号，自 1 起"),
        _text("contribution", "所含：whole 全部，part 一部分，same_content 与已入库者内容相同"),
        _text("name", "文件名（不含扩展名）"),
        _text("sha256", "文件的 SHA-256"),
        _text("media", "文件格式：text、pdf、docx、xlsx、html、json"),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False, comment="文件大小，字节"),
        _text("content_hash", "所读内容的 SHA-256；不含文件名"),
        sa.Column("run_id", sa.BigInteger(), nullable=True, comment="首次入库的运行编号"),
        sa.CheckConstraint("contribution in ('whole', 'part', 'same_content')", name=op.f("ck_document_contribution")),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_document_report_key")),
        sa.ForeignKeyConstraint(["run_id"], ["audit.load_run.run_id"], name=op.f("fk_document_run_id")),
        sa.PrimaryKeyConstraint("document_key", name=op.f("pk_document")),
        sa.UniqueConstraint("report_key", "part", name=op.f("uq_document_report_key_part")),
        schema="audit",
        comment="来源文件：一个报告版本由哪些文件读出",
    )
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"], unique=False, schema="audit")


def _create_report_note() -> None:
    op.create_table(
        "report_note",
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        _text("code", "说明的代号"),
        _text("text", "说明"),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_report_note_report_key")),
        sa.PrimaryKeyConstraint("report_key", "position", name=op.f("pk_report_note")),
        schema="audit",
        comment="读取说明：未决的歧义、所权衡的证据、修补的标题",
    )


def _create_run_document() -> None:
    op.create_table(
        "run_document",
        sa.Column("event_id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="记录编号"),
        sa.Column("run_id", sa.BigInteger(), nullable=False, comment="运行编号"),
        _text("name", "文件名（不含扩展名）"),
        _text("sha256", "文件的 SHA-256；未能读出时为空"),
        _text("outcome", "结果：loaded 入库，new_version 新版本，unchanged 未变，quarantined 隔离"),
        sa.Column("report_key", sa.BigInteger(), nullable=True, comment="报告键；隔离时为空"),
        sa.Column("row_count", sa.Integer(), server_default=sa.text("0"), nullable=False, comment="写入的事实行数"),
        sa.Column("seconds", sa.Numeric(precision=12, scale=3), nullable=True, comment="入库用时，秒"),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
            comment="记录时间",
        ),
        sa.CheckConstraint(
            "outcome in ('loaded', 'new_version', 'unchanged', 'quarantined')", name=op.f("ck_run_document_outcome")
        ),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_run_document_report_key")),
        sa.ForeignKeyConstraint(["run_id"], ["audit.load_run.run_id"], name=op.f("fk_run_document_run_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_run_document")),
        schema="audit",
        comment="运行明细：每次运行中每个文件的结果",
    )
    op.create_index(op.f("ix_run_document_run_id"), "run_document", ["run_id"], unique=False, schema="audit")


def _create_statement_seen() -> None:
    op.create_table(
        "statement_seen",
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        _text("kind", "报表种类"),
        _text("title", "印刷标题"),
        _text("printed_unit", "表头所印计量单位；未印时为空"),
        sa.Column("amounts", sa.Integer(), nullable=False, comment="读出的数字个数"),
        _text("empty_note", "空表说明；无则为空"),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_statement_seen_report_key")),
        sa.PrimaryKeyConstraint("report_key", "position", name=op.f("pk_statement_seen")),
        schema="audit",
        comment="所见报表：报告中找到的每张决算表",
    )


def _create_unread_number() -> None:
    op.create_table(
        "unread_number",
        sa.Column("report_key", sa.BigInteger(), nullable=False, comment="报告版本键"),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False, comment="在报告同类记录中的序号，自 0 起"),
        _text("raw", "原文印刷的数字"),
        _text("context", "前后数字"),
        sa.Column("in_form", sa.Boolean(), nullable=False, comment="是否在绩效自评表内"),
        sa.Column("is_quantity", sa.Boolean(), nullable=False, comment="是否金额或百分比"),
        sa.Column("page", sa.Integer(), nullable=True, comment="所在页，自 1 起；无页的格式为空"),
        sa.Column("line", sa.Integer(), nullable=True, comment="所在行，自 1 起"),
        sa.ForeignKeyConstraint(["report_key"], ["warehouse.dim_report.report_key"], name=op.f("fk_unread_number_report_key")),
        sa.PrimaryKeyConstraint("report_key", "position", name=op.f("pk_unread_number")),
        schema="audit",
        comment="未读数字：既未读入也未归类的数字",
    )


def _text(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)
