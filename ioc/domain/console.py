"""What a screen may ask and order, and the settings it shows: the only door between widgets and engine.

Queries block on the database, so a screen calls them from its query pool; commands return at once.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from ioc.domain.alerts import Severity, Transition
from ioc.domain.catalogue import Catalogue
from ioc.domain.dossiers import Tally
from ioc.domain.indicators import Series
from ioc.domain.readings import Poll, Reject
from ioc.domain.situation import Changes, Situation
from ioc.domain.text import Text


class Point(NamedTuple):
    """One point of a chart: a raw reading (low = mean = high) or the roll-up of a span that starts ``at``."""

    at: datetime
    low: float
    mean: float
    high: float
    last: float
    readings: int
    """How many readings the point stands for."""


class FeedInfo(NamedTuple):
    """What a deployment says of a feed; the URL is without secrets."""

    id: str
    name: Text
    url: str
    format: str
    interval: timedelta
    mapping: str
    """The mapping as TOML text."""


@dataclass(frozen=True, slots=True)
class DossierLimits:
    """Where the on-time share (M2, percent) of a unit turns abnormal, and what it should reach."""

    target: float
    warning: float
    critical: float
    small: int = 30
    """A denominator below this is marked and not ranked."""


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A name on the map that the deployment wants shown."""

    name: Text
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class CentreInfo:
    """The centre on whose behalf the room works."""

    name: Text
    zone: ZoneInfo
    sample: bool
    """Whether the data are sample data, said wherever a person sees them."""
    bounds: tuple[float, float, float, float]
    """What the map shows first: west, south, east, north in degrees."""
    labels: tuple[PlaceLabel, ...] = ()


class Console(Protocol):
    """A running deployment, as the screens see it."""

    catalogue: Catalogue
    centre: CentreInfo
    feeds: Mapping[str, FeedInfo]
    dossiers: DossierLimits | None

    def subscribe(self, receiver: Callable[[Situation, Changes], None]) -> None:
        """Call ``receiver`` from the writer thread after every commit, and once now with everything."""

    # commands
    def poll_now(self, feed: str | None = None) -> None:
        """Poll one feed, or every feed, at the next free moment."""

    def acknowledge(self, alerts: Sequence[str], who: str, comment: str = "") -> Future[int]:
        """Take note of alerts by ``Alert.id``; the future gives how many changed, after the commit."""

    # queries
    def history(self, series: Series, start: datetime, end: datetime, points: int = 2000) -> list[Point]:
        """A series in a span, oldest first, from raw readings or roll-ups so that about ``points`` come."""

    def recent(
        self, start: datetime, end: datetime, step: timedelta
    ) -> Mapping[Series, Sequence[tuple[datetime, float]]]:
        """The last value in every ``step`` of the span for all series at once: sparklines."""

    def tally_history(self, unit: str, start: datetime, end: datetime) -> list[Tally]:
        """The last tally of each day of a unit in a span, oldest first."""

    def transitions(self, alert: str | None = None, limit: int = 500) -> list[Transition]:
        """The history of one alert (all its occurrences), or of all, newest first."""

    def rejects(self, feed: str, limit: int = 200) -> list[Reject]:
        """The newest refused rows of a feed."""

    def last_poll(self, feed: str) -> Poll | None:
        """The newest poll of a feed whose document is kept, with its body."""


def severity_counts(situation: Situation) -> dict[Severity, int]:
    """How many alerts on the list have each severity."""
    counts = dict.fromkeys(Severity, 0)
    for alert in situation.alerts.values():
        counts[alert.severity] += 1
    return counts
