"""Files and functions stay small enough to hold one idea."""

import ast
from collections.abc import Iterable, Iterator

from architecture.sources import FILES, PACKAGE, nodes

TOP = PACKAGE.parent
AROUND = [
    path for name in ("tests", "scripts", "benchmarks") for path in (TOP / name).rglob("*.py")
]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def long_functions(of_file: Iterable[ast.AST]) -> Iterator[str]:
    for node in of_file:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{node.name}: {lines} lines"


def test_files_are_short() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in (*FILES, *AROUND)}
    assert len(lengths) > len(FILES) > 0
    assert not {str(path): lines for path, lines in lengths.items() if lines > LONGEST_FILE}


def test_functions_are_short() -> None:
    long = {str(path): list(long_functions(nodes(path))) for path in FILES}
    for path in AROUND:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        long[str(path)] = list(long_functions(ast.walk(tree)))
    assert not {path: names for path, names in long.items() if names}


def test_a_long_function_would_be_found() -> None:
    source = "def long():\n" + "    pass\n" * LONGEST_FUNCTION + "def short():\n    pass\n"
    found = list(long_functions(ast.walk(ast.parse(source))))
    assert found == [f"long: {LONGEST_FUNCTION + 1} lines"]
