"""The mapping grammar: what is accepted, and which key an error names."""

from typing import Any

import pytest
from pydantic import ValidationError

from ioc.deployment.mapping import FeedMapping, RequestSettings
from ioc.deployment.mapping_kinds import kind_faults
from ioc.deployment.paths import plain_steps, start_of, template_parts


def fault(table: dict[str, Any]) -> tuple[str, str]:
    """The dotted key and the message of the one error of a mapping."""
    with pytest.raises(ValidationError) as caught:
        FeedMapping.model_validate(table)
    (error,) = caught.value.errors()
    return ".".join(str(part) for part in error["loc"]), error["msg"]


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ({"fields": {"id": "a b"}}, "fields.id.path", "JMESPath"),
        ({"fields": {"id": {"path": "a["}}}, "fields.id.path", "JMESPath"),
        ({"rows": {"filter": "=="}}, "rows.filter", "JMESPath"),
        ({"fields": {"id": {"path": "a", "regex": "("}}}, "fields.id.regex", "regular expression"),
        ({"fields": {"id": {"path": "a", "const": 1}}}, "fields.id", "path and const"),
        ({"fields": {"id": {}}}, "fields.id", "found none"),
        ({"fields": {"id": {"template": "no path"}}}, "fields.id.template", "names no path"),
        ({"fields": {"id": {"template": "{a"}}}, "fields.id.template", "single"),
        ({"fields": {"id": {"path": "a", "time": "Q"}}}, "fields.id.time", "format"),
        ({"fields": {"id": {"path": "a", "time": "%Q"}}}, "fields.id.time", "bad directive"),
        ({"fields": {"wrong": "a"}}, "fields.wrong", "Extra inputs"),
        ({"wrong": {}}, "wrong", "Extra inputs"),
        ({"decode": {"zone": "Mars/Base"}}, "decode.zone", "IANA"),
        ({"decode": {"charset": "utf-9"}}, "decode.charset", "charset"),
        ({"decode": {"charset": "rot13"}}, "decode.charset", "charset"),
        ({"decode": {"delimiter": ";"}}, "decode", "only with format"),
        ({"decode": {"number": {"decimal": ",", "thousands": ","}}}, "decode.number", "same mark"),
        ({"rows": {"melt": {}}}, "rows.melt", "columns and except"),
        ({"place": {"lat": "a"}}, "place", "together"),
        ({"place": {"pair": "a", "wkt": "b"}}, "place", "one of"),
        ({"place": {"area": [10, 0, 5, 1]}}, "place", "west < east"),
        ({"fields": {"id": "^.a"}}, "", "rows.each"),
        ({"decode": {"format": "csv"}, "rows": {"path": "a"}}, "", "rows.path"),
        ({"decode": {"format": "csv"}, "fields": {"id": {"path": "a"}}}, "", "fields.id.path"),
        ({"fields": {"id": {"column": "a"}}}, "", "fields.id.column"),
        ({"fields": {"id": {"template": "{a b}"}}}, "", "JMESPath"),
    ],
)
def test_an_error_names_the_key(table: dict[str, Any], key: str, words: str) -> None:
    found, message = fault(table)
    assert found == key
    assert words in message


def test_the_short_form_is_a_path_or_in_csv_a_column() -> None:
    json = FeedMapping.model_validate({"fields": {"id": "a.b"}})
    csv = FeedMapping.model_validate(
        {"decode": {"format": "csv"}, "fields": {"id": "a b"}, "place": {"lat": 1, "lon": 2}}
    )
    assert json.fields.id is not None
    assert json.fields.id.path == "a.b"
    assert csv.fields.id is not None
    assert csv.fields.id.column == "a b"
    assert csv.place.lat is not None
    assert csv.place.lat.column == 1


def test_a_mapping_that_was_read_can_be_written_and_read_again() -> None:
    table = {
        "decode": {"format": "csv", "delimiter": ";", "number": {"decimal": ","}},
        "rows": {"melt": {"except": ["time"]}},
        "fields": {"value": "value", "unit": {"const": "x"}},
    }
    mapping = FeedMapping.model_validate(table)
    assert FeedMapping.model_validate(mapping.model_dump(by_alias=True, exclude_unset=True)) == mapping


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("a", ("a",)),
        ("a.b_c.d", ("a", "b_c", "d")),
        ('value."PM2.5"', ("value", "PM2.5")),
        ("攝影機編號", ("攝影機編號",)),
        ("geometry.coordinates[1]", ("geometry", "coordinates", 1)),
        ("a[].b", None),
        ("a || b", None),
        ("a.", None),
        ("[0]", None),
        ("a[-1]", None),
    ],
)
def test_plain_paths_are_told_from_jmespath(path: str, steps: tuple[str | int, ...] | None) -> None:
    assert plain_steps(path) == steps


def test_a_path_says_where_it_starts() -> None:
    assert start_of("$.a") == ("$", "a")
    assert start_of("^.a") == ("^", "a")
    assert start_of("$") == ("$", "")
    assert start_of("a.b") == ("", "a.b")


def test_braces_in_a_template_are_written_twice() -> None:
    assert template_parts("{{{a}}} b") == (("{", "a"), ("} b", None))


def test_a_kind_needs_its_fields_and_refuses_others() -> None:
    mapping = FeedMapping.model_validate({"fields": {"indicator": "a", "unit": "b", "name": "c"}})
    assert kind_faults(mapping, "indicators") == [
        ("fields.value", "a feed of indicators needs this field"),
        ("fields.name", "a feed of indicators has no such field"),
    ]


def test_cameras_need_a_place_and_a_status_that_exists() -> None:
    mapping = FeedMapping.model_validate(
        {"identity": {"id": "{a}-{b}"}, "fields": {"status": {"path": "s", "map": {"1": "on", "0": "offline"}}}}
    )
    keys = [key for key, _ in kind_faults(mapping, "cameras")]
    assert keys == ["place", "fields.status.map"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"form": {"a": 1}}, "POST"),
        ({"method": "POST", "form": {}, "json": {}}, "two bodies"),
        ({"headers": {"X": "a\r\nHost: b"}}, "header"),
        ({"headers": {"a b": "c"}}, "header"),
        ({"retries": 99}, "less than or equal"),
    ],
)
def test_a_request_that_cannot_be_sent_is_refused(table: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        RequestSettings.model_validate(table)
