"""Numbers in every notation of papers, keyboards and spreadsheets, and what is not one number."""

import re

from each_case import each_case
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.catalog.words import Problem, parse_quantity
from circuitlab.catalog.written_numbers import Misread, TwoReadings, Written, read_number

NUMBERS = {
    0.001: ["1e-3", "1E-3", "1e−3", "1×10⁻³", "1·10^-3", "1x10^-3", "1 × 10^−3", "1*10**-3",
            "10^-3",
            "10⁻³", "1 x 10^{-3}", "1×10-3", "1⋅10^(-3)", "0,001", "1.0E-03"],
    1000.0: ["1000", "1 000", "1\u00a0000", "1\u202f000", "1\u2009000", "1'000", "1’000", "1_000",
             "1e3", "1E+03", "+1000", "1×10³", "10^3", "10³", "1.000,0", "1,000.0", "1 000,0"],
    1e6: ["1,000,000", "1.000.000", "1 000 000", "10⁶", "1'000'000"],
    -5.0: ["-5", "−5", "–5", "- 5", "‐5", "-5.", "−5,0", "−.5e1"],
    0.5: [".5", "0.5", "0,5", "+.5", ",5", "5e-1", "0.50"],
    10.5: ["10.5", "10,5", "10,50", "1,05×10¹", "1.05e1"],
    0.125: ["0.125", "0,125", "1,25e-1", "1,250e-1"],
    12345.5: ["12 345,5", "12,345.5", "12.345,5", "12'345.5"],
}  # fmt: skip


@each_case(
    ("text", "number"), [(text, number) for number, texts in NUMBERS.items() for text in texts]
)
def test_a_number_is_read_however_it_is_written(text: str, number: float) -> None:
    assert read_number(text) == Written(number, "")
    assert parse_quantity(f"{text} mV", "mV") == number


@each_case(
    ("text", "why"),
    [
        ("10 ± 2", Misread.SPREAD),
        ("10 +/- 2 mV", Misread.SPREAD),
        ("10 mV ± 2 mV", Misread.SPREAD),
        ("10-20", Misread.RANGE),
        ("10–20 mV", Misread.RANGE),
        ("10 to 20", Misread.RANGE),
        ("10…20", Misread.RANGE),
        ("5 mV - 7 mV", Misread.RANGE),
        ("1 2", Misread.SEVERAL),
        ("1,5,3", Misread.NOT_A_NUMBER),
        ("1.5.3", Misread.NOT_A_NUMBER),
        ("~5", Misread.NOT_A_NUMBER),
        ("", Misread.NOT_A_NUMBER),
        ("1e999", Misread.NOT_FINITE),
        ("10^99999", Misread.NOT_FINITE),
        ("NaN", Misread.NOT_FINITE),
        ("1,000", TwoReadings("1,000", "1.000", "1000")),
        ("12,345 mV", TwoReadings("12,345", "12.345", "12345")),
    ],
)
def test_what_is_not_one_number_says_why(text: str, why: object) -> None:
    assert read_number(text) == why


@given(st.floats(-1e12, 1e12, allow_nan=False), st.sampled_from(["mV", "nS", "1", "µM"]))
def test_a_number_as_python_writes_it_is_that_number(number: float, unit: str) -> None:
    assert parse_quantity(repr(number), unit) == number


TYPED = r"[+−-]?[0-9]{1,4}([.,][0-9]{1,4})?(e-?[0-9])? ?[a-zA-Zµ/0-9^%°²-]{0,8}"


@given(st.from_regex(TYPED, fullmatch=True), st.sampled_from(["mS/cm²", "µm²", "mV", "°C", "1"]))
def test_a_remedy_names_no_number_but_those_that_were_typed(text: str, unit: str) -> None:
    read = parse_quantity(text, unit)
    if isinstance(read, Problem):
        named = re.findall(r"[0-9.]+", read.remedy.replace(unit, ""))
        typed = text.replace(",", "").replace(".", "")
        assert all(each.replace(".", "") in typed for each in named)
        assert not named or "two ways" in read.what
