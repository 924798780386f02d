"""The text of a circuit file: stable, and easy to compare line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from circuitlab.files.entries import ENTRIES
from circuitlab.files.packed_arrays import KEY, packed
from circuitlab.files.plain_numbers import plain_number
from circuitlab.files.schema import FORMAT, VERSION
from circuitlab.model.circuit import DOCUMENT_DEFAULTS, Circuit
from circuitlab.model.element import Element, Link
from circuitlab.model.frozen import Array
from circuitlab.model.run_settings import RUN_SETTINGS

Kept = Callable[[Array], str]
WIDTH = 100
_INDENT = "  "
_HEAD = ("title", "caption", "article", "gallery", *RUN_SETTINGS, "backdrop", "origin")
_ALWAYS = ("title", "seed")
_TAIL = (
    "timeline",
    "experiments",
    "claims",
    "scenario",
    "states",
    "pins",
    "shown",
    "recordings",
    "view",
)


def text_of(circuit: Circuit) -> str:
    """Return a circuit as the text of its file; the same circuit gives the same text."""
    return text_of_content(content_of(circuit))


def text_of_content(content: Mapping[str, Any]) -> str:
    """Return the text of a file with this content."""
    return "".join([*_pretty(content, "", broken=True), "\n"])


def content_of(circuit: Circuit) -> dict[str, Any]:
    """Return a circuit as plain values in the order in which a file holds them."""
    blocks: dict[str, Any] = {}
    kept = _packing_into(blocks)
    fields = {
        name: _plain(value, kept)
        for name, value in circuit.document.items()
        if name in _ALWAYS or value != DOCUMENT_DEFAULTS[name]
    }
    other = fields.pop("other", {})
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    content |= {name: fields[name] for name in _HEAD if name in fields}
    content["elements"] = [_element(element, kept) for element in circuit.elements.values()]
    content["links"] = [_link(link) for link in circuit.links.values()]
    content |= {name: fields[name] for name in _TAIL if name in fields}
    content |= other
    return {**content, "blobs": blocks} if blocks else content


def plain(value: object) -> tuple[Any, dict[str, Any]]:
    """Return a value of the document as JSON holds it, and the blocks of its arrays."""
    blocks: dict[str, Any] = {}
    return _plain(value, _packing_into(blocks)), blocks


def plain_by(value: object, kept: Kept) -> Any:
    """Return an element or a value of the document as JSON holds it.

    Parameters
    ----------
    kept
        Keeps an array and returns the key that stands for it.
    """
    return _element(value, kept) if isinstance(value, Element) else _plain(value, kept)


def entry_of(part: Element | Link) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the entry of an element or a link, and the blocks of its arrays."""
    blocks: dict[str, Any] = {}
    kept = _packing_into(blocks)
    return (_element(part, kept) if isinstance(part, Element) else _link(part)), blocks


def _packing_into(blocks: dict[str, Any]) -> Kept:
    def kept(array: Array) -> str:
        key, blocks[key] = packed(array)
        return key

    return kept


def _element(element: Element, kept: Kept) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": element.id, "kind": element.kind}
    if element.label:
        entry["label"] = element.label
    entry |= {"x": _plain(element.x, kept), "y": _plain(element.y, kept)}
    if element.params:
        entry["params"] = _plain(element.params, kept)
    if element.muted:
        entry["muted"] = True
    return entry


def _link(link: Link) -> dict[str, str]:
    return {"source": link.source, "target": link.target, "role": link.role.value}


def _plain(value: object, kept: Kept) -> Any:
    """Return a frozen value as JSON holds it; arrays become keys."""
    if isinstance(value, Array):
        return {KEY: kept(value)}
    if type(value) in ENTRIES:
        return _plain(ENTRIES[type(value)](value), kept)
    if isinstance(value, Mapping):
        return {name: _plain(inner, kept) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner, kept) for inner in value]
    return plain_number(value) if isinstance(value, float) else value


def _is_long(value: Any) -> bool:
    """Return whether an object fits on no line: a text in it, which may be an array, is longer."""
    if not isinstance(value, dict):
        return False
    return any(_is_long(v) or (isinstance(v, str) and len(v) > WIDTH) for v in value.values())


def _pretty(value: Any, indent: str, broken: bool = False) -> Iterator[str]:
    """Pieces of JSON with whatever fits on a line on one line: arrays are long, and copied once."""
    if not (broken or _is_long(value)) or not value:
        flat = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if len(indent) + len(flat) <= WIDTH or not isinstance(value, dict | list) or not value:
            yield flat
            return
    if isinstance(value, dict):
        names = [f"{json.dumps(name, ensure_ascii=False)}: " for name in value]
        yield from _lines("{}", names, value.values(), indent)
    elif all(isinstance(entry, int | float) for entry in value):
        yield json.dumps(value, ensure_ascii=False, allow_nan=False)
    else:
        yield from _lines("[]", [""] * len(value), value, indent)


def _lines(
    brackets: str, names: Sequence[str], values: Iterable[Any], indent: str
) -> Iterator[str]:
    """Pieces of an object or a list, each entry on lines of its own."""
    inner = indent + _INDENT
    yield brackets[0] + "\n"
    for number, (name, value) in enumerate(zip(names, values, strict=True)):
        yield (",\n" if number else "") + inner + name
        yield from _pretty(value, inner)
    yield "\n" + indent + brackets[1]
