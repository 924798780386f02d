"""The window's dress: a Qt palette and a stylesheet from the tokens of a theme."""

from __future__ import annotations

import re
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from circuitlab.render.theme import TEXT_CONTRAST, Theme, contrast, font, mixed

HAIR = 2
"""Lines of so many pixels are as thin everywhere."""

_SHEET = Template("""
QWidget { color: $ink; }
QMainWindow, QDialog { background: $paper; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: $panel; color: $ink; border: 1px solid $line; padding: 5px 7px; }

#topbar, #palette, #inspector, #inspectorBody, #outline { background: $panel; }
#topbar { border-bottom: 1px solid $line; }
#banner { background: $caution_tint; border-bottom: 1px solid $caution_edge; }
#bannerWords { color: $caution_text; background: transparent; font-weight: 500; }
#painPill { color: $faint; border: 1px solid $line; border-radius: 9px; padding: 2px 9px;
    font-size: 12px; }
#painPill[lit="true"] { color: $danger_text; border-color: $danger_text; font-weight: 700; }
#leftSide { background: $panel; border-right: 1px solid $line; }
#rightSide { background: $panel; border-left: 1px solid $line; }
#lecture { background: $panel; }
#recording { color: $danger_text; font-size: 13px; font-weight: 700; }
QListWidget#steps { background: $panel; border: none; }
QListWidget#steps::item, QListWidget#steps::item:hover, QListWidget#steps::item:selected {
    background: transparent; }
QWidget#lectureForm QCheckBox::indicator, QWidget#lectureForm QRadioButton::indicator {
    width: 12px; height: 12px; border: 1px solid $muted_text; border-radius: 3px;
    background: $panel; }
QWidget#lectureForm QRadioButton::indicator { border-radius: 7px; }
QWidget#lectureForm QCheckBox::indicator:checked,
QWidget#lectureForm QRadioButton::indicator:checked {
    border-color: $accent_line; background: $accent; }
QWidget#lectureForm QCheckBox:focus, QWidget#lectureForm QRadioButton:focus { color: $accent_text; }
#lectureForm { background: $panel; }
QPushButton#stepButton { padding: 0; font-size: 13px; border-radius: 6px; }
#traces { background: $paper; border-top: 1px solid $line; }
#emptyCanvas { background: $paper; }
#brand { font-weight: 700; font-size: 16px; }
#heading { font-weight: 700; font-size: 16px; }
#heading[focused="true"] { text-decoration: underline; }
#subheading, #muted { color: $muted_text; }
#small { color: $muted_text; font-size: 11px; }
#tag { color: $caution_text; font-size: 11px; font-weight: 600; }
#section { font-weight: 600; font-size: 12px; }
#clockBadge { background: $accent_tint; color: $badge_text; border-radius: 9px;
              padding: 2px 9px; font-size: 11px; font-weight: 500; }
#source { color: $accent_text; font-size: 11px; }
#caveat { background: $caution_tint; border: 1px solid $caution_edge; border-radius: 8px; }
#caveat QLabel { color: $caution_text; background: transparent; }
#evidence { background: $paper; border: 1px solid $line; border-radius: 8px; }
#evidence QLabel { background: transparent; }
#evidenceTitle { font-weight: 600; }
#caveatTitle { font-weight: 600; }
#present { color: $accent_text; font-size: 11px; }
#wrong { color: $danger_text; font-size: 11px; }
#liveValue { font-weight: 600; font-size: 12px; }
#claimOpen { color: $muted_text; font-size: 12px; }
#claimHolds { color: $good_text; font-size: 12px; font-weight: 600; }
#claimKnown { color: $caution_text; font-size: 12px; font-weight: 600; }
#claimFails { color: $danger_text; font-size: 12px; font-weight: 600; }
#liveName { color: $muted_text; font-size: 12px; }
#body { font-size: 12px; }
#rule { background: $line; border: none; max-height: 1px; min-height: 1px; }

QMenuBar { background: transparent; spacing: 0px; font-size: 13px; }
QMenuBar::item { padding: 6px 9px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $raised; }
QMenu { background: $panel; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 4px 28px 4px 14px; border-radius: 5px; }
QMenu::item:selected { background: $accent_tint; color: $ink; }
QMenu::item:disabled { color: $faint; }
#menuHeading { color: $muted_text; font-size: 11px; padding: 4px 14px 2px 24px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QToolButton, QPushButton { background: $raised; border: 1px solid transparent; border-radius: 7px;
    padding: 5px 12px; font-weight: 500; font-size: 13px; }
QToolButton { padding: 0px; }
QToolButton#presentButton { padding: 0px 11px; }
QToolButton#presentButton[popupMode="1"] { padding-right: 24px; }
QToolButton#presentButton::menu-button { border: none; width: 18px; }
QToolButton:hover, QPushButton:hover { background: $hover; }
QToolButton:pressed, QPushButton:pressed { background: $line; }
QToolButton:focus, QPushButton:focus { border-color: $accent_line; }
QToolButton:disabled, QPushButton:disabled { color: $faint; }
QToolButton#quiet, QPushButton#quiet { background: transparent; }
QToolButton#quiet:hover, QPushButton#quiet:hover { background: $raised; }
QToolButton#rail { background: transparent; color: $muted_text; font-size: 10px; padding: 2px 0; }
QToolButton#rail:hover { background: $raised; color: $ink; }
QToolButton#rail:focus { border-color: $accent_line; }
QToolButton#primary, QPushButton#primary, QPushButton:default { background: $accent;
    color: white; font-weight: 600; }
QToolButton#primary:hover, QPushButton#primary:hover, QPushButton:default:hover {
    background: $accent_hover; }
QPushButton#changesBadge { background: $accent_tint; color: $badge_text; border: 1px solid
    transparent; border-radius: 9px; padding: 0 6px; font-size: 11px; font-weight: 600; }
QPushButton#changesBadge:hover, QPushButton#changesBadge:focus { border-color: $accent_line; }
QPushButton#chooser { text-align: left; padding: 0 10px; border-radius: 6px; }
QPushButton#foldout { background: transparent; border: none; text-align: left; padding: 0 4px 0 0;
    color: $muted_text; font-weight: 700; font-size: 10px; }
QPushButton#foldout:focus { color: $accent_text; }
QPushButton#link { background: transparent; border: none; text-align: left; padding: 0;
    color: $accent_text; font-size: 11px; font-weight: 400; }
QPushButton#link:hover, QPushButton#link:focus { text-decoration: underline; }
QPushButton#cut { background: transparent; border: 1px solid transparent; border-radius: 5px;
    padding: 0; color: $muted_text; font-size: 14px; font-weight: 500; }
QPushButton#cut:hover, QPushButton#cut:focus { color: $alert_text; background: $raised;
    border-color: $line; }
QPushButton#windowChoice { background: transparent; color: $muted_text; font-size: 11px;
    font-weight: 400; padding: 2px 6px; }
QPushButton#windowChoice:hover { background: $raised; }
QPushButton#clockChoice { background: transparent; color: $muted_text; font-size: 11px;
    font-weight: 400; padding: 1px 6px 1px 0; border: none; text-align: left; }
QPushButton#clockChoice:hover, QPushButton#clockChoice:focus { color: $accent_text; }
QPushButton#slim { font-size: 12px; padding: 3px 10px; }
QPushButton#slim:checked { background: $accent_tint; color: $badge_text;
    border-color: $accent_line; }
QPushButton#barChoice { font-weight: 500; }
QPushButton#barChoice:checked { background: $accent_tint; color: $badge_text;
    border-color: $accent_line; }
QPushButton#stateChip { background: $panel; border: 1px solid $line; border-radius: 12px;
    padding: 2px 12px; min-height: 20px; font-size: 12px; font-weight: 600; }
QPushButton#stateChip:hover { background: $hover; }
QPushButton#stateChip:checked { background: $accent_tint; color: $badge_text;
    border-color: $accent_line; }
QPushButton#stateChip:focus { border-color: $accent_line; }
#compareBar { background: $panel; border-bottom: 1px solid $line; }
#stateHead { background: $panel; border-top: 3px solid $panel;
    border-bottom: 1px solid $line; }
#stateHead[active="true"] { border-top-color: $accent; }
#emptyPlace { background: $paper; }
#differences, #differencesBody { background: $panel; }
#differences { border-left: 1px solid $line; border-top: 1px solid $line; }
#verdict { background: $raised; border-radius: 8px; }
#verdict QLabel { background: transparent; }
#instrumentBar { background: $paper; border-top: 1px solid $line; }
#cursorBar { background: $raised; border-top: 1px solid $line; border-bottom: 1px solid $line; }
#viewTabs { background: $raised; border-radius: 7px; }
QPushButton#viewTab { background: transparent; font-size: 12px; padding: 3px 9px;
    border-radius: 6px; }
QPushButton#viewTab:hover { background: $hover; }
QPushButton#viewTab:checked { background: $accent_tint; color: $badge_text;
    border-color: $accent_line; }
QPushButton#cursorName { min-width: 18px; max-width: 18px; min-height: 18px; max-height: 18px;
    padding: 0; border-radius: 10px; border: 1px solid $accent_line; font-size: 10px;
    font-weight: 700; background: $panel; color: $accent_text; }
QPushButton#cursorName:checked { background: $accent; color: white; }
#cursorPlace { font-size: 12px; }
#cursorNumber { font-size: 13px; font-weight: 700; color: $badge_text; }
#measuresPanel, #measuresBody { background: $panel; }
#measuresPanel { border-left: 1px solid $line; border-top: 1px solid $line; }
#claimCard { background: $accent_tint; border: 1px solid $accent_line; border-radius: 8px; }
#claimCard QLabel { background: transparent; }
#claimCard #small { color: $badge_text; }
QTableWidget#measures { background: $panel; border: none; font-size: 11px; font-weight: 500;
    selection-background-color: $accent_tint; selection-color: $ink; outline: none; }
QTableWidget#measures::item { padding: 0 2px; border-bottom: 1px solid $line; }
QTableWidget#measures::item:selected { background: $accent_tint; color: $ink;
    border: 1px solid $accent_line; border-radius: 5px; }
QTableWidget#measures QHeaderView, QTableWidget#measures QTableCornerButton::section {
    background: $panel; border: none; }
QTableWidget#measures QHeaderView::section { background: $panel; border: none;
    border-bottom: 1px solid $line; color: $muted_text; font-size: 11px; padding: 0 4px 0 0; }
QTableWidget#measures QHeaderView::section:vertical { color: $ink; padding: 0 2px 0 0; }
QDoubleSpinBox { background: $panel; border: 1px solid $line; border-radius: 6px;
    padding: 2px 7px; font-size: 12px; font-weight: 600; selection-background-color: $accent;
    selection-color: white; }
QDoubleSpinBox::up-button { subcontrol-position: top right; width: 0; border: none; }
QDoubleSpinBox::down-button { subcontrol-position: bottom right; width: 0; border: none; }
QDoubleSpinBox QLineEdit { background: transparent; border: none; padding: 0;
    font-size: 12px; font-weight: 600; }
QDoubleSpinBox:focus { border-color: $accent_line; }
#viewPage { background: $paper; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QComboBox { background: $raised; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 9px; selection-background-color: $accent; selection-color: white;
    font-size: 13px; }
QLineEdit:focus, QComboBox:focus { border-color: $accent_line; background: $panel; }
QLineEdit#title { background: transparent; font-weight: 700; font-size: 16px; padding: 0 3px;
    margin-left: -4px; }
QLineEdit#title:hover { background: $raised; }
QLineEdit#title:focus { background: $panel; }
QLineEdit#value { padding: 0 6px; font-weight: 600; font-size: 12px; }
QPlainTextEdit#lines { background: $raised; border: 1px solid transparent; border-radius: 6px;
    padding: 1px 4px; font-size: 12px; selection-background-color: $accent;
    selection-color: white; }
QPlainTextEdit#lines:focus { border-color: $accent_line; background: $panel; }
QComboBox { padding: 2px 8px; font-weight: 600; font-size: 12px; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow { width: 0; height: 0; margin-right: 6px; border-left: 4px solid none;
    border-right: 4px solid none; border-top: 5px solid $muted_text; }
QComboBox::down-arrow:disabled { border-top-color: $line; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; outline: none;
    selection-background-color: $accent_tint; selection-color: $ink; }

QTreeView, QListView, QTextBrowser { background: $panel; border: none; outline: none;
    selection-background-color: $accent_tint; selection-color: $ink; }
QTreeView::item, QListView::item { padding: 3px 2px; border-radius: 5px; }
QTreeView#kinds::item, QTreeView#kinds::item:hover, QTreeView#kinds::item:selected {
    background: transparent; }
QTreeView::item:hover, QListView::item:hover { background: $raised; }
QTreeView::item:selected, QListView::item:selected { background: $accent_tint; color: $ink; }

QProgressBar { background: $raised; border: none; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QTabBar { background: $panel; }
QTabBar::tab { background: transparent; color: $muted_text; padding: 7px 2px 5px 2px;
    margin: 0 9px; border-bottom: 2px solid transparent; font-weight: 500; font-size: 12px; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent_line; }
QTabBar::tab:hover { color: $ink; }

QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px;
    min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:vertical:hover, QSplitter::handle:horizontal:hover { background: $accent_line; }

QStatusBar { background: $raised; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted_text; font-size: 11px; }
QStatusBar QPushButton#problems { background: transparent; color: $alert_text; border: none;
    font-size: 11px; padding: 0 8px; }
QStatusBar QPushButton#hints { background: transparent; color: $muted_text; border: none;
    font-size: 11px; font-weight: 400; padding: 0 8px; }
QStatusBar QPushButton#hints:hover, QStatusBar QPushButton#hints:focus { color: $ink;
    text-decoration: underline; }

QFrame#popup { background: $panel; border: 1px solid $line; border-radius: 10px; }
QFrame#card { background: $panel; border: 1px solid transparent; border-radius: 8px; }
QFrame#card:hover, QFrame#card:focus { background: $accent_tint; border-color: $accent_line; }
QFrame#card QLabel { background: transparent; }
#startPage { border: none; }
#startBody { background: $paper; }
#pageTitle { font-weight: 700; font-size: 20px; }
#shelfTitle { font-weight: 600; font-size: 15px; }
#claimCount { color: $muted_text; font-size: 11px; }
QPushButton#slimPrimary { background: $accent; color: white; font-weight: 600; font-size: 12px;
    padding: 3px 14px; }
QPushButton#slimPrimary:hover { background: $accent_hover; }
QPushButton#newCircuit { background: transparent; border: 2px dashed $accent_line;
    color: $accent_text; font-weight: 600; font-size: 14px; }
QPushButton#recentFile { background: transparent; border: 1px solid transparent; padding: 0;
    border-radius: 8px; }
QPushButton#recentFile:hover, QPushButton#recentFile:focus { background: $accent_tint;
    border: 1px solid $accent_line; }
#recentPicture { border: 1px solid $line; border-radius: 5px; background: $raised; }
#recentName { font-weight: 600; font-size: 13px; }
#recentFile QLabel { background: transparent; }
QPushButton#newCircuit:hover, QPushButton#newCircuit:focus { background: $accent_tint; }
#walkBody { background: $panel; }
#walkBody QLabel { background: transparent; }
#walkNumber { color: $accent_text; font-size: 11px; font-weight: 600; }
#walkTitle { font-size: 15px; font-weight: 700; }
#walkQuestion { font-size: 13px; font-weight: 700; }
#walkResult { color: $accent_text; font-size: 12px; font-weight: 600; }
QPushButton#walkButton { background: transparent; color: $accent_text; font-size: 12px;
    font-weight: 600; padding: 3px 10px; }
QPushButton#walkButton:hover { background: $raised; }
QPushButton#walkButton:disabled { color: $faint; }
QPushButton#slimPrimary:disabled { background: $raised; color: $faint; }
#heldPill { background: $accent_tint; color: $badge_text; border-radius: 9px; padding: 3px 11px;
    font-size: 12px; font-weight: 600; }
#cardTitle { font-weight: 600; font-size: 13px; }
""")


