"""The inspector shows what trials found of a drug, with sources, and how certain it is."""

from PySide6.QtWidgets import QLabel

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.inspector.element_page import ElementSheet
from circuitlab.gui.inspector.evidence_card import CertaintyDots, evidence_card
from circuitlab.gui.sidebar.kind_list import tip_of
from circuitlab.render.theme import theme

CATALOG = default_catalog()


def said(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_card_says_all_that_the_catalog_has_of_it(qtbot):
    evidence = CATALOG.kind("gabapentin").evidence
    assert evidence is not None
    card = evidence_card(evidence, CATALOG.citations, theme("light"))
    qtbot.addWidget(card)
    text = said(card)
    for finding in evidence.findings:
        assert finding.found in text
        assert str(finding.year) in text
        assert CATALOG.citations[finding.source].text in text
    assert evidence.here in text
    assert evidence.debated in text
    assert "Checked November 2026 · a model, not advice" in text
    assert len(card.findChildren(CertaintyDots)) == len(evidence.findings)


def test_dots_show_how_certain_a_finding_is(qtbot):
    evidence = CATALOG.kind("gabapentin").evidence
    assert evidence is not None
    for look in ("light", "dark"):
        dots = CertaintyDots(evidence.findings[0], theme(look))
        qtbot.addWidget(dots)
        picture = dots.grab().toImage()
        full = theme(look).line_of("accent")
        inside = [picture.pixelColor(round(11 * (n + 0.5)), 8) == full for n in range(4)]
        assert inside == [True, True, True, False]
        assert dots.accessibleName() == "moderate certainty"


def test_the_sheet_of_a_drug_has_its_card_and_that_of_a_neuron_none(document, qtbot):
    circuit = document.circuit
    for id, has_card in (("ketamine1", True), ("projection_neuron1", False)):
        sheet = ElementSheet(circuit, CATALOG, id, theme("light"))
        qtbot.addWidget(sheet)
        assert ("a model, not advice" in said(sheet)) is has_card


def test_the_palette_tells_the_first_finding_and_that_it_is_no_advice():
    tip = tip_of(CATALOG.kind("gabapentin"))
    assert "32 of 100" in tip
    assert "Model, not advice" in tip
    assert "Trials" not in tip_of(CATALOG.kind("projection_neuron"))
    assert "not a clinical ten-point scale" in tip_of(CATALOG.kind("pain_readout"))
