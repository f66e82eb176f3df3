"""Roll-ups: what remains of the readings of an hour or a day (UTC), and how two of them become one."""

from typing import NamedTuple


class Rollup(NamedTuple):
    """The readings with a value between ``start`` and the next start. Instants are microseconds UTC."""

    start: int
    low: float
    high: float
    total: float
    """The sum: sums can be added later, means cannot."""
    number: int
    last: float
    """By observed time, not by arrival."""
    last_at: int


def merged(one: Rollup, other: Rollup) -> Rollup:
    """Both together; they hold different readings of the same span, in any order. Keeps the start of ``one``."""
    newest = other if other.last_at > one.last_at else one
    return Rollup(
        one.start,
        one.low if one.low <= other.low else other.low,
        one.high if one.high >= other.high else other.high,
        one.total + other.total,
        one.number + other.number,
        newest.last,
        newest.last_at,
    )


def extended(one: Rollup, value: float, at: int) -> Rollup:
    """A roll-up and one more reading of its span."""
    start, low, high, total, number, last, last_at = one
    if at > last_at:
        last, last_at = value, at
    return Rollup(
        start,
        low if low <= value else value,
        high if high >= value else value,
        total + value,
        number + 1,
        last,
        last_at,
    )
