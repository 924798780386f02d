"""Files as they come to be damaged: by bytes, by structure and by values."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2, 3.5, -0.0, 1e308, -1e308, 5e-324, 10**30, 2**31, 2**63),
    *("", " ", "a", "0", "46 °C", "1e999 K", "nan", "-inf ms", "day 2", "36 h", "1 2", "5 mV"),
    *("document.body_clock", "heat1.temperature", "nociceptor_c1", "synapse1", "<b>x</b>", "[/b]"),
    *("\x00", "\x1b[31m", "\u202e", "\ufffe", "é" * 300, "x" * 20_001, "../../etc/passwd", "{0}"),
    *([], {}, [[]], [None], [0, 1], [1e308] * 3, {"blob": "0"}, {"blob": 3}, {"at_least": "x"}),
    *([[0, 1], [1, 2]], {"file": "x.csv"}, {"": ""}, ["heat1"], {"x": {"y": {"z": []}}}),
    *(float("nan"), float("inf"), float("-inf"), "\ud800"),
)
OTHER_KINDS = (
    "lif_current",
    "heat",
    "synapse",
    "trpv1",
    "ketamine",
    "note",
    "voltmeter",
    "nothing",
)
BITS = (b"\x00", b"\xff", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\n", b"9", b"e", b"-")
Places = list[tuple[Any, Any]]


def shortened(content: bytes, chance: random.Random, most: int = 2) -> bytes:
    """Return a file with few experiments and claims left, which takes less time to try."""
    value = json.loads(content)
    experiments = value.get("experiments", {})
    kept = chance.sample(sorted(experiments), min(most, len(experiments)))
    value["experiments"] = {name: value["experiments"][name] for name in kept}
    claims = [each for each in value.get("claims", []) if _names_only(each, kept)]
    value["claims"] = chance.sample(claims, min(3, len(claims)))
    value["scenario"] = value.get("scenario", [])[:3]
    return json.dumps(value, ensure_ascii=False).encode()


def _names_only(claim: Any, kept: list[str]) -> bool:
    return claim.get("experiment") in kept and not claim.get("against") and "series" not in claim


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file's content with something wrong in it, or several things."""
    way = chance.random()
    if way < 0.25:
        return _by_bytes(content, chance)
    if way < 0.3:
        return _by_bytes(_by_structure(content, chance), chance)
    return _by_structure(content, chance)


def _by_bytes(content: bytes, chance: random.Random) -> bytes:
    for _time in range(chance.choice((1, 1, 2, 8))):
        place = chance.randrange(len(content) + 1)
        upto = min(len(content), place + chance.choice((0, 1, 1, 4, 100)))
        before, between, after = content[:place], content[place:upto], content[upto:]
        noise = chance.randbytes(len(between))
        ways = (after, chance.choice(BITS) + after, noise + after, 2 * between + after, b"")
        content = before + chance.choice(ways[:4] if chance.random() < 0.9 else ways)
    return content


def _by_structure(content: bytes, chance: random.Random) -> bytes:
    value = json.loads(content)
    for _time in range(chance.choice((1, 1, 1, 2, 4))):
        _change(value, chance)
    return json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _change(value: Any, chance: random.Random) -> None:
    places = _places(value)
    if not places:
        return
    container, key = chance.choice(places)
    if chance.random() < 0.3:
        container, key = chance.choice([place for place in places if _is_value(place)] or places)
    ways = (_replace, _replace, _nudge, _nudge, _remove, _double, _swap, _rename, _add)
    chance.choice(ways)(container, key, places, chance)


def _is_value(place: tuple[Any, Any]) -> bool:
    return not isinstance(place[0][place[1]], dict | list)


def _places(value: Any) -> Places:
    """Every (container, key) within a plain value."""
    if not isinstance(value, dict | list):
        return []
    found: Places = [
        (value, key) for key in (value if isinstance(value, dict) else range(len(value)))
    ]
    for container, key in tuple(found):
        found += _places(container[key])
    return found


def _replace(container: Any, key: Any, _places: Places, chance: random.Random) -> None:
    container[key] = copy.deepcopy(chance.choice(ODD_VALUES))


def _nudge(container: Any, key: Any, places: Places, chance: random.Random) -> None:
    """Change a value a little, so that most of what reads it goes on."""
    value = container[key]
    if isinstance(value, bool):
        container[key] = not value
    elif isinstance(value, int | float):
        by = chance.choice((0, -1, 0.5, 2, 10, 1e3, 1e6, 1e-6, 1e-300))
        container[key] = value * by if chance.random() < 0.8 else value + chance.choice((-1, 1))
    elif isinstance(value, str):
        texts = [c[k] for c, k in places if isinstance(c[k], str)]
        container[key] = chance.choice((*texts, *OTHER_KINDS, value + "1", value[1:]))
    elif isinstance(value, list):
        chance.shuffle(value)
    elif isinstance(value, dict):
        container[key] = dict(reversed(value.items()))


def _remove(container: Any, key: Any, _places: Places, _chance: random.Random) -> None:
    del container[key]


def _double(container: Any, key: Any, _places: Places, chance: random.Random) -> None:
    if isinstance(container, list):
        container.insert(key, copy.deepcopy(container[key]))
    else:
        container[chance.choice(("x", "id", "kind", "for", "set", f"{key}2"))] = container[key]


def _swap(container: Any, key: Any, places: Places, chance: random.Random) -> None:
    """Put a copy of something else of the file in its place."""
    other, name = chance.choice(places)
    container[key] = copy.deepcopy(other[name])


def _rename(container: Any, key: Any, _places: Places, chance: random.Random) -> None:
    if isinstance(container, dict):
        container[chance.choice(("", "x", key[1:], f"{key}s", "blob", "é"))] = container.pop(key)


def _add(container: Any, _key: Any, places: Places, chance: random.Random) -> None:
    value = copy.deepcopy(chance.choice(ODD_VALUES))
    if isinstance(container, dict):
        keys = [k for c, k in places if isinstance(c, dict)]
        container[chance.choice(keys)] = value
    else:
        container.append(value)
