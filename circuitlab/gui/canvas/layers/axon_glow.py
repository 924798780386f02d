"""Axons that glow by their firing rate, where spikes are too many for dots."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.render.wires import paint_glow

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.render.drawn import Axon
    from circuitlab.render.paint_context import Stage

FEW = 60
"""Axons up to which each one is painted in each frame."""

BUDGET_S = 0.002
_AROUND = 160.0
"""View pixels by which the picture reaches beyond the view, so that it can be moved a little."""


class Glows:
    """Paints the glow of many axons over some frames, and shows it meanwhile as it was.

    A rate is counted over half a second, so that a picture made a few times in that while says
    as much as one that is made in each frame.
    """

    def __init__(self) -> None:
        self._shown: _Layer | None = None
        self._coming: _Layer | None = None

    def forget(self) -> None:
        """Forget what glows."""
        self._shown = self._coming = None

    def paint(
        self,
        stage: Stage,
        ids: Sequence[str],
        axon_of: Callable[[str], Axon | None],
        camera: Camera,
        size: QSizeF,
        ratio: float,
        *,
        settled: bool = True,
    ) -> None:
        """Paint how axons glow now; the painter is in canvas units.

        Parameters
        ----------
        ids, axon_of
            Which axons are in view, and how each one runs now.
        ratio : float
            Device pixels per view pixel.
        settled : bool
            Whether the magnification stays: while it changes, what was painted last is stretched.
        """
        if len(ids) <= FEW:
            self.forget()
            for axon in filter(None, map(axon_of, ids)):
                paint_glow(stage, axon, stage.frame.rate_hz.get(axon.source, 0.0))
            return
        if settled or self._shown is None:
            if self._coming is None:
                axons = list(filter(None, map(axon_of, ids)))
                self._coming = _Layer(stage, axons, camera, size, ratio)
            if self._coming.go_on(stage, time.perf_counter() + BUDGET_S):
                self._shown, self._coming = self._coming, None
        if self._shown is not None:
            self._shown.show(stage.painter)


class _Layer:
    """A picture of axons as they glow at one moment, painted step by step."""

    def __init__(
        self, stage: Stage, axons: Sequence[Axon], camera: Camera, size: QSizeF, ratio: float
    ) -> None:
        around = _AROUND / camera.scale
        self._area = camera.visible(size).marginsAdded(QMarginsF(*4 * (around,)))
        self._scale = camera.scale * ratio
        self._picture = QPixmap((self._area.size() * self._scale).toSize())
        self._picture.fill(Qt.GlobalColor.transparent)
        rates = stage.frame.rate_hz
        lit = [(axon, rates.get(axon.source, 0.0)) for axon in axons]
        self._left: Iterator[tuple[Axon, float]] = iter([each for each in lit if each[1] > 0.0])

    def go_on(self, stage: Stage, until: float) -> bool:
        """Paint until then, or to the end; whether all is painted."""
        with QPainter(self._picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self._scale, self._scale)
            painter.translate(-self._area.topLeft())
            here = replace(stage, painter=painter)
            for axon, rate in self._left:
                paint_glow(here, axon, rate)
                if time.perf_counter() >= until:
                    return False
        return True

    def show(self, painter: QPainter) -> None:
        """Put the picture where its axons are; the painter is in canvas units."""
        painter.drawPixmap(self._area, self._picture, QRectF(self._picture.rect()))
