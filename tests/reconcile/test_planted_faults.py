"""Faults planted in generated reports: the rule for each finds it, and only what follows from it is found.

The generator's reports are consistent, so every error in one with a fault is that fault's. Faults are planted in the printed
text where reading it again is part of the question, else in the Report, one number at a time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache

import pytest
from reconcile_examples import document

from etl.generate import render_all
from etl.parse.reader import read_document
from etl.reconcile import reconcile
from etl.report import Check, Observation, Report
from etl.resolve import resolve
from etl.vocabulary import Channel, Fund, Item, MeasureUnit, Phase

SEED = 3


@cache
def texts(layout: str = "A") -> tuple[str, ...]:
    """Consistent reports as printed."""
    return tuple(one.text for one in render_all(SEED, years=[2023], units=6, layout=layout))  # type: ignore[arg-type]


@cache
def read(text: str) -> Report:
    """A printed report, read and resolved."""
    return resolve(read_document(document(text)))


def problems(of: Report, text: str) -> list[Check]:
    """Failed checks of a report, beyond the last digit."""
    found = reconcile(of, document(text)).checks
    return [check for check in found if check.status == "failed" and check.severity != "rounding"]


def errors(of: Report, text: str) -> list[Check]:
    """The errors among them."""
    return [check for check in problems(of, text) if check.severity == "error"]


def lines_of(check: Check) -> set[int | None]:
    """The printed lines that a check names."""
    return {place.line for place in check.places}


@pytest.mark.parametrize("layout", ["A", "B"])
def test_consistent_reports_have_no_error(layout: str) -> None:
    for text in texts(layout):
        assert errors(read(text), text) == []


# -- one number of the Report ------------------------------------------------------------------------------------------------


def with_value(of: Report, at: int, raw: str) -> Report:
    """The report with other digits in one observation."""
    row = of.observations[at]
    ratio = _number(raw) / _number(row.raw)
    changed = row.model_copy(update={"raw": raw, "value": row.value * ratio})
    return of.model_copy(update={"observations": (*of.observations[:at], changed, *of.observations[at + 1 :])})


def _number(raw: str) -> Decimal:
    return Decimal(raw.replace(",", "").replace("，", ""))


def find(of: Report, wanted: Callable[[Observation], bool]) -> int | None:
    """The position of the first observation that is wanted."""
    return next((at for at, row in enumerate(of.observations) if wanted(row)), None)


def planted(wanted: Callable[[Observation], bool], change: Callable[[str], str]) -> Iterable[tuple[Observation, list[Check]]]:
    """Each report with one wanted number changed: the number and what is found then."""
    for text in texts():
        of = read(text)
        at = find(of, wanted)
        if at is not None:
            row = of.observations[at]
            yield row, errors(with_value(of, at, change(row.raw)), text)


def first_digit(raw: str) -> str:
    """The number with another first digit."""
    return ("2" if raw[0] == "1" else "1") + raw[1:]


def ten_thousandfold(raw: str) -> str:
    """The number in the wrong unit."""
    return f"{_number(raw) * 10_000}"


def one_digit_lost(raw: str) -> str:
    """The number without its second digit."""
    digits = raw.replace(",", "")
    return digits[0] + digits[2:] if len(digits) > 2 and digits[1] != "." else digits[1:]


def total(channel: Channel, item: Item = Item.TOTAL_EXPENDITURE, fund: Fund = Fund.ALL) -> Callable[[Observation], bool]:
    """The unit's own amount of an account."""

    def wanted(row: Observation) -> bool:
        plain = not row.functional_code and not row.economic_code and row.phase is Phase.FINAL
        return plain and row.channel is channel and row.item is item and row.fund is fund and row.value > 1000

    return wanted


def subject(row: Observation) -> bool:
    """The first 项 of a table."""
    in_table = row.channel is Channel.TABLE and row.item is Item.TOTAL_EXPENDITURE and row.phase is Phase.FINAL
    return in_table and len(row.functional_code) == 7 and row.value > 1000


def percentage(phase: Phase) -> Callable[[Observation], bool]:
    """A stated percentage of one kind, large enough to be told from its neighbours."""
    return lambda row: (
        row.phase is phase and row.unit is MeasureUnit.PCT and abs(row.value) > 10 and row.fund is not Fund.FISCAL
    )


FAULTS = [
    pytest.param(total(Channel.NARRATIVE), first_digit, "narrative.", id="说明中的支出合计错一位"),
    pytest.param(total(Channel.TABLE), first_digit, "table.", id="表中合计行错一位"),
    pytest.param(subject, one_digit_lost, "table.", id="表中一项少一位"),
    pytest.param(total(Channel.NARRATIVE, Item.BASIC_EXPENDITURE), ten_thousandfold, "narrative.", id="元当作万元"),
    pytest.param(percentage(Phase.COMPLETION_PCT), first_digit, "percentages.completion", id="完成百分比错一位"),
    pytest.param(percentage(Phase.SHARE_PCT), first_digit, "percentages.share", id="占比错一位"),
]


