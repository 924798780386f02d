"""Panels around the canvas: folded away, brought back, remembered, and all in a small window."""

import pytest
from each_case import each_case
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from circuitlab.gui.main_window import SMALLEST
from circuitlab.gui.shell import settings
from circuitlab.gui.shell.panels import BELOW, LEFT, RIGHT, SIZES

FRAME = 40
"""Pixels that a desktop's frame takes at most of a window's height."""


def trigger(window, key):
    window.actions_by_key[key].trigger()


def panel(window, name):
    return {LEFT: window.left, BELOW: window.traces, RIGHT: window.inspector}[name]


def on_window(window, part):
    return QRect(part.mapTo(window, QPoint()), part.size())


def test_the_smallest_window_fits_a_full_hd_screen_at_twice_the_size():
    assert SMALLEST[0] <= 960
    assert SMALLEST[1] + FRAME <= 540


@each_case("size", [SMALLEST, (960, 540), (1024, 700), (1440, 900)])
def test_the_parts_fill_the_window_without_overlap(window, session, size):
    session.selection.select(["nociceptor_c1"])
    window.resize(*size)
    assert (window.width(), window.height()) == size
    bars = (window.bar, window.status)
    parts = [on_window(window, part) for part in (*bars, window.canvas, *map_panels(window))]
    for one in parts:
        assert window.rect().contains(one)
        assert not any(one is not other and one.intersects(other) for other in parts)
    for part in (window.canvas, *map_panels(window)):
        assert part.width() >= part.minimumWidth()
        assert part.height() >= part.minimumHeight()


def map_panels(window):
    return [panel(window, name) for name in (LEFT, BELOW, RIGHT)]


@pytest.mark.parametrize("size", [SMALLEST, (960, 540)])
def test_no_piece_of_the_bar_is_cut_off(window, size):
    window.resize(*size)
    assert not window.findChild(QWidget, "brand").isVisible()
    kinds = [child for child in window.bar.children() if isinstance(child, QWidget)]
    pieces = [child for child in kinds if child.isVisible()]
    assert window.bar.layout().minimumSize().width() <= size[0]
    for piece in pieces:
        assert window.bar.rect().contains(piece.geometry())
        assert piece.width() >= (piece.minimumWidth() or piece.minimumSizeHint().width())


def test_every_menu_is_shown_whole_on_a_small_screen(window):
    menus = window.bar.findChildren(QMenu)
    assert len(menus) >= 5
    assert all(menu.sizeHint().height() <= 540 - FRAME for menu in menus)


@pytest.mark.parametrize(
    ("key", "name"), [("left_side", LEFT), ("traces", BELOW), ("inspector", RIGHT)]
)
def test_each_panel_folds_away_and_comes_back_as_large_as_it_was(window, key, name):
    part = panel(window, name)
    before, room = part.size(), window.canvas.width() * window.canvas.height()
    trigger(window, key)
    assert not part.isVisible()
    assert window.canvas.width() * window.canvas.height() > room
    assert settings.folded() == {name}
    trigger(window, key)
    assert part.isVisible()
    assert part.size() == before
    assert settings.folded() == set()


@pytest.mark.parametrize("name", [LEFT, BELOW, RIGHT])
def test_the_handle_at_the_canvas_does_the_same(window, name, qtbot: QtBot):
    drawer = window.drawers[name]
    assert window.canvas.rect().contains(drawer.geometry())
    qtbot.mouseClick(drawer, Qt.MouseButton.LeftButton)
    assert not panel(window, name).isVisible()
    qtbot.mouseClick(drawer, Qt.MouseButton.LeftButton)
    assert panel(window, name).isVisible()


def test_what_is_folded_away_is_so_at_the_next_start(make_window):
    trigger(make_window(), "traces")
    again = make_window()
    assert not again.traces.isVisible()
    assert not again.actions_by_key["traces"].isChecked()
    assert again.inspector.isVisible()


def test_a_size_given_by_hand_stays(make_window):
    window = make_window()
    across = window.panels._across
    across.moveSplitter(window.left.width() + 60, 1)
    wider = window.left.width()
    assert wider > SIZES[LEFT]
    trigger(window, "only_circuit")
    trigger(window, "only_circuit")
    assert window.left.width() == wider
    window.resize(1300, 800)
    assert window.left.width() == wider
    assert make_window().left.width() == wider


