"""Large documents are decoded in another process, which may die or take for ever."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.catalogue import Catalogue
from ioc.domain.faults import FaultCode
from ioc.domain.indicators import Indicator, Series
from ioc.domain.readings import Outcome, Poll
from ioc.domain.text import NO_TEXT
from ioc.domain.units import Unit, UnitKind
from ioc.feeds.decode import decode
from ioc.feeds.workers import Decoder

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = FeedSettings.model_validate(
    {
        "id": "feed",
        "name": {"vi": "Nguồn", "en": "Feed"},
        "kind": "indicators",
        "url": "http://city.example/",
        "interval": "10s",
        "mapping": {"fields": {"indicator": "i", "unit": {"const": "u"}, "value": "v"}},
    }
)
SERIES = [Series(f"i{number}", "u") for number in range(2500)]
CATALOGUE = Catalogue(
    MappingProxyType({"u": Unit("u", NO_TEXT, UnitKind.PROVINCE)}),
    {},
    {series: Indicator(series, "s", NO_TEXT, NO_TEXT) for series in SERIES},
)
BODY = json.dumps([{"i": f"i{number}", "v": number} for number in range(2600)]).encode()
POLL = Poll("feed", NOW, NOW, Outcome.OK, status=200, body=BODY)


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    decoder = Decoder(large=1000)
    yield decoder
    decoder.close()


def worker_of(decoder: Decoder) -> int:
    assert decoder._worker is not None
    assert decoder._worker.process.pid is not None
    return decoder._worker.process.pid


def test_the_worker_gives_what_decoding_here_gives_and_survives_being_killed(decoder: Decoder) -> None:
    here = decode(POLL, SETTINGS, CATALOGUE)
    assert (len(here.readings), len(here.rejects)) == (2500, 100)
    assert decoder.decode(POLL, SETTINGS, CATALOGUE) == here
    first = worker_of(decoder)
    assert first != os.getpid()
    assert decoder.decode(POLL, SETTINGS, CATALOGUE) == here
    assert worker_of(decoder) == first
    os.kill(first, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert decoder.decode(POLL, SETTINGS, CATALOGUE) == here
    assert worker_of(decoder) != first


def test_small_documents_need_no_worker() -> None:
    decoder = Decoder()
    assert decoder.decode(POLL, SETTINGS, CATALOGUE).accepted == 2500
    assert decoder._worker is None
    decoder.close()


def test_a_worker_that_takes_too_long_is_ended() -> None:
    decoder = Decoder(large=1000, timeout=0.0)
    batch = decoder.decode(POLL, SETTINGS, CATALOGUE)
    assert batch.fault is not None
    assert batch.fault.code is FaultCode.TIMEOUT
    assert decoder._worker is None
    decoder.close()


def test_a_closed_decoder_refuses() -> None:
    decoder = Decoder(large=1000)
    decoder.close()
    batch = decoder.decode(POLL, SETTINGS, CATALOGUE)
    assert batch.fault is not None
    assert batch.fault.code is FaultCode.INTERNAL


def test_a_worker_killed_while_a_document_is_on_its_way_is_noticed() -> None:
    decoder = Decoder(large=1000, timeout=0.05)
    padded = replace(POLL, body=BODY + b" " * 5_000_000)  # far more than a pipe holds
    batch = decoder.decode(padded, SETTINGS, CATALOGUE)
    assert batch.fault is not None
    assert batch.fault.code is FaultCode.TIMEOUT
    decoder.close()
