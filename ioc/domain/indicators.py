"""Indicators: what is measured, in what unit of measure, and where it stops being good."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from ioc.domain.text import NO_TEXT, Text


class Series(NamedTuple):
    """One indicator of one unit: the identity that readings, limits and charts share."""

    indicator: str
    unit: str

    def __str__(self) -> str:
        return f"{self.indicator}@{self.unit}"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER_BETTER = "higher_better"
    LOWER_BETTER = "lower_better"
    NEUTRAL = "neutral"


class ValueKind(StrEnum):
    """How a value is read: a number, a state (1 works, 0 does not), or a date (days since 1970-01-01)."""

    NUMBER = "number"
    STATE = "state"
    DATE = "date"


class Comparison(StrEnum):
    """How a value is held against its limits.

    ``CHANGE_PCT`` and ``DROP_PCT`` compare with the reading one comparison period earlier, in percent
    of it; ``STALE`` compares the age of the newest reading with limits in seconds.
    """

    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    CHANGE_PCT = "change_pct"
    DROP_PCT = "drop_pct"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a series turns abnormal. ``deadband`` is in the unit of the limits."""

    comparison: Comparison
    warning: float | None
    critical: float | None
    deadband: float = 0.0
    hold: timedelta = timedelta(0)
    """``for`` in the deployment: how long the limit must stay broken before the alert is raised."""
    keep_for: timedelta = timedelta(0)
    reason: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Published:
    """The figure a source printed, with where and when: the provenance shown beside live values."""

    value: float | None
    raw: str
    as_of: date | None
    source: str
    qualifier: str = ""
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    flag: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """An e-government system: the group under which its indicators stand on the screen."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one unit measures: the definition of a series (a row of ``indicators.csv``)."""

    series: Series
    system: str
    name: Text
    measure: Text
    """The unit of measure as printed after the value: "%", "hồ sơ"."""
    kind: ValueKind = ValueKind.NUMBER
    decimals: int = 0
    direction: Direction = Direction.NEUTRAL
    limits: Limits | None = None
    target: float | None = None
    published: Published | None = None
