"""A file's recordings: what they lie beside must be there, and their numbers must fit."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.files.entries import recording_entry
from circuitlab.files.packed_arrays import KEY, Arrays, filled, key_of
from circuitlab.files.parse import pointer
from circuitlab.files.problem_report import Report
from circuitlab.files.recording_schema import RecordingModel
from circuitlab.files.schema import fitted, not_fitting
from circuitlab.model.circuit import Circuit
from circuitlab.model.frozen import Array
from circuitlab.model.recordings import MOST_RECORDINGS, NO_NUMBERS, Recording
from circuitlab.resources import _

_LISTS = ("times", "values", "spikes")


def read_recordings(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], arrays: Arrays, report: Report
) -> tuple[Recording, ...]:
    """Return the recordings that fit, and name all that is wrong with any of them."""
    found: dict[str, Recording] = {}
    for number, given in enumerate(report.entries(content, "recordings")):
        model, wrong = fitted(RecordingModel, given, "recordings", number)
        report.extend(wrong)
        if model is None:
            continue
        where = pointer("recordings", number)
        made = _recording(model, arrays)
        problem = (
            _misplaced(circuit, catalog, model, found, where, report)
            if isinstance(made, Recording)
            else Problem(where + made.where, made.what, made.remedy)
        )
        if problem is not None:
            report.add(problem)
        elif isinstance(made, Recording) and made.element in circuit.elements:
            found[made.id] = made
    return tuple(found.values())


def unfit(circuit: Circuit, catalog: Catalog, recordings: Sequence[Recording]) -> list[Problem]:
    """Return all that a file would refuse of recordings."""
    report, arrays = Report(), {}
    entries = []
    for each in recordings:
        entry = recording_entry(each)
        for name in _LISTS:
            if name in entry:
                arrays[key_of(entry[name])] = entry[name]
                entry[name] = {KEY: key_of(entry[name])}
        entries.append(entry)
    read_recordings(circuit, catalog, {"recordings": entries}, arrays, report)
    return [
        Problem(each.where.partition("/recordings/")[2], each.what, each.remedy)
        for each in report.problems
    ]


def with_paths_from(circuit: Circuit, folder: Path) -> Circuit:
    """Return a circuit whose recordings' files are named as seen from a folder."""
    return _with_paths(circuit, lambda path: _as_seen_from(Path(path), folder))


def with_whole_paths(circuit: Circuit, folder: Path) -> Circuit:
    """Return a circuit whose recordings' files are named whole, if it lies in a folder."""
    return _with_paths(circuit, lambda path: Path(os.path.normpath(folder / path)).as_posix())


def _with_paths(circuit: Circuit, named: Callable[[str], str]) -> Circuit:
    recordings = circuit.document["recordings"]
    made = tuple(replace(each, path=named(each.path)) if each.path else each for each in recordings)
    if made == recordings:
        return circuit
    document = {**circuit.document, "recordings": made}
    return Circuit(circuit.elements.values(), circuit.links.values(), document)


def _as_seen_from(path: Path, folder: Path) -> str:
    if not path.is_absolute():
        return path.as_posix()
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _misplaced(
    circuit: Circuit,
    catalog: Catalog,
    model: RecordingModel,
    found: Mapping[str, Recording],
    where: str,
    report: Report,
) -> Problem | None:
    """Return why a recording cannot lie where it says, beside those before it."""
    if model.id in found:
        what = _("Another recording is called “{id}” already").format(id=model.id)
        return Problem(f"{where}/id", what, _("give it another id"))
    if len(found) >= MOST_RECORDINGS:
        what = _("There are more than {most} recordings").format(most=MOST_RECORDINGS)
        return Problem(where, what, _("leave some out"))
    if model.element not in circuit.elements:
        if model.element in report.left_out:
            return None
        what = _("There is no element called “{id}”").format(id=model.element)
        return Problem(f"{where}/element", what, meant(model.element, circuit.elements))
    kind = catalog.kinds.get(circuit.elements[model.element].kind)
    if kind is not None and model.state not in kind.states:
        what = _("“{id}” has no quantity called “{state}”")
        what = what.format(id=model.element, state=model.state)
        return Problem(f"{where}/state", what, meant(model.state, kind.states))
    return None


def _recording(model: RecordingModel, arrays: Arrays) -> Recording | Problem:
    lists: dict[str, Array] = {}
    for name in _LISTS:
        read = _numbers(filled(getattr(model, name), arrays))
        if read is None:
            return Problem(f"/{name}", not_fitting(getattr(model, name)), _("write numbers"))
        lists[name] = read
    if len(lists["times"]) != len(lists["values"]):
        what = _("{times} times stand beside {values} values")
        what = what.format(times=len(lists["times"]), values=len(lists["values"]))
        return Problem("/times", what, _("give a time for each value"))
    if np.any(np.diff(lists["times"].values) < 0):
        return Problem("/times", _("the times go back"), _("put them in order"))
    return Recording(
        id=model.id,
        element=model.element,
        state=model.state,
        path=model.path,
        digest=model.digest,
        signal=model.signal,
        unit=model.unit,
        step_ms=model.step,
        is_whole=model.whole,
        onset_ms=model.onset,
        shift_ms=model.shift,
        scale=model.scale,
        offset=model.offset,
        **lists,
    )


def _numbers(given: object) -> Array | None:
    """Return a list of finite times or numbers; None where it is no such list."""
    if isinstance(given, Array):
        values = np.asarray(given.values, float)
        return Array(values) if values.ndim == 1 and not np.any(np.isinf(values)) else None
    if not isinstance(given, tuple | list):
        return None
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in given):
        return None
    return Array(np.array(given, float)) if given else NO_NUMBERS
