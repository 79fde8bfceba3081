"""Whose accounts of which year a document holds, by weight of evidence: headings are cut and garbled, so all text is heard.

Raises where the evidence does not decide: a year or unit is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from etl.errors import EmptyTemplate, NoFiscalYear, NotFinalAccounts, NoUnitName, SeveralUnits
from etl.extract.document import Document
from etl.parse.flow import canonical
from etl.reference import regions
from etl.report import Note, UnitIdentity

_SUFFIX: Final = (
    r"(?:委员会办公室|人民代表大会常务委员会|人民政府办公室|人民政府办公厅|人民政府|管理委员会|委员会|街道办事处|办事处|办公室|办公厅|"
    r"联合会|检察院|法院|总工会|服务中心|中心|管理局|总局|分局|支队|总队|大队|学院|学校|大学|中学|小学|幼儿园|医院|卫生院|研究院|研究所|"
    r"图书馆|博物馆|档案馆|文化馆|管理处|管理站|党校|监狱|协会|学会|总站|分中心|电视台|报社|公司|局|厅|委|院|所|站|馆|处|队|会|社|部|校|园|场|办|"
    r"镇|乡|苏木|街道|团|第[一二三四五六七八九十]{1,3}师|厂|台)"
)
_NAME: Final = rf"[\u4e00-\u9fff（）·]{{2,46}}?{_SUFFIX}(?:（本级）|（机关）|（部门）|机关|本级)?"
_LISTED: Final = re.compile(r"(?!(?:合计|小计|总计|单位名称)$)[\u4e00-\u9fff（）·、]{3,60}")  # in the table of units in scope
_FIELD: Final = re.compile(
    rf"(?:公开部门|公开单位|部门名称|单位名称|编制单位|编制部门|填报单位|填报部门|部门|单位)(?:（公章）|（盖章）)?[：:]({_NAME})(?=金额|单位|公开|\d|日期|[，。；]|$)"
)
_BEFORE_YEAR: Final = re.compile(  # looks ahead for the year first: most clauses have none
    rf"[。；：，、“”《](?=[\u4e00-\u9fff（）·]{{3,80}}\d{{4}}年)(?:纳入|本年|关于)?({_NAME})\d{{4}}年"
)
# what a clause states of its subject, the unit
_STATED: Final = (
    r"机[关构]运行经费|政府采购支出|共有车辆|现有车辆|共有公务用车|部门决算|单位决算|决算公开|下属|下设|所属|内设|"
    r"主要职责|主要职能|机构设置|无政府性基金|没有|组织对|”三公”?经费|三公”?经费"
)
_STATEMENT: Final = re.compile(_STATED)
_SPOKEN_OF: Final = re.compile(rf"[。；：，、“”《》年度]({_NAME})(?={_STATED})")
_LONGEST_SUBJECT: Final = 64  # characters of the longest name and the sign before it
_IN_TITLE: Final = re.compile(
    rf"^(?:\d{{4}}年度?)?({_NAME})(?:\d{{4}}年度?)?(?:的)?(?:部门|单位|本级)*(?:决算|收支决算)(?:公开|情况|报告|报表|说明)?"
)
_YEAR_TITLE: Final = re.compile(r"(?<![与比较同])(\d{4})年度?(?:[^。；，：\d]{0,46}?)(?:部门|单位)?决算(?!数)")
_YEAR_NOTE: Final = re.compile(r"(?:本|我)(?:部门|单位|局|厅|委|院|中心)(\d{4})年度?(?:没有|无|未)")
_YEAR_ANY: Final = re.compile(r"(?<![与比较同])(\d{4})年度")
_YEAR_END: Final = re.compile(r"截[至止]到?(\d{4})年12月31日")
_ALONE: Final = re.compile(rf"{_NAME}$")
_FORM_LABELS: Final = ("主管部门", "实施单位", "部门（单位）名称")
_FORM_FIELD: Final = re.compile(rf"(?:{'|'.join(_FORM_LABELS)})[：:]?({_NAME})(?=(?:项目)?实施(?:单位|部门)|$)")
_BUDGET_TITLE: Final = re.compile(r"(?:部门|单位)预算(?:公开|编制说明|情况说明|表)")
_GENERIC: Final = re.compile(
    r"^(?:本|我|该|各|全|其他|所属|下属|上级|主管|同级|有关|相关|部门|单位|内设|直属|预算)|(?:本年|决算|收入|支出)"
)
_PLACEHOLDER: Final = re.compile(r"[XxＸ×＊*_…](?:(?<!…)[XxＸ×＊*_]+|(?<=…)…+)(?=万元|元|%|个|辆|人|批|分)")
_FIGURE: Final = re.compile(r"\d(?:万元|元|%)|\d\.\d\d")
_MANY_HOLES: Final = 10
_REGION_TWICE: Final = re.compile(r"^[\u4e00-\u9fff]*?([\u4e00-\u9fff]{1,8}[省市县区旗州盟])(?=\1)")
# a body of the state whose name comes before the region of its branch: 国家税务总局福建省税务局, 水利部黄河水利委员会
_HEAD_OFFICE: Final = re.compile(
    r"(?:国家|中国|中华|全国|最高人民)[\u4e00-\u9fff]{1,20}(?:局|署|委员会|院|会|社|银行)$"
    r"|(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和社会保障|自然资源|生态环境|住房和城乡建设"
    r"|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部$"
)
_MIN_YEAR_WEIGHT: Final = 3
_MIN_NAME_WEIGHT: Final = 4
_SMALL_WORDS: Final = re.compile(r"[和与及、的]|^中共|^中国共产党")
_COVER_LINES: Final = 12  # printed lines at the top in which a name standing alone is the publisher's
_LONGEST_TITLE: Final = 80
_OTHER_UNIT_WEIGHT: Final = 12


@dataclass(frozen=True, slots=True)
class Heading:
    """What the whole document says of itself."""

    fiscal_year: int
    unit: UnitIdentity
    scope: Literal["department", "unit"]
    title: str
    notes: tuple[Note, ...]


def _from_year(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with a year of four digits, tried at years alone and not at every character."""
    done, at = 4, text.find("年")
    while at >= 0:
        match = pattern.match(text, at - 4) if at >= done and text[at - 1].isdigit() else None
        if match:
            yield match
            done = match.end() + 4
        at = text.find("年", at + 1)


