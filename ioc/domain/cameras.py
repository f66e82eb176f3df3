"""Cameras: a point, a status, and the site (place or link) it shares with others."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class CameraStatus(StrEnum):
    """What is known of a camera. ``UNKNOWN`` is no guess: the source did not say."""

    ONLINE = "online"
    DEGRADED = "degraded"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


class Camera(NamedTuple):
    """A camera as a feed last described it; latitude and longitude in WGS 84 degrees."""

    feed: str
    id: str
    """The source's own id, unique within the feed."""
    name: str
    latitude: float
    longitude: float
    status: CameraStatus
    observed_at: datetime
    received_at: datetime
    unit: str = ""
    site: str = ""
    url: str = ""
    """A snapshot or stream; http, https or rtsp only, else empty."""

    @property
    def key(self) -> str:
        """Unique in the deployment."""
        return f"{self.feed}/{self.id}"
