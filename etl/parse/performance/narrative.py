"""What the narrative itself says of a project: 自评得分, 全年预算数, 执行数, 完成预算的百分比, tied to the project's form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from rapidfuzz import fuzz

from etl.extract.document import Document
from etl.parse.flow import Flow, is_page_number, join
from etl.parse.ledger import Ledger
from etl.parse.numbers import YUAN_PER
from etl.parse.performance.regions import FormRegion
from etl.parse.performance.wording import squeeze
from etl.report import PerformanceForm

_NUMBER: Final = r"(\d[\d,]*(?:\.\d+)?)"
_HEADING: Final = re.compile(
    r"(?:\d{1,2}[.．、]|（\d{1,2}）|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)?"
    r"[“”]?(?P<name>[^。；：，]{2,80}?)[“”]?(?:项目)?(?:支出)?(?:绩效)?自评(?:综述|情况|结果|报告)"
)
_SCORE: Final = re.compile(rf"自评(?:综合)?(?:得分|评分|总分)(?:为|是)?{_NUMBER}分")
_ANNUAL: Final = re.compile(rf"(?:全年|年度|调整后)?预算数?(?:为|是|共计)?{_NUMBER}(万元|亿元|元)")
_EXECUTED: Final = re.compile(
    rf"(?:执行数|实际支出|实际执行|实际使用|全年支出|支出数|累计支出)(?:为|是|共计)?{_NUMBER}(万元|亿元|元)"
)
_COMPLETION: Final = re.compile(rf"(?:完成(?:年度|全年|年初|当年)?预算的?|预算执行率(?:为|达到)?|执行率(?:为|达到)?){_NUMBER}%")
_LONGEST_HEADING: Final = 110  # characters to the end of 自评 in `_HEADING`
_REACH: Final = 900  # characters of an account in which its figures stand
_LINES_BEFORE: Final = 600
_TOLD: Final = re.compile(rf"(?:绩效)?自评(?:综合|总)?(?:得分|评分)(?:为|是)?{_NUMBER}分")
_ORDINAL: Final = re.compile(r"^(?:\d{1,2}[.．、]|（\d{1,2}）|其中|[”])+")
_STOP: Final = re.compile(r"[。；]")
_LEAST_NAME: Final = 4
_MOST_NAME: Final = 60
_ALIKE: Final = 70.0
_SAME: Final = 90.0
_ALIKE_IN_ORDER: Final = 45.0


@dataclass(frozen=True, slots=True)
class Account:
    """A project as the narrative tells of it; `spans` are the places of its figures in the flow."""

    name: str
    score: Decimal | None
    annual_budget: Decimal | None
    executed: Decimal | None
    completion_pct: Decimal | None
    spans: tuple[tuple[int, int], ...]
    in_sentence: bool = False  # told in one sentence, with no heading of its own


def plain_name(name: str) -> str:
    """A project's name as it is compared: no white space, signs or closing 项目."""
    return re.sub(r"[\W_]+", "", squeeze(name)).removesuffix("项目")


def read_accounts(document: Document, regions: Sequence[FormRegion]) -> tuple[tuple[Account, ...], Flow | None]:
    """All accounts of projects outside the forms, in printed order, with the flow that their places refer to."""
    if not regions:
        return (), None
    inside = {i for region in regions for i in range(region.start, region.end)}
    first = max(0, regions[0].start - _LINES_BEFORE)
    last = min(len(document.lines), regions[-1].end + _LINES_BEFORE)
    lines = (document.lines[i] for i in range(first, last) if i not in inside)
    flow = join(line for line in lines if not is_page_number(line))
    return (*_under_headings(flow), *_in_sentences(flow)), flow


def _under_headings(flow: Flow) -> list[Account]:
    """Accounts that a heading with the project's name opens."""
    text = flow.text
    heads = [
        match
        for start in sorted(flow.starts)
        if text.find("自评", start, start + _LONGEST_HEADING) >= 0 and (match := _HEADING.match(text, start))
    ]
    accounts: list[Account] = []
    for match, following in zip_longest(heads, heads[1:]):
        end = min(match.end() + _REACH, following.start() if following else len(flow.text))
        account = _account(flow, match.group("name"), match.end(), end)
        if account is not None:
            accounts.append(account)
    return accounts


