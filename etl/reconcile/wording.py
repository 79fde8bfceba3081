"""Numbers and accounts as an analyst reads them in a message: printed digits, printed unit, Chinese names."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from etl.parse.numbers import YUAN_PER
from etl.reconcile.facts import ONE_SCOPE, Figure, Key
from etl.reconcile.tolerance import rounded
from etl.reference import accounts
from etl.report import Place
from etl.vocabulary import PHASE_ZH, Channel, Fund, Item, MeasureUnit, Phase

_FUND: Final = {
    Fund.ALL: "",
    Fund.NONE: "",
    Fund.FISCAL: "财政拨款",
    Fund.GENERAL_PUBLIC: "一般公共预算",
    Fund.GOVERNMENT_FUND: "政府性基金",
    Fund.STATE_CAPITAL: "国有资本经营",
}
# totals of the unit as a single subject has them
_OF_SUBJECT: Final = {Item.TOTAL_EXPENDITURE: "支出", Item.TOTAL_INCOME: "收入"}
_LONG_SUM: Final = 6
_ONE: Final = Decimal(1)


@cache
def account_name(item: Item) -> str:
    """The official name of an account."""
    return next(account.name for account in accounts() if account.item == item.value)


def label(figure: Figure) -> str:
    """What a figure speaks of: subject, fund, account, phase (决算 is left out)."""
    if figure.label:
        return figure.label
    row = figure.observation
    if row is None:
        return label_of(figure.key)
    subject = row.economic_name or row.functional_name
    name = label_of(figure.key, of_subject=bool(subject))
    return f"“{subject}”{name}" if subject else name


def label_of(key: Key, *, of_subject: bool = False) -> str:
    """What figures of a key speak of, without the subject; `of_subject` where one is named before it."""
    account = _OF_SUBJECT.get(key.item, "") if of_subject else ""
    account = account or account_name(key.item)
    fund = "" if key.item in ONE_SCOPE or account.startswith(_FUND[key.fund]) else _FUND[key.fund]
    phase = "" if key.phase is Phase.FINAL else PHASE_ZH[key.phase]
    return f"{fund}{account}{phase}"


def factor(figure: Figure) -> Decimal:
    """Yuan in one unit of what the figure is printed in; 1 for what is no money."""
    return YUAN_PER.get(figure.printed_unit, _ONE) if figure.unit is MeasureUnit.YUAN else _ONE


def in_unit(value: Decimal, like: Figure, *, finer: int = 0) -> str:
    """A value in the printed unit and with the decimals of another figure, `finer` digits more."""
    return f"{rounded(value / factor(like), _decimals(like) + finer):f}{_unit(like)}"


def _decimals(figure: Figure) -> int:
    """Printed digits after the point; what is exact by its nature (points given) has those of its value."""
    if figure.tolerance:
        return _decimals_of(figure.tolerance, factor(figure))
    return _after_point(figure.value / factor(figure))


@lru_cache(maxsize=1024)
def _decimals_of(tolerance: Decimal, unit: Decimal) -> int:
    """Printed digits after the point of a number in such a unit that is known to such a tolerance."""
    return _after_point((2 * tolerance / unit).normalize())


def _after_point(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def finest(like: Figure, figures: Sequence[Figure]) -> Figure:
    """The figure with the most decimals among those printed in the same unit as `like`; results are shown with its digits."""
    unit = _unit(like)
    return max((figure for figure in figures if _unit(figure) == unit), key=_decimals, default=like)


def bare(value: Decimal, like: Figure) -> str:
    """As `in_unit`, without the unit."""
    text = in_unit(value, like)
    return text.removesuffix(_unit(like)) if _unit(like) else text


def _unit(figure: Figure) -> str:
    if figure.unit is MeasureUnit.YUAN:
        return figure.printed_unit or "元"
    return "%" if figure.unit is MeasureUnit.PCT else figure.printed_unit


def printed(figure: Figure) -> str:
    """A figure with its digits as printed, its unit, and the sign that words gave it."""
    return f"{digits(figure)}{_unit(figure)}"


def digits(figure: Figure) -> str:
    """A figure's printed digits without its unit."""
    raw = "".join(figure.raw.split()).removesuffix(_unit(figure))
    return f"-{raw}" if figure.value < 0 and not raw.startswith(("-", "－", "（", "(")) else raw


def sum_text(terms: Sequence[tuple[int, Figure]], total: Decimal, like: Figure) -> str:
    """An addition in one line, in the unit of `like`; long ones with their first and last terms and the number of terms."""
    long = len(terms) > _LONG_SUM
    shown = [_term(sign, figure, like, first=at == 0) for at, (sign, figure) in enumerate(terms[:3] if long else terms)]
    if long:
        shown += [f" + …（共 {len(terms)} 项）… ", _term(*terms[-1], like, first=False)]
    return f"{''.join(shown)} = {in_unit(total, like)}"


def _term(sign: int, figure: Figure, like: Figure, *, first: bool) -> str:
    same = _unit(figure) == _unit(like)
    text = digits(figure) if same else in_unit(figure.value, like, finer=2).removesuffix(_unit(like))
    if text.startswith("-"):
        text = f"({text})"
    if first:
        return text if sign > 0 else f"-{text}"
    return f" {'+' if sign > 0 else '-'} {text}"


def place_text(place: Place) -> str:
    """A place in words: 第3页第12行."""
    page = f"第{place.page}页" if place.page is not None else ""
    line = f"第{place.line}行" if place.line is not None else ""
    return page + line


def where(figure: Figure) -> str:
    """表 or 文, by where the figure is printed."""
    return "表中" if figure.context.channel is Channel.TABLE else "文中"


def bare_digits(text: str) -> str:
    """The digits of a printed number and nothing else."""
    return "".join(char for char in text if char.isdigit())


def exchanged(one: str, other: str) -> bool:
    """True for the same digits in another order, a common slip."""
    return one != other and sorted(one) == sorted(other)
