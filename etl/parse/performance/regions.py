"""Where the performance forms of a document begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from etl.extract.document import Document, Line
from etl.parse.flow import is_page_number
from etl.parse.performance.facts import points
from etl.parse.performance.raw import FormKind
from etl.parse.performance.wording import TITLE, TOTAL_LABELS, UNLEVELLED_HEADER, ideographs, squeeze, total_words

_HEAD_WORDS: Final = re.compile(r"项目(?:支出)?名称|主管部门|实施单位|部门单位名称|单位名称|部门名称|资金来源")
_PROJECT: Final = re.compile(r"项目(?:支出)?名称")
_PIECE: Final = 4  # characters of a line that may be a piece of a label
_MONEY_WORDS: Final = re.compile(r"预算数|预算.{0,3}执行数|执行率")
_OVERALL_HEAD: Final = re.compile(r"^(?:预算)?(?:部门|单位)(?:（单位）|（部门）)?名称")
_INDICATOR_WORDS: Final = re.compile(r"二级指标|三级指标")
_PREFIX: Final = re.compile(
    r"^(?:附[件表]\d{0,2}(?:-\d+)?[：:、.．]?|\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
)
_RESULT_WORDS: Final = re.compile(r"得分|评分|完成|自评")  # a form of targets only has none of them in its header
_TOTAL: Final = re.compile(rf"^(?:{'|'.join(sorted(TOTAL_LABELS, key=len, reverse=True))})(?:\d|$)")
_NUMBER_LINE: Final = re.compile(r"[\d.]+分?|分")
_HEADING: Final = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]部分)")
_WITHIN: Final = 16  # printed lines after a title in which the head of the form stands
_TOTAL_LINES: Final = 4  # the total and what goes on below it
_LEAST_TOTAL: Final = 60  # the weights of a form add up to 100, or nearly
_PARAGRAPH: Final = 24  # a line of so many characters without cells is no row of a table


@dataclass(frozen=True, slots=True)
class FormRegion:
    """The lines of one form, from its title to its last row: indices into the document's lines, `end` exclusive."""

    kind: FormKind
    start: int
    end: int


def find_forms(document: Document) -> tuple[FormRegion, ...]:
    """The performance forms of a document in printed order; the narrative between two forms is in neither."""
    lines = document.lines
    starts = [i for i in document.lines_with("表") if is_title(lines[i]) and _begins_form(lines, i)]
    starts = sorted({*starts, *_untitled(document, starts)})
    regions: list[FormRegion] = []
    for start, bound in pairwise([*starts, len(lines)]):
        header = _indicator_header(lines, start, bound)
        if header is None or not _RESULT_WORDS.search(ideographs("".join(_following(lines, header, _WITHIN)))):
            continue
        end = _end(lines, header, bound)
        if regions and not _has_total(lines, regions[-1]) and _goes_on(lines, start, header):
            regions[-1] = replace(regions[-1], end=end)
        else:
            regions.append(FormRegion(_kind(lines, start), start, end))
    return tuple(regions)


def _has_total(lines: Sequence[Line], region: FormRegion) -> bool:
    return any(_is_total(line, squeeze(line.text)) for line in lines[max(region.start, region.end - _TOTAL_LINES) : region.end])


def _goes_on(lines: Sequence[Line], start: int, header: int) -> bool:
    """True for a title printed again, as 续表 or as it was, above the rest of a form: no head of its own stands below it."""
    words = ideographs("".join(line.text for line in lines[start + 1 : header + 1]))
    return not _HEAD_WORDS.search(words) and not _MONEY_WORDS.search(words)


def is_title(line: Line) -> bool:
    """True for a line that is the title of a form and nothing else."""
    if len(line.text) > 200:
        return False
    return bool(TITLE.fullmatch(_PREFIX.sub("", squeeze(line.text).strip("《》"))))


def _following(lines: Sequence[Line], start: int, count: int) -> list[str]:
    """Squeezed text of the next printed lines."""
    found: list[str] = []
    for line in lines[start : start + 4 * count]:
        if not line.blank:
            found.append(squeeze(line.text))
            if len(found) == count:
                break
    return found


