"""The same figure is the same file, byte by byte, whenever and wherever it is written."""

import re
from functools import partial
from html import unescape

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.model.circuit import Circuit
from circuitlab.render.figure.figure import Figure, encoded, suffixes
from circuitlab.render.figure.pages import pdf_of
from circuitlab.render.pens import LEFT, write
from circuitlab.render.theme import font, theme

STAMP = "CircuitLab 0.1.0 · Pain & “heat” <1> · seed 1"


def _page(painter: QPainter) -> None:
    """Three weights of letters: Qt keeps their fonts in an order of its own."""
    for row, weight in enumerate((400, 600, 700)):
        room = QRectF(0.0, 20.0 * row, 100.0, 20.0)
        write(painter, "Aδ −60 mV", room, font(12, weight), theme("print").colour("ink"), LEFT)


page = partial(pdf_of, _page, 100.0, 60.0, 50.0, STAMP)


def test_a_pdf_is_the_same_each_time_and_says_no_date(qapp: object) -> None:
    made = {page() for _time in range(5)}
    assert len(made) == 1
    pdf = made.pop()
    assert b"Date" not in pdf


def test_a_pdf_is_called_after_its_content(qapp: object) -> None:
    names = [
        re.search(rb"uuid:([0-9a-f-]{36})", pdf) for pdf in (page(), pdf_of(_page, 100, 60, 51))
    ]
    assert all(names)
    assert names[0].group() != names[1].group()  # type: ignore[union-attr]


def test_everything_in_a_pdf_stands_where_its_table_says(qapp: object) -> None:
    pdf = page()
    at = int(pdf.rsplit(b"startxref", 1)[1].split()[0])
    assert pdf[at:].startswith(b"xref")
    placed = re.findall(rb"^(\d{10}) 00000 n", pdf[at:], re.MULTILINE)
    assert len(placed) > 10
    for number, offset in enumerate(placed, 1):
        assert pdf[int(offset) :].startswith(b"%d 0 obj" % number)


def _title(kind: str, made: bytes) -> str:
    """Return the title that a picture of this kind has, as a reader of it finds it."""
    if kind == ".png":
        return QImage.fromData(made).text("Title")
    within = {".svg": rb"<title>(.*)</title>", ".pdf": rb"\"x-default\">(.*?)</rdf:li>"}
    found = re.search(within[kind], made)
    return unescape(found.group(1).decode()) if found else ""


@pytest.mark.parametrize("kind", suffixes())
def test_a_figure_says_of_itself_what_it_is(qapp: object, kind: str) -> None:
    figure = Figure(Circuit(), stamp=STAMP, key=False)
    assert _title(kind, encoded(figure, kind, 72)) == STAMP
