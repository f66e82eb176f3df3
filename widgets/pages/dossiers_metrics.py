"""The three on-time metrics of one unit side by side, the counts behind them, and why they differ."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ioc.domain.alerts import Severity
from ioc.domain.dossiers import Ratio, Tally
from widgets import format as fmt
from widgets.models import naming
from widgets.models.naming import fill
from widgets.models.tables import plain_label
from widgets.pages.page import Context
from widgets.parts.gauge import Gauge, GaugeFace, low_end

GAUGE_WIDTH = 124
"""Pixels below which the words in a gauge would touch."""


class MetricsPanel(QFrame):
    """Gauges of M1, M2 and M3, the tally they come from, and one sentence."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._context = context
        self.tally: Tally | None = None
        self._severity: Severity | None = None
        self._stale = False
        self.gauges = tuple(Gauge(context.theme, self) for _ in range(3))
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._title = plain_label(role="heading")
        self._note = plain_label(role="small")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._note)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(10)
        for gauge in self.gauges:
            gauge.setMinimumWidth(GAUGE_WIDTH)
            gauge.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            middle.addWidget(gauge, 3, Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(1)
        self._counts = []
        for row in range(8):
            name, figure = plain_label(role="secondary"), plain_label()
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(figure, row, 1)
            self._counts.append((name, figure))
        counts = QVBoxLayout()
        counts.addLayout(self._grid)
        counts.addStretch(1)
        middle.addLayout(counts, 2)
        column.addLayout(middle)
        self.sentence = plain_label(role="secondary", wrap=True)
        column.addWidget(self.sentence)
        column.addStretch(1)

    def show_tally(self, tally: Tally | None, severity: Severity | None, stale: bool = False) -> None:
        """Show the tally of a unit; ``severity`` is that of its M2, ``stale`` whether its feed has gone quiet."""
        self.tally, self._severity, self._stale = tally, severity, stale
        self.describe()

    def describe(self) -> None:
        """Write everything again."""
        tally = self.tally
        for widget in (*self.gauges, *(label for pair in self._counts for label in pair)):
            widget.setVisible(tally is not None)
        if tally is None:
            self._title.setText(self.tr("On-time completion"))
            self._note.setText("")
            self.sentence.setText(self.tr("This unit has no dossier counts of its own: choose one below it."))
            return
        locale, zone = self.locale(), self._context.clock_zone
        self._title.setText(naming.unit_name(self._context.console, tally.unit, locale.name()))
        age = fmt.age(locale, tally.observed_at, self._context.clock.now())
        period, observed = month(tally.period), fmt.moment(tally.observed_at, zone)
        self._note.setText(fill(self.tr("Period %1 · as of %2 (%3 ago)"), period, observed, age))
        for gauge, face in zip(self.gauges, self._faces(tally), strict=True):
            gauge.show_face(replace(face, stale=self._stale))
        self._write_counts(tally)
        self.sentence.setText(self._sentence(tally))
        self._make_room()

    def _make_room(self) -> None:
        """Keep every line of the gauges and the sentence: a splitter does not ask how high they are for a width."""
        for gauge in self.gauges:
            gauge.setMinimumHeight(gauge.heightForWidth(max(GAUGE_WIDTH, gauge.width())))
        margins = self.layout().contentsMargins()
        width = self.width() - margins.left() - margins.right()
        self.sentence.setMinimumHeight(self.sentence.heightForWidth(max(width, 3 * GAUGE_WIDTH)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _fraction(self, ratio: Ratio) -> str:
        return f"{fmt.number(self.locale(), ratio.numerator)} / {fmt.number(self.locale(), ratio.denominator)}"

    def _faces(self, tally: Tally) -> tuple[GaugeFace, GaugeFace, GaugeFace]:
        limits, locale = self._context.console.dossiers, self.locale()
        low = low_end([share for ratio in (tally.m1, tally.m2) if (share := ratio.percent) is not None])
        points = fmt.number(locale, tally.score, 2)
        score, short = fill(self.tr("score %1 of 20"), points), f"{points} / 20"
        target = fill(self.tr("target %1"), fmt.percent(locale, limits.target, 0)) if limits else ""
        m1 = GaugeFace(
            tally.m1.percent,
            self.tr("by 766"),
            "M1",
            ((self._fraction(tally.m1),), (score, short)),
            low=low,
            decimals=2,
        )
        m2 = GaugeFace(
            tally.m2.percent,
            self.tr("on time"),
            "M2",
            ((self._fraction(tally.m2),), (target,)),
            severity=self._severity,
            warning=limits.warning if limits else None,
            critical=limits.critical if limits else None,
            target=limits.target if limits else None,
            low=low,
            decimals=2,
        )
        pending = self.tr("overdue / pending")
        m3 = GaugeFace(
            tally.m3.percent,
            self.tr("overdue"),
            "M3",
            ((self._fraction(tally.m3),), (pending, "")),
            low=0.0,
            decimals=2,
        )
        return m1, m2, m3

    def _write_counts(self, tally: Tally) -> None:
        printed = tally.received if tally.received is not None else tally.completed + tally.pending
        rows = (
            (self.tr("Early"), tally.early),
            (self.tr("On the due day"), tally.on_due),
            (self.tr("Late"), tally.late),
            (self.tr("Completed"), tally.completed),
            (self.tr("Pending within due"), tally.within),
            (self.tr("Pending overdue"), tally.overdue),
            (self.tr("Pending"), tally.pending),
            (self.tr("Received"), printed),
        )
        for place, ((name, figure), (text, count)) in enumerate(zip(self._counts, rows, strict=True)):
            total = place in (3, 6, 7)
            for label in (name, figure):
                face = label.font()
                face.setBold(total)
                label.setFont(face)
            name.setText(text)
            figure.setText(fmt.number(self.locale(), count))

    def _sentence(self, tally: Tally) -> str:
        locale = self.locale()

        def count(amount: int) -> str:
            return fmt.number(locale, amount)

        text = fill(
            self.tr(
                "Why they differ: M1 counts all %1 received, and the %2 pending within due as on time; "
                "M2 counts only the %3 completed; M3 only the %4 pending, of which %5 are overdue."
            ),
            count(tally.m1.denominator),
            count(tally.within),
            count(tally.completed),
            count(tally.pending),
            count(tally.overdue),
        )
        if tally.completed == 0:
            text += " " + self.tr("Nothing has been completed, so M2 has no value.")
        if tally.breaks_identity:
            parts = (count(tally.received or 0), count(tally.completed + tally.pending))
            text += " " + fill(
                self.tr("The source prints %1 received, but its parts add up to %2: shown as received, not repaired."),
                *parts,
            )
        return text


def month(period: str) -> str:
    """``2026-11`` as ``11/2026``; anything else as it is."""
    year, dash, number = period.partition("-")
    return f"{number}/{year}" if dash and year.isdigit() and number.isdigit() else period
