import pytest
from each_case import each_case
from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag
from pytestqt.qtbot import QtBot

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.sidebar.kind_list import KIND, items_of
from circuitlab.gui.sidebar.palette import Palette
from circuitlab.gui.sidebar.quick_add import QuickAdd
from circuitlab.gui.widgets.kind_icons import kind_pixmap
from circuitlab.model.rules import kinds_for
from circuitlab.render.theme import theme


@pytest.fixture
def palette(catalog, qtbot):
    made = Palette(catalog, theme("light"))
    qtbot.addWidget(made)
    made.resize(236, 800)
    made.show()
    return made


def test_everything_that_can_be_added_is_there_once(palette, catalog):
    addable = {name for name, kind in catalog.kinds.items() if kind.family != "synapse"}
    assert sorted(palette.list.kinds()) == sorted(addable)


def test_groups_stand_in_the_order_of_the_catalog(palette, catalog):
    headings = [i.text(0) for i in items_of(palette.list) if i.data(0, KIND) is None]
    assert headings == [name for name in catalog.groups() if name in headings]


def test_search_shows_the_best_match_first(palette, qtbot: QtBot):
    qtbot.keyClicks(palette.search, "ketamine")
    assert palette.list.kinds()[0] == "ketamine"


def test_search_words_that_are_not_names_find_too(palette, qtbot: QtBot):
    qtbot.keyClicks(palette.search, "chilli")
    assert palette.list.kinds()[0] == "trpv1"


def test_enter_in_the_search_adds_the_best_match(palette, qtbot: QtBot):
    qtbot.keyClicks(palette.search, "ketam")
    with qtbot.waitSignal(palette.chosen) as told:
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert told.args == ["ketamine"]


def test_arrows_in_the_search_move_through_the_matches(palette, qtbot: QtBot):
    qtbot.keyClicks(palette.search, "neuron")
    second = palette.list.kinds()[1]
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as told:
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert told.args == [second]


def test_nothing_found_is_said_in_words_and_escape_brings_all_back(palette, qtbot: QtBot):
    everything = palette.list.kinds()
    qtbot.keyClicks(palette.search, "xyzzy")
    assert not palette.list.isVisible()
    assert "xyzzy" in palette._nothing.text()
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert palette.list.kinds() == everything


def test_a_double_click_chooses(palette, qtbot: QtBot):
    item = next(i for i in items_of(palette.list) if i.data(0, KIND))
    spot = palette.list.visualItemRect(item).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(palette.chosen) as told:
        qtbot.mouseDClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == [item.data(0, KIND).name]


def test_a_click_on_a_heading_folds_its_group(palette, qtbot: QtBot):
    heading = items_of(palette.list)[0]
    spot = palette.list.visualItemRect(heading).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not heading.isExpanded()


@each_case("name", ["light", "dark"])
@each_case("kind", default_catalog().ordered(), ids=lambda kind: kind.name)
def test_every_kind_has_a_picture(kind, name, qapp):
    picture = kind_pixmap(kind, theme(name), 30).toImage()
    inked = sum(
        picture.pixelColor(x, y).alpha() > 60
        for x in range(picture.width())
        for y in range(picture.height())
    )
    assert inked > 150


def test_quick_add_offers_what_the_wire_may_end_on(circuit, catalog, qtbot: QtBot):
    only = kinds_for(circuit, catalog, "heat1")
    popup = QuickAdd(catalog, theme("light"), only, "Heat")
    qtbot.addWidget(popup)
    offered = popup.palette_.list.kinds()
    assert "nociceptor_c" in offered
    assert "ketamine" not in offered
    with qtbot.waitSignal(popup.chosen):
        qtbot.keyClick(popup.palette_.search, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("came_of_it", "stays"),
    [(Qt.DropAction.CopyAction, False), (Qt.DropAction.IgnoreAction, True)],
)
def test_quick_add_closes_once_something_was_dragged_from_it(
    catalog, qtbot: QtBot, monkeypatch, came_of_it, stays
):
    popup = QuickAdd(catalog, theme("light"))
    qtbot.addWidget(popup)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    popup.show()
    monkeypatch.setattr(QDrag, "exec", lambda _drag, _actions: came_of_it)
    popup.palette_.list.startDrag(Qt.DropAction.CopyAction)
    assert popup.isVisible() == stays


def test_it_begins_with_some_twenty_parts_by_what_one_wants_to_do(catalog, qtbot: QtBot):
    made = Palette(catalog, theme("light"), by_task=True)
    qtbot.addWidget(made)
    first = made.list.kinds()
    assert 18 <= len(first) <= 26
    assert len(set(first)) == len(first)
    headings = [i.text(0) for i in items_of(made.list) if i.data(0, KIND) is None]
    assert headings == list(catalog.tasks)
    qtbot.keyClicks(made.search, "chilli")
    assert made.list.kinds()[0] == "trpv1"
    made.all.click()
    assert not made.search.text()
    assert set(first) < set(made.list.kinds())
    made.all.click()
    assert made.list.kinds() == first
