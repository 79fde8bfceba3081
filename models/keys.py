"""Keys computed from content: the same thing has the same key in every warehouse and after every reload."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Final

NOT_APPLICABLE: Final = 0
_POSITIVE: Final = (1 << 63) - 1


def content_key(*parts: object) -> int:
    """A positive bigint from the text of `parts`, never 0 (the member "not applicable"); None counts as empty text.

    63 bits: among ten million rows two collide with a probability of five in a million, and a primary key shows it.
    """
    digest = blake2b(_joined(parts), digest_size=8).digest()
    return int.from_bytes(digest, "big") & _POSITIVE or 1


def content_keys(*parts: object) -> Callable[[int], int]:
    """``content_key(*parts, number)`` for many numbers, with the hash of `parts` done once."""
    prefix = blake2b(_joined((*parts, "")), digest_size=8)

    def key(number: int) -> int:
        digest = prefix.copy()
        digest.update(b"%d" % number)
        return int.from_bytes(digest.digest(), "big") & _POSITIVE or 1

    return key


def _joined(parts: tuple[object, ...]) -> bytes:
    """The parts with a separator that cannot occur in them."""
    texts = ("" if part is None else str(part).replace("\x1e", "\x1e0").replace("\x1f", "\x1e1") for part in parts)
    return "\x1f".join(texts).encode("utf-8", "surrogatepass")
