"""The codes of the domain as words of the current language. English here, Vietnamese in i18n/ioc_vi.ts."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ioc.domain.alerts import Ack, Condition, DataQuality, Severity, Suppression, What
from ioc.domain.cameras import CameraStatus
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison, Direction
from ioc.domain.readings import Outcome
from ioc.domain.situation import FeedState
from ioc.domain.units import UnitKind

SEVERITIES = {
    Severity.NOTICE: QT_TRANSLATE_NOOP("words", "Notice"),
    Severity.WARNING: QT_TRANSLATE_NOOP("words", "Warning"),
    Severity.CRITICAL: QT_TRANSLATE_NOOP("words", "Critical"),
}
CONDITIONS = {
    Condition.NORMAL: QT_TRANSLATE_NOOP("words", "normal"),
    Condition.PENDING: QT_TRANSLATE_NOOP("words", "pending"),
    Condition.ACTIVE: QT_TRANSLATE_NOOP("words", "active"),
    Condition.RECOVERING: QT_TRANSLATE_NOOP("words", "recovering"),
}
ACKS = {
    Ack.UNACK: QT_TRANSLATE_NOOP("words", "not acknowledged"),
    Ack.ACKED: QT_TRANSLATE_NOOP("words", "acknowledged"),
}
QUALITIES = {
    DataQuality.GOOD: QT_TRANSLATE_NOOP("words", "good data"),
    DataQuality.STALE: QT_TRANSLATE_NOOP("words", "stale data"),
    DataQuality.ERROR: QT_TRANSLATE_NOOP("words", "data in error"),
}
SUPPRESSIONS = {
    Suppression.NONE: QT_TRANSLATE_NOOP("words", "not suppressed"),
    Suppression.SHELVED: QT_TRANSLATE_NOOP("words", "shelved"),
    Suppression.BY_DESIGN: QT_TRANSLATE_NOOP("words", "consequence of another alert"),
    Suppression.OUT_OF_SERVICE: QT_TRANSLATE_NOOP("words", "out of service"),
}
WHATS = {
    What.PENDING: QT_TRANSLATE_NOOP("words", "Limit broken, waiting"),
    What.RAISED: QT_TRANSLATE_NOOP("words", "Raised"),
    What.SEVERITY: QT_TRANSLATE_NOOP("words", "Severity changed"),
    What.RECOVERING: QT_TRANSLATE_NOOP("words", "Recovering"),
    What.RELAPSED: QT_TRANSLATE_NOOP("words", "Broken again"),
    What.CLEARED: QT_TRANSLATE_NOOP("words", "Back to normal"),
    What.CANCELLED: QT_TRANSLATE_NOOP("words", "Normal again before it was raised"),
    What.STALE: QT_TRANSLATE_NOOP("words", "Data became stale"),
    What.FRESH: QT_TRANSLATE_NOOP("words", "Data arrive again"),
    What.ACKNOWLEDGED: QT_TRANSLATE_NOOP("words", "Acknowledged"),
    What.REOPENED: QT_TRANSLATE_NOOP("words", "Worse than when acknowledged"),
    What.CLOSED: QT_TRANSLATE_NOOP("words", "Closed"),
}
CAMERA_STATUSES = {
    CameraStatus.ONLINE: QT_TRANSLATE_NOOP("words", "online"),
    CameraStatus.DEGRADED: QT_TRANSLATE_NOOP("words", "unstable"),
    CameraStatus.OFFLINE: QT_TRANSLATE_NOOP("words", "disconnected"),
    CameraStatus.UNKNOWN: QT_TRANSLATE_NOOP("words", "unknown"),
}
FEED_STATES = {
    FeedState.WAITING: QT_TRANSLATE_NOOP("words", "waiting"),
    FeedState.OK: QT_TRANSLATE_NOOP("words", "working"),
    FeedState.LATE: QT_TRANSLATE_NOOP("words", "late data"),
    FeedState.FAILING: QT_TRANSLATE_NOOP("words", "failing"),
    FeedState.SILENT: QT_TRANSLATE_NOOP("words", "silent"),
}
OUTCOMES = {
    Outcome.OK: QT_TRANSLATE_NOOP("words", "received"),
    Outcome.NOT_MODIFIED: QT_TRANSLATE_NOOP("words", "not modified"),
    Outcome.FAILED: QT_TRANSLATE_NOOP("words", "failed"),
}
UNIT_KINDS = {
    UnitKind.CENTRE: QT_TRANSLATE_NOOP("words", "Centre"),
    UnitKind.PROVINCE: QT_TRANSLATE_NOOP("words", "Province"),
    UnitKind.DEPARTMENT: QT_TRANSLATE_NOOP("words", "Department"),
    UnitKind.DISTRICT: QT_TRANSLATE_NOOP("words", "District"),
    UnitKind.COMMUNE: QT_TRANSLATE_NOOP("words", "Commune"),
}
DIRECTIONS = {
    Direction.HIGHER_BETTER: QT_TRANSLATE_NOOP("words", "higher is better"),
    Direction.LOWER_BETTER: QT_TRANSLATE_NOOP("words", "lower is better"),
    Direction.NEUTRAL: QT_TRANSLATE_NOOP("words", "no direction"),
}
COMPARISONS = {
    Comparison.GT: QT_TRANSLATE_NOOP("words", "above %1"),
    Comparison.GE: QT_TRANSLATE_NOOP("words", "%1 or more"),
    Comparison.LT: QT_TRANSLATE_NOOP("words", "below %1"),
    Comparison.LE: QT_TRANSLATE_NOOP("words", "%1 or less"),
    Comparison.CHANGE_PCT: QT_TRANSLATE_NOOP("words", "changed by more than %1 %"),
    Comparison.DROP_PCT: QT_TRANSLATE_NOOP("words", "fell by more than %1 %"),
    Comparison.STALE: QT_TRANSLATE_NOOP("words", "no data for %1"),
}
FAULTS = {
    FaultCode.TIMEOUT: QT_TRANSLATE_NOOP("words", "The source did not answer in time"),
    FaultCode.CONNECTION: QT_TRANSLATE_NOOP("words", "The source cannot be reached"),
    FaultCode.TLS: QT_TRANSLATE_NOOP("words", "The secure connection was refused"),
    FaultCode.HTTP_STATUS: QT_TRANSLATE_NOOP("words", "The source answered with an error"),
    FaultCode.REDIRECTS: QT_TRANSLATE_NOOP("words", "The source redirects without end"),
    FaultCode.TOO_LARGE: QT_TRANSLATE_NOOP("words", "The document is larger than allowed"),
    FaultCode.TRUNCATED: QT_TRANSLATE_NOOP("words", "The document broke off before its end"),
    FaultCode.ENCODING: QT_TRANSLATE_NOOP("words", "The characters of the document cannot be read"),
    FaultCode.NOT_THE_FORMAT: QT_TRANSLATE_NOOP("words", "The document is not in the format expected"),
    FaultCode.NO_ROWS_PATH: QT_TRANSLATE_NOOP("words", "The rows are not where the mapping looks for them"),
    FaultCode.INTERNAL: QT_TRANSLATE_NOOP("words", "The program failed on this document"),
    FaultCode.MISSING_FIELD: QT_TRANSLATE_NOOP("words", "A field is missing"),
    FaultCode.NOT_A_NUMBER: QT_TRANSLATE_NOOP("words", "Not a number"),
    FaultCode.DIGIT_GROUPING: QT_TRANSLATE_NOOP("words", "The digits are grouped wrongly"),
    FaultCode.NOT_FINITE: QT_TRANSLATE_NOOP("words", "The number is infinite or undefined"),
    FaultCode.NOT_A_TIME: QT_TRANSLATE_NOOP("words", "Not a time"),
    FaultCode.FUTURE_TIME: QT_TRANSLATE_NOOP("words", "The time lies in the future"),
    FaultCode.NOT_A_PLACE: QT_TRANSLATE_NOOP("words", "Not a place on earth"),
    FaultCode.OUTSIDE_AREA: QT_TRANSLATE_NOOP("words", "The place lies outside the area"),
    FaultCode.UNKNOWN_SERIES: QT_TRANSLATE_NOOP("words", "The indicator is not in the catalogue"),
    FaultCode.UNKNOWN_UNIT: QT_TRANSLATE_NOOP("words", "The unit is not in the catalogue"),
    FaultCode.NOT_IN_MAP: QT_TRANSLATE_NOOP("words", "The mapping has no translation for the value"),
    FaultCode.TOO_LONG: QT_TRANSLATE_NOOP("words", "The text is longer than allowed"),
    FaultCode.REPEATED: QT_TRANSLATE_NOOP("words", "The row repeats one of the same document"),
    FaultCode.TALLY_IDENTITY: QT_TRANSLATE_NOOP("words", "The dossier counts contradict each other"),
}


def _say(text: str) -> str:
    return QCoreApplication.translate("words", text)


def severity(code: Severity) -> str:
    """ "Critical"."""
    return _say(SEVERITIES[code])


def condition(code: Condition) -> str:
    """ "active"."""
    return _say(CONDITIONS[code])


def ack(code: Ack) -> str:
    """ "not acknowledged"."""
    return _say(ACKS[code])


def quality(code: DataQuality) -> str:
    """ "stale data"."""
    return _say(QUALITIES[code])


def suppression(code: Suppression) -> str:
    """ "shelved"."""
    return _say(SUPPRESSIONS[code])


def what(code: What) -> str:
    """What a transition did: "Raised"."""
    return _say(WHATS[code])


def camera_status(code: CameraStatus) -> str:
    """ "disconnected"."""
    return _say(CAMERA_STATUSES[code])


def feed_state(code: FeedState) -> str:
    """ "silent"."""
    return _say(FEED_STATES[code])


def outcome(code: Outcome) -> str:
    """How a poll ended: "received"."""
    return _say(OUTCOMES[code])


def unit_kind(code: UnitKind) -> str:
    """ "Province"."""
    return _say(UNIT_KINDS[code])


def direction(code: Direction) -> str:
    """ "higher is better"."""
    return _say(DIRECTIONS[code])


def comparison(code: Comparison, limit: str) -> str:
    """When a limit is broken, with the limit as text: "below 95 %"."""
    return _say(COMPARISONS[code]).replace("%1", limit)


def fault_code(code: FaultCode) -> str:
    """Why something was refused, without its detail."""
    return _say(FAULTS[code])


def fault(reason: Fault) -> str:
    """Why something was refused, with the detail in the source's own words."""
    text = fault_code(reason.code)
    return f"{text}: {reason.detail}" if reason.detail else text
