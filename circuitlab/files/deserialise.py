"""From the checked content of a file to a circuit: what fits is taken, the rest is listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from circuitlab.catalog.spec import Catalog, Kind, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.agreeing import agreeing
from circuitlab.files.packed_arrays import Arrays, filled, keys_in, unpacked
from circuitlab.files.parse import pointer
from circuitlab.files.pins import read_pins, read_shown
from circuitlab.files.problem_report import Report
from circuitlab.files.protocol import Judge, read_claims, read_experiments, read_timeline
from circuitlab.files.recordings import read_recordings
from circuitlab.files.scenario import read_scenario
from circuitlab.files.schema import DocumentModel, ElementModel, FileModel, LinkModel, fitted, sound
from circuitlab.files.states import read_states
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Link, Role, is_id
from circuitlab.model.frozen import FrozenMap
from circuitlab.model.invariants import ACYCLIC, closing
from circuitlab.model.link_checks import crowding, link_problem, loose_ends
from circuitlab.model.paired_lists import SIZE, in_pairs, spread_out
from circuitlab.model.parameter_values import checked
from circuitlab.resources import _

ELEMENTS, LINKS, JUDGED = (0.15, 0.5), (0.5, 0.7), (0.7, 0.95)
"""What part of a large file's reading is done before and after each of its parts, by the clock."""


def built(
    content: Mapping[str, Any],
    catalog: Catalog,
    report: Report,
    judge: Judge | None = None,
    arrays: Arrays | None = None,
) -> Circuit:
    """Return the circuit that a file's content describes, without what does not fit.

    Parameters
    ----------
    arrays
        Those that the content refers to, where they are at hand.
    """
    if arrays is None:
        arrays = _unpacked(content, report)
    elements = read_elements(content, catalog, arrays, report)
    places = _links(content, set(elements), report)
    report.told(JUDGED[0])
    circuit = Circuit(elements.values(), places)
    circuit = _without_illegal(circuit, catalog, places, report)
    report.told(JUDGED[1])
    circuit = _without_loose_ends(circuit, catalog, content, report)
    circuit.apply(circuit.with_document(_document(content, report)))
    experiments = read_experiments(circuit, catalog, content, arrays, report)
    protocol = {
        "timeline": read_timeline(circuit, catalog, content, arrays, report),
        "experiments": experiments,
        "claims": read_claims(circuit, experiments, content, report, judge),
        "scenario": read_scenario(circuit, catalog, content, arrays, report),
        "states": read_states(circuit, catalog, content, arrays, report),
        "pins": read_pins(circuit, catalog, content, report),
        "shown": read_shown(circuit, catalog, content, report),
        "recordings": read_recordings(circuit, catalog, content, arrays, report),
    }
    circuit.apply(circuit.with_document(protocol))
    return circuit


def _unpacked(content: Mapping[str, Any], report: Report) -> Arrays:
    """Return the arrays that the rest of a file refers to; those that nobody needs stay packed."""
    blocks = content.get("blobs", {})
    if isinstance(blocks, Mapping):
        rest = {name: value for name, value in content.items() if name != "blobs"}
        wanted = frozenset(keys_in(rest))
        for key in blocks:
            if key not in wanted:
                what = _("Nothing uses this array")
                remedy = _("leave it out; it is not there any more when the file is saved")
                report.note(Problem(pointer("blobs", key), what, remedy))
        blocks = {key: block for key, block in blocks.items() if key in wanted}
    arrays, wrong = unpacked(blocks)
    report.extend(wrong)
    return arrays


# ---- elements


