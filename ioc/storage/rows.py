"""Domain values as rows, and back. Rows are tuples in the order of their table's columns."""

import json
from hashlib import sha256
from typing import Any

from ioc.domain.alerts import AlertKey, Severity, Subject, SubjectKind, Transition, What
from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Series
from ioc.domain.readings import Batch, Mark, Outcome, Poll, Reading, Reject
from ioc.domain.situation import FeedHealth, FeedState
from ioc.domain.track import Track
from ioc.storage.instants import from_micros, from_micros_or_none, to_micros, to_micros_or_none

Row = tuple[Any, ...]


def reading_of(row: Any) -> Reading:
    """From (indicator, unit, observed, received, value, numerator, denominator, marks, feed)."""
    indicator, unit, observed, received, value, numerator, denominator, marks, feed = row
    return Reading(
        Series(indicator, unit),
        from_micros(observed),
        from_micros(received),
        value,
        feed,
        numerator,
        denominator,
        Mark(marks),
    )


def camera_row(camera: Camera) -> Row:
    """A row of ``cameras``."""
    return (
        camera.feed,
        camera.id,
        camera.name,
        camera.latitude,
        camera.longitude,
        str(camera.status),
        to_micros(camera.observed_at),
        to_micros(camera.received_at),
        camera.unit,
        camera.site,
        camera.url,
    )


def camera_of(row: Any) -> Camera:
    """From a row of ``cameras``."""
    feed, id_, name, latitude, longitude, status, observed, received, unit, site, url = row
    return Camera(
        feed,
        id_,
        name,
        latitude,
        longitude,
        CameraStatus(status),
        from_micros(observed),
        from_micros(received),
        unit,
        site,
        url,
    )


def tally_row(tally: Tally, unit_id: int, feed_id: int) -> Row:
    """A row of ``tallies``."""
    counts = (tally.early, tally.on_due, tally.late, tally.within, tally.overdue, tally.received)
    return (unit_id, to_micros(tally.observed_at), tally.period, to_micros(tally.received_at), feed_id, *counts)


def tally_of(row: Any) -> Tally:
    """From (unit, period, observed, received at, feed, early … received)."""
    unit, period, observed, received_at, feed, *counts = row
    return Tally(unit, period, from_micros(observed), from_micros(received_at), feed, *counts)


def reject_values(reject: Reject, feed_id: int) -> dict[str, Any]:
    """The columns of a row of ``rejects``, without its id."""
    code, detail = fault_columns(reject.fault)
    identity = (reject.feed, reject.row, code, detail, reject.raw, reject.series)
    at = to_micros(reject.received_at)
    return {
        "digest": sha256(json.dumps(identity).encode()).digest(),
        "feed_id": feed_id,
        "first_at": at,
        "received_at": at,
        "times": 1,
        "row": reject.row,
        "fault_code": code,
        "fault_detail": detail,
        "raw": _storable(reject.raw),
        "indicator": reject.series.indicator if reject.series else None,
        "unit": reject.series.unit if reject.series else None,
    }


def reject_of(row: Any) -> Reject:
    """From (feed, received, row, code, detail, raw, indicator, unit)."""
    feed, received, number, code, detail, raw, indicator, unit = row
    about = None if indicator is None else Series(indicator, unit)
    return Reject(feed, from_micros(received), number, Fault(FaultCode(code), detail), raw, about)


def poll_values(batch: Batch, feed_id: int, body_id: int | None) -> dict[str, Any]:
    """The columns of a row of ``polls``, without its id."""
    poll = batch.poll
    fault_code, fault_detail = fault_columns(poll.fault)
    refusal_code, refusal_detail = fault_columns(batch.fault)
    headers = None if poll.headers is None else json.dumps(dict(poll.headers), ensure_ascii=False)
    return {
        "feed_id": feed_id,
        "started_at": to_micros(poll.started_at),
        "received_at": to_micros(poll.received_at),
        "outcome": str(poll.outcome),
        "fault_code": fault_code,
        "fault_detail": fault_detail,
        "status": poll.status,
        "headers": None if headers is None else _storable(headers),
        "body_id": body_id,
        "refusal_code": refusal_code,
        "refusal_detail": refusal_detail,
        "accepted": batch.accepted,
        "rejected": len(batch.rejects),
        "duplicates": batch.duplicates,
    }


