"""What follows a circuit edit by edit is what would be made of it anew."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from circuitlab.model.names import called
from circuitlab.playback.ways_out import WaysOut
from circuitlab.render.extent import Extent
from circuitlab.render.geometry import Geometry
from circuitlab.render.names import Names
from tests.random_edits import random_edits
from tests.render.gallery import Builder, pain_circuit

SEEDS = (1, 2, 3)


def wired(geometry: Geometry) -> dict[str, object]:
    """Every wire of a circuit, as its drawing reads them."""
    wiring = geometry._placing.wiring
    return {
        "chains": wiring.chains,
        "projections": wiring.projections,
        "cables": wiring.cables,
        "chain_of": wiring.chain_of,
        "onto": wiring.onto,
        "out_of": wiring.out_of,
        "loose": wiring.loose,
        "ends": wiring.ends,
    }


def drawn(geometry: Geometry) -> dict[str, object]:
    """All that a picture is painted from, in its order."""
    return {
        "places": list(geometry.places.items()),
        "axons": list(geometry.axons.items()),
        "cables": list(geometry.cables.items()),
    }


def same(one: dict[str, object], other: dict[str, object]) -> None:
    for what, found in one.items():
        assert found == other[what], what


@pytest.mark.parametrize("seed", SEEDS)
def test_geometry_follows_any_edit_as_if_drawn_anew(seed: int) -> None:
    build = pain_circuit() if seed == SEEDS[0] else Builder()
    circuit, catalog = build.circuit, build.catalog
    geometry = Geometry(circuit, catalog)
    for delta in random_edits(circuit, catalog, seed, 60):
        geometry.update(circuit, delta.changes)
        geometry.settle()
        anew = Geometry(circuit, catalog)
        same(wired(geometry), wired(anew))
        same(drawn(geometry), drawn(anew))


def standing(names: Names, ids: Iterable[str]) -> dict[str, object]:
    """Where every name stands, and how far it is written."""
    return {
        id: [(s.row.growth, s.row.align, s.row.is_moved, s.start, s.limit) for s in each]
        for id in ids
        if (each := names.standing(id))
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_names_and_their_extent_follow_any_edit_as_if_written_anew(seed: int) -> None:
    build = pain_circuit() if seed == SEEDS[0] else Builder()
    circuit, catalog = build.circuit, build.catalog
    geometry = Geometry(circuit, catalog)
    names, extent = Names(geometry.places, geometry.ranks.place), Extent()
    known = set(geometry.places)
    for delta in random_edits(circuit, catalog, 10 + seed, 60):
        geometry.update(circuit, delta.changes)
        geometry.settle()
        renewed = geometry.take_renewed().places
        known |= renewed
        names.follow(geometry.places, renewed)
        extent.follow(geometry.places, renewed)
        anew, whole = Names(geometry.places), Extent()
        whole.follow(geometry.places, geometry.places)
        assert standing(names, known) == standing(anew, geometry.places)
        assert extent.bounds(1.4) == whole.bounds(1.4)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ways_of_spikes_follow_any_edit(seed: int) -> None:
    build = pain_circuit()
    circuit, catalog = build.circuit, build.catalog
    ways = WaysOut(circuit, catalog, ())
    for delta in random_edits(circuit, catalog, seed, 80):
        silent = {id for id, element in circuit.elements.items() if element.muted}
        ways.follow(circuit, delta.changes, silent)
        assert ways.ways == WaysOut(circuit, catalog, silent).ways


def test_a_number_that_no_word_or_shape_tells_leaves_every_name_where_it_stands() -> None:
    build = Builder()
    cell = build.add("projection_neuron", 100, 100)
    circuit = build.circuit
    geometry = Geometry(circuit, build.catalog)
    names = Names(geometry.places, geometry.ranks.place)
    circuit.apply(circuit.with_param(cell, "i_e", 12.0))
    geometry.update(circuit, [cell])
    assert not geometry._unsettled
    assert geometry.take_renewed().places >= {cell}
    names.follow(geometry.places, {cell})
    assert names.take_before() is None
    assert geometry.places[cell].number("i_e") == 12.0


def test_a_part_labelled_by_its_whole_title_no_longer_wears_its_short_name() -> None:
    build = Builder()
    cell, channel = build.add("nociceptor_c", 365, 265), build.add("nav17", 20, 0)
    build.wire(channel, cell)
    circuit = build.circuit
    geometry = Geometry(circuit, build.catalog)
    names = Names(geometry.places, geometry.ranks.place)
    place = geometry.places[channel]
    title = called(place.element, place.kind)
    assert place.short_name != title
    circuit.apply(circuit.relabelled(channel, title))
    geometry.update(circuit, [channel])
    geometry.settle()
    names.follow(geometry.places, {channel})
    assert names.take_before() is not None
    same(drawn(geometry), drawn(Geometry(circuit, build.catalog)))
