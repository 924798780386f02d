"""The presets show what they claim; with a mechanism broken, they do not."""

import numpy as np
import pytest

from circuitlab.analysis.claims import verify
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.run import run_circuit
from circuitlab.files import store
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import Overlay
from circuitlab.model.step import Step

pytestmark = pytest.mark.timeout(400)


def preset(name: str) -> Circuit:
    loaded = store.load_preset(name)
    assert loaded.circuit is not None
    assert loaded.problems == ()
    return loaded.circuit


def dose(**amounts: float) -> dict[tuple[str, str], float]:
    """The values that give one drug of Figure 4 and leave the other away."""
    both = {"ketamine": 0.0, "gabapentin": 0.0, **amounts}
    return {(id, "concentration"): amount for id, amount in both.items()}


def set_everywhere(circuit: Circuit, kind: str, **values: float) -> Overlay:
    """The overlay that sets parameters of every element of a kind."""
    ids = [element.id for element in circuit.elements.values() if element.kind == kind]
    assert ids, f"no {kind} to break"
    return Overlay("broken", {(id, name): value for id in ids for name, value in values.items()})


@pytest.mark.parametrize("name", ["fig3", "fig4"])
def test_every_claim_of_the_preset_holds(name: str) -> None:
    failed = {
        result.claim.id: (result.measured, result.claim.low, result.claim.high)
        for result in verify(preset(name))
        if not result.holds
    }
    assert not failed


@pytest.mark.parametrize("name", ["fig3", "fig4"])
def test_preset_names_its_source_and_speaks_for_itself(name: str) -> None:
    document = preset(name).document
    assert document["title"]
    assert document["caption"]
    assert "Figure" in document["article"]
    assert all(claim.text and claim.source for claim in document["claims"])


def test_as_it_is_played_ibuprofen_relieves_what_the_injury_has_sensitised() -> None:
    circuit = preset("fig3")
    felt, sent = [], []
    for dose in (0.0, 30.0, 100.0):
        values = {("tissue", "start"): 0.0, ("nsaid", "concentration"): dose}
        run = run_circuit(circuit, 6000.0, overlays=[Overlay("dose", values)])
        felt.append(len(run.spike_pairs("projection")[1]))
        sent.append(len(run.spike_pairs("c_fibres")[1]))
    assert sent[0] > 1.2 * sent[1] > 1.2 * 1.2 * sent[2]
    assert felt[0] > felt[1] > 2 * felt[2]


@pytest.mark.parametrize("seed", [1, 2])
def test_as_it_is_played_either_drug_halves_the_answer_to_warmth(seed: int) -> None:
    """Three pulses each without a drug, under ketamine and under gabapentin; the last two count.

    The first pulse meets a neuron that is not wound up yet, or a drug that has only just come.
    """
    circuit = preset("fig4")
    steps = (Step(7100.0, dose(ketamine=10.0)), Step(14_600.0, dose(gabapentin=100.0)))
    circuit.apply(circuit.with_document({"timeline": steps}))
    pores = [("nmda_c", "drugged"), ("nmda_c", "number")]
    run = run_circuit(circuit, 22_500.0, seed=seed, record=pores, every_ms=100.0)
    start, period = (float(str(circuit.value("heat", name))) for name in ("start", "period"))
    edges = start + float(str(circuit.value("synapse_c", "delay"))) / 2 + period * np.arange(10)
    pulses = np.histogram(run.spikes("spinal"), edges)[0].reshape(3, 3)
    assert pulses[1:].max() < pulses[0].min()
    untreated, ketamine, gabapentin = pulses[:, 1:].sum(axis=1)
    assert 2 * max(ketamine, gabapentin) <= untreated
    times, drugged = run.trace("nmda_c", "drugged")
    under_ketamine = np.searchsorted(times, start + 5 * period)
    assert drugged[0] == 0.0
    assert drugged[under_ketamine] == pytest.approx(0.7, abs=0.05)
    _times, number = run.trace("nmda_c", "number")
    assert [number[under_ketamine], number[-1]] == pytest.approx([1.8, 1.045], abs=0.03)


@pytest.mark.parametrize(
    ("name", "kind", "values", "claim"),
    [
        ("fig4", "nmda", {"mg": 0.0}, "healthy"),
        ("fig4", "nmda", {"k_on": 0.0}, "block_10"),
        ("fig4", "gabapentin", {"ec50": 1000.0}, "gabapentin_half"),
        ("fig4", "nmda", {"number_injury": 0.0}, "injured"),
        ("fig3", "nociceptor_c", {"ec50_bk": 1e4}, "threshold_bk_100"),
        ("fig3", "trpv1", {"pkc_shift": 0.0}, "threshold_pkc"),
        ("acute-pain", "projection_neuron", {"g_can": 0.04}, "silent_after_49"),
        ("acute-pain", "trpv1", {"t_half": 54.0}, "fibre_47"),
        ("wind-up", "wdr_neuron", {"g_can": 0.0}, "growth_1"),
        ("wind-up", "nk1", {"weight": 0.0}, "sum"),
        ("three-kinds-of-stimulus", "trpa1", {"gbar": 0.0}, "wasabi_30"),
    ],
    ids=[
        "magnesium",
        "ketamine",
        "gabapentin",
        "trafficking",
        "kinases",
        "phosphorylation",
        "plateau",
        "heat",
        "plateau of wind-up",
        "substance P",
        "wasabi",
    ],
)
def test_claim_fails_when_its_mechanism_is_broken(
    name: str, kind: str, values: dict[str, float], claim: str
) -> None:
    circuit = preset(name)
    parameters = default_catalog().kind(kind).parameters
    assert all(
        parameters[word].minimum <= value <= parameters[word].maximum
        for word, value in values.items()
    )
    (result,) = verify(circuit, only=[claim], overlays=[set_everywhere(circuit, kind, **values)])
    assert not result.holds
