"""Writes what one batch brought: the statements of one transaction."""

import zlib
from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Insert, bindparam, select

from ioc.domain.alerts import Transition
from ioc.domain.cameras import Camera
from ioc.domain.dossiers import Tally
from ioc.domain.readings import Batch, Outcome, Reading, Reject
from ioc.domain.situation import FeedHealth
from ioc.domain.track import Track
from ioc.storage import rows
from ioc.storage.instants import DAY, HOUR, to_micros
from ioc.storage.ledger import Ledger
from ioc.storage.rollups import Rollup, extended, merged
from ioc.storage.statements import (
    excluded,
    ignoring,
    insert_many,
    merging,
    positional,
    upserting,
)
from ioc.storage.tables import (
    bodies,
    camera_statuses,
    cameras,
    daily,
    health,
    hourly,
    newest_hour,
    polls,
    readings,
    rejects,
    tallies,
    tracks,
    transitions,
)

# Level 1: five times faster than the default and within a quarter of its size on JSON and CSV; the archive
# lasts days, and compressing happens on the one thread that everything waits for.
_LEVEL = 1


class Body(NamedTuple):
    """A document ready to be archived."""

    sha256: bytes
    size: int
    zlib: bytes


def body_of(batch: Batch | None) -> Body | None:
    """The document of a batch whose poll ended ok; computed before the transaction to keep that short."""
    if batch is None or batch.poll.outcome is not Outcome.OK:
        return None
    content = batch.poll.body
    return Body(sha256(content).digest(), len(content), zlib.compress(content, _LEVEL))


_Rows = dict[tuple[int, int], rows.Row]
"""Rows of ``readings`` by (series id, observed time)."""


class Recorder:
    """The writing statements, made once for a dialect, over one ledger."""

    def __init__(self, dialect: Dialect, ledger: Ledger) -> None:
        self._ledger = ledger
        self._reading = positional(dialect, readings.insert())
        self._newest_hour = positional(dialect, upserting(dialect, newest_hour))
        self._hourly = positional(dialect, merging(dialect, hourly))
        self._daily = positional(dialect, merging(dialect, daily))
        self._camera = positional(dialect, _newer_camera(dialect))
        self._status = positional(dialect, ignoring(dialect, camera_statuses))
        self._tally = positional(dialect, ignoring(dialect, tallies))
        self._track = positional(dialect, upserting(dialect, tracks))
        self._health = positional(dialect, upserting(dialect, health))
        self._reject = _counting_reject(dialect)

    def batch(self, connection: Connection, batch: Batch, body: Body | None) -> int:
        """Everything a batch holds; returns how many readings were new."""
        feed_id = self._ledger.name_id(connection, batch.poll.feed)
        body_id = None if body is None else _archived(connection, body)
        connection.execute(polls.insert(), rows.poll_values(batch, feed_id, body_id))
        new = self._readings(connection, batch.readings)
        if batch.cameras:
            self._cameras(connection, batch.cameras)
        self._tallies(connection, batch.tallies)
        self._rejects(connection, batch.rejects)
        return new

    def transitions(self, connection: Connection, changed: Sequence[Transition]) -> None:
        """Append to the history of alerts."""
        if changed:
            connection.execute(transitions.insert(), [rows.transition_values(transition) for transition in changed])

    def tracks(self, connection: Connection, changed: Sequence[Track]) -> None:
        """Replace the state of alerts."""
        insert_many(connection, self._track, [rows.track_row(track) for track in changed])

    def health(self, connection: Connection, changed: Sequence[FeedHealth]) -> None:
        """Replace the health of feeds."""
        insert_many(connection, self._health, [rows.health_row(one) for one in changed])

    def _readings(self, connection: Connection, arrived: Sequence[Reading]) -> int:
        if not arrived:
            return 0
        self._ledger.add_series(connection, {reading.series for reading in arrived})
        fresh, doubtful = self._sorted_out(connection, arrived)
        if doubtful:
            known = self._ledger.known(connection, doubtful)
            fresh.update((key, row) for key, row in doubtful.items() if key not in known)
        # In the order of the table: neighbours go onto the same page while it is at hand.
        new = sorted(fresh.values())
        insert_many(connection, self._reading, new)
        newest = self._ledger.newest
        for id_, at in fresh:
            if at > newest.get(id_, -1):
                newest[id_] = at
        self._roll_up(connection, new)
        return len(new)

    def _sorted_out(self, connection: Connection, arrived: Sequence[Reading]) -> tuple[_Rows, _Rows]:
        """The readings, each once, that are new for certain, and those that may have come before."""
        ids, newest, feeds = self._ledger.series, self._ledger.newest, self._ledger.names
        fresh: _Rows = {}
        doubtful: _Rows = {}
        observed_before = received_before = None
        at = received = 0
        for series, observed_at, received_at, value, feed, numerator, denominator, marks in arrived:
            # Rows of a document mostly share their instants: converted once.
            if observed_at is not observed_before:
                observed_before, at = observed_at, to_micros(observed_at)
            if received_at is not received_before:
                received_before, received = received_at, to_micros(received_at)
            id_ = ids[series]
            before = newest.get(id_, -1)
            if at == before:
                continue
            # Newer than the newest of its series cannot have come before; older ones are asked for.
            kept = fresh if at > before else doubtful
            key = (id_, at)
            if key not in kept:
                feed_id = feeds.get(feed) or self._ledger.name_id(connection, feed)
                kept[key] = (id_, at, received, value, numerator, denominator, int(marks), feed_id)
        return fresh, doubtful

    def _roll_up(self, connection: Connection, new: Sequence[rows.Row]) -> None:
        """Add new readings to their hours: the newest hour of a series stays apart, older ones are filed."""
        hours = self._ledger.hours
        touched: set[int] = set()
        others: list[rows.Row] = []
        for row in new:
            value = row[3]
            if value is None:
                continue
            id_, at = row[0], row[1]
            present = hours.get(id_)
            if present is None or not 0 <= at - present[0] < HOUR:
                others.append(row)
                continue
            hours[id_] = extended(present, value, at)
            touched.add(id_)
        filed: list[tuple[int, Rollup]] = []
        for (id_, start), rollup in _by_hour(others).items():
            present = hours.get(id_)
            if present is not None and start < present.start:
                filed.append((id_, rollup))
                continue
            touched.add(id_)
            if present is None:
                hours[id_] = rollup
            elif start == present.start:
                hours[id_] = merged(present, rollup)
            else:
                filed.append((id_, present))
                hours[id_] = rollup
        insert_many(connection, self._newest_hour, [(id_, *hours[id_]) for id_ in sorted(touched)])
        filed.sort()
        insert_many(connection, self._hourly, [(id_, *rollup) for id_, rollup in filed])
        insert_many(connection, self._daily, _by_day(filed))

    def _cameras(self, connection: Connection, seen: Collection[Camera]) -> None:
        feeds = {camera.feed for camera in seen}
        stored = select(cameras.c.feed, cameras.c.id, cameras.c.status, cameras.c.observed_at)
        known = {
            (feed, id_): (status, at)
            for feed, id_, status, at in connection.execute(stored.where(cameras.c.feed.in_(feeds)))
        }
        changed: list[rows.Row] = []
        for camera in sorted(seen, key=lambda camera: camera.observed_at):
            at = to_micros(camera.observed_at)
            before = known.get((camera.feed, camera.id))
            if before is not None and (before[0] == camera.status or at < before[1]):
                continue
            known[camera.feed, camera.id] = (str(camera.status), at)
            changed.append((camera.feed, camera.id, at, to_micros(camera.received_at), str(camera.status)))
        insert_many(connection, self._camera, [rows.camera_row(camera) for camera in seen])
        insert_many(connection, self._status, changed)

    def _tallies(self, connection: Connection, seen: Sequence[Tally]) -> None:
        name_id = self._ledger.name_id
        insert_many(
            connection,
            self._tally,
            [rows.tally_row(tally, name_id(connection, tally.unit), name_id(connection, tally.feed)) for tally in seen],
        )

    def _rejects(self, connection: Connection, refused: Sequence[Reject]) -> None:
        if refused:
            name_id = self._ledger.name_id
            values = [rows.reject_values(reject, name_id(connection, reject.feed)) for reject in refused]
            connection.execute(self._reject, values)


