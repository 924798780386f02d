"""Numbers, names and quantities as NeuroML's readers take them."""

from __future__ import annotations

import re

import numpy as np

_UNFIT = re.compile(r"[^A-Za-z0-9_]")


def number(value: float) -> str:
    """A number without a + in its exponent and without a bare point."""
    text = f"{float(value):.15g}".replace("e+", "e")
    return "0" if float(value) == 0.0 else text


def plain(value: float) -> str:
    """A number for a formula: no sign and no exponent, in brackets where it is negative."""
    text = np.format_float_positional(abs(float(value)), precision=17, unique=True, trim="-")
    return f"(0 - {text})" if value < 0.0 else text


def quantity(value: float, unit: str) -> str:
    """A number with its unit, without a blank."""
    return f"{number(value)}{unit}"


class Ids:
    """Names that are used once in a file, each told apart by a prefix."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, *parts: object) -> str:
        """A name that nothing in the file has yet, of letters, digits and underscores."""
        wanted = "_".join(_UNFIT.sub("_", str(part)) for part in parts if str(part))
        found, again = wanted, 1
        while found in self._taken:
            again += 1
            found = f"{wanted}_{again}"
        self._taken.add(found)
        return found
