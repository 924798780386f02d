"""What is written in a figure is found in its files, letter for letter."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter

from circuitlab.render.figure.figure import Figure, encoded
from circuitlab.render.figure.figure_traces import Mark, trace
from circuitlab.render.figure.pdf_characters import with_written_characters
from circuitlab.render.figure.svg import Pass, merged_svg
from circuitlab.render.pens import readable, write, write_lines, write_once
from circuitlab.render.theme import font
from circuitlab.resources import assets, presets
from tests.render.gallery import Builder

NAMES = (
    "−60 mV",
    "Aβ (touch)",
    "C–fibre × 3",
    "NMDA: ×2.5",
    "10 µM · α2δ-1",
    "V → I",
    "“rest” cell’s",
    "2+2 @ 37 °C",
)
CAPTION = "Held at −60 mV (n = 3), 2×2 cells: the neuron’s “rest” → B(A)–C, 10:30."
TIME = np.arange(0.0, 2000.0, 1.0)


def figure() -> Figure:
    build = Builder()
    for number, name in enumerate(NAMES):
        x, y = 200 + 260 * (number % 3), 150 + 240 * (number // 3)
        build.add("projection_neuron", x, y, label=name)
    shown = (trace("Cell (A)", "projection", "mV", TIME, np.linspace(-70.0, -50.0, TIME.size)),)
    return Figure(build.circuit, traces=shown, marks=(Mark(900.0, "×2 (−60)"),), caption=CAPTION)


def found(pdf: bytes) -> str:
    """Text of a PDF's page as a viewer copies it, on one line."""
    pdfium = pytest.importorskip("pypdfium2", reason="needs a viewer of PDFs")
    words = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return re.sub(r"\s+", " ", words)


def lines_of(svg: str) -> list[str]:
    """Every line of text of an SVG."""
    tree = ElementTree.fromstring(svg)
    return [text.text or "" for text in tree.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("kind", [".pdf", ".svg"])
def test_every_label_is_found(qapp: object, kind: str) -> None:
    content = encoded(figure(), kind)
    words = "\n".join(lines_of(content.decode())) if kind == ".svg" else found(content)
    for name in (*NAMES, "Cell (A)", "×2 (−60)", CAPTION):
        assert name in words
    assert not re.search("[\ue000-\uf8ff]", words)


def written(lines: list[str], weight: int) -> bytes:
    """PDF of some lines, written by every way of writing."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    maker, black = QPdfWriter(buffer), QColor("black")
    maker.setResolution(96)
    with QPainter(maker) as painter:
        for row, line in enumerate(lines):
            room = QRectF(40.0, 20.0 + 24.0 * row, 700.0, 20.0)
            way = (write, write_once, write_lines)[row % 3]
            way(painter, line, room, font(12, weight), black)
    return with_written_characters(bytes(buffer.data().data()))


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_every_character_of_the_program_is_found_beside_capitals_and_figures(
    qapp: object, weight: int
) -> None:
    text = (assets() / "translations" / "circuitlab.pot").read_text("utf-8")
    text += "".join(each.read_text("utf-8") for each in presets().glob("*.json"))
    signs = sorted({sign for sign in text if sign.isprintable() and sign != " "})
    pairs = [f"A{sign}B3{sign}3" for sign in signs]
    lines = ["  ".join(pairs[at : at + 6]) for at in range(0, len(pairs), 6)]
    words = found(written(lines, weight))
    missing = [pair for pair in pairs if pair not in words]
    assert len(signs) > 100
    assert not missing


def test_texts_that_stand_apart_stay_apart(qapp: object) -> None:
    ink = QColor("black")

    def paint(painter: QPainter) -> None:
        for left, words in ((10.0, "Aβ"), (90.0, "Aδ"), (120.0, "7.5")):
            write(painter, words, QRectF(left, 10.0, 60.0, 20.0), font(12), ink)

    assert lines_of(merged_svg([Pass("one", paint)], 200.0, 40.0, 50.0)) == ["Aβ", "Aδ", "7.5"]


def test_words_on_screen_keep_the_signs_that_suit_them(qapp: object) -> None:
    letters = font(16)
    picture = QImage(10, 10, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(picture) as painter:
        assert readable(painter, letters) is letters
