"""Why a wire is refused, in words, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from circuitlab.catalog.families import CHANNEL, DRUG, NEURON, NOTE, RECEPTOR, SYNAPSE
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import kind_of
from circuitlab.model.element import Role
from circuitlab.model.link_checks import membrane
from circuitlab.model.names import name_of
from circuitlab.model.receptor_values import host_kind
from circuitlab.resources import _


def listed(words: Iterable[str], last: str = "") -> str:
    """Return words as a sentence lists them: "a, b or c"."""
    unique = list(dict.fromkeys(words))
    if len(unique) < 2:
        return "".join(unique)
    join = last or _("or")
    return f"{', '.join(unique[:-1])} {join} {unique[-1]}"


def no_action(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Problem:
    """Return why `source` (a drug, a stimulus, tissue) cannot act on `target`."""
    kind, other = catalog.kind(circuit.elements[source].kind), kind_of(circuit, catalog, target)
    acted_on = _reachable(catalog, kind)
    actor, goal = name_of(circuit, catalog, source), name_of(circuit, catalog, target)
    if not acted_on:
        what = _("{source} acts on nothing that is in the catalog").format(source=actor)
        return Problem("", what)
    fitting = listed(other.title for other in acted_on)
    if kind.family == DRUG:
        what = _("A drug needs a receptor or channel to act on; {drug} acts on {fitting}")
        what = what.format(drug=actor, fitting=fitting)
    elif all(other.family in (RECEPTOR, CHANNEL) for other in acted_on):
        what = _("{source} is felt by {fitting}; {target} has none")
        what = what.format(source=actor, fitting=fitting, target=goal)
    else:
        what = _("{source} acts on {fitting}, not on {target}")
        what = what.format(source=actor, fitting=fitting, target=goal)
    return Problem("", what, _action_remedy(circuit, catalog, kind, other, acted_on, goal))


def _action_remedy(
    circuit: Circuit,
    catalog: Catalog,
    kind: Kind,
    other: Kind | None,
    acted_on: Sequence[Kind],
    goal: str,
) -> str:
    dockable = [part.title for part in acted_on if other and part.name in membrane(other)]
    if dockable:
        part = listed(dockable)
        return _("dock {part} on {target} first").format(part=part, target=goal)
    there = (
        name_with_host(circuit, catalog, id)
        for part in acted_on
        for id, element in circuit.elements.items()
        if element.kind == part.name
    )
    first = list(islice(there, 3))
    if first:
        return _("drop it on {elements}").format(elements=listed(first))
    carriers = [
        k.title for k in catalog.kinds.values() if any(p.name in membrane(k) for p in acted_on)
    ]
    if carriers:
        return _("add one that can carry it: {kinds}").format(kinds=listed(carriers[:4]))
    return _("add {kinds} first").format(kinds=listed(part.title for part in acted_on))


def no_receptor(
    circuit: Circuit, catalog: Catalog, source: str, target: str, asked: Sequence[str] | None
) -> Problem:
    """Return why the axon of `source` finds nothing on `target` that listens."""
    kind, other = catalog.kind(circuit.elements[source].kind), kind_of(circuit, catalog, target)
    actor, goal = name_of(circuit, catalog, source), name_of(circuit, catalog, target)
    if other is None or not (other.receptors or asked):
        what = _("{target} takes no synapses").format(target=goal)
        listeners = [
            k.title
            for k in catalog.kinds.values()
            if any(catalog.kind(r).opened_by(kind) for r in k.receptors)
        ]
        remedy = _("wire to {kinds} instead").format(kinds=listed(listeners[:4]))
        return Problem("", what, remedy if listeners else "")
    fitting = [r for r in (*other.receptors, *other.docks) if catalog.kind(r).opened_by(kind)]
    if asked and fitting:
        what = _("{target} has no receptor {asked} that {source} opens")
        what = what.format(target=goal, asked=listed(asked), source=actor)
        names = ", ".join(dict.fromkeys(fitting))
        return Problem("", what, _("choose from {fitting}").format(fitting=names))
    if not kind.transmitters:
        what = _("{source} releases no transmitter").format(source=actor)
        return Problem("", what, _("start the wire at a neuron that releases one"))
    what = _("{target} has no receptor for {transmitters}, which {source} releases").format(
        target=goal, transmitters=_words(kind.transmitters), source=actor
    )
    heard = listed(_words([t]) for r in other.receptors for t in catalog.kind(r).ligands)
    remedy = _("it has receptors for {transmitters}: wire from a neuron that releases that")
    return Problem("", what, remedy.format(transmitters=heard))


def not_opened(circuit: Circuit, catalog: Catalog, source: str, receptor: str) -> Problem:
    """Return why an axon cannot end on a receptor: it does not answer to what is released."""
    kind = catalog.kind(circuit.elements[source].kind)
    what = _("{source} releases {transmitters}, which does not open {receptor}").format(
        source=name_of(circuit, catalog, source),
        transmitters=_words(kind.transmitters),
        receptor=name_with_host(circuit, catalog, receptor),
    )
    return Problem("", what, _to_the_neuron(circuit, catalog, kind, receptor))


def opened_otherwise(circuit: Circuit, catalog: Catalog, source: str, receptor: str) -> Problem:
    """Return why a receptor is not shared by what excites and what inhibits."""
    kind = catalog.kind(circuit.elements[source].kind)
    what = _("{receptor} is set for what opens it already, and {source} releases {transmitters}")
    what = what.format(
        receptor=name_with_host(circuit, catalog, receptor),
        source=name_of(circuit, catalog, source),
        transmitters=_words(kind.transmitters),
    )
    return Problem("", what, _to_the_neuron(circuit, catalog, kind, receptor))


def set_to_excite(circuit: Circuit, catalog: Catalog, source: str, receptor: str) -> Problem:
    """Return why what inhibits is not wired to a receptor that somebody has set to excite."""
    kind = catalog.kind(circuit.elements[source].kind)
    what = _("{receptor} is set to excite, and {source} releases {transmitters}, which inhibits")
    what = what.format(
        receptor=name_with_host(circuit, catalog, receptor),
        source=name_of(circuit, catalog, source),
        transmitters=_words(kind.transmitters),
    )
    return Problem("", what, _to_the_neuron(circuit, catalog, kind, receptor))


def _to_the_neuron(circuit: Circuit, catalog: Catalog, sender: Kind, receptor: str) -> str:
    """Return what to do instead of wiring to a receptor."""
    host, kind = circuit.host(receptor), host_kind(circuit, catalog, receptor)
    made = kind.receptors if kind is not None else ()
    if host is not None and any(catalog.kind(name).opened_by(sender) for name in made):
        remedy = _("wire to {host} itself, which makes a receptor that fits")
        return remedy.format(host=name_of(circuit, catalog, host))
    ligands = catalog.kind(circuit.elements[receptor].kind).ligands
    return _("wire to it from a neuron that releases {ligands}").format(ligands=_either(ligands))


def _either(transmitters: Iterable[str]) -> str:
    return listed(map(_transmitter, transmitters))


def no_dock(circuit: Circuit, catalog: Catalog, part: str, target: str) -> Problem:
    """Return why a receptor or channel cannot sit in `target`."""
    goal, other = name_of(circuit, catalog, target), kind_of(circuit, catalog, target)
    name, kind = name_of(circuit, catalog, part), circuit.elements[part].kind
    hosts = [k.title for k in catalog.kinds.values() if kind in membrane(k)]
    if not hosts:
        return Problem("", _("{part} has no place in any neuron here").format(part=name))
    remedy = _("drop it on {hosts}").format(hosts=listed(hosts[:4]))
    if other is None or other.family != NEURON:
        what = _("{part} sits in the membrane of a neuron; {target} has none")
    else:
        what = _("{part} is not found in the membrane of {target}")
    return Problem("", what.format(part=name, target=goal), remedy)


def no_reading(circuit: Circuit, catalog: Catalog, meter: str, target: str) -> Problem:
    """Return why a meter cannot record from `target`."""
    names = {"meter": name_of(circuit, catalog, meter), "target": name_of(circuit, catalog, target)}
    what = _("{meter} finds nothing to record on {target}").format(**names)
    return Problem("", what, _("wire it to a neuron"))


def no_coupling(circuit: Circuit, catalog: Catalog, junction: str, target: str) -> Problem:
    """Return why a junction cannot join what is no neuron."""
    what = _("{junction} joins the insides of two neurons; {target} is none").format(
        junction=name_of(circuit, catalog, junction), target=name_of(circuit, catalog, target)
    )
    return Problem("", what, _("wire it to a neuron"))


def other_quantity(circuit: Circuit, catalog: Catalog, meter: str, target: str) -> Problem:
    """Return why a meter that is set to something else cannot record from `target`."""
    quantity = str(circuit.value(meter, "quantity", catalog))
    recorded = [circuit.elements[id].kind for id in circuit.targets(meter, Role.RECORDS)]
    kinds = [*(catalog.kinds[kind] for kind in recorded if kind in catalog.kinds)]
    kinds += catalog.kinds.values()
    titles = [kind.states[quantity].title for kind in kinds if quantity in kind.states]
    what = _("{meter} is set to “{quantity}”, which {target} does not have").format(
        target=name_of(circuit, catalog, target),
        quantity=next(iter(titles), quantity),
        meter=name_of(circuit, catalog, meter),
    )
    return Problem("", what, _("wire a meter of its own to it, or choose another quantity"))


def no_wire(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Problem:
    """Return the refusal for two things that no wire ever joins."""
    names = {k: name_of(circuit, catalog, i) for k, i in (("source", source), ("target", target))}
    what = _("No wire goes from {source} to {target}").format(**names)
    families = {catalog.kind(circuit.elements[id].kind).family for id in (source, target)}
    remedies = {
        NOTE: _("a note is only text: put it where you like"),
        SYNAPSE: _("a synapse is made by wiring one neuron to another"),
        NEURON: _("wire a neuron to another neuron"),
    }
    remedy = next((text for family, text in remedies.items() if family in families), "")
    return Problem("", what, remedy)


def other_way(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Problem:
    """Return why a wire is not turned round in silence: it would mean what was not drawn."""
    names = {k: name_of(circuit, catalog, i) for k, i in (("source", source), ("target", target))}
    what = _("{target} acts on {source} here, not {source} on {target}").format(**names)
    return Problem("", what, _("draw the wire from {target} to {source}").format(**names))


def already(circuit: Circuit, catalog: Catalog, source: str, target: str, role: Role) -> Problem:
    """Return the refusal of a second link between the same two."""
    names = {k: name_of(circuit, catalog, i) for k, i in (("source", source), ("target", target))}
    what = _("{source} and {target} are wired already ({role})").format(role=role.value, **names)
    return Problem("", what, _("remove that wire first to draw it anew"))


def acts_already(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Problem:
    """Return that `source` acts on `target` through a wire to another part of it."""
    names = [name_of(circuit, catalog, id) for id in (source, target)]
    what = _("{source} acts on {target} already, through another wire")
    return Problem("", what.format(source=names[0], target=names[1]), _("nothing is left to do"))


def unknown_kind(circuit: Circuit, id: str) -> Problem:
    """Return the refusal to wire a placeholder."""
    what = _("“{kind}” is not a kind known here, so nothing can be wired to it")
    remedy = _("open the file with the version that made it")
    return Problem("", what.format(kind=circuit.elements[id].kind), remedy)


def name_with_host(circuit: Circuit, catalog: Catalog, id: str) -> str:
    """Return an element's name and, for a part, whose part it is."""
    host, name = circuit.host(id), name_of(circuit, catalog, id)
    if host is None:
        return name
    return _("{part} of {host}").format(part=name, host=name_of(circuit, catalog, host))


def _reachable(catalog: Catalog, kind: Kind) -> list[Kind]:
    """Return the kinds that the effects of `kind` act on, synapses last."""
    found = [k for k in catalog.kinds.values() if any(e.reaches(k) for e in kind.effects)]
    return sorted(found, key=lambda k: (k.family == SYNAPSE, k.outline))


def _words(transmitters: Iterable[str]) -> str:
    return listed(map(_transmitter, transmitters), _("and"))


def _transmitter(word: str) -> str:
    """Return what people call a transmitter of the catalog."""
    known = {"gaba": "GABA", "substance_p": _("substance P")}
    return known.get(word, word.replace("_", " "))
