"""NeuroML files read: components by their ids, with what they include, within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from circuitlab.catalog.words import Problem
from circuitlab.exchange.neuroml.warmth import settle
from circuitlab.exchange.order import Told, unheard
from circuitlab.files.parse import read_text
from circuitlab.resources import _

MOST_CHARACTERS = 64_000_000
MOST_FILES = 200
_PIECE = 100_000
"""Characters that are read at once: others may work in between."""
_CORE = frozenset(
    f"{name}.xml"
    for name in (
        *("NeuroMLCoreDimensions", "NeuroMLCoreCompTypes", "NeuroML2CoreTypes", "Simulation"),
        *("Cells", "Channels", "Synapses", "Inputs", "Networks", "PyNN"),
    )
)
"""Files of NeuroML's own types, which its simulators bring: they are known here without them."""
_DECLARED = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass
class NeuromlFiles:
    """What a file and those that it includes hold.

    Attributes
    ----------
    components : by id, each with a tag without its namespace
    networks : in order
    missed : includes that were not read, each with the reason
    """

    components: dict[str, ET.Element] = field(default_factory=dict)
    networks: list[ET.Element] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    told: Told = unheard


def read(path: Path, told: Told = unheard) -> NeuromlFiles | Problem:
    """Read a NeuroML file and what it includes beside it, or say why it is none."""
    found = NeuromlFiles(told=told)
    problem = _read_into(found, path, path.resolve().parent)
    if problem is not None:
        return problem
    settle(found.components.values(), found.networks)
    return found


def parsed(path: Path, told: Told = unheard) -> ET.Element | Problem:
    """The root of an XML file, without namespaces; files that declare entities are refused."""
    text = read_text(path)
    if isinstance(text, Problem):
        return text
    if len(text) > MOST_CHARACTERS:
        what = _("The file is longer than {most} characters").format(most=MOST_CHARACTERS)
        return Problem("", what, _("choose a smaller one"))
    if _DECLARED.search(text):
        what = _("The file declares entities or a document type, which is not read")
        return Problem("", what, _("take the declaration out"))
    try:
        root = _tree(text, told)
    except (ET.ParseError, ValueError, RecursionError) as error:
        return Problem("", _("This is not XML: {why}").format(why=error), _("choose another file"))
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def _tree(text: str, told: Told) -> ET.Element:
    parser: ET.XMLParser[ET.Element] = ET.XMLParser()
    for start in range(0, len(text), _PIECE):
        parser.feed(text[start : start + _PIECE])
        told(start / len(text))
    return parser.close()


def _read_into(found: NeuromlFiles, path: Path, folder: Path) -> Problem | None:
    found.seen.add(path.resolve())
    root = parsed(path, found.told)
    if isinstance(root, Problem):
        return root
    if root.tag not in ("neuroml", "Lems"):
        what = _("This is no NeuroML: the file begins with “{tag}”").format(tag=root.tag)
        return Problem("", what, _("choose a file that ends in .nml"))
    for element in root:
        if element.tag in ("include", "Include"):
            _include(found, element.get("href", element.get("file", "")), folder)
        elif element.tag == "network":
            found.networks.append(element)
        elif "id" in element.attrib:
            found.components.setdefault(element.attrib["id"], element)
    return None


def _include(found: NeuromlFiles, name: str, folder: Path) -> None:
    """Read a file beside the first one; others are missed, and said to be."""
    path = (folder / name).resolve()
    if path in found.seen or (Path(name).name in _CORE and not path.is_file()):
        return
    if not name or not path.is_relative_to(folder):
        found.missed.append((name, _("it does not lie beside the file")))
    elif not path.is_file():
        found.missed.append((name, _("there is no such file")))
    elif len(found.seen) >= MOST_FILES:
        found.missed.append((name, _("there are too many included files")))
    elif isinstance(problem := _read_into(found, path, folder), Problem):
        found.missed.append((name, str(problem)))


def children(element: ET.Element, *tags: str) -> Iterator[ET.Element]:
    """Children with one of these tags."""
    return (child for child in element if child.tag in tags)
