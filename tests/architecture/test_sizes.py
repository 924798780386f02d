"""Files and functions stay small enough to hold one idea."""

import ast
from pathlib import Path

import pytest

import circuitlab

PACKAGE = Path(circuitlab.__file__).parent
TOP = PACKAGE.parent
FILES = sorted(
    path
    for folder in (PACKAGE, *(TOP / name for name in ("tests", "scripts", "benchmarks")))
    for path in folder.rglob("*.py")
)
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOP)))
def test_files_and_functions_are_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_FILE
    long = {
        f"{node.name}: {lines} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long
