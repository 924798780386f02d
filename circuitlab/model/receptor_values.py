"""What a receptor is worth where a wire makes it or ends on it.

Two things decide beside the catalog's defaults: what is released, for receptors that answer to
transmitters of either sign, and the neuron: its own reversal potentials, for what one ion alone
passes through, and its rest, above which nothing that inhibits reverses. What somebody has set
stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from circuitlab.catalog.spec import ANY, Catalog, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import kind_of
from circuitlab.model.element import Element, Role
from circuitlab.model.frozen import FrozenMap, Value
from circuitlab.model.signs import HYPERPOLARISES_BELOW, Sign, extent_of, sign_of_values

REVERSAL = "e_rev"
"""The parameter that says at which potential no current flows through a part."""

Values = Mapping[str, float]


_LEAK = "e_l"
"""The parameter that a neuron's rest follows from; one that has none is not asked."""


@dataclass(frozen=True, slots=True)
class Membrane:
    """What a neuron gives to what sits in it.

    Attributes
    ----------
    reversal : potentials of ions, mV
    rest : mV
    parts : values of parts, by their kind
    """

    reversal: Mapping[str, float]
    rest: float
    parts: Mapping[str, Values] = field(default_factory=dict)


NO_MEMBRANE = Membrane({}, math.inf)


@dataclass(frozen=True, slots=True)
class NewReceptor:
    """A receptor that a wire makes: its kind, and the values that differ from the defaults."""

    kind: str
    values: FrozenMap[float] = field(default_factory=FrozenMap)


def transmitters_heard(receptor: Kind, sender: Kind) -> tuple[str, ...]:
    """Return what of all that a sender releases opens a receptor."""
    if ANY in receptor.ligands or ANY in sender.transmitters:
        return sender.transmitters
    return tuple(word for word in sender.transmitters if word in receptor.ligands)


def membrane_of(neuron: Element, kind: Kind) -> Membrane:
    """Return what a neuron gives to what sits in it."""
    leak = kind.parameters.get(_LEAK)
    least = extent_of(neuron.params.get(_LEAK, leak.default)) if leak is not None else None
    return Membrane(kind.reversal, least[0] if least is not None else math.inf, kind.parts)


def membrane_around(circuit: Circuit, catalog: Catalog, part: str) -> Membrane:
    """Return what the neuron that a part sits in gives to it; nothing where it sits in none."""
    kind, host = host_kind(circuit, catalog, part), circuit.host(part)
    return membrane_of(circuit.elements[host], kind) if host and kind else NO_MEMBRANE


def values_in(part: Kind, membrane: Membrane) -> Values:
    """Return the values that a part has because of the membrane it sits in."""
    own = membrane.reversal.get(part.ions[0]) if len(part.ions) == 1 else None
    given = {REVERSAL: own} if own is not None and REVERSAL in part.parameters else {}
    return _below_rest(part, {**given, **membrane.parts.get(part.name, {})}, membrane)


def values_made_in(part: Kind, membrane: Membrane) -> FrozenMap[float]:
    """Return what of a part differs from the defaults because of the membrane it is made in."""
    return FrozenMap(_differing(part, values_in(part, membrane)))


def _below_rest(part: Kind, values: Values, membrane: Membrane) -> Values:
    """Return values with which a part that inhibits does not lift the cell above its rest."""
    parameter = part.parameters.get(REVERSAL)
    anion = [ion for ion in part.ions if ion.endswith("⁻")]
    if parameter is None or not (part.ligands or anion):
        return values
    reversal = values.get(REVERSAL, float(str(parameter.default)))
    if not membrane.rest < reversal < HYPERPOLARISES_BELOW:
        return values
    return {**values, REVERSAL: max(membrane.rest, parameter.minimum)}


def values_made(receptor: Kind, sender: Kind, membrane: Membrane) -> list[Values]:
    """Return the values with which a wire makes a receptor, once for each sort that it makes.

    There is one sort, unless the sender releases transmitters that want different values.
    """
    heard = transmitters_heard(receptor, sender)
    decided = [receptor.made_for[word] for word in heard if word in receptor.made_for]
    found: list[Values] = []
    for values in decided or [{}]:
        both = {**values_in(receptor, membrane), **values}
        whole = _below_rest(receptor, both, membrane)
        if whole not in found:
            found.append(whole)
    return found


