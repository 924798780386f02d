"""Circuit files spoiled by what is nearly right: values at their ends, names, kinds and wires.

Each of them may stand in some file: a number as a German writes it, a name in another normal form,
the pairs of another population, a value of another kind, an end of a range and the next number.
"""

from __future__ import annotations

import copy
import functools
import json
import math
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Literal

from benchmarks.contents import Chance, Change, Content, elements, links, objects, params, steps
from circuitlab.catalog.load import default_catalog

GERMAN = (
    *(
        "46,5 °C",
        "1.000,5 ms",
        "1.000 ms",
        "1 000 ms",
        "1\u202f000,5 ms",
        "−5 mV",
        "–5 mV",
        "+5 mV",
    ),
    *("0,5", ",5", "5,", "1,5e3 ms", "1,5·10³ ms", "5 Tage", "Tag 2", "2 Tage", "36 Std", "½ ms"),
    *(
        "10 %",
        "10%",
        "5 µS",
        "5 μM",
        "46 ℃",
        "46 Grad",
        "1'000 ms",
        "٣ ms",
        "５ ms",
        "5ms",
        "5  ms",
    ),
)
NAMES = ("document", "muted", "v", "x", "set", "none", "nan", "inf", "e1", "a" * 64, "blob", "id")
FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")


