"""Where walks were left half done, remembered from one start of the program to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from circuitlab.playback.walk import number_of

if TYPE_CHECKING:
    from circuitlab.gui.document import Document
    from circuitlab.playback.walk import Walk

_SETTING = "half_done_walks"
MOST = 30
"""Walks that are remembered; of more, those left longest ago are forgotten."""


def keep(document: Document, walk: Walk | None) -> None:
    """Remember at which step a walk is; None, or its first step, that there is nothing to it."""
    key = _key(document)
    if not key:
        return
    known = _known()
    known.pop(key, None)
    if walk is not None and not walk.is_first:
        known[key] = walk.step.id
    QSettings().setValue(_SETTING, dict(list(known.items())[-MOST:]))


def left_at(document: Document) -> int | None:
    """Return the number of the step, from 0, at which a document's walk was left."""
    id = _known().get(_key(document))
    return number_of(document.circuit.document["scenario"], id) if id else None


def _key(document: Document) -> str:
    """Return by what a circuit is known in any language: its file, its preset, else its title."""
    if document.path is not None:
        return str(document.path.resolve())
    said = document.circuit.document
    return str(said["origin"] or said["title"] or "")


def _known() -> dict[str, str]:
    stored = QSettings().value(_SETTING, {})
    return {str(key): str(id) for key, id in stored.items()} if isinstance(stored, dict) else {}
