"""The palette: every kind that can be dragged in, with search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from circuitlab.catalog.families import SYNAPSE
from circuitlab.gui.sidebar.kind_list import KindList
from circuitlab.gui.sidebar.list_keys import steer
from circuitlab.gui.widgets import button_icons
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.render.theme import Theme


class Palette(QWidget):
    """A search field over the kinds, by group.

    Parameters
    ----------
    catalog : Catalog
        The kinds.
    theme : Theme
        Whose colours are used.
    only : iterable of str, optional
        The names of the kinds to offer; all that can be added by default.
    by_task : bool
        Whether it begins with a few kinds, under what one wants to do; all are one click away.

    Attributes
    ----------
    chosen : Signal(str)
        The name of the kind to add.
    """

    chosen = Signal(str)

    def __init__(
        self,
        catalog: Catalog,
        theme: Theme,
        only: Iterable[str] | None = None,
        parent: QWidget | None = None,
        *,
        by_task: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Palette"))
        self._catalog = catalog
        self._offered = set(catalog.kinds if only is None else only)
        self.all = QPushButton(_("All parts"))
        self.all.setObjectName("link")
        self.all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.all.setVisible(by_task)
        self._by_task = by_task
        self.all.clicked.connect(self._turn)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search elements"))
        self.search.setAccessibleName(_("Search elements"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self._sign = self.search.addAction(
            button_icons.icon("search", theme.ink_of("muted")),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self.list = KindList(theme)
        self.search.installEventFilter(self)
        self.list.setAccessibleName(_("Elements to add"))
        self.list.chosen.connect(self.chosen)
        self._lay_out()
        self._filter("")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.list.set_theme(theme)
        self._sign.setIcon(button_icons.icon("search", theme.ink_of("muted")))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        framed = QVBoxLayout()
        framed.setContentsMargins(13, 0, 13, 0)
        framed.addWidget(self.search)
        column.addLayout(framed)
        self._nothing = PlainLabel()
        self._nothing.setObjectName("muted")
        self._nothing.setWordWrap(True)
        self._nothing.setMargin(18)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        column.addLayout(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 13, 10 if self._by_task else 0)
        foot.addWidget(self.all)
        foot.addStretch(1)
        column.addLayout(foot)

    def _turn(self) -> None:
        """Show all kinds, or again the few by task."""
        self._by_task = not self._by_task
        self.all.setText(_("All parts") if self._by_task else _("Fewer parts, by what they do"))
        self.search.clear()
        self._filter("")

    def _filter(self, words: str) -> None:
        found = self._found(words)
        self.list.show_kinds(found)
        if not words:
            self.list.choose_none()
        self._stack.setCurrentIndex(0 if found else 1)
        self._nothing.setText(
            _(
                "Nothing here matches “{words}”.\n\n"
                "Try the word for what it is, as in “heat”, “pain” or “drug”."
            ).format(words=words)
        )

    def _found(self, words: str) -> list[tuple[str, list[Kind]]]:
        if words.strip():
            hits = [kind for kind in self._catalog.search(words) if self._offers(kind)]
            return [("", hits)] if hits else []
        if self._by_task:
            kinds = self._catalog.kinds
            return [(task, [kinds[n] for n in own]) for task, own in self._catalog.tasks.items()]
        groups = self._catalog.groups().items()
        offered = [(name, [kind for kind in kinds if self._offers(kind)]) for name, kinds in groups]
        return [(name, kinds) for name, kinds in offered if kinds]

    def _offers(self, kind: Kind) -> bool:
        return kind.name in self._offered and kind.family != SYNAPSE

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return steer(self.search, self.list, event) or super().eventFilter(watched, event)
