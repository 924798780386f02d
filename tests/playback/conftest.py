"""A small circuit whose run is played back."""

import pytest
from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit


@pytest.fixture
def catalog() -> Catalog:
    return default_catalog()


@pytest.fixture
def circuit(catalog: Catalog) -> Circuit:
    return two_neurons(catalog)
