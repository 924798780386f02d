"""Electrodes and junctions: the voltage clamp, and what couples two cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.words import allowed, format_number
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.recipes.parameters import Numbers, Values, numbers_of
from circuitlab.engine.recipes.populations import Clock, Feed, Made, MechanismUse, Row, Rows, unit
from circuitlab.engine.recipes.receptors import area_of, capacitance_of
from circuitlab.engine.recipes.recipe import electrode, junction
from circuitlab.engine.recipes.states_and_inputs import CURRENT, VOLTAGE, total
from circuitlab.engine.recipes.stimuli import FOREVER
from circuitlab.resources import _

Places = tuple[NDArray[np.int64], NDArray[np.int64]]
"""(pairs,) number of the first cell and of the second."""

_DENSITY = 100.0
"""µA/cm² of 1 pA/µm²."""
_AT_ONCE = 1e-9
"""ms"""


@electrode(
    states={
        "command": total("voltage_clamp", "holding", "command"),
        "current": ("voltage_clamp", "passed"),
        "density": ("voltage_clamp", "density"),
    },
    strength=("engaged",),
)
def voltage_clamp(p: Values, host: Values) -> Made:
    """An ideal clamp of every cell of a neuron, by one command for all."""
    steps = unit(p, "clamp_step", _steps(p), Clock.STEP, size=len(_levels(p)))
    holding, is_on = p.number("holding"), bool(p.raw("on"))
    rows: Rows = {
        "holding": holding,
        "engaged": float(is_on),
        "capacitance": capacitance_of(host),
        "per_area": _DENSITY / area_of(host),
        **_flowing_anyway(host),
    }
    use = MechanismUse(p.element.id, "voltage_clamp", rows, {"v": holding} if is_on else {})
    given = (("offset", "command"), ("slope", "command_slope"))
    feeds = tuple(_to_every_cell(p, steps.size, host.size, *each) for each in given)
    return Made((steps,), (use,), feeds)


def _levels(p: Values) -> Numbers:
    """(steps,) potentials that are stepped to, mV."""
    listed = numbers_of(p.raw("levels"))
    if listed.size:
        return listed
    levels = p.number("level") + p.number("increment") * np.arange(int(p.number("steps")))
    parameter = p.kind.parameters["level"]
    outside = (levels < parameter.minimum) | (levels > parameter.maximum)
    if outside.any():
        what = _("one of the steps of the clamp would be to {level} mV")
        what = what.format(level=format_number(levels[int(np.argmax(outside))]))
        remedy = _("{allowed}: take fewer steps, or smaller ones")
        raise CannotRun(p.element.id, what, remedy.format(allowed=allowed(parameter)))
    return np.asarray(levels, np.float64)


def _steps(p: Values) -> dict[str, Numbers]:
    """Rows of the steps, one after another; again from the first where they are repeated."""
    levels, period = _levels(p), p.number("period")
    count = len(levels)
    again = bool(p.raw("repeat"))
    width = min(p.number("width"), period) if again or count > 1 else p.number("width")
    return {
        "height": levels - p.number("holding"),
        "rise": np.full(count, max(p.number("rise"), _AT_ONCE)),
        "start": p.number("start") + period * np.arange(count),
        "width": np.full(count, width),
        "period": np.full(count, period * count if again else FOREVER),
        "count": np.full(count, FOREVER if again else 1.0),
    }


def _flowing_anyway(host: Values) -> dict[str, Numbers | float]:
    """What a leaky integrator does in a step without the clamp, or the current let into a cell."""
    if "tau_m" not in host.kind.parameters:
        return {"i_e": host["i_e"], "leaving": 0.0, "drive": 0.0, "per_push": 0.0}
    leaving = 1.0 - host.decay("tau_m")
    push = host["tau_m"] / host["c_m"] * leaving
    drive = host["e_l"] * leaving + host["i_e"] * push
    return {"i_e": 0.0, "leaving": leaving, "drive": drive, "per_push": 1.0 / push}


def _to_every_cell(p: Values, steps: int, cells: int, source: str, target: str) -> Feed:
    id = p.element.id
    pairs = (np.tile(np.arange(steps), cells), np.repeat(np.arange(cells), steps))
    return Feed(Row(id, "clamp_step", source), Row(id, "voltage_clamp", target), pairs=pairs)


@junction(states={"current": ("gap_junction", "passed")})
def gap_junction(p: Values, first: Values, second: Values, pairs: Places) -> Made:
    """Channels between the cells of two neurons: one for each pair, both ways."""
    pores = unit(p, "gap_junction", {"g_j": p["g"]}, Clock.STEP, size=len(pairs[0]))
    each = np.arange(len(pairs[0]))
    feeds = []
    for cell, end, cells, gain in (
        (first, "v_first", pairs[0], 1.0),
        (second, "v_second", pairs[1], -1.0),
    ):
        id = cell.element.id
        feeds.append(
            Feed(Row(id, *VOLTAGE), Row(p.element.id, "gap_junction", end), pairs=(cells, each))
        )
        feeds += [
            Feed(Row(p.element.id, "gap_junction", "passed"), Row(id, *place), gain, (each, cells))
            for place in CURRENT["current"]
        ]
    return Made((pores,), feeds=tuple(feeds))
