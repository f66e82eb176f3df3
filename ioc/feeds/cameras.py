"""Rows of a feed of cameras to cameras."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.catalogue import Catalogue
from ioc.domain.faults import FaultCode
from ioc.domain.readings import Poll
from ioc.feeds.collect import Collected, collect
from ioc.feeds.fields import as_text
from ioc.feeds.places import check_place, from_pair, from_wkt
from ioc.feeds.plan import OpenDocument
from ioc.feeds.readings import AHEAD
from ioc.feeds.refused import ABSENT, RowError, safe_text

URL_LIMIT: Final = 2000
_SCHEMES: Final = frozenset({"http", "https", "rtsp"})
_STATUSES: Final = {str(status): status for status in CameraStatus}

Coordinates = tuple[float | None, float | None]


def read_cameras(opened: OpenDocument, poll: Poll, catalogue: Catalogue | None) -> Collected[Camera]:
    """Cameras with a valid point; the name is the id where the source gives none."""
    camera_id, name_of, site_of = opened.required_text("id"), opened.text("name"), opened.text("site")
    unit_of = opened.text("unit")
    status_of, url_of = _status(opened), opened.raw("url")
    point, place = _point(opened), opened.plan.settings.mapping.place
    at = opened.instant(poll.received_at, poll.received_at + AHEAD)

    def read(row: Any) -> tuple[str, Camera]:
        found = camera_id(row)
        latitude, longitude = check_place(*point(row), place)
        unit = unit_of(row) or ""
        if unit and catalogue is not None and unit not in catalogue.units:
            raise RowError(FaultCode.UNKNOWN_UNIT, unit)
        return found, Camera(
            feed=poll.feed,
            id=found,
            name=name_of(row) or found,
            latitude=latitude,
            longitude=longitude,
            status=status_of(row),
            observed_at=at(row),
            received_at=poll.received_at,
            unit=unit,
            site=site_of(row) or "",
            url=safe_url(url_of(row)),
        )

    return collect(opened, poll, read)


def safe_url(raw: Any) -> str:
    """An address of a snapshot or stream as text; "" for everything but http, https and rtsp."""
    if not isinstance(raw, str) or len(raw) > URL_LIMIT:
        return ""
    url = safe_text(raw.strip())
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        return ""
    try:
        parts = urlsplit(url)
        return url if parts.scheme.lower() in _SCHEMES and parts.hostname else ""
    except ValueError:
        return ""


def _status(opened: OpenDocument) -> Callable[[Any], CameraStatus]:
    """What reads a status: a word of the map, or one of ours; everything else is UNKNOWN."""
    get = opened.raw("status")

    def read(row: Any) -> CameraStatus:
        try:
            text = as_text(get(row), "status")
        except RowError:
            return CameraStatus.UNKNOWN
        return _STATUSES.get((text or "").strip().lower(), CameraStatus.UNKNOWN)

    return read


def _point(opened: OpenDocument) -> Callable[[Any], Coordinates]:
    """What reads latitude and longitude of a row, in whichever form the mapping says."""
    place = opened.plan.settings.mapping.place
    number = opened.reader("pair")
    if place.lat is not None:
        latitude, longitude = opened.number("lat"), opened.number("lon")
        return lambda row: (latitude(row), longitude(row))
    if place.wkt is not None:
        wkt = opened.raw("wkt")
        return lambda row: from_wkt(wkt(row), place.order == "latlon")
    if place.pair is not None:
        pair, is_geojson = opened.raw("pair"), opened.plan.decode.format == "geojson"
        latitude_first = place.order == "latlon" if is_geojson else place.order != "lonlat"
        return lambda row: from_pair(pair(row), latitude_first, number)
    nested = opened.plan.rows.nested
    return lambda row: from_pair(_geometry(row.item if nested else row), place.order == "latlon", number)


def _geometry(feature: Any) -> Any:
    """The coordinates of a GeoJSON feature that is a point."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        return ABSENT
    if geometry.get("type") != "Point":
        raise RowError(FaultCode.NOT_A_PLACE, str(geometry.get("type"))[:50])
    return geometry.get("coordinates")
