"""Circuit files spoiled by sections in each other's place, each of them what some file may hold.

Steps of a lecture stand as a timeline, experiments ask for days that do not fit, pins drive what
others drive, a walk waits for what is elsewhere, recordings lie beside another element.
"""

from __future__ import annotations

import copy
from typing import Any

from benchmarks.contents import (
    WITH_STEPS,
    Chance,
    Change,
    Content,
    elements,
    experiments,
    objects,
    params,
    steps,
)

TIMES = (
    *("day 0", "day 1", "day 3", "day 2", "36 h", "0 h", "90 min", "2 days", "1 week", "5 ms"),
    *(0, 5, 2.5, "3 s", "-1 h", "day -1", "day 1e9", 1e15, "day 1.5", "1e300 h", "day 2 h"),
)


def steps_crossed(content: Content, chance: Chance, _other: Content) -> None:
    """Put the steps of one section, or of an experiment, into the place of another's."""
    holders: list[tuple[Content, str]] = [(content, section) for section in WITH_STEPS]
    holders += [(each, "timeline") for each in experiments(content)]
    holders += [(each, "timeline") for each in objects(content, "states")]
    (one, here), (other, there) = chance.choice(holders), chance.choice(holders)
    one[here], other[there] = copy.deepcopy(other.get(there, [])), copy.deepcopy(one.get(here, []))


def step_crossed(content: Content, chance: Chance, other: Content) -> None:
    """Give a step the fields of one of another section or file."""
    ours, theirs = steps(content), steps(other)
    if ours and theirs:
        one, taken = chance.choice(ours), chance.choice(theirs)
        fields = chance.sample(sorted(taken), min(len(taken), chance.choice((1, 2, 9))))
        one.update({field: copy.deepcopy(taken[field]) for field in fields})


def days_out_of_order(content: Content, chance: Chance, _other: Content) -> None:
    """Write steps of body time and of model time in any order, some of them twice."""
    address = f"{chance.choice(elements(content)).get('id', 'x')}.muted"
    entries = [
        {"at": chance.choice(TIMES), "set": {address: chance.random() < 0.5}}
        for _time in range(chance.choice((2, 4)))
    ]
    holder = chance.choice((content, *experiments(content), *objects(content, "states")))
    holder["timeline"] = [*objects(holder, "timeline"), *entries]
    chance.shuffle(holder["timeline"])


def experiment_odd(content: Content, chance: Chance, _other: Content) -> None:
    """Ask an experiment for lengths, windows and seeds that do not go together."""
    fields: Content = {
        field: chance.choice(TIMES)
        for field in chance.sample(("for", "days", "probe", "every"), chance.choice((1, 2, 4)))
    }
    fields["seeds"] = chance.choice(
        ([], [1, 1], [0], [2**31], [2**64], [-1], [1.0], list(range(99)))
    )
    found = experiments(content)
    if found:
        chance.choice(found).update(fields)
    else:
        content["experiments"] = {"heat": fields}


