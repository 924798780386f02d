"""Stimuli: currents into cells as NeuroML's generators, and spikes of sources as lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from circuitlab.exchange.neuroml.document import made
from circuitlab.exchange.neuroml.numbers import number, quantity

MOST_PULSES = 20_000
"""Generators of one stimulus: beyond, a file of them would be of no use."""
_EARLY = 0.25
"""Part of a step by which a generator begins early: jNeuroML then gives whole steps."""


@dataclass(frozen=True, slots=True)
class Timing:
    """For which run and which step of the other simulator generators are written.

    Attributes
    ----------
    duration, step : ms
    """

    duration: float
    step: float

    def starts(self, at: float) -> str:
        """When a generator is to begin, for what begins at a time (ms)."""
        return quantity(max(at - _EARLY * self.step, 0.0), "ms")


Values = Mapping[str, float]
Generators = Callable[[Values, Timing], Iterator[ET.Element]]


class TooMany(ValueError):
    """A stimulus has more pulses in a run than a file may hold."""


def pulses(values: Values, window: Timing) -> Iterator[tuple[float, float]]:
    """Beginnings and lengths (ms) of the pulses of a stimulus within a run.

    Raises
    ------
    TooMany
    """
    start, width, period, count = (values[name] for name in ("start", "width", "period", "count"))
    last = min(start + count * period, window.duration)
    if last > start and (last - start) / period > MOST_PULSES:
        raise TooMany
    number = 0
    while start + number * period < last and number < count:
        begins = start + number * period
        lasting = min(width, last - begins) if begins + width > last else width
        if lasting > 0.0:
            yield begins, lasting
        number += 1


def _pulse(values: Values, window: Timing) -> Iterator[ET.Element]:
    for begins, lasting in pulses(values, window):
        yield pulse(values["amplitude"], begins, lasting, window)


def pulse(amplitude: float, begins: float, lasting: float, window: Timing) -> ET.Element:
    """A rectangular current (pA, ms)."""
    attributes = {
        "delay": window.starts(begins),
        "duration": quantity(lasting, "ms"),
        "amplitude": quantity(amplitude, "pA"),
    }
    return made("pulseGenerator", attributes)


def _ramp(values: Values, window: Timing) -> Iterator[ET.Element]:
    rise = (values["final"] - values["initial"]) / values["width"]
    for begins, lasting in pulses(values, window):
        yield _slope(values["initial"], values["initial"] + rise * lasting, begins, lasting, window)


def _slope(first: float, last: float, begins: float, lasting: float, window: Timing) -> ET.Element:
    attributes = {
        "delay": window.starts(begins),
        "duration": quantity(lasting, "ms"),
        "startAmplitude": quantity(first, "pA"),
        "finishAmplitude": quantity(last, "pA"),
        "baselineAmplitude": "0pA",
    }
    return made("rampGenerator", attributes)


def _sine(values: Values, window: Timing) -> Iterator[ET.Element]:
    for begins, lasting in pulses(values, window):
        if values["offset"] != 0.0:
            yield pulse(values["offset"], begins, lasting, window)
        attributes = {
            "delay": window.starts(begins),
            "phase": number(2.0 * np.pi * values["turns"]),
            "duration": quantity(lasting, "ms"),
            "amplitude": quantity(values["amplitude"], "pA"),
            "period": quantity(1.0 / values["per_ms"], "ms"),
        }
        yield made("sineGenerator", attributes)


def played(
    values: Values, times: NDArray[np.float64], heights: NDArray[np.float64], window: Timing
) -> Iterator[ET.Element]:
    """A current that follows a curve of points, as one slope after another.

    Raises
    ------
    TooMany
    """
    for begins, lasting in pulses(values, window):
        if len(times) > MOST_PULSES:
            raise TooMany
        for first, last, low, high in zip(times, times[1:], heights, heights[1:], strict=False):
            end = min(last, lasting)
            if end > first and (low or high):
                top = low + (high - low) * (end - first) / (last - first)
                gain = values["gain"]
                yield _slope(gain * low, gain * top, begins + first, end - first, window)


GENERATORS: Mapping[str, Generators] = MappingProxyType(
    {"current_pulse": _pulse, "current_ramp": _ramp, "sine_current": _sine}
)
"""Mechanism of a stimulus → the generators that do the same."""


def spike_array(times: NDArray[np.float64], step: float) -> tuple[ET.Element, int]:
    """A source that fires at given times (ms), and how many of its spikes come later than they do.

    Spikes must follow each other by at least a step: one that does not is moved to the next. Each
    is a quarter of a step early, or it would fall into the step after.
    """
    kept: list[float] = []
    moved = 0
    for time in np.sort(times).tolist():
        free = kept[-1] + step if kept else time
        moved += time < free - 1e-9
        kept.append(max(time, free))
    spikes = [
        made("spike", {"id": str(place), "time": quantity(max(time - _EARLY * step, 0.0), "ms")})
        for place, time in enumerate(kept)
    ]
    return made("spikeArray", {}, spikes), moved
