"""What several unit tests share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.alerts import Rule
from ioc.storage.store import Store
from tests.unit.pipeline_bench import Bench, Make, feed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ioc.db'}") as opened:
        yield opened


@pytest.fixture
def make(store: Store) -> Make:
    def made(*rules: Rule, feeds: tuple[FeedSettings, ...] = (feed(),), **more: Any) -> Bench:
        bench = Bench(store, rules, feeds, **more)
        bench.start()
        return bench

    return made
