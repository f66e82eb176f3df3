"""The feeds page: how every source is doing, what it last sent, and which rows were refused."""

from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from ioc.domain.situation import Changes, FeedHealth, FeedState, Situation
from widgets import format as fmt
from widgets.models.feeds import FAULT, REJECTED, STATE, FeedRow, FeedsModel
from widgets.models.naming import fill
from widgets.models.rows import KEY_ROLE, RowsProxy
from widgets.models.signs import SignDelegate
from widgets.models.tables import Width, panel, plain_label, sortable, table
from widgets.pages.feeds_pane import FeedPane
from widgets.pages.page import Context, Page

WIDTHS = (
    Width(116),
    Width(200, 6),
    Width(92, 1),
    Width(92, 1),
    Width(86, 1),
    Width(86, 1),
    Width(86, 1),
    Width(86, 1),
    Width(84, 1),
    Width(220, 9),
)


class FeedsPage(Page):
    """Worst first. What is selected shows its document, its mapping and its refused rows below."""

    page_id = "feeds"
    symbol = "feeds"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._chosen: str | None = None
        self.model = FeedsModel(context, self)
        self.proxy = RowsProxy(self.model, self)
        self._build()
        self.setFocusProxy(self.view)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Feeds")

    def _build(self) -> None:
        upper = panel(self)
        column = QVBoxLayout(upper)
        column.setContentsMargins(1, 10, 1, 1)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 12, 0)
        self._heading = plain_label(role="heading")
        self._counts = plain_label(role="secondary")
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(340)
        self.search.textChanged.connect(self._filter)
        self.poll_all = QPushButton(self)
        self.poll_all.clicked.connect(self._poll_all)
        head.addWidget(self._heading)
        head.addSpacing(8)
        head.addWidget(self._counts)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        head.addWidget(self.poll_all)
        column.addLayout(head)
        self.view = table(self.proxy, WIDTHS, self)
        delegate = SignDelegate(self.context.theme, self)
        self.view.setItemDelegateForColumn(STATE, delegate)
        self.view.setItemDelegateForColumn(REJECTED, delegate)
        sortable(self.view, STATE, Qt.SortOrder.DescendingOrder)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        column.addWidget(self.view, 1)
        self.pane = FeedPane(self.context, self)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        splitter.addWidget(upper)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 4)
        splitter.setSizes([500, 400])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(splitter)

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Feeds"))
        self.search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search feeds"))
        self.poll_all.setText(self.tr("Poll all now"))
        self.view.setAccessibleName(self.tr("All feeds"))
        self.model.retranslate()
        self.pane.retranslate()
        self._count()

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        infos = self.context.console.feeds
        if changes.everything:
            rows = {key: FeedRow(info, situation.feeds.get(key, FeedHealth(key))) for key, info in infos.items()}
            self.model.put(rows)
        elif changes.feeds:
            fresh = {key: situation.feeds[key] for key in changes.feeds if key in situation.feeds and key in infos}
            self.model.merge({key: FeedRow(infos[key], health) for key, health in fresh.items()})
        else:
            return
        self._count()
        if self._chosen is None and self.proxy.rowCount():
            self.view.selectRow(0)
        elif changes.everything or self._chosen in changes.feeds:
            self._show_chosen()

    def _count(self) -> None:
        """How many feeds work; faults have a column while there are any."""
        locale = self.locale()
        rows = [self.model.row_of(key) for key in self.model.all_keys()]
        self.view.setColumnHidden(FAULT, all(row.health.fault is None for row in rows))
        fine = sum(row.health.state is FeedState.OK for row in rows)
        text = self.tr("%1 of %2 feeds work")
        self._counts.setText(fill(text, fmt.number(locale, fine), fmt.number(locale, len(rows))))

    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        rows = self.view.selectionModel().selectedRows()
        if rows:
            self._chosen = rows[0].data(KEY_ROLE)
            self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.model.row_of(self._chosen)
        if row is not None:
            self.pane.show_feed(row)

    def select(self, argument: object) -> None:
        if not isinstance(argument, str) or self.model.row_of(argument) is None:
            return
        if not self.proxy.place_of(argument).isValid():
            self.search.clear()
        place: QModelIndex = self.proxy.place_of(argument)
        self.view.selectRow(place.row())
        self.view.scrollTo(place)

    def find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _filter(self, text: str) -> None:
        self.proxy.set_accept(partial(self.model.matches, query=text.strip()))

    def _poll_all(self) -> None:
        self.context.console.poll_now()
