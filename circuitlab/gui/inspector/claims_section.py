"""What is expected of a circuit, beside what is measured of it when that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from circuitlab.analysis.claim_results import ClaimResult, Verdict
from circuitlab.analysis.claim_words import (
    expected_words,
    known_miss_words,
    measured_words,
    unit_of_claim,
)
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.checking import Checking
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.claims import Claim

_WHOLE = 1000
_BUTTON = 136
"""Width in pixels that the longest of the button's words take."""
_BETWEEN = 6
"""Air between two claims, px."""
_NAMES = {
    Verdict.HOLDS: "claimHolds",
    Verdict.HOLDS_AGAIN: "claimHolds",
    Verdict.KNOWN_MISS: "claimKnown",
    Verdict.FAILS: "claimFails",
}


class ClaimsSection(QWidget):
    """The claims of a circuit line by line, and the button that has them measured.

    Parameters
    ----------
    circuit, catalog
        Whose claims they are, and the kinds there are.
    checking : Checking
        Measures them.

    Attributes
    ----------
    button : QPushButton
        Begins measuring, or ends it.
    lines : dict
        What is shown of each claim, by its id.
    """

    def __init__(
        self, circuit: Circuit, catalog: Catalog, checking: Checking, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._checking = checking
        self._shown: tuple[object, ...] | None = None
        self.lines: dict[str, ClaimLine] = {}
        self._claims: Sequence[Claim] = circuit.document["claims"]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(words("small", _how()))
        self._column.addWidget(self._head())
        self._told = words("small", "")
        self._column.addWidget(self._told)
        read = [claim for claim in self._claims if claim.literature]
        checks = [claim for claim in self._claims if not claim.literature]
        if read:
            self._column.addWidget(words("subheading", _("Beside the literature")))
            self._add_lines(read, circuit, catalog)
        if checks:
            self._column.addWidget(words("subheading", _("Checks of the code")))
            self._column.addWidget(words("small", _checked()))
            self._add_lines(checks, circuit, catalog)
        checking.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known by now, where it is another than what is shown."""
        checking = self._checking
        known = (
            *(checking.is_on, checking.part, dict(checking.results)),
            *(checking.fault, checking.is_past, checking.has_changes),
        )
        if known == self._shown:
            return
        self._shown = known
        self.button.setText(self._wanted())
        self._bar.setVisible(checking.is_on)
        self._bar.setValue(round(_WHOLE * checking.part))
        told = " ".join(self._said())
        self._told.setText(told)
        self._told.setVisible(bool(told))
        for id, line in self.lines.items():
            line.show_result(checking.results.get(id), checking.is_on, checking.is_past)

    def _head(self) -> QWidget:
        row = QWidget()
        head = QHBoxLayout(row)
        head.setContentsMargins(0, 3, 0, 3)
        head.setSpacing(10)
        self.button = QPushButton("")
        self.button.setObjectName("slim")
        self.button.setMinimumWidth(_BUTTON)
        self.button.setToolTip(_("Measured in runs of their own; this one goes on undisturbed"))
        self.button.clicked.connect(self._turn)
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bar.setAccessibleName(_("How much of the claims' runs is done"))
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self._bar, 1)
        return row

    def _turn(self) -> None:
        if self._checking.is_on:
            self._checking.cancel()
        else:
            self._checking.start()

    def _wanted(self) -> str:
        if self._checking.is_on:
            return _("Stop")
        return _("Measure again") if self._checking.results else _("Measure them now")

    def _said(self) -> Iterable[str]:
        checking = self._checking
        found = [checking.results[c.id] for c in self._claims if c.id in checking.results]
        if found:
            held = sum(result.holds for result in found)
            holding = ngettext("{held} of {count} holds.", "{held} of {count} hold.", len(found))
            said = holding.format(held=held, count=len(found))
            left = len(self._claims) - len(found)
            more = ngettext("{n} not measured yet.", "{n} not measured yet.", left)
            yield said if not left else f"{said} {more.format(n=left)}"
        if checking.fault:
            yield checking.fault
        if checking.is_past:
            yield _("The circuit has changed since: measure again.")
        elif checking.has_changes:
            yield _("You have changed this circuit: it is judged as it stands now.")

    def _add_lines(self, claims: Iterable[Claim], circuit: Circuit, catalog: Catalog) -> None:
        for claim in claims:
            line = ClaimLine(claim, unit_of_claim(claim, circuit, catalog))
            self.lines[claim.id] = line
            head = QHBoxLayout()
            head.setSpacing(12)
            head.addWidget(line.title, 1)
            head.addWidget(line.expected, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(head)
            self._column.addWidget(line.measured)
            if claim.literature:
                told = _("Literature: {range}").format(range=claim.literature)
                self._column.addWidget(words("source", told))
            self._column.addSpacing(_BETWEEN)


class ClaimLine:
    """A claim: what it says, what is expected, and what was measured.

    Attributes
    ----------
    title, expected : QLabel
    measured : QLabel
        What was measured, in the colour of what it means.
    """

    def __init__(self, claim: Claim, unit: str) -> None:
        self.title = words("liveName", claim.title)
        self.expected = PlainLabel(expected_words(claim, unit))
        self.expected.setObjectName("liveValue")
        self.expected.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.measured = words("claimOpen", "")

    def show_result(self, result: ClaimResult | None, is_awaited: bool, is_past: bool) -> None:
        """Show what was measured; nothing is, or not yet, where there is no result."""
        name = "claimOpen" if result is None or is_past else _NAMES[result.verdict]
        text = (_("waiting …") if is_awaited else "") if result is None else _said_of(result)
        if self.measured.objectName() != name:
            self.measured.setObjectName(name)
            self.measured.style().polish(self.measured)
        self.measured.setText(text)
        self.measured.setVisible(bool(text))


def _said_of(result: ClaimResult) -> str:
    measured = measured_words(result)
    if result.trouble is not None:
        return _("✗ not measured: {why}").format(why=measured)
    if result.verdict is Verdict.FAILS:
        return _("✗ measured {number}").format(number=measured)
    if result.verdict is Verdict.KNOWN_MISS:
        known = known_miss_words(result)
        return _("~ measured {number}; {known}").format(number=measured, known=known)
    return _("✓ measured {number}").format(number=measured)


def _how() -> str:
    return _("Each is measured in a run of its own, by this button or by “circuitlab verify”.")


def _checked() -> str:
    return _(
        "These expect what the same equations gave before: they show faults of the program, and "
        "say nothing about nature."
    )
