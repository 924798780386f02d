import re
from base64 import b64decode
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from circuitlab.render import wires
from circuitlab.render.figure.figure import Figure, Page, encoded, image
from circuitlab.render.figure.figure_traces import (
    COLUMNS,
    Mark,
    raster,
    rounded,
    time_words,
    trace,
)
from circuitlab.render.figure.legend import _line_words
from tests.render.gallery import Builder, lively, pain_circuit

TIME = np.arange(0.0, 2000.0, 0.1)
DPI, BLUR = 100, 10
SVG = "{http://www.w3.org/2000/svg}"


def figure(**more: object) -> Figure:
    circuit = pain_circuit().circuit
    values = np.full(TIME.size, -65.0)
    values[7000] = 35.0
    shown = (trace("Projection neuron", "projection", "mV", TIME, values, [700.0]),)
    marks = (Mark(900.0, "ketamine 1 µM"),)
    settings: dict[str, object] = {
        "traces": shown,
        "marks": marks,
        "caption": "Heat on the skin. " * 30,
        "stamp": "seed 1",
    }
    return Figure(circuit, lively(circuit), **(settings | more))  # type: ignore[arg-type]


def of_rgb(pixels: np.ndarray) -> QImage:
    """Picture of (height, width, 3) numbers."""
    kept = np.ascontiguousarray(pixels, np.uint8)
    height, width, _channels = kept.shape
    return QImage(kept.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def blurred(picture: QImage, size: QSize | None = None) -> np.ndarray:
    """Mean colours of a picture's regions, as those of another of `size` are cut."""
    across = (size or picture.size()) / BLUR
    small = picture.convertToFormat(QImage.Format.Format_RGB888).scaled(
        across, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    raw = np.frombuffer(small.constBits(), np.uint8).reshape(small.height(), -1)
    return raw[:, : 3 * small.width()].astype(float)


@pytest.fixture(scope="module")
def svg(qapp: object) -> str:
    return encoded(figure(), ".svg").decode()


def test_an_svg_has_a_group_for_every_element(svg: str) -> None:
    tree = ElementTree.fromstring(svg)
    ids = [group.get("id") for group in tree.findall(f"{SVG}g")]
    assert len(ids) == len(set(ids))
    assert set(pain_circuit().circuit.elements) <= set(ids)
    assert {"traces", "key", "caption", "letters"} <= set(ids)


def test_the_key_says_what_every_line_does(svg: str) -> None:
    tree = ElementTree.fromstring(svg)
    key = next(group for group in tree.findall(f"{SVG}g") if group.get("id") == "key")
    words = {text.text.strip() for text in key.iter(f"{SVG}text") if text.text}
    assert {"blocks or weakens", "acts on", "drives", "measures"} <= words


def test_the_key_has_a_word_for_every_ending_of_a_line() -> None:
    assert set(_line_words()) == set(wires._ENDINGS)


def test_an_svg_has_real_text_and_its_size_in_mm(svg: str) -> None:
    tree = ElementTree.fromstring(svg)
    words = {"".join(text.itertext()).strip() for text in tree.iter(f"{SVG}text")}
    assert {"Ketamine", "Projection neuron", "NMDA receptor", "ketamine 1 µM"} <= words
    assert tree.get("width") == "180.00mm"


def test_an_svg_spaces_the_letters_of_its_headings(svg: str) -> None:
    assert re.search(r'<g id="backdrop" letter-spacing="0\.9">', svg)


def test_an_svg_embeds_every_weight_that_it_writes(svg: str) -> None:
    weights = set(re.findall(r'<text [^>]*font-weight="(\d+)"', svg))
    embedded = re.findall(
        r"@font-face { font-family: Inter; font-weight: (\d+); "
        r'src: url\(data:font/woff;base64,([^)]+)\) format\("woff"\)',
        svg,
    )
    assert {weight for weight, _data in embedded} == weights
    assert all(b64decode(data).startswith(b"wOFF") for _weight, data in embedded)
    assert len(svg) < 800_000


def test_an_svg_holds_no_clip_and_no_picture(svg: str) -> None:
    assert not re.search(r"<image|clip-?path|<filter", svg, re.IGNORECASE)


def test_every_gradient_of_an_svg_has_its_own_name(svg: str) -> None:
    names = re.findall(r'\sid="([^"]+)"', svg)
    assert len(names) == len(set(names))
    used = set(re.findall(r"url\(#([^)]+)\)", svg))
    assert used
    assert used <= set(names)


def test_a_pdf_embeds_its_font() -> None:
    content = encoded(figure(), ".pdf")
    assert content.startswith(b"%PDF")
    assert b"/FontFile2" in content
    assert b"/Subtype /Image" not in content


def test_a_pdf_holds_no_gradient_of_opacities() -> None:
    assert b"/SMask <<" not in encoded(figure(), ".pdf")


def test_a_pdf_looks_like_the_picture() -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="needs a viewer of PDFs")
    page = pdfium.PdfDocument(encoded(figure(), ".pdf"))[0]
    seen = page.render(scale=DPI / 72, rev_byteorder=True).to_numpy()[..., :3]
    drawn = image(figure(), DPI)
    off = np.abs(blurred(drawn) - blurred(of_rgb(seen), drawn.size()))
    assert off.mean() < 1.2
    assert np.percentile(off, 99.9) < 25.0
    assert off.max() < 45.0


def test_letters_are_as_far_apart_at_any_resolution() -> None:
    fine, coarse = image(figure(), 4 * DPI), image(figure(), DPI)
    off = np.abs(blurred(fine, coarse.size()) - blurred(coarse))
    assert off.max() < 30.0


def test_the_words_of_a_late_mark_stay_on_the_page() -> None:
    late = (Mark(1990.0, "ketamine out, gabapentin 10 µM, and something to warm the feet"),)
    edge = image(figure(marks=late, stamp=""), DPI)
    strip = edge.copy(edge.width() - 4, 0, 4, edge.height())
    assert strip == image(figure(marks=(), stamp=""), DPI).copy(
        strip.rect().translated(edge.width() - 4, 0)
    )


def test_a_trace_that_never_moves_has_no_bar() -> None:
    shown = (trace("Pain read-out", "brain", "kPa", TIME, np.zeros(TIME.size)),)
    assert "kPa</text>" not in encoded(figure(traces=shown), ".svg").decode()


def test_rows_of_one_element_say_what_each_shows() -> None:
    shown = [
        trace("NMDA receptor", "nmda", "1", TIME, np.sin(TIME), quantity=quantity)
        for quantity in ("Open now", "Calcium")
    ]
    svg = encoded(figure(traces=tuple(shown)), ".svg").decode()
    assert svg.count("NMDA receptor</text>") >= 2
    assert all(f"{each.quantity}</text>" in svg for each in shown)


def test_rows_of_spikes_alone_are_painted() -> None:
    shown = raster("C fibres", "nociceptor", [10.0, 500.0, 900.0], [0, 1, 0], 2)
    svg = encoded(figure(traces=(shown,), marks=()), ".svg").decode()
    assert "C fibres</text>" in svg
    assert "500 ms</text>" in svg or "100 ms</text>" in svg


def test_a_png_has_the_width_asked_for() -> None:
    picture = QImage.fromData(encoded(figure(width_mm=90.0), ".png", dpi=100))
    assert picture.width() == round(90 / 25.4 * 100)
    assert picture.dotsPerMeterX() == round(100 / 25.4 * 1000)


def test_a_transparent_figure_has_no_ground() -> None:
    assert image(figure(transparent=True), 40).pixelColor(281, 1).alpha() == 0
    assert image(figure(), 40).pixelColor(281, 1).alpha() == 255


def test_an_unknown_ending_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"\.svg, \.pdf, \.png"):
        encoded(figure(), ".docx")


