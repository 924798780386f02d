"""A walk through a circuit: steps that lay values over it, show something, ask and wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from circuitlab.model.element import MUTED
from circuitlab.model.frozen import FrozenMap, Value, freeze

Address = tuple[str, str]
"""An element's id (or "document") and the name of a parameter or a state."""

_NOTHING: FrozenMap[Any] = FrozenMap()
_UNNAMED: FrozenMap[str] = FrozenMap()


@dataclass(frozen=True, slots=True)
class WaitFor:
    """What is to happen before a step has been seen: one of three things.

    Attributes
    ----------
    seconds
        Model time after the step began, s.
    state, above, below
        (id, state) of an element, and the bound that its mean is to pass.
    spikes, count
        An element, and how many spikes of it are to have come since the step began.
    """

    seconds: float | None = None
    state: Address | None = None
    above: float | None = None
    below: float | None = None
    spikes: str = ""
    count: int = 1

    @property
    def element(self) -> str:
        """The element that is watched; empty where only time is."""
        return self.state[0] if self.state is not None else self.spikes


@dataclass(frozen=True, slots=True)
class Question:
    """What a step asks before it shows: to choose, or to draw a curve on a trace.

    Attributes
    ----------
    choices, answer
        What can be chosen, and the number of the one that the run will show.
    shows
        The sentence that stands there once the run has shown it.
    draw, window_ms
        (id, state) of the trace that is drawn on, and the stretch of model time that is drawn, in
        ms after the moment at which it is asked.
    range
        What the trace reaches from and to while it is drawn on, in its unit; None leaves as much
        room again beside what it has been.
    """

    text: str
    choices: tuple[str, ...] = ()
    answer: int | None = None
    shows: str = ""
    draw: Address | None = None
    window_ms: tuple[float, float] = (0.0, 5000.0)
    range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Camera:
    """Where a step looks: at all of the circuit, at some elements, or at a place.

    Attributes
    ----------
    fit
        The elements to be in view; none for the whole circuit.
    x, y, scale
        Canvas position of the view's top left corner, and view pixels per canvas unit; `fit` means
        nothing where there is a scale.
    width, height
        How large that view was, in pixels: one of another size shows the same stretch of the
        canvas. 0 where nobody knows.
    """

    fit: tuple[str, ...] = ()
    x: float = 0.0
    y: float = 0.0
    scale: float | None = None
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class ScenarioStep:
    """One step of a walk; a file names each part as it is named here, but for what it sets.

    Attributes
    ----------
    title, text
        What its card says.
    values
        What it lays over the circuit while it holds, by (element id or "document", parameter) in
        catalog units; who is muted and who acts again is among it.
    speed
        Model seconds per second on the wall from here on; None for as it was.
    watch
        The elements that are lit.
    traces
        The only strips that are open, as (id, state); the state of spikes is empty. None says
        nothing of them.
    starts
        Stimuli that start with it, by element: so many ms of model time after it has begun. Each
        lasts as long as it does by itself.
    note
        What only the one who lectures reads.
    lost
        What elements were called that it spoke of and that are no longer in the circuit.
    other
        What a file says beyond this; it is written back as it stood.
    """

    id: str
    title: str = ""
    text: str = ""
    values: Mapping[Address, Value] = FrozenMap()  # type: ignore[assignment]
    speed: float | None = None
    camera: Camera | None = None
    watch: tuple[str, ...] = ()
    traces: tuple[Address, ...] | None = None
    wait: WaitFor | None = None
    question: Question | None = None
    note: str = ""
    lost: tuple[str, ...] = ()
    other: Mapping[str, Any] = _NOTHING
    starts: Mapping[str, float] = _NOTHING

    def __post_init__(self) -> None:
        for name in ("values", "other", "starts"):
            object.__setattr__(self, name, freeze(getattr(self, name)))

    @property
    def mutes(self) -> Mapping[str, bool]:
        """Who is muted by it, and who acts again."""
        return {id: bool(value) for (id, name), value in self.values.items() if name == MUTED}

    def names(self) -> Iterator[str]:
        """Yield every element that it speaks of, some more than once."""
        yield from (id for id, _name in self.values)
        yield from self.camera.fit if self.camera is not None else ()
        yield from self.watch
        yield from self.starts
        yield from (id for id, _state in self.traces or ())
        if self.wait is not None and self.wait.element:
            yield self.wait.element
        if self.question is not None and self.question.draw is not None:
            yield self.question.draw[0]


def without(
    steps: Iterable[ScenarioStep], gone: Collection[str], labels: Mapping[str, str] = _UNNAMED
) -> tuple[ScenarioStep, ...]:
    """Return the steps of a walk once some elements are gone: each says what it has lost.

    Parameters
    ----------
    labels
        How people knew those that are gone, by their ids; one without is told by its id.
    """
    return tuple(_step_without(step, gone, labels) for step in steps)


def _step_without(
    step: ScenarioStep, gone: Collection[str], labels: Mapping[str, str]
) -> ScenarioStep:
    lost = tuple(dict.fromkeys(labels.get(id) or id for id in step.names() if id in gone))
    if not lost:
        return step
    waits = step.wait is not None and step.wait.element in gone
    return replace(
        step,
        values={at: value for at, value in step.values.items() if at[0] not in gone},
        camera=_camera_without(step.camera, gone),
        watch=tuple(id for id in step.watch if id not in gone),
        starts={id: ms for id, ms in step.starts.items() if id not in gone},
        traces=_traces_without(step.traces, gone),
        wait=None if waits else step.wait,
        question=_question_without(step.question, gone),
        lost=(*step.lost, *(name for name in lost if name not in step.lost)),
    )


def _camera_without(camera: Camera | None, gone: Collection[str]) -> Camera | None:
    """Return where it looks; nowhere where all that it looked at is gone."""
    if camera is None or not camera.fit:
        return camera
    left = tuple(id for id in camera.fit if id not in gone)
    return replace(camera, fit=left) if left else None


def _traces_without(
    traces: tuple[Address, ...] | None, gone: Collection[str]
) -> tuple[Address, ...] | None:
    left = tuple(key for key in traces or () if key[0] not in gone)
    return left or None


def _question_without(question: Question | None, gone: Collection[str]) -> Question | None:
    """Return the question; none where what was to be drawn on is gone and nothing can be chosen."""
    if question is None or question.draw is None or question.draw[0] not in gone:
        return question
    return replace(question, draw=None) if question.choices else None
