"""A file that the desktop hands over is opened, whether the window is there yet or not."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent

from circuitlab.gui.opened_files import OpenedFiles


@pytest.fixture
def files(qapp: object) -> OpenedFiles:
    return OpenedFiles()


def test_it_is_opened_by_the_window_that_is_there(files: OpenedFiles, tmp_path: Path) -> None:
    opened: list[Path] = []
    files.hand_to(opened.append)
    assert not opened
    assert files.take(QFileOpenEvent(str(tmp_path / "a.circuit")))
    assert opened == [tmp_path / "a.circuit"]


def test_what_came_before_the_window_waits_for_it(files: OpenedFiles, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert files.take(QFileOpenEvent(str(tmp_path / name)))
    opened: list[Path] = []
    files.hand_to(opened.append)
    files.hand_to(opened.append)
    assert opened == [tmp_path / "b"]


def test_other_events_are_left_to_others(files: OpenedFiles) -> None:
    files.hand_to(lambda path: pytest.fail(str(path)))
    assert not files.take(QEvent(QEvent.Type.FileOpen))
    assert not files.take(QEvent(QEvent.Type.Paint))
