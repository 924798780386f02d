"""Claims are judged on a hidden copy, beside the run, as the circuit stands."""

import datetime
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from circuitlab.analysis.claim_results import ClaimResult
from circuitlab.catalog.load import default_catalog
from circuitlab.files import checked_claims, store
from circuitlab.files.checked_claims import Checked, recall, remember
from circuitlab.gui import checking as checkings
from circuitlab.gui.checking import Checking, matters, remember_preset
from circuitlab.gui.inspector.claims_section import ClaimsSection
from circuitlab.gui.start_page.preset_card import claims_words
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment


class FakeJudge:
    """Measures what it is told, one claim each time it is let go on."""

    def __init__(self) -> None:
        self.circuits: list[Circuit] = []
        self.go_on = threading.Semaphore(0)
        self.measured = {"one": 1.0, "two": 5.0, "three": 3.0}
        self.is_ended = False

    def judged(
        self, circuit: Circuit, progress: Callable[[float, float], None]
    ) -> Iterator[ClaimResult]:
        self.circuits.append(circuit)
        claims = circuit.document["claims"]
        for number, claim in enumerate(claims, start=1):
            self.go_on.acquire()
            if self.is_ended:
                raise RuntimeError("ended")
            progress(number, len(claims))
            yield ClaimResult(claim, self.measured[claim.id], "Hz")

    def end(self) -> None:
        self.is_ended = True
        self.go_on.release()


def claim(id: str, **more: object) -> Claim:
    args = {"element": "nociceptor_c1"}
    given = {"expected": 1.0, "tolerance": 0.5, **more}
    return Claim(id, f"It says {id}", "hot", "rate_hz", args, **given)


@pytest.fixture
def judge() -> FakeJudge:
    return FakeJudge()


@pytest.fixture
def checking(document, judge) -> Iterator[Checking]:
    miss = {"measured": 3.0, "reason": "it is only a model"}
    claims = [claim("one"), claim("two"), claim("three", known_miss=miss)]
    hot = Experiment(values={("heat1", "temperature"): 47.0})
    document.circuit.apply(
        document.circuit.with_document({"experiments": {"hot": hot}, "claims": claims})
    )
    made = Checking(document, lambda: judge)
    yield made
    made.cancel()


@pytest.fixture
def section(checking, document, qtbot) -> ClaimsSection:
    made = ClaimsSection(document.circuit, document.catalog, checking)
    qtbot.addWidget(made)
    made.resize(300, 500)
    made.show()
    return made


def said(section: ClaimsSection) -> dict[str, str]:
    return {id: line.measured.text() for id, line in section.lines.items()}


def test_rows_show_what_was_measured_one_by_one(section, checking, judge, qtbot):
    qtbot.mouseClick(section.button, Qt.MouseButton.LeftButton)
    assert said(section) == dict.fromkeys(("one", "two", "three"), "waiting …")
    judge.go_on.release()
    qtbot.waitUntil(lambda: len(checking.results) == 1)
    assert said(section) == {"one": "✓ measured 1 Hz", "two": "waiting …", "three": "waiting …"}
    judge.go_on.release(2)
    qtbot.waitUntil(lambda: not checking.is_on)
    assert said(section) == {
        "one": "✓ measured 1 Hz",
        "two": "✗ measured 5 Hz",
        "three": "~ measured 3 Hz; known to give 3 Hz: it is only a model",
    }
    colours = [section.lines[id].measured.objectName() for id in ("one", "two", "three")]
    assert colours == ["claimHolds", "claimFails", "claimKnown"]
    assert section._told.text() == "1 of 3 hold."


def test_the_circuit_is_judged_on_a_copy_as_it_stood(checking, document, judge, qtbot):
    checking.start()
    stood = document.circuit.value("ketamine1", "concentration")
    document.push(document.circuit.with_param("ketamine1", "concentration", stood + 5.0))
    judge.go_on.release(3)
    qtbot.waitUntil(lambda: not checking.is_on)
    (judged,) = judge.circuits
    assert judged.value("ketamine1", "concentration") == stood
    assert document.circuit.value("ketamine1", "concentration") == stood + 5.0


def test_a_changed_circuit_is_said_to_be_judged_as_it_stands(section, document, judge, qtbot):
    assert not section._told.text()
    document.push(document.circuit.with_param("ketamine1", "concentration", 5.0))
    assert "judged as it stands now" in section._told.text()
    document.undo()
    assert not section._told.text()


