"""A run as a block of Neo: spike trains of every cell, signals of every recorded state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from circuitlab.analysis.run_files import OF_ITS_STEP, about, with_conventions
from circuitlab.exchange.extras import library
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.stretches import Samples, Stretch, samples_of, stretches, trains_of
from circuitlab.exchange.whole_file import whole_file
from circuitlab.files.serialise import text_of

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun
    from circuitlab.engine.running.run import Run

EXTRA = "neo"
_UNITS = {
    "1": "dimensionless",
    "1/d": "1/day",
    "µM": "umol/L",
    "mM": "mmol/L",
    "°C": "degC",
    "µA/cm²": "uA/cm**2",
}
"""Our unit → as the library quantities writes it, where it writes it otherwise."""


_THOUSANDTHS = {"nM": ("nanomolar", "uM"), "mN": ("millinewton", "N")}
"""Our unit → its name, and that of which it is a thousandth: quantities does not know it."""


def quantity_unit(unit: str) -> Any:
    """Return one of our units as one of the library quantities."""
    quantities = library("quantities", EXTRA)
    if unit in _THOUSANDTHS:
        name, whole = _THOUSANDTHS[unit]
        return quantities.UnitQuantity(name, 1e-3 * getattr(quantities, whole), symbol=unit)
    return quantities.Quantity(1.0, _UNITS.get(unit, unit)).units


def block_of(found: Run | DaysRun, sample_time: str = OF_ITS_STEP) -> Any:
    """Return a run as a ``neo.Block`` with one segment, or one for each window of a run over days.

    Every cell that can fire has a train, from 0 to the end of the run, annotated with ``element``
    and ``cell``; every recorded state is a signal with a channel for each cell. The block's
    annotations say by what the run can be made again, the circuit's file among it.

    Raises
    ------
    MissingExtra
        When Neo is not installed.
    """
    neo = library("neo", EXTRA)
    said = {**with_conventions(about(found), sample_time), "circuit": text_of(found.circuit)}
    name = said.pop("title") or "circuitlab"
    said.pop("body_time_s", None)
    block = neo.Block(name=name, description="Simulation by CircuitLab", **said)
    for number, stretch in enumerate(stretches(found)):
        block.segments.append(_segment(neo, stretch, number))
    return block


def write_nix(
    found: Run | DaysRun, path: Path, sample_time: str = OF_ITS_STEP
) -> tuple[LeftOut, ...]:
    """Write a run as a NIX file by Neo, wholly or not at all.

    Raises
    ------
    MissingExtra
        When Neo or NIX is not installed.
    OSError
    """
    library("nixio", EXTRA)
    block = block_of(found, sample_time)
    with whole_file(path) as beside:
        writer = library("neo.io", EXTRA).NixIO(str(beside), mode="ow")
        try:
            writer.write_block(block)
        finally:
            writer.close()
    return ()


def _segment(neo: Any, stretch: Stretch, number: int) -> Any:
    segment = neo.Segment(name=f"run{stretch.name}", index=number, body_time_s=stretch.begin_s)
    for id, trains in trains_of(stretch.run):
        for cell, times in enumerate(trains):
            segment.spiketrains.append(
                neo.SpikeTrain(
                    times,
                    units="ms",
                    t_stop=stretch.run.duration_ms,
                    name=f"{id}[{cell}]",
                    element=id,
                    cell=cell,
                )
            )
    for samples in samples_of(stretch.run):
        segment.analogsignals.append(_signal(neo, samples))
    return segment


def _signal(neo: Any, samples: Samples) -> Any:
    quantities = library("quantities", EXTRA)
    return neo.AnalogSignal(
        samples.values,
        units=quantity_unit(samples.state.unit),
        t_start=float(samples.t[0]) * quantities.ms,
        sampling_period=samples.step_ms * quantities.ms,
        name=f"{samples.element}.{samples.name}",
        description=samples.state.doc,
        element=samples.element,
        state=samples.name,
        unit=samples.state.unit,
    )
