"""The presets show what they claim, and as they are played what they tell."""

import numpy as np
import pytest

from circuitlab.analysis.claims import verify
from circuitlab.analysis.read_claims import unmeasurable
from circuitlab.engine.running.run import run_circuit
from circuitlab.files import store
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim
from circuitlab.model.overlay import Overlay
from circuitlab.model.step import Step

pytestmark = pytest.mark.timeout(400)
WHOLE = ("fig3", "fig4")
"""Presets all of whose claims are judged here; those of the others are judged by `make verify`."""


def preset(name: str) -> Circuit:
    loaded = store.load_preset(name)
    assert loaded.circuit is not None
    assert loaded.problems == ()
    return loaded.circuit


def dose(**amounts: float) -> dict[tuple[str, str], float]:
    """The values that give one drug of Figure 4 and leave the other away."""
    both = {"ketamine": 0.0, "gabapentin": 0.0, **amounts}
    return {(id, "concentration"): amount for id, amount in both.items()}


def model_time(circuit: Circuit, claim: Claim) -> float:
    """Neural time of a claim's runs together, ms."""
    experiments = circuit.document["experiments"]
    several = (experiments[name] for name in claim.experiments)
    return sum(each.neural_ms * max(1, len(each.seeds)) for each in several)


@pytest.mark.parametrize("name", [preset.name for preset in store.presets()])
def test_every_claim_of_every_preset_can_be_measured_and_its_quickest_holds(name: str) -> None:
    circuit = preset(name)
    assert not list(unmeasurable(circuit))
    claims = circuit.document["claims"]
    assert all(claim.text and claim.source for claim in claims)
    if name in WHOLE:
        return
    quickest = min(claims, key=lambda claim: model_time(circuit, claim))
    (result,) = verify(circuit, only=[quickest.id])
    assert not result.is_failure, (quickest.id, result.measured)


@pytest.mark.parametrize("name", WHOLE)
def test_every_claim_of_the_preset_holds(name: str) -> None:
    failed = {
        result.claim.id: (result.measured, result.claim.low, result.claim.high)
        for result in verify(preset(name))
        if not result.holds
    }
    assert not failed


@pytest.mark.parametrize("name", WHOLE)
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
