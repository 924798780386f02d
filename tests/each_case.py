"""Many small cases in one test: each is checked, and each that fails is named.

A test that pytest sets up costs more than most checks of one number or one file. What needs
nothing of its own for each case is therefore one test, which goes on after a failure.
"""

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest

Test = Callable[..., None]
Names = str | Sequence[str]
Ids = Callable[[Any], object] | Iterable[object] | None
LONGEST_S = 300
FAILURES = (Exception, pytest.fail.Exception, pytest.skip.Exception)
"""What ends a case: left out silently is none, so a case that would skip the rest fails."""


def each_case(names: Names, cases: Iterable[Any], ids: Ids = None) -> Callable[[Test], Test]:
    """Run a test for each case, as `pytest.mark.parametrize` would, with fixtures made once.

    Parameters
    ----------
    names
        Arguments of the test that a case gives.
    cases
        Values of these arguments: one, a tuple, or `pytest.param`.
    ids
        What a case is called, in order or made of each value.
    """
    arguments = _listed(names)
    named = list(_named(list(cases), len(arguments), ids))
    if not named:
        message = "a test of no case can not fail"
        raise ValueError(message)

    def of_every_case(test: Test) -> Test:
        @functools.wraps(test)
        def tested(**fixtures: Any) -> None:
            failed = []
            for name, values in named:
                try:
                    test(**dict(zip(arguments, values, strict=True)), **fixtures)
                except FAILURES as failure:
                    failed.append(_told(failure, name))
            _say(failed, len(named))

        tested.__signature__ = _without(test, arguments)  # type: ignore[attr-defined]
        return pytest.mark.timeout(LONGEST_S + len(named))(tested)  # a second more for each

    return of_every_case


def _listed(names: Names) -> list[str]:
    if isinstance(names, str):
        return [name.strip() for name in names.split(",")]
    return list(names)


def _named(cases: list[Any], width: int, ids: Ids) -> Iterator[tuple[str, tuple[Any, ...]]]:
    given = None if ids is None or callable(ids) else list(ids)
    for number, case in enumerate(cases):
        own = getattr(case, "id", None) if _is_param(case) else None
        values = tuple(case.values if _is_param(case) else case if width > 1 else (case,))
        if own is None and given is not None:
            own = given[number]
        elif own is None:
            own = "-".join(str(ids(value) if callable(ids) else value) for value in values)
        yield str(own), values


def _is_param(case: object) -> bool:
    return isinstance(case, type(pytest.param()))


def _told(failure: BaseException, name: str) -> BaseException:
    """The failure of a case, called by its name where pytest shows it."""
    failure.add_note(f"case: {name}")
    return failure


def _say(failed: list[BaseException], count: int) -> None:
    if not failed:
        return
    names = ", ".join(failure.__notes__[-1].removeprefix("case: ") for failure in failed)
    message = f"{len(failed)} of {count} cases: {names}"
    raise BaseExceptionGroup(message, failed)


def _without(test: Test, arguments: list[str]) -> inspect.Signature:
    """What a test still asks for when its cases are given."""
    signature = inspect.signature(test)
    left = [each for name, each in signature.parameters.items() if name not in arguments]
    return signature.replace(parameters=left)
