"""A walk through a circuit as a value: at which step it is, and what lies over the circuit there.

Each step lies over those before it; to go back is to lift what was laid. What somebody sets by
hand meanwhile is theirs: no step sets it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from circuitlab.model.frozen import Value
from circuitlab.model.overlay import Overlay
from circuitlab.model.scenario import Address, Camera, Question, ScenarioStep
from circuitlab.playback.prediction import Curve

Answer = int | Curve
"""The number of a choice, or what was drawn."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where somebody is on a walk.

    Attributes
    ----------
    steps
        All of them; there is at least one.
    at
        The number of the present one, from 0.
    shown
        Ids of the steps whose question has been answered, so that the run may show what it asks.
    answers
        What was answered, by the step's id.
    own
        What somebody has set by hand: no step sets it.
    begun
        When the stimuli are on that start with a step, as values, by the step's id.
    """

    steps: tuple[ScenarioStep, ...]
    at: int = 0
    shown: frozenset[str] = frozenset()
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    own: frozenset[Address] = frozenset()
    begun: Mapping[str, Mapping[Address, Value]] = field(default_factory=dict)

    @property
    def step(self) -> ScenarioStep:
        """The present step."""
        return self.steps[self.at]

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to go back to."""
        return self.at == 0

    @property
    def is_last(self) -> bool:
        """Whether no step follows."""
        return self.at == len(self.steps) - 1

    @property
    def is_held(self) -> bool:
        """Whether the run waits for an answer: what the step sets is not laid until then."""
        return self.step.question is not None and self.step.id not in self.shown

    @property
    def is_answered(self) -> bool:
        """Whether all that the present step asks has been answered."""
        question = self.step.question
        return question is None or len(self.answers.get(self.step.id, ())) == _asked(question)

    @property
    def choice(self) -> int | None:
        """What was chosen at the present step."""
        given = self.answers.get(self.step.id, ())
        return next((each for each in given if isinstance(each, int)), None)

    @property
    def curve(self) -> Curve | None:
        """What was drawn at the present step."""
        given = self.answers.get(self.step.id, ())
        return next((each for each in given if isinstance(each, Curve)), None)

    # ---- what holds now

    @property
    def taken(self) -> tuple[ScenarioStep, ...]:
        """The steps that hold: all up to the present one, and that one unless it is held."""
        return self.steps[: self.at if self.is_held else self.at + 1]

    def overlays(self) -> tuple[Overlay, ...]:
        """Return what lies over the circuit, the uppermost last."""
        laid = []
        for step in self.taken:
            given = {**step.values, **self.begun.get(step.id, {})}
            values = {at: value for at, value in given.items() if at not in self.own}
            if values:
                laid.append(Overlay(step.id, values))
        return tuple(laid)

    def values(self) -> dict[Address, Value]:
        """Return the values that lie over the circuit."""
        return {at: value for each in self.overlays() for at, value in each.values.items()}

    @property
    def speed(self) -> float | None:
        """Model seconds per second on the wall that the steps ask for; None where none does."""
        asked = [step.speed for step in self.taken if step.speed is not None]
        return asked[-1] if asked else None

    @property
    def camera(self) -> Camera | None:
        """Where the steps look; one that asks looks already."""
        asked = [step.camera for step in self.steps[: self.at + 1] if step.camera is not None]
        return asked[-1] if asked else None

    @property
    def traces(self) -> tuple[Address, ...] | None:
        """The strips that the steps leave open; None for all."""
        asked = [step.traces for step in self.steps[: self.at + 1] if step.traces is not None]
        return asked[-1] if asked else None

    # ---- going on and back

    def to(self, number: int) -> Walk:
        """Return the walk at another step, the nearest that there is."""
        return replace(self, at=max(0, min(len(self.steps) - 1, number)))

    def next(self) -> Walk:
        """Return the walk a step farther; at the end it stays."""
        return self.to(self.at + 1)

    def back(self) -> Walk:
        """Return the walk a step before."""
        return self.to(self.at - 1)

    def answering(self, answer: Answer) -> Walk:
        """Return the walk with an answer at the present step in place of one of its sort."""
        given = self.answers.get(self.step.id, ())
        others = tuple(each for each in given if type(each) is not type(answer))
        return replace(self, answers={**self.answers, self.step.id: (*others, answer)})

    def clearing(self) -> Walk:
        """Return the walk without what was drawn at the present step."""
        given = self.answers.get(self.step.id, ())
        kept = tuple(each for each in given if not isinstance(each, Curve))
        return replace(self, answers={**self.answers, self.step.id: kept})

    def showing(self) -> Walk:
        """Return the walk with the present step let go: the run shows what it asks."""
        return replace(self, shown=self.shown | {self.step.id})

    def leaving(self, addresses: Iterable[Address]) -> Walk:
        """Return the walk with some values left to whoever has set them by hand."""
        return replace(self, own=self.own | frozenset(addresses))

    def taking_back(self, addresses: Iterable[Address]) -> Walk:
        """Return the walk whose steps set some values again that were left to somebody."""
        return replace(self, own=self.own - frozenset(addresses))

    def beginning(self, values: Mapping[Address, Value]) -> Walk:
        """Return the walk with the stimuli that start with the present step on as they say."""
        others = {id: times for id, times in self.begun.items() if id != self.step.id}
        return replace(self, begun={**others, self.step.id: values} if values else others)

    def over(self, steps: tuple[ScenarioStep, ...]) -> Walk:
        """Return the walk over steps that were edited, at the present one where it is left."""
        number = number_of(steps, self.step.id)
        number = self.at if number is None else number
        return replace(self, steps=steps, at=max(0, min(len(steps) - 1, number)))


def number_of(steps: Iterable[ScenarioStep], id: str) -> int | None:
    """Return the number of the step with an id, from 0; None where there is none."""
    return next((number for number, step in enumerate(steps) if step.id == id), None)


def _asked(question: Question) -> int:
    """How many answers there are to give."""
    return bool(question.choices) + (question.draw is not None)
