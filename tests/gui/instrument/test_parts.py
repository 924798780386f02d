import math

import numpy as np
import pytest
from each_case import each_case

from circuitlab.analysis.claim_of_measure import ClaimSource, with_claim
from circuitlab.analysis.measures import unit_of
from circuitlab.analysis.strip_measures import COLUMNS, Measured, Strip
from circuitlab.gui.instrument.cursors import Cursors, Mark
from circuitlab.gui.instrument.number_box import NumberBox
from circuitlab.gui.instrument.sweep_layer import thinned
from circuitlab.gui.instrument.sweep_list import SweepList, SweepRow, summary_words
from circuitlab.gui.instrument.wording import column_unit, number_words, plain_unit, quantity_words
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.render.labels import text_width
from circuitlab.render.theme import theme


def test_cursors_tell_of_every_change_once(qtbot):
    cursors, told = Cursors(), []
    cursors.changed.connect(lambda: told.append(cursors.are_on))
    cursors.put(10.0, 5.0)
    assert cursors.span == (5.0, 10.0)
    cursors.move("B", Mark(7.0, "peak"))
    cursors.move("B", Mark(7.0, "peak"))
    assert cursors.active == "B"
    cursors.choose("A")
    cursors.put_away()
    cursors.put_away()
    assert told == [True, True, True, False]
    assert cursors.span == (0.0, 0.0)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (25.2, "25.2"),
        (-33.84, "−33.8"),
        (0.9, "0.9"),
        (1.234, "1.23"),
        (1234.5, "1234"),
        (0.0, "0"),
        (-0.0, "0"),
        (0.01234, "0.0123"),
        (0.00125, "0.00125"),
        (5e-4, "0.0005"),
        (2.5e-5, "2.50×10⁻⁵"),
        (math.nan, "–"),
        (math.inf, "–"),
    ],
)
def test_numbers_are_short_with_a_true_minus(value, words):
    assert number_words(value) == words


def test_a_dash_has_no_unit():
    assert quantity_words(math.nan, "mV") == "–"
    assert quantity_words(3.0, "") == "3"


@pytest.mark.parametrize("holes", [0, 5])
def test_a_thinned_line_is_the_first_lowest_and_highest_of_each_pixel(holes):
    random = np.random.default_rng(holes)
    x = np.sort(random.uniform(0.0, 40.0, 900))
    y = np.round(random.normal(0.0, 1.0, x.size), 1)  # some are equal
    y[random.choice(x.size, holes)] = np.nan
    wanted = set()
    for pixel in np.unique(np.floor(x)):
        (here,) = np.nonzero(np.floor(x) == pixel)
        wanted |= {here[np.argmin(y[here])], here[np.argmax(y[here])]}
    thin_x, thin_y = thinned(x, y)
    assert np.array_equal(thin_x, x[sorted(wanted)])
    assert np.array_equal(thin_y, y[sorted(wanted)], equal_nan=True)


def test_a_thinned_line_keeps_the_extremes_of_each_pixel():
    x = np.linspace(0.0, 10.0, 5001)
    y = np.sin(40.0 * x)
    thin_x, thin_y = thinned(x, y)
    assert thin_x.size <= 2 * 11
    assert (np.diff(thin_x) > 0).all()
    for pixel in range(10):
        inside = np.floor(x) == pixel
        assert {y[inside].min(), y[inside].max()} <= set(thin_y)
    few = np.array([0.0, 5.0, 9.0])
    assert np.array_equal(thinned(few, few)[0], few)


def test_the_waits_are_summed_up_as_numpy_does():
    rows = [SweepRow(1, 20.0), SweepRow(2, math.nan), SweepRow(3, 26.0)]
    sd = np.std([20.0, 26.0], ddof=1)
    assert summary_words(rows) == f"23.0 ± {number_words(sd)} ms"
    assert summary_words(rows[:2]) == "20.0 ms, of one sweep"
    assert summary_words(rows[1:2]) == "no spike after the trigger"


def test_a_number_box_reads_and_writes_a_true_minus(qtbot):
    box = NumberBox("Level", 84)
    qtbot.addWidget(box)
    box.setRange(-100.0, 100.0)
    box.setSuffix(" mV")
    box.setValue(-14.4)
    assert box.text() == "−14.4 mV"
    for typed in ("−20.5 mV", "-20.5 mV"):
        box.setValue(0.0)
        box.lineEdit().setText(typed)
        box.interpretText()
        assert box.value() == -20.5


@pytest.mark.parametrize(
    ("text", "value"), [("−0,5 mV", -0.5), ("0.01 V", 10.0), ("1e1", 10.0), ("soon", 3.0)]
)
def test_a_number_box_reads_what_the_inspector_reads(qtbot, text, value):
    box = NumberBox("Level", 84)
    qtbot.addWidget(box)
    box.setRange(-100.0, 100.0)
    box.setSuffix(" mV")
    box.setValue(3.0)
    box.lineEdit().setText(text)
    box.interpretText()
    assert box.value() == value


@each_case("column", COLUMNS)
@each_case("unit", ["mV", "1"])
def test_a_claim_is_shown_in_the_unit_in_which_its_column_was_measured(column, unit):
    source = ClaimSource("cell", "v", "Cell", unit, column, 0.0, 10.0, 0.0, "the start")
    circuit = Circuit([Element("cell", "hh_squid")])
    t = np.arange(0.0, 10.0, 0.025)
    for strip in (Strip(t, t), Strip(t, t, spikes=np.array([5.0]))):
        if column == "rate" and strip.spikes is None:
            continue  # only what fires has a rate
        circuit.apply(with_claim(circuit, strip, source, Measured(1.0), 0.1, "So it is"))
        claim = circuit.document["claims"][-1]
        assert unit_of(claim.measure, plain_unit(unit)) == column_unit(column, unit)


def test_the_lines_of_many_sweeps_begin_behind_their_names(qtbot):
    made = SweepList(theme("light"))
    qtbot.addWidget(made)
    widths = []
    for number in (5, 12345):
        made.show_rows([SweepRow(number, 3.0)], "accent")
        widths.append(made._names_width())
        assert widths[-1] >= text_width(f"sweep {number} · now", 11, 600)
    assert widths[1] > widths[0]
