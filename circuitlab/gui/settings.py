"""What the window remembers from one start to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

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


def geometry() -> QByteArray | None:
    """Return the window's last place and size."""
    stored = QSettings().value("geometry")
    return stored if isinstance(stored, QByteArray) else None


def remember_geometry(place: QByteArray) -> None:
    """Open the window at `place` next time."""
    QSettings().setValue("geometry", place)
