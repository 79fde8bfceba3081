"""All subjects of one report at once: each printed path is resolved one time, tables before prose, and noted where due."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from typing import Final, Generic, TypeVar

from etl.report import Explanation, Note, Observation, Report
from etl.resolve.catalogue import Catalogue, economic_catalogue, functional_catalogue
from etl.resolve.economic import EconomicNames, heads_of, resolve_economic
from etl.resolve.evidence import AmountEvidence, PathKey, PrintedPairs, by_groups, printed_pairs
from etl.resolve.functional import FunctionalNames, resolve_functional
from etl.resolve.outcome import REMARK_ZH, Outcome, Remark
from etl.vocabulary import Channel, Fund, Item

Row = Observation | Explanation
Key = TypeVar("Key", bound=Hashable)
EconomicKey = tuple[tuple[str, ...], Item]
CANDIDATES_SHOWN: Final = 8


def _is_table(row: Row) -> bool:
    return isinstance(row, Observation) and row.channel is Channel.TABLE


class _Subjects(Generic[Key]):
    """What the functional and the economic side share: outcomes by key, first places, notes."""

    def __init__(self, report: Report, national: Catalogue) -> None:
        self.national = national
        self.rows: tuple[Row, ...] = (*report.observations, *report.explanations)
        self.outcomes: dict[Key, Outcome] = {}
        self._printed: dict[tuple[str, str], Row] = {}  # code and name as printed → first row
        self._asked: dict[Key, list[Row]] = {}

    def key_of(self, row: Row) -> Key | None:
        """What the row is looked up by; None where its code is printed or no subject is named."""
        raise NotImplementedError

    def collect(self, pair_of: Callable[[Row], tuple[str, str]]) -> None:
        """Gather the pairs that tables print and the keys that rows ask for."""
        for row in self.rows:
            pair = pair_of(row)
            if all(pair) and _is_table(row):
                self._printed.setdefault(pair, row)
            key = self.key_of(row)
            if key is not None:
                self._asked.setdefault(key, []).append(row)

    def settle(self, look_up: Callable[[Key, PrintedPairs], Outcome], *, economic: bool) -> PrintedPairs:
        """Resolve the tables' keys, then those left open and the prose with what the tables gave as a dictionary."""
        pairs = printed_pairs(self._printed, self.national, economic=economic)
        found = dict.fromkeys(self._printed)
        for key, rows in self._asked.items():
            tables = [row for row in rows if _is_table(row)]
            if tables:
                outcome = look_up(key, pairs)
                if outcome.code:
                    self.outcomes[key] = outcome
                    found[outcome.code, self.name_in(key)] = None
        whole = printed_pairs(found, self.national, economic=economic) if len(found) > len(self._printed) else pairs
        for key in self._asked:
            if key not in self.outcomes:
                self.outcomes[key] = look_up(key, whole)
        return pairs

    def name_in(self, key: Key) -> str:
        """The most specific printed name of a key."""
        raise NotImplementedError

    def path_in(self, key: Key) -> tuple[str, ...]:
        """The printed path of a key."""
        raise NotImplementedError

    def code_of(self, row: Row) -> str:
        """The code found for a row; empty where none is or the row prints one."""
        key = self.key_of(row)
        return self.outcomes[key].code if key is not None else ""

    def label(self, code: str) -> str:
        """Code with its listed name."""
        return f"{code} {self.national.name_of(code)}".rstrip()

    def path_notes(self) -> Iterator[Note]:
        """One note for each path and remark, at the first place where the path is printed."""
        seen: dict[tuple[Remark, tuple[str, ...], Outcome], list[Row]] = {}
        for key, rows in self._asked.items():
            outcome = self.outcomes[key]
            for remark in outcome.remarks:
                seen.setdefault((remark, self.path_in(key), outcome), []).extend(rows)
        for (remark, path, outcome), rows in seen.items():
            text = f"科目“{'／'.join(name or '（未印）' for name in path)}”（{len(rows)}处）：{REMARK_ZH[remark]}"
            if outcome.code:
                text += f"，编码{self.label(outcome.code)}"
            elif outcome.candidates:
                shown = "、".join(self.label(code) for code in outcome.candidates[:CANDIDATES_SHOWN])
                more = f"等{len(outcome.candidates)}个" if len(outcome.candidates) > CANDIDATES_SHOWN else ""
                text += f"，候选：{shown}{more}"
            yield Note(code=remark.value, text=text, page=rows[0].page, line=rows[0].line)

    def pair_notes(self, pairs: PrintedPairs) -> Iterator[Note]:
        """One note for each printed pair of code and name that the list contradicts."""
        for code, name in pairs.at_odds:
            row = self._printed[code, name]
            text = f"表中科目{code}“{name}”：{REMARK_ZH[Remark.CODE_DIFFERS]}（目录：{self.label(code)}）"
            yield Note(code=Remark.CODE_DIFFERS.value, text=text, page=row.page, line=row.line)


