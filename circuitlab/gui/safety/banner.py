"""A line under the top bar that says what is to be decided, and lets all else go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be done.

    Attributes
    ----------
    confirm
        What the button says after a first press, where a second one is needed.
    """

    text: str
    do: Callable[[], None]
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be decided; of one key there is one at a time."""

    key: str
    text: str
    choices: tuple[Choice, ...]


class Banner(QWidget):
    """Shows the first of the notices that wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("To decide"))
        self._notices: dict[str, Notice] = {}
        self._is_allowed = True
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(18, 6, 12, 6)
        self._row.setSpacing(8)
        self.words = PlainLabel()
        self.words.setObjectName("bannerWords")
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.addWidget(self.words, 1)
        self.buttons: list[QPushButton] = []
        self.hide()

    @property
    def present(self) -> Notice | None:
        """The notice that is shown."""
        return next(iter(self._notices.values()), None)

    def tell(self, notice: Notice) -> None:
        """Show a notice, after those that wait already; one of its key gives way to it."""
        if self._notices.get(notice.key) != notice:
            self._notices[notice.key] = notice
            self._show()

    def drop(self, key: str) -> None:
        """Take back the notice of a key."""
        if self._notices.pop(key, None) is not None:
            self._show()

    def allow(self, allowed: bool) -> None:
        """Say whether there is room for notices."""
        self._is_allowed = allowed
        self.setVisible(allowed and self.present is not None)

    def _show(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        notice = self.present
        self.buttons = [self._button(each) for each in notice.choices] if notice is not None else []
        self.words.setText(notice.text if notice is not None else "")
        for button in self.buttons:
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.allow(self._is_allowed)

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.text)
        button.setObjectName("slim")
        button.clicked.connect(lambda: _press(button, choice))
        return button


def _press(button: QPushButton, choice: Choice) -> None:
    """Do what was chosen, or first ask for a second press."""
    if choice.confirm and button.text() != choice.confirm:
        button.setText(choice.confirm)
        return
    choice.do()
