"""A day of one series as a line without axes. All but its last point stands still between half hours."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ioc.domain.indicators import Comparison, Limits

SPAN = timedelta(hours=24)
STEP = timedelta(minutes=30)
GAP_STEPS = 3
"""Points further apart than this many steps are not joined: a gap in the data is a gap in the line."""
SPAN_S, STEP_S = SPAN.total_seconds(), STEP.total_seconds()
GAP_S = GAP_STEPS * STEP_S
ABSOLUTE = frozenset({Comparison.GT, Comparison.GE, Comparison.LT, Comparison.LE})
"""Comparisons whose limits are values of the series itself and can be drawn beside it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """All but the live point, in the unit square with y downwards; good until the live point leaves ``reach``."""

    pieces: list[QPolygonF]
    joined: tuple[float, float] | None
    """The last point of the past; None where a gap is between it and the live point."""
    lines: list[float]
    """Heights of the limits."""
    begin: float
    """The time at the left edge, in seconds. The grid of half hours stands still while the live point moves on."""
    top: float
    height: float
    """The value at the upper edge, and how much less the one at the lower edge is."""
    reach: tuple[float, float]
    """Between these values the live point changes nothing else."""


class Sparkline:
    """The points of the last 24 hours, one per half hour, the last one live."""

    __slots__ = ("_limits", "_seconds", "_shape", "_values", "times")

    def __init__(self, limits: Limits | None = None) -> None:
        self.times: list[datetime] = []
        self._seconds: list[float] = []
        self._values: list[float] = []
        self._limits = _absolute(limits)
        self._shape: Shape | None = None

    def __len__(self) -> int:
        return len(self.times)

    def fill(self, points: Sequence[tuple[datetime, float]]) -> None:
        """Replace everything by history, keeping live points that are newer."""
        last = points[-1][0] if points else None
        newer = [(at, v) for at, v in zip(self.times, self._values, strict=True) if last is None or at > last]
        self.times = [at for at, _ in points] + [at for at, _ in newer]
        self._seconds = [at.timestamp() for at in self.times]
        self._values = [value for _, value in points] + [value for _, value in newer]
        self._shape = None

    def append(self, at: datetime, value: float) -> None:
        """Add a live reading; within one step it moves the last point instead of adding another."""
        times, seconds, values = self.times, self._seconds, self._values
        if times and at <= times[-1]:
            return
        second = at.timestamp()
        if len(times) > 1 and at - times[-2] < STEP:
            shape = self._shape
            if shape is not None:
                low, high = shape.reach
                if not (low <= value <= high and low <= values[-1] <= high and second < shape.begin + SPAN_S):
                    self._shape = None
            times[-1], seconds[-1], values[-1] = at, second, value
        else:
            self._shape = None
            times.append(at)
            seconds.append(second)
            values.append(value)
            oldest = bisect_right(times, at - SPAN - STEP)
            del times[:oldest], seconds[:oldest], values[:oldest]

    def reference(self, now: datetime) -> tuple[datetime, float] | None:
        """The value 24 hours ago, or the first one up to two steps later; None where there is none that old."""
        if not self._seconds:
            return None
        wanted = now.timestamp() - SPAN_S
        place = max(0, bisect_right(self._seconds, wanted) - 1)
        return (self.times[place], self._values[place]) if abs(wanted - self._seconds[place]) <= 2 * STEP_S else None

    def shape(self) -> Shape:
        """What stays the same while live readings come. Needs two points or more."""
        if self._shape is None:
            self._shape = self._make_shape()
        return self._shape

    def live(self, shape: Shape) -> tuple[float, float]:
        """Where the live point is in the unit square."""
        return (self._seconds[-1] - shape.begin) / SPAN_S, (shape.top - self._values[-1]) / shape.height

    def _make_shape(self) -> Shape:
        past, last = self._values[:-1], self._values[-1]
        reach = (min(past), max(past))
        low, high = min(reach[0], last), max(reach[1], last)
        span = (high - low) or max(abs(high), 1.0) * 0.02
        shown = [limit for limit in self._limits if low - 2.0 * span <= limit <= high + 2.0 * span]
        low, high = min([low, *shown]), max([high, *shown])
        if high == low:
            low, high = low - span, high + span
        height = high - low
        seconds = self._seconds
        begin = (seconds[-1] // STEP_S + 1.0) * STEP_S - SPAN_S
        points = [
            QPointF((second - begin) / SPAN_S if second > begin else 0.0, (high - value) / height)
            for second, value in zip(seconds, past, strict=False)
        ]
        gaps = [at for at in range(1, len(seconds)) if seconds[at] - seconds[at - 1] > GAP_S]
        edges = [0, *gaps, len(points)]
        pieces = [QPolygonF(points[first:end]) for first, end in pairwise(edges) if first < end]
        joined = None if gaps and gaps[-1] == len(points) else points[-1].toTuple()
        return Shape(pieces, joined, [(high - limit) / height for limit in shown], begin, high, height, reach)


def paint_past(painter: QPainter, width: float, height: float, shape: Shape, line: QPen, limit: QPen) -> None:
    """Draw all but the live point into a picture: limits dashed, and the line with a cosmetic pen."""
    painter.setPen(limit)
    for y in shape.lines:
        painter.drawLine(QPointF(0.0, y * height), QPointF(width, y * height))
    painter.setPen(line)
    painter.scale(width, height)
    for piece in shape.pieces:
        painter.drawPolyline(piece)


def _absolute(limits: Limits | None) -> list[float]:
    if limits is None or limits.comparison not in ABSOLUTE:
        return []
    return [limit for limit in (limits.warning, limits.critical) if limit is not None]
