"""What people write becomes a number in the catalog's unit, or a sentence that helps."""

import math
from dataclasses import replace

import numpy as np
import pytest
from each_case import each_case
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.catalog.spec import Parameter
from circuitlab.catalog.words import (
    Problem,
    allowed,
    convert,
    format_number,
    format_value,
    parse_quantity,
)

DOSE = Parameter("dose", "C", "µM", 1.0, 0.0, 100.0, "log", "A dose.")
HEAT = Parameter("temperature", "T", "°C", 46.0, 0.0, 55.0, "linear", "Warm.")
COUNT = replace(DOSE, name="size", unit="1", type="integer", default=1, minimum=1.0)
SWITCH = replace(DOSE, type="switch", default=True)
RULE = replace(DOSE, name="rule", type="choice", choices=("one_to_one", "pairs"), default="pairs")
TIMES = replace(DOSE, name="times", unit="ms", type="numbers", default=(1.0,), maximum=1e6)
TEXT = replace(DOSE, type="text", default="")
UNITS = ["mV", "ms", "nS", "pA", "pF", "µM", "°C", "µm²", "mm", "mS/cm²", "µF/cm²", "kJ/mol", "1"]


@each_case(
    ("text", "unit", "value"),
    [
        ("1.5 uM", "µM", 1.5),
        ("1.5µM", "µM", 1.5),
        ("1.5 \u03bcM", "µM", 1.5),
        ("300 nM", "µM", 0.3),
        ("1 mM", "µM", 1000),
        ("20 ms", "ms", 20),
        ("0.5 s", "ms", 500),
        ("2 min", "ms", 120_000),
        ("1 day", "h", 24),
        ("90 minutes", "h", 1.5),
        ("46 degC", "°C", 46),
        ("46 °C", "°C", 46),
        ("46°C", "°C", 46),
        ("319.15 K", "°C", 46),
        ("90°", "°", 90),
        ("45 degrees", "°", 45),
        ("98.6 °F", "°C", 37),
        ("8.5 °C", "K", 8.5),
        ("9 °F", "K", 5),
        ("−65 mV", "mV", -65),
        ("-0.065 V", "mV", -65),
        ("2.5 µS", "nS", 2500),
        ("0.1 nA", "pA", 100),
        ("0.02 nF", "pF", 20),
        ("1e-3 m", "mm", 1),
        ("4000 um^2", "µm²", 4000),
        ("0.004 mm²", "µm²", 4000),
        ("67 mS/cm^2", "mS/cm²", 67),
        ("670 S/m2", "mS/cm²", 67),
        ("0.12 S/cm2", "mS/cm²", 120),
        ("1e-5 cm2", "µm²", 1000),
        ("120*msiemens/cm**2", "mS/cm²", 120),
        ("30 * nS", "nS", 30),
        ("120mS_per_cm2", "mS/cm²", 120),
        ("2.5e-3per_ms", "1/ms", 0.0025),
        ("1 ufarad/cm**2", "µF/cm²", 1),
        ("0.25 kDa", "g/mol", 250),
        ("670 S/m^2", "mS/cm²", 67),
        ("1.43 nS/ms", "nS/ms", 1.43),
        ("0.32 1/uM/s", "1/µM/s", 0.32),
        ("0.32 µM⁻¹ s⁻¹", "1/µM/s", 0.32),
        ("3 GΩ", "MΩ", 3000),
        ("3 kohm", "MΩ", 0.003),
        ("0.8 m/s", "m/s", 0.8),
        ("50 %", "1", 0.5),
        ("0.5", "1", 0.5),
        (".5", "ms", 0.5),
        ("5.", "ms", 5),
        ("+3e2 ms", "ms", 300),
        ("20 Hz", "Hz", 20),
        ("20 1/s", "Hz", 20),
        ("269 kJ/mol", "kJ/mol", 269),
        ("10\u00a0µM", "µM", 10),
    ],
)
def test_a_quantity_is_read_in_the_wanted_unit(text: str, unit: str, value: float) -> None:
    assert parse_quantity(text, unit) == pytest.approx(value, rel=1e-14)


