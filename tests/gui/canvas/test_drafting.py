"""A large circuit is shown at once and drawn a little at a time, whatever is done meanwhile."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from circuitlab.cli.bench.dense_circuit import dense_circuit
from circuitlab.gui.canvas import drafting
from circuitlab.gui.canvas.draft import Draft
from circuitlab.gui.canvas.scene import CanvasScene
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document
from circuitlab.model.circuit import Circuit
from circuitlab.render.theme import theme


@pytest.fixture(scope="module")
def large() -> Circuit:
    """More elements than are drawn at once."""
    return dense_circuit(64, 128)


@pytest.fixture
def begun(canvas: CanvasView, document: Document, large: Circuit) -> CanvasView:
    """A canvas that has just begun to draw a large circuit."""
    document.replace(large.copy())
    assert canvas.drafting.is_on
    return canvas


def drawn(canvas: CanvasView, qtbot) -> CanvasView:
    canvas.scene.finish()
    qtbot.waitUntil(lambda: not canvas.drafting.is_on, timeout=60_000)
    return canvas


def picture(scene: CanvasScene) -> tuple[object, ...]:
    """All that a scene paints from."""
    geometry, area = scene.geometry, scene.world()
    larger = 2.0
    return (
        dict(geometry.places),
        dict(geometry.axons),
        dict(geometry.cables),
        scene.visible(area),
        list(scene.axons_in_view(area)),
        {name.id: name for name in scene.names.inside(area, larger)},
        scene.bounds(larger),
        scene.muted,
    )


def alike(one: QImage, other: QImage) -> float:
    """The share of all pixels that are the same."""
    whole = (one.width() * one.height(), 4)
    first, second = (
        np.frombuffer(each.constBits(), np.uint8).reshape(whole) for each in (one, other)
    )
    return float((first == second).all(axis=1).mean())


def same_as_at_once(canvas: CanvasView, document: Document) -> None:
    canvas.scene.find_names(math.inf)
    at_once = CanvasScene(document.circuit, canvas.catalog, theme("light"))
    for one, other in zip(picture(canvas.scene), picture(at_once), strict=True):
        assert one == other


def test_it_becomes_what_it_would_be_at_once(begun, document, qtbot) -> None:
    qtbot.waitUntil(lambda: not begun.drafting.is_on, timeout=60_000)
    same_as_at_once(begun, document)
    assert begun.is_fitted
    shown = begun.camera.visible(begun.view_size())
    assert shown.contains(begun.scene.geometry.bounds())


def test_it_is_drawn_in_small_steps_after_a_first_picture(begun, qtbot) -> None:
    first = begun.grab().toImage()
    colours = {
        first.pixelColor(x, y).name()
        for x in range(0, first.width(), 9)
        for y in range(0, first.height(), 9)
    }
    assert len(colours) > 2
    assert not begun.scene.is_whole
    while not begun.scene.is_whole:
        steps = begun.scene.steps_done
        begun.scene.go_on(0.0)
        assert begun.scene.is_whole or begun.scene.steps_done == steps + 1
    assert steps > 4 * len(begun.scene.circuit.elements)
    drawn(begun, qtbot)


def test_edits_meanwhile_are_followed(begun, document, qtbot) -> None:
    cells = list(document.circuit.elements)[:3]
    document.push(document.circuit.removed(cells[:1]))
    document.push(document.circuit.moved({cells[1]: (2000.0, -300.0)}))
    document.push(document.circuit.removed(cells[2:]))
    document.undo()
    assert begun.drafting.is_on
    same_as_at_once(drawn(begun, qtbot), document)


def test_another_circuit_ends_it(begun, document, qtbot) -> None:
    document.new()
    assert not begun.drafting.is_on
    same_as_at_once(begun, document)


def test_who_asks_where_something_lies_is_told(begun, document, qtbot) -> None:
    id = next(iter(document.circuit.elements))
    assert begun.scene.place(id).centre.toTuple() == document.circuit.position(id)
    assert begun.scene.is_whole
    same_as_at_once(drawn(begun, qtbot), document)


def test_a_pointer_pans_and_touches_nothing(begun, document, qtbot) -> None:
    before, steps = begun.camera, document.undo_stack.count()
    QTest.mousePress(begun, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(begun, QPoint(230, 210))
    QTest.mouseRelease(begun, Qt.MouseButton.LeftButton, pos=QPoint(230, 210))
    QTest.keyClick(begun, Qt.Key.Key_Escape)
    assert not begun.scene.is_whole
    assert begun.camera == before.panned(30.0, 10.0)
    assert document.undo_stack.count() == steps
    chosen = begun.camera
    assert drawn(begun, qtbot).camera == chosen


def test_an_edit_of_much_is_drawn_a_little_at_a_time(begun, document, qtbot) -> None:
    drawn(begun, qtbot)
    camera = begun.camera
    ids = list(document.circuit.elements)
    document.push(document.circuit.removed(ids))
    same_as_at_once(begun, document)
    document.undo()
    assert begun.drafting.is_on
    assert not begun.drafting.keeps_picture
    same_as_at_once(drawn(begun, qtbot), document)
    assert begun.camera == camera


def test_what_stays_is_shown_while_the_rest_is_drawn(
    begun, document, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(begun, qtbot)
    qtbot.waitUntil(lambda: begun.is_settled, timeout=60_000)
    before = begun.grab().toImage()
    monkeypatch.setattr(drafting, "AT_ONCE", 40)
    cells = [id for id in document.circuit.elements if document.circuit.position(id) != (0, 0)][:50]
    places = {id: document.circuit.position(id) for id in cells}
    document.push(document.circuit.moved({id: (x, y - 40.0) for id, (x, y) in places.items()}))
    assert begun.drafting.is_on
    assert begun.drafting.keeps_picture
    during = begun.grab().toImage()
    begun.drafting.keeps_picture = False
    dots = begun.grab().toImage()
    begun.drafting.keeps_picture = True
    same_as_at_once(drawn(begun, qtbot), document)
    assert alike(before, during) > 0.95 > alike(before, dots)


def test_a_canvas_that_is_closed_meanwhile_draws_no_more(
    document, session, catalog, large, qtbot
) -> None:
    canvas = CanvasView(document, session, theme("light"), catalog)
    document.replace(large.copy())
    assert canvas.drafting.is_on
    over: list[bool] = []
    canvas.drafting.destroyed.connect(lambda: over.append(True))
    canvas.deleteLater()
    qtbot.waitUntil(lambda: bool(over))


def test_a_draft_that_follows_edits_shows_what_a_new_one_does(document, large) -> None:
    document.replace(large.copy())
    scene = CanvasScene(document.circuit, document.catalog, theme("light"))
    followed = scene.draft
    document.changed.connect(lambda delta: scene.edited(document.circuit, delta.changes))
    cells = [id for id in document.circuit.elements if not document.circuit.host(id)]
    document.push(document.circuit.removed(cells[:1]))
    document.push(document.circuit.moved({cells[3]: (9000.0, -300.0)}))
    document.push(document.circuit.muting({cells[4]: True}))
    document.undo_stack.setIndex(0)
    document.undo_stack.setIndex(2)
    assert scene.draft is followed
    new = Draft(document.circuit, document.catalog)
    assert followed.bounds() == new.bounds()
    one, other = (painted(each, followed.bounds()) for each in (followed, new))
    assert one == other
    assert one != painted(Draft(large, document.catalog), followed.bounds())


def painted(draft: Draft, area: QRectF) -> QImage:
    image = QImage(300, 200, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    scale = min(image.width() / area.width(), image.height() / area.height())
    with QPainter(image) as painter:
        painter.scale(scale, scale)
        painter.translate(-area.topLeft())
        draft.paint(painter, theme("light"), scale, area)
    return image
