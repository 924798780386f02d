"""The inspector: the page for what is chosen, kept true to the document and the run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from circuitlab.catalog.in_sentence import in_sentence
from circuitlab.catalog.origin import tagged_value
from circuitlab.catalog.printable import printable
from circuitlab.catalog.words import Problem
from circuitlab.gui.in_pauses import InPauses
from circuitlab.gui.inspector.circuit_page import CircuitSheet, SeveralSheet
from circuitlab.gui.inspector.connection_notes import ConnectionNotes
from circuitlab.gui.inspector.page_parts import Sheet, words
from circuitlab.gui.inspector.page_place import PagePlace
from circuitlab.gui.inspector.pathway_pages import PathwayPages
from circuitlab.gui.inspector.separate_circuits import SeparateSeeker
from circuitlab.gui.inspector.state_sign import StateSign
from circuitlab.gui.pins.row_marks import RowMarks
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.model.contradictions import contradiction_of, contradiction_with
from circuitlab.model.delta import RefusedDelta
from circuitlab.model.element import DOCUMENT, MUTED
from circuitlab.model.list_text import summary_of
from circuitlab.model.names import name_of
from circuitlab.model.parameter_values import set_params
from circuitlab.model.rewiring import removed_wire
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.document import Document
    from circuitlab.gui.inspector.bench_section import BenchSection
    from circuitlab.gui.inspector.element_page import ElementSheet
    from circuitlab.gui.inspector.wire_page import WireSheet
    from circuitlab.gui.session import Session
    from circuitlab.model.delta import Delta
    from circuitlab.render.stepwise import Steps
    from circuitlab.render.theme import Theme


class Inspector(QWidget):
    """Shows and edits what the session has selected.

    Parameters
    ----------
    document, session, theme
        Where edits go, what is selected and runs, and whose colours are used.

    Attributes
    ----------
    connection_wanted : Signal()
        A wire from what is selected to something else is wanted.
    bench_wanted : Signal(str, bool)
        The bench with a protocol, and whether it is to begin at once.
    """

    connection_wanted = Signal()
    bench_wanted = Signal(str, bool)

    def __init__(
        self,
        document: Document,
        session: Session,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        has_bench: bool = True,
    ) -> None:
        super().__init__(parent)
        self._has_bench = has_bench
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Inspector"))
        self._document, self._session, self._theme = document, session, theme
        self._scroll = PagePlace()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        self.state = StateSign(self)
        column.addWidget(self.state)
        column.addWidget(self._scroll)
        self._seeker = SeparateSeeker(self)
        self.pathways = PathwayPages(document, session, self)
        self.pathways.rebuild_wanted.connect(self.rebuild)
        self._building = InPauses(self)
        self._sheet: QWidget
        self._of_element: ElementSheet | None = None
        self._of_wire: WireSheet | None = None
        self._bench: BenchSection | None = None
        self._notes: ConnectionNotes | None = None
        self._of: tuple[str, ...] | None = None
        self.rebuild()
        self._building.finish()
        self._listen(document, session)

    def _listen(self, document: Document, session: Session) -> None:
        """Follow both, by bound methods: an inspector of a state goes before its session does."""
        session.selection.changed.connect(self._selected)
        session.frame_ready.connect(Paced(self, self._show_frame).ask)
        session.measuring.done.connect(self._measured)
        session.measuring.unasked.failed.connect(self._measured)
        document.changed.connect(self._changed)
        document.state_changed.connect(self._name_circuit)
        document.replaced.connect(self._begin_anew)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.rebuild()

    def _selected(self, _ids: object) -> None:
        self.rebuild()

    @property
    def sheet(self) -> QWidget:
        """The page for what is selected."""
        self._building.finish()
        return self._sheet

    def rebuild(self) -> None:
        """Set the page anew for what is selected; one of the same stays scrolled as it was.

        It is made in the pauses of the window, and the old one is shown meanwhile.
        """
        self._of_element = self._of_wire = self._bench = self._notes = None
        self._scroll.put_away()
        self._building.begin(self._rebuilding())

    def _rebuilding(self) -> Steps[None]:
        nodes = self._document.circuit.rows.nodes
        ids = tuple(id for id in self._session.selection.ids if id in nodes)
        of = ids or self._session.selection.link or ()
        sheet = yield from self._page(ids)
        self.pathways.dress(sheet)
        yield
        yield from self._scroll.making_ready()
        self._scroll.show_page(self._scroll.verticalScrollBar().value() if of == self._of else 0)
        self._of, self._sheet = of, sheet

    def _begin_anew(self) -> None:
        """Show another circuit, from the top."""
        self._of = None
        self.rebuild()

    def _page(self, ids: tuple[str, ...]) -> Steps[QWidget]:
        """Make the page of some elements, or of what else is selected, step by step."""
        circuit, catalog = self._document.circuit, self._document.catalog
        if len(ids) == 1 and circuit.elements[ids[0]].kind in catalog.kinds:
            return (yield from self._element_page(ids[0]))
        sheet = self._whole_page(ids)
        self._scroll.expect(sheet)
        yield
        return sheet

    def _whole_page(self, ids: tuple[str, ...]) -> QWidget:
        circuit, catalog = self._document.circuit, self._document.catalog
        link = self._session.selection.link
        if link is not None and link in circuit.links:
            return self._wire_page(link)
        if not ids:
            checking, title = self._session.checking, self._document.title
            page = CircuitSheet(circuit, catalog, self._theme, checking, self._seeker, title)
            page.field_wanted.connect(self._set_field)
            page.separate.wanted.connect(self._session.selection.select)
            self._show_of_run(page)
            return page
        if len(ids) == 2:
            return self.pathways.page((ids[0], ids[1]), self._theme)
        if len(ids) > 1:
            several = SeveralSheet(circuit, catalog, ids)
            several.element_wanted.connect(lambda id: self._session.selection.select([id]))
            return several
        return _unknown(circuit.elements[ids[0]].kind)

    def _wire_page(self, key: tuple[str, str]) -> WireSheet:
        from circuitlab.gui.inspector.wire_page import WireSheet

        sheet = WireSheet(self._document.circuit, self._document.catalog, key, self._theme)
        self._of_wire = sheet
        sheet.element_wanted.connect(lambda other: self._session.selection.select([other]))
        sheet.removal_wanted.connect(lambda: self._remove(*key))
        sheet.show_frame(self._document.circuit, self._session.live)
        return sheet

    def _remove(self, source: str, target: str) -> None:
        """Take a link away; asked from its own page, or from the list of an element's wires."""
        circuit, catalog = self._document.circuit, self._document.catalog
        if (source, target) in circuit.links:
            self._document.push(removed_wire(circuit, catalog, (source, target)))

    def _element_page(self, id: str) -> Steps[ElementSheet]:
        from circuitlab.gui.inspector.element_page import ElementSheet

        circuit, catalog = self._document.circuit, self._document.catalog
        sheet = ElementSheet(circuit, catalog, id, self._theme, is_filled=False)
        self._scroll.expect(sheet)
        yield from sheet.filling(circuit)
        self._of_element = sheet
        sheet.parameter_wanted.connect(self._while_there(sheet, self._set_parameter))
        sheet.name_wanted.connect(self._while_there(sheet, self._rename))
        sheet.element_wanted.connect(lambda other: self._session.selection.select([other]))
        sheet.removal_wanted.connect(self._remove)
        sheet.connection_wanted.connect(self.connection_wanted)
        sheet.mute_wanted.connect(self._while_there(sheet, self._mute))
        RowMarks(self._document, sheet)
        document = self._document
        self._notes = ConnectionNotes(
            id, sheet.rows, lambda: document.circuit, document.catalog, sheet
        )
        yield
        self._add_bench(sheet)
        self._add_pain(sheet)
        yield
        self._show_live(sheet)
        return sheet

    def _add_bench(self, sheet: ElementSheet) -> None:
        """Offer to measure an element by itself, where there is something to measure."""
        from circuitlab.analysis.bench.protocols import offered

        self._bench = None
        if offered(self._document.circuit, self._document.catalog, sheet.id):
            from circuitlab.gui.inspector.bench_section import BenchSection

            document, session, theme = self._document, self._session, self._theme
            section = BenchSection(sheet.id, document, session, theme, is_asked=sheet.has_dose)
            section.wanted.connect(self.bench_wanted)
            sheet.add_bench(section)
            if not self._has_bench:
                section.without_bench()
            self._bench = section

    def _measured(self, _measured: object = None) -> None:
        """Show what has been measured of the element whose page is open."""
        if self._bench is not None:
            self._bench.follow()

    def _add_pain(self, sheet: ElementSheet) -> None:
        """Let a pain read-out be asked what hurts."""
        circuit, catalog = self._document.circuit, self._document.catalog
        if "pain" in catalog.kind(circuit.elements[sheet.id].kind).states:
            from circuitlab.gui.pain.pain_section import PainSection

            section = PainSection(self._session.pain_testing, sheet.id, self._theme)
            sheet.add_section_here(_("What hurts"), section)

    def _show_live(self, sheet: ElementSheet) -> None:
        session = self._session
        sheet.show_frame(session.live, session.set_by_timeline, session.laid.values.keys())
        self._measured()

    def _while_there(self, sheet: ElementSheet, take: Callable[..., None]) -> Callable[..., None]:
        """Take what is entered on a page while its element is there.

        A field enters its text too when its page is put away, for another element or circuit.
        """
        circuit = self._document.circuit

        def taken(*entered: object) -> None:
            if self._document.circuit is circuit and sheet.id in circuit.elements:
                take(sheet, *entered)

        return taken

    def _set_parameter(self, sheet: ElementSheet, name: str, value: object, gesture: str) -> None:
        id, parameter = sheet.id, sheet.rows[name].parameter
        who = name_of(self._document.circuit, self._document.catalog, id)
        title = in_sentence(sheet.rows[name].title)
        label = _("{element}: {parameter}").format(element=who, parameter=title)
        if parameter.type == "numbers":
            self._set_list(sheet, name, value, label, gesture)
            return
        if value is None:
            label = _("{element}: reset {parameter}").format(element=who, parameter=title)
        elif isinstance(value, bool | int | float | str | tuple):
            label = f"{label} {tagged_value(parameter, value)}"
        by_protocol = (id, name) in self._session.set_by_timeline
        stored = None if value == parameter.default and not by_protocol else value
        delta = self._document.circuit.with_param(id, name, stored, label, gesture)
        problem = self._contradiction(id, name, delta)
        if problem is None:
            self._document.push(delta)
            if not delta.changes:
                self._session.laid.leave({(id, name)})
        else:
            sheet.reveal(name).complain(problem)

    def _contradiction(self, id: str, name: str, delta: Delta) -> Problem | None:
        """Return what a value would contradict: in the circuit, in its protocol, or in this run."""
        edited, catalog = self._document.circuit.copy(), self._document.catalog
        edited.apply(delta)
        set_now = self._session.set_by_timeline
        present = {at: value for at, value in set_now.items() if at != (id, name)}
        problem = contradiction_of(edited, catalog, id, (name,))
        return problem or contradiction_with(edited, catalog, id, present)

    def _mute(self, sheet: ElementSheet, muted: bool) -> None:
        circuit = self._document.circuit
        words = _("Mute {element}") if muted else _("Unmute {element}")
        label = words.format(element=name_of(circuit, self._document.catalog, sheet.id))
        self._document.push(circuit.muting({sheet.id: muted}, label))
        self._session.laid.leave({(sheet.id, MUTED)})

    def _set_list(
        self, sheet: ElementSheet, name: str, value: object, label: str, gesture: str
    ) -> None:
        """Set a list, with the one beside it and what follows from both, in one step."""
        row, given = sheet.rows[name], {name: value}
        delta = set_params(self._document.circuit, self._document.catalog, sheet.id, given, gesture)
        if isinstance(delta, Problem):
            row.complain(delta)
        else:
            told = f"{label} ({summary_of(value, row.parameter.unit)})"
            self._document.push(replace(delta, label=told))

    def _set_field(self, name: str, value: object, gesture: str) -> None:
        kept = printable(value) if isinstance(value, str) else value
        self._push(self._document.circuit.with_document({name: kept}, merge_key=gesture))

    def _rename(self, sheet: ElementSheet, text: str) -> None:
        circuit, catalog, id = self._document.circuit, self._document.catalog, sheet.id
        if id not in circuit.elements or text.strip() == name_of(circuit, catalog, id):
            return
        title = catalog.kind(circuit.elements[id].kind).title
        given = printable(text.strip())
        label = "" if given == title else given
        self._push(circuit.relabelled(id, label))

    def _push(self, delta: Delta) -> None:
        """Make an edit; where it is refused the page shows again what holds."""
        try:
            self._document.push(delta)
        except RefusedDelta:
            self.rebuild()
            raise

    def _changed(self, delta: Delta) -> None:
        sheet, circuit = self.sheet, self._document.circuit
        if self._of_element is not None:
            if self._of_element.fits(circuit):
                self._of_element.refresh(circuit)
                self._measured()
                if self._notes is not None:
                    self._notes.refresh()
            else:
                self.rebuild()
        elif self._of_wire is not None:
            self.rebuild()
        elif isinstance(sheet, CircuitSheet):
            if (DOCUMENT, "claims") in delta.changes:
                self.rebuild()
            else:
                sheet.refresh(circuit)

    def _name_circuit(self) -> None:
        """Show the document's title, which may be the name of its file."""
        if self._building.is_on:
            self.rebuild()
        elif isinstance(self._sheet, CircuitSheet):
            self._sheet.name(self._document.circuit, self._document.title)

    def _show_frame(self) -> None:
        if self._building.is_on:
            return
        element, wire = self._of_element, self._of_wire
        if element is not None:
            self._show_live(element)
        elif wire is not None and wire.key in self._document.circuit.links:
            wire.show_frame(self._document.circuit, self._session.live)
        elif isinstance(self._sheet, CircuitSheet):
            self._show_of_run(self._sheet)

    def _show_of_run(self, sheet: CircuitSheet) -> None:
        """Show what the protocol or a walk has set of what holds for the whole run."""
        session = self._session
        sheet.show_present(session.set_by_timeline, session.laid.values.keys())


def _unknown(kind: str) -> Sheet:
    page = Sheet()
    page.add(words("heading", _("Unknown kind “{kind}”").format(kind=kind)))
    page.add(
        words(
            "body",
            _(
                "This version does not know it. It stays in the circuit and is saved unchanged, "
                "but it takes no part in the run, nor does what sits in it."
            ),
        )
    )
    return page
