"""Live operation: polls every feed on time, decodes beside, and lets one thread alone run the pipeline."""

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.catalogue import Catalogue
from ioc.domain.clock import Clock
from ioc.domain.readings import Batch
from ioc.engine.feed_health import fault_of, is_success
from ioc.engine.pipeline import Pipeline
from ioc.engine.watchdog import Watchdog, Watched
from ioc.engine.workers import Workers
from ioc.feeds.backoff import next_poll, retry_after
from ioc.feeds.fetch import Fetcher
from ioc.feeds.workers import Decoder

log = logging.getLogger(__name__)

FETCHERS = 32
"""At most so many polls at once: hung servers must not keep the others from being asked."""
TICK = timedelta(milliseconds=500)
FIRST_POLLS = timedelta(milliseconds=300)
"""The first polls are spread over this."""
ASLEEP = timedelta(seconds=30)
"""Ticks further apart than this mean that the machine slept."""
MAINTENANCE = timedelta(hours=1)
DRAIN_S = 10.0
"""The longest that stopping waits for the writer."""


class _Post:
    """One feed in live operation."""

    def __init__(self, settings: FeedSettings, clock: Clock) -> None:
        self.settings = settings
        self.fetcher = Fetcher(settings, clock)
        self.failures = 0
        self.polls = 0
        self.is_busy = False
        """From the request until the writer has done with its answer: one batch of a feed at a time."""


