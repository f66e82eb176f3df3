"""On-time gauges of the provinces, each with its worst district."""

from collections.abc import Iterable, Mapping
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ioc.domain.alerts import Alert, Severity, SubjectKind
from ioc.domain.console import DossierLimits
from ioc.domain.dossiers import Ratio, Tally
from ioc.domain.situation import Changes, FeedState, Situation
from ioc.domain.units import Unit, UnitKind
from widgets import format as fmt
from widgets.models import naming
from widgets.pages.page import Context
from widgets.parts.gauge import Gauge, GaugeFace, low_end

MOST = 6
"""Gauges at once; of more provinces the worst are shown."""
LEAST_WIDTH, SPACE = 80, 4
NOT_BELIEVED = (FeedState.SILENT, FeedState.LATE)
"""How a feed does whose tallies are shown as stale."""


def worst_by_unit(alerts: Iterable[Alert]) -> dict[str, Severity]:
    """The severity of the open on-time alert of each unit."""
    found: dict[str, Severity] = {}
    for alert in alerts:
        kind, _, unit = alert.key.subject
        if kind is SubjectKind.DOSSIER and alert.is_open:
            found[unit] = max(alert.severity, found.get(unit, alert.severity))
    return found


def below_limit(share: Ratio, limits: DossierLimits | None) -> Severity | None:
    """How bad an on-time share is by the deployment's limits; nothing where too few dossiers stand behind it."""
    percent = share.percent
    if limits is None or percent is None or share.denominator < limits.small:
        return None
    if percent < limits.critical:
        return Severity.CRITICAL
    return Severity.WARNING if percent < limits.warning else None


def stale_feeds(situation: Situation) -> frozenset[str]:
    """The feeds that have stopped saying that their tallies hold."""
    return frozenset(feed for feed, health in situation.feeds.items() if health.state in NOT_BELIEVED)


