"""What goes through many cases in one test checks each, and names each that fails."""

import inspect

import pytest
from each_case import each_case

SEEN: list[int] = []


@each_case("number", [1, 2, 3])
def test_every_case_is_run(number: int) -> None:
    SEEN.append(number)


def test_none_was_left_out() -> None:
    test_every_case_is_run()
    assert SEEN[-3:] == [1, 2, 3]


@each_case("number", [1, 2])
@each_case("letter", "ab")
def test_fixtures_come_beside_cases(number: int, letter: str, tmp_path) -> None:
    assert not (tmp_path / f"{number}{letter}").exists()
    (tmp_path / f"{number}{letter}").touch()


def raised(test) -> BaseExceptionGroup:
    with pytest.raises(BaseExceptionGroup) as caught:
        test()
    return caught.value


def test_every_case_that_fails_is_named() -> None:
    @each_case(("one", "other"), [(1, 1), pytest.param(1, 2, id="unlike"), (3, 4)])
    def same(one: int, other: int) -> None:
        assert one == other

    group = raised(same)
    assert group.message == "2 of 3 cases: unlike, 3-4"
    assert [each.__notes__[-1] for each in group.exceptions] == ["case: unlike", "case: 3-4"]
    assert "1 == 2" in str(group.exceptions[0])


def test_what_was_to_be_refused_and_was_not_is_a_failure_of_its_case() -> None:
    @each_case("text", ["1", "one"], ids=lambda text: f"<{text}>")
    def refused(text: str) -> None:
        with pytest.raises(ValueError, match="invalid"):
            int(text)

    assert raised(refused).message == "1 of 2 cases: <1>"


def test_cases_are_called_as_they_are_listed() -> None:
    @each_case("one, other", [(1, 2)], ids=["first"])
    def same(one: int, other: int) -> None:
        assert one == other

    assert raised(same).message == "1 of 1 cases: first"


def test_a_test_of_no_case_is_refused() -> None:
    with pytest.raises(ValueError, match="no case"):
        each_case("number", [])


def test_only_fixtures_are_left_to_ask_for() -> None:
    assert list(inspect.signature(test_fixtures_come_beside_cases).parameters) == ["tmp_path"]
