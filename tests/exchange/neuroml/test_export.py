"""What is written of a circuit as NeuroML."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from neuroml_circuits import CIRCUITS, LASTING_MS, calcium, driven, struck

import circuitlab as cl
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.exchange.neuroml.export import Written, export, written
from circuitlab.exchange.order import Order

NAMED = (("cal", "permeability"), ("calcium_shell", "gain"), ("calcium_shell", "keep"))
SPACE = "{http://www.neuroml.org/schema/neuroml2}"
CORE = "circuit.nml"
OWN = "circuit_own_types.xml"


def of(circuit: cl.Circuit, lasting: float = LASTING_MS) -> Written:
    return written(circuit.model, lasting, 1)


def core(found: Written) -> ET.Element:
    return ET.fromstring(found.files[CORE])


def component(found: Written, tag: str) -> ET.Element:
    element = core(found).find(f".//{SPACE}{tag}")
    assert element is not None, tag
    return element


@pytest.fixture(scope="module")
def everything() -> dict[str, Written]:
    return {name: of(make()) for name, make in CIRCUITS.items()}


def test_what_is_named_is_there(everything: dict[str, Written]) -> None:
    for name, found in everything.items():
        root = core(found)
        network = root.find(f"{SPACE}network")
        if network is None:
            own = ET.fromstring(found.files[OWN])
            network = own.find("network")
            assert network is not None, name
            ids = {each.get("id") for each in (*root, *own)}
        else:
            ids = {each.get("id") for each in root}
            assert OWN not in found.files
        bare = [(re.sub(r"\{.*\}", "", each.tag), each) for each in network.iter()]
        places = {
            each.get("id"): int(each.get("size", 0)) for tag, each in bare if tag == "population"
        }
        for tag, each in bare:
            for attribute in ("component", "synapse"):
                if tag in ("population", "inputList", "projection", "electricalConnection"):
                    assert each.get(attribute) is None or each.get(attribute) in ids, name
            for attribute in ("preCellId", "postCellId", "target"):
                if tag in ("connectionWD", "input"):
                    where = re.fullmatch(r"\.\./(\w+)\[(\d+)\]", each.get(attribute, "../x[0]"))
                    assert where is not None
                    if attribute in each.attrib:
                        assert int(where[2]) < places[where[1]]


def test_names_are_used_once_and_numbers_are_what_its_readers_take(
    everything: dict[str, Written],
) -> None:
    for found in everything.values():
        ids = [each.get("id") for each in core(found) if each.get("id")]
        assert len(ids) == len(set(ids))
        for name, content in found.files.items():
            if name.endswith(("nml", "xml")):
                text = content.decode()
                assert not re.search(r'="[^"]*e\+', text)
                assert not re.search(r"=\"\d+\.[a-zA-Z]", text)
                assert "µ" not in "".join(re.findall(r'="[^"]*"', text))


def test_every_cell_stands_once_in_the_list_of_what_fires(everything: dict[str, Written]) -> None:
    for found in everything.values():
        run = ET.fromstring(found.files["LEMS_circuit.xml"])
        selected = [each.get("select") for each in run.iter("EventSelection")]
        listed = json.loads(found.files["spikes.json"])
        assert len(selected) == len(set(selected)) == len(listed) == len(found.spikes)


def test_values_come_from_the_circuit() -> None:
    cell = component(of(driven("lif_current", 300, c_m=200, tau_m=25, t_ref=3)), "iafRefCell")
    assert float(cell.attrib["C"].removesuffix("pF")) == pytest.approx(200)
    assert float(cell.attrib["leakConductance"].removesuffix("nS")) == pytest.approx(8)
    assert float(cell.attrib["refract"].removesuffix("ms")) == pytest.approx(3)
    pulse = component(of(driven("lif_current", 300)), "pulseGenerator")
    assert pulse.attrib["amplitude"] == "300pA"
    assert pulse.attrib["duration"] == "160ms"


def test_densities_times_the_surface_are_the_conductances() -> None:
    found = of(driven("hh_traub_miles", 300, g_na=12_345.0))
    ends = [component(found, name) for name in ("proximal", "distal")]
    side = float(ends[0].attrib["diameter"])
    assert float(ends[1].attrib["y"]) == side
    sodium = [
        float(each.attrib["condDensity"].split()[0])
        for each in core(found).iter(f"{SPACE}channelDensity")
        if each.attrib["ion"] == "na"
    ]
    assert 0.01 * sodium[0] * np.pi * side * side == pytest.approx(12_345.0)


def number(element: ET.Element, name: str) -> float:
    found = re.match(r"[-+.0-9eE]+", element.attrib[name])
    assert found is not None
    return float(found[0])


def test_calcium_enters_by_the_constant_field_and_leaves_its_pool_in_time() -> None:
    c = calcium("hh_traub_miles", 300, "cal", "kca")
    found = of(c)
    side = number(component(found, "distal"), "diameter")
    density = component(found, "channelDensityGHK")
    assert density.attrib["ion"] == "ca"
    plan = compile_circuit(c.model, default_catalog(), settings_of(c.model))
    row = {name: plan.address["cal1", mechanism, name] for mechanism, name in NAMED}
    held = {name: float(plan.state[slots][0]) for name, slots in row.items()}
    # ten times the permeability (cm/s) times the surface (µm²) is what the engine holds
    whole = 10.0 * number(density, "permeability") * np.pi * side * side
    assert whole == pytest.approx(held["permeability"], rel=1e-4)
    pool = component(found, "fixedFactorConcentrationModel")
    assert np.exp(-plan.settings.dt / number(pool, "decayConstant")) == pytest.approx(held["keep"])
    per_pa = number(pool, "rho") * number(pool, "decayConstant") / (np.pi * side * side)
    assert per_pa == pytest.approx(held["gain"])
    assert component(found, "network").attrib["type"] == "networkWithTemperature"
    species = component(found, "species")
    assert species.attrib["concentrationModel"] == pool.attrib["id"]


def test_gates_of_a_warm_cell_have_their_own_rates_and_a_factor() -> None:
    warm, cold = (of(driven("hh_squid", 15, temperature=t)) for t in (16.3, 6.3))
    settings = list(core(warm).iter(f"{SPACE}q10Settings"))
    assert [number(each, "fixedQ10") for each in settings] == pytest.approx([3.0] * 3)
    assert not list(core(cold).iter(f"{SPACE}q10Settings"))
    for tag in ("forwardRate", "reverseRate"):
        pairs = zip(core(warm).iter(SPACE + tag), core(cold).iter(SPACE + tag), strict=True)
        assert all(one.attrib == other.attrib for one, other in pairs)


def test_the_first_release_is_the_weight() -> None:
    found = of(struck("inhibitory_interneuron", "ampa", 8.0, u=0.25, tau_rec=100, tau_fac=50))
    synapse = component(found, "blockingPlasticSynapse")
    assert float(synapse.attrib["gbase"].removesuffix("nS")) == pytest.approx(8.0 / 0.25)
    terminal = component(found, "plasticityMechanism")
    assert terminal.attrib["type"] == "tsodyksMarkramDepFacMechanism"
    assert float(terminal.attrib["tauFac"].removesuffix("ms")) == pytest.approx(50)


def test_magnesium_is_that_of_the_receptor() -> None:
    found = of(struck("adex", "nmda", 60.0, mg=1.5))
    block = component(found, "blockMechanism")
    assert block.attrib["blockConcentration"] == "1.5mM"
    assert float(block.attrib["scalingConc"].removesuffix("mM")) == pytest.approx(3.57)
    assert float(block.attrib["scalingVolt"].removesuffix("mV")) == pytest.approx(1 / 0.062)


def test_cells_that_differ_become_populations_of_their_own() -> None:
    c = cl.Circuit()
    c.add("lif_current", size=3, tau_m=[10.0, 20.0, 10.0])
    found = of(c)
    sizes = [each.get("size") for each in core(found).iter(f"{SPACE}population")]
    assert sorted(sizes) == ["1", "2"]
    assert sorted(found.spikes) == [("lif_current1", k) for k in range(3)]


def test_random_spikes_are_those_that_we_draw() -> None:
    c = cl.Circuit()
    source = c.add("poisson", rate=100)
    c.wire(source, c.add("lif_current"))
    times = [
        float(each.attrib["time"].removesuffix("ms")) for each in core(of(c)).iter(f"{SPACE}spike")
    ]
    assert len(times) == len(cl.simulate(c, f"{LASTING_MS} ms", seed=1).spikes(source))


def test_what_is_left_out_is_told_element_by_element() -> None:
    c = cl.Circuit()
    train, cell = c.add("spike_train"), c.add("excitatory_interneuron", noise=2)
    synapse = c.wire(train, cell)
    c.set(synapse, delay_sd=0.3)
    nmda = next(id for id, e in c.model.elements.items() if e.kind == "nmda")
    drug, note = c.add("ketamine", on=nmda), c.add("note")
    heat = c.add("noise", on=cell)
    told = {each.where for each in of(c).left_out}
    assert {f"{cell}.noise", f"{synapse}.delay_sd", drug, note, heat} <= told
    assert not told & {train, cell, synapse, nmda}


def test_files_are_written_into_a_folder_with_what_is_left_out(tmp_path: Path) -> None:
    c = driven("adex", 800)
    left_out = list(export(Order(c.model, tmp_path / "ü x", duration_ms=50.0)))
    assert [each.where for each in left_out] == ["adex1.v_peak"]
    readme = (tmp_path / "ü x" / "README.txt").read_text(encoding="utf-8")
    assert "adex1.v_peak" in readme
    assert "adex1.v_peak" in (tmp_path / "ü x" / CORE).read_text(encoding="utf-8")


def test_a_stimulus_with_too_many_pulses_is_told() -> None:
    c = driven("lif_current", 10)
    c.set("current_step1", width=0.02, period=0.04, start=0, stop=3_000)
    assert "current_step1" in {each.where for each in of(c, 2_000.0).left_out}