def find_year(text: str, place: str) -> int:
    """The fiscal year that most of the text speaks of. Raises NoFiscalYear where none or two do."""
    weight: Counter[int] = Counter()
    found = (
        *((_from_year(_YEAR_TITLE, text), 3), (_from_year(_YEAR_ANY, text), 1)),
        *((pattern.finditer(text), 3) for pattern in (_YEAR_END, _YEAR_NOTE)),
    )
    for matches, worth in found:
        for match in matches:
            year = int(match.group(1))
            if 1994 <= year <= 2100:
                weight[year] += worth
    ranked = weight.most_common(2)
    if not ranked or ranked[0][1] < _MIN_YEAR_WEIGHT or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        seen = "、".join(f"{year}年（{count}）" for year, count in ranked) or "没有年度"
        raise NoFiscalYear(
            f"无法确定年度：{seen}",
            expected="“2023年度…决算”或“截至2023年12月31日”",
            place=place,
            remedy="在文件中注明年度后重新载入",
        )
    return ranked[0][0]


def check_kind(text: str, place: str) -> None:
    """Tell final accounts from budgets and other documents. Raises NotFinalAccounts."""
    accounts, budgets = text.count("决算"), len(_BUDGET_TITLE.findall(text))
    if budgets and budgets >= accounts:
        raise NotFinalAccounts(
            "这是预算，不是决算", expected="部门决算或单位决算", place=place, remedy="预算不载入，请提供决算公开文件"
        )
    if accounts < 2:
        raise NotFinalAccounts("文中没有“决算”", expected="部门决算或单位决算", place=place, remedy="确认文件是否为决算公开")


