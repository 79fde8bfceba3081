"""How a printed number goes wrong: another digit, one lost, two exchanged, four places shifted."""

from __future__ import annotations

from decimal import Decimal
from random import Random


def other_digit(text: str, chance: Random) -> str:
    """Another digit before the decimal point; the first stays a number's first."""
    at = chance.choice(_whole(text))
    left = [digit for digit in "123456789" if digit != text[at]]
    return text[:at] + chance.choice(left) + text[at + 1 :]


def other_first_digit(text: str, chance: Random) -> str:
    """Another first digit: what no percentage with two decimals fits any more."""
    return chance.choice([digit for digit in "123456789" if digit != text[0]]) + text[1:]


def higher_first_digit(text: str, chance: Random) -> str:
    """A higher first digit, so that a list adds up to more than its total even where it may be incomplete."""
    higher = [digit for digit in "23456789" if digit > text[0]]
    return chance.choice(higher) + text[1:] if higher else text


def lost_digit(text: str, chance: Random) -> str:
    """A digit before the decimal point left out; never so that nothing or a leading zero is left."""
    bare = text.replace(",", "")
    places = [at for at in _whole(bare)[1:] if bare[at] != bare[at - 1]]
    if not places:
        return text
    at = chance.choice(places)
    return _like(bare[:at] + bare[at + 1 :], text)


def exchanged_digits(text: str, chance: Random) -> str:
    """Two digits beside each other in each other's place."""
    bare = text.replace(",", "")
    places = [at for at in _whole(bare)[1:] if bare[at] != bare[at - 1] and bare[at] != "0"]
    if not places:
        return text
    at = chance.choice(places)
    return _like(bare[: at - 1] + bare[at] + bare[at - 1] + bare[at + 1 :], text)


def ten_thousandfold(text: str, chance: Random) -> str:
    """The number in the next unit, 万元 as 元 or the other way, under the unit that was right for it before."""
    del chance
    return _like(f"{Decimal(text.replace(',', '')) * 10_000:.2f}", text)


def last_digit(text: str, chance: Random) -> str:
    """The last digit one higher or lower."""
    step = 1 if text[-1] == "0" else -1 if text[-1] == "9" else chance.choice((1, -1))
    return f"{text[:-1]}{int(text[-1]) + step}"


def _whole(text: str) -> list[int]:
    """Where the digits before the decimal point stand."""
    end = text.find(".") if "." in text else len(text)
    return [at for at in range(end) if text[at].isdigit()]


def _like(number: str, text: str) -> str:
    """A number with commas where the other has them."""
    return f"{Decimal(number):,}" if "," in text else number
