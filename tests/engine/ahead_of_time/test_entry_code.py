"""What the text of an entry point names is at hand, before anybody compiles it."""

import ast
import builtins

import pytest

from circuitlab.engine.ahead_of_time.entry_code import _driver_function, _scope_of, entry_text
from circuitlab.engine.ahead_of_time.entry_points import NAMES

GIVEN = {"function", "carray", "a", "p"}


@pytest.mark.parametrize("name", NAMES)
def test_every_sort_of_array_that_the_driver_takes_can_be_passed(name: str) -> None:
    function = _driver_function(name).py_func
    nodes = ast.walk(ast.parse(entry_text(function)))
    named = {node.id for node in nodes if isinstance(node, ast.Name)}
    assert named <= {*_scope_of(function), *GIVEN, *dir(builtins)}
