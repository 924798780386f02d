"""A NeuroML document in the making: components in the order that its schema asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.numbers import Ids

VERSION = "2.3.1"
_HEAD: Mapping[str, str] = MappingProxyType(
    {
        "xmlns": "http://www.neuroml.org/schema/neuroml2",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": "http://www.neuroml.org/schema/neuroml2 "
        "https://raw.githubusercontent.com/NeuroML/NeuroML2/master/Schemas/NeuroML2/"
        f"NeuroML_v{VERSION}.xsd",
    }
)
_ORDER = (
    "notes",
    "ionChannelHH",
    "fixedFactorConcentrationModel",
    "expOneSynapse",
    "expTwoSynapse",
    "blockingPlasticSynapse",
    "gapJunction",
    "cell",
    "iafCell",
    "iafRefCell",
    "izhikevich2007Cell",
    "adExIaFCell",
    "pulseGenerator",
    "sineGenerator",
    "rampGenerator",
    "spikeArray",
    "IF_curr_exp",
    "IF_cond_exp",
    "EIF_cond_exp_isfa_ista",
    "expCurrSynapse",
    "network",
    "ComponentType",
)
"""Elements of a document, in the order of the schema."""


class Document:
    """Components that a network is made of.

    Attributes
    ----------
    ids : names that are taken
    own_types, own : component types that NeuroML has not, and components of them; they stand in a
        LEMS file beside, as no NeuroML file may hold them
    is_warm : whether something in it asks for a temperature
    """

    def __init__(self) -> None:
        self.ids = Ids()
        self._core: list[ET.Element] = []
        self.own_types: dict[str, ET.Element] = {}
        self.own: list[ET.Element] = []
        self._known: dict[bytes, str] = {}
        self.is_warm = False

    def add(self, element: ET.Element, *name: object) -> str:
        """Add a component under a new name, or return that of one that is alike."""
        return self._added(element, self._core, *name)

    def add_own(self, element: ET.Element, type: ET.Element, *name: object) -> str:
        """The same for a component of a type of our own."""
        self.own_types.setdefault(type.get("name", ""), type)
        return self._added(element, self.own, *name)

    def _added(self, element: ET.Element, place: list[ET.Element], *name: object) -> str:
        content = ET.tostring(element)
        if content not in self._known:
            self._known[content] = self.ids.new(*name)
            element.attrib = {"id": self._known[content], **element.attrib}
            place.append(element)
        return self._known[content]

    def warm(self) -> None:
        """Give the network a temperature."""
        self.is_warm = True

    def add_type(self, type: ET.Element) -> str:
        """Add a component type that a NeuroML file may hold, named by what is in it."""
        content = ET.tostring(type)
        if content not in self._known:
            self._known[content] = self.ids.new("rate")
            type.set("name", self._known[content])
            self._core.append(type)
        return self._known[content]

    def whole(self, id: str, notes: str, network: ET.Element | None) -> ET.Element:
        """The document, with the network where all of it is NeuroML's own."""
        root = ET.Element("neuroml", {**_HEAD, "id": id})
        ET.SubElement(root, "notes").text = notes
        parts = [*self._core, *([] if network is None else [network])]
        root.extend(sorted(parts, key=lambda part: _ORDER.index(part.tag)))
        return root


def made(
    tag: str, attributes: Mapping[str, str], children: Iterable[ET.Element] = ()
) -> ET.Element:
    """An element with its children."""
    element = ET.Element(tag, dict(attributes))
    element.extend(children)
    return element


def text_of(root: ET.Element) -> bytes:
    """A document as its file holds it."""
    ET.indent(root, "  ")
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"
