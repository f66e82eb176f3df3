"""What a start makes of what the store remembers."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.indicators import Series
from ioc.domain.situation import FeedHealth
from ioc.engine.feed_health import FeedMemory, remembered
from ioc.engine.journal import EngineStore
from ioc.engine.references import HOUR, KEPT, References
from ioc.storage.queries import Restored

BEGINNING = datetime.min.replace(tzinfo=UTC)


def memory_of(settings: FeedSettings, kept: Restored, at: datetime) -> FeedMemory:
    """A feed as it was left; one that was never polled waits."""
    return remembered(kept.health.get(settings.id, FeedHealth(settings.id, since=at)), settings, at)


def alive_until(kept: Restored, at: datetime) -> datetime:
    """The last sign of life before this start: from there on nothing counts towards any duration."""
    signs = [health.last_poll for health in kept.health.values() if health.last_poll is not None]
    changes = [track.changed_at for track in kept.tracks.values() if track.changed_at is not None]
    return min(at, max((*signs, *changes), default=at))


def fill(references: References, store: EngineStore, series: Sequence[Series], at: datetime) -> None:
    """Bring the earlier values that rules compare with."""
    if not series:
        return
    since: timedelta = KEPT + HOUR
    for one, hours in store.hourly_last(series, at - since).items():
        for start, value in hours:
            references.add(one, start, value)
