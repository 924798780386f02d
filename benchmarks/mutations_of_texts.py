"""Other programs' files spoiled: markup, tables of numbers, and containers of bytes."""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from benchmarks.mutations import BITS, mutated

Chance = random.Random
QUANTITIES = (
    *("-65mV", "1 nS", "0.1per_ms", "nan mV", "1e999 mV", "", "5", "5 parsec", "-1e300 nA", "inf"),
    *("0", "1e-320 ms", "é", "x" * 5000, "10**9", "3 4", "1,5 mV", "0 ms", "-5 ms", "{0}"),
)
TAGS = (
    *("iafCell", "iafRefCell", "izhikevichCell", "expOneSynapse", "population", "projection"),
    *("connection", "pulseGenerator", "spikeArray", "network", "cell", "ionChannelHH", "segment"),
    *("gateHHrates", "include", "ComponentType", "nothing", "alphaSynapse", "electricalProjection"),
)
NUMBERS = (
    *("nan", "inf", "-inf", "1e400", "", "abc", "1,5", "0x10", "1e-400", "-0", "1_0", "½"),
    "9" * 400,
)
LINES = (
    *("", "# x", "t,v", "1", "1,2,3,4,5", "\x00", "a" * 10_000, '"1","2"', "1;2", "\ufeff"),
    "nan,nan",
)


def spoiled_markup(source: bytes, chance: Chance) -> tuple[bytes, str]:
    """Return an XML file with something wrong in it, and what."""
    if chance.random() < 0.2:
        return _bytes_changed(source, chance), "bytes"
    root = ET.fromstring(source)
    made = []
    for _time in range(chance.choice((1, 1, 2, 2, 4))):
        change = chance.choice(_OF_MARKUP)
        change(root, chance)
        made.append(change.__name__.strip("_"))
    try:
        return ET.tostring(root, "utf-8", "xml"), " + ".join(made)
    except (TypeError, ValueError, RecursionError):
        return _bytes_changed(source, chance), "bytes"


def _pairs(root: ET.Element) -> list[tuple[ET.Element, ET.Element]]:
    return [(parent, child) for parent in root.iter() for child in parent]


def _with_attribute(root: ET.Element, chance: Chance) -> tuple[ET.Element, str]:
    found = [(each, name) for each in root.iter() for name in each.attrib]
    return chance.choice(found) if found else (root, "id")


def _value_changed(root: ET.Element, chance: Chance) -> None:
    one, name = _with_attribute(root, chance)
    one.set(name, chance.choice(QUANTITIES))


def _value_nudged(root: ET.Element, chance: Chance) -> None:
    one, name = _with_attribute(root, chance)
    by = chance.choice(("0", "-1", "1e9", "1e-9", "7", "100000"))
    one.set(name, re.sub(r"[-+.\de]*\d", by, one.get(name, ""), count=1))


def _value_swapped(root: ET.Element, chance: Chance) -> None:
    one, name = _with_attribute(root, chance)
    other, theirs = _with_attribute(root, chance)
    one.set(name, other.get(theirs, ""))


def _attribute_gone(root: ET.Element, chance: Chance) -> None:
    one, name = _with_attribute(root, chance)
    one.attrib.pop(name, None)


def _attribute_renamed(root: ET.Element, chance: Chance) -> None:
    one, name = _with_attribute(root, chance)
    one.set(f"{name}2", one.attrib.pop(name, ""))


def _tag_changed(root: ET.Element, chance: Chance) -> None:
    one = chance.choice(list(root.iter()))
    theirs = [each.tag for each in root.iter()]
    one.tag = chance.choice((*theirs, *TAGS))


def _element_gone(root: ET.Element, chance: Chance) -> None:
    if found := _pairs(root):
        parent, child = chance.choice(found)
        parent.remove(child)


def _element_doubled(root: ET.Element, chance: Chance) -> None:
    if found := _pairs(root):
        parent, child = chance.choice(found)
        parent.append(child)


def _element_moved(root: ET.Element, chance: Chance) -> None:
    """Lay a copy of an element into another."""
    if found := _pairs(root):
        copied = ET.fromstring(ET.tostring(chance.choice(found)[1]))
        chance.choice(list(root.iter())).append(copied)


def _nested(root: ET.Element, chance: Chance) -> None:
    at = chance.choice(list(root.iter()))
    for _level in range(chance.choice((10, 100, 400))):
        at = ET.SubElement(at, chance.choice(TAGS), {"id": "x"})


