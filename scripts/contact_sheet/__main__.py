"""Grab every state of the window, small and large, light and dark, and lay the pictures together.

`python -m scripts.contact_sheet OUT [NAME …]` writes a picture of each state, size and theme to
the folder OUT, and one sheet a size and theme; with names only of the states whose names hold one.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.contact_sheet.states import State

SIZES = ((1440, 900), (1024, 700), (960, 540))
THEMES = ("light", "dark")
LOOKS = tuple(f"{wide}x{high}-{theme}" for wide, high in SIZES for theme in THEMES)
SETTLED_S, PAINTED_S = 0.35, 20.0
ACROSS, THUMB = 3, 620


def main() -> None:
    """Grab what was asked for."""
    asked = arguments().parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out: Path = asked.out
    out.mkdir(parents=True, exist_ok=True)
    looks = [look for look in LOOKS if not asked.only or look in asked.only]
    with tempfile.TemporaryDirectory() as settings:
        os.environ["XDG_CONFIG_HOME"] = settings
        from scripts.contact_sheet.states import named

        for preset, states in named(asked.names).items():
            for state in states:
                grab(preset, state, out, looks)
        for look in looks:
            write_sheet(out, look)
    os._exit(0)


def arguments() -> argparse.ArgumentParser:
    """Return what may be asked for."""
    parser = argparse.ArgumentParser("python -m scripts.contact_sheet", description=__doc__)
    parser.add_argument("out", type=Path, help="folder that the pictures go to")
    parser.add_argument("names", nargs="*", help="parts of the names of the states; none: all")
    parser.add_argument("--only", action="append", choices=LOOKS, help="this size and theme alone")
    return parser


def grab(preset: str, state: "State", out: Path, looks: Sequence[str]) -> None:
    """Grab one state in some sizes and themes."""
    from scripts.contact_sheet.deeds import opened, put_away, spin

    window = opened(preset)
    spin(SETTLED_S)
    shown = None if state.is_brief else state.prepare(window)
    for look in looks:
        size, _, theme = look.rpartition("-")
        window.resize(*(int(each) for each in size.split("x")))
        window.set_theme(theme)
        if shown is not None and hasattr(shown, "set_theme"):
            shown.set_theme(window.theme)
        spin(SETTLED_S)
        spin(PAINTED_S, lambda: window.canvas.is_settled)
        if state.is_brief:
            shown = state.prepare(window)
        (shown or window).grab().save(str(out / f"{state.name}-{look}.png"))
        if shown is not None and state.is_brief:
            shown.close()
            shown = None
    print(state.name, flush=True)
    put_away(window, shown)


def write_sheet(out: Path, ending: str) -> None:
    """Lay the pictures of one size and theme together."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QImage, QPainter

    paths = sorted(out.glob(f"*-{ending}.png"))
    paths = [path for path in paths if not path.name.startswith("sheet-")]
    if not paths:
        return
    wide, high = (int(each) for each in ending.rpartition("-")[0].split("x"))
    cell = THUMB * high // wide + 20
    rows = -(-len(paths) // ACROSS)
    sheet = QImage(ACROSS * THUMB, rows * cell, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.gray)
    with QPainter(sheet) as painter:
        for number, path in enumerate(paths):
            box = QRect(number % ACROSS * THUMB, number // ACROSS * cell, THUMB - 4, cell - 20)
            smooth = Qt.TransformationMode.SmoothTransformation
            image = QImage(str(path)).scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio, smooth)
            painter.drawImage(box.topLeft(), image)
            painter.drawText(box.left() + 4, box.bottom() + 15, path.stem)
    sheet.save(str(out / f"sheet-{ending}.png"))


if __name__ == "__main__":
    main()
