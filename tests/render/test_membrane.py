import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.render.closeup.receptor_counts import lines, membrane
from circuitlab.render.geometry import Geometry
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.pools import RECEPTORS, counts, fractions
from tests.render.gallery import lively, near_synapse, pain_circuit

SHARE = st.floats(0.0, 1.0)


@given(st.tuples(SHARE, SHARE, SHARE), st.integers(1, 60))
def test_receptors_are_counted_whole_and_none_is_lost(parts: tuple[float, ...], total: int) -> None:
    used = sum(parts)
    shares = [p / max(used, 1.0) for p in parts]
    shares.append(max(0.0, 1.0 - sum(shares)))
    whole = counts(shares, total)
    assert sum(whole) == total
    for share, count in zip(shares, whole, strict=True):
        assert abs(count - share * total) < 1.0 + 1e-6


def test_the_largest_remainder_is_rounded_up() -> None:
    assert counts((0.26, 0.26, 0.48), 10) == (3, 2, 5)


@given(SHARE, SHARE, SHARE)
def test_shares_of_receptors_add_up_to_one(opened: float, plugged: float, drugged: float) -> None:
    build = pain_circuit()
    place = Geometry(build.circuit, build.catalog).places[build.first("nmda")]
    told = {"open": opened, "blocked_mg": plugged, "drugged": drugged}
    frame = LiveFrame(values={(place.id, name): np.array([v]) for name, v in told.items()})
    shares = fractions(place, frame)
    assert sum(shares) == pytest.approx(1.0)
    assert min(shares) >= 0.0


def test_a_synapse_at_rest_has_all_its_receptors_shut() -> None:
    build = pain_circuit()
    geometry = Geometry(build.circuit, build.catalog)
    state = membrane(geometry, next(iter(geometry.chains)), LiveFrame())
    assert [pool.shut for pool in state.pools] == [RECEPTORS] * len(state.pools)
    assert math.isnan(state.potential)
    assert ("vesicles ready", "100 %") in lines(state)


def test_the_numbers_said_are_those_drawn() -> None:
    build = pain_circuit()
    geometry = Geometry(build.circuit, build.catalog)
    state = membrane(geometry, next(iter(geometry.chains)), lively(build.circuit))
    nmda = next(pool for pool in state.pools if pool.name == "NMDA")
    assert nmda.total == round(RECEPTORS * 1.8)
    assert (nmda.opened, nmda.plugged, nmda.drugged) == (5, 4, 9)
    assert ("NMDA open", "5 of 18") in lines(state)
    assert ("blocked by Mg²⁺", "4 of 18") in lines(state)


def test_a_synapse_fills_any_room_it_is_given() -> None:
    circuit = pain_circuit().circuit
    for width, height in ((1200, 760), (400, 700), (900, 200)):
        image = near_synapse(circuit, "light", width, height)
        assert image.pixelColor(width - 2, height - 2).alpha() == 255
