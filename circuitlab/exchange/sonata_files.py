"""A circuit and its run as SONATA: nodes, edges, spikes and voltages in a folder.

An element that fires is a population of nodes. What a synapse opens of a receptor is a population
of edges, called ``source__synapse__receptor``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.analysis.run_files import OF_ITS_STEP, about, with_conventions
from circuitlab.catalog.families import NEURON, SYNAPSE
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.engine.running.days_run import DaysRun
from circuitlab.exchange.connections import Connections, cells_that_fire, connections_of
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.extras import library
from circuitlab.exchange.left_out import LeftOut, told
from circuitlab.exchange.stretches import Samples, samples_of
from circuitlab.files.atomic_write import need_room
from circuitlab.files.serialise import text_of
from circuitlab.files.whole_folder import whole_or_nothing
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

EXTRA = "sonata"
_MAGIC, _VERSION = np.uint32(0x0A7A), np.array([0, 1], np.uint32)
_SORTING = {"none": 0, "by_id": 1, "by_time": 2}
_NUMERIC = frozenset({"number", "integer"})


_OF_A_LIST, _OF_A_NUMBER = 3072, 8
"""Bytes that a file takes at most for a list, with what is said of it, and for each number."""
_LISTS_OF_NODES, _LISTS_OF_EDGES = 3, 11
"""Lists of each population beside its values, and of each of connections with its indices."""


def write_sonata(
    found: Run | DaysRun, folder: Path, sample_time: str = OF_ITS_STEP
) -> tuple[LeftOut, ...]:
    """Write a run and its circuit into a folder, all or nothing.

    Returns
    -------
    what the format cannot hold; it stands in the folder's ``left_out.txt`` too

    Raises
    ------
    MissingExtra
        When h5py or libsonata is not installed.
    CannotExchange
        When it is a run over days: the format knows one stretch of time.
    OSError
    """
    if isinstance(found, DaysRun):
        what = _("SONATA holds one stretch of time, and this run has windows on days")
        raise CannotExchange("", what, _("write NWB, NIX or CSV instead"))
    for each in ("h5py", "libsonata"):
        library(each, EXTRA)
    with whole_or_nothing(folder) as beside:
        left_out = _write_network(found.circuit, beside, found.seed)
        write_spikes(found, beside / "spikes.h5")
        left_out += tuple(_write_voltages(found, beside / "v_report.h5"))
        _write_words(left_out, beside)
        _write_about(with_conventions(about(found), sample_time), beside)
    return left_out


def write_network(circuit: Circuit, folder: Path) -> tuple[LeftOut, ...]:
    """Write a circuit alone into a folder, all or nothing; return what the format cannot hold.

    Raises
    ------
    MissingExtra
        When h5py or libsonata is not installed.
    CannotRun
        When the circuit does not run.
    OSError
    """
    for each in ("h5py", "libsonata"):
        library(each, EXTRA)
    with whole_or_nothing(folder) as beside:
        left_out = _write_network(circuit, beside)
        _write_words(left_out, beside)
    return left_out


def write_spikes(run: Run, path: Path) -> None:
    """Write the spikes of a run: a population for each element that can fire, times in ms."""
    h5py = library("h5py", EXTRA)
    kinds = h5py.enum_dtype(_SORTING, basetype="u1")
    with _new(path, 2 * len(run.firing), 2 * len(run.raw_spikes)) as file:
        for id in run.firing:
            cells, times = run.spike_pairs(id)
            group = file.create_group(f"spikes/{id}")
            group.attrs.create("sorting", _SORTING["by_time"], dtype=kinds)
            group["node_ids"] = cells.astype(np.uint64)
            group["timestamps"] = times
            group["timestamps"].attrs["units"] = "ms"


def _write_network(circuit: Circuit, folder: Path, seed: int | None = None) -> tuple[LeftOut, ...]:
    cells = cells_that_fire(circuit)
    _write_nodes(circuit, cells, settings_of(circuit, seed=seed), folder)
    edges = list(_write_edges(circuit, cells, folder))
    _write_config(circuit, cells, edges, folder)
    (folder / "circuit.circuit").write_text(text_of(circuit), encoding="utf-8")
    return tuple(_left_out(circuit, cells))


def _new(path: Path, sets: int, numbers: int) -> Any:
    """Return a new file for so many lists with so many numbers in all.

    HDF5 ends the program where it cannot finish a file: there has to be room before it begins.
    """
    need_room(path.parent, _OF_A_LIST * (sets + 1) + _OF_A_NUMBER * numbers)
    file = library("h5py", EXTRA).File(path, "w")
    file.attrs["magic"], file.attrs["version"] = _MAGIC, _VERSION
    return file


# ---- nodes


def _write_nodes(
    circuit: Circuit, cells: Mapping[str, int], settings: Settings, folder: Path
) -> None:
    kinds, rows = default_catalog().kinds, ["node_type_id population model_type model_template"]
    sets = [_LISTS_OF_NODES + len(kinds[circuit.elements[id].kind].parameters) for id in cells]
    numbers = sum(each * size for each, size in zip(sets, cells.values(), strict=True))
    with _new(folder / "nodes.h5", sum(sets), numbers) as file:
        for number, (id, size) in enumerate(cells.items(), 1):
            group = file.create_group(f"nodes/{id}")
            group["node_type_id"] = np.full(size, number, np.int64)
            group["node_group_id"] = np.zeros(size, np.uint32)
            group["node_group_index"] = np.arange(size, dtype=np.uint64)
            element = circuit.elements[id]
            values = Values(element, kinds[element.kind], settings, size)
            _write_values(group.create_group("0"), values)
            rows.append(f"{number} {id} {_model_type(circuit, id)} circuitlab:{element.kind}")
    (folder / "node_types.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")


def _model_type(circuit: Circuit, id: str) -> str:
    is_neuron = default_catalog().kind(circuit.elements[id].kind).family == NEURON
    return "point_neuron" if is_neuron else "virtual"


def _write_values(group: Any, values: Values) -> None:
    """Write every number that an element's cells have, cell by cell, as the engine takes them."""
    for name, parameter in values.kind.parameters.items():
        if parameter.type in _NUMERIC and name != "size":
            group[name] = values[name]
            group[name].attrs["units"] = parameter.unit


