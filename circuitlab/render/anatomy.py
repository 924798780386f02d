"""The bodies of cells: soma, dendrites, nerve ending, in coordinates around the soma's centre."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from circuitlab.render.curves import (
    angle_of,
    apart,
    bezier,
    blob,
    bumpy,
    length,
    polar,
    tapered,
)

NERVE_ENDING = QPointF(-200.0, -50.0)
"""Where the free ending of a sensory neuron lies, from the centre of its soma."""
AXON_LEVEL = -50.0
_TIPS = (QPointF(-34.0, -36.0), QPointF(-44.0, 1.0), QPointF(-34.0, 37.0))


@dataclass(frozen=True, slots=True)
class CellShape:
    """The body of a neuron, around the centre of its soma.

    Parameters
    ----------
    soma : QPainterPath
        Outline of the cell body.
    radius : float
        Of the soma, in canvas units.
    limbs : tuple of QPainterPath
        Dendrites or terminals, to be filled.
    trunk : QPainterPath
        Lines to be stroked: the stem and central axon of a sensory neuron.
    hillock : QPointF
        Where the axon begins.
    way : tuple of QPointF
        What a spike passes before it reaches the hillock; empty in most cells.
    leaving : QPointF
        Direction of the axon there, of length 1.
    tips : tuple of QPointF
        Ends of the terminals in the skin, where channels sit.
    reach : float
        Distance from the centre at which synapses are made.
    """

    soma: QPainterPath
    radius: float
    limbs: tuple[QPainterPath, ...]
    trunk: QPainterPath
    hillock: QPointF
    leaving: QPointF
    reach: float
    way: tuple[QPointF, ...] = ()
    tips: tuple[QPointF, ...] = ()

    @property
    def bounds(self) -> QRectF:
        """Rectangle around everything drawn of the cell."""
        box = self.soma.boundingRect().united(self.trunk.boundingRect())
        for limb in self.limbs:
            box = box.united(limb.boundingRect())
        return box.adjusted(-3, -3, 3, 3)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What tells one multipolar cell from another: sizes in canvas units, angles in degrees."""

    radius: float
    reach: float
    angles: tuple[float, ...]
    lengths: tuple[float, ...]
    width: float
    fork: float
    wave: float


_PLANS: Mapping[str, _Plan] = MappingProxyType(
    {
        "projection_neuron": _Plan(
            41.0,
            124.0,
            (-158, -112, -76, 158, 118, 74),
            (112, 104, 106, 104, 110, 104),
            13.0,
            25.0,
            1.6,
        ),
        "interneuron": _Plan(
            26.0, 78.0, (-150, 166, 120, 62, -98), (46, 46, 44, 44, 42), 7.5, 0.0, 0.8
        ),
        "relay_neuron": _Plan(
            30.0,
            84.0,
            (-166, -138, -110, -82, -54, 54, 82, 110, 138, 166),
            (62, 68, 64, 68, 62, 62, 68, 64, 68, 62),
            6.0,
            13.0,
            1.2,
        ),
        "point_neuron": _Plan(24.0, 70.0, (-152, 152), (40, 40), 6.0, 0.0, 0.0),
    }
)


def cell(glyph: str, sites: Sequence[QPointF], axon: float) -> CellShape:
    """Body of a neuron whose dendrites reach its synapses.

    Parameters
    ----------
    glyph : str
        One of `cell_glyphs`.
    sites : sequence of QPointF
        Where synapses lie, from the centre of the soma.
    axon : float
        Angle at which the axon leaves, in radians clockwise from the right.
    """
    return _BUILDERS[glyph](glyph, sites, axon)


def cell_glyphs() -> tuple[str, ...]:
    """Glyphs that are neurons."""
    return tuple(_BUILDERS)


def reach_of(glyph: str) -> float:
    """Distance from the soma's centre at which synapses onto it are made by default."""
    return _PLANS[glyph].reach if glyph in _PLANS else 58.0


def _sensory(_glyph: str, _sites: Sequence[QPointF], _axon: float) -> CellShape:
    return _pseudo_unipolar()


@cache
def _pseudo_unipolar() -> CellShape:
    """Pseudo-unipolar cell: nerve ending, axon, and the soma hanging on a stem below it."""
    branch, hillock = QPointF(0.0, AXON_LEVEL), QPointF(78.0, AXON_LEVEL)
    trunk = QPainterPath(NERVE_ENDING)
    trunk.lineTo(hillock)
    trunk.moveTo(branch)
    trunk.lineTo(QPointF(0.0, -24.0))
    limbs: list[QPainterPath] = []
    for tip in _TIPS:
        limbs += _terminal(NERVE_ENDING, NERVE_ENDING + tip)
    return CellShape(
        soma=blob(bumpy(32.0, ((-math.pi / 2, 5.0, 0.35),), 1.0)),
        radius=32.0,
        limbs=tuple(limbs),
        trunk=trunk,
        hillock=hillock,
        leaving=QPointF(1.0, 0.0),
        reach=58.0,
        way=(NERVE_ENDING,),
        tips=tuple(NERVE_ENDING + tip for tip in _TIPS),
    )


