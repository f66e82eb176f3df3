"""The way to the store: one transaction per step, in order, and nothing lost when the store fails for a while."""

import logging
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from ioc.domain.alarm import Track
from ioc.domain.alerts import Transition
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Series
from ioc.domain.readings import Batch
from ioc.domain.situation import FeedHealth
from ioc.storage.queries import Restored

log = logging.getLogger(__name__)

RETRY = timedelta(seconds=2)
BODIES_KEPT = 64_000_000
"""Bytes of documents that wait for the store; beyond it a waiting batch keeps its values and loses its document."""
STEPS_KEPT = 20_000


POISONED_AFTER = 5
"""A batch that the store refused this often, while it takes the rest of its step, is given up."""


class EngineStore(Protocol):
    """What the engine needs of a store."""

    def restore(self) -> Restored: ...

    def record(
        self,
        batch: Batch | None,
        transitions: Sequence[Transition],
        tracks: Sequence[Track],
        health: Sequence[FeedHealth],
    ) -> int: ...

    def hourly_last(
        self, series: Iterable[Series], since: datetime
    ) -> Mapping[Series, Sequence[tuple[datetime, float]]]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """What one step wants stored, in one transaction."""

    batch: Batch | None
    transitions: tuple[Transition, ...] = ()
    tracks: tuple[Track, ...] = ()
    health: tuple[FeedHealth, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.batch is None and not (self.transitions or self.tracks or self.health)


class Journal:
    """Writes entries in order; those that the store refuses wait and are tried again before any later one."""

    def __init__(self, store: EngineStore) -> None:
        self._store = store
        self._waiting: deque[Entry] = deque()
        self._bodies = 0
        self._refusals = 0
        self._retry_at: datetime | None = None
        self.fault: Fault | None = None
        """Why the store refused; None while it works."""

    def __len__(self) -> int:
        """How many entries wait."""
        return len(self._waiting)

    def write(self, entry: Entry, at: datetime) -> bool:
        """Store an entry and all that wait; False when it had to be kept for later."""
        if not entry.is_empty:
            self._keep(entry)
        if self._retry_at is not None and at < self._retry_at:
            return False
        return self._flush(at)

    def write_now(self, entry: Entry, at: datetime) -> None:
        """Store all that wait, then this entry; raises what the store raises, and keeps this entry out."""
        if self._waiting and not self._flush(at):
            raise RuntimeError(f"the store does not accept anything: {self.fault}")
        self._record(entry)

    def _keep(self, entry: Entry) -> None:
        if entry.batch is not None and self.fault is not None:
            size = len(entry.batch.poll.body)
            if self._bodies + size > BODIES_KEPT:
                poll = replace(entry.batch.poll, body=b"")
                entry = replace(entry, batch=replace(entry.batch, poll=poll))
            else:
                self._bodies += size
        if len(self._waiting) >= STEPS_KEPT:
            # Alerts go before measurements: values of a long outage can be missed, what was announced cannot.
            gone = self._waiting.popleft()
            self._waiting[0] = _joined(gone, self._waiting[0])
        self._waiting.append(entry)

    def _flush(self, at: datetime) -> bool:
        while self._waiting:
            try:
                self._record(self._waiting[0])
            except Exception as error:
                if self.fault is None:
                    log.exception("The store refuses to write; values are kept in memory until it does")
                self.fault = Fault(FaultCode.INTERNAL, f"store: {error}"[:200])
                self._retry_at = at + RETRY
                self._refusals += 1
                if self._refusals < POISONED_AFTER or not self._give_up_batch():
                    return False
            self._waiting.popleft()
            self._refusals = 0
        if self.fault is not None:
            log.warning("The store writes again")
        self.fault, self._retry_at, self._bodies = None, None, 0
        return True

    def _give_up_batch(self) -> bool:
        """Store the first step without its batch; False when it is not the batch that the store refuses."""
        entry = self._waiting[0]
        if entry.batch is None:
            return False
        try:
            self._record(replace(entry, batch=None))
        except Exception:
            return False
        poll = entry.batch.poll
        log.error("A batch of feed %s received at %s cannot be stored and was dropped", poll.feed, poll.received_at)
        return True

    def _record(self, entry: Entry) -> None:
        self._store.record(entry.batch, entry.transitions, entry.tracks, entry.health)


def _joined(first: Entry, second: Entry) -> Entry:
    """Two entries as one, without the batch of the first; the later state of a track or feed wins."""
    tracks = {track.key: track for track in (*first.tracks, *second.tracks)}
    health = {one.feed: one for one in (*first.health, *second.health)}
    return Entry(second.batch, first.transitions + second.transitions, tuple(tracks.values()), tuple(health.values()))
