"""A day of one series as a line without axes: points in, polygons out, painted in microseconds."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ioc.domain.indicators import Comparison, Limits

SPAN = timedelta(hours=24)
STEP = timedelta(minutes=30)
GAP_STEPS = 3
"""Points further apart than this many steps are not joined: a gap in the data is a gap in the line."""
SPAN_S, GAP_S = SPAN.total_seconds(), GAP_STEPS * STEP.total_seconds()
ABSOLUTE = frozenset({Comparison.GT, Comparison.GE, Comparison.LT, Comparison.LE})
"""Comparisons whose limits are values of the series itself and can be drawn beside it."""


class Sparkline:
    """The points of the last 24 hours, one per half hour, the last one live."""

    __slots__ = ("_limits", "_lines", "_polygons", "_seconds", "_values", "times")

    def __init__(self, limits: Limits | None = None) -> None:
        self.times: list[datetime] = []
        self._values: list[float] = []
        self._seconds: list[float] | None = None
        self._limits = _absolute(limits)
        self._polygons: list[QPolygonF] | None = None
        self._lines: list[float] = []

    def __len__(self) -> int:
        return len(self.times)

    def fill(self, points: Sequence[tuple[datetime, float]]) -> None:
        """Replace everything by history, keeping live points that are newer."""
        last = points[-1][0] if points else None
        newer = [(at, v) for at, v in zip(self.times, self._values, strict=True) if last is None or at > last]
        self.times = [at for at, _ in points] + [at for at, _ in newer]
        self._seconds = None
        self._values = [value for _, value in points] + [value for _, value in newer]
        self._polygons = None

    def append(self, at: datetime, value: float) -> None:
        """Add a live reading; within one step it moves the last point instead of adding another."""
        times, values = self.times, self._values
        if times and at <= times[-1]:
            return
        if len(times) > 1 and at - times[-2] < STEP:
            times[-1], values[-1] = at, value
        else:
            self._seconds = None
            times.append(at)
            values.append(value)
            oldest = bisect_right(times, at - SPAN - STEP)
            del times[:oldest], values[:oldest]
        self._polygons = None

    def reference(self, now: datetime) -> tuple[datetime, float] | None:
        """The value 24 hours ago, or the first one up to two steps later; None where there is none that old."""
        if not self.times:
            return None
        place = max(0, bisect_right(self.times, now - SPAN) - 1)
        at = self.times[place]
        return (at, self._values[place]) if abs(now - SPAN - at) <= 2 * STEP else None

    def paint(self, painter: QPainter, rect: QRectF, line: QColor, limit: QColor, end: QColor) -> None:
        """Draw into ``rect``: limits dashed, the line, and its last point as a dot."""
        if len(self.times) < 2:
            return
        if self._polygons is None:
            self._shape()
        width, height = rect.width() - 3.0, rect.height() - 4.0
        painter.save()
        painter.translate(rect.left(), rect.top() + 2.0)
        if self._lines:
            pen = QPen(limit, 1.0, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3.0, 3.0])
            painter.setPen(pen)
            for y in self._lines:
                painter.drawLine(QPointF(0.0, y * height), QPointF(width, y * height))
        pen = QPen(line, 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.scale(width, height)
        for polygon in self._polygons or ():
            painter.drawPolyline(polygon)
        last = self._polygons[-1].last() if self._polygons else QPointF()
        painter.scale(1.0 / width, 1.0 / height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(end)
        painter.drawEllipse(QPointF(last.x() * width, last.y() * height), 2.5, 2.5)
        painter.restore()

    def _shape(self) -> None:
        """Bring times and values into the unit square."""
        values = self._values
        low, high = min(values), max(values)
        reach = (high - low) or max(abs(high), 1.0) * 0.02
        shown = [limit for limit in self._limits if low - 2.0 * reach <= limit <= high + 2.0 * reach]
        low, high = min([low, *shown]), max([high, *shown])
        if high == low:
            low, high = low - reach, high + reach
        height = high - low
        if self._seconds is None:
            self._seconds = [at.timestamp() for at in self.times]
        seconds = self._seconds
        seconds[-1] = self.times[-1].timestamp()
        begin = seconds[-1] - SPAN_S
        points = [
            QPointF((second - begin) / SPAN_S if second > begin else 0.0, (high - value) / height)
            for second, value in zip(seconds, values, strict=True)
        ]
        breaks = [at for at in range(1, len(seconds)) if seconds[at] - seconds[at - 1] > GAP_S]
        edges = [0, *breaks, len(points)]
        polygons = [QPolygonF(points[edges[n] : edges[n + 1]]) for n in range(len(edges) - 1)]
        self._polygons = polygons
        self._lines = [(high - limit) / height for limit in shown]


def _absolute(limits: Limits | None) -> list[float]:
    if limits is None or limits.comparison not in ABSOLUTE:
        return []
    return [limit for limit in (limits.warning, limits.critical) if limit is not None]
