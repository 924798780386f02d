"""What Qt paints with where Python asks for a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


def painting() -> QCoreApplication:
    """Return what Qt paints with: what is there already, or one that suits this machine.

    Where there is a display, other libraries may open windows later: they use what they find, so
    it is one that bears windows. Without a display nothing but painting is possible.
    """
    from PySide6.QtGui import QGuiApplication

    from circuitlab.render.display import WINDOW, has_display, missing

    if (there := QGuiApplication.instance()) is not None:
        return there
    if has_display() and not missing(WINDOW):
        from PySide6.QtWidgets import QApplication

        return QApplication(["circuitlab"])
    return QGuiApplication(["circuitlab", "-platform", "offscreen"])
