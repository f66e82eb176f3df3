"""When a feed is polled next: pure functions of what is known and of a chance in [0, 1)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from ioc.domain.readings import Poll

JITTER: Final = 0.05
"""Share of the interval by which polls are spread, so that feeds of one server do not march in step."""
LONGEST_BACKOFF: Final = timedelta(minutes=5)
LONGEST_RETRY_AFTER: Final = timedelta(hours=1)
_SOONEST: Final = timedelta(seconds=1)


def next_poll(
    at: datetime, interval: timedelta, failures: int, chance: float, retry_after: timedelta | None = None
) -> datetime:
    """The instant of the next poll, seen from ``at``, the end of the last one.

    ``failures`` is the number of failed polls in a row. While there are none, it is the interval, five
    percent more or less. Else the wait is drawn evenly from a span that doubles with every failure, up to
    ten intervals and at most five minutes (full jitter), but never below a second or half the interval,
    whichever is less. ``retry_after`` is what the server asked for, and the least that is waited.
    """
    if failures <= 0:
        wait = interval * (1.0 + JITTER * (2.0 * chance - 1.0))
    else:
        longest = max(interval, min(10 * interval, LONGEST_BACKOFF))
        span = min(longest, interval * 2.0 ** min(failures, 16))
        wait = max(span * chance, min(_SOONEST, interval / 2))
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_RETRY_AFTER))
    return at + wait


def retry_after(poll: Poll) -> timedelta | None:
    """How long the server of a poll asked to be left alone (``Retry-After``, seconds or a date)."""
    text = (poll.headers or {}).get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), LONGEST_RETRY_AFTER.total_seconds()))
    try:
        until = parsedate_to_datetime(text)
        until = until.replace(tzinfo=UTC) if until.tzinfo is None else until
        return max(timedelta(0), until - poll.received_at)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
