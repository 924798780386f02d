"""What of a circuit a file would not give back: found before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.files.deserialise import built
from circuitlab.files.packed_arrays import key_of
from circuitlab.files.problem_report import Report, TooManyProblemsError
from circuitlab.files.serialise import content_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.frozen import Array


def lost_in_reading(
    circuit: Circuit, content: Mapping[str, Any], catalog: Catalog
) -> tuple[Problem, ...]:
    """Return what opening a file with this content would leave out, in the sentences of opening.

    What it would only name, and keep as it is, it names when that is opened again, too.
    """
    found, read = _read(circuit, content, catalog)
    if read is None or read == circuit:
        return tuple(found) if read is None else ()
    kept, _again = _read(read, content_of(read), catalog)
    return tuple(problem for problem in found if problem not in kept)


def _read(
    circuit: Circuit, content: Mapping[str, Any], catalog: Catalog
) -> tuple[list[Problem], Circuit | None]:
    """Return what is said of a circuit's content, and what is read; None where that is too much."""
    report = Report()
    arrays = {key_of(array): array for array in _arrays(_values(circuit))}
    for recording in circuit.document["recordings"]:
        lists = recording.times, recording.values, recording.spikes
        arrays |= {key_of(array): array for array in lists}
    try:
        return report.problems, built(content, catalog, report, arrays=arrays)
    except TooManyProblemsError:
        return report.problems, None


def _values(circuit: Circuit) -> Iterator[object]:
    for element in circuit.elements.values():
        yield element.params
    yield from (each.values for each in circuit.document["experiments"].values())
    yield from (each.values for each in circuit.document["states"])
    for steps in (
        *(each.timeline or () for each in circuit.document["states"]),
        circuit.document["timeline"],
        *(each.timeline for each in circuit.document["experiments"].values()),
        circuit.document["scenario"],
    ):
        yield from (step.values for step in steps)


def _arrays(values: Iterable[object]) -> Iterator[Array]:
    for several in values:
        if isinstance(several, Mapping):
            yield from (value for value in several.values() if isinstance(value, Array))
