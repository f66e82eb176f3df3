"""The JSON that goes to the page."""

import json
from typing import Any


def dumps(message: Any) -> str:
    """Compact JSON. NaN and infinity are refused with ValueError: JavaScript could not read them."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def place_message(
    bounds: tuple[float, float, float, float], home: bool = False, closest: float = 18.0
) -> dict[str, object]:
    """Where to look: west, south, east, north in degrees. ``home`` is fitted again until a person moves the map."""
    west, south, east, north = bounds
    message: dict[str, object] = {"bounds": [[south, west], [north, east]], "closest": closest}
    if home:
        message["home"] = True
    return message
