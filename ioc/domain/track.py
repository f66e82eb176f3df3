"""The remembered state of one alert key, and how it is written down for the next start."""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self

from ioc.domain.alerts import (
    Ack,
    Alert,
    AlertKey,
    Condition,
    DataQuality,
    Rule,
    Severity,
    Subject,
    SubjectKind,
    Suppression,
)


@dataclass(frozen=True, slots=True)
class Track:
    """Everything the state machine remembers of one alert key. Times are UTC.

    ``severity`` is that of the condition, now or last; ``told`` is what the operator has been told of: the
    severity announced and not yet exceeded, which a latching or acknowledged alert keeps when the condition
    falls. Only a rise of ``told`` is ever announced.
    """

    key: AlertKey
    condition: Condition = Condition.NORMAL
    since: datetime | None = None
    """From when ``for`` or ``keep_for`` is counted, moved forward by every span that does not count."""
    frozen_at: datetime | None = None
    """Set while missing data stop the count."""
    occurrences: int = 0
    listed: bool = False
    """Whether an occurrence stands on the list of active alerts (a latched one does even when normal)."""
    severity: Severity | None = None
    worst: Severity | None = None
    """The highest of this occurrence."""
    peak: Severity | None = None
    """The highest since pending began: what a latching rule raises with."""
    told: Severity | None = None
    told_value: float | None = None
    """The value that came with ``told``."""
    value: float | None = None
    """The last one evaluated."""
    limit: float = 0.0
    quality: DataQuality = DataQuality.GOOD
    suppression: Suppression = Suppression.NONE
    ack: Ack = Ack.UNACK
    acked_by: str = ""
    acked_at: datetime | None = None
    comment: str = ""
    raised_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the condition is still there."""
        return self.condition in (Condition.ACTIVE, Condition.RECOVERING)

    @property
    def label(self) -> str:
        """The condition as transitions print it: "normal", "pending", "active/warning"."""
        if self.is_open and self.severity is not None:
            return f"{self.condition}/{self.severity.name.lower()}"
        return str(self.condition)

    def to_json(self) -> str:
        """One line of JSON from which ``from_json`` makes an equal track."""
        rule, (kind, name, unit) = self.key
        written: dict[str, Any] = {"key": [rule, str(kind), name, unit]}
        for field in fields(self)[1:]:
            value = getattr(self, field.name)
            if value != field.default:
                written[field.name] = value.isoformat() if isinstance(value, datetime) else value
        return json.dumps(written, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote; raises ValueError, KeyError or TypeError for anything else."""
        written: dict[str, Any] = json.loads(text)
        rule, kind, name, unit = written.pop("key")
        known = {field.name for field in fields(cls)}
        read = {name: _READERS.get(name, _as_is)(value) for name, value in written.items() if name in known}
        return cls(AlertKey(rule, Subject(SubjectKind(kind), name, unit)), **read)


def _as_is(value: Any) -> Any:
    return value


_READERS: dict[str, Any] = {
    "condition": Condition,
    "quality": DataQuality,
    "suppression": Suppression,
    "ack": Ack,
    **dict.fromkeys(("severity", "worst", "peak", "told"), Severity),
    **dict.fromkeys(("since", "frozen_at", "acked_at", "raised_at", "changed_at"), datetime.fromisoformat),
}


def alert_of(track: Track, rule: Rule) -> Alert | None:
    """The alert as the list shows it; None where no occurrence stands on the list."""
    if not track.listed or track.raised_at is None or track.changed_at is None or track.severity is None:
        return None
    return Alert(
        key=track.key,
        title=rule.title,
        occurrence=track.occurrences,
        condition=track.condition,
        severity=track.severity,
        worst=track.worst or track.severity,
        ack=track.ack,
        quality=track.quality,
        suppression=track.suppression,
        comparison=rule.comparison,
        value=track.value,
        limit=track.limit,
        raised_at=track.raised_at,
        changed_at=track.changed_at,
        acked_by=track.acked_by,
        acked_at=track.acked_at,
        comment=track.comment,
        guidance=rule.guidance,
    )


def is_announced(before: Track, after: Track) -> bool:
    """Whether the step from one track to the next is worth a sound: the told severity rose."""
    return after.told is not None and (before.told is None or after.told > before.told)
