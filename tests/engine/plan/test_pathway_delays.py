"""The delays that pathways tell are those with which the engine delivers spikes."""

import numpy as np
import pytest
from engine.lab import planned

from circuitlab import api
from circuitlab.catalog.load import default_catalog
from circuitlab.model.element import Role
from circuitlab.model.pathways import routes
from circuitlab.model.signal_graph import SignalGraph


def told_ms(circuit: api.Circuit, source: str, target: str) -> float:
    (found,) = routes(SignalGraph(circuit.model, default_catalog()), source, target).found
    return found.delay_ms


def relay(length: float, velocity: float, delay: float) -> tuple[api.Circuit, str, str]:
    c = api.Circuit()
    a = c.add("lif_current", i_e=600, conduction_velocity=velocity)
    b = c.add("lif_current")
    synapse = c.wire(a, b)
    c.set(synapse, path_length=length, delay=delay)
    return c, a, b


@pytest.mark.parametrize(
    ("length", "velocity", "delay"), [(0.0, 1.0, 0.5), (15.68, 0.8, 1.2), (700.0, 50.0, 0.75)]
)
def test_the_plan_holds_the_same_delay(length, velocity, delay):
    c, a, b = relay(length, velocity, delay)
    plan = planned(c)
    (engine,) = np.unique(plan.terminals.delay) * plan.settings.dt
    assert told_ms(c, a, b) == pytest.approx(engine, abs=1e-9)


@pytest.mark.parametrize("name", ["fig3", "fig4"])
def test_the_presets_routes_add_up_to_what_their_plans_hold(name):
    c = api.preset(name)
    plan = planned(c)
    held = {
        synapse: float(plan.terminals.delay[numbers[-1]] * plan.settings.dt)
        for synapse, numbers in plan.terminals_of.items()
    }
    steps = SignalGraph(c.model, default_catalog()).steps
    for synapse, kind in ((id, e.kind) for id, e in c.model.elements.items()):
        if kind == "synapse":
            (source,) = c.model.sources(synapse, Role.RELEASES_ONTO)
            (target,) = {c.model.host(part) for part in c.model.targets(synapse, Role.BINDS)}
            here = steps.edges[source, synapse]["step"], steps.edges[synapse, target]["step"]
            told = sum(step.delay_ms for step in here)
            assert told == pytest.approx(held[synapse], abs=0.5 * plan.settings.dt)


def test_a_spike_arrives_after_what_is_told():
    c, a, b = relay(10.0, 2.0, 1.2)
    (receptor,) = (id for id in c.model.parts(b))
    run = api.simulate(c, "30 ms", dt=0.025, record=[(receptor, _flow(c, receptor))])
    first = run.spikes(a)[0]
    t, flow = run.trace(receptor, _flow(c, receptor))
    arrival = t[np.nonzero(np.asarray(flow) != 0.0)[0][0]]
    assert arrival - first == pytest.approx(told_ms(c, a, b), abs=2 * 0.025)
    assert told_ms(c, a, b) == pytest.approx(6.2)


def _flow(circuit: api.Circuit, receptor: str) -> str:
    """The state of a receptor that tells when it opens."""
    states = default_catalog().kind(circuit.model.elements[receptor].kind).states
    return next(name for name in states if name in ("current", "g"))
