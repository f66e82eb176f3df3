"""Real documents of cities, read through mappings: the numbers are those of the collection's ``expected.json``.

The collection stands beside the project and is not part of it; without it these tests are skipped.
"""

import json
import tomllib
from datetime import UTC, datetime
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from ioc.deployment.feed_settings import FeedSettings
from ioc.deployment.mapping_kinds import kind_faults
from ioc.domain.cameras import CameraStatus
from ioc.domain.readings import Batch, Outcome, Poll, Reading
from ioc.feeds.decode import decode

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[2] / "shared" / "feeds"
LATER = datetime(2030, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not (DOCUMENTS / "expected.json").is_file(),
    reason="the collection of real feed documents is not beside the project",
)


def settings_of(mapping: str) -> tuple[FeedSettings, str]:
    """The feed of a file in ``mappings``, and its document."""
    table = tomllib.loads((HERE / "mappings" / f"{mapping}.toml").read_text(encoding="utf-8"))
    document, kind = table.pop("document"), table.pop("kind")
    feed = {"id": "feed", "name": {"vi": "Nguồn", "en": "Feed"}, "url": "http://city.example/", "interval": "1m"}
    return FeedSettings.model_validate({**feed, "kind": kind, "mapping": table}), document


def read(mapping: str) -> tuple[Batch, dict[str, Any]]:
    """What a mapping makes of its document, and what is expected of it."""
    settings, document = settings_of(mapping)
    assert kind_faults(settings.mapping, settings.kind) == []
    poll = Poll("feed", LATER, LATER, Outcome.OK, status=200, body=(DOCUMENTS / document).read_bytes())
    batch = decode(poll, settings, None)
    expected = json.loads((DOCUMENTS / "expected.json").read_text(encoding="utf-8"))[document]
    assert batch.fault is None
    assert batch.rejects == ()
    return batch, expected


def samples(batch: Batch, indicator: str | None = None) -> list[Reading]:
    return [
        reading
        for reading in batch.readings
        if reading.value is not None and indicator in (None, reading.series.indicator)
    ]


def total(batch: Batch, indicator: str | None = None) -> float:
    return sum(reading.value or 0.0 for reading in samples(batch, indicator))


def box(batch: Batch) -> list[float]:
    longitudes = [camera.longitude for camera in batch.cameras]
    latitudes = [camera.latitude for camera in batch.cameras]
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


@pytest.mark.parametrize(
    "mapping", ["austin", "calgary", "hochiminh", "hongkong", "nzta", "singapore", "taipei", "toronto", "wsdot"]
)
def test_every_camera_is_found(mapping: str) -> None:
    batch, expected = read(mapping)
    cameras = batch.cameras
    assert len(cameras) + batch.duplicates == expected["records"]
    assert len(cameras) == expected.get("distinct_ids", expected["valid_points"])
    assert (cameras[0].id, cameras[-1].id) == (expected["first_id"], expected["last_id"])
    assert box(batch) == pytest.approx(expected["bbox_lonlat"], abs=1e-9)
    if "distinct_coords" in expected:
        assert len({(camera.latitude, camera.longitude) for camera in cameras}) == expected["distinct_coords"]
    if "with_url" in expected:
        assert sum(bool(camera.url) for camera in cameras) == expected["with_url"]
    assert all(camera.name for camera in cameras)


def test_a_filter_keeps_the_cameras_that_are_turned_on() -> None:
    batch, expected = read("austin-turned-on")
    assert len(batch.cameras) == expected["status_turned_on"]


def test_a_status_map_finds_the_cameras_in_error() -> None:
    batch, expected = read("hochiminh")
    offline = [camera for camera in batch.cameras if camera.status is CameraStatus.OFFLINE]
    assert len(offline) == expected["status_error"]
    assert all(not camera.url for camera in offline)
    assert batch.cameras[0].name == "Trần Quang Khải - Trần Khắc Chân"
    assert batch.cameras[0].observed_at == datetime(2025, 11, 19, 9, 0, 16, 988818, tzinfo=UTC)


def test_a_regex_parts_id_and_address_of_one_cell() -> None:
    batch, _ = read("calgary")
    assert batch.cameras[0].url == "http://trafficcam.calgary.ca/loc29.jpg"
    assert all(camera.url.startswith("http://trafficcam.calgary.ca/loc") for camera in batch.cameras)