def read_elements(
    content: Mapping[str, Any], catalog: Catalog, arrays: Arrays, report: Report
) -> dict[str, Element]:
    """Return the elements that fit by their ids, without what of them does not fit."""
    elements: dict[str, Element] = {}
    for number, given in report.numbered(content, "elements", *ELEMENTS):
        model, wrong = fitted(ElementModel, given, "elements", number)
        report.extend(wrong)
        fields = sound(ElementModel, given) if model is None else dict(model)
        params = _params(fields, catalog, arrays, number, report)
        if model is None:
            report.left_out |= _named(given)
        elif model.id in elements or not is_id(model.id):
            report.add(_bad_id(model.id, number, model.id in elements))
            report.left_out.add(model.id)
        else:
            elements[model.id] = Element(
                model.id,
                model.kind,
                model.label,
                model.x,
                model.y,
                FrozenMap(params),
                model.muted,
            )
    report.left_out -= elements.keys()
    return elements


def _named(given: object) -> set[str]:
    """Return the id that an element of a file has, whatever else is wrong with it."""
    id = given.get("id") if isinstance(given, dict) else None
    return {id} if isinstance(id, str) else set()


def _params(
    fields: Mapping[str, Any], catalog: Catalog, arrays: Arrays, number: int, report: Report
) -> dict[str, Any]:
    """Return the parameters of an element that fit; those of an unknown kind as they are."""
    params = {name: filled(value, arrays) for name, value in fields.get("params", {}).items()}
    if "kind" not in fields:
        return params
    kind = catalog.kinds.get(fields["kind"])
    if kind is None:
        report.note(_unknown_kind(fields["kind"], number, catalog))
        return params
    return _checked(kind, params, number, report)


def _checked(
    kind: Kind, given: Mapping[str, object], number: int, report: Report
) -> dict[str, Any]:
    """Return the parameters that fit and differ from the catalog, in the order of the file."""
    size: Any = kind.parameters[SIZE].default if SIZE in kind.parameters else None
    values: dict[str, Any] = {}
    spread = spread_out(kind, {name: _as_rows(value) for name, value in given.items()})
    if isinstance(spread, Problem):
        where = pointer("elements", number, "params", spread.where)
        report.add(Problem(where, spread.what, spread.remedy))
        spread = {n: v for n, v in given.items() if n not in in_pairs(kind)}
    given = spread
    for name in sorted(given, key=lambda name: name != SIZE):
        value = checked(kind, name, given[name], values.get(SIZE, size))
        if isinstance(value, Problem):
            where = pointer("elements", number, "params", name)
            report.add(Problem(where, value.what, value.remedy))
        elif value != kind.parameters[name].default:
            values[name] = value
    fitting = {name: values[name] for name in given if name in values}
    return agreeing(kind, fitting, pointer("elements", number, "params"), report)


def _as_rows(value: object) -> object:
    """Return a list of pairs as rows, which is what it is in a file."""
    pairs = isinstance(value, tuple) and all(isinstance(row, tuple) for row in value)
    return list(value) if pairs else value  # type: ignore[call-overload]


def _bad_id(id: str, number: int, repeated: bool) -> Problem:
    where = pointer("elements", number, "id")
    if repeated:
        what = _("Another element is called “{id}” already; this one is left out")
        return Problem(where, what.format(id=id), _("give it another id"))
    return Problem(where, _("“{id}” cannot be an id").format(id=id), _("choose another word"))


def _unknown_kind(kind: str, number: int, catalog: Catalog) -> Problem:
    what = _("“{kind}” is not a kind known here; it is kept, but it and its parts do not run")
    remedy = did_you_mean(kind, catalog.kinds) or _("open the file with the version that made it")
    return Problem(pointer("elements", number, "kind"), what.format(kind=kind), remedy)


# ---- links


