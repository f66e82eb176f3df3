"""The working copy of the situation: what is written between two publications, and what of it changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from ioc.domain.alarm import alert_of
from ioc.domain.alerts import Alert
from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault
from ioc.domain.indicators import Series
from ioc.domain.readings import Reading
from ioc.domain.situation import Changes, FeedHealth, FeedState, Situation
from ioc.engine.rulebook import Watch


class Picture:
    """Collects changes. A mapping is copied for publication only where something in it changed."""

    def __init__(self) -> None:
        self.published = Situation()
        self._readings: dict[Series, Reading] = {}
        self._stale: set[Series] = set()
        self._rejected: dict[Series, Fault] = {}
        self._cameras: dict[str, Camera] = {}
        self._tallies: dict[str, Tally] = {}
        self._alerts: dict[str, Alert] = {}
        self._feeds: dict[str, FeedHealth] = {}
        self._silent: set[str] = set()
        self._touched: set[str] = set()
        self._series: set[Series] = set()
        self._camera_keys: set[str] = set()
        self._units: set[str] = set()
        self._alert_ids: set[str] = set()
        self._feed_ids: set[str] = set()

    @property
    def cameras(self) -> Mapping[str, Camera]:
        """The cameras as their feeds last described them."""
        return self._cameras

    @property
    def alerts(self) -> Mapping[str, Alert]:
        """The alerts as they stand now."""
        return self._alerts

    @property
    def refused(self) -> Mapping[Series, Fault]:
        """The series whose newest row was refused, as they stand now."""
        return self._rejected

    def reading(self, reading: Reading) -> None:
        """Set the newest reading of its series."""
        self._readings[reading.series] = reading
        self._series.add(reading.series)
        self._touched.add("readings")

    def stale(self, series: Series, is_stale: bool) -> None:
        """Mark a series stale or fresh."""
        (self._stale.add if is_stale else self._stale.discard)(series)
        self._series.add(series)
        self._touched.add("stale")

    def rejected(self, series: Series, fault: Fault | None) -> None:
        """Set or lift the refusal of a series' newest row."""
        if fault is None:
            self._rejected.pop(series, None)
        else:
            self._rejected[series] = fault
        self._series.add(series)
        self._touched.add("rejected")

    def camera(self, camera: Camera, changed: bool) -> None:
        """Set a camera; ``changed`` says whether anything but its times did."""
        self._cameras[camera.key] = camera
        self._touched.add("cameras")
        if changed:
            self._camera_keys.add(camera.key)

    def tally(self, tally: Tally) -> None:
        """Set the newest tally of its unit."""
        self._tallies[tally.unit] = tally
        self._units.add(tally.unit)
        self._touched.add("tallies")

    def feed(self, health: FeedHealth) -> None:
        """Set the health of a feed; while it is silent, the status of its cameras is not known."""
        self._feeds[health.feed] = health
        if (health.state is FeedState.SILENT) != (health.feed in self._silent):
            self._silent ^= {health.feed}
            self._camera_keys |= {key for key, camera in self._cameras.items() if camera.feed == health.feed}
            self._touched.add("cameras")
        self._feed_ids.add(health.feed)
        self._touched.add("feeds")

    def alert(self, watch: Watch) -> None:
        """Show a watch's alert as its track now says, or take it off the list."""
        alert = alert_of(watch.track, watch.rule)
        shown = alert.id if alert is not None else None
        old = watch.alert_id
        if old is not None and old != shown:
            self._alerts.pop(old, None)
            self._alert_ids.add(old)
        if alert is not None:
            self._alerts[alert.id] = alert
            self._alert_ids.add(alert.id)
        elif old is None:
            return
        watch.alert_id = shown
        self._touched.add("alerts")

    def changes(self) -> Changes:
        """What changed since the last publication."""
        return Changes(
            frozenset(self._series),
            frozenset(self._camera_keys),
            frozenset(self._units),
            frozenset(self._alert_ids),
            frozenset(self._feed_ids),
        )

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self._touched)

    def fault(self, health: FeedHealth, at: datetime) -> Situation:
        """What was published last, with one feed marked: for steps that the store does not have yet."""
        self.published = replace(self.published, at=at, feeds={**self.published.feeds, health.feed: health})
        return self.published

    def publish(self, at: datetime) -> Situation:
        """The situation now; from here on it is never changed."""
        old, touched = self.published, self._touched
        self.published = Situation(
            at=at,
            readings=dict(self._readings) if "readings" in touched else old.readings,
            stale=frozenset(self._stale) if "stale" in touched else old.stale,
            rejected=dict(self._rejected) if "rejected" in touched else old.rejected,
            cameras=self._known_cameras() if "cameras" in touched else old.cameras,
            tallies=dict(self._tallies) if "tallies" in touched else old.tallies,
            alerts=dict(self._alerts) if "alerts" in touched else old.alerts,
            feeds=dict(self._feeds) if "feeds" in touched else old.feeds,
        )
        for changed in (self._touched, self._series, self._camera_keys, self._units, self._alert_ids, self._feed_ids):
            changed.clear()
        return self.published

    def _known_cameras(self) -> dict[str, Camera]:
        if not self._silent:
            return dict(self._cameras)
        return {
            key: camera._replace(status=CameraStatus.UNKNOWN) if camera.feed in self._silent else camera
            for key, camera in self._cameras.items()
        }
