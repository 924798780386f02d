"""Making much that stays, without looking for garbage on the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Make much that stays without looking through it for garbage meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def lasting() -> Iterator[None]:
    """Make what stays until another circuit is opened: it is never looked through for garbage."""
    with without_collecting():
        try:
            yield
        finally:
            gc.freeze()
