"""What a run shows at one moment: the only thing that drawing knows of a simulation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

import numpy as np

from circuitlab.model.element import MUTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.model.element import Element


@dataclass(frozen=True, slots=True)
class Pulse:
    """A spike on its way along an axon.

    Parameters
    ----------
    synapse : str
        Where it goes: a synapse's id, or that of the readout a neuron projects to.
    position : float
        0 at the start of the axon, 1 at its end.
    strength : float
        Share of a population's cells that fired, 0 to 1.
    """

    synapse: str
    position: float
    strength: float = 1.0


class Pulses(Sequence[Pulse]):
    """Many spikes on their way, as arrays: each becomes a `Pulse` only where one is looked at.

    Parameters
    ----------
    ends : sequence of str
        Synapses or readouts.
    end : (pulses,) integer array
        Where each goes, as a number among the ends.
    position, strength : (pulses,) float array
    """

    def __init__(
        self,
        ends: Sequence[str],
        end: NDArray[np.int64],
        position: NDArray[np.float64],
        strength: NDArray[np.float64],
    ) -> None:
        self._ends, self._end = ends, end
        self._position, self._strength = position, strength

    def __len__(self) -> int:
        return len(self._end)

    @property
    def ways(self) -> Iterator[tuple[str, float]]:
        """Synapse and position of each, without a `Pulse` for it."""
        ends = map(self._ends.__getitem__, self._end.tolist())
        return zip(ends, self._position.tolist(), strict=True)

    @overload
    def __getitem__(self, k: int) -> Pulse: ...
    @overload
    def __getitem__(self, k: slice) -> list[Pulse]: ...
    def __getitem__(self, k: int | slice) -> Pulse | list[Pulse]:
        if isinstance(k, slice):
            return [self[each] for each in range(*k.indices(len(self)))]
        return Pulse(self._ends[self._end[k]], float(self._position[k]), float(self._strength[k]))


def ways_of(pulses: Sequence[Pulse]) -> Iterator[tuple[str, float]]:
    """Yield the synapse that each goes to, and its position."""
    if isinstance(pulses, Pulses):
        return pulses.ways
    return ((pulse.synapse, pulse.position) for pulse in pulses)


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """State of every element at one time.

    Parameters
    ----------
    time_ms, body_s : float
        Model time, and time of the slow processes.
    values : mapping of (id, state) to float array
        The catalog's states, one number or one per cell.
    potential : mapping of id to float
        Membrane potential in mV (mean of a population).
    rate_hz : mapping of id to float
        Recent firing rate of one cell in Hz.
    flash : mapping of id to float
        Brightness of the last spike, 1 falling to 0.
    pulses : sequence of Pulse
        Spikes under way.
    puff : mapping of synapse id to float
        Transmitter just released, 1 falling to 0.
    set_now : mapping of (id, parameter) to value
        Parameters that the run's protocol has set, in place of the circuit's own values.
    measured : mapping of (id, name) to float
        What was measured of an element in a run of its own, as the heat it fires from.
    muted : set of id, optional
        What was muted at a moment of the past; of now the circuit and its protocol say it.
    """

    time_ms: float = 0.0
    body_s: float = 0.0
    values: Mapping[tuple[str, str], NDArray[np.float64]] = field(default_factory=dict)
    potential: Mapping[str, float] = field(default_factory=dict)
    rate_hz: Mapping[str, float] = field(default_factory=dict)
    flash: Mapping[str, float] = field(default_factory=dict)
    pulses: Sequence[Pulse] = ()
    puff: Mapping[str, float] = field(default_factory=dict)
    set_now: Mapping[tuple[str, str], object] = field(default_factory=dict)
    measured: Mapping[tuple[str, str], float] = field(default_factory=dict)
    muted: frozenset[str] | None = None

    def is_muted(self, element: Element) -> bool:
        """Whether an element of the circuit acts on nothing at this moment."""
        if self.muted is not None:
            return element.id in self.muted
        return bool(self.set_now.get((element.id, MUTED), element.muted))

    def may_be_muted(self, muted: Collection[str]) -> Collection[str]:
        """Return all that can be muted at this moment, given who is in the circuit."""
        if self.muted is not None:
            return self.muted
        return {*muted, *(id for id, name in self.set_now if name == MUTED)}

    def value(self, id: str, state: str, default: float = float("nan")) -> float:
        """Mean of one state over an element's cells, or `default` where nothing is known."""
        found = self.values.get((id, state))
        if found is None:
            return default
        if len(found) == 1:
            return float(found[0])
        return float(np.mean(found)) if len(found) else default
