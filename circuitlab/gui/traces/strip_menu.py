"""What can be done with a strip: its scale, its place, its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QInputDialog, QMenu

from circuitlab.catalog.powers import rounded
from circuitlab.catalog.words import Problem, parse_quantity
from circuitlab.catalog.written_lists import Sheet, read_sheet
from circuitlab.gui.menu_heading import add_heading
from circuitlab.gui.traces.removal import links_of, without_row
from circuitlab.gui.traces.scales import fitted, zoomed
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from circuitlab.gui.document import Document
    from circuitlab.gui.traces.arrangement import Arrangement
    from circuitlab.gui.traces.header import Header
    from circuitlab.gui.traces.names import Names
    from circuitlab.gui.traces.strip import Bounds, Key, Strip
    from circuitlab.playback.trace_rows import TraceRow

NARROWEST = 1e-9
ZOOM = 0.8


class Stripped(Protocol):
    """What the strips stand in."""

    @property
    def rows(self) -> tuple[TraceRow, ...]:
        """What they show, the uppermost first."""

    @property
    def names(self) -> Names:
        """What stands beside them."""

    @property
    def header(self) -> Header:
        """What stands above them."""

    @property
    def arrangement(self) -> Arrangement:
        """How they are arranged."""

    @property
    def window_ms(self) -> float:
        """The model time that their width stands for."""

    @property
    def right_ms(self) -> float:
        """The model time at their right edge."""

    def arrange(self, arrangement: Arrangement) -> None:
        """Arrange them otherwise."""

    def choose_window(self, window_ms: float | None) -> None:
        """Show this much model time, or (None) what fits the speed."""

    def zoom_time(self, factor: float) -> None:
        """Show so many times as much time."""


class StripMenu:
    """Does what is asked for a strip.

    Attributes
    ----------
    also
        Adds to the menu of a strip.
    """

    def __init__(self, panel: Stripped, document: Document) -> None:
        self._panel, self._document = panel, document
        self.also: Callable[[QMenu, Key], None] | None = None

    def open(self, at: QPoint, key: Key | None) -> None:
        """Show the menu at a place of the screen."""
        self.menu(key).popup(at)

    def menu(self, key: Key | None) -> QMenu:
        """Return the menu of a strip, or of the plot alone."""
        menu = QMenu(self._panel.names)
        strip = self._strip(key)
        if strip is not None:
            self._of_strip(menu, strip)
            menu.addSeparator()
        self._of_time(menu)
        return menu

    def remove(self, key: Key) -> None:
        """Have a strip's meter record it no more: an edit of the circuit."""
        row, document = self._row(key), self._document
        if row is not None and self._can_go(row):
            document.push(without_row(document.circuit, document.catalog, row))

    def fit(self, key: Key) -> None:
        """Scale a strip to what of it is in view."""
        panel, strip = self._panel, self._strip(key)
        if strip is None:
            return
        start_ms, end_ms = panel.right_ms - panel.window_ms, panel.right_ms
        _times, values = strip.course.points(start_ms, end_ms, panel.window_ms / 1000.0)
        if values.size:
            self._scale(key, fitted(float(values.min()), float(values.max())))

    def zoom(self, key: Key, factor: float, about: float) -> None:
        """Show more or less of a strip's values."""
        strip = self._strip(key)
        if strip is None or strip.row.is_raster or strip.row.is_bars or strip.is_folded:
            return
        low, high = zoomed(strip.bounds, about, factor)
        if high - low > NARROWEST * max(abs(low), abs(high)) and abs(low) + abs(high) < 1e12:
            self._scale(key, (low, high))

    def set_range(self, key: Key) -> None:
        """Ask for the lowest and the highest value, until they are given or the question closed."""
        strip, problem = self._strip(key), ""
        if strip is None:
            return
        low, high = (rounded(value, 4) for value in strip.bounds)
        question = _("From … to … in {unit}").format(unit=strip.row.unit or "1")
        text = _("{low} to {high}").format(low=low, high=high)
        while True:
            label = f"{question}\n{problem}" if problem else question
            text, is_given = QInputDialog.getText(
                self._panel.names, _("Range of the scale"), label, text=text
            )
            if not is_given:
                return
            bounds = range_of(text, strip.row.unit or "1")
            if bounds is not None:
                self._scale(key, bounds)
                return
            problem = _("Write two numbers, the lower one first, with “to” between them")

    def scale_words(self, rows: Sequence[TraceRow]) -> dict[Key, str]:
        """Return what is said of each row's scale."""
        together: dict[object, int] = {}
        for row in rows:
            together[row.scale] = together.get(row.scale, 0) + 1
        return {row.key: self._scale_words(row, together[row.scale]) for row in rows}

    def _scale_words(self, row: TraceRow, count: int) -> str:
        if row.key in self._panel.arrangement.bounds:
            return _("scale of its own")
        if row.is_potential or (count > 1 and not row.is_raster):
            return _("equal for {unit}").format(unit=row.unit if row.unit != "1" else row.quantity)
        return ""

    # ---- the menu

    def _of_strip(self, menu: QMenu, strip: Strip) -> None:
        key, row, panel = strip.key, strip.row, self._panel
        add_heading(menu, row.title)
        if not row.is_raster and not row.is_bars:
            self._of_scale(menu, strip)
        place, last = panel.rows.index(row), len(panel.rows) - 1
        fold = _("Unfold") if strip.is_folded else _("Fold to one line")
        menu.addAction(fold, lambda: panel.arrange(panel.arrangement.toggled(key)))
        up = menu.addAction(_("Move up"), lambda: self._move(key, place - 1))
        down = menu.addAction(_("Move down"), lambda: self._move(key, place + 1))
        up.setEnabled(place > 0)
        down.setEnabled(place < last)
        if self.also is not None:
            self.also(menu, key)
        if row.id:
            menu.addAction(_("Select on the canvas"), lambda: panel.names.chosen.emit(row.id))
            gone = menu.addAction(_("Remove this trace"), lambda: self.remove(key))
            gone.setEnabled(self._can_go(row))

    def _of_scale(self, menu: QMenu, strip: Strip) -> None:
        key, middle = strip.key, sum(strip.bounds) / 2.0
        scale = menu.addMenu(_("Scale"))
        unit = strip.row.unit if strip.row.unit != "1" else strip.row.quantity
        equal = scale.addAction(
            _("Equal for {unit}").format(unit=unit) + "\t" + _("Double-click"),
            lambda: self._scale(key, None),
        )
        equal.setCheckable(True)
        equal.setChecked(key not in self._panel.arrangement.bounds)
        scale.addAction(_("Fit this strip"), lambda: self.fit(key))
        scale.addAction(_("Set the range …"), lambda: self.set_range(key))
        scale.addSeparator()
        wheel = "\t" + _("Ctrl+wheel")
        scale.addAction(_("Zoom in") + wheel, lambda: self.zoom(key, ZOOM, middle))
        scale.addAction(_("Zoom out") + wheel, lambda: self.zoom(key, 1 / ZOOM, middle))

    def _of_time(self, menu: QMenu) -> None:
        panel, wheel = self._panel, "\t" + _("Wheel")
        menu.addAction(_("Less time") + wheel, lambda: panel.zoom_time(0.5))
        menu.addAction(_("More time") + wheel, lambda: panel.zoom_time(2.0))
        box = menu.addAction(_("Look at a box") + "\t" + _("Shift+drag, right drag"))
        box.setEnabled(False)
        automatic = _("Window that fits the speed") + "\t" + _("Double-click")
        menu.addAction(automatic, lambda: panel.choose_window(None))
        menu.addMenu(panel.header.window_menu(menu))

    def _can_go(self, row: TraceRow) -> bool:
        circuit, catalog = self._document.circuit, self._document.catalog
        return bool(row.id in circuit.elements and links_of(circuit, catalog, row))

    def _scale(self, key: Key, bounds: Bounds | None) -> None:
        self._panel.arrange(self._panel.arrangement.scaled(key, bounds))

    def _move(self, key: Key, to: int) -> None:
        self._panel.arrange(self._panel.arrangement.moved(self._panel.rows, key, to))

    def _strip(self, key: Key | None) -> Strip | None:
        return next((strip for strip in self._panel.names.strips if strip.key == key), None)

    def _row(self, key: Key) -> TraceRow | None:
        return next((row for row in self._panel.rows if row.key == key), None)


def range_of(text: str, unit: str = "1") -> Bounds | None:
    """Return the two numbers of a text in a unit, the lower one first; None without such two."""
    parted = re.sub(r"…|\.\.+|\bto\b|(?<=[0-9])\s*[-–−]\s+|(?<=[0-9])–", ";", text)
    sheet = read_sheet(parted)
    entries = list(sheet.entries) if isinstance(sheet, Sheet) else []
    read = [parse_quantity(entry, unit) for entry in entries]
    numbers = [number for number in read if not isinstance(number, Problem)]
    if len(read) != 2 or len(numbers) != 2:
        return None
    low, high = numbers
    return (low, high) if low < high and max(abs(low), abs(high)) <= 1e12 else None
