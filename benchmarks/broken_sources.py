"""What is spoiled: presets with little in them, circuits with all sections, other tools' files."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.mutations import shortened
from benchmarks.neuronify_nodes import LEAKY, edge, node
from circuitlab.api.circuit import Circuit
from circuitlab.exchange.neuroml.export import written
from circuitlab.files import store
from circuitlab.files.serialise import text_of
from circuitlab.model.leaving_out import without

VARIANTS = 5
"""How many shortened forms of each preset are tried."""


def circuits() -> list[bytes]:
    """Return the text of circuit files: presets, and half as many small ones with all sections."""
    chance = random.Random(0)
    found = [
        _part_of(preset.path.read_bytes(), chance, whole=time == 0)
        for preset in store.presets()
        for time in range(VARIANTS)
    ]
    return [*found, *small_circuits() * 10]


def _part_of(content: bytes, chance: random.Random, whole: bool) -> bytes:
    """Return a preset with few experiments, and but for `whole` with few elements."""
    content = shortened(content, chance, most=1)
    if whole:
        return content
    found = store.load_text(content.decode()).circuit
    assert found is not None
    gone = chance.sample(list(found.elements), 2 * len(found.elements) // 3)
    return text_of(without(found, gone)).encode()


def small_circuits() -> list[bytes]:
    """Return the text of small circuits that have between them all sections of a file."""
    with_sections = _compared(), _lecture(), _recorded(), _in_german()
    return [text.encode() for text in (_by_pairs(), _by_rule(), _channels(), *with_sections)]


def _by_pairs() -> str:
    c = Circuit()
    first, second = c.add("lif_conductance", size=5), c.add("hh_squid", size=4)
    c.connect(
        first,
        second,
        receptor="ampa",
        pre=np.array([0, 1, 2]),
        post=np.array([1, 2, 3]),
        weight=np.array([1.0, 2.0, 3.0]),
        delay=np.array([1.0, 2.0, 1.0]),
    )
    c.add("current_step", on=first, amplitude=300, start=0, stop=5)
    return text_of(c.model)


def _by_rule() -> str:
    c = Circuit()
    source, cells = c.add("poisson", rate=800, size=6), c.add("adex", size=4)
    synapse = c.wire(source, cells)
    c.set(synapse, rule="probability", probability=0.5)
    back = c.wire(cells, cells)
    c.set(back, rule="in_degree", degree=2)
    return text_of(c.model)


def _channels() -> str:
    c = Circuit()
    fibre, cell = c.add("nociceptor_c"), c.add("projection_neuron")
    c.wire(fibre, cell)
    c.add("heat", on=fibre, temperature="46 degC", start="0 s", stop="1 s")
    c.add("nav18", on=fibre)
    other = c.add("hh_squid")
    c.couple(other, c.add("hh_squid"), g=1.0)
    c.add("raster", on=cell)
    return text_of(c.model)


def _content() -> tuple[dict[str, Any], list[str]]:
    content = json.loads(_channels())
    return content, [each["id"] for each in content["elements"]]


def _compared() -> str:
    content, ids = _content()
    content["states"] = [
        {"id": "as_drawn", "name": "Healthy", "symbol": "circle"},
        {
            "id": "hot",
            "name": "Hotter",
            "symbol": "square",
            "set": {"heat1.temperature": "48 °C"},
            "mute": [ids[1]],
            "note": "with a note",
            "timeline": [{"at": 2, "set": {"heat1.temperature": 40}}],
        },
    ]
    content["experiments"] = {
        "heat": {"for": "8 ms", "set": {"heat1.temperature": 47}},
        "days": {"days": 2, "probe": "5 ms", "every": "12 h"},
        "cut": {"for": 5, "without": ["heat1"], "seeds": [1, 2]},
    }
    claim = {"id": "a", "measure": "rate_hz", "experiment": "heat", "args": {"element": ids[0]}}
    content["claims"] = [{**claim, "expected": {"at_least": 0}}]
    return json.dumps(content)


def _lecture() -> str:
    content, ids = _content()
    step = {"id": "one", "title": "First", "text": "Look", "watch": ids[:1], "speed": 0.5}
    content["scenario"] = [
        {**step, "camera": {"fit": ids[:2]}, "set": {"heat1.temperature": 45}},
        {"id": "two", "wait": {"state": f"{ids[0]}.v", "above": -20}, "traces": [f"{ids[0]}.v"]},
        {
            "id": "three",
            "question": {"text": "What?", "choices": ["a", "b"], "answer": 1, "shows": "This"},
            "starts": {"heat1": "2 ms"},
        },
        {
            "id": "four",
            "question": {
                "text": "Draw",
                "draw": {"element": ids[0], "state": "v"},
                "window": [0, "50 ms"],
                "range": [-90, 50],
            },
        },
    ]
    drive = {"set": "heat1.temperature", "from": 30, "to": 50}
    content["pins"] = [
        {"id": "heat", "title": "Heat", "drives": [drive], "x": 0.1, "y": 0.9},
        {"id": "off", "sort": "switch", "drives": [drive]},
    ]
    content["shown"] = ["heat1.temperature", f"{ids[0]}.v"]
    return json.dumps(content)


def _recorded() -> str:
    content, cell = _content()[0], "projection_neuron1"
    times, values = [0.0, 1.0, 2.0, 3.0], [-65.0, -60.0, 20.0, -65.0]
    content["recordings"] = [
        {"id": "cell", "element": cell, "state": "v", "times": times, "values": values},
        {"id": "events", "element": cell, "state": "v", "spikes": [1.0, 2.5], "shift": 2.0},
    ]
    content["timeline"] = [{"at": "2 ms", "set": {"heat1.temperature": 44}, "label": "warmer"}]
    return json.dumps(content)


def _in_german() -> str:
    content, _ids = _content()
    names = ("Schmerzfaser Fußsohle", "Übertragung größer", "Wärme äöüß", "Zelle „Projektion“")
    for name, each in zip(names, content["elements"], strict=False):
        each["label"] = name
    return json.dumps(content | {"title": "Wie Schmerz entsteht", "caption": "Für die Vorlesung"})


def neuroml() -> list[bytes]:
    """Return NeuroML files, as we and as others write them."""
    made = [_neuroml_of(circuit) for circuit in _for_neuroml()]
    return [*made, *(path.read_bytes() for path in _foreign(".nml"))]


def _for_neuroml() -> Iterator[Circuit]:
    for kind, amplitude in (("lif_conductance", 300), ("adex", 500), ("hh_squid", 20)):
        c = Circuit()
        cell = c.add(kind)
        c.add("current_step", on=cell, amplitude=amplitude, start=1, stop=5)
        yield c
    c = Circuit()
    train, cells = c.add("spike_train", times=[1, 2, 3]), c.add("lif_conductance", size=3)
    c.connect(train, cells, receptor="ampa", pre=[0, 0], post=[0, 2], weight=[5.0, 6.0])
    pairs = {"pre": [0, 1], "post": [1, 2], "delay": [1, 2]}
    c.connect(cells, cells, receptor="exp_conductance", weight=2.0, **pairs)
    yield c


def _neuroml_of(circuit: Circuit) -> bytes:
    return written(circuit.model, 20.0, 1).files["circuit.nml"]


def _foreign(ending: str) -> list[Path]:
    """Return files of other programs that lie among the tests'."""
    return sorted((Path(__file__).parent.parent / "tests").rglob(f"*{ending}"))


