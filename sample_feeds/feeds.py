"""Which documents the sample serves: one per system, in the shapes that real sources have.

Served by :mod:`sample_feeds.documents`, declared in ``deployment/ioc.toml`` by :mod:`sample_feeds.build`.
"""

from typing import Literal, NamedTuple

Shape = Literal["list", "nested", "map", "wide", "csv", "csv_vi", "text", "states"]

DATED_SHAPES = ("list", "nested")
"""The shapes that can carry a date as a value."""


class SystemFeed(NamedTuple):
    """The feed of one system; ``interval`` and ``step`` in seconds."""

    system: str
    shape: Shape
    interval: int
    step: int
    """How often the document changes: a step above the interval leaves polls that find nothing new."""

    @property
    def path(self) -> str:
        """Where the server has it."""
        return f"/systems/{self.system}.{'csv' if self.shape.startswith('csv') else 'json'}"


SYSTEM_FEEDS = (
    SystemFeed("dvc", "list", 10, 10),
    SystemFeed("onestop", "nested", 10, 10),
    SystemFeed("bcci", "csv_vi", 10, 20),
    SystemFeed("dms", "text", 5, 5),
    SystemFeed("axis", "states", 10, 20),
    SystemFeed("mail", "map", 10, 10),
    SystemFeed("antispam", "csv", 5, 5),
    SystemFeed("ca", "list", 10, 10),
    SystemFeed("etax", "states", 10, 20),
    SystemFeed("web", "map", 5, 5),
    SystemFeed("foodsafety", "states", 10, 20),
    SystemFeed("bizdb", "states", 10, 20),
    SystemFeed("notary", "states", 10, 20),
    SystemFeed("vlap", "states", 10, 10),
    SystemFeed("sms_land", "list", 10, 20),
    SystemFeed("agri", "csv", 10, 20),
    SystemFeed("ecom", "states", 10, 20),
    SystemFeed("his", "states", 10, 10),
    SystemFeed("epi", "states", 10, 20),
    SystemFeed("vaccine", "states", 10, 20),
    SystemFeed("justice", "states", 10, 20),
    SystemFeed("vc", "nested", 5, 5),
    SystemFeed("dc", "list", 5, 10),
    SystemFeed("rating", "states", 10, 20),
    SystemFeed("pc", "wide", 10, 20),
    SystemFeed("net", "wide", 10, 20),
    SystemFeed("soc", "map", 5, 10),
    SystemFeed("ioc", "nested", 10, 20),
    SystemFeed("directive", "csv_vi", 10, 10),
    SystemFeed("ecabinet", "nested", 10, 20),
    SystemFeed("qa", "csv", 10, 10),
    SystemFeed("npsp", "csv", 10, 10),
    SystemFeed("ictindex", "wide", 10, 20),
    SystemFeed("ndxp", "list", 10, 10),
    SystemFeed("sso", "states", 10, 10),
    SystemFeed("hr", "csv_vi", 10, 10),
    SystemFeed("digit", "wide", 10, 10),
    SystemFeed("community", "text", 10, 10),
    SystemFeed("citizen", "map", 10, 10),
    SystemFeed("cashless", "states", 10, 20),
    SystemFeed("camera", "list", 5, 5),
    SystemFeed("staff", "csv", 10, 10),
    SystemFeed("report", "states", 10, 20),
    SystemFeed("app", "states", 10, 20),
    SystemFeed("lgsp", "map", 10, 20),
    SystemFeed("paygov", "states", 10, 10),
    SystemFeed("zalo", "states", 10, 20),
    SystemFeed("covid", "states", 10, 20),
    SystemFeed("target2025", "nested", 10, 20),
    SystemFeed("dwh", "states", 10, 20),
    SystemFeed("opendata", "states", 10, 20),
    SystemFeed("pilot", "wide", 10, 20),
)

FEED_OF = {feed.system: feed for feed in SYSTEM_FEEDS}


def camera_path(province: str) -> str:
    """Where the cameras of a province are."""
    return f"/cameras/{province}.geojson"


DOSSIERS_PROVINCE_PATH = "/dossiers/provinces.json"
DOSSIERS_DISTRICT_PATH = "/dossiers/districts.csv"
HISTORY_PATH = "/history/indicators.csv"
DOSSIERS_HISTORY_PATH = "/history/dossiers.csv"
CAMERA_STEP = 5
DOSSIER_STEP = 5
