"""Unsaved work, kept while somebody edits: a program that is killed loses next to none.

Beside no file of the user: in a folder of their own, which only they may read. Each window has a
*sheet* there, three files that begin with its name: `about` (whose circuit, from which file), a
snapshot, and the edits since. Edits are put to the disk on a thread, a quarter of a second behind;
a snapshot begins the next generation once they have outgrown it.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.files import atomic_write
from circuitlab.files.journal import Records, arrays_in, folded, snapshot_of
from circuitlab.files.store import Loaded, load_text
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, Key
from circuitlab.resources import _

BEHIND_S = 0.25
"""Time for which edits are gathered before they are written together."""
LEAST_BYTES = 1_000_000
"""Edits grow to so much, or to the size of their snapshot, before another snapshot is made."""
PATIENCE_S = 5.0
_SHEET = re.compile(r"(?P<name>[0-9a-f]{16})\.about")


@dataclass(frozen=True, slots=True)
class About:
    """What a sheet is of.

    Attributes
    ----------
    title
        What the window calls the circuit.
    path
        Its file; empty where it has none yet.
    content_mark
        What that file held when it was opened or saved (`content_mark`).
    since_s
        When it was opened, seconds since 1970.
    """

    title: str = ""
    path: str = ""
    content_mark: str = ""
    since_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lies in the folder of one window, present or gone."""

    folder: Path
    name: str
    about: About = field(default_factory=About)

    @property
    def snapshot(self) -> Path | None:
        """The newest whole snapshot, if work was not saved."""
        found = {int(path.suffixes[0][1:]): path for path in self._files("snapshot")}
        return found[max(found)] if found else None

    @property
    def changed_s(self) -> float:
        """When work was last put down here, seconds since 1970."""
        times = [path.stat().st_mtime for path in (*self._files("snapshot"), *self._files("edits"))]
        return max(times, default=0.0)

    def edits_of(self, snapshot: Path) -> Path:
        """Return where the edits since a snapshot are."""
        return snapshot.with_suffix(".edits")

    def generation(self, number: int) -> Path:
        """Return where the snapshot of a generation is."""
        return self.folder / f"{self.name}.{number}.snapshot"

    def lock(self) -> Path:
        """Return the file by which the living are told from the gone."""
        return self.folder / f"{self.name}.lock"

    def put_down(self) -> Problem | None:
        """Write what the sheet is of."""
        path = self.folder / f"{self.name}.about"
        return atomic_write.write(path, json.dumps(asdict(self.about)).encode())

    def remove_work(self, but: Path | None = None) -> None:
        """Remove snapshots and edits, but for those of one generation."""
        kept = (but, self.edits_of(but)) if but is not None else ()
        for path in (*self._files("snapshot"), *self._files("edits")):
            if path not in kept:
                path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove all of it."""
        with contextlib.suppress(OSError):
            self.remove_work()
            (self.folder / f"{self.name}.about").unlink(missing_ok=True)
            self.lock().unlink(missing_ok=True)

    def restored(self, catalog: Catalog) -> Loaded:
        """Return the circuit with its last edit, and what of it could not be read."""
        snapshot = self.snapshot
        gone = Problem(self.about.title, _("What was kept is gone"), _("open the file instead"))
        if snapshot is None:
            return Loaded(None, (gone,), is_whole=False)
        try:
            edits = self.edits_of(snapshot)
            written = edits.read_text(encoding="utf-8") if edits.exists() else ""
            content, _number = folded(snapshot.read_text(encoding="utf-8"), written)
        except (OSError, ValueError, KeyError, TypeError):
            what = _("What was kept of “{title}” cannot be read").format(title=self.about.title)
            return Loaded(None, (Problem("", what, gone.remedy),), is_whole=False)
        return load_text(json.dumps(content), catalog)

    def _files(self, suffix: str) -> Iterator[Path]:
        return self.folder.glob(f"{self.name}.*.{suffix}")


def recovery_folder() -> Path:
    """Return the user's own folder for unsaved work."""
    return user_state_path("circuitlab", appauthor=False) / "recovery"


def new_sheet(folder: Path) -> Sheet:
    """Return a sheet with a name that nobody has.

    Raises
    ------
    OSError
        If the folder can be neither made nor used.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix" and folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} is somebody else's")
    folder.chmod(0o700)
    return Sheet(folder, secrets.token_hex(8))


def sheets(folder: Path) -> list[Sheet]:
    """Return all sheets of a folder, the last changed first."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            match = _SHEET.fullmatch(path.name)
            if match is not None and (about := _about(path)) is not None:
                found.append(Sheet(folder, match["name"], about))
    return sorted(found, key=lambda sheet: -sheet.changed_s)


