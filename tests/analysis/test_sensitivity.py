"""What hurts is found by protocol: thresholds, the spontaneous part, allodynia, hyperalgesia."""

import math

import pytest

from circuitlab.analysis.sensitivity import (
    HURTS_FROM,
    Answers,
    Compared,
    changes,
    graded,
    readouts,
    sensitivity,
    spontaneous_part,
)
from circuitlab.api import Circuit, CircuitError, simulate
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun
from circuitlab.files.store import load_preset

CATALOG = default_catalog()


def answers(*evoked, levels=None):
    levels = levels or tuple(float(10 * n) for n in range(len(evoked)))
    return Answers("heat", "Heat", "temperature", "°C", levels, evoked)


def small_circuit():
    """One shocked fibre that ends on a projection neuron, whose firing is read out."""
    circuit = Circuit()
    fibre = circuit.add("adelta_fibre", size=4)
    cell = circuit.add("projection_neuron")
    circuit.wire(fibre, cell)
    circuit.add("shock", on=fibre)
    circuit.add("pain_readout", on=cell, r_half=1)
    return circuit


def test_the_threshold_lies_between_two_levels():
    assert answers(0.0, 0.5, 2.5, 5.0).threshold == pytest.approx(12.5)
    assert answers(3.0, 4.0).threshold == 0.0
    assert math.isnan(answers(0.0, 0.9).threshold)
    falling = answers(0.0, 2.0, levels=(30.0, 20.0))
    assert falling.threshold == pytest.approx(25.0)


def test_what_did_not_hurt_is_allodynia_and_what_hurts_more_is_hyperalgesia():
    change = Compared(answers(0.0, 0.5, 2.0, 6.0), answers(0.0, 1.5, 3.5, 6.5))
    assert change.allodynia == (10.0,)
    assert change.hyperalgesia == (20.0,)
    alike = Compared(answers(0.0, 3.0), answers(0.0, 3.2))
    assert alike.allodynia == alike.hyperalgesia == ()
    on_top = Compared(answers(0.0, 3.0), answers(0.0, 2.5), unasked=(0.0, 2.0))
    assert on_top.hyperalgesia == (10.0,)
    unasked_alone = Compared(answers(0.0, 0.0), answers(0.0, 0.2), unasked=(0.0, 5.0))
    assert unasked_alone.allodynia == unasked_alone.hyperalgesia == ()


def test_a_stronger_shock_is_answered_more_and_nothing_without_one():
    circuit = small_circuit()
    (readout,) = readouts(circuit.model, CATALOG)
    parts = []
    found = sensitivity(circuit.model, CATALOG, readout, told=parts.append)
    (shock,) = found.answers
    assert found.spontaneous == 0.0
    assert shock.evoked[0] < HURTS_FROM < shock.evoked[-1]
    assert shock.levels == CATALOG.kinds["shock"].graded.levels
    assert parts == sorted(parts)
    assert 0.0 == parts[0] < parts[-1] < 1.0


def test_pain_that_nothing_evokes_is_spontaneous():
    circuit = small_circuit()
    circuit.set("projection_neuron1", i_e=200)
    (readout,) = readouts(circuit.model, CATALOG)
    assert spontaneous_part(circuit.model, CATALOG, readout) > 3.0


def test_pain_that_a_stimulus_has_left_behind_is_not_spontaneous():
    circuit = Circuit()
    fibre, cell = circuit.add("nociceptor_c"), circuit.add("projection_neuron")
    circuit.wire(fibre, cell)
    circuit.add("heat", on=fibre, temperature="47 degC")
    readout = circuit.add("pain_readout", on=cell)
    run = simulate(circuit, "6 s", record=[(readout, "pain")])
    assert run.trace(readout, "pain")[1][-1] > 2.0
    assert circuit.sensitivity(after="6 s").spontaneous < 0.05


def test_an_injury_makes_warmth_hurt():
    """Figure 3: by twenty seconds the heat threshold has come down and the fibres fire unasked."""
    circuit = Circuit(load_preset("fig3").circuit)
    before, now = circuit.sensitivity(), circuit.sensitivity(after="20 s")
    (change,) = changes(before, now)
    assert before.spontaneous < 0.1
    assert now.spontaneous > 2.0
    assert change.before.threshold == pytest.approx(42.0, abs=1.5)
    assert change.now.threshold < change.before.threshold - 2.0
    assert change.allodynia


def test_the_circuit_that_is_tested_stays_as_it_is():
    circuit = small_circuit()
    before = circuit.model.copy()
    circuit.sensitivity()
    assert circuit.model == before


def test_every_graded_stimulus_has_levels_within_its_range_and_reaches_something_somewhere():
    kinds = {name: kind.graded for name, kind in CATALOG.kinds.items() if kind.graded is not None}
    assert set(kinds) == {"heat", "cold", "force", "shock", "rub"}
    for name, grades in kinds.items():
        parameter = CATALOG.kinds[name].parameters[grades.by]
        assert all(parameter.minimum <= level <= parameter.maximum for level in grades.levels)
    assert list(graded(small_circuit().model, CATALOG)) == ["shock1"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"readout": "shock1"}, "reads out no pain"),
        ({"experiment": "none"}, "no experiment"),
        ({"after": "3 mV"}, "mV"),
    ],
)
def test_what_cannot_be_tested_is_refused(given, said):
    with pytest.raises(CircuitError, match=said):
        small_circuit().sensitivity(**given)
    with pytest.raises(CannotRun):
        sensitivity(small_circuit().model, CATALOG, "nobody")
    with pytest.raises(CircuitError, match="0 pain read-outs"):
        Circuit().sensitivity()
