"""The chart of the indicators page: one series with its limits, or up to six side by side."""

from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ioc.domain.console import Point
from ioc.domain.indicators import Comparison, Indicator, Series, ValueKind
from widgets import format as fmt
from widgets.models import naming
from widgets.models.naming import fill
from widgets.models.tables import plain_label
from widgets.pages.page import Context
from widgets.parts.chart import Limit, Line, TimePlot, abnormal_side, curve, own_scale

RANGES = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30), timedelta(days=365))
POINTS = 2000
"""Points asked of each series: more than a screen has columns."""
ZOOM_MS = 250
"""Rest after a zoom before finer data are asked for."""
REFRESH = 400
"""A live chart asks again when a 400th of its span has passed, but not more often than every 2 s."""
STYLES = (
    ("text", Qt.PenStyle.SolidLine),
    ("normal", Qt.PenStyle.SolidLine),
    ("text", Qt.PenStyle.DashLine),
    ("normal", Qt.PenStyle.DashLine),
    ("text", Qt.PenStyle.DotLine),
    ("normal", Qt.PenStyle.DashDotLine),
)
"""Lightness and dashes tell lines apart: every other colour means that something is abnormal."""


class Answer(NamedTuple):
    """What the database said, and what it was asked."""

    series: tuple[Series, ...]
    start: datetime
    end: datetime
    points: list[list[Point]]