def halves_of_two(content: Content, chance: Chance, other: Content) -> None:
    """Hold the one half of a list from here and the other half from another file."""
    for section in chance.sample(("elements", "links", "claims", "scenario"), 2):
        ours, theirs = objects(content, section), objects(other, section)
        content[section] = ours[: len(ours) // 2] + copy.deepcopy(theirs[len(theirs) // 2 :])


def pins_entangled(content: Content, chance: Chance, _other: Content) -> None:
    """Have pins drive what others drive, from ends that are none, and by a scale that cannot be."""
    addresses = [
        f"{each.get('id', '')}.{name}" for each in elements(content) for name in params(each)
    ] or ["document.body_clock"]
    values = (0, -1, 1, 1e-9, "46 °C", "46,5 °C", True, "", [1, 2], 1e300, "a")
    drives = [
        {
            "set": chance.choice((*addresses, "document.speed", "document.body_clock", "x.muted")),
            "from": chance.choice(values),
            "to": chance.choice(values),
            "scale": chance.choice(("linear", "log", "log")),
        }
        for _n in range(chance.choice((1, 3)))
    ]
    pin = {"id": chance.choice(("a", "heat", "document")), "drives": drives}
    placed: list[Content] = [{}, {"x": 0, "y": 1}, {"sort": "switch"}, {"title": "é" * 300}]
    pin |= chance.choice(placed)
    content["pins"] = [*objects(content, "pins"), pin, *([pin] if chance.random() < 0.2 else [])]


def claims_entangled(content: Content, chance: Chance, other: Content) -> None:
    """Have claims name each other, another file's experiments, and bounds that exclude all."""
    claims = objects(content, "claims") + copy.deepcopy(objects(other, "claims")[:2])
    if claims:
        one, another = chance.choice(claims), chance.choice(claims)
        expected: tuple[Any, ...] = (
            {"at_least": 2, "at_most": 1},
            [],
            {},
            5,
            "5 Hz",
            {"between": [1]},
            True,
            None,
        )
        changes = (
            {"against": another.get("experiment", "")},
            {"measure": another.get("measure", "")},
        )
        one.update(chance.choice((*changes, {"args": another.get("args", {})}, {"tolerance": 0})))
        one["expected"] = chance.choice((one.get("expected"), *expected))
    content["claims"] = claims


def lecture_entangled(content: Content, chance: Chance, _other: Content) -> None:
    """Have a walk wait for, ask about and look at what is elsewhere or is no such thing."""
    ids = [each.get("id", "") for each in elements(content)]
    state = (
        f"{chance.choice(ids)}.{chance.choice(('v', 'g', 'open', 'level', 'rate', 'muted', ''))}"
    )
    draw = {"element": chance.choice(ids), "state": chance.choice(("v", "g", "", "spikes"))}
    window = chance.choice(([0, 50], [50, 0], ["0 s", "1 s"], ["day 1", "day 2"], [0, 0]))
    step: Content = {
        "id": chance.choice(("one", "a b", "document", "é")),
        "wait": chance.choice(
            ({}, {"state": state, "above": 1e300}, {"spikes": state}, {"count": 5})
        ),
        "camera": chance.choice(
            ({"fit": ids}, {"fit": []}, {"scale": 0.01}, {"fit": True, "x": 1})
        ),
        "watch": chance.choice((ids, [], [state])),
        "traces": chance.choice((ids, [state], [state, state], None)),
        "starts": chance.choice(({}, {chance.choice(ids): "2 ms"}, {chance.choice(ids): "day 3"})),
        "question": chance.choice(
            (
                None,
                {"text": "What?", "draw": draw, "window": window},
                {"text": "What?", "choices": ["a"], "answer": 7},
                {"text": "Both", "choices": ["a", "a"], "draw": draw, "range": [5, -5]},
            )
        ),
        "lost": chance.choice(([], ids)),
    }
    fields = chance.sample(sorted(step), chance.choice((2, 4, len(step))))
    walk = objects(content, "scenario")
    walk.insert(chance.randrange(len(walk) + 1), {"id": "new", **{f: step[f] for f in fields}})
    content["scenario"] = walk


def recording_of_another(content: Content, chance: Chance, other: Content) -> None:
    """Lay a recording of another file beside another element's state."""
    found = [*objects(content, "recordings"), *copy.deepcopy(objects(other, "recordings"))]
    for each in found:
        each["element"] = chance.choice(elements(content)).get("id", "")
        each["state"] = chance.choice((each.get("state"), "g", "spikes", "rate", "level", "open"))
        odd: Any = chance.choice(("shift", "scale", "offset", "onset", "step"))
        each[odd] = chance.choice((0, 1e-300, 1e12, -1e12, 5.5, "5 ms", 1e308))
    content["recordings"] = found


def order_turned(content: Content, chance: Chance, _other: Content) -> None:
    """Turn a file's sections around, and the entries of one of them; it means nearly the same."""
    turned = dict(reversed(list(content.items())))
    content.clear()
    content.update(turned)
    section = chance.choice(("elements", "links", "timeline", "states", "scenario"))
    if isinstance(content.get(section), list):
        content[section].reverse()


def view_of_another(content: Content, chance: Chance, other: Content) -> None:
    """Take over what another file's window showed, and spoil an entry of it."""
    name = chance.choice(("view", "gallery"))
    found = copy.deepcopy(other.get(name))
    view = found if isinstance(found, dict) else {}
    odd: Any = chance.choice((1e308, -1, "x", None, [], {}, [[]], True, 0, {"x": {}}, "\ud83d"))
    keys = ("traces", "split", "zoom", "scale", "x", "y", "windows", "camera", "order", "group")
    view[chance.choice((*view, *keys))] = odd
    content[name] = view


CHANGES: tuple[Change, ...] = (
    *(steps_crossed, step_crossed, days_out_of_order, experiment_odd, halves_of_two),
    *(pins_entangled, claims_entangled, lecture_entangled, recording_of_another, order_turned),
    *(view_of_another,),
)
