"""A window that is killed while somebody edits: at most the last second of work may be lost.

`python -m benchmarks.killed --kills 100 --seed 1` opens the whole window in a process of its own,
edits in it at random (adds, wires, sets, takes back, saves, opens), kills it at a random moment,
and compares what is found afterwards with what there was: a circuit that stood there, whole, and
none that is older than a second. Every tenth is opened by a window that is begun anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.warm import load_all
from circuitlab.catalog.load import default_catalog
from circuitlab.files import store
from circuitlab.files.recovery import sheets
from circuitlab.files.serialise import text_of
from circuitlab.model.circuit import Circuit

if TYPE_CHECKING:
    from circuitlab.gui.document import Document
    from circuitlab.gui.main_window import MainWindow
    from circuitlab.gui.safety.safety import Safety

ALLOWED_S = 1.0
"""How much of the work may be lost."""
LONGEST_S = 4.0
"""How long somebody edits at most."""
OPENED_EVERY, RUN_EVERY = 10, 4
State = tuple[float, str, bool, float]
"""When a circuit stood there (s), what it was, whether it was in no file, and the time that the
process had had of a processor by then (s)."""


def digest(circuit: Circuit) -> str:
    """Return what tells one circuit from another."""
    return hashlib.sha256(text_of(circuit).encode()).hexdigest()[:16]


def edit_for_ever(folder: Path, seed: int, told: int) -> None:
    """Open the window and edit in it; tell each state of the circuit."""
    from benchmarks.random_hands import Hands
    from circuitlab.gui.app import application

    app = application()
    chance = random.Random(seed)
    document = _document(chance.choice(("fig1", "fig4", "sunburn")))

    def tell(is_unsaved: bool) -> None:
        when = time.time(), time.process_time()
        state = [when[0], digest(document.circuit), is_unsaved, when[1]]
        os.write(told, (json.dumps(state) + "\n").encode())

    document.unsaved.connect(lambda _delta: tell(True))  # before anybody else hears of it
    document.state_changed.connect(lambda: tell(document.dirty))
    window, _safety = _window(document, folder)
    hands = Hands(window, folder, seed)
    window.show()
    if seed % RUN_EVERY == 0:
        window.session.start()
        window.session.play()
    tell(False)
    while True:
        if chance.random() < 0.03:
            document.save_as(folder / "mine.circuit")
        else:
            hands.edit_once()
        app.processEvents()
        hands.let_pass(chance.choice((0, 0, 5, 50)))


def _document(preset: str = "") -> Document:
    """Return an empty desk, or one with a preset."""
    from circuitlab.gui.document import Document

    document = Document(default_catalog())
    if preset:
        document.open_preset(preset)
    return document


def _window(document: Document, folder: Path) -> tuple[MainWindow, Safety]:
    """Return a window, and what keeps its work in a folder."""
    from circuitlab.gui.main_window import build
    from circuitlab.gui.safety.safety import Safety
    from circuitlab.gui.session import Session

    window = build(document, Session(document))
    return window, Safety(window, folder / "recovery")


def killed(folder: Path, seed: int) -> list[State]:
    """Let somebody edit, and kill the program; return what there was."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            edit_for_ever(folder, seed, told)
        except BaseException:  # the fork ends here, whatever it was
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(told)
    with os.fdopen(heard, encoding="utf-8") as pipe:
        lines = [pipe.readline()]
        time.sleep(random.Random(seed).uniform(0.0, LONGEST_S))
        os.kill(child, signal.SIGKILL)
        at = time.time()
        os.waitpid(child, 0)
        lines += pipe.readlines()
    states = [tuple(json.loads(line)) for line in lines if line.endswith("\n")]
    return [*states, (at, "", False, states[-1][3])]


