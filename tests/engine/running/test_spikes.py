"""Spikes as arrays read as a sequence of single ones."""

from circuitlab.engine.running.spikes import NONE, Spikes, joined

GIVEN = [("a", 0, 1.0), ("b", 2, 1.5), ("a", 1, 2.0)]


def test_spikes_are_a_sequence() -> None:
    spikes = Spikes.of(GIVEN)
    assert list(spikes) == GIVEN
    assert spikes[1] == GIVEN[1]
    assert spikes[1:] == GIVEN[1:]
    assert len(NONE) == 0
    assert not NONE


def test_spikes_of_one_element_keep_their_order() -> None:
    ms, cell = Spikes.of(GIVEN).of_element("a")
    assert ms.tolist() == [1.0, 2.0]
    assert cell.tolist() == [0, 1]
    assert len(Spikes.of(GIVEN).of_element("c")[0]) == 0


def test_joined_spikes_are_those_of_all_parts_whatever_their_names() -> None:
    first, second = Spikes.of(GIVEN), Spikes.of([("c", 0, 3.0), ("a", 0, 4.0)])
    assert list(joined([first, NONE, second])) == [*GIVEN, ("c", 0, 3.0), ("a", 0, 4.0)]
    assert joined([first, first]).names is first.names
    assert list(joined([])) == []
