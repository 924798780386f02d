"""What is drawn and said of receptors from near: counts, shapes, ions, drugs, traffic."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from each_case import each_case
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.files.store import load_preset
from circuitlab.render.closeup import closeup
from circuitlab.render.closeup.receptor_counts import SITES, Membrane, lines, membrane
from circuitlab.render.closeup_receptors import _receptor, key_rows, pool_areas
from circuitlab.render.geometry import Geometry
from circuitlab.render.labels import text_width
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.paint_context import Stage
from circuitlab.render.pools import RECEPTORS, Pool, fractions, pools_of, summary
from circuitlab.render.theme import theme, themes
from tests.engine.test_kinds import everything

CATALOG = default_catalog()
RECEPTOR_KINDS = [kind for kind in CATALOG.kinds.values() if kind.family == "receptor"]


@pytest.fixture(scope="module")
def all_kinds() -> Geometry:
    return Geometry(everything().model, CATALOG)


def first(geometry: Geometry, kind: str) -> str:
    return next(id for id, e in geometry.circuit.elements.items() if e.kind == kind)


def told(id: str, **states: float) -> LiveFrame:
    return LiveFrame(values={(id, name): np.array([value]) for name, value in states.items()})


@each_case("kind", RECEPTOR_KINDS, ids=lambda kind: kind.name)
@each_case("share", [0.0, 0.3, 1.0])
def test_as_many_are_drawn_open_as_the_run_says(
    all_kinds: Geometry, kind: Kind, share: float
) -> None:
    id = first(all_kinds, kind.name)
    known = {name: share for name in ("open", "bound") if name in kind.states}
    for pool in pools_of(all_kinds, id, told(id, **known), -60.0):
        assert pool.opened == (round(share * pool.total) if "open" in kind.states else 0)
        assert pool.is_told == ("open" in kind.states)
        assert ("open" in summary(pool)) == (pool.is_told and not pool.through)
        assert ("active" in summary(pool)) == bool(pool.through)


def test_what_is_drawn_at_rest_is_what_the_run_begins_with(all_kinds: Geometry) -> None:
    circuit = load_preset("fig4").circuit
    geometry = Geometry(circuit, CATALOG)
    view = Simulation(compile_circuit(circuit, CATALOG)).view()
    frame = LiveFrame(values=view)
    for id, place in geometry.places.items():
        if place.kind is not None and (id, "open") in view:
            simulated = float(np.mean(view[id, "open"]))
            assert fractions(place, frame)[0] == pytest.approx(simulated, abs=1e-9)
            for pool in pools_of(geometry, id, frame, -65.0):
                assert pool.opened == round(simulated * pool.total), id


def test_only_receptors_without_a_pore_act_through_a_messenger() -> None:
    assert {kind.name for kind in RECEPTOR_KINDS if kind.through} == {"nk1", "gaba_b"}
    for kind in RECEPTOR_KINDS:
        assert kind.ions or kind.mechanism.startswith("exp_"), kind.name


def test_a_receptor_and_the_channel_that_it_opens_are_counted_apart(all_kinds: Geometry) -> None:
    id = first(all_kinds, "gaba_b")
    receptor, channel = pools_of(all_kinds, id, told(id, bound=0.5, open=0.2, g=0.4), -60.0)
    assert (receptor.opened, channel.opened) == (5, 2)
    assert channel.name == "GIRK"
    assert summary(receptor) == "5 of 10 active"
    assert summary(channel) == "2 of 10 open · 0.400 nS"
    assert channel.flow == "K⁺ out"


def pool(ions: tuple[str, ...], force: float) -> Pool:
    return Pool("a", "A", "ink", 10, 3, ions=ions, force=force)


@pytest.mark.parametrize(
    ("ions", "force", "flow"),
    [
        (("Cl⁻",), 10.0, "Cl⁻ in"),
        (("Cl⁻",), -10.0, "Cl⁻ out"),
        (("Cl⁻",), 0.1, "no net flow"),
        (("K⁺",), 20.0, "K⁺ out"),
        (("K⁺",), -5.0, "K⁺ in"),
        (("Na⁺",), -60.0, "Na⁺ in"),
        (("Ca²⁺", "Na⁺"), -60.0, "Ca²⁺ and Na⁺ in"),
        (("Ca²⁺", "Na⁺"), 20.0, "cations out"),
        (("Na⁺",), math.nan, ""),
        ((), 20.0, ""),
    ],
)
def test_ions_move_by_their_charge_and_by_the_force_on_them(
    ions: tuple[str, ...], force: float, flow: str
) -> None:
    assert pool(ions, force).flow == flow


def test_chloride_turns_round_when_the_cell_has_lost_its_pumps(all_kinds: Geometry) -> None:
    id = first(all_kinds, "gaba_a")
    for e_cl, flow in ((-73.0, "Cl⁻ in"), (-49.0, "Cl⁻ out")):
        (found,) = pools_of(all_kinds, id, told(id, open=0.4, e_cl=e_cl), -60.0)
        assert found.flow == flow


@pytest.fixture
def fig4() -> tuple[Geometry, str, str]:
    geometry = Geometry(load_preset("fig4").circuit, CATALOG)
    nmda = first(geometry, "nmda")
    synapse = next(id for id, chain in geometry.chains.items() if nmda in chain.receptors)
    return geometry, synapse, nmda


def test_drugs_are_called_by_their_names_with_what_they_hold(
    fig4: tuple[Geometry, str, str],
) -> None:
    geometry, synapse, nmda = fig4
    values = {(nmda, "drugged"): np.array([0.7]), ("gabapentin", "ratio"): np.array([1.5])}
    state = membrane(geometry, synapse, LiveFrame(values=values))
    said = dict(lines(state))
    assert said["blocked by Ketamine"] == "7 of 10"
    assert said["α2δ-1 with Gabapentin"] == f"3 of {SITES}"
    found = next(each for each in state.pools if each.id == nmda)
    assert "7 with Ketamine in the pore" in summary(found)
    assert "drug" not in " ".join([*said, *map(summary, state.pools)])


def test_free_subunits_are_drawn_free(fig4: tuple[Geometry, str, str]) -> None:
    geometry, synapse, _nmda = fig4
    (site,) = membrane(geometry, synapse, LiveFrame()).sites
    assert (site.name, site.taken) == ("α2δ-1", 0)


@pytest.mark.parametrize(("goal", "coming"), [(1.8, 5), (1.3, 0), (1.0, -3)])
def test_receptors_on_their_way_are_those_that_the_surface_lacks(
    fig4: tuple[Geometry, str, str], goal: float, coming: int
) -> None:
    geometry, _synapse, nmda = fig4
    frame = told(nmda, number=1.3, number_goal=goal)
    (found,) = pools_of(geometry, nmda, frame, -60.0)
    assert found.coming == coming
    assert not found.slowed_by
    values = {**frame.values, ("gabapentin", "ratio"): np.array([1.0])}
    (found,) = pools_of(geometry, nmda, LiveFrame(values=values), -60.0)
    assert found.slowed_by == "Gabapentin"


def test_a_point_belongs_to_what_is_drawn_there(fig4: tuple[Geometry, str, str]) -> None:
    geometry, synapse, _nmda = fig4
    state = membrane(geometry, synapse, LiveFrame())
    for room in (QRectF(0, 0, 1200, 760), QRectF(10, 20, 900, 400)):
        scale = min(room.width() / closeup.WIDTH, room.height() / closeup.HEIGHT)
        shift = QPointF((room.width() / scale - closeup.WIDTH) / 2, 0.0)

        def at(point: QPointF, scale=scale, shift=shift, room=room) -> str:
            return closeup.hit(room, state, (point + shift) * scale + room.topLeft())

        for found, area in pool_areas(state):
            assert at(area.center()) == found.id
        assert at(QPointF(420.0, 150.0)) == state.source_id
        assert at(QPointF(300.0, 380.0)) == synapse
        assert at(QPointF(600.0, 740.0)) == state.host_id


def test_pools_lie_side_by_side_however_many_receptors_there_are() -> None:
    pools = tuple(Pool(str(n), "A", "ink", 3 * RECEPTORS, 0) for n in range(4))
    geometry = Geometry(load_preset("fig4").circuit, CATALOG)

    some = membrane(geometry, next(iter(geometry.chains)), LiveFrame())
    areas = [area for _pool, area in pool_areas(replace(some, pools=pools))]
    assert areas[0].left() >= 0.0
    assert areas[-1].right() <= closeup.WIDTH
    assert all(left.right() <= right.left() for left, right in itertools.pairwise(areas))


def seen(geometry: Geometry, kinds: list[str], *, inhibitory: bool) -> Membrane:
    """A synapse with these receptors, half of them bound and open."""
    ids = [first(geometry, kind) for kind in kinds]
    half = {(id, name): np.array([0.5]) for id in ids for name in ("open", "bound")}
    frame = LiveFrame(values=half)
    pools = tuple(pool for id in ids for pool in pools_of(geometry, id, frame, -60.0))
    state = membrane(geometry, next(iter(geometry.chains)), frame)
    return replace(state, pools=pools, inhibitory=inhibitory)


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize(
    ("kind", "inhibitory", "token"),
    [("gaba_b", True, "inhibitory"), ("nk1", False, "transmitter")],
)
def test_what_is_bound_has_the_colour_of_what_is_released(
    all_kinds: Geometry, kind: str, inhibitory: bool, token: str, name: str
) -> None:
    state = seen(all_kinds, [kind], inhibitory=inhibitory)
    worn = theme(name)
    picture = QImage(100, 100, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    _receptor(Stage(painter, worn), state, QPointF(50.0, 50.0), state.pools[0], 80.0, "open", 0)
    painter.end()
    assert state.transmitter == token
    assert picture.pixelColor(50, round(50 - 0.34 * 80)) == worn.colour(token)


def test_the_key_describes_every_pool(all_kinds: Geometry) -> None:
    state = seen(all_kinds, ["gaba_a", "glycine", "gaba_b"], inhibitory=True)
    rows = key_rows(state)
    assert [pool.name for pool, sort, *_words in rows if sort == "open"] == [
        pool.name for pool in sorted(state.pools, key=lambda pool: bool(pool.through))
    ]
    told = [" ".join(words) for _pool, _sort, *words in rows]
    for pool in state.pools:
        assert pool.through or f"{pool.name} open {pool.flow}" in told
    assert len(set(told)) == len(told)


def test_the_key_of_one_pool_needs_no_name(all_kinds: Geometry) -> None:
    rows = key_rows(seen(all_kinds, ["gaba_a"], inhibitory=True))
    assert [words[0] for _pool, _sort, *words in rows] == ["shut", "open"]


def test_the_words_of_the_key_stand_beside_each_other(all_kinds: Geometry) -> None:
    state = seen(all_kinds, ["ampa", "nmda", "nk1"], inhibitory=False)
    pools = tuple(replace(p, coming=3 * p.blockable, drugs="Ketamine") for p in state.pools)
    rows = key_rows(replace(state, pools=pools))
    pitch = min(165.0, 940.0 / len(rows))
    for one, other in itertools.pairwise(rows):
        for left, right in zip(one[2:], other[2:], strict=True):
            assert (text_width(left, 13, 500) + text_width(right, 13, 500)) / 2 < pitch