def _begins_form(lines: Sequence[Line], title: int) -> bool:
    words = ideographs("".join(_following(lines, title + 1, _WITHIN)))
    return bool(_HEAD_WORDS.search(words)) and bool(_MONEY_WORDS.search(words))


def _untitled(document: Document, titled: Sequence[int]) -> list[int]:
    """Heads of forms above which no title is printed."""
    lines = document.lines
    found: list[int] = []
    for i in document.lines_with("项"):
        if "名" not in lines[i].text or not _PROJECT.match(_head_word(lines, i)):
            continue
        before = [start for start in titled if start < i]
        if before and len(_following(lines, before[-1], i - before[-1])) <= _WITHIN // 2:
            continue
        words = ideographs("".join(_following(lines, i, _WITHIN)))
        if "主管部门" in words and "实施单位" in words and _MONEY_WORDS.search(words):
            found.append(i)
    return found


def _head_word(lines: Sequence[Line], start: int) -> str:
    """A printed line, with the one below it where it is a piece of a label (``项目名`` / ``称 …``)."""
    text = squeeze(lines[start].text)
    return text if len(text) > _PIECE else text + "".join(_following(lines, start + 1, 1))


def _kind(lines: Sequence[Line], start: int) -> FormKind:
    if "整体" in squeeze(lines[start].text):
        return "overall"
    head = _following(lines, start + 1, _WITHIN // 2)
    project = any(_PROJECT.match(text) for text in head)
    return "overall" if not project and any(_OVERALL_HEAD.match(text) for text in head) else "project"


def _indicator_header(lines: Sequence[Line], start: int, bound: int) -> int | None:
    """Index of the line where the header of the indicator table is complete."""
    words = ""
    for i in range(start, bound):
        if lines[i].blank:
            continue
        words = (words + ideographs(lines[i].text))[-60:]
        if _INDICATOR_WORDS.search(words) or UNLEVELLED_HEADER.search(words):
            return i
    return None


def _end(lines: Sequence[Line], header: int, bound: int) -> int:
    """Index after the last row: after the total row, else before the paragraph or heading that follows the table."""
    last = header
    tabular = bool(lines[header].cells)
    for i in range(header + 1, bound):
        line = lines[i]
        if line.blank or is_page_number(line):
            continue
        key = squeeze(line.text)
        if _is_total(line, key):
            return _after_numbers(lines, i, key, bound)
        if tabular and not line.cells and len(key) >= _PARAGRAPH:
            break
        if _HEADING.match(key) and (not tabular or (not line.cells and lines[i - 1].blank)):
            break
        last = i
    return last + 1


def _is_total(line: Line, key: str) -> bool:
    if not line.cells:
        return bool(_TOTAL.match(key))
    return is_total_row([cell for text in line.cells if (cell := squeeze(text))])


def is_total_row(cells: Sequence[str]) -> bool:
    """True for the squeezed filled cells of a total row: its label and numbers, and perhaps words on the whole behind them.

    A row of hardly more than two numbers, the first of them the sum of weights, is one whose label was lost.
    """
    numbers = [points(cell) for cell in cells]
    words = total_words("".join(cells))
    if words in TOTAL_LABELS or (words[:2] in TOTAL_LABELS and len(words) <= 4 and any(n is not None for n in numbers)):
        return True
    concluded = len(cells) > 1 and ideographs(cells[0]) in TOTAL_LABELS and numbers[1] is not None
    if concluded and (numbers[1] or 0) >= _LEAST_TOTAL:
        return True
    printed = [number for number in numbers if number is not None]
    return len(printed) == 2 and printed[0] >= _LEAST_TOTAL and len(ideographs("".join(cells))) <= 3


def _after_numbers(lines: Sequence[Line], total: int, key: str, bound: int) -> int:
    """Index after the numbers of a total that go on below its label."""
    end = total + 1
    if lines[total].cells:
        return end
    found = len(re.findall(r"\d+(?:\.\d+)?", " ".join(lines[total].text.split())))
    done = found >= 2 and not key.endswith(".")
    for i in range(total + 1, min(bound, total + 8)):
        if lines[i].blank:
            continue
        text = squeeze(lines[i].text)
        if not _NUMBER_LINE.fullmatch(text) or (done and text != "分"):
            break
        done = True
        end = i + 1
    return end