def check_filled(text: str, place: str) -> None:
    """Tell a filled-in report from its empty form: figures, not placeholders. Raises EmptyTemplate."""
    holes = len(_PLACEHOLDER.findall(text))
    figures = len(_FIGURE.findall(text)) if holes >= _MANY_HOLES else 0
    if holes >= _MANY_HOLES and holes > 3 * figures:
        raise EmptyTemplate(
            f"这是空白模板：{holes} 处待填，只有 {figures} 个金额或百分比",
            expected="填好的决算报告",
            place=place,
            remedy="提供已填写的决算公开文件",
        )


def _candidates(document: Document) -> Counter[str]:
    weight: Counter[str] = Counter()
    printed = 0
    for line in document.lines:
        text = canonical(line.text) if line.text else ""
        if not text:
            continue
        printed += 1
        if printed <= _COVER_LINES and not line.cells and _ALONE.match(text):
            weight[text] += 4
        if len(text) > _LONGEST_TITLE:
            continue
        if "：" in text:
            for match in _FIELD.finditer(text):
                weight[match.group(1)] += 4
        title = _IN_TITLE.match(text) if "决算" in text else None
        if title:
            weight[title.group(1)] += 4
        form = _FORM_FIELD.match(text) if text.startswith(_FORM_LABELS) else None
        if form:
            weight[form.group(1)] += 1
    clauses = "。" + canonical(document.squeezed)  # the first clause too begins behind a sign
    for match in _BEFORE_YEAR.finditer(clauses):
        weight[match.group(1)] += 4 if match.start() == 0 else 2
    for name in _spoken_of(clauses):
        weight[name] += 2
    trimmed: Counter[str] = Counter()
    for name, count in weight.items():
        kept = _from_region(name)
        if not _GENERIC.search(kept) and kept.count("（") == kept.count("）"):
            trimmed[kept] += count
    return trimmed


def _spoken_of(clauses: str) -> Iterator[str]:
    """The names that clauses state something of, looked for only before such statements, which are quick to find."""
    start = end = 0
    for statement in _STATEMENT.finditer(clauses):
        if statement.start() - _LONGEST_SUBJECT > end:
            yield from (match.group(1) for match in _SPOKEN_OF.finditer(clauses, start, end))
            start = statement.start() - _LONGEST_SUBJECT
        end = statement.end()
    yield from (match.group(1) for match in _SPOKEN_OF.finditer(clauses, start, end))


@cache
def _region_names() -> frozenset[str]:
    names = {region.name for region in regions()}
    wide = [region.name for region in regions() if region.level != "county"]
    short = {re.sub(r"(?:市|省|地区|盟|自治[区州县]|特别行政区)$", "", name) for name in wide}
    return frozenset(names | {name for name in short if len(name) > 1})


def _from_region(name: str) -> str:
    """The name from its first region on, without the words that the text happens to put before it.

    A line of its own above the name may say where it is (四川省巴中市平昌县 above 平昌县水利局): the name begins at the second.
    """
    name = _REGION_TWICE.sub("", name)
    names = _region_names()
    for start in range(min(len(name) - 4, 30)):
        for end in range(start + 2, min(start + 12, len(name))):
            if name[start:end] in names and not (start and name[start - 1] == "（"):
                before = name[:start]
                head_office = _HEAD_OFFICE.search(before)
                if head_office:
                    return name[head_office.start() :]
                return name[start - 2 :] if before.endswith("中共") else name[start:]
    return name


def _uses(text: str, names: list[str]) -> Counter[str]:
    """How often each name is used, a use inside a longer candidate counted for that one alone."""
    counts: Counter[str] = Counter()
    for name in sorted(names, key=len, reverse=True):
        parts = text.split(name)
        counts[name] = len(parts) - 1
        text = "\x00".join(parts)
    return counts


def _core(name: str) -> str:
    return re.sub(r"（(?:本级|机关|部门)）$|本级$|机关$", "", name)


