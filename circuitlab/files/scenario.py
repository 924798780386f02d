"""A file's walk: what its steps set, watch and wait for must be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from circuitlab.catalog.spec import Catalog, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.agreeing import agreeing_steps
from circuitlab.files.packed_arrays import Arrays, filled
from circuitlab.files.parse import pointer
from circuitlab.files.problem_report import Report
from circuitlab.files.protocol import read_mutes, read_settings
from circuitlab.files.schema import (
    CameraModel,
    QuestionModel,
    ScenarioStepModel,
    WaitModel,
    fitted,
)
from circuitlab.model.circuit import Circuit
from circuitlab.model.scenario import Address, Camera, Question, ScenarioStep, WaitFor
from circuitlab.model.step import Step
from circuitlab.model.stimulus_times import START, STOP
from circuitlab.model.timeline import read_time
from circuitlab.resources import _


def read_scenario(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> tuple[ScenarioStep, ...]:
    """Return the steps of a walk that fit, and name all that is wrong with any of them."""
    reader = _Reader(circuit, catalog, arrays, report)
    steps: dict[int, ScenarioStep] = {}
    for number, given in enumerate(report.entries(content, "scenario")):
        model, wrong = fitted(ScenarioStepModel, given, "scenario", number)
        report.extend(wrong)
        if model is None:
            continue
        where = pointer("scenario", number)
        if any(model.id == step.id for step in steps.values()):
            what = _("Another step is called “{id}” already").format(id=model.id)
            report.add(Problem(f"{where}/id", what, _("give it another id")))
        else:
            steps[number] = reader.step(model, where)
    return _agreeing(circuit, catalog, steps, report)


def _agreeing(
    circuit: Circuit, catalog: Catalog, steps: Mapping[int, ScenarioStep], report: Report
) -> tuple[ScenarioStep, ...]:
    """Return the steps without values that contradict each other: each lies over those before."""
    given = {number: Step(float(number), step.values) for number, step in steps.items()}
    fitting = agreeing_steps(circuit, catalog, {}, given, "/scenario", report)
    pairs = zip(steps.values(), fitting, strict=True)
    return tuple(replace(step, values=kept.values) for step, kept in pairs)


class _Reader:
    """Reads one step after another of one circuit's walk."""

    def __init__(self, circuit: Circuit, catalog: Catalog, arrays: Arrays, report: Report) -> None:
        self._circuit, self._catalog = circuit, catalog
        self._arrays, self._report = arrays, report

    def step(self, model: ScenarioStepModel, where: str) -> ScenarioStep:
        """Return a step with what fits of it."""
        return ScenarioStep(
            model.id,
            model.title,
            model.text,
            self._values(model, where),
            model.speed,
            self._camera(model.camera, f"{where}/camera"),
            self._known(model.watch, f"{where}/watch"),
            self._traces(model.traces, f"{where}/traces"),
            self._wait(model.wait, f"{where}/wait"),
            self._question(model.question, f"{where}/question"),
            model.note,
            tuple(model.lost),
            model.model_extra or {},
            self._starts(model.starts, f"{where}/starts"),
        )

    def _values(self, model: ScenarioStepModel, where: str) -> dict[Address, Any]:
        given = {address: filled(value, self._arrays) for address, value in model.set.items()}
        circuit, catalog, report = self._circuit, self._catalog, self._report
        values = read_settings(circuit, catalog, given, where + pointer("set"), report)
        return values | read_mutes(circuit, model.mute, model.unmute, where, report)

    def _starts(self, given: Mapping[str, object], where: str) -> dict[str, float]:
        """Return the stimuli that start with the step; each must have a beginning and an end."""
        found: dict[str, float] = {}
        for id in self._known(given, where):
            kind = self._catalog.kinds.get(self._circuit.elements[id].kind)
            time = read_time(given[id])
            if kind is not None and not {START, STOP} <= kind.parameters.keys():
                what = _("“{id}” is no stimulus that starts and stops").format(id=id)
                self._add(where + pointer(id), what, _("name one that does"))
            elif isinstance(time, Problem):
                self._add(where + pointer(id), time.what, time.remedy)
            else:
                found[id] = time
        return found

    def _camera(self, model: CameraModel | None, where: str) -> Camera | None:
        if model is None:
            return None
        if model.scale is not None:
            return Camera((), model.x, model.y, model.scale, model.width, model.height)
        if model.fit is True:
            return Camera()
        known = self._known(model.fit or (), f"{where}/fit")
        if not model.fit:
            what = _("nothing says where to look")
            self._add(where, what, _("give “fit”, or “x”, “y” and “scale”"))
        return Camera(known) if known else None

    def _wait(self, model: WaitModel | None, where: str) -> WaitFor | None:
        if model is None:
            return None
        said = [each for each in (model.seconds, model.state, model.spikes) if each is not None]
        if len(said) != 1:
            what = _("a step waits for one thing")
            self._add(where, what, _("give “seconds”, “state” or “spikes”, and only one of them"))
            return None
        if model.seconds is not None:
            return WaitFor(seconds=model.seconds)
        if model.spikes is not None:
            known = self._known([model.spikes], f"{where}/spikes")
            return WaitFor(spikes=model.spikes, count=model.count) if known else None
        return self._wait_for_state(model, where)

    def _wait_for_state(self, model: WaitModel, where: str) -> WaitFor | None:
        if (model.above is None) == (model.below is None):
            remedy = _("give “above” or “below”")
            self._add(where, _("nothing says which value is waited for"), remedy)
            return None
        address = self._state(model.state or "", f"{where}/state")
        return address and WaitFor(state=address, above=model.above, below=model.below)

    def _question(self, model: QuestionModel | None, where: str) -> Question | None:
        if model is None:
            return None
        draw = None
        if model.draw is not None:
            draw = self._state(f"{model.draw.element}.{model.draw.state}", f"{where}/draw")
        if draw is None and len(model.choices) < 2:
            what = _("there is nothing to answer with")
            self._add(where, what, _("give two “choices” or more, or a trace to “draw” on"))
            return None
        answer = model.answer
        if answer is not None and answer >= max(1, len(model.choices)):
            what = _("there is no choice number {number}, counted from 0").format(number=answer)
            self._add(f"{where}/answer", what, _("name one of the choices"))
            answer = None
        window = self._window(model.window, f"{where}/window")
        reach = self._range(model.range, f"{where}/range")
        return Question(model.text, tuple(model.choices), answer, model.shows, draw, window, reach)

    def _range(self, given: list[float] | None, where: str) -> tuple[float, float] | None:
        if given is None:
            return None
        low, high = given
        if not low < high:
            what = _("the range ends below where it begins")
            self._add(where, what, _("write its lower end first"))
            return None
        return low, high

    def _window(self, given: Iterable[object], where: str) -> tuple[float, float]:
        start, end = map(read_time, given)
        for time in (start, end):
            if isinstance(time, Problem):
                self._add(where, time.what, time.remedy)
                return Question("").window_ms
        if not start < end:  # type: ignore[operator]
            self._add(where, _("the window ends before it begins"), _("write its start first"))
            return Question("").window_ms
        return float(start), float(end)  # type: ignore[arg-type]

    def _traces(self, given: Iterable[str] | None, where: str) -> tuple[Address, ...] | None:
        found = [self._trace(each, where) for each in given or ()]
        return tuple(each for each in found if each is not None) or None

    def _trace(self, given: str, where: str) -> Address | None:
        """Return a strip: of a state, or by the element alone of its spikes."""
        if "." in given:
            return self._state(given, where)
        return (given, "") if self._known([given], where) else None

    def _state(self, given: str, where: str) -> Address | None:
        """Return (id, state) where an element of the circuit has such a state."""
        id, _dot, name = given.partition(".")
        if not self._known([id], where):
            return None
        kind = self._catalog.kinds.get(self._circuit.elements[id].kind)
        if kind is not None and name not in kind.states:
            what = _("“{id}” has no state called “{name}”").format(id=id, name=name)
            self._add(where, what, did_you_mean(name, kind.states) or _("name one that it has"))
            return None
        return id, name

    def _known(self, ids: Iterable[str], where: str) -> tuple[str, ...]:
        """Return the ids that the circuit has; others are named, unless their element failed."""
        elements, known = self._circuit.elements, []
        for id in ids:
            if id in elements:
                known.append(id)
            elif id not in self._report.left_out:
                what = _("There is no element called “{id}”").format(id=id)
                self._add(where, what, did_you_mean(id, elements) or _("leave it out"))
        return tuple(known)

    def _add(self, where: str, what: str, remedy: str) -> None:
        self._report.add(Problem(where, what, remedy))
