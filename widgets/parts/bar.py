"""The bar on top: whose room it is, how the feeds do, what is active, which language, what time."""

from collections import Counter

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ioc.domain.alerts import Severity
from ioc.domain.console import severity_counts
from ioc.domain.situation import FeedState, Situation
from widgets import format as fmt
from widgets import words
from widgets.pages.page import Context
from widgets.shapes import shape_icon, shape_pixmap
from widgets.theme import restyle

ICON = QSize(13, 13)
FEED_SIGN = {
    FeedState.SILENT: ("triangle", "warning"),
    FeedState.FAILING: ("triangle", "warning"),
    FeedState.LATE: ("disc", "notice"),
}
"""Worst first; a centre whose feeds are all well has a grey disc."""


class Bar(QWidget):
    """Shows the situation in one line. Every mark is a button that leads to what it counts."""

    alerts_asked = Signal(object)
    """A Severity: show the alerts of it."""
    feeds_asked = Signal()
    language_asked = Signal(str)
    """"vi" or "en"."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        self._context = context
        self._situation = Situation()
        self._name, self._sample = QLabel(self), QLabel(self)
        self._name.setProperty("role", "title")
        self._sample.setProperty("role", "sample")
        self._sample.setVisible(context.console.centre.sample)
        self._feeds = self._chip()
        self._feeds.clicked.connect(self.feeds_asked)
        self._counts = {severity: self._chip() for severity in sorted(Severity, reverse=True)}
        for severity, chip in self._counts.items():
            chip.setProperty("severity", int(severity))
            chip.clicked.connect(self._severity_clicked)
        self._languages = QButtonGroup(self)
        self._clock, self._date = QLabel(self), QLabel(self)
        self._clock.setProperty("role", "clock")
        self._date.setProperty("role", "secondary")
        self.menu_button = QToolButton(self)
        self.menu_button.setProperty("role", "menu")
        self.menu_button.setIcon(shape_icon("menu", context.theme.colour("text")))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        self.retranslate()
        self.tick()

    def _chip(self) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("role", "chip")
        chip.setIconSize(ICON)
        return chip

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addSpacing(6)
        row.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self._feeds)
        row.addSpacing(8)
        for chip in self._counts.values():
            row.addWidget(chip)
        row.addSpacing(4)
        for code in ("vi", "en"):
            button = QPushButton(code.upper(), self)
            button.setProperty("role", "switch")
            button.setProperty("code", code)
            button.setCheckable(True)
            button.setFixedWidth(38)
            self._languages.addButton(button)
            row.addWidget(button)
        self._languages.buttonClicked.connect(self._language_clicked)
        row.addSpacing(8)
        row.addWidget(self._clock)
        row.addWidget(self._date)
        row.addSpacing(4)
        row.addWidget(self.menu_button)

    def show_situation(self, situation: Situation) -> None:
        """Show the feeds and alerts of a situation."""
        self._situation = situation
        theme = self._context.theme
        total = len(self._context.console.feeds)
        states = Counter(health.state for health in situation.feeds.values())
        shape, colour = next((sign for state, sign in FEED_SIGN.items() if states[state]), ("disc", "normal"))
        self._sign(self._feeds, shape, colour)
        well = fmt.number(self.locale(), states[FeedState.OK])
        self._feeds.setText(
            " " + self.tr("%1/%2 feeds").replace("%1", well).replace("%2", fmt.number(self.locale(), total))
        )
        told = [
            f"{fmt.number(self.locale(), states[state])} {words.feed_state(state)}"
            for state in FeedState
            if states[state]
        ]
        self._feeds.setToolTip("\n".join(told))
        self._feeds.setAccessibleName(self.tr("Feeds: %1").replace("%1", ", ".join(told)))
        for severity, count in severity_counts(situation).items():
            chip = self._counts[severity]
            number = fmt.number(self.locale(), count)
            chip.setText(f" {theme.severity_letter(severity)} {number}")
            colour = theme.severity_state(severity) if count else "normal"
            self._sign(chip, theme.severity_shape(severity), colour)
            chip.setToolTip(f"{words.severity(severity)}: {number}")
            chip.setAccessibleName(self.tr("Active alerts, %1").replace("%1", chip.toolTip()))

    def alert_counts(self) -> dict[Severity, int]:
        """The counts on the screen."""
        return severity_counts(self._situation)

    def feed_counts(self) -> dict[str, int]:
        """The feeds by state, as the mark sums them up."""
        states = Counter(health.state for health in self._situation.feeds.values())
        return {state.value: states[state] for state in FeedState}

    def tick(self) -> None:
        """Show the time of the centre's zone."""
        now, zone = self._context.clock.now(), self._context.clock_zone
        self._clock.setText(fmt.clock_time(now, zone))
        self._date.setText(fmt.day(now, zone))

    def retranslate(self) -> None:
        """Write every text again."""
        language = self.locale().name()
        self._name.setText(self._context.console.centre.name.of(language))
        self._sample.setText(self.tr("sample data"))
        self._sample.setToolTip(self.tr("Simulated around published figures; not the state of any real place"))
        self.menu_button.setToolTip(self.tr("Menu (F10)"))
        self.menu_button.setAccessibleName(self.tr("Menu"))
        names = {"vi": "Tiếng Việt", "en": "English"}
        for button in self._languages.buttons():
            code = str(button.property("code"))
            button.setChecked(language.startswith(code))
            button.setToolTip(names[code])
            button.setAccessibleName(names[code])
        self.show_situation(self._situation)

    def _sign(self, chip: QPushButton, shape: str, colour: str) -> None:
        if chip.property("sign") != f"{shape} {colour}":
            chip.setIcon(QIcon(shape_pixmap(shape, self._context.theme.colour(colour), ICON.height())))
            restyle(chip, sign=f"{shape} {colour}")

    @Slot()
    def _severity_clicked(self) -> None:
        self.alerts_asked.emit(Severity(int(self.sender().property("severity"))))

    @Slot(object)
    def _language_clicked(self, button: QPushButton) -> None:
        self.language_asked.emit(str(button.property("code")))
