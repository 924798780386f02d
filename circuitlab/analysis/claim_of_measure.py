"""A claim made of a number that was measured on the traces: what it says, and how it is judged.

The run it was taken from is repeated by an experiment of its own: the circuit as it is, its seed,
and its timeline up to then.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from circuitlab.analysis.run_records import EVERY_CELL
from circuitlab.analysis.strip_measures import Measured, Strip, counted_from
from circuitlab.analysis.trace_measures import stretch
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.delta import Delta
from circuitlab.model.timeline import steps_of
from circuitlab.resources import _, in_digits

COARSEST_MS = 1.0
"""Samples farther apart say too little of a trace to claim anything of it."""
_STEPS = (1.0, 2.0, 5.0, 10.0)
_OF_SPIKES = frozenset({"latency", "rate"})
_MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "peak": "peak_value",
        "latency": "half_time",
        "half_width": "half_width",
        "mean": "mean_value",
        "minimum": "min_value",
        "area": "area",
    }
)


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """What was measured, and where.

    Attributes
    ----------
    element, state
        What the strip records; no state for a raster.
    name, unit
        What people call it, and the unit of its values.
    column
        One of `strip_measures.COLUMNS`.
    start, stop
        Between which times (ms).
    since, since_words
        The moment that latencies count from (ms), and what it is: ``"heat begins"``.
    size
        How many cells a raster shows.
    """

    element: str
    state: str
    name: str
    unit: str
    column: str
    start: float
    stop: float
    since: float
    since_words: str
    size: int = 1


def usual_tolerance(column: str, found: Measured) -> float:
    """Return the tolerance to propose: 1 ms for a latency, else a round number up to 5 %.

    What the number's own slack asks for is always included.
    """
    wide = 1.0 if column == "latency" else _round_down(0.05 * abs(found.value))
    return max(wide, least_tolerance(found))


def least_tolerance(found: Measured) -> float:
    """Return the smallest tolerance with which a claim holds for the run it was taken from."""
    return _round_up(1.1 * found.slack) if found.slack > 0.0 else 0.0


def expected_value(value: float, tolerance: float) -> float:
    """Return a number with as many digits as its tolerance leaves a meaning to."""
    if tolerance <= 0.0:
        return value
    return round(value, max(0, 1 - math.floor(math.log10(tolerance))))


def too_coarse(strip: Strip, source: ClaimSource, widest: float) -> Problem | None:
    """Return why nothing may be claimed of a trace whose samples are too far apart."""
    if widest <= COARSEST_MS or (source.column in _OF_SPIKES and strip.spikes is not None):
        return None
    what = _("the samples of this strip are {step:.3g} ms apart").format(step=widest)
    return Problem(source.name, what, _("run it more slowly and measure again"))


def with_claim(
    circuit: Circuit,
    strip: Strip,
    source: ClaimSource,
    found: Measured,
    tolerance: float,
    text: str,
) -> Delta:
    """Return the edit that adds a claim, and the experiment it needs if there is none yet."""
    document = circuit.document
    experiments: dict[str, Experiment] = dict(document["experiments"])
    needed = _experiment(circuit, source.stop)
    name = _named_alike(experiments, needed) or _free("as_seen", experiments)
    experiments.setdefault(name, needed)
    measure, args = _measure(strip, source, _step_of(circuit))
    taken = {claim.id for claim in document["claims"]}
    claim = Claim(
        id=_free(f"{source.element}_{source.column}", taken),
        text=text,
        experiment=name,
        measure=measure,
        args=args,
        expected=expected_value(found.value, tolerance),
        tolerance=tolerance,
        source=_("measured on the traces"),
    )
    fields = {"experiments": experiments, "claims": (*document["claims"], claim)}
    return circuit.with_document(fields, _("Make a claim"))


def claim_words(source: ClaimSource, value: str, tolerance: str) -> str:
    """Return what a claim says, in a sentence; numbers are given with their units."""
    of_many = source.column == "rate" and not source.state and source.size > 1
    say = _SENTENCES["rates" if of_many else source.column]
    sentence = _half_words if _is_half_time(source) else say
    return sentence().format(
        name=source.name,
        value=value,
        since=source.since_words,
        start=_moment(source.start),
        stop=_moment(source.stop),
        tolerance=tolerance,
    )


def _is_half_time(source: ClaimSource) -> bool:
    return source.column == "latency" and source.state not in ("", "v")


def _half_words() -> str:
    return _(
        "{name} has gone half the way to its peak {value} after {since}, give or take {tolerance}."
    )


_SENTENCES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "latency": lambda: _("{name} first fires {value} after {since}, give or take {tolerance}."),
        "rate": lambda: _(
            "{name} fires at {value} from {start} to {stop}, give or take {tolerance}."
        ),
        "rates": lambda: _(
            "Each cell of {name} fires at {value} on average from {start} to {stop}, "
            "give or take {tolerance}."
        ),
        "peak": lambda: _(
            "{name} peaks at {value} between {start} and {stop}, give or take {tolerance}."
        ),
        "half_width": lambda: _(
            "The peak of {name} between {start} and {stop} is {value} wide at half its height, "
            "give or take {tolerance}."
        ),
        "mean": lambda: _(
            "{name} is {value} on average from {start} to {stop}, give or take {tolerance}."
        ),
        "minimum": lambda: _(
            "{name} is {value} at its lowest between {start} and {stop}, give or take {tolerance}."
        ),
        "area": lambda: _(
            "The area under {name} from {start} to {stop} is {value}, give or take {tolerance}."
        ),
    }
)


def _moment(time_ms: float) -> str:
    return _("{time} ms").format(time=in_digits(f"{round(time_ms, 3):.6g}"))


def _measure(strip: Strip, source: ClaimSource, dt: float) -> tuple[str, dict[str, Any]]:
    """The measure that repeats a column, and its arguments."""
    args: dict[str, Any] = {"element": source.element}
    cell = {} if strip.cell == EVERY_CELL else {"cell": strip.cell}
    since = {"since": source.since} if source.column == "latency" else {}
    if source.column in _OF_SPIKES and strip.spikes is not None:
        is_late = source.column == "latency"
        start = counted_from(source.start, source.since, dt) if is_late else source.start
        times = {"start": start, "stop": source.stop}
        return "latency" if is_late else "rate_hz", {**args, **times, **since, **cell}
    start, stop = _between_steps(strip, source, dt)
    bounds = {"state": source.state, "start": start, "stop": stop}
    return _MEASURES[source.column], {**args, **bounds, **since, **cell}


def _between_steps(strip: Strip, source: ClaimSource, dt: float) -> tuple[float, float]:
    """The stretch of time that holds the samples that were measured, its ends between steps."""
    t, _v = stretch(strip.t, strip.v, source.start, source.stop)
    return round(max(0.0, float(t[0]) - 0.5 * dt), 6), round(float(t[-1]) + 0.5 * dt, 6)


def _experiment(circuit: Circuit, stop: float) -> Experiment:
    """The run that was seen, up to a round time after `stop` (ms)."""
    lasts = _lasting(stop + 1.0)
    steps = tuple(
        replace(step, label="") for step in steps_of(circuit) if step.of_body or step.at < lasts
    )
    return Experiment(lasts, seeds=(int(str(circuit.document["seed"])),), timeline=steps)


def _lasting(at_least: float) -> float:
    """A duration (ms) in two digits, so that claims share their experiments."""
    half = 0.5 * 10.0 ** math.floor(math.log10(at_least))
    return half * math.ceil(at_least / half)


def _named_alike(experiments: Mapping[str, Experiment], needed: Experiment) -> str:
    """The name of an experiment that is the one needed."""
    return next((name for name, given in experiments.items() if given == needed), "")


def _step_of(circuit: Circuit) -> float:
    return float(str(circuit.document["dt_ms"]))


def _round_up(value: float) -> float:
    """The next of 1, 2, 5 × a power of ten."""
    if value <= 0.0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return float(f"{next(power * step for step in _STEPS if power * step >= 0.999999 * value):.6g}")


def _round_down(value: float) -> float:
    """The last of 1, 2, 5 × a power of ten."""
    if value <= 0.0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    fitting = [power * step for step in _STEPS if power * step <= 1.000001 * value]
    return float(f"{fitting[-1]:.6g}")


def _free(name: str, taken: Any) -> str:
    """A name that is not taken: with a number where it is."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
