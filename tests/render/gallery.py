"""Circuits and frames to look at; ``python tests/render/gallery.py FOLDER`` writes pictures."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.rules import add_kind, connect
from circuitlab.render.backdrops.lanes import WORLD
from circuitlab.render.backdrops.registry import paint_backdrop
from circuitlab.render.closeup.closeup import paint_closeup
from circuitlab.render.closeup.receptor_counts import membrane
from circuitlab.render.geometry import Geometry
from circuitlab.render.live_frame import LiveFrame, Pulse
from circuitlab.render.paint_context import Detail, Stage, detail_at
from circuitlab.render.theme import theme
from circuitlab.render.whole_circuit import paint_circuit_live, paint_circuit_still


class Builder:
    """A circuit under construction."""

    def __init__(self) -> None:
        self.catalog = default_catalog()
        self.circuit = Circuit()

    def add(self, kind: str, x: float, y: float, **params: object) -> str:
        made = add_kind(self.circuit, self.catalog, kind, x, y, **params)
        assert isinstance(made, tuple), made
        self.circuit.apply(made[1])
        return made[0]

    def wire(self, source: str, target: str) -> None:
        delta = connect(self.circuit, self.catalog, source, target)
        assert isinstance(delta, Delta), delta
        self.circuit.apply(delta)

    def first(self, kind: str) -> str:
        return next(id for id, e in self.circuit.elements.items() if e.kind == kind)


def pain_circuit() -> Builder:
    """A circuit like Figure 4's: heat, fibres, a spinal cell, two drugs, the brain."""
    build = Builder()
    fibre = build.add("nociceptor_c", 365, 265, size=20)
    relay = build.add("adelta_fibre", 365, 560)
    cell = build.add("projection_neuron", 700, 265)
    inter = build.add("inhibitory_interneuron", 640, 530)
    brain = build.add("pain_readout", 1000, 215)
    build.wire(build.add("heat", 52, 215), fibre)
    build.wire(build.add("shock", 52, 510), relay)
    build.wire(fibre, cell)
    build.wire(relay, cell)
    build.wire(relay, inter)
    build.wire(inter, cell)
    build.wire(brain, cell)
    build.wire(build.add("ketamine", 560, 90, concentration=1.0), build.first("nmda"))
    build.wire(build.add("gabapentin", 780, 90, concentration=0.0), build.first("synapse"))
    build.wire(build.add("voltmeter", 820, 440), cell)
    return build


def everything() -> Builder:
    """One of each kind, in rows."""
    build = Builder()
    spots = iter([(280 + 300 * (i % 5), 180 + 190 * (i // 5)) for i in range(60)])
    for kind in build.catalog.ordered():
        if kind.family not in ("synapse", "receptor", "channel"):
            x, y = next(spots)
            build.add(kind.name, x, y)
    return build


def lively(circuit: Circuit) -> LiveFrame:
    """A moment of a run with something to see everywhere."""
    values: dict[tuple[str, str], np.ndarray] = {}
    potential, rate, flash = {}, {}, {}
    shown = {
        "open": 0.3,
        "threshold": 42.3,
        "drugged": 0.5,
        "blocked_mg": 0.2,
        "pkc": 0.8,
        "pain": 7.1,
        "number": 1.8,
        "difference": 15.0,
        "current": 1.0,
        "injury": 1.0,
        "bradykinin": 200.0,
        "pge2": 60.0,
        "ngf": 20.0,
        "active": 0.8,
        "vesicles": 0.7,
        "release": 1.2,
        "g": 0.6,
    }
    catalog = default_catalog()
    for index, (id, element) in enumerate(circuit.elements.items()):
        kind = catalog.kind(element.kind)
        for state in kind.states:
            if state in shown:
                values[id, state] = np.array([shown[state]])
        if kind.family == "neuron":
            potential[id] = (-62.0, -48.0, -35.0, -70.0)[index % 4]
            rate[id] = (18.0, 31.0, 4.2, 0.0)[index % 4]
            flash[id] = (0.0, 0.0, 0.8, 0.0)[index % 4]
    ends = [id for id, e in circuit.elements.items() if e.kind in ("synapse", "pain_readout")]
    pulses = [Pulse(id, p) for k, id in enumerate(ends) for p in (0.15 + 0.07 * k, 0.62)]
    fires_from = {(id, "fires_from"): 35.5 for id, state in values if state == "threshold"}
    puff = dict.fromkeys(ends, 0.6)
    return LiveFrame(
        12438.0, 0.0, values, potential, rate, flash, pulses, puff, measured=fires_from
    )


def picture(
    circuit: Circuit,
    look: str = "light",
    zoom: float = 1.0,
    room: QRectF = WORLD,
    frame: LiveFrame | None = None,
    detail: Detail | None = None,
) -> QImage:
    """Paint a circuit into an image."""
    geometry = Geometry(circuit, default_catalog())
    image = QImage(
        round(room.width() * zoom),
        round(room.height() * zoom),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(zoom, zoom)
    painter.translate(-room.topLeft())
    near = detail_at(zoom) if detail is None else detail
    stage = Stage(painter, theme(look), near, frame or LiveFrame())
    paint_backdrop(stage, str(circuit.document["backdrop"]), room, 1.0 / zoom)
    paint_circuit_still(stage, geometry)
    paint_circuit_live(stage, geometry)
    painter.end()
    return image


def near_synapse(circuit: Circuit, look: str, width: int = 1200, height: int = 760) -> QImage:
    """Paint the close view of the first synapse."""
    geometry = Geometry(circuit, default_catalog())
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = lively(circuit)
    state = membrane(geometry, next(iter(geometry.chains)), frame)
    paint_closeup(
        Stage(painter, theme(look), Detail.CLOSE, frame), QRectF(0, 0, width, height), state
    )
    painter.end()
    return image


def main(folder: Path) -> None:
    """Write every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    pain, kinds = pain_circuit().circuit, everything().circuit
    for look in ("light", "dark", "print"):
        picture(pain, look, frame=lively(pain)).save(str(folder / f"pain_{look}.png"))
        room = QRectF(0, 0, 1560, 1000)
        picture(kinds, look, room=room, frame=lively(kinds)).save(str(folder / f"kinds_{look}.png"))
    for look in ("light", "dark"):
        near_synapse(pain, look).save(str(folder / f"closeup_{look}.png"))
    near = QRectF(620, 180, 480, 300)
    picture(pain, "light", 3.0, near, lively(pain)).save(str(folder / "near.png"))
    picture(pain, "light", 0.3, frame=lively(pain)).save(str(folder / "far.png"))


if __name__ == "__main__":
    app = QGuiApplication(sys.argv[:1])
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/gallery"))
