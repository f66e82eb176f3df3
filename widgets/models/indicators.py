"""The tree of indicators, grouped by system or by unit, with what is known of each series."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QWidget

from ioc.domain.alerts import Severity, SubjectKind
from ioc.domain.indicators import Indicator, Series
from ioc.domain.situation import Changes, Situation
from widgets import format as fmt
from widgets import words
from widgets.finding import matches
from widgets.models import naming
from widgets.models.rows import KEY_ROLE, LEFT, RIGHT, SIGN_ROLE, TOP, Index, Sign, plain_tip
from widgets.models.signs import severity_sign
from widgets.pages.page import Context
from widgets.theme import BODY, SEVERITY_LETTER, font

NAME, PLACE, VALUE, STATE = range(4)
MOST = 6
"""Series that a chart compares at most."""


class Grouping(StrEnum):
    """What the first level of the tree is."""

    SYSTEM = "system"
    UNIT = "unit"


class Group(NamedTuple):
    """A system or a unit, and its series."""

    id: str
    series: tuple[Series, ...]


class IndicatorsModel(QAbstractItemModel):
    """Two levels: groups, and the series in them. A box before each series puts it into the comparison."""

    compared = Signal()
    refused = Signal()
    """A further series was ticked although ``MOST`` are."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self.owner = context, owner
        self._situation = Situation()
        self._severities: dict[Series, Severity] = {}
        self._groups: list[Group] = []
        self._place: dict[Series, tuple[int, int]] = {}
        self.checked: list[Series] = []
        """In the order of ticking."""
        self.grouping = Grouping.SYSTEM
        self.group_by(Grouping.SYSTEM)

    @property
    def locale(self) -> QLocale:
        """The locale of the widget that shows the tree."""
        return self.owner.locale()

    def group_by(self, grouping: Grouping) -> None:
        """Build the tree anew."""
        catalogue = self._context.console.catalogue
        self.beginResetModel()
        self.grouping = grouping
        groups: dict[str, list[Series]] = {}
        order = catalogue.systems if grouping is Grouping.SYSTEM else catalogue.units
        for indicator in catalogue.indicators.values():
            key = indicator.system if grouping is Grouping.SYSTEM else indicator.series.unit
            groups.setdefault(key, []).append(indicator.series)
        keys = [key for key in order if key in groups] + [key for key in groups if key not in order]
        self._groups = [Group(key, tuple(groups[key])) for key in keys]
        self._place = {s: (g, n) for g, group in enumerate(self._groups) for n, s in enumerate(group.series)}
        self.endResetModel()

    def show(self, situation: Situation, changes: Changes) -> None:
        """Take a situation; only the cells of what changed are painted again."""
        self._situation = situation
        changed: Iterable[Series] = changes.series
        if changes.everything or changes.alerts:
            before, self._severities = self._severities, _severities(situation)
            moved = {s for s in before.keys() | self._severities.keys() if before.get(s) != self._severities.get(s)}
            changed = self._place if changes.everything else changes.series | moved
        touched = set()
        for series in changed:
            if series in self._place:
                group, row = self._place[series]
                parent = self.index(group, 0)
                self.dataChanged.emit(self.index(row, 0, parent), self.index(row, STATE, parent))
                touched.add(group)
        for group in touched:
            self.dataChanged.emit(self.index(group, VALUE), self.index(group, STATE))

    def place_of(self, series: Series) -> QModelIndex:
        """The first cell of a series; an invalid index where the catalogue lacks it."""
        if series not in self._place:
            return QModelIndex()
        group, row = self._place[series]
        return self.index(row, 0, self.index(group, 0))

    def retranslate(self) -> None:
        """Show headings and cells in the language of now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, STATE)
        for number, group in enumerate(self._groups):
            top = self.index(number, 0)
            self.dataChanged.emit(top, self.index(number, STATE))
            self.dataChanged.emit(self.index(0, 0, top), self.index(len(group.series) - 1, STATE, top))

    # texts

    def headers(self) -> list[str]:
        """The translated heading of each column."""
        place = self.tr("Unit") if self.grouping is Grouping.SYSTEM else self.tr("System")
        return [self.tr("Indicator"), place, self.tr("Latest value"), self.tr("State")]

    def name_of(self, indicator: Indicator) -> str:
        """ "Documents exchanged"."""
        return indicator.name.of(self.locale.name())

    def place_name(self, indicator: Indicator) -> str:
        """The unit of an indicator, or its system where units are the groups."""
        if self.grouping is Grouping.SYSTEM:
            return naming.unit_name(self._context.console, indicator.series.unit, self.locale.name())
        return self._system_name(indicator.system)

    def _system_name(self, system: str) -> str:
        found = self._context.console.catalogue.systems.get(system)
        return found.name.of(self.locale.name()) if found else system

    def _group_name(self, group: Group) -> str:
        if self.grouping is Grouping.SYSTEM:
            return self._system_name(group.id)
        return naming.unit_name(self._context.console, group.id, self.locale.name())

    def _group_text(self, group: Group, column: int) -> str:
        if column == NAME:
            return self._group_name(group)
        if column == VALUE:
            return fmt.number(self.locale, len(group.series))
        if column == STATE:
            bad = self._abnormal(group)
            return fmt.number(self.locale, bad) if bad else ""
        return ""

    def _abnormal(self, group: Group) -> int:
        return sum(series in self._severities for series in group.series)

    def _series_text(self, series: Series, column: int) -> str:
        indicator = self._context.console.catalogue.indicators[series]
        if column == NAME:
            return self.name_of(indicator)
        if column == PLACE:
            return self.place_name(indicator)
        reading = self._situation.readings.get(series)
        if column == VALUE:
            return fmt.value_with_measure(self.locale, indicator, reading.value if reading else None)
        return self.state_text(series)

    def state_text(self, series: Series) -> str:
        """Rejected, no data, stale with its age, the letter of a severity with the age, or the age."""
        reading, situation = self._situation.readings.get(series), self._situation
        if series in situation.rejected:
            return self.tr("rejected")
        if reading is None:
            return self.tr("no data")
        age = fmt.age(self.locale, reading.observed_at, self._context.clock.now())
        if series in situation.stale:
            return naming.fill(self.tr("stale %1"), age)
        severity = self._severities.get(series)
        return f"{SEVERITY_LETTER[severity]} · {age}" if severity is not None else age

    def _sign(self, series: Series) -> Sign | None:
        severity = self._severities.get(series)
        if severity is not None:
            return severity_sign(severity)._replace(tinted=False)
        if series in self._situation.rejected:
            return Sign("ring", "notice")
        return Sign("ring", "normal") if series in self._situation.stale else None

    def _group_sign(self, group: Group) -> Sign | None:
        worst = max((self._severities.get(series, 0) for series in group.series), default=0)
        return severity_sign(Severity(worst))._replace(tinted=False) if worst else None

    def matches(self, series: Series, query: str) -> bool:
        """Whether the name, the unit and the system of a series together hold every word of ``query``."""
        indicator = self._context.console.catalogue.indicators[series]
        unit = naming.unit_name(self._context.console, series.unit, self.locale.name())
        return matches(query, self.name_of(indicator), unit, self._system_name(indicator.system), series.indicator)

    # QAbstractItemModel

    def series_at(self, index: Index) -> Series | None:
        """The series of a cell; None for a group."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._groups[index.internalId() - 1].series[index.row()]

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = TOP) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = TOP) -> int:
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()].series) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = TOP) -> int:
        return STATE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section == VALUE else LEFT
        return self.headers()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == NAME and self.series_at(index) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        series, column = self.series_at(index), index.column()
        group = self._groups[index.row()] if series is None else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._series_text(series, column) if group is None else self._group_text(group, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column == VALUE else LEFT
        if role == SIGN_ROLE and column == STATE:
            return self._sign(series) if group is None else self._group_sign(group)
        if role == KEY_ROLE:
            return series
        if role == Qt.ItemDataRole.FontRole:
            return font(BODY, True) if group is not None and column == NAME else None
        if group is not None:
            return plain_tip(self._group_tip(group)) if role == Qt.ItemDataRole.ToolTipRole else None
        if role == Qt.ItemDataRole.CheckStateRole and column == NAME:
            return (Qt.CheckState.Checked if series in self.checked else Qt.CheckState.Unchecked).value
        return plain_tip(self._tip(series)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _group_tip(self, group: Group) -> str:
        counts = (fmt.number(self.locale, self._abnormal(group)), fmt.number(self.locale, len(group.series)))
        return "\n".join((self._group_name(group), naming.fill(self.tr("%1 of %2 abnormal"), *counts)))

    def _tip(self, series: Series) -> str:
        indicator = self._context.console.catalogue.indicators[series]
        lines = [self.name_of(indicator), self.place_name(indicator), str(series)]
        if series in self._severities:
            lines.append(words.severity(self._severities[series]))
        if series in self._situation.rejected:
            lines.append(words.fault(self._situation.rejected[series]))
        return "\n".join(lines)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        series = self.series_at(index)
        if role != Qt.ItemDataRole.CheckStateRole or series is None:
            return False
        wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        if wanted and series not in self.checked and len(self.checked) >= MOST:
            self.refused.emit()
            return False
        if wanted and series not in self.checked:
            self.checked.append(series)
        elif not wanted and series in self.checked:
            self.checked.remove(series)
        self.dataChanged.emit(index, index)
        self.compared.emit()
        return True

    def uncheck_all(self) -> None:
        """Take every series out of the comparison."""
        gone, self.checked = self.checked, []
        for series in gone:
            place = self.place_of(series)
            self.dataChanged.emit(place, place)
        self.compared.emit()


class IndicatorsProxy(QSortFilterProxyModel):
    """Keeps the series whose texts hold every word of the query, with their groups."""

    def __init__(self, source: IndicatorsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._query = ""
        self._source = source
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(source)

    def set_query(self, text: str) -> None:
        """Filter by the words of ``text``."""
        self.beginFilterChange()
        self._query = text.strip()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._query:
            return True
        series = self._source.series_at(self._source.index(source_row, 0, source_parent))
        return series is not None and self._source.matches(series, self._query)


def _severities(situation: Situation) -> dict[Series, Severity]:
    """The worst active alert of each series."""
    worst: dict[Series, Severity] = {}
    for alert in situation.alerts.values():
        kind, name, unit = alert.key.subject
        if kind is SubjectKind.SERIES:
            series = Series(name, unit)
            worst[series] = max(alert.severity, worst.get(series, alert.severity))
    return worst
