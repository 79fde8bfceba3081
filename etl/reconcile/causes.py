"""One cause, one finding: failed checks that one wrong number explains are grouped, and the likely right value is proposed.

Each failed identity says what every figure in it would have to be. A figure for which several identities ask for the same
value is their common cause; that value is then proven by the other statements. The printed value stays the fact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from etl.reconcile.facts import Context, Facts, Figure, Key, places
from etl.reconcile.findings import Finding
from etl.reconcile.tolerance import Interval
from etl.reconcile.wording import bare_digits, exchanged, in_unit, label, place_text, printed
from etl.vocabulary import Channel, Fund, MeasureUnit, Phase

_TEN_THOUSAND: Final = Decimal(10_000)
_FUND_WORDS: Final = {
    Fund.ALL: "全部资金",
    Fund.FISCAL: "财政拨款",
    Fund.GENERAL_PUBLIC: "一般公共预算",
    Fund.GOVERNMENT_FUND: "政府性基金",
    Fund.STATE_CAPITAL: "国有资本经营预算",
}


def reference(finding: Finding) -> str:
    """How other findings name one: its rule and its first place."""
    at = finding.places or places(finding.figures)
    return f"{finding.rule} {place_text(at[0])}".strip() if at else finding.rule


def group(findings: Sequence[Finding], facts: Facts) -> None:
    """Set `cause` and `proposed` of failed findings, and add to the messages what kind of slip it looks like."""
    failed = [finding for finding in findings if finding.status == "failed" and finding.severity in ("error", "notice")]
    proven = [finding for finding in failed if finding.implied]
    support = _support(findings, proven)
    open_findings = proven
    for pattern in (_wrong_units, _shifted_rows, _copied_columns):
        for members, why in pattern(open_findings, facts):
            open_findings = _take(members, why, open_findings)
    open_findings = _by_one_figure(open_findings, support, facts)
    _same_difference(open_findings)
    for finding in open_findings:
        _propose_alone(finding, support, facts)


def _support(findings: Iterable[Finding], proven: Iterable[Finding]) -> dict[Figure, int]:
    """How many identities that would notice another value confirm each figure, none of them resting on a disputed one."""
    disputed = {figure for finding in proven for figure in finding.figures}
    found: dict[Figure, int] = defaultdict(int)
    for finding in findings:
        holds = finding.status == "passed" or finding.severity == "rounding"
        if holds and finding.tight and finding.figures:
            doubted = disputed.intersection(finding.figures)
            for figure in finding.figures if not doubted else doubted if len(doubted) == 1 else ():
                found[figure] += 1
    return found


def _lead(members: list[Finding], why: str) -> None:
    """The first of the members leads; the others name it as their cause."""
    leading = members[0]
    name = reference(leading)
    for other in members[1:]:
        other.cause = name
    if why:
        leading.notes.append(why)


def _by_one_figure(proven: list[Finding], support: dict[Figure, int], facts: Facts) -> list[Finding]:
    """Group findings under the figure whose one correction mends most of them and breaks least; returns what is left."""
    left = list(proven)
    while True:
        asked: dict[Figure, list[tuple[Finding, Interval]]] = defaultdict(list)
        for finding in left:
            for figure, wanted in finding.implied:
                asked[figure].append((finding, wanted))
        best: tuple[int, int, Figure, list[Finding], Interval] | None = None
        for figure, claims in asked.items():
            if len(claims) < 2:
                continue
            members, wanted = _agreeing(claims)
            gain = len(members) - support[figure]
            if len(members) >= 2 and wanted.is_bounded and gain > 0 and (best is None or (len(members), gain) > best[:2]):
                best = (len(members), gain, figure, members, wanted)
        if best is None:
            return left
        _, _, figure, members, wanted = best
        members.sort(key=lambda finding: (finding.severity != "error", finding.figures[0] is not figure))
        _lead(members, _slip(figure, wanted, facts))
        intervals = [wanted for finding in members for one, wanted in finding.implied if one is figure]
        members[0].proposed = members[0].proposed or _proposal(figure, intervals, facts)
        left = [finding for finding in left if finding not in members]


def _agreeing(claims: list[tuple[Finding, Interval]]) -> tuple[list[Finding], Interval]:
    """The largest set of claims on one figure that have a value in common, and what they have in common."""
    best: tuple[list[Finding], Interval] = ([], claims[0][1])
    for _, start in claims:
        members, common = [], start
        for finding, wanted in claims:
            both = common.common(wanted)
            if both is not None and finding not in members:
                members.append(finding)
                common = both
        if len(members) > len(best[0]):
            best = (members, common)
    return best


def _slip(figure: Figure, wanted: Interval, facts: Facts) -> str:
    """What kind of slip turns the wanted value into the printed one; empty where none is recognised."""
    right, wrong = wanted.centre, figure.value
    head = f"可能的原因：{label(figure)} {printed(figure)}"
    if figure.unit is MeasureUnit.YUAN and right and wrong:
        for times, words in ((_TEN_THOUSAND, "扩大"), (1 / _TEN_THOUSAND, "缩小")):
            if abs(wrong - right * times) <= (wanted.high - wanted.low + figure.tolerance) * max(times, Decimal(1)):
                return f"{head} 被{words}一万倍（元与万元混用）"
        if wrong == -right:
            return f"{head} 正负号相反"
    other = _taken_from(figure, facts)
    if other:
        return f"{head} {other}"
    good, bad = bare_digits(in_unit(right, figure)), bare_digits(printed(figure))
    if _lost_digit(good, bad):
        return f"{head} 少印一位数字"
    if _lost_digit(bad, good):
        return f"{head} 多印一位数字"
    if exchanged(good, bad):
        return f"{head} 数字前后颠倒"
    if len(good) == len(bad) and sum(one != two for one, two in zip(good, bad, strict=True)) == 1:
        return f"{head} 一位数字有误"
    return head


def _lost_digit(whole: str, short: str) -> bool:
    return len(whole) == len(short) + 1 and any(whole[:at] + whole[at + 1 :] == short for at in range(len(whole)))


def _taken_from(figure: Figure, facts: Facts) -> str:
    """The other scope of the same account whose value the figure prints."""
    for fund, words in _FUND_WORDS.items():
        if fund is figure.key.fund:
            continue
        for other in facts.by_key.get(figure.key._replace(fund=fund), ()):
            if other.value == figure.value and other.value:
                return f"与{words}口径的数字相同，疑取自另一张表"
    return ""


def _pairs(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that compare one fact in two places and are nobody's consequence yet."""
    return [finding for finding in findings if _is_pair(finding) and not finding.cause]


