"""Two cursors in model time: where they stand, to what they have snapped, and which one moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

Name = Literal["A", "B"]
NAMES: tuple[Name, Name] = ("A", "B")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a cursor stands: model time in ms, and what it has snapped to (see `Snap`)."""

    time_ms: float
    to: str = ""


class Cursors(QObject):
    """The cursors A and B. They stand in model time and so move with the traces.

    Attributes
    ----------
    changed : Signal()
        They stand elsewhere, are there, or are there no more.
    active : str
        The one that keys move.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.active: Name = "A"
        self._marks: dict[Name, Mark] = {}

    @property
    def are_on(self) -> bool:
        """Whether they are there."""
        return bool(self._marks)

    @property
    def span(self) -> tuple[float, float]:
        """The earlier and the later time (ms); 0 and 0 where there are none."""
        times = sorted(mark.time_ms for mark in self._marks.values())
        return (times[0], times[-1]) if times else (0.0, 0.0)

    def mark(self, name: Name) -> Mark:
        """Return where one stands."""
        return self._marks[name]

    def put(self, a_ms: float, b_ms: float) -> None:
        """Bring both out."""
        self._marks = {"A": Mark(a_ms), "B": Mark(b_ms)}
        self.active = "A"
        self.changed.emit()

    def put_away(self) -> None:
        """Take both away."""
        if self._marks:
            self._marks = {}
            self.changed.emit()

    def move(self, name: Name, mark: Mark) -> None:
        """Stand one elsewhere; it is the one that keys move from now on."""
        if self._marks and (self._marks[name] != mark or self.active != name):
            self._marks[name], self.active = mark, name
            self.changed.emit()

    def shift(self, by_ms: float) -> None:
        """Stand both so much later; what they snapped to is left behind."""
        if self._marks and by_ms:
            self._marks = {name: Mark(m.time_ms + by_ms) for name, m in self._marks.items()}
            self.changed.emit()

    def choose(self, name: Name) -> None:
        """Have keys move this one."""
        if self._marks and self.active != name:
            self.active = name
            self.changed.emit()
