"""How the run was when each step of a walk began, so that going back shows it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.session import Session
    from circuitlab.playback.moments import Kept

MOST_BYTES = 200_000_000
"""What all of them may take; of more, the oldest are forgotten."""


class StepMoments(QObject):
    """Keeps a moment of the run for each step that was shown in it.

    A step that was shown from the very start of the run needs none: the run begins anew.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._kept: dict[str, Kept | None] = {}
        self._is_on = self._goes_back = False
        session.restarted.connect(self._begun_anew)
        session.went_back.connect(self._forget_after)

    def begin(self) -> None:
        """Keep moments from now on."""
        self._kept.clear()
        self._is_on = True

    def forget(self) -> None:
        """Keep none any more."""
        self._kept.clear()
        self._is_on = False

    def keep(self, id: str) -> None:
        """Keep the run as it is now for a step that begins."""
        now = self._session.kept_now
        self._kept.pop(id, None)
        if now is not None:
            self._kept[id] = now
        elif self._session.now_ms <= 0.0:
            self._kept[id] = None
        while self._bytes() > MOST_BYTES:
            del self._kept[next(iter(self._kept))]

    def go_back_to(self, id: str, lay: Callable[[float], object]) -> bool:
        """Go back to how the run was when a step began; False where that is not known.

        Parameters
        ----------
        lay
            Lays what the step lays, so that the run goes on with it; given that model time, ms.
        """
        if id not in self._kept:
            return False
        kept, self._goes_back = self._kept[id], True
        lay(kept.moment.time_ms if kept is not None else 0.0)
        if kept is None:
            self._session.reset()
        else:
            self._session.go_on_from(kept)
        self._goes_back = False
        return True

    def _bytes(self) -> int:
        return sum(each.nbytes_beside(None) for each in self._kept.values() if each is not None)

    def _begun_anew(self) -> None:
        """Forget what the run before has left: only its very start is that of this one, too."""
        starts = {id for id, kept in self._kept.items() if kept is None}
        self._kept = dict.fromkeys(starts) if self._goes_back else {}

    def _forget_after(self, time_ms: float) -> None:
        self._kept = {
            id: kept
            for id, kept in self._kept.items()
            if kept is None or kept.moment.time_ms <= time_ms
        }
