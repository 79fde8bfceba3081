"""The dbt project and the rest of the program say the same: sources and models, labels and vocabulary."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from etl.marts_sources import SOURCES_FILE, sources_yaml
from etl.parse.sections import MEANINGS
from etl.parse.statements import kinds
from etl.settings import Settings
from etl.vocabulary import FUND_ZH, PHASE_ZH, Channel, MeasureUnit, Method

PROJECT = Settings().dbt_project_dir


def labels(of: str) -> dict[str, str]:
    with (PROJECT / "seeds" / "labels.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: row["label"] for row in csv.DictReader(handle) if row["list"] == of}


def models(folder: str) -> list[Path]:
    return sorted((PROJECT / "models" / folder).glob("*.sql"))


def test_sources_are_those_of_the_models() -> None:
    assert SOURCES_FILE.read_text(encoding="utf-8") == sources_yaml(), "run python -m etl.marts_sources"


def test_funds_and_phases_have_the_labels_of_the_vocabulary() -> None:
    assert labels("fund") == {fund.value: label for fund, label in FUND_ZH.items()}
    assert labels("phase") == {phase.value: label for phase, label in PHASE_ZH.items()}


def test_every_unit_channel_method_table_and_section_has_a_label() -> None:
    assert set(labels("measure_unit")) == set(MeasureUnit)
    assert set(labels("channel")) == set(Channel)
    assert set(labels("method")) == set(Method)
    assert set(labels("table")) == {kind for kind, _ in kinds.TITLES}
    assert set(labels("narrative")) == set(MEANINGS)


def test_a_staging_model_reads_one_source_and_is_named_after_it() -> None:
    for path in models("staging"):
        sources = re.findall(r"source\('(\w+)', '(\w+)'\)", path.read_text(encoding="utf-8"))
        assert len(sources) == 1
        schema, table = sources[0]
        assert path.stem == (f"stg_audit_{table}" if schema == "audit" else f"stg_{table}")


def test_only_staging_reads_sources_and_marts_read_no_facts() -> None:
    for path in (*models("intermediate"), *models("marts")):
        assert "source(" not in path.read_text(encoding="utf-8")
    for path in models("marts"):
        assert "stg_fact" not in path.read_text(encoding="utf-8")


def test_every_model_begins_with_its_imports_and_ends_with_all_of_the_last_step() -> None:
    for folder in ("staging", "intermediate", "marts"):
        for path in models(folder):
            text = path.read_text(encoding="utf-8")
            assert re.search(r"^with ", text, re.MULTILINE), path.name
            assert re.search(r"\nselect \* from \w+\n$", text), path.name
