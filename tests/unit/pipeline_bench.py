"""A pipeline fed by hand: what the pipeline tests share."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.alerts import (
    Alert,
    Rule,
    Severity,
    Step,
    Subject,
    SubjectKind,
    What,
)
from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.catalogue import Catalogue
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison, Indicator, Series
from ioc.domain.readings import Batch, Outcome, Poll, Reading
from ioc.domain.situation import Changes, FeedState, Situation
from ioc.domain.text import NO_TEXT, Text
from ioc.engine.pipeline import Pipeline
from ioc.storage.store import Store

T0 = datetime(2026, 11, 21, 8, tzinfo=UTC)
S = timedelta(seconds=1)
SPAM, MAIL = Series("spam", "vl"), Series("mail", "vl")
FEED = "soc"


def at(seconds: float) -> datetime:
    return T0 + seconds * S


def feed(name: str = FEED, **changes: Any) -> FeedSettings:
    given = {"interval": 10 * S, "stale_after": 35 * S, "kind": "indicators"} | changes
    return FeedSettings(id=name, name=Text(name, name), url="http://127.0.0.1/x", **given)


def limit(series: Series = SPAM, **changes: Any) -> Rule:
    subject = Subject(SubjectKind.SERIES, *series)
    steps = (Step(Severity.WARNING, 90, 85), Step(Severity.CRITICAL, 95, 93))
    return replace(Rule("limit", 1, Text("Thư rác", "Spam"), subject, Comparison.GT, steps), **changes)


def silent(name: str = FEED, after: float = 35) -> Rule:
    steps = (Step(Severity.WARNING, after, after),)
    return Rule("feed-silent", 1, NO_TEXT, Subject(SubjectKind.FEED, name), Comparison.STALE, steps)


class Bench:
    """A pipeline on a store, fed by hand."""

    def __init__(self, store: Any, rules: tuple[Rule, ...], feeds: tuple[FeedSettings, ...], **more: Any) -> None:
        self.seen: list[tuple[Situation, Changes]] = []
        catalogue = Catalogue(indicators={one: Indicator(one, "soc", NO_TEXT, NO_TEXT) for one in (SPAM, MAIL)})
        settings = {one.id: one for one in feeds}
        self.pipeline = Pipeline(catalogue, rules, settings, store, self._receive, **more)
        self.store = store

    def _receive(self, situation: Situation, changes: Changes) -> None:
        self.seen.append((situation, changes))

    def start(self, seconds: float = 0) -> None:
        self.pipeline.restore(at(seconds))

    def poll(self, seconds: float, *values: Any, name: str = FEED, poll: Outcome = Outcome.OK, **more: Any) -> None:
        """One poll: (series, value) observed a second before, (series, value, when), cameras or tallies."""
        now = at(seconds)
        readings, cameras, tallies = [], [], []
        for value in values:
            if isinstance(value, Camera):
                cameras.append(value._replace(feed=name, received_at=now))
            elif isinstance(value, Tally):
                tallies.append(value._replace(feed=name, received_at=now))
            else:
                series, number, *when = value
                readings.append(Reading(series, at(when[0]) if when else now - S, now, number, name))
        fault = Fault(FaultCode.TIMEOUT) if poll is Outcome.FAILED else None
        body = b"x" if poll is Outcome.OK else b""
        made = Poll(name, now - 0.5 * S, now, poll, fault, 200, {}, body)
        batch = Batch(made, tuple(readings), tuple(cameras), tuple(tallies), **more)
        self.pipeline.process(batch, now)

    def fail(self, seconds: float, name: str = FEED) -> None:
        self.poll(seconds, name=name, poll=Outcome.FAILED)

    def same(self, seconds: float, name: str = FEED) -> None:
        self.poll(seconds, name=name, poll=Outcome.NOT_MODIFIED)

    def tick(self, seconds: float) -> None:
        self.pipeline.tick(at(seconds))

    @property
    def now(self) -> Situation:
        return self.pipeline.situation

    @property
    def alerts(self) -> dict[str, Alert]:
        return dict(self.now.alerts)

    def state(self, name: str = FEED) -> FeedState:
        return self.now.feeds[name].state

    @property
    def whats(self) -> list[What]:
        return [row.what for row in reversed(self.store.transitions())]


SPAM_ALERT = "limit|series|spam|vl#1"
SILENT_ALERT = "feed-silent|feed|soc|#1"


Make = Callable[..., Bench]


def camera(status: CameraStatus, seen: float = 0) -> Camera:
    return Camera("", "c1", "Cầu", 9.8, 105.5, status, at(seen), at(seen))


def tally(late: int, seen: float, on_due: int = 90) -> Tally:
    return Tally("vl", "2026-11", at(seen), at(seen), "", 0, on_due, late, 0, 0)


M2 = Rule(
    "dossier-on-time",
    1,
    NO_TEXT,
    Subject(SubjectKind.DOSSIER, "m2", "vl"),
    Comparison.LT,
    (Step(Severity.WARNING, 98, 98), Step(Severity.CRITICAL, 95, 95)),
)


def fake(record: Callable[[Batch], None]) -> Any:
    """A store that keeps nothing: ``record`` sees each batch."""
    from ioc.storage.queries import Restored

    def recorded(batch: Batch | None, *_: Any) -> int:
        if batch is not None:
            record(batch)
        return 0

    return SimpleNamespace(restore=Restored, record=recorded, hourly_last=lambda *_: {})


class Failing:
    """A store that can be told to refuse."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.refuses = False
        self.poison: float | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def record(self, batch: Batch | None, *rest: Any) -> int:
        poisoned = batch is not None and any(reading.value == self.poison for reading in batch.readings)
        if self.refuses or (self.poison is not None and poisoned):
            raise OSError("disk full")
        return self._store.record(batch, *rest)
