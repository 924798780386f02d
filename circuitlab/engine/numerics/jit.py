"""How every numeric function of the engine is compiled: options, the fused multiply-add, the cache.

No fastmath flag is set anywhere, so that the same source gives the same bits on every x86-64
processor. A multiply-add is written out as :func:`fma`, which rounds once everywhere.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite.binding
import numba
import platformdirs
from llvmlite.ir import DoubleType, FunctionType, IntType, VoidType
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from circuitlab.engine.numerics.kernel_cache import sealed_njit

OPTIONS: dict[str, Any] = {"error_model": "numpy", "boundscheck": False}
_UNCOUNTED: dict[str, Any] = {**OPTIONS, "_nrt": False}
"""Nothing is allocated in kernels, so that no references are counted: each look at an array of a
tuple would cost two atomic operations otherwise."""
FOLDER_OF_PARENT = "CIRCUITLAB_KERNELS"
"""Environment variable that tells a process where the one that started it keeps its kernels."""
_ROOM_BYTES = 64_000_000
"""Free space that the cache of kernels wants: several times what a circuit needs."""
_KEPT_S = 30 * 86_400.0
"""Time after which kernels that no process has used are removed."""
LANES = 8
"""Cells that lie side by side in a block of the state array."""
STEP = types.int64(
    types.CPointer(types.float64),
    types.CPointer(types.uint64),
    types.CPointer(types.uint64),
    types.uint64,
    types.float64,
    types.float64,
    types.uint64,
    types.CPointer(types.uint64),
)
"""Signature of a compiled step: state, table of places, blocks to step and their count, dt, t,
tick, and where to write the blocks in which a cell fired; it returns how many these are.

A written block is its number times 256 plus one bit for each lane that fired.
"""

_COMPILED = (
    "ahead_of_time/entry_points.py",
    "mechanisms/*.py",
    "numerics/*.py",
    "plan/plan.py",
    "plan/row_layout.py",
    "plan/terminal_arrays.py",
    "stepping/driver.py",
    "stepping/kernel_source.py",
    "stepping/played_curves.py",
    "stepping/resting.py",
    "stepping/spike_delivery.py",
)
"""Sources whose text, or the shape of whose values, is compiled into kernels."""


@functools.cache
def sources_digest() -> str:
    """Hash of every source that may be inlined into a kernel, with numba's version and the CPU.

    numba's own cache does not notice an edit in an imported function, so this is part of the
    cache folder's name.
    """
    made_for = f"{numba.__version__} {cpu_name()} {compiled_sources()}"
    return hashlib.sha256(made_for.encode()).hexdigest()[:16]


@functools.cache
def compiled_sources() -> str:
    """Hash of every source that may be inlined into a kernel.

    Raises
    ------
    FileNotFoundError
        Where the sources were not packed with the program: kernels of another version could not be
        told from its own.
    """
    digest, room = hashlib.sha256(), Path(__file__).parent.parent
    for pattern in _COMPILED:
        found = sorted(room.glob(pattern))
        if not found:
            raise FileNotFoundError(f"The sources {pattern} are missing in {room}.")
        for source in found:
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def cpu_name() -> str:
    """The processor that kernels are compiled for."""
    return str(numba.config.CPU_NAME or llvmlite.binding.get_host_cpu_name())


@functools.cache
def cache_folder() -> Path:
    """Where compiled kernels are kept for these sources on this processor; made if missing.

    Where the user's cache cannot be written, or its disk is full, they are kept elsewhere as long
    as the process lives.
    """
    own = Path(platformdirs.user_cache_dir("circuitlab")) / "kernels" / sources_digest()
    folder = Path(os.environ.get(FOLDER_OF_PARENT, own))
    if is_usable(folder):
        if folder == own:
            _forget_old_ones(own)
        return folder
    passing = tempfile.mkdtemp(prefix="circuitlab-kernels-")
    atexit.register(shutil.rmtree, passing, ignore_errors=True)
    return Path(passing)


def _forget_old_ones(folder: Path) -> None:
    """Note that a folder is used, and remove those beside it that were not for a long time."""
    oldest = time.time() - _KEPT_S
    with contextlib.suppress(OSError):  # another process may be at it too
        os.utime(folder)
        for other in folder.parent.iterdir():
            if other.lstat().st_mtime < oldest:
                shutil.rmtree(other, ignore_errors=True)


def is_usable(folder: Path) -> bool:
    """Whether kernels can be kept in a folder, which is made if it is missing.

    What lies there is run: it must be this user's alone.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder):
            return False
        folder.chmod(0o700)
        with tempfile.TemporaryFile(dir=folder):
            return shutil.disk_usage(folder).free > _ROOM_BYTES
    except OSError:
        return False


