"""No part of the program needs, by whatever way, a part that needs it: not even for its types."""

import ast
import functools
from pathlib import Path

import networkx as nx
from architecture.sources import FILES, PACKAGE, nodes


def module_of(path: Path) -> str:
    name = ".".join(("circuitlab", *path.relative_to(PACKAGE).with_suffix("").parts))
    return name.removesuffix(".__init__")


@functools.cache
def imports() -> nx.DiGraph:
    """Every import in the program, wherever it stands: for types alone, or in a function."""
    files = {module_of(path): path for path in FILES}
    found = nx.DiGraph()
    for name, path in files.items():
        for node in nodes(path):
            if isinstance(node, ast.Import):
                wanted = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                inside = {f"{node.module}.{alias.name}" for alias in node.names} & set(files)
                wanted = inside or {str(node.module)}
            else:
                continue
            found.add_edges_from((name, each) for each in wanted & set(files))
    return found


def test_no_imports_go_in_a_circle() -> None:
    found = imports()
    assert found.has_edge(
        "circuitlab.gui.canvas.gestures.aiming", "circuitlab.gui.canvas.gestures.context"
    )
    circles = [sorted(each) for each in nx.strongly_connected_components(found) if len(each) > 1]
    assert not circles


def test_gestures_and_commands_know_neither_the_view_nor_the_window() -> None:
    found = imports()
    view, window = "circuitlab.gui.canvas.view", "circuitlab.gui.main_window"
    assert set(found.predecessors(view)) == {
        window,
        "circuitlab.gui.shell.workspace",
        "circuitlab.gui.compare.desk",  # makes those of further states
    }
    assert set(found.predecessors(window)) == {
        "circuitlab.gui.app",
        "circuitlab.cli.bench.window",
    }
