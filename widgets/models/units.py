"""Units with dossiers: the tree to choose from, and the ranking with what is missing to the target."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from ioc.domain.alerts import Severity
from ioc.domain.console import DossierLimits
from ioc.domain.dossiers import Tally
from ioc.domain.situation import Situation
from ioc.domain.units import Unit
from widgets import format as fmt
from widgets import words
from widgets.finding import matches
from widgets.models import naming
from widgets.models.rows import KEY_ROLE, RIGHT, SIGN_ROLE, RowsModel, Sign
from widgets.models.signs import severity_sign
from widgets.pages.page import Context
from widgets.parts.gauge_panel import below_limit, worst_by_unit

RANK, UNIT, LEVEL, SHARE, FRACTION, PENDING, OVERDUE, MISSING, NOTE = range(9)


class Standing(NamedTuple):
    """A unit among those it is compared with."""

    tally: Tally
    rank: int | None
    """1 is the best; None where too few dossiers are completed for a comparison."""
    of: int
    """How many units are ranked."""
    missing: int | None
    """Dossiers that must be on time instead of late to reach the target; None without target or completion."""
    severity: Severity | None
    stale: bool = False
    """Whether its feed has stopped saying that the tally holds."""


def severities(situation: Situation, limits: DossierLimits | None) -> dict[str, Severity]:
    """How bad the on-time share of each unit is, by its alert or else by the limits."""
    found = {
        unit: severity
        for unit, tally in situation.tallies.items()
        if (severity := below_limit(tally.m2, limits)) is not None
    }
    return found | worst_by_unit(situation.alerts.values())


def standings(
    tallies: Iterable[Tally],
    limits: DossierLimits | None,
    severity: Mapping[str, Severity],
    stale: Collection[str] = (),
) -> dict[str, Standing]:
    """Rank units by M2, the best first; equal shares have equal ranks; small denominators are not ranked.

    ``stale`` are the feeds that have gone quiet.
    """
    tallies = list(tallies)
    small = limits.small if limits is not None else 1
    shares = {t.unit: t.m2.percent for t in tallies if t.m2.denominator >= max(1, small)}
    ordered = sorted((share for share in shares.values() if share is not None), reverse=True)
    first = {share: place for place, share in reversed(list(enumerate(ordered, 1)))}
    rows = {}
    for tally in tallies:
        share = shares.get(tally.unit)
        known = limits is not None and tally.m2.denominator > 0
        missing = tally.m2.missing_to(limits.target) if limits is not None and known else None
        rank = None if share is None else first[share]
        rows[tally.unit] = Standing(tally, rank, len(ordered), missing, severity.get(tally.unit), tally.feed in stale)
    return rows


class RankingModel(RowsModel):
    """Standings by unit id."""

    right = frozenset((RANK, SHARE, FRACTION, PENDING, OVERDUE, MISSING))

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context

    def headers(self) -> list[str]:
        return [
            self.tr("Rank"),
            self.tr("Unit"),
            self.tr("Kind"),
            self.tr("M2"),
            self.tr("On time / completed"),
            self.tr("Pending"),
            self.tr("Overdue"),
            self.tr("To get back to target"),
            self.tr("Note"),
        ]

    def _unit(self, row: Standing) -> Unit | None:
        return self._context.console.catalogue.units.get(row.tally.unit)

    def text(self, row: Standing, column: int) -> str:
        tally, locale = row.tally, self.locale
        if column == RANK:
            return fmt.NONE if row.rank is None else fmt.number(locale, row.rank)
        if column == UNIT:
            return naming.unit_name(self._context.console, tally.unit, locale.name())
        if column == LEVEL:
            unit = self._unit(row)
            return words.unit_kind(unit.kind) if unit else fmt.NONE
        if column == SHARE:
            return fmt.percent(locale, tally.m2.percent, 2)
        if column == FRACTION:
            return f"{fmt.number(locale, tally.m2.numerator)} / {fmt.number(locale, tally.completed)}"
        if column == MISSING:
            return self._missing(row)
        if column == NOTE:
            return self.note(row)
        return fmt.number(locale, tally.pending if column == PENDING else tally.overdue)

    def _missing(self, row: Standing) -> str:
        if row.missing is None:
            return fmt.NONE
        amount = fmt.number(self.locale, row.missing)
        return naming.fill(self.tr("%1 dossiers"), amount) if row.missing else self.tr("reached")

    def note(self, row: Standing) -> str:
        """What is remarkable: stale, too small to rank, contradicting counts, a unit that has been merged."""
        notes = [self.tr("stale: nothing newer has come")] if row.stale else []
        if row.tally.completed == 0:
            notes.append(self.tr("nothing completed"))
        elif row.rank is None:
            amount = fmt.number(self.locale, row.tally.completed)
            notes.append(naming.fill(self.tr("only %1 completed: not ranked"), amount))
        if row.tally.breaks_identity:
            notes.append(self.tr("counts contradict the number received"))
        unit = self._unit(row)
        if unit is not None and unit.successor:
            name = naming.unit_name(self._context.console, unit.successor, self.locale.name())
            notes.append(naming.fill(self.tr("merged into %1"), name))
        return "; ".join(notes)

    def matches(self, row: Standing, query: str) -> bool:
        """Whether the name and the kind of the unit and its note together hold every word of ``query``."""
        return matches(query, *(self.text(row, column) for column in (UNIT, LEVEL, NOTE)))

    def order(self, row: Standing, column: int) -> float | str:
        tally = row.tally
        if column == RANK:
            return -1.0 if row.rank is None else float(row.rank)
        if column in (UNIT, LEVEL, NOTE):
            return self.text(row, column)
        figures = {
            SHARE: -1.0 if tally.m2.percent is None else tally.m2.percent,
            FRACTION: float(tally.completed),
            PENDING: float(tally.pending),
            OVERDUE: float(tally.overdue),
            MISSING: -1.0 if row.missing is None else float(row.missing),
        }
        return figures[column]

    def sign(self, row: Standing, column: int) -> Sign | None:
        if column == SHARE and row.severity is not None:
            return severity_sign(row.severity)._replace(tinted=False)
        if column == NOTE and row.tally.breaks_identity:
            return Sign("disc", "notice")
        return Sign("ring", "normal") if column == NOTE and (row.stale or row.rank is None) else None

    def tip(self, row: Standing, column: int) -> str:
        if column == RANK and row.rank is not None:
            parts = (fmt.number(self.locale, row.rank), fmt.number(self.locale, row.of))
            return naming.fill(self.tr("%1 of %2, the best is 1"), *parts)
        if column == SHARE and row.severity is not None:
            return words.severity(row.severity)
        if column == UNIT:
            above = self._context.console.catalogue.ancestors(row.tally.unit)
            return " · ".join([self.text(row, UNIT), *(unit.name.of(self.locale.name()) for unit in above)])
        return self.text(row, column) if column == NOTE else ""


class UnitTree(QStandardItemModel):
    """The units that have tallies, below the units they belong to, with their M2."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(0, 2, owner)
        self._context, self.owner = context, owner
        self._items: dict[str, tuple[QStandardItem, QStandardItem]] = {}

    def show(self, situation: Situation, severity: Mapping[str, Severity]) -> bool:
        """Write the shares; whether units were added."""
        before = len(self._items)
        for unit in situation.tallies:
            self._item(unit)
        locale = self.owner.locale()
        for unit, (name, share) in self._items.items():
            text = naming.name_below(self._context.console, unit, locale.name())
            tally = situation.tallies.get(unit)
            percent = fmt.percent(locale, tally.m2.percent) if tally is not None else ""
            worst = severity.get(unit)
            sign = severity_sign(worst)._replace(tinted=False) if worst is not None else None
            for item, shown in ((name, text), (share, percent)):
                if item.text() != shown:
                    item.setText(shown)
            if share.data(SIGN_ROLE) != sign:
                share.setData(sign, SIGN_ROLE)
        return len(self._items) != before

    def retranslate(self) -> None:
        """Write the headings in the language of now."""
        self.setHorizontalHeaderLabels([self.tr("Unit"), self.tr("M2")])
        self.horizontalHeaderItem(1).setTextAlignment(RIGHT)

    def place_of(self, unit: str) -> QModelIndex:
        """The first cell of a unit; an invalid index where it has none."""
        return self._items[unit][0].index() if unit in self._items else QModelIndex()

    def _item(self, unit: str) -> QStandardItem:
        if unit in self._items:
            return self._items[unit][0]
        pair = (QStandardItem(), QStandardItem())
        for item in pair:
            item.setEditable(False)
            item.setData(unit, KEY_ROLE)
        pair[1].setTextAlignment(RIGHT)
        self._items[unit] = pair
        found = self._context.console.catalogue.units.get(unit)
        above = next(self._context.console.catalogue.ancestors(unit), None) if found else None
        parent = self._item(above.id) if above is not None else self.invisibleRootItem()
        parent.appendRow(list(pair))
        return pair[0]


def unit_at(index: QModelIndex) -> str | None:
    """The unit of a cell of the tree or of the ranking."""
    key = index.data(KEY_ROLE)
    return key if isinstance(key, str) else None
