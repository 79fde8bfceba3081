"""All benchmarks one after the other: ``make bench``."""

from __future__ import annotations

import runpy

for module in ("bench.reading", "bench.loading"):
    print(f"== {module}")
    runpy.run_module(module, run_name="__main__")
