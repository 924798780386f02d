from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from circuitlab.catalog.load import default_catalog
from circuitlab.cli.target import read_circuit
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Element, Role
from circuitlab.render.anatomy import NERVE_ENDING
from circuitlab.render.bodies import UNKNOWN
from circuitlab.render.curves import Track, corners, length
from circuitlab.render.drawn import Label
from circuitlab.render.geometry import Geometry
from circuitlab.render.labels import enlarged_box
from circuitlab.render.synapse_sites import RECEPTOR_RADIUS
from tests.render.gallery import Builder, pain_circuit


@pytest.fixture
def pain() -> Builder:
    return pain_circuit()


def drawn(geometry: Geometry) -> dict[str, object]:
    """All that a picture depends on, without the sides that labels took."""
    where = {
        id: (p.centre, p.outline, p.body, p.colour, p.size, p.host, p.inhibitory)
        for id, p in geometry.places.items()
    }
    axons = {id: (a.path, a.colour, a.myelinated) for id, a in geometry.axons.items()}
    cables = {pair: (c.path, c.ending, c.faint) for pair, c in geometry.cables.items()}
    return {"where": where, "axons": axons, "cables": cables}


def test_a_spike_starts_in_the_skin_and_ends_at_the_bouton(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    chain = next(c for c in geometry.chains.values() if c.source.startswith("nociceptor"))
    track = geometry.axons[chain.id].track
    assert track.at(0.0) == geometry.places[chain.source].centre + NERVE_ENDING
    assert length(track.at(1.0) - geometry.places[chain.id].centre) < 12.0


def test_a_bouton_faces_its_receptors_from_outside(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    for chain in geometry.chains.values():
        soma = geometry.places[chain.host].centre
        bouton = length(geometry.places[chain.id].centre - soma)
        for receptor in chain.receptors:
            assert length(geometry.places[receptor].centre - soma) < bouton


def test_receptors_do_not_lie_upon_each_other_or_the_soma(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    gates = [p for p in geometry.places.values() if p.glyph == "gate"]
    for one, other in combinations(gates, 2):
        assert length(one.centre - other.centre) >= 2 * RECEPTOR_RADIUS
    for chain in geometry.chains.values():
        host = geometry.places[chain.host]
        for receptor in chain.receptors:
            reach = length(geometry.places[receptor].centre - host.centre)
            assert host.cell is not None
            assert reach > host.cell.radius + RECEPTOR_RADIUS


def test_moving_a_neuron_takes_along_all_that_belongs_to_it(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    cell = pain.first("projection_neuron")
    nmda = pain.first("nmda")
    before = geometry.places[nmda].centre - geometry.places[cell].centre
    delta = pain.circuit.moved({cell: (900.0, 420.0)})
    pain.circuit.apply(delta)
    touched = geometry.update(pain.circuit, delta.changes)
    assert {cell, nmda} <= touched
    assert geometry.places[cell].centre == QPointF(900.0, 420.0)
    assert geometry.places[nmda].centre - geometry.places[cell].centre == before


def test_following_edits_is_the_same_as_drawing_anew(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    cell, inter = pain.first("projection_neuron"), pain.first("inhibitory_interneuron")
    edits = [
        lambda c: c.moved({cell: (700.0, 500.0)}),
        lambda c: c.with_param(pain.first("ketamine"), "concentration", 0.0),
        lambda c: c.removed([pain.first("adelta_fibre")]),
        lambda c: c.moved({inter: (400.0, 100.0)}),
        lambda c: c.added(Element("more", "projection_neuron", "", 300.0, 800.0)),
        lambda c: c.removed([cell]),
    ]
    for edit in edits:
        delta = edit(pain.circuit)
        for change in (delta, delta.inverse(), delta):
            pain.circuit.apply(change)
            geometry.update(pain.circuit, change.changes)
            assert drawn(geometry) == drawn(Geometry(pain.circuit, pain.catalog))


def test_labels_stay_off_cells_and_off_each_other(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    named = [p for p in geometry.places.values() if p.glyph not in ("synapse", "note", "brain")]
    boxes = {p.id: p.label.box.translated(p.centre).adjusted(2, 2, -2, -2) for p in named}
    for one, other in combinations(named, 2):
        assert not boxes[one.id].intersects(boxes[other.id]), (one.id, other.id)
    for cell in (p for p in geometry.places.values() if p.cell is not None):
        assert cell.cell is not None
        soma = cell.cell.soma.boundingRect().translated(cell.centre).adjusted(4, 4, -4, -4)
        for place in named:
            assert not boxes[place.id].intersects(soma), (place.id, cell.id)


@pytest.mark.parametrize(
    ("away", "drop"),
    [(250, -60), (300, -30), (300, 30), (340, 15), (500, -60), (500, -15), (500, 45)],
)
@pytest.mark.parametrize("is_drugged", [False, True])
def test_names_of_receptors_stay_off_boutons(away: float, drop: float, is_drugged: bool) -> None:
    build = Builder()
    fibre = build.add("nociceptor_c", 300, 265)
    build.wire(fibre, build.add("projection_neuron", 300 + away, 265 + drop))
    if is_drugged:
        build.wire(build.add("ketamine", 220 + away, 60 + drop), build.first("nmda"))
    places = Geometry(build.circuit, build.catalog).places.values()
    parts = [place for place in places if place.glyph == "synapse"]
    taken = [part.body.adjusted(3, 3, -3, -3).translated(part.centre) for part in parts]
    for gate in (place for place in places if place.glyph == "gate"):
        box = gate.label.box.translated(gate.centre)
        assert not any(box.intersects(body) for body in taken), gate.id


def test_names_of_receptors_stay_off_what_a_drug_does_there() -> None:
    geometry = Geometry(read_circuit("fig4"), default_catalog())
    bars = [c.path.pointAtPercent(1.0) for c in geometry.cables.values() if c.ending == "bar"]
    for gate in (place for place in geometry.places.values() if place.glyph == "gate"):
        box = gate.label.box.translated(gate.centre).adjusted(-6, -2, 6, 2)
        assert not any(box.contains(bar) for bar in bars), gate.id


def test_words_written_larger_grow_away_from_their_element() -> None:
    above = Label(QRectF(13.0, -40.0, 60.0, 20.0), Qt.AlignmentFlag.AlignLeft, 0)
    assert enlarged_box(above, 1.25) == QRectF(13.0, -45.0, 75.0, 25.0)
    below = Label(QRectF(-73.0, 20.0, 60.0, 20.0), Qt.AlignmentFlag.AlignRight, 0)
    assert enlarged_box(below, 1.25) == QRectF(-88.0, 20.0, 75.0, 25.0)


def test_a_pointer_finds_what_is_on_top(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    for id in (pain.first("nmda"), pain.first("projection_neuron"), pain.first("heat")):
        assert geometry.at(geometry.places[id].centre) == id
    assert geometry.at(QPointF(20.0, 880.0)) == ""
    edge = geometry.places[pain.first("heat")].centre + QPointF(38.0, 0.0)
    assert geometry.at(edge) == ""
    assert geometry.at(edge, 14.0) == pain.first("heat")


def test_inhibition_and_myelin_are_read_from_the_numbers(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    for chain in geometry.chains.values():
        inhibits = chain.source.startswith("inhibitory")
        assert geometry.places[chain.id].inhibitory == inhibits
        fast = chain.source.startswith("adelta")
        assert geometry.axons[chain.id].myelinated == fast


def test_drugs_block_and_a_dose_of_zero_is_faint(pain: Builder) -> None:
    cables = Geometry(pain.circuit, pain.catalog).cables
    faint = {pair[0]: cable.faint for pair, cable in cables.items() if cable.ending == "bar"}
    assert faint == {pain.first("ketamine"): False, pain.first("gabapentin"): True}


def test_a_neuron_may_reach_itself() -> None:
    build = Builder()
    cell = build.add("lif_current", 100, 100)
    build.wire(cell, cell)
    geometry = Geometry(build.circuit, build.catalog)
    (axon,) = geometry.axons.values()
    assert axon.track.length > 60.0


def test_what_the_catalog_does_not_know_is_drawn_as_unknown() -> None:
    geometry = Geometry(Circuit([Element("odd", "perpetuum_mobile")]), default_catalog())
    assert geometry.places["odd"].glyph == UNKNOWN
    assert geometry.places["odd"].name == "perpetuum_mobile"


def test_an_empty_circuit_has_no_bounds() -> None:
    geometry = Geometry(Circuit(), default_catalog())
    geometry.update(Circuit(), [])
    assert geometry.bounds() == QRectF()
    assert isinstance(Circuit().removed([]), Delta)


def test_axons_that_share_a_receptor_end_side_by_side_before_it(pain: Builder) -> None:
    geometry = Geometry(pain.circuit, pain.catalog)
    circuit = pain.circuit
    receptor = pain.first("ampa")
    before = geometry.places[receptor].centre
    fibre = next(id for id in circuit.elements if id.startswith("nociceptor"))
    for _axon in range(3):
        made = rules.connect(circuit, pain.catalog, fibre, receptor)
        assert isinstance(made, Delta)
        circuit.apply(made)
        geometry.update(circuit, made.changes)
    assert geometry.places[receptor].centre == before
    boutons = [geometry.places[id].centre for id in circuit.sources(receptor, Role.BINDS)]
    assert len(boutons) == 4
    assert min(length(a - b) for a, b in combinations(boutons, 2)) > 25.0
    assert drawn(geometry) == drawn(Geometry(circuit, pain.catalog))


def test_a_shared_receptor_stays_drawn_when_its_first_synapse_goes(pain: Builder) -> None:
    circuit = pain.circuit
    receptor = pain.first("ampa")
    first = circuit.sources(receptor, Role.BINDS)[0]
    fibre = circuit.sources(first, Role.RELEASES_ONTO)[0]
    made = rules.connect(circuit, pain.catalog, fibre, receptor)
    assert isinstance(made, Delta)
    circuit.apply(made)
    geometry = Geometry(circuit, pain.catalog)
    gone = circuit.removed([first])
    circuit.apply(gone)
    geometry.update(circuit, gone.changes)
    assert receptor in circuit.elements
    assert drawn(geometry) == drawn(Geometry(circuit, pain.catalog))


def test_a_path_that_only_begins_is_one_point_of_no_length() -> None:
    path = QPainterPath(QPointF(3.0, 4.0))
    assert corners(path).tolist() == [[3.0, 4.0]]
    assert corners(QPainterPath()).shape == (0, 2)
    assert Track(path).length == 0.0
    assert Track(path).at(0.5) == QPointF(3.0, 4.0)


def test_the_points_of_a_path_are_those_that_qt_tells_one_by_one() -> None:
    path = QPainterPath(QPointF(3.0, 4.0))
    path.lineTo(5.0, 6.5)
    path.cubicTo(QPointF(1.0, 2.0), QPointF(-3.0, 0.25), QPointF(7.0, 8.0))
    path.moveTo(1e6, -1e-6)
    path.lineTo(0.0, 0.0)
    items = [path.elementAt(index) for index in range(path.elementCount())]
    assert corners(path).tolist() == [[item.x, item.y] for item in items]
