"""Random edits of a circuit, some of them taken back: what follows a circuit must bear them all."""

from __future__ import annotations

import random
from collections.abc import Iterator

from circuitlab.catalog.families import NEURON
from circuitlab.catalog.spec import Catalog
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta

KINDS = (
    "lif_current",
    "projection_neuron",
    "nociceptor_c",
    "inhibitory_interneuron",
    "ketamine",
    "heat",
    "voltmeter",
    "pain_readout",
    "note",
    "nav17",
)
PLACES = 90.0
"""Canvas units between the places where things are put."""


def random_edits(circuit: Circuit, catalog: Catalog, seed: int, count: int) -> Iterator[Delta]:
    """Make edits on a circuit, one after the other, and yield each once it is made."""
    chance = random.Random(seed)
    done: list[Delta] = []
    undone: list[Delta] = []
    while count > 0:
        way = chance.random()
        if way < 0.2 and done:
            delta = done.pop().inverse()
            undone.append(delta)
        elif way < 0.3 and undone:
            delta = undone.pop().inverse()
            done.append(delta)
        else:
            made = _edit(circuit, catalog, chance)
            if made is None or not made:
                continue
            delta = made
            done.append(delta)
            undone.clear()
        circuit.apply(delta)
        count -= 1
        yield delta


def _edit(circuit: Circuit, catalog: Catalog, chance: random.Random) -> Delta | None:
    ids = list(circuit.elements)
    deed = chance.choice(("add", "wire", "wire", "wire", "move", "set", "name", "remove", "cut"))
    if deed == "add" or len(ids) < 4:
        where = (chance.randrange(14) * PLACES, chance.randrange(9) * PLACES)
        made = rules.add_kind(circuit, catalog, chance.choice(KINDS), *where)
        return made[1] if isinstance(made, tuple) else None
    if deed == "wire":
        joined = rules.connect(circuit, catalog, *chance.sample(ids, 2))
        return joined if isinstance(joined, Delta) else None
    if deed == "cut":
        return circuit.disconnected(*chance.choice(list(circuit.links))) if circuit.links else None
    one = chance.choice(ids)
    if deed == "move":
        some = {id: circuit.elements[id] for id in chance.sample(ids, 2)}
        return circuit.moved({id: (e.x + PLACES, e.y - PLACES) for id, e in some.items()})
    if deed == "set":
        return _set(circuit, catalog, one, chance)
    if deed == "name":
        return circuit.relabelled(one, chance.choice(("", "a", "a much longer name than before")))
    return circuit.removed([one])


def _set(circuit: Circuit, catalog: Catalog, id: str, chance: random.Random) -> Delta:
    """Mute an element, or set one of the numbers that its drawing or its spikes read."""
    kind = catalog.kind(circuit.elements[id].kind)
    if kind.family == NEURON and chance.random() < 0.5:
        return circuit.with_param(id, "size", chance.choice((1, 5, 20)))
    read = {"e_rev": -80.0, "concentration": 0.0, "conduction_velocity": 5.0, "delay": 7.0}
    names = [name for name in read if name in kind.parameters]
    if not names or chance.random() < 0.3:
        return circuit.muting({id: not circuit.elements[id].muted})
    name = chance.choice(names)
    return circuit.with_param(id, name, chance.choice((read[name], None)))
