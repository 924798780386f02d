"""What begins in the middle of a run is marked there, and what never acts is not."""

from __future__ import annotations

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.playback.onsets import onset_events

CATALOG = default_catalog()
BEGINNING = [kind.name for kind in CATALOG.ordered() if kind.onset]
AMOUNTS = {"severity", "concentration"}


def beginning(kind: str, **values: float) -> Circuit:
    """A circuit of one element that begins when the start of its kind is 2."""
    start = CATALOG.kind(kind).onset
    return Circuit([Element("it", kind, params={start: 2.0, **values})])


def amount_of(kind: str) -> str:
    (name,) = CATALOG.kind(kind).parameters.keys() & AMOUNTS
    return name


@pytest.mark.parametrize("kind", BEGINNING)
def test_what_begins_later_is_marked(kind: str) -> None:
    (event,) = onset_events(beginning(kind, **{amount_of(kind): 1.0}), CATALOG)
    assert event.key == ("it", "onset")
    assert event.time_ms > 0.0


@pytest.mark.parametrize("kind", BEGINNING)
def test_nothing_of_it_is_not_marked(kind: str) -> None:
    assert onset_events(beginning(kind, **{amount_of(kind): 0.0}), CATALOG) == ()


@pytest.mark.parametrize("kind", BEGINNING)
def test_what_is_muted_is_not_marked(kind: str) -> None:
    circuit = beginning(kind, **{amount_of(kind): 1.0})
    circuit.apply(circuit.muting({"it": True}))
    assert onset_events(circuit, CATALOG) == ()
