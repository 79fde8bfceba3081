"""How long a PDF of 30 pages with its tables takes on one core, and how much memory: ``python -m bench.extract [FILE…]``.

Without files a report of 30 ruled pages is drawn. Limits of the project: 3 s and 500 MB.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from etl.extract import read_file
from etl.settings import Settings

PAGES, ROWS, COLUMNS = 30, 26, 9
LIMIT_SECONDS, LIMIT_MEGABYTES = 3.0, 500.0


def drawn_report() -> bytes:
    """A PDF of ruled tables, each cell framed by thin boxes as Word draws them."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(842, 595))
    for page in range(PAGES):
        canvas.setFont("STSong-Light", 10)
        for row in range(ROWS):
            for column in range(COLUMNS):
                x, y = 40 + 84 * column, 530 - 19 * row
                canvas.rect(x, y, 84, 0.5, stroke=0, fill=1)
                canvas.rect(x, y, 0.5, 19, stroke=0, fill=1)
                text = (
                    f"{page * 100 + row:,}.{column:02d}" if column > 1 else "行政事业单位养老" if column else f"{2080500 + row}"
                )
                canvas.drawString(x + 3, y + 6, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def measure(path: Path) -> tuple[float, float, int, int]:
    """Seconds of one core, megabytes at most, pages and lines of reading a file, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_read, (path,))


def _read(path: Path) -> tuple[float, float, int, int]:
    began = time.process_time()
    document = read_file(path, Settings())
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, peak, len({line.page for line in document.lines}), len(document.lines)


def main(files: list[str]) -> int:
    """Measure the files; 1 where a limit is not met for 30 pages."""
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(name) for name in files]
        if not paths:
            paths = [Path(folder) / "drawn.pdf"]
            paths[0].write_bytes(drawn_report())
        print(f"{'file':32} {'pages':>5} {'lines':>6} {'cpu s':>6} {'s/30p':>6} {'MB':>6}")
        for path in paths:
            seconds, megabytes, pages, lines = measure(path)
            per_thirty = seconds * 30 / max(pages, 1)
            print(f"{path.name:32} {pages:5} {lines:6} {seconds:6.2f} {per_thirty:6.2f} {megabytes:6.0f}")
            status |= per_thirty > LIMIT_SECONDS or megabytes > LIMIT_MEGABYTES
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
