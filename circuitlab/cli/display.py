"""Commands that need a window, or only need to draw, say what is missing for it."""

import os
from collections.abc import Mapping

from circuitlab.catalog.words import Problem
from circuitlab.cli.errors import NO_WINDOW, CannotDo
from circuitlab.render.display import DRAWING, WINDOW, has_display, lacking, on_x
from circuitlab.resources import _


def require_window() -> None:
    """Make sure that a window can be opened.

    Raises
    ------
    CannotDo
        Without a display (exit code 2), or with system libraries missing.
    """
    if not has_display():
        what = _("there is no display here")
        remedy = _("“circuitlab tour” writes pictures and the table of claims instead")
        raise CannotDo(Problem("", what, remedy), code=NO_WINDOW)
    _require(DRAWING | WINDOW if on_x() else DRAWING)


def require_drawing() -> None:
    """Make sure that pictures can be painted; no display is needed, nor used.

    Raises
    ------
    CannotDo
        With system libraries missing.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _require(DRAWING)


def _require(libraries: Mapping[str, str]) -> None:
    if (problem := lacking(libraries)) is not None:
        raise CannotDo(problem)
