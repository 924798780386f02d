"""Loading leaves the search for garbage as it was, and what was loaded out of it."""

import gc

import pytest

from circuitlab.cli.lasting_imports import lasting


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()


def test_no_garbage_is_looked_for_while_loading():
    with lasting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_loaded_is_not_looked_through_again():
    before = gc.get_freeze_count()
    with lasting():
        loaded = [[] for _ in range(1000)]
    assert gc.get_freeze_count() >= before + len(loaded)


def test_a_failure_leaves_the_search_on():
    with pytest.raises(ImportError), lasting():
        raise ImportError
    assert gc.isenabled()
