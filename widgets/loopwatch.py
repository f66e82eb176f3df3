"""How long the event loop stood still: the truth about a window that "hangs for a moment"."""

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 10


class LoopWatch(QObject):
    """A heartbeat that records its largest delay.

    Blocking in the first ``grace_s`` seconds is start-up work and is not counted. What is measured is
    the gap between two beats less the beat itself, in milliseconds.
    """

    def __init__(self, grace_s: float = 5.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts_from = perf_counter() + grace_s
        self._last = perf_counter()
        self._worst_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    @property
    def worst_ms(self) -> float:
        """The longest time the loop did not answer, so far."""
        return self._worst_ms

    def stop(self) -> None:
        """Measure no more: what follows is the work of ending."""
        self._beat()
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        now = perf_counter()
        blocked_ms = (now - self._last) * 1000.0 - BEAT_MS
        self._last = now
        if now >= self._counts_from + BEAT_MS / 1000.0:
            self._worst_ms = max(self._worst_ms, blocked_ms)
