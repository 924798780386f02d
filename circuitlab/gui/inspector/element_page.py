"""The inspector's page for one element: its state, its parameters, what it is, its sources."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from circuitlab.analysis.dose_response import dose_response
from circuitlab.catalog.families import NEURON, NOTE, SYNAPSE
from circuitlab.catalog.origin import headed, sources_of
from circuitlab.catalog.parameter_groups import rows_of
from circuitlab.gui.inspector.dose_curve import DoseCurve
from circuitlab.gui.inspector.evidence_card import evidence_card
from circuitlab.gui.inspector.group_box import GroupBox
from circuitlab.gui.inspector.list_picture import ListPicture
from circuitlab.gui.inspector.live_values import (
    LiveHeading,
    LiveList,
    at_one_glance,
    firing,
    headline_of,
)
from circuitlab.gui.inspector.more_values import MoreValues, in_order, parted
from circuitlab.gui.inspector.mute_row import MuteRow
from circuitlab.gui.inspector.page_parts import (
    Sheet,
    caveat,
    citation_line,
    link_button,
    rule,
    words,
)
from circuitlab.gui.inspector.parameter_row import ParameterRow
from circuitlab.gui.inspector.wire_row import WireRow
from circuitlab.gui.widgets.editable_title import EditableTitle
from circuitlab.gui.widgets.kind_icons import kind_pixmap
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.model.division import Division, division_of
from circuitlab.model.element import MUTED, Role
from circuitlab.model.names import name_of
from circuitlab.model.paired_lists import Columns
from circuitlab.model.rewiring import is_there, name_in_lists, wire_name
from circuitlab.model.stimulus_times import times_in_words
from circuitlab.render.stepwise import done, pieces
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from circuitlab.catalog.spec import Catalog, Citation, Parameter
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.element import Element
    from circuitlab.render.live_frame import LiveFrame
    from circuitlab.render.stepwise import Steps
    from circuitlab.render.theme import Theme


_ONWARDS, _ROWS_AT_A_TIME = "→", 8


class ElementSheet(Sheet):
    """Shows the element `id`, and says what the user wants of it.

    Attributes
    ----------
    parameter_wanted : Signal(str, object, str)
        A parameter's name, its value (None: the default) and the merge key of the gesture.
    name_wanted : Signal(str)
    element_wanted : Signal(str)
        The id of another element to go to.
    removal_wanted : Signal(str, str)
        The source and the target of a link that is not wanted any more.
    connection_wanted : Signal()
        A wire to something else is wanted.
    mute_wanted : Signal(bool)
        It is to act on nothing, or to act again.
    """

    parameter_wanted = Signal(str, object, str)
    name_wanted = Signal(str)
    element_wanted = Signal(str)
    removal_wanted = Signal(str, str)
    connection_wanted = Signal()
    mute_wanted = Signal(bool)

    head = 1

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        id: str,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        is_filled: bool = True,
    ) -> None:
        super().__init__(parent)
        self.id = id
        self.rows: dict[str, ParameterRow] = {}
        self._catalog, self._theme = catalog, theme
        self._kind = catalog.kind(circuit.elements[id].kind)
        self._pictures: dict[str, ListPicture] = {}
        self._live: list[LiveHeading | LiveList] = []
        self._rest: dict[str, list[str]] = {}
        self.more: MoreValues | None = None
        self._dose: DoseCurve | None = None
        self.wires = wires_of(circuit, id)
        self.times = words("small", times_in_words(circuit, catalog, id))
        self._bench_place = QVBoxLayout()
        if is_filled:
            done(self.filling(circuit))

    def filling(self, circuit: Circuit) -> Steps[None]:
        """Set all that stands on the page, step by step."""
        self._add_header(circuit)
        self._add_live_state()
        yield
        yield from self._making_rows(circuit)
        self._add_parameters()
        self._add_dose(circuit)
        self.column.addLayout(self._bench_place)
        yield
        self._add_more()
        yield
        self._add_wires(circuit)
        self._add_words()
        yield
        self.refresh(circuit)

    def fits(self, circuit: Circuit) -> bool:
        """Return whether the element is there, joined to what it was joined to."""
        return self.id in circuit.elements and self.wires == wires_of(circuit, self.id)

    def refresh(self, circuit: Circuit) -> None:
        """Show what the circuit says of the element now."""
        element = circuit.elements[self.id]
        for name, row in self.rows.items():
            default = row.parameter.default
            value = element.params.get(name, default)
            changed = name in element.params and value != default
            whole = self._with_list_beside(row, element, value)
            row.show_value(whole, changed)
            if isinstance(whole, Columns):
                self._pictures[name].show_columns(whole)
        if self.more is not None:
            self.more.show_changes(self._changed(element))
        self.title.show_text(name_of(circuit, self._catalog, self.id))
        self.mute.show_muted(element.muted)
        division = _division_words(circuit, self._catalog, self.id)
        self.division.setText(division)
        self.division.setVisible(bool(division))
        self.times.setText(times_in_words(circuit, self._catalog, self.id))
        if self._dose is not None:
            self._dose.show_response(dose_response(circuit, self._catalog, self.id))

    def _changed(self, element: Element) -> set[str]:
        """Return the rows whose values differ from the catalog's, a list with that beside it."""
        known = self._kind.parameters
        differing = {
            n for n in element.params if n in known and element.params[n] != known[n].default
        }
        return {n for n in self.rows if differing.intersection((n, known[n].beside))}

    @property
    def has_dose(self) -> bool:
        """Whether the curve of a drug's doses stands on the page, which needs no measuring."""
        return self._dose is not None

    def reveal(self, name: str) -> ParameterRow:
        """Open the group in which a value stands; return its row."""
        if self.more is not None:
            self.more.reveal(name)
        return self.rows[name]

    def _with_list_beside(self, row: ParameterRow, element: Element, value: Any) -> Any:
        """Return a value, with that of the list beside it where there is one."""
        if row.beside is None:
            return value
        return Columns(element.params.get(row.beside.name, row.beside.default), value)

    def show_frame(
        self,
        frame: LiveFrame,
        present: Mapping[tuple[str, str], object],
        by_walk: Collection[tuple[str, str]] = (),
    ) -> None:
        """Show the live state of `frame`, and the values that the protocol or a walk has set."""
        for live in self._live:
            live.show_frame(frame)
        for name, row in self.rows.items():
            if row.beside is None:
                at = self.id, name
                row.show_present(present.get(at), by_walk=at in by_walk)
        muted = self.id, MUTED
        self.mute.show_present(present.get(muted), by_walk=muted in by_walk)
        dose = present.get((self.id, "concentration"))
        if self._dose is not None:
            self._dose.show_present(dose if isinstance(dose, int | float) else None)

    def _add_header(self, circuit: Circuit) -> None:
        header = QHBoxLayout()
        header.setSpacing(8)
        sign = PlainLabel()
        sign.setPixmap(kind_pixmap(self._kind, self._theme, 36))
        header.addWidget(sign)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self.title = EditableTitle(_("Name"))
        self.title.written.connect(self.name_wanted)
        lines.addWidget(self.title)
        lines.addWidget(words("subheading", self._place(circuit)))
        self.division = words("small", _division_words(circuit, self._catalog, self.id))
        lines.addWidget(self.division)
        header.addLayout(lines, 1)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(header)
        column.addWidget(words("body", first_sentence(self._kind.doc)))
        self.add(box)

    def _add_mute(self, heading: str = "") -> None:
        self.mute = MuteRow(self._kind.family, self._theme, heading)
        self.mute.wanted.connect(self.mute_wanted)
        self.add(rule(), 4)
        self.add(self.mute)

    def _place(self, circuit: Circuit) -> str:
        host = circuit.host(self.id)
        if host is not None:
            return _("on {host}").format(host=name_of(circuit, self._catalog, host))
        if is_there(circuit, self.id):
            return wire_name(circuit, self._catalog, self.id)
        if circuit.elements[self.id].label not in ("", self._kind.title):
            return self._kind.title
        return self._kind.group

    def _add_live_state(self) -> None:
        kind = self._kind
        lines = [firing()] if kind.family == NEURON else []
        headline = headline_of(kind.states.values())
        lines += [state for state in kind.states.values() if state is not headline]
        if headline is None and not lines:
            self._add_mute()
            return
        self._add_mute(_("Now"))
        heading = LiveHeading(self.id, headline, self._theme)
        first, rest = at_one_glance(lines)
        lists = [
            LiveList(self.id, some, self._theme, kind.colour) for some in (first, rest) if some
        ]
        self.add(heading)
        for live in lists[:1]:
            self.add(live)
        if rest:
            title = _("More of its state")
            self.add(GroupBox("state", title, lists[1:], self._theme, len(rest)))
        self._live = [heading, *lists]

    def _add_dose(self, circuit: Circuit) -> None:
        response = dose_response(circuit, self._catalog, self.id)
        if response is not None:
            self._dose = DoseCurve(self._theme, self._kind.colour)
            self.add_section(_("Dose and response"), self._dose)

    def _making_rows(self, circuit: Circuit) -> Steps[None]:
        names = _state_titles(circuit, self._catalog, self.id)
        for some in pieces(rows_of(self._kind), _ROWS_AT_A_TIME):
            self.rows |= {name: self._row(circuit, name, names) for name in some}
            yield

    def _add_parameters(self) -> None:
        """Add the few values that matter most; the others follow in groups."""
        if not self._kind.parameters:
            return
        first, rest = parted(self._kind, rows_of(self._kind))
        self.add(rule(), 6)
        if self.times.text():
            self.add(self.times, 2)
        for name in first:
            for piece in (self.rows[name], *self._picture(name, self.rows[name])):
                self.add(piece)
        self._rest = rest

    def _row(self, circuit: Circuit, name: str, names: Mapping[str, str]) -> ParameterRow:
        parameter = self._kind.parameters[name]
        offered = _offered(circuit, self._catalog, self.id, parameter)
        beside = self._kind.parameters.get(parameter.beside)
        row = ParameterRow(offered, self._catalog.citations, self._theme, names, beside=beside)
        row.wanted.connect(lambda value, key: self.parameter_wanted.emit(name, value, key))
        return row

    def add_bench(self, section: QWidget) -> None:
        """Put what is measured of the element under its curve, or under the values that matter."""
        self._bench_place.addWidget(section)

    def add_section_here(self, title: str, section: QWidget) -> None:
        """Put a section under the values that matter, with its heading."""
        for piece in (rule(), words("section", title), section):
            self._bench_place.addWidget(piece)

    def _add_more(self) -> None:
        if not self._rest:
            return
        groups = {name: self._rest[name] for name in in_order(self._rest, self._catalog)}
        beside = {
            name: self._picture(name, self.rows[name])
            for names in groups.values()
            for name in names
        }
        titles = self._catalog.parameter_groups
        self.more = MoreValues(groups, self.rows, beside, titles, self._theme)
        self.add(rule(), 6)
        self.add(self.more, 2)

    def _picture(self, name: str, row: ParameterRow) -> list[QWidget]:
        """Return a picture of two lists that stand side by side; none of all else."""
        if row.beside is None:
            return []
        picture = ListPicture(row.beside, row.parameter, self._theme, self._kind.colour)
        picture.drawn.connect(lambda drawn: self.parameter_wanted.emit(name, drawn, ""))
        self._pictures[name] = picture
        return [picture]

    def _add_wires(self, circuit: Circuit) -> None:
        rows: list[QWidget] = []
        for arrow, other in self.wires:
            row = WireRow(arrow, name_in_lists(circuit, self._catalog, other))
            key = (self.id, other) if arrow == _ONWARDS else (other, self.id)
            row.gone_to.connect(partial(self.element_wanted.emit, other))
            row.cut.connect(partial(self.removal_wanted.emit, *key))
            rows.append(row)
        if self._kind.family not in (SYNAPSE, NOTE):
            told = _("Connect this with another part")
            rows.append(link_button(_("Connect to …"), told, self.connection_wanted.emit))
        if rows:
            self.add_section(_("Connected with"), *rows)

    def _add_words(self) -> None:
        kind = self._kind
        if kind.doc != first_sentence(kind.doc):
            self.add_section(_("What it is"), words("body", kind.doc))
        if kind.evidence is not None:
            card = evidence_card(kind.evidence, self._catalog.citations, self._theme)
            self.add_section(_("Evidence in people"), card)
        found = sources_of([kind], kind.parameters.values(), self._catalog.citations)
        pieces = [label for title, group in headed(found) for label in _group(title, group)]
        if kind.article:
            pieces.append(words("source", _("Article, {place}").format(place=kind.article)))
        if pieces:
            self.add_section(_("Where the numbers come from"), *pieces)
        if kind.caveats:
            self.add(caveat(kind.caveats), 8)


