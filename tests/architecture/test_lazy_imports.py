"""What needs no engine and no window does not load them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import circuitlab
from circuitlab import api

HEAVY = ("numba", "PySide6.QtWidgets", "circuitlab.engine")
PROBE = """
import sys
from circuitlab.cli import main
try:
    main({words!r})
except SystemExit as leave:
    code = leave.code
print("LOADED", [name for name in {heavy!r} if name in sys.modules], code)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["catalog"],
        ["presets"],
        ["run", "--help"],
    ],
    ids=" ".join,
)
def test_quick_commands_load_neither_engine_nor_widgets(words: list[str]) -> None:
    probe = PROBE.format(words=words, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1:] == ["LOADED [] 0"], done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["catalog"], ["presets"], ["run", "--help"]],
    ids=" ".join,
)
def test_networkx_comes_with_the_first_graph_that_is_asked_for(words: list[str]) -> None:
    probe = PROBE.format(words=words, heavy=("networkx",))
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1:] == ["LOADED [] 0"], done.stdout + done.stderr


def test_exporting_a_graph_loads_neither_engine_nor_widgets(tmp_path: Path) -> None:
    words = ["export", "fig4", "-o", str(tmp_path / "fig4.graphml")]
    probe = PROBE.format(words=words, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1:] == ["LOADED [] 0"], done.stdout + done.stderr


def test_commands_load_what_draws_tables_only_to_draw_one() -> None:
    probe = PROBE.format(words=["check", "fig4"], heavy=("rich.table", "rich.progress"))
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1:] == ["LOADED [] 0"], done.stdout + done.stderr


OUTSIDE = ("pynwb", "hdmf", "h5py", "neo", "quantities", "libsonata", "nixio", "pandas", "scipy")
IMPORTS = """
import sys
import circuitlab, circuitlab.api, circuitlab.cli.app
circuitlab.simulate, circuitlab.Circuit
print("LOADED", [name for name in {outside!r} if name in sys.modules])
"""


def test_libraries_of_other_formats_are_loaded_only_by_who_asks_for_them() -> None:
    probe = IMPORTS.format(outside=OUTSIDE)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1:] == ["LOADED []"], done.stdout + done.stderr


WINDOW = """
import sys
from circuitlab.gui.app import application, show_first_picture, window_on
app = application()
window, _problems = window_on("fig4")
window.show()
show_first_picture(app)
heavy = {"networkx", "numba", "pyqtgraph", "pynwb", "h5py", "neo", "libsonata", "nixio", "pandas"}
print("LOADED", sorted({name.partition(".")[0] for name in sys.modules} & heavy))
"""


def test_the_first_picture_of_the_window_waits_for_neither_plots_nor_graphs() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", WINDOW]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert done.stdout.splitlines()[-1:] == ["LOADED []"], done.stdout + done.stderr


def test_importing_the_package_loads_nothing_else_of_it() -> None:
    probe = "import sys, circuitlab; print([m for m in sys.modules if m.startswith('circuitlab.')])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_package_offers_what_the_interface_offers() -> None:
    assert circuitlab.__all__ == api.__all__
    assert {name: getattr(circuitlab, name) for name in api.__all__} == {
        name: getattr(api, name) for name in api.__all__
    }
