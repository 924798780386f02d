"""Whose spikes are heard."""

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.rules import add_kind, connect
from circuitlab.playback.heard import heard


def test_it_is_what_is_chosen_else_what_tells_of_pain_else_all() -> None:
    circuit, catalog = Circuit(), default_catalog()

    def added(kind: str) -> str:
        id, delta = add_kind(circuit, catalog, kind)
        circuit.apply(delta)
        return id

    fibre, cell, other = map(added, ("nociceptor_c", "projection_neuron", "touch_fibre"))
    assert set(heard(circuit, catalog, ())) == {fibre, cell, other}
    brain = added("pain_readout")
    circuit.apply(connect(circuit, catalog, cell, brain))
    assert heard(circuit, catalog, ()) == (cell,)
    assert heard(circuit, catalog, (fibre,)) == (fibre,)
    assert heard(circuit, catalog, (brain,)) == (cell,)
