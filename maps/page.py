"""The map page, built by folium and cut into files that a strict content security policy lets through.

folium writes its scripts and styles into the page; here they become ``page.js`` and ``page.css``, so that the
policy needs no exception for inline code. Leaflet is that of the installed wheel ``django-js-lib-leaflet``.
Everything that runs is in the one script and everything that dresses in the one style sheet, in the order in which
folium asks for them: no part can run where another failed to arrive, and the engine, which reads every file through
this interpreter, waits for it four times and not a dozen.
Nothing of a deployment or a feed is in any of these files: words, labels and points come later as data, over
the web channel, and are put on the screen as text.
"""

import json
import re
from collections.abc import Mapping
from importlib import resources
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from jinja2 import Environment, FileSystemLoader, Template

from maps.files import CHANNEL, POLICY, Asset

LEAFLET = "django-js-lib-leaflet"

_SCRIPT = re.compile(r'<script src="([^"]*)"></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]*)"/>')
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_ASSETS = Path(str(resources.files("maps"))) / "assets"
_OUTLINES = Path(str(resources.files("maps"))) / "outlines" / "vietnam_provinces.geojson"


class LocalMap(folium.Map):
    """A folium map that asks nobody else for its scripts and styles."""

    default_js = [("leaflet", "leaflet.js")]  # noqa: RUF012 - the attribute's form is folium's
    default_css = [("leaflet_css", "leaflet.css")]  # noqa: RUF012


class PointLayer(JSCSSMixin, MacroElement):
    """Our one layer: outlines from ``outlines``, labels and points from the web channel."""

    default_js = [  # noqa: RUF012
        ("channel", CHANNEL),
        ("shapes", "shapes.js"),
        ("points", "points.js"),
        ("labels", "labels.js"),
        ("map", "map.js"),
    ]
    default_css = [("map_css", "map.css")]  # noqa: RUF012
    _template = Template((_ASSETS / "layer.html").read_text(encoding="utf-8"))

    def __init__(self, outlines: str) -> None:
        MacroElement.__init__(self)  # type: ignore[no-untyped-call]
        self._name = "PointLayer"
        self.outlines = outlines


def build(bounds: tuple[float, float, float, float], channel: bytes) -> Mapping[str, Asset]:
    """Every file of the page by name; ``index.html`` is the page.

    ``bounds`` are west, south, east, north in degrees: what the map shows before the first data come. ``channel``
    is Qt's script of the web channel, which this module cannot fetch: it knows no Qt.
    """
    west, south, east, north = bounds
    page = LocalMap(
        location=((south + north) / 2, (west + east) / 2),
        zoom_start=6,
        tiles=None,
        zoom_control=True,
        attributionControl=False,
        zoomAnimation=False,
        fadeAnimation=False,
        markerZoomAnimation=False,
        zoomSnap=0.25,
        zoomDelta=1,
        wheelPxPerZoomLevel=120,
        minZoom=3,
        maxZoom=18,
        worldCopyJump=False,
    )
    page._id = "ioc"
    page.options["maxBounds"] = [[-60, -180], [80, 180]]
    PointLayer(outlines="outlines.geojson").add_to(page)
    figure: Any = page.get_root()
    figure.render()
    header, html, script = (part.render() for part in (figure.header, figure.html, figure.script))
    inline = {"script": "", "style": ""}
    for kind, text in _INLINE.findall(header):
        inline[kind] += text + "\n"
    parts = {**_leaflet(), CHANNEL: channel.decode(), **_ours()}
    code = [*(parts[name] for name in _SCRIPT.findall(header)), inline["script"] + script]
    dress = [*(parts[name] for name in _STYLE.findall(header)), inline["style"]]
    for moved in (_SCRIPT, _STYLE, _INLINE):
        header = moved.sub("", header)
    environment = Environment(loader=FileSystemLoader(_ASSETS), autoescape=True)
    index = environment.get_template("index.html").render(policy=POLICY, head=header.strip(), body=html.strip())
    return {
        "index.html": Asset("text/html", index.encode()),
        "page.js": Asset("text/javascript", "\n".join(code).encode()),
        "page.css": Asset("text/css", "\n".join(dress).encode()),
        "outlines.geojson": Asset("application/json", _outlines()),
    }


def _ours() -> dict[str, str]:
    """Our scripts and styles by name; each script in a function of its own, where its "use strict" holds."""
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in _ASSETS.iterdir() if path.suffix in (".js", ".css")
    }
    return {name: f"(function () {{\n{text}}}());" if name.endswith(".js") else text for name, text in texts.items()}


def _leaflet() -> dict[str, str]:
    """Leaflet's script and style sheet out of the installed wheel, which is not imported (it would want Django)."""
    wanted = {"leaflet.js", "leaflet.css"}
    files = (path for path in distribution(LEAFLET).files or () if path.name in wanted)
    found = {path.name: Path(str(path.locate())).read_text(encoding="utf-8") for path in files}
    missing = wanted - found.keys()
    if missing:
        raise FileNotFoundError(f"{LEAFLET} has no {', '.join(sorted(missing))}")
    return found


def _outlines() -> bytes:
    """The outlines with the properties the page uses."""
    document = json.loads(_OUTLINES.read_bytes())
    for feature in document["features"]:
        feature["properties"] = {"name": feature["properties"]["name"]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