class GaugePanel(QFrame):
    """M2 of each province in the middle of its gauge, M1 and M3 below it."""

    unit_chosen = Signal(str)
    """The id of a unit whose gauge was clicked or entered."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._context = context
        self._limits = context.console.dossiers
        self._situation = Situation()
        self._stale: frozenset[str] = frozenset()
        """The feeds whose tallies are stale."""
        self._provinces = [u for u in context.console.catalogue.units.values() if u.kind is UnitKind.PROVINCE]
        self._row = _Row(self)
        self._gauges = self._row.gauges
        self._title, self._note = QLabel(self), QLabel(self)
        self._title.setProperty("role", "heading")
        self._note.setProperty("role", "small")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._row)
        self.retranslate()

    def gauges(self) -> list[Gauge]:
        """The gauges on the screen that show a share."""
        return [gauge for gauge in self._gauges if gauge.face.percent is not None and not gauge.isHidden()]

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        """Show the tallies of a situation."""
        self._situation = situation
        stale = stale_feeds(situation)
        stopped_or_came_back, self._stale = stale != self._stale, stale
        if changes.everything or changes.tallies or changes.alerts or stopped_or_came_back:
            self._show()

    def retranslate(self) -> None:
        """Write every text again."""
        self._title.setText(self.tr("Dossiers completed on time"))
        self._show()

    def _shown(self) -> list[Unit]:
        tallies = self._situation.tallies
        units = [unit for unit in self._provinces if unit.id in tallies]
        if len(units) > MOST:
            units = sorted(units, key=lambda unit: _percent(tallies[unit.id]))[:MOST]
        return units

    def _show(self) -> None:
        tallies, limits = self._situation.tallies, self._limits
        units = self._shown()
        while len(self._gauges) < len(units):
            self._gauges.append(_UnitGauge(self, self._row))
        low = low_end([p for unit in units if (p := tallies[unit.id].m2.percent) is not None])
        raised = worst_by_unit(self._situation.alerts.values())
        for gauge, unit in zip(self._gauges, units, strict=False):
            gauge.unit = unit.id
            gauge.show_face(self._face(unit, low, raised))
            gauge.setToolTip(self._origin(unit))
        for at, gauge in enumerate(self._gauges):
            gauge.setVisible(at < len(units))
        self._row.arrange()
        periods = {tallies[unit.id].period for unit in units}
        parts = [_month(period) for period in sorted(periods)[-1:]]
        if limits is not None:
            target = fmt.percent(self.locale(), limits.target, 0)
            parts.append(self.tr("target %1").replace("%1", target))
        self._note.setText(" · ".join(parts))

    def _face(self, unit: Unit, low: float, raised: Mapping[str, Severity]) -> GaugeFace:
        tally, limits, locale = self._situation.tallies[unit.id], self._limits, self.locale()
        worst = self._worst_below(unit)
        worst_texts: tuple[str, ...] = ()
        name, worst_severity = "", None
        if worst is not None:
            name = naming.name_below(self._context.console, worst.unit, locale.name())
            share = fmt.percent(locale, worst.m2.percent)
            worst_texts = (self.tr("lowest %1").replace("%1", share), share)
            worst_severity = raised.get(worst.unit) or below_limit(worst.m2, limits)
        stale = tally.feed in self._stale
        return GaugeFace(
            tally.m2.percent,
            self.tr("stale %1").replace("%1", self._taken(tally)) if stale else self.tr("on time"),
            unit.name.of(locale.name()),
            (
                _wordings(fmt.percent(locale, tally.m1.percent), self.tr("by 766: %1"), "M1 %1"),
                _wordings(fmt.percent(locale, tally.m3.percent), self.tr("overdue: %1"), "M3 %1"),
            ),
            worst_texts,
            name,
            worst_severity,
            raised.get(unit.id) or below_limit(tally.m2, limits),
            limits.warning if limits else None,
            limits.critical if limits else None,
            limits.target if limits else None,
            low,
            stale=stale,
        )

    def _taken(self, tally: Tally) -> str:
        """When the source took a tally, as short as it can be told: the time, of an earlier day the date."""
        zone = self._context.clock_zone
        is_today = tally.observed_at.astimezone(zone).date() == self._context.clock.now().astimezone(zone).date()
        return fmt.clock_time(tally.observed_at, zone, False) if is_today else fmt.day(tally.observed_at, zone)

    def _worst_below(self, unit: Unit) -> Tally | None:
        """The unit directly below with the lowest share among those with enough dossiers."""
        small = self._limits.small if self._limits else 1
        below = (
            self._situation.tallies.get(child) for child in self._context.console.catalogue.children.get(unit.id, ())
        )
        ranked = [tally for tally in below if tally is not None and tally.m2.denominator >= small]
        return min(ranked, key=_percent, default=None)

    def _origin(self, unit: Unit) -> str:
        tally, locale, zone = self._situation.tallies[unit.id], self.locale(), self._context.clock_zone

        def of(share: Ratio) -> str:
            parts = (fmt.percent(locale, share.percent, 2), fmt.number(locale, share.numerator))
            return f"{parts[0]} ({parts[1]} / {fmt.number(locale, share.denominator)})"

        rows = (
            (self.tr("M2: on time among completed"), of(tally.m2)),
            (self.tr("M1: by Decision 766, item 2.1"), of(tally.m1)),
            (self.tr("M3: overdue among pending"), of(tally.m3)),
            (self.tr("Period"), _month(tally.period)),
            (self.tr("Source time"), fmt.moment(tally.observed_at, zone, True)),
            (self.tr("Received"), fmt.moment(tally.received_at, zone, True)),
        )
        body = "".join(f"<tr><td>{escape(k)}&nbsp;&nbsp;</td><td>{escape(v)}</td></tr>" for k, v in rows)
        return f"<b>{escape(unit.name.of(locale.name()))}</b><table>{body}</table>"


class _Row(QWidget):
    """Gauges of equal size beside each other, in more than one row only where the width forces it.

    Places its children itself: a layout that asks for a height for every width it tries would ask for ever.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.gauges: list[_UnitGauge] = []

    def arrange(self) -> None:
        """Give every gauge its place, and this widget the height they need."""
        shown = [gauge for gauge in self.gauges if not gauge.isHidden()]
        fit = max(1, (self.width() + SPACE) // (LEAST_WIDTH + SPACE))
        rows = max(1, -(-len(shown) // fit))
        columns = max(1, -(-len(shown) // rows))
        width = (self.width() - SPACE * (columns - 1)) // columns
        height = max((gauge.heightForWidth(width) for gauge in shown), default=0)
        for at, gauge in enumerate(shown):
            row, column = divmod(at, columns)
            gauge.setGeometry(column * (width + SPACE), row * (height + 2 * SPACE), width, height)
        needed = rows * height + (rows - 1) * 2 * SPACE
        if needed != self.height():
            self.setFixedHeight(needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.arrange()
        super().resizeEvent(event)


class _UnitGauge(Gauge):
    """A gauge that can be clicked and entered."""

    def __init__(self, panel: GaugePanel, row: QWidget) -> None:
        super().__init__(panel._context.theme, row)
        self.unit = ""
        self._panel = panel
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._panel.unit_chosen.emit(self.unit)

    def event(self, event: QEvent) -> bool:
        kinds = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and event.key() in kinds:  # type: ignore[attr-defined]
            self._panel.unit_chosen.emit(self.unit)
            return True
        return super().event(event)


def _percent(tally: Tally) -> float:
    percent = tally.m2.percent
    return 101.0 if percent is None else percent


def _month(period: str) -> str:
    """``2026-11`` as ``11/2026``; anything else as it is."""
    year, dash, month = period.partition("-")
    return f"{month}/{year}" if dash and year.isdigit() and month.isdigit() else period


def _wordings(value: str, *texts: str) -> tuple[str, ...]:
    return tuple(text.replace("%1", value) for text in texts)
