"""Where a number comes from: the text shown over a tile."""

from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale

from ioc.domain.console import Console
from ioc.domain.indicators import Indicator, Published
from ioc.domain.readings import Mark
from ioc.domain.situation import FeedHealth
from widgets import format as fmt
from widgets import words
from widgets.models import published_words
from widgets.parts.tiles import Quality, Tile


def provenance(tile: Tile, console: Console, health: FeedHealth | None, locale: QLocale, now: datetime) -> str:
    """Rich text, every piece from outside escaped: value, limits, both times, feed, published figure, quality."""
    indicator, language, translate = tile.indicator, locale.name(), QCoreApplication.translate
    zone = console.centre.zone
    rows: list[tuple[str, str]] = []
    reading = tile.reading
    if reading is not None:
        rows.append((translate("provenance", "Value"), fmt.value_with_measure(locale, indicator, reading.value)))
        if reading.denominator is not None:
            parts = (fmt.number(locale, reading.numerator), fmt.number(locale, reading.denominator))
            rows.append((translate("provenance", "Numerator / denominator"), " / ".join(parts)))
    rows.extend(_limits(indicator, locale))
    if reading is not None:
        age = fmt.long_duration(locale, now - reading.observed_at)
        rows.append((translate("provenance", "Source time"), f"{fmt.moment(reading.observed_at, zone, True)} ({age})"))
        rows.append((translate("provenance", "Received"), fmt.moment(reading.received_at, zone, True)))
        feed = console.feeds.get(reading.feed)
        rows.append((translate("provenance", "Feed"), feed.name.of(language) if feed else reading.feed))
    if health is not None:
        rows.append((translate("provenance", "Feed state"), words.feed_state(health.state)))
        rows.append((translate("provenance", "Next poll"), fmt.clock_time(health.next_poll, zone)))
    rows.extend(_published(indicator.published, locale))
    rows.extend(_quality(tile))
    unit = console.catalogue.units.get(indicator.series.unit)
    system = console.catalogue.systems.get(indicator.system)
    below = " · ".join(named.name.of(language) for named in (unit, system) if named is not None)
    body = "".join(f"<tr><td>{escape(name)}&nbsp;&nbsp;</td><td>{escape(text)}</td></tr>" for name, text in rows)
    return f"<b>{escape(indicator.name.of(language))}</b><br>{escape(below)}<table>{body}</table>"


def _limits(indicator: Indicator, locale: QLocale) -> list[tuple[str, str]]:
    limits = indicator.limits
    if limits is None:
        return []
    rows = []
    translate = QCoreApplication.translate
    measure = fmt.measure(locale, indicator)
    share = limits.comparison.value.endswith("_pct")
    for name, limit in (
        (translate("provenance", "Warning"), limits.warning),
        (translate("provenance", "Critical"), limits.critical),
    ):
        if limit is not None:
            text = fmt.number(locale, limit, 0 if float(limit).is_integer() else max(1, indicator.decimals))
            text = text if share or not measure else f"{text} {measure}"
            rows.append((name, words.comparison(limits.comparison, text)))
    reason = limits.reason.of(locale.name())
    if reason:
        rows.append((translate("provenance", "Reason"), reason))
    return rows


def _published(published: Published | None, locale: QLocale) -> list[tuple[str, str]]:
    if published is None:
        return []
    translate = QCoreApplication.translate
    rows = []
    if published.raw:
        rows.append((translate("provenance", "Published"), published.raw))
    elif published.value is not None:
        rows.append((translate("provenance", "Published"), fmt.number(locale, published.value, 2)))
    if published.low is not None and published.high is not None:
        span = f"{fmt.number(locale, published.low)} … {fmt.number(locale, published.high)}"
        rows.append((translate("provenance", "Published range"), span))
    if published.as_of is not None:
        rows.append((translate("provenance", "As of"), fmt.day(published.as_of)))
    if published.source:
        rows.append((translate("provenance", "Source file"), published.source))
    note = published_words.note(published)
    if note:
        rows.append((translate("provenance", "Note on the figure"), note))
    return rows


def _quality(tile: Tile) -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    name = translate("provenance", "Quality")
    rows = []
    if tile.quality is Quality.REJECTED and tile.fault is not None:
        text = translate("provenance", "newest row rejected: %1")
        rows.append((name, text.replace("%1", words.fault(tile.fault))))
    elif tile.quality is Quality.STALE:
        rows.append((name, translate("provenance", "stale: the source has sent nothing newer")))
    elif tile.quality is Quality.NONE:
        rows.append((name, translate("provenance", "no value")))
    if tile.reading is not None and tile.reading.marks & Mark.MISMATCH:
        text = translate("provenance", "the share does not follow from its numerator and denominator")
        rows.append((name, text))
    return rows
