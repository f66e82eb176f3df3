"""The indicators page: the tree of series, the chart of those chosen, and what is known of the current one."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ioc.domain.indicators import Series
from ioc.domain.situation import Changes, Situation
from widgets import format as fmt
from widgets.models.indicators import MOST, NAME, STATE, Grouping, IndicatorsModel, IndicatorsProxy
from widgets.models.naming import fill
from widgets.models.signs import SignDelegate
from widgets.models.tables import Width, panel, plain_label, share_width
from widgets.pages.indicators_facts import FactsPanel
from widgets.pages.page import Context, Page

WIDTHS = (Width(200, 8), Width(104, 1), Width(118, 1), Width(96))
AGE_MS = 1000
"""How often the ages in the tree are painted again."""


class IndicatorsPage(Page):
    """Arrow keys move in the tree, Enter or Space ticks a series for comparison, Ctrl+F filters."""

    page_id = "indicators"
    symbol = "indicators"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._situation = Situation()
        self._chosen: Series | None = None
        self.model = IndicatorsModel(context, self)
        self.proxy = IndicatorsProxy(self.model, self)
        self._ages = QTimer(self)
        self._ages.setInterval(AGE_MS)
        self._build()
        self._ages.timeout.connect(self.tree.viewport().update)
        self._ages.timeout.connect(self.facts.describe)
        self.model.compared.connect(self._show_chart)
        self.model.refused.connect(self._say_most)
        self.setFocusProxy(self.tree)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Indicators")

    def _build(self) -> None:
        from widgets.pages.indicators_chart import ChartPanel  # half a second of pyqtgraph: only when the page is

        self.chart = ChartPanel(self.context, self)
        self.facts = FactsPanel(self.context, self)
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.setChildrenCollapsible(False)
        right.setHandleWidth(10)
        right.addWidget(self.chart)
        right.addWidget(self.facts)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 1)
        right.setSizes([640, 240])
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        splitter.addWidget(self._build_tree())
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 5)
        splitter.setSizes([800, 1000])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(splitter)

    def _build_tree(self) -> QFrame:
        frame = panel(self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.grouping = QComboBox(self)
        for grouping in Grouping:
            self.grouping.addItem("", grouping)
        self.grouping.currentIndexChanged.connect(self._group)
        self.clear_button = QPushButton(self)
        self.clear_button.clicked.connect(self.model.uncheck_all)
        self._note = plain_label(role="small", wrap=True)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.addWidget(self.search, 1)
        head.addWidget(self.grouping)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 12, 0)
        foot.addWidget(self._note, 1)
        foot.addWidget(self.clear_button)
        self.tree = QTreeView(self)
        self.tree.setModel(self.proxy)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setIndentation(14)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.header().setStretchLastSection(False)
        self.tree.setItemDelegateForColumn(STATE, SignDelegate(self.context.theme, self))
        self.tree.selectionModel().currentChanged.connect(self._moved)
        self.tree.activated.connect(self._toggle)
        self.tree.installEventFilter(self)
        self.tree.setExpandsOnDoubleClick(False)
        share_width(self.tree, WIDTHS)
        frame.setMinimumWidth(590)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 10, 1, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)
        return frame

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search indicators"))
        for place, text in enumerate((self.tr("By system"), self.tr("By unit"))):
            self.grouping.setItemText(place, text)
        self.grouping.setAccessibleName(self.tr("Grouping of the tree"))
        self.tree.setAccessibleName(self.tr("Indicators: Enter compares"))
        self.clear_button.setText(self.tr("Clear the comparison"))
        self.model.retranslate()
        self.chart.retranslate()
        self.facts.describe()
        self._say_compared()

    # the situation

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        self._situation = situation
        self.model.show(situation, changes)
        if self._chosen is None:
            self._choose_first()
        if changes.everything or self._chosen in changes.series:
            self.facts.show_series(self._chosen, situation)
        self.chart.follow(changes.series, changes.everything)

    def _choose_first(self) -> None:
        """Begin with the first series that has a value: a chart says more than an empty page."""
        for series in self.context.console.catalogue.indicators:
            reading = self._situation.readings.get(series)
            if reading is not None and reading.value is not None:
                self.select(series)
                return

    def select(self, argument: object) -> None:
        if not isinstance(argument, Series) or not self.model.place_of(argument).isValid():
            return
        if not self.proxy.mapFromSource(self.model.place_of(argument)).isValid():
            self.search.clear()
        place = self.proxy.mapFromSource(self.model.place_of(argument))
        self.tree.expand(place.parent())
        self.tree.setCurrentIndex(place)
        QTimer.singleShot(0, self, self._bring_chosen)

    def _bring_chosen(self) -> None:
        """Once the tree has its size: the current series with its surroundings, the group's own row among them."""
        self.tree.scrollTo(self.tree.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        series = self.model.series_at(self.proxy.mapToSource(now))
        if series is None or series == self._chosen:
            return
        self._chosen = series
        self.facts.show_series(series, self._situation)
        self._show_chart()

    # comparing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space on a box ticks it: an acknowledgement behind a person's back would be the worst of surprises."""
        if watched is self.tree and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self._toggle(self.tree.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _show_chart(self) -> None:
        """Draw what is ticked; the current series where nothing is."""
        series = tuple(self.model.checked)
        self.chart.show_series(series or ((self._chosen,) if self._chosen is not None else ()))
        self._say_compared()

    def _toggle(self, index: QModelIndex) -> None:
        """Enter or a double click: into the comparison or out of it; a group opens or closes."""
        box = index.siblingAtColumn(NAME)
        if self.model.series_at(self.proxy.mapToSource(box)) is None:
            self.tree.setExpanded(box, not self.tree.isExpanded(box))
            return
        ticked = box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        self.proxy.setData(box, wanted.value, Qt.ItemDataRole.CheckStateRole)

    def _say_compared(self) -> None:
        count, locale = len(self.model.checked), self.locale()
        text = self.tr("%1 of at most %2 compared") if count else self.tr("Tick up to %2 indicators to compare them.")
        self._note.setText(fill(text, fmt.number(locale, count), fmt.number(locale, MOST)))
        self.clear_button.setEnabled(count > 0)

    def _say_most(self) -> None:
        text = self.tr("No more than %1 can be compared: take one out first.")
        self._note.setText(fill(text, fmt.number(self.locale(), MOST)))

    # finding

    def find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _filter(self, text: str) -> None:
        self.proxy.set_query(text)
        if text.strip():
            self.tree.expandAll()

    def _group(self, place: int) -> None:
        self.model.group_by(Grouping(self.grouping.itemData(place)))
        if self._chosen is not None:
            self.select(self._chosen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ages.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ages.stop()
