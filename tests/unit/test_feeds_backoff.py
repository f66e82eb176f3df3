"""When a feed is polled next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc.domain.readings import Outcome, Poll
from ioc.feeds.backoff import next_poll, retry_after

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
TEN = timedelta(seconds=10)


def test_the_interval_is_jittered_by_five_percent() -> None:
    assert next_poll(AT, TEN, 0, 0.0) == AT + timedelta(seconds=9.5)
    assert next_poll(AT, TEN, 0, 0.5) == AT + TEN


def test_waits_double_up_to_ten_intervals() -> None:
    longest = [next_poll(AT, TEN, failures, 0.999_999) - AT for failures in range(1, 7)]
    assert [round(wait.total_seconds()) for wait in longest] == [20, 40, 80, 100, 100, 100]


def test_no_backoff_is_longer_than_five_minutes_or_one_interval() -> None:
    assert next_poll(AT, timedelta(minutes=2), 9, 1.0) - AT == timedelta(minutes=5)
    assert next_poll(AT, timedelta(hours=2), 9, 1.0) - AT == timedelta(hours=2)


def test_a_server_that_asks_for_a_pause_gets_it() -> None:
    assert next_poll(AT, TEN, 1, 0.0, timedelta(minutes=10)) - AT == timedelta(minutes=10)
    assert next_poll(AT, TEN, 1, 0.0, timedelta(days=10)) - AT == timedelta(hours=1)


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True), st.integers(1, 100_000))
def test_the_next_poll_is_always_ahead(failures: int, chance: float, seconds: int) -> None:
    interval = timedelta(seconds=seconds)
    wait = next_poll(AT, interval, failures, chance) - AT
    assert timedelta(seconds=0.4) < wait <= max(interval * 1.06, timedelta(minutes=5))


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("99999999999", timedelta(hours=1)),
        ("Sat, 21 Nov 2026 12:00:30 GMT", timedelta(seconds=30)),
        ("Sat, 21 Nov 2020 12:00:30 GMT", timedelta(0)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after(text: str, wait: timedelta | None) -> None:
    poll = Poll("f", AT, AT, Outcome.FAILED, status=503, headers={"retry-after": text})
    assert retry_after(poll) == wait


def test_no_header_asks_for_nothing() -> None:
    assert retry_after(Poll("f", AT, AT, Outcome.FAILED)) is None
