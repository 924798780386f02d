"""What is released decides what a wire makes: every sender with every receiver of the catalog."""

from itertools import product
from pathlib import Path

import pytest

from circuitlab.api import Circuit
from circuitlab.api import CircuitError as Refused
from circuitlab.catalog.families import NEURON, RECEPTOR
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import ANY, Kind
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.between import dropped_on_axon
from circuitlab.model.delta import Delta
from circuitlab.model.element import Role
from circuitlab.model.link_checks import link_problem, loose_ends, membrane
from circuitlab.model.rewiring import moved_end
from circuitlab.model.signs import Sign, sign_of_part

CATALOG = default_catalog()
SENDERS = [kind for kind in CATALOG.ordered() if kind.transmitters]
NEURONS = [kind for kind in CATALOG.ordered() if kind.family == NEURON]
RECEIVERS = [kind for kind in NEURONS if kind.receptors]
RECEPTORS = [kind for kind in CATALOG.ordered() if kind.family == RECEPTOR]

SIGNS = {
    "glutamate": Sign.EXCITES,
    "substance_p": Sign.EXCITES,
    "gaba": Sign.INHIBITS,
    "glycine": Sign.INHIBITS,
}
"""What each transmitter does in the spinal cord of a healthy adult."""

SLOW_MS = 50.0
"""A receptor that closes in less than this is a fast one."""


def opposed(kind: Kind) -> bool:
    return {SIGNS[word] for word in kind.transmitters} == {Sign.INHIBITS}


def pair(sender: str, receiver: str) -> tuple[Circuit, str, str]:
    circuit = Circuit()
    return circuit, circuit.add(sender), circuit.add(receiver)


def bound(circuit: Circuit, synapse: str) -> list[str]:
    return circuit.model.targets(synapse, Role.BINDS)


def kinds(circuit: Circuit, synapse: str) -> list[str]:
    return [circuit.model.elements[id].kind for id in bound(circuit, synapse)]


def value(circuit: Circuit, id: str, name: str) -> object:
    return circuit.model.value(id, name, CATALOG)


def closing_ms(circuit: Circuit, receptor: str) -> float:
    """How long a receptor stays open: what is known only by its binding is not made by wires."""
    kind = CATALOG.kind(circuit.model.elements[receptor].kind)
    name = next(name for name in ("tau_decay", "tau_syn") if name in kind.parameters)
    return float(str(value(circuit, receptor, name)))


def hears(circuit: Circuit, receptor: str, transmitter: str) -> bool:
    ligands = CATALOG.kind(circuit.model.elements[receptor].kind).ligands
    return transmitter in ligands or ANY in ligands


def heals(circuit: Circuit) -> bool:
    """Return whether a file with this circuit would open without a complaint."""
    links = circuit.model.links.values()
    wrong = [link for link in links if link_problem(circuit.model, CATALOG, link)]
    return not wrong and not loose_ends(circuit.model, CATALOG)


def test_every_transmitter_has_a_sign_here() -> None:
    assert {word for kind in CATALOG.kinds.values() for word in kind.transmitters} == set(SIGNS)


def test_a_wire_makes_what_the_transmitter_opens_and_of_its_sign_for_all_pairs() -> None:
    for sender, receiver in product(SENDERS, RECEIVERS):
        circuit, source, target = pair(sender.name, receiver.name)
        made = bound(circuit, circuit.wire(source, target))
        assert made, (sender.name, receiver.name)
        signs = {sign_of_part(circuit.model, CATALOG, id) for id in made}
        assert signs == {SIGNS[word] for word in sender.transmitters}, (sender.name, receiver.name)
        assert set(circuit.model.parts(target)) == {*made, *_own_parts(receiver)}
        assert heals(circuit)


def _own_parts(receiver: Kind) -> set[str]:
    circuit = Circuit()
    return set(circuit.model.parts(circuit.add(receiver.name)))


def test_a_wire_makes_one_fast_receptor_for_a_transmitter_for_all_pairs() -> None:
    for sender, receiver in product(SENDERS, RECEIVERS):
        circuit, source, target = pair(sender.name, receiver.name)
        made = bound(circuit, circuit.wire(source, target))
        for word in sender.transmitters:
            fast = [
                id for id in made if hears(circuit, id, word) and closing_ms(circuit, id) < SLOW_MS
            ]
            assert len(fast) <= 1, (sender.name, receiver.name, word, fast)


def test_what_answers_to_anything_stands_alone_in_a_neurons_list() -> None:
    for kind in RECEIVERS:
        anything = [name for name in kind.receptors if ANY in CATALOG.kind(name).ligands]
        assert not anything or len(kind.receptors) == 1, kind.name


