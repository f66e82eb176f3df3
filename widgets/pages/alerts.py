"""The alerts page: what is active, what happened before, and the alert one is looking at."""

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ioc.domain.alerts import Ack, Alert, Severity, Transition
from ioc.domain.console import severity_counts
from ioc.domain.situation import Changes, Situation
from widgets import format as fmt
from widgets import words
from widgets.models.alerts import LEVEL, NOTE, AlertsModel, TransitionsModel, occurrence_id
from widgets.models.naming import fill
from widgets.models.rows import KEY_ROLE, ROW_ROLE, RowsProxy
from widgets.models.signs import SignDelegate, flashing_cells
from widgets.models.tables import Width, panel, plain_label, sortable, table
from widgets.pages.alerts_pane import AlertPane
from widgets.pages.page import Context, Page
from widgets.shapes import shape_icon
from widgets.theme import SEVERITY_LETTER, SEVERITY_SHAPE

ACTIVE, HISTORY = range(2)
FLASH_MS = 500
"""Half of the period of flashing: 1 Hz (HMI.md, rule 6)."""
CONFIRM_MS = 5000
"""How long "acknowledge all" waits for its second press."""
HISTORY_LIMIT = 2000
WIDE = 900
"""Pixels of list from which the comment column is shown; the pane has it anyway."""

WIDTHS = (Width(70), Width(88), Width(150, 6), Width(110, 3), Width(182, 1), Width(118, 1), Width(130, 3))
PAST_WIDTHS = (Width(112), Width(70), Width(130, 3), Width(130, 4), Width(96, 2), Width(120, 3), Width(88, 4))


