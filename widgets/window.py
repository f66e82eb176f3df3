"""The window: a bar, a rail, the pages and the alert strip, put together. It does nothing else itself."""

import logging
from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ioc.domain.situation import ALL, Changes, Situation
from widgets.i18n.languages import Languages
from widgets.pages.overview import OverviewPage
from widgets.pages.page import Context, Page
from widgets.pages.registry import BY_ID, ENTRIES, page_title
from widgets.parts.bar import Bar
from widgets.parts.commands import Commands
from widgets.parts.dialogs import GoDialog, KeysDialog
from widgets.parts.rail import Rail
from widgets.parts.strip import Strip, unacknowledged

log = logging.getLogger(__name__)

FLASH_MS = 500
LEAST_SIZE = (1180, 640)
FIRST_SIZE = (1600, 900)


class Window(QMainWindow):
    """Shows one page at a time and hands it every situation."""

    closed = Signal()
    painted = Signal()
    """Once, after the first frame that shows a situation."""
    shown_data = Signal()
    """Once, after the first frame that shows a reading."""
    map_lent = Signal()
    _not_acknowledged = Signal(str)

    def __init__(self, context: Context, languages: Languages, settings: QSettings | None = None) -> None:
        super().__init__()
        self._context, self._languages, self._settings = context, languages, settings
        self._situation = Situation()
        self._pages: dict[str, Page] = {}
        self._shown: Page | None = None
        self._waits_for = [self.painted, self.shown_data]
        self.setLocale(languages.locale)
        self.setMinimumSize(*LEAST_SIZE)
        self.bar = Bar(context, self)
        self.rail = Rail(context.theme, self)
        self.strip = Strip(context, self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        pages = {entry.page_id: self._shower(entry.page_id) for entry in ENTRIES}
        self.commands = Commands(self, self._orders(), pages)
        self._menu = QMenu(self)
        self.commands.fill(self._menu)
        self.bar.menu_button.setMenu(self._menu)
        self._connect()
        self._flash_on = True
        self._flash = QTimer(self)
        self._flash.timeout.connect(self._flash_signs)
        self._second = QTimer(self)
        self._second.timeout.connect(self._tick)
        self._second.start(1000)
        self._retitle()
        self._restore()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self._stack, 1)
        centre = QWidget(self)
        centre.setProperty("role", "ground")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)
        centre.installEventFilter(self)
        self.setCentralWidget(centre)

    def _orders(self) -> dict[str, Callable[[], None]]:
        return {
            "acknowledge": self.acknowledge,
            "poll": self.poll_now,
            "find": self._find,
            "go": self.go_to_anything,
            "full": self._full_screen,
            "menu": self.bar.menu_button.showMenu,
            "help": self.show_keys,
            "quit": self.close,
        }

    def _shower(self, page_id: str) -> Callable[[], None]:
        return _Shower(self, page_id).show

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.bar.alerts_asked.connect(self._show_alerts)
        self.bar.feeds_asked.connect(self._show_feeds)
        self.bar.language_asked.connect(self.switch_language)
        self.strip.alert_chosen.connect(self._show_alert)
        self.strip.acknowledge_asked.connect(self.acknowledge)
        self.strip.more_asked.connect(self._show_alerts)
        self._not_acknowledged.connect(self._tell_trouble)

    # situations

    @Slot(object, object)
    def show_situation(self, situation: Situation, changes: Changes) -> None:
        """Show what changed, on the bar, the strip and the page that is visible."""
        self._situation = situation
        if changes.everything or changes.alerts or changes.feeds:
            self.bar.show_situation(situation)
        if changes.everything or changes.alerts:
            self.strip.show_situation(situation)
            self._flash_if_needed()
        page = self.page()
        if page is not None:
            page.show_situation(situation, changes)

    def page(self) -> Page | None:
        """The page that is visible."""
        return self._shown

    @property
    def situation(self) -> Situation:
        """What the window shows."""
        return self._situation

    # pages

    @Slot(str)
    def show_page(self, page_id: str) -> None:
        """Show a page, building it the first time."""
        self.go_to(page_id, None)

    @Slot(str, object)
    def go_to(self, page_id: str, argument: object) -> None:
        """Show a page and select something there; unknown pages are ignored."""
        entry = BY_ID.get(page_id)
        if entry is None:
            return
        page = self._pages.get(page_id)
        if page is None:
            page = self._pages[page_id] = entry.make(self._context, self._stack)
            page.go_to.connect(self.go_to)
            self._stack.addWidget(page)
        if self._shown is not page:
            self._shown = page
            self._stack.setCurrentWidget(page)
            self.rail.show_page(page_id)
            self._retitle()
            self._lend_map(page)
            page.show_situation(self._situation, ALL)
            page.setFocus()
        if argument is not None:
            page.select(argument)

    def overview(self) -> OverviewPage | None:
        """The overview, where it has been built."""
        page = self._pages.get("overview")
        return page if isinstance(page, OverviewPage) else None

    def give_map(self, view: QWidget) -> None:
        """Take the map view over; the visible page gets it at once where it wants it."""
        self._context.map = view
        page = self.page()
        if page is not None:
            self._lend_map(page)

    def _lend_map(self, page: Page) -> None:
        if page.wants_map and self._context.map is not None:
            page.take_map(self._context.map)
            self.map_lent.emit()

    @Slot(object)
    def _show_alerts(self, severity: object = None) -> None:
        self.go_to("alerts", severity or None)

    @Slot(str)
    def _show_alert(self, alert: str) -> None:
        self.go_to("alerts", alert)

    @Slot()
    def _show_feeds(self) -> None:
        self.go_to("feeds", None)

    # orders

    @Slot()
    def acknowledge(self) -> None:
        """Space: press the button that has the focus, else acknowledge what the page or the strip offers."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton) and self.sender() is self.commands.action("acknowledge"):
            focus.click()
            return
        if isinstance(focus, QComboBox):
            focus.showPopup()
            return
        page, first = self.page(), self.strip.first()
        alerts = page.selected_alerts() if page is not None else []
        alerts = alerts or ([first.id] if first is not None else [])
        if alerts:
            self.strip.show_trouble("")
            future = self._context.console.acknowledge(alerts, self._context.who())
            future.add_done_callback(self._acknowledged)

    def _acknowledged(self, future: "Future[int]") -> None:
        """On the writer thread: only say it went wrong; what went right comes with the next situation."""
        error = None if future.cancelled() else future.exception()
        if error is not None:
            log.error("acknowledging failed: %s", error)
            self._not_acknowledged.emit(str(error))

    @Slot(str)
    def _tell_trouble(self, reason: str) -> None:
        text = self.tr("Not acknowledged: %1. Press Space to try again.")
        self.strip.show_trouble(text.replace("%1", reason))

    @Slot()
    def poll_now(self) -> None:
        """F5."""
        self._context.console.poll_now()

    @Slot()
    def show_keys(self) -> None:
        """F1."""
        dialog = KeysDialog(self.commands.listed(), self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def go_to_anything(self) -> None:
        """Ctrl+K."""
        dialog = GoDialog(self._context.console, self._situation, self)
        dialog.chosen.connect(self.go_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _find(self) -> None:
        page = self.page()
        if page is not None:
            page.find()

    @Slot()
    def _full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    @Slot(str)
    def switch_language(self, language: str) -> None:
        """Show everything in "vi" or "en" from now on."""
        self.setLocale(self._languages.locale_for(language))
        self._languages.switch(language)

    # time

    @Slot()
    def _tick(self) -> None:
        self.bar.tick()
        self.strip.tick()

    def _flash_if_needed(self) -> None:
        needed = self._context.moves and bool(unacknowledged(self._situation))
        if needed != self._flash.isActive():
            if needed:
                self._flash.start(FLASH_MS)
            else:
                self._flash.stop()
                self._show_signs(True)

    @Slot()
    def _flash_signs(self) -> None:
        self._show_signs(not self._flash_on)

    def _show_signs(self, on: bool) -> None:
        self._flash_on = on
        self.strip.flash(on)
        overview = self.overview()
        if overview is not None and overview.isVisible():
            overview.flash(on)

    # texts, place, end

    def _retitle(self) -> None:
        """The page, the centre, and that the data are sample data: what a list of windows shows."""
        centre = self._context.console.centre
        parts = [page_title(self._shown.page_id)] if self._shown is not None else []
        parts.append(centre.name.of(self.locale().name()))
        if centre.sample and self.tr("sample data") not in parts[-1]:
            parts.append(self.tr("sample data"))
        self.setWindowTitle(" · ".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retitle()
            for part in (self.bar, self.rail, self.strip, self.commands):
                part.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first frames: what is asked for after a paint happens once the frame is out."""
        if event.type() == QEvent.Type.Paint and self._waits_for:
            QTimer.singleShot(0, self, self._frame_out)
        return super().eventFilter(watched, event)

    @Slot()
    def _frame_out(self) -> None:
        if self.painted in self._waits_for:
            self._waits_for.remove(self.painted)
            self.painted.emit()
        if self.shown_data in self._waits_for and self._situation.readings:
            self._waits_for.remove(self.shown_data)
            self.shown_data.emit()

    def _restore(self) -> None:
        if self._settings is not None and (geometry := self._settings.value("geometry")):
            self.restoreGeometry(geometry)
        else:
            self.resize(*FIRST_SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._settings is not None:
            self._settings.setValue("geometry", self.saveGeometry())
            page = self.page()
            self._settings.setValue("page", page.page_id if page is not None else "overview")
            self._settings.setValue("language", self._languages.language)
            self._settings.sync()
        self.closed.emit()
        super().closeEvent(event)


class _Shower(QObject):
    """Shows one page: a bound method for an action, where a lambda would keep the window alive."""

    def __init__(self, window: Window, page_id: str) -> None:
        super().__init__(window)
        self._window, self._page_id = window, page_id

    @Slot()
    def show(self) -> None:
        self._window.show_page(self._page_id)
