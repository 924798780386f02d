"""Messages to a runner, some of which end what it is just making."""

from __future__ import annotations

import queue
from collections import deque

from circuitlab.engine.running.messages import (
    ByDays,
    CancelBuild,
    Edit,
    Join,
    Message,
    Reset,
    Resume,
)

Inbox = queue.SimpleQueue[Message | None]
_ENDING = (Edit, Reset, ByDays, Join, Resume, CancelBuild)
"""Messages after which a plan in the making is not wanted any more."""


class Mailbox:
    """Takes messages in their order, and looks ahead at those that wait.

    Parameters
    ----------
    inbox : what others post to; None ends the run
    """

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._ahead: deque[Message | None] = deque()

    def get(self, timeout: float) -> Message | None:
        """Take a message; raise `queue.Empty` where none comes in so many seconds."""
        if self._ahead:
            return self._ahead.popleft()
        return self._inbox.get(timeout=timeout)

    def get_nowait(self) -> Message | None:
        """Take a message that waits; raise `queue.Empty` where there is none."""
        return self._ahead.popleft() if self._ahead else self._inbox.get_nowait()

    def ends_making(self) -> bool:
        """Whether a message waits after which what is being made is not wanted."""
        while not self._inbox.empty():
            self._ahead.append(self._inbox.get())
        return any(message is None or isinstance(message, _ENDING) for message in self._ahead)

    def take_cancel(self) -> bool:
        """Whether somebody has cancelled what was being made; asked once."""
        kept = [message for message in self._ahead if not isinstance(message, CancelBuild)]
        cancelled = len(kept) < len(self._ahead)
        self._ahead = deque(kept)
        return cancelled
