"""Documents to values: what is accepted, what is refused, and that nothing is ever raised."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.cameras import CameraStatus
from ioc.domain.catalogue import Catalogue, catalogue_of
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Indicator, Series, System, ValueKind
from ioc.domain.readings import Batch, Mark, Outcome, Poll
from ioc.domain.text import NO_TEXT, Text
from ioc.domain.units import Unit, UnitKind
from ioc.feeds.decode import decode

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHARE = Indicator(Series("share", "hau-giang"), "s", NO_TEXT, Text("%", "%"), decimals=2)
COUNT = Indicator(Series("count", "hau-giang"), "s", NO_TEXT, Text("hồ sơ", "dossiers"))
WORKS = Indicator(Series("works", "hau-giang"), "s", NO_TEXT, NO_TEXT, kind=ValueKind.STATE)
UNTIL = Indicator(Series("until", "hau-giang"), "s", NO_TEXT, NO_TEXT, kind=ValueKind.DATE)
CATALOGUE = catalogue_of(
    [Unit("hau-giang", NO_TEXT, UnitKind.PROVINCE)], [System("s", NO_TEXT)], [SHARE, COUNT, WORKS, UNTIL]
)

INDICATORS: dict[str, Any] = {
    "rows": {"path": "rows"},
    "fields": {"indicator": "i", "unit": "u", "value": "v", "observed_at": "t", "numerator": "n", "denominator": "d"},
}
CAMERAS: dict[str, Any] = {
    "fields": {"id": "id", "name": "name", "status": {"path": "s", "map": {"on": "online"}}, "url": "url"},
    "place": {"lat": "lat", "lon": "lon"},
}
COUNTS = ("early", "on_due", "late", "within", "overdue")
DOSSIERS: dict[str, Any] = {"fields": {name: name for name in ("unit", "period", "received", *COUNTS)}}


def feed(mapping: dict[str, Any], kind: str = "indicators") -> FeedSettings:
    return FeedSettings.model_validate(
        {
            "id": "feed",
            "name": {"vi": "Nguồn", "en": "Feed"},
            "kind": kind,
            "url": "http://city.example/",
            "interval": "10s",
            "mapping": mapping,
        }
    )


def read(
    body: bytes | str | Any,
    mapping: dict[str, Any] | None = None,
    kind: str = "indicators",
    catalogue: Catalogue | None = CATALOGUE,
    headers: dict[str, str] | None = None,
) -> Batch:
    if not isinstance(body, bytes | str):
        body = json.dumps(body)
    raw = body.encode() if isinstance(body, str) else body
    poll = Poll("feed", NOW, NOW, Outcome.OK, status=200, headers=headers, body=raw)
    return decode(poll, feed(mapping or INDICATORS, kind), catalogue)


def row(**values: Any) -> dict[str, Any]:
    return {"rows": [{"i": "count", "u": "hau-giang", "v": 5, **values}]}


def only_reject(batch: Batch) -> Fault:
    assert batch.fault is None
    assert batch.accepted == 0
    (reject,) = batch.rejects
    return reject.fault


def test_a_row_becomes_a_reading() -> None:
    batch = read(row(t="2026-11-21T11:59:00Z"))
    (reading,) = batch.readings
    assert (reading.series, reading.value, reading.feed) == (COUNT.series, 5.0, "feed")
    assert (reading.observed_at, reading.received_at) == (NOW - timedelta(minutes=1), NOW)
    assert batch.rejects == ()
    assert batch.fault is None


def test_a_row_without_a_time_is_of_the_poll() -> None:
    assert read(row()).readings[0].observed_at == NOW
    assert read(row(t=None)).readings[0].observed_at == NOW


def test_null_is_a_reading_without_value_and_nothing_at_all_is_refused() -> None:
    assert read(row(v=None)).readings[0].value is None
    assert read(row(v="")).readings[0].value is None
    assert only_reject(read({"rows": [{"i": "count", "u": "hau-giang"}]})) == (FaultCode.MISSING_FIELD, "value")


def test_unclear_grouping_is_refused_with_its_text_and_its_series() -> None:
    batch = read(row(v="1.63.899"))
    (reject,) = batch.rejects
    assert reject.fault == (FaultCode.DIGIT_GROUPING, "1.63.899")
    assert reject.series == COUNT.series
    assert reject.row == 1
    assert json.loads(reject.raw) == {"i": "count", "u": "hau-giang", "v": "1.63.899"}


def test_a_bad_row_costs_no_good_one() -> None:
    body = {"rows": [row()["rows"][0], {"i": "count"}, 7, None, "text", [], row(v="x")["rows"][0]]}
    batch = read(body)
    assert len(batch.readings) == 1
    assert [reject.row for reject in batch.rejects] == [2, 3, 4, 5, 6, 7]


def test_refused_rows_are_listed_up_to_a_limit() -> None:
    batch = read({"rows": [0] * 10_005 + row()["rows"]})
    assert batch.accepted == 1
    assert len(batch.rejects) == 10_001
    assert batch.rejects[-1].fault == (FaultCode.TOO_LARGE, "5 more refused rows are not listed")


def test_what_the_catalogue_does_not_know_is_refused() -> None:
    assert only_reject(read(row(u="atlantis"))) == (FaultCode.UNKNOWN_UNIT, "atlantis")
    assert only_reject(read(row(i="luck"))) == (FaultCode.UNKNOWN_SERIES, "luck@hau-giang")
    assert read(row(i="luck", u="atlantis"), catalogue=None).accepted == 1


def test_a_time_ahead_of_ours_is_refused_after_five_minutes() -> None:
    assert read(row(t="2026-11-21T12:05:00Z")).accepted == 1
    assert only_reject(read(row(t="2026-11-21T12:05:01Z"))).code is FaultCode.FUTURE_TIME


@pytest.mark.parametrize(
    ("value", "marks"),
    [
        (98.5, Mark.NONE),
        ("98.50", Mark.NONE),
        ("98.51", Mark.MISMATCH),
        (98, Mark.NONE),
        (97, Mark.MISMATCH),
        (None, Mark.NONE),
    ],
)
def test_a_printed_share_is_held_against_its_parts(value: Any, marks: Mark) -> None:
    (reading,) = read(row(i="share", v=value, n=1970, d=2000)).readings
    assert reading.marks is marks
    assert (reading.numerator, reading.denominator) == (1970.0, 2000.0)


def test_a_share_of_nothing_does_not_follow_and_a_count_is_no_share() -> None:
    assert read(row(i="share", v=100, n=0, d=0)).readings[0].marks is Mark.MISMATCH
    assert read(row(i="count", v=100, n=1, d=2)).readings[0].marks is Mark.NONE


def test_states_and_dates_are_read_as_such() -> None:
    assert read(row(i="works", v=True)).readings[0].value == 1.0
    assert read(row(i="works", v="False")).readings[0].value == 0.0
    assert read(row(i="until", v="1970-01-11")).readings[0].value == 10.0
    assert read(row(i="until", v=20000)).readings[0].value == 20000.0
    assert only_reject(read(row(i="count", v=True))).code is FaultCode.NOT_A_NUMBER


def test_of_a_repeated_identity_the_last_counts_unless_the_mapping_says_otherwise() -> None:
    body = {"rows": [row(v=1)["rows"][0], row(v=2)["rows"][0], row(v=3)["rows"][0]]}
    for repeated, value, rejects in (("last", 3.0, 0), ("first", 1.0, 0), ("reject", 1.0, 2)):
        batch = read(body, {**INDICATORS, "identity": {"repeated": repeated}})
        assert [reading.value for reading in batch.readings] == [value]
        assert batch.duplicates == 2
        assert len(batch.rejects) == rejects
        assert all(reject.fault.code is FaultCode.REPEATED for reject in batch.rejects)


def test_a_document_without_rows_is_a_fact() -> None:
    for body in ({"rows": []}, {"rows": None}):
        batch = read(body)
        assert (batch.fault, batch.accepted, batch.rejects) == (None, 0, ())


def test_a_path_that_leads_nowhere_is_a_fault() -> None:
    assert read({"data": []}).fault == (FaultCode.NO_ROWS_PATH, "rows: nothing")
    assert read({"rows": 3}).fault == (FaultCode.NO_ROWS_PATH, "rows: a int")
    assert read("3", {"fields": INDICATORS["fields"]}).fault is not None


def test_polls_without_a_document_bring_nothing() -> None:
    fault = Fault(FaultCode.TIMEOUT, "read")
    failed = decode(Poll("feed", NOW, NOW, Outcome.FAILED, fault), feed(INDICATORS), CATALOGUE)
    same = decode(Poll("feed", NOW, NOW, Outcome.NOT_MODIFIED), feed(INDICATORS), CATALOGUE)
    assert (failed.fault, failed.accepted) == (fault, 0)
    assert (same.fault, same.accepted) == (None, 0)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<!DOCTYPE html><html><body>503</body></html>", FaultCode.NOT_THE_FORMAT),
        (b"\n <html>", FaultCode.NOT_THE_FORMAT),
        (b"", FaultCode.NOT_THE_FORMAT),
        (b'{"rows": [', FaultCode.NOT_THE_FORMAT),
        (b"[" * 200_000, FaultCode.NOT_THE_FORMAT),
        (b'{"a":' * 100_000, FaultCode.NOT_THE_FORMAT),
        ('{"rows": "Hậu Giang"}'.encode("utf-16"), FaultCode.NO_ROWS_PATH),
        (b'{"rows": "\xff"}', FaultCode.ENCODING),
        (b"\x00\x00\x00", FaultCode.NOT_THE_FORMAT),
        (b"<!-- a --><!-- b -->\n<html>", FaultCode.NOT_THE_FORMAT),
        (b"<!---->" * 1000, FaultCode.NOT_THE_FORMAT),
    ],
)
def test_a_document_that_is_none_is_a_fault(body: bytes, code: FaultCode) -> None:
    batch = read(body)
    assert batch.fault is not None
    assert batch.fault.code is code


def test_an_html_page_is_no_table_either() -> None:
    batch = read(b"<html><head>", {"decode": {"format": "csv"}, "fields": INDICATORS["fields"]})
    assert batch.fault == (FaultCode.NOT_THE_FORMAT, "an HTML page")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("NaN", FaultCode.NOT_FINITE),
        ("-Infinity", FaultCode.NOT_FINITE),
        ("1e999", FaultCode.NOT_FINITE),
        ("9" * 10_000_000, FaultCode.NOT_FINITE),
        ("-" + "9" * 5000, FaultCode.NOT_FINITE),
        ('"' + "9" * 100_000 + '"', FaultCode.TOO_LONG),
        ('{"deep": ' * 200 + "1" + "}" * 200, FaultCode.NOT_A_NUMBER),
    ],
)
def test_hostile_values_cost_their_row_only(value: str, code: FaultCode) -> None:
    good = '{"i": "share", "u": "hau-giang", "v": 1}'
    body = f'{{"rows": [{{"i": "count", "u": "hau-giang", "v": {value}}}, {good}]}}'
    batch = read(body)
    assert batch.fault is None
    assert [reject.fault.code for reject in batch.rejects] == [code]
    assert len(batch.rejects[0].raw) <= 2000
    assert batch.accepted == 1


def test_of_a_repeated_key_the_last_counts() -> None:
    assert read('{"rows": [{"i": "x", "i": "count", "u": "hau-giang", "v": 5}]}').accepted == 1


def test_signs_that_cannot_be_stored_are_replaced() -> None:
    batch = read('[{"id": "a\\u0000b", "name": "\\ud800x", "lat": 10, "lon": 106}]', CAMERAS, "cameras")
    (camera,) = batch.cameras
    assert (camera.id, camera.name) == ("a\ufffdb", "\ufffdx")
    bad = read('[{"id": "a", "name": "\\ud800", "lat": 100}]', CAMERAS, "cameras")
    bad.rejects[0].raw.encode()


def test_a_name_is_at_most_500_characters_long() -> None:
    point = {"lat": 10, "lon": 106}
    assert read([{"id": "a", "name": "x" * 500, **point}], CAMERAS, "cameras").accepted == 1
    assert only_reject(read([{"id": "a", "name": "x" * 501, **point}], CAMERAS, "cameras")).code is FaultCode.TOO_LONG


def test_cameras_have_a_point_a_known_status_and_a_harmless_address() -> None:
    batch = read(
        [
            {"id": 1, "lat": 10, "lon": 106, "s": "on", "url": "rtsp://10.0.0.1/live"},
            {"id": 2, "lat": "9.5", "lon": "105", "s": "broken", "url": "javascript:alert(1)"},
            {"id": 3, "lat": 0, "lon": 0},
            {"id": 4, "lat": "x", "lon": 106},
            {"id": 5, "lon": 106},
            {"id": None, "lat": 10, "lon": 106},
            {"id": 7, "lat": 10, "lon": 106, "s": ["on"], "url": "file:///etc/passwd"},
        ],
        CAMERAS,
        "cameras",
    )
    assert [(camera.id, camera.name, camera.status, camera.url) for camera in batch.cameras] == [
        ("1", "1", CameraStatus.ONLINE, "rtsp://10.0.0.1/live"),
        ("2", "2", CameraStatus.UNKNOWN, ""),
        ("7", "7", CameraStatus.UNKNOWN, ""),
    ]
    assert [reject.fault.code for reject in batch.rejects] == [
        FaultCode.NOT_A_PLACE,
        FaultCode.NOT_A_NUMBER,
        FaultCode.NOT_A_PLACE,
        FaultCode.MISSING_FIELD,
    ]


def test_an_id_can_be_composed() -> None:
    mapping = {"place": CAMERAS["place"], "identity": {"id": "{site}-{n}"}}
    batch = read([{"site": "A", "n": 3, "lat": 10, "lon": 106}, {"site": "A", "lat": 1, "lon": 2}], mapping, "cameras")
    assert [camera.id for camera in batch.cameras] == ["A-3"]
    assert only_reject(read([{"site": "A", "lat": 1, "lon": 2}], mapping, "cameras")).code is FaultCode.MISSING_FIELD


def test_features_of_geojson_are_rows() -> None:
    point = {"type": "Point", "coordinates": [106.1, 10.2]}
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    body = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": 1, "geometry": point, "properties": {"name": "A"}},
            {"type": "Feature", "id": 2, "geometry": line, "properties": {}},
            {"type": "Feature", "id": 3, "geometry": None, "properties": None},
        ],
    }
    mapping = {"decode": {"format": "geojson"}, "fields": {"id": "id", "name": "properties.name"}}
    batch = read(body, mapping, "cameras")
    assert [(camera.id, camera.latitude, camera.longitude) for camera in batch.cameras] == [("1", 10.2, 106.1)]
    assert [reject.fault for reject in batch.rejects] == [
        (FaultCode.NOT_A_PLACE, "LineString"),
        (FaultCode.NOT_A_PLACE, "no coordinates"),
    ]
    assert read({"type": "Topology"}, mapping, "cameras").fault == (FaultCode.NO_ROWS_PATH, "features")


def tally(**changes: Any) -> dict[str, Any]:
    counts = {"early": 5, "on_due": 3, "late": 1, "within": 2, "overdue": 0, "received": 11}
    return {"unit": "hau-giang", "period": "2026-11", **counts, **changes}


def test_dossiers_become_tallies_and_a_wrong_sum_is_kept() -> None:
    batch = read([tally(), tally(period="2026-10", received=99)], DOSSIERS, "dossiers")
    assert [(found.completed, found.pending, found.breaks_identity) for found in batch.tallies] == [
        (9, 2, False),
        (9, 2, True),
    ]
    assert read([tally(received=None)], DOSSIERS, "dossiers").tallies[0].received is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"late": -1}, FaultCode.NOT_A_NUMBER),
        ({"late": 1.5}, FaultCode.NOT_A_NUMBER),
        ({"late": None}, FaultCode.MISSING_FIELD),
        ({"late": 1e18}, FaultCode.NOT_A_NUMBER),
        ({"late": "1.63.899"}, FaultCode.DIGIT_GROUPING),
        ({"unit": "atlantis"}, FaultCode.UNKNOWN_UNIT),
        ({"period": ""}, FaultCode.MISSING_FIELD),
    ],
)
def test_counts_that_are_none_are_refused(changes: dict[str, Any], code: FaultCode) -> None:
    assert only_reject(read([tally(**changes)], DOSSIERS, "dossiers")).code is code


CSV: dict[str, Any] = {
    "decode": {"format": "csv", "delimiter": ";", "number": {"decimal": ",", "thousands": "."}, "null": ["-"]},
    "fields": {"indicator": "i", "unit": "u", "value": "v"},
}


def test_a_table_with_decimal_commas() -> None:
    batch = read("\ufeffi ;u; v\ncount;hau-giang; 1.234,5\n\nshare; hau-giang ;-\n", CSV)
    assert [reading.value for reading in batch.readings] == [1234.5, None]


def test_a_column_that_is_not_in_the_header_is_a_fault() -> None:
    batch = read("i;u;value\ncount;hau-giang;1\n", CSV)
    assert batch.fault == (FaultCode.MISSING_FIELD, "value: no column 'v' in the header")


def test_a_table_of_a_header_alone_and_one_of_nothing_have_no_rows() -> None:
    for text in ("i;u;v\n", ""):
        batch = read(text, CSV)
        assert (batch.fault, batch.accepted, batch.rejects) == (None, 0, ())


def test_short_and_broken_lines_cost_themselves() -> None:
    huge = '"' + "x" * 1_100_000
    batch = read(f"i;u;v\ncount;hau-giang\nshare;hau-giang;1;extra\n{huge}\n", CSV)
    assert [reading.value for reading in batch.readings] == [1.0]
    assert [reject.fault.code for reject in batch.rejects] == [FaultCode.MISSING_FIELD, FaultCode.NOT_THE_FORMAT]


def test_nul_bytes_in_a_table_do_no_harm() -> None:
    batch = read(b"i;u;v\ncount;hau-giang;1\n\x00;\x00;\x00\n", CSV)
    assert batch.accepted == 1
    assert "\x00" not in batch.rejects[0].raw


def test_charsets_by_mark_mapping_and_header() -> None:
    text = "i;u;v\ncount;Hậu Giang;1\n"
    assert read(text.encode("utf-16"), CSV, catalogue=None).readings[0].series.unit == "Hậu Giang"
    declared = {"content-type": "text/csv; charset=windows-1258"}
    latin = "i;u;v\ncount;Huế;1\n".encode("windows-1258", "replace")
    assert read(latin, CSV, catalogue=None, headers=declared).fault is None
    wrong = {"content-type": "text/csv; charset=klingon"}
    assert read(text, CSV, catalogue=None, headers=wrong).readings[0].series.unit == "Hậu Giang"
    bad = b"i;u;v\ncount;\xff;1\n"
    assert read(bad, CSV, catalogue=None).fault == (FaultCode.ENCODING, "not utf-8 at byte 12")
    lenient = {**CSV, "decode": {**CSV["decode"], "errors": "replace"}}
    assert read(bad, lenient, catalogue=None).readings[0].series.unit == "\ufffd"


def test_jmespath_finds_what_plain_paths_cannot() -> None:
    mapping = {
        "rows": {"path": "groups[].items[]", "filter": "v > `1`"},
        "fields": {"indicator": "i", "unit": "join('-', ['hau', 'giang'])", "value": "max([v, `2`])"},
    }
    body = {"groups": [{"items": [{"i": "count", "v": 1}, {"i": "count", "v": 7}]}]}
    assert [reading.value for reading in read(body, mapping).readings] == [7.0]
    assert read({"groups": [{"items": [{"i": "count", "v": "x"}]}]}, mapping).fault is None


def test_a_melted_column_that_a_row_lacks_has_no_value_unless_all_lack_it() -> None:
    mapping = {
        "rows": {"melt": {"columns": ["count", "share"]}},
        "fields": {"indicator": "name", "unit": {"const": "hau-giang"}, "value": "value"},
    }
    batch = read([{"count": 1, "share": 2}, {"count": 3}], {**mapping, "identity": {"repeated": "first"}})
    assert [reading.value for reading in batch.readings] == [1.0, 2.0]
    assert [reject.fault.code for reject in read([{"count": 3}], mapping).rejects] == [FaultCode.MISSING_FIELD]


def test_values_can_be_mapped_defaulted_and_taken_from_the_document() -> None:
    mapping = {
        "rows": {"path": "rows"},
        "fields": {
            "indicator": {"path": "kind", "map": {"dem": "count"}, "unmapped": "null", "default": "share"},
            "unit": "$.unit",
            "value": {"path": "v", "regex": r"(\d+) hồ sơ"},
        },
    }
    body = {"unit": "hau-giang", "rows": [{"kind": "dem", "v": "12 hồ sơ"}, {"kind": "?", "v": "none"}]}
    assert [(reading.series.indicator, reading.value) for reading in read(body, mapping).readings] == [
        ("count", 12.0),
        ("share", None),
    ]
    mapping["fields"]["indicator"] = {"path": "kind", "map": {"dem": "count"}}
    assert [reject.fault for reject in read(body, mapping).rejects] == [(FaultCode.NOT_IN_MAP, "indicator: ?")]


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*"iuvtnd", "rows"]), inner, max_size=6)
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(json_values)
@example({"rows": [{"i": ["count"], "u": {}, "v": 1}]})
@example({"rows": {"i": True, "u": 1.0, "v": 1}})
def test_any_json_is_decoded_without_raising(document: Any) -> None:
    for body in (document, {"rows": document}, {"rows": [document]}):
        for catalogue in (CATALOGUE, None):
            batch = read(json.dumps(body), catalogue=catalogue)
            assert batch.fault is None or batch.fault.code is not FaultCode.INTERNAL


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["json", "csv", "geojson"]))
@example(b'i,u,v\n"', "csv")
@example(b"\xef\xbb\xbf", "json")
def test_any_bytes_are_decoded_without_raising(body: bytes, form: str) -> None:
    mapping = {"decode": {"format": form}, "fields": {"id": "id"}, "place": {"pair": "p"}}
    batch = read(body, mapping, "cameras")
    assert batch.fault is None or batch.fault.code is not FaultCode.INTERNAL


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=5))
def test_any_table_is_decoded_without_raising(cells: list[list[str]]) -> None:
    text = "i;u;v\n" + "\n".join(";".join(line) for line in cells)
    batch = read(text.encode("utf-8", "surrogatepass"), CSV)
    assert batch.fault is None or batch.fault.code is not FaultCode.INTERNAL