def found(folder: Path) -> Circuit | None:
    """Return the circuit that is offered at the next start."""
    left = [sheet for sheet in sheets(folder / "recovery") if sheet.snapshot is not None]
    if not left:
        return None
    loaded = left[0].restored(default_catalog())
    assert not loaded.problems, [str(problem) for problem in loaded.problems]
    return loaded.circuit


def lost_s(
    states: list[State], circuit: Circuit | None, saved: Circuit | None
) -> tuple[float, float]:
    """Return how much work is gone: the time from the first state that is not there to the end.

    On a clock, and of a processor: on a busy machine the one says nothing without the other.

    Raises
    ------
    AssertionError
        When what is there never was.
    """
    end, past = states[-1], states[:-1]
    known = [digest(each) for each in (circuit, saved) if each is not None]
    last = max((n for n, state in enumerate(past) if state[1] in known), default=-1)
    assert circuit is None or digest(circuit) in [state[1] for state in past], "it never was"
    gone = [state for state in past[last + 1 :] if state[2]]
    return (end[0] - gone[0][0], end[3] - gone[0][3]) if gone else (0.0, 0.0)


def open_again(folder: Path) -> None:
    """Begin the window anew and press what its banner offers, in a process of its own."""
    child = os.fork()
    if child:
        _pid, status = os.waitpid(child, 0)
        assert status == 0, "what was left does not open"
        return
    try:
        code = _opened_again(folder)
    except BaseException:  # the fork ends here, whatever it was
        traceback.print_exc()
        code = 1
    os._exit(code)


def _opened_again(folder: Path) -> int:
    """Return 0 if the window offers and restores what was found, or rightly offers nothing."""
    from circuitlab.gui.app import application

    app = application()
    wanted = found(folder)
    document = _document()
    window, safety = _window(document, folder)
    safety.offer()
    window.show()
    app.processEvents()
    if wanted is None:
        return int(window.banner.present is not None)
    assert window.banner.present is not None
    window.banner.present.choices[0].do()
    app.processEvents()
    return int(digest(document.circuit) != digest(wanted))


def one(folder: Path, seed: int) -> tuple[float, float]:
    """Return how much was lost of one window's work (s, on a clock and of a processor)."""
    (folder / "recovery").mkdir(parents=True)
    states = killed(folder, seed)
    path = folder / "mine.circuit"
    saved = store.load(path).circuit if path.exists() else None
    lost = lost_s(states, found(folder), saved)
    if seed % OPENED_EVERY == 0:
        open_again(folder)
    return lost


def main() -> int:
    """Kill as often as asked for; return 1 where more is lost than may be."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--kills", type=int, default=100)
    reading.add_argument("--seed", type=int, default=1)
    given = reading.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    root = Path(tempfile.mkdtemp(prefix="killed-"))
    load_all()
    lost: list[tuple[float, float]] = []
    for seed in range(given.seed, given.seed + given.kills):
        try:
            lost.append(one(root / str(seed), seed))
        except AssertionError:
            print(f"{root / str(seed)}: {traceback.format_exc()}", flush=True)
            continue
        if lost[-1][0] > ALLOWED_S:
            print(f"{seed}: {lost[-1][0]:.2f} s lost, {lost[-1][1]:.2f} s worked", flush=True)
    said = {"kills": given.kills, "wrong": given.kills - len(lost)} | summary(lost)
    print(json.dumps(said, indent=1))
    return int(bool(said["wrong"] or said.get("over_of_a_processor")))


def summary(lost: list[tuple[float, float]]) -> dict[str, Any]:
    """Return the median and the most of what was lost, and how often it was too much."""
    said: dict[str, Any] = {}
    for name, times in zip(("on_a_clock", "of_a_processor"), zip(*lost, strict=True), strict=False):
        said |= {f"median_s_{name}": median(times), f"most_s_{name}": max(times)}
        said |= {f"over_{name}": sum(time_s > ALLOWED_S for time_s in times)}
    return said


if __name__ == "__main__":
    sys.exit(main())
