"""Stimuli: what is done to a circuit from outside, and when."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.errors import CannotRun
from circuitlab.engine.mechanisms.gating import in_numpy
from circuitlab.engine.mechanisms.stimuli import LATEST, count_below
from circuitlab.engine.numerics.noise import LEAST
from circuitlab.engine.recipes.parameters import Numbers, Values, numbers_of
from circuitlab.engine.recipes.populations import Clock, Made, unit
from circuitlab.engine.recipes.recipe import Curve, States, Train, uncelled
from circuitlab.resources import _

FOREVER = 1e15
"""Milliseconds after which nothing more happens; also the count of what never ends."""
MOST_LISTED = 5_000_000
"""Spikes of one source that are listed beforehand; each takes 16 bytes."""
_FIBRES: States = {"current": ("volley", "output")}


@uncelled(states={"difference": ("ramped_pulse", "level")})
def heat(p: Values) -> Made:
    """Warm or cool skin: a step or a ramp, once or again and again."""
    return _ramped(p, p["temperature"] - p["resting"])


@uncelled(states={"force": ("ramped_pulse", "level")})
def force(p: Values) -> Made:
    """A force on the skin: a step or a ramp, once or again and again."""
    return _ramped(p, p["force"])


@uncelled(states={"concentration": ("bath", "level")})
def bath(p: Values) -> Made:
    """A chemical in the fluid around a nerve ending, washed in and out."""
    rows = {"concentration": p["concentration"], "tau": p["tau"], **repeated(p)}
    return Made((unit(p, "bath", rows, Clock.SLOW),))


@uncelled(states={"current": ("current_pulse", "output")})
def current_pulse(p: Values) -> Made:
    """A step of current, once or again and again."""
    rows = {"amplitude": p["amplitude"], **repeated(p)}
    return Made((unit(p, "current_pulse", rows, Clock.STEP),))


@uncelled(states={"current": ("current_ramp", "output")})
def current_ramp(p: Values) -> Made:
    """A current that rises or falls evenly from start to stop."""
    rows = {"initial": p["initial"], "final": p["amplitude"], **repeated(p)}
    return Made((unit(p, "current_ramp", rows, Clock.STEP),))


def curve_written(p: Values) -> Curve:
    """Points of a current (ms, pA) as they are written down."""
    times, heights = (numbers_of(p.raw(name)) for name in ("times", "currents"))
    return Curve(times, heights)


@uncelled(states={"current": ("played_current", "output")}, curve=curve_written)
def played_current(p: Values) -> Made:
    """A current that follows a curve, recorded or drawn, once or again and again."""
    rows = {"gain": p["gain"], **repeated(p)}
    return Made((unit(p, "played_current", rows, Clock.STEP),))


@uncelled(states={"current": ("sine_current", "output")})
def sine_current(p: Values) -> Made:
    """A current that swings about an offset."""
    rows = {
        "offset": p["offset"],
        "amplitude": p["amplitude"],
        "per_ms": 1e-3 * p["frequency"],
        "turns": p["phase"] / 360.0,
        **repeated(p),
    }
    return Made((unit(p, "sine_current", rows, Clock.STEP),))


@uncelled(states={"current": ("noise_source", "output")}, cell_by_cell=True)
def noise_source(p: Values) -> Made:
    """A random current of its own in each cell."""
    rows = {"mean": p["mean"], **p.wandering(p["sd"], "tau"), **repeated(p)}
    return Made((unit(p, "noise_source", rows, Clock.STEP),))


@uncelled(states=_FIBRES, cell_by_cell=True)
def volley(p: Values) -> Made:
    """Shocks that recruit a part of the fibres, each a little late."""
    rows = {
        "key": p.keys(),
        "amplitude": p["amplitude"],
        "recruited": p["recruited"],
        "jitter": p["jitter"],
        "lag": np.zeros(1),
        "duration": p["width"],
        **_shocks(p),
        "width": p["width"] + LATEST * p["jitter"],
    }
    return Made((unit(p, "volley", rows, Clock.STEP),))


@uncelled(states=_FIBRES, cell_by_cell=True)
def stimulator(p: Values) -> Made:
    """Pulses of one frequency that reach a part of the fibres together, as far as axons follow."""
    beyond = np.maximum(p["frequency"] / p["follows"], 1.0)
    period = np.where(beyond > 1.0, 1000.0 / p["follows"], _period(p))
    late = np.where(beyond > 1.0, _phases(p) * period, 0.0)
    return _pulses(p, p["recruited"] / beyond**2, late, period)


@uncelled(states=_FIBRES, cell_by_cell=True)
def rubbing(p: Values) -> Made:
    """Fibres that fire at one frequency, each in its own time."""
    return _pulses(p, np.ones(1), _phases(p) * _period(p), _period(p))


def _most_at_random(p: Values) -> int:
    """Most spikes that a step can have at any rate that may be set."""
    return int(
        in_numpy(count_below)(LEAST, 1e-3 * p.kind.parameters["rate"].maximum * p.settings.dt)
    )


@uncelled(most=_most_at_random)
def poisson(p: Values) -> Made:
    """A source of spikes at random times."""
    mean = 1e-3 * p["rate"] * p.settings.dt
    rows = {"key": p.keys(), "chance": -np.expm1(-mean), "mean": mean}
    if _is_always_on(p):  # asking when would only cost time
        return Made((unit(p, "poisson_source", rows, Clock.STEP, spiking=True),))
    rows |= repeated(p)
    return Made((unit(p, "timed_poisson_source", rows, Clock.STEP, spiking=True),))


def _is_always_on(p: Values) -> bool:
    return p.number("start") == p.number("width") == 0.0 and bool(_is_endless(p)[0])


def _is_endless(p: Values) -> NDArray[np.bool_]:
    """Whether nothing ever stops it."""
    return np.asarray(p["stop"] >= p.kind.parameters["stop"].maximum)


def _listed_source(p: Values) -> Made:
    return Made((unit(p, "listed_source", {}, Clock.STEP, spiking=True),))


def train_written(p: Values) -> Train:
    """Spikes as they are written down, of all cells together or of each by itself.

    Times are counted from start, the list returns with its period, and stop ends it.

    Raises
    ------
    CannotRun
        When they are more than a list can hold.
    """
    times, cells = numbers_of(p.raw("times")), numbers_of(p.raw("cells"))
    start, stop, period = (p.number(name) for name in ("start", "stop", "period"))
    count = int(max(np.ceil((stop - start) / period), 0.0)) if period > 0.0 else 1
    _refuse_too_many(p, count * len(times))
    every = (start + period * np.arange(count)[:, None] + times).ravel()
    kept = np.full(len(every), True) if _is_endless(p)[0] else every < stop
    if not len(cells):
        return Train(every[kept])
    return Train(every[kept], np.tile(cells.astype(np.int64), count)[kept])


def regular_times(p: Values) -> Train:
    """Spikes at equal intervals, from start on and before stop, of all cells together.

    Raises
    ------
    CannotRun
        When they are more than a list can hold.
    """
    start, stop, period = (p.number(name) for name in ("start", "stop", "period"))
    if stop <= start:
        return Train(np.zeros(0))
    count = np.ceil((stop - start) / period) if period > 0.0 else 1.0
    _refuse_too_many(p, count)
    return Train(start + period * np.arange(count))


def _refuse_too_many(p: Values, count: float) -> None:
    if count * p.size > MOST_LISTED:
        what = _("{count} spikes are more than can be listed").format(count=f"{count * p.size:.3g}")
        raise CannotRun(p.element.id, what, _("let it stop sooner, or take fewer cells"))


@uncelled(train=regular_times)
def regular_train(p: Values) -> Made:
    """A source of spikes at equal intervals."""
    return _listed_source(p)


@uncelled(train=train_written)
def spike_train(p: Values) -> Made:
    """A source of spikes whose times are written down."""
    return _listed_source(p)


def repeated(p: Values) -> dict[str, Numbers]:
    """Start, width, period and count of pulses, from start, stop and what else the kind has."""
    lasting = np.maximum(p["stop"] - p["start"], 0.0)
    lasting = np.where(_is_endless(p), FOREVER, lasting)
    each = p["width"] if "width" in p.kind.parameters else np.zeros(1)
    once, whole = p["period"] <= 0.0, each <= 0.0
    fitting = np.where(once, 1.0, lasting / np.where(once, 1.0, p["period"]))
    return {
        "start": p["start"],
        "width": np.where(whole, lasting, np.minimum(each, lasting)),
        "period": np.where(once, FOREVER, p["period"]),
        "count": np.where(once, 1.0, np.where(whole, FOREVER, fitting)),
    }


def _shocks(p: Values) -> dict[str, Numbers]:
    """Start, period and count of shocks, each of them whole: those that begin before stop."""
    lasting = np.maximum(p["stop"] - p["start"], 0.0)
    once = p["period"] <= 0.0
    fitting = np.where(once, 1.0, np.ceil(lasting / np.where(once, 1.0, p["period"])))
    count = np.where(p["count"] > 0.0, np.minimum(fitting, p["count"]), fitting)
    return {"start": p["start"], "period": np.where(once, FOREVER, p["period"]), "count": count}


def _ramped(p: Values, height: Numbers) -> Made:
    rate = p["rate"] * 1e-3
    rows = {"height": height, "rate": np.where(rate > 0.0, rate, FOREVER), **repeated(p)}
    return Made((unit(p, "ramped_pulse", rows, Clock.SLOW),))


def _pulses(p: Values, recruited: Numbers, lag: Numbers, period: Numbers) -> Made:
    """Pulses every ``period`` ms between start and stop; at 0 Hz there are none."""
    lasting = np.maximum(p["stop"] - p["start"], 0.0)
    rows = {
        "key": p.keys(),
        "amplitude": p["amplitude"],
        "recruited": recruited,
        "jitter": p["jitter"],
        "lag": lag,
        "duration": p["width"],
        "start": p["start"],
        "width": np.max(lag) + p["width"] + LATEST * p["jitter"],
        "period": period,
        "count": np.where(p["frequency"] > 0.0, np.ceil(lasting / period), 0.0),
    }
    return Made((unit(p, "volley", rows, Clock.STEP),))


def _period(p: Values) -> Numbers:
    frequency = p["frequency"]
    return np.where(frequency > 0.0, 1000.0 / np.where(frequency > 0.0, frequency, 1.0), FOREVER)


def _phases(p: Values) -> Numbers:
    """(size,) a place in the period for each fibre, from 0 to 1."""
    first = int(p.keys().view(np.uint64)[0])
    return np.random.Generator(np.random.Philox(key=first)).random(p.size)
