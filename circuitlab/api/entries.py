"""Entries of a circuit's document as Python gives and is given them: as a file holds them.

They are judged by the file's rules. Times are numbers of ms or texts with a unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from circuitlab.api.errors import CircuitError
from circuitlab.catalog.words import Problem
from circuitlab.files.entries import ENTRIES
from circuitlab.files.packed_arrays import Arrays, unpacked
from circuitlab.files.parse import pointer
from circuitlab.files.problem_report import Report
from circuitlab.files.serialise import plain
from circuitlab.model.circuit import Circuit
from circuitlab.model.frozen import Array

Settings = Mapping[str, object]
"""Values by what they set: ``{"heat1.temperature": "46 °C", "document.body_clock": 60}``."""
Ids = Sequence[str]

_IN_PYTHON = {"for": "duration"}
"""What a file calls otherwise, because Python has the word for itself."""


def left_unsaid(given: Mapping[str, Any], **always: object) -> dict[str, Any]:
    """Return an entry without what says nothing; what is `always` said stays."""
    said = {name: value for name, value in given.items() if not _says_nothing(value)}
    return {**said, **always} if always else said


def _says_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str | list | tuple | dict) and not value)


def as_written(value: Any) -> Any:
    """Return a value with everything of numpy in it as a file can hold it."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return Array(value) if value.ndim == 1 and value.dtype.kind in "iuf" else value.tolist()
    if isinstance(value, Mapping):
        return {_address(name): as_written(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [as_written(inner) for inner in value]
    return value


def _address(name: Any) -> Any:
    """Return what an entry is of: an element with its parameter may be given as the two."""
    is_pair = isinstance(name, tuple) and [type(each) for each in name] == [str, str]
    return ".".join(name) if is_pair else name


def shown(entry: Any) -> Any:
    """Return an entry of the document as plain values, arrays as those of numpy."""
    if type(entry) in ENTRIES:
        entry = ENTRIES[type(entry)](entry)
    if isinstance(entry, Array):
        return entry.values
    if isinstance(entry, Mapping):
        return {name: shown(inner) for name, inner in entry.items()}
    if isinstance(entry, tuple | list):
        return [shown(inner) for inner in entry]
    return entry


@contextmanager
def fitting_entries(
    circuit: Circuit, field: str, entry: Mapping[str, Any], name: str | None = None
) -> Iterator[tuple[dict[str, Any], Arrays, Report]]:
    """Give a file's content of a field with one entry more, for the file's reader.

    Parameters
    ----------
    name : the entry's, where the field holds entries by name; it comes last in a list else

    Raises
    ------
    CircuitError
        On leaving, with all that the reader found wrong with the entry.
    """
    held, blocks = plain(circuit.document[field])
    added, more = plain(as_written(entry))
    place = len(held) if name is None else name
    whole = [*held, added] if name is None else {**held, name: added}
    arrays, wrong = unpacked({**blocks, **more})
    report = Report()
    report.extend(wrong)
    experiments = {} if field == "experiments" else circuit.document["experiments"]
    yield {"experiments": experiments, field: whole}, arrays, report
    if not report.is_whole:
        raise CircuitError([_in_entry(each, pointer(field, place)) for each in report.problems])


def _in_entry(problem: Problem, place: str) -> Problem:
    """Return a problem with its place as seen from its entry."""
    within = problem.where.removeprefix(place).strip("/")
    return Problem(_IN_PYTHON.get(within, within), problem.what, problem.remedy)
