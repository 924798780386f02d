"""Circuit files spoiled by what they mean: ids, links, kinds, units, arrays, versions, sections."""

from __future__ import annotations

import base64
import contextlib
import copy
import hashlib
import json
import random
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks import mutations_of_sections, mutations_of_values
from benchmarks.mutations import ODD_VALUES, mutated

Content = dict[str, Any]
Chance = random.Random
Change = Callable[[Content, Chance, Content], None]
"""Changes the first in place; the last is another file, from which parts may be taken."""

SECTIONS = (
    *("elements", "links", "timeline", "experiments", "claims", "scenario", "states", "pins"),
    *("shown", "recordings", "blobs", "view", "gallery"),
)
ROLES = ("releases onto", "binds", "sits in", "drives", "modulates", "records", "binds to", "")
KINDS = (
    *("lif_current", "lif_conductance", "hh_squid", "izhikevich", "adex", "poisson", "heat"),
    *("synapse", "ampa", "nmda", "gap_junction", "trpv1", "kca", "ketamine", "note", "voltmeter"),
    *("rate_channel", "mast_cell", "tissue_damage", "expectation", "spike_train", "raster"),
    *("Heat", "lif-current", "neuron", "ampa ", "x" * 65, "нейрон"),
)
UNITS = ("mV", "°C", "nS", "ms", "day", "h", "pA", "µM", "um", "K", "F", "kg", "%", "mV/ms", "")
FUTURE = ("colour", "ghosts", "tags", "physics", "x-origin", "group", "comment", "Größe")
_UNFIT = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_LARGEST_BOMB = 400_000
"""Numbers of a block that is only zeros."""


def _elements(content: Content) -> list[Content]:
    return _objects(content, "elements")


def _links(content: Content) -> list[Content]:
    return _objects(content, "links")


def _objects(content: Content, section: str) -> list[Content]:
    found = content.get(section)
    return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []


def _params(content: Content, chance: Chance) -> Content:
    one = chance.choice(_elements(content) or [{}])
    found = one.setdefault("params", {})
    return found if isinstance(found, dict) else {}


def _ids(content: Content) -> list[Any]:
    return [e.get("id", "") for e in _elements(content)] or ["nobody"]


def ids_swapped(content: Content, chance: Chance, _other: Content) -> None:
    one, other = (chance.choice(_elements(content) or [{}]) for _time in "ab")
    one["id"], other["id"] = other.get("id"), one.get("id")


def id_doubled(content: Content, chance: Chance, _other: Content) -> None:
    chance.choice(_elements(content) or [{}])["id"] = chance.choice(_ids(content))


def element_doubled(content: Content, chance: Chance, _other: Content) -> None:
    if found := _elements(content):
        content["elements"] += copy.deepcopy(chance.sample(found, min(3, len(found))))


def element_gone(content: Content, chance: Chance, _other: Content) -> None:
    if found := _elements(content):
        content["elements"].remove(chance.choice(found))


def cycle(content: Content, chance: Chance, _other: Content) -> None:
    role, ids = chance.choice(ROLES[:6]), chance.sample(_ids(content), min(3, len(_ids(content))))
    around = zip(ids, [*ids[1:], ids[0]], strict=True)
    content.setdefault("links", [])
    if isinstance(content["links"], list):
        content["links"] += [{"source": a, "target": b, "role": role} for a, b in around]


def links_turned(content: Content, chance: Chance, _other: Content) -> None:
    for link in chance.sample(_links(content), min(2, len(_links(content)))):
        link["source"], link["target"] = link.get("target"), link.get("source")


def link_moved(content: Content, chance: Chance, _other: Content) -> None:
    end = chance.choice(("source", "target"))
    chance.choice(_links(content) or [{}])[end] = chance.choice((*_ids(content), "nobody", ""))


def role_wrong(content: Content, chance: Chance, _other: Content) -> None:
    chance.choice(_links(content) or [{}])["role"] = chance.choice(ROLES)


def link_doubled(content: Content, chance: Chance, _other: Content) -> None:
    if found := _links(content):
        content["links"].append({**chance.choice(found), "role": chance.choice(ROLES)})


