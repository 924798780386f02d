"""Exporting data from the window: every format, what goes in, stopping, and what is said."""

import numpy as np
import pytest

from circuitlab.exchange.run_formats import RUN_FORMATS
from circuitlab.gui.data.export_dialog import FOLDER, format_titles
from circuitlab.gui.shell import data_actions


@pytest.fixture
def dialog(window, answers, tmp_path):
    made = data_actions.export_data(window)
    made.duration.setText("20 ms")
    answers.path = tmp_path / "run"
    return made


def choose(dialog, ending):
    dialog.formats.setCurrentIndex(dialog.formats.findData(ending))


def test_every_format_is_offered():
    assert set(format_titles()) == {".csv", ".npz", FOLDER, *RUN_FORMATS}


def test_arrays_hold_spikes_voltages_and_what_meters_read(dialog, window, answers, tmp_path):
    choose(dialog, ".npz")
    answers.path = tmp_path / "run.npz"
    dialog.export.click()
    assert not dialog.progress.isHidden()
    dialog.job.wait()
    with np.load(tmp_path / "run.npz") as found:
        assert float(found["model_ms"]) == 20.0
        assert len(found["traces/time_ms"]) == 800
        assert any(name.endswith(".v_mV") for name in found)


def test_what_a_format_cannot_hold_is_listed(dialog, window, answers, tmp_path):
    choose(dialog, ".nwb")
    answers.path = tmp_path / "run.nwb"
    dialog.export.click()
    dialog.job.wait()
    assert (tmp_path / "run.nwb").exists()
    named = {problem.where for problem in answers.problems}
    assert named == set(window.document.circuit.elements)


def test_voltages_may_be_left_out(dialog, answers, tmp_path):
    choose(dialog, ".npz")
    answers.path = tmp_path / "run.npz"
    dialog.voltages.setChecked(False)
    dialog.meters.setChecked(False)
    dialog.export.click()
    dialog.job.wait()
    with np.load(tmp_path / "run.npz") as found:
        assert not any(name.startswith("traces/") for name in found)


def test_a_folder_gets_tables(dialog, answers, tmp_path):
    choose(dialog, FOLDER)
    answers.path = tmp_path
    dialog.export.click()
    dialog.job.wait()
    assert {"spikes.csv", "run.json", "methods.md"} <= {each.name for each in tmp_path.iterdir()}


def test_stopping_writes_nothing(dialog, answers, tmp_path):
    choose(dialog, ".npz")
    dialog.duration.setText("1 h")
    answers.path = tmp_path / "run.npz"
    dialog.export.click()
    thread = dialog.job._work.thread
    dialog.progress.stop.click()
    assert dialog.export.isEnabled()
    thread.join(60)
    assert not thread.is_alive()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["three", "0 s", "−1 s", "3 kg", "90 d"])
def test_a_time_that_cannot_be_is_said(dialog, answers, text):
    dialog.duration.setText(text)
    dialog.export.click()
    assert not dialog.wrong.isHidden()
    assert answers.asked == []
    assert not dialog.job.is_busy


def test_a_missing_library_is_named_before_anything_is_asked(dialog, answers, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pynwb", None)
    choose(dialog, ".nwb")
    dialog.export.click()
    assert "pip install 'circuitlab[nwb]'" in dialog.wrong.text()
    assert answers.asked == []


def test_what_cannot_be_written_is_said(dialog, answers, tmp_path):
    choose(dialog, ".npz")
    answers.path = tmp_path / "none" / "run.npz"
    dialog.export.click()
    dialog.job.wait()
    assert "There is no such folder" in dialog.wrong.text()
