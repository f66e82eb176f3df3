import json
import re
from pathlib import Path

import pytest

from maps import page
from maps.files import POLICY
from maps.page import build

BOUNDS = (104.0, 8.5, 110.0, 23.5)
CHANNEL = b"var QWebChannel = 'of Qt';"
ASSETS = Path(page.__file__).parent / "assets"
WAYS = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "bindPopup")


@pytest.fixture(scope="module")
def assets():
    return build(BOUNDS, CHANNEL)


@pytest.fixture(scope="module")
def index(assets):
    return assets["index.html"].body.decode()


@pytest.fixture(scope="module")
def folium_part(assets):
    """What folium wrote: the end of the script."""
    code = assets["page.js"].body.decode()
    return code[code.index("L_NO_TOUCH = ") :]


@pytest.fixture(scope="module")
def ours(folium_part):
    return {path.name: path.read_text() for path in ASSETS.glob("*.js")} | {"folium": folium_part}


def test_the_page_asks_only_for_files_that_are_served(assets, index, ours):
    wanted = re.findall(r'(?:src|href)="([^"]*)"', index)
    assert sorted(wanted) == ["page.css", "page.js"]
    assert "fetch(outlines)" in ours["map.js"]
    assert '"outlines.geojson"' in ours["folium"]
    assert set(assets) == {"index.html", "page.css", "page.js", "outlines.geojson"}


def test_what_needs_leaflet_stands_behind_it_in_the_same_file(assets):
    code = assets["page.js"].body.decode()
    parts = ["Leaflet 1", "of Qt", "The signs on the map", "ioc.Points =", "ioc.Labels =", "ioc.start =", "L.map("]
    places = [code.index(part) for part in parts]
    assert places == sorted(places)


def test_no_address_of_another_machine_is_in_the_page(index, ours):
    for text in (index, *ours.values(), (ASSETS / "map.css").read_text()):
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


def test_texts_are_only_ever_written_as_text(ours):
    for name, code in ours.items():
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
    assert build(BOUNDS, CHANNEL) == assets


def test_outlines_of_all_provinces_are_served_and_small(assets):
    outlines = json.loads(assets["outlines.geojson"].body)
    names = {feature["properties"]["name"] for feature in outlines["features"]}
    assert len(names) == 63
    assert {"Hậu Giang", "Long An", "Hà Giang"} <= names
    assert len(assets["outlines.geojson"].body) < 200_000
