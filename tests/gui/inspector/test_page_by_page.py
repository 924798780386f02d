"""A page of the inspector is made in the pauses of the window, the one before shown meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gui.inspector.test_inspector import inspector  # noqa: F401 - a fixture
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from circuitlab.gui.inspector.element_page import ElementSheet
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def two_cells(document: Any) -> None:
    document.replace(Circuit([Element("one", "lif_current"), Element("other", "hh_squid")]))


def test_the_page_before_is_shown_until_the_new_one_is_ready(
    document,
    session,
    inspector: Any,  # noqa: F811
    qtbot: QtBot,
) -> None:
    two_cells(document)
    session.selection.select(["one"])
    before = inspector.sheet
    session.selection.select(["other"])
    assert inspector._scroll.widget() is before
    qtbot.waitUntil(lambda: inspector._scroll.widget() is not before)
    assert inspector._scroll.widget() is inspector.sheet
    assert inspector.sheet.id == "other"


def test_it_says_the_same_as_one_made_at_once(
    document,
    session,
    inspector: Any,  # noqa: F811
    qtbot: QtBot,
) -> None:
    two_cells(document)
    shown = []
    for finish in (True, False):
        session.selection.select([])
        session.selection.select(["other"])
        if not finish:
            qtbot.waitUntil(lambda: not inspector._building.is_on)
        sheet = inspector.sheet
        assert isinstance(sheet, ElementSheet)
        shown.append(
            {name: row.editor.control.accessibleName() for name, row in sheet.rows.items()}
        )
    assert shown[0] == shown[1]
    assert list(shown[0])


def test_many_selections_in_a_row_make_one_page(
    document,
    session,
    inspector: Any,  # noqa: F811
    qtbot: QtBot,
) -> None:
    two_cells(document)
    pages = []
    place = inspector._scroll
    shows = place.show_page
    place.show_page = lambda top: (pages.append(place._coming.id), shows(top))
    for id in ("one", "other", "one", "other", "one"):
        session.selection.select([id])
    qtbot.waitUntil(lambda: not inspector._building.is_on)
    assert pages == ["one"]
    kept = [each for each in place.viewport().children() if isinstance(each, ElementSheet)]
    qtbot.waitUntil(lambda: len([e for e in kept if e.isVisible()]) == 1)


def test_an_edit_meanwhile_is_on_the_page(document, session, inspector: Any) -> None:  # noqa: F811
    two_cells(document)
    session.selection.select(["one"])
    document.push(document.circuit.relabelled("one", "A cell"))
    assert inspector.sheet.title.label.text() == "A cell"
    session.selection.select(["other"])
    document.push(document.circuit.removed(["other"]))
    assert not isinstance(inspector.sheet, ElementSheet)


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_part_of_a_page_is_ever_a_window_of_its_own(
    document,
    session,
    catalog,
    inspector: Any,  # noqa: F811
    qtbot: QtBot,
) -> None:
    document.open_preset("fig4")
    kinds = {element.kind: id for id, element in document.circuit.elements.items()}
    windows = Windows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    link = next(iter(document.circuit.links))
    for ids, chosen in (*(([id], None) for id in kinds.values()), ((), link), ((), None)):
        session.selection.select(ids, chosen)
        qtbot.waitUntil(lambda: not inspector._building.is_on)
        QApplication.processEvents()
    app.removeEventFilter(windows)
    assert windows.shown == []
