"""What of an edit's new content a file would not give back: an edit is judged by its rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from circuitlab.catalog.printable import has_unfit
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.files.deserialise import read_elements
from circuitlab.files.limits import too_nested
from circuitlab.files.packed_arrays import Arrays
from circuitlab.files.parse import cleaned
from circuitlab.files.pins import read_pins, read_shown
from circuitlab.files.problem_report import Report, TooManyProblemsError
from circuitlab.files.protocol import read_claims, read_experiments, read_timeline
from circuitlab.files.recordings import read_recordings
from circuitlab.files.scenario import read_scenario
from circuitlab.files.schema import DocumentModel, fitted
from circuitlab.files.serialise import plain_by
from circuitlab.files.states import read_states
from circuitlab.model.changes import field_titles
from circuitlab.model.circuit import Circuit
from circuitlab.model.contradictions import contradiction_of, contradictions, related_values
from circuitlab.model.delta import Delta
from circuitlab.model.element import DOCUMENT, Element, Link
from circuitlab.model.frozen import Array, FrozenMap
from circuitlab.model.limits import FARTHEST, LONGEST_LABEL, LONGEST_TEXT, too_long
from circuitlab.model.link_checks import link_problem
from circuitlab.model.paired_lists import SIZE
from circuitlab.model.parameter_values import checked

Content = Mapping[str, Any]
Values = FrozenMap[Any]
_NOTHING: Values = FrozenMap()
_Read = Callable[[Circuit, Catalog, Content, Arrays, Report], Any]


def unkeepable(circuit: Circuit, delta: Delta, catalog: Catalog) -> list[Problem]:
    """Return what a file would not keep of the content that an edit has brought, and why.

    Parameters
    ----------
    circuit
        As it is after the edit.
    """
    elements, fields = _Elements(circuit, catalog), _Fields(circuit, catalog)
    problems: list[Problem] = []
    for key, (before, after) in delta.changes.items():
        if isinstance(key, str) and after is not None:
            problems += elements.problems(before, after)
        elif isinstance(after, Link) and before is None:
            wrong = link_problem(circuit, catalog, after)
            problems += [wrong] if wrong is not None else []
        elif isinstance(key, tuple) and key[0] == DOCUMENT:
            problems += fields.problems(key[1], before, after)
    return problems


# ---- elements


class _Elements:
    """Judges one element after another: by a glance, and by a file's reader what may not fit."""

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._circuit, self._catalog = circuit, catalog

    def problems(self, before: Element | None, after: Element) -> list[Problem]:
        """Return what of an element no file would keep, or what runs set that it contradicts."""
        given, known = after.params, before.params if before is not None else _NOTHING
        kind = self._catalog.kinds.get(after.kind)
        fresh = [] if given is known else [n for n in given if known.get(n) is not given[n]]
        if not _is_well_placed(before, after) or (fresh and not _fit(kind, fresh, given)):
            return self._read(before, after)
        if before is None or kind is None or given is known:
            return []
        names = related_values(kind).intersection([*fresh, *(known.keys() - given.keys())])
        wrong = names and contradiction_of(self._circuit, self._catalog, after.id, names)
        return [wrong] if wrong else []

    def _read(self, before: Element | None, after: Element) -> list[Problem]:
        """Return what a file's reader says of an element that it did not say of it before."""
        said = {str(each) for each in self._said_of(before)} if before is not None else set()
        return [each for each in self._said_of(after) if str(each) not in said]

    def _said_of(self, element: Element) -> list[Problem]:
        entry, arrays = _content_of(element)
        report = Report()
        read = read_elements({"elements": [entry]}, self._catalog, arrays, report)
        if read.get(element.id) == element:
            found: list[Problem] = []
        else:
            found = [] if report.is_whole else report.problems
        found = [*found, *_unshown(entry)]
        return [_of_element(element, each) for each in found]


def _fit(kind: Kind | None, fresh: Collection[str], given: Values) -> bool:
    """Whether the values that are new are such as the catalog has them."""
    if kind is None or not all(_is_inside(kind, name, given) for name in fresh):
        return False
    return related_values(kind).isdisjoint(fresh) or not any(contradictions(kind, given))


def _is_well_placed(before: Element | None, after: Element) -> bool:
    """Whether an element lies where it may, and its name can be kept."""
    near = -FARTHEST <= after.x <= FARTHEST and -FARTHEST <= after.y <= FARTHEST
    if before is not None and before.label is after.label and before.kind == after.kind:
        return near
    return near and len(after.label) <= LONGEST_LABEL and not has_unfit(after.label)


