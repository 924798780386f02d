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
    cells = '<fitzHughNagumoCell id="iz" I="0.8"/>'
    cells += '<iafTauCell id="t" leakReversal="-50mV" thresh="-55mV" reset="-70mV" tau="30ms"/>'
    network = '<network id="n"><population id="a" component="iz" size="1"/>'
    network += '<population id="b" component="t" size="1"/><continuousProjection id="q"/></network>'
    circuit, left_out = opened(tmp_path, HEAD + cells + network + "</neuroml>")
    assert [each.where for each in left_out] == ["a", "q"]
    assert "fitzHughNagumoCell" in circuit.model.elements["note1"].params["text"]


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


WARM = '<q10Settings type="q10ExpTemp" q10Factor="{q}" experimentalTemp="6.3degC"/>'
NETWORK_AT = (
    '<network id="n" type="networkWithTemperature" temperature="{celsius}degC">'
    '<population id="pop" component="hh" size="1"/></network></neuroml>'
)
CELL = (
    '<iafCell id="c" leakReversal="-60mV" thresh="-50mV" reset="-60mV" C="100pF"'
    ' leakConductance="5nS"/>'
)


def warm(rates: str, q: float) -> str:
    return rates.replace("<forwardRate", WARM.format(q=q) + "<forwardRate")


def test_the_temperature_of_a_network_is_that_of_its_squid_axons(tmp_path: Path) -> None:
    text = HEAD + warm(GATES.format(m=1), 3.0) + NETWORK_AT.format(celsius=16.3)
    circuit, left_out = opened(tmp_path, text)
    (axon,) = circuit.model.elements.values()
    assert not left_out
    assert axon.kind == "hh_squid"
    assert axon.params["temperature"] == pytest.approx(16.3)
    assert "g_na" not in axon.params  # as the squid has it


def test_gates_that_warm_up_otherwise_are_docked_as_fast_as_they_are(tmp_path: Path) -> None:
    first, rest = GATES.format(m=1).split('<gateHHrates id="h"')
    text = HEAD + warm(first, 2.0) + '<gateHHrates id="h"' + rest
    circuit, left_out = opened(tmp_path, text + NETWORK_AT.format(celsius=16.3))
    channels = [each for each in circuit.model.elements.values() if each.kind == "rate_channel"]
    assert not left_out
    assert [each.params["m_open_rate"] for each in channels] == pytest.approx([2.0])
    assert [each.params["m_close_rate"] for each in channels] == pytest.approx([8.0])


def test_a_q10_without_a_temperature_is_told(tmp_path: Path) -> None:
    text = HEAD + warm(GATES.format(m=1), 3.0) + NETWORK
    _circuit, left_out = opened(tmp_path, text)
    assert {each.where for each in left_out} == {"hh"}
    assert all("q10ExpTemp" in each.why for each in left_out)


def test_what_we_write_of_a_warm_axon_comes_back(tmp_path: Path) -> None:
    files = written(driven("hh_squid", 15, temperature=12.0).model, 10.0).files
    circuit, _left_out = opened(tmp_path, files["circuit.nml"].decode())
    axon = next(each for each in circuit.model.elements.values() if each.kind == "hh_squid")
    assert axon.params["temperature"] == pytest.approx(12.0)


def test_calcium_that_is_not_followed_is_told(tmp_path: Path) -> None:
    inside = (
        '<intracellularProperties><species id="ca" ion="ca" concentrationModel="pool"/>'
        "</intracellularProperties></biophysicalProperties>"
    )
    text = HEAD + GATES.format(m=1).replace("</biophysicalProperties>", inside) + NETWORK
    _circuit, left_out = opened(tmp_path, text)
    assert [str(each) for each in left_out] == ["hh: its ca is not followed"]


def test_a_cell_of_which_no_channel_is_understood_is_left_out(tmp_path: Path) -> None:
    text = HEAD + GATES.format(m=1) + NETWORK
    text = text.replace("ionChannelHH", "ionChannelKS").replace("gateHHrates", "gateKS")
    path = tmp_path / "own.nml"
    path.write_text(text.replace('ionChannelKS id="pas"', 'ionChannelHH id="other"'))
    found = open_file(path)
    assert isinstance(found, Problem)
    assert "channel a: pas" in str(found)


def test_inputs_count_as_often_and_as_much_as_they_are_given(tmp_path: Path) -> None:
    text = (
        f'{HEAD}{CELL}<pulseGenerator id="p" delay="1ms" duration="9ms" amplitude="100pA"/>'
        '<network id="n"><population id="pop" component="c" size="2"/>'
        '<inputList id="i" component="p" population="pop">'
        '<inputW id="0" target="../pop[0]" destination="synapses" weight="0.5"/>'
        '<inputW id="1" target="../pop[0]" destination="synapses" weight="2.5"/>'
        '<inputW id="2" target="../pop[1]" destination="synapses" weight="much"/></inputList>'
        "</network></neuroml>"
    )
    circuit, left_out = opened(tmp_path, text)
    steps = [each for each in circuit.model.elements.values() if each.kind == "current_step"]
    assert [each.params["amplitude"] for each in steps] == pytest.approx([300.0])
    assert ["much" in str(each) for each in left_out] == [True]


def test_cells_with_gap_junctions_stand_by_themselves(tmp_path: Path) -> None:
    text = (
        f'{HEAD}<gapJunction id="g" conductance="2nS"/>{CELL}'
        '<network id="n"><population id="pop" component="c" size="5"/>'
        '<electricalProjection id="e" presynapticPopulation="pop" postsynapticPopulation="pop">'
        '<electricalConnection id="0" preCell="1" postCell="3" synapse="g"/>'
        "</electricalProjection></network></neuroml>"
    )
    circuit, left_out = opened(tmp_path, text)
    kinds = [each.kind for each in circuit.model.elements.values()]
    assert kinds.count("gap_junction") == 1
    assert kinds.count("lif_conductance") == 3
    assert not left_out


