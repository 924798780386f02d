"""One parameter in the inspector: its value, how to change it, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from circuitlab.catalog.origin import origin, tag_beside
from circuitlab.catalog.words import Problem, convert
from circuitlab.files.number_files import named_content
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.inspector.parameter_details import parameter_details
from circuitlab.gui.inspector.parameter_editors import editor_for, plain
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.model.paired_lists import Columns
from circuitlab.model.parameter_values import read_list
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QLabel

    from circuitlab.catalog.spec import Citation, Parameter
    from circuitlab.render.theme import Theme


class ParameterRow(QWidget):
    """Shows one parameter of one element and says what the user wants of it.

    Parameters
    ----------
    parameter : Parameter
        What the catalog says of it.
    citations : mapping of str to Citation
        Where defaults come from.
    theme : Theme
        Whose colours are used.
    names : mapping of str to str
        What people read in place of the words of a choice.
    slider : (lowest, highest), optional
        The part of the range over which the slider goes; whatever is allowed may be typed.
    beside : Parameter, optional
        Of a list: the one that stands beside it, which is shown and typed with it.

    Attributes
    ----------
    wanted : Signal(object, str)
        A value in the catalog's unit (None: the default again) and the merge key of its gesture.
    typing : Signal(object)
        What the text that is being typed stands for, or the `Problem` that it does not.
    pin_wanted, shown_wanted : Signal()
        It is to be pinned to the canvas, or shown on the picture, or neither any more.
    """

    wanted = Signal(object, str)
    typing = Signal(object)
    pin_wanted = Signal()
    shown_wanted = Signal()

    def __init__(
        self,
        parameter: Parameter,
        citations: Mapping[str, Citation],
        theme: Theme,
        names: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
        slider: tuple[float, float] | None = None,
        beside: Parameter | None = None,
    ) -> None:
        super().__init__(parent)
        self.parameter, self.beside = parameter, beside
        self._citations = citations
        self._value: object = parameter.default
        self._changed = False
        self._is_shown = self._is_refused = False
        self._marks: dict[str, bool] = {}
        self._protocol: object = None
        self._by_walk = False
        self.title = parameter.title or parameter.name.replace("_", " ").capitalize()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._wrong = _Note("wrong", self)
        self._present = _Note("present", self)
        self._foretold = _Note("small", self)
        self.editor = editor_for(parameter, self.title, theme, names or {}, slider, beside)
        self.editor.wanted.connect(self._want)
        self.editor.typed.connect(self._take)
        self.editor.typing.connect(lambda text: self.typing.emit(self._read(text)))
        self.editor.given_up.connect(self._wrong.unsay)
        self.editor.given_up.connect(lambda: self.typing.emit(self._now))
        self.editor.details_wanted.connect(self.toggle_details)
        self.editor.pin_wanted.connect(self.pin_wanted)
        self._column.addWidget(self.editor)
        self._details: QWidget | None = None
        told = origin(parameter, citations).tag
        self.setToolTip(plain_tip("\n".join(filter(None, (told, parameter.doc)))))

    def show_value(self, value: object, changed: bool) -> None:
        """Show `value`, and whether it differs from the catalog's default."""
        if self._is_shown and value == self._value and changed == self._changed:
            return
        self._value, self._changed, self._is_shown = value, changed, True
        self._show_now()

    def show_present(self, value: object | None, *, by_walk: bool = False) -> None:
        """Show the value that the run's protocol, or a walk, has set; None: neither has."""
        if (value, by_walk) != (self._protocol, self._by_walk):
            self._protocol, self._by_walk = value, by_walk
            self._show_now()

    def show_marks(self, *, pinned: bool, shown: bool) -> None:
        """Show whether it is pinned to the canvas; a menu offers that, and to show its value."""
        self._marks = {"pinned": pinned, "shown": shown}
        self.editor.show_pinned(pinned)

    def complain(self, problem: Problem) -> None:
        """Say under the row why what was wanted cannot be; the value stays."""
        self._is_refused = True
        self._wrong.say(problem.sentence, below=self.editor)

    def foretell(self, said: str) -> None:
        """Say under the row what its value, or the one that is being typed, will take."""
        self._foretold.say(said, below=self._wrong.label or self.editor)

    def edit(self) -> None:
        """Let a value be typed."""
        self.editor.edit()

    def toggle_details(self) -> None:
        """Open or close what stands in the catalog about this parameter."""
        if self._details is None:
            self._details = parameter_details(self.parameter, self._citations, self)
            self._column.addWidget(self._details)
        else:
            self._details.deleteLater()
            self._details = None

    @property
    def _now(self) -> object:
        """The value that holds: the protocol's, else the circuit's."""
        return self._value if self._protocol is None else self._protocol

    def _show_now(self) -> None:
        self.editor.show_value(self._now, self._changed)
        now = self._now.second if isinstance(self._now, Columns) else self._now
        self.editor.show_tag(tag_beside(self.parameter, now))
        said = ""
        if self._protocol is not None:
            own = plain(self.parameter, self._value)
            told = _("Set by the protocol; at the start it is {value}.")
            walk = _("Set by the walk; without it, it is {value}.")
            said = (walk if self._by_walk else told).format(value=own)
        self._present.say(said, below=self._wrong.label or self.editor)

    def _want(self, value: object, gesture: str) -> None:
        self._wrong.unsay()
        self.wanted.emit(value, gesture)

    def _take(self, text: str) -> None:
        """Read what was typed; the words of the value itself may say less than its number."""
        now = self._now
        value = now if text == plain(self.parameter, now) else self._read(text)
        if isinstance(value, Problem):
            self.complain(value)
            return
        self._wrong.unsay()
        self._is_refused = False
        if value != now:
            self.wanted.emit(value, "")
        if not self._is_refused:
            self.editor.end_typing()

    def _read(self, text: str) -> object | Problem:
        """Return what a text stands for; a list may also be in the file that it names."""
        if self.parameter.type != "numbers":
            return convert(self.parameter, text)
        content = named_content(text)
        if isinstance(content, Problem):
            return content
        return read_list(self.parameter, self.beside, content)

    # ---- Qt

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._marks:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self.window())
        menu.setObjectName("contextMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words_, mark, wanted in (
            (_("Pin to the canvas"), "pinned", self.pin_wanted),
            (_("Show on the picture"), "shown", self.shown_wanted),
        ):
            made = menu.addAction(words_, wanted.emit)
            made.setCheckable(True)
            made.setChecked(self._marks[mark])
        menu.popup(event.globalPos())


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

    def say(self, said: str, below: QWidget) -> None:
        """Show words under a widget of the row; no words hide the note."""
        if said and self.label is None:
            column = self._row.layout()
            assert isinstance(column, QVBoxLayout)
            self.label = words(self._name, "")
            column.insertWidget(column.indexOf(below) + 1, self.label)
        if self.label is not None:
            self.label.setText(said)
            self.label.setVisible(bool(said))

    def unsay(self) -> None:
        """Take back what it says."""
        if self.label is not None:
            self.label.hide()