# ---- edges


def _write_edges(circuit: Circuit, cells: Mapping[str, int], folder: Path) -> Iterator[Connections]:
    rows = ["edge_type_id population model_template syn_weight_unit delay_unit"]
    kinds, found = default_catalog().kinds, list(connections_of(circuit, cells))
    numbers = sum(_LISTS_OF_EDGES * len(each.pre) for each in found)
    ranges = sum(2 * (cells[each.source] + cells[each.host]) for each in found)
    sets = _LISTS_OF_EDGES * len(found)
    with _new(folder / "edges.h5", sets, numbers + ranges) as file:
        for number, each in enumerate(found, 1):
            _write_population(file, each, number)
            kind = kinds[circuit.elements[each.receptor].kind]
            unit = kind.parameters["weight"].unit if "weight" in kind.parameters else "1"
            rows.append(f"{number} {_edges_called(each)} circuitlab:{kind.name} {unit} ms")
    (folder / "edge_types.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    for each in found:
        _write_indices(folder / "edges.h5", each, cells)
        yield each


def _edges_called(each: Connections) -> str:
    return f"{each.source}__{each.synapse}__{each.receptor}"


def _write_population(file: Any, each: Connections, number: int) -> None:
    group, count = file.create_group(f"edges/{_edges_called(each)}"), len(each.pre)
    for name, ids, population in (
        ("source_node_id", each.pre, each.source),
        ("target_node_id", each.post, each.host),
    ):
        group[name] = ids.astype(np.uint64)
        group[name].attrs["node_population"] = population
    group["edge_type_id"] = np.full(count, number, np.int64)
    group["edge_group_id"] = np.zeros(count, np.uint32)
    group["edge_group_index"] = np.arange(count, dtype=np.uint64)
    values = group.create_group("0")
    values["syn_weight"], values["delay"] = each.weight, each.delay


def _write_indices(path: Path, each: Connections, cells: Mapping[str, int]) -> None:
    """Let readers ask who reaches a cell: it takes an index that the format's own library makes."""
    made = library("libsonata", EXTRA).EdgePopulation
    sizes = cells[each.source], cells[each.host]
    made.write_indices(str(path), _edges_called(each), *sizes)


# ---- voltages


def _write_voltages(run: Run, path: Path) -> Iterator[LeftOut]:
    every = list(samples_of(run))
    voltages = [samples for samples in every if samples.name == "v"]
    for samples in every:
        if samples.name != "v":
            why = _("reports of SONATA are of voltages here; CSV, NWB and NIX hold it")
            yield LeftOut(f"{samples.element}.{samples.name}", why)
    if not voltages:
        return
    sizes = [samples.values.size for samples in voltages]
    with _new(path, 5 * len(sizes), sum(sizes) // 2) as file:
        for samples in voltages:
            _write_report(file, samples)
            why = _("reports of SONATA are in single precision")
            yield LeftOut(f"{samples.element}.v", why)


def _write_report(file: Any, samples: Samples) -> None:
    values = samples.values.reshape(len(samples.t), -1).astype(np.float32)
    group, size = file.create_group(f"report/{samples.element}"), values.shape[1]
    group["data"] = values
    group["data"].attrs["units"] = samples.state.unit
    mapping = group.create_group("mapping")
    mapping["node_ids"] = np.arange(size, dtype=np.uint64)
    mapping["node_ids"].attrs["sorted"] = np.uint8(1)
    mapping["index_pointers"] = np.arange(size + 1, dtype=np.uint64)
    mapping["element_ids"] = np.zeros(size, np.uint32)
    first, step = float(samples.t[0]), samples.step_ms
    mapping["time"] = np.array([first, round(first + len(samples.t) * step, 9), step])
    mapping["time"].attrs["units"] = "ms"


# ---- words


def _write_config(
    circuit: Circuit, cells: Mapping[str, int], edges: list[Connections], folder: Path
) -> None:
    nodes = {
        "nodes_file": "$BASE_DIR/nodes.h5",
        "node_types_file": "$BASE_DIR/node_types.csv",
        "populations": {id: {"type": _model_type(circuit, id)} for id in cells},
    }
    wires = {
        "edges_file": "$BASE_DIR/edges.h5",
        "edge_types_file": "$BASE_DIR/edge_types.csv",
        "populations": {_edges_called(each): {"type": "chemical"} for each in edges},
    }
    networks = {"nodes": [nodes] if cells else [], "edges": [wires] if edges else []}
    config = {"version": 2.4, "manifest": {"$BASE_DIR": "."}, "networks": networks}
    text = json.dumps(config, indent=2)
    (folder / "circuit_config.json").write_text(f"{text}\n", encoding="utf-8")


def _write_about(said: Mapping[str, object], folder: Path) -> None:
    text = json.dumps(said, ensure_ascii=False, indent=2)
    (folder / "run.json").write_text(f"{text}\n", encoding="utf-8")


def _write_words(left_out: tuple[LeftOut, ...], folder: Path) -> None:
    (folder / "left_out.txt").write_text("\n".join([*told(left_out), ""]), encoding="utf-8")


def _left_out(circuit: Circuit, cells: Mapping[str, int]) -> Iterator[LeftOut]:
    kinds = default_catalog().kinds
    for id, element in circuit.elements.items():
        kind = kinds.get(element.kind)
        for why in _not_held(circuit, id, kind, id in cells):
            yield LeftOut(id, why)


def _not_held(circuit: Circuit, id: str, kind: Kind | None, fires: bool) -> Iterator[str]:
    """Yield what is not held of an element."""
    params = kind.parameters if kind is not None else {}
    if fires:
        yield _("its numbers are held, its equations are CircuitLab's")
    elif kind is not None and kind.family == SYNAPSE:
        yield _("its weights and delays are held, not how it tires and recovers")
        if circuit.value(id, "delay_sd"):
            yield _("its delay, drawn anew for each spike, is written as the mean")
    elif "weight" in params:
        yield _("its weight is held with each edge, its time course is not")
    else:
        title = kind.title if kind is not None else circuit.elements[id].kind
        words = _("SONATA has no place for {kind}; it stands in circuit.circuit")
        yield words.format(kind=title)
    if circuit.elements[id].muted:
        yield _("it is muted here, which other programs do not know")
