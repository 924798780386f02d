"""Cells that are joined many at once have the partners that each alone would draw."""

import numpy as np
import pytest
from engine.lab import Circuit

from circuitlab.engine.plan import pairs as rules
from circuitlab.engine.plan.build_estimate import work_of
from circuitlab.engine.plan.pairs import Pairs, connected
from circuitlab.engine.plan.partners import partners
from circuitlab.engine.recipes.parameters import Settings, Values

SHAPES = [
    (1, 1, 1),
    (50, 5, 5),
    (50, 6, 5),
    (400, 100, 10),
    (5, 128, 128),
    (20, 300, 200),
    (200, 100_000, 10),
    (20_000, 99_999, 3),
    (60, 10_001, 127),
    (5, 20_000, 401),
    (3000, 30_000_000, 4),
]
"""Cells, others, and partners of each; of the last shapes some numbers are drawn anew."""


def generator() -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=7))


def test_partners_are_those_that_numpy_chooses_cell_by_cell() -> None:
    for cells, others, degree in SHAPES:
        one, other = generator(), generator()
        each = [np.sort(one.choice(others, degree, replace=False)) for _cell in range(cells)]
        found = np.concatenate(list(partners(other, cells, others, degree, 0.25)))
        assert np.array_equal(found, each), (cells, others, degree)
        assert one.random() == other.random()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Populations of a few hundred cells count as large."""
    monkeypatch.setattr(rules, "MOST_TRIED", 1000)


def drawn(probability: float, pre: int = 300, post: int = 200, seed: int = 1) -> Pairs:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=pre), circuit.add("lif_current", size=post)
    synapse = circuit.wire(*cells)
    circuit.set(synapse, rule="probability", probability=probability, seed=seed)
    kind = circuit.catalog.kinds["synapse"]
    return connected(
        Values(circuit.model.elements[synapse], kind, Settings(0.1, 1, 1.0)), pre, post
    )


@pytest.mark.usefixtures("large")
def test_large_populations_are_joined_with_the_probability_that_was_asked_for() -> None:
    found = drawn(0.02)
    assert len(found.pre) == pytest.approx(1200, abs=5.0 * np.sqrt(1200))
    assert np.bincount(found.pre, minlength=300).std() == pytest.approx(2.0, abs=0.4)
    assert np.bincount(found.post, minlength=200).std() == pytest.approx(2.4, abs=0.6)
    place = found.pre.astype(np.int64) * 200 + found.post
    assert (np.diff(place) > 0).all()
    assert place[0] < 500
    assert place[-1] > 59_500


@pytest.mark.usefixtures("large")
def test_large_populations_keep_the_ends_of_what_is_possible() -> None:
    assert len(drawn(0.0).pre) == 0
    every = drawn(1.0, 40, 30)
    assert every.pre.tolist() == np.repeat(np.arange(40), 30).tolist()
    assert every.post.tolist() == np.tile(np.arange(30), 40).tolist()
    assert len(drawn(1e-15).pre) == 0
    assert not np.array_equal(drawn(0.1, seed=1).post, drawn(0.1, seed=2).post)
    assert np.array_equal(drawn(0.1, seed=1).post, drawn(0.1, seed=1).post)


def test_few_connections_of_many_cells_are_little_work() -> None:
    circuit = Circuit()
    cells = [circuit.add("lif_current", size=100_000) for _each in range(2)]
    synapse = circuit.wire(*cells)
    circuit.set(synapse, rule="probability", probability=1e-5)
    assert work_of(circuit.model, circuit.catalog) < 1e6
    circuit.set(synapse, rule="in_degree", degree=1)
    assert work_of(circuit.model, circuit.catalog) < 1e6
