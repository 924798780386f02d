"""Every mechanism that circuits stand on, how it is broken, and a claim that then fails.

As data: a claim of a preset, or of a small circuit built here, the kind whose parameters are set so
that the mechanism is gone, and the parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import circuitlab as cl
from circuitlab.files import store
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment

DAY = 86_400.0


@dataclass(frozen=True)
class Broken:
    """A mechanism that is taken away.

    Attributes
    ----------
    preset
        Whose claim it is: a preset's name, or what builds a small circuit.
    claim
        The claim that must hold with the mechanism and fail without it.
    kind, values
        Of every element of this kind these parameters are set.
    seed
        One run of each experiment is enough.
    """

    mechanism: str
    preset: str | Callable[[], Circuit]
    claim: str
    kind: str
    values: Mapping[str, object] = field(default_factory=dict)
    seed: int = 1

    def circuit(self) -> Circuit:
        """The circuit with its claim."""
        if callable(self.preset):
            return self.preset()
        loaded = store.load_preset(self.preset)
        assert loaded.circuit is not None
        return loaded.circuit


def _claiming(circuit: cl.Circuit, claim: Claim, lasts_ms: float, **document: object) -> Circuit:
    model = circuit.model
    fields = {"experiments": {claim.experiment: Experiment(lasts_ms)}, "claims": [claim]}
    model.apply(model.with_document({**fields, **document}))
    return model


def conditioned() -> Circuit:
    """Twenty C fibres on a neuron, driven twice a second for a minute, which teaches them."""
    circuit = cl.Circuit()
    fibres, neuron = circuit.add("adex_nociceptor", size=20), circuit.add("projection_neuron")
    before = set(circuit.ids)
    synapse = circuit.wire(fibres, neuron)
    parts = {circuit.model.elements[id].kind: id for id in circuit.ids if id not in before}
    for kind, weight in (("ampa", 0.35), ("nmda", 0.3), ("nk1", 0.0005)):
        circuit.set(parts[kind], weight=weight)
    circuit.set(synapse, u=0.0, delay=50.0, delay_sd=8.0)
    circuit.set(parts["nmda"], ltp=1.0)
    circuit.add("shock", on=fibres, start=200.0, period=500.0, count=100, stop=50_200.0)
    args = {"element": parts["nmda"], "state": "weight"}
    claim = Claim("learns", "", "conditioning", "final_value", args, at_least=1.2)
    return _claiming(circuit, claim, 50_200.0, dt_ms=0.05)


def neuropathic() -> Circuit:
    """Microglia over a week after an injury, a day a second."""
    circuit = cl.Circuit()
    injury, glia = circuit.add("tissue_damage", nerve=1.0, start=1.0), circuit.add("microglia")
    circuit.wire(injury, glia)
    args = {"element": glia, "state": "e_cl"}
    claim = Claim("chloride", "", "week", "final_value", args, expected=-50.7, tolerance=1.0)
    return _claiming(circuit, claim, 7000.0, dt_ms=0.1, body_clock=DAY)


def expecting() -> Circuit:
    """A neuron that nothing reaches, and somebody who expects pain of 7.5."""
    circuit = cl.Circuit()
    neuron = circuit.add("projection_neuron")
    felt = circuit.add("pain_readout", on=neuron)
    circuit.add("expectation", on=felt, expected=7.5, weight=0.4)
    args = {"element": felt, "state": "pain"}
    claim = Claim("nocebo", "", "rest", "final_value", args, expected=3.0, tolerance=0.1)
    return _claiming(circuit, claim, 1000.0)


BROKEN = (
    Broken("magnesium block", "fig4", "healthy", "nmda", {"mg": 0.0}),
    Broken("ketamine in the pore", "fig4", "block_10", "nmda", {"k_on": 0.0}),
    Broken("gabapentin on α2δ-1", "fig4", "gabapentin_half", "gabapentin", {"ec50": 1000.0}),
    Broken("α2δ-1 after an injury", "fig4", "injured", "nmda", {"number_injury": 0.0}),
    Broken("NK1", "wind-up", "sum", "nk1", {"weight": 0.0}),
    Broken("CAN", "wind-up", "growth_1", "wdr_neuron", {"g_can": 0.0}),
    Broken("little CAN", "acute-pain", "silent_after_49", "projection_neuron", {"g_can": 0.04}),
    Broken("TRPV1's temperature", "acute-pain", "fibre_47", "trpv1", {"t_half": 54.0}),
    Broken("kinases", "fig3", "threshold_bk_100", "nociceptor_c", {"ec50_bk": 1e4}),
    Broken("TRPV1's phosphorylation", "fig3", "threshold_pkc", "trpv1", {"pkc_shift": 0.0}),
    Broken("TRPV1", "fig3", "rate_healthy_49", "trpv1", {"g": 0.0}),
    Broken("cyclooxygenase", "fig3", "threshold_nsaid", "nsaid", {"ic50": 1000.0}),
    Broken("TRPA1", "three-kinds-of-stimulus", "wasabi_30", "trpa1", {"gbar": 0.0}),
    Broken("long-term potentiation", conditioned, "learns", "nmda", {"ltp": 0.0}),
    Broken("KCC2", neuropathic, "chloride", "microglia", {"e_injured": -72.8}),
    Broken("short-term depression", "acute-pain", "projection_49", "synapse", {"u": 0.0}),
    Broken("TRPM8", "cold-hypersensitivity", "fibre_12", "trpm8", {"gbar": 0.0}),
    Broken("persistent sodium", "pain-without-input", "nap_35", "nap", {"gbar": 0.0}),
    Broken("suzetrigine", "nav18-suzetrigine", "stops", "suzetrigine", {"ic50": 100.0}),
    Broken("opioid", "sunburn", "remifentanil_relay", "opioid", {"ic50": 100.0}),
    Broken("inhibition", "spinal-cord-stimulator", "inhibition_50", "gaba_a", {"weight": 0.0}),
    Broken("descending drive", "expectation", "drive_half", "descending_drive", {"drive": 0.0}),
    Broken("hope", "expectation", "hope", "expectation", {"weight": 0.0}),
    Broken("P2X4", "touch-becomes-pain", "blocked", "p2x4_blocker", {"ic50": 100.0}),
    Broken("potassium outside", "fig2", "nernst", "hh_squid", {"k_out": 20.0}),
    Broken("descending pathways", "pain-reprocessing", "after", "descending_drive", {"girk": 0.0}),
    Broken(
        "inactivation under lidocaine",
        "medicine-cabinet",
        "lidocaine_4_ectopic",
        "lidocaine",
        {"k_inactivated18": 440.0},
    ),
    Broken("expectation", expecting, "nocebo", "expectation", {"weight": 0.0}),
)
