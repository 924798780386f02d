from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from circuitlab.gui.menu_heading import add_heading
from circuitlab.gui.widgets.stylesheet import stylesheet
from circuitlab.render.theme import contrast, theme


def test_a_heading_can_be_read_in_every_theme_and_cannot_be_chosen(qtbot):
    for name in ("light", "dark"):
        window = QWidget()
        qtbot.addWidget(window)
        window.setStyleSheet(stylesheet(theme(name)))
        menu = QMenu(window)
        add_heading(menu, "Spinal neuron")
        label = menu.findChild(QLabel, "menuHeading")
        label.ensurePolished()
        (heading,) = menu.actions()
        assert heading.text() == label.text() == "Spinal neuron"
        assert not heading.isEnabled()
        assert not label.isEnabled()
        ink = label.palette().color(QPalette.ColorGroup.Disabled, label.foregroundRole())
        assert contrast(QColor(ink), theme(name).colour("panel")) >= 4.5
