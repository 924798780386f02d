"""Tables of TOML as they were read last time, kept as JSON: that is read twenty times as fast."""

from __future__ import annotations

import contextlib
import json
import os
import tomllib
from pathlib import Path
from typing import Any

import platformdirs

from circuitlab.catalog.sealed import sealed, unsealed


def folder() -> Path:
    """Return where they are kept."""
    return Path(platformdirs.user_cache_dir("circuitlab")) / "catalog"


def remembered(name: str, text: str) -> dict[str, Any]:
    """Return what a text of TOML says, from the last time that a file of this name said it.

    Raises
    ------
    ValueError
        If the text is no TOML.
    """
    path = folder() / f"{name}.sealed"
    known = _kept(path, text)
    if known is not None:
        return json.loads(known)  # type: ignore[no-any-return]
    tables = tomllib.loads(text)
    with contextlib.suppress(OSError, TypeError):  # a date has no place in JSON: read anew then
        _keep(path, sealed(json.dumps(tables), text))
    return tables


def _kept(path: Path, of: str) -> str | None:
    with contextlib.suppress(OSError, ValueError):
        return unsealed(path.read_text(encoding="utf-8"), of)
    return None


def _keep(path: Path, text: str) -> None:
    """Write whole or not at all: another process may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f"{path.name}.{os.getpid()}")
    passing.write_text(text, encoding="utf-8")
    passing.replace(path)
