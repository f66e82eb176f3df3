"""The tables of the feeds page: how every feed is doing, and the rows that were refused."""

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from ioc.domain.console import FeedInfo
from ioc.domain.readings import Reject
from ioc.domain.situation import FeedHealth, FeedState
from widgets import format as fmt
from widgets import words
from widgets.finding import matches
from widgets.models import naming
from widgets.models.rows import RowsModel, Sign
from widgets.models.signs import FEED_SIGNS
from widgets.pages.page import Context

STATE, NAME, LAST, NEXT, LATENCY, SIZE, ACCEPTED, REJECTED, FAILURES, FAULT = range(10)
BADNESS = (FeedState.OK, FeedState.WAITING, FeedState.LATE, FeedState.FAILING, FeedState.SILENT)


class FeedRow(NamedTuple):
    """What the deployment says of a feed and how it is doing."""

    info: FeedInfo
    health: FeedHealth


class FeedsModel(RowsModel):
    """All feeds by id, worst first when sorted by state."""

    right = frozenset((LAST, NEXT, LATENCY, SIZE, ACCEPTED, REJECTED, FAILURES))

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context

    def headers(self) -> list[str]:
        return [
            self.tr("State"),
            self.tr("Feed"),
            self.tr("Last poll"),
            self.tr("Next poll"),
            self.tr("Latency"),
            self.tr("Size"),
            self.tr("Accepted"),
            self.tr("Rejected"),
            self.tr("Failures"),
            self.tr("Fault"),
        ]

    def text(self, row: FeedRow, column: int) -> str:
        health, zone, now = row.health, self._context.clock_zone, self._context.clock.now()
        if column == STATE:
            return words.feed_state(health.state)
        if column == NAME:
            return row.info.name.of(self.locale.name())
        if column == LAST:
            return naming.brief_moment(health.last_poll, zone, now)
        if column == NEXT:
            return naming.brief_moment(health.next_poll, zone, now)
        if column == FAULT:
            return words.fault(health.fault) if health.fault else fmt.NONE
        return self._figure(health, column)

    def _figure(self, health: FeedHealth, column: int) -> str:
        if column == LATENCY:
            return fmt.NONE if health.latency_s is None else f"{fmt.number(self.locale, health.latency_s * 1000)} ms"
        if column == SIZE:
            return fmt.size(self.locale, health.size)
        if health.last_poll is None:
            return fmt.NONE
        figures = {ACCEPTED: health.accepted, REJECTED: health.rejected, FAILURES: health.failures}
        return fmt.number(self.locale, figures[column])

    def order(self, row: FeedRow, column: int) -> float | str:
        health = row.health
        if column in (NAME, FAULT):
            return self.text(row, column)
        if column in (LAST, NEXT):
            when = health.last_poll if column == LAST else health.next_poll
            return when.timestamp() if when else 0.0
        figures = {
            STATE: BADNESS.index(health.state),
            LATENCY: health.latency_s,
            SIZE: health.size,
            ACCEPTED: health.accepted,
            REJECTED: health.rejected,
            FAILURES: health.failures,
        }
        return float(figures[column] or 0.0)

    def sign(self, row: FeedRow, column: int) -> Sign | None:
        if column == STATE:
            return FEED_SIGNS[row.health.state]
        return Sign("disc", "notice") if column == REJECTED and row.health.rejected else None

    def tip(self, row: FeedRow, column: int) -> str:
        if column == STATE and row.health.since is not None:
            when = fmt.moment(row.health.since, self._context.clock_zone, seconds=True)
            return naming.fill(self.tr("%1 since %2"), words.feed_state(row.health.state), when)
        if column == NAME:
            return f"{row.info.id}\n{row.info.url}"
        return self.text(row, column) if column == FAULT else ""

    def matches(self, row: FeedRow, query: str) -> bool:
        """Whether the id, the name, the state and the fault together hold every word of ``query``."""
        return matches(query, row.info.id, *(self.text(row, column) for column in (STATE, NAME, FAULT)))


WHEN, ROW, REASON, RAW = range(4)


class RejectsModel(RowsModel):
    """Refused rows with the reason in words and the raw text, newest first."""

    right = frozenset((ROW,))

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context

    def show(self, rejects: list[Reject]) -> None:
        """Replace everything by these."""
        self.put(dict(enumerate(rejects)))

    def headers(self) -> list[str]:
        return [self.tr("Received"), self.tr("Row"), self.tr("Reason"), self.tr("As received")]

    def text(self, row: Reject, column: int) -> str:
        if column == WHEN:
            return naming.brief_moment(row.received_at, self._context.clock_zone, self._context.clock.now())
        if column == ROW:
            return fmt.number(self.locale, row.row)
        return words.fault(row.fault) if column == REASON else row.raw

    def tip(self, row: Reject, column: int) -> str:
        return self.text(row, column) if column in (REASON, RAW) else ""
