"""The bench: what one element does by itself, measured while the lecture goes on undisturbed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.analysis.bench.behind import Behind, behind
from circuitlab.analysis.bench.measured import Measured
from circuitlab.analysis.bench.protocols import offered, settled
from circuitlab.gui.bench.exports import Kept, export_figure, export_table
from circuitlab.gui.bench.operating_point import point_now
from circuitlab.gui.bench.orders import order_of
from circuitlab.gui.bench.plot_view import PlotView, findings_words, fits_together, plot_of
from circuitlab.gui.inspector.page_parts import emptied, words
from circuitlab.gui.inspector.parameter_row import ParameterRow
from circuitlab.gui.widgets.kind_icons import kind_pixmap
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.model.names import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from circuitlab.analysis.bench.protocols import BenchProtocol
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.gui.shell.dialogs import Questions
    from circuitlab.render.theme import Theme

SIDE = 268
PLOT = QSize(300, 220)
MOST_KEPT = 4


class BenchWindow(QWidget):
    """A window beside the main one; it follows what is selected there.

    Parameters
    ----------
    questions : Questions
        Asks where to write to.
    """

    def __init__(
        self,
        document: Document,
        session: Session,
        theme: Theme,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("bench")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Bench"))
        self._document, self._session, self._theme = document, session, theme
        self._questions = questions
        self.id = ""
        self.rows: dict[str, ParameterRow] = {}
        self._settings: dict[tuple[str, str], dict[str, float]] = {}
        self._offered: list[BenchProtocol] = []
        self.kept: list[Kept] = []
        self._make()
        self._lay_out()
        session.measuring.changed.connect(self._show)
        session.selection.changed.connect(lambda _ids: self._follow())
        session.frame_ready.connect(Paced(self, self._show_point).ask)
        document.changed.connect(lambda _delta: self._edited())
        document.replaced.connect(self._begin_anew)
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        self._show_element()
        self._choose(self.choice.currentIndex())

    def choose(self, name: str) -> None:
        """Turn to the protocol called `name`, where it is offered."""
        for index, protocol in enumerate(self._offered):
            if protocol.name == name:
                self.choice.setCurrentIndex(index)
                self._choose(index)

    @property
    def protocol(self) -> BenchProtocol | None:
        """How it is measured."""
        index = self.choice.currentIndex()
        return self._offered[index] if 0 <= index < len(self._offered) else None

    @property
    def measured(self) -> Measured | None:
        """What was measured last of this element in this way."""
        protocol = self.protocol
        return self._session.measuring.latest(self.id, protocol.name) if protocol else None

    # ---- building

    def _make(self) -> None:
        self.sign, self.name = PlainLabel(), words("heading", "")
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("What is measured"))
        self.choice.activated.connect(self._choose)
        self.about = words("small", "")
        self.measure = _button(_("Measure"), self._turn)
        self.measure.setObjectName("primary")
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("How much is measured"))
        self.plot = PlotView(self._theme, PLOT)
        self.found, self.wrong = words("body", ""), words("wrong", "")
        self.keep = _button(_("Keep"), self._keep)
        self.clear = _button(_("Clear kept"), self._clear)
        self.table = _button(_("Export table…"), lambda: self._export(export_table))
        self.figure = _button(_("Export figure…"), lambda: self._export(export_figure))
        self.keep.setToolTip(_("Lay this curve behind the next ones"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.sign)
        head.addWidget(self.name, 1)
        self._rows_column = QVBoxLayout()
        self._rows_column.setSpacing(4)
        side = QWidget()
        side.setObjectName("inspectorBody")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 12, 14, 12)
        column.addLayout(head)
        column.addWidget(self.choice)
        column.addWidget(self.about)
        column.addLayout(self._rows_column)
        column.addWidget(self.measure)
        column.addWidget(self.progress)
        column.addWidget(self.wrong)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(side)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(SIDE)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll)
        row.addLayout(self._right(), 1)
        self.resize(760, 480)

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setContentsMargins(12, 12, 12, 12)
        right.setSpacing(8)
        right.addWidget(self.plot, 1)
        right.addWidget(self.found)
        buttons = QHBoxLayout()
        for button in (self.keep, self.clear):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.table, self.figure):
            buttons.addWidget(button)
        right.addLayout(buttons)
        return right

    def _export(self, by: Callable[[Questions, Path, Measured, list[Kept]], None]) -> None:
        """Write what is shown, beside the circuit's own file."""
        path, measured = self._document.path, self.measured
        if measured is not None:
            folder = path.parent if path is not None else Path.home()
            by(self._questions, folder, measured, self._behind())

    # ---- following

    def _follow(self) -> None:
        """Turn to what is selected, where it can be measured; else stay."""
        ids = self._session.selection.ids
        circuit, catalog = self._document.circuit, self._document.catalog
        found = offered(circuit, catalog, ids[0]) if len(ids) == 1 else []
        if found and ids[0] != self.id:
            self.id = ids[0]
            self._offer(found)
        elif self.id and self.id not in circuit.elements:
            self._leave()
        self._show_element()
        self._show()

    def _offer(self, found: list[BenchProtocol]) -> None:
        before = self.protocol.name if self.protocol is not None else ""
        self._offered = found
        self.choice.clear()
        self.choice.addItems([protocol.title for protocol in found])
        names = [protocol.name for protocol in found]
        self.choice.setCurrentIndex(names.index(before) if before in names else 0)
        self._choose(self.choice.currentIndex())

    def _leave(self) -> None:
        self.id = ""
        self._offer([])

    def _edited(self) -> None:
        """Follow an edit: the element may be gone, or can be measured in other ways."""
        circuit = self._document.circuit
        if self.id in circuit.elements:
            found = offered(circuit, self._document.catalog, self.id)
            if found != self._offered:
                self._offer(found)
        self._follow()

    def _begin_anew(self) -> None:
        self.kept.clear()
        self._settings.clear()
        self._leave()
        self._follow()

    def _choose(self, _index: int) -> None:
        """Show the settings of the protocol that is chosen."""
        emptied(self._rows_column)
        self.rows.clear()
        self.wrong.hide()
        protocol = self.protocol
        for setting in protocol.settings if protocol is not None else ():
            row = ParameterRow(setting, {}, self._theme)
            row.wanted.connect(lambda value, _key, name=setting.name: self._set(name, value))
            self.rows[setting.name] = row
            self._rows_column.addWidget(row)
        self._show_settings()
        self._show()

    # ---- settings and measuring

    def settings(self) -> dict[str, float]:
        """Return with what it is measured."""
        protocol = self.protocol
        if protocol is None:
            return {}
        key = self.id, protocol.title
        return self._settings.setdefault(key, protocol.defaults())

    def _set(self, name: str, value: object) -> None:
        protocol = self.protocol
        assert protocol is not None
        setting = self.rows[name].parameter
        given = setting.default if value is None else value
        self.settings()[name] = float(str(given))
        self._show_settings()

    def _show_settings(self) -> None:
        for name, row in self.rows.items():
            value = self.settings()[name]
            shown = round(value) if row.parameter.type == "integer" else value
            row.show_value(shown, value != row.parameter.default)

    def _turn(self) -> None:
        """Measure, or give up what is being measured."""
        measuring = self._session.measuring
        if measuring.order is not None:
            measuring.cancel()
            return
        self.start()

    def start(self) -> None:
        """Measure with the settings as they are."""
        protocol = self.protocol
        if protocol is None:
            return
        found = settled(protocol, self.settings())
        if isinstance(found, list):
            self.rows[found[0].where].complain(found[0])
            return
        session, document = self._session, self._document
        now = session.set_by_timeline
        circuit = session.laid.circuit.copy()
        order = order_of(circuit, document.catalog, self.id, protocol, found, now)
        session.measuring.start(order)

    def _keep(self) -> None:
        measured = self.measured
        if measured is not None:
            count = sum(fits_together(measured, other) for _name, other in self.kept)
            name = _("kept {number}").format(number=count + 1)
            self.kept = [*self.kept, (name, measured)][-MOST_KEPT:]
            self._show()

    def _clear(self) -> None:
        self.kept.clear()
        self._show()

    # ---- showing

    def _show_element(self) -> None:
        circuit, catalog = self._document.circuit, self._document.catalog
        known = self.id in circuit.elements
        self.name.setText(name_of(circuit, catalog, self.id) if known else _("Nothing to measure"))
        self.sign.setVisible(known)
        if known:
            kind = catalog.kind(circuit.elements[self.id].kind)
            self.sign.setPixmap(kind_pixmap(kind, self._theme, 28))

    def _behind(self) -> list[Kept]:
        """What was kept and fits what is shown, without what is shown itself."""
        measured = self.measured
        if measured is None:
            return []
        return [k for k in self.kept if k[1] is not measured and fits_together(k[1], measured)]

    def _show(self) -> None:
        protocol, measuring = self.protocol, self._session.measuring
        is_on = measuring.order is not None
        self.about.setText(protocol.doc if protocol is not None else "")
        self.choice.setVisible(protocol is not None)
        self.measure.setVisible(protocol is not None)
        self.measure.setText(_("Cancel") if is_on else _("Measure"))
        self.progress.setVisible(is_on)
        self.progress.setRange(0, 100 if measuring.part > 0.0 else 0)
        self.progress.setValue(round(100 * measuring.part))
        self.wrong.setText(measuring.fault)
        self.wrong.setVisible(bool(measuring.fault))
        self._show_measured()

    def _show_measured(self) -> None:
        measured = self.measured
        for button in (self.keep, self.table, self.figure):
            button.setEnabled(measured is not None)
        self.clear.setEnabled(bool(self.kept))
        self.found.setText(self._said(measured))
        self.found.setVisible(measured is not None)
        if measured is None:
            self.plot.show_plot(None, self._told())
        else:
            self._show_point()

    def _said(self, measured: Measured | None) -> str:
        if measured is None:
            return ""
        past = self._session.measuring.is_past(measured, self._behind_now())
        old = _("Measured before the last change.") if past else ""
        return " ".join(filter(None, (findings_words(measured), old)))

    def _behind_now(self) -> Behind:
        session = self._session
        circuit, now = session.laid.circuit, session.set_by_timeline
        return behind(circuit, self._document.catalog, self.id, now)

    def _told(self) -> str:
        if self.protocol is None:
            return _("Select a neuron, a channel or receptor in one, a synapse or a drug.")
        if self._session.measuring.order is not None:
            return _("Measuring …") if self._session.measuring.part > 0.0 else _first()
        return _("Press “Measure”: hidden copies are measured, and the run goes on undisturbed.")

    def _show_point(self) -> None:
        measured = self.measured
        if measured is None or not self.isVisible():
            return
        circuit, catalog, live = (
            self._document.circuit,
            self._document.catalog,
            self._session.live,
        )
        point = point_now(measured, circuit, catalog, live)
        self.plot.show_plot(plot_of(measured, self._behind(), point))

    # ---- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        self._session.measuring.cancel()
        event.accept()


def _first() -> str:
    what = _("Getting ready: what is measured for the first time is compiled before.")
    return what + " " + _("That may take half a minute; the run goes on, and “Cancel” ends it.")


def _button(text: str, handler: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda: handler())
    return button
