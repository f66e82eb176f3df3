"""What is really on the screen, as plain data: counted from what the pages display, not from the engine."""

import platform
from dataclasses import dataclass
from typing import Any

import PySide6

from ioc.domain.alerts import Ack, Severity
from widgets.parts.tiles import Quality
from widgets.window import Window


@dataclass
class Times:
    """When things were first seen, in seconds since the process started; None for never."""

    first_paint_s: float | None = None
    first_data_s: float | None = None
    map_ready_s: float | None = None
    loop_block_max_ms: float = 0.0


def summarise(window: Window, points_on_map: int, times: Times) -> dict[str, Any]:
    """The summary of DESIGN.md section "Headless truth", from the overview, the bar and the map.

    ``systems`` and ``series`` have a line or a tile on the wall; ``readings`` are series whose value can be
    read there; ``cameras`` are the points the map page says it drew.
    """
    overview = window.overview()
    tiles = overview.wall.shown_tiles() if overview is not None else []
    counts = window.bar.alert_counts()
    page = window.page()
    return {
        "page": page.page_id if page is not None else None,
        "systems": len(overview.wall.shown_systems()) if overview is not None else 0,
        "series": len(tiles),
        "readings": sum(tile.quality in (Quality.GOOD, Quality.STALE) for tile in tiles),
        "stale": sum(tile.quality is Quality.STALE for tile in tiles),
        "rejected": sum(tile.quality is Quality.REJECTED for tile in tiles),
        "cameras": points_on_map,
        "gauges": len(overview.gauges.gauges()) if overview is not None else 0,
        "alerts": {
            "critical": counts[Severity.CRITICAL],
            "warning": counts[Severity.WARNING],
            "notice": counts[Severity.NOTICE],
        },
        "acknowledged": sum(alert.ack is Ack.ACKED for alert in window.situation.alerts.values()),
        "feeds": window.bar.feed_counts(),
        "first_paint_s": _rounded(times.first_paint_s),
        "first_data_s": _rounded(times.first_data_s),
        "map_ready_s": _rounded(times.map_ready_s),
        "loop_block_max_ms": round(times.loop_block_max_ms, 1),
        "python": platform.python_version(),
        "pyside6": PySide6.__version__,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
