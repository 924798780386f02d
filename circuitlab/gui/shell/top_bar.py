"""The bar at the top: the program's name, its menus, the circuit, the transport."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QPushButton, QWidget

from circuitlab.gui.shell import settings
from circuitlab.gui.shell.actions import MENUS, SUBMENUS, menu_titles, submenu_titles
from circuitlab.gui.walk.bar import BOTH, BRIEF, FULL, WalkBar
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.transport.transport import Transport

HEIGHT = 54
CLOSE_MENUS = "QMenuBar::item { padding: 6px; }"
TIGHT_MENUS = "QMenuBar::item { padding: 6px 4px; }"
CLOSE, AIRY = (6, (12, 0, 12, 0)), (10, (18, 0, 16, 0))
TIGHT = (4, (6, 0, 8, 0))
"""Between the pieces, and around them, in pixels."""
READABLE, SHORT, SIGN, ARROW = 220, 110, 72, 40
"""Widths in which the circuit's name can be read, and told from others; in which there is an arrow
that leads to them beside how much has changed, and in which there is the arrow alone.
"""


class TopBar(QWidget):
    """Sets the pieces of the bar side by side."""

    def __init__(
        self,
        menus: QMenuBar,
        chooser: QWidget,
        transport: Transport,
        buttons: tuple[QAction, QWidget, QAction],
        walk: WalkBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self._of_circuit, self._walk = QWidget(), walk
        self._chooser, self._transport, self._has_circuit = chooser, transport, True
        self._arranged: tuple[int, ...] = ()
        self._compare_says = ("", QColor())
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 16, 0)
        row.setSpacing(10)
        self._brand = PlainLabel("CircuitLab")
        self._brand.setObjectName("brand")
        row.addWidget(self._brand)
        self._menus = menus
        row.addWidget(menus)
        row.addWidget(chooser, 20)
        row.addStretch(1)
        row.addWidget(transport)
        row.addStretch(3)
        self._compare = _compare_button(buttons[0])
        self._present, self._export = buttons[1], _export_button(buttons[2])
        row.addWidget(self._compare)
        row.addWidget(self._present)
        row.addWidget(self._of_walk(walk))
        row.addWidget(self._export)

    def show_of_circuit(self, shown: bool) -> None:
        """Show what is about the circuit on the desk, or only the menus."""
        self._has_circuit = shown
        self._chooser.setVisible(shown)
        self._transport.setVisible(shown)
        self._compare.setVisible(shown)
        self._present.setVisible(shown)
        self._arrange()

    def _of_walk(self, walk: WalkBar) -> QWidget:
        """Return the room beside the export, in which what is said of a walk stands."""
        room = QHBoxLayout(self._of_circuit)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(walk)
        walk.changed.connect(self._arrange)
        self._transport.reshaped.connect(self._arrange)
        return self._of_circuit

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        grew = event.type() == QEvent.Type.LayoutRequest and self._needs() != self._arranged
        if grew or event.type() in (QEvent.Type.Show, QEvent.Type.PaletteChange):
            self._arrange()
        return done

    def _needs(self) -> tuple[int, ...]:
        """Return the widths of what changes them by itself."""
        parts = (self._transport, self._walk, self._present, self._menus)
        return tuple(part.minimumSizeHint().width() for part in parts)

    def _arrange(self) -> None:
        """Let one after the other give way, until the rest has room."""
        self._arrange_all()
        self._arranged = self._needs()

    def _arrange_all(self) -> None:
        self._show_all()
        for give_way in self._ways():
            if self._least() <= self.width():
                break
            give_way()
        self._row.activate()

    def _show_all(self) -> None:
        self._space(AIRY)
        self._pad_menus("")
        self._walk.say(BOTH)
        self._transport.show_clocks(2)
        self._chooser.setMinimumWidth(READABLE)
        self._of_circuit.setVisible(self._has_circuit and not self._walk.isHidden())
        self._brand.show()
        self._say_compare(_("Compare"))
        for part in (self._chooser, self._compare, self._export):
            part.setVisible(self._has_circuit)

    def _ways(self) -> tuple[Callable[[], object], ...]:
        """Return what gives way, in order: air, what is said elsewhere, what menus have."""
        return (
            partial(self._walk.say, FULL),
            partial(self._space, CLOSE),
            partial(self._pad_menus, CLOSE_MENUS),
            partial(self._walk.say, BRIEF),
            partial(self._space, TIGHT),
            self._export.hide,
            self._brand.hide,
            partial(self._say_compare, ""),
            partial(self._chooser.setMinimumWidth, SHORT),
            partial(self._chooser.setMinimumWidth, SIGN),
            partial(self._chooser.setMinimumWidth, ARROW),
            partial(self._pad_menus, TIGHT_MENUS),
            partial(self._transport.show_clocks, 1),
            partial(self._transport.show_clocks, 0),
            self._chooser.hide,
            self._compare.hide,
        )

    def _space(self, room: tuple[int, tuple[int, int, int, int]]) -> None:
        between, around = room
        self._row.setSpacing(between)
        self._row.setContentsMargins(*around)

    def _say_compare(self, words: str) -> None:
        """Let the button say what it does, or show it: two pictures side by side."""
        ink = self.palette().color(self.foregroundRole())
        if self._compare_says != (words, ink):
            self._compare_says = words, ink
            self._compare.setText(words)
            self._compare.setIcon(QIcon() if words else _side_by_side(ink))

    def _pad_menus(self, style: str) -> None:
        if self._menus.styleSheet() != style:
            self._menus.setStyleSheet(style)

    def _least(self) -> int:
        """Return the width that all that shows needs."""
        for part in (self._walk, self._of_circuit, self._transport):
            if (inner := part.layout()) is not None:
                inner.invalidate()
            part.updateGeometry()
        self._keep_all_menus()
        self._row.invalidate()
        return self._row.minimumSize().width()

    def _keep_all_menus(self) -> None:
        """Let the menus have their room from right to left too: Qt then asks for that of one."""
        menus = self._menus
        if menus.isRightToLeft():
            menus.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            menus.setMinimumWidth(menus.sizeHint().width())
            menus.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def menu_bar(made: Mapping[str, QAction], open_file: Callable[[Path], object]) -> QMenuBar:
    """Return the menus, filled from their table; `open_file` opens a recent file."""
    bar = QMenuBar()
    bar.setNativeMenuBar(False)
    bar.setSizePolicy(bar.sizePolicy().Policy.Fixed, bar.sizePolicy().Policy.Fixed)
    titles = menu_titles()
    for name, keys in MENUS.items():
        menu = bar.addMenu(titles[name])
        for key in keys:
            if key == "recent":
                menu.addMenu(_recent_menu(menu, open_file))
            elif key in SUBMENUS:
                within = menu.addMenu(submenu_titles()[key])
                within.addActions([made[each] for each in SUBMENUS[key]])
            elif key == "-":
                menu.addSeparator()
            else:
                menu.addAction(made[key])
    return bar


def _recent_menu(parent: QMenu, open_file: Callable[[Path], object]) -> QMenu:
    menu = QMenu(_("Recent files"), parent)

    def fill() -> None:
        menu.clear()
        for path in settings.recent_files():
            menu.addAction(path.name, partial(open_file, path)).setToolTip(plain_tip(str(path)))
        if menu.isEmpty():
            menu.addAction(_("none yet")).setEnabled(False)

    menu.aboutToShow.connect(fill)
    fill()
    return menu


def _compare_button(compare: QAction) -> QPushButton:
    button = QPushButton(_("Compare"))
    button.setObjectName("barChoice")
    button.setAccessibleName(_("Compare"))
    button.setCheckable(True)
    button.setFixedHeight(29)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(plain_tip(_("Two or three states of this circuit side by side")))
    button.clicked.connect(compare.trigger)

    def follow() -> None:
        button.setEnabled(compare.isEnabled())
        button.setChecked(compare.isChecked())

    compare.changed.connect(follow)
    follow()
    return button


def _side_by_side(ink: QColor) -> QIcon:
    """Return a sign of two pictures side by side."""
    picture = QPixmap(36, 36)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1.6))
        for left in (1.5, 10.5):
            painter.drawRoundedRect(QRectF(left, 3.0, 6.0, 12.0), 1.5, 1.5)
    return QIcon(picture)


def _export_button(export: QAction) -> QPushButton:
    button = QPushButton(_("Export figure"))
    button.setObjectName("primary")
    button.setFixedHeight(29)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(export.trigger)
    button.setEnabled(export.isEnabled())
    export.enabledChanged.connect(button.setEnabled)
    return button
