"""What is said of a word that nothing is called."""

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.meant import kind_meant, meant, parameter_meant

KINDS = default_catalog().kinds


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("heta", ["heat", "cold"], "did you mean “heat”?"),
        ("zzz", ["heat", "cold"], "choose from heat, cold"),
        ("zzz", [f"cell{n}" for n in range(20)], ", cell7, …"),
        ("cell7", [f"cell{n}x" for n in range(60_000)], "choose from cell0x"),
        ("zzz", [], "leave it out"),
        (7, ["heat"], "choose from heat"),
    ],
)
def test_what_to_do_is_always_said(word: object, known: list[str], said: str) -> None:
    assert said in meant(word, known)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("LIF", "choose from lif_current, lif_conductance"),
        ("HH", "choose from hh_squid, hh_traub_miles"),
        ("iaf_psc_alpha", "did you mean “lif_current”?"),
        ("aeif_cond_exp", "did you mean “adex”?"),
        ("IClamp", "current_step"),
        ("poisson_generator", "did you mean “poisson”?"),
        ("spike_generator", "spike_train"),
        ("SpikeMonitor", "did you mean “raster”?"),
        ("multimeter", "did you mean “voltmeter”?"),
        ("ExpSyn", "did you mean “exp_conductance”?"),
        ("Lif-Current", "did you mean “lif_current”?"),
        ("ketamin", "did you mean “ketamine”?"),
        ("", "choose from"),
        ("zzzz", "choose from"),
        (None, "did you mean"),
    ],
)
def test_a_kind_is_known_by_what_it_is_called_elsewhere(word: object, said: str) -> None:
    assert said in kind_meant(word, KINDS)


def test_neurons_are_offered_to_whoever_asks_for_one() -> None:
    offered = kind_meant("neuron", KINDS).removeprefix("choose from ").split(", ")
    assert len(offered) > 3
    assert {KINDS[name].family for name in offered} == {"neuron"}


@pytest.mark.parametrize(
    ("kind", "word", "said"),
    [
        ("lif_current", "v_rest", "did you mean “e_l”?"),
        ("lif_current", "E_L", "did you mean “e_l”?"),
        ("lif_current", "threshold", "did you mean “v_th”?"),
        ("lif_current", "N", "did you mean “size”?"),
        ("lif_current", "C", "did you mean “c_m”?"),
        ("current_step", "I", "did you mean “amplitude”?"),
        ("current_step", "delay", "did you mean “start”?"),
        ("ampa", "w", "did you mean “weight”?"),
        ("poisson", "freq", "did you mean “rate”?"),
        ("poisson", "colour", "choose from"),
    ],
)
def test_a_parameter_is_known_by_what_it_is_called_elsewhere(
    kind: str, word: str, said: str
) -> None:
    assert said in parameter_meant(word, KINDS[kind].parameters)


def test_only_what_a_kind_has_is_offered_for_a_word() -> None:
    assert "amplitude" not in parameter_meant("i", KINDS["lif_current"].parameters)
