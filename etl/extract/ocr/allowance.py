"""Telling whoever reads a file that a page must be recognised: it takes seconds, and memory of its own.

A reading process listens here to have its deadline moved and its memory limit raised; without a listener nothing happens.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar

_listener: ContextVar[Callable[[int], None] | None] = ContextVar("listener", default=None)


@contextlib.contextmanager
def announcing(listener: Callable[[int], None]) -> Iterator[None]:
    """Call `listener` with the number of each page that is about to be recognised."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def announce(page: int) -> None:
    """Say that a page is about to be recognised."""
    listener = _listener.get()
    if listener is not None:
        listener(page)
