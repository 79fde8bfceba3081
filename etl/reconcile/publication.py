"""Checks of the form of publication: tables, sections and notes that must be there, leftovers of templates, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from etl.reconcile.catalogue import rule
from etl.reconcile.facts import Facts
from etl.reconcile.findings import Finding, fine, remark
from etl.reconcile.spots import spot
from etl.reference import functional_subjects
from etl.report import Observation, Report, StatementSeen
from etl.vocabulary import Channel, Fund, Item, Phase

_BASIS: Final = "《地方预决算公开操作规程》（财预〔2016〕143号）"
_TABLES: Final = (
    ("summary", "收入支出决算总表"),
    ("income", "收入决算表"),
    ("expenditure", "支出决算表"),
    ("fiscal_summary", "财政拨款收入支出决算总表"),
    ("general_public", "一般公共预算财政拨款支出决算表"),
    ("basic_expenditure", "一般公共预算财政拨款基本支出决算表"),
    ("government_fund", "政府性基金预算财政拨款收入支出决算表"),
    ("state_capital", "国有资本经营预算财政拨款支出决算表"),
    ("three_public", "财政拨款“三公”经费支出决算表"),
)
_MATTERS: Final = (
    ("三公", "“三公”经费支出说明", re.compile(r"三公")),
    ("operating_cost", "机关运行经费说明", re.compile(r"机[关构]运行")),
    ("procurement", "政府采购说明", re.compile(r"政府采购")),
    ("assets", "国有资产占用情况说明", re.compile(r"国有资产")),
    ("performance", "预算绩效情况说明", re.compile(r"绩效")),
    ("glossary", "名词解释", re.compile(r"名词解释|名词说明|专业名词")),
)
_MORE: Final = ("增加", "增长", "上升")
_LESS: Final = ("减少", "下降", "降低")
_ABOVE: Final = ("大于", "高于")
_BELOW: Final = ("小于", "低于")
_OPPOSITES: Final = ((_MORE, _LESS), (_LESS, _MORE), (_ABOVE, _BELOW), (_BELOW, _ABOVE))
_CROSSED: Final = "(?=万元|元|年度|个|%|局|厅|委|单位|部门)"
# each alternative begins with a character of its own, which a search jumps to
_LEFTOVERS: Final = re.compile(
    "|".join(
        (
            *(f"{word}（(?:{'|'.join(other)})）" for words, other in _OPPOSITES for word in words),
            *(f"{word}/(?:小于|减少|下降|降低)" for word in ("大于", *_MORE)),
            *(f"{cross}[×Xx]+{_CROSSED}" for cross in "×Xx"),
            *(f"{cross}[×X]{{2,}}" for cross in "×X"),
            *(f"{star}[＊*]+(?=万元|元)" for star in ("＊", r"\*")),
            "（请(?:填写|注明|据实)",
            "请(?:填写|注明|据实)",
            "（填写",
        )
    )
)
_TITLE: Final = re.compile(
    r"^([\u4e00-\u9fff（）]{5,40}?)(?:20\d\d)年?度?(?:部门|单位)决算(?:公开)?(?:报表|报告|说明|表|草案)?(?:目录)?$"
)
_LAST_LINE: Final = 1 << 30
_BRACKETS: Final = re.compile(r"（[^）]*）")
_ORGANISATION: Final = re.compile(r"(?:局|厅|委|委员会|部|院|中心|办公室|政府|处|所|校|馆|会|站|队)$")


@rule(
    "publication.tables",
    zh="应公开的决算报表齐全",
    severity="notice",
    basis=f"{_BASIS}：部门决算公开报表不少于九张",
    needs="报告",
    example="没有“三公”经费支出决算表",
)
def tables(facts: Facts) -> Iterator[Finding]:
    """Each of the nine tables is printed, be it empty."""
    seen = {statement.kind: statement for statement in reversed(facts.report.statements)}
    if not seen and any(figure.context.channel is Channel.TABLE for figure in facts.figures):
        return
    if not seen:
        yield remark("正文中没有决算报表（可能另附）", at=(), recomputed="应有公开01—09表")
        return
    for kind, title in _TABLES:
        found = seen.get(kind)
        if found:
            yield fine(at=(spot(found.page, found.line),), stated=found.title)
        else:
            yield remark(f"没有{title}", at=(), recomputed=title)


@rule(
    "publication.empty_tables",
    zh="空表应注明没有数据",
    severity="notice",
    basis=f"{_BASIS}：没有数据的表格应当列出空表并说明",
    needs="没有金额的决算报表",
    example="政府性基金表为空，未注明本部门没有此项收支",
)
def empty_tables(facts: Facts) -> Iterator[Finding]:
    """A table without amounts says so; one whose amounts could not be read is not without."""
    statements = facts.report.statements
    for statement, after in zip(statements, (*statements[1:], None), strict=False):
        if statement.amounts or _has_unread(facts.report, statement, after):
            continue
        at = (spot(statement.page, statement.line),)
        if statement.empty_note:
            yield fine(at=at, stated=statement.empty_note)
        else:
            yield remark(f"“{statement.title}”为空表，未作说明", at=at, stated=statement.title)


def _has_unread(report: Report, statement: StatementSeen, after: StatementSeen | None) -> bool:
    """True where amounts from the title of a table to that of the next one, in the same file, are left unread."""
    start = (statement.part, statement.page or 0, statement.line or 0)
    end = (after.part, after.page or 0, after.line or 0) if after else (statement.part, statement.page or 0, _LAST_LINE)
    return any(u.is_quantity and start < (u.part, u.page or 0, u.line or 0) < end for u in report.unread)


@rule(
    "publication.sections",
    zh="应说明的事项齐全",
    severity="notice",
    basis=f"{_BASIS}：公开内容",
    needs="印刷原文",
    example="没有政府采购说明",
)
def sections(facts: Facts) -> Iterator[Finding]:
    """The matters that every report explains: public expenses, operating cost, procurement, assets, performance, glossary."""
    if facts.prose is None:
        return
    for _, title, pattern in _MATTERS:
        found = pattern.search(facts.prose.text)
        if found:
            yield fine(at=(facts.prose.place(found.start()),), stated=title)
        else:
            yield remark(f"没有{title}", at=(), recomputed=title)


@rule(
    "publication.leftovers",
    zh="没有模板的残留",
    severity="notice",
    basis=f"{_BASIS}：公开内容应当准确完整",
    needs="印刷原文",
    example="“增加（减少）0.00 万元”",
)
def leftovers(facts: Facts) -> Iterator[Finding]:
    """Alternatives that were to be struck out, crosses to be replaced, hints on how to fill in."""
    if facts.prose is None:
        return
    nothing = True
    for match in _LEFTOVERS.finditer(facts.prose.text):
        nothing = False
        yield remark(f"模板残留“{match.group()}”", at=(facts.prose.place(match.start()),), stated=match.group())
    if nothing:
        yield fine()


@rule(
    "publication.unit_name",
    zh="标题中的单位名称与报告单位一致",
    severity="notice",
    basis=f"{_BASIS}：公开主体",
    needs="印刷原文中写明单位与年度的标题",
    example="某区局的报告，报表标题写作市局",
)
def unit_name(facts: Facts) -> Iterator[Finding]:
    """A title ``… 2024 年度部门决算表`` names the unit whose report it is."""
    if facts.prose is None:
        return
    own = _bare(facts.report.unit.name)
    for index in facts.prose.lines_with("决算"):
        line = facts.prose.lines[index]
        if line.cells:
            continue
        match = _TITLE.match("".join(line.text.split()))
        name = _bare(match.group(1)) if match else ""
        if not name or not _ORGANISATION.search(name):
            continue
        at = (spot(line.page, line.number),)
        if name in own or own in name:
            yield fine(at=at, stated=name)
        else:
            yield remark(f"标题写作“{name}”，报告单位为“{own}”", at=at, stated=name, recomputed=own, proposed=own)


def _bare(name: str) -> str:
    return _BRACKETS.sub("", name.replace("(", "（").replace(")", "）"))


@cache
def _official(code: str) -> frozenset[str]:
    names = {_plain(subject.name) for subject in functional_subjects() if subject.code == code}
    return frozenset(names)


@cache
def _current(code: str, year: int) -> frozenset[str]:
    found = (subject for subject in functional_subjects() if subject.code == code and subject.valid_in(year))
    return frozenset(_plain(subject.name) for subject in found)


def _plain(name: str) -> str:
    name = "".join(name.split()).translate(str.maketrans("()", "（）"))
    return name.removesuffix("支出").removesuffix("支") if len(name) > 4 else name


def _named(facts: Facts) -> Iterator[Observation]:
    """One observation for each code and name that the prose prints together."""
    seen: set[tuple[str, str]] = set()
    for row in facts.report.observations:
        if row.channel is Channel.NARRATIVE and row.functional_code and row.functional_name:
            key = (row.functional_code, row.functional_name)
            if key not in seen:
                seen.add(key)
                yield row


@rule(
    "publication.subject_names",
    zh="功能分类科目名称与当年科目一致",
    severity="notice",
    basis="《政府收支分类科目》",
    needs="说明中的功能分类科目名称及其编码",
    example="2200199 写作旧名称“其他国土资源事务支出”",
)
def subject_names(facts: Facts) -> Iterator[Finding]:
    """A subject is called by its name of the year; a name of earlier years, or none of the list, is for a reader."""
    year = facts.report.fiscal_year
    for row in _named(facts):
        official = _official(row.functional_code)
        if not official:
            continue
        name = _plain(row.functional_name)
        at = (spot(row.page, row.line),)
        current = _current(row.functional_code, year) or official
        if name in current:
            yield fine(at=at, stated=row.functional_name)
            continue
        why = "是以前年度的名称" if name in official else "不在科目表中"
        proper = "、".join(sorted(current))
        yield remark(
            f"{row.functional_code} 写作“{row.functional_name}”，{why}，当年名称为“{proper}”",
            at=at,
            stated=row.functional_name,
            recomputed=proper,
            proposed=proper,
        )


@rule(
    "publication.subject_path",
    zh="款级科目名称不应误用类级科目名称",
    severity="notice",
    basis="《政府收支分类科目》",
    needs="说明中写明类、款、项的科目",
    example="住房保障支出（类）住房保障支出（款）住房公积金（项）",
)
def subject_path(facts: Facts) -> Iterator[Finding]:
    """The 款 of a printed path is not the name of its 类, unless the list has it so."""
    seen: set[tuple[str, ...]] = set()
    for row in facts.report.observations:
        path = row.functional_path
        if row.channel is not Channel.NARRATIVE or len(path) < 3 or not path[0] or not path[1] or path in seen:
            continue
        seen.add(path)
        at = (spot(row.page, row.line),)
        group = row.functional_code[:5]
        if _plain(path[0]) != _plain(path[1]) or _plain(path[1]) in _official(group) or len(group) < 5:
            yield fine(at=at)
        else:
            proper = "、".join(sorted(_current(group, facts.report.fiscal_year) or _official(group)))
            yield remark(
                f"款级科目写作类级名称“{path[1]}”，应为“{proper}”", at=at, stated=path[1], recomputed=proper, proposed=proper
            )


@rule(
    "publication.units_in_scope",
    zh="纳入决算编报范围的单位数与所列单位一致",
    severity="notice",
    basis=f"{_BASIS}：单位构成",
    needs="单位数与单位名单",
    example="写“共计 3 个”，名单列出 2 个",
)
def units_in_scope(facts: Facts) -> Iterator[Finding]:
    """The number of consolidated units is that of the list."""
    listed = facts.report.unit.members
    for figure in facts.figures:
        if (
            figure.key.item is Item.UNITS_IN_SCOPE
            and figure.key.phase is Phase.FINAL
            and figure.key.fund is Fund.NONE
            and listed
        ):
            if figure.value == len(listed):
                yield fine(at=(figure.place,), stated=figure.raw)
            else:
                yield remark(
                    f"写明 {figure.raw} 个单位，名单列出 {len(listed)} 个",
                    at=(figure.place,),
                    stated=figure.raw,
                    recomputed=str(len(listed)),
                )
