"""Names of the presets' parts, as large as they are where the whole circuit is seen."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSizeF

from circuitlab.catalog.load import default_catalog
from circuitlab.files.store import load_preset, presets
from circuitlab.gui.canvas.fitting import fitting
from circuitlab.gui.canvas.scene import CanvasScene
from circuitlab.render.labels import CROWD
from circuitlab.render.paint_context import enlarged_at
from circuitlab.render.theme import theme

CANVASES = {"1440×900": (1078, 478), "1024×700": (706, 376), "960×540": (642, 250)}
"""View pixels of the canvas in windows of three sizes."""
KNOWN = {("whole-story", "1440×900", "ampa_acc", "thalamus")}
"""A part's name that is written up to its sure enlargement though a cell is in its way."""
MOST_ON_THINGS = 16
"""Names of cells that lie on a meter or a receptor, which is a dot by then."""


def words(box: QRectF) -> QRectF:
    """The letters within the room of a name."""
    across, down = 0.04 * box.width(), 0.12 * box.height()
    return box.adjusted(across, down, -across, -down)


def lying(scene: CanvasScene, larger: float) -> Iterator[tuple[str, str]]:
    """Yield each name, and what it lies on: bodies that are neither its own nor its cell's."""
    places = scene.geometry.places
    for id, mine in places.items():
        for box in scene.names.boxes([id], larger):
            for other, place in places.items():
                related = other in (id, mine.host) or place.host == id
                together = place.host and place.host == mine.host
                if related or together or place.glyph in ("synapse", "note"):
                    continue
                body = place.cell.soma.boundingRect() if place.cell is not None else place.body
                body = body.united(body.translated(*CROWD)) if place.size > 1 else body
                if words(box).intersects(body.translated(place.centre)):
                    yield id, other


def test_where_a_whole_preset_is_seen_no_name_lies_on_a_cell(qapp: object) -> None:
    catalog = default_catalog()
    on_cells, on_things = set(), 0
    for preset in presets():
        scene = CanvasScene(load_preset(preset.name, catalog).circuit, catalog, theme("light"))
        for window, size in CANVASES.items():
            camera, _far = fitting(scene, QSizeF(*size))
            for id, other in lying(scene, enlarged_at(camera.scale)):
                if scene.geometry.places[other].cell is not None:
                    on_cells.add((preset.name, window, id, other))
                else:
                    on_things += 1
    assert on_cells <= KNOWN
    assert on_things <= MOST_ON_THINGS
