"""Each view that shows a value of the catalog shows its tag, for every parameter there is."""

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

import pytest
from each_case import each_case
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel

import circuitlab
from circuitlab.analysis.dose_response import dose_response
from circuitlab.analysis.run_files import methods_text
from circuitlab.analysis.tables import methods_table, sources_used, step_words
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.origin import origin_lines
from circuitlab.catalog.spec import Catalog, Kind, Parameter
from circuitlab.cli.listing import _kind_json, _parameters_table
from circuitlab.gui.canvas.layers.readout import rows_of
from circuitlab.gui.inspector.dose_curve import DoseCurve, half_words
from circuitlab.gui.inspector.element_page import ElementSheet
from circuitlab.gui.inspector.parameter_row import ParameterRow
from circuitlab.gui.inspector.wire_words import wire_rows
from circuitlab.gui.traces.run_events import change_words
from circuitlab.gui.widgets.slider import SliderFace
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Link, Role
from circuitlab.model.step import Step
from circuitlab.playback.trace_bands import AmountPart, amount_now
from circuitlab.render.bodies import headline
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.registry import live_line
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.paint_context import Stage
from circuitlab.render.theme import theme

CATALOG = default_catalog()
LIGHT = theme("light")
IMAGE = QImage(4, 4, QImage.Format.Format_ARGB32)
KINDS = [pytest.param(kind, id=kind.name) for kind in CATALOG.ordered()]
TAGGED = [
    pytest.param(kind, parameter, id=f"{kind.name}.{parameter.name}")
    for kind in CATALOG.ordered()
    for parameter in kind.parameters.values()
    if parameter.tag
]


def alone(kind: Kind) -> Circuit:
    circuit = Circuit()
    circuit.apply(circuit.added(Element("it", kind.name)))
    return circuit


def only(kind: Kind, parameter: Parameter) -> tuple[Catalog, Kind]:
    """A catalog in which a kind has this parameter alone, and no state that is shown before it."""
    slim = replace(
        kind,
        parameters=MappingProxyType({parameter.name: parameter}),
        states=MappingProxyType({}),
    )
    return Catalog({**CATALOG.kinds, kind.name: slim}, CATALOG.citations), slim


