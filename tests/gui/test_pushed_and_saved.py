"""What a push takes can be saved and opens again as it was; what could not, it refuses."""

import contextlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.files import limits, store
from circuitlab.files.serialise import text_of
from circuitlab.files.tally import tally_of
from circuitlab.gui.document import Document
from circuitlab.gui.faults import Faults
from circuitlab.model import rules
from circuitlab.model.circuit import DOCUMENT_DEFAULTS, Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.days import Days
from circuitlab.model.delta import Delta, IllegalDelta, RefusedDelta
from circuitlab.model.element import DOCUMENT, Element
from circuitlab.model.frozen import Array, FrozenMap
from circuitlab.model.limits import LONGEST_TEXT
from circuitlab.model.pins import Driven, Pin
from circuitlab.model.recordings import Recording
from circuitlab.model.scenario import Camera, Question, ScenarioStep, WaitFor
from circuitlab.model.shown_values import ShownValue
from circuitlab.model.states import ComparedState
from circuitlab.model.step import Step

CELL, DRIVE = "lif_current1", "current_step1"
TEXTS = ("a" * (LONGEST_TEXT + 1), "\ud800", "a\x1bb", "", "no_such")
NUMBERS = (math.nan, math.inf, 1e300, -1, 2**52, 0.5)
"""What a text, and a number, may be given by mistake."""


def whole() -> Circuit:
    """A small circuit that says something in every field of its document."""
    circuit, catalog = Circuit(), default_catalog()
    for kind in ("lif_current", "hh_squid"):
        circuit.apply(rules.add_kind(circuit, catalog, kind, 0.0, 0.0)[1])  # type: ignore[index]
    made = rules.add_kind(circuit, catalog, "current_step", 0.0, 0.0, on=CELL)
    circuit.apply(made[1])  # type: ignore[index]
    values = {(CELL, "i_e"): 100.0}
    step = Step(10.0, values, "more")
    times, values_mv, spikes = Array([0.0, 1.0]), Array([1.0, 2.0]), Array([0.5])
    recording = Recording("cell", "hh_squid1", "v", unit="mV", onset_ms=1.0)
    recording = replace(recording, times=times, values=values_mv, spikes=spikes)
    said: dict[str, Any] = {
        "title": "whole",
        "caption": "caption",
        "article": "article",
        "gallery": {"group": "a", "order": 1.0},
        "timeline": (step,),
        "experiments": {
            "one": Experiment(50.0, values, (1, 2), (step,), ("hh_squid1",)),
            "days": Experiment(10.0, days=Days(2 * 86_400.0, 10.0, 86_400.0)),
        },
        "claims": (
            Claim("fires", "it fires", "one", "spike_count", {"element": CELL}, at_least=1.0),
        ),
        "scenario": (
            ScenarioStep(
                "first",
                "title",
                "text",
                values,
                1.0,
                Camera((), 1.0, 2.0, 3.0, 400.0, 300.0),
                (CELL,),
                ((CELL, "v"),),
                WaitFor(state=(CELL, "v"), above=1.0),
                Question("why", ("a", "b"), 0, "shows"),
                "note",
                ("lost",),
                {},
                {DRIVE: 10.0},
            ),
            ScenarioStep("drawn", question=Question("how", draw=(CELL, "v"), range=(0.0, 1.0))),
            ScenarioStep("later", camera=Camera((CELL,)), wait=WaitFor(seconds=1.0)),
        ),
        "states": (ComparedState("other", "Other", "triangle", values, (step,), "note"),),
        "pins": (Pin("pin1", (Driven(CELL, "i_e", 0.0, 10.0),), "Current", place=(0.1, 0.2)),),
        "shown": (ShownValue(CELL, "i_e"),),
        "recordings": (recording,),
        "view": {"traces": {"scale": 2.0, "rows": ("a",)}},
        "backdrop": "body",
    }
    circuit.apply(circuit.with_document(said))
    return circuit


def variants(value: Any) -> Iterator[Any]:
    """Yield a value with one leaf of it spoilt, in every way that can be constructed."""
    if is_dataclass(value) and not isinstance(value, type):
        yield from of_fields(value)
    elif isinstance(value, Mapping):
        yield from of_mapping(value)
    elif isinstance(value, tuple):
        yield from of_entries(value)
    elif isinstance(value, Array):
        yield from (Array([given, *value.values[1:]]) for given in (math.nan, math.inf, -1e300))
    elif isinstance(value, str):
        yield from TEXTS
    elif isinstance(value, float | int) and not isinstance(value, bool):
        yield from NUMBERS


def of_fields(value: Any) -> Iterator[Any]:
    for each in fields(value):
        if each.name == "path":
            continue  # it is kept as seen from the file
        for inner in variants(getattr(value, each.name)):
            if inner == "" and isinstance(each.default, str):
                continue  # a text that is left out is as usual
            with contextlib.suppress(TypeError, ValueError, AttributeError):
                yield replace(value, **{each.name: inner})


