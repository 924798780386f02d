"""The page that the program opens with."""

import datetime
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from circuitlab.catalog.load import default_catalog
from circuitlab.files import store
from circuitlab.gui.app import window_on
from circuitlab.gui.shell import settings
from circuitlab.gui.start_page.days import said_of
from circuitlab.gui.start_page.preset_card import PICTURE, SLIMMEST, WIDEST
from circuitlab.gui.start_page.recent_file import LARGEST_PICTURED
from circuitlab.gui.start_page.shelf import ACROSS, card_width
from circuitlab.gui.start_page.start_page import BACK_WIDTH, headings, preset_picture
from circuitlab.model.circuit import Circuit
from circuitlab.render.theme import theme


@pytest.fixture
def page(window, qtbot):
    window.show_start_page()
    qtbot.waitUntil(lambda: not window.start_page._unpainted)
    return window.start_page


def shown(page):
    return [card.preset.name for card in page.cards if card.isVisibleTo(page)]


def card(page, name):
    return next(each for each in page.cards if each.preset.name == name)


def test_every_preset_is_there_once_under_a_heading_of_the_article(page):
    presets = store.presets()
    assert sorted(shown(page)) == sorted(each.name for each in presets)
    assert all(each.group in set(headings()) - {""} for each in presets)
    assert all(each.proves for each in presets)


def test_what_is_said_of_a_preset_is_what_its_file_says():
    for preset in store.presets():
        content = json.loads(preset.path.read_text(encoding="utf-8"))
        assert preset.claims == len(content["claims"]) > 0
        assert preset.proves == content["gallery"]["proves"]


def test_the_files_of_presets_are_read_once_for_cards_and_summary(page, monkeypatch):
    said = page.summary()
    assert str(len(page.cards)) in said
    monkeypatch.setattr(store, "presets", list)
    assert page.summary() == said


def test_pictures_are_drawn_from_the_presets_themselves(page):
    pictures = {
        each: preset_picture(each.path, default_catalog(), theme("light")).toImage()
        for each in store.presets()
    }
    for each, image in pictures.items():
        assert card(page, each.name).picture._pixmap.toImage() == image
    first, second, *_rest = pictures.values()
    assert first != second


def test_a_click_opens_the_preset_and_leaves_the_page(window, page, document, qtbot):
    qtbot.mouseClick(card(page, "fig3"), Qt.MouseButton.LeftButton)
    assert document.circuit.document["title"].startswith("Figure 3")
    assert not window.shows_start_page
    assert window.session.playing


def test_the_page_leads_back_to_the_circuit_under_it(window, page, document, qtbot):
    assert document.circuit.elements
    assert page.back.isVisibleTo(page)
    assert document.title in page.back.text()
    before = document.circuit
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert not window.shows_start_page
    assert document.circuit is before
    document.replace(Circuit())
    window.show_start_page()
    assert not page.back.isVisibleTo(page)


def test_a_long_title_leaves_the_way_back_in_sight(window, document, page):
    page.offer_back("long " * 100)
    assert page.back.sizeHint().width() < 2 * BACK_WIDTH
    assert page.back.accessibleName().count("long") == 100


def test_the_button_on_a_card_opens_it_too(page, document, qtbot):
    meant = card(page, "fig3")
    meant.setFocus()
    qtbot.waitUntil(meant.open_button.isVisible)
    qtbot.mouseClick(meant.open_button, Qt.MouseButton.LeftButton)
    assert document.circuit.document["title"].startswith("Figure 3")


def test_show_me_on_a_card_begins_its_walk(window, page, document, qtbot):
    meant = card(page, "fig4")
    meant.setFocus()
    qtbot.waitUntil(meant.walk_button.isVisible)
    qtbot.mouseClick(meant.walk_button, Qt.MouseButton.LeftButton)
    assert document.circuit.document["title"].startswith("Figure 4")
    assert window.guide.is_on
    assert window.guide.card.isVisible()
    assert not document.dirty


def test_it_is_used_by_keyboard(window, page, document, qtbot):
    page.search.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Down)
    first = window.focusWidget()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = window.focusWidget()
    assert second is not first
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert document.circuit.document["title"] == second.accessibleName()


def test_a_search_finds_words_of_the_caption_and_says_when_there_is_none(page):
    page.search.setText("KETAMINE")
    assert "fig4" in shown(page)
    assert "fig3" not in shown(page)
    page.search.setText("zebra")
    assert shown(page) == []
    assert "zebra" in page._nothing.text()
    page.search.clear()
    assert len(shown(page)) == len(store.presets())


def test_return_opens_the_only_one_that_is_found_and_goes_to_the_first_of_several(page, qtbot):
    chosen = []
    page.preset_chosen.connect(chosen.append)
    page.search.setText("pain")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert not chosen
    page.search.setText("figure 4")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert chosen == ["fig4"]
    page.search.setText("zebra")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert chosen == ["fig4"]


def test_escape_clears_the_search_and_then_leaves_the_page(window, page, qtbot):
    page.search.setText("cold")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert window.shows_start_page
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not window.shows_start_page


def test_what_is_on_the_desk_is_kept_and_rests_meanwhile(window, document, session):
    session.play()
    before = document.circuit
    window.show_start_page()
    assert not session.playing
    assert not window.actions_by_key["play"].isEnabled()
    assert not window.actions_by_key["delete"].isEnabled()
    assert window.actions_by_key["open"].isEnabled()
    window.show_start_page(False)
    assert document.circuit is before
    assert window.actions_by_key["play"].isEnabled()


