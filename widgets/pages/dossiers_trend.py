"""The course of a unit's M2 from day to day, with its target and limits."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ioc.domain.dossiers import Tally
from widgets import format as fmt
from widgets.models.naming import fill
from widgets.models.tables import plain_label
from widgets.pages.page import Context

if TYPE_CHECKING:
    from widgets.parts.chart import TimePlot

SPANS = (timedelta(days=30), timedelta(days=90), timedelta(days=365))
AGAIN = timedelta(minutes=1)
"""A live trend is read again at most this often: it has one point a day."""


Answer = tuple[str | None, datetime, datetime, list[Tally]]
"""A unit, the span asked for, and its tallies in it."""


class TrendPanel(QFrame):
    """Asks the query pool for the tallies of a unit and draws M2."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._context = context
        self._unit: str | None = None
        self._span = SPANS[0]
        self._newest: Tally | None = None
        self._asked_at: datetime | None = None
        self._answer: Answer | None = None
        self.plot: TimePlot | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        self._title = plain_label(role="heading")
        head.addWidget(self._title, 1)
        self.spans = QComboBox(self)
        for span in SPANS:
            self.spans.addItem("", span)
        self.spans.currentIndexChanged.connect(self._choose_span)
        head.addWidget(self.spans)
        column.addLayout(head)
        self._readout = plain_label(role="small", wrap=True)
        column.addWidget(self._readout)
        self._place = QVBoxLayout()
        column.addLayout(self._place, 1)
        self._filler = plain_label(role="secondary")
        self._filler.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place.addWidget(self._filler)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again."""
        self._title.setText(self.tr("M2 by day"))
        for number, text in enumerate((self.tr("30 d"), self.tr("90 d"), self.tr("1 year"))):
            self.spans.setItemText(number, text)
        self.spans.setAccessibleName(self.tr("Span of the trend"))
        self._filler.setText(self.tr("No history yet"))
        if self.plot is not None:
            self.plot.retheme()
            self.plot.setAccessibleName(self.tr("Course of M2"))
        self._read_out(None)

    def show_tally(self, tally: Tally | None) -> None:
        """Draw the course of a unit up to this tally, its newest."""
        same, self._newest = tally == self._newest, tally
        unit = tally.unit if tally is not None else None
        if unit != self._unit:
            self._unit, self._answer = unit, None
            self._ask()
        elif not same:
            self._follow()

    def _follow(self) -> None:
        """The unit has a newer tally: what was read before it stays good for a while."""
        now = self._context.clock.now()
        bare = (
            self._answer is not None and len(self._answer[3]) < 2
        )  # a first run fills its history while it is watched
        if bare or self._asked_at is None or now - self._asked_at >= AGAIN:
            self._ask()
        elif self._answer is not None:
            unit, start, _, tallies = self._answer
            self._draw((unit, start, now, tallies))

    def _choose_span(self, number: int) -> None:
        self._span = SPANS[number]
        self._ask()

    def _ask(self) -> None:
        unit, console, now, span = self._unit, self._context.console, self._context.clock.now(), self._span
        self._asked_at = now
        if unit is None:
            self._draw((None, now - span, now, []))
            return

        def call() -> Answer:
            return unit, now - span, now, console.tally_history(unit, now - span, now)

        self._context.queries.ask(call, self._draw, "dossiers/trend")

    def _draw(self, answer: Answer) -> None:
        from widgets.parts.chart import Limit, Line, TimePlot, tally_curve

        unit, start, end, tallies = answer
        if unit != self._unit:
            return
        self._answer = answer
        newest = self._newest
        if newest is not None and (not tallies or newest.observed_at > tallies[-1].observed_at):
            tallies = [*tallies, newest]
        if self.plot is None and tallies:
            self.plot = TimePlot(self._context.theme, self._context.clock_zone, self)
            self.plot.setMinimumHeight(110)
            self.plot.pointed.connect(self._read_out)
            self.plot.setAccessibleName(self.tr("Course of M2"))
            self._place.addWidget(self.plot, 1)
        self._filler.setVisible(not tallies)
        if self.plot is None:
            return
        self.plot.setVisible(bool(tallies))
        theme, limits = self._context.theme, self._context.console.dossiers
        drawn = []
        if limits is not None:
            drawn.append(Limit(limits.warning, theme.colour("warning"), above=False))
            drawn.append(Limit(limits.critical, theme.colour("critical"), above=False))
            drawn.append(Limit(limits.target, theme.colour("text")))
        x, y = tally_curve(tallies, "m2")
        self.plot.draw([Line("M2", x, y, theme.colour("text"))], (start.timestamp(), end.timestamp()), drawn)
        self._read_out(None)

    def _read_out(self, seconds: float | None) -> None:
        locale, limits, zone = self.locale(), self._context.console.dossiers, self._context.clock_zone
        if seconds is not None and self.plot is not None:
            for at, value in filter(None, self.plot.values_near(seconds)):
                day = fmt.day(datetime.fromtimestamp(at, zone), zone)
                self._readout.setText(f"{day} · {fmt.percent(locale, value, 2)}")
            return
        if limits is None:
            self._readout.setText("")
            return
        parts = (fmt.percent(locale, share, 0) for share in (limits.target, limits.warning, limits.critical))
        self._readout.setText(fill(self.tr("target %1 · warning below %2 · critical below %3"), *parts))
