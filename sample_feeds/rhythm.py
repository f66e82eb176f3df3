"""The gentle courses of the sample: pure functions of the instant, without state and without a clock."""

from datetime import UTC, datetime
from math import pi, sin
from random import Random

_ANCHOR = datetime(2026, 11, 1, tzinfo=UTC)
"""When a cumulative counter stands at its published figure."""
_LOCAL_S = 7 * 3600
"""Vietnam is seven hours ahead of UTC all year."""
_DAY_S = 86_400.0
_OPEN_S, _CLOSE_S = 7 * 3600.0, 18 * 3600.0


def seconds_of(at: datetime) -> float:
    """Seconds since the anchor; negative before it."""
    return (at - _ANCHOR).total_seconds()


def working_days(seconds: float) -> float:
    """Days of work done since the anchor: grows from 7 to 18 o'clock local time, never falls."""
    day, second = divmod(seconds + _LOCAL_S, _DAY_S)
    return day + working_share(second)


def working_share(second_of_day: float) -> float:
    """How much of a day's work is done at a second of the local day, 0 to 1."""
    share = min(1.0, max(0.0, (second_of_day - _OPEN_S) / (_CLOSE_S - _OPEN_S)))
    return share * share * (3 - 2 * share)


class Wave:
    """A course between -1 and 1: a daily rhythm, a slow one of days, and a quick one that a screen shows."""

    def __init__(self, name: str) -> None:
        chance = Random(name)  # noqa: S311 - a course of sample data, not a secret
        self._phase = chance.uniform(0.0, 2 * pi)
        self._slow = (chance.uniform(4.0, 9.0) * _DAY_S, chance.uniform(0.0, 2 * pi))
        self._quick = (chance.uniform(70.0, 190.0), chance.uniform(0.0, 2 * pi))

    def __call__(self, seconds: float) -> float:
        slow, slow_phase = self._slow
        quick, quick_phase = self._quick
        return (
            0.55 * sin(2 * pi * seconds / _DAY_S + self._phase)
            + 0.25 * sin(2 * pi * seconds / slow + slow_phase)
            + 0.20 * sin(2 * pi * seconds / quick + quick_phase)
        )
