"""What the rooms of the Python way ask of a circuit."""

from __future__ import annotations

from typing import Protocol

from circuitlab.catalog.spec import Catalog
from circuitlab.files.tally import Tally
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Key


class Built(Protocol):
    """A circuit that has been built, with the catalog that it was built from.

    Attributes
    ----------
    held
        How much a file of it would hold; None where that has not been counted.
    edited
        What edits have changed since somebody wants to know, in order; None where nobody does.
    """

    model: Circuit
    catalog: Catalog
    held: Tally | None
    edited: dict[Key, None] | None
