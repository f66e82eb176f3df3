"""The network goes away while the sample is being watched, and comes back."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from driving import ROOT
from showing import Shown, showing

from ioc.domain.alerts import Condition, SubjectKind, What
from ioc.domain.cameras import CameraStatus
from ioc.domain.clock import SystemClock
from ioc.domain.faults import FaultCode
from ioc.domain.situation import FeedState
from sample_feeds.process import SampleServer
from widgets.parts.tiles import Quality, Tile

pytestmark = pytest.mark.e2e

ANSWERING = (FeedState.OK, FeedState.LATE)
SILENT_AFTER_S = 6

INTO_THE_DAY = timedelta(minutes=11)
"""The incidents of the first minutes of the scripted day are going on then, and every feed answers."""


@pytest.fixture
def server() -> Iterator[SampleServer]:
    server = SampleServer((SystemClock().now() - INTO_THE_DAY).isoformat())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def quick(tmp_path: Path) -> Path:
    """The sample's deployment, its live feeds asked every second and silent after six."""
    folder = tmp_path / "deployment"
    shutil.copytree(ROOT / "sample_feeds/deployment", folder)
    file = folder / "ioc.toml"
    text = file.read_text(encoding="utf-8")
    text, live = re.subn(
        r'^interval = "\d+s"$', f'interval = "1s"\nsilent_after = "{SILENT_AFTER_S}s"', text, flags=re.MULTILINE
    )
    assert live == 59
    file.write_text(text, encoding="utf-8")
    return folder


def test_an_outage_is_shown_as_one_and_all_recovers(
    qtbot: Any, qapp: Any, server: SampleServer, quick: Path, tmp_path: Path
) -> None:
    with showing(qtbot, qapp, quick, tmp_path / "ioc.db", {"SAMPLE_URL": server.url}) as shown:
        shown.console.start()
        Outage(shown, server).run()


