"""A run as Neurodata Without Borders: spikes as units, voltages and other states as series.

Values are kept as they are; what they are to be multiplied by for SI units stands beside them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.analysis.run_files import OF_ITS_STEP, SPIKE_TIME, about, with_conventions
from circuitlab.catalog.load import default_catalog
from circuitlab.exchange.extras import library
from circuitlab.exchange.left_out import LeftOut, told
from circuitlab.exchange.stretches import Samples, Stretch, samples_of, stretches, trains_of
from circuitlab.exchange.whole_file import whole_file
from circuitlab.files.serialise import text_of
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun
    from circuitlab.engine.running.run import Run

EXTRA = "nwb"
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""A simulation takes place at no date, and the format wants one."""
LONGEST_TEXT = 20_000_000
"""Characters of a circuit's file up to which it is put in."""
_SI = {"mV": ("volts", 1e-3), "pA": ("amperes", 1e-12), "nS": ("siemens", 1e-9)}
"""Our unit → theirs, and what a value is multiplied by."""


def write_nwb(
    found: Run | DaysRun, path: Path, sample_time: str = OF_ITS_STEP
) -> tuple[LeftOut, ...]:
    """Write a run as an NWB file, wholly or not at all; return what the format cannot hold.

    Parameters
    ----------
    sample_time : what the time of a sample means

    Raises
    ------
    MissingExtra
        When PyNWB is not installed.
    OSError
    """
    pynwb = library("pynwb", EXTRA)
    text = text_of(found.circuit)
    left_out = tuple(_left_out(found.circuit, len(text)))
    said = with_conventions(about(found), sample_time)
    file = _file(pynwb, said, text, left_out)
    for stretch in stretches(found):
        for samples in samples_of(stretch.run):
            file.add_acquisition(_series(pynwb, file, stretch, samples))
    _add_units(pynwb, file, stretches(found))
    with whole_file(path) as beside, pynwb.NWBHDF5IO(str(beside), "w") as io:
        io.write(file)
    return left_out


def _file(pynwb: Any, said: Mapping[str, Any], text: str, left_out: tuple[LeftOut, ...]) -> Any:
    title = said["title"] or _("a circuit without a title")
    name = re.sub(r"[^\w.-]+", "_", title).strip("_") or "circuit"
    kept = text if len(text) <= LONGEST_TEXT else said["circuit_sha256"]
    words = [f"{key}: {value}" for key, value in said.items() if key != "title"]
    return pynwb.NWBFile(
        session_description=_("Simulation by CircuitLab: {title}").format(title=title),
        identifier=hashlib.sha256("\n".join(words).encode("utf-8")).hexdigest()[:32],
        session_start_time=NO_DATE,
        experiment_description="\n".join(words),
        notes="\n".join([_("Left out:"), *told(left_out)]),
        source_script=kept,
        source_script_file_name=f"{name}.circuit",
        was_generated_by=[["CircuitLab", said["version"]]],
        subject=pynwb.file.Subject(
            subject_id="simulation",
            sex="U",
            age="P0D",  # the format wants an age
            description=_("no animal and of no age: computed"),
        ),
    )


def _left_out(circuit: Circuit, length: int) -> Iterator[LeftOut]:
    kinds = default_catalog().kinds
    for id, element in circuit.elements.items():
        kind = kinds.get(element.kind)
        family = kind.title if kind is not None else element.kind
        yield LeftOut(
            id,
            _("NWB has no place for the values of {kind}; they stand in source_script").format(
                kind=family
            ),
        )
    if length > LONGEST_TEXT:
        why = _("the circuit's file is too long for source_script; its hash stands there")
        yield LeftOut("source_script", why)


def _series(pynwb: Any, file: Any, stretch: Stretch, samples: Samples) -> Any:
    unit, conversion = _SI.get(samples.state.unit, (samples.state.unit, 1.0))
    given = {
        "name": f"{samples.element}_{samples.name}{stretch.name}",
        "data": samples.values,
        "starting_time": stretch.begin_s + float(samples.t[0]) / 1000.0,
        "rate": 1000.0 / samples.step_ms,
        "conversion": conversion,
        "description": f"{samples.state.doc} element={samples.element} state={samples.name}",
    }
    if samples.name == "v" and samples.values.ndim == 1:
        electrode = _electrode(file, samples.element)
        return pynwb.icephys.CurrentClampSeries(electrode=electrode, gain=1.0, **given)
    return pynwb.TimeSeries(unit=unit, **given)


def _electrode(file: Any, id: str) -> Any:
    """Return the electrode of a single neuron, made once; the format wants one for a voltage."""
    if "simulation" not in file.devices:
        file.create_device(name="simulation", description=_("no instrument: computed"))
    if id not in file.icephys_electrodes:
        file.create_icephys_electrode(
            name=id,
            cell_id=id,
            description=_("no electrode: the potential of the whole cell, computed"),
            device=file.devices["simulation"],
        )
    return file.icephys_electrodes[id]


def _add_units(pynwb: Any, file: Any, parts: Sequence[Stretch]) -> None:
    """Add a unit for each cell that can fire; readers want to know when each was watched."""
    elements, cells, times, counts = _joined_trains(parts)
    if not elements:
        return
    common = library("hdmf.common", EXTRA)
    watched = np.array([[part.begin_s, part.end_s] for part in parts])
    columns = []
    for name, words, data, each in (
        ("spike_times", _("spike times in seconds"), times, counts),
        (
            "obs_intervals",
            _("what was simulated, in seconds"),
            np.tile(watched, (len(cells), 1)),
            np.full(len(cells), len(parts)),
        ),
    ):
        column = common.VectorData(name=name, description=words, data=data)
        index = common.VectorIndex(name=f"{name}_index", target=column, data=np.cumsum(each))
        columns += [index, column]
    words = _("element of the circuit")
    columns.append(common.VectorData(name="element", description=words, data=elements))
    words = _("number of the cell in its element, from 0")
    columns.append(common.VectorData(name="cell", description=words, data=cells))
    file.units = pynwb.misc.Units(
        name="units",
        description=_("cells that can fire; {when}").format(when=SPIKE_TIME),
        id=np.arange(len(cells)),
        columns=columns,
        colnames=["spike_times", "obs_intervals", "element", "cell"],
        resolution=parts[0].run.dt / 1000.0,
    )


def _joined_trains(
    parts: Sequence[Stretch],
) -> tuple[list[str], list[int], np.ndarray[Any, Any], list[int]]:
    """Return of every cell its element and number, all spike times (s), and how many are whose."""
    trains: dict[tuple[str, int], list[Any]] = {}
    for part in parts:
        for id, of_cells in trains_of(part.run):
            for cell, times in enumerate(of_cells):
                trains.setdefault((id, cell), []).append(part.begin_s + times / 1000.0)
    joined = [np.concatenate(each) for each in trains.values()]
    flat = np.concatenate([np.zeros(0), *joined])
    return [id for id, _c in trains], [c for _id, c in trains], flat, [len(t) for t in joined]