def of_mapping(value: Mapping[Any, Any]) -> Iterator[Any]:
    for name, own in value.items():
        yield from (FrozenMap({**value, name: inner}) for inner in variants(own))
    if value and all(isinstance(name, str) for name in value):
        yield FrozenMap({"\ud800": next(iter(value.values()))})


def of_entries(value: tuple[Any, ...]) -> Iterator[Any]:
    for place, own in enumerate(value):
        for inner in variants(own):
            yield (*value[:place], inner, *value[place + 1 :])
    is_pair = len(value) == 2 and not is_dataclass(value[0])
    if value and not is_pair and not isinstance(value[0], ShownValue):  # twice shown is once
        yield value * 40


def edits(circuit: Circuit) -> Iterator[Delta]:
    for name in DOCUMENT_DEFAULTS:
        if name not in ("other", "origin"):
            before = circuit.document[name]
            for after in variants(before):
                yield Delta(name, {(DOCUMENT, name): (before, after)})
    for id, element in circuit.elements.items():
        for name in ("label", "x", "y"):
            for after in variants(getattr(element, name)):
                yield Delta(name, {id: (element, replace(element, **{name: after}))})
        for name in list(default_catalog().kind(element.kind).parameters)[:4]:
            for after in (*NUMBERS, *TEXTS):
                params = element.params.with_item(name, after)
                yield Delta(name, {id: (element, replace(element, params=params))})


def is_refused(document: Document, edit: Delta) -> bool:
    """Push an edit and return whether it was refused, with a sentence and without a trace."""
    before = document.circuit.copy()
    try:
        document.push(edit)
    except IllegalDelta as error:
        problems = getattr(error, "problems", ())
        is_told = all(problem.where and problem.what for problem in problems)
        return is_told and document.circuit == before and document.undo_stack.count() == 0
    return False


def test_whatever_a_push_takes_is_saved_and_opens_as_it_was(
    catalog: Catalog, tmp_path: Path
) -> None:
    begun, path = whole(), tmp_path / "a.circuit"
    assert store.save(begun, path) == []
    assert store.load(path).circuit == begun
    taken = refused = 0
    for edit in edits(begun):
        document = Document(catalog, begun.copy())
        if is_refused(document, edit):
            refused += 1
        elif document.circuit != begun:
            taken += 1
            assert taken % 8 or document.save_as(path) == [], edit  # that takes longer
            text = text_of(document.circuit)
            opened = store.load_text(text, catalog).circuit
            assert opened is not None
            assert opened == document.circuit or text_of(opened) == text, edit
    assert taken > 100
    assert refused > 300


def test_what_an_experiment_sets_is_judged_with_what_is_edited(catalog: Catalog) -> None:
    circuit = whole()
    running = Experiment(50.0, {(DRIVE, "stop"): 500.0})
    circuit.apply(circuit.with_document({"experiments": {"one": running}, "claims": ()}))
    document = Document(catalog, circuit)
    document.push(circuit.with_param(DRIVE, "start", 100.0))
    with pytest.raises(RefusedDelta, match="must not exceed") as refused:
        document.push(circuit.with_param(DRIVE, "start", 700.0))
    assert refused.value.problems[0].where == f"{DRIVE}.start"
    assert document.circuit.value(DRIVE, "start") == 100.0


def test_a_refusal_says_where_in_words(catalog: Catalog) -> None:
    circuit = whole()
    far = replace(circuit.document["pins"][0], place=(0.1, 2.0))
    with pytest.raises(RefusedDelta) as refused:
        Document(catalog, circuit).push(circuit.with_document({"pins": (far,)}))
    said = str(refused.value)
    assert said == "Pins on the canvas, 1, y: 2 does not fit here; allowed: at most 1"


def test_a_view_that_no_file_keeps_is_not_kept(catalog: Catalog) -> None:
    document = Document(catalog, whole())
    before = document.circuit.document["view"]
    document.keep_view("zoom", math.nan)
    assert document.circuit.document["view"] == before
    document.keep_view("zoom", 2.0)
    assert document.circuit.document["view"]["zoom"] == 2.0


def test_a_circuit_takes_no_more_parts_than_a_file_does(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document(catalog, whole())
    room = tally_of(document.circuit).parts
    monkeypatch.setattr(limits, "MAX_PARTS", room + 2)
    for number in range(2):
        document.push(document.circuit.added(Element(f"note{number + 1}", "note")))
    with pytest.raises(RefusedDelta, match=r"^The file holds .*let one element stand for many"):
        document.push(document.circuit.added(Element("note3", "note")))
    document.undo()
    document.push(document.circuit.added(Element("note3", "note")))
    assert "note3" in document.circuit.elements


def test_an_edit_that_is_refused_is_said_and_no_mistake_of_ours(
    catalog: Catalog, qapp: object
) -> None:
    document, faults = Document(catalog, whole()), Faults()
    told: list[str] = []
    faults.refused.connect(told.append)
    faults.found.connect(lambda _problem: pytest.fail("it is no fault"))
    for _again in range(2):
        try:
            document.push(document.circuit.with_document({"gallery": {"order": math.inf}}))
        except RefusedDelta as error:
            faults.tell(error)
    assert len(told) == 2
    assert "finite number" in told[0]
