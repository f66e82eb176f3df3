"""The composition root: a deployment becomes a running console. Knows no screen."""

import gc
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from threading import RLock

from ioc.deployment.model import Deployment
from ioc.domain.alerts import Transition
from ioc.domain.clock import Clock, SystemClock
from ioc.domain.console import FeedInfo, Point
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Series
from ioc.domain.readings import Poll, Reject
from ioc.domain.situation import ALL, Changes, FeedState, Situation
from ioc.engine.live import Live
from ioc.engine.pipeline import Pipeline
from ioc.storage.store import Store

log = logging.getLogger(__name__)

Receiver = Callable[[Situation, Changes], None]


def spare_the_collector() -> None:
    """Set Python's garbage collector, for the whole process, to what this program allocates.

    A document brings tens of thousands of values that live on and hold no cycles. The default, a collection
    every 700 new objects, goes through them again and again, at up to a quarter of the time of the pipeline. What is
    there at the start stays until the end and is not looked at any more.
    """
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def open_console(deployment: Deployment, database: str, clock: Clock | None = None) -> "Running":
    """Open the store at ``database`` and take up where it left off; ``start`` begins to poll.

    Raises ``ioc.storage.errors.StoreError`` where the database cannot be opened.
    """
    store = Store.open(database)
    try:
        return Running(deployment, store, clock or SystemClock())
    except BaseException:
        store.close()
        raise


class Running:
    """A running deployment: ``ioc.domain.console.Console``, with its start and end."""

    def __init__(self, deployment: Deployment, store: Store, clock: Clock) -> None:
        """Use ``open_console``."""
        self.catalogue = deployment.catalogue
        self.centre = deployment.centre
        self.feeds: Mapping[str, FeedInfo] = deployment.infos
        self.dossiers = deployment.dossiers
        self._store = store
        self._receivers: list[Receiver] = []
        self._handing_out = RLock()
        """Held while receivers are called, so that none hears an older situation after a newer one."""
        self._pipeline = Pipeline(
            deployment.catalogue,
            deployment.rules,
            deployment.feeds,
            store,
            self._hand_out,
            small=deployment.dossiers.small if deployment.dossiers else 1,
        )
        self._live = Live(
            self._pipeline,
            deployment.feeds,
            deployment.catalogue,
            clock,
            report=self._report,
            maintain=store.prune,
        )
        self._pipeline.restore(clock.now())

    @property
    def situation(self) -> Situation:
        """The newest situation."""
        return self._pipeline.situation

    def start(self) -> None:
        """Begin to poll."""
        spare_the_collector()
        self._live.start()

    def stop(self) -> None:
        """Stop polling, store what was received, close the database; takes seconds at most."""
        self._live.stop()
        self._store.close()

    def subscribe(self, receiver: Receiver) -> None:
        """Call ``receiver`` from the writer thread after every commit, and once now with everything."""
        with self._handing_out:
            self._receivers.append(receiver)
            receiver(self._pipeline.situation, ALL)

    # commands

    def poll_now(self, feed: str | None = None) -> None:
        """Poll one feed, or every feed, at the next free moment."""
        self._live.poll_now(feed)

    def acknowledge(self, alerts: Sequence[str], who: str, comment: str = "") -> "Future[int]":
        """Take note of alerts by ``Alert.id``; the future gives how many changed, after the commit."""
        return self._live.acknowledge(alerts, who, comment)

    # queries

    def history(self, series: Series, start: datetime, end: datetime, points: int = 2000) -> list[Point]:
        """A series in a span, oldest first."""
        return self._store.history(series, start, end, points)

    def recent(
        self, start: datetime, end: datetime, step: timedelta
    ) -> Mapping[Series, Sequence[tuple[datetime, float]]]:
        """The last value in every ``step`` of the span for all series at once."""
        return self._store.recent(start, end, step)

    def tally_history(self, unit: str, start: datetime, end: datetime) -> list[Tally]:
        """The last tally of each day (of the centre's zone) of a unit in a span, oldest first."""
        return self._store.tally_history(unit, start, end, self.centre.zone)

    def transitions(self, alert: str | None = None, limit: int = 500) -> list[Transition]:
        """The history of one alert, or of all, newest first."""
        return self._store.transitions(alert, limit)

    def rejects(self, feed: str, limit: int = 200) -> list[Reject]:
        """The newest refused rows of a feed."""
        return self._store.rejects(feed, limit)

    def last_poll(self, feed: str) -> Poll | None:
        """The newest poll of a feed whose document is kept, with its body."""
        return self._store.last_poll(feed)

    # towards the screens

    def _hand_out(self, situation: Situation, changes: Changes) -> None:
        with self._handing_out:
            for receiver in self._receivers:
                try:
                    receiver(situation, changes)
                except Exception:
                    log.exception("A receiver of situations failed")

    def _report(self, standing: str | None) -> None:
        """The engine stands still: no feed can be believed to be well. Called from the watchdog's thread."""
        with self._handing_out:
            situation = self._pipeline.situation
            if standing is not None:
                fault = Fault(FaultCode.INTERNAL, standing)
                feeds = {
                    feed: health._replace(state=FeedState.FAILING, fault=fault)
                    for feed, health in situation.feeds.items()
                }
                situation = replace(situation, feeds=feeds)
            self._hand_out(situation, Changes(feeds=frozenset(situation.feeds)))
