"""Compiled code on disk: numba's cache with a seal on every file, so that a damaged one is noticed.

numba unpickles and runs whatever lies in its files. Here each begins with the hash of its content:
what does not hold to it (emptied, cut, garbled, of another version) is removed and compiled anew,
and where nothing can be written the code is compiled for this process alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numba
from numba import njit
from numba.core import caching
from numba.core.ccallback import CFunc

_SEAL = hashlib.sha256().digest_size


class Damaged(Exception):
    """A file of the cache that is not as it was written."""


class SealedFiles(caching.IndexDataCacheFile):  # type: ignore[misc]
    """The files of one function in the cache."""

    def load(self, key: Any) -> Any:
        """Return what is kept under a key; None where that is nothing, or damaged."""
        try:
            return super().load(key)
        except Exception:  # whatever a damaged pickle raises
            self.drop()
            return None

    def save(self, key: Any, data: Any) -> None:
        """Keep compiled code, where there is room for it."""
        with contextlib.suppress(OSError):
            super().save(key, data)

    def drop(self) -> None:
        """Remove the index, and so all that it names."""
        with contextlib.suppress(OSError):
            Path(self._index_path).unlink()

    def _load_index(self) -> Any:
        try:
            version, stamp, overloads = _unsealed(Path(self._index_path).read_bytes())
        except FileNotFoundError:
            return {}
        except Exception:  # whatever a damaged pickle raises
            self.drop()
            return {}
        fits = (version, stamp) == (self._version, self._source_stamp)
        return overloads if fits else {}

    def _save_index(self, overloads: Any) -> None:
        with self._open_for_write(self._index_path) as file:
            file.write(self._dump((self._version, self._source_stamp, overloads)))

    def _load_data(self, name: str) -> Any:
        return _unsealed(Path(self._data_path(name)).read_bytes())

    def _dump(self, obj: Any) -> bytes:
        content: bytes = super()._dump(obj)
        return hashlib.sha256(content).digest() + content

    @contextlib.contextmanager
    def _open_for_write(self, filepath: str) -> Iterator[Any]:
        with super()._open_for_write(filepath) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())


class SealedCache(caching.FunctionCache):  # type: ignore[misc]
    """The cache of one function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        self._cache_file: SealedFiles = SealedFiles(
            cache_path=self._cache_path,
            filename_base=self._impl.filename_base,
            source_stamp=self._impl.locator.get_source_stamp(),
        )

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the compiled function for a signature; None where it is to be compiled."""
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # code that cannot be linked here
            self._cache_file.drop()
            return None


def sealed_njit(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    """Compile a function as `numba.njit` does, and keep it on disk."""
    made: Any = njit(**options)(function)
    made._cache = SealedCache(function)
    return made  # type: ignore[no-any-return]


def sealed_cfunc(signature: Any, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function as `numba.cfunc` does, and keep it on disk."""

    def compiled(function: Callable[..., Any]) -> Any:
        made: Any = CFunc(function, numba.core.sigutils.normalize_signature(signature), {}, options)
        made._cache = SealedCache(function)
        made.compile()
        return made

    return compiled


def _unsealed(data: bytes) -> Any:
    seal, content = data[:_SEAL], data[_SEAL:]
    if hashlib.sha256(content).digest() != seal:
        raise Damaged
    return pickle.loads(content)
