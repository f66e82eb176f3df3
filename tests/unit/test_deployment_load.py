"""A good deployment becomes settings, a catalogue and rules."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc.deployment import durations
from ioc.deployment.durations import duration, duration_text, size
from ioc.deployment.load import load
from ioc.deployment.model import Deployment
from ioc.deployment.rules import steps
from ioc.deployment.schema import schema
from ioc.domain.alerts import Rule, Severity, Step, Subject, SubjectKind
from ioc.domain.indicators import Comparison, Series
from ioc.domain.text import Text
from ioc.domain.units import UnitKind

TOML = """\
[centre]
name = { vi = "Thử", en = "Trial" }
zone = "Asia/Ho_Chi_Minh"
[dossiers]
target = 99
warning = 98
critical = 95
deadband = 0.5
hold = "1m"
[sources.city]
base_url = "http://user:secret@data.example.vn:8080/api/"
headers = { X-Key = "${IOC_TEST_KEY}" }
auth = { bearer = "${IOC_TEST_TOKEN}" }
[[feeds]]
id = "portal"
name = "Portal"
kind = "indicators"
source = "city"
url = "/portal.json?key=${IOC_TEST_KEY}"
interval = "10s"
[feeds.request]
headers = { Accept = "application/json" }
[feeds.rows]
path = "data"
[feeds.fields]
indicator = "i"
unit = "u"
value = "v"  # the figure
[[feeds]]
id = "past"
name = "Past"
kind = "indicators"
history = true
source = "city"
url = "past.json"
interval = "1h"
fields = { indicator = "i", unit = "u", value = "v" }
[[feeds]]
id = "tallies"
name = "Tallies"
kind = "dossiers"
source = "city"
url = "tallies.json"
interval = "5s"
silent_after = "2m"
[feeds.fields]
unit = "u"
period = "p"
early = "e"
on_due = "o"
late = "l"
within = "w"
overdue = "x"
"""
INDICATORS = """\
indicator,unit,system,name_vi,name_en,measure_vi,decimals,direction,comparison,warning,critical,deadband,for,keep_for,\
reason_vi,published_value,published_raw,as_of,source
share,p,dvc,Tỷ lệ,Share,%,1,higher_better,lt,90,80,0.5,10s,30s,vì,91.5,"91,5%",2022-12-31,a.txt
load,p,dvc,Tải,Load,%,0,lower_better,gt,90,,1,,,,,,,
state,p,dvc,Trạng thái,State,,0,,stale,2d,7d,,,,,,,,
plain,p,dvc,Số,Number,,0,,,,,,,,,,,,
"""
VARIABLES = {"IOC_TEST_KEY": "k1", "IOC_TEST_TOKEN": "t1"}


@pytest.fixture
def deployment(tmp_path: Path) -> Deployment:
    (tmp_path / "ioc.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "units.csv").write_text(
        "id,name_vi,kind,parent,valid_to\nc,Trung tâm,centre,,\np,Tỉnh,province,c,30/06/2025\n", encoding="utf-8"
    )
    (tmp_path / "systems.csv").write_text("id,name_vi\ndvc,Cổng\n", encoding="utf-8")
    (tmp_path / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    return load(tmp_path, VARIABLES)


def rule(deployment: Deployment, rule_id: str, kind: SubjectKind, name: str) -> Rule:
    return next(rule for rule in deployment.rules if (rule.id, rule.subject[:2]) == (rule_id, (kind, name)))


def test_limits_become_steps_that_recover_a_deadband_on_the_good_side(deployment: Deployment) -> None:
    share = rule(deployment, "limit", SubjectKind.SERIES, "share")
    assert share.steps == (Step(Severity.WARNING, 90, 90.5), Step(Severity.CRITICAL, 80, 80.5))
    assert (share.hold, share.keep_for) == (timedelta(seconds=10), timedelta(seconds=30))
    assert rule(deployment, "limit", SubjectKind.SERIES, "load").steps == (Step(Severity.WARNING, 90, 89),)


def test_a_series_counts_as_stale_when_its_feed_says_so(deployment: Deployment) -> None:
    assert rule(deployment, "limit", SubjectKind.SERIES, "share").stale_after == timedelta(seconds=35)


def test_limits_of_age_are_seconds_in_a_rule_of_their_own(deployment: Deployment) -> None:
    stale = rule(deployment, "stale", SubjectKind.SERIES, "state")
    assert [step.limit for step in stale.steps] == [172_800, 604_800]
    assert stale.stale_after is None


def test_every_live_feed_has_a_rule_of_silence_and_history_has_none(deployment: Deployment) -> None:
    silent = {rule.subject.name: rule for rule in deployment.rules if rule.id == "feed-silent"}
    assert {name: found.steps[0].limit for name, found in silent.items()} == {"portal": 35, "tallies": 120}
    assert silent["portal"].steps[0].severity is Severity.WARNING


def test_every_unit_but_the_centre_has_a_rule_for_its_on_time_share(deployment: Deployment) -> None:
    found = [rule for rule in deployment.rules if rule.id == "dossier-on-time"]
    assert [rule.subject for rule in found] == [Subject(SubjectKind.DOSSIER, "m2", "p")]
    assert found[0].steps == (Step(Severity.WARNING, 98, 98.5), Step(Severity.CRITICAL, 95, 95.5))
    assert found[0].hold == timedelta(minutes=1)


def test_the_version_of_a_rule_changes_with_its_limits_only(tmp_path: Path, deployment: Deployment) -> None:
    before = rule(deployment, "limit", SubjectKind.SERIES, "share")
    file = tmp_path / "indicators.csv"
    file.write_text(INDICATORS.replace("Tỷ lệ", "Tên khác"), encoding="utf-8")
    renamed = rule(load(tmp_path, VARIABLES), "limit", SubjectKind.SERIES, "share")
    file.write_text(INDICATORS.replace("lt,90,80", "lt,90,81"), encoding="utf-8")
    edited = rule(load(tmp_path, VARIABLES), "limit", SubjectKind.SERIES, "share")
    assert renamed.version == before.version != edited.version


def test_a_feed_is_joined_with_its_source(deployment: Deployment) -> None:
    portal = deployment.feeds["portal"]
    assert portal.url == "http://user:secret@data.example.vn:8080/api/portal.json?key=k1"
    assert portal.request.headers == {"Authorization": "Bearer t1", "X-Key": "k1", "Accept": "application/json"}
    assert (portal.stale_after, portal.silent_after) == (timedelta(seconds=35), timedelta(seconds=35))


def test_what_is_shown_of_a_feed_holds_no_secret(deployment: Deployment) -> None:
    info = deployment.infos["portal"]
    assert info.url == "http://data.example.vn:8080/portal.json?key=${IOC_TEST_KEY}"
    assert "secret" not in str(info)
    assert "k1" not in str(info)


def test_the_mapping_is_shown_as_the_file_has_it(deployment: Deployment) -> None:
    assert deployment.infos["portal"].mapping == (
        '[rows]\npath = "data"\n[fields]\nindicator = "i"\nunit = "u"\nvalue = "v"  # the figure'
    )
    assert deployment.infos["past"].mapping == 'fields = { indicator = "i", unit = "u", value = "v" }'


def test_a_series_belongs_to_the_live_feed_that_covers_it(deployment: Deployment) -> None:
    assert deployment.feed_of(Series("share", "p")) == "portal"
    assert deployment.feed_of(Series("share", "elsewhere")) is None


def test_the_catalogue_holds_names_kinds_and_provenance(deployment: Deployment) -> None:
    share = deployment.catalogue.indicators[Series("share", "p")]
    assert (share.name, share.measure, share.decimals) == (Text("Tỷ lệ", "Share"), Text("%", "%"), 1)
    assert share.published is not None
    assert (share.published.value, share.published.raw, share.published.source) == (91.5, "91,5%", "a.txt")
    assert deployment.catalogue.units["c"].kind is UnitKind.CENTRE
    assert str(deployment.catalogue.units["p"].valid_to) == "2025-06-30"
    assert deployment.catalogue.indicators[Series("plain", "p")].published is None


def test_steps_of_a_change_recover_below_their_limit() -> None:
    assert steps(Comparison.DROP_PCT, 5, 15, 1) == (Step(Severity.WARNING, 5, 4), Step(Severity.CRITICAL, 15, 14))


def test_the_schema_knows_every_table_and_refuses_other_keys() -> None:
    found = schema()
    assert set(found["properties"]) == {"centre", "dossiers", "sources", "feeds"}
    assert found["additionalProperties"] is False
    feed = found["$defs"]["FeedTable"]["properties"]
    assert {"id", "interval", "source", "request", "decode", "rows", "fields", "place", "identity"} <= set(feed)
    assert feed["interval"]["type"] == "string"


def test_the_schema_allows_the_short_forms_and_shows_defaults_as_one_writes_them() -> None:
    found = schema()["$defs"]
    assert {"type": "string"}.items() <= found["FieldSpec"]["anyOf"][0].items()
    assert {"const": True} in found["RowsSpec"]["properties"]["entries"]["anyOf"]
    feed = found["FeedTable"]["properties"]
    assert (feed["read_timeout"]["default"], feed["max_size"]["default"]) == ("10s", "20MB")


def test_the_schema_that_ships_is_the_one_of_the_models() -> None:
    shipped = Path(durations.__file__).with_name("ioc.schema.json").read_text(encoding="utf-8")
    assert shipped == json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize(
    ("text", "seconds"), [("500ms", 0.5), ("10s", 10), ("5m", 300), ("1h30m", 5400), ("1d", 86_400), ("0s", 0)]
)
def test_spans_of_time_are_read(text: str, seconds: float) -> None:
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "10", "-1s", "ten seconds", "1e9d", "999999d", "10 s x"])
def test_what_is_no_span_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"span of time|hundred years"):
        duration(text)


@given(st.integers(0, 10**9).map(lambda milliseconds: timedelta(milliseconds=milliseconds)))
def test_a_span_of_time_survives_being_written(span: timedelta) -> None:
    assert duration(duration_text(span)) == span


def test_sizes_are_read() -> None:
    assert [size("500KB"), size("20MB"), size("1.5 GB")] == [500_000, 20_000_000, 1_500_000_000]
    with pytest.raises(ValueError, match="not a size"):
        size("20 megs")
