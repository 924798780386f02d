"""The presets open without a problem, and an unknown one is refused with the nearest name."""

import pytest

from circuitlab.files import store
from circuitlab.files.serialise import text_of

PRESETS = store.presets()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_opens_whole_and_is_written_as_it_stands(preset: store.Preset) -> None:
    loaded = store.load_preset(preset.name)
    assert loaded.problems == ()
    assert loaded.circuit is not None
    again = store.load_text(text_of(loaded.circuit))
    assert again == store.Loaded(loaded.circuit)


def test_an_unknown_preset_is_refused(tmp_path, monkeypatch) -> None:
    (tmp_path / "fig9.json").write_text('{"title": "Nine"}')
    monkeypatch.setattr(store, "presets_folder", lambda: tmp_path)
    assert [(p.name, p.title, p.caption) for p in store.presets()] == [("fig9", "Nine", "")]
    loaded = store.load_preset("figg9")
    assert loaded.circuit is None
    assert "did you mean “fig9”?" in str(loaded.problems[0])
