"""A large city made up for benchmarks: many series with limits, one feed, documents that change every time."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.alerts import Rule, Severity, Step, Subject, SubjectKind
from ioc.domain.catalogue import Catalogue, catalogue_of
from ioc.domain.indicators import Comparison, Direction, Indicator, Limits, Series, System
from ioc.domain.readings import Outcome, Poll
from ioc.domain.text import Text
from ioc.domain.units import Unit, UnitKind

START = datetime(2026, 11, 21, tzinfo=UTC)
UNITS = 100


def catalogue(series: int) -> Catalogue:
    """``series`` indicators spread over 100 units and 50 systems."""
    units = [Unit(f"u{number}", Text(f"Đơn vị {number}", f"Unit {number}"), UnitKind.CENTRE) for number in range(UNITS)]
    systems = [System(f"s{number}", Text(f"Hệ thống {number}", f"System {number}")) for number in range(50)]
    limits = Limits(Comparison.LT, 5.0, 1.0, deadband=0.5)
    indicators = [
        Indicator(
            Series(f"i{number // UNITS}", f"u{number % UNITS}"),
            f"s{number % 50}",
            Text(f"Chỉ số {number}", f"Indicator {number}"),
            Text("hồ sơ", "dossiers"),
            direction=Direction.HIGHER_BETTER,
            limits=limits,
        )
        for number in range(series)
    ]
    return catalogue_of(units, systems, indicators)


def rules(city: Catalogue) -> list[Rule]:
    """Two limits on every series, as a deployment derives them."""
    return [
        Rule(
            "limit",
            1,
            indicator.name,
            Subject(SubjectKind.SERIES, *indicator.series),
            Comparison.LT,
            (Step(Severity.WARNING, 5.0, 5.5), Step(Severity.CRITICAL, 1.0, 1.5)),
        )
        for indicator in city.indicators.values()
    ]


def feed() -> FeedSettings:
    """The city's one feed: a plain list of objects."""
    return FeedSettings.model_validate(
        {
            "id": "city",
            "name": {"vi": "Thành phố", "en": "City"},
            "kind": "indicators",
            "url": "http://127.0.0.1/city.json",
            "interval": "10s",
            "mapping": {
                "decode": {"format": "json"},
                "fields": {"indicator": "i", "unit": "u", "value": "v", "observed_at": "t"},
            },
        }
    )


def documents(
    city: Catalogue, rows: int, count: int, step: timedelta = timedelta(seconds=1), start: datetime = START
) -> Iterator[Poll]:
    """``count`` documents of ``rows`` rows each, going round all series; values stay on the good side of limits."""
    series = list(city.indicators)
    for number in range(count):
        at = start + (number + 1) * step
        first = number * rows
        body = json.dumps(
            [
                {
                    "i": series[(first + row) % len(series)].indicator,
                    "u": series[(first + row) % len(series)].unit,
                    "v": 10 + (number * 7 + row) % 90,
                    "t": at.isoformat(),
                }
                for row in range(rows)
            ]
        ).encode()
        yield Poll("city", at, at + timedelta(milliseconds=20), Outcome.OK, status=200, headers={}, body=body)
