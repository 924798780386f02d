"""Tables of TOML as they were read last time, kept as JSON: that is read twenty times as fast."""

from __future__ import annotations

import contextlib
import json
import os
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs

_OF, _TABLES = "of", "tables"


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
    path, digest = folder() / f"{name}.json", sha256(text.encode()).hexdigest()
    known = _kept(path)
    if known.get(_OF) == digest:
        return known[_TABLES]  # type: ignore[no-any-return]
    tables = tomllib.loads(text)
    with contextlib.suppress(OSError, TypeError):  # a date has no place in JSON: read anew then
        _keep(path, json.dumps({_OF: digest, _TABLES: tables}))
    return tables


def _kept(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict) and isinstance(found.get(_TABLES), dict):
            return found
    return {}


def _keep(path: Path, text: str) -> None:
    """Write whole or not at all: another process may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f"{path.name}.{os.getpid()}")
    passing.write_text(text, encoding="utf-8")
    passing.replace(path)
