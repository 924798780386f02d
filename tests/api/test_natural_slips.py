"""What newcomers type at first is either understood or answered in a sentence that helps on."""

import pytest

import circuitlab as cl


@pytest.fixture
def net() -> cl.Circuit:
    made = cl.Circuit()
    made.add("lif_current", size=2, i_e=900)
    return made


def test_a_place_given_without_its_name(net: cl.Circuit) -> None:
    with pytest.raises(TypeError, match="by name it also takes on=…, label=…"):
        net.add("current_step", "lif_current1")
    with pytest.raises(TypeError, match=r"“Timeline\.add” is given more than it takes"):
        net.timeline.add({"lif_current1.i_e": 5}, "10 ms")


def test_a_function_looked_for_on_the_circuit(net: cl.Circuit) -> None:
    told = r"here it is circuitlab\.simulate\(circuit, \"1 s\"\)"
    with pytest.raises(AttributeError, match=told):
        net.simulate("10 ms")


def test_one_quantity_to_record_need_not_stand_in_a_list(net: cl.Circuit) -> None:
    run = cl.simulate(net, "5 ms", record=("lif_current1", "v"))
    assert run.voltage("lif_current1").shape == (200, 2)
    with pytest.raises(cl.CircuitError, match="'lif_current1' is not an element with its state"):
        cl.simulate(net, "5 ms", record="lif_current1")


def test_one_value_where_a_pin_needs_two(net: cl.Circuit) -> None:
    with pytest.raises(cl.CircuitError, match=r"lif_current1\.i_e: 5 does not fit here; give two"):
        net.pins.add("drive", {"lif_current1.i_e": 5})
    assert list(net.pins) == []


def test_an_element_and_its_parameter_may_be_given_as_the_two(net: cl.Circuit) -> None:
    net.timeline.add("10 ms", set={("lif_current1", "i_e"): "1 nA"})
    net.experiments.add("more", duration="20 ms", set={("lif_current1", "i_e"): 5})
    assert net.timeline[0]["set"] == {"lif_current1.i_e": 1000.0}
    assert net.experiments["more"]["set"] == {"lif_current1.i_e": 5.0}


def test_what_is_refused_can_be_printed_whatever_was_given() -> None:
    c = cl.Circuit()
    for name in ("a\ud800", "a\x1b[31m", "a\x00b"):
        with pytest.raises(cl.CircuitError) as refused:
            c.add(name)
        assert str(refused.value).encode("utf-8")
        assert not {"\ud800", "\x1b", "\x00"} & set(str(refused.value))