def test_what_answers_to_anything_says_what_each_fast_transmitter_makes_of_it() -> None:
    fast = {"glutamate", "gaba", "glycine"}
    for kind in RECEPTORS:
        assert (ANY in kind.ligands) == bool(kind.made_for), kind.name
        assert not kind.made_for or set(kind.made_for) == fast, kind.name


@pytest.mark.parametrize(
    ("sender", "receiver", "receptors"),
    [
        ("nociceptor_c", "projection_neuron", ["ampa", "nmda", "nk1"]),
        ("adex_nociceptor", "wdr_neuron", ["ampa", "nmda", "nk1"]),
        ("nociceptor_c", "adex", ["ampa", "nmda"]),
        ("poisson", "izhikevich", ["ampa", "nmda"]),
        ("inhibitory_interneuron", "adex", ["gaba_a"]),
        ("inhibitory_interneuron", "projection_neuron", ["gaba_a", "glycine"]),
        ("nociceptor_c", "lif_conductance", ["exp_conductance"]),
        ("adex_interneuron", "hh_traub_miles", ["exp_conductance"]),
        ("adex_interneuron", "lif_current", ["exp_current"]),
    ],
)
def test_the_receptors_of_known_pairs(sender: str, receiver: str, receptors: list[str]) -> None:
    circuit, source, target = pair(sender, receiver)
    assert kinds(circuit, circuit.wire(source, target)) == receptors


def test_simple_receptors_have_the_values_of_what_opens_them() -> None:
    """67 nS, 10 ms and −80 mV inhibit, 6 nS, 5 ms and 0 mV excite: table of Brette et al. 2007."""
    values = {}
    for sender in ("excitatory_interneuron", "inhibitory_interneuron"):
        circuit, source, target = pair(sender, "lif_conductance")
        (receptor,) = bound(circuit, circuit.wire(source, target))
        names = ("weight", "tau_syn", "e_rev")
        values[sender] = [value(circuit, receptor, name) for name in names]
        circuit, source, target = pair(sender, "lif_current")
        (receptor,) = bound(circuit, circuit.wire(source, target))
        values[sender].append(value(circuit, receptor, "weight"))
    assert values["excitatory_interneuron"] == [6.0, 5.0, 0.0, 50.0]
    assert values["inhibitory_interneuron"] == [67.0, 10.0, -80.0, -50.0]


@pytest.mark.parametrize("receiver", ["adex", "izhikevich"])
def test_a_neuron_that_rests_low_keeps_its_chloride_lower(receiver: str) -> None:
    circuit, source, target = pair("inhibitory_interneuron", receiver)
    (receptor,) = bound(circuit, circuit.wire(source, target))
    assert value(circuit, receptor, "e_rev") == -75.0
    dropped = circuit.add("gaba_a_kinetic", on=target)
    tonic = circuit.add("tonic_chloride", on=target)
    asked = circuit.add("gaba_a", on=target, e_rev=-70)
    bond = circuit.add("gaba_b", on=target)
    reversals = [value(circuit, id, "e_rev") for id in (dropped, tonic, asked)]
    assert reversals == [-75.0, -75.0, -70.0]
    assert value(circuit, bond, "e_rev") == CATALOG.kind("gaba_b").parameters["e_rev"].default


def test_an_axon_binds_the_receptor_it_ends_on_or_is_refused_for_all_that_can_be_docked() -> None:
    """Free, then taken by the first axon: never is anything else made."""
    for sender, receiver in product(SENDERS, NEURONS):
        for name in sorted(membrane(receiver) & {kind.name for kind in RECEPTORS}):
            circuit, source, target = pair(sender.name, receiver.name)
            other = circuit.add(sender.name)
            receptor = circuit.add(name, on=target)
            parts = circuit.model.parts(target)
            for axon in (source, other, source):
                wired = rules.connect(circuit.model, CATALOG, axon, receptor)
                assert isinstance(wired, Delta) == CATALOG.kind(name).opened_by(sender)
                if isinstance(wired, Problem):
                    assert all((wired.what, wired.remedy))
                    continue
                circuit.model.apply(wired)
                assert circuit.model.parts(target) == parts
                if opposed(sender):
                    assert sign_of_part(circuit.model, CATALOG, receptor) is Sign.INHIBITS
            opened = CATALOG.kind(name).opened_by(sender)
            assert len(circuit.model.sources(receptor, Role.BINDS)) == (3 if opened else 0)
            assert not opened or heals(circuit)


def test_a_second_axon_binds_a_taken_receptor_of_its_sort() -> None:
    circuit, first, cell = pair("inhibitory_interneuron", "projection_neuron")
    second = circuit.add("adex_interneuron")
    receptor = circuit.add("gaba_b", on=cell)
    synapses = [circuit.wire(source, receptor) for source in (first, second)]
    assert circuit.model.sources(receptor, Role.BINDS) == synapses
    assert circuit.model.parts(cell) == [receptor]