class FunctionalSubjects(_Subjects[PathKey]):
    """Functional subjects of a report, see `resolve_functional`; open paths may be proven by amounts, or by their groups."""

    def __init__(self, report: Report) -> None:
        super().__init__(report, functional_catalogue(report.fiscal_year))
        self.collect(lambda row: (row.functional_code, row.functional_name))
        self._pairs = self.settle(self._look_up, economic=False)
        evidence = AmountEvidence(report, lambda row: row.functional_code or self.code_of(row))
        for key, code in evidence.proven(self.outcomes).items():
            self.outcomes[key] = replace(self.outcomes[key], code=code, remarks=(Remark.BY_AMOUNT,))
        for key, code in by_groups(self.outcomes).items():
            self.outcomes[key] = replace(self.outcomes[key], code=code, remarks=(Remark.BY_GROUP,))

    def _look_up(self, key: PathKey, pairs: PrintedPairs) -> Outcome:
        return resolve_functional(*key, FunctionalNames(self.national, pairs.catalogue, pairs.codes))

    def key_of(self, row: Row) -> tuple[tuple[str, ...], Fund] | None:
        """Path and fund."""
        return (row.functional_path, row.fund) if row.functional_path and not row.functional_code else None

    def path_in(self, key: PathKey) -> tuple[str, ...]:
        """The printed 类, 款, 项."""
        return key[0]

    def name_in(self, key: PathKey) -> str:
        """The deepest printed name."""
        return next((name for name in reversed(key[0]) if name), "")

    def notes(self) -> Iterable[Note]:
        """What a reader should know of the functional subjects."""
        return [*self.pair_notes(self._pairs), *self.path_notes()]


class EconomicSubjects(_Subjects[EconomicKey]):
    """Economic subjects of a report, see `resolve_economic`."""

    def __init__(self, report: Report) -> None:
        super().__init__(report, economic_catalogue(report.fiscal_year))
        self._heads = heads_of([row.economic_path for row in report.observations])
        self.collect(lambda row: (row.economic_code, row.economic_name))
        self._pairs = self.settle(self._look_up, economic=True)

    def _look_up(self, key: EconomicKey, pairs: PrintedPairs) -> Outcome:
        return resolve_economic(*key, EconomicNames(self.national, pairs.catalogue, pairs.codes, self._heads))

    def key_of(self, row: Row) -> EconomicKey | None:
        """Path and account; an explanation has a name only."""
        if row.economic_code:
            return None
        path = row.economic_path if isinstance(row, Observation) else ()
        path = path or ((row.economic_name,) if row.economic_name else ())
        return (path, row.item) if path else None

    def path_in(self, key: EconomicKey) -> tuple[str, ...]:
        """The printed class and item."""
        return key[0]

    def name_in(self, key: EconomicKey) -> str:
        """The deepest printed name."""
        return next((name for name in reversed(key[0]) if name), "")

    def notes(self) -> Iterable[Note]:
        """What a reader should know of the economic subjects."""
        return [*self.pair_notes(self._pairs), *self.path_notes()]
