"""Sources of the program, each parsed and walked through once for all that look at sources."""

import ast
import functools
import gc
from collections.abc import Iterator
from pathlib import Path

import circuitlab

PACKAGE = Path(circuitlab.__file__).parent
FILES = tuple(sorted(PACKAGE.rglob("*.py")))


def file_name(path: Path) -> str:
    """A file as it is called in the program: `catalog/load.py`."""
    return path.relative_to(PACKAGE).as_posix()


def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file of the program, the whole tree first."""
    return _walked()[path]


def everywhere() -> Iterator[tuple[str, tuple[ast.AST, ...]]]:
    """The name and the nodes of every file of the program."""
    yield from ((file_name(path), nodes(path)) for path in FILES)


def forget() -> None:
    """Free the trees, which are of two million parts."""
    _walked.cache_clear()
    gc.collect()


@functools.cache
def _walked() -> dict[Path, tuple[ast.AST, ...]]:
    gc.disable()  # trees have no circles, and are many
    try:
        return {path: tuple(ast.walk(ast.parse(path.read_text("utf-8")))) for path in FILES}
    finally:
        gc.enable()
