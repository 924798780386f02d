"""Big arrays in a file: a table of compressed blocks that parameters refer to."""

from __future__ import annotations

import base64
import binascii
import math
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from circuitlab.catalog.words import Problem
from circuitlab.files.parse import pointer
from circuitlab.files.schema import BlobModel, fitted
from circuitlab.model.frozen import Array, FrozenMap
from circuitlab.resources import _

MAX_ENTRIES = 4_000_000
"""The most numbers that all blocks of a file may hold together."""

Arrays = Mapping[str, Array]
"""The arrays of a file by their keys."""

KEY = "blob"
_KEY_LENGTH = 16
_DTYPES = {"int64": "<i8", "float64": "<f8"}


def filled(value: Any, arrays: Arrays) -> Any:
    """Return a value of a file, frozen, with the arrays put in that it refers to."""
    if isinstance(value, dict):
        if value.keys() == {KEY} and isinstance(value[KEY], str) and value[KEY] in arrays:
            return arrays[value[KEY]]
        return FrozenMap({name: filled(inner, arrays) for name, inner in value.items()})
    if isinstance(value, list):
        return tuple(filled(inner, arrays) for inner in value)
    return value


def packed(array: Array) -> tuple[str, dict[str, Any]]:
    """Return the key of an array and its block."""
    data = base64.b64encode(zlib.compress(array.values.tobytes(), 9)).decode("ascii")
    shape = list(array.values.shape)
    block = {"dtype": array.values.dtype.name, "shape": shape, "data": data}
    return array.digest[:_KEY_LENGTH], block


def unpacked(blocks: object) -> tuple[dict[str, Array], list[Problem]]:
    """Return the arrays of a file by their keys, and what is wrong with its blocks."""
    if not isinstance(blocks, Mapping):
        what = _("The arrays are not an object")
        return {}, [Problem(pointer("blobs"), what, _("write an object in { }"))]
    arrays: dict[str, Array] = {}
    problems: list[Problem] = []
    left = MAX_ENTRIES
    for key, block in blocks.items():
        model, wrong = fitted(BlobModel, block, "blobs", key)
        problems += wrong
        if model is None:
            continue
        left -= math.prod(model.shape)
        array = _too_many(key) if left < 0 else _unpacked(key, model)
        if isinstance(array, Problem):
            problems.append(array)
        else:
            arrays[key] = array
    return arrays, problems


def _unpacked(key: str, model: BlobModel) -> Array | Problem:
    size = 8 * math.prod(model.shape)
    try:
        unzip = zlib.decompressobj()
        data = unzip.decompress(base64.b64decode(model.data, validate=True), size + 1)
    except (binascii.Error, ValueError, zlib.error):
        return _damaged(key, _("its data cannot be unpacked"))
    if len(data) != size:
        return _damaged(key, _("its length is not that of its shape"))
    values = np.frombuffer(data, dtype=_DTYPES[model.dtype]).reshape(model.shape)
    array = Array(values)
    if array.digest[:_KEY_LENGTH] != key:
        return _damaged(key, _("its content is not that of its key"))
    return array


def _too_many(key: str) -> Problem:
    what = _("The arrays hold more than {limit} numbers").format(limit=MAX_ENTRIES)
    return Problem(pointer("blobs", key), what, _("make the populations smaller"))


def _damaged(key: str, reason: str) -> Problem:
    what = _("This array is damaged: {reason}").format(reason=reason)
    return Problem(pointer("blobs", key), what, _("take it from another copy of the file"))
