"""Counts of the 三公 section: groups, persons, vehicles, batches, by what the sentence speaks of and the measure word."""

from __future__ import annotations

import re
from typing import Final

from etl.vocabulary import Item

_CLOSED_BRACKETS: Final = re.compile(r"（[^（）]*）(?!境)")
# the groups that come to visit are receptions, not journeys
_TOPIC: Final = re.compile(r"(?:来访|接待)[^，。；、\d]{0,10}团组|团组|出国|接待|保有|购置|来访")
_ABROAD: Final = re.compile(r"国（境）外|国外|外宾|外事|国内")
_NEAR: Final = 26
_BATCH_NOUN: Final = re.compile(r"(?:批次?|团组)(?:数|数量)?(?:为|：|共|是)*$")
_PERSON_NOUN: Final = re.compile(r"(?:人(?:次|数|员)+|来宾)(?:为|：|共|是)*$")
_GROUP_NOUN: Final = re.compile(r"团组?(?:数|数量|个数)?(?:为|：|共|累计|是)*$")
_LINK: Final = r"(?:为|是|：|共|计)*$"
_VEHICLES: Final = (
    (Item.VEHICLES_HELD, re.compile(rf"(?:保有(?:量|数量|数)?|(?:保有|共有|现有|实有)(?:一般)?公务用?车){_LINK}")),
    (Item.VEHICLES_PURCHASED, re.compile(rf"(?:购置|更新)(?:的)?(?:公务用?车|车辆|数量|数|量)*{_LINK}")),
)
_COUNTED_LATELY: Final = re.compile(
    r"(?:团组|出国（境）|接待|批次|人次|保有量?|购置|辆|个|外宾|费|元|数|为|：|，|、|共|计|累计|次|来访)[^。；\d]{0,12}$"
)


def count_item(before: str, unit: str) -> Item | None:
    """The count that a number is, from the sentence before it and the measure word behind it; None where neither tells."""
    near = before[-_NEAR:]
    if not _COUNTED_LATELY.search(near):
        return None
    open_text = _CLOSED_BRACKETS.sub("", before.replace("（境）", "境"))
    topics = _TOPIC.findall(open_text)
    topic = topics[-1][:2] if topics else ""
    if unit in ("辆", "台") or topic in ("保有", "购置"):
        return next((item for item, noun in _VEHICLES if noun.search(open_text)), None)
    if topic in ("接待", "来访"):
        return _reception(open_text, unit)
    if topic in ("团组", "出国"):
        if unit in ("人次", "人", "名") or _PERSON_NOUN.search(open_text):
            return Item.OVERSEAS_PERSONS
        if unit in ("个", "团", "组", "次", "批次", "批") or _GROUP_NOUN.search(open_text):
            return Item.OVERSEAS_GROUPS
    return None


def _reception(before: str, unit: str) -> Item | None:
    abroad = _ABROAD.findall(before.replace("国境外", "国（境）外"))
    foreign = bool(abroad) and abroad[-1] != "国内"
    if unit in ("人次", "人", "名") or (unit not in ("批次", "批") and _PERSON_NOUN.search(before)):
        return Item.RECEPTION_FOREIGN_PERSONS if foreign else Item.RECEPTION_DOMESTIC_PERSONS
    if unit in ("批次", "批") or _BATCH_NOUN.search(before):
        return Item.RECEPTION_FOREIGN_BATCHES if foreign else Item.RECEPTION_DOMESTIC_BATCHES
    return None
