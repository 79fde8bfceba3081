"""How long a report takes from its file to a checked Report, and what a worker needs: ``python -m bench.reading [FILE…]``.

Times are CPU seconds of one core, the best of several runs in one process after one run that compiles; the ratio is to
splitting and decoding the same file's lines and numbers, so that machines can be compared. Memory is the peak of a process that
reads the files one after the other.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from etl.pipeline import find_files, read_report
from etl.settings import PROJECT_ROOT

GOAL_SECONDS = 0.25
GOAL_MEGABYTES = 300
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def best(work: Callable[[], object], runs: int) -> float:
    """Least CPU seconds of several runs."""
    seconds = []
    for _ in range(runs):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return min(seconds)


def yardstick(path: Path) -> None:
    """What any reader must do at least: decode, split, find and convert numbers."""
    for line in path.read_bytes().decode("utf-8", errors="replace").splitlines():
        line.split()
        for found in _NUMBER.findall(line):
            Decimal(found.replace(",", ""))


def peak_megabytes(paths: list[Path]) -> float:
    """Peak memory of a fresh process that reads the files."""
    code = (
        "import sys, resource, pathlib; from etl.pipeline import read_report\n"
        "for name in sys.argv[1:]: read_report(pathlib.Path(name))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, paths)], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) / 1024


def main() -> None:
    """Print a row a file and the memory of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=25)
    options = parser.parse_args()
    corpus = PROJECT_ROOT.parent / "shared" / "corpus"
    folders = options.files or [corpus if corpus.is_dir() else PROJECT_ROOT / "samples" / "reports"]
    paths = [path for path in find_files(folders) if path.suffix == ".txt"]
    print(f"{'file':<44}{'KB':>6}{'numbers':>9}{'CPU s':>8}{'× yardstick':>13}  goal ≤ {GOAL_SECONDS} s")
    for path in paths:
        report = read_report(path)
        seconds = best(lambda path=path: read_report(path), options.runs)
        ratio = seconds / best(lambda path=path: yardstick(path), options.runs)
        size = path.stat().st_size / 1024
        verdict = "ok" if seconds <= GOAL_SECONDS else "over"
        print(f"{path.name:<44}{size:>6.0f}{report.coverage.tokens:>9}{seconds:>8.3f}{ratio:>13.1f}  {verdict}")
    peak = peak_megabytes(paths)
    print(f"peak memory of a reading process: {peak:.0f} MB (goal < {GOAL_MEGABYTES} MB)")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
