"""The scanner of TOML positions finds every key that ``tomllib`` finds, in its line."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc.deployment.positions import Positions, dotted

TRICKY = '''\
# [not.a.table]
top = "a # no comment, [no table]"   # a comment = nothing

[centre]
"quoted key" = 1
'single' = 2
dotted.inner.deep = 3
text = """
[fake]
key = "no" \\"""
still text
"""
raw = \'\'\'
also = fake
\'\'\'
after = true
list = [
  "]", # ]
  { a = 1 },
  { b = [1, 2] },
]
next = 1
  indented = 2

[[feeds]]
id = "a"
[feeds.fields]
value = { path = "x", regex = "[[" }
[feeds.fields.status]
map = { "a b" = 1 }
[[feeds]]
id = "b"
[[feeds.rows]]
x = 1
[[feeds.rows]]
x = 2
'''


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key)
            yield from paths(item, (*path, key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("top",), "top ="),
        (("centre", "quoted key"), '"quoted key"'),
        (("centre", "single"), "'single'"),
        (("centre", "dotted", "inner", "deep"), "dotted"),
        (("centre", "after"), "after"),
        (("centre", "list", 1, "b"), "{ b ="),
        (("centre", "next"), "next"),
        (("centre", "indented"), "  indented"),
        (("feeds", 0, "id"), 'id = "a"'),
        (("feeds", 0, "fields", "value", "regex"), "value ="),
        (("feeds", 0, "fields", "status", "map", "a b"), "map ="),
        (("feeds", 1, "id"), 'id = "b"'),
        (("feeds", 1, "rows", 1, "x"), "x = 2"),
    ],
)
def test_a_key_is_found_in_its_line(path: tuple[str | int, ...], text: str) -> None:
    tomllib.loads(TRICKY)
    line = Positions(TRICKY).line(path)
    assert line is not None
    assert TRICKY.splitlines()[line - 1].startswith(text) or text in TRICKY.splitlines()[line - 1]


def test_what_stands_in_strings_and_comments_is_no_key() -> None:
    found = Positions(TRICKY)
    assert {path[0] for path in (*found.keys, *found.tables)} == {"top", "centre", "feeds"}
    assert ("centre", "also") not in found.keys


def test_a_key_that_is_missing_points_to_the_table_around_it() -> None:
    line = Positions(TRICKY).line(("feeds", 1, "interval"))
    assert line is not None
    assert TRICKY.splitlines()[line - 1] == "[[feeds]]"
    assert TRICKY.splitlines()[line] == 'id = "b"'


def test_every_key_of_the_sample_is_in_a_line_that_names_it() -> None:
    text = (Path(__file__).parents[2] / "sample_feeds" / "deployment" / "ioc.toml").read_text(encoding="utf-8")
    positions, lines = Positions(text), text.splitlines()
    for path in paths(tomllib.loads(text)):
        line = positions.line(path)
        assert line is not None
        assert str(path[-1]) in lines[line - 1], dotted(path)


@given(st.text(alphabet=" \n\t\"'#[]{}=.,ab\\1", max_size=60))
def test_any_text_is_scanned_to_its_end(text: str) -> None:
    positions = Positions(text)
    lines = text.count("\n") + 1
    assert all(1 <= span.first <= span.last <= lines for span in (*positions.keys.values(), *positions.tables.values()))


@given(st.dictionaries(st.text(alphabet="ab.\"' é\\", max_size=6), st.integers(0, 9), max_size=5))
def test_quoted_keys_of_any_sign_are_found(table: dict[str, int]) -> None:
    escaped = {key: key.replace("\\", "\\\\").replace('"', '\\"') for key in table}
    text = "[t]\n" + "".join(f'"{escaped[key]}" = {value}\n' for key, value in table.items())
    assert tomllib.loads(text) == {"t": table}
    found = Positions(text)
    assert [found.line(("t", key)) for key in table] == list(range(2, 2 + len(table)))
