"""Chance that depends on nothing but the words it is asked with: the same question, the same answer, on every machine."""

from __future__ import annotations

import random
from collections.abc import Sequence


def dice(*words: object) -> random.Random:
    """A generator of numbers for this purpose alone, so that adding a draw in one place moves nothing in another."""
    return random.Random("/".join(str(word) for word in words))  # noqa: S311


def per_mille(amount: int, share: int) -> int:
    """`share` thousandths of an amount in cents, rounded down; money never passes through a float."""
    return amount * share // 1000


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """An amount in cents in parts by weight; what rounding leaves goes to the heaviest part, so the parts add up exactly."""
    whole = sum(weights)
    if not whole:
        raise ValueError("没有权重，无法分配")
    parts = [amount * weight // whole for weight in weights]
    parts[max(range(len(weights)), key=lambda i: weights[i])] += amount - sum(parts)
    return parts
