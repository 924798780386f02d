"""Figures from Python are those of the command and the window, and nothing else is needed."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import circuitlab as cl
from circuitlab.api.errors import CircuitError
from circuitlab.cli.app import app


def _metered() -> cl.Circuit:
    c = cl.Circuit()
    c.title = "A cell"
    cell = c.add("hh_squid")
    c.add("voltmeter", on=cell, quantity="i_na")
    c.add("raster", on=cell)
    return c


@pytest.fixture(scope="module")
def run() -> cl.Run:
    return cl.simulate(_metered(), "20 ms")


def test_a_run_is_drawn_with_what_its_meters_read(
    run: cl.Run, tmp_path: Path, qapp: object
) -> None:
    for ending, begins in ((".svg", b"<?xml"), (".pdf", b"%PDF"), (".png", b"\x89PNG")):
        path = tmp_path / f"run{ending}"
        run.figure(path, width="85 mm", dpi=150, theme="light")
        assert path.read_bytes().startswith(begins)
    text = (tmp_path / "run.svg").read_text("utf-8")
    assert 'width="85.00mm"' in text
    assert "Sodium current" in text
    assert "CircuitLab 0.1.0 · A cell · seed 1 · step 0.025 ms · at 0.02 s" in text


def test_what_was_not_recorded_is_left_out_of_the_figure(tmp_path: Path, qapp: object) -> None:
    bare = cl.simulate(_metered(), "20 ms", record=[])
    bare.figure(tmp_path / "bare.svg")
    assert "Sodium current" not in (tmp_path / "bare.svg").read_text("utf-8")


def test_a_circuit_is_drawn_as_the_command_draws_it(tmp_path: Path, qapp: object) -> None:
    c = _metered()
    c.save(tmp_path / "mine.circuit")
    c.figure(tmp_path / "python.svg", width=90)
    words = ["figure", str(tmp_path / "mine.circuit"), "--width", "9 cm"]
    done = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "command.svg")])
    assert done.exit_code == 0, done.output
    made = [(tmp_path / f"{name}.svg").read_bytes() for name in ("python", "command")]
    assert made[0] == made[1]


@pytest.fixture(scope="module")
def all_that_draw(run: cl.Run) -> list[Any]:
    c = _metered()
    return [run, c, c.compare("5 ms")]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("a.gif", {}, r"a\.gif: .* \.svg, \.pdf, \.png"),
        ("a.svg", {"width": -1}, "width: −1 mm is too low; allowed: 20 to 2000 mm"),
        ("a.svg", {"width": "9 mV"}, "width: 9 mV is not a length"),
        ("a.svg", {"width": None}, "width: None does not fit here"),
        ("a.png", {"dpi": 1e9}, "dpi: 1000000000 is too high; allowed: 30 to 2400"),
        ("a.png", {"dpi": "fine"}, "dpi: “fine” is not a number"),
        ("a.png", {"dpi": 2400, "width": 2000}, "dpi: so wide a picture"),
        ("a.svg", {"theme": "sepia"}, "theme: there is no theme “sepia”"),
        ("none/a.svg", {}, "There is no such folder"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_alike_by_all_that_draw(
    all_that_draw: list[Any],
    tmp_path: Path,
    qapp: object,
    name: str,
    given: dict[str, object],
    said: str,
) -> None:
    for drawing in all_that_draw:
        with pytest.raises(CircuitError, match=said):
            drawing.figure(tmp_path / name, **given)
    assert not list(tmp_path.iterdir())


def test_a_script_draws_where_there_is_no_display(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    path = tmp_path / "a.png"
    text = f"import circuitlab as cl; c = cl.Circuit(); c.add('heat'); c.figure({str(path)!r})"
    done = subprocess.run(
        [sys.executable, "-c", text], env=env, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert path.is_file()
