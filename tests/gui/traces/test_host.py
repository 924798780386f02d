"""The plot is loaded after what comes first, and whoever needs it at once has it at once."""

from circuitlab.gui.traces import host
from circuitlab.gui.traces.host import PlotHost
from circuitlab.render.theme import theme


def test_the_plot_waits_for_the_engine(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(host, "AFTER_MS", 0)
    busy = [True]
    place = PlotHost(theme("light"), lambda: busy[0])
    qtbot.addWidget(place)
    place.order()
    qtbot.waitUntil(lambda: place._waited_ms > 2 * host.LOOK_MS)
    assert place.plot is None
    busy.clear()
    busy.append(False)
    qtbot.waitUntil(lambda: place.plot is not None)


def test_its_patience_ends(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(host, "AFTER_MS", 0)
    monkeypatch.setattr(host, "PATIENCE_MS", 30)
    place = PlotHost(theme("light"), lambda: True)
    qtbot.addWidget(place)
    place.order()
    qtbot.waitUntil(lambda: place.plot is not None)


def test_who_needs_it_now_does_not_wait(qtbot) -> None:
    place = PlotHost(theme("light"), lambda: True)
    qtbot.addWidget(place)
    place.order()
    assert place.make() is place.plot
