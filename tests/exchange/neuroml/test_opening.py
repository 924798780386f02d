"""NeuroML files opened as circuits."""

from pathlib import Path

import numpy as np
import pytest
from neuroml_circuits import CIRCUITS, LASTING_MS, driven

import circuitlab as cl
from circuitlab.catalog.words import Problem
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.neuroml.export import written
from circuitlab.exchange.neuroml.opening import open_file
from circuitlab.exchange.neuroml.quantities import NotUnderstood, value
from circuitlab.exchange.neuroml.reading import ET, read

HEAD = '<neuroml xmlns="http://www.neuroml.org/schema/neuroml2" id="own">'
GATES = """
<ionChannelHH id="na" conductance="10pS" species="na">
 <gateHHrates id="m" instances="3">
  <forwardRate type="HHExpLinearRate" rate="{m}per_ms" midpoint="-40mV" scale="10mV"/>
  <reverseRate type="HHExpRate" rate="4per_ms" midpoint="-65mV" scale="-18mV"/></gateHHrates>
 <gateHHrates id="h" instances="1">
  <forwardRate type="HHExpRate" rate="0.07per_ms" midpoint="-65mV" scale="-20mV"/>
  <reverseRate type="HHSigmoidRate" rate="1per_ms" midpoint="-35mV" scale="10mV"/></gateHHrates>
</ionChannelHH>
<ionChannelHH id="k" conductance="10pS" species="k"><gateHHrates id="n" instances="4">
  <forwardRate type="HHExpLinearRate" rate="0.1per_ms" midpoint="-55mV" scale="10mV"/>
  <reverseRate type="HHExpRate" rate="0.125per_ms" midpoint="-65mV" scale="-80mV"/></gateHHrates>
</ionChannelHH>
<ionChannelHH id="pas" conductance="10pS"/>
<cell id="hh"><morphology id="m0"><segment id="0">
  <proximal x="0" y="0" z="0" diameter="17.841242"/>
  <distal x="0" y="0" z="0" diameter="17.841242"/></segment></morphology>
 <biophysicalProperties id="b"><membraneProperties>
  <channelDensity id="a" ionChannel="pas" condDensity="3.0 S_per_m2" erev="-54.3mV" ion="x"/>
  <channelDensity id="b" ionChannel="na" condDensity="120.0 mS_per_cm2" erev="50 mV" ion="na"/>
  <channelDensity id="c" ionChannel="k" condDensity="360 S_per_m2" erev="-77mV" ion="k"/>
  <spikeThresh value="-20mV"/><specificCapacitance value="1.0 uF_per_cm2"/>
  <initMembPotential value="-65mV"/></membraneProperties></biophysicalProperties></cell>
"""
NETWORK = """
<pulseGenerator id="pulse" delay="100ms" duration="100ms" amplitude="0.08nA"/>
<network id="net"><population id="pop" component="hh" size="1"/>
<explicitInput target="pop[0]" input="pulse"/></network></neuroml>
"""
AS_IN_ITS_OWN_FILE = (
    "integrate and fire", "not from rest", "adaptive", "quadratic", "squid axon", "tiring",
    "magnesium", "gap junction", "generators",
)  # fmt: skip


def opened(folder: Path, text: str) -> tuple[cl.Circuit, tuple[LeftOut, ...]]:
    path = folder / "own.nml"
    path.write_text(text, encoding="utf-8")
    found = open_file(path)
    assert not isinstance(found, Problem), str(found)
    return cl.Circuit(found[0]), found[1]


def counts(circuit: cl.Circuit) -> list[int]:
    run = cl.simulate(circuit, f"{LASTING_MS} ms", seed=1)
    trains = (run.spikes(id) for id in run.firing)
    return sorted(len(t) if isinstance(t, np.ndarray) else len(t[0]) for t in trains)


@pytest.mark.parametrize("name", AS_IN_ITS_OWN_FILE)
def test_what_we_write_opens_and_fires_as_often(name: str, tmp_path: Path) -> None:
    circuit = CIRCUITS[name]()
    content = written(circuit.model, LASTING_MS, 1).files["circuit.nml"].decode()
    again, left_out = opened(tmp_path, content)
    assert left_out == ()
    assert counts(again) == counts(circuit)


def test_the_squid_axon_is_recognised(tmp_path: Path) -> None:
    circuit, left_out = opened(tmp_path, HEAD + GATES.format(m=1) + NETWORK)
    assert left_out == ()
    assert [e.kind for e in circuit.model.elements.values()] == ["hh_squid", "current_step"]
    values = circuit.model.elements["hh_squid1"].params
    assert values["area"] == pytest.approx(1000.0, rel=1e-6)
    assert "g_na" not in values  # as in the catalog


