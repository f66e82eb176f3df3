"""Charts one reads: a themed plot over time with limits as bands, gaps as gaps, and a crosshair.

pyqtgraph costs half a second to import, so pages import this module when their first chart is built.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, isfinite
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPen
from PySide6.QtWidgets import QWidget

from ioc.domain.console import Point
from ioc.domain.dossiers import Tally
from ioc.domain.indicators import Comparison
from widgets.parts.chart_items import Pieces
from widgets.theme import SMALL, Theme, font

MINUTE, HOUR, DAY = 60, 3600, 86400
SPACINGS = (1, 5, 15, 30, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR)
SPACINGS += (DAY, 2 * DAY, 7 * DAY, 14 * DAY)
MONTHS = (1, 3, 6, 12, 60)
LABEL_WIDTH = 66
"""Pixels that a time label and the air around it take."""
NEAR = 5
"""How many spacings on either side tell what is typical."""
GAP = 3.0
"""A spacing beyond this many typical ones is a hole in the data."""
SMOOTH = 2500
"""Points up to which a curve is drawn with smooth edges; beyond, nobody sees them and everybody waits."""


@dataclass(frozen=True)
class Line:
    """One curve: seconds since 1970 against values, NaN where the line is broken."""

    name: str
    x: "np.ndarray[Any, np.dtype[np.float64]]"
    y: "np.ndarray[Any, np.dtype[np.float64]]"
    colour: QColor
    width: float = 1.6
    style: Qt.PenStyle = Qt.PenStyle.SolidLine


@dataclass(frozen=True)
class Limit:
    """A dashed line at a value, and the side of it that is abnormal (none for a target)."""

    value: float
    colour: QColor
    above: bool | None = None


def abnormal_side(comparison: Comparison) -> bool | None:
    """Whether values above a limit are the abnormal ones; None where a limit is no value of the series."""
    if comparison in (Comparison.GT, Comparison.GE):
        return True
    if comparison in (Comparison.LT, Comparison.LE):
        return False
    return None


def curve(points: Sequence[Point]) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Times, means, and (low, high) as two rows, with NaN wherever the source left a hole."""
    x = np.array([point.at.timestamp() for point in points], dtype=float)
    y = np.array([(point.low, point.mean, point.high) for point in points], dtype=float).reshape(-1, 3)
    return with_gaps(x, y)


def tally_curve(tallies: Sequence[Tally], metric: str) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Times and percent of ``m1``, ``m2`` or ``m3``; NaN on a day without a denominator."""
    x = np.array([tally.observed_at.timestamp() for tally in tallies], dtype=float)
    shares = [getattr(tally, metric).percent for tally in tallies]
    y = np.array([np.nan if share is None else share for share in shares], dtype=float)
    x, y, _ = with_gaps(x, np.column_stack((y, y, y)))
    return x, y


def with_gaps(
    x: "np.ndarray[Any, Any]", y: "np.ndarray[Any, Any]"
) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Break (low, mean, high) where the spacing is more than ``GAP`` times the typical one around it.

    Typical is the median of the five spacings on either side: hourly values that go over into values
    of every ten seconds are whole, and an hour without any among the latter is a hole.
    """
    if len(x) > 2:
        steps = np.diff(x)
        around = np.median(np.lib.stride_tricks.sliding_window_view(np.pad(steps, NEAR, "symmetric"), NEAR), axis=1)
        typical = np.maximum(around[: len(steps)], around[NEAR + 1 :])
        holes = np.flatnonzero(steps > GAP * typical) + 1
        x = np.insert(x, holes, (x[holes - 1] + x[holes]) / 2)
        y = np.insert(y, holes, np.nan, axis=0)
    return x, y[:, 1], y[:, (0, 2)].T


class TimeAxis(pg.AxisItem):  # type: ignore[misc]
    """Times of the centre's zone at round wall-clock steps."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__("bottom")
        self._zone = zone

    def local(self, seconds: float) -> datetime:
        """The wall clock at an instant."""
        return datetime.fromtimestamp(seconds, UTC).astimezone(self._zone)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        span = maxVal - minVal
        room = max(3, int(size / LABEL_WIDTH))
        for spacing in SPACINGS:
            if span / spacing <= room:
                shift = (self.local(minVal).utcoffset() or timedelta(0)).total_seconds()
                first = ceil((minVal + shift) / spacing)
                count = int((maxVal + shift) / spacing) - first + 1
                return [(spacing, [(first + step) * spacing - shift for step in range(max(0, count))])]
        for months in MONTHS:
            if span / (30.4 * DAY * months) <= room:
                break
        return [(28.0 * DAY * months, self._month_starts(minVal, maxVal, months))]

    def _month_starts(self, first: float, last: float, step: int) -> list[float]:
        start = self.local(first)
        number = start.year * 12 + start.month - 1
        number -= number % step
        found = []
        while True:
            at = datetime(number // 12, number % 12 + 1, 1, tzinfo=self._zone).timestamp()
            if at > last:
                return found
            if at >= first:
                found.append(at)
            number += step

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [self._label(self.local(value), spacing) for value in values]

    @staticmethod
    def _label(at: datetime, spacing: float) -> str:
        if spacing >= 28 * DAY:
            return at.strftime("%m/%Y")
        if spacing >= DAY or (spacing >= MINUTE and (at.hour, at.minute) == (0, 0)):
            return at.strftime("%d/%m")
        return at.strftime("%H:%M" if spacing >= MINUTE else "%H:%M:%S")


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """Figures as the reader's language writes them."""

    def __init__(self, locale: Callable[[], QLocale]) -> None:
        super().__init__("left")
        self._locale = locale
        self.wording: Callable[[float], str] | None = None
        """How a value is written where it is no plain number: a date, a state."""
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.wording is not None:
            return [self.wording(float(value)) for value in values]
        decimals = 0
        while decimals < 6 and abs(round(spacing, decimals) - spacing) > 1e-9 * abs(spacing):
            decimals += 1
        locale = self._locale()
        return [locale.toString(float(value), "f", decimals) for value in values]


