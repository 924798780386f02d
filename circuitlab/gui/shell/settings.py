"""What the window remembers from one start to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_RECENT = 8


def recent_files() -> list[Path]:
    """Return the files opened or saved last, newest first, that are still there."""
    stored = QSettings().value("recent", [])
    names = stored if isinstance(stored, list) else [stored] if stored else []
    return [path for name in names if (path := Path(str(name))).is_file()]


def remember_file(path: Path) -> None:
    """Put `path` first among the recent files."""
    path = path.resolve()
    others = [other for other in recent_files() if other != path]
    QSettings().setValue("recent", [str(each) for each in (path, *others)][:MOST_RECENT])


def theme_name() -> str:
    """Return the name of the window's theme."""
    name = str(QSettings().value("theme", "light"))
    return name if name in ("light", "dark") else "light"


def remember_theme(name: str) -> None:
    """Start with the theme `name` from now on."""
    QSettings().setValue("theme", name)


def language_name() -> str:
    """Return the language chosen for the window, ``"system"`` for that of the desktop."""
    return str(QSettings().value("language", "system"))


def remember_language(name: str) -> None:
    """Speak the language `name` from the next start."""
    QSettings().setValue("language", name)


def geometry() -> QByteArray | None:
    """Return the window's last place and size."""
    stored = QSettings().value("geometry")
    return stored if isinstance(stored, QByteArray) else None


def remember_geometry(place: QByteArray) -> None:
    """Open the window at `place` next time."""
    QSettings().setValue("geometry", place)


def folded() -> set[str]:
    """Return the names of the panels that are folded away."""
    stored = QSettings().value("folded", [])
    return {str(name) for name in (stored if isinstance(stored, list) else [stored]) if name}


def remember_folded(names: Iterable[str]) -> None:
    """Start with these panels folded away from now on."""
    QSettings().setValue("folded", sorted(names))


def panel_sizes() -> dict[str, int]:
    """Return the width or height in pixels that panels were given by hand."""
    stored = QSettings().value("panel_sizes", {})
    pairs = stored.items() if isinstance(stored, dict) else ()
    return {str(name): int(size) for name, size in pairs if str(size).isdigit()}


def remember_panel_sizes(sizes: Mapping[str, int]) -> None:
    """Give panels this width or height next time."""
    QSettings().setValue("panel_sizes", dict(sizes))
