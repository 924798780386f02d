"""Two columns go to the two lists that belong together, however they are given."""

import numpy as np
import pytest

from circuitlab.api import Circuit, CircuitError
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.model.element import Role
from circuitlab.model.frozen import Array
from circuitlab.model.hints import hints_of
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.paired_lists import in_pairs, pairs_of, spread_out, unpaired
from circuitlab.model.parameter_values import LONG, checked, overlay_of

CATALOG = default_catalog()
TRAIN, CURRENT = CATALOG.kind("spike_train"), CATALOG.kind("recorded_current")
PAIRED = [kind for kind in CATALOG.kinds.values() if list(pairs_of(kind))]


@pytest.mark.parametrize(
    "given",
    [
        (np.array([0, 2]), np.array([12.5, 13.0])),
        ([0, 2], [12.5, 13.0]),
        [[0, 12.5], [2, 13.0]],
        np.array([[0, 12.5], [2, 13.0]]),
        "0\t12.5\n2\t13",
        "0,12.5\n2,13",
        "0;12,5\n2;13,0",
        "[[0, 12.5], [2, 13.0]]",
        "cell,time_ms\n0,12.5\n2,13",
        "index\tt (s)\n0\t0.0125\n2\t0.013",
        "element,cell,time_ms\nfibre,0,12.5\nfibre,2,13.0\n",
    ],
)
def test_two_columns_are_cells_and_times(given: object) -> None:
    spread = spread_out(TRAIN, {"times": given})
    assert isinstance(spread, dict)
    assert spread["size"] == 3
    assert checked(TRAIN, "cells", spread["cells"]) == (0.0, 2.0)
    assert checked(TRAIN, "times", spread["times"]) == (12.5, 13.0)


def test_one_column_is_of_all_cells_together() -> None:
    assert spread_out(TRAIN, {"times": [1, 2]}) == {"times": [1, 2], "cells": ()}
    assert spread_out(CURRENT, {"currents": [1, 2]}) == {"currents": [1, 2]}


def test_a_table_of_a_run_with_several_elements_asks_whose_are_wanted() -> None:
    table = "element,cell,time_ms\none,0,1.0\ntwo,0,2.0\n"
    problem = spread_out(TRAIN, {"times": table})
    assert isinstance(problem, Problem)
    assert "“one”, “two”" in problem.what


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("1 2 3\n4 5 6", "3 columns"),
        ("0 1\n2", None),
        ("0,12\n1,13", "two ways"),
    ],
)
def test_what_is_not_two_columns_is_told(given: str, what: str | None) -> None:
    spread = spread_out(TRAIN, {"times": given})
    if what is None:
        assert isinstance(spread, dict)
        assert checked(TRAIN, "times", spread["times"]) == (0.0, 1.0, 2.0)
    else:
        assert isinstance(spread, Problem)
        assert what in spread.what


@pytest.mark.parametrize("kind", PAIRED, ids=lambda kind: kind.name)
def test_what_the_catalog_has_by_default_fits(kind) -> None:
    assert unpaired(kind, {}) is None


@pytest.mark.parametrize(
    ("kind", "values", "what"),
    [
        (TRAIN, {"cells": (0.0,), "times": (1.0, 2.0)}, "has 1 entries, Spike times has 2"),
        (TRAIN, {"cells": (0.0, 5.0), "times": (1.0, 2.0), "size": 5}, "of cell 5"),
        (CURRENT, {"currents": (1.0, 2.0)}, "has 4 entries, Current has 2"),
        (CURRENT, {"times": (0.0, 2.0, 1.0, 3.0)}, "entry 3 of the times is before"),
    ],
)
def test_lists_that_do_not_fit_are_told(kind, values, what) -> None:
    found = unpaired(kind, values)
    assert found is not None
    assert what in found[1].what
    assert set(found[0]) <= in_pairs(kind)


def test_lists_that_do_not_fit_are_refused_together_and_taken_together() -> None:
    circuit = Circuit()
    current = circuit.add("recorded_current")
    with pytest.raises(CircuitError, match="has 4 entries, Current has 2"):
        circuit.set(current, currents=[1, 2])
    circuit.set(current, currents=[1, 2], times=[0, 5])
    circuit.set(current, currents="t (s), I (nA)\n0, 0\n0.1, 0.05")
    assert circuit.model.elements[current].params["currents"] == (0.0, 50.0)
    assert circuit.model.elements[current].params["times"] == (0.0, 100.0)


