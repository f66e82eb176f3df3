"""Budget: reading accepted → painted with 10,000 series at 1,000 readings/s, p95 ≤ 100 ms; the event loop is never
blocked over 50 ms and its p99 is ≤ 16 ms. Reference: an empty signal from a thread to a repainted label.
"""

import tempfile
import threading
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from benchmarks import city
from benchmarks.report import Figure, main, percentile
from benchmarks.screen import application, wall
from ioc.domain.readings import Batch
from ioc.domain.situation import ALL, Changes, Situation
from ioc.engine.pipeline import Pipeline
from ioc.feeds.decode import decode
from ioc.storage.store import Store
from widgets.bridge import Bridge
from widgets.parts.tile_wall import TileWall

SERIES = 10_000
ROWS = 50
EVERY_S = 0.05
SECONDS = 15


class Beat(QObject):
    """Records how long the event loop kept a 4 ms timer waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(4)

    @Slot()
    def _beat(self) -> None:
        now = perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - 4))
        self._last = now


class Probe(QObject):
    """Matches each batch that changes something visible with the paint that showed it."""

    def __init__(self, tiles: TileWall) -> None:
        super().__init__()
        self._tiles = tiles
        self._lock = threading.Lock()
        self._accepted: list[tuple[Batch, float]] = []
        self._shown: list[float] = []
        self.spans_ms: list[float] = []
        tiles.viewport().installEventFilter(self)

    def accepted(self, batch: Batch, instant: float) -> None:
        """A batch was handed to the pipeline then; called on the writer thread."""
        with self._lock:
            self._accepted.append((batch, instant))

    @Slot(object, object)
    def show(self, situation: Situation, changes: Changes) -> None:
        """The bridge hands over: everything accepted so far is in it or in a later one."""
        with self._lock:
            ready, self._accepted = self._accepted, []
        self._tiles.show_situation(situation, changes)
        visible = self._tiles.viewport().rect()
        self._shown += [
            instant
            for batch, instant in ready
            if any((rect := self._tiles.cell_rect(r.series)) and visible.intersects(rect) for r in batch.readings)
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._shown:
            shown, self._shown = self._shown, []
            QTimer.singleShot(0, self, lambda: self._painted(shown))
        return False

    def _painted(self, shown: list[float]) -> None:
        now = perf_counter()
        self.spans_ms += [(now - instant) * 1000 for instant in shown]


class Ping(QObject):
    """A bare round: a signal from a thread, a label's text, its paint."""

    sent = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.label.show()
        self.spans_ms: list[float] = []
        self.sent.connect(self._show)

    @Slot(float)
    def _show(self, instant: float) -> None:
        self.label.setText(str(instant))
        self.label.repaint()
        self.spans_ms.append((perf_counter() - instant) * 1000)


def bare_rounds(app: QWidget) -> list[float]:
    ping = Ping()
    pause = threading.Event()

    def send() -> None:
        for _ in range(100):
            ping.sent.emit(perf_counter())
            pause.wait(0.01)

    thread = threading.Thread(target=send)
    thread.start()
    while thread.is_alive():
        app.processEvents()
    app.processEvents()
    return ping.spans_ms


def feed_it(pipeline: Pipeline, batches: list[Batch], probe: Probe, done: threading.Event) -> None:
    """The writer thread: 50 readings 20 times a second."""
    begin = perf_counter()
    for number, batch in enumerate(batches):
        done.wait(max(0.0, begin + number * EVERY_S - perf_counter()))
        if done.is_set():
            return
        instant = perf_counter()
        pipeline.process(batch, batch.poll.received_at)
        probe.accepted(batch, instant)


def measure() -> list[Figure]:
    app = application()
    reference = bare_rounds(app)
    catalogue = city.catalogue(SERIES)
    settings = city.feed()
    first = next(city.documents(catalogue, SERIES, 1))
    polls = city.documents(catalogue, ROWS, int(SECONDS / EVERY_S), timedelta(seconds=EVERY_S), first.received_at)
    batches = [decode(poll, settings, catalogue) for poll in polls]
    tiles = wall(catalogue, 1900, 1000)
    bridge, probe = Bridge(), Probe(tiles)
    bridge.changed.connect(probe.show)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'ioc.db'}")
        pipeline = Pipeline(catalogue, city.rules(catalogue), {"city": settings}, store, bridge.publish)
        pipeline.restore(city.START)
        pipeline.process(decode(first, settings, catalogue), first.received_at)
        tiles.show_situation(pipeline.situation, ALL)
        tiles.toggle("s0")  # normal groups are collapsed; open one that fills the viewport
        app.processEvents()
        beat = Beat()
        done = threading.Event()
        writer = threading.Thread(target=feed_it, args=(pipeline, batches, probe, done))
        writer.start()
        QTimer.singleShot(int((SECONDS + 1) * 1000), app.quit)
        app.exec()
        done.set()
        writer.join()
        store.close()
    late = beat.late_ms[50:]
    return [
        Figure("reading accepted → painted", "ms", probe.spans_ms, "bare signal to label", reference, 100.0),
        Figure("event loop blocked, longest", "ms", [max(late)], "bare signal to label", reference, 50.0),
        Figure("event loop blocked, p99", "ms", [percentile(late, 99)], "bare signal to label", reference, 16.0),
    ]


if __name__ == "__main__":
    main(measure)
