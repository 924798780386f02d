"""The displays there are: on which one a lecture is shown, and on which its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication

from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QScreen

_SHOWN_ON, _NOTES = "present/display", "present/notes"


def displays() -> list[QScreen]:
    """Return all displays, the main one first."""
    return QGuiApplication.screens()


def chosen(of: Sequence[QScreen]) -> QScreen:
    """Return the display to present on.

    It is the one that was chosen last, if it is there; else one that is not the main one, as a
    projector is.
    """
    name = str(QSettings().value(_SHOWN_ON, ""))
    known = (each for each in of if each.name() == name)
    return next(known, of[1] if len(of) > 1 else of[0])


def choose(display: QScreen) -> None:
    """Present on this one from now on."""
    QSettings().setValue(_SHOWN_ON, display.name())


def other_than(shown_on: QScreen, of: Sequence[QScreen]) -> QScreen | None:
    """Return the display on which notes can be read that the room does not see; None: none."""
    return next((each for each in of if each is not shown_on), None)


def words(display: QScreen) -> str:
    """Return how a display is called in a list."""
    size, ratio = display.size(), display.devicePixelRatio()
    name = display.model().strip() or display.name()
    wide, high = round(size.width() * ratio), round(size.height() * ratio)
    return _("{name}, {wide} × {high}").format(name=name, wide=wide, high=high)


def wants_notes() -> bool:
    """Return whether notes are shown where there is a display for them."""
    return str(QSettings().value(_NOTES, "true")) == "true"


def want_notes(wanted: bool) -> None:
    """Show notes from now on, or do not."""
    QSettings().setValue(_NOTES, "true" if wanted else "false")
