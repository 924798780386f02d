"""What the instrument shows in numbers: between the cursors, after the trigger, in a view."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from circuitlab.analysis.strip_measures import UNMEASURED, WIDER, measured, widest_gap
from circuitlab.gui.instrument.kept import kept, kept_spikes, value_of
from circuitlab.gui.instrument.measures_table import MeasuredRow
from circuitlab.gui.instrument.view_names import PHASE
from circuitlab.gui.instrument.wording import plain_unit, quantity_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circuitlab.gui.instrument.claiming import Claiming
    from circuitlab.gui.instrument.cursor_bar import CursorBar
    from circuitlab.gui.instrument.cursors import Cursors
    from circuitlab.gui.instrument.desk import Chosen
    from circuitlab.gui.instrument.measures_panel import MeasuresPanel
    from circuitlab.gui.instrument.sweeping import Sweeping
    from circuitlab.gui.instrument.view_page import ViewPage
    from circuitlab.gui.traces.strip import Key


def show_between(bar: CursorBar, cursors: Cursors, chosen: Chosen, sweeping: Sweeping) -> None:
    """Show where the cursors stand, and what the chosen strip does from one to the other."""
    strip, difference, unit = chosen.strip, math.nan, ""
    if strip is not None:
        values = [value_of(strip, cursors.mark(name).time_ms) for name in ("A", "B")]
        difference, unit = values[1] - values[0], plain_unit(strip.row.unit)
    name = strip.row.title if strip is not None else ""
    bar.show_cursors(cursors, difference, unit, sweeping.last_ms or 0.0, name)


class Measuring:
    """Measures all strips between the cursors, and offers the picked number as a claim.

    Parameters
    ----------
    panel, cursors, chosen, sweeping, claiming
        Where it is shown, between what, of which strips, since when, and who offers claims.
    """

    def __init__(
        self,
        panel: MeasuresPanel,
        cursors: Cursors,
        chosen: Chosen,
        sweeping: Sweeping,
        claiming: Claiming,
    ) -> None:
        self._panel, self._cursors, self._chosen = panel, cursors, chosen
        self._sweeping, self._claiming = sweeping, claiming
        self._picked: tuple[Key, str] | None = None
        panel.table.picked.connect(self._pick)

    def show(self, dt: float) -> None:
        """Show what there is between the cursors; the run's step is `dt` (ms)."""
        if not self._cursors.are_on:
            said = _("Bring out the cursors: what lies between them is measured.")
            self._panel.show_measures((), said)
            self._claiming.withdraw()
            return
        start, stop = self._cursors.span
        trigger_ms = self._sweeping.counted_from(start, stop)
        since = start if trigger_ms is None else trigger_ms
        strips = self._chosen.all()
        has_come = all(stop <= strip.course.until_ms + dt for strip in strips)
        rows = [
            MeasuredRow(
                strip.row,
                measured(kept(strip, start, stop), start, stop, since, dt)
                if has_come
                else UNMEASURED,
            )
            for strip in strips
        ]
        notes = _notes(rows, from_trigger=trigger_ms is not None)
        gaps = {s.row.title: widest_gap(kept(s, start, stop), start, stop) for s in strips}
        notes += _coarse({name: gap for name, gap in gaps.items() if gap > WIDER * dt})
        self._panel.show_measures(rows, notes if has_come else _("The run has not come to B yet."))
        self._offer(rows)

    def show_waits(self, window_ms: float) -> None:
        """Show how long after the trigger a cell has fired first, in each sweep."""
        strip = self._chosen.firing
        if not self._sweeping.trigger.is_on:
            self._panel.show_sweeps((), "accent", "")
        elif strip is None:
            self._panel.show_sweeps((), "accent", _("No strip shows a cell that fires."))
        else:
            rows = self._sweeping.waits(strip, window_ms)
            about = _("first spike of {name} after the trigger").format(name=strip.row.title)
            said = about if rows else _("The trigger has not come yet.")
            self._panel.show_sweeps(rows, strip.row.colour, said)

    def _pick(self, key: Key, column: str) -> None:
        self._picked = key, column
        self._claiming.begin_anew()
        self._offer(self._panel.table.rows)
        self._panel.bring_card()

    def _offer(self, rows: Sequence[MeasuredRow]) -> None:
        if self._picked is None:
            return
        key, column = self._picked
        found = next((each.found[column] for each in rows if each.row.key == key), None)
        strip = self._chosen.of(key)
        if found is not None and strip is not None:
            self._claiming.offer(strip, column, found, self._cursors.span, self._sweeping)


def show_picture(
    page: ViewPage, view: str, chosen: Chosen, stretch: tuple[float, float], words: str
) -> None:
    """Draw a view of the chosen strip, of a stretch of time (ms) that is called so."""
    from circuitlab.gui.instrument.views import picture_of

    strip, other = chosen.strip, chosen.of(chosen.against)
    if strip is None:
        return
    rows = [each.row for each in chosen.all()]
    others = [row for row in rows if row.key != strip.key and not row.is_raster]
    page.show_strips(rows, strip.key, others, chosen.against)
    page.say_over(words, is_phase=view == PHASE)
    if view != PHASE:
        picture = picture_of(view, strip.row, kept_spikes(strip, *stretch), None)
    else:
        against = (other.row, kept(other, *stretch)) if other is not None else None
        picture = picture_of(view, strip.row, kept(strip, *stretch), against)
    page.show_picture(picture, strip.row.colour)


def _coarse(gaps: Mapping[str, float]) -> str:
    """What is said of strips by name whose samples are so far apart (ms); nothing of none."""
    if not gaps:
        return ""
    widest, names = quantity_words(max(gaps.values()), "ms"), ", ".join(gaps)
    said = _("Less exact, as samples are up to {gap} apart: {names}.")
    return " " + said.format(gap=widest, names=names)


def _notes(rows: Sequence[MeasuredRow], *, from_trigger: bool) -> str:
    """How the table is read; or what is not there to be read."""
    if not any(each.found["rate"].value > 0.0 for each in rows):
        return _("No spikes between A and B.")
    if from_trigger:
        return _("Latency counts from the trigger. A dash: nothing to measure.")
    return _("Latency counts from the first cursor. A dash: nothing to measure.")
