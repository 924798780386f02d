"""Values of a file that contradict each other: left out and listed; the catalog's own agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.files.parse import pointer
from circuitlab.files.problem_report import Report
from circuitlab.model.circuit import Circuit
from circuitlab.model.contradictions import Contradiction, contradictions, in_timeline
from circuitlab.model.frozen import Value
from circuitlab.model.step import Step
from circuitlab.model.timeline import when

Settings = Mapping[tuple[str, str], Value]


def agreeing(kind: Kind, values: Mapping[str, Any], where: str, report: Report) -> dict[str, Any]:
    """Return an element's values without those that contradict each other."""
    kept = dict(values)
    while (found := next(contradictions(kind, kept), None)) is not None:
        own = [name for name in found.names if name in kept]
        _tell(found, where + pointer(own[0]), report)
        kept = {name: value for name, value in kept.items() if name not in own}
    return kept


def agreeing_settings(
    circuit: Circuit, catalog: Catalog, settings: Settings, where: str, report: Report
) -> dict[tuple[str, str], Value]:
    """Return settings without those that contradict each other or the circuit's values."""
    kept = dict(settings)
    for id, kind in _concerned(circuit, catalog, settings):
        own = circuit.elements[id].params
        while (found := next(contradictions(kind, {**own, **_of(id, kept)}), None)) is not None:
            wrong = [(id, name) for name in found.names if (id, name) in kept]
            _tell(found, where + pointer(".".join(wrong[0])), report)
            kept = {address: value for address, value in kept.items() if address not in wrong}
    return kept


def agreeing_steps(
    circuit: Circuit,
    catalog: Catalog,
    settings: Settings,
    steps: Mapping[int, Step],
    where: str,
    report: Report,
) -> tuple[Step, ...]:
    """Return the steps of a timeline without what contradicts what holds by then.

    Parameters
    ----------
    settings
        What holds from the beginning, beside the circuit's values.
    steps
        By their number in the file.
    """
    kept = dict(steps)
    addresses = [address for step in steps.values() for address in step.values]
    for id, kind in _concerned(circuit, catalog, addresses):
        start = {**circuit.elements[id].params, **_of(id, settings)}
        while (found := next(in_timeline(kind, id, start, kept.values()), None)) is not None:
            at, contradiction = when(found[0]), found[1]
            wrong = {(id, name) for name in contradiction.names}
            number = max(n for n, s in kept.items() if when(s) == at and wrong & s.values.keys())
            first = next(address for address in kept[number].values if address in wrong)
            _tell(contradiction, where + pointer(number, "set", ".".join(first)), report)
            rest = {a: value for a, value in kept[number].values.items() if a not in wrong}
            kept[number] = replace(kept[number], values=rest)
    return tuple(kept.values())


def _concerned(
    circuit: Circuit, catalog: Catalog, addresses: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, Kind]]:
    """Yield the elements that are set, each once, with their kinds where these are known."""
    for id in dict.fromkeys(id for id, _name in addresses):
        element = circuit.elements.get(id)
        kind = catalog.kinds.get(element.kind) if element else None
        if kind is not None:
            yield id, kind


def _of(id: str, settings: Settings) -> dict[str, Value]:
    return {name: value for (of, name), value in settings.items() if of == id}


def _tell(found: Contradiction, where: str, report: Report) -> None:
    report.add(Problem(where, found.problem.what, found.problem.remedy))