def receptors_made(
    catalog: Catalog, kinds: Iterable[str], sender: Kind, membrane: Membrane
) -> tuple[NewReceptor, ...]:
    """Return the receptors that a wire from a sender makes of these kinds in a membrane."""
    return tuple(
        NewReceptor(kind.name, FrozenMap(_differing(kind, values)))
        for kind in map(catalog.kind, kinds)
        for values in values_made(kind, sender, membrane)
    )


def given_anew(part: Element, kind: Kind, old: Values, new: Values) -> Element:
    """Return a part with `new` values, where what it has is still what `old` gave it.

    Parameters
    ----------
    old, new : Mapping
        What differs from the catalog's defaults by what made the part, before and after.
    """
    params: dict[str, Value] = dict(part.params)
    for name in {**old, **new}:
        default = kind.parameters[name].default
        if part.params.get(name, default) == old.get(name, default):
            params[name] = new.get(name, default)
            if params[name] == default:
                del params[name]
    return part if params == dict(part.params) else replace(part, params=FrozenMap(params))


def moved_into(catalog: Catalog, part: Element, old: Membrane, new: Membrane) -> Element:
    """Return a part as it is in the membrane of another neuron."""
    kind = catalog.kind(part.kind)
    return given_anew(part, kind, values_in(kind, old), values_in(kind, new))


def host_kind(circuit: Circuit, catalog: Catalog, part: str) -> Kind | None:
    """Return the kind of the neuron that a part sits in; None where it sits in none known here."""
    host = circuit.host(part)
    return kind_of(circuit, catalog, host) if host is not None else None


def senders_of(circuit: Circuit, catalog: Catalog, receptor: str, leaving: str = "") -> list[Kind]:
    """Return the kinds that open a receptor, but not those that do so by the synapse `leaving`."""
    synapses = [id for id in circuit.sources(receptor, Role.BINDS) if id != leaving]
    ids = [sender for id in synapses for sender in circuit.sources(id, Role.RELEASES_ONTO)]
    return [kind for id in ids if (kind := kind_of(circuit, catalog, id)) is not None]


def opened_as(
    circuit: Circuit, catalog: Catalog, receptor: str, sender: Kind, leaving: str = ""
) -> Element | None:
    """Return a receptor as it is once a sender opens it, or None where others rule that out.

    Parameters
    ----------
    leaving : str
        A synapse of the receptor's that is given over to the sender; empty for a wire of its own.

    Returns
    -------
    Element or None
        None where what is released wants other values than those that it has for the rest of its
        senders.
    """
    part = circuit.elements[receptor]
    kind, around = catalog.kind(part.kind), membrane_around(circuit, catalog, receptor)
    made = values_made(kind, sender, around)
    others = senders_of(circuit, catalog, receptor, leaving)
    if others:
        agreed = all(any(one in made for one in values_made(kind, k, around)) for k in others)
        return part if agreed else None
    before = senders_of(circuit, catalog, receptor)
    old = values_made(kind, before[0], around)[0] if before else values_in(kind, around)
    return given_anew(part, kind, old, made[0])


def is_against(kind: Kind, part: Element, sender: Kind) -> bool:
    """Return whether a part is set to excite where what a sender releases inhibits.

    Only of receptors that answer to transmitters of either sign: the reversal potential of any
    other is a matter of its neuron.
    """
    if not kind.made_for:
        return False
    wanted = {_sign(kind, values) for values in values_made(kind, sender, NO_MEMBRANE)}
    return wanted == {Sign.INHIBITS} and _sign(kind, part.params) is not Sign.INHIBITS


def _sign(kind: Kind, values: Mapping[str, Value]) -> Sign:
    known = {name: parameter.default for name, parameter in kind.parameters.items()}
    whole = {**known, **values}
    return sign_of_values(whole.get("weight"), whole.get(REVERSAL))


def _differing(kind: Kind, values: Values) -> dict[str, float]:
    return {name: v for name, v in values.items() if v != kind.parameters[name].default}