class Outage:
    """What is watched, before, during and after."""

    def __init__(self, shown: Shown, server: SampleServer) -> None:
        self.shown, self.server = shown, server
        self.live = {feed for feed, info in shown.console.feeds.items() if info.interval < timedelta(minutes=1)}

    def run(self) -> None:
        self.wait_for_an_ordinary_day()
        before = self.shown.qualities()
        states = {feed: health.state for feed, health in self.shown.feeds.items()}
        alerts = self.open_alerts()
        told = len(self.shown.console.transitions(limit=100_000))

        self.server.stop()
        self.every_feed_fails_and_backs_off()
        self.every_feed_is_silent_once()
        self.nothing_is_shown_as_good(before)
        self.ages_go_on()
        self.alerts_are_marked_and_none_is_new(alerts, told)

        self.server.start(int(self.server.url.rpartition(":")[2]))
        self.all_recovers(before, states)
        assert self.open_alerts() == alerts, "an alert of before was raised anew, or is lost"
        self.none_was_raised_twice()

    # before

    def wait_for_an_ordinary_day(self) -> None:
        shown = self.shown
        shown.until(lambda: all(shown.feeds[feed].state in ANSWERING for feed in shown.feeds))
        subjects = {"spam_blocked_h1", "malware_detections_h1", "m2"}
        shown.until(lambda: subjects <= {alert.key.subject.name for alert in shown.window.situation.alerts.values()})
        # two polls of each: what was left over from the past is replaced
        since = shown.window.situation.at
        shown.until(lambda: all(shown.feeds[feed].last_success > since for feed in self.live))
        found = Counter(shown.qualities().values())
        assert found[Quality.GOOD] > 100
        assert found[Quality.REJECTED] == 1, "the digit lost in the grouping"

    def open_alerts(self) -> set[str]:
        """The ids (with their occurrence) of what is open, but for silent feeds."""
        alerts = self.shown.window.situation.alerts.values()
        return {alert.id for alert in alerts if alert.is_open and alert.key.subject.kind is not SubjectKind.FEED}

    # during

    def every_feed_fails_and_backs_off(self) -> None:
        feeds = self.shown.feeds
        interval = {feed: self.shown.console.feeds[feed].interval for feed in self.live}
        self.shown.until(lambda: all(self.shown.feeds[feed].failures >= 1 for feed in self.live))
        first = dict(self.shown.feeds)
        self.shown.until(lambda: all(self.shown.feeds[f].failures > first[f].failures for f in self.live), 30)
        feeds = self.shown.feeds
        assert {feeds[feed].fault.code for feed in self.live} == {FaultCode.CONNECTION}
        longest = {feed: timedelta(0) for feed in self.live}
        for situation, _ in self.shown.told:
            for feed in self.live:
                health = situation.feeds[feed]
                if health.failures and health.next_poll is not None:
                    longest[feed] = max(longest[feed], health.next_poll - health.last_poll)
                    assert health.next_poll > health.last_poll
        backed_off = [feed for feed in self.live if longest[feed] > 1.5 * interval[feed]]
        # the wait is drawn evenly from a span that doubles, so that a few may be lucky
        assert len(backed_off) > 0.8 * len(self.live)

    def every_feed_is_silent_once(self) -> None:
        shown = self.shown
        shown.until(lambda: all(shown.feeds[feed].state is FeedState.SILENT for feed in self.live))
        shown.until(lambda: len(self.silence()) >= len(self.live))
        assert self.silence() == dict.fromkeys(self.live, 1)
        assert not [feed for feed in shown.feeds if feed not in self.live and shown.feeds[feed].state == "silent"]

    def silence(self) -> Counter[str]:
        """How many open alerts say of each feed that it is silent."""
        alerts = self.shown.window.situation.alerts.values()
        return Counter(a.key.subject.name for a in alerts if a.key.rule == "feed-silent" and a.is_open)

    def nothing_is_shown_as_good(self, before: dict[Any, Quality]) -> None:
        now = self.shown.qualities()
        good = [self.shown.tiles[series].reading for series, quality in now.items() if quality is Quality.GOOD]
        assert not good
        for series, quality in before.items():
            if quality in (Quality.GOOD, Quality.STALE):
                assert now[series] is Quality.STALE, series
            else:
                assert now[series] is quality, series
        gauges = self.shown.window.overview().gauges.gauges()
        assert len(gauges) == 5
        assert all(gauge.face.stale for gauge in gauges)
        assert {camera.status for camera in self.shown.window.situation.cameras.values()} == {CameraStatus.UNKNOWN}
        assert self.shown.window.bar.feed_counts()["silent"] == len(self.live)
        self.shown.window.show_page("dossiers")
        assert all(gauge.face.stale for gauge in self.shown.window.page().metrics.gauges)
        self.shown.window.show_page("overview")

    def ages_go_on(self) -> None:
        """Every stale tile that is seen says how old its value is, and the wall goes on counting."""
        wall = self.shown.window.overview().wall
        seen = [tile for tile in wall.shown_tiles() if self.is_seen(tile) and tile.quality is Quality.STALE]
        assert len(seen) > 10
        before = [tile.age for tile in seen]
        assert all("cũ" in age for age in before), before
        self.shown.until(lambda: sum(tile.age != age for tile, age in zip(seen, before, strict=True)) > 5)

    def is_seen(self, tile: Tile) -> bool:
        """Whether a tile stands whole on the viewport."""
        wall = self.shown.window.overview().wall
        rect = wall.cell_rect(tile.indicator.series)
        return rect is not None and wall.viewport().rect().contains(rect)

    def alerts_are_marked_and_none_is_new(self, alerts: set[str], told: int) -> None:
        assert self.open_alerts() == alerts
        rows = self.shown.console.transitions(limit=100_000)
        new = rows[: len(rows) - told]
        raised = [row.key for row in new if row.what is What.RAISED]
        assert {key.rule for key in raised} == {"feed-silent"}
        assert len(raised) == len(set(raised)) == len(self.live)
        marked = Counter(row.alert for row in new if row.what is What.STALE)
        assert set(marked) <= alerts, "what had no alert needs no mark"
        assert all(times == 1 for times in marked.values())

    # after

    def all_recovers(self, before: dict[Any, Quality], states: dict[str, FeedState]) -> None:
        shown = self.shown
        shown.until(lambda: all(shown.feeds[feed].state in ANSWERING for feed in self.live), 30)
        shown.until(lambda: {feed: health.state for feed, health in shown.feeds.items()} == states)
        shown.until(lambda: not self.silence())
        shown.until(lambda: shown.qualities() == before)
        shown.until(lambda: not any(gauge.face.stale for gauge in shown.window.overview().gauges.gauges()))
        statuses = Counter(camera.status for camera in shown.window.situation.cameras.values())
        assert statuses[CameraStatus.UNKNOWN] < 5
        assert statuses[CameraStatus.OFFLINE] >= 9, "the link outage of the scripted day"
        assert all(shown.feeds[feed].failures == 0 and shown.feeds[feed].fault is None for feed in self.live)

    def none_was_raised_twice(self) -> None:
        rows = self.shown.console.transitions(limit=100_000)
        raised = Counter(row.key for row in rows if row.what is What.RAISED)
        assert all(times == 1 for times in raised.values()), raised
        cleared = Counter(row.key for row in rows if row.what is What.CLEARED and row.key.rule == "feed-silent")
        assert {key.subject.name: times for key, times in cleared.items()} == dict.fromkeys(self.live, 1)
        silent = [a for a in self.shown.window.situation.alerts.values() if a.key.rule == "feed-silent"]
        assert all(alert.condition is Condition.NORMAL for alert in silent)
