"""Readings, and what one poll of a feed brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag, StrEnum
from typing import NamedTuple

from ioc.domain.cameras import Camera
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault
from ioc.domain.indicators import Series


class Mark(IntFlag):
    """What is remarkable about a reading."""

    NONE = 0
    LATE = 1
    """Older than the newest reading of its series: kept in history, evaluated by nothing."""
    MISMATCH = 2
    """The printed share does not follow from its numerator and denominator."""


class Reading(NamedTuple):
    """One value of one series. ``value`` is None where the source reported that it has none."""

    series: Series
    observed_at: datetime
    """The source's time, UTC."""
    received_at: datetime
    """Our time, UTC."""
    value: float | None
    feed: str
    numerator: float | None = None
    denominator: float | None = None
    marks: Mark = Mark.NONE


class Reject(NamedTuple):
    """A row that was refused; ``raw`` is its text as received, cut at 2,000 characters."""

    feed: str
    received_at: datetime
    row: int
    """1 for the first row that the mapping selected."""
    fault: Fault
    raw: str
    series: Series | None = None
    """The series the row spoke of, where that much could be read."""


class Outcome(StrEnum):
    """How a poll ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Poll:
    """One attempt on one feed, as received: enough to do everything downstream again."""

    feed: str
    started_at: datetime
    received_at: datetime
    outcome: Outcome
    fault: Fault | None = None
    status: int | None = None
    headers: Mapping[str, str] | None = None
    """Response headers, names in lower case, secrets removed."""
    body: bytes = b""
    """After content decoding; empty where the poll failed or nothing was modified."""

    @property
    def latency_s(self) -> float:
        """Seconds from the request to the last byte."""
        return (self.received_at - self.started_at).total_seconds()


@dataclass(frozen=True, slots=True)
class Batch:
    """What a poll brought, decoded and mapped. ``fault`` is set where the whole document was refused."""

    poll: Poll
    readings: tuple[Reading, ...] = ()
    cameras: tuple[Camera, ...] = ()
    tallies: tuple[Tally, ...] = ()
    rejects: tuple[Reject, ...] = ()
    duplicates: int = 0
    """Rows whose identity repeated one in the same document."""
    fault: Fault | None = None

    @property
    def accepted(self) -> int:
        """How many rows became values."""
        return len(self.readings) + len(self.cameras) + len(self.tallies)
