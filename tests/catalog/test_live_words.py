"""A live number is written in one way wherever it stands."""

import ast
import math
from pathlib import Path

import pytest
from each_case import each_case

import circuitlab
from circuitlab.catalog.live_words import live_text

ROOT = Path(circuitlab.__file__).parent


@each_case(
    ("value", "unit", "text"),
    [
        (123.456, "mV", "123 mV"),
        (-48.26, "mV", "−48 mV"),
        (-0.3, "mV", "0 mV"),
        (0.5, "1", "0.500"),
        (0.99995, "", "1.00"),
        (9.996, "Hz", "10.0 Hz"),
        (31.0, "Hz", "31.0 Hz"),
        (2.4e-6, "nS", "0 nS"),
        (0.0003, "nS", "0.0003 nS"),
        (0.0024, "nS", "0.0024 nS"),
        (12345.6, "nM", "12346 nM"),
        (2.5, "1/s", "2.50 /s"),
        (0.0, "nS", "0 nS"),
        (math.nan, "nS", "–"),
        (10.000000000000002, "µM", "10.0 µM"),
    ],
)
def test_it_has_three_digits_and_its_unit(value: float, unit: str, text: str) -> None:
    assert live_text(value, unit) == text


def test_a_number_that_trembles_keeps_its_width() -> None:
    for size in (0.02, 0.4, 3.0, 42.0, 240.0):
        widths = {len(live_text(size * (1 + 0.001 * step))) for step in range(60)}
        assert len(widths) == 1, size


@pytest.mark.parametrize(
    "name",
    [
        "gui/canvas/layers/readout.py",
        "gui/inspector/live_values.py",
        "gui/inspector/wire_words.py",
        "gui/traces/names.py",
        "render/glyphs/registry.py",
        "render/closeup/closeup.py",
        "render/closeup/receptor_counts.py",
    ],
)
def test_whatever_shows_a_live_number_writes_it_so(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "live_text" in text or "state_text" in text
    own = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FormattedValue)
        and node.format_spec is not None
        and ast.unparse(node.format_spec).strip("f'\"")[-1:] in "gef"
        and "seconds" not in ast.unparse(node.value)
        and "100" not in ast.unparse(node.value)
    ]
    assert [ast.unparse(node) for node in own] == []
