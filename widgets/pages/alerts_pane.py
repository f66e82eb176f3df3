"""The pane of the alert that is chosen: facts, the course around the raise, guidance, transitions, actions."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ioc.domain.alerts import Ack, Alert, Condition, DataQuality, SubjectKind, Transition
from ioc.domain.console import Point
from ioc.domain.dossiers import Tally
from ioc.domain.indicators import Series
from widgets import format as fmt
from widgets import words
from widgets.models import naming
from widgets.models.alerts import TimelineModel
from widgets.models.naming import fill
from widgets.models.signs import SignDelegate
from widgets.models.tables import Width, panel, plain_label, table
from widgets.pages.page import Context
from widgets.shapes import shape_pixmap
from widgets.theme import SEVERITY_SHAPE

if TYPE_CHECKING:
    from widgets.parts.chart import TimePlot

BEFORE = timedelta(hours=2)
"""How much of the course before a raise is shown."""
AFTER = timedelta(hours=4)
"""How much after it, at most."""
DOSSIER_SPAN = timedelta(days=30)
TARGETS = {
    SubjectKind.SERIES: "indicators",
    SubjectKind.DOSSIER: "dossiers",
    SubjectKind.FEED: "feeds",
}


class CommentField(QLineEdit):
    """Return acknowledges; Escape gives the focus back to the list."""

    submitted = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AlertPane(QWidget):
    """Shows one alert. What it needs from the database it asks of the query pool."""

    acknowledge = Signal()
    open_subject = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.alert: Alert | None = None
        self._gone = False
        self._plot: TimePlot | None = None
        self._build()
        self.retranslate()
        self.show_alert(None)

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._empty = plain_label(role="secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing = panel()
        QVBoxLayout(nothing).addWidget(self._empty)
        self._stack.addWidget(nothing)
        body = panel()
        self._stack.addWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._build_title())
        self._facts = plain_label(role="secondary", wrap=True)
        column.addWidget(self._facts)
        self._readout = plain_label(role="small")
        column.addWidget(self._readout)
        self._chart_place = QVBoxLayout()
        column.addLayout(self._chart_place, 3)
        self._guidance_heading = plain_label(role="strong")
        self._guidance = plain_label(wrap=True)
        column.addWidget(self._guidance_heading)
        column.addWidget(self._guidance)
        self._timeline_heading = plain_label(role="strong")
        column.addWidget(self._timeline_heading)
        self.timeline = TimelineModel(self._context, self)
        self._timeline_view = table(self.timeline, (Width(118), Width(160, 1)), self)
        self._timeline_view.horizontalHeader().hide()
        self._timeline_view.setWordWrap(True)
        self._timeline_view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._timeline_view.setItemDelegateForColumn(0, SignDelegate(self._context.theme, self))
        self._timeline_view.setMinimumHeight(96)
        column.addWidget(self._timeline_view, 4)
        column.addLayout(self._build_actions())

    def _build_title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._sign = plain_label()
        self._title = plain_label(role="heading", wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._title, 1)
        return row

    def _build_actions(self) -> QVBoxLayout:
        self.comment = CommentField(self)
        self.comment.setMaxLength(500)
        self.comment.submitted.connect(self.acknowledge)
        self.ack_button = QPushButton(self)
        self.ack_button.setProperty("role", "primary")
        self.ack_button.clicked.connect(self.acknowledge)
        self.open_button = QPushButton(self)
        self.open_button.clicked.connect(self._open)
        self._ack_state = plain_label(role="secondary", wrap=True)
        actions = QVBoxLayout()
        actions.setSpacing(6)
        actions.addWidget(self._ack_state)
        actions.addWidget(self.comment)
        row = QHBoxLayout()
        row.addWidget(self.ack_button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        actions.addLayout(row)
        return actions

    def retranslate(self) -> None:
        """Write every text again."""
        self._empty.setText(self.tr("Choose an alert to see its course, what to do and who has taken note."))
        self._guidance_heading.setText(self.tr("What to do"))
        self._timeline_heading.setText(self.tr("Course of events"))
        self.comment.setPlaceholderText(self.tr("Comment (optional), Enter acknowledges"))
        self.comment.setAccessibleName(self.tr("Comment on the acknowledgement"))
        self.ack_button.setText(self.tr("Acknowledge (Space)"))
        self._timeline_view.setAccessibleName(self.tr("Transitions of the chosen alert"))
        self.timeline.retranslate()
        if self._plot is not None:
            self._plot.retheme()
            self._read_out(None)
        self._describe()
        self._ask()

    # what is shown

    def show_alert(self, alert: Alert | None, gone: bool = False) -> None:
        """Show an alert, or that none is chosen; ``gone`` where it has left the list."""
        fresh = alert is not None and (self.alert is None or alert.id != self.alert.id)
        moved = alert is not None and alert != self.alert
        self.alert, self._gone = alert, gone
        self._stack.setCurrentIndex(0 if alert is None else 1)
        if fresh:
            self.comment.clear()
            self.timeline.show([])
            if self._plot is not None:
                self._plot.clear_lines()
        self._describe()
        if moved:
            self._ask()

    def _describe(self) -> None:
        alert = self.alert
        if alert is None:
            return
        theme, console = self._context.theme, self._context.console
        locale, now = self.locale(), self._context.clock.now()
        self._sign.setPixmap(shape_pixmap(SEVERITY_SHAPE[alert.severity], theme.severity_colour(alert.severity), 16))
        self._sign.setFixedSize(QSize(18, 24))
        self._sign.setAccessibleName(words.severity(alert.severity))
        title = alert.title.of(locale.name())
        self._title.setText(f"{theme.severity_letter(alert.severity)}  {title}")
        since = fmt.moment(alert.raised_at, self._context.clock_zone, seconds=True)
        facts = [
            naming.subject_place(console, alert.key.subject, locale.name()),
            naming.against_limit(console, locale, alert),
            self.tr("since %1 (%2)")
            .replace("%2", fmt.long_duration(locale, now - alert.raised_at))
            .replace("%1", since),
        ]
        if alert.occurrence > 1:
            facts.append(fill(self.tr("occurrence %1"), fmt.number(locale, alert.occurrence)))
        if alert.condition is not Condition.ACTIVE:
            facts.append(words.condition(alert.condition))
        if alert.quality is not DataQuality.GOOD:
            facts.append(words.quality(alert.quality))
        if self._gone:
            facts.append(self.tr("no longer on the list"))
        self._facts.setText(" · ".join(facts))
        guidance = alert.guidance.of(locale.name())
        self._guidance.setText(guidance or self.tr("No guidance has been written for this alert."))
        self.open_button.setText(self._open_text(alert.key.subject.kind))
        waiting = alert.ack is Ack.UNACK and not self._gone
        for widget in (self.comment, self.ack_button):
            widget.setVisible(waiting)
        self._ack_state.setVisible(alert.ack is Ack.ACKED)
        when = fmt.moment(alert.acked_at, self._context.clock_zone, seconds=True)
        text = fill(self.tr("Acknowledged by %1 at %2"), alert.acked_by or fmt.NONE, when)
        self._ack_state.setText(f"{text} · {alert.comment}" if alert.comment else text)

    def tick(self) -> None:
        """Write the ages again."""
        self._describe()

    def _open_text(self, kind: SubjectKind) -> str:
        if kind is SubjectKind.FEED:
            return self.tr("Open the feed")
        return self.tr("Open the dossiers") if kind is SubjectKind.DOSSIER else self.tr("Open the indicator")

    def _open(self) -> None:
        if self.alert is None:
            return
        kind, name, unit = self.alert.key.subject
        argument = {SubjectKind.SERIES: Series(name, unit), SubjectKind.DOSSIER: unit, SubjectKind.FEED: name}[kind]
        self.open_subject.emit(TARGETS[kind], argument)

    # the database

    def _ask(self) -> None:
        alert, console, queries = self.alert, self._context.console, self._context.queries
        if alert is None:
            return
        kind, name, unit = alert.key.subject
        queries.ask(lambda: (alert, console.transitions(alert.id)), self._show_timeline, "alerts/timeline")
        now = self._context.clock.now()
        start, end = alert.raised_at - BEFORE, min(now, alert.raised_at + AFTER)
        if kind is SubjectKind.SERIES:
            series = Series(name, unit)
            queries.ask(lambda: (alert, console.history(series, start, end, 600)), self._show_course, "alerts/course")
        elif kind is SubjectKind.DOSSIER:
            first = now - DOSSIER_SPAN
            queries.ask(lambda: (alert, console.tally_history(unit, first, now)), self._show_tallies, "alerts/course")
        self._show_chart(kind is not SubjectKind.FEED)

    def _show_timeline(self, answer: tuple[Alert, list[Transition]]) -> None:
        if self.alert is not None and answer[0].id == self.alert.id:
            self.timeline.show(answer[1][::-1])

    def _show_course(self, answer: tuple[Alert, list[Point]]) -> None:
        from widgets.parts.chart import curve

        alert, points = answer
        if self.alert is None or alert.id != self.alert.id:
            return
        x, mean, _ = curve(points)
        end = min(self._context.clock.now(), alert.raised_at + AFTER)
        self._draw(alert, x, mean, alert.raised_at - BEFORE, end)

    def _show_tallies(self, answer: tuple[Alert, list[Tally]]) -> None:
        from widgets.parts.chart import tally_curve

        alert, tallies = answer
        if self.alert is None or alert.id != self.alert.id:
            return
        x, y = tally_curve(tallies, alert.key.subject.name)
        now = self._context.clock.now()
        self._draw(alert, x, y, now - DOSSIER_SPAN, now)

    def _draw(self, alert: Alert, x: object, y: object, start: datetime, end: datetime) -> None:
        from widgets.parts.chart import Limit, Line, abnormal_side

        if self._plot is None:
            return
        theme = self._context.theme
        limits = []
        above = abnormal_side(alert.comparison)
        if above is not None:
            limits.append(Limit(alert.limit, theme.severity_colour(alert.severity), above))
        line = Line(self._title.text(), x, y, theme.colour("text"))
        self._plot.draw([line], (start.timestamp(), end.timestamp()), limits)
        raised = fill(self.tr("raised %1"), fmt.clock_time(alert.raised_at, self._context.clock_zone))
        self._plot.mark(alert.raised_at.timestamp(), raised, theme.severity_colour(alert.severity))

    def _show_chart(self, shown: bool) -> None:
        if shown and self._plot is None:
            from widgets.parts.chart import TimePlot

            self._plot = TimePlot(self._context.theme, self._context.clock_zone, self)
            self._plot.setAccessibleName(self.tr("Course around the raise"))
            self._plot.setMinimumHeight(120)
            self._plot.pointed.connect(self._read_out)
            self._chart_place.addWidget(self._plot)
        if self._plot is not None:
            self._plot.setVisible(shown)
        self._readout.setVisible(shown)
        self._read_out(None)

    def _read_out(self, seconds: float | None) -> None:
        text = self.tr("Course around the raise")
        if seconds is not None and self._plot is not None and self.alert is not None:
            for at, value in filter(None, self._plot.values_near(seconds)):
                when = datetime.fromtimestamp(at, self._context.clock_zone)
                amount = naming.amount(self._context.console, self.locale(), self.alert.key.subject, value, None)
                text = f"{fmt.moment(when, self._context.clock_zone, True)} · {amount}"
        self._readout.setText(text)
