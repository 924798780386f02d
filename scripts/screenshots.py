"""What `make screenshots` runs: the real window on Figure 4, grabbed in light and dark."""

import os
import sys
import tempfile
import time
from pathlib import Path

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIZE = (1440, 900)
PRESET = "fig4"
SELECTED = "nmda"
STIMULUS_SHOWN_S = 9.0
STARTED_WITHIN_S = 120.0


def main() -> None:
    """Write one picture for each theme."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as settings:
        os.environ["XDG_CONFIG_HOME"] = settings
        IMAGES.mkdir(parents=True, exist_ok=True)
        write_pictures()


def write_pictures() -> None:
    """Open the window, let the circuit run, and grab it in each theme."""
    from circuitlab.gui.app import application, window_on

    app = application()
    window, _problems = window_on(PRESET)
    window.resize(*SIZE)
    window.show()
    session = window.session
    session.start()
    session.play()
    begun = time.monotonic()
    while not session.ready and time.monotonic() - begun < STARTED_WITHIN_S:
        app.processEvents()
    elements = window.document.circuit.elements.values()
    session.select([element.id for element in elements if element.kind == SELECTED][:1])
    for theme in ("light", "dark"):
        window.set_theme(theme)
        until = time.monotonic() + STIMULUS_SHOWN_S
        while time.monotonic() < until:
            app.processEvents()
            time.sleep(0.002)
        path = IMAGES / f"{PRESET}-{theme}.png"
        window.grab().save(str(path))
        print(path)
    session.stop()
    window.document.undo_stack.setClean()
    window.close()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
