import pytest
from each_case import each_case
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.inspector.slider_scale import from_fraction, to_fraction

NUMBERS = [
    parameter
    for kind in default_catalog().kinds.values()
    for parameter in kind.parameters.values()
    if parameter.type in ("number", "integer")
]


@each_case("parameter", NUMBERS, ids=lambda p: p.name)
def test_the_ends_of_every_slider_are_the_ends_of_its_range(parameter):
    assert to_fraction(parameter, parameter.minimum) == 0.0
    assert to_fraction(parameter, parameter.maximum) == pytest.approx(1.0)
    assert from_fraction(parameter, 0.0) == pytest.approx(parameter.minimum)
    assert from_fraction(parameter, 1.0) == pytest.approx(parameter.maximum, rel=5e-3)


@given(st.sampled_from(NUMBERS), st.floats(0.0, 1.0))
def test_every_place_is_a_value_in_range_and_nearly_the_same_place(parameter, fraction):
    value = from_fraction(parameter, fraction)
    assert parameter.minimum <= value <= parameter.maximum
    if parameter.type == "number":
        assert to_fraction(parameter, value) == pytest.approx(fraction, abs=0.025)


@given(st.sampled_from(NUMBERS), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_further_right_is_never_less(parameter, one, other):
    low, high = sorted((one, other))
    assert from_fraction(parameter, low) <= from_fraction(parameter, high)
