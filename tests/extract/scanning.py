"""Turns printed pages into scans: pages that are nothing but a picture, lying askew, blurred or noisy as wanted."""

from __future__ import annotations

import io
from collections.abc import Collection

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from published import Paper


def scanned(
    data: bytes,
    *,
    dpi: int = 150,
    skew: float = 0.0,
    blur: float = 0.0,
    noise: float = 0.0,
    quarters: int = 0,
    only: Collection[int] = (),
) -> bytes:
    """The PDF with its pages as pictures: all, or `only` those of these numbers. `skew` in degrees, `quarters` of a turn."""
    source, out = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    for index in range(len(source)):
        if only and index + 1 not in only:
            out.import_pages(source, [index])
            continue
        grey = np.asarray(source[index].render(scale=dpi / 72).to_pil().convert("L")).astype(np.float32)
        sheet = io.BytesIO()
        Image.fromarray(_worn(np.rot90(grey, quarters), skew, blur, noise)).save(sheet, "PDF", resolution=dpi, quality=70)
        out.import_pages(pypdfium2.PdfDocument(sheet.getvalue()))
    written = io.BytesIO()
    out.save(written)
    return written.getvalue()


def _worn(grey: np.ndarray, skew: float, blur: float, noise: float) -> np.ndarray:
    height, width = grey.shape
    if skew:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
        grey = cv2.warpAffine(np.ascontiguousarray(grey), turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    if blur:
        grey = cv2.GaussianBlur(np.ascontiguousarray(grey), (0, 0), blur)
    if noise:
        grey = grey * 0.85 + 25 + np.random.default_rng(7).normal(0, noise, grey.shape)
    return np.clip(grey, 0, 255).astype(np.uint8)


def has_chinese_font() -> bool:
    """True where pages set in a standard Chinese font come out with characters: the font is this machine's."""
    paper = Paper(60, 60)
    paper.text(10, 10, "国国", 20)
    page = pypdfium2.PdfDocument(paper.done())[0].render(scale=1).to_pil().convert("L")
    return int((np.asarray(page) < 128).sum()) > 60