def test_a_receptor_for_something_else_is_refused_with_what_to_do() -> None:
    circuit, fibre, cell = pair("nociceptor_c", "projection_neuron")
    receptor = circuit.add("gaba_b", on=cell)
    with pytest.raises(Refused) as refused:
        circuit.wire(fibre, receptor)
    assert str(refused.value) == (
        "Nociceptor (C fibre) releases glutamate and substance P, which does not open GABA-B "
        "receptor of Projection neuron; wire to Projection neuron itself, which makes a receptor "
        "that fits"
    )


def test_a_free_simple_receptor_takes_the_sign_of_what_is_wired_to_it() -> None:
    circuit, source, cell = pair("inhibitory_interneuron", "lif_current")
    receptor = circuit.add("exp_current", on=cell, tau_syn=7)
    circuit.wire(source, receptor)
    assert value(circuit, receptor, "weight") == -50.0
    assert value(circuit, receptor, "tau_syn") == 7.0


def test_excitation_and_inhibition_do_not_share_a_simple_receptor() -> None:
    circuit, brake, cell = pair("inhibitory_interneuron", "lif_conductance")
    fibre = circuit.add("nociceptor_c")
    for first, second in ((brake, fibre), (fibre, brake)):
        receptor = circuit.add("exp_conductance", on=cell)
        circuit.wire(first, receptor)
        before = circuit.model.copy()
        with pytest.raises(Refused, match="is set for what opens it already"):
            circuit.wire(second, receptor)
        assert circuit.model == before


def test_what_inhibits_is_not_wired_to_what_somebody_set_to_excite() -> None:
    circuit, brake, cell = pair("inhibitory_interneuron", "lif_current")
    receptor = circuit.add("exp_current", on=cell, weight=80)
    with pytest.raises(Refused, match=r"is set to excite.*wire to .* itself"):
        circuit.wire(brake, receptor)
    circuit.set(receptor, weight=-80)
    circuit.wire(brake, receptor)
    assert value(circuit, receptor, "weight") == -80.0


def test_a_simple_neuron_may_be_made_to_inhibit_by_hand() -> None:
    circuit, source, cell = pair("lif_current", "lif_current")
    receptor = circuit.add("exp_current", on=cell, weight=-250)
    circuit.wire(source, receptor)
    assert value(circuit, receptor, "weight") == -250.0


def test_weights_by_connection_are_no_ones_elses() -> None:
    circuit = Circuit()
    source, cell = circuit.add("lif_current", size=3), circuit.add("lif_current", size=2)
    every = {"pre": [0, 1, 2], "post": [0, 1, 1], "weight": [1.0, 2.0, 3.0]}
    synapse = circuit.connect(source, cell, receptor="exp_current", **every)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="connection by connection"):
        circuit.wire(source, bound(circuit, synapse)[0])


def test_a_receptor_that_no_wire_makes_can_be_asked_for() -> None:
    circuit, source, cell = pair("inhibitory_interneuron", "adex")
    for receptor in ("exp_conductance", "gaba_b"):
        synapse = circuit.connect(source, cell, receptor=receptor, pre=[0], post=[0])
        assert kinds(circuit, synapse) == [receptor]
    assert value(circuit, "exp_conductance1", "e_rev") == -80.0


@pytest.mark.parametrize("receiver", ["lif_current", "lif_conductance", "hh_traub_miles"])
@pytest.mark.parametrize("way", ["axon", "in between", "source", "new"])
def test_other_ways_to_what_inhibits_inhibit_too(receiver: str, way: str) -> None:
    circuit, fibre, cell = pair("nociceptor_c", receiver)
    brake = circuit.add("inhibitory_interneuron")
    if way == "axon":
        made = circuit.wire(brake, cell)
        simple = CATALOG.kind(receiver).receptors[0]
        done = dropped_on_axon(circuit.model, CATALOG, simple, made, 0.0, 0.0)
    elif way == "in between":
        made = circuit.wire(fibre, cell)
        done = dropped_on_axon(circuit.model, CATALOG, "adex_interneuron", made, 0.0, 0.0)
    elif way == "source":
        made = circuit.wire(fibre, cell)
        moved = moved_end(circuit.model, CATALOG, made, "source", brake)
        done = moved if isinstance(moved, Problem) else ("", moved)
    else:
        simple = CATALOG.kind(receiver).receptors[0]
        done = rules.add_kind(circuit.model, CATALOG, simple, on=cell, wired_from=brake)
    assert isinstance(done, tuple), str(done)
    circuit.model.apply(done[1])
    parts = circuit.model.parts(cell)
    assert parts
    assert {sign_of_part(circuit.model, CATALOG, id) for id in parts} == {Sign.INHIBITS}
    assert heals(circuit)


