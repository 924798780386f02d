"""The functions of the driver that Python calls, compiled here or ahead of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from circuitlab.engine.stepping import driver, resting


class Driver(NamedTuple):
    """The driver's functions, under their own names; what each does stands where it is written."""

    advance: Callable[..., int]
    call_all: Callable[..., object]
    copy_feeds: Callable[..., object]
    send_event: Callable[..., object]
    rouse_all: Callable[..., object]


COMPILED = Driver(
    driver.advance,
    driver.call_all,
    driver.copy_feeds,
    driver.send_event,
    resting.rouse_all,
)
"""Compiled for this processor at the first call, or loaded from the cache."""
