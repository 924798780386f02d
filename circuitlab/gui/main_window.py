"""The main window: palette, canvas, inspector, traces, and the bar above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.canvas import room
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.changes.badge import ChangesBadge
from circuitlab.gui.changes.beginning import Beginning
from circuitlab.gui.changes.beside_chooser import BesideChooser
from circuitlab.gui.checking import remember_preset
from circuitlab.gui.compare.below import Below
from circuitlab.gui.compare.comparison import Comparison
from circuitlab.gui.compare.desk import CompareDesk
from circuitlab.gui.compare.inspectors import Inspectors
from circuitlab.gui.data.in_window import recorded_beside
from circuitlab.gui.faults import attempt
from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.gui.lasting_circuit import LastingCircuit
from circuitlab.gui.lecture.lecture import Lecture
from circuitlab.gui.present.button import PresentButton
from circuitlab.gui.present.presenting import Presenting
from circuitlab.gui.safety.banner import Banner
from circuitlab.gui.shell import commands, lecture_actions, settings
from circuitlab.gui.shell.actions import actions, make, tip
from circuitlab.gui.shell.bench_actions import open_bench
from circuitlab.gui.shell.chooser import Chooser
from circuitlab.gui.shell.context_menu import ContextMenus
from circuitlab.gui.shell.dialogs import Questions
from circuitlab.gui.shell.drawers import Drawer
from circuitlab.gui.shell.dropped_files import DroppedFiles
from circuitlab.gui.shell.marking import Marks
from circuitlab.gui.shell.panels import BELOW, LEFT, RIGHT, Panels
from circuitlab.gui.shell.present_actions import sound_keys
from circuitlab.gui.shell.pressing import pressed
from circuitlab.gui.shell.status_bar import StatusBar
from circuitlab.gui.shell.top_bar import TopBar, menu_bar
from circuitlab.gui.shell.window_parts import open_group, show_element
from circuitlab.gui.sidebar.left_side import LeftSide, Rail
from circuitlab.gui.sidebar.outline import Outline
from circuitlab.gui.sidebar.palette import Palette
from circuitlab.gui.sound.spike_sound import SpikeSound
from circuitlab.gui.start_page.start_page import StartPage
from circuitlab.gui.traces.panel import Traces
from circuitlab.gui.transport.transport import Transport
from circuitlab.gui.walk.bar import WalkBar
from circuitlab.gui.walk.guide import WalkGuide
from circuitlab.gui.widgets import button_icons
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.gui.widgets.stylesheet import dress
from circuitlab.model.names import name_of
from circuitlab.render.theme import theme as theme_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from circuitlab.catalog.words import Problem
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme

SMALLEST = (900, 480)
"""With a frame around it, it fits a screen of 1920 × 1080 on which everything is twice as large."""

NARROW_TO_COMPARE = 1250
"""Width of the window below which both sides make room for the states."""

SAID_MS = 6000
MOST_NAMED = 5
"""Selected elements that are told one by one."""


class _Dressed(Protocol):
    """What wears a theme."""

    def set_theme(self, theme: Theme) -> None: ...


class MainWindow(QMainWindow):
    """The window on one document and its run.

    Parameters
    ----------
    document, session
        What is edited and what runs.
    """

    def __init__(self, document: Document, session: Session) -> None:
        super().__init__()
        self.document, self.session = document, session
        self.catalog = document.catalog
        self.theme = theme_of(settings.theme_name())
        self.questions = Questions(self)
        self.sound = SpikeSound(session, self)
        self.beginning = Beginning(document, self)
        self.actions_by_key: dict[str, QAction] = {spec.key: make(spec, self) for spec in actions()}
        self.addActions(list(self.actions_by_key.values()))
        self._marks = Marks(self)
        self._make_views()
        self._lay_out()
        self._connect()
        self._dress()
        self.setMinimumSize(*SMALLEST)
        self._show_title()
        self._menus = ContextMenus(self)
        self.dropped = DroppedFiles(self, self)
        self.canvas.setFocus()

    # ---- what commands use

    def set_theme(self, name: str) -> None:
        """Dress the window in the theme `name` and remember it."""
        self.theme = theme_of(name)
        self._dress()
        for view in self._dressed:
            view.set_theme(self.theme)
        settings.remember_theme(name)

    def say(self, text: str) -> None:
        """Show a sentence in the status bar for a while, or over the canvas where there is none."""
        self.status.showMessage(text, SAID_MS)
        if self.presentation.is_on:
            self.presentation.tell(text)
        elif self.panels.only_circuit:
            foot = self.canvas.rect().bottomLeft() + QPoint(20, -90)
            QToolTip.showText(
                self.canvas.mapToGlobal(foot), plain_tip(text), self.canvas, msecShowTime=SAID_MS
            )

    def tell_fault(self, problem: Problem) -> None:
        """Say what has failed, and hold the run; nothing else in the window ends with it."""
        attempt(self.session.pause)
        self.status.add_problem(problem)
        self.say(str(problem))

    def show_start_page(self, shown: bool = True) -> None:
        """Show the circuits there are to begin with, or again the one on the desk."""
        if shown:
            self.session.pause()
            self.start_page.offer_back(self.document.title, bool(self.document.circuit.elements))
        self.desk.setCurrentWidget(self.start_page if shown else self.panels)
        self.bar.show_of_circuit(not shown)
        self.status.tell_page(self.start_page.summary() if shown else "")
        if not shown:
            self.canvas.setFocus()
        self.mark_actions()

    @property
    def shows_start_page(self) -> bool:
        """Whether the start page lies over the circuit."""
        return self.desk.currentWidget() is self.start_page

    def mark_actions(self) -> None:
        """Say which actions make sense now, and mark those that are on."""
        self._marks.renew()

    def _follow_state(self) -> None:
        """Say what may be another after an edit, or another circuit."""
        self._show_title()
        self._marks.follow_edit()

    # ---- building

    def _make_views(self) -> None:
        document, session, theme = self.document, self.session, self.theme
        self.canvas = CanvasView(document, session, theme, self.catalog)
        self.palette_ = Palette(self.catalog, theme, by_task=True)
        self.outline = Outline(document, session, theme)
        self.inspector = Inspector(document, session, theme)
        self.comparison = Comparison(document, session, self)
        self.compare_desk = CompareDesk(self.comparison, self.canvas, theme)
        self.inspectors = Inspectors(self.comparison, self.inspector, theme)
        self.traces = Traces(document, session, theme)
        keys = self.actions_by_key
        run = (keys["play"], keys["step"], keys["restart"])
        self.transport = Transport(document, session, theme, run)
        self.chooser = Chooser(document)
        self.badge = ChangesBadge(self.beginning, keys["changes"])
        self.start_page = StartPage(self.catalog, theme)
        self.status = StatusBar(document, session)

    def _lay_out(self) -> None:
        menus = menu_bar(self.actions_by_key, lambda path: commands.open_file(self, path))
        self.left = LeftSide({_("Elements"): self.palette_, _("Outline"): self.outline})
        self.rail = Rail(self.catalog, self.theme)
        self.below = Below(self.comparison, self.traces, self.compare_desk.bar, self.theme)
        self.compare_desk.show_readings(self.below.reading_of)
        self.recorded = recorded_beside(self, self)
        self.right = LeftSide({_("Inspector"): self.inspectors}, _("Right side"))
        self.panels = Panels(self.left, self.rail, self.compare_desk, self.below, self.right)
        keys = self.actions_by_key
        self.guide = WalkGuide(self, self.canvas, self)
        self.compare_desk.strip.carry(self.guide.card)
        self.lecture = Lecture(self, self.guide, self.canvas, self)
        for card in (self.guide.card, self.lecture.card):
            self.canvas.corners.keep_off(card)
        self.right.add_page(_("Lecture"), self.lecture.panel)
        begin, end = keys["walk"], keys["walk_end"]
        self.walk_bar = WalkBar(self.guide, begin, end, keys["walk_resume"])
        self.present_button = PresentButton(keys["present"], lambda: self.presentation)
        buttons = (keys["compare"], self.present_button, keys["export"])
        named = BesideChooser(self.chooser, self.badge)
        self.bar = TopBar(menus, named, self.transport, buttons, self.walk_bar)
        self.drawers = {
            LEFT: Drawer("left", keys["left_side"], self.theme, self.canvas),
            RIGHT: Drawer("right", keys["inspector"], self.theme, self.canvas),
            BELOW: Drawer("bottom", keys["traces"], self.theme, self.canvas),
        }
        drawers = self.drawers.values()
        states = (self.compare_desk, self.inspectors, self.below)
        pages = (self.palette_, self.outline, self.inspector, self.traces, *states)
        bars = (self.transport, self.start_page, self.rail, self.guide, self.lecture)
        self._dressed: tuple[_Dressed, ...] = (self.canvas, *pages, *bars, *drawers)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.desk = QStackedWidget()
        self.desk.addWidget(self.panels)
        self.desk.addWidget(self.start_page)
        column.addWidget(self.desk, 1)
        self.setCentralWidget(page)
        self.page = page
        self.setStatusBar(self.status)
        self.presentation: Presenting = Presenting(self, sound_keys(self), self)

    def _connect(self) -> None:
        document, session = self.document, self.session
        self.palette_.chosen.connect(lambda kind: commands.add_in_view(self, kind))
        self.rail.group_wanted.connect(lambda *given: open_group(self, *given))
        self.rail.unfolded.connect(lambda: self.panels.show_panel(LEFT))
        for side in (self.left, self.right):
            side.turned.connect(self.mark_actions)
        self.lecture.panel.told.connect(self.say)
        self.lecture.recorder.changed.connect(lambda: lecture_actions.follow_recording(self))
        session.selection.changed.connect(self._name_selection)
        self.outline.wanted.connect(lambda id: room.centre_on(self.canvas, id))
        self.outline.left.connect(self.canvas.setFocus)
        self.panels.changed.connect(self._show_panels)
        session.pathways.shown_changed.connect(lambda _shown: self.mark_actions())
        self.inspector.pathways.show_wanted.connect(lambda id: show_element(self, id))
        for drawer in self.drawers.values():
            drawer.entered.connect(self.canvas.forget_pointer)
        self.canvas.quick_add_requested.connect(
            lambda place, source: commands.open_quick_add(self, place, source)
        )
        self.inspector.connection_wanted.connect(self.actions_by_key["connect"].trigger)
        self.inspector.bench_wanted.connect(lambda *given: open_bench(self, *given))
        self.chooser.clicked.connect(self.actions_by_key["start_page"].trigger)
        self.start_page.preset_chosen.connect(lambda name: commands.open_preset(self, name))
        self.start_page.walk_chosen.connect(lambda name: commands.open_walk(self, name))
        self.start_page.file_chosen.connect(lambda path: commands.open_file(self, path))
        self.start_page.new_wanted.connect(self.actions_by_key["new"].trigger)
        self.start_page.left.connect(lambda: self.show_start_page(False))
        self.status.problem_button.clicked.connect(self._show_problems)
        document.replaced.connect(lambda: self.show_start_page(False))
        self._lasting = LastingCircuit(document)
        document.followed.connect(self.say)
        document.state_changed.connect(self._follow_state)
        for changed in (session.selection.changed, session.engine.status_changed):
            changed.connect(lambda _what: self.mark_actions())
        self.guide.changed.connect(self.mark_actions)
        self.traces.measuring.changed.connect(self.mark_actions)
        self.traces.measuring.room_wanted.connect(self.panels.raise_below)
        session.looked.connect(self._looked)
        self.comparison.turned.connect(self._make_room_to_compare)
        self.below.overlaid.told.connect(self.say)
        session.checking.done.connect(remember_preset)
        session.playing_changed.connect(lambda _playing: self._paint_signs())
        self._show_panels()
        for turned in (session.playing_changed, session.speed_changed):
            turned.connect(lambda _now: self.mark_actions())
        self.mark_actions()

    # ---- showing

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dress(app, self.theme)
        self._paint_signs()

    def _show_title(self) -> None:
        title, is_modified = f"{self.document.title}[*] – CircuitLab", self.document.dirty
        if title != self.windowTitle():
            self.setWindowTitle(title)
        if is_modified != self.isWindowModified():
            self.setWindowModified(is_modified)

    def _show_problems(self) -> None:
        self.questions.show_problems(_("What is wrong with this run"), self.status.problems)

    def _name_selection(self, ids: tuple[str, ...]) -> None:
        """Let the canvas be called by what is selected on it, for those who hear it."""
        circuit = self.document.circuit
        names = [name_of(circuit, self.catalog, id) for id in ids[:MOST_NAMED]]
        self.canvas.setAccessibleName(", ".join([_("Canvas"), *names]))

    def _show_panels(self) -> None:
        """Show the bars unless only the circuit is wanted, and which panels can be folded away."""
        is_alone = self.panels.only_circuit or self.panels.is_bare
        for bar in (self.bar, self.status):
            bar.setVisible(not is_alone)
        self.banner.allow(not is_alone)
        for name, drawer in self.drawers.items():
            drawer.setVisible(not self.panels.is_bare)
            drawer.show_open(self.panels.shows(name))
        self.mark_actions()

    def _make_room_to_compare(self, on: bool) -> None:
        aside = (LEFT, RIGHT) if self.width() < NARROW_TO_COMPARE else (LEFT,)
        self.panels.make_room(aside if on else ())
        self.mark_actions()

    def _looked(self) -> None:
        """Offer the way back to now, and out of the past no more."""
        if self.actions_by_key["now"].isEnabled() != (self.session.ago_ms > 0.0):
            self.mark_actions()

    def _paint_signs(self) -> None:
        faint = self.theme.ink_of("muted")
        for spec in actions():
            if spec.sign:
                self.actions_by_key[spec.key].setIcon(
                    button_icons.icon(spec.sign, self.theme.colour("ink"), faint)
                )
        playing = self.session.playing
        play = self.actions_by_key["play"]
        play.setToolTip(tip(play, _("Pause") if playing else _("Play")))
        play.setIcon(button_icons.icon("pause" if playing else "play", self.theme.colour("flash")))

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed(self, event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        is_over = event.type() == QEvent.Type.WindowUnblocked
        if is_over and QGuiApplication.focusWindow() is not None:  # not while people are elsewhere
            QTimer.singleShot(0, self, self._take_keys)
        return super().event(event)

    def _take_keys(self) -> None:
        """Take the keys that a dialog had, where no window manager gives them back."""
        if QGuiApplication.focusWindow() is None:
            self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.presentation.is_on:
            self.presentation.leave()
            event.ignore()
            return
        if not commands.may_leave(self):
            event.ignore()
            return
        settings.remember_geometry(self.saveGeometry())
        self.session.stop()
        self.sound.stop()
        event.accept()


def keep_on_screen(window: MainWindow) -> None:
    """Make a window smaller whose frame, known once it is shown, reaches beyond the screen."""
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    beyond = (frame.width() - room.width(), frame.height() - room.height())
    if max(beyond) > 0 and not window.isMaximized():
        window.resize(window.width() - max(0, beyond[0]), window.height() - max(0, beyond[1]))
        window.move(room.topLeft())


def build(document: Document, session: Session) -> MainWindow:
    """Return the window on `document` and `session`, as large as last time."""
    window = MainWindow(document, session)
    place = settings.geometry()
    if place is None or not window.restoreGeometry(place):
        room = window.screen().availableGeometry()
        window.resize(min(1440, room.width()), min(900, room.height()))
    return window
