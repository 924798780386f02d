"""What the card of a walk has to tell at one moment, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.gui.lecture.step_words import heading
from circuitlab.gui.walk.words import lost_words, wait_words
from circuitlab.model.names import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.playback.waiting import Waiting
    from circuitlab.playback.walk import Walk


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a card, empty for what is not said, and what can be done there.

    Attributes
    ----------
    choice, answer
        What was chosen, and what came true; None while that is open.
    is_ready
        Whether all has been seen and one may go on.
    to_come
        What will be told once all has been seen; empty when it is told.
    """

    at: int
    titles: tuple[str, ...]
    circuit: str
    number: str
    title: str
    text: str
    lost: str
    question: str
    choices: tuple[str, ...]
    choice: int | None
    answer: int | None
    draw: str
    can_clear: bool
    result: str
    gap: str
    wait: str
    is_held: bool
    is_answered: bool
    is_ready: bool
    to_come: str = ""


def told(
    walk: Walk,
    waiting: Waiting,
    circuit: Circuit,
    catalog: Catalog,
    gap: str = "",
    nudge: str = "",
) -> Told:
    """Return what the card has to tell.

    Parameters
    ----------
    gap
        How far off the drawing was, once it is known.
    nudge
        What is to be said first, if anything.
    """
    step, question = walk.step, walk.step.question
    is_over = not walk.is_held and waiting.is_over
    number = _("Step {number} of {count}").format(number=walk.at + 1, count=len(walk.steps))
    has_result = question is not None and is_over
    wait = ""
    if not walk.is_held and step.wait is not None:
        wait = (
            _("Seen. Go on when you like.") if is_over else wait_words(circuit, catalog, step.wait)
        )
    return Told(
        at=walk.at,
        titles=tuple(each.title for each in walk.steps),
        circuit=str(circuit.document.get("title") or ""),
        number=number,
        title=heading(circuit, catalog, step),
        text=step.text,
        lost=lost_words(step),
        question=question.text if question is not None else "",
        choices=question.choices if question is not None else (),
        choice=walk.choice,
        answer=question.answer if question is not None and has_result else None,
        draw=_draw_words(walk, circuit, catalog),
        can_clear=walk.is_held and walk.curve is not None,
        result=question.shows if question is not None and has_result else "",
        gap=gap,
        wait=nudge or wait,
        is_held=walk.is_held,
        is_answered=walk.is_answered,
        is_ready=is_over,
        to_come=question.shows if question is not None and not has_result else "",
    )


def _draw_words(walk: Walk, circuit: Circuit, catalog: Catalog) -> str:
    question = walk.step.question
    if question is None or question.draw is None:
        return ""
    if not walk.is_held:
        return _("– – your curve on the trace below") if walk.curve is not None else ""
    if walk.curve is not None:
        return _("✎ Your curve is on the trace below")
    name = name_of(circuit, catalog, question.draw[0])
    return _("✎ Draw it with the pointer on the shaded part of “{name}” below").format(name=name)
