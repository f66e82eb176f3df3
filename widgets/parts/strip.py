"""The strip at the bottom of every page: the newest unacknowledged alerts, worst first, one key to acknowledge."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ioc.domain.alerts import Ack, Alert
from ioc.domain.situation import Situation
from widgets import format as fmt
from widgets import words
from widgets.models.naming import against_limit, subject_place
from widgets.pages.page import Context
from widgets.shapes import paint_shape
from widgets.theme import BODY, font

SECOND_FROM = 1500
"""From this width on the strip has room for a second alert."""


def unacknowledged(situation: Situation) -> list[Alert]:
    """What waits for somebody to take note: worst first, newest first among equals."""
    waiting = [alert for alert in situation.alerts.values() if alert.ack is Ack.UNACK]
    return sorted(waiting, key=lambda alert: (alert.severity, alert.raised_at), reverse=True)


class Strip(QWidget):
    """Shows one or two alerts and how many more wait."""

    alert_chosen = Signal(str)
    """The id of an alert whose text was clicked."""
    acknowledge_asked = Signal()
    more_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(44)
        self._context = context
        self._waiting: list[Alert] = []
        self._trouble = ""
        self._lines = [_AlertLine(context, self), _AlertLine(context, self)]
        self._calm = QLabel(self)
        self._calm.setProperty("role", "secondary")
        self._button = QPushButton(self)
        self._rule = QFrame(self)
        self._rule.setProperty("role", "rule")
        self._rule.setFixedSize(1, 24)
        self._more = QPushButton(self)
        self._more.setProperty("role", "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._calm)
        row.addWidget(self._lines[0])
        row.addWidget(self._button)
        row.addWidget(self._rule)
        row.addWidget(self._lines[1])
        row.addStretch(1)
        row.addWidget(self._more)
        for line in self._lines:
            line.clicked.connect(self._line_clicked)
        self._button.clicked.connect(self.acknowledge_asked)
        self._more.clicked.connect(self.more_asked)
        self.retranslate()

    def show_situation(self, situation: Situation) -> None:
        """Show the alerts of a situation."""
        self._waiting = unacknowledged(situation)
        self._show()

    def first(self) -> Alert | None:
        """The alert that Space acknowledges."""
        return self._waiting[0] if self._waiting else None

    def show_trouble(self, text: str) -> None:
        """Say that an order could not be carried out, until the next one."""
        self._trouble = text
        self._show()

    def flash(self, on: bool) -> None:
        """Show or hide the signs: called twice a second while something waits."""
        for line in self._lines:
            line.flash(on)

    def tick(self) -> None:
        """A second has passed: alerts are one second older."""
        for line in self._lines:
            line.tick()

    def retranslate(self) -> None:
        """Write every text again."""
        self._button.setText(self.tr("Acknowledge · Space"))
        self._button.setAccessibleName(self.tr("Acknowledge the first alert"))
        self._show()

    def _show(self) -> None:
        shown = 2 if self.width() >= SECOND_FROM else 1
        for at, line in enumerate(self._lines):
            alert = self._waiting[at] if at < shown and at < len(self._waiting) else None
            line.show_alert(alert)
        rest = len(self._waiting) - shown
        self._button.setVisible(bool(self._waiting))
        self._more.setVisible(rest > 0)
        self._rule.setVisible(shown == 2 and len(self._waiting) > 1)
        self._more.setText(self.tr("%n more not acknowledged", "", max(0, rest)))
        self._calm.setVisible(bool(self._trouble) or not self._waiting)
        self._calm.setText(self._trouble or self.tr("No alert waits to be acknowledged"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if (event.size().width() >= SECOND_FROM) != (event.oldSize().width() >= SECOND_FROM):
            self._show()
        super().resizeEvent(event)

    @Slot()
    def _line_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, _AlertLine) and line.alert is not None:
            self.alert_chosen.emit(line.alert.id)


class _AlertLine(QAbstractButton):
    """One alert as a line that can be clicked: sign, letter, what, where, value, since when."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.alert: Alert | None = None
        self._on = True
        self._detail = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        if self.alert is None:
            return QSize(160, 40)
        title = QFontMetricsF(font(BODY, True)).horizontalAdvance(self.alert.title.of(self.locale().name()))
        return QSize(round(70 + title + QFontMetricsF(font(BODY)).horizontalAdvance(self._detail)), 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 30)

    def show_alert(self, alert: Alert | None) -> None:
        self.alert = alert
        self.setVisible(alert is not None)
        if alert is not None:
            title = alert.title.of(self.locale().name())
            self._detail = self._describe(alert)
            self.setAccessibleName(f"{words.severity(alert.severity)}: {title}, {self._detail}")
            self.setToolTip(f"{title}\n{self._detail}")
            self.updateGeometry()
            self.update()

    def flash(self, on: bool) -> None:
        if self._on != on:
            self._on = on
            self.update(0, 0, 24, self.height())

    def tick(self) -> None:
        if self.alert is not None and self._detail != (detail := self._describe(self.alert)):
            self._detail = detail
            self.update()

    def _describe(self, alert: Alert) -> str:
        console, locale = self._context.console, self.locale()
        now, zone = self._context.clock.now(), self._context.clock_zone
        since = self.tr("since %1").replace("%1", fmt.short_moment(alert.raised_at, zone, now))
        parts = (
            subject_place(console, alert.key.subject, locale.name()),
            against_limit(console, locale, alert),
            since,
            fmt.duration(locale, now - alert.raised_at),
        )
        return " · ".join(part for part in parts if part)

    def paintEvent(self, event: QPaintEvent) -> None:
        alert = self.alert
        if alert is None:
            return
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.severity_colour(alert.severity)
        middle = self.height() / 2.0
        if self._on:
            paint_shape(painter, QRectF(4, middle - 6.5, 13, 13), theme.severity_shape(alert.severity), colour)
        strong, plain = font(BODY, True), font(BODY)
        aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(strong)
        painter.setPen(colour)
        painter.drawText(QRectF(22, 0, 16, self.height()), aligned, theme.severity_letter(alert.severity))
        room = self.width() - 44.0
        metrics = QFontMetricsF(strong)
        title = metrics.elidedText(alert.title.of(self.locale().name()), Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(42, 0, room, self.height()), aligned, title)
        taken = metrics.horizontalAdvance(title) + 12.0
        if room - taken > 40.0:
            painter.setFont(plain)
            painter.setPen(theme.colour("secondary"))
            detail = QFontMetricsF(plain).elidedText(self._detail, Qt.TextElideMode.ElideRight, room - taken)
            painter.drawText(QRectF(42 + taken, 0, room - taken, self.height()), aligned, detail)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 4, -1, -4), 4, 4)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_alert(self.alert)
        super().changeEvent(event)
