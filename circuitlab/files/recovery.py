"""Unsaved work, kept while somebody edits: a program that is killed loses next to none.

Beside no file of the user: in a folder of their own, which only they may read. Each window has a
*sheet* there, three files that begin with its name: `about` (whose circuit, from which file), a
snapshot, and the edits since. A thread writes each edit as soon as it is made, which outlives the
program, and puts them to the disk a quarter of a second behind, which outlives a power cut; a
snapshot begins the next generation once they have outgrown it.
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
from circuitlab.files.generation import EDITS, Generation
from circuitlab.files.journal import folded, snapshot_of
from circuitlab.files.store import Loaded, load_text
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, Key
from circuitlab.resources import _

BEHIND_S = 0.25
"""Time for which written edits are gathered before they are put to the disk together."""
WAITED_S = 0.05
"""Time that an edit waits for its being written, at most."""
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
        """The newest snapshot, if work was not saved."""
        return next(iter(self._snapshots()), None)

    @property
    def changed_s(self) -> float:
        """When work was last put down here, seconds since 1970."""
        times = [path.stat().st_mtime for path in (*self._files("snapshot"), *self._files("edits"))]
        return max(times, default=0.0)

    def edits_of(self, snapshot: Path) -> Path:
        """Return where the edits since a snapshot are."""
        return snapshot.with_suffix(EDITS)

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
        found = self._snapshots()
        remedy = _("open the file instead")
        for snapshot in found:  # a power cut may have left the newest one empty
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                return load_text(json.dumps(self._folded(snapshot)), catalog)
        what = _("What was kept of “{title}” cannot be read").format(title=self.about.title)
        problem = Problem("", what, remedy)
        if not found:
            problem = Problem(self.about.title, _("What was kept is gone"), remedy)
        return Loaded(None, (problem,), is_whole=False)

    def _folded(self, snapshot: Path) -> dict[str, Any]:
        edits = self.edits_of(snapshot)
        written = edits.read_text(encoding="utf-8") if edits.exists() else ""
        return folded(snapshot.read_text(encoding="utf-8"), written)[0]

    def _snapshots(self) -> list[Path]:
        """Return all snapshots, the newest first."""
        return sorted(self._files("snapshot"), key=lambda path: -int(path.suffixes[0][1:]))

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
    """An edit that was made, the circuit after it, and whether it was written."""

    delta: Delta
    circuit: Circuit
    written: threading.Event


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
        self._generation: Generation | None = None
        self._disk_at: float | None = None
        self._is_at_disk = False
        self._last: Circuit | None = None
        self._number = 0
        self._has_failed = False
        self._thread = threading.Thread(target=self._run, name="recovery", daemon=True)
        self._thread.start()

    def keep(self, delta: Delta, circuit: Circuit) -> None:
        """Put an edit down; `circuit` is what it led to, and no longer changes.

        Returns once it is written, and soon if that takes long: whoever edits need not wait, but
        on a busy machine the thread has its turn at once where they do for a moment.
        """
        edit = _Edit(delta, circuit, threading.Event())
        self._orders.put(edit)
        if not self._is_at_disk:
            edit.written.wait(WAITED_S)

    def forget(self) -> None:
        """Nothing would be lost any more: what was put down goes."""
        self._orders.put(self._forget)

    def tell(self, about: About) -> None:
        """Say anew what the sheet is of."""
        self._orders.put(partial(self._tell, about))

    def settle(self) -> bool:
        """Wait until all is on the disk; return whether it came to that."""
        done = threading.Event()
        self._orders.put(self._put_to_disk)
        self._orders.put(done.set)
        return done.wait(PATIENCE_S)

    def end(self) -> None:
        """Stop, once all is put down."""
        self._orders.put(None)
        self._thread.join(PATIENCE_S)

    # ---- on the thread

    def _run(self) -> None:
        order: _Order = _nothing
        while order is not None:
            order = self._ordered()
            if isinstance(order, _Edit):
                order = self._gathered(order)
            self._attempt(self._last_words if order is None else order)

    def _ordered(self) -> _Order:
        """Return the next order; that to put edits to the disk where they have waited for it."""
        if self._disk_at is None:
            return self._orders.get()
        left = self._disk_at - time.monotonic()
        with contextlib.suppress(queue.Empty):
            if left > 0.0:
                return self._orders.get(timeout=left)
        return self._put_to_disk

    def _gathered(self, edit: _Edit) -> Callable[[], None] | None:
        """Write an edit with those that wait behind it; return what was ordered next."""
        after: dict[Key, Any] = {}
        order: _Order = edit
        gathered = []
        while isinstance(order, _Edit):
            gathered.append(order)
            after |= {key: value for key, (_before, value) in order.delta.changes.items()}
            order = self._waiting()
        self._attempt(partial(self._put_down, after, gathered[-1].circuit))
        for each in gathered:
            each.written.set()
        return order

    def _waiting(self) -> _Order:
        """Return the next order if there is one already, else nothing to do."""
        with contextlib.suppress(queue.Empty):
            return self._orders.get_nowait()
        return _nothing

    def _attempt(self, what: Callable[[], None]) -> None:
        try:
            what()
        except Exception as error:  # what keeps work must not end with what it cannot keep
            self._let_go()
            if not self._has_failed:
                self._failed(_unkept(error))
            self._has_failed = True

    def _put_down(self, after: Mapping[Key, Any], circuit: Circuit) -> None:
        there = self._generation
        if there is None or self._last is None or brings_back(self._last, circuit, after):
            self._begin(circuit)
            self._has_failed = False
            return
        self._last = circuit
        there.add(there.records.line(after).encode())
        if there.size > max(LEAST_BYTES, there.length):
            self._begin(circuit)
        elif self._disk_at is None:
            self._disk_at = time.monotonic() + BEHIND_S

    def _begin(self, circuit: Circuit) -> None:
        """Begin the next generation by a snapshot; the one before goes when this is on the disk."""
        self._number += 1
        begun = Generation(self._sheet.generation(self._number), snapshot_of(circuit))
        self._let_go()
        self._generation, self._last, self._disk_at = begun, circuit, time.monotonic()

    def _put_to_disk(self) -> None:
        if self._generation is None or self._last is None:
            return
        if not self._generation.is_there:  # somebody has cleared the folder
            self._begin(self._last)
        self._disk_at, self._is_at_disk = None, True
        try:
            self._generation.put_to_disk()
        finally:
            self._is_at_disk = False
        self._sheet.remove_work(but=self._generation.path)

    def _let_go(self) -> None:
        if self._generation is not None:
            self._generation.close()
        self._generation = self._last = self._disk_at = None

    def _last_words(self) -> None:
        self._put_to_disk()
        self._let_go()

    def _forget(self) -> None:
        self._let_go()
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
