"""A measured curve with all that is needed to draw it, to write it down and to measure it again."""

from __future__ import annotations

import csv
import io
import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from circuitlab import __version__
from circuitlab.catalog.powers import rounded

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, in which unit, and whether its decades are equally long."""

    title: str
    unit: str
    log: bool = False

    @property
    def words(self) -> str:
        """The title with its unit."""
        return f"{self.title} ({self.unit})" if self.unit not in ("", "1") else self.title


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line of a measurement.

    Attributes
    ----------
    name
        The word by which Python and tables know it.
    title
        What people read beside it.
    x, y
        Its points, in the units of the axes.
    aside
        Whether it is written down but not drawn.
    """

    name: str
    title: str
    x: Floats
    y: Floats
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A number that is read off a measurement: a threshold, an EC50.

    Attributes
    ----------
    step
        Distance to the next value that was tried; 0 where it was found between those.
    """

    name: str
    title: str
    value: float
    unit: str
    step: float = 0.0

    @property
    def words(self) -> str:
        """The number with its unit, to no more digits than were told apart."""
        value = self.value
        if self.step > 0.0:
            value = round(value, max(0, -math.floor(math.log10(self.step))))
        return f"{rounded(value, 4)} {self.unit.removeprefix('1')}".strip()


def first_tried(name: str, title: str, value: float, tried: Floats, unit: str) -> Finding:
    """Return the first of the values that were tried at which something happened."""
    apart = np.abs(tried - value)
    step = apart[apart > 0.0].min(initial=math.inf)
    return Finding(name, title, value, unit, float(step) if math.isfinite(step) else 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a protocol gave.

    Attributes
    ----------
    protocol, id, element
        Of the protocol and of the element; the element's name.
    title
        What was measured.
    x, y
        The axes.
    settings
        With what it was measured.
    seed, dt_ms, version
        By what it can be measured again.
    note
        What there is to say of it: that nothing fired, for example.
    """

    protocol: str
    id: str
    element: str
    title: str
    x: Axis
    y: Axis
    curves: tuple[Curve, ...]
    found: tuple[Finding, ...] = ()
    settings: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0
    dt_ms: float = 0.0
    note: str = ""
    version: str = __version__

    def __repr__(self) -> str:
        curves = ", ".join(self)
        read = "".join(
            f", {each.name} {each.value:.6g} {each.unit.removeprefix('1')}".rstrip()
            for each in self.found
        )
        return f"<Measured {self.protocol} of {self.id}: {curves}{read}>"

    def __iter__(self) -> Iterator[str]:
        """Names of the curves, as of a dict."""
        return (curve.name for curve in self.curves)

    def __len__(self) -> int:
        return len(self.curves)

    def __contains__(self, name: object) -> bool:
        return name in tuple(self)

    def __getitem__(self, name: str) -> tuple[Floats, Floats]:
        """Return (x, y) of the curve called `name`.

        Raises
        ------
        KeyError
            If there is none; the message names those that there are.
        """
        for curve in self.curves:
            if curve.name == name:
                return curve.x, curve.y
        listed = ", ".join(curve.name for curve in self.curves)
        raise KeyError(f"no curve is called {name!r}: choose from {listed}")

    def value(self, name: str) -> float:
        """Return a number that was read off; not a number where it was not found."""
        return next((each.value for each in self.found if each.name == name), float("nan"))

    def table(self) -> dict[str, Floats]:
        """Return columns with the unit in each name; ``pandas.DataFrame(measured.table())``.

        Returns
        -------
        dict of str to (points,) array
            ``x_pA``, and ``steady_Hz`` for each curve. Where curves have points of their own each
            has its ``steady.x_pA``, and a shorter one ends in what is not a number.
        """
        points = max((curve.x.size for curve in self.curves), default=0)
        shared = _shared_x(self)
        found = {} if shared is None else {f"x_{self.x.unit}": shared}
        for each in self.curves:
            if shared is None:
                found[f"{each.name}.x_{self.x.unit}"] = _padded(each.x, points)
            found[f"{each.name}_{self.y.unit}"] = _padded(each.y, points)
        return found

    @property
    def stamp(self) -> str:
        """By what it can be measured again, in a line."""
        return f"CircuitLab {self.version} · seed {self.seed} · step {self.dt_ms:g} ms"


def table_of(measured: Measured) -> str:
    """Return a measurement as the text of a table: what it is in lines with “#”, then columns."""
    text = io.StringIO()
    about = [f"{measured.title}: {measured.element} ({measured.id})", measured.stamp]
    about += [f"{name} = {value:g}" for name, value in measured.settings.items()]
    about += [f"{each.name} = {each.value:.6g} {each.unit}".rstrip() for each in measured.found]
    text.writelines(f"# {line}\n" for line in about)
    rows = csv.writer(text, lineterminator="\n")
    shared = _shared_x(measured)
    if shared is not None:
        rows.writerow([measured.x.words, *(_heading(measured, c) for c in measured.curves)])
        columns = [shared, *(curve.y for curve in measured.curves)]
    else:
        pairs = [(measured.x.words, _heading(measured, curve)) for curve in measured.curves]
        rows.writerow(list(itertools.chain.from_iterable(pairs)))
        columns = [column for curve in measured.curves for column in (curve.x, curve.y)]
    for cells in itertools.zip_longest(*(column.tolist() for column in columns)):
        rows.writerow(["" if cell is None else f"{cell:.8g}" for cell in cells])
    return text.getvalue()


def _heading(measured: Measured, curve: Curve) -> str:
    return f"{curve.title} ({measured.y.unit})"


def _padded(values: Floats, size: int) -> Floats:
    return np.pad(values, (0, size - values.size), constant_values=np.nan)


def _shared_x(measured: Measured) -> Floats | None:
    """Return the x that all curves have, where they have the same."""
    first = measured.curves[0].x if measured.curves else np.empty(0)
    alike = all(np.array_equal(first, curve.x) for curve in measured.curves)
    return first if alike else None