def _in_sentences(flow: Flow) -> list[Account]:
    """Accounts of one sentence: the project's name stands right before its score, its money after it."""
    accounts: list[Account] = []
    for match in _TOLD.finditer(flow.text):
        begin = 1 + max(flow.text.rfind(sign, 0, match.start()) for sign in "。；：，")
        name = _ORDINAL.sub("", flow.text[begin : match.start()]).removesuffix("项目")
        stop = _STOP.search(flow.text, match.end())
        if _LEAST_NAME <= len(name) <= _MOST_NAME:
            account = _account(flow, name, match.start(), stop.start() if stop else len(flow.text), in_sentence=True)
            accounts += [account] if account else []
    return accounts


def _account(flow: Flow, name: str, start: int, end: int, *, in_sentence: bool = False) -> Account | None:
    """The figures between two positions, None where they are no account of a project."""
    figures = {
        "score": _SCORE.search(flow.text, start, end),
        "annual": _ANNUAL.search(flow.text, start, end),
        "executed": _EXECUTED.search(flow.text, start, end),
        "completion": _COMPLETION.search(flow.text, start, end),
    }
    if figures["score"] is None and (figures["annual"] is None or figures["executed"] is None):
        return None
    values = {name: None if m is None else _value(m) for name, m in figures.items()}
    spans = tuple(m.span(1) for m in figures.values() if m is not None)
    return Account(
        name, values["score"], values["annual"], values["executed"], values["completion"], spans, in_sentence=in_sentence
    )


def _value(match: re.Match[str]) -> Decimal:
    number = Decimal(match.group(1).replace(",", ""))
    return number * YUAN_PER[match.group(2)] if match.re.groups > 1 else number


def pair_accounts(names: Sequence[str], accounts: Sequence[Account]) -> dict[int, int]:
    """Index of a form → index of the account of the same project: the names most alike first, then those in the same order."""
    headed = [account for account in accounts if not account.in_sentence]
    scored = sorted(
        (
            (fuzz.ratio(plain_name(name), plain_name(account.name)), -abs(i - j), i, j)
            for i, name in enumerate(names)
            for j, account in enumerate(headed)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for likeness, apart, i, j in scored:
        same_place = len(names) == len(headed) and apart == 0
        if likeness < (_ALIKE_IN_ORDER if same_place else _ALIKE):
            continue
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    places = [j for j, account in enumerate(accounts) if not account.in_sentence]
    return _by_sentences(names, accounts, {i: places[j] for i, j in pairs.items()})


def _by_sentences(names: Sequence[str], accounts: Sequence[Account], pairs: dict[int, int]) -> dict[int, int]:
    """The pairs, and for forms that have none the sentence that names the same project."""
    for i, name in enumerate(names):
        own = plain_name(name)
        for j, account in enumerate(accounts):
            if i not in pairs and account.in_sentence and fuzz.ratio(own, plain_name(account.name)) >= _SAME:
                pairs[i] = j
    return pairs


def mended_name(printed: str, told: str) -> str:
    """The name of a project whose cell scanning tore: the narrative's, where the printed one is it but for a few signs."""
    torn, whole = plain_name(printed), plain_name(told)
    if torn == whole or not torn:
        return printed
    cut = whole.startswith(torn) or whole.endswith(torn)
    return told if cut or fuzz.ratio(torn, whole) >= 80.0 else printed


def link_narrative(
    forms: Sequence[PerformanceForm], document: Document, regions: Sequence[FormRegion], ledger: Ledger
) -> tuple[PerformanceForm, ...]:
    """The forms with what the narrative says of the same projects; its figures are claimed in the ledger."""
    accounts, flow = read_accounts(document, regions)
    if flow is None or not accounts:
        return tuple(forms)
    projects = [i for i, form in enumerate(forms) if form.kind == "project"]
    pairs = pair_accounts([forms[i].project_name for i in projects], accounts)
    linked = list(forms)
    for position, account_at in pairs.items():
        account, index = accounts[account_at], projects[position]
        linked[index] = linked[index].model_copy(
            update={
                "narrative_score": account.score,
                "narrative_annual_budget": account.annual_budget,
                "narrative_executed": account.executed,
                "narrative_completion_pct": account.completion_pct,
            }
        )
        for start, end in account.spans:
            ledger.claim_flow(flow, start, end)
    return tuple(linked)
