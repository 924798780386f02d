"""The numbers are those of the sources, and the ranges hold what the figures set."""

import pytest
from each_case import each_case

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem, convert

CATALOG = default_catalog()


@each_case(
    ("where", "value"),
    [
        ("nociceptor_c.area", 2000),
        ("nociceptor_c.g_nav17", 136),
        ("nociceptor_c.g_nav18", 77.4),
        ("nociceptor_c.g_kdr", 17.4),
        ("nociceptor_c.g_ka", 2.77),
        ("nociceptor_c.g_km", 0.0716),
        ("nociceptor_c.g_l", 0.0591),
        ("nociceptor_c.nav18_shift", 6),
        ("nociceptor_c.conduction_velocity", 0.8),
        ("adelta_fibre.conduction_velocity", 13),
        ("trpv1.t_half", 50.1),
        ("trpv1.enthalpy", 269),
        ("trpv1.pkc_shift", 8.5),
        ("projection_neuron.g_can", 0.015),
        ("wdr_neuron.g_can", 0.04),
        ("wdr_neuron.g_nap", 0.10),
        ("inhibitory_interneuron.g_l", 0.05),
        ("hh_squid.g_na", 120),
        ("ampa.tau_decay", 5),
        ("nmda.tau_decay", 100),
        ("nmda.mg", 1),
        ("gaba_a.tau_decay", 20),
        ("glycine.tau_decay", 10),
        ("nk1.tau_decay", 3000),
        ("gabapentin.ec50", 6),
        ("nsaid.ic50", 7.2),
    ],
)
def test_a_default_is_the_number_of_its_source(where: str, value: float) -> None:
    kind, name = where.split(".")
    assert CATALOG.kind(kind).parameters[name].default == value


def test_ketamine_at_rest_without_magnesium_has_the_measured_potency() -> None:
    nmda = CATALOG.kind("nmda").parameters
    k_off, k_on = nmda["k_off"].default, nmda["k_on"].default
    assert isinstance(k_off, float)
    assert isinstance(k_on, float)
    assert k_off / k_on == pytest.approx(0.3125)


@each_case(
    ("where", "given"),
    [
        ("ketamine.concentration", "30 µM"),
        ("ketamine.concentration", "0 µM"),
        ("gabapentin.concentration", "21.6 µM"),
        ("nsaid.concentration", "30 µM"),
        ("heat.temperature", "50 °C"),
        ("heat.resting", "26 °C"),
        ("heat.rate", "2 °C/s"),
        ("trpv1.temperature", "37 °C"),
        ("trpv1.number", 2),
        ("tissue_damage.bradykinin", "300 nM"),
        ("tissue_damage.pge2", "0.3 µM"),
        ("projection_neuron.g_nap", 0.35),
        ("projection_neuron.e_l", -62),
        ("projection_neuron.noise", "10 pA"),
        ("nociceptor_c.noise", "3 pA"),
        ("synapse.delay", "200 ms"),
        ("synapse.delay_sd", "20 ms"),
        ("synapse.path_length", "1 m"),
        ("synapse.u", 0),
        ("ampa.weight", 9),
        ("gaba_a.weight", 6),
        ("gaba_a.e_rev", -72.8),
        ("gaba_a.e_rev", -49),
        ("nk1.weight", 0.0005),
        ("shock.period", "10 s"),
        ("hh_squid.i_e", "50 pA"),
    ],
)
def test_the_range_holds_what_an_experiment_sets(where: str, given: object) -> None:
    kind, name = where.split(".")
    value = convert(CATALOG.kind(kind).parameters[name], given)
    assert not isinstance(value, Problem), value


def test_a_c_fibre_opens_the_receptors_of_pain_and_no_brake() -> None:
    fibre, cell = CATALOG.kind("nociceptor_c"), CATALOG.kind("projection_neuron")
    opened = [name for name in cell.receptors if CATALOG.kind(name).opened_by(fibre)]
    assert opened == ["ampa", "nmda", "nk1"]


def test_an_interneuron_opens_the_brakes_alone() -> None:
    source, cell = CATALOG.kind("inhibitory_interneuron"), CATALOG.kind("wdr_neuron")
    opened = [name for name in cell.receptors if CATALOG.kind(name).opened_by(source)]
    assert opened == ["gaba_a", "glycine"]


def test_a_current_synapse_is_opened_by_whatever_releases_something() -> None:
    receptor = CATALOG.kind("exp_current")
    assert receptor.opened_by(CATALOG.kind("poisson"))
    assert receptor.opened_by(CATALOG.kind("inhibitory_interneuron"))
    assert not receptor.opened_by(CATALOG.kind("heat"))


def test_drugs_act_where_they_are_known_to() -> None:
    def acted_on(name: str) -> set[str]:
        effects = CATALOG.kind(name).effects
        kinds = CATALOG.kinds.values()
        return {other.name for effect in effects for other in kinds if effect.reaches(other)}

    assert acted_on("ketamine") == {"nmda"}
    assert acted_on("gabapentin") == {"nmda", "synapse"}
    assert acted_on("nsaid") == {"tissue_damage", "spreading_damage"}
    assert acted_on("heat") == {"trpv1", "trpm8"}
    assert acted_on("tissue_damage") >= {"nociceptor_c", "mast_cell", "macrophage", "nmda"}
