"""What `pip` calls to build: hatchling, and for a wheel also what its library is compiled with.

An editable install, as in a checkout, needs none of that.
"""

from typing import Any

from hatchling import build
from hatchling.build import (  # noqa: F401  the rest of the interface is hatchling's own
    build_editable,
    build_sdist,
    build_wheel,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
)


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Name what compiling the engine's loops needs besides hatchling."""
    needed = ("numba", "numpy", "networkx", "platformdirs", "pydantic", "rich", "typer")
    return [*build.get_requires_for_build_wheel(config_settings), *needed]
