"""The documents of the sample at an instant: bytes and content type, in the shapes of :mod:`sample_feeds.feeds`."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sample_feeds.cameras import Point, all_cameras, statuses
from sample_feeds.feeds import (
    CAMERA_STEP,
    DOSSIER_STEP,
    DOSSIERS_DISTRICT_PATH,
    DOSSIERS_HISTORY_PATH,
    DOSSIERS_PROVINCE_PATH,
    HISTORY_PATH,
    SYSTEM_FEEDS,
    Shape,
    SystemFeed,
    camera_path,
)
from sample_feeds.formulas import Key
from sample_feeds.places import PROVINCES
from sample_feeds.script import RawIncident
from sample_feeds.shapes import SHAPES, Item, iso
from sample_feeds.simulator import Simulator, numeric_keys
from sample_feeds.tallies import LOCAL, Counts, district_counts, province_counts

HISTORY_STEP = 3600
_CAMERA_WORDS = {"online": "hoat_dong", "degraded": "chap_chon", "offline": "mat_tin_hieu", "unknown": "khong_ro"}
_TALLY_COLUMNS = ("unit", "period", "observed_at", "early", "on_due", "late", "within", "overdue", "received")
_JSON, _CSV, _GEOJSON = "application/json", "text/csv; charset=utf-8", "application/geo+json"
_CONTENT_TYPE: Mapping[Shape, str] = {"csv": _CSV, "csv_vi": _CSV}


class Document(NamedTuple):
    """What lies under a path."""

    body: bytes
    content_type: str


class _Source(NamedTuple):
    step: int
    """Seconds between two versions."""
    make: Callable[[datetime], Document]


class Documents:
    """Every path of the sample's server."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._cameras = all_cameras()
        self._sources: dict[str, _Source] = {}
        for feed in SYSTEM_FEEDS:
            self._sources[feed.path] = _Source(feed.step, self._system(feed))
        for province in PROVINCES:
            self._sources[camera_path(province.id)] = _Source(CAMERA_STEP, self._province_cameras(province.id))
        self._sources[DOSSIERS_PROVINCE_PATH] = _Source(DOSSIER_STEP, self._province_tallies)
        self._sources[DOSSIERS_DISTRICT_PATH] = _Source(DOSSIER_STEP, self._district_tallies)
        self._sources[HISTORY_PATH] = _Source(HISTORY_STEP, self._history)
        self._sources[DOSSIERS_HISTORY_PATH] = _Source(HISTORY_STEP, self._tally_history)

    @property
    def paths(self) -> tuple[str, ...]:
        """Everything that can be asked for."""
        return tuple(self._sources)

    def version(self, path: str, at: datetime) -> datetime:
        """The instant of the version that is served at ``at``: the newest whole step. ``KeyError``: no such path."""
        step = self._sources[path].step
        return datetime.fromtimestamp(at.timestamp() // step * step, UTC)

    def document(self, path: str, version: datetime) -> Document:
        """The document of a version; ``KeyError`` for a path that is not served."""
        return self._sources[path].make(version)

    def _system(self, feed: SystemFeed) -> Callable[[datetime], Document]:
        rows = self._simulator.rows
        keys = [key for key, row in rows.items() if row["system"] == feed.system]
        shape = SHAPES[feed.shape]

        def make(at: datetime) -> Document:
            texts = {
                (incident.indicator, incident.unit): incident.text
                for incident in self._simulator.incidents(at)
                if isinstance(incident, RawIncident)
            }
            values = self._simulator.values(keys, at)
            items = [Item(key, rows[key], values[key], texts.get(key)) for key in keys]
            return Document(shape(feed.system, items, at), _CONTENT_TYPE.get(feed.shape, _JSON))

        return make

    def _province_cameras(self, province: str) -> Callable[[datetime], Document]:
        cameras = [camera for camera in self._cameras if camera.province == province]

        def make(at: datetime) -> Document:
            found = statuses(cameras, self._simulator.incidents(at))
            features = [_feature(camera, _CAMERA_WORDS[found[camera.id]]) for camera in cameras]
            return _geojson({"type": "FeatureCollection", "generated": iso(at), "features": features})

        return make

    def _province_tallies(self, at: datetime) -> Document:
        tallies = [
            {
                "unit": counts.unit,
                "period": counts.period,
                "completed": {"early": counts.early, "on_due": counts.on_due, "late": counts.late},
                "pending": {"within": counts.within, "overdue": counts.overdue},
                "received": counts.received,
            }
            for counts in province_counts(at, self._simulator.incidents(at))
        ]
        return Document(json.dumps({"generated": iso(at), "tallies": tallies}).encode(), _JSON)

    def _district_tallies(self, at: datetime) -> Document:
        rows = (_tally_row(counts, at) for counts in district_counts(at, self._simulator.incidents(at)))
        return _csv(_TALLY_COLUMNS, rows)

    def _history(self, at: datetime) -> Document:
        """Two days of every number: hourly, the last day half-hourly."""
        rows = self._simulator.rows
        keys = numeric_keys(rows)
        hours = [at - timedelta(hours=hours) for hours in range(48, 24, -1)]
        halves = [at - timedelta(minutes=30 * halves) for halves in range(48, -1, -1)]
        lines = ["indicator,unit,value,observed_at"]
        for moment in hours + halves:
            stamp = iso(moment)
            values = self._simulator.values(keys, moment)
            lines += [f"{key[0]},{key[1]},{_plain(values[key].value, rows, key)},{stamp}" for key in keys]
        return Document(("\n".join(lines) + "\n").encode(), _CSV)

    def _tally_history(self, at: datetime) -> Document:
        """The last tally of each of the past 30 days."""
        midnight = at.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
        ends = [midnight - timedelta(days=days, seconds=1) for days in range(30, -1, -1)]
        return _csv(
            _TALLY_COLUMNS,
            (_tally_row(counts, end) for end in ends for counts in (*province_counts(end), *district_counts(end))),
        )


def _plain(value: float, rows: Mapping[Key, Mapping[str, str]], key: Key) -> str:
    return f"{value:.{rows[key]['decimals']}f}"


def _feature(camera: Point, status: str) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [camera.longitude, camera.latitude]},
        "properties": {
            "id": camera.id,
            "ten": camera.name,
            "don_vi": camera.unit,
            "tuyen": camera.site,
            "trang_thai": status,
        },
    }


def _geojson(value: object) -> Document:
    return Document(json.dumps(value, ensure_ascii=False).encode(), _GEOJSON)


def _tally_row(counts: Counts, at: datetime) -> tuple[object, ...]:
    return (counts.unit, counts.period, iso(at), *counts[2:], counts.received)


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Document:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return Document(text.getvalue().encode(), _CSV)
