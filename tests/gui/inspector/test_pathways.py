"""The window on pathways: the page of two elements, what is lit, and hints."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from runner_frames import frame_at

from circuitlab.engine.running.spikes import Spikes
from circuitlab.gui.inspector import pathway_words
from circuitlab.gui.inspector.circuit_page import CircuitSheet
from circuitlab.gui.inspector.element_page import ElementSheet
from circuitlab.gui.inspector.pathway_page import PathwaySheet
from circuitlab.model.rules import add_kind, connect
from circuitlab.model.signs import Sign


def texts(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def button(widget, text: str) -> QPushButton:
    (found,) = (b for b in widget.findChildren(QPushButton) if b.text() == text)
    return found


@pytest.fixture
def branched(document, catalog):
    """A way round through an inhibitory interneuron, besides the straight one."""

    def make(kind: str, **given: object) -> str:
        id, delta = add_kind(document.circuit, catalog, kind, **given)
        document.push(delta)
        return id

    middle = make("inhibitory_interneuron", x=620.0, y=460.0)
    for ends in (("nociceptor_c1", middle), (middle, "projection_neuron1")):
        document.push(connect(document.circuit, catalog, *ends))
    make("pain_readout", x=1000.0, y=215.0, on="projection_neuron1")
    return document


def test_two_elements_have_a_page_of_routes(window, session, branched):
    session.selection.select(["heat1", "pain_readout1"])
    page = window.inspector.sheet
    assert isinstance(page, PathwaySheet)
    said = texts(page)
    assert "Heat → Pain read-out" in said
    assert "two parts selected · 2 routes · shortest 0.5\N{NO-BREAK SPACE}ms" in said
    assert [card.text() for card in page.cards] == ["Route 1 · excites", "Route 2 · inhibits"]
    assert "Route 1, step by step" in said
    assert "+ 0.5 ms" in said
    assert "No loop: nothing returns to its start." in said


def test_arrow_keys_choose_a_route_and_light_it_more(window, session, branched, qtbot):
    session.selection.select(["heat1", "pain_readout1"])
    page = window.inspector.sheet
    page.cards[0].setFocus()
    qtbot.keyClick(page.cards[0], Qt.Key.Key_Down)
    assert session.pathways.chosen == 1
    assert page.cards[1].isChecked()
    assert not page.cards[0].isChecked()
    assert window.inspector.sheet is page
    assert "Route 2, step by step" in texts(page)
    assert session.pathways.lit.notes[0].text == "Σ 1 ms by route 2"
    assert session.pathways.lit.elements["inhibitory_interneuron1"] == "chosen"


def test_the_way_back_can_be_asked_for(window, session, branched):
    session.selection.select(["pain_readout1", "heat1"])
    page = window.inspector.sheet
    assert page.cards == []
    assert "two parts selected · no route" in texts(page)
    button(page, "2 routes lead back").click()
    assert session.selection.ids == ("heat1", "pain_readout1")
    assert len(window.inspector.sheet.cards) == 2


def test_elements_without_a_route_say_so(window, session):
    session.selection.select(["heat1", "ketamine1"])
    assert "No signal leads from one to the other, nor back." in texts(window.inspector.sheet)
    assert session.pathways.lit is None


def test_three_elements_have_no_routes(window, session):
    session.selection.select(["heat1", "ketamine1", "voltmeter1"])
    assert session.pathways.routes is None
    assert not isinstance(window.inspector.sheet, PathwaySheet)


def test_an_edit_of_a_delay_renews_the_page(window, session, branched, qtbot):
    session.selection.select(["heat1", "pain_readout1"])
    synapse = session.pathways.route.steps[2].source
    branched.push(branched.circuit.with_param(synapse, "delay", 7.25))
    qtbot.waitUntil(lambda: "Route 2 · excites" in [c.text() for c in window.inspector.sheet.cards])
    assert "two parts selected · 2 routes · shortest 1\N{NO-BREAK SPACE}ms" in texts(
        window.inspector.sheet
    )
    branched.undo()
    qtbot.waitUntil(lambda: "Route 1 · excites" in [c.text() for c in window.inspector.sheet.cards])


def test_a_move_seeks_nothing_anew(session, branched):
    session.selection.select(["heat1", "pain_readout1"])
    before = session.pathways.lit
    branched.push(branched.circuit.moved({"heat1": (10.0, 20.0)}))
    assert not session.pathways._rest.isActive()
    assert session.pathways.lit is before


def test_removing_an_end_leaves_no_light(session, branched, qtbot):
    session.selection.select(["heat1", "pain_readout1"])
    branched.push(branched.circuit.removed(["heat1"]))
    qtbot.waitUntil(lambda: session.pathways.lit is None)


def test_the_key_shows_what_one_element_is_part_of(window, session, branched, qtbot):
    session.selection.select(["projection_neuron1"])
    action = window.actions_by_key["pathways"]
    assert session.pathways.lit is None
    qtbot.keyClick(window.canvas, Qt.Key.Key_P)
    assert action.isChecked()
    lit = session.pathways.lit
    assert lit.elements["heat1"] == lit.elements["ketamine1"] == "upstream"
    assert lit.elements["voltmeter1"] == lit.elements["pain_readout1"] == "downstream"
    assert [note.text for note in lit.notes] == ["← reached by 4", "reaches 2 →"]
    assert "Reached by 4 · reaches 2" in texts(window.inspector.sheet)
    button(window.inspector.sheet, "Hide the pathways").click()
    assert not action.isChecked()
    assert session.pathways.lit is None


def test_a_loop_is_named_on_both_pages(window, session, branched, catalog, qtbot):
    ends = ("projection_neuron1", "inhibitory_interneuron1")
    branched.push(connect(branched.circuit, catalog, *ends))
    session.selection.select(["projection_neuron1"])
    session.pathways.show(True)
    said = "Inhibition through Projection neuron, Inhibitory interneuron returns after 1 ms."
    assert said in texts(window.inspector.sheet)
    session.selection.select(["heat1", "pain_readout1"])
    assert said in texts(window.inspector.sheet)


def lit_pixels(window, theme: str) -> int:
    """Pixels that the light changes on the canvas, in one theme."""
    pathways = window.session.pathways

    def picture():
        for _round in range(100):
            image = window.canvas.grab().toImage()
            if window.canvas.is_settled:
                return image
            time.sleep(0.01)
        raise AssertionError("the picture does not come to rest")

    window.set_theme(theme)
    pathways.show(False)
    before = picture()
    pathways.show(True)
    after = picture()
    points = ((x, y) for x in range(0, before.width(), 4) for y in range(0, before.height(), 4))
    return sum(before.pixel(x, y) != after.pixel(x, y) for x, y in points)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_light_is_seen_on_the_canvas_and_goes(window, session, branched, qtbot, theme):
    session.selection.select(["projection_neuron1"])
    qtbot.waitUntil(lambda: window.canvas.grab().width() > 0 and window.canvas.is_settled)
    assert lit_pixels(window, theme) > 300
    session.pathways.show(False)
    assert session.pathways.lit is None


def test_badges_cover_neither_each_other_nor_names(window, session, branched, qtbot):
    from circuitlab.gui.canvas.layers.badges import place_badges

    session.selection.select(["heat1", "pain_readout1"])
    canvas = window.canvas
    shown = place_badges(canvas, session.pathways.lit)
    assert len(shown) == 5  # heat, three axons, the sum
    boxes = []
    for badge in shown:
        at = canvas.camera.to_view(badge.anchor) + badge.offset
        size = badge.picture.deviceIndependentSize()
        boxes.append((at.x(), at.y(), 0.5 * size.width() - 3, 0.5 * size.height() - 3))
    for i, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[i + 1 :]:
            assert abs(x - x2) >= w + w2 or abs(y - y2) >= h + h2


def test_hints_are_listed_on_the_circuits_page_and_shown(window, session, document, catalog, qtbot):
    _id, delta = add_kind(document.circuit, catalog, "touch_fibre", x=300.0, y=560.0)
    document.push(delta)
    qtbot.waitUntil(lambda: len(session.pathways.hints) == 1)
    session.selection.select(())
    assert isinstance(window.inspector.sheet, CircuitSheet)
    assert "1 hint" in texts(window.inspector.sheet)
    assert "Touch fibre (Aβ): no stimulus reaches this" in texts(window.inspector.sheet)
    button(window.inspector.sheet, "Show").click()
    assert session.selection.ids == ("touch_fibre1",)
    page = window.inspector.sheet
    assert isinstance(page, ElementSheet)
    assert "No stimulus reaches this" in texts(page)
    middle = window.canvas.scene_centre()
    centre = window.canvas.scene.place("touch_fibre1").centre
    assert (middle - centre).manhattanLength() < 1.0


def test_the_status_bar_counts_hints_beside_problems(window, session, document, catalog, qtbot):
    status = window.status
    assert status.hint_button.isHidden()
    _id, delta = add_kind(document.circuit, catalog, "voltmeter", x=300.0, y=560.0)
    document.push(delta)
    qtbot.waitUntil(lambda: not status.hint_button.isHidden())
    assert status.hint_button.text() == "1 hint"
    assert status.problems == []
    assert status.problem_button.isHidden()
    session.selection.select(["heat1"])
    status.hint_button.click()
    assert session.selection.ids == ()
    document.undo()
    qtbot.waitUntil(lambda: status.hint_button.isHidden())


def test_a_neuron_that_too_much_input_silences_is_named_while_it_runs(
    window, session, document, catalog, qtbot
):
    id, delta = add_kind(document.circuit, catalog, "hh_squid", x=300.0, y=560.0, i_e=150.0)
    document.push(delta)
    blocked = {(id, "v"): np.array([-43.0]), (id, "i_na"): np.array([-5.0])}
    for time_ms in range(0, 2000, 100):
        fired = Spikes.of([(id, 0, 0.0)] if time_ms == 0 else [])
        session._take(frame_at(time_ms, blocked, running=True, spikes=fired))
    assert window.status.hint_button.text() == "1 hint"
    session.selection.select([id])
    page = window.inspector.sheet
    assert "Too much input: held at −43 mV, it cannot fire" in texts(page)
    assert "A smaller “Steady current” lets it fire again." in texts(page)
    session._take(frame_at(2000, blocked, running=True, spikes=Spikes.of([(id, 0, 2000.0)])))
    assert session.pathways.hints == ()
    assert window.status.hint_button.isHidden()
    assert "Too much input: held at −43 mV, it cannot fire" not in texts(page)


def test_another_circuit_has_its_own_hints(window, session, document, catalog, qtbot):
    session.pathways.show(True)
    session.selection.select(["heat1"])
    document.new()
    assert session.pathways.hints == ()
    assert session.pathways.lit is None


def test_every_sign_has_a_word_a_mark_and_a_colour():
    for sign in Sign:
        assert pathway_words.sign_word(sign)
        assert pathway_words.SIGNS[sign]
        assert pathway_words.COLOURS[sign]


@pytest.mark.parametrize(
    ("time", "said"), [(20.8, "20.8 ms"), (0.5, "0.5 ms"), (200.0, "200 ms"), (1.255, "1.25 ms")]
)
def test_delays_have_as_many_decimals_as_they_need(time, said):
    assert pathway_words.milliseconds(time) == said
