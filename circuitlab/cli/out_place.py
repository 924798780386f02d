"""Where a run is written to: what is recorded for it, and as what it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.catalog.load import default_catalog
from circuitlab.cli.run_results import watched
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.left_out import LeftOut, told
from circuitlab.exchange.run_formats import RUN_FORMATS
from circuitlab.files.whole_folder import try_folder
from circuitlab.model.circuit import Circuit
from circuitlab.model.days import Days
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun
    from circuitlab.engine.running.run import Run

TRACE_EVERY_MS = 0.1
"""Of a folder of tables, traces have a sample for so much time."""
_ONE_FILE = (".csv", ".npz")


@dataclass(frozen=True, slots=True)
class OutPlace:
    """A folder of tables, one file, or another tool's format.

    Attributes
    ----------
    ending : of the format's files; empty for a folder of tables
    record : (id, state) to be recorded for it
    every_ms : time from sample to sample; None for each step
    """

    path: Path
    record: tuple[tuple[str, str], ...]
    every_ms: float | None

    ending: str

    def save(self, finished: Run | DaysRun) -> tuple[LeftOut, ...]:
        """Write a run there; return what the format cannot hold.

        Raises
        ------
        CannotExchange, OSError
        """
        from circuitlab.exchange.saved_run import save_as

        exact = self.every_ms is None or self.every_ms <= finished.dt
        return save_as(finished, self.path, self.ending, exact=exact)

    def saved(self, finished: Run | DaysRun) -> tuple[str, ...]:
        """Write a run there; return in words what another tool's format cannot hold."""
        left_out = self.save(finished)
        return told(left_out) if self.ending in RUN_FORMATS else ()


def out_place(
    path: Path, circuit: Circuit, lasting: float | Days, ending: str | None = None
) -> OutPlace:
    """Return where to write to, before anything runs.

    Parameters
    ----------
    ending
        Of the format's files; by default that of the path.

    Raises
    ------
    CannotExchange, MissingExtra, OSError
        When it cannot be written, or not there.
    """
    ending = path.suffix.casefold() if ending is None else ending
    if ending in RUN_FORMATS:
        RUN_FORMATS[ending].need()
    elif ending not in _ONE_FILE:
        try_folder(path)
        return OutPlace(path, to_record(circuit, lasting, TRACE_EVERY_MS), TRACE_EVERY_MS, "")
    if not path.parent.is_dir():
        what = _("There is no such folder")
        raise CannotExchange(str(path.parent), what, _("choose a folder that exists"))
    each = to_record(circuit, lasting, float(circuit.document["dt_ms"]))
    fewer = to_record(circuit, lasting, TRACE_EVERY_MS)
    if len(each) == len(fewer):
        return OutPlace(path, each, None, ending)
    return OutPlace(path, fewer, TRACE_EVERY_MS, ending)


def to_record(
    circuit: Circuit, lasting: float | Days, every_ms: float = TRACE_EVERY_MS
) -> tuple[tuple[str, str], ...]:
    """Return what is written of a run: what its voltmeters read, and the voltage of every cell."""
    from circuitlab.engine.running.recorded_voltages import all_voltages

    neural_ms = lasting.neural_ms if isinstance(lasting, Days) else lasting
    voltages = all_voltages(circuit, default_catalog(), neural_ms, every_ms)
    return tuple(dict.fromkeys([*watched(circuit), *voltages]))