def _related(one: str, other: str) -> bool:
    """True for two spellings of one name: one inside the other, small words aside (人力资源社会保障, 人力资源和社会保障)."""
    short, long = sorted((_SMALL_WORDS.sub("", _core(one)), _SMALL_WORDS.sub("", _core(other))), key=len)
    return short in long


def find_unit(document: Document) -> tuple[UnitIdentity, tuple[Note, ...]]:
    """The organisation whose accounts these are: the name with most evidence, its spellings counted.

    Raises NoUnitName, or SeveralUnits where a second organisation has its own titles and paragraphs.
    """
    weight = _candidates(document)
    uses = _uses(canonical(document.squeezed), list(weight))
    score = {name: weight[name] + min(uses[name], 12) for name in weight}
    if not score or max(score.values()) < _MIN_NAME_WEIGHT:
        seen = "、".join(sorted(score, key=lambda n: -score[n])[:3]) or "没有名称"
        raise NoUnitName(
            f"无法确定单位名称：{seen}",
            expected="“单位名称：”或“某某局2023年度…决算”",
            place=document.name,
            remedy="在文件中注明单位全称后重新载入",
        )
    ranked = sorted(score, key=lambda name: (-score[name], -len(name), name))
    best = _fullest(ranked, score)
    notes: list[Note] = []
    for name in ranked:
        related = _related(name, best)
        if not related and weight[name] >= _OTHER_UNIT_WEIGHT and 2 * score[name] >= score[best]:
            raise SeveralUnits(
                f"一个文件中有两个单位：{best}、{name}",
                expected="一个文件一个单位",
                place=document.name,
                remedy="拆分文件后重新载入",
            )
    printed = tuple((name, uses[name]) for name in ranked if name != best and uses[name] and _related(name, best))
    return UnitIdentity(name=best, printed_names=((best, uses[best]), *printed)), tuple(notes)


def _fullest(ranked: list[str], score: dict[str, int]) -> str:
    """The best name, or a longer one that contains it and is well supported: a short form never wins over the full name."""
    best = ranked[0]
    for name in ranked[1:]:
        if name.endswith(_core(best)) and len(name) > len(best) and score[name] >= _MIN_NAME_WEIGHT:
            best = name
    return best


def _members(document: Document) -> tuple[tuple[str, ...], str]:
    """Units listed in the table of units in scope, and the nature printed beside the first."""
    names: list[str] = []
    nature = ""
    columns: tuple[int, int] | None = None
    for line in document.lines:
        if not line.cells and columns is None:
            continue
        cells = [canonical(cell) for cell in line.cells]
        if any(cell == "单位名称" for cell in cells):
            columns = (cells.index("单位名称"), next((i for i, cell in enumerate(cells) if cell.startswith("单位性质")), -1))
        elif columns and cells and len(cells) > columns[0]:
            if _LISTED.fullmatch(cells[columns[0]]):
                names.append(cells[columns[0]])
                if not nature and 0 <= columns[1] < len(cells):
                    nature = cells[columns[1]]
        elif columns and not line.blank:
            columns = None
    return tuple(names), nature


def read_heading(document: Document) -> Heading:
    """Fiscal year, unit, scope and title of a document. Raises NotFinalAccounts, NoFiscalYear, NoUnitName or SeveralUnits."""
    text = canonical(document.squeezed)
    check_kind(text, document.name)
    check_filled(text, document.name)
    year = find_year(text, document.name)
    unit, notes = find_unit(document)
    members, nature = _members(document)
    single = text.count("单位决算") + 3 * ("（本级）" in unit.name or "（机关）" in unit.name)
    scope: Literal["department", "unit"] = "unit" if single > text.count("部门决算") else "department"
    if len(members) > 1:
        scope = "department"
    title = next((canonical(line.text) for line in document.lines if not line.blank), "")[:120]
    return Heading(year, unit.model_copy(update={"members": members, "nature": nature}), scope, title, notes)
