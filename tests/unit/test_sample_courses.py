"""The courses of the sample: pure in time, near the published figures, true to their limits and identities."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_feeds.cameras import LINK, all_cameras, statuses
from sample_feeds.places import DISTRICTS, PROVINCES
from sample_feeds.script import DAY_S, SCRIPT, OutageIncident, going_on, next_change
from sample_feeds.simulator import CONNECTED, Simulator, numeric_keys, span_of
from sample_feeds.tallies import district_counts, province_counts

START = datetime(2026, 11, 21, 1, tzinfo=UTC)
QUIET = Simulator(START, script=())
SCRIPTED = Simulator(START)
OUTLINES = Path(__file__).parents[3] / "shared" / "basemap" / "vietnam_provinces.geojson"

instants = st.datetimes(
    datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2029-01-01"), timezones=st.just(UTC)
)
COUNTERS = [
    key
    for key in numeric_keys(QUIET.rows)
    if QUIET.rows[key]["comparison"] == "drop_pct" and QUIET.rows[key]["measure_vi"] != "%"
]


def broken(row: dict[str, str], value: float) -> str:
    """How bad a value is: "", "warning" or "critical"."""
    for severity in ("critical", "warning"):
        limit = float(row[severity])
        if value < limit if row["comparison"] == "lt" else value > limit:
            return severity
    return ""


@given(instants, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_cumulative_counters_never_fall(at: datetime, later: timedelta) -> None:
    before, after = QUIET.values(COUNTERS, at), QUIET.values(COUNTERS, at + later)
    assert all(after[key].value >= before[key].value for key in COUNTERS)


@given(instants)
def test_a_value_stays_on_the_side_of_its_limits_where_it_was_published(at: datetime) -> None:
    values = QUIET.values(numeric_keys(QUIET.rows), at)
    for key, found in values.items():
        row = dict(QUIET.rows[key])
        if row["comparison"] in ("lt", "gt"):
            assert broken(row, found.value) == broken(row, float(row["published_value"])), key


@given(instants)
def test_full_coverage_stays_full_and_no_share_exceeds_it(at: datetime) -> None:
    for key, found in QUIET.values(numeric_keys(QUIET.rows), at).items():
        row = QUIET.rows[key]
        if row["measure_vi"] == "%":
            assert 0 <= found.value <= 100
            if row["published_value"] == "100":
                assert found.value == 100


@given(instants)
def test_without_incidents_nothing_jumps_against_the_day_before(at: datetime) -> None:
    keys = [key for key in numeric_keys(QUIET.rows) if QUIET.rows[key]["comparison"].endswith("_pct")]
    now, before = QUIET.values(keys, at), QUIET.values(keys, at - timedelta(days=1))
    for key in keys:
        change = 100 * (now[key].value - before[key].value) / before[key].value
        if QUIET.rows[key]["comparison"] == "drop_pct":
            change = -change
        assert change < float(QUIET.rows[key]["warning"]), key


@given(instants)
def test_the_same_instant_always_gives_the_same_values(at: datetime) -> None:
    keys = list(QUIET.rows)
    assert Simulator(START, script=()).values(keys, at) == QUIET.values(keys, at)


def test_another_seed_gives_another_course() -> None:
    other = Simulator(START, seed=7, script=())
    assert other.values(list(other.rows), START) != QUIET.values(list(QUIET.rows), START)


@given(instants)
def test_totals_and_shares_follow_from_their_parts(at: datetime) -> None:
    def value(indicator: str, unit: str) -> float:
        return QUIET.value((indicator, unit), at).value

    assert value("dms_docs_total", "vinh-long") == value("dms_docs_incoming", "vinh-long") + value(
        "dms_docs_outgoing", "vinh-long"
    )
    share = QUIET.value(("dvctt_level4_online_rate", "vinh-long"), at)
    assert share.numerator is not None
    assert share.denominator
    assert share.value == pytest.approx(100 * share.numerator / share.denominator, abs=0.006)


def test_every_span_holds_the_published_figure() -> None:
    for row in (QUIET.rows[key] for key in numeric_keys(QUIET.rows)):
        low, high = span_of(row)
        assert low <= float(row["published_value"]) <= high


def test_states_work_and_dates_are_their_day() -> None:
    assert QUIET.value(("land_vlap", "vinh-long"), START).value == 1
    assert (
        QUIET.value(("portal_go_live", "vinh-long"), START).value
        == (datetime.fromisoformat("2017-02-15") - datetime.fromisoformat("1970-01-01")).days
    )


@given(instants)
def test_a_province_is_the_sum_of_its_districts(at: datetime) -> None:
    districts = {counts.unit: counts for counts in district_counts(at)}
    for province in province_counts(at):
        members = [districts[district.id] for district in DISTRICTS if district.province == province.unit]
        assert province[2:] == tuple(sum(column) for column in zip(*(member[2:] for member in members), strict=True))
        assert {member.period for member in members} == {province.period}


@given(instants)
def test_dossiers_are_plausible_and_never_negative(at: datetime) -> None:
    for counts in (*district_counts(at), *province_counts(at)):
        completed = counts.early + counts.on_due + counts.late
        assert min(counts[2:]) >= 0
        assert completed >= 30
        assert 96.5 <= 100 * (counts.early + counts.on_due) / completed <= 100
        assert counts.overdue <= counts.within
        assert counts.received == completed + counts.within + counts.overdue


@given(
    st.datetimes(datetime.fromisoformat("2026-11-01"), datetime.fromisoformat("2026-11-29"), timezones=st.just(UTC)),
    st.timedeltas(timedelta(0), timedelta(hours=20)),
)
def test_completed_dossiers_grow_through_the_month(at: datetime, later: timedelta) -> None:
    for before, after in zip(district_counts(at), district_counts(at + later), strict=True):
        assert all(new >= old for old, new in zip(before[2:5], after[2:5], strict=True))


def test_a_new_month_begins_at_local_midnight() -> None:
    midnight = datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert next(district_counts(midnight)).period == "2026-12"
    assert next(district_counts(midnight - timedelta(seconds=1))).period == "2026-11"


def test_hau_giang_has_61_cameras_and_all_provinces_more_than_200() -> None:
    cameras = all_cameras()
    per_province = Counter(camera.province for camera in cameras)
    assert per_province["hau-giang"] == 61
    assert set(per_province) == {province.id for province in PROVINCES}
    assert len({camera.id for camera in cameras}) == len(cameras) >= 200


def test_cameras_share_sites_of_3_to_12() -> None:
    sites = Counter((camera.province, camera.site) for camera in all_cameras())
    assert min(sites.values()) >= 3
    assert max(sites.values()) == sites["hau-giang", LINK] == 12
    assert len({site for _, site in sites}) == len(sites)


def test_some_cameras_are_degraded_and_some_unknown_but_few() -> None:
    usual = Counter(camera.usual for camera in all_cameras())
    assert 1 <= usual["degraded"] <= 10
    assert 1 <= usual["unknown"] <= 10
    assert {camera.usual for camera in all_cameras() if camera.province == "hau-giang"} <= {"online", "degraded"}


@pytest.mark.skipif(not OUTLINES.exists(), reason="the outlines of the provinces are not beside the repository")
def test_every_camera_stands_in_its_province() -> None:
    shapes = {
        feature["properties"]["name"]: feature["geometry"]
        for feature in json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]
    }
    names = {province.id: province.name for province in PROVINCES}
    for camera in all_cameras():
        geometry = shapes[names[camera.province]]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        inside = False
        for ring in (ring for polygon in polygons for ring in polygon):
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > camera.latitude) != (y2 > camera.latitude):
                    inside ^= camera.longitude < (x2 - x1) * (camera.latitude - y1) / (y2 - y1) + x1
        assert inside, camera


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_a_link_outage_darkens_9_of_12_cameras_and_the_count_falls_with_it() -> None:
    cameras = [camera for camera in all_cameras() if camera.site == LINK]
    assert Counter(statuses(cameras, going_on(20)).values()) == {"offline": 9, "online": 3}
    assert [SCRIPTED.value(CONNECTED, at(seconds)).value for seconds in (-1, 5, 20, 1300)] == [61, 61, 52, 61]


def test_the_on_time_share_of_a_district_falls_below_its_limits() -> None:
    counts = next(counts for counts in district_counts(at(20), going_on(20)) if counts.unit == "hg-chau-thanh")
    completed = counts.early + counts.on_due + counts.late
    assert 100 * (completed - counts.late) / completed == pytest.approx(93.8, abs=0.1)


def test_spam_more_than_doubles_against_the_day_before() -> None:
    key = ("spam_blocked_h1", "vinh-long")
    now, before = SCRIPTED.value(key, at(20)).value, SCRIPTED.value(key, at(20 - DAY_S)).value
    assert now > 2 * before


def test_nothing_happens_before_the_day_begins_and_all_of_it_again_the_next_day() -> None:
    assert list(going_on(-1)) == []
    assert list(going_on(20)) == list(going_on(20 + 3 * DAY_S)) != []


def test_the_first_half_minute_shows_every_kind_of_incident() -> None:
    kinds = {type(incident).__name__ for incident in SCRIPT if incident.start <= 25}
    assert kinds == {"SeriesIncident", "OnTimeIncident", "RawIncident", "OutageIncident", "FeedIncident"}


@given(st.floats(0, 2 * DAY_S))
def test_nothing_starts_or_ends_before_the_next_change(offset: float) -> None:
    change = next_change(offset)
    assert change > offset
    assert list(going_on((offset + change) / 2)) == list(going_on(offset))


def test_every_incident_speaks_of_something_that_exists() -> None:
    sites = Counter(camera.site for camera in all_cameras())
    for incident in SCRIPT:
        if isinstance(incident, OutageIncident):
            assert sites[incident.site] >= incident.cameras
        if hasattr(incident, "indicator"):
            assert (incident.indicator, incident.unit) in SCRIPTED.rows
