"""One parameter in the inspector: its value, how to change it, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from circuitlab.catalog.words import Problem, allowed, convert, format_value
from circuitlab.gui.inspector.slider_scale import from_fraction, to_fraction
from circuitlab.gui.widgets.slider import SliderFace
from circuitlab.gui.widgets.toggle import Toggle
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.spec import Citation, Parameter
    from circuitlab.render.theme import Theme


class ParameterRow(QWidget):
    """Shows one parameter of one element and says what the user wants of it.

    Parameters
    ----------
    parameter : Parameter
        What the catalog says of it.
    citation : Citation or None
        Where its default comes from.
    theme : Theme
        Whose colours are used.
    names : mapping of str to str
        What people read in place of the words of a choice.
    slider : (lowest, highest), optional
        The part of the range over which the slider goes; whatever is allowed may be typed.

    Attributes
    ----------
    wanted : Signal(object, str)
        A value in the catalog's unit (None: the default again) and the merge key of its gesture.
    """

    wanted = Signal(object, str)

    def __init__(
        self,
        parameter: Parameter,
        citation: Citation | None,
        theme: Theme,
        names: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
        slider: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(parent)
        self.parameter = parameter
        low, high = slider or (parameter.minimum, parameter.maximum)
        self._slid = replace(parameter, minimum=low, maximum=high)
        self._names = names or {}
        self._citation = citation
        self._theme = theme
        self._value: object = parameter.default
        self._changed = False
        self._is_shown = False
        self._protocol: object = None
        self.title = parameter.title or parameter.name.replace("_", " ").capitalize()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.face = self._make_face()
        self._column.addWidget(self.face)
        self._wrong = _Note("wrong", self)
        self._present = _Note("present", self)
        self._details: QWidget | None = None
        self._editor: ValueField | None = None
        self.setToolTip(parameter.doc)

    def show_value(self, value: object, changed: bool) -> None:
        """Show `value`, and whether it differs from the catalog's default."""
        if self._is_shown and value == self._value and changed == self._changed:
            return
        self._value, self._changed, self._is_shown = value, changed, True
        self._show_now()

    def show_present(self, value: object | None) -> None:
        """Show the value that the run's protocol has set; None: it has set none."""
        if value != self._protocol:
            self._protocol = value
            self._show_now()

    @property
    def _now(self) -> object:
        """The value that holds: the protocol's, else the circuit's."""
        return self._value if self._protocol is None else self._protocol

    def _show_now(self) -> None:
        self._show(self._now, self._changed)
        words = ""
        if self._protocol is not None:
            own = _plain(self.parameter, self._value)
            words = _("Set by the protocol; at the start it is {value}.").format(value=own)
        self._present.say(words, below=self._wrong.label or self.face)

    def complain(self, problem: Problem) -> None:
        """Say under the row why what was typed cannot be; the value stays."""
        self._wrong.say(problem.sentence, below=self.face)

    def edit(self) -> None:
        """Turn the value into a text field that takes units."""
        if self._editor is not None:
            return
        self._editor = ValueField(_plain(self.parameter, self._now), self.face)
        self._editor.setObjectName("value")
        self._editor.setAccessibleName(self.title)
        self._editor.setGeometry(self.face.width() - 122, 0, 122, 26)
        self._editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._editor.entered.connect(self._typed)
        self._editor.left.connect(self._left)
        self._editor.escaped.connect(self._close_editor)
        self._editor.show()
        self._editor.selectAll()
        self._editor.setFocus()

    def toggle_details(self) -> None:
        """Open or close what stands in the catalog about this parameter."""
        if self._details is None:
            self._details = _details(self.parameter, self._citation, self)
            self._column.addWidget(self._details)
        else:
            self._details.deleteLater()
            self._details = None

    # ---- faces, one per type

    def _make_face(self) -> QWidget:
        makers = {
            "switch": self._switch,
            "choice": self._choice,
            "numbers": self._text,
            "text": self._text,
        }
        return makers.get(self.parameter.type, self._slider)()

    def _slider(self) -> QWidget:
        face = SliderFace(self._theme, self.title, self.parameter.symbol, self)
        face.dragged.connect(self._dragged)
        face.edit_wanted.connect(self.edit)
        face.reset_wanted.connect(self._reset)
        face.details_wanted.connect(self.toggle_details)
        self._show = self._show_number
        return face

    def _switch(self) -> QWidget:
        self._toggle = Toggle(self._theme, self)
        self._toggle.setAccessibleName(self.title)
        self._toggle.clicked.connect(lambda on: self.wanted.emit(on, ""))
        self._show = self._show_switch
        return self._beside(self._toggle)

    def _choice(self) -> QWidget:
        self._combo = QComboBox(self)
        self._combo.setAccessibleName(self.title)
        self._combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        choices = self.parameter.choices
        self._combo.addItems([self._names.get(name, name.replace("_", " ")) for name in choices])
        self._combo.activated.connect(
            lambda index: self.wanted.emit(self.parameter.choices[index], "")
        )
        self._show = self._show_choice
        return self._beside(self._combo)

    def _text(self) -> QWidget:
        self._field = ValueField(self)
        self._field.setObjectName("value")
        self._field.setAccessibleName(self.title)
        self._field.entered.connect(self._take)
        self._field.left.connect(self._take)
        self._field.escaped.connect(self._show_now)
        self._show = self._show_text
        return self._beside(self._field)

    def _beside(self, control: QWidget) -> QWidget:
        face = QWidget(self)
        row = QHBoxLayout(face)
        row.setContentsMargins(0, 4, 0, 4)
        self._name = QPushButton(self.title, face)
        self._name.setObjectName("link")
        self._name.setStyleSheet("color: palette(window-text); font-size: 12px; font-weight: 500;")
        self._name.setAccessibleName(_("About {parameter}").format(parameter=self.title))
        self._name.clicked.connect(self.toggle_details)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(control)
        return face

    # ---- showing

    def _show_number(self, value: object, changed: bool) -> None:
        assert isinstance(self.face, SliderFace)
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

    def _show_switch(self, value: object, changed: bool) -> None:
        self._toggle.setChecked(bool(value))

    def _show_choice(self, value: object, changed: bool) -> None:
        if value in self.parameter.choices:
            self._combo.setCurrentIndex(self.parameter.choices.index(str(value)))

    def _show_text(self, value: object, changed: bool) -> None:
        self._field.setText(_plain(self.parameter, value))

    # ---- wishes

    def _dragged(self, fraction: float, gesture: int) -> None:
        value = from_fraction(self._slid, fraction)
        self._wrong.unsay()
        if self._is_beyond(fraction):
            return
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

    def _reset(self) -> None:
        self._wrong.unsay()
        self.wanted.emit(None, "")

    def _typed(self, text: str) -> None:
        if self._take(text):
            self._close_editor()

    def _left(self, text: str) -> None:
        if self._editor is not None:
            self._take(text)
            self._close_editor(keep_focus=False)

    def _take(self, text: str) -> bool:
        if text == _plain(self.parameter, self._now):  # the words may say less than the number
            self._wrong.unsay()
            return True
        value = convert(self.parameter, text)
        if isinstance(value, Problem):
            self.complain(value)
            return False
        self._wrong.unsay()
        if value != self._now:
            self.wanted.emit(value, "")
        return True

    def _close_editor(self, keep_focus: bool = True) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        editor.hide()
        editor.deleteLater()
        if keep_focus:
            self._wrong.unsay()
            self.face.setFocus()


