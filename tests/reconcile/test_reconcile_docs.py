"""The written catalogue and the rules say the same."""

from __future__ import annotations

import csv
import re

from etl.reconcile import rules
from etl.reconcile.docs import GROUPS, PAGE, SEED, rules_page, rules_seed

WRITE_ANEW = "run python -m etl.reconcile.docs"


def test_the_page_is_that_of_the_catalogue() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), WRITE_ANEW


def test_the_seed_of_the_marts_is_that_of_the_catalogue() -> None:
    assert SEED.read_text(encoding="utf-8") == rules_seed(), WRITE_ANEW


def test_every_rule_is_on_the_page_once_with_basis_and_example() -> None:
    rows = [line for line in rules_page().splitlines() if line.startswith("| `")]
    listed = [re.split(r"(?<!\\) \| ", row.strip("| ")) for row in rows if "." in row.split("`")[1]]
    assert sorted(cells[0].strip("`") for cells in listed) == [rule.id for rule in rules()]
    assert all(len(cells) == 6 and all(cells) for cells in listed)


def test_every_group_of_rules_has_a_chinese_title() -> None:
    assert {rule.id.partition(".")[0] for rule in rules()} <= set(GROUPS)


def test_every_rule_is_in_the_seed_with_its_title() -> None:
    found = {row["rule"]: row["title"] for row in csv.DictReader(rules_seed().splitlines())}
    assert found == {rule.id: rule.zh for rule in rules()}
