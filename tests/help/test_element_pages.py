"""Each kind has a page, made of what the catalog and the engine know of it."""

import pytest

from circuitlab.catalog.families import METER, NOTE
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.help.element_page import element_page
from circuitlab.help.equations import equations, mechanisms_of
from circuitlab.help.wiring import wiring

CATALOG = default_catalog()


def test_every_page_says_all_that_the_catalog_knows() -> None:
    for kind in CATALOG.kinds.values():
        page = element_page(kind, CATALOG)
        assert page.startswith(f"# {kind.title}\n\n{kind.doc}\n")
        values = page.partition("## Its values")[2]
        for name, parameter in kind.parameters.items():
            row = next(line for line in values.splitlines() if f"`{name}` | " in line)
            assert parameter.doc.replace("|", "\\|") in row
            assert parameter.source in row
        assert all(f"`{name}` |" in page for name in kind.states)
        assert all(caveat in page for caveat in kind.caveats)
        assert all(CATALOG.citations[key].text in page for key in kind.sources)
        assert (kind.evidence is None) or kind.evidence.here in page


def test_every_kind_that_takes_part_in_a_run_has_equations_with_words() -> None:
    told = set()
    for kind in CATALOG.kinds.values():
        found = equations(kind, CATALOG)
        told |= found.keys()
        assert all(found.values()), kind.name
        assert not any(mark in text for text in found.values() for mark in ("``", ":func:"))
        assert found or kind.family in (METER, NOTE), kind.name
    unseen = {"membrane_noise", "noise_current", "timed_poisson_source"}
    assert set(MECHANISMS) - told == unseen  # what only values other than the catalog's ask for


@pytest.mark.parametrize(
    ("kind", "mechanism"),
    [("hh_squid", "hodgkin_huxley"), ("gaba_b", "gaba_b_bouton"), ("gap_junction", "gap_junction")],
)
def test_an_element_is_made_of_the_mechanisms_that_its_page_names(
    kind: str, mechanism: str
) -> None:
    assert mechanism in mechanisms_of(CATALOG.kind(kind), CATALOG)


def test_an_equation_brings_those_that_it_refers_to() -> None:
    found = equations(CATALOG.kind("nmda"), CATALOG)
    assert "0.062" in found["magnesium_in_pores"]
    assert list(found).index("nmda") < list(found).index("magnesium_in_pores")


def test_what_goes_with_what_is_told_from_both_ends() -> None:
    def goes(kind: str) -> dict[str, set[str]]:
        told = wiring(CATALOG.kind(kind), CATALOG)
        return {said: {each.name for each in others} for said, others in told}

    assert "nmda" in goes("ketamine")["Acts on:"]
    assert "ketamine" in goes("nmda")["Is acted on by:"]
    assert "wdr_neuron" in goes("nmda")["Sits in:"]
    assert "nmda" in goes("wdr_neuron")["Takes into its membrane:"]
    assert "inhibitory_interneuron" in goes("gaba_a")["Is opened by what these release:"]
    assert "nociceptor_c" not in goes("gaba_a")["Is opened by what these release:"]
    assert "nmda" in goes("voltmeter")["Reads:"]
