"""`make run` opens the window where there is a display, and gives the tour where there is none."""

import pytest

from scripts import launch


@pytest.mark.parametrize(("display", "asked"), [(True, ["open"]), (False, ["tour"])])
def test_launch_picks_by_itself(
    monkeypatch: pytest.MonkeyPatch, display: bool, asked: list[str]
) -> None:
    def leave(words: list[str]) -> None:
        assert words == asked
        raise SystemExit(0)

    monkeypatch.setattr(launch, "has_display", lambda: display)
    monkeypatch.setattr(launch, "main", leave)
    with pytest.raises(SystemExit):
        launch.launch()