def poll_of(row: Any, body: bytes) -> Poll:
    """From (feed, started, received, outcome, fault code, fault detail, status, headers)."""
    feed, started, received, outcome, code, detail, status, headers = row
    return Poll(
        feed,
        from_micros(started),
        from_micros(received),
        Outcome(outcome),
        fault_of(code, detail),
        status,
        None if headers is None else json.loads(headers),
        body,
    )


def alert_name(key: AlertKey) -> str:
    """The id of an alert without its occurrence, as ``Alert.id`` begins."""
    rule, (kind, name, unit) = key
    return f"{rule}|{kind}|{name}|{unit}"


def transition_values(transition: Transition) -> dict[str, Any]:
    """The columns of a row of ``transitions``, without its id."""
    rule, (kind, name, unit) = transition.key
    return {
        "alert": alert_name(transition.key),
        "rule": rule,
        "subject_kind": str(kind),
        "subject_name": name,
        "subject_unit": unit,
        "occurrence": transition.occurrence,
        "what": str(transition.what),
        "before": transition.before,
        "after": transition.after,
        "severity": int(transition.severity),
        "value": transition.value,
        "limit_value": transition.limit,
        "rule_version": transition.rule_version,
        "observed_at": to_micros_or_none(transition.observed_at),
        "received_at": to_micros_or_none(transition.received_at),
        "evaluated_at": to_micros(transition.evaluated_at),
        "who": _storable(transition.who),
        "why": _storable(transition.why),
    }


def transition_of(row: Any) -> Transition:
    """From a row of ``transitions``."""
    return Transition(
        AlertKey(row.rule, Subject(SubjectKind(row.subject_kind), row.subject_name, row.subject_unit)),
        row.occurrence,
        What(row.what),
        row.before,
        row.after,
        Severity(row.severity),
        row.value,
        row.limit_value,
        row.rule_version,
        from_micros_or_none(row.observed_at),
        from_micros_or_none(row.received_at),
        from_micros(row.evaluated_at),
        row.who,
        row.why,
    )


def track_row(track: Track) -> Row:
    """A row of ``tracks``."""
    rule, (kind, name, unit) = track.key
    return (rule, str(kind), name, unit, track.to_json())


def health_row(health: FeedHealth) -> Row:
    """A row of ``health``."""
    code, detail = fault_columns(health.fault)
    return (
        health.feed,
        str(health.state),
        to_micros_or_none(health.since),
        to_micros_or_none(health.last_poll),
        to_micros_or_none(health.last_success),
        to_micros_or_none(health.last_data),
        to_micros_or_none(health.next_poll),
        health.latency_s,
        health.size,
        health.accepted,
        health.rejected,
        health.duplicates,
        health.failures,
        code,
        detail,
    )


def health_of(row: Any) -> FeedHealth:
    """From a row of ``health``."""
    return FeedHealth(
        row.feed,
        FeedState(row.state),
        from_micros_or_none(row.since),
        from_micros_or_none(row.last_poll),
        from_micros_or_none(row.last_success),
        from_micros_or_none(row.last_data),
        from_micros_or_none(row.next_poll),
        row.latency_s,
        row.size,
        row.accepted,
        row.rejected,
        row.duplicates,
        row.failures,
        fault_of(row.fault_code, row.fault_detail),
    )


def fault_columns(fault: Fault | None) -> tuple[str | None, str]:
    """Code and detail of a fault, or (None, "")."""
    return (None, "") if fault is None else (str(fault.code), _storable(fault.detail))


def fault_of(code: str | None, detail: str) -> Fault | None:
    """The fault of a code and a detail."""
    return None if code is None else Fault(FaultCode(code), detail)


def _storable(text: str) -> str:
    """Text as both databases take it: PostgreSQL refuses NUL, both refuse half of a surrogate pair."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