def test_one_key_leaves_only_the_circuit_and_brings_all_back(window, qtbot: QtBot):
    trigger(window, "inspector")
    parts = (window.bar, window.status, window.left, window.traces, window.inspector, window.rail)
    before = [part.isVisible() for part in parts]
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_F9)
    assert not any(part.isVisible() for part in parts)
    qtbot.waitUntil(lambda: window.canvas.size() == window.size())
    assert window.actions_by_key["only_circuit"].isChecked()
    qtbot.keyClick(window.canvas, Qt.Key.Key_F9)
    assert [part.isVisible() for part in parts] == before


def test_keys_work_while_only_the_circuit_shows(window, session, qtbot: QtBot):
    qtbot.keyClick(window.canvas, Qt.Key.Key_F9)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Space)
    assert session.playing
    qtbot.keyClick(window.canvas, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.inspector.isVisible()
    assert window.bar.isVisible()


def test_focus_in_what_is_folded_away_goes_to_the_canvas(window):
    window.palette_.search.setFocus()
    trigger(window, "left_side")
    assert window.focusWidget() is window.canvas


def test_the_rail_offers_every_group_and_adds_from_it(window, document, catalog, qtbot: QtBot):
    trigger(window, "left_side")
    buttons = [b for b in window.rail.findChildren(QToolButton) if b.text()]
    names = {b.accessibleName() for b in buttons}
    assert names == {
        group
        for group, kinds in catalog.groups().items()
        if any(kind.family != "synapse" for kind in kinds)
    }
    found = []
    window.rail.group_wanted.connect(lambda group, _place: found.append(group))
    for button in buttons:
        assert window.rail.rect().contains(button.geometry())
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        window.findChild(QWidget, "popup").close()
    assert found == [b.accessibleName() for b in buttons]


def test_the_rail_unfolds_the_palette(window, qtbot: QtBot):
    trigger(window, "left_side")
    first = window.rail.findChildren(QToolButton)[0]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert window.palette_.isVisible()


def test_pages_of_the_left_side_turn_and_fold(window):
    trigger(window, "outline")
    assert window.outline.isVisible()
    trigger(window, "elements")
    assert window.palette_.isVisible()
    trigger(window, "elements")
    assert not window.left.isVisible()
    trigger(window, "outline")
    assert window.outline.isVisible()


def test_f6_goes_round_the_parts_of_the_window(window, qtbot: QtBot):
    window.session.selection.select(["heat1"])
    window.canvas.setFocus()
    seen = []
    for _time in range(5):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        focus = window.focusWidget()
        parts = (window.bar, window.left, window.canvas, window.inspector, window.traces)
        seen += [part for part in parts if part is focus or part.isAncestorOf(focus)]
    assert len(set(seen)) == len(seen) == 5
    assert seen[-1] is window.canvas
    qtbot.keyClick(window.canvas, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.left.isAncestorOf(window.focusWidget())


def test_the_map_and_the_lanes_come_and_go(window, document, qtbot: QtBot):
    canvas = window.canvas  # the map would hide a part of a circuit that is wholly in view
    canvas.zoom_by(4.0)
    canvas.centre_on(QPointF(9000.0, 9000.0))
    qtbot.waitUntil(canvas.corners.map.isVisible)
    trigger(window, "map")
    assert not window.canvas.corners.map.isVisible()
    trigger(window, "map")
    assert window.canvas.corners.map.isVisible()
    trigger(window, "backdrop_none")
    assert document.circuit.document["backdrop"] == ""
    trigger(window, "undo")
    assert document.circuit.document["backdrop"] == "lanes"
    assert window.actions_by_key["backdrop_lanes"].isChecked()


def test_without_lanes_the_ground_is_paper(window, qtbot: QtBot):
    colour = window.theme.colour("paper")

    def ground():
        return window.canvas.grab().toImage().pixelColor(30, window.canvas.height() // 2 + 120)

    assert ground() != colour
    trigger(window, "backdrop_none")
    qtbot.waitUntil(lambda: ground() == colour)
