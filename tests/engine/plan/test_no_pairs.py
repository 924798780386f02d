"""A synapse that joins no two cells is no error, whatever its receptor."""

from circuitlab import Circuit, simulate
from circuitlab.api.errors import CircuitError
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.run_problems import run_problems

NONE = {"rule": "probability", "probability": 0.0}


def without_pairs(receptor: str, cell: str, source: str = "poisson") -> Circuit | None:
    """Return cells with a synapse that joins none of them; None where the receptor fits no cell."""
    circuit = Circuit()
    sender, target = circuit.add(source, size=2), circuit.add(cell, size=2)
    try:
        synapse = circuit.connect(sender, target, receptor=receptor, pre=[0], post=[1])
    except CircuitError:
        return None
    circuit.set(synapse, **NONE)
    return circuit


def test_every_receptor_takes_a_synapse_without_pairs() -> None:
    kinds = [each for each in default_catalog().kinds.values() if each.family == "receptor"]
    pairs = (("wdr_neuron", "poisson"), ("wdr_neuron", "inhibitory_interneuron"))
    tried = [
        circuit
        for kind in kinds
        for cell, source in (*pairs, ("lif_current", "poisson"))
        if (circuit := without_pairs(kind.name, cell, source)) is not None
    ]
    assert len(tried) > 5
    for circuit in tried:
        assert not run_problems(circuit.model, circuit.catalog)


def test_a_cleft_that_nobody_releases_into_stays_empty() -> None:
    circuit = without_pairs("ampa_kinetic", "wdr_neuron")
    assert circuit is not None
    run = simulate(circuit, "5 ms", record=[("ampa_kinetic1", "g")])
    assert run.trace("ampa_kinetic1", "g")[1].max() == 0.0
