"""What going on and going back mean in a lecture, with a walk or without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.present.stage import Stage
    from circuitlab.gui.walk.guide import WalkGuide

BACK_MS = 1000.0
"""How much longer ago is looked at with each step back in a circuit without a walk."""


class Leading:
    """Leads through the walk of a circuit, or where there is none, through its run.

    A walk that was left half done goes on where it was left; `start` begins it anew. Nothing that
    is asked keeps a remote waiting: going on lets a question pass, and the run shows the answer.

    Parameters
    ----------
    stage : Stage
    say : callable
        Tells the room a sentence.
    """

    def __init__(self, stage: Stage, say: Callable[[str], object]) -> None:
        self._stage, self._say = stage, say
        self._is_through = False

    def begin(self) -> None:
        """Begin a lecture: a walk that was gone through before may be gone through again."""
        self._is_through = False

    def go_on(self) -> None:
        """Go on: to the answer, the next step, the end; without a walk, play or pause."""
        guide = self._stage.guide
        if guide.walk is None:
            self._go_on_without()
        elif guide.walk.is_held:
            guide.show_me()
        elif guide.walk.is_last:
            self._is_through = True
            guide.go_on()
            self._say(_("End of the walk"))
        else:
            guide.go_on()

    def go_back(self) -> None:
        """Go back: to the step before, or without a walk, to what was seen a second ago."""
        guide, session = self._stage.guide, self._stage.session
        if guide.walk is not None:
            guide.go_back()
        elif guide.has_walk and self._is_through:
            guide.begin()
            guide.go_to(len(self._stage.document.circuit.document["scenario"]) - 1)
        else:
            session.look_back(session.ago_ms + BACK_MS)

    def start(self) -> None:
        """Begin the walk at its first step, or where there is none, the run at time zero."""
        self._is_through = False
        if self._stage.guide.has_walk:
            self._stage.guide.begin()
        else:
            self._stage.session.reset()
            self._stage.session.play()

    def play(self) -> None:
        """Play or pause; a question that holds the run is let go."""
        walk = self._stage.guide.walk
        if walk is not None and walk.is_held:
            self._stage.guide.show_me()
        else:
            self._stage.session.toggle()

    def choose(self, number: int) -> None:
        """Choose an answer by its number, from 1."""
        guide = self._stage.guide
        step = guide.walk.step if guide.walk is not None else None
        choices = step.question.choices if step is not None and step.question is not None else ()
        if number <= len(choices):
            guide.answer(number - 1)

    def _go_on_without(self) -> None:
        guide = self._stage.guide
        if guide.has_walk and not self._is_through:
            guide.begin(guide.left_at or 0)
        else:
            self._stage.session.toggle()


def next_words(guide: WalkGuide) -> str:
    """Return what the next press of a remote does."""
    walk = guide.walk
    if walk is None:
        return _next_of_none(guide)
    if walk.is_held:
        return _("Next: the run shows the answer")
    if walk.is_last:
        return _("Next: the end of the walk")
    number = _("Step {number} of {count}").format(number=walk.at + 2, count=len(walk.steps))
    return _("Next: {title}").format(title=walk.steps[walk.at + 1].title or number)


def _next_of_none(guide: WalkGuide) -> str:
    if not guide.has_walk:
        return _("Next: play or pause")
    if guide.left_at is None:
        return _("Next: the walk begins")
    said = _("Next: step {number} of {count}, where the walk was left")
    return said.format(number=guide.left_at + 1, count=guide.count)


def first_words(guide: WalkGuide) -> str:
    """Return what keys do, for whoever begins a lecture."""
    if not guide.has_walk:
        begins = _("Space plays or pauses")
    elif guide.is_on:
        begins = _("PgDn goes on with the walk · F5 begins it anew")
    elif guide.left_at is not None:
        begins = _(
            "PgDn goes on at step {number} of {count}, where the walk was left · F5 begins anew"
        )
        begins = begins.format(number=guide.left_at + 1, count=guide.count)
    else:
        begins = _("PgDn begins the walk")
    return begins + _(" · B: black · L: spotlight · P: pen · F1: all keys · Esc: leave")