def stylesheet(theme: Theme) -> str:
    """Return the window's stylesheet in the colours of `theme`."""
    return _SHEET.substitute({name: _css(colour) for name, colour in _colours(theme).items()})


def enlarged_sheet(theme: Theme, times: float) -> str:
    """Return the stylesheet with letters, and the room around them, so many times as large."""

    def larger(size: re.Match[str]) -> str:
        return size[0] if int(size[1]) <= HAIR else f"{round(times * int(size[1]))}px"

    return re.sub(r"\b(\d+)px", larger, stylesheet(theme))


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette for what the stylesheet does not name."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, token in (
        (role.Window, "paper"),
        (role.Base, "panel"),
        (role.AlternateBase, "raised"),
        (role.Button, "raised"),
        (role.ToolTipBase, "panel"),
        (role.WindowText, "ink"),
        (role.Text, "ink"),
        (role.ButtonText, "ink"),
        (role.ToolTipText, "ink"),
        (role.Highlight, "accent"),
        (role.Mid, "line"),
        (role.Dark, "line"),
    ):
        made.setColor(which, theme.colour(token))
    made.setColor(role.HighlightedText, QColor("white"))
    made.setColor(role.PlaceholderText, theme.ink_of("muted"))
    made.setColor(role.Link, theme.ink_of("accent"))
    made.setColor(QPalette.ColorGroup.Disabled, role.Text, _faint(theme))
    made.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, _faint(theme))
    return made


