"""Triggers, sweeps and views of the strips."""

import numpy as np
import pytest
from measured_traces import CELL, RASTER, between, first_spike, kept

from circuitlab.analysis.strip_measures import Strip
from circuitlab.gui.instrument.trigger import Trigger
from circuitlab.gui.instrument.view_names import VIEWS
from circuitlab.gui.instrument.views import phase_plane
from circuitlab.gui.instrument.wording import quantity_words
from circuitlab.model.rules import add_kind
from circuitlab.render.theme import theme


def test_the_trigger_stands_at_a_third_of_the_width(traces, instrument):
    instrument.set_trigger(Trigger("spike", CELL[0]))
    last = instrument.sweeping.last_ms
    spikes, _cells = kept(traces).spikes(0.0, 1e9)
    assert last in spikes
    assert traces.plot.right_ms == last + 200.0
    assert traces.plot.zero_ms == last
    assert instrument._overlays.cursors.trigger_ms == last


def test_a_level_is_crossed_where_numpy_finds_it(traces, instrument):
    instrument.set_trigger(Trigger("level", *CELL))
    level = instrument.sweeping.trigger.level
    t, v = kept(traces).samples(0.0, 1e9)
    assert v.min() < level < v.max()
    assert instrument._overlays.cursors.level == (
        CELL,
        level,
        f"threshold {quantity_words(level, 'mV')}",
    )
    up = np.flatnonzero((v[1:] >= level) & (v[:-1] < level))
    exact = t[up] + (t[up + 1] - t[up]) * (level - v[up]) / (v[up + 1] - v[up])
    assert instrument.sweeping.all_ms == pytest.approx(exact)
    instrument.bar.direction.click()
    assert not instrument.sweeping.trigger.rises
    assert not np.isin(exact, instrument.sweeping.all_ms).any()
    instrument.bar.level.setValue(1000.0)
    assert instrument.sweeping.last_ms is None


def test_stimuli_spikes_and_levels_can_set_off_sweeps(instrument):
    stimuli, spikes, levels = (dict(group) for _title, group in instrument._trigger_groups())
    assert list(stimuli) == ["Heat begins"]
    assert len(spikes) == 2
    assert [trigger.state for trigger in levels.values()] == ["v"]


def test_the_picture_is_held_while_the_run_goes_on(traces, instrument, running, qtbot):
    instrument.hold(True)
    right, now = traces.plot.right_ms, running.live.time_ms
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > now + 50)
    assert traces.plot.right_ms == right
    instrument.bar.hold.click()
    assert traces.plot.right_ms > right
    running.pause()


def test_sweeps_are_listed_with_the_first_spike_of_each(traces, instrument):
    traces.choose_window(100.0)
    instrument.set_trigger(Trigger("spike", RASTER[0]))
    instrument.choose(CELL)
    instrument.show_sweeps(3)
    rows = instrument.panel.sweeps.rows
    begun = instrument.sweeping.begun_ms[-3:]
    spikes, _cells = kept(traces).spikes(0.0, 1e9)
    waits = [next((s - at for s in spikes if at < s <= at + 200.0 / 3.0), np.nan) for at in begun]
    assert [row.wait_ms for row in rows] == pytest.approx(waits, nan_ok=True)
    total = len(instrument.sweeping.begun_ms)
    assert [row.number for row in rows] == [total - 2, total - 1, total]
    assert set(instrument._overlays.sweeps._sweeps) == {CELL}
    assert len(instrument._overlays.sweeps._sweeps[CELL]) == 3


@pytest.mark.parametrize("view", VIEWS[1:])
def test_every_view_shows_the_same_arrays(traces, instrument, view):
    instrument.show_cursors(False)
    instrument.show_view(view)
    page = instrument.page
    assert page.isVisible()
    assert page.empty == ""
    picture = page._picture
    t, v = kept(traces).samples(traces.right_ms - 300.0, traces.right_ms)
    spikes, _cells = kept(traces).spikes(0.0, 1e9)
    if view == "phase":
        assert np.array_equal(picture.curves[0].x, v)
        assert np.array_equal(picture.curves[0].y, np.gradient(v, t))
    elif view == "frequency":
        assert np.array_equal(picture.curves[0].y, 1000.0 / np.diff(spikes))
    elif view == "intervals":
        assert picture.bars.heights.sum() == spikes.size - 1
    else:
        assert np.array_equal(picture.bars.heights, picture.bars.heights[::-1])
    assert all(f"({axis.unit})" in words for axis, words in _labels(page) if axis.unit)
    instrument.show_view("time")
    assert not page.isVisible()


