"""What is shown, and what a run begins with, comes of the same equations as the run itself."""

from itertools import chain

import numpy as np
import pytest

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.gating import (
    folds_per_mv,
    in_numpy,
    logistic,
    magnesium_in_pores,
)
from circuitlab.engine.mechanisms.mechanism import CARRIED, SUMS
from circuitlab.engine.recipes import RECIPES, recipe_of


def test_an_equation_in_numpy_is_that_of_the_kernels() -> None:
    v = np.linspace(-90.0, 40.0, 14)
    compiled = [magnesium_in_pores(1.2, float(each)) for each in v]
    assert np.allclose(in_numpy(magnesium_in_pores)(1.2, v), compiled, rtol=1e-13)
    assert np.allclose(in_numpy(logistic)(v), 1.0 / (1.0 + np.exp(-v)), rtol=1e-13)


@pytest.mark.parametrize(("celsius", "mv"), [(36.0, 26.640), (37.0, 26.726)])
def test_a_charge_feels_the_voltage_by_its_temperature(celsius: float, mv: float) -> None:
    assert 1.0 / folds_per_mv(1.0, celsius + 273.15) == pytest.approx(mv, abs=1e-3)


def test_events_are_added_to_states_of_their_mechanism() -> None:
    entered = [made for made in MECHANISMS.values() if made.events]
    assert len(entered) > 5
    assert all(set(made.events) <= set(made.states) for made in entered)


def test_what_mechanisms_say_of_themselves_names_their_own_rows() -> None:
    for made in MECHANISMS.values():
        assert set(made.hops) <= set(made.parameters)
        strobed = made.strobed
        rows = {strobed.state, strobed.drive or strobed.state} if strobed else set()
        assert rows <= {*made.states, *made.inputs}
        assert not made.pulsed or {"start", "width", "period", "count"} <= set(made.parameters)
    assert set(CARRIED) <= set(SUMS)


def test_what_recipes_show_and_take_are_rows_of_mechanisms() -> None:
    shown = [place for recipe in RECIPES.values() for place in recipe.states.values()]
    taken = [rows for recipe in RECIPES.values() for rows in recipe.inputs.values()]
    places = [*shown, *chain.from_iterable(taken)]
    for mechanism, row in (place for place in places if isinstance(place, tuple)):
        assert mechanism not in MECHANISMS or row in MECHANISMS[mechanism].rows, (mechanism, row)


def test_a_mechanism_that_nobody_knows_makes_nothing() -> None:
    unknown = recipe_of("of another version")
    assert unknown.states == unknown.inputs == {}
    assert not unknown.stands_in_terminals
