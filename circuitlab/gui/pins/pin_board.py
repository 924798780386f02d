"""The pins of a circuit on one canvas: there may be several canvases, each with its own values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtWidgets import QToolTip, QWidget

from circuitlab.catalog.printable import printable
from circuitlab.catalog.short_values import short_value
from circuitlab.catalog.words import Problem, convert
from circuitlab.gui.on_desk import OnDesk
from circuitlab.gui.pins import pin_values
from circuitlab.gui.pins.pin_card import PinCard
from circuitlab.gui.pins.pin_places import as_parts, corner_at, standing
from circuitlab.gui.pins.pinned_values import OfDocument
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.model.element import DOCUMENT, Element
from circuitlab.model.limits import too_long
from circuitlab.model.pinning import pin_title, pins_of, unpinned, with_pin
from circuitlab.model.pins import LONGEST_TITLE, SWITCH
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circuitlab.gui.pins.pinned_values import PinnedValues
    from circuitlab.model.delta import Delta
    from circuitlab.model.frozen import Value
    from circuitlab.model.pins import Pin
    from circuitlab.render.theme import Theme

SAID_MS = 6000
PINS = (DOCUMENT, "pins")


class Pinboard(OnDesk, Protocol):
    """What pins lie on."""

    def forget_pointer(self) -> None:
        """Note that the pointer is on what lies there."""


class PinBoard(QObject):
    """Lays a circuit's pins on a canvas and does what is wanted of them.

    Parameters
    ----------
    of : Pinboard
        Whose circuit, run and theme they follow.
    on : QWidget
        The canvas that they lie on.
    covers : callable
        How many parts of the circuit a rectangle of the canvas lies on.
    foot : callable
        Returns where something is painted at the foot of the canvas.
    values : PinnedValues, optional
        Where values are read and set; in the document by default.

    Attributes
    ----------
    cards : dict
        The pins' cards by their ids.
    used : Signal()
        A value is set here.
    """

    used = Signal()

    def __init__(
        self,
        of: Pinboard,
        on: QWidget,
        covers: Callable[[QRect], int],
        foot: Callable[[], QRectF],
        values: PinnedValues | None = None,
    ) -> None:
        super().__init__(on)
        self._of, self._on, self._covers, self._foot = of, on, covers, foot
        self.values = values or OfDocument(of.document, of.session)
        self.cards: dict[str, PinCard] = {}
        self._editable = True
        self._around: object = None
        of.document.changed.connect(self._changed)
        of.document.replaced.connect(self._replaced)
        of.session.frame_ready.connect(Paced(self, self.show_values).ask)
        self.rebuild()

    # ---- showing

    def rebuild(self) -> None:
        """Lay out the cards of the pins that there are now."""
        pins = {pin.id: pin for pin in pins_of(self._of.document.circuit)}
        for id in [id for id in self.cards if id not in pins]:
            gone = self.cards.pop(id)
            gone.hide()
            gone.deleteLater()
        for id, pin in pins.items():
            if id in self.cards:
                self.cards[id].take(pin)
            else:
                self.cards[id] = self._card(pin)
        self.show_values()
        self.place()

    def show_values(self) -> None:
        """Show every pin's value as it is now."""
        elements = self._of.document.circuit.elements
        for card in self.cards.values():
            if card.pin.drives[0].element in elements:  # else it goes in a moment
                self._show(card)

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        for card in self.cards.values():
            card.set_theme(theme)

    def set_editable(self, editable: bool) -> None:
        """Let pins be moved, renamed and taken off, or only be slid and switched."""
        self._editable = editable
        for card in self.cards.values():
            card.set_editable(editable)

    def set_values(self, values: PinnedValues) -> None:
        """Read and set values elsewhere from now on: in a state that is compared."""
        self.values = values
        self.show_values()

    def follow(self) -> None:
        """Make room where something else has come to lie on the canvas, or has gone."""
        if self.cards and self._surroundings() != self._around:
            self.place()

    def outdate(self) -> None:
        """Find places anew with the next frame: what they keep off lies elsewhere now."""
        self._around = None

    def place(self) -> None:
        """Put each pin in its place, or among the others at the bottom left."""
        cards = list(self.cards.values())
        size = self._on.rect().size()
        placed = [card for card in cards if card.pin.place is not None and not card.is_held]
        for card in placed:
            card.move(corner_at(card.pin.place or (0, 0), card.size(), size))
        rest = [card for card in cards if card.pin.place is None and not card.is_held]
        taken = [self._foot().toRect(), *self._others(), *(card.geometry() for card in placed)]
        corners = standing([card.size() for card in rest], size, taken, self._covers)
        for card, corner in zip(rest, corners, strict=True):
            card.move(corner)
        self._around = self._surroundings()

    def _others(self) -> list[QRect]:
        """Where other things lie on the canvas."""
        own = set(self.cards.values())
        kind = Qt.FindChildOption.FindDirectChildrenOnly
        lying = self._on.findChildren(QWidget, options=kind)
        return [each.geometry() for each in lying if not each.isHidden() and each not in own]

    def _surroundings(self) -> object:
        size = self._on.rect().size()
        others = [room.getRect() for room in self._others()]
        return (size.width(), size.height(), others)

    def _card(self, pin: Pin) -> PinCard:
        card = PinCard(pin, self._of.theme, self._on)
        card.set_editable(self._editable)
        card.wanted.connect(lambda place, gesture: self._set(card, place, f"pin {gesture}"))
        card.written.connect(lambda text: self._write(card, text))
        card.named.connect(lambda text: self._rename(card, text))
        card.moved.connect(lambda corner: self._move(card, corner))
        card.menu_wanted.connect(lambda at: self._open_menu(card, at))
        card.removal_wanted.connect(lambda: self._unpin(card.pin))
        card.entered.connect(self._of.forget_pointer)
        card.show()
        return card

    def _show(self, card: PinCard) -> None:
        circuit, catalog = self._of.document.circuit, self._of.catalog
        first = card.pin.drives[0]
        title = pin_title(circuit, catalog, card.pin)
        parameter = pin_values.parameter_of(circuit, catalog, first)
        if parameter is None:
            card.show_value(title, "–", 0.0)
            return
        value = self.values.now(first.address)
        text = short_value(parameter, value) or _("per cell")
        if card.pin.sort == SWITCH:
            card.show_value(title, text, float(pin_values.is_on(first, value)))
        else:
            card.show_value(title, text, pin_values.fraction_of(parameter, first, value))

    # ---- doing

    def _replaced(self) -> None:
        self.rebuild()
        self.outdate()

    def _changed(self, delta: Delta) -> None:
        if PINS in delta.changes:
            self.rebuild()
        elif any(isinstance(after, Element) for _before, after in delta.changes.values()):
            self.show_values()

    def _set(self, card: PinCard, place: float, gesture: str) -> None:
        circuit, catalog = self._of.document.circuit, self._of.catalog
        values = pin_values.values_at(circuit, catalog, card.pin, place)
        self._put(card, values, "" if card.pin.sort == SWITCH else gesture)

    def _put(self, card: PinCard, values: Mapping[tuple[str, str], Value], gesture: str) -> None:
        title = pin_title(self._of.document.circuit, self._of.catalog, card.pin)
        self.used.emit()
        same = all(self.values.now(at) == value for at, value in values.items())
        problem = (
            None if same else self.values.put(values, _("Set {title}").format(title=title), gesture)
        )
        if problem is not None:
            self._refuse(card, problem)
        self._show(card)

    def _write(self, card: PinCard, text: str) -> None:
        """Set what was typed for the first parameter, and the others to the same place."""
        circuit, catalog, first = self._of.document.circuit, self._of.catalog, card.pin.drives[0]
        parameter = pin_values.parameter_of(circuit, catalog, first)
        if parameter is None:
            return
        value = convert(parameter, text)
        if isinstance(value, Problem):
            self._refuse(card, value)
            return
        place = pin_values.fraction_of(parameter, first, value)
        values = pin_values.values_at(circuit, catalog, card.pin, place)
        self._put(card, {**values, first.address: value}, "")

    def _refuse(self, card: PinCard, problem: Problem) -> None:
        at = card.mapToGlobal(QPoint(0, card.height()))
        QToolTip.showText(at, plain_tip(problem.sentence), card, msecShowTime=SAID_MS)

    def _rename(self, card: PinCard, text: str) -> None:
        circuit, pin = self._of.document.circuit, card.pin
        given = printable(text.strip())
        if (problem := too_long(given, LONGEST_TITLE)) is not None:
            self._refuse(card, problem)
            return
        usual = pin_title(circuit, self._of.catalog, replace(pin, title=""))
        self._change(replace(pin, title="" if given == usual else given), _("Rename the pin"))

    def _move(self, card: PinCard, corner: QPoint) -> None:
        place = as_parts(corner, card.size(), self._on.rect().size())
        title = pin_title(self._of.document.circuit, self._of.catalog, card.pin)
        self._change(replace(card.pin, place=place), _("Move {title}").format(title=title))

    def _change(self, pin: Pin, label: str) -> None:
        self._of.document.push(with_pin(self._of.document.circuit, pin, label))

    def _unpin(self, pin: Pin) -> None:
        document = self._of.document
        document.push(unpinned(document.circuit, self._of.catalog, pin.id))
        self._on.setFocus()

    def _open_menu(self, card: PinCard, at: QPoint) -> None:
        from circuitlab.gui.pins.pin_menu import Offered, pin_menu

        does = Offered(self._change, card.rename, lambda: self._unpin(card.pin))
        pin_menu(self._of.document.circuit, self._of.catalog, card.pin, self._on, does).popup(at)
