"""What is known of one series beside its value: both times, origin, fraction, published figure, limits and reason."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ioc.domain.indicators import Indicator, Limits, Published, Series
from ioc.domain.readings import Mark, Reading
from ioc.domain.situation import Situation
from widgets import format as fmt
from widgets import words
from widgets.models import naming, published_words
from widgets.models.naming import fill
from widgets.models.tables import plain_label
from widgets.pages.page import Context

WIDE = 720
"""Pixels from which names and values stand in two pairs of columns, else in one."""


class FactsPanel(QFrame):
    """A grid of names and values; every value is shown letter by letter, whatever a feed wrote."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._context = context
        self._series: Series | None = None
        self._situation = Situation()
        self._shape = (0, 0)
        """Rows and pairs of columns."""
        self._labels: list[tuple[QLabel, QLabel]] = []
        inside = QWidget(self)
        padded = QVBoxLayout(inside)
        padded.setContentsMargins(14, 10, 14, 10)
        self._grid = QGridLayout()
        padded.addLayout(self._grid)
        padded.addStretch(1)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        for widget in (inside, area.viewport()):
            widget.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(area)

    def show_series(self, series: Series | None, situation: Situation) -> None:
        """Show what a situation knows of a series."""
        self._series, self._situation = series, situation
        self.describe()

    def describe(self) -> None:
        """Write every fact again."""
        facts = self.facts()
        pairs = 2 if self.width() >= WIDE else 1
        rows = -(-len(facts) // pairs)
        moved, self._shape = (rows, pairs) != self._shape, (rows, pairs)
        for pair in range(2):
            self._grid.setColumnStretch(2 * pair + 1, 1 if pair < pairs else 0)
        while len(self._labels) < len(facts):
            name, value = plain_label(role="secondary"), plain_label(wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._labels.append((name, value))
            moved = True
        for place, (name, value) in enumerate(self._labels):
            shown = place < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(facts[place][0])
                value.setText(facts[place][1])
            if shown and moved:
                self._grid.addWidget(name, place % rows, 2 * (place // rows), Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(value, place % rows, 2 * (place // rows) + 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().width() >= WIDE) != (event.oldSize().width() >= WIDE):
            self.describe()

    def facts(self) -> list[tuple[str, str]]:
        """Names and values in the language of now; what is unknown is "—", what does not apply is left out."""
        indicator = self._context.console.catalogue.indicators.get(self._series) if self._series else None
        if indicator is None:
            return []
        reading = self._situation.readings.get(indicator.series)
        facts = self._value_facts(indicator, reading)
        facts += self._limit_facts(indicator, indicator.limits) if indicator.limits else []
        if indicator.target is not None:
            facts.append((self.tr("Target"), self._amount(indicator, indicator.target)))
        facts += self._published_facts(indicator, indicator.published) if indicator.published else []
        return facts

    def _amount(self, indicator: Indicator, value: float | None) -> str:
        return fmt.value_with_measure(self.locale(), indicator, value)

    def _value_facts(self, indicator: Indicator, reading: Reading | None) -> list[tuple[str, str]]:
        locale, zone, now = self.locale(), self._context.clock_zone, self._context.clock.now()
        facts = [(self.tr("Latest value"), self._amount(indicator, reading.value if reading else None))]
        quality = self._quality(indicator.series, reading)
        if quality:
            facts.append((self.tr("Quality"), quality))
        if reading is None:
            return facts
        age = fmt.long_duration(locale, now - reading.observed_at)
        observed = fill(self.tr("%1 (%2 ago)"), fmt.moment(reading.observed_at, zone, True), age)
        facts.append((self.tr("Source time"), observed))
        facts.append((self.tr("Received"), fmt.moment(reading.received_at, zone, True)))
        facts.append((self.tr("Feed"), naming.feed_name(self._context.console, reading.feed, locale.name())))
        if reading.denominator is not None:
            parts = (fmt.number(locale, reading.numerator), fmt.number(locale, reading.denominator))
            facts.append((self.tr("Numerator / denominator"), " / ".join(parts)))
        return facts

    def _quality(self, series: Series, reading: Reading | None) -> str:
        notes = []
        if series in self._situation.rejected:
            notes.append(fill(self.tr("newest row rejected: %1"), words.fault(self._situation.rejected[series])))
        if series in self._situation.stale:
            notes.append(self.tr("stale: nothing newer has come"))
        if reading is None:
            notes.append(self.tr("nothing has been received"))
        elif reading.value is None:
            notes.append(self.tr("the source reports that it has no value"))
        if reading is not None and reading.marks & Mark.MISMATCH:
            notes.append(self.tr("the share does not follow from its numerator and denominator"))
        return "; ".join(notes)

    def _limit_facts(self, indicator: Indicator, limits: Limits) -> list[tuple[str, str]]:
        locale, facts = self.locale(), []
        subject = naming.series_subject(indicator.series)
        for name, limit in ((self.tr("Warning limit"), limits.warning), (self.tr("Critical limit"), limits.critical)):
            if limit is not None:
                amount = naming.amount(self._context.console, locale, subject, limit, limits.comparison)
                bare = amount.removesuffix(" %") if limits.comparison.value.endswith("_pct") else amount
                facts.append((name, words.comparison(limits.comparison, bare)))
        if limits.hold:
            facts.append((self.tr("Raised after"), fmt.long_duration(locale, limits.hold)))
        reason = limits.reason.of(locale.name())
        if reason:
            facts.append((self.tr("Reason of the limits"), reason))
        return facts

    def _published_facts(self, indicator: Indicator, published: Published) -> list[tuple[str, str]]:
        locale = self.locale()
        figure = published.raw or self._amount(indicator, published.value)
        if published.as_of is not None:
            figure = fill(self.tr("%1, as of %2"), figure, fmt.day(published.as_of))
        facts = [(self.tr("Published figure"), figure)]
        if published.low is not None and published.high is not None:
            span = f"{fmt.number(locale, published.low, 2)} … {fmt.number(locale, published.high, 2)}"
            facts.append((self.tr("Published range"), span))
        if published.denominator is not None:
            parts = (fmt.number(locale, published.numerator), fmt.number(locale, published.denominator))
            facts.append((self.tr("Published fraction"), " / ".join(parts)))
        if published.source:
            facts.append((self.tr("Source file"), published.source))
        note = published_words.note(published)
        if note:
            facts.append((self.tr("Note on the figure"), note))
        return facts
