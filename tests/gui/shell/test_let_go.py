"""A window that has been closed is let go of whole, with all that it has painted."""

import gc
import weakref

import fake_engine
from PySide6.QtCore import QCoreApplication, QEvent

from circuitlab.gui.document import Document
from circuitlab.gui.main_window import build
from circuitlab.gui.session import Session


def test_nothing_keeps_a_window_that_has_gone(catalog, circuit, qapp) -> None:
    document = Document(catalog, circuit)
    session = Session(document, lambda: fake_engine.Runner)
    window = build(document, session)
    window.show()
    qapp.processEvents()
    parts = (window, window.canvas, window.traces, window.inspector, window.presentation)
    left = {type(part).__name__: weakref.ref(part) for part in parts}
    session.stop()
    for each in (window, session, document):
        each.deleteLater()
    del window, session, document, parts, each
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [name for name, part in left.items() if part() is not None] == []