def _is_pair(finding: Finding) -> bool:
    return len(finding.figures) == 2 and len(finding.implied) == 2 and all(wanted.is_bounded for _, wanted in finding.implied)


def _take(members: list[Finding], why: str, left: list[Finding]) -> list[Finding]:
    """Group a pattern's findings with all others that rest on the same figures; returns what is left."""
    involved = {figure for finding in members for figure in finding.figures}
    consequences = [finding for finding in left if finding not in members and not involved.isdisjoint(finding.figures)]
    _lead([*members, *consequences], why)
    return [finding for finding in left if finding not in members and finding not in consequences]


def _copied_columns(open_findings: list[Finding], facts: Facts) -> list[tuple[list[Finding], str]]:
    """A budget column that repeats the final accounts: every figure of it equals the final one beside it."""
    copies: dict[tuple[object, Phase], list[Finding]] = defaultdict(list)
    for finding in _pairs(open_findings):
        for figure in finding.figures:
            if figure.key.phase in (Phase.INITIAL_BUDGET, Phase.ANNUAL_BUDGET, Phase.PRIOR_FINAL):
                final = facts.inside(figure.context, figure.key._replace(phase=Phase.FINAL))
                if final is not None and final.value == figure.value and figure.context.channel is Channel.TABLE:
                    copies[figure.context, figure.key.phase].append(finding)
                    break
    why = "可能的原因：表中预算各数与决算数完全相同，疑以决算数填入预算栏"
    return [(members, why) for members in copies.values() if len(members) > 1]


