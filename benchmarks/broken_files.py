"""Whether damaged files are outlived: thousands of them through check, run, figure and window.

`python -m benchmarks.broken_files --files 2000 --seed 1` spoils presets at random and gives them to
everything that opens files. What it must not meet: a traceback or “our mistake”, more time than a
file may take, a file that `check` praises and `run` refuses, a circuit that opens but, saved, opens
as another one, and a window that stands half in one file and half in another. What it meets is kept
in a folder, with the words.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.broken_answers import NO_NUMBER, OURS, asked
from benchmarks.broken_patience import patience, within
from benchmarks.mutations import mutated, shortened
from benchmarks.warm import never_compile
from circuitlab.exchange import opening
from circuitlab.files import store
from circuitlab.files.serialise import text_of

WHOLE = 0.15
"""Share of the files that keep all their experiments."""
PATIENCE_S = 40
"""More than this no file may take for one thing, on a busy machine."""
MOST_BYTES = 6_000_000_000
FIGURE_EVERY, WINDOW_EVERY = 5, 3
"""How many files are tried for each that is also painted, and opened in the window."""


class Trials:
    """One file after another, and what went wrong with them.

    Parameters
    ----------
    folder : where what failed is kept
    window : opens a file and paints it, or None
    """

    def __init__(self, folder: Path, window: Callable[[Path], None] | None = None) -> None:
        self._folder, self._window = folder, window
        self._file = folder / "tried.circuit"
        self._tried = 0
        self.failed: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()

    def of(self, content: bytes, name: str) -> None:
        """Try one file in all ways."""
        self.write(content)
        self._tried += 1
        steps: dict[str, Callable[[], str]] = {"load": self.opened}
        steps |= {"check and run": self.checked_and_run}
        steps |= {"figure": self._figure} if self._tried % FIGURE_EVERY == 0 else {}
        steps |= {"window": self._open} if self._tried % WINDOW_EVERY == 0 else {}
        for step, do in steps.items():
            if said := within(patience(PATIENCE_S), do):
                self._keep(step, said, content, name)

    def write(self, content: bytes) -> None:
        """Lay a file before those that are to open it."""
        self._file.write_bytes(content)

    def opened(self) -> str:
        """Open it, and what was opened once more when saved; return what is wrong."""
        loaded = store.load(self._file)
        self.answers[
            "unread" if loaded.circuit is None else "whole" if loaded.is_whole else "mended"
        ] += 1
        if loaded.circuit is None:
            return "" if loaded.problems else "nothing read, nothing said"
        again = store.load_text(text_of(loaded.circuit))
        if again.circuit != loaded.circuit:
            return f"saved, it opens as another circuit: {[str(p) for p in again.problems]}"
        more = {str(p.what) for p in again.problems} - {str(p.what) for p in loaded.problems}
        if more:
            return f"saved, it has problems that it had not: {more}"
        saved = self._folder / "saved.circuit"
        refused = store.save(loaded.circuit, saved)
        return f"it opens and cannot be saved: {[str(p) for p in refused]}" if refused else ""

    def checked_and_run(self) -> str:
        """Have it checked and run; return where the two do not agree, or fail."""
        checked, check_said = asked("check", str(self._file))
        ran, run_said = asked("run", str(self._file), "--for", "5 ms")
        self.answers[f"check {checked}, run {ran}"] += 1
        if OURS in check_said + run_said:
            return check_said + run_said
        if checked == 0 and ran != 0 and not any(words in run_said for words in NO_NUMBER):
            return f"check praises it, run says: {run_said}"
        if checked not in (0, 1) or ran not in (0, 1):
            return f"check {checked}: {check_said}, run {ran}: {run_said}"
        return ""

    def _figure(self) -> str:
        picture = self._folder / "figure.png"
        picture.unlink(missing_ok=True)
        code, said = asked(
            "figure", str(self._file), "-o", str(picture), "--at", "2 ms", "--dpi", "40"
        )
        if OURS in said or code not in (0, 1):
            return f"{code}: {said}"
        return "" if picture.exists() == (code == 0) else f"{code}, but the picture: {said}"

    def _open(self) -> str:
        if self._window is not None:
            self._window(self._file)
        return ""

    def _keep(self, step: str, said: str, content: bytes, name: str) -> None:
        place = f"{step}: " + " | ".join(said.strip().splitlines()[-3:])[:300]
        self.failed[place] += 1
        if self.failed[place] == 1:
            kept = self._folder / f"{name}.circuit"
            kept.write_bytes(content)
            print(f"{step}, {kept}\n{said}\n", flush=True)


class Opened:
    """A window in which one file after another is opened."""

    def __init__(self, folder: Path) -> None:
        from benchmarks.random_hands import Hands, listen
        from circuitlab.catalog.load import default_catalog
        from circuitlab.engine.running.background_compiler import Apart
        from circuitlab.engine.running.compile_orders import CompileOrders
        from circuitlab.gui.app import application
        from circuitlab.gui.document import Document
        from circuitlab.gui.faults import Faults
        from circuitlab.gui.main_window import build
        from circuitlab.gui.session import Session

        Apart.compile = lambda *_given, **_named: None  # type: ignore[method-assign]
        CompileOrders.place = lambda *_given: None  # type: ignore[method-assign]
        self._app = application()
        self._document = Document(default_catalog())
        self._window = build(self._document, Session(self._document))
        self.hands = Hands(self._window, folder, 1)
        self._faults = Faults()
        self._faults.install()
        listen(self.hands)
        self._window.show()
        self._window.session.start()
        self._window.session.play()

    def __call__(self, path: Path) -> None:
        """Open a file, look at parts of it, and paint."""
        from circuitlab.gui.shell import commands

        failed = sum(self.hands.failed.values())
        self._document.undo_stack.setClean()
        before = self._document.circuit
        commands.open_file(self._window, path)
        self._look()
        loaded = opening.load(path)
        if loaded.circuit is None and self._document.circuit is not before:
            raise AssertionError("a file that cannot be read took the circuit away")
        if loaded.circuit is not None and self._document.circuit != loaded.circuit:
            raise AssertionError("the window has another circuit than the file")
        self._edit()
        if sum(self.hands.failed.values()) > failed:
            raise AssertionError("the window failed")

    def _edit(self) -> None:
        """Make an edit and take it back: it can still be worked with."""
        document = self._document
        before, step = document.circuit.copy(), "Rename"
        document.push(document.circuit.with_document({"title": "another"}, step))
        self._app.processEvents()
        document.undo()
        if document.circuit != before:
            raise AssertionError("an edit that was taken back left something")

    def _look(self) -> None:
        circuit, session = self._document.circuit, self._window.session
        until = time.monotonic() + 0.05
        while time.monotonic() < until:
            self._app.processEvents()
        ids = list(circuit.elements)
        session.selection.select(random.sample(ids, min(len(ids), 1)))
        self._window.guide.begin()
        self._window.canvas.grab()
        self._app.processEvents()
        self._window.guide.end()

    def close(self) -> None:
        self._document.undo_stack.setClean()
        self._window.close()
        self._faults.uninstall()


def spoiled(sources: Sequence[bytes], seed: int, number: int) -> bytes:
    """Return one of several files with something wrong in it, the same for a seed and a number."""
    chance = random.Random(f"{seed}.{number}")
    source = chance.choice(sources)
    return mutated(source if chance.random() < WHOLE else shortened(source, chance), chance)


def main() -> int:
    """Try as many files as asked for; return 1 where anything went wrong."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--files", type=int, default=1000)
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--no-window", action="store_true")
    given = reading.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    never_compile()
    folder = Path(tempfile.mkdtemp(prefix=f"broken-files-{given.seed}-"))
    window = None if given.no_window else Opened(folder)
    trials = Trials(folder, window)
    sources = [preset.path.read_bytes() for preset in store.presets()]
    for number in range(given.files):
        trials.of(spoiled(sources, given.seed, number), f"{given.seed}-{number}")
    if window is not None:
        window.close()
    failed = dict(trials.failed.most_common())
    print(json.dumps({"answers": trials.answers, "failed": failed}, indent=1))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
