"""The parts under live operation: threads, watchdog, deadlines, hourly references."""

import logging
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc.domain.alarm import Sample, is_broken
from ioc.domain.alerts import Rule, Severity, Step, Subject, SubjectKind
from ioc.domain.indicators import Comparison, Series
from ioc.domain.text import NO_TEXT
from ioc.engine.deadlines import Deadlines
from ioc.engine.references import References
from ioc.engine.rulebook import Watch
from ioc.engine.watchdog import Watchdog, Watched
from ioc.engine.workers import Workers

T0 = datetime(2026, 11, 21, tzinfo=UTC)
S = timedelta(seconds=1)
H = timedelta(hours=1)


def test_one_worker_keeps_the_order_and_hands_on_errors() -> None:
    workers, seen = Workers(1, "writer"), []
    futures = [workers.submit(seen.append, number) for number in range(100)]
    broken = workers.submit(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        broken.result(5)
    assert all(future.result(5) is None for future in futures)
    assert seen == list(range(100))
    assert workers.close(5)
    with pytest.raises(RuntimeError, match="the writer is closed"):
        workers.submit(seen.append, 1)


def test_closing_does_what_waits_or_drops_it_and_never_waits_longer_than_told() -> None:
    go, seen = Event(), list[int]()
    draining = Workers(1, "a")
    draining.submit(go.wait, 5)
    draining.submit(seen.append, 1)
    assert not draining.close(0.01)
    go.set()
    assert draining.close(5)
    assert seen == [1]

    begun, hold, dropping = Event(), Event(), Workers(1, "b")

    def held() -> None:
        begun.set()
        hold.wait(5)

    dropping.submit(held)
    assert begun.wait(5)
    dropped = dropping.submit(seen.append, 2)
    assert not dropping.close(0.01, drain=False)
    assert dropped.cancelled()
    hold.set()
    assert dropping.close(5)
    assert seen == [1]


def test_several_workers_run_at_once_and_the_oldest_task_is_known() -> None:
    workers, go = Workers(3, "fetch"), Event()
    arrived = [Event() for _ in range(3)]

    def task(mine: Event) -> None:
        mine.set()
        go.wait(5)

    assert workers.oldest_s == 0
    for mine in arrived:
        workers.submit(task, mine)
    assert all(mine.wait(5) for mine in arrived)
    assert workers.oldest_s > 0
    go.set()
    assert workers.close(5)
    assert workers.oldest_s == 0


def test_the_watchdog_says_once_that_something_stands_and_once_that_it_moves(
    caplog: pytest.LogCaptureFixture,
) -> None:
    standing, heard = {"writer": 0.0, "schedule": 0.0}, list[str | None]()
    parts = [Watched("writer", lambda: standing["writer"]), Watched("schedule", lambda: standing["schedule"])]
    dog = Watchdog(parts, heard.append)
    dog.look()
    standing["writer"] = 11
    dog.look()
    dog.look()
    standing["schedule"] = 12
    dog.look()
    standing.update(writer=0, schedule=0)
    dog.look()
    assert heard == ["the writer stands still", "the writer and the schedule stand still", None]
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.ERROR, logging.WARNING]
    dog.stop()


@given(st.lists(st.tuples(st.sampled_from(["set", "drop", "pop"]), st.integers(0, 5), st.integers(0, 20))))
def test_deadlines_come_out_as_from_a_plain_dictionary(steps: list[tuple[str, int, int]]) -> None:
    deadlines: Deadlines[int] = Deadlines()
    plain: dict[int, datetime] = {}
    for what, owner, second in steps:
        then = T0 + second * S
        if what == "set":
            deadlines.set(owner, then)
            plain[owner] = then
        elif what == "drop":
            deadlines.drop(owner)
            plain.pop(owner, None)
        else:
            found = deadlines.pop(then)
            due = min(plain.values(), default=None)
            if due is None or due > then:
                assert found is None
            else:
                assert found is not None
                assert found[0] == due == plain.pop(found[1])
        assert deadlines.next() == min(plain.values(), default=None)
        assert len(deadlines) == len(plain)


def test_equal_instants_come_out_by_rank() -> None:
    deadlines: Deadlines[str] = Deadlines()
    deadlines.set("alert", T0, 2)
    deadlines.set("series", T0, 1)
    deadlines.set("feed", T0, 0)
    assert [deadlines.pop(T0) for _ in range(3)] == [(T0, "feed"), (T0, "series"), (T0, "alert")]


SPAM = Series("spam", "vl")


def test_the_reference_is_the_last_hourly_value_at_least_a_day_before() -> None:
    references = References([SPAM])
    for minutes in range(0, 60 * 30, 20):
        references.add(SPAM, T0 + timedelta(minutes=minutes), float(minutes))
    assert references.before(SPAM, T0 + 24 * H) is None, "the last value of that hour is younger than a day"
    assert references.before(SPAM, T0 + 24 * H + timedelta(minutes=40)) == 40.0
    assert references.before(SPAM, T0 + 26 * H) == 100.0
    assert references.before(Series("x", "y"), T0) is None


def test_a_reference_older_than_two_days_is_none() -> None:
    references = References([SPAM])
    references.add(SPAM, T0, 100.0)
    assert references.before(SPAM, T0 + 47 * H) == 100.0
    assert references.before(SPAM, T0 + 49 * H) is None


def test_changes_count_both_ways_drops_downwards_and_nothing_follows_from_zero() -> None:
    references = References([SPAM])
    references.add(SPAM, T0, 200.0)
    then = T0 + 25 * H
    assert references.compared(Comparison.CHANGE_PCT, SPAM, then, 150.0) == 25.0
    assert references.compared(Comparison.CHANGE_PCT, SPAM, then, 250.0) == 25.0
    assert references.compared(Comparison.DROP_PCT, SPAM, then, 150.0) == 25.0
    assert references.compared(Comparison.DROP_PCT, SPAM, then, 250.0) == -25.0
    references.add(SPAM, T0, 0.0)
    assert references.compared(Comparison.CHANGE_PCT, SPAM, then, 150.0) is None


class _Home:
    """A series whose value can be believed."""

    is_held = False
    stale_after = 35 * S
    times = (T0, T0)
    plain_value = 1.0

    def sample(self, watch: Watch, at: datetime) -> Sample:
        return Sample(self.plain_value)


@given(
    st.sampled_from(list(Comparison)),
    st.lists(st.sampled_from([-1.0, 0.0, 0.1, 2.5, 1e9]), min_size=1, max_size=3),
    st.sampled_from([-1.0, -0.9999999999999999, 0.0, 5e-324, 0.1, 0.09999999999999999, 2.5, 1e9, 1e10]),
)
def test_the_span_without_a_look_is_exactly_where_no_limit_is_broken(
    comparison: Comparison, limits: list[float], value: float
) -> None:
    steps = tuple(Step(severity, limit, limit) for severity, limit in zip(Severity, limits, strict=False))
    watch = Watch(Rule("r", 1, NO_TEXT, Subject(SubjectKind.SERIES, *SPAM), comparison, steps))
    watch.attach(_Home())
    low, high = watch.unbroken
    is_broken_anywhere = any(is_broken(comparison, value, limit) for limit in limits)
    if comparison in (Comparison.GT, Comparison.GE, Comparison.LT, Comparison.LE):
        assert (low <= value <= high) != is_broken_anywhere
    else:
        assert not low <= value <= high, "an age or a change is never judged by its plain value"
