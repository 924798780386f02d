"""Cells and wires in NEURON: each cell with its gid, and a wire for each cell elsewhere."""

from __future__ import annotations

from typing import Any

from .cut import NEVER
from .part import RankPart

LEAST_STEPS = 2
"""Steps that a spike needs from one process to another, at least."""
_EARLY = 0.25
"""Part of a step by which a spike comes before the step that it belongs to, whatever is rounded."""


class NeuronCells:
    """What NEURON sees of the cells of this process.

    Attributes
    ----------
    travel : cell of another process → steps after whose spikes they are heard of here

    Parameters
    ----------
    neuron : the top of NEURON's interpreter
    """

    def __init__(self, neuron: Any, parallel: Any, part: RankPart) -> None:
        self._h, self._parallel, self._part = neuron, parallel, part
        self._kept: list[Any] = []
        self.travel: dict[int, int] = {}
        self._home = neuron.Section(name="clab_rank")
        self._rank = neuron.ClabRank(self._home(0.5))
        self._add_all()
        self._connect()

    def _add_all(self) -> None:
        member = 0
        for bank in self._part.share.banks:
            if bank.membrane:
                for source in self._part.sources(bank.number).tolist():
                    self._add(bank.kind, source, member)
                    member += 1

    def _add(self, kind: str, source: int, member: int) -> None:
        cell = getattr(self._h, f"Clab{kind}")()
        cell.clab_cell = member
        wire = self._h.NetCon(cell, None)
        self._parallel.set_gid2node(source, self._parallel.id())
        self._parallel.cell(source, wire)
        self._kept.append((cell, wire))

    def _connect(self) -> None:
        """Listen to every cell elsewhere that reaches something here, as late as that allows."""
        least = self._part.terminals.least_steps()
        dt = self._part.data.about["dt"]
        for source in self._part.terminals.remote().tolist():
            if least[source] < NEVER:
                travel = max(LEAST_STEPS, int(least[source]))
                self.travel[source] = travel
                wire = self._parallel.gid_connect(source, self._rank)
                wire.delay = (travel - _EARLY) * dt
                wire.weight[0], wire.weight[1] = source, travel
                self._kept.append(wire)
