"""Work in the pauses of a window: step by step, the newest only, or all of it at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from circuitlab.gui import in_pauses
from circuitlab.gui.in_pauses import InPauses


@pytest.fixture
def owner(qapp: object) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def counting(to: list[int], many: int = 5) -> Iterator[None]:
    for number in range(many):
        to.append(number)
        yield


def test_nothing_is_done_before_the_window_has_a_pause(owner, qtbot) -> None:
    done: list[int] = []
    work = InPauses(owner)
    work.begin(counting(done))
    assert done == []
    assert work.is_on
    qtbot.waitUntil(lambda: not work.is_on)
    assert done == [0, 1, 2, 3, 4]


def test_a_pause_has_one_step_at_least_and_no_more_than_time_allows(
    owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_pauses, "SLICE_S", -1.0)
    done: list[int] = []
    work = InPauses(owner)
    work.begin(counting(done))
    for count in range(1, 5):
        work._next.timeout.emit()
        assert len(done) == count
        assert work.is_on


def test_who_needs_it_has_it_finished(owner) -> None:
    done: list[int] = []
    work = InPauses(owner)
    work.begin(counting(done))
    work.finish()
    assert done == [0, 1, 2, 3, 4]
    assert not work.is_on
    work.finish()


def test_the_newest_work_takes_the_place_of_what_was_begun(owner) -> None:
    old, new = list[int](), list[int]()
    work = InPauses(owner)

    def replacing() -> Iterator[None]:
        old.append(0)
        work.begin(counting(new))
        work.finish()
        yield
        old.append(1)

    work.begin(counting(old, 9))
    work.begin(replacing())
    work.finish()
    assert old == [0]
    assert new == [0, 1, 2, 3, 4]


def test_a_step_that_asks_for_all_of_it_is_not_begun_within_itself(owner) -> None:
    done: list[int] = []
    work = InPauses(owner)

    def asking() -> Iterator[None]:
        work.finish()
        done.append(1)
        yield
        done.append(2)

    work.begin(asking())
    work.finish()
    assert done == [1, 2]
