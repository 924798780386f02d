"""The catalog finds kinds by name and by the words that people use."""

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import did_you_mean

CATALOG = default_catalog()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("noci", "nociceptor_c"),
        ("NMDA", "nmda"),
        ("substance P", "nk1"),
        ("capsaicin", "capsaicin"),
        ("ibuprofen", "nsaid"),
        ("wind-up", "wdr_neuron"),
        ("c fibre", "nociceptor_c"),
        ("squid", "hh_squid"),
        ("heat", "heat"),
        ("lyrica", "pregabalin"),
        ("adex", "adex"),
    ],
)
def test_a_word_of_the_field_finds_its_kind_first(words: str, first: str) -> None:
    assert CATALOG.search(words)[0].name == first


def test_nothing_sought_lists_everything_in_order() -> None:
    assert CATALOG.search("") == CATALOG.ordered()


def test_what_is_nowhere_finds_nothing() -> None:
    assert CATALOG.search("heat xylophone") == []


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean “ketamine”"):
        CATALOG.kind("ketamin")


def test_nothing_near_suggests_nothing() -> None:
    assert did_you_mean("xylophone", ["ampa", "nmda"]) == ""


def test_groups_follow_the_palette_and_leave_nothing_out() -> None:
    groups = CATALOG.groups()
    assert next(iter(groups)) == "Neurons"
    assert [kind for kinds in groups.values() for kind in kinds] == CATALOG.ordered()


def test_the_catalog_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CATALOG.kinds["x"] = CATALOG.kind("ampa")  # type: ignore[index]
    with pytest.raises(TypeError):
        del CATALOG.kind("ampa").parameters["weight"]  # type: ignore[attr-defined]
