"""What is where: one element, one axon, one cable on the canvas."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from circuitlab.catalog.short_names import short_name
from circuitlab.model.element import Array
from circuitlab.model.names import called
from circuitlab.render.anatomy import CellShape
from circuitlab.render.bodies import IN_MEMBRANES
from circuitlab.render.curves import Track
from circuitlab.render.synapse_sites import Site

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Kind
    from circuitlab.model.element import Element

NOTE_MARGIN, NOTE_WIDTH = 11.0, 180.0


@dataclass(frozen=True, slots=True)
class Label:
    """Where an element's name and its live line stand.

    Parameters
    ----------
    box : QRectF
        Room of both lines, around the element's centre.
    align : Qt.AlignmentFlag
        Left, centre or right.
    side : int
        Which of the possible places it is.
    """

    box: QRectF
    align: Qt.AlignmentFlag
    side: int


@dataclass(frozen=True, slots=True)
class DrawnElement:
    """One element on the canvas.

    Parameters
    ----------
    element : Element
    kind : Kind or None
        None for a kind that the catalog does not know.
    glyph, colour : str
        Shape and theme token.
    centre : QPointF
        In canvas units; everything else here is counted from it.
    outline : QPainterPath
        What a pointer hits.
    body : QRectF
        Around what is drawn, without the label.
    label : Label
    host : str
        The neuron it sits in, or a synapse's receiving neuron; empty elsewhere.
    cell : CellShape or None
        A neuron's anatomy.
    site : Site or None
        A synapse's place, around the centre of its host's soma.
    origin : QPointF
        Centre of the host's soma for a synapse.
    host_colour : str
        Theme token of the membrane that a synapse faces or a part sits in.
    inhibitory : bool
        Whether a synapse hyperpolarises.
    size : int
        Number of cells it stands for.
    crowd : tuple of QPointF
        Directions in which a receptor or a bouton has close neighbours.
    """

    element: Element
    kind: Kind | None
    glyph: str
    colour: str
    centre: QPointF
    outline: QPainterPath
    body: QRectF
    label: Label
    host: str = ""
    cell: CellShape | None = None
    site: Site | None = None
    origin: QPointF = field(default_factory=QPointF)
    host_colour: str = "muted"
    inhibitory: bool = False
    size: int = 1
    crowd: tuple[QPointF, ...] = ()

    @property
    def shape(self) -> str:
        """Which variant of its glyph it wears, in the words of the catalog."""
        return self.kind.shape if self.kind is not None else ""

    @property
    def id(self) -> str:
        """The element's id."""
        return self.element.id

    @property
    def name(self) -> str:
        """What people read beside it."""
        return called(self.element, self.kind)

    @property
    def short_name(self) -> str:
        """Its label, or the first word of its kind's title."""
        return self.element.label or short_name(self.name)

    @property
    def bounds(self) -> QRectF:
        """Around everything drawn, label included, in canvas units."""
        return self.body.united(self.label.box).translated(self.centre)

    def number(self, name: str, default: float = float("nan")) -> float:
        """Value of a parameter in catalog units, mean of a population's."""
        return number_of(self.element, self.kind, name, default)


@dataclass(frozen=True, slots=True)
class Axon:
    """The way of a spike from where it begins to a bouton or to the brain.

    Parameters
    ----------
    id : str
        A synapse's id, or a readout's.
    source : str
        The neuron or stimulus it comes from.
    path : QPainterPath
        In canvas units.
    track : Track
        The same by length.
    colour : str
        Theme token of the source.
    myelinated : bool
        Whether it wears sheaths.
    """

    id: str
    source: str
    path: QPainterPath
    track: Track = field(compare=False)
    colour: str
    myelinated: bool = False


@dataclass(frozen=True, slots=True)
class CablePath:
    """A drug, stimulus or meter at work: a line from it to what it acts on.

    Parameters
    ----------
    source, target : str
    path : QPainterPath
        In canvas units.
    colour : str
        Theme token.
    ending : str
        ``bar`` (blocks), ``arrow`` (promotes), ``electrode`` (drives), ``clip`` (measures).
    faint : bool
        Whether it has no effect now (a dose of zero).
    """

    source: str
    target: str
    path: QPainterPath
    colour: str
    ending: str
    faint: bool = False


def looks_alike(one: DrawnElement, other: DrawnElement) -> bool:
    """Whether two places of an element give the same still picture.

    The numbers of cells, synapses and gates show in what lives, and not in what stays.
    """
    if one.cell is None and one.glyph not in IN_MEMBRANES:
        return one == other
    return lies_alike(one, other)


def lies_alike(one: DrawnElement, other: DrawnElement) -> bool:
    """Whether two places of an element differ in its numbers alone: same room, same words."""
    words = one.name == other.name and one.element.label == other.element.label
    return words and replace(one, element=other.element) == other


def note_text(element: Element, name: str) -> str:
    """What a note says; an empty one says what it is."""
    return str(element.params.get("text", "") or name)


def number_of(
    element: Element, kind: Kind | None, name: str, default: float = float("nan")
) -> float:
    """Value of a parameter as one number: set, or the catalog's default, or `default`."""
    value = element.params.get(name)
    if value is None and kind is not None and name in kind.parameters:
        value = kind.parameters[name].default
    if isinstance(value, Array):
        return float(np.mean(value.values))
    if isinstance(value, (int, float)):
        return float(value)
    return default
