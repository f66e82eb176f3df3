"""From the writer thread to the screen: the newest situation and everything that changed, at most 20 times a second."""

import threading

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QThread, QTimer, Signal, Slot

from ioc.domain.situation import Changes, Situation

INTERVAL_MS = 50


class Bridge(QObject):
    """The one object that both threads touch. Built on the GUI thread: elsewhere its timer would never start."""

    changed = Signal(object, object)
    """(Situation, Changes), on the GUI thread. Changes are the union of all that came since the last signal."""

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        application = QCoreApplication.instance()
        if application is None or QThread.currentThread() is not application.thread():
            raise RuntimeError("the bridge must be built on the GUI thread, after the application")
        super().__init__(parent)
        self._lock = threading.Lock()
        self._situation: Situation | None = None
        self._changes = Changes()
        self._waking = False
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._hand_over)
        self._since = QElapsedTimer()
        self._woken.connect(self._wake)

    def publish(self, situation: Situation, changes: Changes) -> None:
        """Take a situation; called from the writer thread and returns at once."""
        with self._lock:
            if self._stopped:
                return
            self._situation = situation
            self._changes = self._changes | changes
            if self._waking:
                return
            self._waking = True
        self._woken.emit()

    def flush(self) -> None:
        """Hand over now what has been published; on the GUI thread only."""
        self._hand_over()

    def stop(self) -> None:
        """Take nothing and hand over nothing from now on."""
        with self._lock:
            self._stopped = True
            self._situation = None
        self._timer.stop()

    @Slot()
    def _wake(self) -> None:
        if self._stopped:
            return
        waited = self._since.elapsed() if self._since.isValid() else INTERVAL_MS
        self._timer.start(max(0, INTERVAL_MS - int(waited)))

    @Slot()
    def _hand_over(self) -> None:
        with self._lock:
            situation, changes = self._situation, self._changes
            self._changes = Changes()
            self._waking = False
        self._since.start()
        if situation is not None:
            self.changed.emit(situation, changes)
