"""Instants at which something happens without any data: a heap with one live entry per owner."""

from collections.abc import Hashable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

Owner = TypeVar("Owner", bound=Hashable)


class Deadlines(Generic[Owner]):
    """Deadlines of owners. Moving one later costs a dictionary write: its heap entry is moved when it surfaces.

    Equal instants come out by rank (low first), then in the order in which they were set.
    """

    def __init__(self) -> None:
        self._due: dict[Owner, datetime] = {}
        self._heap: list[tuple[datetime, int, int, Owner]] = []
        self._queued: dict[Owner, datetime] = {}
        self._order = count()

    def __len__(self) -> int:
        return len(self._due)

    def __contains__(self, owner: Owner) -> bool:
        return owner in self._due

    def set(self, owner: Owner, at: datetime, rank: int = 0) -> None:
        """Give an owner its one deadline."""
        self._due[owner] = at
        queued = self._queued.get(owner)
        if queued is None or at < queued:
            self._queued[owner] = at
            heappush(self._heap, (at, rank, next(self._order), owner))

    def drop(self, owner: Owner) -> None:
        """Forget an owner's deadline."""
        self._due.pop(owner, None)

    def next(self) -> datetime | None:
        """The earliest deadline."""
        self._settle()
        return self._heap[0][0] if self._heap else None

    def pop(self, until: datetime) -> tuple[datetime, Owner] | None:
        """Take the earliest deadline that is not after ``until``."""
        self._settle()
        if not self._heap or self._heap[0][0] > until:
            return None
        at, _, _, owner = heappop(self._heap)
        del self._due[owner]
        del self._queued[owner]
        return at, owner

    def _settle(self) -> None:
        """Bring a true deadline to the top: drop forgotten entries, move on those that were set later."""
        heap = self._heap
        while heap:
            at, rank, _, owner = heap[0]
            if self._queued.get(owner) != at:
                heappop(heap)
                continue
            due = self._due.get(owner)
            if due == at:
                return
            heappop(heap)
            if due is None:
                del self._queued[owner]
            else:
                self._queued[owner] = due
                heappush(heap, (due, rank, next(self._order), owner))