class Live:
    """Runs a pipeline against the real world. All commands may be given from any thread."""

    def __init__(
        self,
        pipeline: Pipeline,
        feeds: Mapping[str, FeedSettings],
        catalogue: Catalogue,
        clock: Clock,
        *,
        report: Callable[[str | None], None] = lambda _: None,
        maintain: Callable[[datetime], object] | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """``report`` hears of an engine that stands still, ``maintain`` is called once an hour."""
        self._pipeline = pipeline
        self._catalogue = catalogue
        self._clock = clock
        self._chance = chance
        self._maintain = maintain
        self._posts = {feed: _Post(settings, clock) for feed, settings in feeds.items()}
        self._lock = Lock()
        self._decoder = Decoder()
        self._writer = Workers(1, "writer")
        self._fetching = Workers(min(FETCHERS, max(1, len(feeds))), "fetch")
        self._scheduler = BackgroundScheduler(
            # Its jobs only hand tasks on, so two threads are plenty.
            executors={"default": ThreadPoolExecutor(2)},
            job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
            timezone=UTC,
        )
        self._ticked_at = clock.now()
        self._ticked = monotonic()
        self._watchdog = Watchdog(
            (Watched("writer", lambda: self._writer.oldest_s), Watched("schedule", self._schedule_stands_s)), report
        )
        self._is_stopping = False

    def start(self) -> None:
        """Begin to poll. Feeds of past values are asked first, the others within a moment."""
        now = self._clock.now()
        self._ticked_at, self._ticked = now, monotonic()
        for feed, post in sorted(self._posts.items(), key=lambda item: not item[1].settings.history):
            first = now if post.settings.history else now + self._chance() * FIRST_POLLS
            self._add(feed, self._ask, (feed,), _net(post.settings), first)
        self._add(".tick", self._tick, (), TICK, now + TICK)
        if self._maintain is not None:
            self._add(".maintain", self._hand_on, (self._maintain_now,), MAINTENANCE, now + MAINTENANCE)
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        """Stop polling, finish what the writer has, close everything; takes seconds at most."""
        self._is_stopping = True
        self._watchdog.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for post in self._posts.values():
            post.fetcher.close()
        self._decoder.close()
        self._fetching.close(1.0, drain=False)
        if not self._writer.close(DRAIN_S):
            log.error("The writer did not end within %.0f s", DRAIN_S)

    def poll_now(self, feed: str | None = None) -> None:
        """Poll one feed, or every feed; one that is being polled is left to it."""
        now = self._clock.now()
        for one in self._posts if feed is None else (feed,):
            post = self._posts.get(one)
            if post is not None and not post.is_busy:
                self._reschedule(one, now)

    def acknowledge(self, alerts: Sequence[str], who: str, comment: str) -> "Future[int]":
        """Take note of alerts; the future gives how many changed, after the commit."""
        return self._writer.submit(lambda: self._pipeline.acknowledge(alerts, who, comment, self._clock.now()))

    # the schedule: these hand tasks on and return at once

    def _add(
        self, job: str, call: Callable[..., object], args: tuple[object, ...], every: timedelta, first: datetime
    ) -> None:
        trigger = IntervalTrigger(seconds=every.total_seconds(), start_date=first, timezone=UTC)
        self._scheduler.add_job(call, trigger, args=args, id=job, next_run_time=first)

    def _hand_on(self, call: Callable[[], object]) -> None:
        try:
            self._fetching.submit(call)
        except RuntimeError:
            log.debug("Stopping: a task was dropped")

    def _ask(self, feed: str) -> None:
        post = self._posts[feed]
        with self._lock:
            if post.is_busy or self._is_stopping:
                return
            post.is_busy = True
        self._hand_on(lambda: self._poll(feed, post))

    def _tick(self) -> None:
        now = self._clock.now()
        since, self._ticked_at, self._ticked = self._ticked_at, now, monotonic()
        if self._writer.oldest_s > TICK.total_seconds():
            return
        try:
            if now - since > ASLEEP:
                log.warning("The machine slept for %s", now - since)
                self._writer.submit(self._pipeline.slept, since, now).add_done_callback(_log_failure)
            else:
                self._writer.submit(self._pipeline.tick, now).add_done_callback(_log_failure)
        except RuntimeError:
            log.debug("Stopping: a tick was dropped")

    def _reschedule(self, feed: str, at: datetime) -> None:
        try:
            self._scheduler.modify_job(feed, next_run_time=at)
        except JobLookupError:
            log.debug("Stopping: feed %s is not polled again", feed)

    def _schedule_stands_s(self) -> float:
        return monotonic() - self._ticked

    # the fetch threads

    def _poll(self, feed: str, post: _Post) -> None:
        """Poll a feed, decode its answer and pass it to the writer."""
        try:
            poll = post.fetcher.fetch()
            batch = self._decoder.decode(poll, post.settings, self._catalogue)
            if self._is_stopping:
                return  # cut off by the stop: no fact about the feed
            if batch.fault is not None:
                post.fetcher.forget()
            self._count(feed, post, batch)
            following = self._following(post, batch)
            done = self._writer.submit(self._pipeline.process, batch, poll.received_at, following)
        except Exception:
            if not self._is_stopping:
                log.exception("Polling feed %s went wrong", feed)
            self._released(feed, post, self._clock.now() + post.settings.interval)
            return
        done.add_done_callback(_log_failure)
        done.add_done_callback(lambda _: self._released(feed, post, following))

    def _count(self, feed: str, post: _Post, batch: Batch) -> None:
        """One line when a feed fails and one when it recovers."""
        post.polls += 1
        if is_success(batch):
            if post.failures:
                log.warning("Feed %s works again after %d failed polls", feed, post.failures)
            post.failures = 0
            return
        if not post.failures:
            log.warning("Feed %s fails: %s", feed, fault_of(batch))
        post.failures += 1

    def _following(self, post: _Post, batch: Batch) -> datetime:
        """When to ask again. The second poll falls anywhere in the interval: first polls all came at once."""
        now = self._clock.now()
        interval = post.settings.interval
        if post.polls == 1 and not post.failures:
            return now + interval * (0.5 + 0.5 * self._chance())
        return next_poll(now, interval, post.failures, self._chance(), retry_after(batch.poll))

    def _released(self, feed: str, post: _Post, following: datetime) -> None:
        with self._lock:
            post.is_busy = False
        if not self._is_stopping:
            self._reschedule(feed, following)

    def _maintain_now(self) -> None:
        if self._maintain is not None:
            try:
                self._maintain(self._clock.now())
            except Exception:
                log.exception("Maintenance of the store failed")


def _net(settings: FeedSettings) -> timedelta:
    """Each poll says when the next one is; this is when a feed is asked again should that ever be lost."""
    return settings.interval + settings.total_timeout + timedelta(minutes=2)


def _log_failure(done: "Future[None]") -> None:
    error = done.exception()
    if error is not None:
        log.error("A step of the pipeline failed", exc_info=error)
