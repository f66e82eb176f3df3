"""The scripted day: what goes wrong in the sample, when, and for how long. Data, and pure functions of the offset.

Offsets are seconds since the server started; the day repeats every 24 hours. ``README.md`` tells it in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

DAY_S = 86_400

Trouble = Literal["status_503", "closed", "error_page", "truncated", "old_data"]


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that goes wrong: from ``start`` for ``lasts`` seconds, ``what`` a person would call it."""

    what: str
    start: float
    lasts: float

    def at(self, offset: float) -> bool:
        """Whether it is going on at an offset."""
        return offset >= 0 and self.start <= offset % DAY_S < self.start + self.lasts


@dataclass(frozen=True, slots=True)
class SeriesIncident(Incident):
    """A series leaves its course: it is multiplied, or it stands at a value."""

    indicator: str
    unit: str
    factor: float | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class RawIncident(Incident):
    """A series is printed as this text."""

    indicator: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class OnTimeIncident(Incident):
    """The on-time share (M2, percent) of a district falls to a value."""

    unit: str
    percent: float


@dataclass(frozen=True, slots=True)
class OutageIncident(Incident):
    """A link loses its signal: the first ``cameras`` of a site go dark."""

    site: str
    cameras: int


@dataclass(frozen=True, slots=True)
class FeedIncident(Incident):
    """The document under a path cannot be had, or is not what it should be."""

    path: str
    trouble: Trouble


_MINUTE, _HOUR = 60.0, 3600.0

SCRIPT: tuple[Incident, ...] = (
    # the first half minute
    SeriesIncident("spam surge", 4, 30 * _MINUTE, "spam_blocked_h1", "vinh-long", factor=2.4),
    SeriesIncident("malware found in the spam", 4, 30 * _MINUTE, "malware_detections_h1", "vinh-long", factor=1.1),
    OnTimeIncident("late results entered in one batch", 6, 45 * _MINUTE, "hg-chau-thanh", 93.8),
    RawIncident(
        "digit lost in the grouping", 8, 2 * _HOUR, indicator="dms_docs_incoming", unit="vinh-long", text="1.63.899"
    ),
    OutageIncident("link outage", 10, 20 * _MINUTE, "Tuyến Vị Thanh – Ngã Bảy", 9),
    FeedIncident("export job hangs", 12, 15 * _MINUTE, "/systems/vc.json", "old_data"),
    FeedIncident("portal down", 25, 10 * _MINUTE, "/systems/web.json", "status_503"),
    # the rest of the day
    OutageIncident("power cut", 1 * _HOUR, 15 * _MINUTE, "Nút Bến Lức", 4),
    SeriesIncident("host failure", 1.5 * _HOUR, 10 * _MINUTE, "dc_virtual_machines", "hau-giang", value=35),
    SeriesIncident("land system maintenance", 2 * _HOUR, 20 * _MINUTE, "land_vlap", "vinh-long", value=0),
    FeedIncident("connection cut", 3 * _HOUR, 5 * _MINUTE, "/systems/ndxp.json", "truncated"),
    SeriesIncident("tasks fall behind", 4 * _HOUR, 40 * _MINUTE, "directive_on_time_rate", "ninh-thuan", value=88.9),
    SeriesIncident("member portals down", 6 * _HOUR, 20 * _MINUTE, "portal_stable_rate", "vinh-long", value=97),
    SeriesIncident("certificates expire", 8 * _HOUR, 90 * _MINUTE, "cert_active", "vinh-long", factor=0.93),
    OnTimeIncident("backlog closed late", 10 * _HOUR, 2 * _HOUR, "ha-dong-van", 92.6),
    FeedIncident("address taken", 11 * _HOUR, 8 * _MINUTE, "/systems/ndxp.json", "closed"),
    SeriesIncident("spam surge at noon", 12 * _HOUR, 40 * _MINUTE, "spam_blocked_h1", "vinh-long", factor=1.8),
    OnTimeIncident("late results entered in one batch", 14 * _HOUR, 45 * _MINUTE, "la-duc-hoa", 96.9),
    SeriesIncident("on-time share dips", 15 * _HOUR, 1 * _HOUR, "dossier_on_time_rate", "long-an", value=96.8),
    SeriesIncident("sites cannot join", 18 * _HOUR, 25 * _MINUTE, "vc_points", "ha-giang", value=205),
    FeedIncident("error page with status 200", 20 * _HOUR, 10 * _MINUTE, "/systems/mail.json", "error_page"),
    OutageIncident("link outage", 22 * _HOUR, 30 * _MINUTE, "Nút Phan Rang – Tháp Chàm", 7),
)


def going_on(offset: float, script: tuple[Incident, ...] = SCRIPT) -> Iterator[Incident]:
    """The incidents at an offset, in the order of the script."""
    return (incident for incident in script if incident.at(offset))


def next_change(offset: float, script: tuple[Incident, ...] = SCRIPT) -> float:
    """The first offset after this one at which an incident starts or ends."""
    edges = {edge for incident in script for edge in (incident.start, incident.start + incident.lasts)}
    day, within = divmod(max(offset, 0.0), DAY_S)
    after = sorted(edge for edge in edges if edge > within)
    return day * DAY_S + (after[0] if after else DAY_S + min(edges))
