"""What `make screenshots` runs: the pictures of the guide, grabbed from the real window.

`python scripts/screenshots.py [NAME …]` writes those alone whose names hold one of some words.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.small_png import save_small  # noqa: E402  a script finds its neighbours only so

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from circuitlab.catalog.words import Problem
    from circuitlab.gui.main_window import MainWindow
    from circuitlab.model.delta import Delta

IMAGES = ROOT / "docs" / "images"
LARGE, USUAL = (1440, 900), (1200, 750)
PRESET = "fig4"
SELECTED = "nmda"
MOMENT_MS, FIRED_MS = 6050.0, 3000.0
REACHED_WITHIN_S, SETTLED_S = 180.0, 1.0
PRESENTED_S = 4.0
COOLER_C = 46.0
"""Of the run that is laid beside the first circuit's as a recording."""
SHOWN_SPEED, SHOWN_WINDOW_MS = 0.05, 5000.0

Shown = Iterator[tuple[str, "QWidget | QImage"]]


def main() -> None:
    """Write what was asked for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LANGUAGE"] = "en"
    with tempfile.TemporaryDirectory() as settings:
        os.environ["XDG_CONFIG_HOME"] = settings
        IMAGES.mkdir(parents=True, exist_ok=True)
        write_pictures(sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)


@dataclass(frozen=True)
class Series:
    """Pictures of one window.

    Attributes
    ----------
    preset : the circuit on its desk; none for the start page
    names : of the pictures
    show : brings a window from one to the next, and yields each with its name
    """

    preset: str
    names: tuple[str, ...]
    show: Callable[[MainWindow], Shown]


def write_pictures(words: list[str]) -> None:
    """Write the pictures whose names hold one of some words; without words all."""
    for series in SERIES:
        wanted = [n for n in series.names if not words or any(word in n for word in words)]
        if wanted:
            _write_series(series, wanted)


def _write_series(series: Series, wanted: list[str]) -> None:
    from scripts.contact_sheet import deeds

    window = deeds.opened(series.preset)
    window.resize(*USUAL)
    window.set_theme("light")
    for name, shown in series.show(window):
        if name in wanted:
            _save(name, window, shown)
    deeds.put_away(window, None)


def _save(name: str, window: MainWindow, shown: QWidget | QImage) -> None:
    from PySide6.QtGui import QImage

    from scripts.contact_sheet.deeds import spin

    spin(SETTLED_S)
    spin(REACHED_WITHIN_S, lambda: window.canvas.is_settled)
    path = IMAGES / f"{name}.png"
    image = shown if isinstance(shown, QImage) else shown.grab().toImage()
    save_small(image, path)
    print(path.name, path.stat().st_size, flush=True)


# ---- what is shown, in the order in which one window gets there


def first_circuit(window: MainWindow) -> Shown:
    """Build the first circuit of the guide, and let it fire."""
    from circuitlab.gui.shell import commands
    from circuitlab.model.rules import connect
    from scripts.contact_sheet import deeds

    window.show_start_page(False)
    commands.new(window)
    for kind in ("nociceptor_c", "projection_neuron"):
        commands.add_in_view(window, kind)
    commands.fit(window)
    yield "first-parts", window
    fibre, neuron = (
        deeds.ids_of(window, kind)[0] for kind in ("nociceptor_c", "projection_neuron")
    )
    _push(window, connect(window.document.circuit, window.catalog, fibre, neuron))
    _add_on(window, "heat", fibre)
    _add_on(window, "voltmeter", neuron)
    commands.fit(window)
    window.session.selection.select([neuron])
    yield "first-wires", window
    _run_to(window, FIRED_MS)
    window.session.set_speed(SHOWN_SPEED)
    window.traces.choose_window(SHOWN_WINDOW_MS)
    yield "first-spikes", window
    _lay_recording(window, neuron)
    yield "recording", window


def _lay_recording(window: MainWindow, neuron: str) -> None:
    """Lay a file beside the neuron's trace: what it does when it is less warm."""
    from circuitlab import api
    from circuitlab.files.serialise import text_of
    from circuitlab.gui.shell.data_actions import open_recording
    from scripts.contact_sheet import deeds

    path = Path(os.environ["XDG_CONFIG_HOME"], "another-cell.csv")
    window.session.pause()
    kept = path.with_suffix(".circuit")
    kept.write_text(text_of(window.document.circuit), encoding="utf-8")
    cooler = api.load(kept)
    cooler.set(deeds.ids_of(window, "heat")[0], temperature=COOLER_C)
    run = api.simulate(cooler, f"{FIRED_MS:g} ms")
    lines = [f"{time:.3f},{v:.3f}" for time, v in zip(*run.trace(neuron, "v"), strict=True)]
    path.write_text("\n".join(("time (ms),v (mV)", *lines)) + "\n", encoding="utf-8")
    dialog = open_recording(window, path)
    deeds.spin(REACHED_WITHIN_S, lambda: dialog.signal.count() > 0)
    dialog.take()
    deeds.spin(REACHED_WITHIN_S, lambda: bool(window.document.circuit.document["recordings"]))


