"""Editors know the package by its stub: it names what the package looks up when first used."""

import ast
from pathlib import Path

import circuitlab as cl
from circuitlab import api

STUB = Path(cl.__file__).with_suffix(".pyi")


def test_the_stub_names_all_that_there_is() -> None:
    body = ast.parse(STUB.read_text(encoding="utf-8")).body
    imported = {
        alias.asname
        for node in body
        if isinstance(node, ast.ImportFrom) and node.module == "circuitlab.api"
        for alias in node.names
        if alias.asname == alias.name
    }
    (listed,) = (ast.literal_eval(node.value) for node in body if isinstance(node, ast.Assign))
    assert imported == set(listed) == set(cl.__all__) == set(api.__all__)


def test_what_can_be_set_on_an_element_can_be_set_for_a_type_checker() -> None:
    for name in ("label", "position", "muted"):
        assert getattr(api.Part, name).fset is not None
    c = cl.Circuit()
    cell = c[c.add("lif_current")]
    cell.label, cell.position, cell.muted = "A", (3.0, 4.0), True
    assert (cell.label, cell.position, cell.muted) == ("A", (3.0, 4.0), True)
