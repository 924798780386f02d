"""Big arrays in a file: a table of compressed blocks that parameters refer to."""

from __future__ import annotations

import base64
import binascii
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.words import Problem
from circuitlab.files.limits import too_dense, too_many_numbers
from circuitlab.files.parse import pointer
from circuitlab.files.schema import BlobModel, fitted
from circuitlab.model.frozen import Array, FrozenMap
from circuitlab.resources import _

Arrays = Mapping[str, Array]
"""The arrays of a file by their keys."""

KEY = "blob"
_KEY_LENGTH = 16
_MANY = 1_000
"""Numbers from which on an array is written place by place: in a fifth of the time."""
_NO_PATTERN_BITS = 7.9
"""Of the eight bits of a byte: with more than so many to tell, nothing is gained by packing."""
_DTYPES = {"int32": "<i4", "int64": "<i8", "float64": "<f8"}


def filled(value: Any, arrays: Arrays) -> Any:
    """Return a value of a file, frozen, with the arrays put in that it refers to."""
    if isinstance(value, dict):
        if value.keys() == {KEY} and isinstance(value[KEY], str) and value[KEY] in arrays:
            return arrays[value[KEY]]
        return FrozenMap({name: filled(inner, arrays) for name, inner in value.items()})
    if isinstance(value, list):
        return tuple(filled(inner, arrays) for inner in value)
    return value


def key_of(array: Array) -> str:
    """Return the key under which an array stands in a file."""
    return array.digest[:_KEY_LENGTH]


def packed(array: Array) -> tuple[str, dict[str, Any]]:
    """Return the key of an array and its block."""
    values = array.values
    planes = values.size > _MANY
    data = _in_planes(values) if planes else zlib.compress(values.tobytes(), 9)
    block: dict[str, Any] = {"dtype": values.dtype.name, "shape": list(values.shape)}
    block |= {"planes": True} if planes else {}
    return key_of(array), block | {"data": base64.b64encode(data).decode("ascii")}


def loosely_packed(block: Mapping[str, Any]) -> dict[str, Any]:
    """Return a block of `packed` so that no pattern shrinks it much: to an eighth at most."""
    planes = bool(block.get("planes"))
    size = np.dtype(_DTYPES[block["dtype"]]).itemsize
    data = _unzipped(base64.b64decode(block["data"]), size, math.prod(block["shape"]), planes)
    assert data is not None
    places = data.reshape(-1, size).T if planes else data.reshape(1, -1)
    loose = b"".join(_without_patterns(np.ascontiguousarray(place)) for place in places)
    return {**block, "data": base64.b64encode(loose).decode("ascii")}


def _without_patterns(place: NDArray[np.uint8]) -> bytes:
    packing = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_HUFFMAN_ONLY)
    return packing.compress(place.data) + packing.flush()


def _in_planes(values: NDArray[Any]) -> bytes:
    """Return the bytes of many numbers, place by place: most places repeat, or cannot shrink."""
    places = values.reshape(-1).view(np.uint8).reshape(-1, values.itemsize).T
    return b"".join(_compressed(np.ascontiguousarray(place)) for place in places)


def _compressed(place: NDArray[np.uint8]) -> bytes:
    share = np.bincount(place, minlength=256) / len(place)
    bits = -np.sum(share * np.log2(share, where=share > 0, out=np.zeros(256)))
    level = 0 if bits > _NO_PATTERN_BITS else 1
    packing = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_RLE)
    return packing.compress(place.data) + packing.flush()


def keys_in(value: Any) -> Iterator[str]:
    """Yield the keys of the arrays that a value of a file refers to."""
    if isinstance(value, dict):
        if value.keys() == {KEY} and isinstance(value[KEY], str):
            yield value[KEY]
        for inner in value.values():
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def weights_of(blocks: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Return how many bytes blocks take, unpacked and packed."""
    plain = packed = 0
    for block in blocks:
        plain += math.prod(block["shape"]) * np.dtype(_DTYPES[block["dtype"]]).itemsize
        packed += len(block["data"]) * 3 // 4
    return plain, packed


def unpacked(blocks: object) -> tuple[dict[str, Array], list[Problem]]:
    """Return the arrays of a file by their keys, and what is wrong with its blocks."""
    if not isinstance(blocks, Mapping):
        what = _("The arrays are not an object")
        return {}, [Problem(pointer("blobs"), what, _("write an object in { }"))]
    arrays: dict[str, Array] = {}
    problems: list[Problem] = []
    numbers = plain = packed = 0
    for key, block in blocks.items():
        model, wrong = fitted(BlobModel, block, "blobs", key)
        problems += wrong
        if model is None:
            continue
        numbers += math.prod(model.shape)
        more, small = weights_of([dict(model)])
        plain, packed = plain + more, packed + small
        where = pointer("blobs", key)
        beyond = too_many_numbers(numbers, where) or too_dense(plain, packed, where)
        array = beyond or _unpacked(key, model)
        if isinstance(array, Problem):
            problems.append(array)
        else:
            arrays[key] = array
    return arrays, problems


def _unpacked(key: str, model: BlobModel) -> Array | Problem:
    kept = np.dtype(_DTYPES[model.dtype])
    try:
        packed_bytes = base64.b64decode(model.data, validate=True)
        data = _unzipped(packed_bytes, kept.itemsize, math.prod(model.shape), model.planes)
    except (binascii.Error, ValueError, zlib.error):
        return _damaged(key, _("its data cannot be unpacked"))
    if data is None:
        return _damaged(key, _("its length is not that of its shape"))
    array = Array(data.view(kept).reshape(model.shape), kept.str)
    if key_of(array) != key:
        return _damaged(key, _("its content is not that of its key"))
    return array


def _unzipped(packed: bytes, size: int, numbers: int, planes: bool) -> NDArray[np.uint8] | None:
    """Return the bytes of numbers of this size; None where they are more or fewer."""
    if not planes:
        return _stream(zlib.decompressobj(), packed, size * numbers)
    data = np.empty((numbers, size), np.uint8)
    for place in range(size):
        unzip = zlib.decompressobj()
        found = _stream(unzip, packed, numbers)
        if found is None:
            return None
        data[:, place] = found
        packed = unzip.unused_data
    return data.reshape(-1)


def _stream(unzip: Any, packed: bytes, length: int) -> NDArray[np.uint8] | None:
    found = unzip.decompress(packed, length + 1)
    return np.frombuffer(found, np.uint8) if len(found) == length else None


def _damaged(key: str, reason: str) -> Problem:
    what = _("This array is damaged: {reason}").format(reason=reason)
    return Problem(pointer("blobs", key), what, _("take it from another copy of the file"))
