"""Every kind and every parameter that comes with the program is complete and makes sense."""

import re

import pint
import pytest
from each_case import each_case

from circuitlab.catalog.families import NEURON, SPIKES
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import ANY, Kind
from circuitlab.catalog.units import unit_of
from circuitlab.catalog.words import Problem, convert, format_value

CATALOG = default_catalog()
KINDS = list(CATALOG.kinds.values())
PARAMETERS = [(kind, parameter) for kind in KINDS for parameter in kind.parameters.values()]
# fmt: off
EXPECTED = {
    "nociceptor_c", "adelta_fibre", "projection_neuron", "wdr_neuron", "inhibitory_interneuron",
    "hh_traub_miles", "lif_conductance", "exp_conductance", "touch_fibre",
    "excitatory_interneuron", "adex", "izhikevich",
    "lif_current", "hh_squid", "synapse", "trpv1", "ampa", "nmda", "gaba_a", "glycine", "nk1",
    "exp_current", "ketamine", "gabapentin", "nsaid", "tissue_damage", "mast_cell", "macrophage",
    "heat", "shock", "current_step", "poisson", "spike_train", "voltmeter", "raster",
    "pain_readout", "note",
}
# fmt: on
PINT = pint.UnitRegistry()
LANES = {"", "skin", "drg", "spinal", "brain"}
each_kind = each_case("kind", KINDS, ids=lambda kind: kind.name)


def test_what_the_two_figures_need_exists() -> None:
    assert set(CATALOG.kinds) >= EXPECTED


@each_kind
def test_a_kind_tells_a_student_what_it_is(kind: Kind) -> None:
    assert kind.doc.endswith(".")
    assert 1 <= kind.doc.count(". ") + 1 <= 4
    assert kind.search
    assert kind.lane in LANES
    assert kind.outline > 0
    assert all(caveat.endswith(".") for caveat in kind.caveats)


@each_kind
def test_what_a_kind_shows_and_takes_is_explained(kind: Kind) -> None:
    for thing in (*kind.inputs.values(), *kind.states.values()):
        assert thing.doc.endswith("."), thing
        assert unit_of(thing.unit), thing


@each_kind
def test_what_a_kind_shows_has_a_short_name_of_its_own(kind: Kind) -> None:
    titles = [state.title for state in kind.states.values()]
    assert all(title[0].isupper() and len(title) <= 26 for title in titles)
    assert len(set(titles)) == len(titles)


def test_no_two_kinds_share_a_title_or_a_place_in_the_palette() -> None:
    assert len({kind.title for kind in KINDS}) == len(KINDS)
    assert len({kind.outline for kind in KINDS}) == len(KINDS)


def test_names_are_words_of_files_and_scripts() -> None:
    names = [*CATALOG.kinds, *(parameter.name for _kind, parameter in PARAMETERS)]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


@each_kind
def test_a_parameter_is_explained_in_one_sentence(kind: Kind) -> None:
    for name, parameter in kind.parameters.items():
        assert parameter.doc.endswith("."), name
        assert ". " not in parameter.doc, name
        assert parameter.doc[0].isupper(), name
        assert parameter.title[0].isupper(), name
        assert parameter.symbol, name


@each_kind
def test_a_parameter_says_where_its_number_comes_from(kind: Kind) -> None:
    for name, parameter in kind.parameters.items():
        assert parameter.source or parameter.tag, name
        assert not parameter.source or parameter.source in CATALOG.citations, name


@each_kind
def test_a_default_fits_and_survives_being_written_and_read(kind: Kind) -> None:
    for parameter in kind.parameters.values():
        assert convert(parameter, parameter.default) == parameter.default
        again = convert(parameter, format_value(parameter, parameter.default))
        numeric = parameter.type in ("number", "integer", "numbers")
        assert again == (pytest.approx(parameter.default) if numeric else parameter.default)


@each_kind
def test_both_ends_of_a_range_are_allowed_and_nothing_beyond(kind: Kind) -> None:
    for parameter in kind.parameters.values():
        if parameter.type in ("number", "integer"):
            low, high = parameter.minimum, parameter.maximum
            assert low < high
            assert convert(parameter, low) == low
            assert convert(parameter, high) == high
            assert isinstance(convert(parameter, low - 1), Problem)
            assert isinstance(convert(parameter, high * 1.001 + 1), Problem)


@each_kind
def test_what_shapes_the_network_is_not_a_mere_number(kind: Kind) -> None:
    shapes = {"size", "spread", "probability", "degree", "seed", "delay", "conduction_velocity"}
    for name, parameter in kind.parameters.items():
        numeric = parameter.type in ("number", "integer", "switch")
        assert not parameter.live or (numeric and name not in shapes), name


def _known_to_pint(unit: str) -> str:
    text = unit.replace("°C", "kelvin").replace("²", "**2").replace("M", "molar")
    return text.replace("%", "percent").replace("molarΩ", "MΩ").replace("min", "minute")


@each_case("unit", sorted({parameter.unit for _kind, parameter in PARAMETERS}))
def test_units_are_those_of_physics(unit: str) -> None:
    ours = unit_of(unit)
    theirs = PINT(_known_to_pint(unit))
    assert ours is not None
    bases = ("meter", "kilogram", "second", "ampere", "kelvin", "mole")
    size = getattr(theirs, "to_base_units", lambda: theirs)()
    powers = dict(getattr(size, "unit_items", lambda: ())())
    assert ours.dimension == tuple(powers.get(base, 0) for base in bases)
    assert getattr(size, "magnitude", size) == pytest.approx(ours.size)


def test_every_citation_is_used_and_none_has_a_strange_doi() -> None:
    used = {key for _kind, parameter in PARAMETERS for key in (parameter.source, parameter.after)}
    used |= {key for kind in KINDS for key in kind.sources}
    cards = [kind.evidence for kind in KINDS if kind.evidence is not None]
    used |= {finding.source for card in cards for finding in card.findings}
    assert set(CATALOG.citations) <= used
    assert all(
        re.fullmatch(r"10\.\d{4,}/\S+", citation.doi)
        for citation in CATALOG.citations.values()
        if citation.doi
    )


@each_kind
def test_receptors_are_opened_by_something_that_exists(kind: Kind) -> None:
    released = {word for other in KINDS for word in other.transmitters}
    assert set(kind.ligands) <= released | {ANY}
    assert (kind.family == "receptor") == bool(kind.ligands)
    for name in (*kind.receptors, *kind.docks):
        assert CATALOG.kind(name).family in ("receptor", "channel")


@each_kind
def test_effects_reach_a_kind_in_the_same_unit(kind: Kind) -> None:
    for effect in kind.effects:
        reached = [other for other in KINDS if effect.reaches(other)]
        assert reached
        if effect.output == SPIKES and kind.family == NEURON:
            continue  # each spike counts by itself
        given = kind.states.get(effect.output) or kind.parameters[effect.output]
        assert {other.inputs[effect.input].unit for other in reached} == {given.unit}


def test_each_population_names_one_parameter_that_its_spread_applies_to() -> None:
    for kind in KINDS:
        if "spread" in kind.parameters:
            assert sum(parameter.spread for parameter in kind.parameters.values()) == 1, kind.name
