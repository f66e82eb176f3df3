"""The feeds of ``ioc.toml``: each table checked by itself, joined with its source, made ready to be polled."""

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import ValidationError

from ioc.deployment.configuration import FeedTable, SourceTable
from ioc.deployment.explain import faults_of
from ioc.deployment.faults import DeploymentFault, closest
from ioc.deployment.feed_settings import FeedPolling, FeedSettings
from ioc.deployment.mapping import MAPPING_SECTIONS, FeedMapping, RequestSettings
from ioc.deployment.mapping_kinds import kind_faults
from ioc.deployment.positions import Path, Positions, dotted
from ioc.deployment.variables import Variables

_SCHEMES = ("http", "https")


class TomlText(NamedTuple):
    """A file that ``tomllib`` has read, with what is needed to point into it."""

    file: str
    tables: Mapping[str, Any]
    positions: Positions
    faults: list[DeploymentFault]

    def fault(self, where: Path, message: str, suggestion: str = "") -> None:
        """Note a fault of a key."""
        self.faults.append(DeploymentFault(self.file, self.positions.line(where), dotted(where), message, suggestion))


class Feeds(NamedTuple):
    """The feeds that are good, and what the broken ones say they feed."""

    settings: dict[str, FeedSettings]
    places: dict[str, int]
    """The position of each feed in the file."""
    broken: bool
    """Whether any feed was refused."""


def read_sources(toml: TomlText, variables: Variables) -> dict[str, SourceTable | None]:
    """The sources by name; None for one that has faults."""
    given = toml.tables.get("sources", {})
    if not isinstance(given, dict):
        toml.fault(("sources",), "is not a table", "Write [sources.NAME]")
        return {}
    found: dict[str, SourceTable | None] = {}
    for name, table in given.items():
        where = ("sources", name)
        found[name] = None
        try:
            source = SourceTable.model_validate(variables.expanded(table, where, toml.fault))
        except ValidationError as error:
            toml.faults.extend(faults_of(error, SourceTable, where, toml.file, toml.positions))
            continue
        if _check_url(toml, (*where, "base_url"), source.base_url):
            found[name] = source
    return found


def read_feeds(toml: TomlText, sources: Mapping[str, SourceTable | None], variables: Variables) -> Feeds:
    """Every feed, in the order of the file."""
    given = toml.tables.get("feeds", [])
    if not isinstance(given, list):
        toml.fault(("feeds",), "is not a list of tables", "Write [[feeds]] in front of each feed")
        return Feeds({}, {}, True)
    settings: dict[str, FeedSettings] = {}
    places: dict[str, int] = {}
    broken = False
    for position, table in enumerate(given):
        feed = _read_feed(toml, ("feeds", position), table, sources, variables)
        key = table.get("id") if isinstance(table, dict) else None
        if isinstance(key, str) and key in places:
            first = toml.positions.line(("feeds", places[key], "id"))
            toml.fault(("feeds", position, "id"), f"feed {key!r} is there twice, first in line {first}")
        elif isinstance(key, str):
            places[key] = position
            if feed is not None:
                settings[key] = feed
        broken = broken or feed is None
    return Feeds(settings, places, broken)


def _read_feed(
    toml: TomlText, where: Path, table: Any, sources: Mapping[str, SourceTable | None], variables: Variables
) -> FeedSettings | None:
    before = len(toml.faults)
    if not isinstance(table, dict):
        toml.fault(where, "is not a table", "Write [[feeds]] in front of each feed")
        return None
    for name in ("url", "request"):
        if name in table:
            table = {**table, name: variables.expanded(table[name], (*where, name), toml.fault)}
    try:
        feed = FeedTable.model_validate(table)
    except ValidationError as error:
        toml.faults.extend(faults_of(error, FeedTable, where, toml.file, toml.positions))
        return None
    for key, message in kind_faults(feed, feed.kind):
        toml.fault((*where, *key.split(".")), message)
    source = _source_of(toml, where, feed, sources)
    url = _whole_url(toml, where, feed, source)
    if len(toml.faults) > before or url is None:
        return None
    return _settings(feed, url, _request(feed.request, source))


def _settings(feed: FeedTable, url: str, request: RequestSettings) -> FeedSettings:
    """Checked parts put together without checking them again: a start has no time to lose."""
    values = {name: getattr(feed, name) for name in FeedPolling.model_fields}
    stale_after = feed.stale_after or FeedSettings.stale_after_of(feed.interval)
    values |= {"url": url, "stale_after": stale_after, "silent_after": feed.silent_after or stale_after}
    mapping = FeedMapping.model_construct(**{name: getattr(feed, name) for name in MAPPING_SECTIONS})
    return FeedSettings.model_construct(**values, request=request, mapping=mapping)


def _source_of(
    toml: TomlText, where: Path, feed: FeedTable, sources: Mapping[str, SourceTable | None]
) -> SourceTable | None:
    if feed.source is not None and feed.source not in sources:
        suggestion = closest(feed.source, sources) or f"Add a table [sources.{feed.source}]"
        toml.fault((*where, "source"), f"there is no source {feed.source!r}", suggestion)
    return sources.get(feed.source) if feed.source is not None else None


def _whole_url(toml: TomlText, where: Path, feed: FeedTable, source: SourceTable | None) -> str | None:
    here = (*where, "url")
    is_whole = "://" in feed.url
    if feed.source is None:
        if not is_whole:
            toml.fault(here, f"{feed.url!r} is no whole URL", "Begin with http:// or https://, or name a source")
            return None
        return feed.url if _check_url(toml, here, feed.url) else None
    if is_whole:
        toml.fault(here, f"{feed.url!r} is whole, but the feed names a source", "Leave out the source, or the server")
        return None
    return None if source is None else f"{source.base_url.rstrip('/')}/{feed.url.lstrip('/')}"


def _check_url(toml: TomlText, where: Path, url: str) -> bool:
    if "${" in url:
        return False  # a variable without value, which has been noted
    try:
        parts = urlsplit(url)
        good = parts.scheme in _SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        toml.fault(where, f"{url!r} is no URL: {error}")
        return False
    if parts.scheme not in _SCHEMES:
        toml.fault(where, f"{parts.scheme or url!r} is no scheme for a feed", "Use http:// or https://")
    elif not good:
        toml.fault(where, f"{url!r} names no server", "Write it like https://data.example.vn")
    return good


def _request(request: RequestSettings, source: SourceTable | None) -> RequestSettings:
    """With the headers of the source under those of the feed."""
    if source is None:
        return request
    headers = {**_auth_header(source), **source.headers, **request.headers}
    return request.model_copy(update={"headers": headers}) if headers else request


def _auth_header(source: SourceTable) -> dict[str, str]:
    auth = source.auth
    if auth is None:
        return {}
    if auth.bearer is not None:
        return {"Authorization": f"Bearer {auth.bearer}"}
    pair = f"{auth.user}:{auth.password}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}
