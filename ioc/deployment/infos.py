"""What the screens say of each feed: its address without secrets, and its mapping as the file has it."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from ioc.deployment.feed_settings import FeedSettings
from ioc.deployment.feed_tables import Feeds, TomlText
from ioc.deployment.mapping import MAPPING_SECTIONS
from ioc.deployment.positions import Path, Positions
from ioc.domain.console import FeedInfo

_HEADER = re.compile(r"^\s*\[feeds\.")


def feed_infos(feeds: Feeds, toml: TomlText) -> Mapping[str, FeedInfo]:
    """Every feed by id."""
    sections = _section_texts(toml.positions)
    return {
        key: FeedInfo(
            id=key,
            name=feed.name,
            url=_shown_url(feed, str(toml.tables["feeds"][feeds.places[key]]["url"])),
            format=feed.mapping.decode.format,
            interval=feed.interval,
            mapping="\n".join(sections.get(feeds.places[key], [])),
        )
        for key, feed in feeds.settings.items()
    }


def _shown_url(feed: FeedSettings, written: str) -> str:
    """The URL without user and password; the part of the file stays as written, so variables keep their names."""
    parts = urlsplit(feed.url)
    server = parts.hostname or ""
    if ":" in server:
        server = f"[{server}]"
    if parts.port is not None:
        server = f"{server}:{parts.port}"
    if "${" not in written:
        return urlunsplit((parts.scheme, server, parts.path, parts.query, ""))
    return f"{parts.scheme}://{server}/{written.partition('://')[2].partition('/')[2] or written.lstrip('/')}"


def _section_texts(positions: Positions) -> dict[int, list[str]]:
    """The lines of the mapping of each feed, by the position of the feed, in the order of the file."""
    found: dict[int, dict[int, str]] = {}

    def keep(path: Path, first: int, text: str) -> None:
        if len(path) >= 3 and path[0] == "feeds" and isinstance(path[1], int) and path[2] in MAPPING_SECTIONS:
            found.setdefault(path[1], {}).setdefault(first, text)

    for path, span in positions.tables.items():
        keep(path, span.first, _HEADER.sub("[", positions.text(span)).rstrip())
    for path, span in positions.keys.items():
        if len(path) == 3:
            keep(path, span.first, positions.text(span).rstrip())
    return {index: [texts[line] for line in sorted(texts)] for index, texts in found.items()}