def neuronify() -> list[bytes]:
    """Return files of Neuronify, of each version."""
    nodes = [node(f"neurons/{name}Neuron", 10, 20, LEAKY) for name in ("Leaky", "Adaptation")]
    nodes += [
        node("generators/CurrentClamp", 10, 20, {"currentOutput": 3e-10}),
        node("meters/Voltmeter", 10, 20),
        node("sensors/RegularSpikeGenerator", 10, 20),
        node("annotations/Note", 10, 20, text="a note"),
        node("generators/PoissonGenerator", 10, 20, {"rate": 100}),
        node("meters/SpikeDetector", 10, 20),
    ]
    edges = [
        edge("Edge", 2, 0),
        edge("edges/CurrentSynapse", 0, 1, maximumCurrent=2e-9, tau=0.003),
        edge("edges/ImmediateFireSynapse", 4, 1),
        edge("MeterEdge", 3, 0),
        edge("edges/CurrentSynapse", 6, 0, delay=0.004, alphaFunction=True),
    ]
    whole = {"nodes": nodes, "edges": edges}
    return [json.dumps({"fileFormatVersion": number, **whole}).encode() for number in (2, 3, 4)]


def tables() -> list[bytes]:
    """Return recordings as text, in several dialects."""
    rows = "\n".join(f"{t / 10},{np.sin(t):.4f},{t}" for t in range(30))
    spaced = "\n".join(f"0,{t:03d};-6{t % 10},5" for t in range(30))
    return [
        f"time_ms,v_mV,i_pA\n{rows}\n".encode(),
        f"t;V\ns;mV\n{spaced}\n".encode(),
        b"spike times (ms)\n1\n5\n9.5\n",
        b'ATF\t1.0\n2\t2\n"Comment=x"\n"Time (s)"\t"Vm (mV)"\n0\t-60\n0.1\t-61\n0.2\t-60\n',
        b"Vm (mV)\n1,5\n2,5\n3,5\n",
    ]


def nwb(folder: Path) -> list[bytes]:
    """Return NWB files, which are written to a folder first."""
    from circuitlab.exchange.extras import library

    pynwb = library("pynwb", "nwb")

    path = folder / "source.nwb"
    file = pynwb.NWBFile("a cell", "1", datetime(2020, 1, 1, tzinfo=UTC), keywords=["patch"])
    rate = {"rate": 1000.0, "starting_time": 5.0}
    vm = {"data": np.arange(50), "unit": "volts", "conversion": 1e-3, "offset": -0.07}
    file.add_acquisition(pynwb.TimeSeries(name="Vm", **vm, **rate))
    given = np.repeat([0.0, 2e-10, 0.0], [20, 15, 15])
    file.add_stimulus(pynwb.TimeSeries(name="I", data=given, unit="amperes", **rate))
    uneven = {"data": [1.0, 2.0], "timestamps": [0.1, 0.3], "unit": "volts"}
    file.add_acquisition(pynwb.TimeSeries(name="uneven", **uneven))
    file.add_unit(spike_times=[0.1, 0.25])
    with pynwb.NWBHDF5IO(str(path), "w") as io:
        io.write(file)
    return [path.read_bytes()]
