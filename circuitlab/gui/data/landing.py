"""Where a file that is dragged over the window would land, and what would come of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect

from circuitlab.exchange.opening import is_foreign
from circuitlab.exchange.recordings.opening import BY_NEO, NWB, TEXT
from circuitlab.gui.data.add_dialog import places_beside
from circuitlab.playback.trace_rows import POTENTIAL
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.shell.workspace import EditorWindow
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Key

CIRCUITS = (".circuit", ".json")
RECORDINGS = (*TEXT, *NWB, *BY_NEO)


class What(Enum):
    """What a file is, by its name."""

    CIRCUIT = auto()
    RECORDING = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Landing:
    """What would come of files that are let go here.

    Attributes
    ----------
    words : what would happen, or why nothing would
    box : what it would happen to, in the window
    circuits, recordings, unknown : the files
    key : the trace that recordings are laid beside; None where that is asked
    is_refused : whether nothing would happen
    """

    words: str
    box: QRect
    circuits: tuple[Path, ...] = ()
    recordings: tuple[Path, ...] = ()
    unknown: tuple[Path, ...] = ()
    key: Key | None = None
    is_refused: bool = False


def what_is(path: Path) -> What:
    """Return what a file is, by its name; a folder is nothing that could be opened."""
    ending = path.suffix.casefold()
    if path.is_dir():
        return What.UNKNOWN
    if ending in CIRCUITS or is_foreign(path):
        return What.CIRCUIT
    return What.RECORDING if ending in RECORDINGS else What.UNKNOWN


def landing(window: EditorWindow, paths: Sequence[Path], at: QPoint) -> Landing:
    """Return what would come of files that are let go at a place of the window."""
    whole = window.window().rect()
    circuits, recordings, unknown = _sorted_out(paths)
    if circuits:
        words = _("Open “{name}”").format(name=circuits[0].name)
        return Landing(words, whole, circuits, recordings, unknown)
    if not recordings:
        return Landing(_unknown(unknown), whole, unknown=unknown, is_refused=True)
    if not window.actions_by_key["add_recording"].isEnabled():
        words = _("A recording lies beside a trace: open a circuit first")
        return Landing(words, whole, recordings=recordings, unknown=unknown, is_refused=True)
    traces = places_beside(window.document)
    key, box = _place(window, at, traces)
    words = _beside(recordings, traces[key] if key is not None else "")
    return Landing(words, box, (), recordings, unknown, key)


def _sorted_out(paths: Iterable[Path]) -> tuple[tuple[Path, ...], ...]:
    """Return the files of each kind; each is looked at once, as a disk may be far away."""
    found: dict[What, list[Path]] = {what: [] for what in What}
    for path in paths:
        found[what_is(path)].append(path)
    return tuple(map(tuple, found.values()))


def _unknown(paths: Sequence[Path]) -> str:
    """Return why nothing comes of files of another kind."""
    if not paths:
        return _("Only files on this computer can be opened: save it here first")
    words = _("“{name}” is no circuit and no recording, by its name")
    return words.format(name=paths[0].name)


def _beside(recordings: Sequence[Path], trace: str) -> str:
    count = len(recordings)
    what = ngettext("“{name}”", "{count} recordings", count)
    what = what.format(name=recordings[0].name, count=count)
    if not trace:
        return _("Lay {what} beside a trace").format(what=what)
    return _("Lay {what} beside {trace}").format(what=what, trace=trace)


def _place(
    window: EditorWindow, at: QPoint, traces: Container[Key | None]
) -> tuple[Key | None, QRect]:
    """Return the trace at a place of the window, and where that is seen."""
    for key, box in (_strip(window, at), _cell(window, at)):
        if key in traces:
            return key, box
    return None, window.window().rect()


def _strip(window: EditorWindow, at: QPoint) -> tuple[Key | None, QRect]:
    """Return the strip at a place, its name at the left included."""
    traces, whole = window.traces, window.window()
    plot, nothing = traces.host.plot, (None, QRect())
    if (
        plot is None
        or not plot.isVisible()
        or not traces.rect().contains(traces.mapFrom(whole, at))
    ):
        return nothing
    strip = plot.strip_at(plot.place_of(QPointF(plot.mapFrom(whole, at))).y())
    if strip is None:
        return nothing
    left = traces.mapTo(whole, QPoint(0, 0)).x()
    top, bottom = (_height_of(plot, y, whole) for y in (strip.top, strip.bottom))
    return strip.key, QRect(left, top, traces.width(), bottom - top)


def _height_of(plot: TracePlot, y: float, whole: QWidget) -> int:
    """Return where in the window a height of the plot lies."""
    inside = plot.mapFromScene(plot.plotItem.vb.mapViewToScene(QPointF(0.0, y)))
    return int(plot.mapTo(whole, inside).y())


def _cell(window: EditorWindow, at: QPoint) -> tuple[Key | None, QRect]:
    """Return the potential of the cell at a place of the canvas."""
    canvas, whole = window.canvas, window.window()
    inside = canvas.mapFrom(whole, at)
    if not canvas.isVisible() or not canvas.rect().contains(inside):
        return None, QRect()
    id = canvas.scene.at(canvas.camera.to_scene(canvas.in_view(QPointF(inside))))
    place = canvas.scene.place(id) if id else None
    if place is None:
        return None, QRect()
    drawn = place.body.translated(place.centre)
    corners = (drawn.topLeft(), drawn.bottomRight())
    first, last = (canvas.mapTo(whole, canvas.mapFromScene(corner)) for corner in corners)
    return (id, POTENTIAL), QRect(first, last)
