"""What stands in a field when another page is shown is of the element that it was typed for."""

import pytest
from gui.inspector.test_inspector import inspector  # noqa: F401 - a fixture
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element


@pytest.fixture
def half_typed(document, session, inspector, qtbot):  # noqa: F811
    """Type the current of one of two cells of a kind, and do not press Enter."""
    document.replace(Circuit([Element("one", "lif_current"), Element("other", "lif_current")]))
    session.selection.select(["one"])
    inspector.activateWindow()
    qtbot.waitUntil(inspector.isActiveWindow)
    control = inspector.sheet.reveal("i_e").editor.control
    QApplication.processEvents()
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    field = control.findChild(ValueField)
    field.setText("300 pA")
    assert field.hasFocus()


@pytest.mark.parametrize("next_page", [["other"], ["one", "other"], []])
def test_a_value_is_of_the_element_it_was_typed_for(half_typed, document, session, next_page):
    session.selection.select(next_page)
    QApplication.processEvents()
    assert document.circuit.value("one", "i_e") == 300.0
    assert document.circuit.elements["other"].params == {}
    assert document.undo_stack.count() == 1


def test_a_value_of_what_has_gone_is_of_nothing(half_typed, document, session):
    document.push(document.circuit.removed(["one"]))
    session.selection.select(["other"])
    QApplication.processEvents()
    assert document.circuit.elements["other"].params == {}
    document.undo()
    assert document.circuit.elements["one"].params == {}


def test_a_value_is_of_no_other_circuit(half_typed, document):
    document.replace(Circuit([Element("one", "lif_current")]))
    QApplication.processEvents()
    assert document.circuit.elements["one"].params == {}


def test_a_name_is_of_no_other_element(half_typed, document, session, inspector, qtbot):  # noqa: F811
    title = inspector.sheet.title
    qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    title.field.setText("Mine")
    session.selection.select(["other"])
    QApplication.processEvents()
    assert document.circuit.elements["other"].label == ""
