from circuitlab.model.duplicate import duplicated
from circuitlab.model.element import Role


def test_a_neuron_is_copied_with_its_parts_but_not_with_half_a_synapse(circuit):
    ids, delta = duplicated(circuit, ["projection_neuron1"])
    circuit.apply(delta)
    assert [circuit.elements[id].kind for id in ids] == ["projection_neuron"]
    ids, delta = duplicated(circuit, ["nociceptor_c1"])
    circuit.apply(delta)
    assert {circuit.elements[id].kind for id in ids} == {"nociceptor_c", "trpv1"}


def test_inner_wires_are_kept(circuit):
    ids, delta = duplicated(circuit, ["nociceptor_c1", "projection_neuron1", "ketamine1"])
    circuit.apply(delta)
    kinds = {circuit.elements[id].kind: id for id in ids}
    assert {"synapse", "nmda", "ampa"} <= set(kinds)
    assert circuit.targets(kinds["nociceptor_c"], Role.RELEASES_ONTO) == [kinds["synapse"]]
    assert circuit.targets(kinds["ketamine"]) == [kinds["nmda"]]
    assert circuit.host(kinds["nmda"]) == kinds["projection_neuron"]


def test_copies_lie_beside_and_parts_where_they_sat(circuit):
    ids, delta = duplicated(circuit, ["nociceptor_c1"])
    circuit.apply(delta)
    fibre, part = (
        next(i for i in ids if circuit.elements[i].kind == k) for k in ("nociceptor_c", "trpv1")
    )
    assert circuit.elements[fibre].x > circuit.elements["nociceptor_c1"].x
    assert (
        circuit.elements[part].x
        == circuit.elements["trpv1_1" if "trpv1_1" in circuit.elements else "trpv11"].x
    )


def test_values_and_names_are_copied(circuit):
    circuit.apply(circuit.with_param("ketamine1", "concentration", 4.0))
    (copy,), delta = duplicated(circuit, ["ketamine1"])
    circuit.apply(delta)
    assert circuit.value(copy, "concentration") == 4.0


def test_a_copy_has_a_name_of_its_own_and_does_not_cover_the_first(circuit):
    seen = {circuit.position("projection_neuron1")}
    for number in (2, 3):
        (copy, *_parts), delta = duplicated(
            circuit, ["projection_neuron1"], offset=(40.0 * number, 40.0)
        )
        circuit.apply(delta)
        assert circuit.elements[copy].label == f"Projection neuron {number}"
        assert circuit.position(copy) not in seen
        seen.add(circuit.position(copy))
    circuit.apply(circuit.relabelled("nociceptor_c1", "Fibre 4"))
    ids, delta = duplicated(circuit, ["nociceptor_c1"])
    circuit.apply(delta)
    labels = [circuit.elements[id].label for id in ids]
    assert labels == ["Fibre 5", ""]  # its heat channel is told apart by its neuron
    again, delta = duplicated(circuit, [ids[0]])
    circuit.apply(delta)
    assert circuit.elements[again[0]].label == "Fibre 6"