def test_a_weight_of_a_single_connection_counts_and_lost_cells_are_told(tmp_path: Path) -> None:
    text = (
        f'{HEAD}{CELL}<expOneSynapse id="s" gbase="2nS" erev="0mV" tauDecay="3ms"/>'
        '<network id="n"><population id="a" component="c" size="1"/>'
        '<population id="b" component="c" size="1"/>'
        '<synapticConnectionWD from="a[0]" to="b[0]" synapse="s" weight="4" delay="2ms"'
        ' destination="synapses"/>'
        '<projection id="p" presynapticPopulation="a" postsynapticPopulation="b" synapse="s">'
        '<connection id="0" preCellId="../a[0]" postCellId="../b[7]"/></projection>'
        "</network></neuroml>"
    )
    circuit, left_out = opened(tmp_path, text)
    (receptor,) = (e for e in circuit.model.elements.values() if e.kind == "exp_conductance")
    assert receptor.params["weight"] == pytest.approx(8.0)
    assert [each.where for each in left_out] == ["p"]


def test_the_longer_of_two_times_is_that_of_the_decay(tmp_path: Path) -> None:
    text = (
        f'{HEAD}{CELL}<expTwoSynapse id="s" gbase="2nS" erev="0mV" tauRise="9ms" tauDecay="3ms"/>'
        '<network id="n"><population id="a" component="c" size="1"/>'
        '<population id="b" component="c" size="1"/>'
        '<synapticConnection from="a[0]" to="b[0]" synapse="s" destination="synapses"/>'
        "</network></neuroml>"
    )
    circuit, left_out = opened(tmp_path, text)
    (receptor,) = (e for e in circuit.model.elements.values() if e.kind == "ampa")
    assert (receptor.params["tau_rise"], receptor.params["tau_decay"]) == (3.0, 9.0)
    assert not left_out


def test_files_of_core_types_are_not_missed(tmp_path: Path) -> None:
    text = f'<Lems><Include file="Cells.xml"/><Include file="own_types.xml"/>{CELL}</Lems>'
    _circuit, left_out = opened(tmp_path, text)
    assert [each.where for each in left_out] == ["own_types.xml", "*"]


def test_populations_of_one_name_are_one(tmp_path: Path) -> None:
    twice = '<population id="pop" component="hh" size="1"/>' * 2
    network = NETWORK.replace('<population id="pop" component="hh" size="1"/>', twice)
    circuit, left_out = opened(tmp_path, HEAD + GATES.format(m=1) + network)
    assert [each.where for each in left_out] == ["pop"]
    assert [e.kind for e in circuit.model.elements.values()][:2] == ["hh_squid", "current_step"]


@pytest.mark.parametrize("size", ["9" * 5000, "²", "-3", "1e3"])
def test_a_size_that_is_none_is_said(size: str, tmp_path: Path) -> None:
    (tmp_path / "own.nml").write_text(
        HEAD + GATES.format(m=1) + NETWORK.replace('"1"', f'"{size}"')
    )
    found = open_file(tmp_path / "own.nml")
    assert isinstance(found, Problem)
    assert found.remedy


REGULAR_2007 = {
    "v0": "-60mV", "C": "100pF", "k": "0.7nS_per_mV", "vr": "-60mV", "vt": "-40mV",
    "vpeak": "35mV", "a": "0.03per_ms", "b": "-2nS", "c": "-50mV", "d": "100pA",
}  # fmt: skip


def test_a_cell_of_the_book_of_2007_fires_as_its_equations_say(tmp_path: Path) -> None:
    cell = " ".join(f'{name}="{text}"' for name, text in REGULAR_2007.items())
    text = (
        f'{HEAD}<izhikevich2007Cell id="iz" {cell}/>'
        '<pulseGenerator id="p" delay="0ms" duration="500ms" amplitude="100pA"/>'
        '<network id="n"><population id="a" component="iz" size="1"/>'
        '<explicitInput target="a[0]" input="p"/></network></neuroml>'
    )
    circuit, left_out = opened(tmp_path, text)
    assert not left_out
    times = cl.simulate(circuit, "500 ms").spikes("izhikevich1")
    expected = euler_2007(100.0, 500.0, 0.001)
    assert len(times) == len(expected) > 3
    np.testing.assert_allclose(times, expected, atol=0.5)


def euler_2007(current: float, stop: float, step: float) -> list[float]:
    """Spikes (ms) of C dv/dt = k (v − v_r)(v − v_t) − u + I, du/dt = a (b (v − v_r) − u)."""
    v, u, found = -60.0, 0.0, []
    for number in range(round(stop / step)):
        change = (0.7 * (v + 60.0) * (v + 40.0) - u + current) / 100.0
        u += step * 0.03 * (-2.0 * (v + 60.0) - u)
        v += step * change
        if v >= 35.0:
            v, u = -50.0, u + 100.0
            found.append(number * step)
    return found


def test_what_we_write_of_a_cell_of_2007_comes_back(tmp_path: Path) -> None:
    values = {"quadratic": 0.007, "linear": 0.7, "constant": 18.0, "b": -0.02, "c": -50.0, "d": 1.0}
    made = driven("izhikevich", 100, v_init=-60, **values)
    files = written(made.model, 10.0).files
    circuit, _left_out = opened(tmp_path, files["circuit.nml"].decode())
    cell = next(each for each in circuit.model.elements.values() if each.kind == "izhikevich")
    assert {name: cell.params[name] for name in values} == pytest.approx(values)
