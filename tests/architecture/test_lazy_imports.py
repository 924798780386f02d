"""What needs no engine and no window does not load them."""

import os
import subprocess
import sys
from pathlib import Path

import circuitlab
from circuitlab import api

HEAVY = ("numba", "PySide6.QtWidgets", "circuitlab.engine")
PROBE = """
import sys
from circuitlab.cli import main
for words, heavy in {commands!r}:
    try:
        main(words)
    except SystemExit as leave:
        code = leave.code
    print("LOADED", [name for name in heavy if name in sys.modules], "by", *words, "->", code)
"""


def loaded_by(*commands: tuple[list[str], tuple[str, ...]]) -> None:
    """Check that each command, one after the other in one process, loads none of some modules."""
    ask = [sys.executable, "-c", PROBE.format(commands=commands)]
    done = subprocess.run(ask, capture_output=True, text=True, timeout=60)
    said = [line for line in done.stdout.splitlines() if line.startswith("LOADED")]
    wanted = [f"LOADED [] by {' '.join(words)} -> 0" for words, _heavy in commands]
    assert said == wanted, done.stdout + done.stderr


def test_quick_commands_load_neither_engine_nor_widgets_nor_graphs(tmp_path: Path) -> None:
    quick = (["--help"], ["--version"], ["run", "--help"], ["catalog"], ["presets"])
    graph = ["export", "fig4", "-o", str(tmp_path / "fig4.graphml")]
    loaded_by(*((words, (*HEAVY, "networkx")) for words in quick), (graph, HEAVY))


def test_commands_load_what_draws_tables_only_to_draw_one() -> None:
    loaded_by((["check", "fig4"], ("rich.table", "rich.progress")))


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
