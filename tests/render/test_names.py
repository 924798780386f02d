"""Names from afar: legible, apart, the important ones longest, and none comes or goes at once."""

import itertools
import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from circuitlab.cli.bench.dense_circuit import dense_circuit
from circuitlab.files.store import load_preset
from circuitlab.model.circuit import Circuit
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.registry import paint_name
from circuitlab.render.labels import NAME_SIZE
from circuitlab.render.names import SURE_UP_TO, Names, Written
from circuitlab.render.paint_context import Stage, enlarged_at
from circuitlab.render.theme import theme
from tests.render.gallery import Builder

ZOOMS = [0.5, 0.45, 0.38, 0.25, 0.15, 0.08]
FULL = 0.999


def fig4() -> Circuit:
    loaded = load_preset("fig4").circuit
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module", params=["fig4", "dense"])
def places(request: pytest.FixtureRequest, qapp: object) -> dict[str, DrawnElement]:
    circuit = fig4() if request.param == "fig4" else dense_circuit(60, 120)
    return dict(Geometry(circuit, Builder().catalog).places)


def whole(names: Names, ids: object, larger: float) -> dict[str, QRectF]:
    """The names that are written at full strength, and the room of each on the canvas."""
    found = {}
    for id in ids:
        for written, box in zip(names.of(id, larger), names.boxes([id], larger), strict=True):
            if written.opacity > FULL:
                found[id] = box
    return found


def core(place: DrawnElement) -> QRectF:
    body = place.cell.soma.boundingRect() if place.cell is not None else place.body
    return body.translated(place.centre)


def strength(names: Names, id: str, larger: float) -> float:
    return max((name.opacity for name in names.of(id, larger)), default=0.0)


def last_zoom(names: Names, id: str) -> float:
    """The farthest zoom at which a name is still written."""
    zooms = np.geomspace(1.0, 0.04, 400)
    return float(min(z for z in zooms if strength(names, id, enlarged_at(float(z))) > 0.0))


def test_a_name_is_never_smaller_on_the_screen_than_can_be_read() -> None:
    zooms = np.geomspace(1.0, 0.04, 300).tolist()
    larger = [enlarged_at(zoom) for zoom in zooms]
    assert all(NAME_SIZE * zoom * more >= 9.0 for zoom, more in zip(zooms, larger, strict=True))
    assert larger == sorted(larger)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_names_cover_neither_each_other_nor_cells(
    places: dict[str, DrawnElement], zoom: float
) -> None:
    names, larger = Names(places), enlarged_at(zoom)
    shown = whole(names, places, larger)
    for one, other in itertools.combinations(shown, 2):
        assert not shown[one].intersects(shown[other]), (one, other)
    for id, box in shown.items():
        for other, place in places.items():
            if place.cell is not None and other not in (id, places[id].host):
                assert not box.intersects(core(place)), (id, other)


def test_the_farther_the_fewer_and_some_remain(places: dict[str, DrawnElement]) -> None:
    names = Names(places)
    counts = [
        sum(strength(names, id, enlarged_at(zoom)) > 0.0 for id in places)
        for zoom in (0.6, *ZOOMS[:5])
    ]
    named = [place for place in places.values() if place.glyph not in ("synapse", "note")]
    assert counts[0] == len(named)
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] >= 2


def test_names_fade_and_never_come_or_go_at_once(places: dict[str, DrawnElement]) -> None:
    names = Names(places)
    larger = SURE_UP_TO * np.exp(np.arange(0.0, math.log(12.0), 0.01))
    for id in places:
        for each in names.standing(id):
            course = [
                each.written(more).opacity if each.shows(more) else 0.0 for more in larger.tolist()
            ]
            assert np.abs(np.diff(course)).max() < 0.09, id


def test_41_and_39_percent_show_nearly_the_same_names(places: dict[str, DrawnElement]) -> None:
    names = Names(places)
    one, other = (enlarged_at(zoom) for zoom in (0.41, 0.39))
    for id in places:
        assert abs(strength(names, id, one) - strength(names, id, other)) < 0.45


def test_cells_are_named_from_farther_than_what_sits_in_them(
    places: dict[str, DrawnElement],
) -> None:
    names = Names(places)
    for id, place in places.items():
        if place.glyph == "gate":
            assert last_zoom(names, id) >= last_zoom(names, place.host)


def test_of_two_that_meet_the_larger_population_keeps_its_name() -> None:
    build = Builder()
    small = build.add("projection_neuron", 0, 0, size=2)
    large = build.add("projection_neuron", 160, 0, size=50)
    meter = build.add("voltmeter", 160, 120)
    names = Names(Geometry(build.circuit, build.catalog).places)
    assert last_zoom(names, large) < last_zoom(names, small) < last_zoom(names, meter)


def test_after_an_edit_names_are_those_of_the_new_circuit_and_what_changed_is_told() -> None:
    circuit = fig4()
    geometry = Geometry(circuit, Builder().catalog)
    geometry.take_renewed()
    names, before = (Names(dict(geometry.places), geometry.ranks.place) for _each in range(2))
    delta = circuit.moved({next(iter(circuit.elements)): (900.0, 420.0)})
    circuit.apply(delta)
    geometry.update(circuit, delta.changes)
    names.follow(geometry.places, geometry.take_renewed().places)
    told, fresh = names.take_before(), Names(geometry.places)
    assert told is not None
    for zoom in ZOOMS:
        larger = enlarged_at(zoom)
        assert all(names.of(id, larger) == fresh.of(id, larger) for id in geometry.places)
        dirty = told.areas(larger)
        for id in geometry.places:
            was, now = before.boxes([id], larger), names.boxes([id], larger)
            if was != now or before.of(id, larger) != names.of(id, larger):
                assert all(box in dirty for box in (*was, *now)), id
    assert names.take_before() is None


def test_an_empty_circuit_has_no_names() -> None:
    names = Names({})
    assert names.bounds(2.0).isEmpty()
    assert list(names.inside(QRectF(-1e3, -1e3, 2e3, 2e3), 2.0)) == []


@pytest.mark.parametrize(("opacity", "written"), [(0.2, False), (0.49, False), (0.5, True)])
def test_a_name_is_written_whole_or_not_at_all(
    places: dict[str, DrawnElement], opacity: float, written: bool
) -> None:
    place = next(place for place in places.values() if place.cell is not None)
    picture = QImage(400, 200, QImage.Format.Format_ARGB32)
    picture.fill(0)
    with QPainter(picture) as painter:
        painter.translate(QPointF(200.0, 100.0) - place.centre)
        room = QRectF(-190.0, -20.0, 380.0, 40.0)
        said = Written(place.id, room, Qt.AlignmentFlag.AlignCenter, opacity)
        paint_name(Stage(painter, theme("light")), place, said)
    inked = picture.pixelColor
    most = max(inked(x, y).alpha() for x in range(400) for y in range(80, 120))
    assert (most > 200) is written


@pytest.mark.parametrize("zoom", np.geomspace(0.5, 0.1, 9))
def test_the_name_of_a_part_does_not_run_into_the_soma_that_it_is_of(
    places: dict[str, DrawnElement], zoom: float
) -> None:
    names, larger = Names(places), enlarged_at(float(zoom))
    for id, place in places.items():
        host = places.get(place.host or "")
        if host is None or host.cell is None:
            continue
        clear = not any(box.intersects(core(host)) for box in names.boxes([id], 1.0))
        covered = any(box.intersects(core(host)) for box in whole(names, [id], larger).values())
        assert not (clear and covered), id