def _labels(page):
    picture = page._picture
    sides = ((picture.across, "bottom"), (picture.up, "left"))
    return [(axis, page.plot.getAxis(side).labelText) for axis, side in sides]


def test_a_view_says_why_it_is_empty(traces, instrument):
    spike = first_spike(traces)
    between(instrument, spike + 5.0, spike + 7.0)
    instrument.show_view("intervals")
    assert instrument.page.empty.startswith("There are fewer than two spikes of a cell here.")
    instrument.show_cursors(False)
    instrument._show_numbers()
    assert instrument.page.empty == ""


def test_a_phase_plane_goes_against_another_state(traces, instrument, document, catalog, qtbot):
    before = len(traces.rows)
    added = add_kind(document.circuit, catalog, "voltmeter", 0.0, 0.0, on="nociceptor_c1")[1]
    document.push(added)
    assert len(traces.rows) == before + 1
    instrument.show_view("phase")
    instrument._show_numbers()
    other = traces.rows[-1]
    against = instrument.page.against
    assert other.key in [against.itemData(n) for n in range(against.count())]
    instrument._go_against(other.key)
    assert instrument.page._picture.up.unit == "mV"
    assert instrument.page.empty != ""


def test_without_strips_it_goes_away(traces, instrument, document):
    meters = [
        id for id, e in document.circuit.elements.items() if e.kind in ("voltmeter", "raster")
    ]
    document.push(document.circuit.removed(meters))
    assert not instrument.is_open
    instrument.open(True)
    assert not instrument.is_open


def test_where_there_is_little_room_the_views_stand_in_a_menu(traces, instrument, qtbot):
    assert instrument.bar.tabs.isVisible()
    traces.resize(620, 420)
    qtbot.waitUntil(lambda: not instrument.bar.tabs.isVisible())
    assert instrument.bar.folded.isVisible()
    instrument.bar.folded.menu().aboutToShow.emit()
    words = [action.text() for action in instrument.bar.folded.menu().actions()]
    assert words == ["Time", "Phase plane", "Frequency", "Intervals", "Autocorrelogram"]
    instrument.bar.folded.menu().actions()[2].trigger()
    assert instrument.view == "frequency"


def test_where_there_is_still_less_hold_and_sweeps_stand_there_too(traces, instrument, qtbot):
    traces.resize(460, 420)
    instrument.set_trigger(Trigger("level", *CELL))
    qtbot.waitUntil(lambda: not instrument.bar.hold.isVisible())
    menu = instrument.bar.folded.menu()
    menu.aboutToShow.emit()
    hold, sweeps = menu.actions()[-2:]
    hold.trigger()
    assert instrument.is_held
    sweeps.menu().actions()[1].trigger()
    assert instrument.sweeping.count == 3


def test_every_part_has_a_name_for_those_who_do_not_see_it(instrument):
    bar, panel = instrument.bar, instrument.panel
    parts = (bar, instrument.cursor_bar, panel, panel.table, panel.card, panel.card.tolerance)
    assert all(part.accessibleName() for part in (*parts, bar.trigger, bar.sweeps, bar.folded))


def test_it_wears_the_dark_theme_too(traces, instrument):
    instrument.show_view("phase")
    traces.set_theme(theme("dark"))
    axis = instrument.page.plot.getAxis("left")
    assert axis.textPen().color() == theme("dark").ink_of("muted")


def test_rounding_does_not_fill_a_phase_plane(traces, instrument):
    row = next(row for row in traces.rows if row.key == CELL)
    t = np.arange(400) * 0.025
    flat = np.float32(-62.79 + 1e-5 * t).astype(float)
    picture = phase_plane(row, Strip(t=t, v=flat), None)
    noise = np.ptp(picture.curves[0].y)
    page = instrument.view_page()
    page.show_picture(picture, "accent")
    low, high = page.plot.getViewBox().viewRange()[1]
    assert 0.0 < noise < 0.05 * (high - low)
    fires = phase_plane(row, Strip(t=t, v=50.0 * np.sin(t)), None)
    page.show_picture(fires, "accent")
    low, high = page.plot.getViewBox().viewRange()[1]
    assert high - low < 1.2 * np.ptp(fires.curves[0].y)
