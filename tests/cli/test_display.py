"""A machine that cannot show a window, or cannot draw, is told so in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from circuitlab.cli import display
from circuitlab.cli.errors import CannotDo
from circuitlab.render import display as system

linux = pytest.mark.skipif(sys.platform != "linux", reason="system libraries are Linux's matter")


def no_screen() -> dict[str, str]:
    """The environment of a machine with no display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def circuitlab(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "circuitlab", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)


@linux
def test_window_without_display_names_the_tour_and_leaves_with_2() -> None:
    done = circuitlab("fig4", env=no_screen())
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "circuitlab tour" in done.stderr


@linux
def test_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9876")
    assert not system.has_display()


@linux
def test_missing_library_is_one_sentence_with_its_debian_package(tmp_path: Path) -> None:
    (tmp_path / "libEGL.so.1").write_bytes(b"")
    env = {**no_screen(), "QT_QPA_PLATFORM": "offscreen", "LD_LIBRARY_PATH": str(tmp_path)}
    done = circuitlab("fig4", env=env)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "libEGL.so.1" in done.stderr
    assert "sudo apt install libegl1" in done.stderr


@linux
def test_libraries_of_the_window_are_asked_for_on_x_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_loads", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr(display, "has_display", lambda: True)
    display.require_window()
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(CannotDo, match="libxcb-cursor0"):
        display.require_window()


def test_continuous_integration_installs_every_library_that_is_asked_for() -> None:
    script = (Path(__file__).parents[2] / ".ci" / "run").read_text(encoding="utf-8").split()
    assert not {*system.DRAWING.values(), *system.WINDOW.values()} - set(script)
