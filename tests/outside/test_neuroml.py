"""Circuits as NeuroML, before jNeuroML: valid, without warnings, and the same spikes."""

import json
import re
import subprocess
import zipfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pyneuroml
import pytest
from neuroml_circuits import CIRCUITS, LASTING_MS

import circuitlab as cl
from circuitlab.exchange.neuroml.export import export
from circuitlab.exchange.order import Order

JAR = next((Path(pyneuroml.__file__).parent / "lib").glob("jNeuroML-*.jar"))
Trains = dict[tuple[str, int], list[float]]


def jneuroml(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["java", "-jar", str(JAR), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def spikes(folder: Path, step: float | None = None) -> Trains:
    """Trains (ms) that jNeuroML finds, by its own step or by another."""
    file = folder / "LEMS_circuit.xml"
    if step is not None:
        file.write_text(re.sub(r'step="[^"]*"', f'step="{step}ms"', file.read_text()))
    said = jneuroml(folder, file.name, "-nogui")
    assert (folder / "spikes.dat").exists(), said[-2_000:]
    keys = [tuple(key) for key in json.loads((folder / "spikes.json").read_text())]
    found: Trains = defaultdict(list)
    for line in (folder / "spikes.dat").read_text().splitlines():
        number, time = line.split()
        found[keys[int(number)]].append(1e3 * float(time))
    return found


def ours(run: cl.Run, id: str, cell: int) -> np.ndarray:
    train = run.spikes(id)
    return train if isinstance(train, np.ndarray) else train[1][train[0] == cell]


def farthest(run: cl.Run, theirs: Trains) -> float:
    """Greatest distance (ms) of two spikes of the same number; the trains are equally long."""
    worst = 0.0
    for id in run.firing:
        for cell in range(run.size(id)):
            mine, other = ours(run, id, cell), np.sort(theirs.get((id, cell), []))
            assert len(mine) == len(other), (id, cell)
            worst = max(worst, float(np.abs(mine - other).max(initial=0.0)))
    return worst


@pytest.mark.parametrize("name", CIRCUITS)
def test_jneuroml_finds_as_many_spikes(name: str, tmp_path: Path) -> None:
    circuit = CIRCUITS[name]()
    list(export(Order(circuit.model, tmp_path, duration_ms=LASTING_MS, seed=1)))
    said = jneuroml(tmp_path, "-validate", "circuit.nml")
    assert "All valid and no warnings" in said, said[-2_000:]
    run = cl.simulate(circuit, f"{LASTING_MS} ms", seed=1)
    assert farthest(run, spikes(tmp_path)) < 1.5


@pytest.mark.parametrize("name", ["squid axon", "tiring"])
def test_differences_shrink_with_the_step(name: str, tmp_path: Path) -> None:
    circuit = CIRCUITS[name]()
    list(export(Order(circuit.model, tmp_path, duration_ms=LASTING_MS, seed=1)))
    run = cl.simulate(circuit, f"{LASTING_MS} ms", seed=1, dt=0.005)
    coarse, fine = (farthest(run, spikes(tmp_path, step)) for step in (0.005, 0.00125))
    assert fine < 0.5 * coarse


WRAPPED = """<Lems><Target component="sim"/>
<Include file="Cells.xml"/><Include file="Networks.xml"/>
<Include file="Inputs.xml"/><Include file="Synapses.xml"/><Include file="PyNN.xml"/>
<Include file="Simulation.xml"/><Include file="{file}"/>
<Simulation id="sim" length="300ms" step="0.002ms" target="{network}">
<EventOutputFile id="e" fileName="spikes.dat" format="ID_TIME">{cells}</EventOutputFile>
</Simulation></Lems>"""
SHIPPED = (
    "NML2_SingleCompHHCell.nml",
    "NML2_InstanceBasedNetwork.nml",
    "NML2_GapJunctions.nml",
    "NML2_AnalogSynapsesHH.nml",
)


def shipped(name: str, folder: Path) -> Path:
    with zipfile.ZipFile(JAR) as jar:
        for each in jar.namelist():
            if each.startswith("examples/") and each.endswith(".nml"):
                (folder / Path(each).name).write_bytes(jar.read(each))
    return folder / name


def populations(path: Path) -> tuple[str, list[str]]:
    """The first network of a file, and its cells in order."""
    network = next(
        each for each in ET.parse(path).getroot().iter() if each.tag.endswith("}network")
    )
    cells = []
    for each in network:
        if each.tag.endswith("}population"):
            size = int(each.get("size", 0)) or sum(
                1 for one in each if one.tag.endswith("instance")
            )
            form = "{0}/{1}/{2}" if each.get("type") == "populationList" else "{0}[{1}]"
            cells += [form.format(each.get("id"), k, each.get("component")) for k in range(size)]
    return network.get("id", ""), cells


@pytest.mark.parametrize("name", SHIPPED)
def test_files_that_come_with_jneuroml_fire_as_often_here(name: str, tmp_path: Path) -> None:
    path = shipped(name, tmp_path)
    network, cells = populations(path)
    ports = "".join(
        f'<EventSelection id="{k}" select="{cell}" eventPort="spike"/>'
        for k, cell in enumerate(cells)
    )
    wrapped = WRAPPED.format(file=name, network=network, cells=ports)
    (tmp_path / "LEMS_wrapped.xml").write_text(wrapped)
    said = jneuroml(tmp_path, "LEMS_wrapped.xml", "-nogui")
    assert (tmp_path / "spikes.dat").exists(), said[-2_000:]
    theirs = len((tmp_path / "spikes.dat").read_text().splitlines())
    run = cl.simulate(cl.load(path), "300 ms", seed=1)
    mine = sum(len(ours(run, id, cell)) for id in run.firing for cell in range(run.size(id)))
    assert mine == theirs
    assert mine > 0
