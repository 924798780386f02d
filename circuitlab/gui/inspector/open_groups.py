"""Which groups of values stand open in the inspector, remembered from one page to the next."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_KEY = "inspector/open_groups"


def open_groups() -> frozenset[str]:
    """Return the names of the groups that were left open."""
    return frozenset(name for name in str(QSettings().value(_KEY, "")).split(",") if name)


def remember_group(name: str, *, is_open: bool) -> None:
    """Have a group open, or closed, wherever it stands from now on."""
    names = open_groups() - {name} | ({name} if is_open else frozenset())
    QSettings().setValue(_KEY, ",".join(sorted(names)))
