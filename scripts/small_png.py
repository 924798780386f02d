"""Write a picture as a small file: 256 colours, chosen for it, are enough for a window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

COLOURS = 256


def save_small(image: QImage, path: Path) -> None:
    """Write `image` to `path` with at most `COLOURS` colours."""
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), -1)
    pixels = rows[:, : plain.width()] & 0xFFFFFF
    colours, at, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    shades = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(float)
    table = palette(shades, counts)
    places = nearest_of(shades, table)[at].astype(np.uint8)
    high, wide = pixels.shape
    small = QImage(places.tobytes(), wide, high, wide, QImage.Format.Format_Indexed8)
    whole = table.round().astype(int)
    small.setColorTable([0xFF000000 | red << 16 | green << 8 | blue for red, green, blue in whole])
    small.save(str(path), quality=0)  # packed as tightly as can be


def palette(shades: Floats, counts: Ints) -> Floats:
    """Return (colours, 3) means of boxes of colours; always the box that errs most is cut.

    Parameters
    ----------
    shades : (n, 3) different colours, 0 to 255
    counts : (n,) how many pixels have each
    """
    boxes = [_Box(shades, counts.astype(float))]
    while len(boxes) < COLOURS:
        worst = max(boxes, key=lambda box: box.error)
        if not worst.error:
            break
        boxes.remove(worst)
        boxes += worst.halves()
    return np.array([box.mean for box in boxes])


def nearest_of(shades: Floats, table: Floats) -> Ints:
    """Return (n,) which row of the table lies nearest to each colour."""
    nearest = np.empty(len(shades), np.int64)
    for first in range(0, len(shades), 4096):
        part = shades[first : first + 4096, None, :] - table[None, :, :]
        nearest[first : first + 4096] = (part * part).sum(axis=2).argmin(axis=1)
    return nearest


class _Box:
    """Colours that one stands for."""

    def __init__(self, shades: Floats, counts: Floats) -> None:
        self._shades, self._counts = shades, np.sqrt(counts)  # a rare colour counts, too
        weight = self._counts[:, None]
        self.mean = (shades * weight).sum(axis=0) / weight.sum()
        self._spread = ((shades - self.mean) ** 2 * weight).sum(axis=0)
        self.error = float(self._spread.sum())

    def halves(self) -> list[_Box]:
        """Return the two sides of the mean, along the channel that differs most."""
        channel = int(self._spread.argmax())
        low = self._shades[:, channel] <= self.mean[channel]
        sides = (low, ~low)
        return [_Box(self._shades[side], self._counts[side] ** 2) for side in sides]