def _is_ours(folder: Path) -> bool:
    """Whether a folder belongs to this user, and nobody but the system might swap it."""
    if not hasattr(os, "getuid"):
        return True
    me = os.getuid()
    return folder.stat().st_uid == me and folder.parent.stat().st_uid in (me, 0)


def _configure_llvm() -> None:
    """Keep loops over the lanes of a block whole until they are vectorised.

    Short ones would be written out before, and then stay scalar. Two vectors of four go side by
    side: equations are long chains, and one alone leaves the processor waiting.

    A fused step has far more constants than there are registers. Moved out of the loop (by
    "machine-licm") each would be kept on the stack and read from there.
    """
    options = ["-unroll-full-max-count=1", "-disable-machine-licm"]
    if not _has_long_vectors():
        options.append("-force-vector-interleave=2")
    for option in options:
        llvmlite.binding.set_option("circuitlab", option)


def _has_long_vectors() -> bool:
    """Whether the processor that is compiled for holds eight numbers in a vector."""
    if numba.config.CPU_NAME:
        return "+avx512f" in str(numba.config.CPU_FEATURES).split(",")
    return bool(llvmlite.binding.get_host_cpu_features().get("avx512f"))


numba.config.CACHE_DIR = str(cache_folder())
_configure_llvm()


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a small scalar function that is always inlined into the loop that calls it."""
    return njit(forceinline=True, **_UNCOUNTED)(function)  # type: ignore[no-any-return]


def spliced(function: Callable[..., Any]) -> Callable[..., Any]:
    """Write a part of a kernel into it before it is compiled: tuples are costly to pass."""
    return njit(inline="always", **_UNCOUNTED)(function)  # type: ignore[no-any-return]


def shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function that kernels call and that is too long to stand in each of them."""
    return njit(**_UNCOUNTED)(function)  # type: ignore[no-any-return]


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop over arrays: it releases the GIL and is cached on disk."""
    return sealed_njit(function, nogil=True, **_UNCOUNTED)


@intrinsic  # type: ignore[untyped-decorator]
def _fused_multiply_add(_context: Any, _a: Any, _b: Any, _c: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        kind = arguments[0].type
        fused = builder.module.declare_intrinsic(
            "llvm.fma", [kind], FunctionType(kind, [kind, kind, kind])
        )
        return builder.call(fused, arguments)

    return types.float64(types.float64, types.float64, types.float64), generate


@inlined
def fma(a: float, b: float, c: float) -> float:
    """``a * b + c`` with one rounding, the same bits on every machine."""
    return _fused_multiply_add(float(a), float(b), float(c))  # type: ignore[no-any-return]


@intrinsic  # type: ignore[untyped-decorator]
def align_stack(_context: Any) -> Any:
    """Let a function's stack begin with a cache line.

    What it keeps there are whole vectors; where they straddle two lines, which is a matter of luck
    from one process to the next, a fused loop takes nearly twice as long.
    """

    def generate(_context: Any, builder: Any, _signature: Any, _arguments: Any) -> Any:
        place = cgutils.alloca_once(builder, IntType(64))
        place.align = 64
        kind = FunctionType(VoidType(), [place.type])
        builder.asm(kind, "", "r", [place], side_effect=True)  # or it would be optimised away
        return IntType(64)(0)

    return types.int64(), generate


@intrinsic  # type: ignore[untyped-decorator]
def fetch_early(_context: Any, _address: Any) -> Any:
    """Ask for the cache line at an address, which is soon read and mostly far away."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        place, flag = IntType(8).as_pointer(), IntType(32)
        kind = FunctionType(VoidType(), [place, flag, flag, flag])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [place], kind)
        to_read, to_keep, data = flag(0), flag(3), flag(1)
        builder.call(fetch, [builder.inttoptr(arguments[0], place), to_read, to_keep, data])
        return IntType(64)(0)

    return types.int64(types.uint64), generate


@intrinsic  # type: ignore[untyped-decorator]
def call_step(
    _context: Any,
    _address: Any,
    _state: Any,
    _table: Any,
    _listed: Any,
    _count: Any,
    _dt: Any,
    _t: Any,
    _tick: Any,
    _fired: Any,
) -> Any:
    """Call a compiled step by its address (signature :data:`STEP`, arrays as addresses too)."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        real, whole = DoubleType(), IntType(64)
        reals, wholes = real.as_pointer(), whole.as_pointer()
        kinds = [reals, wholes, wholes, whole, real, real, whole, wholes]
        function = builder.inttoptr(arguments[0], FunctionType(whole, kinds).as_pointer())
        given = [
            builder.inttoptr(value, kind) if kind.is_pointer else value
            for value, kind in zip(arguments[1:], kinds, strict=True)
        ]
        return builder.call(function, given)

    u, f = types.uint64, types.float64
    return types.int64(u, u, u, u, u, f, f, u, u), generate
