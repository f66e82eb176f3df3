"""The words of alerting: rules, alerts and transitions. The state machine is in ``alarm.py``.

Four independent axes describe an alert: condition, acknowledgement, quality, suppression.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from ioc.domain.indicators import Comparison
from ioc.domain.text import NO_TEXT, Text


class Severity(IntEnum):
    """How bad; the order is the order of lists, worst last."""

    NOTICE = 1
    WARNING = 2
    CRITICAL = 3


class Condition(StrEnum):
    """Where the compared value stands."""

    NORMAL = "normal"
    PENDING = "pending"
    ACTIVE = "active"
    RECOVERING = "recovering"


class Ack(StrEnum):
    """Whether somebody has taken note."""

    UNACK = "unack"
    ACKED = "acked"


class DataQuality(StrEnum):
    """Whether the value behind the condition can still be believed."""

    GOOD = "good"
    STALE = "stale"
    ERROR = "error"


class Suppression(StrEnum):
    """Why an alert is kept from the list's top level."""

    NONE = "none"
    SHELVED = "shelved"
    BY_DESIGN = "by_design"
    OUT_OF_SERVICE = "out_of_service"


class Missing(StrEnum):
    """What the absence of data does to an alert (DESIGN section 6)."""

    HOLD = "hold"
    ALARM = "alarm"
    CLEAR = "clear"


class SubjectKind(StrEnum):
    """What a rule looks at."""

    SERIES = "series"
    DOSSIER = "dossier"
    FEED = "feed"


class Subject(NamedTuple):
    """The thing compared: a series (indicator, unit), a dossier metric (m1..m3, unit) or a feed (id, "")."""

    kind: SubjectKind
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One severity of a rule: reached when the value breaks ``limit``, left when it passes ``recovery``."""

    severity: Severity
    limit: float
    recovery: float


@dataclass(frozen=True, slots=True)
class Rule:
    """What raises an alert. Identity of an alert is (rule id, subject); editing a rule never resets it."""

    id: str
    version: int
    title: Text
    subject: Subject
    comparison: Comparison
    steps: tuple[Step, ...]
    """Mildest first."""
    hold: timedelta = timedelta(0)
    """``for``: counts from the first broken evaluation."""
    keep_for: timedelta = timedelta(0)
    """Counts from the first unbroken evaluation."""
    missing: Missing = Missing.HOLD
    stale_after: timedelta | None = None
    """The age at which a value stops being data; None where it never does."""
    latching: bool = False
    guidance: Text = NO_TEXT


class AlertKey(NamedTuple):
    """What makes two alerts the same alert."""

    rule: str
    subject: Subject

    def occurrence(self, number: int) -> str:
        """Names one occurrence, the same on every run: ``rule|kind|name|unit#number``."""
        kind, name, unit = self.subject
        return f"{self.rule}|{kind}|{name}|{unit}#{number}"


@dataclass(frozen=True, slots=True)
class Alert:
    """The state of one alert at one instant; ``occurrence`` counts its raises from 1."""

    key: AlertKey
    title: Text
    occurrence: int
    condition: Condition
    severity: Severity
    """Of the condition now."""
    worst: Severity
    """The highest reached in this occurrence."""
    ack: Ack
    quality: DataQuality
    suppression: Suppression
    comparison: Comparison
    value: float | None
    limit: float
    """The limit of the present severity."""
    raised_at: datetime
    """When the occurrence became active, UTC."""
    changed_at: datetime
    acked_by: str = ""
    acked_at: datetime | None = None
    comment: str = ""
    guidance: Text = NO_TEXT

    @property
    def id(self) -> str:
        """Names this occurrence."""
        return self.key.occurrence(self.occurrence)

    @property
    def is_open(self) -> bool:
        """Whether the condition is still there."""
        return self.condition in (Condition.ACTIVE, Condition.RECOVERING)


class What(StrEnum):
    """The kinds of transition."""

    PENDING = "pending"
    RAISED = "raised"
    SEVERITY = "severity"
    RECOVERING = "recovering"
    RELAPSED = "relapsed"
    """Broken again within ``keep_for``: the same occurrence, not announced again."""
    CLEARED = "cleared"
    CANCELLED = "cancelled"
    """A pending alert whose limit stopped being broken."""
    STALE = "stale"
    FRESH = "fresh"
    ACKNOWLEDGED = "acknowledged"
    REOPENED = "reopened"
    """The severity rose above the acknowledged one."""
    CLOSED = "closed"
    """A latched alert that is normal and acknowledged, or a rule that was deleted."""


class Transition(NamedTuple):
    """One append-only row of an alert's history."""

    key: AlertKey
    occurrence: int
    """0 while pending before the first raise."""
    what: What
    before: str
    """The condition before, with severity where there is one: "pending", "active/warning"."""
    after: str
    severity: Severity
    value: float | None
    limit: float
    rule_version: int
    observed_at: datetime | None
    received_at: datetime | None
    evaluated_at: datetime
    who: str = ""
    why: str = ""

    @property
    def alert(self) -> str:
        """The ``Alert.id`` of the occurrence this row belongs to."""
        return self.key.occurrence(self.occurrence)