def _shifted_rows(open_findings: list[Finding], facts: Facts) -> list[tuple[list[Finding], str]]:
    """A column that slipped by a row: each wrong figure is the right one of the row above or below."""
    columns: dict[tuple[Context, Context, Key], list[Finding]] = defaultdict(list)
    for finding in _pairs(open_findings):
        first, second = finding.figures
        columns[first.context, second.context, second.key._replace(function="")].append(finding)
    why = "可能的原因：该栏数字错了一行"
    return [(members, why) for (one, two, key), members in columns.items() if _slipped(members, one, two, key, facts)]


def _slipped(members: list[Finding], one: Context, two: Context, key: Key, facts: Facts) -> bool:
    """True where a column prints in every row what the other prints in the next row, or in the one before."""
    if len(members) < 3:
        return False
    column = [figure for figure in facts.by_context[one] if figure.key._replace(function="") == key and figure.key.function]
    other = [facts.inside(two, figure.key) for figure in column]
    here = [figure.value for figure in column]
    there = [figure.value if figure else Decimal(0) for figure in other]
    for above, below in ((here[:-1], there[1:]), (here[1:], there[:-1])):
        fits = [value for value, beside in zip(above, below, strict=True) if value == beside]
        if len(fits) >= len(above) - 1 and sum(value != 0 for value in fits) >= 2:
            return True
    return False


def _wrong_units(open_findings: list[Finding], facts: Facts) -> list[tuple[list[Finding], str]]:
    """A whole table or section in the wrong unit: its figures are ten thousand times those of another."""
    del facts
    alike: dict[tuple[object, object], list[Finding]] = defaultdict(list)
    for finding in _pairs(open_findings):
        first, second = finding.figures
        small, large = sorted((first, second), key=lambda figure: abs(figure.value))
        spread = small.tolerance * _TEN_THOUSAND + large.tolerance
        if small.value and small.unit is MeasureUnit.YUAN and abs(large.value - small.value * _TEN_THOUSAND) <= spread:
            alike[first.context, second.context].append(finding)
    why = "可能的原因：整表金额相差一万倍，单位（元、万元）有误"
    return [(members, why) for members in alike.values() if len(members) > 1]


def _same_difference(open_findings: list[Finding]) -> None:
    """Repeats of a total and of its part in one section that are off by one and the same amount have one cause."""
    alike: dict[tuple[object, Decimal], list[Finding]] = defaultdict(list)
    for finding in _pairs(open_findings):
        if finding.difference:
            alike[finding.figures[1].context, finding.difference].append(finding)
    for members in alike.values():
        if len(members) > 1 and members[0].severity == "error":
            _lead(members, "")


def _propose_alone(finding: Finding, support: dict[Figure, int], facts: Facts) -> None:
    """Propose a value for the one figure of a lone finding that nothing else confirms, while all others are confirmed."""
    if finding.proposed or not finding.implied:
        return
    wanted = dict(finding.implied)
    unconfirmed = [figure for figure in finding.figures if not support[figure]]
    if len(unconfirmed) != 1 or unconfirmed[0] not in wanted or not wanted[unconfirmed[0]].is_bounded:
        return
    figure = unconfirmed[0]
    if figure.unit is MeasureUnit.PCT:
        finding.proposed = finding.recomputed.rpartition(" = ")[2]
        return
    finding.proposed = _proposal(figure, [wanted[figure]], facts)
    if not finding.notes and not finding.cause:
        finding.notes.append(_slip(figure, wanted[figure], facts))


def _proposal(figure: Figure, claims: list[Interval], facts: Facts) -> str:
    """The value that other statements ask for: as printed elsewhere, or as several compute it; 约 where a digit stays open."""
    wanted = claims[0]
    for claim in claims[1:]:
        wanted = wanted.common(claim) or wanted
    for other in facts.by_key.get(figure.key, ()):
        if other is not figure and other.value in wanted and other.tolerance <= figure.tolerance:
            return in_unit(other.value, figure)
    computed = Counter(claim.centre for claim in claims if claim.is_bounded)
    value, times = computed.most_common(1)[0]
    if times > 1 and value in wanted:
        return in_unit(value, figure)
    text = in_unit(wanted.centre, figure)
    return text if wanted.high - wanted.low <= 2 * figure.tolerance else f"约 {text}"
