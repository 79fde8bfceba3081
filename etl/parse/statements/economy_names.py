"""Economic subjects of tables that print names only: which subject a text between two amounts names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from etl.parse.statements import labels
from etl.parse.statements.names import economic_classes
from etl.parse.statements.rows import Row, Subject, figure
from etl.parse.statements.sheets import Sheet, is_column_numbers
from etl.parse.statements.tokens import Token
from etl.reference import economic_subjects

LEAST_NAMES: Final = 3  # names of the official list, so many of which make a table one of economic subjects
_LEAST_BEGUN: Final = 4  # characters of a name whose rest is printed behind its amount


@cache
def _classes_of() -> dict[str, frozenset[str]]:
    """For each name of a group (款), the names of the classes (类) that have one of this name."""
    classes = {code: name for name, code in economic_classes().items()}
    out: dict[str, set[str]] = {}
    for subject in economic_subjects():
        if len(subject.code) == 5 and subject.code[:3] in classes:
            out.setdefault(subject.name, set()).add(classes[subject.code[:3]])
    return {name: frozenset(found) for name, found in out.items()}


def is_name(text: str) -> bool:
    """True for the name of an economic subject, numbered or not."""
    name = labels.plain(text)
    return name in economic_classes() or name in _classes_of()


def name_at_end(text: str) -> str:
    """The longest name of an economic subject with which a run of text ends; empty where it ends with none."""
    return next((text[at:] for at in range(len(text)) if is_name(text[at:])), "")


def begun_at_end(text: str) -> str:
    """The longest end of a run of text that begins the name of a subject without finishing it; empty where there is none."""
    known = (*economic_classes(), *_classes_of())
    ends = (text[at:] for at in range(len(text) - _LEAST_BEGUN + 1))
    return next((end for end in ends if any(name.startswith(end) and name != end for name in known)), "")


def finished(begun: str, text: str) -> int:
    """How many characters of `text` finish the name that `begun` begins; 0 where they do not."""
    return next((length for length in range(len(text), 0, -1) if is_name(begun + text[:length])), 0)


@dataclass
class Classes:
    """The classes met so far, newest last: a name that several classes have belongs to the newest of these."""

    seen: list[str] = field(default_factory=list)

    def subject(self, name: str) -> Subject:
        """The subject that a printed name stands for, with its class where the rows above tell it."""
        name = labels.plain(name)
        above = _classes_of().get(name, frozenset())
        if name in economic_classes() and not (above & frozenset(self.seen)):
            self.seen.append(name)
            return Subject(economic_name=name, economic_path=(name,))
        own = next((seen for seen in reversed(self.seen) if seen in above), "")
        return Subject(economic_name=name, economic_path=(own, name))


def prints_names(sheet: Sheet) -> bool:
    """True where the table names subjects of the official list before its amounts."""
    rows = sheet.grid if sheet.in_cells else sheet.tokens
    texts = (token.text for row in rows for token in row if token is not None and not token.is_number)
    return sum(1 for text in texts if name_at_end(text)) >= LEAST_NAMES


@dataclass
class _Running:
    """Running text with the names of empty cells in it: an amount belongs to the name that ends right before it."""

    total: Callable[[str], Subject | None]
    classes: Classes = field(default_factory=Classes)
    rows: list[Row] = field(default_factory=list)
    text: str = ""  # printed since the last amount
    begun: str = ""  # the name of the last row as far as it is printed

    def label(self, token: Token) -> None:
        """Text: the rest of the name of the row above, then names of empty cells and the name of the next amount."""
        text = token.text
        if self.begun and (length := finished(self.begun, text)):
            self.rows[-1].subject = self.classes.subject(self.begun + text[:length])
            text = text[length:]
        self.begun = ""
        for piece in labels.SPLIT.split(text):
            self.text = piece if self.total(piece) is not None else self.text + piece
            if piece in economic_classes() and piece not in self.classes.seen:
                self.classes.seen.append(piece)  # a class without an amount still tells whose groups follow

    def amount(self, token: Token) -> None:
        """A number: a further column of the row above where no text stands between, else a row of its own."""
        found = figure(token)
        if found is None:
            return
        if self.text:
            subject = self.total(self.text)
            name = name_at_end(self.text)
            if subject is None and name:
                subject = self.classes.subject(name)
            elif subject is None:
                self.begun = begun_at_end(self.text)
                subject = Subject(economic_name=self.begun, economic_path=("", self.begun)) if self.begun else None
            self.text = ""
            if subject is None:
                return
            self.rows.append(Row(subject, token.line))
        if self.rows:
            self.rows[-1].add(found)


def read_running(sheet: Sheet, start: int, total: Callable[[str], Subject | None]) -> list[Row]:
    """The rows of a table of names printed as running text, from the body line `start` on."""
    state = _Running(total)
    for at in range(start, len(sheet.tokens)):
        tokens = sheet.tokens[at]
        if is_column_numbers(tokens):
            sheet.claim_lines([sheet.body[at]], "column_number")
            continue
        for token in tokens:
            if token.is_number:
                state.amount(token)
            elif not token.is_empty_mark and not labels.HEADER_WORDS.match(token.text):
                state.label(token)
    return state.rows
