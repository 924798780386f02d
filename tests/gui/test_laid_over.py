"""Overlays on the circuit that runs: the document, its undo stack and its file know nothing."""

from __future__ import annotations

from circuitlab.engine.running.messages import Edit
from circuitlab.files.serialise import text_of
from circuitlab.gui.document import Document
from circuitlab.gui.session import Session
from circuitlab.model.element import MUTED
from circuitlab.model.overlay import Overlay


def runner_of(session: Session) -> object:
    return session.engine._runner


def neuron_of(document: Document) -> str:
    kinds, elements = document.catalog.kinds, document.circuit.elements
    return next(id for id, each in elements.items() if "v" in kinds[each.kind].states)


def test_what_is_laid_runs_and_is_lifted_again(running: Session, document: Document) -> None:
    id, runner = neuron_of(document), runner_of(running)
    before, text = runner.circuit.copy(), text_of(document.circuit)
    running.laid.lay([Overlay("a", {(id, MUTED): True})])
    assert runner.circuit.elements[id].muted
    assert text_of(document.circuit) == text
    assert not document.dirty
    assert not document.undo_stack.count()
    running.laid.lay([])
    assert runner.circuit == before == document.circuit


def test_frames_tell_what_is_laid(running: Session, document: Document) -> None:
    id = neuron_of(document)
    running.laid.lay([Overlay("a", {(id, MUTED): True})])
    running.tick()
    assert running.set_by_timeline[id, MUTED] is True
    assert running.live.set_now[id, MUTED] is True
    running.laid.lay([])
    running.tick()
    assert (id, MUTED) not in running.set_by_timeline


def test_edits_go_on_beside_what_is_laid(running: Session, document: Document) -> None:
    id, runner = neuron_of(document), runner_of(running)
    running.laid.lay([Overlay("a", {(id, MUTED): True})])
    document.push(document.circuit.moved({id: (11.0, 22.0)}))
    assert (runner.circuit.elements[id].x, runner.circuit.elements[id].muted) == (11.0, True)
    document.undo()
    running.laid.lay([])
    assert runner.circuit == document.circuit


def test_what_somebody_sets_by_hand_wins(running: Session, document: Document) -> None:
    id, runner = neuron_of(document), runner_of(running)
    given: list[object] = []
    running.laid.given_up.connect(given.append)
    label = next(iter(document.catalog.kind(document.circuit.elements[id].kind).parameters))
    running.laid.lay([Overlay("a", {(id, MUTED): True, (id, label): 1.0})])
    document.push(document.circuit.muting({id: True}))
    document.push(document.circuit.muting({id: False}))
    assert given == [{(id, MUTED)}]
    assert not runner.circuit.elements[id].muted
    assert runner.circuit.elements[id].params[label] == 1.0


def test_a_value_can_be_left_to_the_document(running: Session, document: Document) -> None:
    id, runner = neuron_of(document), runner_of(running)
    running.laid.lay([Overlay("a", {(id, MUTED): True})])
    running.laid.leave({(id, MUTED)})
    assert not runner.circuit.elements[id].muted
    assert not running.laid.values


def test_removing_what_is_laid_over_leaves_nothing_of_it(
    running: Session, document: Document
) -> None:
    id, runner = neuron_of(document), runner_of(running)
    running.laid.lay([Overlay("a", {(id, MUTED): True})])
    document.push(document.circuit.removed([id]))
    assert id not in runner.circuit.elements
    document.undo()
    assert runner.circuit.elements[id].muted


def test_how_it_is_looked_at_never_reaches_the_run(running: Session, document: Document) -> None:
    id, runner = neuron_of(document), runner_of(running)
    document.keep_view("traces", {"window_ms": 100})
    running.laid.lay([Overlay("a", {(id, MUTED): True})])
    document.keep_view("traces", {"window_ms": 200})
    running.laid.lay([])
    edits = [each.delta for each in runner.messages if isinstance(each, Edit)]
    assert not [delta for delta in edits if ("document", "view") in delta.changes]


def test_a_run_that_is_made_anew_begins_with_what_is_laid(
    running: Session, document: Document, qtbot: object
) -> None:
    id = neuron_of(document)
    running.laid.lay([Overlay("a", {(id, MUTED): True})])
    running._make_runner()
    qtbot.waitUntil(lambda: (running.tick(), running.engine.ready)[1])  # type: ignore[attr-defined]
    assert runner_of(running).circuit.elements[id].muted


def test_another_circuit_has_nothing_laid_over_it(running: Session, document: Document) -> None:
    id = neuron_of(document)
    running.laid.lay([Overlay("a", {(id, MUTED): True})])
    document.replace(document.circuit.copy())
    assert not running.laid.overlays
    assert running.laid.circuit is document.circuit
