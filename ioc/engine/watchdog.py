"""Notices an engine that stands still, and says so once; and once when it moves again."""

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import NamedTuple

log = logging.getLogger(__name__)

PERIOD_S = 1.0
ALLOWED_S = 10.0


class Watched(NamedTuple):
    """A part that must never stand still: its name in the log, and for how many seconds it has."""

    name: str
    standing_s: Callable[[], float]


class Watchdog:
    """Looks every second. ``report`` is called with what stands still, and with None when all moves again."""

    def __init__(
        self, parts: Sequence[Watched], report: Callable[[str | None], None], allowed_s: float = ALLOWED_S
    ) -> None:
        self._parts = tuple(parts)
        self._report = report
        self._allowed_s = allowed_s
        self._stopped = Event()
        self._reported: str | None = None
        self._thread = Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(2 * PERIOD_S)

    def look(self) -> None:
        """Look once."""
        standing = [part.name for part in self._parts if part.standing_s() > self._allowed_s]
        found = f"the {' and the '.join(standing)} stand still" if len(standing) > 1 else None
        if len(standing) == 1:
            found = f"the {standing[0]} stands still"
        if found == self._reported:
            return
        self._reported = found
        if found is None:
            log.warning("The engine moves again")
        else:
            log.error("The engine does not move: %s for more than %.0f s", found, self._allowed_s)
        self._report(found)

    def _watch(self) -> None:
        while not self._stopped.wait(PERIOD_S):
            self.look()