@pytest.mark.parametrize("is_wired_first", [True, False])
def test_a_sender_with_trains_of_its_own_drives_cell_by_cell(is_wired_first: bool) -> None:
    circuit = Circuit()
    train = circuit.add("spike_train")
    cells = circuit.add("lif_conductance", size=20)
    if is_wired_first:
        circuit.wire(train, cells)
    circuit.set(train, times=([0, 14], [5.0, 6.0]))
    if not is_wired_first:
        circuit.wire(train, cells)
    (synapse,) = circuit.model.targets(train, Role.RELEASES_ONTO)
    assert circuit.model.elements[synapse].params["rule"] == "one_to_one"
    assert circuit.model.value(train, "size") == 20


def test_a_rule_that_somebody_chose_stays() -> None:
    circuit = Circuit()
    train = circuit.add("spike_train")
    synapse = circuit.wire(train, circuit.add("lif_conductance", size=4))
    circuit.set(synapse, rule="out_degree")
    circuit.set(train, times=([0, 1], [5.0, 6.0]))
    assert circuit.model.elements[synapse].params["rule"] == "out_degree"


def test_settings_of_a_command_follow_too() -> None:
    circuit = Circuit()
    train = circuit.add("spike_train")
    synapse = circuit.wire(train, circuit.add("lif_conductance", size=4))
    overlay = overlay_of(circuit.model, CATALOG, "command line", {f"{train}.times": "0 5\n1 6"})
    assert isinstance(overlay, Overlay)
    resolved = resolve(circuit.model, [overlay])
    assert resolved.value(train, "cells") == (0.0, 1.0)
    assert resolved.value(train, "size") == 4
    assert resolved.value(synapse, "rule") == "one_to_one"


def test_long_lists_are_arrays_whatever_they_are_given_as() -> None:
    numbers = np.arange(LONG + 1, dtype=float)
    ways = [numbers, tuple(numbers), numbers.tolist(), ", ".join(map(str, numbers)), Array(numbers)]
    kept = [checked(TRAIN, "times", given) for given in ways]
    assert all(value == Array(numbers) for value in kept)
    assert checked(TRAIN, "times", numbers[:-1]) == tuple(numbers[:-1])
    problem = checked(TRAIN, "times", np.append(numbers, -1.0))
    assert isinstance(problem, Problem)
    assert f"entry {LONG + 2}" in problem.what


@pytest.mark.parametrize(("kind", "name"), [("spike_train", "cells"), ("synapse", "pre")])
@pytest.mark.parametrize("given", [(0.5,), "0; 0.5", np.array([0.0, 0.5]), np.arange(2000) / 2])
def test_numbers_of_cells_are_never_rounded(kind: str, name: str, given: object) -> None:
    problem = checked(CATALOG.kind(kind), name, given)
    assert isinstance(problem, Problem)
    assert "0.5 is not a whole number" in problem.what


def test_trains_that_find_no_cell_are_hinted_at() -> None:
    circuit = Circuit()
    train = circuit.add("spike_train", times=([0, 5], [5.0, 6.0]))
    cells = circuit.add("lif_conductance", size=4)
    circuit.wire(train, cells)
    (hint,) = hints_of(circuit.model, CATALOG)
    assert hint.element == train
    assert "Trains of cells from 4 on drive nothing" in hint.what
    circuit.set(cells, size=6)
    assert not hints_of(circuit.model, CATALOG)


def test_a_text_may_hold_a_value_for_each_cell() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=3, i_e="10,5; 20,5; 30,5 pA")
    assert circuit.model.value(cells, "i_e") == Array([10.5, 20.5, 30.5])
    circuit.set(cells, i_e="1 2 0.003 nA")
    assert circuit.model.value(cells, "i_e") == Array([1000.0, 2000.0, 3.0])
    circuit.set(cells, i_e="1 000 pA")
    assert circuit.model.value(cells, "i_e") == 1000.0
    with pytest.raises(CircuitError, match="2 values for 3 cells"):
        circuit.set(cells, i_e="1; 2")
