"""Compiled loops by their text: from the cache, from a library built ahead of time, or made now."""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from circuitlab.engine.ahead_of_time.shipped import Shipped, shipped
from circuitlab.engine.numerics.jit import cache_folder
from circuitlab.engine.plan.row_layout import Layout
from circuitlab.engine.stepping.cache_sweep import sweep
from circuitlab.engine.stepping.driver_calls import COMPILED, Driver
from circuitlab.engine.stepping.kernel_source import (
    HEAD,
    Loop,
    common_loops,
    fused_loops,
    mechanism_loops,
)

_COMPILED = ".compiled"
"""Suffix of the mark that a loop's machine code is in the cache."""


class KernelLibrary:
    """Compiled loops by the text they come from, shared by every simulation of the process.

    Those compiled for this processor come first, then those of the library that was built ahead of
    time; what neither has is compiled.
    """

    def __init__(self, ahead: Shipped | None = None) -> None:
        self._ahead = ahead
        self._addresses: dict[str, int] = {}
        self._modules: list[ModuleType] = []
        self._lock = threading.Lock()

    @property
    def is_shipped(self) -> bool:
        """Whether there is a library that was built ahead of time."""
        return self._ahead is not None

    def address(self, text: str, function: str) -> int:
        """Address of ``function`` in the module ``text``, compiled now if it is nowhere yet."""
        if text in self._addresses:  # at hand: no waiting while something else is compiled
            return self._addresses[text]
        if self._ahead is not None and self._ahead.has(text) and not _is_cached(text):
            return self._ahead.address(text)
        return self.native_address(text, function)

    def native_address(self, text: str, function: str) -> int:
        """The same, compiled for this processor, now or before."""
        with self._lock:
            if text not in self._addresses:
                module = module_of(text)
                self._modules.append(module)
                self._addresses[text] = getattr(module, function).address
                with contextlib.suppress(OSError):
                    _mark_of(text).touch()
            return self._addresses[text]

    def mechanism_address(self, name: str) -> int:
        """Address of one mechanism's loop."""
        (loop,) = mechanism_loops([name])
        return self.address(*loop)

    def common_addresses(self) -> tuple[int, int]:
        """Addresses of the loops before and after those of a cell's mechanisms."""
        clear, finish = common_loops()
        return self.address(*clear), self.address(*finish)

    def fused_addresses(self, layout: Layout, size: int) -> list[int]:
        """Addresses of a population's fused steps, those of :func:`fused_steps`."""
        return [self.address(*loop) for loop in fused_loops(layout, size)]

    def has_fused(self, layout: Layout, size: int) -> bool:
        """Whether the fused step is at hand without compiling."""
        return self.has(fused_loops(layout, size))

    def has(self, loops: Iterable[Loop]) -> bool:
        """Whether loops are at hand without compiling."""
        ahead = self._ahead
        return all(
            (ahead is not None and ahead.has(text)) or self.has_native([(text, function)])
            for text, function in loops
        )

    def has_native(self, loops: Iterable[Loop]) -> bool:
        """Whether loops compiled for this processor are at hand, in memory or in the cache."""
        return all(text in self._addresses or _is_cached(text) for text, _function in loops)

    @property
    def has_driver(self) -> bool:
        """Whether the loop over steps is at hand without compiling."""
        return self.is_shipped or self.has_native_driver

    @property
    def has_native_driver(self) -> bool:
        """Whether the loop over steps, compiled for this processor, is in the cache."""
        return _driver_mark().exists()

    def driver(self) -> Driver:
        """The driver to step by from now on: one simulation's own."""
        if self._ahead is None or self.has_native_driver:
            return COMPILED
        return Driver(*(self._ahead.entry_point(name) for name in Driver._fields))

    def note_driver(self, driver: Driver) -> None:
        """Note that a driver works: if it is the one for this processor, it is in the cache now."""
        if driver is COMPILED:
            with contextlib.suppress(OSError):
                _driver_mark().touch()


@functools.cache
def library() -> KernelLibrary:
    """The process's kernels."""
    sweep(cache_folder())
    return KernelLibrary(shipped())


def _driver_mark() -> Path:
    """The sign that the driver is in the cache, where numba keeps it by the place of its source."""
    place = hashlib.sha256(__file__.encode()).hexdigest()[:16]
    return (cache_folder() / f"driver_{place}").with_suffix(_COMPILED)


def _is_cached(text: str) -> bool:
    return _mark_of(text).exists()


def _mark_of(text: str) -> Path:
    """The sign that a loop's machine code is in the cache."""
    return _source_of(text).with_suffix(_COMPILED)


@functools.cache
def _source_of(text: str) -> Path:
    """The file in the cache folder that holds a loop's text."""
    digest = hashlib.sha256((HEAD + text).encode()).hexdigest()[:16]
    return cache_folder() / f"kernel_{digest}.py"


def module_of(text: str) -> ModuleType:
    """Import ``text`` from a file in the cache folder, named by its hash.

    A file there that holds anything else is written anew; where none can be, the text is compiled
    for this process alone.
    """
    path, source = _source_of(text), HEAD + text
    with contextlib.suppress(OSError):
        if _text_in(path) != source:
            _write_atomically(path, source)
    if _text_in(path) != source:
        path = _passing(path.name, source)
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    sys.modules[path.stem] = module  # numba looks a cached function's module up by name
    exec(compile(source, str(path), "exec"), module.__dict__)
    return module


def _passing(name: str, source: str) -> Path:
    """A file of that text that lasts as long as the process."""
    folder = tempfile.mkdtemp(prefix="circuitlab-kernel-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / name
    path.write_text(source, encoding="utf-8")
    return path


def _text_in(path: Path) -> str | None:
    """The text of a file; None where there is none, or it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _write_atomically(path: Path, text: str) -> None:
    temporary = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