def _huge_population(root: ET.Element, chance: Chance) -> None:
    for each in root.iter():
        if each.tag.endswith("population"):
            each.set("size", chance.choice(("0", "-3", "1e3", "1000", "100000000", "2.5", "")))


_OF_MARKUP: tuple[Callable[[ET.Element, Chance], None], ...] = (
    *(_value_changed, _value_nudged, _value_nudged, _value_swapped, _attribute_gone),
    *(_attribute_renamed, _tag_changed, _element_gone, _element_doubled, _element_moved, _nested),
    *(_huge_population, _value_changed),
)


def spoiled_nodes(source: bytes, chance: Chance) -> tuple[bytes, str]:
    """Return a file of Neuronify with something wrong in it."""
    content = mutated(source, chance)
    if chance.random() < 0.4:
        with contextlib.suppress(ValueError):  # what is no JSON any more is spoiled enough
            return mutated(content, chance), "twice"
    return content, "once"


def spoiled_table(source: bytes, chance: Chance) -> tuple[bytes, str]:
    """Return a table of numbers with something wrong in it."""
    if chance.random() < 0.25:
        return _bytes_changed(source, chance), "bytes"
    lines = source.decode("utf-8").split("\n")
    made = []
    for _time in range(chance.choice((1, 1, 2, 5))):
        change = chance.choice(_OF_TABLES)
        lines = change(lines, chance) or [""]
        made.append(change.__name__.strip("_"))
    encoding = chance.choice(("utf-8", "utf-8", "utf-16", "latin-1", "utf-8-sig", "utf-32"))
    return "\n".join(lines).encode(encoding, "replace"), " + ".join(made)


def _entry_changed(lines: list[str], chance: Chance) -> list[str]:
    place = chance.randrange(len(lines))
    fields = re.split(r"([,;\t ])", lines[place])
    fields[chance.randrange(0, len(fields), 2)] = chance.choice(NUMBERS)
    return [*lines[:place], "".join(fields), *lines[place + 1 :]]


def _line_put(lines: list[str], chance: Chance) -> list[str]:
    place = chance.randrange(len(lines) + 1)
    return [*lines[:place], chance.choice(LINES), *lines[place:]]


def _line_gone(lines: list[str], chance: Chance) -> list[str]:
    place = chance.randrange(len(lines))
    return lines[:place] + lines[place + 1 :]


def _lines_swapped(lines: list[str], chance: Chance) -> list[str]:
    one, other = (chance.randrange(len(lines)) for _time in "ab")
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _separator_changed(lines: list[str], chance: Chance) -> list[str]:
    to = chance.choice((";", "\t", " ", "|", ",,", ", "))
    return [line.replace(",", to) if chance.random() < 0.9 else line for line in lines]


def _cut(lines: list[str], chance: Chance) -> list[str]:
    return lines[: chance.randrange(len(lines))]


def _heading_changed(lines: list[str], chance: Chance) -> list[str]:
    words = ("t_s,v_V", "time,time", "ms,mV", "v (mV),v (mV)", "x", "a,b,c", "t (K),v (ms)", ",")
    return [chance.choice(words), *lines[1:]]


_OF_TABLES: tuple[Callable[[list[str], Chance], list[str]], ...] = (
    *(_entry_changed, _entry_changed, _line_put, _line_gone, _lines_swapped, _separator_changed),
    *(_cut, _heading_changed),
)


def spoiled_bytes(source: bytes, chance: Chance) -> tuple[bytes, str]:
    """Return a container of bytes with some of them wrong."""
    way = chance.choice(("cut", "few", "block", "words"))
    data = bytearray(source)
    if way == "cut":
        return bytes(data[: chance.randrange(len(data))]), way
    if way == "words":
        found = list(re.finditer(rb"[a-z_]{4,}", source))
        for match in chance.sample(found, min(2, len(found))):
            letters = bytearray(match[0])
            chance.shuffle(letters)
            data[match.start() : match.end()] = letters
        return bytes(data), way
    for _time in range(1 if way == "block" else chance.choice((1, 3, 20))):
        place = chance.randrange(len(data))
        length = chance.choice((16, 256)) if way == "block" else 1
        data[place : place + length] = chance.randbytes(len(data[place : place + length]))
    return bytes(data), way


def _bytes_changed(content: bytes, chance: Chance) -> bytes:
    for _time in range(chance.choice((1, 1, 3, 9))):
        place = chance.randrange(len(content) + 1)
        upto = min(len(content), place + chance.choice((0, 1, 5, 60)))
        new = chance.choice((b"", chance.choice(BITS), 2 * content[place:upto], b"<", b"&", b">"))
        content = content[:place] + new + content[upto:]
    return content
