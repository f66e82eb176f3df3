"""The situation: the immutable picture of everything at one instant, and what changed since the last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from ioc.domain.alerts import Alert
from ioc.domain.cameras import Camera
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault
from ioc.domain.indicators import Series
from ioc.domain.readings import Reading


class FeedState(StrEnum):
    """How a feed is doing.

    ``WAITING`` has not been polled yet; ``LATE`` answers with data older than it should be;
    ``FAILING`` failed its last poll; ``SILENT`` has brought nothing for its silence limit.
    """

    WAITING = "waiting"
    OK = "ok"
    LATE = "late"
    FAILING = "failing"
    SILENT = "silent"


class FeedHealth(NamedTuple):
    """What the last polls of a feed tell. Times are UTC, sizes bytes, latency seconds."""

    feed: str
    state: FeedState = FeedState.WAITING
    since: datetime | None = None
    last_poll: datetime | None = None
    last_success: datetime | None = None
    """The last poll that ended ok or not modified."""
    last_data: datetime | None = None
    """When values last arrived."""
    next_poll: datetime | None = None
    latency_s: float | None = None
    size: int | None = None
    accepted: int = 0
    """Rows of the last document."""
    rejected: int = 0
    duplicates: int = 0
    failures: int = 0
    """Failed polls in a row."""
    fault: Fault | None = None


EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Situation:
    """One instant, whole. The mappings are never changed after publication."""

    at: datetime = EPOCH
    readings: Mapping[Series, Reading] = field(default_factory=dict)
    """The newest reading of each series."""
    stale: frozenset[Series] = frozenset()
    """Series whose newest reading is older than their feed allows."""
    rejected: Mapping[Series, Fault] = field(default_factory=dict)
    """Series whose newest row was refused, until a good one comes."""
    cameras: Mapping[str, Camera] = field(default_factory=dict)
    """By ``Camera.key``."""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """The newest tally of each unit."""
    alerts: Mapping[str, Alert] = field(default_factory=dict)
    """By ``Alert.id``: everything that belongs on the list of active alerts."""
    feeds: Mapping[str, FeedHealth] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids that differ between two situations; ``everything`` asks for a full redraw."""

    series: frozenset[Series] = frozenset()
    cameras: frozenset[str] = frozenset()
    tallies: frozenset[str] = frozenset()
    alerts: frozenset[str] = frozenset()
    feeds: frozenset[str] = frozenset()
    everything: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        """Both together."""
        return Changes(
            self.series | other.series,
            self.cameras | other.cameras,
            self.tallies | other.tallies,
            self.alerts | other.alerts,
            self.feeds | other.feeds,
            self.everything or other.everything,
        )


ALL = Changes(everything=True)
