"""A snapshot with the edits since: written at once for whoever ends, later for a power cut.

What was written outlives the program from that moment on: the system holds it. It outlives a power
cut once it was put to the disk, which may take a hundred times as long.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from circuitlab.files import atomic_write
from circuitlab.files.journal import Records, arrays_in

EDITS = ".edits"


class Generation:
    """A snapshot that was just written, and the file to which edits are added.

    Parameters
    ----------
    path : Path
        Where the snapshot is.
    text : str
        What it holds.

    Attributes
    ----------
    size : int
        Bytes of the edits.
    records : Records
        Makes lines of edits; it knows the arrays that stand there.

    Raises
    ------
    OSError
        If the snapshot cannot be written; there is nothing then.
    """

    def __init__(self, path: Path, text: str) -> None:
        problem = atomic_write.write(path, text.encode(), to_disk=False)
        if problem is not None:
            raise OSError(problem.what)
        self.path, self.size = path, 0
        self.length, self.records = len(text), Records(arrays_in(text))
        self._edits: int | None = None
        self._is_new = True

    @property
    def is_there(self) -> bool:
        """Whether what was written can still be found under its name."""
        with contextlib.suppress(OSError):
            self.path.stat()
            edits = self.path.with_suffix(EDITS)
            return self._edits is None or os.path.samestat(edits.stat(), os.fstat(self._edits))
        return False

    def add(self, line: bytes) -> None:
        """Add a whole line to the edits.

        Raises
        ------
        OSError
            If there is no room for it, or the file cannot be made.
        """
        if self._edits is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._edits = os.open(self.path.with_suffix(EDITS), flags, 0o600)
        while line:
            written = os.write(self._edits, line)
            self.size += written
            line = line[written:]

    def put_to_disk(self) -> None:
        """Have all that was written outlive a power cut."""
        if self._is_new:
            atomic_write.put_to_disk(self.path)
            self._is_new = False
        if self._edits is not None:
            os.fsync(self._edits)

    def close(self) -> None:
        """Let go of the files."""
        edits, self._edits = self._edits, None
        if edits is not None:
            with contextlib.suppress(OSError):  # what it had to say was said when lines were added
                os.close(edits)
