"""Overlays hold for a while and leave no trace; settings are checked before they are laid."""

from toy import add, small_circuit, toy_catalog

from circuitlab.catalog.words import Problem
from circuitlab.model.delta import Delta
from circuitlab.model.element import Array
from circuitlab.model.overlay import Overlay, difference, resolve
from circuitlab.model.parameter_values import overlay_of, set_param
from circuitlab.model.step import Step
from circuitlab.model.timeline import read_time, steps_of, with_steps

TOY = toy_catalog()


def test_laying_overlays_leaves_the_circuit_as_it_was() -> None:
    circuit = small_circuit()
    before = circuit.copy()
    resolved = resolve(circuit, [Overlay("hot", {("warmer1", "temperature"): 50.0})])
    assert resolved.value("warmer1", "temperature", TOY) == 50
    assert circuit == before
    assert set(difference(circuit, resolved).changes) == {"warmer1"}


def test_the_later_overlay_lies_on_top_and_may_address_the_document() -> None:
    circuit = small_circuit()
    overlays = [
        Overlay("one", {("warmer1", "temperature"): 50.0, ("document", "body_clock"): 600.0}),
        Overlay("two", {("warmer1", "temperature"): 51.0}),
    ]
    resolved = resolve(circuit, overlays)
    assert resolved.value("warmer1", "temperature", TOY) == 51
    assert resolved.document["body_clock"] == 600


def test_an_overlay_passes_over_what_is_no_longer_there() -> None:
    circuit = small_circuit()
    assert resolve(circuit, [Overlay("gone", {("warmer9", "temperature"): 50.0})]) == circuit


def test_overlays_are_values() -> None:
    one = Overlay("a", {("cell1", "gain"): [1.0, 2.0]})  # type: ignore[dict-item]
    assert hash(one) == hash(Overlay("a", {("cell1", "gain"): (1.0, 2.0)}))


def test_settings_with_units_become_an_overlay() -> None:
    circuit = small_circuit()
    overlay = overlay_of(circuit, TOY, "x", {"warmer1.temperature": "46 degC", "document.seed": 3})
    assert isinstance(overlay, Overlay)
    assert dict(overlay.values) == {("warmer1", "temperature"): 46, ("document", "seed"): 3}


def test_a_list_has_a_value_for_each_cell_that_is_set_beside_it() -> None:
    circuit = small_circuit()
    given = {"cell1.gain": [1, 2, 3], "cell1.size": "3"}
    overlay = overlay_of(circuit, TOY, "x", given)
    assert isinstance(overlay, Overlay)
    assert overlay.values["cell1", "gain"] == Array([1.0, 2.0, 3.0])
    problems = overlay_of(circuit, TOY, "x", {**given, "cell1.size": 2})
    assert isinstance(problems, list)
    assert "3 values for 2 cells" in str(problems[0])


def test_every_setting_that_does_not_fit_is_named() -> None:
    problems = overlay_of(
        small_circuit(),
        TOY,
        "x",
        {
            "warmer1.temperature": "46 mV",
            "warmer2.temperature": 46,
            "warmer1": 46,
            "warmer1.temprature": 46,
            "document.sed": 1,
            "document.seed": -1,
            "document.title": "x",
        },
    )
    assert isinstance(problems, list)
    assert [problem.where for problem in problems] == [
        "warmer1.temperature",
        "warmer2.temperature",
        "warmer1",
        "warmer1.temprature",
        "document.sed",
        "document.seed",
        "document.title",
    ]
    assert "did you mean “warmer1”?" in str(problems[1])


def test_a_parameter_is_set_from_text_and_forgotten_at_its_default() -> None:
    circuit = small_circuit()
    delta = set_param(circuit, TOY, "warmer1", "temperature", "45 degC", merge_key="drag")
    assert isinstance(delta, Delta)
    assert (delta.label, delta.merge_key) == ("Set Temperature of Warmer", "drag")
    circuit.apply(delta)
    assert circuit.elements["warmer1"].params["temperature"] == 45
    back = set_param(circuit, TOY, "warmer1", "temperature", 47)
    assert isinstance(back, Delta)
    circuit.apply(back)
    assert "temperature" not in circuit.elements["warmer1"].params


def test_a_wrong_value_is_refused_with_what_is_allowed() -> None:
    circuit = small_circuit()
    refused = set_param(circuit, TOY, "warmer1", "temperature", "99 °C")
    assert isinstance(refused, Problem)
    assert str(refused) == "warmer1.temperature: 99 °C is too high; allowed: 0 to 60 °C"
    assert isinstance(set_param(circuit, TOY, "nobody1", "x", 1), Problem)


def test_a_population_takes_a_value_for_each_cell() -> None:
    circuit = small_circuit()
    id = add(circuit, "cell", size=3)
    delta = set_param(circuit, TOY, id, "gain", ["1 nS", 2, "3000 pS"])
    assert isinstance(delta, Delta)
    circuit.apply(delta)
    assert circuit.elements[id].params["gain"] == Array([1.0, 2.0, 3.0])
    assert isinstance(set_param(circuit, TOY, id, "gain", [1, 2]), Problem)


def test_the_timeline_is_read_in_order_of_time() -> None:
    circuit = small_circuit()
    late = Step(200.0, {("plug1", "dose"): 5.0}, "more")
    early = Step(100.0, {("plug1", "dose"): 0.0, ("document", "body_clock"): 60.0})
    circuit.apply(with_steps(circuit, (late, early)))
    assert [step.at for step in steps_of(circuit)] == [100, 200]
    assert steps_of(circuit)[0].values == early.values
    assert steps_of(circuit)[1].label == "more"


def test_times_are_read_with_units_and_never_before_the_start() -> None:
    assert read_time("1.5 s") == 1500
    assert read_time(3) == 3
    for wrong in (-1, True, None, "5 mV", "-2 s", float("nan")):
        assert isinstance(read_time(wrong), Problem)
