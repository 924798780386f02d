"""Trees of sources last as long as tests look at them."""

from pathlib import Path

import pytest
from architecture import sources

HERE = Path(__file__).parent


def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Free them with the last of these tests."""
    if nextitem is None or HERE not in nextitem.path.parents:
        sources.forget()
