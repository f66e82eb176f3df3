"""What a deployment says of one feed: where it is, how often it is asked, when it counts as late, how it is read."""

from datetime import timedelta
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ioc.deployment.durations import PositiveDuration, Size, duration
from ioc.deployment.mapping import FeedMapping, RequestSettings
from ioc.deployment.words import Words
from ioc.domain.indicators import Indicator

FeedKind = Literal["indicators", "cameras", "dossiers"]

_ID_PATTERN = r"^[a-z0-9][a-z0-9_.-]*$"


class FeedPolling(BaseModel):
    """The part of a feed that its table in ``ioc.toml`` and :class:`FeedSettings` share."""

    # built at first use: a start pays only for what it reads
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: str = Field(pattern=_ID_PATTERN, max_length=64, description="names the feed; unique in the deployment")
    name: Words
    kind: FeedKind
    url: str = Field(min_length=1, description="http or https; relative where the feed names a source")
    interval: PositiveDuration = Field(description="how often the feed is polled")
    stale_after: PositiveDuration | None = Field(None, description="age of a stale value; 3 intervals and 5 s")
    silent_after: PositiveDuration | None = Field(
        None, description="a feed that brings nothing for this long is silent"
    )
    connect_timeout: PositiveDuration = Field("5s", validate_default=True)
    read_timeout: PositiveDuration = Field("10s", validate_default=True)
    total_timeout: PositiveDuration = Field("30s", validate_default=True)
    max_size: Size = Field(
        "20MB", gt=0, validate_default=True, description="largest document accepted, also after decompression"
    )
    history: bool = Field(False, description="the feed brings past values; it is never late or silent")
    systems: tuple[str, ...] = Field((), description="the systems it feeds (indicators only); empty for all")
    units: tuple[str, ...] = Field((), description="the units it feeds (indicators only); empty for all")

    @model_validator(mode="after")
    def _only_indicators_have_systems(self) -> Self:
        if self.kind != "indicators" and (self.systems or self.units):
            raise ValueError("systems and units belong to a feed of kind indicators")
        return self


class FeedSettings(FeedPolling):
    """One feed, ready to be polled: the URL is whole, variables are replaced, defaults are filled in."""

    stale_after: PositiveDuration = timedelta(0)
    silent_after: PositiveDuration = timedelta(0)
    request: RequestSettings = Field(default_factory=RequestSettings)
    mapping: FeedMapping = Field(default_factory=FeedMapping)

    @staticmethod
    def stale_after_of(interval: timedelta) -> timedelta:
        """Three missed polls and a little patience, where nothing else is said."""
        return 3 * interval + timedelta(seconds=5)

    @model_validator(mode="before")
    @classmethod
    def _defaults_follow_the_interval(cls, values: object) -> object:
        if not isinstance(values, dict):
            return values
        interval = values.get("interval")
        try:
            interval = duration(interval) if isinstance(interval, str) else interval
        except ValueError:
            return values
        if not isinstance(interval, timedelta):
            return values
        filled = dict(values)
        if filled.get("stale_after") is None:
            filled["stale_after"] = cls.stale_after_of(interval)
        if filled.get("silent_after") is None:
            filled["silent_after"] = filled["stale_after"]
        return filled

    def feeds(self, indicator: Indicator) -> bool:
        """Whether a live value of this indicator is expected from this feed."""
        return (
            self.kind == "indicators"
            and not self.history
            and (not self.systems or indicator.system in self.systems)
            and (not self.units or indicator.series.unit in self.units)
        )
