import pytest
from PySide6.QtCore import QObject

from circuitlab.gui.widgets.throttle import EVERY_MS, Paced


class Counting(Paced):
    """Notes, each time, how often it had been asked by then."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner, lambda: self.seen.append(self.asked))
        self.owner, self.asked, self.seen = owner, 0, list[int]()

    def ask(self) -> None:
        self.asked += 1
        super().ask()


@pytest.fixture
def paced(qtbot) -> Counting:
    return Counting(QObject())


def test_what_is_asked_for_often_is_done_now_and_once_more_at_the_end(paced, qtbot) -> None:
    for _time in range(29):
        paced.ask()
    assert paced.seen == [1]
    qtbot.wait(4 * EVERY_MS)
    assert paced.seen == [1, 29]


def test_what_is_asked_for_seldom_is_done_at_once(paced, qtbot) -> None:
    paced.ask()
    qtbot.wait(2 * EVERY_MS)
    paced.ask()
    assert paced.seen == [1, 2]


def test_what_ended_does_nothing_more(paced, qtbot) -> None:
    seen = paced.seen
    paced.ask()
    paced.ask()
    paced.owner.deleteLater()
    qtbot.wait(3 * EVERY_MS)
    assert seen == [1]
