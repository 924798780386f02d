"""Entries of a circuit's document that stand in order and have ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from circuitlab.api.asking import entry_of
from circuitlab.api.built import Built
from circuitlab.api.entries import shown
from circuitlab.api.errors import NotThere
from circuitlab.api.making import make
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.resources import _


def printed(entries: object, names: Iterable[str]) -> str:
    """Return what entries print as: what they are, and their names."""
    return f"<{type(entries).__name__}: {', '.join(names) or _('none')}>"


class Listed(Sequence[dict[str, Any]]):
    """Entries in order, each with an id by which it can be asked for too."""

    _field = ""

    def __init__(self, circuit: Built) -> None:
        self._circuit = circuit

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in order."""
        return tuple(entry.id for entry in self._entries)

    def clear(self) -> None:
        """Take all out."""
        self._keep(())

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, which: Any) -> Any:
        if isinstance(which, slice):
            return [shown(entry) for entry in self._entries[which]]
        return shown(self._entries[self._number(which)])

    def __delitem__(self, which: int | str) -> None:
        entries = list(self._entries)
        del entries[self._number(which)]
        self._keep(entries)

    def __repr__(self) -> str:
        return printed(self, self.ids)

    @property
    def _entries(self) -> tuple[Any, ...]:
        return self._circuit.model.document[self._field]  # type: ignore[no-any-return]

    def _number(self, which: int | str) -> int:
        if not isinstance(which, str):
            return entry_of(self._entries, which)
        if which not in self.ids:
            what = _("There is nothing called “{name}” here").format(name=which)
            raise NotThere([Problem("", what, meant(which, self.ids))])
        return self.ids.index(which)

    def _keep(self, entries: Sequence[Any]) -> None:
        model = self._circuit.model
        make(self._circuit, model.with_document({self._field: tuple(entries)}))