def _terminal(start: QPointF, end: QPointF) -> list[QPainterPath]:
    """One branch of a nerve ending, with two fine twigs at its end."""
    step = end - start
    bend = QPointF(start.x() + step.x() * 0.45, start.y() + step.y() * 0.12)
    into = QPointF(start.x() + step.x() * 0.75, start.y() + step.y() * 0.55)
    line = bezier(start, bend, into, end)
    heading = angle_of(end - into)
    paths = [tapered(line, np.linspace(4.2, 2.4, len(line)))]
    for turn in (-0.55, 0.55):
        twig_end = end + polar(heading + turn, 11.0)
        twig = bezier(end, end + polar(heading, 4.0), twig_end, twig_end, 8)
        paths.append(tapered(twig, np.linspace(2.4, 1.5, len(twig))))
    return paths


def _multipolar(glyph: str, sites: Sequence[QPointF], axon: float) -> CellShape:
    """Cell with dendrites all round: its own, and one to each place where a synapse lies."""
    plan = _PLANS[glyph]
    wired = [angle_of(site) for site in sites]
    free = _free_dendrites(plan, (*wired, axon))
    limbs: list[QPainterPath] = []
    for angle, reach in free:
        limbs += _dendrite(plan, angle, reach)
    limbs += [_synaptic_dendrite(plan, site.x(), site.y()) for site in sites]
    spread = 0.2
    bumps = [(angle, 0.13 * plan.radius, spread) for angle in (*wired, *(a for a, _ in free))]
    outline = bumpy(plan.radius, (*bumps, (axon, 0.14 * plan.radius, 0.3)), plan.wave)
    return CellShape(
        soma=blob(outline),
        radius=plan.radius,
        limbs=tuple(limbs),
        trunk=QPainterPath(),
        hillock=polar(axon, plan.radius * 1.1),
        leaving=polar(axon, 1.0),
        reach=plan.reach,
    )


def _free_dendrites(plan: _Plan, taken: Sequence[float]) -> list[tuple[float, float]]:
    """Angles (radians) and lengths of the dendrites that no synapse or axon displaces."""
    room = math.radians(27)
    pairs = zip(map(math.radians, plan.angles), plan.lengths, strict=True)
    return [(a, reach) for a, reach in pairs if all(apart(a, other) > room for other in taken)]


@lru_cache(maxsize=256)
def _dendrite(plan: _Plan, angle: float, reach: float) -> tuple[QPainterPath, ...]:
    """A tapering dendrite, with two branches where the cell is large."""
    start, end = polar(angle, plan.radius * 0.8), polar(angle + 0.06, reach)
    sway = 0.10 * math.copysign(1.0, math.sin(3 * angle) + 1e-9)
    line = bezier(start, polar(angle, reach * 0.5), polar(angle + sway, reach * 0.75), end)
    paths = [tapered(line, _widths(plan.width, 0.36 * plan.width, len(line)))]
    if plan.fork:
        for turn, share in ((-0.5, 1.0), (0.42, 0.86)):
            tip = end + polar(angle + turn, plan.fork * share)
            twig = bezier(end, end + polar(angle, plan.fork * 0.3), tip, tip, 8)
            paths.append(tapered(twig, np.linspace(0.34 * plan.width, 1.8, len(twig))))
    return tuple(paths)


@lru_cache(maxsize=4096)
def _synaptic_dendrite(plan: _Plan, x: float, y: float) -> QPainterPath:
    """A dendrite that ends where a synapse lies, at (x, y) from the soma's centre."""
    site = QPointF(x, y)
    angle, reach = angle_of(site), max(length(site), plan.radius)
    start = polar(angle, plan.radius * 0.8)
    bow = 0.07 * math.copysign(1.0, math.cos(angle) * math.sin(angle) + 1e-9)
    line = bezier(
        start, polar(angle + bow, reach * 0.5), polar(angle + 0.6 * bow, reach * 0.78), site
    )
    return tapered(line, _widths(plan.width, 0.42 * plan.width, len(line)))


def _widths(base: float, end: float, count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Widths that flare where a limb meets the soma and then taper."""
    t = np.linspace(0.0, 1.0, count)
    widths = end + (base - end) * (1 - t) ** 1.3 + 0.55 * base * np.exp(-((t / 0.14) ** 2))
    return np.asarray(widths, dtype=np.float64)


_BUILDERS: Mapping[str, Callable[[str, Sequence[QPointF], float], CellShape]] = MappingProxyType(
    {
        "sensory_neuron": _sensory,
        "projection_neuron": _multipolar,
        "interneuron": _multipolar,
        "relay_neuron": _multipolar,
        "point_neuron": _multipolar,
    }
)