def dress(app: QApplication, theme: Theme) -> None:
    """Give every window of `app` the look of `theme`."""
    sheet = stylesheet(theme)
    if app.styleSheet() != sheet:
        if app.palette() != palette(theme):
            prepare(app, theme)
        app.setStyleSheet(sheet)


def prepare(app: QApplication, theme: Theme) -> None:
    """Give `app` what lies under the stylesheet: Qt's style, font and palette.

    A window is built faster without the stylesheet, which Qt reads anew for a widget and all that
    is in it whenever the widget is put into another.
    """
    app.setStyle("Fusion")
    app.setFont(body_font())
    app.setPalette(palette(theme))


def body_font() -> QFont:
    """Return the font of running text in the window."""
    return font(13)


def _colours(theme: Theme) -> dict[str, QColor]:
    surfaces = (
        "paper",
        "panel",
        "raised",
        "line",
        "ink",
        "muted",
        "accent",
        "accent_tint",
        "caution_tint",
        "caution_edge",
    )
    ink, raised = theme.colour("ink"), theme.colour("raised")
    return {
        **{token: theme.colour(token) for token in surfaces},
        "muted_text": theme.ink_of("muted"),
        "accent_text": theme.ink_of("accent"),
        "accent_line": theme.line_of("accent"),
        "accent_hover": mixed(theme.colour("accent"), QColor("black"), 0.15),
        "badge_text": _readable(theme, "accent", "accent_tint"),
        "danger_text": theme.ink_of("danger"),
        "good_text": theme.ink_of("good"),
        "alert_text": _readable(theme, "danger", "raised"),
        "caution_text": _readable(theme, "note", "caution_tint"),
        "hover": mixed(raised, ink, 0.06),
        "scroll": mixed(theme.colour("panel"), ink, 0.2),
        "faint": _faint(theme),
    }


def _faint(theme: Theme) -> QColor:
    return mixed(theme.colour("panel"), theme.colour("ink"), 0.4)


def _readable(theme: Theme, token: str, ground: str) -> QColor:
    """Return the text colour of `token`, nearer to the ink where `ground` asks for it."""
    shades = (mixed(theme.ink_of(token), theme.colour("ink"), step / 10) for step in range(11))
    under = theme.colour(ground)
    return next(shade for shade in shades if contrast(shade, under) >= TEXT_CONTRAST)


def _css(colour: QColor) -> str:
    return colour.name()
