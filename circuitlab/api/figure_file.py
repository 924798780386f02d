"""A figure as a file: how wide, how fine and in which colours, judged before anything runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.api.asking import path_of
from circuitlab.api.errors import CircuitError
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Parameter
from circuitlab.catalog.words import Problem, convert
from circuitlab.files.atomic_write import write
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.render.figure.figure import Figure
    from circuitlab.render.figure.side_by_side import SideBySide

WIDTH = Parameter("width", "", "mm", 180.0, 20.0, 2000.0, "log", "")
"""Width on paper."""
DPI = Parameter("dpi", "", "1", 300.0, 30.0, 2400.0, "log", "")
"""Pixels per inch of a PNG."""
MOST_PIXELS = 20_000
_INCH = 25.4


@dataclass(frozen=True, slots=True)
class FigureFile:
    """Where a figure is written to, and how large.

    Attributes
    ----------
    width_mm : width on paper
    dpi : pixels per inch of a PNG
    theme : "print", "light" or "dark"
    """

    path: Path
    width_mm: float = 180.0
    dpi: float = 300.0
    theme: str = "print"

    @property
    def kind(self) -> str:
        """The ending, which says what is written."""
        return self.path.suffix.lower()

    def save(self, figure: Figure) -> Problem | None:
        """Write a figure; return why it could not be written."""
        from circuitlab.render.figure.figure import encoded

        return write(self.path, encoded(figure, self.kind, self.dpi))

    def save_states(self, figure: SideBySide) -> Problem | None:
        """Write states beside each other; return why they could not be written."""
        from circuitlab.render.figure.side_by_side import encoded_states

        return write(self.path, encoded_states(figure, self.kind, default_catalog(), self.dpi))


def figure_file(path: Path, width: object, dpi: object, theme: object) -> FigureFile | Problem:
    """Return a file for a figure, or why there can be none such.

    Parameters
    ----------
    width : mm, or a text with a unit
    dpi : pixels per inch, of a PNG
    theme : of the figure's colours
    """
    across, fine = convert(WIDTH, width), convert(DPI, dpi)
    for found in (across, fine, _kind_problem(path), _theme_problem(theme)):
        if isinstance(found, Problem):
            return found
    across, fine = float(str(across)), float(str(fine))
    if across / _INCH * fine > MOST_PIXELS:
        what = _("so wide a picture at so many pixels per inch does not fit into memory")
        return Problem("dpi", what, _("give a lower “dpi” or “width”"))
    return FigureFile(path, across, fine, str(theme))


def asked_file(path: object, width: object, dpi: object, theme: object) -> FigureFile:
    """Return a file for a figure that Python asks for, once all that paints is there.

    Raises
    ------
    CircuitError
        When there can be none such, or system libraries are missing.
    """
    from circuitlab.render.display import DRAWING, lacking  # the engine runs without this room

    found = figure_file(path_of(path), width, dpi, theme)
    if isinstance(found, Problem):
        raise CircuitError([found])
    if (problem := lacking(DRAWING)) is not None:
        raise CircuitError([problem])
    return found


def _kind_problem(path: Path) -> Problem | None:
    from circuitlab.render.figure.figure import suffixes

    if path.suffix.lower() in suffixes():
        return None
    what = _("this is no kind of picture known here")
    remedy = _("end its name in one of {suffixes}").format(suffixes=", ".join(suffixes()))
    return Problem(str(path), what, remedy)


def _theme_problem(theme: object) -> Problem | None:
    from circuitlab.render.theme import themes

    if theme in themes():
        return None
    what = _("there is no theme “{name}”").format(name=theme)
    return Problem("theme", what, _("there are: {all}").format(all=", ".join(themes())))
