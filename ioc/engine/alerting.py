"""Holds values against rules and collects what came of it: tracks, transitions, deadlines, the list of alerts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ioc.domain.alarm import Track, close, evaluate, freeze, hold, resume, suppress
from ioc.domain.alerts import AlertKey, Condition, DataQuality, Rule, Severity, Step, Suppression, Transition
from ioc.domain.indicators import Comparison
from ioc.domain.text import NO_TEXT
from ioc.engine.deadlines import Deadlines
from ioc.engine.picture import Picture
from ioc.engine.rulebook import Home, Rulebook, Watch

WATCH_RANK = 2
"""Among equal instants: first the feed, which holds back its consequences, then the series, then the alert."""


class Alerting:
    """Moves alerts. What it collects since ``take`` belongs in one transaction."""

    def __init__(self, picture: Picture, deadlines: Deadlines[Any]) -> None:
        self._picture = picture
        self._deadlines = deadlines
        self._transitions: list[Transition] = []
        self._tracks: dict[AlertKey, Track] = {}

    @property
    def is_dirty(self) -> bool:
        """Whether there is anything to store."""
        return bool(self._tracks)

    def take(self) -> tuple[tuple[Transition, ...], tuple[Track, ...]]:
        """What happened since the last time, in order, and the tracks it led to."""
        taken = tuple(self._transitions), tuple(self._tracks.values())
        self._transitions, self._tracks = [], {}
        return taken

    def judge(self, home: Home, watches: Iterable[Watch], at: datetime) -> None:
        """Hold a value against its rules. What is held back stays as it is."""
        if home.is_held:
            return
        value = home.plain_value
        for watch in watches:
            before = watch.track
            if value is not None and before.condition is Condition.NORMAL and not before.listed:
                # Nearly every value of nearly every series: no limit is broken, and none was.
                low, high = watch.unbroken
                if low <= value <= high:
                    continue
            after, rows = evaluate(before, watch.rule, home.sample(watch, at), at)
            if after is not before:
                self._place(watch, after, rows)
            if watch.is_timed:
                self._arm(watch)

    def due(self, watch: Watch, at: datetime) -> None:
        """Time has come for an alert."""
        if watch.home is not None:
            self.judge(watch.home, (watch,), at)
            if watch.home.is_held:
                return
            # The instant that was due is past; what stays armed by it would be due for ever.
            self._arm(watch, after=at)

    def hold(self, home: Home, watches: Iterable[Watch], why: str, at: datetime) -> None:
        """Hold back alerts whose cause has one of its own: they stay, marked stale."""
        for watch in watches:
            if watch.is_quiet:
                continue
            sample = home.sample(watch, at)._replace(quality=DataQuality.STALE, why=why)
            after, rows = hold(watch.track, watch.rule, sample, DataQuality.STALE, at)
            self._place(watch, suppress(after, Suppression.BY_DESIGN), rows)

    def release(self, watches: Iterable[Watch]) -> None:
        """The cause is over."""
        for watch in watches:
            self._place(watch, suppress(watch.track, Suppression.NONE), [])

    def place(self, watch: Watch, after: Track) -> None:
        """Set a track whose transitions are stored already."""
        self._place(watch, after, [])

    def freeze(self, watches: Iterable[Watch], at: datetime) -> None:
        """Stop counting durations until believable data come."""
        for watch in watches:
            self._place(watch, freeze(watch.track, at), [])

    def adopt(self, rules: Rulebook, tracks: Mapping[AlertKey, Track], alive_until: datetime, at: datetime) -> None:
        """Take up remembered tracks without announcing any; those whose rule is gone are closed."""
        resumed = {key: resume(track, alive_until, at) for key, track in tracks.items()}
        for track in rules.adopt(resumed):
            after, rows = close(track, _gone(track.key), "rule deleted", at)
            if rows:
                self._transitions += rows
                self._tracks[track.key] = after
        for watch in rules:
            if watch.track.listed:
                self._picture.alert(watch)

    def arm(self, watches: Iterable[Watch]) -> None:
        """Wait for what time alone brings about: tracks that were taken up, not moved, wait for nothing yet."""
        for watch in watches:
            self._arm(watch)

    def resume(self, rules: Rulebook, since: datetime, at: datetime) -> None:
        """Let a span in which nothing ran count for nothing."""
        for watch in rules:
            self._place(watch, resume(watch.track, since, at), [])

    def _place(self, watch: Watch, after: Track, rows: list[Transition]) -> None:
        before = watch.track
        if after is before:
            return
        watch.track = after
        if rows:
            self._transitions += rows
            self._tracks[after.key] = after
        if before.listed or after.listed:
            self._picture.alert(watch)
        if before.since is not after.since or before.frozen_at is not after.frozen_at or watch.is_timed:
            self._arm(watch)

    def _arm(self, watch: Watch, after: datetime | None = None) -> None:
        due = watch.due
        if due is None or (after is not None and due <= after):
            self._deadlines.drop(watch)
        else:
            self._deadlines.set(watch, due, WATCH_RANK)


def _gone(key: AlertKey) -> Rule:
    """What is left of a rule that a deployment no longer has."""
    return Rule(key.rule, 0, NO_TEXT, key.subject, Comparison.GT, (Step(Severity.NOTICE, 0.0, 0.0),))
