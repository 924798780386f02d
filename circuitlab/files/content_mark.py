"""What a file holds, in short: to see whether somebody else has written to it meanwhile."""

from __future__ import annotations

import hashlib
from pathlib import Path


def content_mark(path: Path) -> str:
    """Return a hash of a file's content; empty where there is no file to be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