def _links(content: Mapping[str, Any], ids: set[str], report: Report) -> dict[Link, int]:
    """Return the links that a graph can hold, each with its number in the file."""
    links: dict[Link, int] = {}
    pairs: set[tuple[str, str]] = set()
    hosts: set[str] = set()
    for number, given in report.numbered(content, "links", *LINKS):
        model, wrong = fitted(LinkModel, given, "links", number)
        report.extend(wrong)
        fields = sound(LinkModel, given) if model is None else dict(model)
        report.extend(_loose(fields, number, ids, report.left_out))
        if model is None or not ids.issuperset((model.source, model.target)):
            continue
        link = Link(model.source, model.target, model.role)
        problem = _unfit(link, number, pairs, hosts)
        if problem is not None:
            report.add(problem)
            continue
        links[link] = number
        pairs.add(link.key)
        if link.role is Role.SITS_IN:
            hosts.add(link.source)
    for role in sorted(ACYCLIC):
        onwards = defaultdict[str, list[str]](list)
        for link in links:
            if link.role is role:
                onwards[link.source].append(link.target)
        for source, target in closing(list(onwards), onwards.__getitem__):
            what = _("With this link a chain of “{role}” comes back to where it starts")
            where = pointer("links", links.pop(Link(source, target, role)))
            report.add(Problem(where, what.format(role=role.value), _("remove one link of it")))
    return links


def _loose(
    fields: Mapping[str, Any], number: int, ids: set[str], left_out: set[str]
) -> Iterator[Problem]:
    """Yield the ends of a link that name nothing in the file."""
    for side in ("source", "target"):
        end = fields.get(side)
        if end is not None and end not in ids and end not in left_out:
            what = _("There is no element called “{id}”").format(id=end)
            near = did_you_mean(end, ids) if len(ids) < 1000 else ""
            yield Problem(pointer("links", number, side), what, near or _("remove the link"))


def _unfit(link: Link, number: int, pairs: set[tuple[str, str]], hosts: set[str]) -> Problem | None:
    where = pointer("links", number)
    if link.source == link.target:
        what = _("“{id}” {role} itself").format(id=link.source, role=link.role.value)
        return Problem(where, what, _("name another element as its target"))
    if link.key in pairs:
        what = _("“{source}” and “{target}” have a link already; this one is left out")
        what = what.format(source=link.source, target=link.target)
        return Problem(where, what, _("keep one role for each pair"))
    if link.role is Role.SITS_IN and link.source in hosts:
        what = _("“{id}” sits in another neuron already").format(id=link.source)
        return Problem(where, what, _("keep one of the two links"))
    return None


def _without_illegal(
    circuit: Circuit, catalog: Catalog, places: Mapping[Link, int], report: Report
) -> Circuit:
    """Leave out the links that the rules do not allow."""
    kept: list[Link] = []
    for link, number in places.items():
        problem = link_problem(circuit, catalog, link) or crowding(circuit, catalog, link, kept)
        if problem is None:
            kept.append(link)
        else:
            report.add(Problem(pointer("links", number), problem.what, problem.remedy))
    if len(kept) == len(places):
        return circuit
    return Circuit(circuit.elements.values(), kept)


def _without_loose_ends(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], report: Report
) -> Circuit:
    """Leave out the synapses that lack an end, with their receptors."""
    loose = loose_ends(circuit, catalog)
    if not loose:
        return circuit
    numbers = {
        given.get("id"): number
        for number, given in enumerate(content.get("elements", ()))
        if isinstance(given, dict) and isinstance(given.get("id"), str)
    }
    for id, problem in loose:
        report.add(Problem(pointer("elements", numbers[id]), problem.what, problem.remedy))
    before = circuit.elements.keys()
    circuit.apply(circuit.removed(id for id, _problem in loose))
    report.left_out |= before - circuit.elements.keys()
    return Circuit(circuit.elements.values(), circuit.links.values())


# ---- the rest


def _document(content: Mapping[str, Any], report: Report) -> dict[str, object]:
    known = {n: v for n, v in content.items() if n in DocumentModel.model_fields}
    model, wrong = fitted(DocumentModel, known)
    report.extend(wrong)
    fields: dict[str, object] = {name: getattr(model, name) for name in model.model_fields_set}
    other = {n: v for n, v in content.items() if n not in FileModel.model_fields}
    for name in other:
        what = _("“{name}” is not known here; it is kept as it is").format(name=name)
        near = did_you_mean(name, FileModel.model_fields)
        remedy = near or _("open the file with the version that made it")
        report.note(Problem(pointer(name), what, remedy))
    return {**fields, "other": other}
