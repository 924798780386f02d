"""C++ of equations, compiled by itself: what it gives without NEURON."""

import ctypes
import shutil
import subprocess
from pathlib import Path

import pytest

COMPILER = shutil.which("g++")
needs_compiler = pytest.mark.skipif(COMPILER is None, reason="there is no g++")


def compiled(text: str, folder: Path, name: str = "code") -> ctypes.CDLL:
    """Compile C++ and load it."""
    source, library = folder / f"{name}.cpp", folder / f"{name}.so"
    source.write_text(text, "utf-8")
    given = ["-std=c++17", "-O0", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror"]
    unused = ["-Wno-unused-variable", "-Wno-unused-function", "-Wno-unused-but-set-variable"]
    unused += ["-Wno-unused-parameter", "-Wno-unknown-pragmas"]
    command = [str(COMPILER), *given, *unused, "-shared", "-fPIC", str(source), "-o", str(library)]
    said = subprocess.run(command, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr[:4000]
    return ctypes.CDLL(str(library))
