"""The card of what trials found of a drug or a treatment, readable at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from circuitlab.catalog.evidence import MOST_CERTAIN, finding_note
from circuitlab.gui.faults import paints
from circuitlab.gui.inspector.page_parts import citation_line, words
from circuitlab.render.pens import disc
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.evidence import Evidence, Finding
    from circuitlab.catalog.spec import Citation
    from circuitlab.render.theme import Theme

_STEP, _RADIUS, _HIGH = 11.0, 3.6, 16


class CertaintyDots(QWidget):
    """How certain a finding is: so many of four dots are full.

    Parameters
    ----------
    finding : Finding
    theme : Theme
    """

    def __init__(self, finding: Finding, theme: Theme) -> None:
        super().__init__()
        self._finding, self._theme = finding, theme
        self.setFixedSize(QSize(round(MOST_CERTAIN * _STEP), _HIGH))
        self.setAccessibleName(finding.certainty_words)
        self.setToolTip(finding.certainty_words)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = self._theme.line_of("accent")
            for step in range(MOST_CERTAIN):
                middle = QPointF((step + 0.5) * _STEP, 0.5 * _HIGH)
                inside = edge if step < self._finding.steps else None
                disc(painter, middle, _RADIUS, inside, edge, 1.2)


def evidence_card(evidence: Evidence, citations: Mapping[str, Citation], theme: Theme) -> QFrame:
    """Return the card: what it does here, what was found, what is debated, when it was checked."""
    box = QFrame()
    box.setObjectName("evidence")
    column = QVBoxLayout(box)
    column.setContentsMargins(14, 11, 14, 11)
    column.setSpacing(4)
    column.addWidget(words("evidenceTitle", _("What it does in this model")))
    column.addWidget(words("body", evidence.here))
    column.addSpacing(6)
    column.addWidget(words("evidenceTitle", _("What trials in people found")))
    for finding in evidence.findings:
        _add_finding(column, finding, citations, theme)
    column.addSpacing(4)
    column.addWidget(words("evidenceTitle", _("What is debated")))
    column.addWidget(words("body", evidence.debated))
    column.addSpacing(6)
    foot = _("{checked} · a model, not advice").format(checked=evidence.checked_words)
    column.addWidget(words("small", foot[:1].upper() + foot[1:]))
    return box


def _add_finding(
    column: QVBoxLayout, finding: Finding, citations: Mapping[str, Citation], theme: Theme
) -> None:
    column.addWidget(words("body", finding.found))
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(CertaintyDots(finding, theme))
    row.addWidget(words("small", finding_note(finding)), 1)
    column.addLayout(row)
    if finding.source in citations:
        column.addWidget(citation_line(citations[finding.source]))
    column.addSpacing(5)
