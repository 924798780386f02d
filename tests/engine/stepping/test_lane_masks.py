"""Blocks in which a cell fired are told from words that hold the lanes of eight blocks each."""

import numpy as np
import pytest

from circuitlab.engine.numerics.lane_masks import blocks_that_fired, first_word


def kept(masks: np.ndarray) -> np.ndarray:
    """The list as a loop over blocks leaves it."""
    fired, word = np.full(len(masks), 2**63, np.uint64), 0
    first = int(first_word(np.uint64(len(masks))))
    for k, mask in enumerate(masks.tolist()):
        word = word >> 8 | mask << 56
        fired[first + (k >> 3)] = word
    return fired


@pytest.mark.parametrize("share", [0.02, 0.5, 1.0])
def test_each_block_is_told_once_with_its_lanes(share: float) -> None:
    rng = np.random.default_rng(5)
    for count in (*range(1, 34), 500):
        masks = rng.integers(1, 256, count) * (rng.random(count) < share)
        listed = np.sort(rng.choice(1000, count, replace=False)).astype(np.uint64)
        fired = kept(masks)
        hits = blocks_that_fired(fired, listed, np.uint64(count))
        expected = (listed.astype(np.int64) << 8 | masks)[masks > 0]
        assert fired[:hits].tolist() == expected.tolist()


def test_where_there_are_no_blocks_none_fired() -> None:
    assert blocks_that_fired(np.zeros(1, np.uint64), np.zeros(1, np.uint64), np.uint64(0)) == 0