def _by_hour(new: Sequence[rows.Row]) -> dict[tuple[int, int], Rollup]:
    """The roll-ups of rows of ``readings`` that have a value, by series id and hour."""
    found: dict[tuple[int, int], Rollup] = {}
    for row in new:
        at, value = row[1], row[3]
        start = at - at % HOUR
        key = (row[0], start)
        before = found.get(key)
        if before is None:
            found[key] = Rollup(start, value, value, value, 1, value, at)
        else:
            found[key] = extended(before, value, at)
    return found


def _by_day(hours: Sequence[tuple[int, Rollup]]) -> list[rows.Row]:
    found: dict[tuple[int, int], Rollup] = {}
    for id_, hour in hours:
        start = hour.start - hour.start % DAY
        before = found.get((id_, start))
        found[id_, start] = hour._replace(start=start) if before is None else merged(before, hour)
    return [(id_, *rollup) for (id_, _), rollup in found.items()]


def _archived(connection: Connection, body: Body) -> int:
    """The id of a document, stored now unless an equal one is there."""
    found = connection.execute(_SELECT_BODY, {"sha256": body.sha256}).scalar()
    if found is None:
        key = connection.execute(bodies.insert(), body._asdict()).inserted_primary_key
        if key is None:
            raise LookupError("bodies gave no id")
        found = key[0]
    return int(found)


def _newer_camera(dialect: Dialect) -> Insert:
    new = excluded(dialect, cameras)
    return upserting(dialect, cameras, where=new.observed_at >= cameras.c.observed_at)


def _counting_reject(dialect: Dialect) -> Insert:
    new = excluded(dialect, rejects)
    changes: dict[str, Any] = {"received_at": new.received_at, "times": rejects.c.times + 1}
    return upserting(dialect, rejects, changes, keys=["digest"])


_SELECT_BODY = select(bodies.c.id).where(bodies.c.sha256 == bindparam("sha256"))
