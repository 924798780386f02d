"""A circuit that is made of another program's file, with what of it could not be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from circuitlab.catalog.families import NOTE, SYNAPSE
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind, Parameter
from circuitlab.catalog.words import Problem, format_number
from circuitlab.exchange.left_out import LeftOut
from circuitlab.model.backdrops import ON_PAPER
from circuitlab.model.circuit import Circuit
from circuitlab.model.docking import on_membrane
from circuitlab.model.element import Element, Link, Params, Role
from circuitlab.model.frozen import FrozenMap
from circuitlab.model.limits import LONGEST_LABEL, within_reach
from circuitlab.model.link_checks import link_problem
from circuitlab.model.parameter_values import checked_all
from circuitlab.resources import _

_NOTHING: Mapping[str, object] = MappingProxyType({})
_LONGEST_LIST = 30
"""Lines of a note that says what was left out."""
_NOTE_BELOW = 260.0


class Building:
    """A circuit in the making.

    Attributes
    ----------
    circuit : what there is of it
    left_out : what the file holds beside
    """

    def __init__(self, title: str) -> None:
        self.catalog = default_catalog()
        self.circuit = Circuit(document={"title": title, "backdrop": ON_PAPER})
        self.left_out: list[LeftOut] = []

    def leave_out(self, where: str, why: str) -> None:
        """Say that something is not taken, or otherwise than it stands."""
        self.left_out.append(LeftOut(where, why))

    def add(
        self,
        kind: str,
        where: str,
        values: Mapping[str, object] = _NOTHING,
        *,
        label: str = "",
        at: tuple[float, float] = (0.0, 0.0),
    ) -> str:
        """Add an element and return its id.

        Parameters
        ----------
        where : its place in the file, for what is said of its values
        at : on the canvas
        values : in the catalog's units; what lies outside a range comes to its nearest end
        """
        spec = self.catalog.kinds[kind]
        id = self.circuit.fresh_id(kind)
        params = self._fitting(spec, where, values)
        x, y = (within_reach(place) for place in at)
        self._put(Element(id, kind, label[:LONGEST_LABEL], x, y, params))
        return id

    def dock(
        self,
        kind: str,
        where: str,
        on: str,
        values: Mapping[str, object] = _NOTHING,
        towards: str = "",
    ) -> str:
        """Add a receptor or channel to the membrane of a neuron."""
        part = self._docked(kind, where, on, values, towards)
        self._try(where, part, Link(part.id, on, Role.SITS_IN))
        return part.id

    def link(self, source: str, target: str, role: Role, where: str) -> None:
        """Link two elements, if they are not linked yet; say why where they cannot be."""
        if source == target:
            self.leave_out(where, _("“{id}” {role} itself").format(id=source, role=role.value))
        elif (source, target) not in self.circuit.links:
            self._try(where, Link(source, target, role))

    def connect(
        self,
        source: str,
        target: str,
        receptor: str,
        where: str,
        synapse: Mapping[str, object],
        values: Mapping[str, object],
    ) -> None:
        """Let a neuron or source reach another by a synapse, through a receptor of its own."""
        docked = self._docked(receptor, where, target, values, source)
        kind = next(k for k in self.catalog.kinds.values() if k.family == SYNAPSE)
        id = self.circuit.fresh_id(kind.name)
        self._try(
            where,
            docked,
            Link(docked.id, target, Role.SITS_IN),
            Element(id, kind.name, params=self._fitting(kind, where, synapse)),
            Link(source, id, Role.RELEASES_ONTO),
            Link(id, docked.id, Role.BINDS),
        )

    def finished(self) -> Circuit:
        """The circuit, with a note that says what was left out."""
        if self.left_out:
            self._put(self._note())
        return self.circuit

    def _note(self) -> Element:
        lines = list(dict.fromkeys(str(one) for one in self.left_out))
        more = len(lines) - _LONGEST_LIST
        if more > 0:
            lines = [*lines[:_LONGEST_LIST], _("and {count} more").format(count=more)]
        places = [(each.x, each.y) for each in self._standing()] or [(0.0, 0.0)]
        x, y = min(x for x, _y in places), within_reach(max(y for _x, y in places) + _NOTE_BELOW)
        kind = next(k for k in self.catalog.kinds.values() if k.family == NOTE)
        text = "\n".join((_("Not as in the file:"), *lines))
        return Element(
            self.circuit.fresh_id(kind.name), kind.name, "", x, y, FrozenMap({"text": text})
        )

    def _standing(self) -> list[Element]:
        elements = self.circuit.elements.items()
        return [each for id, each in elements if self.circuit.host(id) is None]

    def _put(self, *parts: Element | Link) -> None:
        self.circuit.apply(self.circuit.added(*parts))

    def _try(self, where: str, *parts: Element | Link) -> None:
        """Add parts, all or none: what no wire could link is left out, with the reason."""
        added = self.circuit.added(*parts)
        self.circuit.apply(added)
        links = [part for part in parts if isinstance(part, Link)]
        refused = [link_problem(self.circuit, self.catalog, link) for link in links]
        if (first := next(filter(None, refused), None)) is not None:
            self.circuit.apply(added.inverse())
            self.leave_out(where, first.what)

    def _docked(
        self, kind: str, where: str, on: str, values: Mapping[str, object], towards: str
    ) -> Element:
        """A part for the membrane of a neuron, on the side that faces another."""
        facing = self.circuit.position(towards or on)
        (x, y), *_more = on_membrane(self.circuit, on, facing)
        params = self._fitting(self.catalog.kinds[kind], where, values)
        return Element(self.circuit.fresh_id(kind), kind, "", x, y, params)

    def _fitting(self, kind: Kind, where: str, values: Mapping[str, object]) -> Params:
        """Values as the kind takes them."""
        given = {name: self._within(kind.parameters[name], where, v) for name, v in values.items()}
        found = checked_all(kind, given)
        if isinstance(found, dict):
            return FrozenMap(found)
        for problem in found:
            self.leave_out(where, _not_taken(problem))
        return FrozenMap({})

    def _within(self, parameter: Parameter, where: str, value: Any) -> Any:
        """A number, or several, within its range; what is changed is told."""
        if isinstance(value, str | bool) or parameter.type in ("choice", "text"):
            return value
        numbers = np.vectorize(_short, [np.float64])(np.asarray(value, np.float64))
        inside = np.clip(numbers, parameter.minimum, parameter.maximum)
        if not np.array_equal(inside, numbers):
            why = _("{name} of {given} is taken as {used}, the most or least there is")
            first = np.flatnonzero(np.ravel(inside != numbers))[0]
            given, used = np.ravel(numbers)[first], np.ravel(inside)[first]
            unit = f" {parameter.unit}" if parameter.unit not in ("", "1") else ""
            self.leave_out(
                where,
                why.format(
                    name=parameter.title,
                    given=format_number(float(given)) + unit,
                    used=format_number(float(used)) + unit,
                ),
            )
        return inside.tolist() if isinstance(value, Sequence | np.ndarray) else float(inside)


def _short(value: float) -> float:
    """A number without what the change of its unit has left behind the twelfth digit."""
    return float(f"{value:.12g}")


def _not_taken(problem: Problem) -> str:
    return _("its values are not taken: {why}").format(why=str(problem))
