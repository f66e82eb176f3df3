"""The rules of a deployment by what they look at, each with the state of its alert."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from math import inf, nextafter
from typing import Protocol

from ioc.domain.alarm import Sample, Track, new_track, next_deadline
from ioc.domain.alerts import AlertKey, Condition, DataQuality, Missing, Rule, Subject, SubjectKind
from ioc.domain.indicators import Comparison, Series

INSTANT = timedelta(microseconds=1)
"""The resolution of time: an age goes beyond a limit one instant after it reached it."""

CHANGES = frozenset((Comparison.CHANGE_PCT, Comparison.DROP_PCT))


class Home(Protocol):
    """What a rule looks at: a series, a unit's tally, a feed."""

    @property
    def is_held(self) -> bool:
        """Whether its alerts are held back, because their cause has an alert of its own."""

    @property
    def stale_after(self) -> timedelta | None:
        """The age since the last confirmation at which it has itself judged anew; None where it never does."""

    @property
    def times(self) -> tuple[datetime, datetime]:
        """When its value was taken, and when the source last said that it holds."""

    @property
    def plain_value(self) -> float | None:
        """Its value where it can be believed as it stands; None asks for a look at the sample."""

    def sample(self, watch: "Watch", at: datetime) -> Sample:
        """What the rule is held against."""


class Watch:
    """One rule, what it looks at once that is known, and its alert. The alerting alone writes to it."""

    __slots__ = ("_allowed", "alert_id", "home", "is_age", "is_change", "is_timed", "rule", "track", "unbroken")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.track: Track = new_track(rule)
        self.alert_id: str | None = None
        self.home: Home | None = None
        self.is_age = rule.comparison is Comparison.STALE
        self.is_change = rule.comparison in CHANGES
        self.is_timed = self.is_age
        """Whether its deadline moves with every value."""
        self._allowed: timedelta | None = None
        self.unbroken = _NOWHERE
        """The span, ends included, in which a plain value breaks no limit."""

    def attach(self, home: Home) -> None:
        """Say what the rule looks at. Its own age limit counts where it is narrower than what its home keeps."""
        self.home = home
        allowed, kept = self.rule.stale_after, home.stale_after
        self._allowed = allowed if allowed is not None and (kept is None or allowed < kept) else None
        self.is_timed = self.is_age or self._allowed is not None
        self.unbroken = _NOWHERE if self.is_timed or self.is_change else _unbroken(self.rule)

    @property
    def is_quiet(self) -> bool:
        """Whether there is no alert and none under way."""
        return self.track.condition is Condition.NORMAL and not self.track.listed

    @property
    def due(self) -> datetime | None:
        """When time alone moves this alert."""
        if self.home is None:
            return None
        found = [next_deadline(self.track, self.rule)]
        taken, seen = self.home.times
        if self.is_age:
            found.append(self._next_age(taken))
        matters = not self.is_quiet or self.rule.missing is Missing.ALARM
        if self._allowed is not None and matters and self.track.quality is DataQuality.GOOD:
            found.append(seen + self._allowed + INSTANT)
        return min((at for at in found if at is not None), default=None)

    def _next_age(self, taken: datetime) -> datetime | None:
        """When the age passes the next limit above the present severity."""
        reached = self.track.severity if not self.is_quiet else None
        for step in self.rule.steps:
            if reached is None or step.severity > reached:
                return taken + timedelta(seconds=step.limit) + INSTANT
        return None


_NOWHERE = (inf, -inf)


def _unbroken(rule: Rule) -> tuple[float, float]:
    limits = [step.limit for step in rule.steps]
    if rule.comparison is Comparison.GT:
        return -inf, min(limits)
    if rule.comparison is Comparison.GE:
        return -inf, nextafter(min(limits), -inf)
    if rule.comparison is Comparison.LT:
        return max(limits), inf
    if rule.comparison is Comparison.LE:
        return nextafter(max(limits), inf), inf
    return _NOWHERE


class Rulebook:
    """Every rule, by subject. Feeds have exactly the rules that compare their silence."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_key: dict[AlertKey, Watch] = {}
        self._by_subject: dict[Subject, tuple[Watch, ...]] = {}
        for rule in rules:
            watch = Watch(rule)
            self._by_key[watch.track.key] = watch
            self._by_subject[rule.subject] = (*self._by_subject.get(rule.subject, ()), watch)

    def of_series(self, series: Series) -> tuple[Watch, ...]:
        """The rules on a series."""
        return self._by_subject.get(Subject(SubjectKind.SERIES, series.indicator, series.unit), ())

    def of_dossier(self, metric: str, unit: str) -> tuple[Watch, ...]:
        """The rules on one of the metrics m1, m2, m3 of a unit."""
        return self._by_subject.get(Subject(SubjectKind.DOSSIER, metric, unit), ())

    def of_feed(self, feed: str) -> tuple[Watch, ...]:
        """The rules on a feed."""
        return self._by_subject.get(Subject(SubjectKind.FEED, feed), ())

    def get(self, key: AlertKey) -> Watch | None:
        """The rule of an alert key."""
        return self._by_key.get(key)

    @property
    def changing(self) -> tuple[Series, ...]:
        """The series with a rule that compares with an earlier value."""
        return tuple(
            Series(subject.name, subject.unit)
            for subject, watches in self._by_subject.items()
            if subject.kind is SubjectKind.SERIES and any(watch.is_change for watch in watches)
        )

    def __iter__(self) -> Iterator[Watch]:
        return iter(self._by_key.values())

    def adopt(self, tracks: Mapping[AlertKey, Track]) -> list[Track]:
        """Take over remembered tracks; gives those whose rule is gone."""
        gone = []
        for key, track in tracks.items():
            watch = self._by_key.get(key)
            if watch is None:
                gone.append(track)
            else:
                watch.track = track
        return gone
