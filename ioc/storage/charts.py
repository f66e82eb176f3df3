"""The points of a chart: which roll-up serves a span, and how too many of its rows become fewer."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, func, select, union_all

from ioc.domain.console import Point
from ioc.storage.instants import DAY, HOUR, from_micros
from ioc.storage.rollups import Rollup, merged
from ioc.storage.statements import hour_of
from ioc.storage.tables import daily, hourly, newest_hour, readings

_MERGE = 8
"""How many rows a point may be merged from; beyond, the next coarser table answers."""


def points_of(connection: Connection, series_id: int, start: int, end: int, points: int) -> list[Point]:
    """A series from ``start`` to ``end`` (microseconds UTC, both included) in at most about ``points`` points."""
    raw = _raw(connection, series_id, start, end, points * _MERGE)
    if raw is not None:
        # Wide enough that the end falls into the last span, not after it.
        return _points(raw, start, (end - start) // points + 1, points)
    hours = _rolled(connection, hourly, HOUR, series_id, start, end, points * _MERGE)
    if hours is not None:
        return _points(hours, start - start % HOUR, _whole(end - start, points, HOUR), points)
    days = _rolled(connection, daily, DAY, series_id, start, end, None) or []
    return _points(days, start - start % DAY, _whole(end - start, points, DAY), points)


def _raw(connection: Connection, series_id: int, start: int, end: int, most: int) -> list[Rollup] | None:
    """Raw readings as roll-ups of one; None where they are too many or the older ones were pruned."""
    statement = (
        select(readings.c.observed_at, readings.c.value)
        .where(
            readings.c.series_id == series_id,
            readings.c.observed_at >= start,
            readings.c.observed_at <= end,
            readings.c.value.is_not(None),
        )
        .order_by(readings.c.observed_at)
        .limit(most + 1)
    )
    found = [Rollup(at, value, value, value, 1, value, at) for at, value in connection.execute(statement)]
    if len(found) > most:
        return None
    oldest = _oldest(connection, hourly, series_id, start, end)
    if oldest is None:
        # Every hour of the span may have been pruned as well: the days know.
        oldest = _oldest(connection, daily, series_id, start, end)
    first = hour_of(found[0].last_at) if found else end + 1
    return None if oldest is not None and oldest < first else found


def _oldest(connection: Connection, table: Table, series_id: int, start: int, end: int) -> int | None:
    """The start of the oldest roll-up that begins in a span."""
    statement = select(func.min(table.c.start)).where(
        table.c.series_id == series_id, table.c.start >= start, table.c.start <= end
    )
    found = connection.execute(statement).scalar()
    return None if found is None else int(found)


def _rolled(
    connection: Connection, table: Table, span: int, series_id: int, start: int, end: int, most: int | None
) -> list[Rollup] | None:
    """The roll-ups that begin in the spans from ``start`` to ``end``; None where too many, or days reach further."""
    first = start - start % span
    parts = [
        select(*(one.c[name] for name in Rollup._fields)).where(
            one.c.series_id == series_id, one.c.start >= first, one.c.start <= end
        )
        for one in (table, newest_hour)
    ]
    statement = union_all(*parts).order_by("start")
    if most is not None:
        statement = statement.limit(most + 1)
    found = [Rollup(row[0] - row[0] % span, *row[1:]) for row in connection.execute(statement)]
    if most is None:
        return found
    oldest = _oldest(connection, daily, series_id, start, end)
    pruned = oldest is not None and (not found or found[0].start >= oldest + DAY)
    return None if len(found) > most or pruned else found


def _whole(span: int, points: int, unit: int) -> int:
    """The width of a point: a multiple of ``unit`` of which at most about ``points`` cover the span."""
    return max(1, -(-span // (points * unit))) * unit


def _points(found: Sequence[Rollup], origin: int, width: int, points: int) -> list[Point]:
    if len(found) <= points:
        return [_point(rollup) for rollup in _of_one_start(found)]
    return [_point(rollup) for rollup in _of_one_start(_moved(found, origin, width))]


def _moved(found: Iterable[Rollup], origin: int, width: int) -> Iterable[Rollup]:
    for rollup in found:
        yield rollup._replace(start=rollup.start - (rollup.start - origin) % width)


def _of_one_start(found: Iterable[Rollup]) -> list[Rollup]:
    """Neighbours that begin together, merged: a day, and the newest hour that it does not hold yet."""
    result: list[Rollup] = []
    for rollup in found:
        if result and result[-1].start == rollup.start:
            result[-1] = merged(result[-1], rollup)
        else:
            result.append(rollup)
    return result


def _point(rollup: Rollup) -> Point:
    mean = rollup.total / rollup.number
    # Rounding of the sum must not carry the mean past its extremes.
    mean = min(max(mean, rollup.low), rollup.high)
    return Point(from_micros(rollup.start), rollup.low, mean, rollup.high, rollup.last, rollup.number)