def figure_4(window: MainWindow) -> Shown:
    """Show Figure 4 in both themes, a part of it, its bench, a lecture, and states compared."""
    from circuitlab.gui.shell.help_actions import open_help
    from scripts.contact_sheet import deeds

    deeds.select(window, SELECTED)
    _run_to(window, MOMENT_MS)
    window.session.set_speed(SHOWN_SPEED)
    window.traces.choose_window(SHOWN_WINDOW_MS)
    window.resize(*LARGE)
    for theme in ("dark", "light"):
        window.set_theme(theme)
        yield f"{PRESET}-{theme}", window
    window.resize(*USUAL)
    deeds.select(window, "wdr_neuron")
    yield "inspector", window.inspector
    help = open_help(window)
    yield "help", help
    help.close()
    bench = deeds.open_bench_on(window, "wdr_neuron", "f-I", measures=True)
    yield "bench", bench
    bench.close()
    yield "figure", _figure(window)
    yield from _comparison(window)
    yield from _lecture(window)


def figure_1(window: MainWindow) -> Shown:
    """Show what is expected of Figure 1, measured."""
    from circuitlab.gui.inspector.claims_section import ClaimsSection
    from scripts.contact_sheet import deeds

    window.session.pause()
    window.session.selection.select([])
    checking = window.session.checking
    checking.start()
    deeds.spin(REACHED_WITHIN_S, lambda: not checking.is_on)
    deeds.spin(SETTLED_S)
    (section,) = window.inspector.findChildren(ClaimsSection)
    deeds.scroll_to(section.button)
    yield "claims", window


def _figure(window: MainWindow) -> QImage:
    """Return what the window exports as a figure, as wide as the other pictures."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    from circuitlab.gui.shell.export_figure import export

    path = Path(os.environ["XDG_CONFIG_HOME"], "figure.png")
    problem = export(window.document, window.session, window.traces, path)
    if problem is not None:
        raise SystemExit(str(problem))
    return QImage(str(path)).scaledToWidth(USUAL[0], Qt.TransformationMode.SmoothTransformation)


def _comparison(window: MainWindow) -> Shown:
    from circuitlab.gui.shell import commands
    from scripts.contact_sheet import deeds

    window.resize(*LARGE)
    window.session.selection.select([])
    deeds.do(window, "compare")
    for name in ("healthy", "ketamine_3"):
        window.compare_desk.add_experiment(name)
    _run_to(window, FIRED_MS)
    window.session.pause()
    commands.fit(window)
    yield "comparing", window
    deeds.do(window, "compare")
    window.resize(*USUAL)


def _lecture(window: MainWindow) -> Shown:
    from circuitlab.gui.shell import commands
    from scripts.contact_sheet import deeds

    deeds.do(window, "edit_steps")
    deeds.spin(SETTLED_S)
    commands.fit(window)
    yield "lecture", window
    deeds.present(window, "next")
    window.resize(*USUAL)  # full screen is smaller than that where there is no display
    deeds.spin(SETTLED_S)
    commands.fit(window)
    window.session.set_speed(1.0)
    deeds.spin(PRESENTED_S)
    yield "presenting", window


def _add_on(window: MainWindow, kind: str, target: str) -> None:
    from circuitlab.model.rules import add_kind

    place = window.document.circuit.elements[target]
    circuit, catalog = window.document.circuit, window.catalog
    made = add_kind(circuit, catalog, kind, place.x - 40.0, place.y - 120.0, on=target)
    _push(window, made[1] if isinstance(made, tuple) else made)


def _push(window: MainWindow, made: Delta | Problem) -> None:
    from circuitlab.catalog.words import Problem

    if isinstance(made, Problem):
        raise SystemExit(str(made))
    window.document.push(made)


def _run_to(window: MainWindow, time_ms: float) -> None:
    from scripts.contact_sheet.deeds import spin

    window.session.set_speed(1.0)
    window.session.play()
    spin(REACHED_WITHIN_S, lambda: window.session.live.time_ms >= time_ms)


SERIES = (
    Series("", ("first-parts", "first-wires", "first-spikes", "recording"), first_circuit),
    Series(
        PRESET,
        (
            *(f"{PRESET}-{theme}" for theme in ("dark", "light")),
            *("inspector", "help", "bench", "figure", "comparing", "lecture", "presenting"),
        ),
        figure_4,
    ),
    Series("fig1", ("claims",), figure_1),
)


if __name__ == "__main__":
    main()
