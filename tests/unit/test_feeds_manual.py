"""The manual's examples are read as they stand."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ioc.deployment.feed_settings import FeedSettings
from ioc.deployment.mapping import MAPPING_SECTIONS, FeedMapping, RequestSettings
from ioc.deployment.mapping_kinds import kind_faults

MANUAL = Path(__file__).parents[2] / "docs" / "feeds.md"
EXAMPLES = [
    tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.S)
]


def split(feed: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    mapping = {name: feed[name] for name in MAPPING_SECTIONS if name in feed}
    return mapping, {name: value for name, value in feed.items() if name not in mapping}


@pytest.mark.parametrize("example", [example["feeds"] for example in EXAMPLES if isinstance(example["feeds"], dict)])
def test_a_short_example_is_valid(example: dict[str, Any]) -> None:
    mapping, rest = split(example)
    FeedMapping.model_validate(mapping)
    RequestSettings.model_validate(rest.pop("request", {}))
    assert not rest


@pytest.mark.parametrize(
    "feed", [feed for example in EXAMPLES if isinstance(example["feeds"], list) for feed in example["feeds"]]
)
def test_a_worked_example_is_a_whole_feed(feed: dict[str, Any]) -> None:
    mapping, rest = split(feed)
    settings = FeedSettings.model_validate({**rest, "mapping": mapping})
    assert kind_faults(settings.mapping, settings.kind) == []
