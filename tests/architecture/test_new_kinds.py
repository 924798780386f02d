"""A kind is added by a table in a text file, and works everywhere without a line of code."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from circuitlab.catalog.load import load_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.running.run import run_circuit
from circuitlab.files import store
from circuitlab.gui.document import Document
from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.gui.session import Session
from circuitlab.gui.sidebar.palette import Palette
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Role
from circuitlab.model.rules import add_kind, can_connect, connect
from circuitlab.render.figure.figure import Figure, Page
from circuitlab.render.theme import theme
from circuitlab.resources import assets

KINDS = ("listener", "eardrum", "earplug")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The program's catalog with one more file."""
    folder = tmp_path_factory.mktemp("catalog")
    source = Path(__file__).with_name("newcomers.toml")
    (folder / source.name).write_bytes(source.read_bytes())
    return load_catalog(assets() / "catalog", folder)


@pytest.fixture
def circuit(catalog: Catalog) -> Circuit:
    """A spike train that speaks to a listener, whose receptor an earplug may shut."""
    made = Circuit()
    train = _add(made, catalog, "spike_train", times=(20.0, 40.0, 60.0))
    listener = _add(made, catalog, "listener", x=800.0, y=300.0)
    delta = connect(made, catalog, train, listener)
    assert isinstance(delta, Delta), delta
    made.apply(delta)
    _add(made, catalog, "earplug", x=700.0, y=80.0, on="eardrum1")
    return made


def _add(circuit: Circuit, catalog: Catalog, kind: str, **more: object) -> str:
    added = add_kind(circuit, catalog, kind, more.pop("x", 400.0), more.pop("y", 300.0), **more)
    assert not isinstance(added, Problem), str(added)
    circuit.apply(added[1])
    return added[0]


def test_palette_offers_and_finds_it(catalog: Catalog, qtbot: QtBot) -> None:
    palette = Palette(catalog, theme("light"))
    qtbot.addWidget(palette)
    assert set(KINDS) <= set(palette.list.kinds())
    palette.search.setText("hearing")
    assert palette.list.kinds() == ["listener"]


def test_wiring_makes_and_refuses_by_what_the_tables_say(
    catalog: Catalog, circuit: Circuit
) -> None:
    assert circuit.host("eardrum1") == "listener1"
    assert circuit.targets("earplug1") == ["eardrum1"]
    assert circuit.links["earplug1", "eardrum1"].role is Role.MODULATES
    ampa = _add(circuit, catalog, "nmda")
    refused = can_connect(circuit, catalog, "earplug1", ampa)
    assert refused is not None
    assert "Earplug" in str(refused)


def test_inspector_shows_every_parameter(catalog: Catalog, circuit: Circuit, qtbot: QtBot) -> None:
    document = Document(catalog, circuit)
    session = Session(document)
    inspector = Inspector(document, session, theme("light"))
    qtbot.addWidget(inspector)
    for id in ("listener1", "eardrum1", "earplug1"):
        session.selection.select([id])
        kind = catalog.kind(circuit.elements[id].kind)
        assert set(inspector.sheet.rows) == set(kind.parameters)


def test_engine_runs_it(catalog: Catalog, circuit: Circuit) -> None:
    watched = [("eardrum1", "g")]
    heard = run_circuit(circuit, 100.0, catalog=catalog, record=watched)
    circuit.apply(circuit.with_param("earplug1", "concentration", 99.0))
    deaf = run_circuit(circuit, 100.0, catalog=catalog, record=watched)
    assert len(heard.spikes("listener1")) > len(deaf.spikes("listener1"))
    open_and_shut = [run.trace("eardrum1", "g")[1].max() for run in (heard, deaf)]
    assert open_and_shut[0] / open_and_shut[1] == pytest.approx(100.0, rel=0.01)


def test_file_keeps_it_and_checks_its_values(
    catalog: Catalog, circuit: Circuit, tmp_path: Path
) -> None:
    path = tmp_path / "new.circuit"
    assert store.save(circuit, path) == []
    loaded = store.load(path, catalog)
    assert (loaded.circuit, loaded.problems) == (circuit, ())
    text = path.read_text(encoding="utf-8").replace('"kind": "earplug"', '"kind": "earplugg"')
    path.write_text(text, encoding="utf-8")
    assert any("earplug" in str(problem) for problem in store.check(path, catalog))


def test_figure_draws_it_and_names_it(catalog: Catalog, circuit: Circuit, qtbot: QtBot) -> None:
    drawn = Page(Figure(circuit), catalog).svg()
    assert all(f'id="{id}"' in drawn for id in ("listener1", "eardrum1", "earplug1"))
    assert "Earplug" in drawn
