"""Earlier values to compare with: the last value of each hour, kept for two comparison periods."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ioc.domain.indicators import Comparison, Series

PERIOD = timedelta(hours=24)
"""What ``change_pct`` and ``drop_pct`` look back."""
HOUR = timedelta(hours=1)
KEPT = 2 * PERIOD
"""A reference older than this is none: a change over an unknown gap says nothing of the last day."""


class References:
    """The hourly last values of the series that some rule compares with their past."""

    def __init__(self, series: Iterable[Series]) -> None:
        self._hours: dict[Series, dict[datetime, tuple[datetime, float]]] = {one: {} for one in series}

    def add(self, series: Series, observed_at: datetime, value: float | None) -> None:
        """Remember a value; the latest of its hour stays. Late ones are welcome: history is what this is."""
        hours = self._hours.get(series)
        if hours is None or value is None:
            return
        hour = _hour(observed_at)
        known = hours.get(hour)
        if known is None:
            hours[hour] = (observed_at, value)
            newest = max(hours)
            for old in [start for start in hours if newest - start > KEPT + HOUR]:
                del hours[old]
        elif known[0] <= observed_at:
            hours[hour] = (observed_at, value)

    def before(self, series: Series, observed_at: datetime) -> float | None:
        """The last hourly value at least one period before ``observed_at``, and at most two."""
        hours = self._hours.get(series)
        if not hours:
            return None
        start = _hour(observed_at - PERIOD)
        oldest = observed_at - KEPT
        while start >= oldest - HOUR:
            known = hours.get(start)
            if known is not None and oldest <= known[0] <= observed_at - PERIOD:
                return known[1]
            start -= HOUR
        return None

    def compared(self, comparison: Comparison, series: Series, observed_at: datetime, value: float) -> float | None:
        """The change in percent of the earlier value; None without one, or where it is zero.

        A drop counts downwards only; a change counts both ways.
        """
        earlier = self.before(series, observed_at)
        if not earlier:
            return None
        change = 100.0 * (value - earlier) / abs(earlier)
        return -change if comparison is Comparison.DROP_PCT else abs(change)


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
