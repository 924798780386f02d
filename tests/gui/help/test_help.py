"""F1 leads to the page of what is selected; links, way back, letters and search work."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from pytestqt.qtbot import QtBot

from circuitlab.gui.help.browser import LARGEST, SIZE
from circuitlab.gui.help.window import HelpWindow
from circuitlab.gui.shell.actions import actions
from circuitlab.gui.shell.help_actions import open_help
from circuitlab.help.shelf import FIRST
from circuitlab.resources import docs


@pytest.fixture
def shown(window, qtbot: QtBot) -> HelpWindow:
    return open_help(window)


def trigger(window, key: str) -> HelpWindow:
    window.actions_by_key[key].trigger()
    (found,) = window.findChildren(HelpWindow)
    return found


def test_f1_opens_the_page_of_what_is_selected_and_else_the_first(window, qtbot: QtBot):
    assert window.actions_by_key["help"].shortcut() == QKeySequence("F1")
    assert trigger(window, "help").browser.page == FIRST
    window.session.selection.select(["heat1"])
    found = trigger(window, "help")
    assert found.browser.page == "elements/heat"
    assert window.catalog.kind("heat").doc in found.browser.toPlainText()
    assert window.catalog.kind("heat").title in found.windowTitle()
    window.session.selection.select(["heat1", "nociceptor_c1"])
    assert trigger(window, "help").browser.page == "elements/heat"  # what shows stays


def test_pages_of_kinds_show_their_values(window, shown: HelpWindow):
    found, kinds = shown, window.catalog.kinds
    for kind in map(kinds.__getitem__, ("nociceptor_c", "gaba_b", "ketamine", "voltmeter")):
        found.open_page(f"elements/{kind.name}")
        text = found.browser.toPlainText()
        assert text.startswith(kind.title)
        assert all(name in text for name in kind.parameters)


def test_the_list_of_keys_is_a_page(window, qtbot: QtBot):
    text = trigger(window, "keyboard").browser.toPlainText()
    for each in actions():
        assert all(QKeySequence(keys).toString() in text for keys in each.shortcuts), each.key


def test_links_lead_from_page_to_page_and_back(shown: HelpWindow, qtbot: QtBot):
    browser = shown.browser
    browser.follow(QUrl("building.md#what-a-wire-makes"))
    assert browser.page == "guide/building"
    assert browser.verticalScrollBar().value() > 0
    assert shown.back.isEnabled()
    browser.follow(QUrl("../elements/nmda.md"))
    assert browser.page == "elements/nmda"
    shown.back.click()
    assert browser.page == "guide/building"
    assert shown.forward.isEnabled()
    shown.forward.click()
    assert browser.page == "elements/nmda"
    assert shown.finding.tree.currentItem().text(0) == "NMDA receptor"


def test_what_is_no_page_is_left_to_the_desktop(shown: HelpWindow, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    shown.browser.follow(QUrl("https://doi.org/10.1038/nature03867"))
    assert opened == ["https://doi.org/10.1038/nature03867"]
    assert shown.browser.page == FIRST


def test_a_page_outside_of_the_contents_is_read_and_nothing_outside_of_the_folder(shown):
    shown.open_page("engine")
    shown.browser.follow(QUrl("adr/0010-calcium-is-second-order-too.md"))
    assert "alcium" in shown.browser.toPlainText()
    shown.open_page("../pyproject")
    assert "pyproject" in shown.browser.toPlainText()
    assert "hatchling" not in shown.browser.toPlainText()


def test_words_are_searched_while_they_are_typed(shown: HelpWindow, qtbot: QtBot):
    finding = shown.finding
    qtbot.keyClicks(finding.field, "hyperalg")
    assert finding.found.item(0).text().startswith("Traces and measuring")
    qtbot.keyClick(finding.field, Qt.Key.Key_Return)
    assert shown.browser.page == "guide/measuring"
    assert shown.browser.verticalScrollBar().value() > 0
    qtbot.keyClick(finding.field, Qt.Key.Key_Escape)
    assert finding.field.text() == ""
    qtbot.keyClicks(finding.field, "qqqq")
    assert finding.nothing.isVisibleTo(finding)


def test_letters_grow_and_shrink_within_bounds(shown: HelpWindow):
    shown.larger.click()
    assert shown.browser.letters > SIZE
    for _press in range(20):
        shown.larger.click()
    assert shown.browser.letters == LARGEST
    assert shown.browser.page == FIRST


def test_the_help_wears_the_theme_of_the_window(window, shown: HelpWindow):
    before = shown.browser.document().defaultStyleSheet()
    window.set_theme("dark")
    after = shown.browser.document().defaultStyleSheet()
    assert window.theme.colour("ink").name() in after
    assert after != before


def test_pictures_are_found_and_fit(shown: HelpWindow):
    widest = shown.browser.viewport().width() * shown.devicePixelRatioF()
    for path in docs().glob("images/*.png"):
        image = shown.browser.loadResource(2, QUrl(f"../images/{path.name}"))
        assert not image.isNull()
        assert image.width() <= widest
