"""The tables of ``ioc.toml`` as pydantic models; the JSON Schema for editors comes from them."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ioc.deployment.durations import Duration
from ioc.deployment.feed_settings import FeedPolling
from ioc.deployment.mapping import FeedMapping, RequestSettings, Zone
from ioc.deployment.words import Words

Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class ConfigurationTable(BaseModel):
    """Unknown keys are faults; nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LabelTable(ConfigurationTable):
    """``[[centre.labels]]``: a name the map shows."""

    name: Words
    at: tuple[Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)], Degrees] = Field(
        description="latitude, longitude"
    )


class CentreTable(ConfigurationTable):
    """``[centre]``: on whose behalf the room works."""

    name: Words
    zone: Zone = Field("Asia/Ho_Chi_Minh", description="the IANA time zone in which times are shown")
    sample: bool = Field(False, description="sample data, said wherever a person sees them")
    bounds: tuple[Degrees, Degrees, Degrees, Degrees] = Field(
        (102.0, 7.5, 115.5, 23.6), description="what the map shows first: west, south, east, north"
    )
    labels: tuple[LabelTable, ...] = ()

    @model_validator(mode="after")
    def _bounds_are_ordered(self) -> Self:
        west, south, east, north = self.bounds
        if not (west < east and -90 <= south < north <= 90):
            raise ValueError("bounds: west, south, east, north; west < east and south < north")
        return self


class DossiersTable(ConfigurationTable):
    """``[dossiers]``: where the on-time share (M2, percent) of a unit turns abnormal."""

    target: Percent
    warning: Percent
    critical: Percent
    small: int = Field(30, ge=0, description="a denominator below this is marked and not ranked")
    deadband: float = Field(0.0, ge=0, le=100, allow_inf_nan=False)
    hold: Duration = Field("10s", validate_default=True, description="how long before the alert is raised")
    keep_for: Duration = Field("0s", validate_default=True)

    @model_validator(mode="after")
    def _limits_are_ordered(self) -> Self:
        if self.critical > self.warning:
            raise ValueError(f"critical: {self.critical:g} is above warning {self.warning:g}: a low share is worse")
        if self.warning > self.target:
            raise ValueError(f"warning: {self.warning:g} is above target {self.target:g}")
        if self.warning + self.deadband > 100:
            raise ValueError(
                f"deadband: no share reaches {self.warning + self.deadband:g} %, the alert could never end"
            )
        return self


class AuthTable(ConfigurationTable):
    """``auth`` of a source: a bearer token, or user and password."""

    bearer: str | None = None
    user: str | None = None
    password: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.bearer is None) == (self.user is None) or (self.user is None) != (self.password is None):
            raise ValueError("either bearer, or user and password")
        return self


class SourceTable(ConfigurationTable):
    """``[sources.NAME]``: what the feeds of one server share."""

    base_url: str = Field(min_length=1, description="http or https; in front of the relative URLs of its feeds")
    headers: Mapping[str, str] = Field(default_factory=dict)
    auth: AuthTable | None = None


class FeedTable(FeedPolling, FeedMapping):
    """``[[feeds]]``: where a feed is, how often it is asked, and the mapping that reads it."""

    source: str | None = Field(None, description="the name of a [sources.NAME] table")
    request: RequestSettings = RequestSettings()


class Configuration(ConfigurationTable):
    """``ioc.toml``."""

    # read table by table, so that a fault in one hides none in another; whole it serves the schema only
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    centre: CentreTable
    dossiers: DossiersTable | None = None
    sources: Mapping[str, SourceTable] = Field(default_factory=dict)
    feeds: tuple[FeedTable, ...] = ()
