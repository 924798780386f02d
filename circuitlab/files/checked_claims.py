"""What is known of a preset's claims on this machine: kept in the cache, by version and content."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from circuitlab import __version__
from circuitlab.catalog.sealed import sealed, unsealed
from circuitlab.files.atomic_write import write


@dataclass(frozen=True, slots=True)
class Checked:
    """How many of a preset's claims held, all of them judged together.

    Attributes
    ----------
    count, held, known
        All claims, those that held, and those that missed as their file says.
    day
        When that was.
    """

    count: int
    held: int
    known: int
    day: datetime.date

    @property
    def missed(self) -> int:
        """Claims that missed otherwise than their file says."""
        return self.count - self.held - self.known


def remember(path: Path, checked: Checked) -> None:
    """Keep what was found of the preset at `path`; where nothing can be kept, nothing is."""
    target = _place(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    text = json.dumps({**asdict(checked), "day": checked.day.isoformat()})
    write(target, sealed(text).encode())


def recall(path: Path) -> Checked | None:
    """Return what is known of a preset as its file stands now, with this version."""
    try:
        found = json.loads(unsealed(_place(path).read_text(encoding="utf-8")) or "")
        day = datetime.date.fromisoformat(found["day"])
        return Checked(int(found["count"]), int(found["held"]), int(found["known"]), day)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def folder() -> Path:
    """Where it is kept."""
    return Path(platformdirs.user_cache_dir("circuitlab")) / "claims"


def _place(path: Path) -> Path:
    told = hashlib.sha256(__version__.encode() + b"\n" + path.read_bytes()).hexdigest()
    return folder() / f"{told[:24]}.sealed"
