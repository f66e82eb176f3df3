"""``python -m benchmarks.soak``: an hour of polling the whole sample as fast as it goes, then 10,000 repaints.

The hour goes over real HTTP to the sample's server, whose clock and the engine's are one that is moved by hand, and
through decoding and the pipeline into a real SQLite store. While the overview is repainted, polling goes on. Prints
memory, seconds and counts of both; exit status 1 when memory grew by more than its bound, when PySide6 gave back
references to ``None`` that it did not hold (in Python 3.11 that ends in a crash), or when anything was raised or logged
as an error.
"""

import gc
import heapq
import logging
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from types import TracebackType

import psutil
from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from ioc.application import Running, open_console
from ioc.deployment.load import load
from ioc.domain.clock import ManualClock
from ioc.engine.feed_health import is_success
from ioc.feeds.backoff import next_poll, retry_after
from ioc.feeds.fetch import Fetcher
from ioc.feeds.workers import Decoder
from sample_feeds.server import make_server
from widgets.bridge import Bridge
from widgets.i18n.languages import Languages
from widgets.pages.page import Context
from widgets.queries import QueryPool
from widgets.theme import Theme
from widgets.window import Window

SAMPLE = Path(__file__).parents[1] / "sample_feeds/deployment"
START = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
TICK = timedelta(seconds=1)
HOUR = timedelta(hours=1)
WARM_UP = timedelta(minutes=10)
REPAINTS, FIRST_REPAINTS = 10_000, 1_000
A_REPAINT = timedelta(milliseconds=100)
"""Simulated time from one repaint to the next."""
WHOLE = 10
"""Every so many repaints of the tiles the whole window is painted too."""
BOUND_MB = 40.0
"""By how much memory may grow after the warm-up, in each of the two: SQLite's page cache alone fills to 32 MiB in some
90 simulated minutes, and then memory stands still."""
NONE_BOUND = 2_000
"""How many references to ``None`` may get lost."""


def resident_mb() -> float:
    """Memory of this process, with nothing left to be collected."""
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6


def census() -> Counter[str]:
    """How many objects of each type the garbage collector watches."""
    gc.collect()
    return Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())


@dataclass
class Course:
    """What one part of the soak came to. Memory in MB, at the start, after the warm-up and at the end."""

    name: str
    memory: list[float] = field(default_factory=list)
    nones: list[int] = field(default_factory=list)
    objects: list[Counter[str]] = field(default_factory=list)
    counts: dict[str, float] = field(default_factory=dict)
    begun: float = field(default_factory=perf_counter)
    seconds: float = 0.0

    def look(self) -> None:
        """Measure now; the third time ends the course."""
        self.seconds = perf_counter() - self.begun
        self.memory.append(resident_mb())
        self.nones.append(sys.getrefcount(None))
        self.objects.append(census())

    @property
    def grown_mb(self) -> float:
        return self.memory[-1] - self.memory[1]

    @property
    def lost_nones(self) -> int:
        return self.nones[1] - self.nones[-1]

    @property
    def holds(self) -> bool:
        return self.grown_mb <= BOUND_MB and self.lost_nones <= NONE_BOUND

    def more_objects(self, most: int = 5) -> list[tuple[str, int]]:
        """The types of which there are more than after the warm-up."""
        return (self.objects[-1] - self.objects[1]).most_common(most)