def _about(path: Path) -> About | None:
    """Return what is said in a file; nothing where it is damaged."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        return About(**json.loads(path.read_text(encoding="utf-8")))
    return None


@dataclass(frozen=True, slots=True)
class _Edit:
    """An edit that was made, and the circuit after it."""

    delta: Delta
    circuit: Circuit


_Order = _Edit | Callable[[], None] | None
"""None ends the thread."""


class Keeper:
    """Puts unsaved work down on a thread.

    Parameters
    ----------
    sheet : Sheet
        Where.
    failed : callable
        Told, on that thread, why it cannot be written; once, until it can again.
    """

    def __init__(self, sheet: Sheet, failed: Callable[[Problem], None]) -> None:
        self._sheet, self._failed = sheet, failed
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._snapshot: Path | None = None
        self._last: Circuit | None = None
        self._number = 0
        self._size = 0
        self._records = Records()
        self._has_failed = False
        self._thread = threading.Thread(target=self._run, name="recovery", daemon=True)
        self._thread.start()

    def keep(self, delta: Delta, circuit: Circuit) -> None:
        """Put an edit down, soon; `circuit` is what it led to, and no longer changes."""
        self._orders.put(_Edit(delta, circuit))

    def forget(self) -> None:
        """Nothing would be lost any more: what was put down goes."""
        self._orders.put(self._forget)

    def tell(self, about: About) -> None:
        """Say anew what the sheet is of."""
        self._orders.put(partial(self._tell, about))

    def settle(self) -> bool:
        """Wait until all is on the disk; return whether it came to that."""
        done = threading.Event()
        self._orders.put(done.set)
        return done.wait(PATIENCE_S)

    def end(self) -> None:
        """Stop, once all is put down."""
        self._orders.put(None)
        self._thread.join(PATIENCE_S)

    # ---- on the thread

    def _run(self) -> None:
        while True:
            given = self._orders.get()
            order = self._gathered(given) if isinstance(given, _Edit) else given
            if order is None:
                return
            self._attempt(order)

    def _gathered(self, first: _Edit) -> Callable[[], None] | None:
        """Put down an edit with those that follow it at once; return what was ordered next."""
        after: dict[Key, Any] = {}
        edit, until = first, time.monotonic() + BEHIND_S
        while True:
            after |= {key: value for key, (_before, value) in edit.delta.changes.items()}
            order = self._ordered(until)
            if order is None or not isinstance(order, _Edit):
                self._attempt(partial(self._put_down, after, edit.circuit))
                return order
            edit = order

    def _ordered(self, until: float) -> _Order:
        """Return the next order that comes before a time; nothing to do after it."""
        left = until - time.monotonic()
        with contextlib.suppress(queue.Empty):
            return self._orders.get(timeout=left) if left > 0.0 else _nothing
        return _nothing

    def _attempt(self, what: Callable[[], None]) -> None:
        try:
            what()
        except Exception as error:  # what keeps work must not end with what it cannot keep
            self._snapshot = None
            if not self._has_failed:
                self._failed(_unkept(error))
            self._has_failed = True

    def _put_down(self, after: Mapping[Key, Any], circuit: Circuit) -> None:
        if self._snapshot is None or self._last is None or brings_back(self._last, circuit, after):
            self._begin(circuit)
            self._has_failed = False
            return
        self._last = circuit
        line = self._records.line(after).encode()
        with self._sheet.edits_of(self._snapshot).open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
            written = file.tell()
        if written > max(LEAST_BYTES, self._size):
            self._begin(circuit)

    def _begin(self, circuit: Circuit) -> None:
        """Begin the next generation by a snapshot."""
        text = snapshot_of(circuit)
        self._number += 1
        path = self._sheet.generation(self._number)
        problem = atomic_write.write(path, text.encode())
        if problem is not None:
            raise OSError(problem.what)
        self._snapshot, self._size, self._last = path, len(text), circuit
        self._records = Records(arrays_in(text))
        self._sheet.remove_work(but=path)

    def _forget(self) -> None:
        self._snapshot = self._last = None
        self._sheet.remove_work()

    def _tell(self, about: About) -> None:
        problem = Sheet(self._sheet.folder, self._sheet.name, about).put_down()
        if problem is not None:
            raise OSError(problem.what)


def brings_back(before: Circuit, now: Circuit, after: Mapping[Key, Any]) -> bool:
    """Return whether parts came back to where they stood among others, as undo brings them.

    What is put down as an edit comes last when it is read, so that those need a new snapshot.
    """
    there: tuple[tuple[Mapping[Any, Any], Mapping[Any, Any]], ...] = (
        (before.elements, now.elements),
        (before.links, now.links),
    )
    for old, new in there:
        came = [key for key in after if key in new and key not in old]
        last = list(itertools.islice(reversed(new), len(came)))
        if came != last[::-1]:
            return True
    return False


def _nothing() -> None:
    """Stand for no further order."""


def _unkept(error: Exception) -> Problem:
    what = _("Unsaved work cannot be kept beside ({reason})").format(reason=error)
    return Problem("", what, _("save often; the run goes on"))
