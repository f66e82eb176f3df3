"""Roll-ups equal what a plain count over all readings gives, in whatever order and how often they come."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ioc.domain.console import Point
from ioc.domain.indicators import Series
from ioc.domain.readings import Reading
from ioc.storage.instants import DAY, HOUR, from_micros, to_micros
from ioc.storage.store import Store
from tests.storage.building import SERIES, T0, after, batch, reading

OTHER = Series("mail.spam", "can-tho")
YEAR = (after(days=-400), after(days=400))


def brute(readings: Iterable[Reading], series: Series, span: int) -> list[tuple[int, float, float, int, float]]:
    """(start, low, high, number, last) of every span, from all readings; the first of equal instants counts."""
    first: dict[datetime, float | None] = {}
    for one in readings:
        if one.series == series:
            first.setdefault(one.observed_at, one.value)
    spans: dict[int, list[float]] = {}
    for at, value in sorted(first.items()):
        if value is not None:
            spans.setdefault(to_micros(at) // span * span, []).append(value)
    return [(start, min(held), max(held), len(held), held[-1]) for start, held in sorted(spans.items())]


def stored(store: Store, span: int) -> list[tuple[int, float, float, int, float]]:
    """The same, as the store holds it: the table, and the newest hour beside it."""
    with store._database.reading() as connection:
        names = "start, low, high, number, last"
        table = "hourly" if span == HOUR else "daily"
        where = "WHERE series_id = (SELECT id FROM series WHERE indicator = 'dvc.on_time')"
        rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT {names} FROM {table} {where}")]
        newest = connection.exec_driver_sql(f"SELECT {names} FROM newest_hour {where}").first()
    if newest is not None:
        start, low, high, number, last = newest
        start -= start % span
        same = [row for row in rows if row[0] == start]
        rows = [row for row in rows if row[0] != start]
        for row in same:
            low, high, number = min(low, row[1]), max(high, row[2]), number + row[3]
        rows.append((start, low, high, number, last))
    return sorted(rows)


values = st.one_of(st.none(), st.integers(-1000, 1000).map(float))
instants = st.integers(0, 3 * 24 * 60).map(lambda minutes: T0 + timedelta(minutes=minutes))
arriving = st.lists(
    st.lists(st.builds(reading, instants, values, st.sampled_from([SERIES, OTHER])), max_size=30), max_size=6
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(arriving)
def test_rollups_equal_a_count_over_all_readings(batches: list[list[Reading]]) -> None:
    with TemporaryDirectory() as folder, Store.open(str(Path(folder) / "ioc.db")) as store:
        seen: list[Reading] = []
        for arrived in batches:
            before = {(one.series, one.observed_at) for one in seen}
            new = {(one.series, one.observed_at) for one in arrived} - before
            assert store.record(batch(arrived)) == len(new)
            seen += arrived
        assert stored(store, HOUR) == brute(seen, SERIES, HOUR)
        assert stored(store, DAY) == brute(seen, SERIES, DAY)
        newest = max((one for one in seen if one.series == SERIES), key=lambda one: one.observed_at, default=None)
        restored = store.restore().readings.get(SERIES)
        assert (newest and newest.observed_at) == (restored and restored.observed_at)


def test_a_late_reading_enters_its_hour_and_day_but_is_not_their_last(store: Store) -> None:
    store.record(batch([reading(after(hours=hour), 10.0 + hour) for hour in range(3)]))
    assert store.record(batch([reading(after(-60), 99.0), reading(after(60), 5.0)])) == 2
    points = store.history(SERIES, *YEAR, points=1)
    assert [(point.low, point.high, point.last, point.readings) for point in points] == [(5.0, 99.0, 12.0, 5)]
    assert dict(store.hourly_last([SERIES], after(-1800))) == {
        SERIES: [(after(60), 5.0), (after(hours=1), 11.0), (after(hours=2), 12.0)]
    }


def test_repeated_readings_are_not_counted_twice(store: Store) -> None:
    document = [reading(after(minutes=minute), float(minute)) for minute in range(180)]
    assert store.record(batch(document)) == 180
    assert store.record(batch(document)) == 0
    assert (
        store.record(batch([*document[90:], reading(after(minutes=200), 1.0), reading(after(minutes=200), 2.0)])) == 1
    )
    (point,) = store.history(SERIES, *YEAR, points=1)
    assert point.readings == 181
    assert point.last == 1.0


def test_repeated_readings_are_known_after_reopening_and_beside_another_writer(url: str) -> None:
    document = [reading(after(minutes=minute), float(minute)) for minute in range(100)]
    with Store.open(url) as one, Store.open(url) as two:
        assert one.record(batch(document[:50])) == 50
        assert two.record(batch(document[25:75])) == 25
        assert one.record(batch(document)) == 25
        assert two.record(batch(document)) == 0
    with Store.open(url) as again:
        assert again.record(batch(document)) == 0
        (point,) = again.history(SERIES, *YEAR, points=1)
        assert point.readings == 100


def test_readings_without_value_leave_no_mark_in_rollups(store: Store) -> None:
    assert store.record(batch([reading(T0, None), reading(after(hours=5), None), reading(after(hours=2), 7.0)])) == 3
    assert store.history(SERIES, *YEAR) == [Point(after(hours=2), 7.0, 7.0, 7.0, 7.0, 1)]
    assert store.hourly_last([SERIES, OTHER], T0) == {SERIES: [(after(hours=2), 7.0)], OTHER: []}


def test_hourly_last_begins_with_values_observed_at_its_start(store: Store) -> None:
    store.record(batch([reading(after(minutes=minute), float(minute)) for minute in (0, 20, 40, 100)]))
    # T0 is 05:30: the first hour's last value is that of 05:50.
    assert store.hourly_last([SERIES], after(minutes=20))[SERIES][0] == (after(minutes=20), 20.0)
    assert store.hourly_last([SERIES], after(minutes=21))[SERIES][0] == (after(minutes=40), 40.0)


@pytest.mark.parametrize("points", [10, 50, 400])
def test_a_chart_has_about_as_many_points_as_asked_and_stands_for_every_reading(
    sqlite_store: Store, points: int
) -> None:
    for day in range(20):
        start = after(days=day)
        sqlite_store.record(batch([reading(start + timedelta(minutes=5 * n), float(n % 7)) for n in range(288)]))
    found = sqlite_store.history(SERIES, T0, after(days=20), points)
    assert points / 3 <= len(found) <= points + 2
    assert sum(point.readings for point in found) == 20 * 288
    assert all(point.low <= point.mean <= point.high for point in found)
    assert [point.at for point in found] == sorted({point.at for point in found})
    assert found[-1].last == float(287 % 7)


def test_a_span_of_few_readings_shows_each_with_both_ends(store: Store) -> None:
    store.record(batch([reading(after(second), float(second)) for second in range(100)]))
    found = store.history(SERIES, after(10), after(19))
    assert found == [Point(after(s), float(s), float(s), float(s), float(s), 1) for s in range(10, 20)]
    assert store.history(OTHER, *YEAR) == []


def test_recent_gives_the_last_value_of_every_step_of_every_series(store: Store) -> None:
    mine = [reading(after(second), float(second)) for second in (0, 5, 9, 10, 31, 40)]
    others = [reading(after(15), None, OTHER), reading(after(12), 3.0, OTHER), reading(after(41), 9.0, OTHER)]
    store.record(batch([*mine, *others]))
    assert store.recent(T0, after(40), timedelta(seconds=10)) == {
        SERIES: [(after(9), 9.0), (after(10), 10.0), (after(31), 31.0), (after(40), 40.0)],
        OTHER: [(after(12), 3.0)],
    }
    assert store.recent(after(50), after(60), timedelta(seconds=1)) == {}


def test_microseconds_survive() -> None:
    at = from_micros(to_micros(T0) + 1)
    assert at - T0 == timedelta(microseconds=1)
    assert to_micros(from_micros(-1)) == -1
