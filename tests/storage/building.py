"""Values for the tests of the store."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from ioc.domain.alerts import AlertKey, Severity, Subject, SubjectKind, Transition, What
from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.dossiers import Tally
from ioc.domain.indicators import Series
from ioc.domain.readings import Batch, Outcome, Poll, Reading

T0 = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)
SERIES = Series("dvc.on_time", "hau-giang")
KEY = AlertKey("limit", Subject(SubjectKind.SERIES, "dvc.on_time", "hau-giang"))


def after(seconds: float = 0, **parts: float) -> datetime:
    """An instant some time after T0."""
    return T0 + timedelta(seconds=seconds, **parts)


def reading(at: datetime, value: float | None, series: Series = SERIES, **more: Any) -> Reading:
    """A reading received two seconds after it was observed."""
    return Reading(series, at, at + timedelta(seconds=2), value, more.pop("feed", "dvc"), **more)


def poll(at: datetime = T0, body: bytes = b"{}", feed: str = "dvc", **more: Any) -> Poll:
    """A poll that took half a second."""
    return Poll(feed, at, at + timedelta(seconds=0.5), more.pop("outcome", Outcome.OK), body=body, **more)


def batch(readings: Iterable[Reading] = (), at: datetime = T0, **more: Any) -> Batch:
    """A batch of one poll."""
    return Batch(more.pop("poll", None) or poll(at), tuple(readings), **more)


def camera(id_: str, status: CameraStatus, at: datetime = T0, **more: Any) -> Camera:
    """A camera in Vị Thanh."""
    return Camera("cctv", id_, f"Camera {id_}", 9.78, 105.47, status, at, at + timedelta(seconds=1), **more)


def tally(unit: str, at: datetime, on_due: int = 80, period: str = "2026-03") -> Tally:
    """A tally with a few late and pending dossiers."""
    return Tally(unit, period, at, at + timedelta(seconds=3), "dossiers", 10, on_due, 4, 30, 2, 126)


def transition(number: int, key: AlertKey = KEY, occurrence: int = 1) -> Transition:
    """The transition of an alert being raised."""
    at = after(number)
    return Transition(
        key,
        occurrence,
        What.RAISED,
        "normal",
        "active/warning",
        Severity.WARNING,
        97.5,
        98.0,
        1,
        at,
        at,
        at,
        "an",
        "vì",
    )
