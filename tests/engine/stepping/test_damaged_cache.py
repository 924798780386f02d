"""Whatever lies in the cache of kernels in place of what was written: the same is computed."""

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from circuitlab.engine.stepping import kernel_library
from circuitlab.engine.stepping.cache_sweep import sweep

HEAD = """from numba import types
from circuitlab.engine.numerics.kernel_cache import sealed_cfunc
"""
TEXT = """
@sealed_cfunc(types.float64(types.float64))
def twice(x):
    return 2.0 * x
"""
KERNEL = "kernel_1.py"
PARTS = ("*.py", "*.compiled", "*_" + 40 * "?", "*/*.nbi", "*/*.nbc")
"""A loop's text, the mark that it is compiled, numba's folder, its index and its code."""


def taken_away(path: Path) -> None:
    rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def folder(path: Path) -> None:
    path.mkdir()


def full_folder(path: Path) -> None:
    path.mkdir()
    (path / "within").write_text("something")


def link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "no" / "where")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


def socket_like(path: Path) -> None:
    os.mkfifo(path)


def nothing(_path: Path) -> None:
    """Leave it away."""


SORTS: tuple[Callable[[Path], None], ...] = (
    nothing,
    folder,
    full_folder,
    link_to_nowhere,
    link_to_itself,
    empty,
    noise,
    socket_like,
)


@pytest.fixture
def used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Compute by a cache in `tmp_path`, as a new process does."""
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(kernel_library, "_source_of", lambda _text: tmp_path / KERNEL)
    monkeypatch.setattr(kernel_library, "HEAD", HEAD)
    monkeypatch.setattr(kernel_library, "cache_folder", lambda: tmp_path)

    def use() -> None:
        kernel_library.library.__wrapped__()  # sweeps, as the first of a process does
        address = kernel_library.KernelLibrary().native_address(TEXT, "twice")
        assert ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(address)(21.0) == 42.0

    return use


def kinds(within: Path) -> list[tuple[str, bool]]:
    return sorted((path.suffix, path.is_file()) for path in within.rglob("*"))


@pytest.mark.parametrize("part", PARTS)
def test_what_stands_in_place_of_a_part_is_outlived_and_mended(
    part: str, used: Callable[[], None], tmp_path: Path
) -> None:
    used()
    whole = kinds(tmp_path)
    for sort in SORTS:
        (path,) = tmp_path.glob(part)
        taken_away(path)
        sort(path)
        used()
        (tmp_path / path / "within").unlink(missing_ok=True) if path.is_dir() else None
        assert kinds(tmp_path) == whole, sort.__name__


def test_a_text_that_cannot_be_put_there_is_compiled_from_elsewhere(
    used: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_folder(tmp_path / KERNEL)
    monkeypatch.setattr(kernel_library, "sweep", lambda _folder: None)
    used()
    assert (tmp_path / KERNEL / "within").read_text() == "something"


def test_what_others_are_about_to_write_stays(tmp_path: Path) -> None:
    passing = tmp_path / "kernel_1.123.456"
    passing.write_text("half")
    sweep(tmp_path)
    sweep(tmp_path / "nowhere")
    assert passing.read_text() == "half"