def _references(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in which a block is referred to."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inner:
        if isinstance(each, dict) and set(each) == {"blob"}:
            yield value, key
        elif isinstance(each, dict | list):
            yield from _references(each)


def pairs_of_another(content: Content, chance: Chance, other: Content) -> None:
    """Refer from a synapse, a population or a recording to the block of another one."""
    theirs = other.get("blobs")
    ours = content.get("blobs")
    if isinstance(theirs, dict) and theirs and chance.random() < 0.5:
        content["blobs"] = {**(ours if isinstance(ours, dict) else {}), **copy.deepcopy(theirs)}
    names = list(content["blobs"]) if isinstance(content.get("blobs"), dict) else []
    places = list(_references(content.get("elements", [])))
    if names and places:
        container, key = chance.choice(places)
        container[key] = {"blob": chance.choice(names)}
    elif names:
        name = chance.choice(("pre", "post", "weight", "delay", "size", "e_l", "times"))
        params(chance.choice(elements(content)))[name] = {"blob": chance.choice(names)}


def block_renamed(content: Content, chance: Chance, _other: Content) -> None:
    """Give two blocks each other's name, so that content and name no longer agree."""
    blocks = content.get("blobs")
    if isinstance(blocks, dict) and blocks:
        one, other = chance.choice(list(blocks)), chance.choice(list(blocks))
        blocks[one], blocks[other] = blocks[other], blocks[one]
        if chance.random() < 0.3:
            blocks[chance.choice(("", "x", one.upper(), "0" * 16))] = blocks.pop(one)


def versions_mixed(content: Content, chance: Chance, _other: Content) -> None:
    """Have a file say one version and hold what only another one knows."""
    content["version"] = chance.choice((1, 2, 3, 4))
    one = chance.choice(elements(content))
    old: tuple[tuple[str, str, Any], ...] = (
        *(("gabapentin", "ic50", 30), ("pregabalin", "ic50", "3 µM"), ("voltmeter", "window", 100)),
        *(
            ("raster", "window", "1 s"),
            ("lidocaine", "inactivated", 0.5),
            ("gabapentin", "ec50", 3),
        ),
    )
    kind, name, value = chance.choice(old)
    one["kind"] = chance.choice((kind, one.get("kind", kind)))
    params(one)[name] = value
    content[chance.choice(("lanes", "backdrop"))] = chance.choice(
        (True, False, "lanes", "", "body")
    )


@functools.cache
def _kinds() -> tuple[str, ...]:
    return tuple(default_catalog().kinds)


def kind_of_another_class(content: Content, chance: Chance, _other: Content) -> None:
    """Make something else of elements, which keep their wires and values."""
    for one in chance.sample(elements(content), min(len(elements(content)), chance.choice((1, 3)))):
        one["kind"] = chance.choice(_kinds())


def values_of_another_class(content: Content, chance: Chance, _other: Content) -> None:
    """Set what only another kind has."""
    about = default_catalog().kinds[chance.choice(_kinds())].parameters
    if about:
        name = chance.choice(sorted(about))
        params(chance.choice(elements(content)))[name] = about[name].default


def value_at_end(content: Content, chance: Chance, _other: Content) -> None:
    """Set values to the ends of their ranges, and to the next number beyond or before."""
    for _time in range(chance.choice((1, 3, 10))):
        one = chance.choice(elements(content))
        kind = default_catalog().kinds.get(str(one.get("kind")))
        numbers = [p for p in kind.parameters.values() if p.type == "number"] if kind else []
        if numbers:
            about = chance.choice(numbers)
            end = float(chance.choice((about.minimum, about.maximum)))
            values = (end, math.nextafter(end, math.inf), math.nextafter(end, -math.inf), -end)
            value = chance.choice(values)
            written = (
                value,
                repr(value),
                f"{value!r} {about.unit}",
                int(value) if end < 1e15 else 1,
            )
            params(one)[about.name] = chance.choice(written)


def settings_at_end(content: Content, chance: Chance, _other: Content) -> None:
    """Set the numbers of the document to ends of any kind."""
    name = chance.choice(("seed", "dt_ms", "body_clock", "speed"))
    ends = (0, 1, -1, 1e-3, 1e-9, 0.025, 0.1, 1.0, 1e9, 86400, 2**32, 2**53, 2**63, 0.3, 1 / 3)
    end = chance.choice(ends)
    content[name] = chance.choice((end, math.nextafter(float(end), 0), str(end)))


def text_in_another_form(content: Content, chance: Chance, _other: Content) -> None:
    """Write some or all texts in another normal form, or with signs that are not seen."""
    form = chance.choice(FORMS)
    if chance.random() < 0.5:
        changed = json.loads(unicodedata.normalize(form, json.dumps(content, ensure_ascii=False)))
        content.update(changed)
        return
    one = chance.choice((*elements(content), *steps(content), content))
    texts = [name for name, value in one.items() if isinstance(value, str)] or ["label"]
    name = chance.choice(texts)
    text = unicodedata.normalize(form, str(one.get(name, "")) + "Größe ﬁ Å ﷺ ½ e\u0301")
    one[name] = chance.choice(
        (text, "\u200b" + text, "\ufeff" + text, text + "\u00ad\u2028", "\t\r")
    )


def ends_swapped(content: Content, chance: Chance, _other: Content) -> None:
    """Swap both ends of all wires of an element, or of all wires of a role."""
    by = chance.choice(("source", "target", "role"))
    link = chance.choice(links(content))
    for each in [each for each in links(content) if each.get(by) == link.get(by)]:
        each["source"], each["target"] = each.get("target"), each.get("source")


def ends_joined(content: Content, chance: Chance, _other: Content) -> None:
    """Lay an element that joins others (a gap junction, a synapse) onto itself or onto them."""
    ids = [each.get("id", "") for each in elements(content)]
    joins = [each for each in elements(content) if each.get("kind") in ("gap_junction", "synapse")]
    one = chance.choice(joins or elements(content))
    role = chance.choice(("couples", "releases onto", "binds", "sits in", "drives", "modulates"))
    joined = [
        {"source": one.get("id", ""), "target": chance.choice(ids), "role": role} for _n in "ab"
    ]
    if chance.random() < 0.4:
        joined = [{**each, "source": each["target"], "target": each["source"]} for each in joined]
    content["links"] = [*objects(content, "links"), *joined]


def german_number(content: Content, chance: Chance, _other: Content) -> None:
    """Write numbers as they are written elsewhere."""
    for _time in range(chance.choice((1, 2, 5))):
        value = chance.choice(GERMAN)
        step = chance.choice(steps(content) or [{}])
        own = params(chance.choice(elements(content)))
        place = chance.choice((own, own, step.setdefault("set", {}), step))
        if isinstance(place, dict):
            place[chance.choice(sorted(map(str, place)) or ["temperature"])] = value


def renamed_everywhere(content: Content, chance: Chance, _other: Content) -> None:
    """Give an element another id wherever it is named, one that means something elsewhere."""
    old = chance.choice(elements(content)).get("id")
    if isinstance(old, str) and old:
        new = chance.choice(NAMES)
        text = json.dumps(content, ensure_ascii=False)
        text = text.replace(f'"{old}"', f'"{new}"').replace(f'"{old}.', f'"{new}.')
        content.update(json.loads(text))


CHANGES: tuple[Change, ...] = (
    *(pairs_of_another, block_renamed, versions_mixed, kind_of_another_class),
    *(values_of_another_class, value_at_end, value_at_end, settings_at_end, text_in_another_form),
    *(ends_swapped, ends_joined, german_number, german_number, renamed_everywhere),
)


def rewritten(text: str, chance: Chance) -> bytes:
    """Write a file's text as another program might: other spaces, marks, ends of lines, letters."""
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: b"\xef\xbb\xbf" + text.encode("utf-8", "surrogatepass"),
        lambda: text.encode(chance.choice(("utf-16", "utf-32", "utf-16-le")), "surrogatepass"),
        lambda: text.encode("cp1252", "replace"),
        lambda: text.replace(", ", ",\r\n").encode("utf-8", "surrogatepass"),
        lambda: text.replace("}", ",}", 1).encode("utf-8", "surrogatepass"),
        lambda: text.replace('"', "'").encode("utf-8", "surrogatepass"),
        lambda: (text + chance.choice((text, "\n\n", "\x00", "{}", " // end"))).encode(
            "utf-8", "ignore"
        ),
        lambda: text.replace(": ", ": 0", 1).encode("utf-8", "surrogatepass"),
        lambda: text.replace("0, ", "0E+400, ", 1).encode("utf-8", "surrogatepass"),
    )
    return chance.choice(ways)()
