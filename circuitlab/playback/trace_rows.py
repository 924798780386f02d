"""Which rows the traces show: one for each thing that a meter of the circuit records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.catalog.families import METER
from circuitlab.model.element import Element, Role
from circuitlab.model.metered import own_state
from circuitlab.model.names import name_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta

POTENTIAL = "v"
RESET = "v_reset"
"""The parameter of a neuron whose spikes are no part of its course: it is set back to this."""
VOLTS = (-95.0, 50.0)
"""The range of every membrane potential, mV, so that rows can be compared."""


@dataclass(frozen=True, slots=True)
class AmountPart:
    """One of several things that a row shows.

    Parameters
    ----------
    id, state
        What is recorded.
    name, colour
        What it is called, and the token of its colour.
    ground
        What is added to its values.
    """

    id: str
    state: str
    name: str
    colour: str
    ground: float = 0.0


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One row: the course of a state, or the spikes of a population.

    Parameters
    ----------
    id, state : str
        What is recorded; an empty state stands for spikes.
    title, unit, colour : str
        Its name, its unit and the token of its colour.
    quantity : str
        What is recorded, in words; empty for what goes without saying, a membrane potential.
    size : int
        How many cells there are; of a state the first is shown.
    has_strokes : bool
        Whether its spikes are marked above, because its course itself shows none.
    parts : tuple of AmountPart
        What it shows together, where that is more than one thing.
    is_reading : bool
        Whether it is what a meter itself reads: such rows of one unit share a scale.
    """

    id: str
    state: str
    title: str
    unit: str
    colour: str
    quantity: str = ""
    size: int = 1
    has_strokes: bool = False
    parts: tuple[AmountPart, ...] = ()
    is_reading: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.id, self.state

    @property
    def is_potential(self) -> bool:
        """Whether it shows a membrane potential."""
        return self.state == POTENTIAL

    @property
    def share(self) -> float:
        """How high its strip is beside others."""
        return 0.6 if self.parts else 1.4 if self.is_potential else 1.0

    @property
    def scale(self) -> object:
        """Rows in which this is equal share a scale."""
        if self.is_potential:
            return self.unit
        if not self.state:
            return self.id
        return self.unit, "" if self.is_reading else self.quantity

    @property
    def is_raster(self) -> bool:
        """Whether this row shows spikes."""
        return not self.state

    @property
    def is_bars(self) -> bool:
        """Whether it shows when something was on, and no values."""
        return bool(self.parts) and not self.unit


def rows_of(circuit: Circuit, catalog: Catalog) -> tuple[TraceRow, ...]:
    """Return the rows for every meter of `circuit`, each thing once, in the order of its meters."""
    rows: dict[tuple[str, str], TraceRow] = {}
    meters = {name for name, kind in catalog.kinds.items() if kind.family == METER}
    for id in circuit.of_kinds(meters.__contains__):
        for row in rows_of_meter(circuit, catalog, id):
            rows.setdefault(row.key, row)
    return tuple(rows.values())


def rows_of_meter(circuit: Circuit, catalog: Catalog, id: str) -> list[TraceRow]:
    """Return the rows that one element records; none where it is no meter, or muted."""
    kind = catalog.kinds.get(circuit.elements[id].kind)
    if kind is None or kind.family != METER or circuit.elements[id].muted:
        return []
    return _of_meter(circuit, catalog, id, kind)


def concerns_rows(
    delta: Delta, circuit: Circuit, catalog: Catalog, families: Collection[str] = ()
) -> bool:
    """Return whether an edit may change a row: of a meter or what it records, or of a link.

    Parameters
    ----------
    families
        Elements of these concern rows too.
    """
    return any(
        not isinstance(key, str)
        or key not in circuit.elements
        or ((kind := catalog.kinds.get(circuit.elements[key].kind)) and kind.family in families)
        or circuit.targets(key, Role.RECORDS)
        or (not _read_alike(before, after) and circuit.sources(key, Role.RECORDS))
        for key, (before, after) in delta.changes.items()
    )


def _read_alike(before: object, after: object) -> bool:
    """Whether rows of an element that is recorded say the same of it before and after an edit."""
    if not (isinstance(before, Element) and isinstance(after, Element)):
        return False
    said = ((each.kind, each.label, each.params.get("size")) for each in (before, after))
    return next(said) == next(said)


def _of_meter(circuit: Circuit, catalog: Catalog, id: str, kind: Kind) -> list[TraceRow]:
    targets = circuit.targets(id, Role.RECORDS)
    if "quantity" in kind.parameters:
        state = str(circuit.value(id, "quantity", catalog))
        return [row for target in targets if (row := _course(circuit, catalog, target, state))]
    if kind.states:
        row = _course(circuit, catalog, id, own_state(kind))
        return [row] if row is not None and targets else []
    return [_raster(circuit, catalog, target) for target in targets]


def _course(circuit: Circuit, catalog: Catalog, id: str, state: str) -> TraceRow | None:
    kind = catalog.kinds.get(circuit.elements[id].kind)
    if kind is None or state not in kind.states:
        return None
    of = kind.states[state]
    reads = kind.family == METER
    own = reads and not kind.disclaimer and state == own_state(kind)
    goes_without_saying = state == POTENTIAL or own
    name, cells = name_of(circuit, catalog, id), _cells(circuit, catalog, id, kind)
    strokes = state == POTENTIAL and RESET in kind.parameters
    quantity = "" if goes_without_saying else of.title
    return TraceRow(
        id, state, name, of.unit, kind.colour, quantity, cells, strokes, is_reading=reads
    )


def _raster(circuit: Circuit, catalog: Catalog, id: str) -> TraceRow:
    kind = catalog.kinds.get(circuit.elements[id].kind)
    size = _cells(circuit, catalog, id, kind) if kind is not None else 1
    colour = kind.colour if kind is not None else "muted"
    return TraceRow(id, "", name_of(circuit, catalog, id), "", colour, size=size)


def _cells(circuit: Circuit, catalog: Catalog, id: str, kind: Kind) -> int:
    size = circuit.value(id, "size", catalog) if "size" in kind.parameters else 1
    return max(1, int(size)) if isinstance(size, int | float) else 1
