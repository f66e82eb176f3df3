"""How a feed is doing: pure transitions of its health, and when time alone will change it.

A feed is LATE when it answers but the newest time its document gives is older than ``stale_after`` and one
interval; SILENT when it brought nothing for ``silent_after``, and then until the next success. A source that
gives no times of its own (its values carry the time of the fetch) is never late. ``not modified`` is a success.
A feed of past values (``history``) is neither late nor silent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.cameras import Camera
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault
from ioc.domain.readings import Batch, Outcome, Reading
from ioc.domain.situation import FeedHealth, FeedState


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """What is remembered of a feed between polls."""

    health: FeedHealth
    watched_since: datetime
    """Silence does not count before this: the program was not running."""
    newest: datetime | None = None
    """The newest of the times that the source gave in its last document; None where it gives none."""

    @property
    def silent_from(self) -> datetime:
        """From when silence is counted, UTC."""
        success = self.health.last_success
        if self.health.state is FeedState.SILENT:
            return success or self.watched_since
        return self.watched_since if success is None else max(success, self.watched_since)


def remembered(health: FeedHealth, settings: FeedSettings, at: datetime) -> FeedMemory:
    """Take up a feed at the start of the program; what is silent stays so until it brings something."""
    watched_since = at
    if health.state is FeedState.SILENT and health.since is not None:
        watched_since = health.since - settings.silent_after
    return FeedMemory(health._replace(next_poll=None), watched_since)


def fault_of(batch: Batch) -> Fault | None:
    """Why a poll brought nothing: what went wrong with the fetch, or with its document."""
    return batch.poll.fault or batch.fault


def is_success(batch: Batch) -> bool:
    """Whether a poll ended ok or not modified, with a document that could be read."""
    return batch.poll.outcome is not Outcome.FAILED and batch.fault is None


def after_poll(memory: FeedMemory, settings: FeedSettings, batch: Batch, at: datetime) -> FeedMemory:
    """The memory after one poll was processed at an instant."""
    poll, health = batch.poll, memory.health
    health = health._replace(last_poll=poll.received_at, latency_s=poll.latency_s)
    if not is_success(batch):
        health = health._replace(failures=health.failures + 1, fault=fault_of(batch))
        return with_state(replace(memory, health=health), settings, at)
    health = health._replace(last_success=poll.received_at, failures=0, fault=None)
    newest = memory.newest
    if poll.outcome is Outcome.OK:
        health = health._replace(
            size=len(poll.body),
            accepted=batch.accepted,
            rejected=len(batch.rejects),
            duplicates=batch.duplicates,
            last_data=poll.received_at if batch.accepted else health.last_data,
        )
        newest = newest_of(chain(batch.readings, batch.cameras, batch.tallies))
    return with_state(replace(memory, health=health, newest=newest), settings, at, answered=True)


def newest_of(values: Iterable[Reading | Camera | Tally]) -> datetime | None:
    """The newest time that the source itself gave; None where it gives none and values carry that of the fetch."""
    return max((value.observed_at for value in values if value.observed_at != value.received_at), default=None)


def with_state(memory: FeedMemory, settings: FeedSettings, at: datetime, *, answered: bool = False) -> FeedMemory:
    """The state that holds at an instant. ``answered`` ends a silence."""
    health = memory.health
    state = _state(memory, settings, at, answered)
    if state is health.state and health.since is not None:
        return memory
    return replace(memory, health=health._replace(state=state, since=at))


def late_allowance(settings: FeedSettings) -> timedelta:
    """How old a source's own time may be: what it is allowed, and one interval for it to be asked again."""
    return settings.stale_after + settings.interval


def next_change(memory: FeedMemory, settings: FeedSettings) -> datetime | None:
    """The instant up to and including which the state holds, if no poll comes."""
    if settings.history or memory.health.state is FeedState.SILENT:
        return None
    silent = memory.silent_from + settings.silent_after
    if memory.health.state is FeedState.OK and memory.newest is not None:
        return min(silent, memory.newest + late_allowance(settings))
    return silent


def _state(memory: FeedMemory, settings: FeedSettings, at: datetime, answered: bool) -> FeedState:
    health = memory.health
    may_be_silent = not settings.history and not answered
    if may_be_silent and (health.state is FeedState.SILENT or at - memory.silent_from > settings.silent_after):
        return FeedState.SILENT
    if health.last_poll is None:
        return FeedState.WAITING
    if health.failures:
        return FeedState.FAILING
    if not settings.history and memory.newest is not None and at - memory.newest > late_allowance(settings):
        return FeedState.LATE
    return FeedState.OK