@pytest.mark.parametrize(("wanted", "change", "rule"), FAULTS)
def test_a_wrong_number_is_found_as_one_finding_and_nothing_else(
    wanted: Callable[[Observation], bool], change: Callable[[str], str], rule: str
) -> None:
    tried = list(planted(wanted, change))
    assert len(tried) >= 3
    for row, found in tried:
        assert any(check.rule.startswith(rule) for check in found), row
        assert all(row.line in lines_of(check) for check in found), row
        assert len([check for check in found if not check.cause]) == 1, row


def test_a_sign_turned_round_is_found() -> None:
    for text in texts():
        of = read(text)
        at = find(of, lambda row: row.phase is Phase.DELTA_PRIOR and abs(row.value) > 10_000)
        if at is None:
            continue
        row = of.observations[at]
        turned = row.model_copy(update={"value": -row.value})
        found = errors(
            of.model_copy(update={"observations": (*of.observations[:at], turned, *of.observations[at + 1 :])}), text
        )
        assert found
        assert all(row.line in lines_of(check) for check in found)


def test_a_column_shifted_by_a_row_is_one_finding() -> None:
    tried = 0
    for text in texts():
        of = read(text)
        column = [
            at
            for at, row in enumerate(of.observations)
            if row.section == "summary" and row.item is Item.TOTAL_EXPENDITURE and len(row.functional_code) == 3
        ]
        repeated = {row.functional_code for row in of.observations if row.section == "expenditure" and row.fund is Fund.ALL}
        if len(column) < 3 or not {of.observations[at].functional_code for at in column} & repeated:
            continue  # nothing else in the report says what these rows should be
        tried += 1
        rows = list(of.observations)
        for at, source in zip(column, (*column[1:], column[0]), strict=True):
            rows[at] = rows[at].model_copy(update={"value": of.observations[source].value, "raw": of.observations[source].raw})
        found = errors(of.model_copy(update={"observations": tuple(rows)}), text)
        assert any("错了一行" in check.message for check in found)
        assert len([check for check in found if not check.cause]) == 1
    assert tried


def test_most_single_digits_changed_anywhere_are_found_and_nothing_besides() -> None:
    """What nothing else in a report repeats (a floor area, a count of visitors) cannot be found; the rest is."""
    chance = random.Random(SEED)
    tried = found_again = 0
    for text in (*texts("A")[:3], *texts("B")[:3]):
        of = read(text)
        before = {(check.rule, check.places) for check in problems(of, text)}
        for at in chance.sample(range(len(of.observations)), 12):
            row = of.observations[at]
            if not row.value or row.unit in (MeasureUnit.COUNT, MeasureUnit.SQM):
                continue
            digits = [index for index, char in enumerate(row.raw) if char.isdigit()]
            index = chance.choice(digits[: max(1, len(digits) - 1)])
            digit = chance.choice([digit for digit in "123456789" if digit != row.raw[index]])
            fault = with_value(of, at, row.raw[:index] + digit + row.raw[index + 1 :])
            new = [check for check in problems(fault, text) if (check.rule, check.places) not in before]
            tried += 1
            found_again += bool(new)
            assert all(row.line in lines_of(check) for check in new if check.severity == "error"), row
    assert tried >= 40
    assert found_again >= 0.9 * tried


# -- the printed text --------------------------------------------------------------------------------------------------------


def text_with(pattern: str) -> Iterable[tuple[str, re.Match[str]]]:
    """The texts in which a pattern is printed, each with its first place."""
    for layout in ("A", "B"):
        for text in texts(layout):
            match = re.search(pattern, text)
            if match:
                yield text, match


def replaced(text: str, match: re.Match[str], group: int, new: str) -> str:
    """The text with one group of a match printed otherwise."""
    return text[: match.start(group)] + new + text[match.end(group) :]


def test_a_direction_word_turned_round_is_found() -> None:
    found = []
    for text, match in text_with(r"决算数(小于|大于)预算数的"):
        turned = replaced(text, match, 1, "大于" if match.group(1) == "小于" else "小于")
        found += [check.rule for check in errors(read(turned), turned)]
    assert found
    assert set(found) == {"directions.words"}


def test_an_alternative_left_in_the_text_is_found() -> None:
    tried = 0
    for text, match in text_with(r"相比，?[^。\n]{0,20}(减少)\s*(?:<u>)?\d"):
        left = replaced(text, match, 1, "增加（减少）")
        new = [check for check in problems(read(left), left) if check.rule == "publication.leftovers"]
        assert [check.stated for check in new] == ["增加（减少）"]
        tried += 1
    assert tried


def test_a_form_total_that_does_not_add_up_is_found() -> None:
    tried = 0
    for text, match in text_with(r"总\s*分[：:]?\s+100\s+(\d\d\.\d{1,2})"):
        wrong = replaced(text, match, 1, f"{Decimal(match.group(1)) - 7}")
        found = errors(read(wrong), wrong)
        assert "forms.total_score" in {check.rule for check in found}
        assert all(check.rule.startswith("forms.") for check in found)
        tried += 1
    assert tried