class TimePlot(pg.PlotWidget):  # type: ignore[misc]
    """Values over time. The wheel and a drag move along time; Left and Right move the crosshair, Escape
    takes it away."""

    pointed = Signal(object)
    """Seconds under the crosshair, None when it leaves."""
    moved = Signal(float, float)
    """The span shown after a person zoomed or moved it, in seconds."""

    def __init__(self, theme: Theme, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        axes = {"bottom": TimeAxis(zone), "left": ValueAxis(self._locale_now)}
        super().__init__(parent, background=None, axisItems=axes, enableMenu=False)
        self._theme = theme
        self._lines: list[Line] = []
        self.pieces = Pieces(self.getPlotItem(), theme.colour("panel"))
        self._cross = pg.InfiniteLine(angle=90, movable=False)
        self._cross.setVisible(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        item = self.getPlotItem()
        item.hideButtons()
        item.setMouseEnabled(x=True, y=False)
        item.getViewBox().disableAutoRange()
        item.setDownsampling(auto=True, mode="peak")
        item.setClipToView(True)
        item.getAxis("left").setWidth(64)
        item.addItem(self._cross, ignoreBounds=True)
        item.getViewBox().sigRangeChangedManually.connect(self._moved)
        self.scene().sigMouseMoved.connect(self._mouse)
        self.retheme()

    def _locale_now(self) -> QLocale:
        return self.locale()

    def retheme(self) -> None:
        """Take the theme's colours and the language of now."""
        self.setBackground(self._theme.colour("panel"))
        self.pieces.set_ground(self._theme.colour("panel"))
        for name in ("bottom", "left"):
            axis = self.getPlotItem().getAxis(name)
            axis.setPen(pen(self._theme.colour("line")))
            axis.setTextPen(pen(self._theme.colour("secondary")))
            axis.setStyle(tickLength=-4, tickFont=font(SMALL))
        self.getPlotItem().showGrid(y=True, alpha=0.12)
        self._cross.setPen(pen(self._theme.colour("secondary"), style=Qt.PenStyle.DotLine))

    def draw(
        self,
        lines: Sequence[Line],
        span: tuple[float, float],
        limits: Sequence[Limit] = (),
        envelope: "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]] | None" = None,
    ) -> None:
        """Show lines over ``span`` (seconds); ``envelope`` is (times, low and high) of a single line."""
        self.clear_lines()
        self._lines = list(lines)
        low, high = self._range(limits)
        self._limits(limits, low, high)
        if envelope is not None and lines:
            faint = QColor(lines[0].colour)
            faint.setAlpha(70)
            for edge in envelope[1]:
                self._curve(envelope[0], edge, pen(faint))
        for line in lines:
            self._curve(line.x, line.y, pen(line.colour, line.width, line.style))
            alone = _alone(line.y)
            if len(alone):
                self.pieces.take("dots").setData(line.x[alone], line.y[alone], brush=line.colour)
        self.getPlotItem().setXRange(*span, padding=0.0)
        self.getPlotItem().setYRange(low, high, padding=0.0)

    def set_wording(self, wording: Callable[[float], str] | None) -> None:
        """Write the values of the upright axis in another way than as numbers."""
        self.getPlotItem().getAxis("left").wording = wording

    def show_values(self, shown: bool) -> None:
        """Show or hide the figures of the upright axis: lines on scales of their own have none in common."""
        self.getPlotItem().getAxis("left").setStyle(showValues=shown)

    def number_lines(self) -> None:
        """Write the number of each line, from 1, on it: colours alone tell nobody which is which.

        Every number stands a little further left than the one before, so that lines that meet keep theirs apart.
        """
        for number, line in enumerate(self._lines, 1):
            finite = np.flatnonzero(np.isfinite(line.y))
            if len(finite):
                place = finite[max(0, len(finite) - 1 - number * len(finite) // 24)]
                spot = (float(line.x[place]), float(line.y[place]))
                self._word(str(number), self._theme.colour("text"), spot, (0.5, 0.5))

    def clear_lines(self) -> None:
        """Take everything off but the axes."""
        self.pieces.hide()
        self._lines = []
        self._cross.setVisible(False)

    def mark(self, at: float, text: str, colour: QColor) -> None:
        """An upright line at an instant, with a word in the room it makes above the course."""
        (left, right), (low, high) = self.getPlotItem().viewRange()
        self.getPlotItem().setYRange(low, high + 0.25 * (high - low), padding=0.0)
        late = right > left and (at - left) / (right - left) > 0.6
        upright = self.pieces.take("upright")
        upright.setPen(pen(colour))
        upright.setPos(at)
        self._word(text, colour, (at, high + 0.15 * (high - low)), (1.0, 0.5) if late else (0.0, 0.5))

    def values_near(self, seconds: float) -> list[tuple[float, float] | None]:
        """For each line the nearest point (time, value) to an instant; None for a line without any."""
        return [_nearest(line, seconds) for line in self._lines]

    def _curve(self, x: "np.ndarray[Any, Any]", y: "np.ndarray[Any, Any]", style: QPen) -> None:
        self.pieces.take("curve").setData(x, y, pen=style, connect="finite", antialias=len(x) <= SMOOTH)

    def _word(self, text: str, colour: QColor, spot: tuple[float, float], anchor: tuple[float, float]) -> None:
        word = self.pieces.take("word")
        word.setColor(colour)
        word.setPlainText(text)
        word.setAnchor(anchor)
        word.setPos(*spot)

    def _range(self, limits: Sequence[Limit]) -> tuple[float, float]:
        """The values that must be seen, with limits unless they would squeeze the course to a flat line."""
        finite = [line.y[np.isfinite(line.y)] for line in self._lines]
        finite = [part for part in finite if len(part)]
        low = min((float(part.min()) for part in finite), default=0.0)
        high = max((float(part.max()) for part in finite), default=1.0)
        span = max(high - low, abs(high) * 0.02, 1e-6)
        for limit in limits:
            if low - 4 * span <= limit.value <= high + 4 * span:
                low, high = min(low, limit.value), max(high, limit.value)
        room = max(high - low, abs(high) * 0.02, 1e-6) * 0.12
        return low - room, high + room

    def _limits(self, limits: Sequence[Limit], low: float, high: float) -> None:
        for limit in limits:
            if limit.above is not None:
                tint = QColor(limit.colour)
                tint.setAlpha(26)
                far = 2 * (high - low)
                bounds = (limit.value, high + far) if limit.above else (low - far, limit.value)
                band = self.pieces.take("band")
                band.setBrush(tint)
                band.setRegion(bounds)
            level = self.pieces.take("level")
            level.setPen(pen(limit.colour, 1.0, Qt.PenStyle.DashLine))
            level.setPos(limit.value)

    def _moved(self, *_: object) -> None:
        left, right = self.getPlotItem().viewRange()[0]
        self.moved.emit(float(left), float(right))

    def _mouse(self, position: Any) -> None:
        view = self.getPlotItem().getViewBox()
        if view.sceneBoundingRect().contains(position):
            self.point_at(float(view.mapSceneToView(position).x()))
        else:
            self.point_at(None)

    def point_at(self, seconds: float | None) -> None:
        """Move the crosshair; None takes it away."""
        shown = seconds is not None and bool(self._lines)
        self._cross.setVisible(shown)
        if shown:
            self._cross.setPos(seconds)
        self.pointed.emit(seconds if shown else None)

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        if ev.key() == Qt.Key.Key_Escape and self._cross.isVisible():
            self.point_at(None)
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(ev.key()))
        left, right = self.getPlotItem().viewRange()[0]
        if step is None or not self._lines:
            super().keyPressEvent(ev)
            return
        at = self._cross.value() if self._cross.isVisible() else right
        self.point_at(min(right, max(left, at + step * (right - left) / 100)))
        ev.accept()

    def focusOutEvent(self, ev: QFocusEvent) -> None:
        super().focusOutEvent(ev)
        self.point_at(None)

    def leaveEvent(self, ev: QEvent) -> None:
        super().leaveEvent(ev)
        self.point_at(None)


def pen(colour: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A cosmetic pen: the same width at every zoom."""
    return pg.mkPen(colour, width=width, style=style)


def own_scale(values: "np.ndarray[Any, Any]") -> tuple[float, float]:
    """The least value and the span of a line, NaN left out: they map it to 0 to 1."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    return low, (high - low) or 1.0


def _alone(values: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Places of values between two holes: no line reaches them, and yet they were measured."""
    known = np.isfinite(np.concatenate(([np.nan], values, [np.nan])))
    return np.flatnonzero(known[1:-1] & ~known[:-2] & ~known[2:])


def _nearest(line: Line, seconds: float) -> tuple[float, float] | None:
    place = int(bisect_left(line.x, seconds))
    near = [i for i in range(max(0, place - 2), min(len(line.x), place + 2)) if isfinite(line.y[i])]
    if not near:
        return None
    best = min(near, key=lambda i: abs(float(line.x[i]) - seconds))
    return float(line.x[best]), float(line.y[best])
