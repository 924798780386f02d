"""The cache of compiled loops outlives damage: what is not as it was written is compiled anew."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numba import types

from circuitlab.engine.mechanisms.drugs import left_of_doses
from circuitlab.engine.numerics import jit, kernel_cache
from circuitlab.engine.stepping import kernel_library

SOURCE = """
def twice(x):
    return 2.0 * x
"""


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], float]:
    """Compile a function, or load it, and call it; what its cache holds lies in `tmp_path`."""
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path))
    path = tmp_path / "twice.py"
    path.write_text(SOURCE)

    def call() -> float:
        scope: dict[str, Callable[..., float]] = {}
        exec(compile(SOURCE, str(path), "exec"), {"__name__": "twice"}, scope)
        made = kernel_cache.sealed_cfunc(types.float64(types.float64))(scope["twice"])
        return float(made.ctypes(21.0))

    return call


def of_cache(folder: Path, suffix: str) -> Path:
    (found,) = folder.rglob(f"*{suffix}")
    return found


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(0, len(content), 97):
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))


def one_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("damage", [emptied, cut, garbled, one_bit], ids=lambda d: d.__name__)
@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
def test_a_damaged_file_is_compiled_anew_and_whole_again(
    compiled: Callable[[], float], tmp_path: Path, suffix: str, damage: Callable[[Path], None]
) -> None:
    assert compiled() == 42.0
    damage(of_cache(tmp_path, suffix))
    with pytest.raises(kernel_cache.Damaged):
        kernel_cache._unsealed(of_cache(tmp_path, suffix).read_bytes())
    assert compiled() == 42.0
    assert kernel_cache._unsealed(of_cache(tmp_path, suffix).read_bytes())


def test_without_room_for_it_code_is_compiled_for_the_process_alone(
    compiled: Callable[[], float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kernel_cache.os, "fsync", full)
    assert compiled() == 42.0
    assert not list(tmp_path.rglob("*.nb?"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"def step(): return 1/0"])
def test_a_damaged_text_of_a_loop_is_written_anew(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kernel_1.py"
    path.write_bytes(content)
    monkeypatch.setattr(kernel_library, "_source_of", lambda _text: path)
    monkeypatch.setattr(kernel_library, "HEAD", "")
    assert kernel_library.module_of("answer = 42").answer == 42
    assert path.read_text() == "answer = 42"


def test_the_folder_of_kernels_is_for_its_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "kernels"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    assert jit.is_usable(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_of_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = os.getuid()
    monkeypatch.setattr(jit.os, "getuid", lambda: me + 1)
    assert not jit.is_usable(tmp_path / "kernels")


@pytest.mark.parametrize("doses", [0.0, 1.0, 3.0])
def test_doses_that_do_not_fade_add_up(doses: float) -> None:
    assert left_of_doses.py_func(0.0, 10.0, 100.0, doses) == pytest.approx(doses, rel=1e-12)
    fading = sum(np.exp(-1e-3 * (10.0 + 100.0 * k)) for k in range(int(doses)))
    assert left_of_doses.py_func(1e-3, 10.0, 100.0, doses) == pytest.approx(fading, rel=1e-9)
