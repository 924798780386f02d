"""Rings round what differs: none hides another, and no number lies on another."""

import math
from itertools import combinations

from PySide6.QtCore import QRectF

from circuitlab.render.difference_rings import BADGE, Marked, rings_round


def _marked(*places: tuple[float, float]) -> list[Marked]:
    boxes = [QRectF(x - 8.0, y - 8.0, 16.0, 16.0) for x, y in places]
    return [Marked(number, box, number == 1) for number, box in enumerate(boxes, 1)]


def test_what_lies_close_together_shares_a_ring_with_all_its_numbers() -> None:
    ring, other = rings_round(_marked((0, 0), (6, 2), (200, 0)))
    assert [badge.number for badge in ring.badges] == [1, 2]
    assert ring.is_own
    assert not other.is_own
    assert ring.radius > other.radius


def test_no_number_lies_on_another() -> None:
    rings = rings_round(_marked((0, 0), (4, 1), (-3, 4), (19, -18), (0, 25), (22, 3)))
    badges = [badge for ring in rings for badge in ring.badges]
    assert sorted(badge.number for badge in badges) == [1, 2, 3, 4, 5, 6]
    for one, two in combinations(badges, 2):
        apart = one.centre - two.centre
        assert math.hypot(apart.x(), apart.y()) >= 2.0 * BADGE
