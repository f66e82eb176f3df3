"""The tables of the alerts page: what is active, and the transitions that led there."""

from PySide6.QtWidgets import QWidget

from ioc.domain.alerts import Ack, Alert, Condition, DataQuality, Severity, Transition
from widgets import format as fmt
from widgets import words
from widgets.finding import matches
from widgets.models import naming
from widgets.models.rows import RowsModel, Sign
from widgets.models.signs import severity_sign
from widgets.pages.page import Context
from widgets.theme import SEVERITY_LETTER

LEVEL, SINCE, WHAT, WHERE, VALUE, ACK, NOTE = range(7)


class AlertsModel(RowsModel):
    """Active alerts by ``Alert.id``; sorted by level, the newest of a level comes first."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context

    def headers(self) -> list[str]:
        return [
            self.tr("Level"),
            self.tr("Since"),
            self.tr("Alert"),
            self.tr("Where"),
            self.tr("Value · limit"),
            self.tr("Acknowledged"),
            self.tr("Comment, guidance"),
        ]

    def text(self, row: Alert, column: int) -> str:
        console, zone = self._context.console, self._context.clock_zone
        if column == LEVEL:
            return SEVERITY_LETTER[row.severity]
        if column == SINCE:
            return naming.brief_moment(row.raised_at, zone, self._context.clock.now())
        if column == WHAT:
            return row.title.of(self.locale.name())
        if column == WHERE:
            return naming.subject_place(console, row.key.subject, self.locale.name())
        if column == VALUE:
            return naming.value_and_limit(console, self.locale, row)
        if column == ACK:
            return self._ack(row)
        return row.comment or row.guidance.of(self.locale.name()) or fmt.NONE

    def _ack(self, row: Alert) -> str:
        if row.ack is Ack.UNACK:
            return self.tr("not yet")
        when = naming.brief_moment(row.acked_at, self._context.clock_zone, self._context.clock.now())
        return f"{when} {row.acked_by}".strip()

    def order(self, row: Alert, column: int) -> float | str:
        raised = row.raised_at.timestamp()
        if column == LEVEL:
            return row.severity * 1e11 + raised
        if column == SINCE:
            return raised
        if column == ACK:
            return row.acked_at.timestamp() if row.acked_at else 0.0
        return self.text(row, column)

    def sign(self, row: Alert, column: int) -> Sign | None:
        return severity_sign(row.severity, row.ack is Ack.UNACK) if column == LEVEL else None

    def tip(self, row: Alert, column: int) -> str:
        if column == LEVEL:
            return f"{words.severity(row.severity)}, {words.ack(row.ack)}{self.state(row)}"
        return self.text(row, column) if column in (WHAT, WHERE, VALUE, NOTE) else ""

    def state(self, row: Alert) -> str:
        """What is out of the ordinary: recovering, stale data; begins with a comma where there is anything."""
        parts = [words.condition(row.condition)] if row.condition is not Condition.ACTIVE else []
        if row.quality is not DataQuality.GOOD:
            parts.append(words.quality(row.quality))
        return "".join(f", {part}" for part in parts)

    def matches(self, row: Alert, severities: frozenset[Severity], query: str) -> bool:
        """Whether an alert is of one of the levels and its texts hold every word of ``query``."""
        if row.severity not in severities:
            return False
        return not query or matches(query, *(self.text(row, column) for column in range(WHAT, NOTE + 1)))


AT, STEP, EVENT, ABOUT, PLACE, FIGURES, WHY = range(7)


class TransitionsModel(RowsModel):
    """Transitions in the order they were given (newest first); rows have no life, so their place is their key."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context

    def show(self, transitions: list[Transition]) -> None:
        """Replace everything by these."""
        self.put({(len(transitions) - place, row): row for place, row in enumerate(transitions)})

    def headers(self) -> list[str]:
        return [
            self.tr("Time"),
            self.tr("Level"),
            self.tr("Event"),
            self.tr("About"),
            self.tr("Where"),
            self.tr("Value · limit"),
            self.tr("Who, why"),
        ]

    def text(self, row: Transition, column: int) -> str:
        console = self._context.console
        if column == AT:
            return naming.brief_moment(row.evaluated_at, self._context.clock_zone, self._context.clock.now())
        if column == STEP:
            return SEVERITY_LETTER[row.severity]
        if column == EVENT:
            return words.what(row.what)
        if column == ABOUT:
            return naming.subject_name(console, row.key.subject, self.locale.name())
        if column == PLACE:
            return naming.subject_place(console, row.key.subject, self.locale.name())
        if column == FIGURES:
            return naming.value_and_limit(console, self.locale, row)
        return " · ".join(part for part in (row.who, self.why(row)) if part) or fmt.NONE

    def why(self, row: Transition) -> str:
        """A person's comment as it was written; a reason of the engine in words."""
        return row.why if row.who else naming.reason(self._context.console, row.why, self.locale.name())

    def order(self, row: Transition, column: int) -> float | str:
        if column == AT:
            return row.evaluated_at.timestamp()
        return float(row.severity) if column == STEP else self.text(row, column)

    def sign(self, row: Transition, column: int) -> Sign | None:
        return severity_sign(row.severity) if column == STEP else None

    def tip(self, row: Transition, column: int) -> str:
        if column == AT:
            return fmt.moment(row.evaluated_at, self._context.clock_zone, seconds=True)
        return "" if column == STEP else self.text(row, column)

    def matches(self, row: Transition, query: str) -> bool:
        """Whether the texts of the transition hold every word of ``query``."""
        return not query or matches(query, *(self.text(row, column) for column in range(WHY + 1)))


def occurrence_id(row: Transition) -> str:
    """The ``Alert.id`` of the occurrence that a transition belongs to."""
    rule, (kind, name, unit) = row.key
    return f"{rule}|{kind}|{name}|{unit}#{row.occurrence}"


class TimelineModel(TransitionsModel):
    """The transitions of one alert: when, and what happened with figures, person and comment in one sentence."""

    def headers(self) -> list[str]:
        return [self.tr("Time"), self.tr("Event")]

    def text(self, row: Transition, column: int) -> str:
        if column == 0:
            return naming.brief_moment(row.evaluated_at, self._context.clock_zone, self._context.clock.now())
        parts = [words.what(row.what)]
        if row.value is not None:
            parts.append(naming.against_limit(self._context.console, self.locale, row))
        return " · ".join(part for part in (*parts, row.who, self.why(row)) if part)

    def order(self, row: Transition, column: int) -> float | str:
        return row.evaluated_at.timestamp()

    def sign(self, row: Transition, column: int) -> Sign | None:
        return severity_sign(row.severity)._replace(tinted=False) if column == 0 else None

    def tip(self, row: Transition, column: int) -> str:
        level = words.severity(row.severity)
        return f"{level} · {fmt.moment(row.evaluated_at, self._context.clock_zone, seconds=True)}"
