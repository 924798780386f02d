"""What of compared states is told: values that were set, as everywhere, and what was measured."""

from __future__ import annotations

from collections import Counter

import pytest

import circuitlab as cl
from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.model.frozen import Array, FrozenMap, Value
from circuitlab.playback.measured_states import columns_of, measured_of, set_by_hand
from circuitlab.playback.trace_rows import rows_of

CATALOG = default_catalog()


@pytest.mark.parametrize(
    ("kind", "name", "value", "words"),
    [
        ("nk1", "weight", 0.00125, "0.00125 nS"),
        ("nk1", "weight", 0.0005, "0.0005 nS"),
        ("ketamine", "concentration", 10.0, "10 µM"),
        ("heat", "stop", 3_600_000.0, "1 h"),
        ("nociceptor_c", "size", 2000, "2000"),
        ("nociceptor_c", "muted", True, "yes"),
    ],
)
def test_a_value_is_told_with_all_digits_that_count(
    kind: str, name: str, value: Value, words: str
) -> None:
    muted = {"muted": bool(value)} if name == "muted" else {}
    params = FrozenMap({} if muted else {name: value})
    circuit = Circuit([Element("it", kind, params=params, **muted)])
    ((_of, _title, told),) = set_by_hand([circuit], CATALOG, [("it", name)])
    assert told == [words]


def test_a_list_is_not_told_number_by_number() -> None:
    cells = FrozenMap({"size": 3, "c_m": Array([1.0, 2.0, 3.0])})
    circuit = Circuit([Element("it", "lif_current", params=cells)])
    ((_of, _title, told),) = set_by_hand([circuit], CATALOG, [("it", "c_m")])
    assert told == ["…"]


def test_quantities_of_one_name_are_told_apart_in_every_preset() -> None:
    ambiguous = {}
    for name in cl.presets():
        rows = measured_of(rows_of(cl.preset(name).model, CATALOG))
        told = Counter(
            (title, row.title) for row in rows for _name, title, _unit in columns_of(row)
        )
        if twice := [each for each, times in told.items() if times > 1]:
            ambiguous[name] = twice
    assert not ambiguous
