"""Values that cannot change: mappings, arrays, and whatever a JSON file can hold."""

from __future__ import annotations

import hashlib
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

V = TypeVar("V")


class FrozenMap(Mapping[str, V], Generic[V]):
    """A mapping that keeps its order, can be hashed, and never changes."""

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[str, V] | None = None, /, **more: V) -> None:
        self._items = MappingProxyType({**(items or {}), **more})
        self._hash: int | None = None

    def __getitem__(self, name: str) -> V:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, name: object) -> bool:
        return name in self._items

    # the views of a dict: many times as fast as those that a Mapping makes of the three above

    def keys(self) -> KeysView[str]:
        """Return the names in order."""
        return self._items.keys()

    def values(self) -> ValuesView[V]:
        """Return the values in order."""
        return self._items.values()

    def items(self) -> ItemsView[str, V]:
        """Return the pairs in order."""
        return self._items.items()

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._items.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"FrozenMap({dict(self._items)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMap, (dict(self._items),)

    def with_item(self, name: str, value: V) -> FrozenMap[V]:
        """Return the same mapping with one value set."""
        return FrozenMap({**self._items, name: value})

    def without(self, name: str) -> FrozenMap[V]:
        """Return the same mapping with one name left out."""
        return FrozenMap({key: value for key, value in self._items.items() if key != name})


class Array:
    """A numpy array that cannot change and is equal to another by its content.

    Parameters
    ----------
    values : array_like, any shape
        Copied, once. Whole numbers are kept as int64, anything else as float64.
    dtype : how they are kept instead: one of the two, or int32
    """

    __slots__ = ("_digest", "values")

    _digest: str
    values: NDArray[Any]

    def __init__(self, values: ArrayLike, dtype: str = "") -> None:
        given = np.asarray(values)
        array = np.array(given, dtype=dtype or _kept_as(given), order="C")
        array.flags.writeable = False
        object.__setattr__(self, "values", array)
        object.__setattr__(self, "_digest", "")

    @property
    def digest(self) -> str:
        """Hash of the content, made when it is first asked for: arrays may be long."""
        if not self._digest:
            found = hashlib.sha256(f"{self.values.dtype.str}{self.values.shape}".encode())
            found.update(self.values.reshape(-1).view(np.uint8).data)
            object.__setattr__(self, "_digest", found.hexdigest())
        return self._digest

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an Array cannot change: {name}")

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Array):
            return self is other
        mine, its = self.values, other.values
        alike = mine.dtype == its.dtype and mine.shape == its.shape
        return alike and np.array_equal(_bits_of(mine), _bits_of(its))

    def __hash__(self) -> int:
        return hash(self.digest)

    def __len__(self) -> int:
        return len(self.values)

    def __repr__(self) -> str:
        return f"Array({self.values.dtype.name}, shape={self.values.shape}, {self.digest[:8]})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Array, (np.array(self.values), self.values.dtype.str)


def _kept_as(given: NDArray[Any]) -> str:
    return "<i8" if given.size > 0 and given.dtype.kind in "iu" else "<f8"


def _bits_of(values: NDArray[Any]) -> NDArray[Any]:
    """Return the values as whole numbers: one that is no number equals itself, −0 is not 0."""
    return values.view(f"i{values.itemsize}")


Value = float | int | bool | str | tuple[float, ...] | Array


def freeze(value: object) -> object:
    """Return `value` with every mapping, list and numpy array in it made unchangeable."""
    if isinstance(value, Mapping):
        return FrozenMap({name: freeze(inner) for name, inner in value.items()})
    if isinstance(value, list | tuple):
        return tuple(freeze(inner) for inner in value)
    if isinstance(value, np.ndarray):
        return Array(value)
    return value


def thaw(value: object) -> Any:
    """Return `value` with frozen mappings and tuples as the dicts and lists that JSON writes."""
    if isinstance(value, Mapping):
        return {name: thaw(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [thaw(inner) for inner in value]
    return value
