"""What the files of an exported circuit hold: the circuit, own types, a run, a text to read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml import own_types
from circuitlab.exchange.neuroml.document import Document, text_of
from circuitlab.exchange.neuroml.simulation_file import LemsRun, lems_file
from circuitlab.resources import _

CORE, OWN, RUN = "circuit.nml", "circuit_own_types.xml", "LEMS_circuit.xml"


def files_of(document: Document, network: ET.Element, run: LemsRun, notes: str) -> dict[str, bytes]:
    """Name of each file → what it holds."""
    own = bool(document.own)
    core = document.whole("circuit", notes, None if own else network)
    files = {CORE: text_of(core)}
    if own:
        files[OWN] = text_of(_own_file(document, network))
    files[RUN] = text_of(lems_file("network", list(files), run))
    files["README.txt"] = _readme(notes, own=own).encode("utf-8")
    return files


def _own_file(document: Document, network: ET.Element) -> ET.Element:
    root = ET.Element("Lems")
    root.extend(own_types.in_order(document.own_types.values()))
    root.extend(document.own)
    root.append(network)
    return root


def _readme(notes: str, *, own: bool) -> str:
    lines = [
        notes,
        "",
        _("Files"),
        _("circuit.nml: cells, synapses and inputs, and the network of them."),
        _("LEMS_circuit.xml: a run of it; “pynml LEMS_circuit.xml -nogui” carries it out."),
        _("spikes.json: for each number in spikes.dat, the element and the index of its cell."),
    ]
    if own:
        lines.insert(4, _("circuit_own_types.xml: types that NeuroML has not, and the network."))
    return "\n".join((*lines, ""))