class AlertsPage(Page):
    """Worst and newest first; Space acknowledges what is selected, Ctrl+F searches."""

    page_id = "alerts"
    symbol = "alerts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._chosen: str | None = None
        self._confirming = False
        self.model = AlertsModel(context, self)
        self.proxy = RowsProxy(self.model, self)
        self.past = TransitionsModel(context, self)
        self.past_proxy = RowsProxy(self.past, self)
        self._delegate = SignDelegate(context.theme, self)
        self._flash = QTimer(self)
        self._flash.setInterval(FLASH_MS)
        self._flash.timeout.connect(self._beat)
        self._doubt = QTimer(self)
        self._doubt.setSingleShot(True)
        self._doubt.setInterval(CONFIRM_MS)
        self._doubt.timeout.connect(self._calm)
        self._build()
        self.setFocusProxy(self.view)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Alerts")

    # layout

    def _build(self) -> None:
        left = panel(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(6)
        column.addLayout(self._build_head())
        column.addLayout(self._build_filters())
        self._tables = QStackedWidget(left)
        self.view = table(self.proxy, WIDTHS, self, many=True)
        self.view.setItemDelegateForColumn(LEVEL, self._delegate)
        self.view.installEventFilter(self)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.past_view = table(self.past_proxy, PAST_WIDTHS, self)
        self.past_view.setItemDelegateForColumn(1, self._delegate)
        self.past_view.selectionModel().selectionChanged.connect(self._past_selected)
        sortable(self.view, LEVEL, Qt.SortOrder.DescendingOrder)
        sortable(self.past_view, 0, Qt.SortOrder.DescendingOrder)
        for place, view in enumerate((self.view, self.past_view)):
            self._tables.insertWidget(place, self._with_note(view))
        column.addWidget(self._tables, 1)
        self.pane = AlertPane(self.context, self)
        self.pane.acknowledge.connect(self.acknowledge_selected)
        self.pane.comment.left.connect(self.view.setFocus)
        self.pane.open_subject.connect(self.go_to)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(10)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.pane)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([1200, 600])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(self._splitter)

    def _build_head(self) -> QHBoxLayout:
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._turn)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(340)
        self.search.textChanged.connect(self._filter)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 12, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        return row

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(6)
        self.levels: dict[Severity, QPushButton] = {}
        theme = self.context.theme
        for severity in sorted(Severity, reverse=True):
            button = QPushButton(self)
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setChecked(True)
            button.setIcon(shape_icon(SEVERITY_SHAPE[severity], theme.severity_colour(severity), size=12))
            button.toggled.connect(self._filter)
            self.levels[severity] = button
            row.addWidget(button)
        row.addStretch(1)
        self.ack_all = QPushButton(self)
        self.ack_all.clicked.connect(self._acknowledge_all)
        row.addWidget(self.ack_all)
        return row

    def _with_note(self, view: QTableView) -> QWidget:
        """A table with a line under it for what it cannot say itself: that it is empty, and why."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        note = plain_label(role="secondary", wrap=True)
        note.setContentsMargins(16, 14, 16, 14)
        column.addWidget(note)
        column.addWidget(view, 1)
        if view is self.view:
            self._note = note
        else:
            self._past_note = note
        return holder

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search alerts"))
        self.view.setAccessibleName(self.tr("Active alerts"))
        self.past_view.setAccessibleName(self.tr("History of all alerts"))
        self.tabs.setAccessibleName(self.tr("Active alerts or history"))
        self.model.retranslate()
        self.past.retranslate()
        self.pane.retranslate()
        self._count()

    def _count(self) -> None:
        """Write everything that counts rows."""
        locale = self.locale()
        self.tabs.setTabText(ACTIVE, fill(self.tr("Active %1"), fmt.number(locale, self.model.rowCount())))
        self.tabs.setTabText(HISTORY, self.tr("History"))
        counts = severity_counts(Situation(alerts={key: self.model.row_of(key) for key in self.model.all_keys()}))
        for severity, button in self.levels.items():
            button.setText(f" {SEVERITY_LETTER[severity]}  {fmt.number(locale, counts[severity])}")
            button.setAccessibleName(fill(self.tr("Show level: %1"), words.severity(severity)))
            button.setToolTip(button.accessibleName())
        open_ids = self._shown_unacknowledged()
        amount = fmt.number(locale, len(open_ids))
        text = self.tr("Really acknowledge %1?") if self._confirming else self.tr("Acknowledge all shown (%1)")
        self.ack_all.setText(fill(text, amount))
        self.ack_all.setEnabled(bool(open_ids))
        hidden = self.model.rowCount() - self.proxy.rowCount()
        self._note.setVisible(self.proxy.rowCount() == 0)
        text = self.tr("The filter hides all %1 alerts.") if hidden else self.tr("No alert is active.")
        self._note.setText(fill(text, fmt.number(locale, hidden)))
        self._past_note.setVisible(self.past_proxy.rowCount() == 0)
        self._past_note.setText(self.tr("No transition to show."))

    # the situation

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        if changes.everything:
            self.model.put(situation.alerts)
            self._ask_history()
        elif changes.alerts:
            self.model.drop(key for key in changes.alerts if key not in situation.alerts)
            self.model.merge({key: situation.alerts[key] for key in changes.alerts if key in situation.alerts})
            self._ask_history()
        if changes.everything or changes.alerts:
            self._keep_chosen()
            self._count()
            self._watch()
        self.pane.tick()

    def _keep_chosen(self) -> None:
        """Follow the chosen alert. When it has gone nothing is selected: Space must not hit a neighbour."""
        if self._chosen is None:
            if self.proxy.rowCount() and self.tabs.currentIndex() == ACTIVE:
                self.view.selectRow(0)
            return
        row = self.model.row_of(self._chosen)
        if row is not None:
            self.pane.show_alert(row)
            return
        self.view.clearSelection()
        self.view.setCurrentIndex(QModelIndex())
        self.pane.show_alert(self.pane.alert, gone=True)

    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        current = self.view.selectionModel().currentIndex()
        rows = self.view.selectionModel().selectedRows()
        if not rows:
            return
        place = current if current.isValid() and current.row() in {row.row() for row in rows} else rows[-1]
        key = place.siblingAtColumn(0).data(KEY_ROLE)
        row = self.model.row_of(key)
        if row is not None and key != self._chosen:
            self._chosen = key
            self.pane.show_alert(row)

    def _past_selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        """A transition of an alert that is still on the list shows it in the pane."""
        for index in self.past_view.selectionModel().selectedRows():
            row: Transition = index.data(ROW_ROLE)
            place = self.proxy.place_of(occurrence_id(row))
            if place.isValid():
                self.view.selectRow(place.row())

    def select(self, argument: object) -> None:
        if isinstance(argument, Severity):
            self._show_only(argument)
            return
        if not isinstance(argument, str) or self.model.row_of(argument) is None:
            return
        self.tabs.setCurrentIndex(ACTIVE)
        if not self.proxy.place_of(argument).isValid():
            self.search.clear()
            for button in self.levels.values():
                button.setChecked(True)
        place = self.proxy.place_of(argument)
        self.view.selectRow(place.row())
        self.view.scrollTo(place)
        self.view.setFocus()

    # filters

    def _show_only(self, level: Severity) -> None:
        """The active alerts of one level."""
        self.tabs.setCurrentIndex(ACTIVE)
        self.search.clear()
        for severity, button in self.levels.items():
            button.setChecked(severity is level)
        self.view.setFocus()

    def find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _filter(self, _: object = None) -> None:
        self._calm()
        query = self.search.text().strip()
        levels = frozenset(severity for severity, button in self.levels.items() if button.isChecked())
        self.proxy.set_accept(partial(self.model.matches, severities=levels, query=query))
        self.past_proxy.set_accept(partial(self.past.matches, query=query))
        self._count()

    def _turn(self, tab: int) -> None:
        self._tables.setCurrentIndex(tab)
        for widget in (*self.levels.values(), self.ack_all):
            widget.setVisible(tab == ACTIVE)
        if tab == HISTORY:
            self._ask_history()

    def _ask_history(self) -> None:
        if self.tabs.currentIndex() != HISTORY:
            return
        console = self.context.console
        self.context.queries.ask(lambda: console.transitions(limit=HISTORY_LIMIT), self._show_history, "alerts/history")

    def _show_history(self, transitions: list[Transition]) -> None:
        self.past.show(transitions)
        self._count()

    # acknowledging

    def selected_alerts(self) -> list[str]:
        if self.tabs.currentIndex() != ACTIVE:
            return []
        rows = self.view.selectionModel().selectedRows()
        return [key for row in rows if self._is_open(key := row.data(KEY_ROLE))]

    def _is_open(self, key: str) -> bool:
        row: Alert | None = self.model.row_of(key)
        return row is not None and row.ack is Ack.UNACK

    def _shown_unacknowledged(self) -> list[str]:
        keys = filter(self._is_open, self.model.all_keys())
        return [key for key in keys if self.proxy.accepts(self.model.row_of(key))]

    def acknowledge_selected(self) -> None:
        """Take note of what is selected, with the comment that stands in the pane."""
        ids = self.selected_alerts()
        if self.tabs.currentIndex() == HISTORY and self._chosen is not None and self._is_open(self._chosen):
            ids = [self._chosen]
        self._acknowledge(ids, self.pane.comment.text().strip())

    def _acknowledge_all(self) -> None:
        if not self._confirming:
            self._confirming = True
            self._doubt.start()
            self._count()
            return
        self._calm()
        self._acknowledge(self._shown_unacknowledged(), "")

    def _calm(self) -> None:
        if self._confirming:
            self._confirming = False
            self._doubt.stop()
            self._count()

    def _acknowledge(self, ids: list[str], comment: str) -> None:
        if not ids:
            return
        done: Future[int] = self.context.console.acknowledge(ids, self.context.who(), comment)
        self.context.queries.ask(done.result, self._acknowledged, failed=self._not_acknowledged)

    def _acknowledged(self, _count: int) -> None:
        self.pane.comment.clear()
        self.view.setFocus()

    def _not_acknowledged(self, error: Exception) -> None:
        self._note.setText(fill(self.tr("The acknowledgement was not stored: %1. Try again."), str(error)))
        self._note.setVisible(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space on the list acknowledges here, with the comment, before the window's own shortcut sees it."""
        if watched is self.view and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.acknowledge_selected()
                return True
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self.view.setColumnHidden(NOTE, self.view.width() < WIDE)
        return super().eventFilter(watched, event)

    # flashing

    def _watch(self) -> None:
        """Flash while the page is visible and somebody has yet to acknowledge, unless motion is off."""
        wanted = self.isVisible() and self.context.moves and any(map(self._is_open, self.model.all_keys()))
        if wanted and not self._flash.isActive():
            self._flash.start()
        elif not wanted and self._flash.isActive():
            self._flash.stop()
            self._delegate.lit = True

    def _beat(self) -> None:
        self._delegate.lit = not self._delegate.lit
        for cell in flashing_cells(self.view, LEVEL):
            self.view.update(cell)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch()
