"""From a picked number to a claim of the circuit: what may be claimed, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.analysis.claim_of_measure import (
    ClaimSource,
    claim_words,
    expected_value,
    least_tolerance,
    too_coarse,
    usual_tolerance,
    with_claim,
)
from circuitlab.analysis.strip_measures import widest_gap
from circuitlab.catalog.words import format_number
from circuitlab.gui.instrument.kept import kept, name_words
from circuitlab.gui.instrument.trigger import trigger_words
from circuitlab.gui.instrument.wording import column_unit, plain_unit
from circuitlab.resources import _, in_digits

if TYPE_CHECKING:
    from circuitlab.analysis.strip_measures import Measured
    from circuitlab.gui.document import Document
    from circuitlab.gui.instrument.claim_card import ClaimCard
    from circuitlab.gui.instrument.sweeping import Sweeping
    from circuitlab.gui.instrument.untouched import Untouched
    from circuitlab.gui.traces.strip import Strip


class Claiming:
    """Offers the picked number as a claim, and makes it.

    Parameters
    ----------
    document, untouched, card
        Where claims go, whether the run is the circuit's own, and what offers them.
    """

    def __init__(self, document: Document, untouched: Untouched, card: ClaimCard) -> None:
        self._document, self._untouched, self._card = document, untouched, card
        self._source: ClaimSource | None = None
        self._strip: Strip | None = None
        self._found: Measured | None = None
        self._offered: object = None

    def begin_anew(self) -> None:
        """Offer the next number even if it is the last one again."""
        self._offered = None

    def offer(
        self,
        strip: Strip,
        column: str,
        found: Measured,
        span: tuple[float, float],
        sweeping: Sweeping,
    ) -> None:
        """Offer what was measured on a strip between two times (ms), or say why it cannot be."""
        source = self._source_of(strip, column, span, sweeping)
        offered = (source, found, self._untouched.is_so)
        if offered == self._offered:
            return
        self._offered = offered
        self._source, self._strip, self._found = source, strip, found
        why_not = self._why_not(strip, source, found)
        if why_not:
            self._source = None
            self._card.explain(why_not)
            return
        unit = column_unit(column, strip.row.unit)

        def sentence(tolerance: float) -> str:
            return _sentence(source, found, tolerance, unit)

        usual, least = usual_tolerance(column, found), least_tolerance(found)
        self._card.offer(sentence, usual, least, unit)

    def withdraw(self) -> None:
        """Offer nothing any more."""
        if self._offered is not None:
            self._offered = self._source = self._strip = self._found = None
            self._card.invite()

    def make(self, tolerance: float) -> bool:
        """Add the offered claim to the circuit as one step; whether there was one."""
        if self._source is None or self._strip is None or self._found is None:
            return False
        here = kept(self._strip, self._source.start, self._source.stop)
        unit = column_unit(self._source.column, self._source.unit)
        text = _sentence(self._source, self._found, tolerance, unit)
        circuit = self._document.circuit
        self._document.push(with_claim(circuit, here, self._source, self._found, tolerance, text))
        self._source = None
        self._card.explain(_("It is expected of this circuit now; its page lists it."))
        return True

    def _source_of(
        self, strip: Strip, column: str, span: tuple[float, float], sweeping: Sweeping
    ) -> ClaimSource:
        row, (start, stop) = strip.row, span
        since = sweeping.counted_from(start, stop)
        words = _("{time} ms of the run").format(time=in_digits(f"{round(start, 3):.6g}"))
        if since is not None:
            circuit, catalog = self._document.circuit, self._document.catalog
            what = trigger_words(sweeping.trigger, circuit, catalog, plain_unit(row.unit))
            words = _("“{what}” at {time} ms").format(
                what=what, time=in_digits(f"{round(since, 3):.6g}")
            )
        name = name_words(row)
        return ClaimSource(
            row.id, row.state, name, row.unit, column, start, stop,
            start if since is None else since, words, row.size,
        )  # fmt: skip

    def _why_not(self, strip: Strip, source: ClaimSource, found: Measured) -> str:
        if not found.is_there:
            return _("There is nothing to measure here, so nothing to claim.")
        if not self._untouched.is_so:
            return _(
                "The circuit was changed since this run began, so a run of its own would not show "
                "this number. Restart it (R) and measure again."
            )
        here = kept(strip, source.start, source.stop)
        problem = too_coarse(here, source, widest_gap(here, source.start, source.stop))
        return f"{problem.what.capitalize()}: {problem.remedy}." if problem is not None else ""


def _sentence(source: ClaimSource, found: Measured, tolerance: float, unit: str) -> str:
    """What a claim says: the very number that will be expected, as its page shows it."""
    numbers = (expected_value(found.value, tolerance), tolerance)
    value, give = (f"{format_number(number)} {unit}".strip() for number in numbers)
    return claim_words(source, value, give)
