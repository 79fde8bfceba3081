"""Whatever the accounts are, a table printed in columns or as running text is read back: never a wrong number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from printed import read

from etl.report import Observation

SUBJECTS = {
    "208": "社会保障和就业支出",
    "20801": "人力资源和社会保障管理事务",
    "2080101": "行政运行",
    "2080102": "一般行政管理事务",
    "2080199": "其他人力资源和社会保障管理事务支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
}
ITEMS = ("basic_expenditure", "project_expenditure", "remittance_to_superior", "business_expenditure", "affiliate_subsidy")
HEADER = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
Row = tuple[str, str, Sequence[int]]
Key = tuple[str, str, Decimal]


@dataclass(frozen=True)
class Style:
    """How numbers are printed: the unit, separators, and what stands in an empty cell of a table in columns."""

    unit: str
    thousands: bool
    empty: str
    width: int
    cell_a_line: bool

    def number(self, cents: int) -> str:
        """Cents as printed."""
        return f"{Decimal(cents) / 100:,.2f}" if self.thousands else f"{Decimal(cents) / 100:.2f}"


styles = st.builds(
    Style,
    st.sampled_from(["元", "万元"]),
    st.booleans(),
    st.sampled_from(["", "—", "0.00"]),
    st.sampled_from([5, 8, 40]),
    st.booleans(),
)
leaves = st.dictionaries(
    st.sampled_from([code for code in SUBJECTS if len(code) == 7]),
    st.lists(st.one_of(st.just(0), st.integers(1, 10**9)), min_size=5, max_size=5).filter(any),
    min_size=1,
    max_size=6,
)


def accounts(by_subject: dict[str, list[int]]) -> list[Row]:
    """The rows of an expenditure table: total, classes, groups and subjects, each with its total and five parts in cents."""
    codes = sorted({code[:length] for code in by_subject for length in (0, 3, 5, 7)})
    rows: list[Row] = []
    for code in codes:
        parts = [sum(parts[i] for leaf, parts in by_subject.items() if leaf.startswith(code)) for i in range(5)]
        rows.append((code, SUBJECTS.get(code, "合计"), (sum(parts), *parts)))
    return rows


def in_columns(rows: Sequence[Row], style: Style) -> str:
    """The table with tabs between its cells."""
    lines = [
        "支出决算表",
        f"单位：{style.unit}",
        "\t".join(("项目", "", *HEADER)),
        "\t".join(("科目编码", "科目名称", *[""] * 6)),
    ]
    for code, name, amounts in rows:
        cells = [style.number(amount) if amount else style.empty for amount in amounts]
        lines.append("\t".join(([code, name] if code else [name, ""]) + cells))
    return "\n".join(lines)


def running(rows: Sequence[Row], style: Style) -> str:
    """The table with single spaces or a line a cell, empty cells gone, names cut to a width over lines before their numbers."""
    lines = ["支出决算表", f"金额单位：{style.unit}", "项目 " + " ".join(HEADER), "科目编码 科目名称", "栏次 1 2 3 4 5 6"]
    for code, name, amounts in rows:
        figures = " ".join(style.number(amount) for amount in amounts if amount)
        pieces = [name[at : at + style.width] for at in range(0, len(name), style.width)]
        if len(pieces) > 1:
            lines += [code, *pieces, figures]
        else:
            lines.append(" ".join(part for part in (code, name, figures) if part))
    if style.cell_a_line:
        lines = [*lines[:2], *" ".join(lines[2:]).split(" ")]
    return "\n\n".join(lines)


def expected(rows: Sequence[Row], style: Style) -> set[Key]:
    factor = Decimal(10_000 if style.unit == "万元" else 1)
    return {
        (code, item, Decimal(amount) / 100 * factor)
        for code, _, amounts in rows
        for item, amount in zip(("total_expenditure", *ITEMS), amounts, strict=True)
        if amount
    }


def keys(found: Sequence[Observation]) -> set[Key]:
    return {(row.functional_code, str(row.item), row.value) for row in found if row.value}


@settings(max_examples=120, deadline=None)
@given(leaves, styles)
def test_a_table_in_columns_is_read_back_whole(by_subject: dict[str, list[int]], style: Style) -> None:
    rows = accounts(by_subject)
    found = read(in_columns(rows, style).replace("\t", "⇥")).observations
    assert keys(found) == expected(rows, style)
    assert {row.functional_code: row.functional_name for row in found if row.functional_code} == {
        code: name for code, name, _ in rows if code
    }


@settings(max_examples=120, deadline=None)
@given(leaves, styles)
def test_running_text_is_read_back_without_a_wrong_number(by_subject: dict[str, list[int]], style: Style) -> None:
    rows = accounts(by_subject)
    result = read(running(rows, style))
    wanted, found = expected(rows, style), keys(result.observations)
    assert found <= wanted
    assert {key for key in wanted if key[1] == "total_expenditure"} <= found
    assert result.notes or found == wanted
    assert {row.functional_code: row.functional_name for row in result.observations if row.functional_code} == {
        code: name for code, name, _ in rows if code
    }


@settings(max_examples=80, deadline=None)
@given(leaves, styles)
def test_a_row_that_fills_every_column_needs_no_solving(by_subject: dict[str, list[int]], style: Style) -> None:
    rows = accounts({code: [part or 1 for part in parts] for code, parts in by_subject.items()})
    result = read(running(rows, style))
    assert keys(result.observations) == expected(rows, style)
    assert {str(row.method) for row in result.observations} == {"read"}
