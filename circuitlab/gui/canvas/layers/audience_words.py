"""What the foot of the picture says: to a room more, which sees no bar, clock or badge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.canvas.controls.look_back_sign import ago_words
from circuitlab.gui.canvas.layers.readout import words_of_run
from circuitlab.gui.transport.transport import badge_words, body_clock
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.canvas.magnified import Magnified
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session


def foot_words(canvas: Picture | Magnified) -> str:
    """Return what stands at the foot while the pointer is on nothing."""
    session = canvas.session
    words = words_of_run(canvas.document.circuit, session.live, session.speed)
    if canvas.is_for_audience:
        return words_for_audience(words, canvas.document, session)
    return words


def words_for_audience(of_run: str, document: Document, session: Session) -> str:
    """Return what is said of the run, with whether it is held or past, and its slow clock.

    Parameters
    ----------
    of_run
        What is said of it in any case.
    """
    parts = [_held(session), of_run]
    clock = body_clock(document, session.set_by_timeline)
    parts.append(badge_words(clock, session.shown_speed)[1])
    return " · ".join(part for part in parts if part)


def _held(session: Session) -> str:
    if session.ago_ms > 0.0:
        return ago_words(session.ago_ms)
    return "" if session.playing else _("❙❙ paused")
