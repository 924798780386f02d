"""A large circuit is not looked through for garbage while it is open, and is freed after."""

import gc
import weakref

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.cli.bench.dense_circuit import dense_circuit
from circuitlab.gui import lasting_circuit
from circuitlab.gui.document import Document
from circuitlab.gui.lasting_circuit import LastingCircuit
from circuitlab.model.circuit import Circuit


class _Ring:
    """Something that only the collector of garbage can free."""

    def __init__(self) -> None:
        self.me = self


def test_the_collector_passes_over_a_large_circuit_until_another_is_opened(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lasting_circuit, "LARGE", 10)
    before = gc.get_freeze_count()
    try:
        document = Document(default_catalog())
        made: list[_Ring] = []
        document.replaced.connect(lambda: made.append(_Ring()))
        lasting = LastingCircuit(document)
        document.replace(Circuit())
        assert gc.get_freeze_count() == before
        document.replace(dense_circuit(4, 4))
        assert gc.get_freeze_count() > before + 10
        ring = weakref.ref(made[-1])
        made.clear()
        gc.collect()
        assert ring() is not None, "it was looked at though it lasts"
        document.new()
        assert ring() is None
        assert lasting is not None
    finally:
        gc.unfreeze()
