"""The buttons with which a dialog that takes something ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox


def decision(dialog: QDialog, take: Callable[[], object]) -> QDialogButtonBox:
    """Return the buttons that take what a dialog holds, or leave it.

    Parameters
    ----------
    take
        Called when it is to be taken; it closes the dialog where all fits.
    """
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    buttons.accepted.connect(take)
    buttons.rejected.connect(dialog.reject)
    return buttons
