"""A file's compared states: what they set must be there, and their names and symbols apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.files.agreeing import agreeing_settings
from circuitlab.files.packed_arrays import Arrays, filled
from circuitlab.files.parse import pointer
from circuitlab.files.problem_report import Report
from circuitlab.files.protocol import read_mutes, read_settings, read_steps
from circuitlab.files.schema import ComparedStateModel, fitted
from circuitlab.model.circuit import Circuit
from circuitlab.model.states import AS_DRAWN, MOST_STATES, ComparedState
from circuitlab.resources import _


def read_states(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> tuple[ComparedState, ...]:
    """Return the compared states that fit, and name all that is wrong with any of them."""
    states: list[ComparedState] = []
    for number, given in enumerate(report.entries(content, "states")):
        has_steps = isinstance(given, Mapping) and isinstance(given.get("timeline"), list | tuple)
        sound = {**given, "timeline": []} if has_steps else given  # each step is judged by itself
        model, wrong = fitted(ComparedStateModel, sound, "states", number)
        report.extend(wrong)
        if model is None:
            continue
        problem = _unfit(model, states, pointer("states", number))
        if problem is not None:
            report.add(problem)
            continue
        values = _values(circuit, catalog, model, number, arrays, report)
        steps = given["timeline"] if has_steps else None
        timeline = None
        if steps is not None:
            place = ("states", number, "timeline")
            timeline = read_steps(circuit, catalog, steps, place, values, arrays, report)
        known = (model.id, model.name, model.symbol, values, timeline, model.note)
        states.append(ComparedState(*known, model.model_extra or {}))
    return tuple(states)


def _unfit(model: ComparedStateModel, states: list[ComparedState], where: str) -> Problem | None:
    """Return why a state cannot stand beside those before it, if it cannot."""
    if any(model.id == state.id for state in states):
        what = _("Another state is called “{id}” already").format(id=model.id)
        return Problem(f"{where}/id", what, _("give it another id"))
    if any(model.symbol == state.symbol for state in states):
        what = _("Another state has the symbol “{symbol}” already").format(symbol=model.symbol)
        return Problem(f"{where}/symbol", what, _("give it another one"))
    if model.id == AS_DRAWN and (model.set or model.mute or model.unmute or model.timeline):
        what = _("the state “{id}” is the circuit itself and sets nothing").format(id=AS_DRAWN)
        return Problem(where, what, _("give it another id, or take out what it sets"))
    others = [state for state in states if state.id != AS_DRAWN]
    if model.id != AS_DRAWN and len(others) >= MOST_STATES - 1:
        what = _("more states than can be compared")
        remedy = _("at most {limit}, with the circuit as drawn").format(limit=MOST_STATES)
        return Problem(where, what, remedy)
    return None


def _values(
    circuit: Circuit,
    catalog: Catalog,
    model: ComparedStateModel,
    number: int,
    arrays: Arrays,
    report: Report,
) -> dict[tuple[str, str], Any]:
    where = pointer("states", number)
    given = {address: filled(value, arrays) for address, value in model.set.items()}
    values = read_settings(circuit, catalog, given, where + pointer("set"), report)
    values = agreeing_settings(circuit, catalog, values, where + pointer("set"), report)
    return values | read_mutes(circuit, model.mute, model.unmute, where, report)
