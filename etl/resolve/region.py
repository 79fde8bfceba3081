"""Where an organisation belongs: the region that its name begins with, matched over the list of GB/T 2260."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from etl.parse.flow import canonical
from etl.reference import Region, regions
from etl.resolve.places import CORPS, CORPS_DIVISIONS, CORPS_REGION, NO_DIVISION, NOT_A_PLACE, PEOPLES, PREFIXES, UNLISTED, ZONE

_DEPTH: Final = {"province": 1, "prefecture": 2, "county": 3}
_SUFFIX: Final = "省市区县州盟旗"
_ORGAN_AFTER: Final = "委政党直属级"  # 宁夏区委: the word after a shortened name is no part of another place
_AUTONOMOUS: Final = re.compile(rf"^(?P<stem>.*?)(?P<people>(?:(?:{'|'.join(PEOPLES)})族?)+)自治(?P<kind>[州县旗])$")
_BRACKET: Final = re.compile(r"（([^（）]+)）")
_DIVISION: Final = re.compile(r"^第(十?[一二三四五六七八九十])师")


@dataclass(frozen=True, slots=True)
class Found:
    """The regions that a name may mean: none, one, or several of the same name.

    `rest` is the name behind the place, `prefix` what stands before it (中共); `shortened` where the place is printed without
    its kind (宁夏); `zone` where a development zone follows that has no code of its own; `former` where only the stem is listed
    today (湟中县, now a 区); `unlisted` is a division that the list lacks, so that the region stays open; `corps` tells whether
    新疆生产建设兵团 is meant as a ``whole`` or a ``division`` of it.
    """

    codes: tuple[str, ...] = ()
    rest: str = ""
    shortened: bool = False
    zone: bool = False
    former: bool = False
    unlisted: str = ""
    corps: str = ""
    prefix: str = ""

    @property
    def organisation(self) -> str:
        """The name without its place."""
        return self.prefix + self.rest


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    region: Region
    shortened: bool


@cache
def _by_code() -> dict[str, Region]:
    return {region.adcode: region for region in regions()}


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    """Spellings of all places by their first character."""
    table: dict[str, list[_Form]] = defaultdict(list)
    for region in regions():
        for text, shortened in _spellings(region):
            table[text[0]].append(_Form(text, region, shortened))
    return {first: tuple(forms) for first, forms in table.items()}


def _spellings(region: Region) -> list[tuple[str, bool]]:
    """Full name first; provinces and prefectures also without their kind, autonomous places also without their peoples."""
    spellings = [(region.name, False)]
    autonomous = _AUTONOMOUS.match(region.name)
    if autonomous:
        stem = autonomous["stem"] or autonomous["people"].removesuffix("族")
        spellings.append((stem + autonomous["kind"], False))
        if region.level == "prefecture":
            spellings.append((stem, True))
    elif region.level != "county":
        stem = re.sub(r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|地区|[省市盟])$", "", region.name)
        if 2 <= len(stem) < len(region.name):
            spellings.append((stem, True))
    return spellings


def level_of(code: str) -> str:
    """The level of a listed region."""
    return _by_code()[code].level


def lies_in(code: str, other: str) -> bool:
    """True where the region is the other one or a part of it."""
    at: str = code
    while at:
        if at == other:
            return True
        at = _by_code()[at].parent_adcode
    return False


def find_region(name: str) -> Found:
    """Match the region at the start of an organisation's name.

    Province, prefecture and county follow each other, each may be left out; the reading that explains most of the name wins,
    and a name that several places bear yields them all. A place in brackets behind a development zone is the zone's own.
    """
    text = canonical(name)
    found = _corps(text) or _from_start(text)
    if not found.codes and not found.unlisted:
        prefix = next((one for one in PREFIXES if text.startswith(one)), "")
        if prefix:
            found = replace(_from_start(text.removeprefix(prefix)), prefix=prefix)
    return _in_brackets(found)


def _corps(text: str) -> Found | None:
    prefix = next((name for name in CORPS if text.startswith(name)), "")
    rest = text.removeprefix(prefix)
    division = _DIVISION.match(rest)
    if division:
        code = CORPS_DIVISIONS.get(division[1], CORPS_REGION)
        place = _by_code()[code].name
        rest = rest[division.end() :]
        return Found((code,), rest.removeprefix(f"（{place}）").removeprefix(place), corps="division")
    return Found((CORPS_REGION,), rest, corps="whole") if prefix else None


def _readings(text: str, inside: Region | None) -> list[tuple[int, bool, Region]]:
    """All chains of places at the start: characters read, whether the last is shortened, the innermost place."""
    out: list[tuple[int, bool, Region]] = []
    for form in _forms().get(text[:1], ()):
        region, size = form.region, len(form.text)
        if not text.startswith(form.text):
            continue
        if inside and (_DEPTH[region.level] <= _DEPTH[inside.level] or not lies_in(region.adcode, inside.adcode)):
            continue
        if form.shortened and _is_part_of_word(text[size:]):
            continue
        out.append((size, form.shortened, region))
        out.extend((size + more, short, inner) for more, short, inner in _readings(text[size:], region))
    return out


def _is_part_of_word(follows: str) -> bool:
    """True where what follows a shortened name makes it the name of something else."""
    other_kind = follows[:1] in tuple(_SUFFIX) and follows[1:2] not in tuple(_ORGAN_AFTER)
    return other_kind or NOT_A_PLACE.match(follows) is not None


def _from_start(text: str) -> Found:
    readings = _readings(text, None)
    if not readings:
        return _by_stem(text, Found(rest=text))
    longest = max(size for size, _, _ in readings)
    best = {region.adcode: short for size, short, region in readings if size == longest}
    rest = text[longest:]
    found = Found(tuple(sorted(best)), rest, shortened=all(best.values()), zone=bool(ZONE.search(rest.split("（")[0])))
    if len(best) == 1 and not found.zone and level_of(found.codes[0]) != "county":
        return _by_stem(rest, found)
    return found


def _by_stem(text: str, found: Found) -> Found:
    """A division named in full that is not listed: renamed where one of the same stem is listed there, else unlisted."""
    printed = UNLISTED.match(text)
    if printed is None or NO_DIVISION.search(printed[0]):
        return found
    outer = found.codes[0] if found.codes else None
    stem = printed["stem"]
    today = re.compile(rf"{re.escape(stem)}(?:[县市区旗]|.*自治[县旗])")
    same = [
        region.adcode
        for region in regions()
        if region.level == "county" and today.fullmatch(region.name) and (outer is None or lies_in(region.adcode, outer))
    ]
    if same and len(stem) > 1:
        return Found(tuple(same), text[printed.end() :], former=True)
    return replace(found, codes=(), unlisted=printed[0]) if outer else found


def _in_brackets(found: Found) -> Found:
    """A bracket that holds nothing but a place narrows the region down (开发区（乌鲁木齐市新市区））."""
    for bracket in _BRACKET.finditer(found.rest):
        readings = [one for one in _readings(bracket[1], None) if one[0] == len(bracket[1])]
        codes = tuple(
            sorted(
                {
                    region.adcode
                    for _, _, region in readings
                    if not found.codes or any(lies_in(region.adcode, c) for c in found.codes)
                }
            )
        )
        if codes:
            rest = found.rest[: bracket.start()] + found.rest[bracket.end() :]
            return Found(codes, rest, prefix=found.prefix)
    return found
