from PySide6.QtCore import QObject

from circuitlab.gui.paced import EVERY_MS, Paced


def test_what_is_asked_for_often_is_done_now_and_once_more_at_the_end(qtbot) -> None:
    state, seen = {}, []
    owner = QObject()
    paced = Paced(owner, lambda: seen.append(state["now"]))
    for now in range(1, 30):
        state["now"] = now
        paced.ask()
    assert seen == [1]
    qtbot.wait(4 * EVERY_MS)
    assert seen == [1, 29]


def test_what_is_asked_for_seldom_is_done_at_once(qtbot) -> None:
    seen = []
    owner = QObject()
    paced = Paced(owner, lambda: seen.append(1))
    paced.ask()
    qtbot.wait(2 * EVERY_MS)
    paced.ask()
    assert seen == [1, 1]


def test_what_ended_does_nothing_more(qtbot) -> None:
    seen = []
    owner = QObject()
    paced = Paced(owner, lambda: seen.append(1))
    paced.ask()
    paced.ask()
    owner.deleteLater()
    qtbot.wait(3 * EVERY_MS)
    assert seen == [1]
