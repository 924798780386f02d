"""Taking a row out of the traces: its meters record it no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.model.delta import Delta
from circuitlab.model.element import Role
from circuitlab.playback.trace_rows import rows_of_meter
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.playback.trace_rows import TraceRow


def links_of(circuit: Circuit, catalog: Catalog, row: TraceRow) -> list[tuple[str, str]]:
    """Return the links through which a row is recorded; none where it is a meter's own state."""
    return [
        (meter, row.id)
        for meter in circuit.sources(row.id, Role.RECORDS)
        if any(each.key == row.key for each in rows_of_meter(circuit, catalog, meter))
    ]


def without_row(circuit: Circuit, catalog: Catalog, row: TraceRow) -> Delta:
    """Return the edit after which nothing records a row; a meter left with nothing goes too."""
    label = _("Remove the trace of {name}").format(name=row.title)
    links = links_of(circuit, catalog, row)
    cut = Delta(label, {key: (circuit.links[key], None) for key in links})
    bare = circuit.copy()
    bare.apply(cut)
    idle = [meter for meter, _target in links if not bare.targets(meter, Role.RECORDS)]
    gone = bare.removed(idle) if idle else Delta(label, {})
    return Delta(label, {**cut.changes, **gone.changes})
