"""What the inspector says of a pain read-out: its parts, and what hurts more than it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from circuitlab.analysis.sensitivity import HURTS_FROM, MORE_PAIN, changes
from circuitlab.catalog.live_words import live_text
from circuitlab.gui.inspector.page_parts import link_button, words
from circuitlab.gui.pain.answer_curve import AnswerCurve, threshold_words
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _, in_digits

if TYPE_CHECKING:
    from circuitlab.analysis.sensitivity import Compared
    from circuitlab.gui.pain.testing import Found, PainTesting
    from circuitlab.render.theme import Theme


class PainSection(QWidget):
    """Tests the read-out `id`, and shows what came of it."""

    def __init__(
        self, testing: PainTesting, id: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._testing, self._id, self._theme = testing, id, theme
        self._shown: Found | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.told = words("small", _told())
        self.button = QPushButton()
        self.button.setObjectName("slim")
        self.button.clicked.connect(self._press)
        self.bar = QProgressBar(textVisible=False, maximum=1000)
        self.bar.setFixedHeight(6)
        self.state = words("small", "")
        self.reference = words("small", "")
        told = _("Compare with the circuit as it is at this moment")
        self.take = link_button(_("Take this moment as healthy"), told, testing.take_reference)
        told = _("Compare with the circuit as it begins")
        self.drop = link_button(_("Compare with the beginning"), told, testing.drop_reference)
        self.results = QVBoxLayout()
        self.results.setSpacing(6)
        for piece in (self.told, self.button, self.bar, self.state):
            column.addWidget(piece)
        column.addLayout(self.results)
        for piece in (self.reference, self.take, self.drop):
            column.addWidget(piece)
        testing.changed.connect(self._follow)
        self._follow()

    def _press(self) -> None:
        if self._testing.is_on:
            self._testing.cancel()
        else:
            self._testing.start(self._id)

    def _follow(self) -> None:
        testing = self._testing
        self.button.setText(_("Stop") if testing.is_on else _("Test what hurts now"))
        self.bar.setVisible(testing.is_on)
        self.bar.setValue(round(1000 * testing.part))
        self.reference.setText(_reference(testing.reference_ms))
        self.drop.setVisible(testing.reference_ms is not None)
        found = testing.found.get(self._id)
        past = found is not None and testing.is_past
        stale = _("The circuit has changed since; test again.") if past else ""
        self.state.setText(testing.fault or stale)
        self.state.setVisible(bool(self.state.text()))
        if found is not self._shown:
            self._shown = found
            self._show(found)

    def _show(self, found: Found | None) -> None:
        while (item := self.results.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if found is None:
            return
        self.results.addWidget(words("body", spontaneous_words(found)))
        compared = changes(found.before, found.now)
        if not compared:
            told = _("No stimulus of the skin in this circuit can be given ever stronger.")
            self.results.addWidget(words("small", told))
        for change in compared:
            self.results.addWidget(words("small", threshold_words(change)))
            self.results.addWidget(AnswerCurve(change, self._theme))
        self.results.addWidget(_pills(compared))


def _pills(compared: list[Compared]) -> QWidget:
    """The two words, lit where the test has found what they mean."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    lit = {
        _("hyperalgesia"): any(change.hyperalgesia for change in compared),
        _("allodynia"): any(change.allodynia for change in compared),
    }
    for word, is_lit in lit.items():
        pill = PlainLabel(word)
        pill.setObjectName("painPill")
        pill.setProperty("lit", is_lit)
        said = _("{word}: found") if is_lit else _("{word}: not found")
        pill.setAccessibleName(said.format(word=word))
        line.addWidget(pill)
    line.addStretch(1)
    return row


def spontaneous_words(found: Found) -> str:
    """Say what is there without any stimulus, now and in the reference."""
    now, before = live_text(found.now.spontaneous), live_text(found.before.spontaneous)
    return _("Without any stimulus: {now} of 10, before {before}").format(now=now, before=before)


def _reference(at_ms: float | None) -> str:
    if at_ms is None:
        return _("“Before” is the circuit as it begins, without its timeline.")
    return _("“Before” is the moment at {seconds} s.").format(
        seconds=in_digits(f"{at_ms / 1e3:.3f}")
    )


def _told() -> str:
    return _(
        "Hidden copies go on from this moment: first without any stimulus, then each stimulus "
        "of the skin alone, ever stronger. Model output, not a clinical score. Pain from what "
        "did not hurt before is allodynia; more pain (by {more} of 10) from what did is "
        "hyperalgesia. It counts as pain from {least} of 10 on (assumed)."
    ).format(more=in_digits(f"{MORE_PAIN:g}"), least=in_digits(f"{HURTS_FROM:g}"))
