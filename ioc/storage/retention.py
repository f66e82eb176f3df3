"""How long each kind of record is kept, and its removal in transactions short enough for the writer to go on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Select, Table, and_, delete, func, select

from ioc.storage.database import Database
from ioc.storage.instants import DAY, length, to_micros
from ioc.storage.ledger import HOURLY_FLOOR, READINGS_FLOOR, Ledger, put_meta
from ioc.storage.statements import chunks, hour_of
from ioc.storage.tables import (
    bodies,
    camera_statuses,
    daily,
    hourly,
    names,
    newest_hour,
    polls,
    readings,
    rejects,
    series,
    tallies,
    transitions,
)

_ROWS = 20_000
"""About as many rows go in one transaction: some tens of milliseconds."""

_SERIES = 50
"""Series in one transaction."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long each kind is kept; None keeps it for ever. The newest of everything always stays."""

    readings: timedelta | None = timedelta(days=90)
    hourly: timedelta | None = timedelta(days=730)
    daily: timedelta | None = None
    polls: timedelta | None = timedelta(days=3)
    """The archive, with its documents."""
    cameras: timedelta | None = timedelta(days=365)
    """Changes of status."""
    tallies: timedelta | None = timedelta(days=7)
    """Older than this, the last tally of each unit, day (UTC) and period stays, for ever."""
    rejects: timedelta | None = timedelta(days=30)
    rejects_per_feed: int = 10_000
    transitions: timedelta | None = None


class Pruned(NamedTuple):
    """How many rows went."""

    readings: int
    hourly: int
    daily: int
    polls: int
    bodies: int
    camera_statuses: int
    tallies: int
    rejects: int
    transitions: int


