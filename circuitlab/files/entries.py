"""Steps, experiments, claims and walks in a file: one way to write each, one to read it back.

What is read was judged before, by `protocol`; here everything has its place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from types import MappingProxyType
from typing import Any

from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.files.parse import pointer
from circuitlab.files.plain_numbers import plain_number
from circuitlab.files.schema import ClaimModel, not_fitting
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.days import DAY_S, written_moment
from circuitlab.model.element import MUTED
from circuitlab.model.frozen import Value, freeze
from circuitlab.model.pins import Driven, Pin
from circuitlab.model.recordings import Recording
from circuitlab.model.scenario import Camera, Question, ScenarioStep, WaitFor
from circuitlab.model.shown_values import ShownValue
from circuitlab.model.states import ComparedState
from circuitlab.model.step import Step
from circuitlab.resources import _

BOUNDS = ("at_least", "at_most")
"""What an object that stands for an expected value may say."""


# ---- writing


def step_entry(step: Step) -> dict[str, Any]:
    """Return a step of a timeline; times in ms, values in catalog units."""
    words = {"label": step.label} if step.label else {}
    at = written_moment(step.body_s) if step.of_body else step.at
    return {"at": at, **_settings(step.values), **words}


def experiment_entry(experiment: Experiment) -> dict[str, Any]:
    """Return an experiment without its name."""
    entry = {**_lasting(experiment), **_settings(experiment.values)}
    several = {name: getattr(experiment, name) for name in ("without", "seeds", "timeline")}
    return {**entry, **{name: each for name, each in several.items() if each}, **experiment.other}


def _lasting(experiment: Experiment) -> dict[str, Any]:
    """Return how long an experiment is: one stretch of time, or windows on days."""
    days = experiment.days
    if days is None:
        return {"for": experiment.duration_ms}
    times = {"days": days.body_s / DAY_S, "probe": days.probe_ms, "every": days.every_s / DAY_S}
    return {name: plain_number(float(time)) for name, time in times.items()}


def claim_entry(claim: Claim) -> dict[str, Any]:
    """Return a claim without what is as usual; what its file says beyond goes before all."""
    entry = {name: value for name, value in _spelt_out(claim).items() if value != _USUAL.get(name)}
    return {**entry, **claim.other}


def scenario_entry(step: ScenarioStep) -> dict[str, Any]:
    """Return a step of a walk without what it says nothing of."""
    settings = _settings(step.values)
    entry = {"id": step.id, "title": step.title, "text": step.text, **settings}
    entry |= {"speed": step.speed, "camera": step.camera and _camera_entry(step.camera)}
    entry |= {"watch": step.watch, "traces": step.traces and [_dotted(at) for at in step.traces]}
    entry |= {"starts": dict(step.starts), "wait": step.wait and _wait_entry(step.wait)}
    entry |= {"question": step.question and _question_entry(step.question)}
    entry |= {"note": step.note, "lost": step.lost}
    return {**{name: value for name, value in entry.items() if value}, **step.other}


def state_entry(state: ComparedState) -> dict[str, Any]:
    """Return a compared state without what it says nothing of."""
    entry = {"id": state.id, "name": state.name, "symbol": state.symbol}
    entry |= {**_settings(state.values), "note": state.note}
    steps = {} if state.timeline is None else {"timeline": state.timeline}
    return {**{name: value for name, value in entry.items() if value}, **steps, **state.other}


def _dotted(address: tuple[str, str]) -> str:
    return ".".join(filter(None, address))


def _camera_entry(camera: Camera) -> dict[str, Any]:
    if camera.scale is not None:
        size = {"width": camera.width, "height": camera.height} if camera.width else {}
        return {"x": camera.x, "y": camera.y, "scale": camera.scale, **size}
    return {"fit": camera.fit or True}


def _wait_entry(wait: WaitFor) -> dict[str, Any]:
    if wait.seconds is not None:
        return {"seconds": wait.seconds}
    if wait.state is None:
        return {"spikes": wait.spikes, "count": wait.count}
    bounds = {"above": wait.above, "below": wait.below}
    return {
        "state": _dotted(wait.state),
        **{name: bound for name, bound in bounds.items() if bound is not None},
    }


def _question_entry(question: Question) -> dict[str, Any]:
    entry: dict[str, Any] = {"text": question.text}
    if question.choices:
        entry["choices"] = question.choices
    if question.answer is not None:
        entry["answer"] = question.answer
    if question.draw is not None:
        element, state = question.draw
        entry["draw"] = {"element": element, "state": state}
        entry["window"] = question.window_ms
        if question.range is not None:
            entry["range"] = question.range
    return entry | ({"shows": question.shows} if question.shows else {})


def pin_entry(pin: Pin) -> dict[str, Any]:
    """Return a pin of the canvas."""
    entry: dict[str, Any] = {"id": pin.id}
    entry |= {"title": pin.title} if pin.title else {}
    entry |= {"sort": pin.sort, "drives": [_driven_entry(each) for each in pin.drives]}
    return entry | (dict(zip("xy", pin.place, strict=True)) if pin.place is not None else {})


def _driven_entry(driven: Driven) -> dict[str, Any]:
    entry = {"set": _dotted(driven.address), "from": driven.low, "to": driven.high}
    return {**entry, "scale": "log"} if driven.log else entry


def shown_entry(shown: ShownValue) -> str:
    """Return a value that stands on the picture, by its address."""
    return _dotted((shown.element, shown.name))


def recording_entry(recording: Recording) -> dict[str, Any]:
    """Return a recording without what is as usual."""
    entry = {each.name: getattr(recording, each.name) for each in fields(Recording)}
    usual = {each.name: each.default for each in fields(Recording)}
    said = {name: value for name, value in entry.items() if value != usual[name]}
    return {_RECORDED_AS.get(name, name): value for name, value in said.items()}


_RECORDED_AS = {"is_whole": "whole", "onset_ms": "onset", "shift_ms": "shift", "step_ms": "step"}

ENTRIES: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {
        Step: step_entry,
        Experiment: experiment_entry,
        Claim: claim_entry,
        ScenarioStep: scenario_entry,
        ComparedState: state_entry,
        Pin: pin_entry,
        ShownValue: shown_entry,
        Recording: recording_entry,
    }
)
"""How each value of the document that is not plain is written."""


def _settings(values: Mapping[tuple[str, str], Value]) -> dict[str, Any]:
    """Return values by address, and apart from them who is muted or let act again."""
    said = {address: value for address, value in values.items() if address[1] != MUTED}
    mutes = {id: value for (id, name), value in values.items() if name == MUTED}
    lists = {
        "mute": [id for id, muted in mutes.items() if muted],
        "unmute": [id for id, muted in mutes.items() if not muted],
    }
    plain = {_dotted(address): value for address, value in said.items()}
    return {"set": plain, **{name: ids for name, ids in lists.items() if ids}}


def _spelt_out(claim: Claim) -> dict[str, Any]:
    """Return every field of a claim by the name that a file has for it."""
    found = {each.name: getattr(claim, each.name) for each in fields(Claim) if each.name != "other"}
    bounds = {name: found.pop(name) for name in BOUNDS}
    if found["expected"] is None:
        given = {name: bound for name, bound in bounds.items() if bound is not None}
        found["expected"] = given or None
    return found


_USUAL = {each.name: each.default for each in fields(Claim) if each.default is not MISSING}


# ---- reading


def claim_of(given: Mapping[str, Any], sound: Mapping[str, Any]) -> Claim:
    """Return a claim of a file.

    Parameters
    ----------
    given, sound
        All that the file says of it, and what of that fits its schema.
    """
    known = {name: value for name, value in sound.items() if name in ClaimModel.model_fields}
    known |= {"id": known.get("id", ""), **_expectation(known.pop("expected", None))}
    taken = _spelt_out(Claim(**known))
    other = {n: v for n, v in given.items() if n not in taken or taken[n] != freeze(v)}
    return Claim(**known, other=other)


def misfits(sound: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """Yield what cannot be an expected value: neither a number nor bounds."""
    expected, where = sound.get("expected"), where + pointer("expected")
    if isinstance(expected, Mapping):
        yield from _wrong_bounds(expected, where)
    elif not (expected is None or _is_number(expected)):
        remedy = _("write a number, or “at_least” and “at_most” in { }")
        yield Problem(where, not_fitting(expected), remedy)


def _wrong_bounds(given: Mapping[str, Any], where: str) -> Iterator[Problem]:
    for name, bound in given.items():
        if name not in BOUNDS:
            what = _("“{name}” is not known here").format(name=name)
            yield Problem(where + pointer(name), what, meant(name, BOUNDS))
        elif not (bound is None or _is_number(bound)):
            yield Problem(where + pointer(name), not_fitting(bound), _("write a number"))
    if all(given.get(name) is None for name in BOUNDS):
        what = _("nothing says what is expected")
        yield Problem(where, what, _("give “at_least” or “at_most”"))


def _expectation(given: object) -> dict[str, float]:
    """Return what is understood of an expected value, as fields of a claim."""
    if isinstance(given, Mapping):
        return {n: float(given[n]) for n in BOUNDS if _is_number(given.get(n))}
    return {"expected": float(given)} if _is_number(given) else {}  # type: ignore[arg-type]


def _is_number(given: object) -> bool:
    if isinstance(given, bool) or not isinstance(given, int | float):
        return False
    return abs(given) <= sys.float_info.max