def test_other_channels_are_docked_with_their_rates(tmp_path: Path) -> None:
    circuit, left_out = opened(tmp_path, HEAD + GATES.format(m=1.2) + NETWORK)
    assert left_out == ()
    channel = circuit.model.elements["rate_channel1"].params
    assert channel["m_open_rate"] == 1.2
    assert circuit.model.elements["hh_squid1"].params["g_na"] == 0.0


def test_a_wake_of_files_is_followed_beside_the_first(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "cells.nml").write_text(HEAD + GATES.format(m=1) + "</neuroml>")
    include = (
        '<include href="parts/cells.nml"/><include href="../out.nml"/><include href="no.nml"/>'
    )
    circuit, left_out = opened(tmp_path, HEAD + include + NETWORK)
    assert circuit.model.elements["hh_squid1"].label == "pop"
    assert [each.where for each in left_out] == ["../out.nml", "no.nml"]


def test_cells_of_a_population_that_get_other_currents_stand_apart(tmp_path: Path) -> None:
    cell = '<iafCell id="c" leakReversal="-60mV" thresh="-50mV" reset="-70mV" C="0.1nF" '
    cell += 'leakConductance="5nS"/>'
    cell += '<pulseGenerator id="p" delay="1ms" duration="50ms" amplitude="0.1nA"/>'
    inputs = '<inputList id="i" component="p" population="pop">'
    inputs += '<input id="0" target="../pop/2/c" destination="synapses"/></inputList>'
    network = '<network id="n"><population id="pop" component="c" type="populationList" size="4"/>'
    circuit, left_out = opened(tmp_path, HEAD + cell + network + inputs + "</network></neuroml>")
    assert left_out == ()
    assert counts(circuit)[0] == 0
    sizes = [e.params.get("size", 1) for e in circuit.model.elements.values() if "lif" in e.kind]
    assert sorted(sizes) == [1, 3]


def test_what_is_not_understood_is_listed(tmp_path: Path) -> None:
    cells = (
        '<izhikevich2007Cell id="iz" v0="-60mV" C="100pF" k="0.7nS_per_mV" vr="-60mV" vt="-40mV" '
    )
    cells += 'vpeak="35mV" a="0.03per_ms" b="-2nS" c="-50mV" d="100pA"/>'
    cells += '<iafTauCell id="t" leakReversal="-50mV" thresh="-55mV" reset="-70mV" tau="30ms"/>'
    network = '<network id="n"><population id="a" component="iz" size="1"/>'
    network += '<population id="b" component="t" size="1"/><continuousProjection id="q"/></network>'
    circuit, left_out = opened(tmp_path, HEAD + cells + network + "</neuroml>")
    assert [each.where for each in left_out] == ["a", "q"]
    assert "k/C" in circuit.model.elements["note1"].params["text"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "XML"),
        ("<a/>", "“a”"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><neuroml>&a;</neuroml>', "entities"),
        (HEAD, "XML"),
        (HEAD + "</neuroml>", "no cell"),
    ],
)
def test_what_cannot_be_opened_is_said_in_a_sentence(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "bad.nml"
    path.write_text(text)
    found = open_file(path)
    assert isinstance(found, Problem)
    assert word in str(found)


def test_quantities_are_read_in_our_units() -> None:
    element = ET.fromstring('<a v="-0.065 V" g="1e-9S" t="2s" c="1.0 uF_per_cm2" n="3" bad="x"/>')
    assert [value(element, name) for name in "vgtcn"] == [-65.0, 1.0, 2000.0, 1.0, 3.0]
    assert value(element, "none", 4.0) == 4.0
    for name in ("bad", "missing"):
        with pytest.raises(NotUnderstood):
            value(element, name)


def test_a_file_that_includes_itself_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "own.nml"
    path.write_text(HEAD + '<include href="own.nml"/>' + NETWORK)
    found = read(path)
    assert not isinstance(found, Problem)
    assert len(found.networks) == 1


def test_files_of_other_programs_open_as_ours_do(tmp_path: Path) -> None:
    content = written(driven("adex", 800).model, LASTING_MS, 1).files["circuit.nml"]
    path = tmp_path / "adaptive.NML"
    path.write_bytes(content)
    circuit = cl.load(path)
    assert [e.kind for e in circuit.model.elements.values()] == ["adex", "current_step"]
    circuit.save(tmp_path / "kept.circuit")
    assert cl.load(tmp_path / "kept.circuit").model == circuit.model