class Day:
    """The sample being polled in simulated time. The console is never started: the pipeline is driven by hand."""

    def __init__(self, url: str, folder: Path, clock: ManualClock) -> None:
        deployment = load(SAMPLE, {"SAMPLE_URL": url})
        self.clock = clock
        self.console: Running = open_console(deployment, f"sqlite:///{folder / 'ioc.db'}", clock)
        self.polls = self.readings = self.failed = 0
        self._pipeline = self.console._pipeline
        self._settings = deployment.feeds
        self._catalogue = deployment.catalogue
        self._chance = random.Random(20)
        self._fetchers = {
            feed: Fetcher(settings, clock, chance=self._chance.random, wait=lambda _: False)
            for feed, settings in deployment.feeds.items()
        }
        self._decoder = Decoder()
        self._failures: Counter[str] = Counter()
        now = clock.now()
        self._due = [(now, feed) for feed in self._settings]
        self._due.append((now + TICK, ""))
        heapq.heapify(self._due)

    def pass_by(self, span: timedelta) -> None:
        """Let time pass: every poll and tick at its own instant."""
        until = self.clock.now() + span
        while self._due[0][0] <= until:
            at, feed = heapq.heappop(self._due)
            self.clock.advance(at - self.clock.now())
            if feed:
                following = self._poll(feed)
            else:
                self._pipeline.tick(at)
                following = at + TICK
            heapq.heappush(self._due, (following, feed))
        self.clock.advance(until - self.clock.now())

    def minutes(self, span: timedelta) -> int:
        """Let time pass, with somebody acknowledging every minute; gives how many alerts were."""
        acknowledged, end = 0, self.clock.now() + span
        while self.clock.now() < end:
            self.pass_by(min(timedelta(minutes=1), end - self.clock.now()))
            acknowledged += self.acknowledge()
        return acknowledged

    def acknowledge(self) -> int:
        """Take note of all that waits, as a person would; gives how many."""
        waiting = [alert.id for alert in self.console.situation.alerts.values() if alert.ack == "unack"]
        return self._pipeline.acknowledge(waiting, "soak", "seen", self.clock.now())

    def prune(self) -> None:
        """The hourly maintenance."""
        self.console._store.prune(self.clock.now())

    def close(self) -> None:
        """End the fetchers, the decoder and the store."""
        for fetcher in self._fetchers.values():
            fetcher.close()
        self._decoder.close()
        self.console.stop()

    def _poll(self, feed: str) -> datetime:
        """As the live engine polls, on one thread; gives when the feed is asked again."""
        settings, fetcher = self._settings[feed], self._fetchers[feed]
        poll = fetcher.fetch()
        batch = self._decoder.decode(poll, settings, self._catalogue)
        if batch.fault is not None:
            fetcher.forget()
        succeeded = is_success(batch)
        self._failures[feed] = 0 if succeeded else self._failures[feed] + 1
        self.polls += 1
        self.failed += not succeeded
        self.readings += batch.accepted
        now = self.clock.now()
        following = next_poll(
            now, settings.interval, self._failures[feed], self._chance.random(), retry_after(batch.poll)
        )
        self._pipeline.process(batch, now, following)
        return following


@contextmanager
def day(folder: Path) -> Iterator[Day]:
    """The sample's server and who polls it, on one clock."""
    clock = ManualClock(START)
    server = make_server(START, clock=clock)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        going = Day(server.url, folder, clock)
        try:
            yield going
        finally:
            going.close()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def poll_for(going: Day, span: timedelta, warm_up: timedelta) -> Course:
    """Poll for a span of simulated time, acknowledging every minute."""
    course = Course(f"polling for {span}")
    course.look()
    acknowledged = going.minutes(warm_up)
    going.prune()
    course.look()
    acknowledged += going.minutes(span - warm_up)
    going.prune()
    course.look()
    course.counts = {
        "polls": going.polls,
        "failed polls": going.failed,
        "values": going.readings,
        "transitions": len(going.console.transitions(limit=1_000_000)),
        "acknowledged": acknowledged,
        "polls/s": going.polls / course.seconds,
    }
    return course


