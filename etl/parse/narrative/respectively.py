"""Numbers listed for several accounts at once: ``甲、乙、丙分别为1.00万元、2.00万元、3.00万元，分别占…的10%、20%、30%``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from etl.parse.narrative.tokens import Sort, Token, zero_of_all

_JOINED: Final = re.compile(r"(?:、|和|及|以及|与)?$")
_LISTED: Final = re.compile(r"(?:支出|收入)?(?:、|和|及|以及|与)")
_LEAST: Final = 2


def spread(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with each number of such a list behind an account of its own, in the order of the accounts.

    Lists whose numbers are not just as many as the accounts before them are left as they are.
    """
    out: list[Token] = []
    accounts: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.sort is Sort.SENTENCE:
            accounts = []
        elif token.sort is Sort.ACCOUNT:
            accounts.append(token)
        elif token.sort is Sort.NUMBER and "分别" in text[max(0, token.start - 30) : token.start]:
            numbers = _run(tokens, at, text)
            named = _named(accounts, len(numbers), numbers[0].unit)
            if len(numbers) >= _LEAST and named:
                before = tokens[at - 1] if at else None
                share = before if before is not None and before.sort is Sort.SHARE else None
                for account, number in zip(named, numbers, strict=True):
                    lead = [word for word in (account, share) if word is not None]
                    out += [_stated_at(word, number.start) for word in lead]
                    out.append(number)
                at += len(numbers)
                continue
        elif token.sort is Sort.NUMBER and zero_of_all(token, text):
            for account in _joined(accounts, text)[:-1]:
                out += [_stated_at(account, token.start), token._replace(reach=token.start)]
            if accounts and len(out) > 1 and out[-1].sort is Sort.NUMBER:
                out.append(_stated_at(accounts[-1], token.start))
        out.append(token)
        at += 1
    return out


def _stated_at(word: Token, at: int) -> Token:
    """The word as if it stood right before a number."""
    return word._replace(start=at, end=at, reach=at)


def _joined(accounts: Sequence[Token], text: str) -> list[Token]:
    """The last accounts that are named one after the other with list signs between them."""
    run = list(accounts[-1:])
    for account in reversed(accounts[:-1]):
        if not _LISTED.fullmatch(text, account.end, run[0].start):
            break
        run.insert(0, account)
    return run


def _run(tokens: Sequence[Token], start: int, text: str) -> list[Token]:
    """The numbers of one unit that follow each other with nothing but list signs between them."""
    run = [tokens[start]]
    for token in tokens[start + 1 :]:
        if token.sort is not Sort.NUMBER or token.unit != run[0].unit or not _JOINED.match(text[run[-1].reach : token.start]):
            break
        run.append(token)
    return run


def _named(accounts: Sequence[Token], count: int, unit: str) -> list[Token]:
    """The last accounts before the list, as many as it has numbers; empty where there are fewer."""
    return list(accounts[-count:]) if unit and len(accounts) >= count else []
