"""The alert rules that follow from a deployment: limits of series, on-time shares of units, silent feeds."""

from collections.abc import Iterator
from dataclasses import replace
from zlib import crc32

from ioc.deployment.configuration import DossiersTable
from ioc.deployment.model import Deployment
from ioc.domain.alerts import Rule, Severity, Step, Subject, SubjectKind
from ioc.domain.indicators import Comparison, Indicator, Limits
from ioc.domain.text import Text
from ioc.domain.units import UnitKind

LIMIT, STALE, DOSSIER, FEED_SILENT = "limit", "stale", "dossier-on-time", "feed-silent"
"""The ids of the rules; with the subject they identify an alert."""

_DOSSIER_TITLE = Text("Tỷ lệ hồ sơ giải quyết đúng hạn", "Dossiers completed on time")
_LOW_IS_WORSE = (Comparison.LT, Comparison.LE)


def rules_of(deployment: Deployment, dossiers: DossiersTable | None) -> tuple[Rule, ...]:
    """Every rule of a deployment, series first."""
    found: list[Rule] = []
    for indicator in deployment.catalogue.indicators.values():
        if indicator.limits is not None:
            found.append(_series_rule(deployment, indicator, indicator.limits))
    if dossiers is not None:
        found.extend(_dossier_rules(deployment, dossiers))
    found.extend(_feed_rules(deployment))
    return tuple(found)


def _series_rule(deployment: Deployment, indicator: Indicator, limits: Limits) -> Rule:
    is_stale = limits.comparison is Comparison.STALE
    feed = deployment.feed_of(indicator.series)
    return _versioned(
        Rule(
            id=STALE if is_stale else LIMIT,
            version=0,
            title=indicator.name,
            subject=Subject(SubjectKind.SERIES, *indicator.series),
            comparison=limits.comparison,
            steps=steps(limits.comparison, limits.warning, limits.critical, limits.deadband),
            hold=limits.hold,
            keep_for=limits.keep_for,
            stale_after=None if is_stale or feed is None else deployment.feeds[feed].stale_after,
            guidance=limits.reason,
        )
    )


def _dossier_rules(deployment: Deployment, dossiers: DossiersTable) -> Iterator[Rule]:
    """One for each unit that can have tallies; a unit without any never raises one."""
    bringing = [feed.stale_after for feed in deployment.feeds.values() if feed.kind == "dossiers" and not feed.history]
    for unit in deployment.catalogue.units.values():
        if unit.kind is not UnitKind.CENTRE:
            yield _versioned(
                Rule(
                    id=DOSSIER,
                    version=0,
                    title=_DOSSIER_TITLE,
                    subject=Subject(SubjectKind.DOSSIER, "m2", unit.id),
                    comparison=Comparison.LT,
                    steps=steps(Comparison.LT, dossiers.warning, dossiers.critical, dossiers.deadband),
                    hold=dossiers.hold,
                    keep_for=dossiers.keep_for,
                    stale_after=max(bringing, default=None),
                )
            )


def _feed_rules(deployment: Deployment) -> Iterator[Rule]:
    for feed in deployment.feeds.values():
        if not feed.history:
            limit = feed.silent_after.total_seconds()
            yield _versioned(
                Rule(
                    id=FEED_SILENT,
                    version=0,
                    title=Text(f"Nguồn không gửi dữ liệu: {feed.name.vi}", f"Feed is silent: {feed.name.en}"),
                    subject=Subject(SubjectKind.FEED, feed.id),
                    comparison=Comparison.STALE,
                    steps=(Step(Severity.WARNING, limit, limit),),
                )
            )


def steps(
    comparison: Comparison, warning: float | None, critical: float | None, deadband: float = 0.0
) -> tuple[Step, ...]:
    """The severity steps of a pair of limits, mildest first; recovery lies a deadband on the good side."""
    back = deadband if comparison in _LOW_IS_WORSE else -deadband
    if comparison is Comparison.STALE:
        back = 0.0
    given = ((Severity.WARNING, warning), (Severity.CRITICAL, critical))
    return tuple(Step(severity, limit, limit + back) for severity, limit in given if limit is not None)


def _versioned(rule: Rule) -> Rule:
    """The version is a checksum of what is compared, so it changes exactly when that does."""
    compared = (rule.comparison, rule.steps, rule.hold, rule.keep_for, rule.missing, rule.stale_after, rule.latching)
    return replace(rule, version=crc32(repr(compared).encode()) & 0x7FFFFFFF)
