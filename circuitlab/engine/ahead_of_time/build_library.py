"""Building the library of compiled loops ahead of time, for processors of one kind.

numba compiles the same functions as in a run, and its optimised module goes to an object file
instead of into memory. That nothing in them can raise is proved by linking: no function of Python
is left to be called. It needs a C compiler; to use what it makes needs none.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm

from circuitlab.engine.ahead_of_time.entry_code import entry_point
from circuitlab.engine.ahead_of_time.entry_points import NAMES
from circuitlab.engine.ahead_of_time.shipped import LIBRARY, NEEDS, loop_symbol, sources_symbol
from circuitlab.engine.numerics.jit import FOLDER_OF_PARENT
from circuitlab.engine.stepping.kernel_library import module_of
from circuitlab.engine.stepping.kernel_source import Loop
from circuitlab.resources import _

LEVEL = "x86-64-v3"
"""The processors that a library is for: nearly all of the last ten years."""
FEATURES = ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe")
"""What they have beyond x86-64-v2, in LLVM's words."""
_COMPILERS = ("cc", "gcc", "clang")
Progress = Callable[[float, float], None]
"""Called with how many functions are compiled, and of how many."""


class CannotBuild(Exception):
    """A library cannot be built here; the message says why."""


def build(path: Path, loops: Iterable[Loop], progress: Progress | None = None) -> None:
    """Write a library with the driver and these loops, whole or not at all.

    Raises
    ------
    CannotBuild
        Where there is no C compiler, or it does not link what it is given.
    """
    compiler = next(filter(None, map(shutil.which, _COMPILERS)), None)
    if compiler is None:
        raise CannotBuild(_("building needs a C compiler (on Debian: apt install gcc libc6-dev)"))
    jobs = [*(("", name) for name in NAMES), *dict.fromkeys(loops)]
    with tempfile.TemporaryDirectory(prefix="circuitlab-ahead-") as folder:
        objects = _object_files(jobs, folder, progress or (lambda _done, _all: None))
        _link(compiler, [*objects, _stamp(folder)], path)


def _object_files(jobs: Sequence[Loop], folder: str, progress: Progress) -> list[Path]:
    """Compile each in one of several processes that know no cache."""
    kernels = Path(folder, "kernels")
    kernels.mkdir()
    chosen = {
        FOLDER_OF_PARENT: str(kernels),
        LIBRARY: "",
        "NUMBA_CPU_NAME": LEVEL,
        "NUMBA_CPU_FEATURES": "",
    }
    with _environment(chosen), ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        tasks = [pool.submit(_object_file, *job, folder) for job in jobs]
        for done, task in enumerate(as_completed(tasks), start=1):
            task.result()
            progress(done, len(tasks))
    return [task.result() for task in tasks]


@contextlib.contextmanager
def _environment(chosen: Mapping[str, str]) -> Iterator[None]:
    """Give processes that are started meanwhile other variables."""
    before = {name: os.environ.get(name) for name in chosen}
    os.environ.update(chosen)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _object_file(text: str, name: str, folder: str) -> Path:
    """Compile one loop or, where the text is empty, a function of the driver, to an object file."""
    function = getattr(module_of(text), name) if text else entry_point(name)
    symbol = loop_symbol(text) if text else name
    file = Path(folder, f"{symbol}.o")
    file.write_bytes(_emitted(function, symbol))
    return file


def _emitted(function: Any, symbol: str) -> bytes:
    """The machine code of a compiled function of C, under another name."""
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=LEVEL, features="", opt=3, reloc="pic", codemodel="default"
    )
    wrapper = function._wrapper_name
    module = llvm.parse_bitcode(function._library._final_module.as_bitcode())
    for each in module.functions:
        if not each.is_declaration and each.name != wrapper:
            each.linkage = "internal"
    module.get_function(wrapper).name = symbol
    passes = llvm.create_new_module_pass_manager()
    passes.add_ipsccp_pass()  # ways out for what is raised, where nothing can be
    passes.add_global_dead_code_eliminate_pass()  # Python's own wrappers, which nothing calls
    passes.run(module, llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options()))
    return bytes(machine.emit_object(module))


def _stamp(folder: str) -> Path:
    """A source that says what the library was built from, and what it needs."""
    file = Path(folder, "stamp.c")
    needs = ",".join(FEATURES)
    text = f'const int {sources_symbol()} = 1;\nconst char {NEEDS}[] = "{needs}";\n'
    file.write_text(text, encoding="ascii")
    return file


def _link(compiler: str, parts: Sequence[Path], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(f".{os.getpid()}")
    command = [compiler, "-shared", "-O2", "-s", "-Wl,-z,defs", "-o", str(made)]
    done = subprocess.run(
        [*command, *map(str, parts), "-lm"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        made.unlink(missing_ok=True)
        what = _("{compiler} could not link the library:").format(compiler=compiler)
        raise CannotBuild(f"{what}\n{done.stderr.strip()}")
    made.replace(path)
