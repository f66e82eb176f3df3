"""A deployment as the rest of the program sees it: frozen, consistent, without positions in files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.alerts import Rule
from ioc.domain.catalogue import Catalogue
from ioc.domain.console import CentreInfo, DossierLimits, FeedInfo
from ioc.domain.indicators import Series


@dataclass(frozen=True)
class Deployment:
    """What one centre configures: the folder with ``ioc.toml`` and its tables, read and found good."""

    folder: Path
    centre: CentreInfo
    catalogue: Catalogue
    feeds: Mapping[str, FeedSettings] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    dossiers: DossierLimits | None = None
    infos: Mapping[str, FeedInfo] = field(default_factory=dict)
    """What the screens show of each feed; without secrets."""

    @cached_property
    def feed_of_series(self) -> Mapping[Series, str]:
        """The feed from which a live value of each series is expected: the first one that covers it."""
        live = [feed for feed in self.feeds.values() if feed.kind == "indicators" and not feed.history]
        found: dict[Series, str] = {}
        for series, indicator in self.catalogue.indicators.items():
            for feed in live:
                if feed.feeds(indicator):
                    found[series] = feed.id
                    break
        return found

    def feed_of(self, series: Series) -> str | None:
        """The feed that brings a series; None where no feed covers it."""
        return self.feed_of_series.get(series)
