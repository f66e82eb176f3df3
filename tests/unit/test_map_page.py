import json
import re

import pytest

from maps.files import CHANNEL, POLICY
from maps.page import build

BOUNDS = (104.0, 8.5, 110.0, 23.5)
WAYS = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "bindPopup")


@pytest.fixture(scope="module")
def assets():
    return build(BOUNDS)


@pytest.fixture(scope="module")
def index(assets):
    return assets["index.html"].body.decode()


def test_the_page_asks_only_for_files_that_are_served(assets, index):
    wanted = re.findall(r'(?:src|href)="([^"]*)"', index)
    assert set(wanted) - {CHANNEL} <= set(assets)
    assert "leaflet.js" in wanted
    assert "page.js" in wanted
    assert "fetch(outlines)" in assets["map.js"].body.decode()
    assert '"outlines.geojson"' in assets["page.js"].body.decode()


def test_no_address_of_another_machine_is_in_the_page(assets, index):
    ours = ["page.js", "page.css", "map.js", "points.js", "labels.js", "shapes.js", "map.css"]
    for text in (index, *(assets[name].body.decode() for name in ours)):
        assert not re.search(r"(https?:)?//[a-z0-9]", re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
        assert "cdn" not in text.lower()


def test_no_code_and_no_style_is_inline(index):
    assert not re.search(r"<script(?![^>]*\bsrc=)", index)
    assert "<style" not in index
    assert not re.search(r"\son\w+=", index)
    assert "style=" not in index


def test_the_policy_allows_own_files_and_nothing_else(index):
    assert f'content="{POLICY}"' in index
    rules = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    # The policy stands before everything it is to govern.
    assert index.index("Content-Security-Policy") < index.index("<script")


def test_texts_are_only_ever_written_as_text(assets):
    for name in ("map.js", "points.js", "labels.js", "shapes.js", "page.js"):
        code = assets[name].body.decode()
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "bindPopup",
        ):
            assert way not in code, (name, way)


def test_the_same_page_is_built_every_time(assets):
    assert build(BOUNDS) == assets


def test_outlines_of_all_provinces_are_served_and_small(assets):
    outlines = json.loads(assets["outlines.geojson"].body)
    names = {feature["properties"]["name"] for feature in outlines["features"]}
    assert len(names) == 63
    assert {"Hậu Giang", "Long An", "Hà Giang"} <= names
    assert len(assets["outlines.geojson"].body) < 200_000
