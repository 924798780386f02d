"""A circuit as a snapshot and the edits since: what outlives a program that is killed.

A snapshot is a circuit's content as a file holds it. A record, one line, says what stands after an
edit where it changed something; read in their order over the snapshot, records give the circuit
with its last edit. A last line that was not written whole says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from circuitlab.files.packed_arrays import KEY, keys_in
from circuitlab.files.serialise import content_of, entry_of, plain
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Key
from circuitlab.model.element import DOCUMENT, Element, Link

Content = dict[str, Any]


def snapshot_of(circuit: Circuit) -> str:
    """Return a circuit as the text of a snapshot."""
    return json.dumps(content_of(circuit), ensure_ascii=True)


class Records:
    """Makes records of edits; an array is written with the first record that needs it.

    Parameters
    ----------
    known : iterable of str
        Keys of the arrays that stand in the snapshot.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = set(known)

    def line(self, after: Mapping[Key, Any]) -> str:
        """Return the record of what stands after an edit, by key; None where nothing is left."""
        elements: Content = {}
        links: list[tuple[str, str, Any]] = []
        fields: Content = {}
        blobs: Content = {}
        for key, value in after.items():
            entry = None if value is None else _entry(value, blobs)
            if isinstance(key, str):
                elements[key] = entry
            elif key[0] == DOCUMENT:
                fields[key[1]] = entry
            else:
                links.append((*key, entry))
        new = {key: block for key, block in blobs.items() if key not in self._known}
        self._known |= new.keys()
        parts = {"elements": elements, "links": links, "fields": fields, "blobs": new}
        return json.dumps({name: part for name, part in parts.items() if part}) + "\n"


def arrays_in(snapshot: str) -> set[str]:
    """Return the keys of a snapshot's arrays."""
    return set(json.loads(snapshot).get("blobs", {})) if f'"{KEY}"' in snapshot else set()


def folded(snapshot: str, records: str) -> tuple[Content, int]:
    """Return the content of the circuit after its last whole record, and how many there are.

    Raises
    ------
    ValueError
        If the snapshot is none.
    """
    content = json.loads(snapshot)
    if not isinstance(content, dict):
        raise ValueError("a snapshot is an object")
    elements = {entry["id"]: entry for entry in content.get("elements", ())}
    links = {(each["source"], each["target"]): each for each in content.get("links", ())}
    ranks = {key: rank for rank, key in enumerate((*elements, *links))}
    number = 0
    for record in _whole(records):
        _lay(record, content, elements, links)
        for key in (*elements, *links):
            ranks.setdefault(key, len(ranks))
        number += 1
    content["elements"] = [elements[id] for id in sorted(elements, key=ranks.__getitem__)]
    content["links"] = [links[pair] for pair in sorted(links, key=ranks.__getitem__)]
    return _with_used_arrays(content), number


def _with_used_arrays(content: Content) -> Content:
    """Return a circuit's content without the arrays that only earlier edits needed."""
    blobs = content.pop("blobs", {})
    used = set(keys_in(content)) if blobs else set()
    kept = {key: block for key, block in blobs.items() if key in used}
    return {**content, "blobs": kept} if kept else content


def _entry(value: Any, blobs: Content) -> Any:
    entry, found = entry_of(value) if isinstance(value, Element | Link) else plain(value)
    blobs |= found
    return entry


def _whole(records: str) -> Iterable[Content]:
    """Yield the records up to the first that is not whole."""
    for line in records.split("\n")[:-1]:
        try:
            record = json.loads(line)
        except ValueError:
            return
        if not isinstance(record, dict):
            return
        yield record


def _lay(
    record: Content, content: Content, elements: Content, links: dict[tuple[str, str], Any]
) -> None:
    """Put what a record says over what stood there."""
    for id, entry in record.get("elements", {}).items():
        _put(elements, id, entry)
    for source, target, entry in record.get("links", ()):
        _put(links, (source, target), entry)
    for name, value in record.get("fields", {}).items():
        content.update(value) if name == "other" else _put(content, name, value)
    if record.get("blobs"):
        content["blobs"] = {**content.get("blobs", {}), **record["blobs"]}


def _put(where: dict[Any, Any], key: Any, entry: Any) -> None:
    if entry is None:
        where.pop(key, None)
    else:
        where[key] = entry
