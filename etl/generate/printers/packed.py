"""Word and Excel files are archives: packed anew without any clock, so that the same report is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Final

WRITTEN: Final = datetime(2024, 9, 2, 9)  # when all files say that they were written
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_CLOCK: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def without_clock(data: bytes) -> bytes:
    """The archive with fixed times, of its members and in its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _CLOCK.sub(rb"\g<1>" + f"{WRITTEN:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            target.writestr(member, content)
    return out.getvalue()