@each_case(
    ("text", "unit", "sentence"),
    [
        ("46 mV", "°C", "46 mV is not a temperature; give it in °C"),
        ("3 ms", "nS", "3 ms is not a conductance; did you mean “mS”?"),
        ("3 bananas", "ms", "“bananas” is not a unit known here; give it in ms"),
        ("3 bananas", "1", "“bananas” is not a unit known here; give a plain number"),
        ("5 ns", "nS", "5 ns is not a conductance; did you mean “nS”?"),
        ("1,500 µM", "µM", "“1,500” can be read in two ways; write “1.500” or “1500”"),
        ("10 ± 2 ms", "ms", "“10 ± 2 ms” is a number with its spread; write the number alone"),
        ("10–20 ms", "ms", "“10–20 ms” is a range; write one number"),
        ("1 2 ms", "ms", "“1 2 ms” is more than one number; write one number"),
        ("", "ms", "“” is not a number; write a number in ms"),
        ("hot", "°C", "“hot” is not a number; write a number in °C"),
        ("nan", "ms", "“nan” is not a finite number; write a number in ms"),
        ("-inf mV", "mV", "“-inf mV” is not a finite number; write a number in mV"),
        ("1e999", "1", "“1e999” is not a finite number; write a number"),
        ("1 h s", "ms", "1 h s is not a time; give it in ms"),
        ("46 °C", "°C/s", "46 °C is not a temperature per time; give it in °C/s"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_can(text: str, unit: str, sentence: str) -> None:
    assert str(parse_quantity(text, unit)) == sentence


@given(st.text(max_size=30), st.sampled_from(UNITS))
def test_any_text_gets_a_finite_number_or_a_sentence(text: str, unit: str) -> None:
    read = parse_quantity(text, unit)
    assert isinstance(read, Problem) or math.isfinite(read)


@given(
    st.floats(-1e9, 1e9, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-12),
    st.sampled_from(UNITS),
)
def test_what_is_shown_can_be_typed_back(number: float, unit: str) -> None:
    parameter = Parameter("x", "x", unit, 0.0, -1e10, 1e10, "linear", "Any.")
    again = convert(parameter, format_value(parameter, number))
    assert again == pytest.approx(number, rel=1e-3)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (46.0, "46"),
        (1.5, "1.5"),
        (-65.0, "−65"),
        (0.001257, "0.001257"),
        (3e-5, "3×10⁻⁵"),
        (123456.0, "123456"),
        (1 / 3, "0.3333"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_numbers_are_shown_with_sensible_digits(number: float, text: str) -> None:
    assert format_number(number) == text


def test_a_rate_reads_without_a_one_before_the_stroke() -> None:
    parameter = Parameter("k", "k", "1/s", 0.1, 0.0, 1.0, "linear", "A rate.")
    assert format_value(parameter, 0.1) == "0.1 /s"
    assert convert(parameter, "0.2 /s") == 0.2


def test_values_are_shown_as_people_read_them() -> None:
    assert format_value(HEAT, 46.0) == "46 °C"
    assert format_value(SWITCH, True) == "on"
    assert format_value(SWITCH, False) == "off"
    assert format_value(COUNT, 20) == "20"
    assert format_value(RULE, "pairs") == "pairs"
    assert format_value(TIMES, (1.0, 2.5)) == "1, 2.5 ms"
    assert format_value(TIMES, tuple(map(float, range(10)))) == "10 values, 0 to 9 ms"
    assert format_value(replace(TIMES, type="number"), 3_600_000.0) == "1 h"


@each_case(
    ("parameter", "given", "value"),
    [
        (DOSE, 1, 1.0),
        (DOSE, "300 nM", 0.3),
        (DOSE, np.float32(2), 2.0),
        (COUNT, 20, 20),
        (COUNT, "20", 20),
        (COUNT, 20.0, 20),
        (COUNT, np.int64(3), 3),
        (SWITCH, True, True),
        (SWITCH, " Off", False),
        (RULE, "one_to_one", "one_to_one"),
        (TIMES, [1, 2], (1.0, 2.0)),
        (TIMES, "1, 2.5; 4", (1.0, 2.5, 4.0)),
        (TIMES, "1, 2 s", (1000.0, 2000.0)),
        (TIMES, "100 ms, 2 s", (100.0, 2000.0)),
        (TIMES, 5, (5.0,)),
        (TIMES, "", ()),
        (TIMES, np.array([1.0, 2.0]), (1.0, 2.0)),
        (TEXT, "hello", "hello"),
        (replace(DOSE, per_cell=True), [1, "2 µM"], (1.0, 2.0)),
    ],
)
def test_what_fits_is_converted(parameter: Parameter, given: object, value: object) -> None:
    result = convert(parameter, given)
    assert result == pytest.approx(value) if isinstance(value, float) else result == value
    assert type(result) is type(value)


@each_case(
    ("parameter", "value", "sentence"),
    [
        (DOSE, 150, "dose: 150 µM is too high; allowed: 0 to 100 µM"),
        (DOSE, "-1 nM", "dose: −0.001 µM is too low; allowed: 0 to 100 µM"),
        (DOSE, True, "dose: True does not fit here; write a number, for example “1 µM”"),
        (DOSE, None, "dose: None does not fit here; write a number, for example “1 µM”"),
        (DOSE, math.nan, "dose: “nan” is not a finite number; write a number in µM"),
        (DOSE, [1], "dose: [1] does not fit here; write a number, for example “1 µM”"),
        (COUNT, 2.5, "size: 2.5 is not a whole number; allowed: 1 to 100"),
        (SWITCH, 1, "dose: 1 does not fit here; allowed: on, off"),
        (SWITCH, "maybe", "dose: 'maybe' does not fit here; allowed: on, off"),
        (RULE, "pair", "did you mean “pairs”? allowed: one_to_one, pairs"),
        (TEXT, 3, "dose: 3 does not fit here; write a text"),
        (TIMES, [1, -2], "times: entry 2: −2 ms is too low; allowed: 0 to 1000000 ms"),
        (TIMES, {"a": 1}, "times: entry 1: {'a': 1} does not fit here"),
    ],
)
def test_what_does_not_fit_is_answered_with_what_is_allowed(
    parameter: Parameter, value: object, sentence: str
) -> None:
    problem = convert(parameter, value)
    assert isinstance(problem, Problem)
    assert sentence in str(problem)


def test_a_number_too_long_to_print_is_answered_in_a_short_sentence() -> None:
    assert "not a finite number" in str(convert(DOSE, 10**5000))
    assert len(str(convert(DOSE, "9" * 5000))) < 120
    assert len(str(convert(SWITCH, ["a"] * 5000))) < 120


def test_a_range_is_said_in_words() -> None:
    assert allowed(DOSE) == "allowed: 0 to 100 µM"
    assert allowed(replace(TIMES, minimum=10.0, maximum=600_000.0)) == "allowed: 10 ms to 10 min"
    assert allowed(TEXT) == "allowed: any text"


def test_a_problem_without_a_place_or_a_remedy_reads_well() -> None:
    assert str(Problem("", "it broke")) == "it broke"
    assert str(Problem("heat1", "it broke", "mend it")) == "heat1: it broke; mend it"


def test_a_unit_unknown_to_the_program_itself_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="unknown unit"):
        parse_quantity("3 ms", "furlong")
