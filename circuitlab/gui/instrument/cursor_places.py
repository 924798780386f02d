"""Where the cursors are put: at thirds of the picture, and from sweep to sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.instrument.sweeping import BEFORE

if TYPE_CHECKING:
    from circuitlab.gui.instrument.cursors import Cursors, Name
    from circuitlab.gui.instrument.desk import Desk

LEAST_SHARE = 0.3
"""Part of the window that the cursors stand in where less than that has run."""


class CursorPlaces:
    """Puts the cursors into the picture.

    Parameters
    ----------
    desk, cursors
        Whose picture it is, and what is put there.
    """

    def __init__(self, desk: Desk, cursors: Cursors) -> None:
        self._desk, self._cursors = desk, cursors
        self._window_ms = 0.0

    def put(self, right_ms: float, left_ms: float | None = None) -> None:
        """Stand both at thirds of the picture that ends then, or of its part from `left_ms` on."""
        left = max(0.0, right_ms - self._desk.window_ms) if left_ms is None else left_ms
        wide = max(right_ms - left, LEAST_SHARE * self._desk.window_ms)
        self._cursors.put(left + wide / 3.0, left + 2.0 * wide / 3.0)

    def choose(self, name: Name) -> None:
        """Have keys move one; both come into the picture where that one is not in it."""
        right = self._desk.plot.right_ms
        if self._cursors.are_on and not self._shows(self._cursors.mark(name).time_ms, right):
            self.put(right)
        self._cursors.choose(name)

    def follow(self, before_ms: float | None, last_ms: float | None) -> None:
        """Keep both as long after the trigger as they were: it came before, and now last.

        With the first that comes they are brought behind it, unless both stand in its sweep; also
        when the window is another one, which has left both out.
        """
        is_other, self._window_ms = self._desk.window_ms != self._window_ms, self._desk.window_ms
        if last_ms is None or not self._cursors.are_on:
            return
        if before_ms is not None:
            self._cursors.shift(last_ms - before_ms)
        right = last_ms + (1.0 - BEFORE) * self._desk.window_ms
        shown = [self._shows(time_ms, right) for time_ms in self._cursors.span]
        if not all(shown) if before_ms is None else is_other and not any(shown):
            self.put(right, last_ms)

    def _shows(self, time_ms: float, right_ms: float) -> bool:
        return right_ms - self._desk.window_ms <= time_ms <= right_ms
