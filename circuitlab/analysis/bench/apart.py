"""Measuring in a process of its own, so that the interpreter is the window's and its run's."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import IO, TYPE_CHECKING

from circuitlab.analysis.bench.messages import Done, Failed, Unwanted
from circuitlab.engine.running.background_compiler import environment
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.analysis.bench.messages import Wanted

COMMAND = (sys.executable, "-P", "-m", "circuitlab.analysis.bench.serving")
"""Whatever lies in the working folder, under whatever name, is not taken for a module."""
Told = Callable[[float], None]


class Elsewhere:
    """A process that measures one thing at a time; started when something is first wanted."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._busy, self._speaking = threading.Lock(), threading.Lock()

    def measured(self, wanted: Wanted, told: Told) -> Measured:
        """Wait until something is measured.

        Raises
        ------
        InterruptedError
            When it was ended.
        OSError
            Where no such process can be started.
        RuntimeError
            If it came to nothing.
        """
        with self._busy:
            heard = self._running()
            try:
                said = self._converse(heard, wanted, told)
            except (EOFError, BrokenPipeError, pickle.UnpicklingError):
                self.close()
                raise RuntimeError(_("the process that measures has ended")) from None
        if isinstance(said, Failed):
            raise RuntimeError(said.fault) if said.fault else InterruptedError
        return said

    def end(self, number: int) -> None:
        """End the measurement of this number, from whatever thread."""
        with contextlib.suppress(OSError):
            self._say(Unwanted(number))

    def close(self) -> None:
        """End the process; another one is started when something is wanted again."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with contextlib.suppress(OSError), process:
                pass

    def _converse(self, heard: IO[bytes], wanted: Wanted, told: Told) -> Measured | Failed:
        self._say(wanted)
        try:
            while isinstance(said := pickle.load(heard), Done):
                told(said.part)
        except (EOFError, pickle.UnpicklingError):
            raise
        except BaseException:  # whoever was told wants no more of it: hear it to its end
            self.end(wanted.number)
            while isinstance(pickle.load(heard), Done):
                pass
            raise
        made: Measured | Failed = said
        return made

    def _say(self, what: object) -> None:
        with self._speaking:
            process = self._process
            if process is not None and process.stdin is not None:
                pickle.dump(what, process.stdin)
                process.stdin.flush()

    def _running(self) -> IO[bytes]:
        """Return from where it is heard, started where it does not run."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                COMMAND,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        if self._process.stdout is None:
            raise OSError("no pipe")
        return self._process.stdout


@cache
def elsewhere() -> Elsewhere:
    """Return the one process that measures for this program."""
    return Elsewhere()
