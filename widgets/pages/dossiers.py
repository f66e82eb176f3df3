"""The dossiers page: one unit's three metrics, its trend, and the units ranked with what is missing to the target."""

from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ioc.domain.dossiers import Tally
from ioc.domain.situation import Changes, Situation
from ioc.domain.units import UnitKind
from widgets import words
from widgets.models.rows import RowsProxy
from widgets.models.signs import SignDelegate
from widgets.models.tables import Width, panel, plain_label, share_width, sortable, table
from widgets.models.units import LEVEL, NOTE, RANK, SHARE, RankingModel, UnitTree, severities, standings, unit_at
from widgets.pages.dossiers_metrics import MetricsPanel
from widgets.pages.dossiers_trend import TrendPanel
from widgets.pages.page import Context, Page
from widgets.parts.gauge_panel import stale_feeds

WIDTHS = (
    Width(72),
    Width(160, 4),
    Width(96, 1),
    Width(98, 1),
    Width(150, 1),
    Width(80, 1),
    Width(80, 1),
    Width(120, 1),
    Width(180, 8),
)
ALL_KINDS, BELOW = "all", "below"
"""Scopes of the ranking besides the kinds of units."""


class DossiersPage(Page):
    """Choosing a unit in the tree or in the ranking shows it; the ranking begins with the worst."""

    page_id = "dossiers"
    symbol = "dossiers"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._situation = Situation()
        self._stale: frozenset[str] = frozenset()
        """The feeds whose tallies are stale."""
        self.unit: str | None = None
        self.model = RankingModel(context, self)
        self.proxy = RowsProxy(self.model, self)
        self.units = UnitTree(context, self)
        self._scopes: list[str] = []
        self._build()
        self.setFocusProxy(self.tree)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Dossiers")

    # layout

    def _build(self) -> None:
        self.metrics = MetricsPanel(self.context, self)
        self.trend = TrendPanel(self.context, self)
        top = QSplitter(Qt.Orientation.Horizontal, self)
        top.addWidget(self.metrics)
        top.addWidget(self.trend)
        top.setSizes([760, 640])
        top.setStretchFactor(0, 1)
        top.setStretchFactor(1, 1)
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.addWidget(top)
        right.addWidget(self._build_ranking())
        right.setSizes([320, 600])
        right.setStretchFactor(1, 1)
        whole = QSplitter(Qt.Orientation.Horizontal, self)
        whole.addWidget(self._build_tree())
        whole.addWidget(right)
        whole.setSizes([310, 1490])
        whole.setStretchFactor(1, 1)
        for splitter in (top, right, whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(whole)

    def _build_tree(self) -> QFrame:
        frame = panel(self)
        self.tree = QTreeView(self)
        self.tree.setModel(self.units)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setItemDelegateForColumn(1, SignDelegate(self.context.theme, self))
        self.tree.header().setStretchLastSection(False)
        self.tree.selectionModel().currentChanged.connect(self._moved)
        share_width(self.tree, (Width(112, 1), Width(88)))
        frame.setMinimumWidth(246)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 8, 1, 1)
        column.addWidget(self.tree)
        return frame

    def _build_ranking(self) -> QFrame:
        frame = panel(self)
        self._heading = plain_label(role="heading")
        self.scope = QComboBox(self)
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.scope.currentIndexChanged.connect(self._rank)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(300)
        self.search.textChanged.connect(self._filter)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 12, 0)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        head.addWidget(self.scope)
        self.view = table(self.proxy, WIDTHS, self)
        delegate = SignDelegate(self.context.theme, self)
        self.view.setItemDelegateForColumn(SHARE, delegate)
        self.view.setItemDelegateForColumn(NOTE, delegate)
        sortable(self.view, RANK, Qt.SortOrder.DescendingOrder)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.view.setMinimumHeight(110)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        return frame

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Units ranked by M2, lowest first"))
        self.search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search units"))
        self.scope.setAccessibleName(self.tr("Units in the ranking"))
        self.tree.setAccessibleName(self.tr("Units with dossiers"))
        self.view.setAccessibleName(self.tr("Ranking of the units"))
        for place, scope in enumerate(self._scopes):
            self.scope.setItemText(place, self._scope_text(scope))
        self.units.retranslate()
        self.units.show(self._situation, severities(self._situation, self.context.console.dossiers))
        self.model.retranslate()
        self.metrics.describe()
        self.trend.retranslate()

    def _scope_text(self, scope: str) -> str:
        if scope == ALL_KINDS:
            return self.tr("All units")
        return self.tr("Below the chosen unit") if scope == BELOW else words.unit_kind(UnitKind(scope))

    # the situation

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        self._situation = situation
        stale = stale_feeds(situation)
        stopped_or_came_back, self._stale = stale != self._stale, stale
        if not (changes.everything or changes.tallies or changes.alerts or stopped_or_came_back):
            self.metrics.describe()
            return
        worst = severities(situation, self.context.console.dossiers)
        if self.units.show(situation, worst):
            self.tree.expandToDepth(0)
            self._offer_scopes()
        self._rank()
        if self.unit is None:
            self._choose_first()
        self._show_unit()

    def _choose_first(self) -> None:
        """Begin with the worst unit of the ranking."""
        keys = self.proxy.shown_keys()
        if keys:
            self.select(keys[0])

    def _show_unit(self) -> None:
        tally = self._situation.tallies.get(self.unit) if self.unit is not None else None
        severity = severities(self._situation, self.context.console.dossiers).get(self.unit or "")
        self.metrics.show_tally(tally, severity, tally is not None and tally.feed in self._stale)
        self.trend.show_tally(tally)

    def select(self, argument: object) -> None:
        if not isinstance(argument, str):
            return
        place = self.units.place_of(argument)
        if place.isValid():
            self.tree.setCurrentIndex(place)
            self.tree.scrollTo(place)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        unit = unit_at(now.siblingAtColumn(0))
        if unit is None or unit == self.unit:
            return
        self.unit = unit
        self._show_unit()
        if self.scope.currentData() == BELOW:
            self._rank()
        row = self.proxy.place_of(unit)
        if row.isValid():
            self.view.selectRow(row.row())
        else:
            self.view.clearSelection()

    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        rows = self.view.selectionModel().selectedRows()
        if rows and self.scope.currentData() != BELOW:
            self.select(unit_at(rows[0]))

    # the ranking

    def _offer_scopes(self) -> None:
        """The kinds of units that can be compared among themselves; the one with the most units comes first."""
        catalogue, kept = self.context.console.catalogue, self.scope.currentData()
        kinds = [catalogue.units[unit].kind for unit in self._situation.tallies if unit in catalogue.units]
        several = [kind.value for kind in UnitKind if kinds.count(kind) > 1]
        self._scopes = [*several, ALL_KINDS, BELOW]
        self.scope.blockSignals(True)
        self.scope.clear()
        for scope in self._scopes:
            self.scope.addItem(self._scope_text(scope), scope)
        most = max(several, key=kinds.count, default=ALL_KINDS)
        self.scope.setCurrentIndex(max(0, self.scope.findData(kept or most)))
        self.scope.blockSignals(False)

    def _in_scope(self, tally: Tally) -> bool:
        scope, catalogue = self.scope.currentData(), self.context.console.catalogue
        if scope in (None, ALL_KINDS):
            return True
        if scope == BELOW:
            return any(above.id == self.unit for above in catalogue.ancestors(tally.unit))
        unit = catalogue.units.get(tally.unit)
        return unit is not None and unit.kind == scope

    def _rank(self, _: int = 0) -> None:
        limits = self.context.console.dossiers
        tallies = (tally for tally in self._situation.tallies.values() if self._in_scope(tally))
        self.view.setColumnHidden(LEVEL, self.scope.currentData() not in (None, ALL_KINDS, BELOW))
        rows = standings(tallies, limits, severities(self._situation, limits), self._stale)
        self.model.put(rows)
        self.view.setColumnHidden(NOTE, not any(map(self.model.note, rows.values())))

    def find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _filter(self, text: str) -> None:
        self.proxy.set_accept(partial(self.model.matches, query=text.strip()))
