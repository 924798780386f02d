"""What stands first on an element's page, how the rest is grouped, and what the run shows of it."""

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.parameter_groups import main_of, rows_of
from circuitlab.gui.inspector.element_page import first_sentence
from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.gui.inspector.live_values import SHARE, LiveHeading, state_text
from circuitlab.gui.inspector.more_values import parted
from circuitlab.gui.inspector.share_bar import WIDTH
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import DOCUMENT, Element
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.theme import font, theme

CATALOG = default_catalog()


@pytest.fixture
def inspector(document, session, qtbot):
    made = Inspector(document, session, theme("light"))
    qtbot.addWidget(made)
    made.resize(312, 1600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def receptor(inspector, session):
    session.selection.select(["nmda1"])
    return inspector.sheet


def seen(sheet):
    return [name for name, row in sheet.rows.items() if row.isVisible()]


def test_every_value_is_either_among_the_first_or_in_one_group():
    for kind in CATALOG.kinds.values():
        first, rest = parted(kind, rows_of(kind))
        listed = [*first, *(name for names in rest.values() for name in names)]
        assert sorted(listed) == sorted(rows_of(kind)), kind.name
        assert tuple(first) == main_of(kind), kind.name


def test_a_page_begins_with_a_sentence_and_the_few_values_that_matter(receptor):
    doc = CATALOG.kind("nmda").doc
    said = [label.text() for label in receptor.findChildren(QLabel)]
    assert first_sentence(doc) in said
    assert first_sentence(doc) != doc
    assert seen(receptor) == [n for n in receptor.rows if n in main_of(CATALOG.kind("nmda"))]


def test_groups_open_and_stay_open_on_other_pages(receptor, inspector, session, qtbot: QtBot):
    box = receptor.more.boxes["gates"]
    assert not box.is_open
    qtbot.mouseClick(box.heading, Qt.MouseButton.LeftButton)
    assert receptor.rows["tau_rise"].isVisible()
    session.selection.select(["ampa1"])
    assert inspector.sheet.rows["tau_rise"].isVisible()
    qtbot.keyClick(inspector.sheet.more.boxes["gates"].heading, Qt.Key.Key_Space)
    session.selection.select(["nmda1"])
    assert not inspector.sheet.rows["tau_rise"].isVisible()


def test_a_filter_finds_names_symbols_and_units(receptor, qtbot: QtBot):
    main = set(main_of(CATALOG.kind("nmda")))
    for sought, found in (
        ("rise", "tau_rise"),
        ("k_on", "k_on"),
        ("δ", "delta"),
        ("E mV", "e_rev"),
    ):
        receptor.more.field.setText(sought)
        assert found in seen(receptor)
        assert len(seen(receptor)) < len(receptor.rows) / 2
    qtbot.keyClick(receptor.more.field, Qt.Key.Key_Escape)
    assert set(seen(receptor)) == main


def test_a_filter_that_finds_nothing_says_so(receptor, qtbot: QtBot):
    qtbot.keyClicks(receptor.more.field, "warp")
    said = [label.text() for label in receptor.more.findChildren(QLabel) if label.isVisible()]
    assert "No value here is called “warp”." in said
    assert not any(box.isVisible() for box in receptor.more.boxes.values())


def test_a_group_tells_how_many_of_its_values_differ(receptor, document):
    heading = receptor.more.boxes["gates"].heading
    assert "changed" not in heading.accessibleName()
    document.push(document.circuit.with_param("nmda1", "tau_rise", 3.0, "", ""))
    count = len(receptor.more._groups["gates"])
    told = f"Channel: gates and blocks, {count} values, 1 changed, closed"
    assert heading.accessibleName() == told


def test_what_is_refused_shows_its_row(inspector, document, session):
    document.replace(Circuit([Element("it", "lif_current")]))
    session.selection.select(["it"])
    row = inspector.sheet.rows["v_reset"]
    assert not row.isVisible()
    row.wanted.emit(0.0, "")
    assert row.isVisible()
    assert row._wrong.label.isVisible()


def test_shares_are_bars_in_percent_and_the_current_stands_beside_the_heading(receptor):
    values = {("nmda1", "open"): 0.25, ("nmda1", "drugged"): 1.5, ("nmda1", "i"): -34.0}
    receptor.show_frame(LiveFrame(values={at: np.array([v]) for at, v in values.items()}), {})
    heading, *lists = receptor._live
    assert isinstance(heading, LiveHeading)
    assert heading.value.text() == "−34.0 pA"
    shown = {
        state.name: (label.text(), bar.filled)
        for live in lists
        for state, label, bar in zip(live._states, live._values, live.bars, strict=True)
        if bar is not None
    }
    assert shown["open"] == ("25 %", round(0.25 * WIDTH))
    assert shown["drugged"] == ("150 %", WIDTH)
    assert shown["blocked_mg"] == ("–", 0)


def test_a_small_share_keeps_its_digits():
    state = CATALOG.kind("nmda").states["open"]
    assert [state_text(state, share) for share in (0.0, 0.0042, 0.04, 0.5, math.nan)] == [
        "0 %",
        "0.420 %",
        "4.00 %",
        "50 %",
        "–",
    ]


def test_a_neuron_tells_how_often_it_fires(inspector, session):
    session.selection.select(["nociceptor_c1"])
    inspector.sheet.show_frame(LiveFrame(rate_hz={"nociceptor_c1": 12.0}), {})
    assert inspector.sheet._live[1]._values[0].text() == "12.0 Hz"


def test_the_clock_of_slow_processes_is_the_runs(inspector):
    sheet = inspector.sheet
    row = sheet.rows["body_clock"]
    sheet.show_present({(DOCUMENT, "body_clock"): 3600.0})
    assert "3600" in row.editor.control.accessibleName()
    assert row._present.label.isVisible()
    sheet.show_present({})
    assert "3600" not in row.editor.control.accessibleName()


def test_a_small_share_is_not_cut_off(qtbot: QtBot) -> None:
    letters = QFontMetricsF(font(12, 600))
    kinds = CATALOG.kinds.values()
    state = next(each for kind in kinds for each in kind.states.values() if each.full == 1.0)
    for share in np.geomspace(1e-6, 1.0, 60):
        assert letters.horizontalAdvance(state_text(state, float(share))) <= SHARE.width()
