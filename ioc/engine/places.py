"""Where values live in the pipeline: one slot per series and per unit's tally, one desk per feed."""

from datetime import datetime, timedelta

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.alarm import Sample
from ioc.domain.alerts import DataQuality
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault
from ioc.domain.indicators import Series
from ioc.domain.readings import Reading
from ioc.domain.situation import FeedState
from ioc.engine.feed_health import FeedMemory, late_allowance
from ioc.engine.references import References
from ioc.engine.rulebook import Watch


class Desk:
    """A feed: its settings, what is remembered of it, and everything whose newest value it brought."""

    __slots__ = (
        "confirmed_at",
        "document",
        "late_allowance",
        "memory",
        "settings",
        "slots",
        "stale",
        "tallies",
        "watches",
    )

    def __init__(self, settings: FeedSettings, memory: FeedMemory, watches: tuple[Watch, ...]) -> None:
        self.settings = settings
        self.memory = memory
        self.watches = watches
        self.document = 0
        """Counts the documents read since the start."""
        self.confirmed_at: datetime | None = None
        """When the source last said that its last document still stands."""
        self.slots: dict[Series, Slot] = {}
        self.stale: set[Slot] = set()
        self.tallies: dict[str, TallySlot] = {}
        self.late_allowance: timedelta = late_allowance(settings)

    @property
    def is_silent(self) -> bool:
        """Whether its consequences are held back: the silence has an alert of its own."""
        return self.memory.health.state is FeedState.SILENT

    @property
    def is_held(self) -> bool:
        """Never: a feed is the cause of others."""
        return False

    @property
    def stale_after(self) -> timedelta | None:
        """None: the age of its last success is what its rules compare."""
        return None

    @property
    def times(self) -> tuple[datetime, datetime]:
        """From when its silence counts."""
        since = self.memory.silent_from
        return since, since

    @property
    def plain_value(self) -> float | None:
        """None: it is always looked at."""
        return None

    def sample(self, watch: Watch, at: datetime) -> Sample:
        """The age of the last success, for the rules on the feed itself."""
        since = self.memory.silent_from
        return Sample((at - since).total_seconds(), since, self.memory.health.last_poll)


class Confirmed:
    """A value that its source confirms, by sending it again or by saying that its document did not change."""

    __slots__ = ("desk", "document", "seen_at", "watches")

    def __init__(self, desk: Desk, seen_at: datetime, watches: tuple[Watch, ...]) -> None:
        self.desk = desk
        self.seen_at = seen_at
        """When the value was last received, as a new one or again as it was."""
        self.document = desk.document
        """The document of its feed in which it last stood."""
        self.watches = watches

    @property
    def confirmed_at(self) -> datetime:
        """When the source last said that the value holds."""
        desk = self.desk
        if self.document == desk.document and desk.confirmed_at is not None and desk.confirmed_at > self.seen_at:
            return desk.confirmed_at
        return self.seen_at

    @property
    def is_held(self) -> bool:
        """Whether its feed is silent."""
        return self.desk.is_silent

    def seen(self, received_at: datetime) -> None:
        """The source sent the value, new or as it was, in the present document."""
        self.document = self.desk.document
        self.seen_at = max(self.seen_at, received_at)


class Slot(Confirmed):
    """A series: its newest reading, and how far it can be believed."""

    __slots__ = ("fault", "live_allowance", "reading", "references", "series", "stale")

    def __init__(self, desk: Desk, reading: Reading, watches: tuple[Watch, ...], references: References) -> None:
        super().__init__(desk, reading.received_at, watches)
        self.series = reading.series
        self.reading = reading
        self.references = references
        self.stale = False
        self.fault: Fault | None = None
        """Why its newest row was refused."""
        self.live_allowance: timedelta | None = None
        """Where a feed of past values brought it: how old it may be by the live feed of the series, if it has one."""

    @property
    def stale_after(self) -> timedelta | None:
        """What its feed allows."""
        return self.desk.settings.stale_after

    @property
    def has_own_time(self) -> bool:
        """Whether the source said when the value was taken; otherwise it carries the time of the fetch."""
        return self.reading.observed_at != self.reading.received_at

    @property
    def times(self) -> tuple[datetime, datetime]:
        """When the value was taken, and when the source last said that it holds."""
        return self.taken_at, self.confirmed_at

    @property
    def taken_at(self) -> datetime:
        """From when the age of the value counts."""
        return self.reading.observed_at if self.has_own_time else self.confirmed_at

    @property
    def fresh_until(self) -> datetime:
        """The last instant at which the value is not stale (see docs/alerts.md)."""
        desk = self.desk
        confirmed = self.confirmed_at + desk.settings.stale_after
        if not self.has_own_time:
            return confirmed
        if desk.settings.history:
            return self.reading.observed_at + (self.live_allowance or desk.late_allowance)
        return min(self.reading.observed_at + desk.late_allowance, confirmed)

    @property
    def plain_value(self) -> float | None:
        """The value of the reading, unless it is stale or refused."""
        return None if self.stale or self.fault is not None else self.reading.value

    def sample(self, watch: Watch, at: datetime) -> Sample:
        """What a rule on the series is held against."""
        reading = self.reading
        value = reading.value
        quality = DataQuality.GOOD
        why = ""
        if watch.is_age:
            value = (at - self.taken_at).total_seconds()
        elif self.stale:
            quality = DataQuality.STALE
        elif self.fault is not None:
            quality, why = DataQuality.ERROR, str(self.fault)
        elif watch.is_change and value is not None:
            value = self.references.compared(watch.rule.comparison, self.series, reading.observed_at, value)
        return Sample(value, reading.observed_at, reading.received_at, self.confirmed_at, quality, why)


class TallySlot(Confirmed):
    """The newest tally of a unit, and the rules on its metrics."""

    __slots__ = ("is_remembered", "small", "tally")

    def __init__(self, desk: Desk, tally: Tally, watches: tuple[Watch, ...], small: int) -> None:
        super().__init__(desk, tally.received_at, watches)
        self.tally = tally
        self.small = small
        self.is_remembered = False
        """Whether it is left from before this start, and nothing has confirmed it since."""

    @property
    def stale_after(self) -> timedelta | None:
        """None: the rules have their own limit."""
        return None

    @property
    def is_doubted(self) -> bool:
        """Whether a confirmation alone is reason to judge it anew."""
        return self.is_remembered or any(watch.track.quality is not DataQuality.GOOD for watch in self.watches)

    @property
    def times(self) -> tuple[datetime, datetime]:
        """When the tally was taken, and when the source last said that it holds."""
        return self.tally.observed_at, self.confirmed_at

    @property
    def plain_value(self) -> float | None:
        """None: it is always looked at."""
        return None

    def sample(self, watch: Watch, at: datetime) -> Sample:
        """A metric in percent; None where its denominator is zero or too small to be judged."""
        tally = self.tally
        ratio = {"m1": tally.m1, "m2": tally.m2, "m3": tally.m3}[watch.rule.subject.name]
        value = ratio.percent if ratio.denominator >= self.small else None
        return Sample(value, tally.observed_at, tally.received_at, self.confirmed_at)
