"""What can be done with a pin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from circuitlab.gui.pins.pin_values import parameter_of
from circuitlab.model.pinning import driven, pin_title
from circuitlab.model.pins import SLIDER, SWITCH, is_number
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.pins import Pin


@dataclass(frozen=True, slots=True)
class Offered:
    """What a pin's menu does.

    Attributes
    ----------
    change
        Has the pin be another, by an edit of that name.
    rename, remove
        Lets its name be written; takes it off.
    """

    change: Callable[[Pin, str], object]
    rename: Callable[[], object]
    remove: Callable[[], object]


def pin_menu(circuit: Circuit, catalog: Catalog, pin: Pin, on: QWidget, does: Offered) -> QMenu:
    """Return the menu of a pin on a canvas."""
    menu = QMenu(on.window())
    menu.setObjectName("contextMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_("Menu of the pin"))
    menu.addAction(_("Rename…"), does.rename)
    menu.addAction(_("Range and what it sets…"), lambda: _ask(circuit, catalog, pin, on, does))
    other = _other_sort(circuit, catalog, pin)
    if other is not None:
        words = _("Make it a switch") if other.sort == SWITCH else _("Make it a slider")
        menu.addAction(words, lambda: does.change(other, words))
    if pin.place is not None:
        back = _("Put it back among the others")
        menu.addAction(back, lambda: does.change(replace(pin, place=None), back))
    menu.addSeparator()
    menu.addAction(_("Unpin"), does.remove)
    return menu


def _other_sort(circuit: Circuit, catalog: Catalog, pin: Pin) -> Pin | None:
    """Return the pin as a switch or as a slider; None where a switch is all that it can be."""
    found = [parameter_of(circuit, catalog, each) for each in pin.drives]
    if not all(each is not None and is_number(each) for each in found):
        return None
    sort = SLIDER if pin.sort == SWITCH else SWITCH
    drives = tuple(
        driven(circuit, catalog, each.element, each.parameter, sort) for each in pin.drives
    )
    return replace(pin, sort=sort, drives=drives)


def _ask(circuit: Circuit, catalog: Catalog, pin: Pin, on: QWidget, does: Offered) -> None:
    from circuitlab.gui.pins.pin_dialog import PinDialog

    dialog = PinDialog(circuit, catalog, pin, on.window())
    label = _("Set up {title}").format(title=pin_title(circuit, catalog, pin))
    dialog.taken.connect(lambda changed: does.change(changed, label))
    dialog.open()
