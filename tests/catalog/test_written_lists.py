"""Lists as people write and paste them: the right numbers or a refusal, never others."""

import pytest
from each_case import each_case
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.catalog.spec import Parameter
from circuitlab.catalog.words import Problem, convert
from circuitlab.catalog.written_lists import Sheet, read_sheet
from circuitlab.catalog.written_numbers import TwoReadings

TIMES = Parameter("times", "t", "ms", (1.0,), 0.0, 1e7, "linear", "Times.", type="numbers")
READ = {
    (10.5, 20.5, 30.5): [
        "10,5; 20,5; 30,5", "10,5 20,5 30,5", "10,5\n20,5\n30,5", "10,5\t20,5\t30,5",
        "10,5, 20,5, 30,5", "10.5, 20.5, 30.5", "10.5,20.5,30.5", "[10.5, 20.5, 30.5]",
        "10.5\n20.5\r\n30.5\n", "10.5 20.5 30.5", "np.array([10.5, 20.5, 30.5])",
        "{10.5 20.5 30.5}",
        "(10.5; 20.5; 30.5)", "10.5 ms; 20.5 ms; 30.5 ms", "10.5 ms 20.5 ms 30.5 ms",
        "0.0105; 0.0205; 0.0305 s", "t (ms)\n10.5\n20.5\n30.5", '"10.5";"20.5";"30.5"',
        "# times\n10.5\n20.5\n30.5", "10,5;20,5;30,5;", "10,5; 20,5;30,5",
    ],
    (10.0, 20.0, 30.0): [
        "10, 20, 30", "10,20,30", "10;20;30", "10 20 30", "10\n20\n30", "10,\n20,\n30",
        "[10 20 30]",
        "1e1; 2e1; 3×10¹", "10 , 20 , 30",
    ],
    (1000.0, 2000.0): ["1\u202f000; 2\u202f000", "1'000; 2'000", "1, 2 s", "1000 2000"],
    (): ["", " ", "[]", ";"],
    (10.05, 20.5): ["10,05\n20,5", "10,05 20,5"],
}  # fmt: skip
TWO_WAYS = [
    "10,5", "1, 2,3", "1,000,000", "1,000; 2,000", "1 000; 2 000", "1 000 2 000", "1,234.5",
    "1.234,5", "1,234", ",5", "10,20\n30, ",
]  # fmt: skip


@each_case(
    ("text", "numbers"), [(text, numbers) for numbers, texts in READ.items() for text in texts]
)
def test_a_list_is_read_however_it_is_written(text: str, numbers: tuple[float, ...]) -> None:
    assert convert(TIMES, text) == pytest.approx(numbers)


@pytest.mark.parametrize("text", TWO_WAYS)
def test_a_list_that_can_be_read_in_two_ways_is_refused(text: str) -> None:
    problem = convert(TIMES, text)
    assert isinstance(problem, Problem)
    assert "can be read in two ways" in problem.what


@given(
    st.lists(st.integers(0, 99_999), min_size=2, max_size=6),
    st.sampled_from(["; ", ";", "\t", "\n", " "]),
)
def test_decimal_commas_are_never_taken_for_more_numbers(tenths: list[int], between: str) -> None:
    text = between.join(f"{each // 10},{each % 10}" for each in tenths)
    assert convert(TIMES, text) == pytest.approx(tuple(each / 10 for each in tenths))


@given(st.lists(st.floats(0, 1e6), max_size=8), st.sampled_from([", ", ";", "\n", "\t", " "]))
def test_numbers_as_python_writes_them_are_these_numbers(
    numbers: list[float], between: str
) -> None:
    assert convert(TIMES, between.join(map(repr, numbers))) == tuple(numbers)


@given(st.text(alphabet="0123456789.,; \t\n-e[]#±µs", max_size=30), st.booleans())
def test_any_text_gives_a_sheet_or_a_refusal(text: str, columns: bool) -> None:
    assert isinstance(read_sheet(text, columns=columns), Sheet | TwoReadings)
    assert isinstance(convert(TIMES, text), tuple | Problem)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("0\t12.5\n1\t13", (("0", "12.5"), ("1", "13"))),
        ("0,12.5\n1,13", (("0", "12.5"), ("1", "13"))),
        ("0,123.5\n1,456.25", (("0", "123.5"), ("1", "456.25"))),
        ("0;12,5\n1;13,5", (("0", "12,5"), ("1", "13,5"))),
        ("0 12.5\n1 13", (("0", "12.5"), ("1", "13"))),
        ("[[0, 12.5], [1, 13]]", (("0", "12.5"), ("1", "13"))),
        ("[0 12.5; 1 13]", (("0", "12.5"), ("1", "13"))),
        ("cell,time_ms\n0,12\n1,13", (("0", "12"), ("1", "13"))),
    ],
)
def test_two_columns_are_rows_of_two(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    sheet = read_sheet(text, columns=True)
    assert isinstance(sheet, Sheet)
    assert sheet.rows == rows
    assert sheet.width == 2


def test_what_may_be_two_columns_or_decimal_commas_is_refused_where_both_would_do() -> None:
    assert isinstance(read_sheet("0,12\n1,13", columns=True), TwoReadings)
    assert isinstance(read_sheet("0,12\n1,13"), Sheet)


def test_headings_are_told_from_numbers() -> None:
    sheet = read_sheet("element,cell,time_ms\nfibre,0,1.5\nfibre,1,2.5")
    assert isinstance(sheet, Sheet)
    assert sheet.headings == ("element", "cell", "time_ms")
    assert sheet.rows[1] == ("fibre", "1", "2.5")