def _division_words(circuit: Circuit, catalog: Catalog, id: str) -> str:
    """Return to which part of the nervous system an element belongs; empty where to none."""
    return {
        Division.CENTRAL: _("central nervous system"),
        Division.PERIPHERAL: _("peripheral nervous system"),
        Division.NEITHER: "",
    }[division_of(circuit, catalog, id)]


def _group(title: str, citations: Iterable[Citation]) -> list[QLabel]:
    return [words("small", title), *(citation_line(citation) for citation in citations)]


def wires_of(circuit: Circuit, id: str) -> tuple[tuple[str, str], ...]:
    """Return what the element `id` is joined to, each with an arrow that shows the direction."""
    onwards = [(_ONWARDS, other) for other in circuit.targets(id)]
    return (*(("←", other) for other in circuit.sources(id)), *onwards)


def first_sentence(text: str) -> str:
    """Return what stands before the first full stop that ends a sentence, with it."""
    first, stop, _rest = text.partition(". ")
    return first + "." if stop else text


def _state_titles(circuit: Circuit, catalog: Catalog, id: str) -> dict[str, str]:
    """Return what people read for the states of what an element records."""
    recorded = (circuit.elements[target].kind for target in circuit.targets(id, Role.RECORDS))
    kinds = [catalog.kinds[kind] for kind in recorded if kind in catalog.kinds]
    return {name: state.title for kind in kinds for name, state in kind.states.items()}


def _offered(circuit: Circuit, catalog: Catalog, id: str, parameter: Parameter) -> Parameter:
    """Return a choice among states with only those that what is recorded has."""
    recorded = [circuit.elements[target].kind for target in circuit.targets(id, Role.RECORDS)]
    states = {
        state for kind in recorded if kind in catalog.kinds for state in catalog.kind(kind).states
    }
    fitting = tuple(choice for choice in parameter.choices if choice in states)
    return replace(parameter, choices=fitting) if fitting else parameter
