"""Things kept in the order in which they are painted, of which a few come or go at a time."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")
Rank = int


class _Things(dict[Key, Thing]):
    """Things by key: only who goes through all of them has them put in order before."""

    def __init__(self, order: Callable[[], None]) -> None:
        super().__init__()
        self._put_in_order = order

    def __iter__(self) -> Iterator[Key]:
        self._put_in_order()
        return super().__iter__()

    def __reversed__(self) -> Iterator[Key]:
        self._put_in_order()
        return super().__reversed__()

    def keys(self) -> KeysView[Key]:  # type: ignore[override]
        self._put_in_order()
        return super().keys()

    def values(self) -> ValuesView[Thing]:  # type: ignore[override]
        self._put_in_order()
        return super().values()

    def items(self) -> ItemsView[Key, Thing]:  # type: ignore[override]
        self._put_in_order()
        return super().items()


class InOrder(Generic[Key, Thing]):
    """A mapping whose order follows a rank, whatever came first.

    Parameters
    ----------
    rank_of : callable
        Returns the place of what has a key among all: no two have the same.
    """

    def __init__(self, rank_of: Callable[[Key], Rank]) -> None:
        self._rank_of = rank_of
        self._found: _Things[Key, Thing] = _Things(self._order_found)
        self._ranks: dict[Key, Rank] = {}
        self._order: list[tuple[Rank, Key]] = []
        self._is_ordered = True

    @property
    def view(self) -> Mapping[Key, Thing]:
        """All of it, in order, as it is now."""
        return self._found

    def _order_found(self) -> None:
        if not self._is_ordered:
            self._is_ordered = True
            found = {key: self._found[key] for _rank, key in self._order}
            self._found.clear()
            self._found.update(found)

    def __contains__(self, key: object) -> bool:
        return key in self._found

    def __getitem__(self, key: Key) -> Thing:
        return self._found[key]

    def get(self, key: Key) -> Thing | None:
        """Return what has a key, if there is such a thing."""
        return self._found.get(key)

    def rank(self, key: Key) -> Rank:
        """Return the place of what has a key."""
        return self._ranks[key]

    def put(self, key: Key, thing: Thing) -> None:
        """Add a thing, or put it in the place of the one that has its key."""
        rank = self._rank_of(key)
        if self._ranks.get(key) != rank:
            self.drop(key)
            self._ranks[key] = rank
            self._insert(rank, key)
        self._found[key] = thing

    def drop(self, key: Key) -> bool:
        """Take a thing out; returns whether there was one."""
        if key not in self._found:
            return False
        del self._found[key]
        entry = (self._ranks.pop(key), key)
        del self._order[bisect_left(self._order, entry)]
        return True

    def _insert(self, rank: Rank, key: Key) -> None:
        if not self._order or self._order[-1][0] < rank:
            self._order.append((rank, key))
        else:
            insort(self._order, (rank, key))
            self._is_ordered = False
