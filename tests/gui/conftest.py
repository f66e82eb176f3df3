"""A console without an engine: a made-up province group with every state that a screen has to show."""

import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

from ioc.domain.alerts import (
    Ack,
    Alert,
    AlertKey,
    Condition,
    DataQuality,
    Severity,
    Subject,
    SubjectKind,
    Suppression,
    Transition,
    What,
)
from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.catalogue import Catalogue, catalogue_of
from ioc.domain.clock import ManualClock
from ioc.domain.console import CentreInfo, DossierLimits, FeedInfo, PlaceLabel, Point
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison, Direction, Indicator, Limits, Published, Series, System, ValueKind
from ioc.domain.readings import Mark, Outcome, Poll, Reading, Reject
from ioc.domain.situation import ALL, Changes, FeedHealth, FeedState, Situation
from ioc.domain.text import Text
from ioc.domain.units import Unit, UnitKind
from widgets.format import locale_of
from widgets.pages.page import Context
from widgets.queries import QueryPool
from widgets.theme import Theme

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NOW = datetime(2026, 11, 21, 7, 32, 7, tzinfo=UTC)
PROVINCES = (
    ("hau-giang", "Hậu Giang", 9.78, 105.64),
    ("vinh-long", "Vĩnh Long", 10.25, 105.97),
    ("long-an", "Long An", 10.69, 106.24),
    ("ninh-thuan", "Ninh Thuận", 11.67, 108.86),
    ("ha-giang", "Hà Giang", 22.75, 104.98),
)
DISTRICTS = ("Châu Thành", "Ngã Bảy", "Long Mỹ", "Phụng Hiệp", "Vị Thủy", "Vị Thanh")
SYSTEMS = (
    ("onestop", "Một cửa điện tử", "Electronic one-stop shop"),
    ("dvc", "Cổng dịch vụ công trực tuyến", "Online public-service portal"),
    ("dms", "Quản lý văn bản và điều hành", "Document management"),
    ("mail", "Thư điện tử công vụ", "Official e-mail"),
    ("antispam", "Lọc thư rác", "Spam filter"),
    ("soc", "Trung tâm giám sát an toàn thông tin", "Security operations centre"),
)
NAMES = (
    ("Hồ sơ giải quyết đúng hạn", "Dossiers settled on time", "%", 2),
    ("Tổng số thủ tục hành chính", "Administrative procedures, total", "TTHC", 0),
    ("Hồ sơ trực tuyến qua DVCTT mức độ 4", "Level-4 dossiers filed online", "hồ sơ", 0),
    ("Văn bản trao đổi", "Documents exchanged", "văn bản", 0),
)
ABNORMAL = {
    "onestop-1": (93.8, Comparison.LT, 98.0, 95.0),
    "dvc-1": (96.2, Comparison.LT, 98.0, 95.0),
    "antispam-1": (99.0, Comparison.LT, 99.5, 90.0),
}


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform has no window manager to give size hints to, and warns of it each time."""
    config.addinivalue_line("qt_log_ignore", "propagateSizeHints")


def _units() -> list[Unit]:
    units = [Unit("centre", Text("Trung tâm", "Centre"), UnitKind.CENTRE)]
    for province, name, _, _ in PROVINCES:
        units.append(Unit(province, Text(name, name), UnitKind.PROVINCE, "centre"))
        units.extend(
            Unit(f"{province}/{n}", Text(district, district), UnitKind.DISTRICT, province)
            for n, district in enumerate(DISTRICTS)
        )
    return units


def _systems() -> list[System]:
    named = [System(system, Text(vi, en)) for system, vi, en in SYSTEMS]
    return named + [System(f"s{n:02d}", Text(f"Hệ thống số {n}", f"System {n}")) for n in range(7, 53)]


def _indicators(systems: Sequence[System]) -> Iterator[Indicator]:
    for place, system in enumerate(systems):
        for n in range(1, (14 if place < 3 else 2) + 1):
            vi, en, measure, decimals = NAMES[(n - 1) % len(NAMES)]
            province = PROVINCES[(place + n) % len(PROVINCES)]
            key = f"{system.id}-{n}"
            _, comparison, warning, critical = ABNORMAL.get(key, (0.0, Comparison.LT, 50.0, 20.0))
            yield Indicator(
                Series(key, province[0]),
                system.id,
                Text(vi, en),
                Text(measure, measure),
                ValueKind.STATE if key == "soc-2" else ValueKind.DATE if key == "mail-2" else ValueKind.NUMBER,
                decimals,
                Direction.HIGHER_BETTER if measure == "%" else Direction.NEUTRAL,
                Limits(comparison, warning, critical, 0.1) if measure == "%" else None,
                published=Published(92.13, "92,13 %", NOW.date(), "000_sample.txt", note="92,14 elsewhere"),
            )


def make_catalogue() -> Catalogue:
    """52 systems, five provinces, six districts in each."""
    systems = _systems()
    return catalogue_of(_units(), systems, _indicators(systems))


def make_readings(catalogue: Catalogue, at: datetime) -> dict[Series, Reading]:
    """A reading for all but one series in seven of the small systems."""
    readings = {}
    for place, indicator in enumerate(catalogue.indicators.values()):
        value = 99.0 if indicator.decimals else float(1421 + 37 * place)
        if indicator.kind is not ValueKind.NUMBER:
            value = 1.0 if indicator.kind is ValueKind.STATE else 20_000.0
        value = ABNORMAL.get(indicator.series.indicator, (value,))[0]
        amount = None if indicator.series.indicator == "s09-1" else value
        readings[indicator.series] = Reading(
            indicator.series, at - timedelta(seconds=9), at - timedelta(seconds=6), amount, indicator.system
        )
    for gone in [series for series in readings if series.indicator in ("s10-1", "dms-2")]:
        del readings[gone]
    return readings


def make_alert(
    key: AlertKey, title: Text, severity: Severity, value: float | None, limit: float, **more: object
) -> Alert:
    """An active alert, raised 21 minutes before ``NOW`` and not acknowledged."""
    raised = NOW - timedelta(minutes=21)
    alert = Alert(
        key,
        title,
        1,
        Condition.ACTIVE,
        severity,
        severity,
        Ack.UNACK,
        DataQuality.GOOD,
        Suppression.NONE,
        Comparison.LT,
        value,
        limit,
        raised,
        raised,
        guidance=Text("Gọi trực đường truyền", "Call the line's duty officer"),
    )
    return replace(alert, **more)  # type: ignore[arg-type]


def make_alerts(catalogue: Catalogue) -> dict[str, Alert]:
    """Two critical, two warnings (one acknowledged, one stale), one notice."""
    by_name = {series.indicator: series for series in catalogue.indicators}

    def on_series(name: str) -> AlertKey:
        return AlertKey("limit", Subject(SubjectKind.SERIES, *by_name[name]))

    title = Text("Hồ sơ giải quyết đúng hạn", "Dossiers settled on time")
    district = AlertKey("dossier-on-time", Subject(SubjectKind.DOSSIER, "m2", "hau-giang/0"))
    silent = AlertKey("feed-silent", Subject(SubjectKind.FEED, "antispam"))
    alerts = (
        make_alert(on_series("onestop-1"), title, Severity.CRITICAL, 93.8, 95.0),
        make_alert(district, Text("Hồ sơ đúng hạn", "On-time dossiers"), Severity.CRITICAL, 91.2, 95.0),
        make_alert(
            on_series("dvc-1"), title, Severity.WARNING, 96.2, 98.0, ack=Ack.ACKED, acked_by="ca 2", acked_at=NOW
        ),
        make_alert(
            silent,
            Text("Nguồn im lặng: Lọc thư rác", "Silent feed: Spam filter"),
            Severity.WARNING,
            840.0,
            60.0,
            comparison=Comparison.STALE,
            quality=DataQuality.STALE,
        ),
        make_alert(on_series("antispam-1"), title, Severity.NOTICE, 99.0, 99.5),
    )
    return {alert.id: alert for alert in alerts}


def make_cameras() -> dict[str, Camera]:
    """61 cameras of Hậu Giang and 36 of each other province; 9 of one site are dark."""
    cameras = {}
    for place, (province, name, lat, lon) in enumerate(PROVINCES):
        for n in range(36 if place else 61):
            status = CameraStatus.OFFLINE if not place and n < 9 else CameraStatus.ONLINE
            status = {20: CameraStatus.DEGRADED, 21: CameraStatus.UNKNOWN}.get(n, status)
            spread = 0.02 if not place and n < 9 else 0.25
            point = (lat + spread * math.sin(2.4 * n) * n / 61, lon + spread * math.cos(2.4 * n) * n / 61)
            site = "Tuyến Vị Thanh – Ngã Bảy" if not place and n < 12 else name
            camera = Camera(
                "camera", f"{province}-{n:03d}", f"Camera {name} {n:03d}", *point, status, NOW, NOW, province, site
            )
            cameras[camera.key] = camera
    return cameras


def make_tallies(catalogue: Catalogue) -> dict[str, Tally]:
    """One tally per province and district; one district below its limits, one too small to rank."""
    tallies = {}
    for place, unit in enumerate(catalogue.units.values()):
        if unit.kind is UnitKind.CENTRE:
            continue
        many = 4000 if unit.kind is UnitKind.PROVINCE else 600
        late = round(many * (0.01 + 0.004 * (place % 5)))
        counts = (many // 3, many - many // 3 - late, late, many // 10, many // 80)
        if unit.id == "hau-giang/0":
            counts = (200, 347, 53, 60, 18)
        if unit.id == "long-an/2":
            counts = (4, 7, 1, 2, 0)
        if unit.id == "ha-giang/5":
            counts = (0, 0, 0, 3, 0)
        tallies[unit.id] = Tally(unit.id, "2026-11", NOW, NOW, "onestop", *counts, received=sum(counts))
    return tallies


def make_feeds(catalogue: Catalogue) -> dict[str, FeedHealth]:
    """One feed per system: one failing, one silent, one late, the others well."""
    feeds = {}
    for system in catalogue.systems:
        health = FeedHealth(
            system,
            FeedState.OK,
            NOW - timedelta(hours=3),
            NOW - timedelta(seconds=6),
            NOW - timedelta(seconds=6),
            NOW - timedelta(seconds=6),
            NOW + timedelta(seconds=4),
            0.043,
            1834,
            accepted=14,
        )
        if system == "antispam":
            health = health._replace(state=FeedState.SILENT, last_data=NOW - timedelta(minutes=14))
        if system == "soc":
            health = health._replace(
                state=FeedState.FAILING, failures=3, fault=Fault(FaultCode.HTTP_STATUS, "503"), accepted=0
            )
        if system == "mail":
            health = health._replace(state=FeedState.LATE, rejected=1)
        feeds[system] = health
    return feeds


def make_situation(catalogue: Catalogue, at: datetime = NOW) -> Situation:
    """Everything at one instant: abnormal, stale, rejected and missing series among normal ones."""
    stale = frozenset(series for series in catalogue.indicators if catalogue.indicators[series].system == "antispam")
    readings = make_readings(catalogue, at)
    for series in stale:
        old = NOW - timedelta(minutes=14)
        readings[series] = readings[series]._replace(observed_at=old, received_at=old)
    mismatch = next(series for series in readings if series.indicator == "dms-1")
    readings[mismatch] = readings[mismatch]._replace(marks=Mark.MISMATCH)
    refused = next(series for series in catalogue.indicators if series.indicator == "dms-2")
    return Situation(
        at,
        readings,
        stale,
        {refused: Fault(FaultCode.DIGIT_GROUPING, "1.63.899")},
        make_cameras(),
        make_tallies(catalogue),
        make_alerts(catalogue),
        make_feeds(catalogue),
    )


class FakeConsole:
    """A ``Console`` whose situation the test decides. Commands are recorded; acknowledging publishes at once."""

    def __init__(self) -> None:
        self.catalogue = make_catalogue()
        bounds = (104.0, 8.5, 110.0, 23.5)
        labels = (PlaceLabel(Text("quần đảo Hoàng Sa", "Hoàng Sa"), 16.5, 112.0),)
        name = Text("Trung tâm điều hành thông minh", "Intelligent operations centre")
        self.centre = CentreInfo(name, ZoneInfo("Asia/Ho_Chi_Minh"), True, bounds, labels)
        self.dossiers: DossierLimits | None = DossierLimits(98.0, 98.0, 95.0, 30)
        self.feeds: Mapping[str, FeedInfo] = {
            system.id: FeedInfo(
                system.id, system.name, f"http://127.0.0.1/{system.id}.json", "json", timedelta(seconds=10), "[rows]\n"
            )
            for system in self.catalogue.systems.values()
        }
        self.situation = make_situation(self.catalogue)
        self.receivers: list[Callable[[Situation, Changes], None]] = []
        self.polled: list[str | None] = []
        self.acknowledged: list[tuple[tuple[str, ...], str, str]] = []
        self.rejected = [Reject("mail", NOW, 3, Fault(FaultCode.DIGIT_GROUPING, "1.63.899"), '{"value": "1.63.899"}')]

    def subscribe(self, receiver: Callable[[Situation, Changes], None]) -> None:
        self.receivers.append(receiver)
        receiver(self.situation, ALL)

    def publish(self, situation: Situation, changes: Changes = ALL) -> None:
        """Make this the situation and tell every receiver, as the writer would."""
        self.situation = situation
        for receiver in self.receivers:
            receiver(situation, changes)

    def poll_now(self, feed: str | None = None) -> None:
        self.polled.append(feed)

    def acknowledge(self, alerts: Sequence[str], who: str, comment: str = "") -> Future[int]:
        self.acknowledged.append((tuple(alerts), who, comment))
        known = dict(self.situation.alerts)
        for alert in alerts:
            known[alert] = replace(known[alert], ack=Ack.ACKED, acked_by=who, acked_at=NOW, comment=comment)
        self.publish(replace(self.situation, alerts=known), Changes(alerts=frozenset(alerts)))
        future: Future[int] = Future()
        future.set_result(len(alerts))
        return future

    def history(self, series: Series, start: datetime, end: datetime, points: int = 2000) -> list[Point]:
        span = (end - start) / 200
        times = [start + span * n for n in range(200)]
        values = [95.0 + 3.0 * math.sin(n / 9.0) for n in range(200)]
        return [
            Point(at, v - 0.4, v, v + 0.4, v, 6)
            for at, v in zip(times, values, strict=True)
            if not 80 < v * 7 % 97 < 84
        ]

    def recent(
        self, start: datetime, end: datetime, step: timedelta
    ) -> Mapping[Series, Sequence[tuple[datetime, float]]]:
        recent = {}
        for place, (series, reading) in enumerate(self.situation.readings.items()):
            if reading.value is not None:
                wave = [reading.value * (1 + 0.01 * math.sin(place + n / 5.0)) for n in range(49)]
                recent[series] = [(start + (end - start) * n / 49, value) for n, value in enumerate(wave)]
        return recent

    def tally_history(self, unit: str, start: datetime, end: datetime) -> list[Tally]:
        newest = self.situation.tallies.get(unit)
        if newest is None:
            return []
        days = [end - timedelta(days=n) for n in range(29, -1, -1)]
        return [newest._replace(observed_at=at, late=newest.late + n % 5) for n, at in enumerate(days) if at >= start]

    def transitions(self, alert: str | None = None, limit: int = 500) -> list[Transition]:
        found = []
        for known in self.situation.alerts.values():
            if alert in (None, known.id):
                row = (known.key, 1, What.RAISED, "pending", f"active/{known.severity.name.lower()}", known.severity)
                rest = (known.value, known.limit, 1, NOW, NOW, known.raised_at)
                found.append(Transition(*row, *rest))
        return found[:limit]

    def rejects(self, feed: str, limit: int = 200) -> list[Reject]:
        return [reject for reject in self.rejected if reject.feed == feed][:limit]

    def last_poll(self, feed: str) -> Poll | None:
        body = b'{"rows": [{"indicator": "onestop-1", "value": 93.8}]}'
        return Poll(feed, NOW, NOW, Outcome.OK, None, 200, {"content-type": "application/json"}, body)


@pytest.fixture
def map_stub(qtbot: Any) -> QWidget:
    """What pages ask of the map view: ``fits`` holds what it was told to show."""
    stub = QWidget()
    stub.fits = []
    stub.fit_to = stub.fits.append
    qtbot.addWidget(stub)
    return stub


@pytest.fixture
def console() -> FakeConsole:
    """A console with ``situation`` and ``publish``."""
    return FakeConsole()


@pytest.fixture
def clock() -> ManualClock:
    """Stands at ``NOW``: 14:32:07 on 21/11/2026 in the centre's zone."""
    return ManualClock(NOW)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The dark theme, applied."""
    theme = Theme()
    if qapp.styleSheet() != theme.style_sheet():
        theme.apply(qapp)
    return theme


@pytest.fixture
def queries(qapp: QApplication) -> Iterator[QueryPool]:
    """A query pool that is stopped after the test."""
    pool = QueryPool()
    yield pool
    pool.stop()


@pytest.fixture
def context(console: FakeConsole, queries: QueryPool, theme: Theme, clock: ManualClock) -> Context:
    """What a page is given. There is no map view in it."""
    return Context(console, queries, theme, clock, console.centre.zone, lambda: "ca trực")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test starts in English, whatever the machine speaks."""
    QLocale.setDefault(locale_of("en"))
    yield
    QLocale.setDefault(QLocale.system())


@pytest.fixture
def vietnamese() -> object:
    """The locale that a page is given before it is shown: ``page.setLocale(vietnamese)``."""
    return locale_of("vi")