class Pruner:
    """Removes what is too old. Runs on any thread; the writer gets its turn after every step."""

    def __init__(self, database: Database, ledger: Ledger, now: datetime, keep: Retention) -> None:
        self._database = database
        self._ledger = ledger
        self._now = to_micros(now)
        self._keep = keep

    def run(self) -> Pruned:
        """Remove everything that is due."""
        gone_readings, gone_hours, gone_days = self._by_series()
        polls_gone = self._polls()
        return Pruned(
            gone_readings,
            gone_hours,
            gone_days,
            polls_gone,
            self._bodies(),
            self._older(camera_statuses, self._cutoff(self._keep.cameras)),
            self._tallies(),
            self._rejects(),
            self._older(transitions, self._cutoff(self._keep.transitions), "evaluated_at"),
        )

    def _cutoff(self, age: timedelta | None) -> int:
        return 0 if age is None else self._now - length(age)

    def _by_series(self) -> tuple[int, int, int]:
        # Cut between hours and days, so that no roll-up stands for readings half of which are there.
        readings_before = hour_of(self._cutoff(self._keep.readings))
        hourly_before = self._cutoff(self._keep.hourly) // DAY * DAY
        daily_before = self._cutoff(self._keep.daily)
        self._raise_floors(readings_before, hourly_before)
        with self._database.reading() as connection:
            ids = list(connection.execute(select(series.c.id).order_by(series.c.id)).scalars())
        gone = [0, 0, 0]
        for chunk in chunks(ids, _SERIES):
            with self._database.reading() as connection:
                limits = {id_: _untouchable(connection, id_) for id_ in chunk}
            for id_ in chunk:
                gone[0] += self._clustered(readings, "observed_at", id_, min(readings_before, limits[id_]))
                gone[1] += self._clustered(hourly, "start", id_, hourly_before)
                gone[2] += self._clustered(daily, "start", id_, daily_before)
        return gone[0], gone[1], gone[2]

    def _raise_floors(self, readings_before: int, hourly_before: int) -> None:
        with self._database.writing() as connection:
            self._ledger.prepare(connection)
            # Written before anything goes: a reading that is gone must be known to have been there.
            self._ledger.readings_floor = max(self._ledger.readings_floor, readings_before)
            self._ledger.hourly_floor = max(self._ledger.hourly_floor, hourly_before)
            put_meta(connection, READINGS_FLOOR, str(self._ledger.readings_floor))
            put_meta(connection, HOURLY_FLOOR, str(self._ledger.hourly_floor))

    def _clustered(self, table: Table, instant: str, series_id: int, before: int) -> int:
        """Remove the rows of one series before an instant, some thousands at a time."""
        at = table.c[instant]
        due = and_(table.c.series_id == series_id, at < before)
        gone = 0
        while True:
            with self._database.reading() as connection:
                oldest = connection.execute(select(func.min(at)).where(due)).scalar()
                step = select(at).where(due).order_by(at).offset(_ROWS).limit(1)
                stop = connection.execute(step).scalar()
            if oldest is None:
                return gone
            with self._database.writing() as connection:
                gone += connection.execute(delete(table).where(due, at < (before if stop is None else stop))).rowcount
            if stop is None:
                return gone

    def _polls(self) -> int:
        if self._keep.polls is None:
            return 0
        newer = polls.alias()
        # The newest document of each feed stays: a screen shows it, whatever its age.
        shown = (
            select(newer.c.id)
            .where(newer.c.feed_id == names.c.id, newer.c.body_id.is_not(None))
            .order_by(newer.c.received_at.desc(), newer.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        with self._database.reading() as connection:
            kept = [id_ for id_ in connection.execute(select(shown).select_from(names)).scalars() if id_ is not None]
        due = select(polls.c.id).where(polls.c.received_at < self._cutoff(self._keep.polls), polls.c.id.not_in(kept))
        return self._by_id(polls, due)

    def _bodies(self) -> int:
        orphans = select(bodies.c.id).where(~select(polls.c.id).where(polls.c.body_id == bodies.c.id).exists())
        # Few at a time: documents are large.
        return self._by_id(bodies, orphans, 200)

    def _tallies(self) -> int:
        if self._keep.tallies is None:
            return 0
        later = tallies.alias()
        day = tallies.c.observed_at - tallies.c.observed_at % DAY
        same = and_(
            later.c.unit_id == tallies.c.unit_id,
            later.c.observed_at > tallies.c.observed_at,
            later.c.observed_at < day + DAY,
            later.c.period == tallies.c.period,
        )
        before = self._cutoff(self._keep.tallies) // DAY * DAY
        with self._database.writing() as connection:
            return connection.execute(
                delete(tallies).where(tallies.c.observed_at < before, select(later.c.unit_id).where(same).exists())
            ).rowcount

    def _rejects(self) -> int:
        old = select(rejects.c.id).where(rejects.c.received_at < self._cutoff(self._keep.rejects))
        gone = self._by_id(rejects, old)
        with self._database.reading() as connection:
            feeds = list(connection.execute(select(rejects.c.feed_id).distinct()).scalars())
        for feed_id in feeds:
            of_feed = select(rejects.c.id).where(rejects.c.feed_id == feed_id)
            kept = of_feed.order_by(rejects.c.received_at.desc(), rejects.c.id.desc()).limit(
                self._keep.rejects_per_feed
            )
            gone += self._by_id(rejects, of_feed.where(rejects.c.id.not_in(kept)))
        return gone

    def _older(self, table: Table, before: int, instant: str = "observed_at") -> int:
        if before <= 0:
            return 0
        with self._database.writing() as connection:
            return connection.execute(delete(table).where(table.c[instant] < before)).rowcount

    def _by_id(self, table: Table, due: Select[tuple[int]], many: int = _ROWS) -> int:
        gone = 0
        while True:
            with self._database.writing() as connection:
                chosen = select(due.limit(many).subquery().c.id)
                step = connection.execute(delete(table).where(table.c.id.in_(chosen))).rowcount
            gone += step
            if step < many:
                return gone


def _untouchable(connection: Connection, series_id: int) -> int:
    """The instant from which a series keeps its readings: its newest one, and the hour still being rolled up."""
    newest = connection.execute(
        select(func.max(readings.c.observed_at)).where(readings.c.series_id == series_id)
    ).scalar()
    hour = connection.execute(select(newest_hour.c.start).where(newest_hour.c.series_id == series_id)).scalar()
    return min(newest or 0, newest or 0 if hour is None else hour)
