"""Plain decimal numbers in columns of text, many at a time.

What is not plain (exponents, quotes, empty entries, comments, more digits than are exact) is left
to a reader that looks at each line. Of what is plain each number is exactly what `float` reads: a
whole number below 2⁵³ over a power of ten below 10²², both exact, so it is rounded only once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Places = NDArray[np.int64]
    Floats = NDArray[np.float64]

_ZERO, _MINUS, _PLUS, _END = b"0"[0], b"-"[0], b"+"[0], b"\n"[0]
_WIDEST = 17
"""Characters of a number at most beside its sign: a point and sixteen digits."""
_EXACT = 1 << 53
_POWERS = 10.0 ** np.arange(_WIDEST + 1)


def plain_columns(
    data: bytes, separator: str, decimal: str, width: int, columns: Sequence[int]
) -> Floats | None:
    """Return columns of whole lines, (lines, columns); None where not every entry is plain.

    Parameters
    ----------
    data : lines, each with its end
    width : columns that each line has
    """
    held = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero((held == ord(separator)) | (held == _END))
    lines = len(ends) // width
    if not lines or len(ends) != lines * width or data.count(b"\n") != lines:
        return None
    starts = np.concatenate([[0], ends[:-1] + 1]).reshape(lines, width)
    last = ends.reshape(lines, width)
    if not np.all(held[last[:, -1]] == _END):
        return None
    found = np.empty((lines, len(columns)))
    for place, column in enumerate(columns):
        read = _numbers(held, starts[:, column], last[:, column], ord(decimal))
        if read is None:
            return None
        found[:, place] = read
    return found


def _numbers(held: Bytes, starts: Places, ends: Places, decimal: int) -> Floats | None:
    """Return the numbers that stand between places; None where one is not plain."""
    if np.any(ends <= starts):
        return None
    leading = held[starts]
    is_negative = leading == _MINUS
    first = starts + (is_negative | (leading == _PLUS))
    widest = int((ends - first).max())
    if widest > _WIDEST:
        return None
    whole, digits = np.zeros(len(ends), np.int64), np.zeros(len(ends), np.int64)
    points, after = np.zeros(len(ends), np.int64), np.zeros(len(ends), np.int64)
    for left in range(widest, 0, -1):
        at = ends - left
        is_inside = at >= first
        sign = held[np.maximum(at, 0)]
        digit = sign - np.uint8(_ZERO)  # what is no digit comes out above nine
        is_digit, is_point = is_inside & (digit < 10), is_inside & (sign == decimal)
        if np.any(is_inside & ~is_digit & ~is_point):
            return None
        whole = np.where(is_digit, whole * 10 + digit, whole)
        digits += is_digit
        points += is_point
        after[is_point] = left - 1
    if np.any(points > 1) or np.any(digits < 1) or whole.max() >= _EXACT:
        return None
    return np.where(is_negative, -1.0, 1.0) * (whole / _POWERS[after])
