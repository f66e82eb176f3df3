"""The alarm state machine of docs/alerts.md: pure, deterministic, time is an argument.

Every function takes a track and gives the next track with the transitions that led there. A rule is handed
in each time, so an edited rule simply evaluates under its new limits.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from ioc.domain.alerts import (
    Ack,
    AlertKey,
    Condition,
    DataQuality,
    Missing,
    Rule,
    Severity,
    Suppression,
    Transition,
    What,
)
from ioc.domain.indicators import Comparison
from ioc.domain.track import Track, alert_of, is_announced

__all__ = [
    "Sample",
    "Track",
    "acknowledge",
    "alert_of",
    "close",
    "evaluate",
    "freeze",
    "hold",
    "is_announced",
    "is_broken",
    "missing",
    "new_track",
    "next_deadline",
    "resume",
    "suppress",
]

Step = tuple[Track, list[Transition]]
"""The next track, and what happened on the way."""


class Sample(NamedTuple):
    """What a rule is held against: the value in the unit of its limits, and how far it can be believed.

    For a comparison with an earlier value the percent of change stands here, for ``STALE`` the age in seconds.
    A value of None is one the source reported not to have: missing, of quality ERROR.
    """

    value: float | None
    observed_at: datetime | None = None
    received_at: datetime | None = None
    seen_at: datetime | None = None
    """When the source last said so: the age against ``Rule.stale_after`` counts from here, else from the receipt."""
    quality: DataQuality = DataQuality.GOOD
    why: str = ""


def new_track(rule: Rule) -> Track:
    """The track of a rule that was never evaluated."""
    return Track(AlertKey(rule.id, rule.subject))


def is_broken(comparison: Comparison, value: float, limit: float) -> bool:
    """Whether ``value`` breaks ``limit``. A change counts from the limit on, an age only beyond it."""
    if comparison in (Comparison.GT, Comparison.STALE):
        return value > limit
    if comparison is Comparison.LT:
        return value < limit
    if comparison is Comparison.LE:
        return value <= limit
    return value >= limit


def evaluate(track: Track, rule: Rule, sample: Sample | None, at: datetime) -> Step:
    """Hold one sample against a rule at an instant; None where there is no data at all."""
    if sample is None:
        return missing(track, rule, None, DataQuality.STALE, at)
    quality = _quality(rule, sample, at)
    if quality is not DataQuality.GOOD or sample.value is None:
        return missing(track, rule, sample, quality, at)
    severity = _reached(track, rule, sample.value)
    if severity is None and track.condition is Condition.NORMAL and not track.listed:
        return track, []
    move = _Move(track, rule, sample, at)
    move.qualify(DataQuality.GOOD)
    move.advance(severity)
    return move.result(sample.value)


def missing(track: Track, rule: Rule, sample: Sample | None, quality: DataQuality, at: datetime) -> Step:
    """What the absence of believable data does, by ``Rule.missing``; ``sample`` is the last one known."""
    move = _Move(track, rule, sample, at)
    if rule.missing is Missing.CLEAR:
        move.advance(None)
    elif rule.missing is Missing.ALARM:
        # What may hide behind silence is taken to be the worst the rule knows.
        move.advance(rule.steps[-1].severity)
        move.qualify(quality)
    else:
        move.freeze()
        move.qualify(quality)
    return move.result(track.value)


def hold(track: Track, rule: Rule, sample: Sample | None, quality: DataQuality, at: datetime) -> Step:
    """Mark and freeze whatever the rule says of missing data: the cause has an alert of its own."""
    return missing(track, replace(rule, missing=Missing.HOLD), sample, quality, at)


def acknowledge(track: Track, rule: Rule, who: str, comment: str, at: datetime) -> Step:
    """Take note of a listed alert; without effect on one that is not listed or is acknowledged already."""
    if not track.listed or track.ack is Ack.ACKED:
        return track, []
    move = _Move(track, rule, None, at)
    taken: dict[str, Any] = {"ack": Ack.ACKED, "acked_by": who, "acked_at": at, "comment": comment}
    if track.told is not track.severity:
        taken |= {"told": track.severity, "told_value": track.value}
    move.to(What.ACKNOWLEDGED, who=who, why=comment, **taken)
    if not track.is_open:
        move.leave()
    return move.result(track.value)


def suppress(track: Track, suppression: Suppression) -> Track:
    """Mark a track; nothing else about it changes and its evaluation goes on underneath."""
    return track if track.suppression is suppression else replace(track, suppression=suppression)


def close(track: Track, rule: Rule, why: str, at: datetime) -> Step:
    """End a track whose rule is gone or switched off. Its occurrences stay counted."""
    move = _Move(track, rule, None, at)
    if track.condition is Condition.PENDING and not track.listed:
        move.to(What.CANCELLED, why=why, condition=Condition.NORMAL, **_NOT_COUNTING, **_OFF_LIST)
    elif track.listed:
        move.to(What.CLOSED, why=why, condition=Condition.NORMAL, **_NOT_COUNTING, **_OFF_LIST)
    return move.result(None)


def resume(track: Track, stopped_at: datetime, at: datetime) -> Track:
    """Carry a track over a span in which nothing was evaluated: the span counts neither for nor against it."""
    if track.since is None or track.frozen_at is not None:
        return track
    return replace(track, since=track.since + max(at - max(stopped_at, track.since), at - at))


def freeze(track: Track, at: datetime) -> Track:
    """Stop counting ``for`` and ``keep_for`` until the next evaluation with believable data."""
    if track.since is None or track.frozen_at is not None:
        return track
    return replace(track, frozen_at=max(at, track.since))


def next_deadline(track: Track, rule: Rule) -> datetime | None:
    """The instant at which the passing of time alone will move the track; None where it never does."""
    if track.since is None or track.frozen_at is not None:
        return None
    if track.condition is Condition.PENDING:
        return track.since + rule.hold
    if track.condition is Condition.RECOVERING:
        return track.since + rule.keep_for
    return None


def _quality(rule: Rule, sample: Sample, at: datetime) -> DataQuality:
    if sample.quality is not DataQuality.GOOD:
        return sample.quality
    if sample.value is None:
        return DataQuality.ERROR
    seen = sample.seen_at or sample.received_at
    # Still data at exactly ``stale_after``.
    if rule.stale_after is not None and seen is not None and at - seen > rule.stale_after:
        return DataQuality.STALE
    return DataQuality.GOOD


def _reached(track: Track, rule: Rule, value: float) -> Severity | None:
    """The worst step that holds. One that is active holds until the value passes its recovery limit."""
    held = track.severity if track.condition is Condition.ACTIVE else None
    for step in reversed(rule.steps):
        if is_broken(rule.comparison, value, step.limit):
            return step.severity
        if held is not None and held >= step.severity and is_broken(rule.comparison, value, step.recovery):
            return step.severity
    return None


_NOT_COUNTING: dict[str, Any] = {"since": None, "frozen_at": None, "peak": None}
_OFF_LIST: dict[str, Any] = {
    "listed": False,
    "severity": None,
    "worst": None,
    "told": None,
    "told_value": None,
    "value": None,
    "quality": DataQuality.GOOD,
    "suppression": Suppression.NONE,
    "ack": Ack.UNACK,
    "acked_by": "",
    "acked_at": None,
    "comment": "",
    "raised_at": None,
}


class _Move:
    """One evaluation under way: the track as it stands, and the transitions so far."""

    def __init__(self, track: Track, rule: Rule, sample: Sample | None, at: datetime) -> None:
        self.track = track
        self._rule = rule
        self._sample = sample
        self._at = at
        self._rows: list[Transition] = []

    def result(self, value: float | None) -> Step:
        """The track with the value just seen, kept only where an alert or a pending one shows it."""
        track = self.track
        if track.listed or track.condition is not Condition.NORMAL:
            limit = self._limit(track.severity)
            if track.value != value or track.limit != limit:
                self.track = replace(track, value=value, limit=limit)
        return self.track, self._rows

    def to(self, what: What, *, who: str = "", why: str = "", **changes: Any) -> None:
        """Make a transition."""
        before = self.track
        self.track = replace(before, changed_at=self._at, **changes)
        sample = self._sample
        severity = self.track.severity or before.severity or self._rule.steps[0].severity
        self._rows.append(
            Transition(
                key=before.key,
                occurrence=max(before.occurrences, self.track.occurrences),
                what=what,
                before=before.label,
                after=self.track.label,
                severity=severity,
                value=self._value,
                limit=self._limit(severity),
                rule_version=self._rule.version,
                observed_at=sample.observed_at if sample else None,
                received_at=sample.received_at if sample else None,
                evaluated_at=self._at,
                who=who,
                why=why or (sample.why if sample else ""),
            )
        )

    def advance(self, severity: Severity | None) -> None:
        """Move the condition, given the severity that holds now (None: no limit is broken)."""
        self._thaw()
        condition = self.track.condition
        if severity is None:
            if condition is Condition.PENDING:
                self._cancel()
            elif condition is Condition.ACTIVE:
                self._recover()
            elif condition is Condition.RECOVERING and self._counted(self._rule.keep_for):
                self._clear()
        elif condition is Condition.NORMAL:
            self._break(severity)
        elif condition is Condition.PENDING:
            self._hold_on(severity)
        else:
            if condition is Condition.RECOVERING:
                self.to(What.RELAPSED, condition=Condition.ACTIVE, **_NOT_COUNTING)
            self._step_to(severity)

    def qualify(self, quality: DataQuality) -> None:
        """Mark what the value behind a pending or listed alert is worth."""
        track = self.track
        if track.quality is quality or (track.condition is Condition.NORMAL and not track.listed):
            return
        if quality is DataQuality.GOOD:
            self.to(What.FRESH, quality=quality)
        else:
            why = (self._sample.why if self._sample else "") or str(quality)
            self.to(What.STALE, why=why, quality=quality)

    def freeze(self) -> None:
        """Stop counting until data come again."""
        self.track = freeze(self.track, self._at)

    def leave(self) -> None:
        """Take a latched alert that is normal and acknowledged off the list; a pending count goes on."""
        track = self.track
        kept: dict[str, Any] = {}
        if track.condition is Condition.PENDING:
            kept = {"severity": track.peak, "value": track.value, "quality": track.quality}
        self.to(What.CLOSED, **(_OFF_LIST | kept))

    def _thaw(self) -> None:
        track = self.track
        if track.frozen_at is not None and track.since is not None:
            self.track = replace(track, since=track.since + (self._at - track.frozen_at), frozen_at=None)

    def _counted(self, span: Any) -> bool:
        return self.track.since is not None and self._at - self.track.since >= span

    def _break(self, severity: Severity) -> None:
        if not self._rule.hold:
            self._raise(severity, severity)
            return
        shown: dict[str, Any] = {} if self.track.listed else {"severity": severity}
        self.to(What.PENDING, condition=Condition.PENDING, since=self._at, peak=severity, **shown)

    def _hold_on(self, severity: Severity) -> None:
        track = self.track
        peak = max(severity, track.peak or severity)
        if self._counted(self._rule.hold):
            self._raise(severity, peak)
        elif severity is not track.severity or peak is not track.peak:
            self.track = replace(track, severity=track.severity if track.listed else severity, peak=peak)

    def _raise(self, severity: Severity, peak: Severity) -> None:
        track = self.track
        if track.listed:
            # Latched, normal and nobody took note: the operator still has it before him, so it is the same one.
            self.to(What.RELAPSED, condition=Condition.ACTIVE, **_NOT_COUNTING)
            self._step_to(severity)
            return
        told = peak if self._rule.latching else severity
        raised: dict[str, Any] = {
            "condition": Condition.ACTIVE,
            "occurrences": track.occurrences + 1,
            "listed": True,
            "severity": severity,
            "worst": told,
            "told": told,
            "told_value": self._value,
            "raised_at": self._at,
        }
        kept = {"quality": track.quality, "suppression": track.suppression}
        self.to(What.RAISED, **(_OFF_LIST | _NOT_COUNTING | raised | kept))

    def _step_to(self, severity: Severity) -> None:
        track = self.track
        if severity is track.severity:
            return
        told = track.told or severity
        changes: dict[str, Any] = {"severity": severity, "worst": max(severity, track.worst or severity)}
        if track.ack is Ack.ACKED:
            if severity > told:
                changes |= {"told": severity, "told_value": self._value, "ack": Ack.UNACK}
                self.to(What.REOPENED, **changes)
                return
        elif severity > told or not self._rule.latching:
            changes |= {"told": severity, "told_value": self._value}
        self.to(What.SEVERITY, **changes)

    def _cancel(self) -> None:
        gone = {} if self.track.listed else _OFF_LIST
        self.to(What.CANCELLED, condition=Condition.NORMAL, **(_NOT_COUNTING | gone))

    def _recover(self) -> None:
        if self._rule.keep_for:
            self.to(What.RECOVERING, condition=Condition.RECOVERING, since=self._at)
        else:
            self._clear()

    def _clear(self) -> None:
        self.to(What.CLEARED, condition=Condition.NORMAL, **_NOT_COUNTING)
        if not self._rule.latching:
            self.track = replace(self.track, **_OFF_LIST)
        elif self.track.ack is Ack.ACKED:
            self.leave()

    @property
    def _value(self) -> float | None:
        return self._sample.value if self._sample is not None else self.track.value

    def _limit(self, severity: Severity | None) -> float:
        for step in self._rule.steps:
            if step.severity is severity:
                return step.limit
        return self._rule.steps[0].limit