def _is_inside(kind: Kind, name: str, beside: Values) -> bool:
    parameter, value = kind.parameters.get(name), beside[name]
    if parameter is None:
        return False
    if type(value) in (float, int) and parameter.type == "number":
        whole = not parameter.whole or value % 1 == 0
        return whole and bool(parameter.minimum <= value <= parameter.maximum)
    size = beside.get(SIZE, kind.parameters[SIZE].default) if SIZE in kind.parameters else None
    return not isinstance(checked(kind, name, value, size), Problem)


def _of_element(element: Element, problem: Problem) -> Problem:
    place = problem.where.removeprefix("/elements/0").removeprefix("/params").strip("/")
    where = ".".join(filter(None, (element.id, place.replace("/", "."))))
    return Problem(where, problem.what, problem.remedy)


# ---- fields of the document

_READERS: Mapping[str, _Read] = MappingProxyType(
    {
        "timeline": read_timeline,
        "experiments": read_experiments,
        "claims": lambda circuit, _catalog, content, _arrays, report: read_claims(
            circuit, circuit.document["experiments"], content, report
        ),
        "scenario": read_scenario,
        "states": read_states,
        "pins": lambda circuit, catalog, content, _arrays, report: read_pins(
            circuit, catalog, content, report
        ),
        "shown": lambda circuit, catalog, content, _arrays, report: read_shown(
            circuit, catalog, content, report
        ),
        "recordings": read_recordings,
    }
)


class _Fields:
    """Judges one field of the document after another."""

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._circuit, self._catalog = circuit, catalog

    def problems(self, name: str, before: Any, after: Any) -> list[Problem]:
        """Return what of a field no file would keep."""
        fresh = _fresh(name, before, after)
        content, arrays = _content_of(fresh)
        deep = too_nested(_depth(content) + 1)
        found = [deep] if deep else [*self._lost(name, fresh, content, arrays), *_unshown(content)]
        found = found or list(_overlong(content, ""))
        return [_of_field(name, each) for each in found]

    def _lost(self, name: str, value: Any, content: Any, arrays: Arrays) -> list[Problem]:
        if name in DocumentModel.model_fields:
            return fitted(DocumentModel, {name: content})[1]
        if name not in _READERS:
            return []
        found, read = self._read(name, content, arrays)
        if read == value:
            return []
        kept, _again = self._read(name, *_content_of(read))
        return [each for each in found if each not in kept]

    def _read(self, name: str, content: Any, arrays: Arrays) -> tuple[list[Problem], Any]:
        report = Report()
        read: Any = FrozenMap() if name == "experiments" else ()
        try:
            read = _READERS[name](self._circuit, self._catalog, {name: content}, arrays, report)
        except TooManyProblemsError:
            return report.problems, read
        return report.problems, FrozenMap(read) if isinstance(read, dict) else read


def _fresh(name: str, before: Any, after: Any) -> Any:
    """Return the entries of a field that are new, where each is judged by itself."""
    if name == "experiments":
        return FrozenMap({n: each for n, each in after.items() if before.get(n) is not each})
    if name != "claims" or len({claim.id for claim in after}) < len(after):
        return after
    old = {id(claim) for claim in before}
    return tuple(claim for claim in after if id(claim) not in old)


def _of_field(name: str, problem: Problem) -> Problem:
    """Return a problem with its place in words: lists are counted from 1."""
    steps = [step for step in problem.where.split("/") if step]
    steps = steps[1:] if steps[:1] == [name] else steps
    counted = [str(int(step) + 1) if step.isdigit() else step for step in steps]
    where = ", ".join([field_titles().get(name, name), *counted])
    return Problem(where, problem.what, problem.remedy)


# ---- both


def _content_of(value: Any) -> tuple[Any, dict[str, Array]]:
    """Return a value as a file would hold it, with its arrays apart; they are not packed."""
    arrays: dict[str, Array] = {}

    def kept(array: Array) -> str:
        arrays[str(len(arrays))] = array
        return str(len(arrays) - 1)

    return plain_by(value, kept), arrays


def _unshown(content: Any) -> list[Problem]:
    """Return which numbers and letters no file may hold."""
    problems: list[Problem] = []
    cleaned(content, "", problems)
    return problems


def _overlong(content: Any, where: str) -> Iterator[Problem]:
    """Yield which texts no file may hold; a claim's reader would keep the claim without them."""
    if isinstance(content, str):
        if (problem := too_long(content, LONGEST_TEXT)) is not None:
            yield Problem(where, problem.what, problem.remedy)
    elif isinstance(content, dict | list):
        pairs = content.items() if isinstance(content, dict) else enumerate(content)
        for name, inner in pairs:
            yield from _overlong(inner, f"{where}/{name}")


def _depth(value: Any) -> int:
    """Return how many levels lie inside one another."""
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0