def test_a_template_makes_relative_addresses_whole() -> None:
    batch, _ = read("nzta")
    assert batch.cameras[0].url == "https://www.trafficnz.info/camera/413.jpg"
    assert batch.cameras[0].status is CameraStatus.ONLINE


def test_stations_of_bicycles_are_points() -> None:
    batch, expected = read("gbfs-information")
    assert len(batch.cameras) == expected["points"]
    assert (batch.cameras[0].id, batch.cameras[-1].id) == (expected["first"], expected["last"])
    # the document has -93.08343261480331 where the collection expects -93.08343441280331
    assert box(batch) == pytest.approx(expected["bbox_lonlat"], abs=2e-6)


def test_bicycles_and_docks_are_two_series_of_each_station() -> None:
    batch, expected = read("gbfs-status")
    assert len(samples(batch)) == expected["numeric_samples"]
    assert total(batch, "bikes") == expected["sum_bikes"]
    assert total(batch, "docks") == expected["sum_docks"]
    assert {reading.observed_at for reading in batch.readings} == {datetime.fromisoformat(expected["last_updated_utc"])}


def test_queues_of_the_citizen_service() -> None:
    batch, expected = read("aarhus")
    assert len(samples(batch)) == expected["numeric_samples"]
    assert total(batch, "WaitingCustomersMQ") == expected["sum_WaitingCustomersMQ"]
    assert batch.readings[0].observed_at == datetime.fromisoformat(expected["time_utc"])


@pytest.mark.parametrize("mapping", ["socrata-page1", "socrata-page2"])
def test_numbers_and_times_as_text(mapping: str) -> None:
    batch, expected = read(mapping)
    assert len(samples(batch)) == expected["numeric_samples"]
    assert total(batch) == expected["sum"]


def test_wide_columns_become_series() -> None:
    batch, expected = read("hanoi")
    assert len(samples(batch)) == expected["numeric_samples"]
    assert isclose(total(batch, "PM2.5"), expected["sum_pm25"], abs_tol=1e-6)
    particles = samples(batch, "PM2.5")
    assert (particles[0].observed_at, particles[0].value) == (datetime(2019, 1, 21, 18, tzinfo=UTC), 12.77)
    assert (particles[-1].observed_at, particles[-1].value) == (datetime(2019, 1, 29, 7, tzinfo=UTC), 61.09)


def test_fields_of_a_channel() -> None:
    batch, expected = read("thingspeak")
    assert len(samples(batch)) == expected["numeric_samples"]
    assert total(batch, "westbound") == expected["sum_field1"]
    assert total(batch, "eastbound") == expected["sum_field2"]
    assert batch.readings[0].series.unit == "channel-38629"


def test_a_value_per_feature() -> None:
    batch, expected = read("usgs")
    values = [reading.value for reading in samples(batch)]
    assert len(values) == expected["numeric_samples"]
    assert (min(values), max(values)) == (expected["min"], expected["max"])
    places, _ = read("usgs-places")
    assert box(places) == pytest.approx(expected["bbox_lonlat"], abs=1e-9)


def test_semicolons_decimal_commas_and_blanks() -> None:
    batch, expected = read("valencia")
    assert len(samples(batch)) == expected["numeric_samples"]
    # the collection gives the sum to one decimal
    assert isclose(total(batch, "Percentatge casos"), expected["sum_percentatge_casos"], abs_tol=0.05)
    assert total(batch, "Casos acumulats des de 31-01-2020") == expected["sum_casos"]
    assert len({reading.observed_at for reading in batch.readings}) == expected["dates"]
    assert len({reading.series.unit for reading in batch.readings}) == expected["raw_series"]


def test_labels_that_drifted_are_brought_together() -> None:
    batch, expected = read("valencia-aliases")
    assert len({reading.series for reading in batch.readings}) == expected["real_series"]
    assert len(batch.readings) == expected["records"]


def test_map_entries_with_nested_lists_become_rows() -> None:
    batch, expected = read("poland")
    assert len({reading.series for reading in batch.readings}) == expected["records"]
    assert len(samples(batch)) == expected["numeric_samples"]
    assert batch.readings[0].observed_at == datetime(2020, 7, 31, 13, tzinfo=UTC)
    assert batch.readings[0].value == 4.35478
    assert [int(reading.value or 0) for reading in samples(batch, "pm2.5")] == [int(v) for v in expected["pm25"]]


def test_a_document_that_is_one_row() -> None:
    batch, expected = read("kpi")
    assert [reading.value for reading in batch.readings] == [20.0]
    assert expected["numeric_samples"] == 1