def test_a_spike_of_one_sample_is_never_lost() -> None:
    values = np.zeros(200_000)
    values[123_456] = 100.0
    shown = trace("v", "ink", "mV", np.arange(200_000.0), values)
    assert shown.values.max() == 100.0
    assert shown.time_ms[shown.values.argmax()] == 123_456.0
    assert shown.time_ms.size <= 2 * COLUMNS + 2


@pytest.mark.parametrize(("amount", "bar"), [(1.0, 1.0), (3.9, 2.0), (74.0, 50.0), (0.07, 0.05)])
def test_scale_bars_have_round_sizes(amount: float, bar: float) -> None:
    assert rounded(amount) == pytest.approx(bar)


def test_times_are_said_in_their_natural_unit() -> None:
    assert time_words(200.0) == "200 ms"
    assert time_words(2000.0) == "2 s"


@pytest.mark.parametrize("kind", ["ketamine", "movement", "pain_readout"])
def test_every_picture_of_a_treatment_or_of_pain_says_that_it_is_a_model(kind: str) -> None:
    build = Builder()
    build.add(kind, 300, 300)
    page = Page(Figure(build.circuit), build.catalog)
    assert "Model, not advice" in page.svg()
    assert ("not a clinical ten-point scale" in page.svg()) is (kind == "pain_readout")
    stamped = Page(Figure(build.circuit, stamp="CircuitLab"), build.catalog)
    assert stamped.height > page.height
    assert "CircuitLab" in stamped.svg()


def test_a_picture_of_a_healthy_neuron_needs_no_caution() -> None:
    build = Builder()
    build.add("projection_neuron", 300, 300)
    assert "advice" not in Page(Figure(build.circuit), build.catalog).svg()
