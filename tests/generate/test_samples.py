"""The samples are what the generator writes; who changes it writes them anew (``samples/README.md`` has the command)."""

from __future__ import annotations

from pathlib import Path

from etl.generate import generate

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def _bytes(folder: Path, names: tuple[str, ...]) -> dict[Path, bytes]:
    return {p.relative_to(folder): p.read_bytes() for name in names for p in sorted((folder / name).rglob("*")) if p.is_file()}


def test_samples_are_what_the_generator_writes(tmp_path: Path) -> None:
    generate(24, years=range(2021, 2024), units=6, layout=None, output=tmp_path / "reports", gold=tmp_path / "gold")
    assert _bytes(SAMPLES, ("reports", "gold")) == _bytes(tmp_path, ("reports", "gold"))


def test_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file() and "parsed" not in path.parts) < 1_500_000
