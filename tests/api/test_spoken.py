"""A slip of the pen is answered in a sentence, and signatures stay what they were."""

import inspect
import re

import pytest

import circuitlab as cl
from circuitlab import api
from circuitlab.api import other_words
from circuitlab.api.spoken import spoken


@pytest.fixture(scope="module")
def run() -> cl.Run:
    c = cl.Circuit()
    c.add("lif_current")
    return cl.simulate(c, "1 ms")


def test_an_argument_that_is_not_there_names_the_nearest(run: cl.Run) -> None:
    with pytest.raises(TypeError, match="“simulate” takes no “sed”; did you mean “seed”"):
        cl.simulate(run.circuit, "5 ms", sed=1)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="“Circuit” takes no “modle”; did you mean “model”"):
        cl.Circuit(modle=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"“Timeline.add” takes no “att”; did you mean “at”"):
        cl.Circuit().timeline.add(att="1 s")  # type: ignore[call-arg]


def test_every_public_callable_answers() -> None:
    for name in api.__all__:
        public = getattr(api, name)
        if name != "CircuitError":
            with pytest.raises(TypeError, match=r"takes no “no_such_name”|also needs"):
                public(no_such_name=1)


def test_what_a_call_lacks_is_named_by_the_class_that_was_used(run: cl.Run) -> None:
    circuit = cl.Circuit()
    for call, said in (
        (circuit.connect, "“Circuit.connect” also needs “source”, “target”, “receptor”, “pre”"),
        (circuit.compare, "“Circuit.compare” also needs “duration”$"),
        (run.spikes, "“Run.spikes” also needs “id”$"),
        (cl.simulate, "“simulate” also needs “circuit”$"),
    ):
        with pytest.raises(TypeError, match=said):
            call()  # type: ignore[operator]


def test_an_attribute_that_is_not_there_names_the_nearest(run: cl.Run) -> None:
    with pytest.raises(AttributeError, match="a Run has no “voltages”; did you mean “voltage”"):
        _ = run.voltages  # type: ignore[attr-defined]
    circuit = cl.Circuit()
    with pytest.raises(AttributeError, match="a Circuit has no “titel”; did you mean “title”"):
        circuit.titel = "x"  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="a Claims has no “ad”; did you mean “add”"):
        _ = circuit.claims.ad  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="did you mean 'simulate'"):
        _ = cl.simulat
    assert not hasattr(run, "no_such_name")


def test_what_can_be_set_is_set_and_what_is_frozen_stays(run: cl.Run) -> None:
    circuit = cl.Circuit()
    circuit.title = "Two cells"
    assert circuit.title == "Two cells"
    with pytest.raises(AttributeError):
        run.seed = 2  # type: ignore[misc]


def test_help_shows_the_own_signature_and_words() -> None:
    assert "seed" in inspect.signature(cl.simulate).parameters
    assert list(inspect.signature(cl.Circuit).parameters) == ["model", "catalog"]
    assert (cl.Run.trace.__doc__ or "").startswith("(t in ms, values)")


def test_an_error_within_is_told_as_it_is() -> None:
    def doubled(number: object) -> object:
        return number + "x"  # type: ignore[operator]

    with pytest.raises(TypeError, match="unsupported operand"):
        spoken(doubled)(number=1)


def test_words_of_other_simulators_are_answered_by_what_is_written_here(run: cl.Run) -> None:
    circuit = cl.Circuit()
    for thing, words in (
        (run, "v t vm spike_times df n_spikes"),
        (circuit, "add_neuron run edges"),
    ):
        for word in words.split():
            with pytest.raises(AttributeError, match="; here it is "):
                getattr(thing, word)
    with pytest.raises(AttributeError, match=r"here it is run\.voltage\(.cell.\)"):
        _ = run.v  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match=r"here it is circuit\.add\(.hh_squid.\)"):
        _ = circuit.add_neuron  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match=r"here it is circuitlab\.Circuit\(\)"):
        _ = cl.Network


def test_what_is_written_here_can_be_written_here(run: cl.Run) -> None:
    """Each answer names what there is; no word of others is one of ours."""
    days = cl.simulate(run.circuit, days=1, probe="1 ms")
    things = (
        (other_words.RUN, "run", run),
        (other_words.DAYS, "run", days),
        (other_words.CIRCUIT, "circuit", cl.Circuit()),
    )
    for name, called, thing in things:
        for word, ours in other_words.answers(name):
            assert not hasattr(thing, word), word
            owner, _dot, attribute = ours.removeprefix("len(").partition(".")
            if owner == called:
                assert hasattr(thing, re.split(r"\W", attribute)[0]), ours
            if owner == "circuitlab":
                assert attribute.partition("(")[0] in cl.__all__, ours