def kind_wrong(content: Content, chance: Chance, _other: Content) -> None:
    kinds = [e.get("kind") for e in _elements(content)]
    chance.choice(_elements(content) or [{}])["kind"] = chance.choice((*kinds, *KINDS))


def params_moved(content: Content, chance: Chance, _other: Content) -> None:
    one, other = (chance.choice(_elements(content) or [{}]) for _time in "ab")
    one["params"] = copy.deepcopy(other.get("params", {}))


def unit_wrong(content: Content, chance: Chance, _other: Content) -> None:
    params = _params(content, chance)
    name = chance.choice(sorted(map(str, params)) or ["temperature"])
    params[name] = f"{chance.choice((0, 1, -5, 37.5, 1e9))} {chance.choice(UNITS)}"


def value_extreme(content: Content, chance: Chance, _other: Content) -> None:
    params = _params(content, chance)
    name = chance.choice(sorted(map(str, params)) or ["c_m"])
    params[name] = chance.choice((0, -0.0, 1e-300, 1e300, 1e9, -1e9, 2**53, 10**25, 1e-9))


def size_wrong(content: Content, chance: Chance, _other: Content) -> None:
    params = _params(content, chance)
    params["size"] = chance.choice((0, 1, 2, 3, 7, -1, 1.5, 10**4, 10**12, "3", [3], True))


def cells_wrong(content: Content, chance: Chance, _other: Content) -> None:
    params = _params(content, chance)
    name = chance.choice(sorted(map(str, params)) or ["e_l"])
    params[name] = [chance.choice((0, 1, -70, 1e308)) for _cell in range(chance.choice((1, 3, 8)))]


def rule_wrong(content: Content, chance: Chance, _other: Content) -> None:
    found = [e for e in _elements(content) if e.get("kind") == "synapse"]
    if not found:
        return
    params = chance.choice(found).setdefault("params", {})
    if isinstance(params, dict):
        words = ("pairs", "one_to_one", "all_to_all", "probability", "in_degree", "out_degree", "x")
        params["rule"] = chance.choice(words)
        params[chance.choice(("probability", "degree", "pre", "post", "delay", "seed"))] = (
            chance.choice((0, 1, 3, -1, 1.5, [0, 1], [0, 99], [0, 0], [], [-1], 2**40))
        )


def nested(content: Content, chance: Chance, _other: Content) -> None:
    inner: Any = chance.choice((1, "x", None, "heat1"))
    for _level in range(chance.choice((5, 20, 31, 33, 60, 900))):
        inner = {"x": inner} if chance.random() < 0.5 else [inner]
    place = chance.choice(("view", "gallery", "params", "future"))
    target = chance.choice(_elements(content) or [{}]) if place == "params" else content
    target[place] = {"x": inner}


def long_text(content: Content, chance: Chance, _other: Content) -> None:
    text = chance.choice(("a", "é ", "\n", "😀", "<b>", "%s{0}")) * chance.choice((65, 301, 20_001))
    one = chance.choice((*_elements(content), content, *_scenes(content)))
    one[chance.choice(("label", "id", "title", "caption", "kind", "text", "name"))] = text


def _scenes(content: Content) -> list[Content]:
    sections = ("scenario", "states", "claims", "pins", "recordings")
    return [each for section in sections for each in _objects(content, section)]


def _blob(content: Content, chance: Chance) -> Content:
    blocks = content.get("blobs")
    return chance.choice(list(blocks.values())) if isinstance(blocks, dict) and blocks else {}


def block_mislabelled(content: Content, chance: Chance, _other: Content) -> None:
    block = _blob(content, chance)
    block[chance.choice(("dtype", "shape"))] = chance.choice(
        ("int32", "int64", "float64", "float32", "O", [2, 2], [3, 1], [1, 3], [0], [], [10**9] * 2)
    )


