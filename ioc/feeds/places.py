"""Where a camera stands: latitude and longitude from two fields, a pair, or WKT."""

import re
from collections.abc import Callable
from typing import Any

from ioc.deployment.mapping import PlaceSpec
from ioc.domain.faults import FaultCode
from ioc.feeds.refused import ABSENT, RowError

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_PAIR = re.compile(rf"[(\[]?\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})(?:\s*[,;\s]\s*{_NUMBER})?\s*[)\]]?", re.ASCII)
_WKT = re.compile(
    rf"(?:SRID=4326;)?\s*POINT\s*(?:Z\s*|M\s*|ZM\s*)?\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER}){{0,2}}\s*\)",
    re.ASCII | re.IGNORECASE,
)

_LONGEST = 120
"""Characters of a pair or WKT; the patterns take quadratic time on blanks."""

Numbers = Callable[[Any], float | None]


def check_place(latitude: float | None, longitude: float | None, place: PlaceSpec) -> tuple[float, float]:
    """The coordinates where they are a place of the mapping; raises NOT_A_PLACE or OUTSIDE_AREA."""
    if latitude is None or longitude is None:
        raise RowError(FaultCode.NOT_A_PLACE, "no coordinates")
    if not (-90.0 <= latitude <= 90.0 and -180.0 <= longitude <= 180.0):
        raise RowError(FaultCode.NOT_A_PLACE, f"{latitude}, {longitude}")
    if place.drop_zero and latitude == 0.0 and longitude == 0.0:
        raise RowError(FaultCode.NOT_A_PLACE, "0, 0")
    if place.area is not None:
        west, south, east, north = place.area
        if not (west <= longitude <= east and south <= latitude <= north):
            raise RowError(FaultCode.OUTSIDE_AREA, f"{latitude}, {longitude}")
    return latitude, longitude


def from_pair(raw: Any, latitude_first: bool, number: Numbers) -> tuple[float | None, float | None]:
    """Latitude and longitude of a list ``[a, b]`` or a text ``(a, b)``."""
    if raw is None or raw is ABSENT:
        return None, None
    if isinstance(raw, list | tuple):
        if len(raw) < 2:
            raise RowError(FaultCode.NOT_A_PLACE, f"{len(raw)} coordinates")
        first, second = number(raw[0]), number(raw[1])
    else:
        first, second = _match(_PAIR, raw)
    return (first, second) if latitude_first else (second, first)


def from_wkt(raw: Any, latitude_first: bool) -> tuple[float | None, float | None]:
    """Latitude and longitude of ``POINT (a b)``."""
    if raw is None or raw is ABSENT:
        return None, None
    first, second = _match(_WKT, raw)
    return (first, second) if latitude_first else (second, first)


def _match(pattern: re.Pattern[str], raw: Any) -> tuple[float, float]:
    found = pattern.fullmatch(raw.strip()) if isinstance(raw, str) and len(raw) <= _LONGEST else None
    if found is None:
        detail = raw if isinstance(raw, str) else f"a {type(raw).__name__}"
        raise RowError(FaultCode.NOT_A_PLACE, detail[:_LONGEST])
    return float(found[1]), float(found[2])
