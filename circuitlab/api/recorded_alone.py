"""What a run from Python records where nobody says what."""

from __future__ import annotations

from circuitlab.catalog.spec import Catalog
from circuitlab.engine.running.recorded_voltages import all_voltages, as_long_as_kept
from circuitlab.model.circuit import Circuit
from circuitlab.playback.trace_rows import rows_of


def recorded_alone(
    circuit: Circuit, catalog: Catalog, duration: float, dt: float
) -> list[tuple[str, str]]:
    """Return (id, state) of every voltage, and of what meters read, that is not too long to keep.

    Parameters
    ----------
    duration, dt : of the run, ms
    """
    voltages = all_voltages(circuit, catalog, duration, dt)
    read = [row.key for row in rows_of(circuit, catalog) if not row.is_raster]
    beside = [key for key in read if key not in voltages]
    return voltages + as_long_as_kept(circuit, catalog, beside, duration, dt)
