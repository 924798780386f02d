"""Pages of a narrow window are cut nowhere, also in the language with the longest words."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QScrollArea

from circuitlab import resources
from circuitlab.catalog import load
from circuitlab.files.store import load_preset
from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.gui.widgets.stylesheet import body_font, stylesheet
from circuitlab.render.theme import theme

NARROW = 256
"""Width of the inspector in a window of 1024 pixels."""


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "de")
    resources._translation.cache_clear()
    load.default_catalog.cache_clear()
    yield
    monkeypatch.undo()
    resources._translation.cache_clear()
    load.default_catalog.cache_clear()


def test_every_page_is_as_wide_as_its_panel(german: None, session, qtbot) -> None:
    document = session.document
    circuit = load_preset("fig4", load.default_catalog()).circuit
    assert circuit is not None
    document.replace(circuit)
    inspector = Inspector(document, session, theme("light"))
    qtbot.addWidget(inspector)
    inspector.setFont(body_font())
    inspector.setStyleSheet(stylesheet(theme("light")))
    inspector.resize(NARROW, 600)
    inspector.show()
    kinds = {element.kind: id for id, element in circuit.elements.items()}
    for ids in ([], *([id] for id in kinds.values()), list(circuit.elements)[:5]):
        session.selection.select(ids)
        QCoreApplication.processEvents()
        for area in inspector.findChildren(QScrollArea):
            page = area.widget()
            if area.isVisible() and page is not None:
                assert page.minimumSizeHint().width() <= area.viewport().width(), ids