def test_a_new_circuit_and_a_recent_file_are_one_click_away(
    window, page, document, tmp_path, qtbot
):
    path = tmp_path / "tickle.circuit"
    path.write_bytes(store.presets()[0].path.read_bytes())
    settings.remember_file(path)
    page.own.renew()
    chosen = []
    page.file_chosen.connect(chosen.append)
    links = page.own.findChildren(QPushButton)
    next(each for each in links if each.accessibleName() == "Open tickle.circuit").click()
    assert chosen == [path]
    window.show_start_page()
    next(each for each in links if each.text() == "New empty circuit").click()
    assert not document.circuit.elements
    assert not window.shows_start_page


def test_without_a_target_the_program_opens_with_it(qapp, qtbot):
    window, problems = window_on(None)
    qtbot.addWidget(window)
    assert window.shows_start_page
    assert not problems
    assert not window.session.playing


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((2026, 11, 29), "today"),
        ((2026, 11, 28), "yesterday"),
        ((2026, 11, 12), "12 November"),
        ((2024, 11, 12), "12 November 2024"),
    ],
)
def test_days_are_said_as_people_say_them(day, said):
    assert said_of(datetime.date(*day), datetime.date(2026, 11, 29)) == said


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (960, 540)])
def test_the_page_ends_where_its_cards_end(window, page, size, qtbot):
    window.resize(*size)
    body = page.widget()
    qtbot.waitUntil(lambda: body.width() == page.viewport().width())
    last = max(each.mapTo(body, each.rect().bottomLeft()).y() for each in page.cards)
    assert last < body.height() < last + 80
    assert all(each.geometry().right() <= each.parentWidget().width() for each in page.cards)


def test_in_a_narrow_window_own_files_stand_above_the_presets(window, page, qtbot):
    def below(size):
        window.resize(*size)
        qtbot.waitUntil(lambda: page.widget().width() == page.viewport().width())
        body = page.widget()
        foot = page.own.mapTo(body, page.own.rect().bottomLeft()).y()
        return page.cards[0].mapTo(body, page.cards[0].rect().topLeft()).y() > foot

    assert below((1024, 700))
    assert not below((1500, 900))


def test_down_goes_to_the_row_below_and_up_comes_back(window, page, qtbot):
    window.resize(1500, 900)
    first = page.cards[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    second = window.focusWidget()
    assert second.mapToGlobal(second.rect().topLeft()).y() > (
        first.mapToGlobal(first.rect().bottomLeft()).y()
    )
    assert second.x() == first.x()
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert window.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert window.focusWidget() is first


def test_a_file_used_last_shows_its_picture_and_where_it_lies(window, page, tmp_path, qtbot):
    folder = tmp_path / "lecture"
    folder.mkdir()
    good, huge, bad = (folder / f"{name}.circuit" for name in ("good", "huge", "bad"))
    content = store.presets()[0].path.read_bytes()
    good.write_bytes(content)
    huge.write_bytes(content + b" " * LARGEST_PICTURED)
    bad.write_text("{", encoding="utf-8")
    for path in (good, huge, bad):
        settings.remember_file(path)
    window.show_start_page(False)
    window.show_start_page()
    qtbot.waitUntil(lambda: not page._unpainted)
    rows = {row.path.stem: row for row in page.own.files}
    assert not rows["good"]._picture.pixmap().isNull()
    assert rows["huge"]._picture.pixmap().isNull()
    assert rows["bad"]._picture.pixmap().isNull()
    assert rows["good"].toolTip() == str(good.resolve())
    said = [label.text() for label in rows["good"].findChildren(QLabel)]
    assert "today · lecture" in said


def test_pictures_that_wait_are_of_cards_that_are_there(window, page, tmp_path, qtbot):
    path = tmp_path / "mine.circuit"
    assert store.save(window.document.circuit, path) == []
    settings.remember_file(path)
    window.show_start_page(False)
    window.show_start_page()
    window.show_start_page(False)
    window.show_start_page()
    qtbot.waitUntil(lambda: not page._painter.isActive())
    assert page.own.files[0]._picture.pixmap().width()


def test_what_is_said_of_claims_takes_one_line_of_every_card(page, qtbot):
    page.resize(960, 540)
    for each in page.cards:
        label = each._claims
        wide = label.fontMetrics().horizontalAdvance(label.text())
        assert 0 < wide <= PICTURE.width(), label.text()


@pytest.mark.parametrize("room", [640, 876, 934, 1074, 1500])
def test_cards_fill_their_row(room):
    wide = card_width(room)
    columns = (room + ACROSS) // (wide + ACROSS)
    assert SLIMMEST <= wide <= WIDEST
    assert room - (columns * (wide + ACROSS) - ACROSS) < max(columns, 2) + (wide == WIDEST) * 100


def test_four_cards_stand_side_by_side_in_a_small_window(page, window):
    window.resize(1024, 700)
    first = [each for each in page.cards if each.preset.group == page.cards[0].preset.group][:4]
    for _turn in range(4):
        QApplication.processEvents()
    assert len({each.y() for each in first}) == 1
    right = first[-1].mapTo(page, first[-1].rect().topRight()).x()
    assert page.viewport().width() - right < 60