class ChartPanel(QFrame):
    """Range buttons, plot and readout. All data come through the query pool."""

    drawn = Signal()
    """An answer has been drawn."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._context = context
        self._series: tuple[Series, ...] = ()
        self._range = RANGES[1]
        self._span: tuple[datetime, datetime] | None = None
        """The span a person zoomed to; None while the chart follows the present."""
        self._asked_at: datetime | None = None
        self._scales: list[tuple[float, float]] = []
        self._zoomed = QTimer(self)
        self._zoomed.setSingleShot(True)
        self._zoomed.setInterval(ZOOM_MS)
        self._zoomed.timeout.connect(self._ask)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._title = plain_label(role="heading", wrap=True)
        head.addWidget(self._title, 1)
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        for number in range(len(RANGES)):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("role", "chip")
            self._buttons.addButton(button, number)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons.button(RANGES.index(self._range)).setChecked(True)
        self._buttons.idClicked.connect(self._choose_range)
        column.addLayout(head)
        self._readout = plain_label(role="secondary", wrap=True)
        self._readout.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._readout)
        self.plot = TimePlot(self._context.theme, self._context.clock_zone, self)
        self.plot.setMinimumHeight(120)
        self.plot.pointed.connect(self._read_out)
        self.plot.moved.connect(self._moved)
        column.addWidget(self.plot, 1)
        self._note = plain_label(role="small", wrap=True)
        column.addWidget(self._note)

    def retranslate(self) -> None:
        """Write every text again."""
        texts = (self.tr("1 h"), self.tr("24 h"), self.tr("7 d"), self.tr("30 d"), self.tr("1 year"))
        for number, text in enumerate(texts):
            self._buttons.button(number).setText(text)
            self._buttons.button(number).setAccessibleName(fill(self.tr("Show the last %1"), text))
        self.plot.retheme()
        self.plot.setAccessibleName(self.tr("Chart: the wheel zooms, Left and Right move the crosshair"))
        self._describe()

    def show_series(self, series: tuple[Series, ...]) -> None:
        """Draw these series, the first with its limits where it stands alone."""
        if series == self._series:
            return
        self._series = series
        self._describe()
        if series:
            self._ask()
        else:
            self.plot.clear_lines()

    def follow(self, changed: frozenset[Series], everything: bool) -> None:
        """New readings have come: ask again when enough of the span has passed to see a difference."""
        if self._span is not None or not self._series or not (everything or changed.intersection(self._series)):
            return
        pause = max(timedelta(seconds=2), self._range / REFRESH)
        if self._asked_at is None or self._context.clock.now() - self._asked_at >= pause:
            self._ask()

    def _indicator(self, series: Series) -> Indicator:
        return self._context.console.catalogue.indicators[series]

    def _label(self, series: Series) -> str:
        language = self.locale().name()
        place = naming.unit_name(self._context.console, series.unit, language)
        return f"{self._indicator(series).name.of(language)} · {place}"

    def _describe(self) -> None:
        if not self._series:
            self._title.setText(self.tr("Choose an indicator"))
            self._note.setText("")
        elif len(self._series) == 1:
            self._title.setText(self._label(self._series[0]))
            self._note.setText("")
        else:
            self._title.setText(fill(self.tr("%1 indicators compared"), fmt.number(self.locale(), len(self._series))))
            different = self.tr("Different units of measure: every line has a scale of its own, read the values above.")
            self._note.setText(different if self._differ() else "")
        self._note.setVisible(bool(self._note.text()))
        self._read_out(None)

    def _differ(self) -> bool:
        """Whether the series have no scale in common."""
        return len({(self._indicator(s).measure, self._indicator(s).kind) for s in self._series}) > 1

    # asking

    def _choose_range(self, number: int) -> None:
        self._range, self._span = RANGES[number], None
        if self._series:
            self._ask()

    def _moved(self, left: float, right: float) -> None:
        zone = self._context.clock_zone
        self._span = (datetime.fromtimestamp(left, zone), datetime.fromtimestamp(right, zone))
        self._buttons.setExclusive(False)
        for button in self._buttons.buttons():
            button.setChecked(False)
        self._buttons.setExclusive(True)
        self._zoomed.start()

    def shown_span(self) -> tuple[datetime, datetime]:
        """The span on the screen."""
        now = self._context.clock.now()
        return self._span or (now - self._range, now)

    def _ask(self) -> None:
        self._asked_at = self._context.clock.now()
        start, end = self.shown_span()
        margin = (end - start) / 2 if self._span is not None else timedelta(0)
        series, console = self._series, self._context.console

        def call() -> Answer:
            first, last = start - margin, end + margin
            return Answer(series, start, end, [console.history(one, first, last, POINTS) for one in series])

        self._context.queries.ask(call, self._draw, "indicators/chart", self._failed)

    def _failed(self, error: Exception) -> None:
        self._note.setText(fill(self.tr("The history could not be read: %1"), str(error)))
        self._note.setVisible(True)

    # drawing

    def _draw(self, answer: Answer) -> None:
        if answer.series != self._series:
            return
        apart = len(answer.series) > 1 and self._differ()
        lines, self._scales, envelope = [], [], None
        for place, (series, points) in enumerate(zip(answer.series, answer.points, strict=True)):
            x, mean, edges = curve(points)
            low, high = own_scale(mean) if apart else (0.0, 1.0)
            self._scales.append((low, high))
            colour, style = STYLES[place % len(STYLES)]
            shown = (mean - low) / high
            lines.append(Line(self._label(series), x, shown, self._context.theme.colour(colour), 1.6, style))
            if len(answer.series) == 1 and any(point.readings > 1 for point in points):
                envelope = (x, edges)
        limits = self._limits(answer.series[0]) if len(answer.series) == 1 else []
        self._set_wording(None if apart else self._indicator(answer.series[0]))
        self.plot.show_values(not apart)
        self.plot.draw(lines, (answer.start.timestamp(), answer.end.timestamp()), limits, envelope)
        if len(lines) > 1:
            self.plot.number_lines()
        self._read_out(None)
        self.drawn.emit()

    def _set_wording(self, indicator: Indicator | None) -> None:
        if indicator is None or indicator.kind is ValueKind.NUMBER:
            self.plot.set_wording(None)
        else:
            self.plot.set_wording(lambda value: fmt.value(self.locale(), indicator, value))

    def _limits(self, series: Series) -> list[Limit]:
        indicator, theme = self._indicator(series), self._context.theme
        found = []
        if indicator.limits is not None:
            above = abnormal_side(indicator.limits.comparison)
            pairs = ((indicator.limits.warning, "warning"), (indicator.limits.critical, "critical"))
            if above is not None and indicator.limits.comparison is not Comparison.STALE:
                found = [Limit(value, theme.colour(name), above) for value, name in pairs if value is not None]
        if indicator.target is not None:
            found.append(Limit(indicator.target, theme.colour("normal")))
        return found

    def _read_out(self, seconds: float | None) -> None:
        """The values under the crosshair; without one, which number is which line."""
        zone, locale = self._context.clock_zone, self.locale()
        many = len(self._series) > 1
        if seconds is None or not self._scales:
            names = [f"{n}  {self._label(series)}" for n, series in enumerate(self._series, 1)] if many else []
            self._readout.setText("    ".join(names) or self.tr("Point at the chart to read values."))
            return
        parts = [fmt.moment(datetime.fromtimestamp(seconds, zone), zone, seconds=True)]
        for number, nearest in enumerate(self.plot.values_near(seconds)):
            indicator = self._indicator(self._series[number])
            low, high = self._scales[number]
            value = None if nearest is None else nearest[1] * high + low
            text = fmt.value_with_measure(locale, indicator, value)
            if nearest is not None and not many:
                parts[0] = fmt.moment(datetime.fromtimestamp(nearest[0], zone), zone, seconds=True)
            parts.append(f"{number + 1}  {text}" if many else text)
        self._readout.setText("    ".join(parts))
