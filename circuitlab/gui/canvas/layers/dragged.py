"""What is being dragged: taken out of the still picture and painted anew each frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from circuitlab.render.routes import axon_path, cable_path

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.drawn import Axon, CablePath, DrawnElement
    from circuitlab.render.geometry import Geometry


class Lifted:
    """Elements on the way with a pointer, and the wires that follow them.

    Cells keep their shape on the way; the dendrites grow towards the new place when it is known.

    Parameters
    ----------
    geometry : Geometry
        Where everything was.
    circuit : Circuit
        For the roles of the wires.
    ids : iterable of str
        What moves by itself; what sits in it comes along.
    """

    def __init__(self, geometry: Geometry, circuit: Circuit, ids: Iterable[str]) -> None:
        self._geometry, self._circuit = geometry, circuit
        moving = set(ids)
        for chain in geometry.chains.values():
            if moving.intersection(chain.receptors) and chain.host not in moving:
                moving.add(chain.id)
        self._start = {
            id: place
            for id, place in geometry.places.items()
            if id in moving or place.host in moving
        }
        self._step: QPointF | None = None
        self._places = dict(self._start)
        self._axons: dict[str, Axon] = {
            id: axon
            for id, axon in geometry.axons.items()
            if self._ends(id, axon).intersection(self._places)
        }
        self._cables: dict[tuple[str, str], CablePath] = {
            key: cable
            for key, cable in geometry.cables.items()
            if key[0] in self._places or key[1] in self._places
        }

    @property
    def places(self) -> Mapping[str, DrawnElement]:
        """What moves, where it is shown now."""
        self._catch_up()
        return self._places

    @property
    def axons(self) -> Mapping[str, Axon]:
        """The axons that follow."""
        self._catch_up()
        return self._axons

    @property
    def cables(self) -> Mapping[tuple[str, str], CablePath]:
        """The cables that follow."""
        self._catch_up()
        return self._cables

    def preview(self, step: QPointF) -> None:
        """Show everything `step` canvas units away from where it was."""
        self._step = step

    def _catch_up(self) -> None:
        """Draw the wires to where everything was moved last."""
        if self._step is not None:
            step, self._step = self._step, None
            self._move(step)

    def _move(self, step: QPointF) -> None:
        self._places = {
            id: replace(
                place,
                centre=place.centre + step,
                origin=place.origin + step if place.host in self._start else place.origin,
            )
            for id, place in self._start.items()
        }
        for id, axon in self._axons.items():
            source, end = self._shown(axon.source), self._shown(self._end(id))
            if source is not None and end is not None:
                self._axons[id] = axon_path(id, source, end, axon.myelinated)
        for key, cable in self._cables.items():
            source, end = self._shown(key[0]), self._shown(key[1])
            link = self._circuit.links.get(key)
            if source is not None and end is not None and link is not None:
                self._cables[key] = cable_path(source, end, link.role, cable.faint)

    def _shown(self, id: str) -> DrawnElement | None:
        return self._places.get(id) or self._geometry.places.get(id)

    def _end(self, axon: str) -> str:
        """Return the bouton or the readout that an axon leads to."""
        return axon.partition(":")[0]

    def _ends(self, id: str, axon: Axon) -> set[str]:
        return {axon.source, self._end(id)}
