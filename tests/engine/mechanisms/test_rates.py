"""Gates of cells against their rate equations, written out again in plain numpy."""

import numpy as np
import pytest
from each_case import each_case

from circuitlab.engine.mechanisms.channels import traub_miles_gates

Rates = tuple[float, float]
DT = 0.025


def linear(x: float) -> float:
    """X / (e^x − 1)."""
    return 1.0 if x == 0.0 else x / np.expm1(x)


def traub_miles(u: float) -> tuple[Rates, Rates, Rates]:
    """Opening and closing rates (1/ms) of m, h and n."""
    return (
        (1.28 * linear((13.0 - u) / 4.0), 1.4 * linear((u - 40.0) / 5.0)),
        (0.128 * np.exp((12.0 - u) / 18.0), 4.0 / (1.0 + np.exp((35.0 - u) / 5.0))),
        (0.16 * linear((15.0 - u) / 5.0), 0.5 * np.exp((10.0 - u) / 40.0)),
    )


def relaxed(x: float, rates: Rates) -> float:
    opening, closing = rates
    target = opening / (opening + closing)
    return target + (x - target) * np.exp(-DT * (opening + closing))


@each_case("u", [*np.linspace(-60.0, 110.0, 35), 13.0, 15.0, 40.0])
def test_spinal_gates_relax_as_their_rates_say(u: float) -> None:
    start = (0.1, 0.6, 0.3)
    found = traub_miles_gates.py_func(u, *start, 12.0, np.exp(-1.0), DT)
    expected = [relaxed(x, rates) for x, rates in zip(start, traub_miles(u), strict=True)]
    assert found == pytest.approx(expected, rel=1e-10, abs=1e-11)


@pytest.mark.parametrize("u", [13.0, 15.0, 40.0])
def test_spinal_gates_have_no_step_where_their_formula_is_zero_over_zero(u: float) -> None:
    at, beside = (
        traub_miles_gates.py_func(x, 0.1, 0.6, 0.3, 12.0, np.exp(-1.0), DT) for x in (u, u + 1e-5)
    )
    assert at == pytest.approx(beside, abs=1e-6)
