"""Where things come to lie that nobody puts down by hand."""

import itertools

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt

from circuitlab.gui.canvas import room
from circuitlab.gui.shell import commands
from circuitlab.render.backdrops.lanes import lanes


def body(window, id):
    place = window.canvas.scene.geometry.places[id]
    return place.body.united(place.label.box).translated(place.centre)


def standing(window):
    circuit = window.document.circuit
    synapses = {id for id, each in circuit.elements.items() if each.kind == "synapse"}
    return [id for id in circuit.elements if circuit.host(id) is None and id not in synapses]


def seen(window):
    return window.canvas.camera.visible(window.canvas.view_size())


def added(window, kind):
    before = set(window.document.circuit.elements)
    commands.add_in_view(window, kind)
    (id,) = (id for id in set(window.document.circuit.elements) - before if id.startswith(kind))
    return id


KINDS = ["heat", "nociceptor_c", "projection_neuron", "ketamine", "voltmeter", "ampa", "note"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_added_one_after_the_other_lies_beside_each_other_in_view(window, kind):
    window.document.new()
    ids = [added(window, kind) for _time in range(3)]
    for one, other in itertools.combinations(ids, 2):
        assert not body(window, one).intersects(body(window, other))
    assert all(seen(window).contains(body(window, id)) for id in ids)


def test_every_kind_finds_a_place_on_which_nothing_lies(window, catalog):
    window.document.new()
    for kind in [each.name for each in catalog.ordered() if each.family != "synapse"][::3]:
        id = added(window, kind)
        others = [other for other in standing(window) if other != id]
        assert not any(body(window, id).intersects(body(window, other)) for other in others), id


def test_a_lane_in_view_is_kept_to(window, catalog):
    window.document.new()
    for kind in ("heat", "nociceptor_c", "ketamine", "pain_readout"):
        lane = next(each for each in lanes() if each.name == catalog.kind(kind).lane)
        id = added(window, kind)
        assert lane.left <= window.document.circuit.elements[id].x <= lane.right
        window.document.undo()


def test_a_lane_out_of_view_is_not_gone_to(window):
    window.canvas.look(window.canvas.camera.zoomed(3.0, QPointF(600, 300)))
    window.canvas.centre_on(QPointF(1000, 1500))
    assert seen(window).contains(body(window, added(window, "heat")))


def test_a_view_without_room_moves_to_what_is_added(window):
    window.canvas.look(window.canvas.camera.zoomed(6.0, QPointF(600, 300)))
    window.canvas.centre_on(QPointF(800, 300))
    id = added(window, "nociceptor_c")
    place = window.canvas.scene.geometry.places[id]
    others = [body(window, other) for other in standing(window) if other != id]
    assert not any(other.intersects(place.body.translated(place.centre)) for other in others)
    assert seen(window).intersects(body(window, id))


def test_no_wire_is_covered_while_there_is_room_elsewhere(window):
    id = added(window, "voltmeter")
    for axon in window.canvas.scene.geometry.axons.values():
        points = [axon.path.pointAtPercent(step / 40) for step in range(41)]
        assert not any(body(window, id).contains(point) for point in points)


def test_quick_add_puts_the_first_where_the_pointer_is_and_the_next_beside_it(window):
    at = QPointF(300, 600)
    for _time in range(3):
        commands.add_near(window, "heat", at)
    places = [window.document.circuit.elements[id] for id in ("heat2", "heat3", "heat4")]
    assert (places[0].x, places[0].y) == (300.0, 600.0)
    ids = ("heat2", "heat3", "heat4")
    for one, other in itertools.combinations(ids, 2):
        assert not body(window, one).intersects(body(window, other))


def test_quick_add_by_keyboard_finds_a_place(window, qtbot):
    for _time in range(2):
        popup = commands.open_quick_add(window, None, "")
        qtbot.keyClicks(popup.palette_.search, "voltmeter")
        qtbot.keyClick(popup.palette_.search, Qt.Key.Key_Return)
    assert not body(window, "voltmeter2").intersects(body(window, "voltmeter3"))


@pytest.mark.parametrize("id", ["heat1", "nociceptor_c1", "voltmeter1", "ketamine1"])
def test_a_duplicate_covers_nothing_and_is_in_view(window, id):
    before = {other: body(window, other) for other in standing(window)}
    window.session.selection.select([id])
    for _time in range(3):
        commands.duplicate(window)
        (new,) = window.session.selection.ids
        assert not any(body(window, new).intersects(other) for other in before.values())
        assert seen(window).contains(body(window, new))
        before[new] = body(window, new)


def test_a_part_of_a_membrane_is_duplicated_beside_its_neuron(window):
    circuit = window.document.circuit
    part = next(part for part in circuit.parts("nociceptor_c1"))
    window.session.selection.select([part])
    commands.duplicate(window)
    (new,) = window.session.selection.ids
    element, (x, y) = circuit.elements[new], circuit.position(part)
    assert abs(element.x - x) < 300
    assert abs(element.y - y) < 300


def test_a_crowded_canvas_still_gives_a_place(window, catalog):
    window.document.new()
    boxes = room.covered(window.document.circuit, catalog) or [QRectF(-40, -40, 80, 80)]
    wish = QPointF(500, 300)
    for _time in range(24):
        place = room.free_place(window.canvas, boxes, wish)
        commands.add(window, "current_step", place)
    ids = standing(window)
    assert len(ids) == 24
    bodies = [window.canvas.scene.geometry.places[id] for id in ids]
    rects = [each.body.translated(each.centre) for each in bodies]
    assert not any(a.intersects(b) for a, b in itertools.combinations(rects, 2))
