"""What of a circuit a file would not give back: found before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.files.deserialise import built
from circuitlab.files.packed_arrays import key_of
from circuitlab.files.problem_report import Report, TooManyProblemsError
from circuitlab.model.circuit import Circuit
from circuitlab.model.frozen import Array
from circuitlab.resources import _


def lost_in_reading(
    circuit: Circuit, content: Mapping[str, Any], catalog: Catalog
) -> tuple[Problem, ...]:
    """Return why a file with this content would not open as the circuit that it was made of.

    The sentences are those of opening it.
    """
    report = Report()
    arrays = {key_of(array): array for array in _arrays(_values(circuit))}
    try:
        if built(content, catalog, report, arrays=arrays) == circuit:
            return ()
    except TooManyProblemsError:
        return tuple(report.problems)
    what = _("Something in this circuit would not be there again when the file is opened")
    unknown = Problem("", what, _("undo the last change, and save then"))
    return tuple(report.problems) or (unknown,)


def _values(circuit: Circuit) -> Iterator[object]:
    for element in circuit.elements.values():
        yield element.params
    yield from (each.values for each in circuit.document["experiments"].values())
    for steps in (
        circuit.document["timeline"],
        *(each.timeline for each in circuit.document["experiments"].values()),
        circuit.document["scenario"],
    ):
        yield from (step.values for step in steps)


def _arrays(values: Iterable[object]) -> Iterator[Array]:
    for several in values:
        if isinstance(several, Mapping):
            yield from (value for value in several.values() if isinstance(value, Array))
