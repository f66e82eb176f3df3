"""Questions to the history. Each runs in its own transaction, from any thread, beside the writer."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection, Select, select

from ioc.domain.alerts import AlertKey, Transition
from ioc.domain.cameras import Camera
from ioc.domain.console import Point
from ioc.domain.dossiers import Tally
from ioc.domain.indicators import Series
from ioc.domain.readings import Poll, Reading, Reject
from ioc.domain.situation import FeedHealth
from ioc.domain.track import Track
from ioc.storage import rows, selects
from ioc.storage.charts import points_of
from ioc.storage.database import Database
from ioc.storage.errors import StoreError
from ioc.storage.instants import from_micros, length, to_micros
from ioc.storage.statements import chunks, hour_of
from ioc.storage.tables import (
    bodies,
    cameras,
    health,
    hourly,
    names,
    newest_hour,
    polls,
    rejects,
    series,
    tracks,
    transitions,
)

_MANY = 5000
"""Beyond this many series, reading all of them is cheaper than naming each."""


@dataclass(frozen=True)
class Restored:
    """The newest of everything, for the start."""

    readings: Mapping[Series, Reading] = field(default_factory=dict)
    """The newest of each series, by observed time."""
    cameras: Mapping[str, Camera] = field(default_factory=dict)
    """By ``Camera.key``."""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """The newest of each unit, by observed time, then period."""
    tracks: Mapping[AlertKey, Track] = field(default_factory=dict)
    health: Mapping[str, FeedHealth] = field(default_factory=dict)
    """By feed."""


class Queries:
    """What can be asked of a database. All instants taken and given are aware UTC; faults are ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def restore(self) -> Restored:
        """The newest of everything: one seek per series, however long the history."""
        with self._database.reading() as connection:
            found = connection.execute(selects.newest_readings())
            latest = [rows.reading_of(row) for row in found if row.observed_at is not None]
            seen = map(rows.camera_of, connection.execute(select(cameras)))
            states = connection.execute(select(tracks.c.state)).scalars()
            return Restored(
                {reading.series: reading for reading in latest},
                {camera.key: camera for camera in seen},
                {tally.unit: tally for tally in _tallies(connection, selects.newest_tallies())},
                {track.key: track for track in map(self._track, states)},
                {row.feed: rows.health_of(row) for row in connection.execute(select(health))},
            )

    def _track(self, state: str) -> Track:
        try:
            return Track.from_json(state)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                self._database.where, f"the state of an alert cannot be read ({error})", "restore the last backup"
            ) from error

    def history(self, of: Series, start: datetime, end: datetime, points: int = 2000) -> list[Point]:
        """A series from ``start`` to ``end``, both included, oldest first, in about ``points`` points.

        Raw readings where they are few enough and not yet pruned, else roll-ups by hour or day (UTC); merged
        where still too many. A reading without value is no point. The first point may begin before ``start``.
        """
        with self._database.reading() as connection:
            id_ = connection.execute(
                select(series.c.id).where(series.c.indicator == of.indicator, series.c.unit == of.unit)
            ).scalar()
            return [] if id_ is None else points_of(connection, id_, to_micros(start), to_micros(end), max(1, points))

    def recent(
        self, start: datetime, end: datetime, step: timedelta
    ) -> Mapping[Series, Sequence[tuple[datetime, float]]]:
        """The last value in every ``step`` of the span for all series, oldest first; steps without value are absent.

        ``end`` is included. Costs one seek per series and step, whatever the number of readings.
        """
        first, last, width = to_micros(start), to_micros(end) + 1, max(1, length(step))
        slots = [(low, min(low + width, last)) for low in range(first, last, width)]
        found: dict[Series, list[tuple[datetime, float]]] = {}
        with self._database.reading() as connection:
            for chunk in chunks(slots):
                for indicator, unit, at, value in connection.execute(selects.last_of_slots(chunk)):
                    if at is not None:
                        found.setdefault(Series(indicator, unit), []).append((from_micros(at), value))
        return found

    def hourly_last(self, wanted: Iterable[Series], since: datetime) -> Mapping[Series, list[tuple[datetime, float]]]:
        """The last value of every hour from ``since`` on, with the instant it was observed, oldest first."""
        asked = set(wanted)
        found: dict[Series, list[tuple[datetime, float]]] = {one: [] for one in asked}
        first = to_micros(since)
        with self._database.reading() as connection:
            ids = {
                id_: Series(indicator, unit)
                for id_, indicator, unit in connection.execute(select(series.c.id, series.c.indicator, series.c.unit))
                if Series(indicator, unit) in asked
            }
            every = len(ids) > _MANY
            for chunk in [[]] if every else list(chunks(sorted(ids))):
                for table in (hourly, newest_hour):
                    statement = select(table.c.series_id, table.c.last_at, table.c.last).order_by(table.c.start)
                    statement = statement.where(table.c.start >= hour_of(first), table.c.last_at >= first)
                    if not every:
                        statement = statement.where(table.c.series_id.in_(chunk))
                    for id_, at, value in connection.execute(statement):
                        if id_ in ids:
                            found[ids[id_]].append((from_micros(at), value))
        return found

    def tally_history(self, unit: str, start: datetime, end: datetime, zone: tzinfo = UTC) -> list[Tally]:
        """The last tally of each day (in ``zone``) of a unit from ``start`` to ``end``, both included, oldest first."""
        with self._database.reading() as connection:
            unit_id = connection.execute(select(names.c.id).where(names.c.text == unit)).scalar()
            if unit_id is None:
                return []
            found: list[Tally] = []
            for chunk in chunks(selects.days(start, end, zone)):
                found += _tallies(connection, selects.last_tallies(unit_id, chunk))
            # Two periods observed at the same instant: the later one is the day's last.
            return list({tally.observed_at: tally for tally in found}.values())

    def transitions(self, alert: str | None = None, limit: int = 500) -> list[Transition]:
        """The history of one alert in all its occurrences (``Alert.id``, with or without ``#n``), or of all.

        Newest first.
        """
        statement = select(transitions).order_by(transitions.c.id.desc()).limit(limit)
        if alert is not None:
            name, mark, occurrence = alert.rpartition("#")
            statement = statement.where(transitions.c.alert == (name if mark and occurrence.isdigit() else alert))
        with self._database.reading() as connection:
            return [rows.transition_of(row) for row in connection.execute(statement)]

    def rejects(self, feed: str, limit: int = 200) -> list[Reject]:
        """The newest refused rows of a feed; one refused again and again stands once, at its latest time."""
        statement = (
            select(
                names.c.text,
                rejects.c.received_at,
                rejects.c.row,
                rejects.c.fault_code,
                rejects.c.fault_detail,
                rejects.c.raw,
                rejects.c.indicator,
                rejects.c.unit,
            )
            .join(names, names.c.id == rejects.c.feed_id)
            .where(names.c.text == feed)
            .order_by(rejects.c.received_at.desc(), rejects.c.row)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [rows.reject_of(row) for row in connection.execute(statement)]

    def last_poll(self, feed: str) -> Poll | None:
        """The newest poll of a feed whose document is kept, with its body."""
        statement = (
            select(
                names.c.text,
                polls.c.started_at,
                polls.c.received_at,
                polls.c.outcome,
                polls.c.fault_code,
                polls.c.fault_detail,
                polls.c.status,
                polls.c.headers,
                bodies.c.zlib,
            )
            .join(names, names.c.id == polls.c.feed_id)
            .join(bodies, bodies.c.id == polls.c.body_id)
            .where(names.c.text == feed)
            .order_by(polls.c.received_at.desc(), polls.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            found = connection.execute(statement).first()
        return None if found is None else rows.poll_of(found[:-1], zlib.decompress(found[-1]))


def _tallies(connection: Connection, statement: Select[Any]) -> list[Tally]:
    return [rows.tally_of(row) for row in connection.execute(statement) if row.observed_at is not None]