def said_by(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


@each_case(("kind", "parameter"), TAGGED)
def test_the_row_of_the_inspector_shows_the_tag_before_the_value(kind, parameter, qtbot) -> None:
    row = ParameterRow(parameter, CATALOG.citations, LIGHT)
    qtbot.addWidget(row)
    row.show_value(parameter.default, False)
    face = row.editor.control
    if isinstance(face, SliderFace):
        assert face.words.startswith(f"{parameter.tag} ")
        assert f"{row.title}, {parameter.tag} " in face.accessibleName()
    else:
        assert parameter.tag in said_by(row)
    assert row.toolTip().lower().startswith(parameter.tag)


@each_case(("kind", "parameter"), TAGGED)
def test_the_details_of_the_inspector_begin_with_the_tag(kind, parameter, qtbot) -> None:
    row = ParameterRow(parameter, CATALOG.citations, LIGHT)
    qtbot.addWidget(row)
    row.toggle_details()
    tag, about, *sources = said_by(row._details)
    assert tag == origin_lines(parameter, CATALOG.citations)[0]
    assert f"default: {parameter.tag} " in about
    cited = " ".join(sources)
    assert ("Said to be from" in cited) == bool(parameter.source)
    assert ("The idea, not the number" in cited) == bool(parameter.after)


@each_case(("kind", "parameter"), TAGGED)
def test_the_corner_of_the_canvas_shows_the_tag(kind, parameter) -> None:
    catalog, slim = only(kind, parameter)
    (row,) = rows_of(alone(slim), catalog, "it", LiveFrame())
    assert row[1].startswith(f"{parameter.tag} ")


@each_case(("kind", "parameter"), TAGGED)
def test_tables_and_files_show_the_tag_first(kind, parameter) -> None:
    catalog, slim = only(kind, parameter)
    (row,) = methods_table(alone(slim), catalog).rows
    assert row[3].startswith(f"{parameter.tag} ")
    assert row[4].startswith(parameter.tag)
    assert f"| {row[3]} | {row[4]} |" in methods_text(alone(slim), catalog).replace("∣", "|")
    (row,) = _parameters_table(slim).rows
    assert row[2].startswith(f"{parameter.tag} ")
    assert row[-1].startswith(parameter.tag)
    entry = json.dumps(_kind_json(slim)["parameters"][parameter.name])
    assert f'"tag": "{parameter.tag}"' in entry
    assert entry.index('"tag"') < entry.index('"default"') < entry.index('"source"')


@each_case("kind", KINDS)
def test_what_stands_under_a_name_carries_its_tag(kind: Kind) -> None:
    circuit, name = alone(kind), headline(kind)
    if not name or not kind.parameters[name].tag:
        return
    place = Geometry(circuit, CATALOG).places["it"]
    assert live_line(Stage(QPainter(), LIGHT), place).startswith(kind.parameters[name].tag)
    part = AmountPart("it", name, "It", kind.colour)
    frame = SimpleNamespace(values={}, set_by_timeline={}, time_ms=0.0)
    _amount, words = amount_now(circuit, CATALOG, part, frame)
    assert words.startswith(kind.parameters[name].tag)


@each_case("kind", KINDS)
def test_the_dose_with_half_the_effect_carries_the_tag_of_what_it_follows_from(
    kind: Kind, qtbot
) -> None:
    circuit = alone(kind)
    response = dose_response(circuit, CATALOG, "it")
    if response is None:
        return
    curve = DoseCurve(LIGHT, kind.colour)
    qtbot.addWidget(curve)
    curve.show_response(response)
    own = kind.parameters.get("ic50") or kind.parameters.get("ec50")
    if own is not None:
        assert response.tag == own.tag
        circuit.apply(circuit.with_param("it", own.name, 0.5))
        changed = dose_response(circuit, CATALOG, "it")
        assert changed is not None
        assert changed.tag == ""
    assert curve.accessibleName().endswith(
        f"half: {response.tag} ".rstrip() + f" {_half(response)}"
    )


def _half(response) -> str:
    return half_words(response).removeprefix("half: ").removeprefix(response.tag).strip()


@each_case("kind", KINDS)
def test_papers_on_the_page_of_a_kind_stand_under_what_they_are_cited_for(
    kind: Kind, qtbot
) -> None:
    page = ElementSheet(alone(kind), CATALOG, "it", LIGHT)
    qtbot.addWidget(page)
    said = said_by(page)
    used = sources_used(alone(kind), CATALOG)
    for title in used:
        assert title in said
    own = [parameter for parameter in kind.parameters.values() if parameter.tag]
    assert any(p.after for p in own) == any(title.startswith("Ideas behind") for title in used)
    assert any(p.source for p in own) == any(title.startswith("Unverified") for title in used)


def test_the_rows_of_a_wire_show_the_tag() -> None:
    circuit, link = Circuit(), Link("drug", "spot", Role.MODULATES)
    circuit.apply(circuit.added(Element("drug", "pregabalin"), Element("spot", "nmda"), link))
    rows = dict(wire_rows(circuit, CATALOG, ("drug", "spot"), LiveFrame()))
    response = dose_response(circuit, CATALOG, "drug")
    assert response is not None
    assert rows["Half the effect at"].startswith(response.tag)


def test_words_of_edits_and_steps_show_the_tag_of_a_default_that_is_set_again() -> None:
    parameter = CATALOG.kind("nmda").parameters["number_injury"]
    said = change_words("NMDA", parameter, parameter.default)
    assert said == "NMDA · receptors gained by injury assumed 0.8"
    circuit = alone(CATALOG.kind("nmda"))
    step = Step(10.0, {("it", "number_injury"): 0.8})
    assert step_words(circuit, CATALOG, step) == "Receptors gained by injury assumed 0.8"


MAY_WRITE_VALUES = {
    "analysis/tables.py": "beside a tag",
    "catalog/__init__.py": "hands it on",
    "catalog/constraints.py": "refusals, which add values up",
    "catalog/origin.py": "after the tag",
    "catalog/short_values.py": "on the picture, where its page with the tag is a click away",
    "catalog/words.py": "is where it stands",
    "gui/pins/pin_dialog.py": "the ends of a slider, which somebody chose",
    "gui/inspector/parameter_editors.py": "beside the tag that the row gives, and to be typed over",
    "model/changes.py": "what somebody has set, beside what it was",
    "model/contradictions.py": "a time",
    "playback/measured_states.py": "what somebody has set in a state",
}


def test_nothing_else_writes_a_value_of_a_parameter_without_its_tag() -> None:
    room = Path(circuitlab.__file__).parent
    found = {
        path.relative_to(room).as_posix()
        for path in room.rglob("*.py")
        if "format_value" in path.read_text(encoding="utf-8")
    }
    assert found == set(MAY_WRITE_VALUES)


def test_a_value_that_somebody_set_loses_the_tag(qtbot) -> None:
    parameter = CATALOG.kind("nmda").parameters["number_injury"]
    row = ParameterRow(parameter, CATALOG.citations, LIGHT)
    qtbot.addWidget(row)
    row.show_value(1.5, True)
    assert row.editor.control.words == "1.5"


def test_measured_levels_stand_on_the_axis_of_a_dose_and_in_its_details(qtbot) -> None:
    circuit = alone(CATALOG.kind("ketamine"))
    response = dose_response(circuit, CATALOG, "it")
    assert response is not None
    curve = DoseCurve(LIGHT, "drug")
    qtbot.addWidget(curve)
    curve.show_response(response)
    assert "waking: 2.7 µM, surgery: 9.3 µM" in curve.accessibleName()
    bare = DoseCurve(LIGHT, "drug")
    qtbot.addWidget(bare)
    bare.show_response(replace(response, landmarks=()))
    assert curve.grab().toImage() != bare.grab().toImage()
    row = ParameterRow(
        CATALOG.kind("ketamine").parameters["concentration"], CATALOG.citations, LIGHT
    )
    qtbot.addWidget(row)
    row.toggle_details()
    assert any(said.startswith("Surgery: 9.3 µM (Idvall") for said in said_by(row._details))
