"""Rows by key: what touches what, and the rectangle around all, whatever comes and goes."""

import random

import pytest

from circuitlab.render.keyed_rows import KeyedRows

Box = tuple[float, float, float, float]


def around(boxes: dict[int, Box]) -> Box:
    sides = list(zip(*boxes.values(), strict=True))
    return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])


def test_the_hull_is_that_of_the_boxes_that_are_there() -> None:
    chance, rows, boxes = random.Random(4), KeyedRows[int](4), dict[int, Box]()
    for turn in range(600):
        key = chance.randrange(12)
        if turn % 3 == 2 and len(boxes) > 1:
            assert rows.drop(key) is (key in boxes)
            boxes.pop(key, None)
        else:
            x, y = chance.uniform(-50, 50), chance.uniform(-50, 50)
            boxes[key] = (x, y, x + chance.uniform(0, 9), y + chance.uniform(0, 9))
            rows.put(key, boxes[key])
        assert rows.hull().getCoords() == pytest.approx(around(boxes))
    for key in list(boxes):
        rows.drop(key)
    assert rows.hull().isEmpty()