def test_a_wire_that_is_given_to_what_excites_excites() -> None:
    circuit, brake, cell = pair("inhibitory_interneuron", "lif_current")
    fibre = circuit.add("nociceptor_c")
    synapse = circuit.wire(brake, cell)
    moved = moved_end(circuit.model, CATALOG, synapse, "source", fibre)
    assert isinstance(moved, Delta)
    circuit.model.apply(moved)
    (receptor,) = bound(circuit, synapse)
    assert not circuit.model.elements[receptor].params


def test_a_receptor_that_somebody_set_to_excite_is_not_given_to_what_inhibits() -> None:
    circuit, fibre, cell = pair("nociceptor_c", "lif_current")
    brake = circuit.add("inhibitory_interneuron")
    synapse = circuit.wire(fibre, cell)
    circuit.set(bound(circuit, synapse)[0], weight=120)
    refused = moved_end(circuit.model, CATALOG, synapse, "source", brake)
    assert isinstance(refused, Problem)
    assert "draw a new wire" in refused.remedy


def test_chloride_follows_the_neuron_that_a_wire_is_moved_to() -> None:
    circuit, brake, cell = pair("inhibitory_interneuron", "adex_projection")
    other = circuit.add("adex")
    synapse = circuit.wire(brake, cell)
    for end, expected in ((other, -75.0), (cell, -72.8)):
        moved = moved_end(circuit.model, CATALOG, synapse, "target", end)
        assert isinstance(moved, Delta)
        circuit.model.apply(moved)
        assert value(circuit, bound(circuit, synapse)[0], "e_rev") == expected
    circuit.set(bound(circuit, synapse)[0], e_rev=-52)
    moved = moved_end(circuit.model, CATALOG, synapse, "target", other)
    assert isinstance(moved, Delta)
    circuit.model.apply(moved)
    assert value(circuit, bound(circuit, synapse)[0], "e_rev") == -52.0


def words(circuit: Circuit, receptor: str) -> str:
    """What the guide calls a receptor that was made: its title, size and reversal potential."""
    kind = CATALOG.kind(circuit.model.elements[receptor].kind)
    name = kind.title.removesuffix(" receptor")
    said = f"{name} {value(circuit, receptor, 'weight'):g} {kind.parameters['weight'].unit}"
    if "e_rev" in kind.parameters:
        said += f" at {value(circuit, receptor, 'e_rev'):g} mV"
    return said.replace(" -", " −")


def table() -> list[str]:
    """The guide's table: neurons that make the same stand in one row."""
    released = dict.fromkeys(kind.transmitters for kind in SENDERS)
    columns = {
        each: next(kind.name for kind in SENDERS if kind.transmitters == each)
        for each in sorted(released, key=lambda each: (each[0] != "glutamate", len(each)))
    }
    rows: dict[tuple[str, ...], list[str]] = {}
    for receiver in RECEIVERS:
        cells = []
        for sender in columns.values():
            circuit, source, target = pair(sender, receiver.name)
            made = bound(circuit, circuit.wire(source, target))
            cells.append("; ".join(words(circuit, id) for id in made))
        rows.setdefault(tuple(cells), []).append(receiver.title)
    heads = [" and ".join(each).replace("gaba", "GABA").replace("_p", " P") for each in columns]
    lines = [["onto", *heads], ["---"] * (len(heads) + 1)]
    lines += [[", ".join(titles), *cells] for cells, titles in rows.items()]
    return [f"| {' | '.join(line)} |" for line in lines]


def test_the_guide_says_what_a_wire_makes() -> None:
    guide = (Path(__file__).parents[2] / "docs/guide/building.md").read_text(encoding="utf-8")
    expected = "\n".join(table())
    assert expected in guide, f"docs/guide/building.md has another table than\n{expected}"


@pytest.mark.parametrize("receiver", [kind.name for kind in RECEIVERS])
def test_nothing_that_inhibits_reverses_above_the_rest_of_a_cell_that_rests_low(
    receiver: str,
) -> None:
    circuit = Circuit()
    brake = circuit.add("inhibitory_interneuron")
    leak = CATALOG.kind(receiver).parameters.get("e_l")
    if leak is None:
        return
    cell = circuit.add(receiver, size=2, e_l=[-60, -88])
    made = bound(circuit, circuit.wire(brake, cell))
    made.append(circuit.add("gaba_b", on=cell) if "gaba_b" in CATALOG.kind(receiver).docks else "")
    for id in filter(None, made):
        known = CATALOG.kind(circuit.model.elements[id].kind).parameters
        if "e_rev" in known:
            assert value(circuit, id, "e_rev") == min(-88.0, known["e_rev"].default)
