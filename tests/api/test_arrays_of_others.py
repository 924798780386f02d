"""Arrays of every make build the circuit that plain ones build, and files keep it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import circuitlab as cl

rng = np.random.default_rng(3)
PRE, POST = rng.integers(0, 40, (2, 1500))
WEIGHT, DELAY = rng.random(1500) * 20.0, rng.integers(5, 40, 1500) * 0.1


def read_only(values: np.ndarray) -> np.ndarray:
    values = values.copy()
    values.flags.writeable = False
    return values


class Tensor:
    """What other libraries have: no array, but it can become one."""

    def __init__(self, values: np.ndarray) -> None:
        self._values = values

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return self._values.astype(dtype or self._values.dtype)


MAKES: dict[str, Callable[[np.ndarray], Any]] = {
    "list": lambda values: values.tolist(),
    "tuple": lambda values: tuple(values.tolist()),
    "series": pd.Series,
    "series with another index": lambda values: pd.Series(values, index=range(9000, 10_500)),
    "tensor": Tensor,
    "big-endian": lambda values: values.astype(values.dtype.newbyteorder(">")),
    "every other one": lambda values: np.repeat(values, 2)[::2],
    "backwards": lambda values: values[::-1].copy()[::-1],
    "read-only": read_only,
    "short": lambda values: values.astype(np.uint8) if values.dtype.kind == "i" else values,
}


def joined(make: Callable[[np.ndarray], Any]) -> cl.Circuit:
    c = cl.Circuit()
    cells = c.add("lif_current", size=40)
    given = {"pre": PRE, "post": POST, "weight": WEIGHT, "delay": DELAY}
    arrays = {name: make(values) for name, values in given.items()}
    c.connect(cells, cells, receptor="exp_current", **arrays)
    return c


def test_arrays_of_every_make_are_the_same_circuit(tmp_path: Path) -> None:
    plain = joined(np.asarray)
    for name, make in MAKES.items():
        found = joined(make)
        assert found.model == plain.model, name
        found.save(tmp_path / "c.circuit")
        assert cl.load(tmp_path / "c.circuit").model == plain.model, name


def test_a_column_of_a_table_may_give_cells_their_values(tmp_path: Path) -> None:
    c = cl.Circuit()
    cells = c.add("lif_current", size=3, i_e=pd.Series([1.0, 2.0, 3.0], index=[7, 8, 9]))
    c.set(cells, tau_m=pd.Series([10, 20, 30]))
    assert c[cells].i_e.tolist() == [1.0, 2.0, 3.0]
    assert c[cells].tau_m.tolist() == [10.0, 20.0, 30.0]
    c.save(tmp_path / "c.circuit")
    assert cl.load(tmp_path / "c.circuit").model == c.model


def test_what_is_wrong_in_a_column_is_said_as_of_any_list() -> None:
    c = cl.Circuit()
    cells = c.add("lif_current", size=3)
    with pytest.raises(cl.CircuitError, match="entry 2 of pre is cell 3, which is not there"):
        c.connect(cells, cells, receptor="exp_current", pre=pd.Series([0, 3]), post=[0, 1])
    with pytest.raises(cl.CircuitError, match="entry 2: True is not the index of a cell"):
        c.connect(cells, cells, receptor="exp_current", pre=[0, True], post=[0, 1])
    with pytest.raises(cl.CircuitError, match="3 values for 2 pairs"):
        c.connect(
            cells,
            cells,
            receptor="exp_current",
            pre=[0, 1],
            post=[0, 1],
            weight=pd.Series([1.0, 2.0, 3.0]),
        )
    assert c.ids == (cells,)
