"""Selections of the newest row of each group, by one seek per group.

All are outer joins from the groups: SQLite keeps the order of an outer join, seeks the one row of each group,
and turns to scanning the whole table when the same is written as an inner join. Groups without a row come
with nulls; who reads them drops those.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import CTE, BigInteger, Select, and_, column, func, select, true, values

from ioc.storage.instants import to_micros
from ioc.storage.tables import names, readings, series, tallies

_feeds = names.alias("feeds")


def newest_reading_times() -> Select[Any]:
    """(series id, observed time of its newest reading) of every series."""
    return select(series.c.id, _newest_reading())


def newest_readings() -> Select[Any]:
    """The newest reading of every series, in the order that ``rows.reading_of`` takes."""
    return (
        select(
            series.c.indicator,
            series.c.unit,
            readings.c.observed_at,
            readings.c.received_at,
            readings.c.value,
            readings.c.numerator,
            readings.c.denominator,
            readings.c.marks,
            _feeds.c.text,
        )
        .select_from(series)
        .outerjoin(readings, and_(readings.c.series_id == series.c.id, readings.c.observed_at == _newest_reading()))
        .outerjoin(_feeds, _feeds.c.id == readings.c.feed_id)
    )


def last_of_slots(edges: Sequence[tuple[int, int]]) -> Select[Any]:
    """(indicator, unit, observed time, value): the last reading with a value of every series in every slot.

    A slot is (first microsecond, microsecond after the last). Ordered by series, then time.
    """
    slots, inner = _slots(edges), readings.alias()
    last = (
        select(func.max(inner.c.observed_at))
        .where(
            inner.c.series_id == series.c.id,
            inner.c.observed_at >= slots.c.low,
            inner.c.observed_at < slots.c.high,
            inner.c.value.is_not(None),
        )
        .correlate(series, slots)
        .scalar_subquery()
    )
    return (
        select(series.c.indicator, series.c.unit, readings.c.observed_at, readings.c.value)
        .select_from(series)
        .outerjoin(slots, true())
        .outerjoin(readings, and_(readings.c.series_id == series.c.id, readings.c.observed_at == last))
        .order_by(series.c.id, slots.c.low)
    )


def newest_tallies() -> Select[Any]:
    """The newest tallies of every unit, in the order that ``rows.tally_of`` takes, the latest period last."""
    inner = tallies.alias()
    newest = select(func.max(inner.c.observed_at)).where(inner.c.unit_id == names.c.id).scalar_subquery()
    return (
        _tally_columns(names.c.text)
        .select_from(names)
        .outerjoin(tallies, and_(tallies.c.unit_id == names.c.id, tallies.c.observed_at == newest))
        .outerjoin(_feeds, _feeds.c.id == tallies.c.feed_id)
        .order_by(names.c.id, tallies.c.period)
    )


def last_tallies(unit_id: int, edges: Sequence[tuple[int, int]]) -> Select[Any]:
    """The last tallies of a unit in every slot, ordered by time, then period."""
    slots, inner = _slots(edges), tallies.alias()
    last = (
        select(func.max(inner.c.observed_at))
        .where(inner.c.unit_id == unit_id, inner.c.observed_at >= slots.c.low, inner.c.observed_at < slots.c.high)
        .correlate(slots)
        .scalar_subquery()
    )
    return (
        _tally_columns(names.c.text)
        .select_from(slots)
        .outerjoin(tallies, and_(tallies.c.unit_id == unit_id, tallies.c.observed_at == last))
        .outerjoin(names, names.c.id == tallies.c.unit_id)
        .outerjoin(_feeds, _feeds.c.id == tallies.c.feed_id)
        .order_by(slots.c.low, tallies.c.period)
    )


def days(start: datetime, end: datetime, zone: tzinfo) -> list[tuple[int, int]]:
    """The days of a span in a zone, as slots; the span cuts the first, and ends the last, which includes ``end``."""
    day = start.astimezone(zone).date()
    edges: list[tuple[int, int]] = []
    low, last = to_micros(start), to_micros(end) + 1
    while low < last:
        day += timedelta(days=1)
        high = min(to_micros(datetime.combine(day, time(), zone)), last)
        if high > low:
            edges.append((low, high))
        low = max(low, high)
    return edges


def _newest_reading() -> Any:
    inner = readings.alias()
    return select(func.max(inner.c.observed_at)).where(inner.c.series_id == series.c.id).scalar_subquery()


def _slots(edges: Sequence[tuple[int, int]]) -> CTE:
    return values(column("low", BigInteger), column("high", BigInteger), name="edges").data(list(edges)).cte("slots")


def _tally_columns(unit: Any) -> Select[Any]:
    return select(
        unit.label("unit"),
        tallies.c.period,
        tallies.c.observed_at,
        tallies.c.received_at,
        _feeds.c.text.label("feed"),
        tallies.c.early,
        tallies.c.on_due,
        tallies.c.late,
        tallies.c.within,
        tallies.c.overdue,
        tallies.c.received,
    )