def block_cut(content: Content, chance: Chance, _other: Content) -> None:
    block = _blob(content, chance)
    data = str(block.get("data", ""))
    block["data"] = chance.choice((data[: len(data) // 2], data[4:], data + "AAAA", "", "????"))


def block_anew(content: Content, chance: Chance, _other: Content) -> None:
    """Lay a sound block with odd numbers in the place of one, and refer to it."""
    count = chance.choice((0, 1, 3, 5, 100))
    numbers = [
        chance.choice(("nan", "inf", "0", "1", "-1", "1e300", "7")) for _each in range(count)
    ]
    _lay(content, chance, _packed(numbers), [count])


def block_of_zeros(content: Content, chance: Chance, _other: Content) -> None:
    """Lay a block that takes a thousand times the room that it is packed in."""
    count = chance.choice((10_000, _LARGEST_BOMB))
    _lay(content, chance, bytes(8 * count), [count])


def _packed(numbers: Sequence[str]) -> bytes:
    import numpy as np

    return np.array([float(each) for each in numbers], "<f8").tobytes()


def _lay(content: Content, chance: Chance, data: bytes, shape: list[int]) -> None:
    import numpy as np

    from circuitlab.files.packed_arrays import packed
    from circuitlab.model.frozen import Array

    key, block = packed(Array(np.frombuffer(data, "<f8").reshape(shape)))
    if chance.random() < 0.2:
        key = hashlib.sha256(data).hexdigest()[:16]
    blocks = content.setdefault("blobs", {})
    if isinstance(blocks, dict):
        blocks[key] = block
    params = _params(content, chance)
    params[chance.choice(sorted(map(str, params)) or ["weight"])] = {"blob": key}


def bomb(content: Content, chance: Chance, _other: Content) -> None:
    """Say of a small block that it is a large one, within the limits and beyond them."""
    data = zlib.compress(bytes(chance.choice((1000, 10**6))))
    shape = [chance.choice((10**6, 3 * 10**7, 10**9))]
    block = {"dtype": "float64", "shape": shape, "data": base64.b64encode(data).decode()}
    content["blobs"] = {"0" * 16: block, **_object(content.get("blobs"))}


def _object(value: Any) -> Content:
    return value if isinstance(value, dict) else {}


def section_from_another(content: Content, chance: Chance, other: Content) -> None:
    for name in chance.sample(SECTIONS, chance.choice((1, 1, 2, 4))):
        if name in other:
            content[name] = copy.deepcopy(other[name])


def entry_from_another(content: Content, chance: Chance, other: Content) -> None:
    name = chance.choice(SECTIONS)
    theirs, ours = other.get(name), content.get(name)
    if isinstance(theirs, list) and theirs:
        content[name] = [*(ours if isinstance(ours, list) else []), chance.choice(theirs)]
    elif isinstance(theirs, dict) and theirs:
        key = chance.choice(list(theirs))
        content[name] = {**_object(ours), key: copy.deepcopy(theirs[key])}


def version_other(content: Content, chance: Chance, _other: Content) -> None:
    content["version"] = chance.choice((0, 1, 2, 3, 5, 99, "4", 4.0, None, -1, True, 10**30))


def format_other(content: Content, chance: Chance, _other: Content) -> None:
    content["format"] = chance.choice(("circuitlab/plot", "Circuitlab/Circuit", "", None, 4))


def future_field(content: Content, chance: Chance, _other: Content) -> None:
    places = [content, *_elements(content), *_links(content), *_scenes(content)]
    for _time in range(chance.choice((1, 3))):
        chance.choice(places)[chance.choice(FUTURE)] = copy.deepcopy(chance.choice(ODD_VALUES[:60]))


def address_wrong(content: Content, chance: Chance, _other: Content) -> None:
    """Have a step, a state, a pin or an experiment set what is not there, or no number."""
    ids = _ids(content)
    name = chance.choice(("temperature", "concentration", "size", "weight", "x", "kind", "muted"))
    address = chance.choice((f"{chance.choice(ids)}.{name}", f"nobody.{name}", name, "document.x"))
    value = chance.choice((*ODD_VALUES[:30], "46 °C", 1))
    entry = {"at": chance.choice((0, 1, "5 ms", "day 2", -1, 1e12)), "set": {address: value}}
    step = {"id": chance.choice(("s1", "", "as_drawn")), "set": {address: value}}
    put = {"set": address, "from": 0, "to": value}
    extra: dict[str, Any] = {
        "timeline": [entry],
        "states": [step, {"id": "b", "timeline": [entry]}],
        "pins": [{"id": "p", "drives": [put]}],
        "shown": [address],
        "scenario": [step],
    }
    place = chance.choice(list(extra))
    content[place] = extra[place]
    if chance.random() < 0.3:
        content["experiments"] = {"e": {"for": value, "set": {address: value}, "without": ids[:2]}}


def mutes_wrong(content: Content, chance: Chance, _other: Content) -> None:
    one = chance.choice((*_scenes(content), *_elements(content), content))
    field = chance.choice(("mute", "unmute", "muted", "without", "watch", "traces", "lost"))
    one[field] = chance.choice((_ids(content)[:2], "x", ["nobody"], True, [1], {"a": 1}, []))


def recording_wrong(content: Content, chance: Chance, _other: Content) -> None:
    count, more = chance.choice((0, 2, 5)), chance.choice((0, 0, 1))
    times = [float(n) for n in range(count)]
    if chance.random() < 0.3:
        chance.shuffle(times)
    content["recordings"] = [
        {
            "id": chance.choice(("r1", "R 1", "")),
            "element": chance.choice((*_ids(content), "nobody")),
            "state": chance.choice(("v", "spikes", "g", "", "rate")),
            "times": times,
            "values": [1.0] * (count + more),
            "spikes": chance.choice(([], [1.0, 0.5], ["a"], [1e308])),
            chance.choice(("path", "unit", "signal", "digest", "step", "scale", "onset")): (
                chance.choice(("../../etc/passwd", "mV", "K", "a" * 64, 1, 0, -1e300, None))
            ),
        }
    ]


def nothing_kept(content: Content, chance: Chance, _other: Content) -> None:
    for name in chance.sample(sorted(content), min(len(content), chance.choice((1, 3)))):
        content[name] = chance.choice(([], {}, None, "", 0))


def mixed(content: Content, chance: Chance, _other: Content) -> None:
    """Change anything to anything, as `benchmarks.mutations` does."""
    try:
        found = json.loads(mutated(json.dumps(content).encode(), chance))
    except ValueError:
        return
    if isinstance(found, dict):
        content.clear()
        content.update(found)


CHANGES: tuple[Change, ...] = (
    *(ids_swapped, id_doubled, element_doubled, element_gone, cycle, links_turned, link_moved),
    *(role_wrong, link_doubled, kind_wrong, kind_wrong, params_moved, unit_wrong, value_extreme),
    *(value_extreme, size_wrong, cells_wrong, rule_wrong, nested, long_text, block_mislabelled),
    *(block_cut, block_anew, block_of_zeros, bomb, section_from_another, entry_from_another),
    *(version_other, format_other, future_field, address_wrong, mutes_wrong, recording_wrong),
    *(nothing_kept, mixed, address_wrong, section_from_another, size_wrong),
)
NEARLY_RIGHT = (*mutations_of_sections.CHANGES, *mutations_of_values.CHANGES)


def spoiled_circuit(sources: Sequence[bytes], chance: Chance) -> tuple[bytes, str]:
    """Return one of several circuit files with one to three things wrong in it, and which."""
    source, other = chance.choice(sources), chance.choice(sources)
    if chance.random() < 0.1:
        return mutated(source, chance), "bytes or values"
    content, more = json.loads(source), json.loads(other)
    changes = _several(chance)
    for change in changes:
        with contextlib.suppress(*_UNFIT):  # of what an earlier change has left
            change(content, chance, more)
    made = [change.__name__ for change in changes]
    text = json.dumps(content, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.08:
        text, made = _members_twice(text, content, chance), [*made, "members_twice"]
    if chance.random() < 0.05:
        return mutations_of_values.rewritten(text, chance), " + ".join([*made, "rewritten"])
    return text.encode("utf-8", "surrogatepass"), " + ".join(made)


def _several(chance: Chance) -> list[Change]:
    """Return what is to be changed: two things in half of the files."""
    count = chance.choice((1, 2, 2, 3))
    return [
        chance.choice(CHANGES if chance.random() < 0.4 else NEARLY_RIGHT) for _time in range(count)
    ]


def _members_twice(text: str, content: Content, chance: Chance) -> str:
    """Give an object the same member twice, with another value."""
    if not content:
        return text
    name = chance.choice(list(content))
    value = json.dumps(content[chance.choice(list(content))])
    return f"{text[:-1]}, {json.dumps(name)}: {value}}}"
