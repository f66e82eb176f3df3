"""Instants in the database: integers, microseconds since 1970-01-01 UTC.

An integer compares, groups and divides into hours the same way on SQLite and PostgreSQL, takes 8 bytes,
keeps the microsecond exactly, and has no zone that a driver or a server setting could reinterpret.
"""

from datetime import UTC, datetime, timedelta

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """Microseconds since 1970 UTC; a datetime without zone raises ``TypeError``."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def to_micros_or_none(at: datetime | None) -> int | None:
    """As ``to_micros``; None stays None."""
    return None if at is None else to_micros(at)


def from_micros(micros: int) -> datetime:
    """The aware UTC datetime."""
    return _EPOCH + timedelta(microseconds=micros)


def from_micros_or_none(micros: int | None) -> datetime | None:
    """As ``from_micros``; None stays None."""
    return None if micros is None else from_micros(micros)


def length(span: timedelta) -> int:
    """A duration in microseconds."""
    return span // _MICROSECOND