class _Note:
    """Words under a row; their widget is made when there is something to say.

    Parameters
    ----------
    name : str
        What the stylesheet calls it.
    row : ParameterRow

    Attributes
    ----------
    label : QLabel or None
    """

    def __init__(self, name: str, row: ParameterRow) -> None:
        self.label: QLabel | None = None
        self._name, self._row = name, row

    def say(self, words: str, below: QWidget) -> None:
        """Show words under a widget of the row; no words hide the note."""
        if words and self.label is None:
            column = self._row.layout()
            assert isinstance(column, QVBoxLayout)
            self.label = _wrapped(self._name)
            column.insertWidget(column.indexOf(below) + 1, self.label)
        if self.label is not None:
            self.label.setText(words)
            self.label.setVisible(bool(words))

    def unsay(self) -> None:
        """Take back what it says."""
        if self.label is not None:
            self.label.hide()


def _details(parameter: Parameter, citation: Citation | None, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(3)
    about = _wrapped("small")
    default = _("default: {value}").format(value=format_value(parameter, parameter.default))
    about.setText("\n".join(filter(None, [parameter.doc, f"{allowed(parameter)} · {default}"])))
    column.addWidget(about)
    column.addWidget(_source(parameter, citation))
    return box


def _source(parameter: Parameter, citation: Citation | None) -> QWidget:
    if citation is None:
        note = _wrapped("small")
        note.setText(_tags().get(parameter.tag, _("No source is given.")))
        return note
    if not citation.doi:
        note = _wrapped("small")
        note.setText(citation.text)
        return note
    link = _wrapped("source")
    link.setText(f'{citation.text} <a href="https://doi.org/{citation.doi}">{citation.doi}</a>')
    link.setOpenExternalLinks(False)
    link.linkActivated.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
    return link


def _tags() -> dict[str, str]:
    return {
        "assumed": _("A teaching choice, not a measured value."),
        "unverified": _("Quoted from the literature from memory; check before citing."),
    }


def _plain(parameter: Parameter, value: object) -> str:
    if isinstance(value, bool | int | float | str | tuple):
        return format_value(parameter, value)
    return ""


def _wrapped(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return label
