"""Rings round what differs: none hides another, and no number lies on another."""

import math
from itertools import combinations

from PySide6.QtCore import QRectF

from circuitlab.render.difference_rings import BADGE, Marked, outline, rings_round


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


def test_a_number_keeps_off_names_where_there_is_room() -> None:
    (ring,) = rings_round(_marked((0, 0)))
    usual = ring.badges[0].centre
    name = QRectF(usual.x() - 10.0, usual.y() - 8.0, 80.0, 16.0)
    (turned,) = rings_round(_marked((0, 0)), [name])
    disc = QRectF(-BADGE, -BADGE, 2.0 * BADGE, 2.0 * BADGE).translated(turned.badges[0].centre)
    assert not disc.intersects(name)


def test_no_number_lies_on_another_for_the_sake_of_names() -> None:
    names = [QRectF(-200.0, -200.0, 400.0, 190.0)]
    rings = rings_round(_marked((0, 0), (19, -18), (0, 25), (22, 3)), names)
    badges = [badge for ring in rings for badge in ring.badges]
    for one, two in combinations(badges, 2):
        apart = one.centre - two.centre
        assert math.hypot(apart.x(), apart.y()) >= 2.0 * BADGE


def test_a_ring_strikes_no_name_through() -> None:
    (bare,) = rings_round(_marked((0, 0)))
    name = QRectF(-40.0, bare.radius - 8.0, 80.0, 16.0)
    (ring,) = rings_round(_marked((0, 0)), [name, QRectF(500.0, 0.0, 50.0, 20.0)])
    assert ring.words == (name,)
    line = outline(ring)
    points = [line.pointAtPercent(share / 50) for share in range(51)]
    assert not any(name.adjusted(2, 2, -2, -2).contains(each) for each in points)
    assert line.length() < 0.9 * outline(bare).length()