class Painter(QObject):
    """Repaints the overview again and again from within an event loop, with polling going on."""

    def __init__(self, window: Window, bridge: Bridge, going: Day, course: Course, times: int, first: int) -> None:
        super().__init__()
        self._window, self._bridge, self._going, self._course = window, bridge, going, course
        self._times, self._first, self.done = times, first, 0
        self.error: BaseException | None = None
        self._loop = QEventLoop()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def run(self) -> None:
        """Return when all is painted; raises what went wrong."""
        self._timer.start(0)
        self._loop.exec()
        self._timer.stop()
        if self.error is not None:
            raise self.error

    @Slot()
    def _step(self) -> None:
        if self.done == self._times:
            return
        try:
            self._going.pass_by(A_REPAINT)
            self._bridge.flush()
            overview = self._window.overview()
            if overview is None:
                raise RuntimeError("the overview is not there")
            overview.wall.viewport().repaint()
            if self.done % WHOLE == 0:
                self._window.repaint()
        except BaseException as error:
            self.error = error
            self._loop.quit()
            return
        self.done += 1
        if self.done == self._first:
            self._course.look()
        if self.done == self._times:
            self._loop.quit()


@contextmanager
def shown(application: QApplication, going: Day) -> Iterator[tuple[Window, Bridge]]:
    """The window at its overview, as the program puts it together."""
    theme = Theme()
    theme.apply(application)
    languages, bridge, queries = Languages(application, "vi"), Bridge(), QueryPool()
    console = going.console
    window = Window(Context(console, queries, theme, going.clock, console.centre.zone, lambda: "soak"), languages)
    bridge.changed.connect(window.show_situation)
    console.subscribe(bridge.publish)
    bridge.flush()
    window.resize(1920, 1080)
    window.show_page("overview")
    window.show()
    try:
        yield window, bridge
    finally:
        bridge.stop()
        window.close()
        queries.stop()
        window.deleteLater()
        for translator in languages._installed:
            application.removeTranslator(translator)
        languages.deleteLater()


def repaint(application: QApplication, going: Day, times: int, first: int) -> Course:
    """Repaint the overview so many times; the ``first`` of them are the warm-up."""
    course = Course(f"{times:,} repaints")
    course.look()
    polls = going.polls
    with shown(application, going) as (window, bridge):
        Painter(window, bridge, going, course, times, first).run()
        overview = window.overview()
        course.look()
        course.counts = {
            "tiles painted": overview.wall.painted_tiles if overview is not None else 0,
            "polls": going.polls - polls,
            "widgets": len(application.allWidgets()),
            "repaints/s": times / course.seconds,
        }
    return course


class Raised(logging.Handler):
    """Collects what was raised where nobody could catch it, and what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []
        logging.getLogger().addHandler(self)
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self.found.append(f"{args.thread}: {args.exc_value!r}")

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.found.append(repr(error))
        sys.__excepthook__(kind, error, trace)


def show(courses: Sequence[Course], raised: Sequence[str]) -> None:
    """Print the table."""
    print(f"{'what':<24}{'seconds':>9}{'start MB':>10}{'warm MB':>10}{'end MB':>10}{'grown':>8}{'bound':>8}  None lost")
    for course in courses:
        start, warm, end = course.memory
        print(
            f"{course.name:<24}{course.seconds:>9.1f}{start:>10.1f}{warm:>10.1f}{end:>10.1f}"
            f"{course.grown_mb:>8.1f}{BOUND_MB:>8.0f}  {course.lost_nones} {'ok' if course.holds else 'OVER'}"
        )
        print("    " + ", ".join(f"{name} {count:,.0f}" for name, count in course.counts.items()))
        print("    more objects: " + ", ".join(f"{name} {more:+,}" for name, more in course.more_objects()))
    print(f"raised or logged as an error: {len(raised)}", *raised[:20], sep="\n    ")


def main() -> int:
    """Returns 1 where memory grew or anything was raised."""
    from benchmarks.screen import application

    app = application()
    raised = Raised()
    with tempfile.TemporaryDirectory() as folder, day(Path(folder)) as going:
        courses = [poll_for(going, HOUR, WARM_UP), repaint(app, going, REPAINTS, FIRST_REPAINTS)]
    show(courses, raised.found)
    return 0 if all(course.holds for course in courses) and not raised.found else 1


if __name__ == "__main__":
    sys.exit(main())