def test_what_was_measured_before_a_change_is_no_longer_green(
    section, checking, document, judge, qtbot
):
    checking.start()
    judge.go_on.release(3)
    qtbot.waitUntil(lambda: not checking.is_on)
    document.push(document.circuit.with_param("ketamine1", "concentration", 5.0))
    assert section.lines["one"].measured.objectName() == "claimOpen"
    assert "has changed since" in section._told.text()
    checking.start()
    assert "has changed since" not in section._told.text()


def test_where_things_lie_makes_no_difference(checking, document):
    moved = document.circuit.moved({"ketamine1": (3.0, 4.0)})
    assert not matters(moved)
    assert matters(document.circuit.with_param("ketamine1", "concentration", 5.0))
    assert matters(document.circuit.muting({"ketamine1": True}))
    assert matters(document.circuit.with_document({"seed": 3}))
    assert not matters(document.circuit.with_document({"title": "Another"}))


def test_it_can_be_stopped_and_keeps_what_is_known(section, checking, judge, qtbot):
    checking.start()
    judge.go_on.release()
    qtbot.waitUntil(lambda: len(checking.results) == 1)
    qtbot.mouseClick(section.button, Qt.MouseButton.LeftButton)
    assert not checking.is_on
    assert judge.is_ended
    assert said(section) == {"one": "✓ measured 1 Hz", "two": "", "three": ""}
    assert section._told.text() == "1 of 1 holds. 2 not measured yet."
    assert not checking.fault


def test_another_circuit_ends_it_and_forgets_all(checking, document, judge, qtbot):
    checking.start()
    judge.go_on.release()
    qtbot.waitUntil(lambda: len(checking.results) == 1)
    document.new()
    assert judge.is_ended
    assert not checking.is_on
    assert not checking.results


def test_what_goes_wrong_is_said_and_the_window_goes_on(section, checking, qtbot, monkeypatch):
    def broken() -> None:
        raise ValueError("/claims/0/measure: there is none")

    monkeypatch.setattr(checking, "_load", broken)
    checking.start()
    qtbot.waitUntil(lambda: not checking.is_on)
    assert "/claims/0/measure: there is none" in section._told.text()


def test_closing_the_session_ends_it(session):
    session.checking._load = FakeJudge
    session.checking.start()
    session.stop()
    assert not session.checking.is_on


def test_a_preset_that_was_judged_is_remembered_by_its_file(tmp_path, monkeypatch):
    monkeypatch.setattr(checked_claims, "folder", lambda: tmp_path)
    preset = next(each for each in store.presets() if each.name == "fig3")
    circuit = store.load(preset.path, default_catalog()).circuit
    results = [ClaimResult(claim("one"), 1.0), ClaimResult(claim("two"), 9.0)]
    assert recall(preset.path) is None
    remember_preset(circuit, results)
    assert recall(preset.path) == Checked(2, 1, 0, datetime.date.today())
    assert recall(preset.path).missed == 1


def test_a_changed_preset_is_not_taken_for_the_one_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(checked_claims, "folder", lambda: tmp_path)
    preset = next(each for each in store.presets() if each.name == "fig3")
    circuit = store.load(preset.path, default_catalog()).circuit
    circuit.apply(circuit.with_param("c_fibres", "noise", 9.0))
    remember_preset(circuit, [ClaimResult(claim("one"), 1.0)])
    assert recall(preset.path) is None


def test_what_is_remembered_goes_with_the_content_of_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(checked_claims, "folder", lambda: tmp_path / "cache")
    path = tmp_path / "preset.json"
    path.write_text("one", encoding="utf-8")
    remember(path, Checked(3, 3, 0, datetime.date(2026, 11, 30)))
    assert recall(path) == Checked(3, 3, 0, datetime.date(2026, 11, 30))
    path.write_text("two", encoding="utf-8")
    assert recall(path) is None
    (tmp_path / "cache" / next((tmp_path / "cache").iterdir()).name).write_text("[]")
    path.write_text("one", encoding="utf-8")
    assert recall(path) is None


@pytest.mark.parametrize(
    ("claims", "checked", "words"),
    [
        (0, None, ""),
        (1, None, "1 claim, not yet checked"),
        (9, None, "9 claims, not yet checked"),
        (9, (9, 9, 0), "9 claims hold"),
        (9, (9, 7, 2), "7 of 9 claims hold, 2 known to miss"),
        (9, (9, 6, 2), "1 of 9 claims missed"),
    ],
)
def test_a_card_says_what_is_known_of_its_claims(claims, checked, words):
    preset = store.Preset("x", "X", "", checkings.__file__, claims=claims)
    found = Checked(*checked, datetime.date(2026, 11, 30)) if checked else None
    assert claims_words(preset, found) == words
