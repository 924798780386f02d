"""Counter-based normal deviates: a pure function of (seed, element, index, tick).

No state is kept, so a run can be cut into chunks, restored or replayed anywhere. The bits come
from Philox2x32-10 (Salmon et al. 2011, SC'11, doi 10.1145/2063384.2063405), the deviates from
Box–Muller with our own logarithm and cosine, which give the same bits on every processor.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.ahead_of_time.shipped import shipped
from circuitlab.engine.numerics.jit import inlined, kernel

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_MULTIPLIER = np.uint64(0xD256D193)
_WEYL = np.uint64(0x9E3779B9)
_MANTISSA = np.uint64(0x000FFFFFFFFFFFFF)
_ONE = np.uint64(0x3FF0000000000000)
_EXPONENT = np.uint64(52)
_TWO_52 = np.uint64(0x4330000000000000)


@inlined
def _philox_round(x: np.uint64, y: np.uint64, k: np.uint64) -> tuple[np.uint64, ...]:
    product = x * _MULTIPLIER
    return (product >> _HALF) ^ k ^ y, product & _LOW, (k + _WEYL) & _LOW


@inlined
def random_bits(key: np.uint64, counter: np.uint64) -> np.uint64:
    """64 random bits for a 64-bit key and a 64-bit counter (Philox2x32-10)."""
    x = counter & _LOW
    y = (counter >> _HALF) ^ (key >> _HALF)
    k = key & _LOW
    x, y, k = _philox_round(x, y, k)  # ten rounds, written out: a loop in a loop stays scalar
    x, y, k = _philox_round(x, y, k)
    x, y, k = _philox_round(x, y, k)
    x, y, k = _philox_round(x, y, k)
    x, y, k = _philox_round(x, y, k)
    x, y, k = _philox_round(x, y, k)
    x, y, k = _philox_round(x, y, k)
    x, y, k = _philox_round(x, y, k)
    x, y, k = _philox_round(x, y, k)
    x, y, k = _philox_round(x, y, k)
    return np.uint64((x << _HALF) | y)


@inlined
def _small_to_real(whole: np.uint64) -> float:
    """A whole number below 2^52 as a float by its bits: this vectorises, a conversion does not."""
    return np.uint64(whole | _TWO_52).view(np.float64) - 4503599627370496.0


@inlined
def logarithm(x: float) -> float:
    """Ln x of a positive normal number: exponent plus 2 artanh((m − 1) / (m + 1))."""
    bits = np.float64(x).view(np.uint64)
    exponent = _small_to_real(bits >> _EXPONENT) - 1023.0
    m = np.uint64((bits & _MANTISSA) | _ONE).view(np.float64)
    large = m > 1.4142135623730951
    m = 0.5 * m if large else m
    exponent = exponent + 1.0 if large else exponent
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    p = 1 / 17
    p = p * z + 1 / 15
    p = p * z + 1 / 13
    p = p * z + 1 / 11
    p = p * z + 1 / 9
    p = p * z + 1 / 7
    p = p * z + 1 / 5
    p = p * z + 1 / 3
    p = p * z + 1.0
    return exponent * 0.6931471805599453 + 2.0 * s * p  # type: ignore[no-any-return]


@inlined
def cosine_of_turns(u: float) -> float:
    """Cos 2πu for u in [0, 1): a sine series about the nearest quarter turn."""
    t = abs(u - 0.5)
    a = (0.25 - t) * 6.283185307179586
    z = a * a
    p = -1 / 1307674368000
    p = p * z + 1 / 6227020800
    p = p * z - 1 / 39916800
    p = p * z + 1 / 362880
    p = p * z - 1 / 5040
    p = p * z + 1 / 120
    p = p * z - 1 / 6
    p = p * z + 1.0
    return -a * p


LEAST = 2.0**-33
"""The least number that :func:`uniform` gives."""


@inlined
def uniform(bits: np.uint64) -> float:
    """A number in (0, 1) from the upper 32 of 64 random bits."""
    return (_small_to_real(bits >> _HALF) + 0.5) * 2.3283064365386963e-10  # type: ignore[no-any-return]


@inlined
def normal(bits: np.uint64) -> float:
    """A standard normal deviate from 64 random bits (Box–Muller, 32 + 32 bits)."""
    turns = _small_to_real(bits & _LOW) * 2.3283064365386963e-10
    return np.sqrt(-2.0 * logarithm(uniform(bits))) * cosine_of_turns(turns)  # type: ignore[no-any-return]


def keys(seed: int, element: str, size: int) -> NDArray[np.uint64]:
    """One key a cell: (size,) uint64, from the run's seed, the element's id and the index."""
    digest = hashlib.blake2b(element.encode(), digest_size=8, key=seed.to_bytes(8, "little"))
    start = np.uint64(int.from_bytes(digest.digest(), "little"))
    with np.errstate(over="ignore"):
        mixed = start + np.arange(size, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


@kernel
def fill_normals(cell_keys: NDArray[np.uint64], counter: int, out: NDArray[np.float64]) -> None:
    """Write one standard normal deviate a key into ``out``, for one counter value."""
    for i in range(cell_keys.shape[0]):
        out[i] = normal(random_bits(cell_keys[i], np.uint64(counter)))


def normals(seed: int, element: str, size: int, counter: int = 0) -> NDArray[np.float64]:
    """(size,) standard normal deviates that depend on nothing but the arguments."""
    out = np.empty(size)
    ahead = shipped()
    fill = fill_normals if ahead is None else ahead.entry_point("fill_normals")
    fill(keys(seed, element, size), counter, out)
    return out
