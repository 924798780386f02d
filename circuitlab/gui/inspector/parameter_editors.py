"""By what a parameter is changed: a slider, a switch, a choice or a line of text.

All four show a value and say what is wanted; none knows the circuit, the unit or what may be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from circuitlab.catalog.words import format_value
from circuitlab.gui.inspector.list_editor import ListEditor
from circuitlab.gui.inspector.parameter_editor import ParameterEditor
from circuitlab.gui.inspector.slider_scale import from_fraction, to_fraction
from circuitlab.gui.widgets.slider import SliderFace
from circuitlab.gui.widgets.toggle import Toggle
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.spec import Parameter
    from circuitlab.render.theme import Theme

_FIELD_WIDTH, _FIELD_HEIGHT = 122, 26


class SliderEditor(ParameterEditor):
    """A number: dragged along its range, or typed with its unit after a click.

    Parameters
    ----------
    slider : (lowest, highest), optional
        The part of the range over which the slider goes; whatever is allowed may be typed.
    """

    def __init__(
        self,
        parameter: Parameter,
        title: str,
        theme: Theme,
        slider: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(parameter, title)
        low, high = slider or (parameter.minimum, parameter.maximum)
        self._slid = replace(parameter, minimum=low, maximum=high)
        self._now: object = None
        self._field: ValueField | None = None
        self.face = SliderFace(theme, title, parameter.symbol, self)
        self.face.dragged.connect(self._dragged)
        self.face.edit_wanted.connect(self.edit)
        self.face.reset_wanted.connect(lambda: self.wanted.emit(None, ""))
        self.face.details_wanted.connect(self.details_wanted)
        self.face.pin_wanted.connect(self.pin_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)
        self.control = self.face

    def show_value(self, value: object, changed: bool) -> None:
        self._now = value
        if not isinstance(value, int | float):
            self.face.show_value(0.0, _("per cell"), 0.0, changed)
            return
        default = self.parameter.default
        self.face.show_value(
            to_fraction(self._slid, float(value)),
            format_value(self.parameter, value),
            to_fraction(self._slid, float(default)) if isinstance(default, int | float) else 0,
            changed,
        )

    def show_tag(self, tag: str) -> None:
        self.face.show_tag(tag)

    def show_pinned(self, pinned: bool) -> None:
        self.face.show_pinned(pinned)

    def edit(self) -> None:
        """Turn the value into a text field that takes units."""
        if self._field is not None:
            return
        field = ValueField(plain(self.parameter, self._now), self.face)
        field.setObjectName("value")
        field.setAccessibleName(self.title)
        left, top = self.face.width() - _FIELD_WIDTH, self.face.value_top
        field.setGeometry(left, top, _FIELD_WIDTH, _FIELD_HEIGHT)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.entered.connect(self.typed)
        field.left.connect(self._left)
        field.textEdited.connect(self.typing)
        field.escaped.connect(self._give_up)
        self._field = field
        field.show()
        field.selectAll()
        field.setFocus()

    def end_typing(self) -> None:
        """Close the field and give the focus back to the slider."""
        if self._field is not None:
            self._close_field()
            self.face.setFocus()

    def _give_up(self) -> None:
        self.end_typing()
        self.given_up.emit()

    def _left(self, text: str) -> None:
        if self._field is not None:
            self._close_field()
            self.typed.emit(text)

    def _close_field(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            field.hide()
            field.deleteLater()

    def _dragged(self, fraction: float, gesture: int) -> None:
        if self._is_beyond(fraction):
            return
        value = from_fraction(self._slid, fraction)
        if value == self._now and self.parameter.type == "integer":
            here = to_fraction(self._slid, float(value))
            value += (fraction > here) - (fraction < here)
            value = round(min(self._slid.maximum, max(self._slid.minimum, value)))
        if value != self._now:
            self.wanted.emit(value, f"drag {gesture}")

    def _is_beyond(self, fraction: float) -> bool:
        """Whether the slider is at an end beyond which the value, once typed, lies."""
        now = self._now
        if not isinstance(now, int | float):
            return False
        below = fraction <= 0.0 and now < self._slid.minimum
        return below or (fraction >= 1.0 and now > self._slid.maximum)


class SwitchEditor(ParameterEditor):
    """Yes or no."""

    def __init__(self, parameter: Parameter, title: str, theme: Theme) -> None:
        super().__init__(parameter, title)
        self._toggle = Toggle(theme, self)
        self._toggle.clicked.connect(lambda on: self.wanted.emit(on, ""))
        self._put_beside_name(self._toggle)

    def show_value(self, value: object, changed: bool) -> None:
        self._toggle.setChecked(bool(value))


class ChoiceEditor(ParameterEditor):
    """One of several words.

    Parameters
    ----------
    names : mapping of str to str
        What people read in place of the words.
    """

    def __init__(self, parameter: Parameter, title: str, names: Mapping[str, str]) -> None:
        super().__init__(parameter, title)
        choices = parameter.choices
        self._combo = QComboBox(self)
        self._combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._combo.setMinimumWidth(_FIELD_WIDTH - 50)  # long words are cut before the page grows
        self._combo.addItems([names.get(name, name.replace("_", " ")) for name in choices])
        self._combo.activated.connect(lambda index: self.wanted.emit(choices[index], ""))
        self._put_beside_name(self._combo)

    def show_value(self, value: object, changed: bool) -> None:
        if value in self.parameter.choices:
            self._combo.setCurrentIndex(self.parameter.choices.index(str(value)))


class TextEditor(ParameterEditor):
    """Words in a field that is always open."""

    def __init__(self, parameter: Parameter, title: str) -> None:
        super().__init__(parameter, title)
        self._shown = ""
        self._field = ValueField(self)
        self._field.setObjectName("value")
        self._field.entered.connect(self.typed)
        self._field.left.connect(self.typed)
        self._field.escaped.connect(self._give_up)
        self._put_beside_name(self._field)

    def show_value(self, value: object, changed: bool) -> None:
        self._shown = plain(self.parameter, value)
        self._field.setText(self._shown)

    def _give_up(self) -> None:
        self._field.setText(self._shown)
        self.given_up.emit()


def editor_for(
    parameter: Parameter,
    title: str,
    theme: Theme,
    names: Mapping[str, str],
    slider: tuple[float, float] | None = None,
    beside: Parameter | None = None,
) -> ParameterEditor:
    """Return the editor for a parameter's type."""
    match parameter.type:
        case "switch":
            return SwitchEditor(parameter, title, theme)
        case "choice":
            return ChoiceEditor(parameter, title, names)
        case "numbers":
            return ListEditor(parameter, title, beside)
        case "text":
            return TextEditor(parameter, title)
        case _:
            return SliderEditor(parameter, title, theme, slider)


def plain(parameter: Parameter, value: object) -> str:
    """Return a value as it is offered for typing."""
    if isinstance(value, bool | int | float | str | tuple):
        return format_value(parameter, value)
    return ""
