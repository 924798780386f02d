"""What goes into a runner and what comes out of it: frozen messages and frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.catalog.words import Problem
from circuitlab.engine.running.spikes import NONE, Spikes, joined
from circuitlab.model.delta import Delta

if TYPE_CHECKING:  # a moment knows the plan, and that loads the compiler: the window needs it not
    from circuitlab.engine.numerics.arrays import Reals
    from circuitlab.engine.running.convoy import Place
    from circuitlab.engine.running.moment import Moment

Column = tuple["Reals", "Reals"]
"""Times (ms) and values of a state, step by step."""


class Status(Enum):
    """Whether a run can go on, or why it cannot."""

    READY = auto()
    COMPILING = auto()
    BUILDING = auto()
    """Its connections are being made; what ran before holds still."""
    STOPPED = auto()
    """Its thread has ended over an error."""
    MISSING = auto()
    """No runner could be made."""


@dataclass(frozen=True, slots=True)
class Play:
    """Let model time run."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold model time."""


@dataclass(frozen=True, slots=True)
class StepOnce:
    """Advance by some steps while paused."""

    steps: int = 1


@dataclass(frozen=True, slots=True)
class Reset:
    """Go back to time zero, at rest, with the circuit as it is now."""


@dataclass(frozen=True, slots=True)
class ByDays:
    """Begin anew, with body time that jumps between windows of neural time from then on.

    Attributes
    ----------
    probe_ms : how long each window is
    every_s : body time from one window to the next; 0 lets model time flow plainly again
    """

    probe_ms: float = 2000.0
    every_s: float = 0.0


@dataclass(frozen=True, slots=True)
class NextWindow:
    """Run the present window to its end while paused, and jump to the next."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on from an earlier moment of this run, with the circuit as it is now.

    Attributes
    ----------
    until : do again all that was done up to this tick before going on
    """

    moment: Moment
    until: int = 0


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of model time per second on the wall."""

    value: float


@dataclass(frozen=True, slots=True)
class Edit:
    """Take over an edit of the circuit, at the tick where it arrives."""

    delta: Delta


@dataclass(frozen=True, slots=True)
class Join:
    """Go on together with others, from time zero; without a place, alone again."""

    place: Place | None


@dataclass(frozen=True, slots=True)
class CancelBuild:
    """Give up making the connections; they are made at the next message to play."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Fused loops are ready to take over: they give the same bits, faster."""


Message = (
    Play
    | Pause
    | StepOnce
    | Reset
    | ByDays
    | NextWindow
    | Resume
    | Speed
    | Edit
    | Join
    | CancelBuild
    | Compiled
)


@dataclass(frozen=True, slots=True)
class Logged:
    """An edit with the tick at which it took effect: a run can be replayed from its log.

    Attributes
    ----------
    batch : edits that were taken over together have the same
    after_step : whether it came after what the timeline does at this tick
    """

    tick: int
    delta: Delta
    batch: int = 0
    after_step: bool = False


def batches(edits: Iterable[Logged]) -> list[list[Logged]]:
    """Edits of a log, those together that were taken over together."""
    together = groupby(edits, key=lambda edit: (edit.tick, edit.batch))
    return [list(batch) for _key, batch in together]


@dataclass(frozen=True, slots=True)
class RunnerFrame:
    """What happened since the last poll, and how things stand.

    Attributes
    ----------
    moment : the last one, to look at and to resume from
    kept : the number of a moment that all keep who go on together, 0 for none of these, None for
        a run that is alone
    begun : how often the run has been reset or resumed: what came before is over
    speed : model seconds per second that was reached lately
    load : share of one core that stepping takes
    given_up_ms : model time that was due and has been given up, because the machine was too slow
    firing : elements that can fire
    potentials : (firing,) mean membrane potential of the cells of each, mV
    values : (id, state) → (size,) values now
    columns : (id, state) → times (ms) and values of what meters record, at every step
    progress : how far what `status` names has come, 0 to 1
    edits : how many messages of edits the run has taken over
    set_by_timeline : (id, parameter) → value that the timeline has set
    marks : (ms, label) of timeline steps that took effect
    not_sped_up : what a body clock that runs faster than the neurons gets wrong
    """

    moment: Moment | None = None
    kept: int | None = None
    begun: int = 0
    tick: int = 0
    time_ms: float = 0.0
    body_s: float = 0.0
    speed: float = 0.0
    load: float = 0.0
    given_up_ms: float = 0.0
    running: bool = False
    status: Status = Status.READY
    progress: float = 0.0
    edits: int = 0
    spikes: Spikes = NONE
    firing: tuple[str, ...] = ()
    potentials: Reals = field(default_factory=lambda: np.zeros(0))
    values: Mapping[tuple[str, str], Reals] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], Column] = field(default_factory=dict)
    set_by_timeline: Mapping[tuple[str, str], object] = field(default_factory=dict)
    marks: tuple[tuple[float, str], ...] = ()
    not_sped_up: tuple[Problem, ...] = ()
    problem: Problem | None = None


def merged(parcels: Sequence[RunnerFrame], **told: Any) -> RunnerFrame:
    """One frame of several: the last state, and all spikes and columns since it last began.

    Parameters
    ----------
    told : what the frame says beyond the last parcel
    """
    parcels = [parcel for parcel in parcels if parcel.begun == parcels[-1].begun]
    return replace(
        parcels[-1],
        spikes=joined([parcel.spikes for parcel in parcels]),
        marks=tuple(mark for parcel in parcels for mark in parcel.marks),
        columns=_columns_of(parcels),
        problem=next((p.problem for p in reversed(parcels) if p.problem is not None), None),
        **told,
    )


def _columns_of(parcels: Sequence[RunnerFrame]) -> Mapping[tuple[str, str], Column]:
    """Columns of several parcels as one; times that are shared stay shared."""
    if len(parcels) == 1:
        return parcels[0].columns
    columns: dict[tuple[str, str], list[Column]] = {}
    for parcel in parcels:
        for key, column in parcel.columns.items():
            columns.setdefault(key, []).append(column)
    known: dict[tuple[int, ...], Reals] = {}
    found: dict[tuple[str, str], Column] = {}
    for key, several in columns.items():
        times, values = zip(*several, strict=True)
        which = tuple(map(id, times))
        if which not in known:
            known[which] = np.concatenate(times)
        found[key] = known[which], np.concatenate(values)
    return found
