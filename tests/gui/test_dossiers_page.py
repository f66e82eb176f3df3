"""The dossiers page, driven by keys and clicks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from ioc.domain.alerts import Severity
from ioc.domain.console import DossierLimits
from ioc.domain.situation import ALL, Changes, FeedState
from ioc.domain.units import UnitKind
from widgets.models.rows import SIGN_ROLE
from widgets.models.units import FRACTION, MISSING, NOTE, RANK, SHARE, UNIT, standings
from widgets.pages.dossiers import ALL_KINDS, BELOW, DossiersPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def page(qtbot, context, console) -> DossiersPage:
    page = DossiersPage(context)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    page.show_situation(console.situation, ALL)
    console.receivers.append(page.show_situation)
    return page


def scope(page: DossiersPage, key: str) -> None:
    page.scope.setCurrentIndex(page.scope.findData(key))


def cell(page: DossiersPage, unit: str, column: int) -> str:
    return page.proxy.place_of(unit).siblingAtColumn(column).data()


def with_tally(console, unit: str, **counts: int):
    tallies = dict(console.situation.tallies)
    tallies[unit] = tallies[unit]._replace(**counts)
    return replace(console.situation, tallies=tallies)


def test_the_ranking_begins_with_the_worst_unit_and_shows_it(page):
    assert page.proxy.shown_keys()[0] == "hau-giang/0"
    assert page.unit == "hau-giang/0"
    assert page.metrics._title.text() == "Châu Thành"


def test_what_a_silent_feed_said_is_shown_as_stale(page, console):
    feed = console.situation.tallies["hau-giang/0"].feed
    assert "stale" not in cell(page, "hau-giang/0", NOTE)
    silent = console.situation.feeds[feed]._replace(state=FeedState.SILENT)
    console.publish(
        replace(console.situation, feeds={**console.situation.feeds, feed: silent}), Changes(feeds=frozenset({feed}))
    )
    assert cell(page, "hau-giang/0", NOTE).startswith("stale")
    assert all(gauge.face.stale for gauge in page.metrics.gauges)
    answering = silent._replace(state=FeedState.OK)
    console.publish(
        replace(console.situation, feeds={**console.situation.feeds, feed: answering}), Changes(feeds=frozenset({feed}))
    )
    assert "stale" not in cell(page, "hau-giang/0", NOTE)
    assert not any(gauge.face.stale for gauge in page.metrics.gauges)


def test_three_metrics_stand_side_by_side_with_their_counts(page):
    m1, m2, m3 = (gauge.face for gauge in page.metrics.gauges)
    assert m1.percent == pytest.approx(100 * 607 / 678)
    assert m2.percent == pytest.approx(100 * 547 / 600)
    assert m3.percent == pytest.approx(100 * 18 / 78)
    assert (m2.warning, m2.critical, m2.target, m2.severity) == (98.0, 95.0, 98.0, Severity.CRITICAL)
    assert m1.severity is m3.severity is None
    assert m1.lines[1][0] == f"score {20 * 607 / 678:.2f} of 20"


def test_the_sentence_says_why_they_differ_in_numbers(page):
    text = page.metrics.sentence.text()
    assert all(number in text for number in ("678", "60 pending within due", "600 completed", "78 pending", "18 are"))


def test_to_get_back_to_target_is_a_number_of_dossiers(page):
    assert cell(page, "hau-giang/0", MISSING) == "41 dossiers"
    assert cell(page, "hau-giang/0", FRACTION) == "547 / 600"
    assert "reached" in {cell(page, unit, MISSING) for unit in page.proxy.shown_keys()}


def test_small_denominators_are_marked_and_not_ranked(page):
    assert cell(page, "long-an/2", RANK) == "—"
    assert cell(page, "long-an/2", NOTE) == "only 12 completed: not ranked"
    assert set(page.proxy.shown_keys()[-2:]) == {"long-an/2", "ha-giang/5"}
    assert page.proxy.place_of("long-an/2").siblingAtColumn(SHARE).data(SIGN_ROLE) is None


def test_nothing_completed_is_a_dash_never_a_number(page):
    page.select("ha-giang/5")
    assert cell(page, "ha-giang/5", SHARE) == "—"
    assert cell(page, "ha-giang/5", MISSING) == "—"
    assert page.metrics.gauges[1].face.percent is None
    assert "M2 has no value" in page.metrics.sentence.text()


def test_a_broken_identity_is_flagged_and_not_repaired(page, console):
    console.publish(with_tally(console, "hau-giang/0", received=700), Changes(tallies=frozenset({"hau-giang/0"})))
    assert "contradict" in cell(page, "hau-giang/0", NOTE)
    assert page.metrics._counts[-1][1].text() == "700"
    assert "prints 700 received, but its parts add up to 678" in page.metrics.sentence.text()


def test_the_ranking_compares_units_of_one_kind(page, console, qtbot):
    kinds = {console.catalogue.units[unit].kind for unit in page.proxy.shown_keys()}
    assert kinds == {UnitKind.DISTRICT}
    scope(page, UnitKind.PROVINCE)
    assert page.proxy.rowCount() == 5
    scope(page, ALL_KINDS)
    assert page.proxy.rowCount() == 35


def test_the_units_below_the_chosen_one_can_be_ranked(page, qtbot):
    page.select("long-an")
    scope(page, BELOW)
    assert {key.partition("/")[0] for key in page.proxy.shown_keys()} == {"long-an"}
    page.select("vinh-long")
    assert {key.partition("/")[0] for key in page.proxy.shown_keys()} == {"vinh-long"}


def test_a_click_in_the_ranking_shows_the_unit(page, qtbot):
    place = page.proxy.index(1, UNIT)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(place).center())
    assert page.unit == page.proxy.shown_keys()[1]
    assert page.metrics.tally.unit == page.unit


def test_arrow_keys_in_the_tree_choose_a_unit(page, qtbot):
    page.select("long-an")
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert page.unit == "ninh-thuan"


def test_a_unit_without_counts_says_so(page):
    page.select("centre")
    assert page.metrics.tally is None
    assert not page.metrics.gauges[0].isVisible()
    assert "choose one below it" in page.metrics.sentence.text()


def test_an_update_keeps_the_chosen_unit_and_selection(page, console):
    before = page.unit
    console.publish(with_tally(console, "long-an/1", late=500), Changes(tallies=frozenset({"long-an/1"})))
    assert page.unit == before
    assert page.view.selectionModel().selectedRows()[0] == page.proxy.place_of(before)
    assert page.proxy.shown_keys()[0] == "long-an/1"


def test_the_trend_is_drawn_with_target_and_limits(page, qtbot):
    qtbot.waitUntil(lambda: page.trend.plot is not None and bool(page.trend.plot._lines))
    line = page.trend.plot._lines[0]
    assert len(line.x) == 30
    page.trend.plot.point_at(float(line.x[-1]))
    assert "%" in page.trend._readout.text()
    assert page.trend._readout.text().startswith("21/11/2026")
    page.trend.plot.point_at(None)
    assert "target 98 %" in page.trend._readout.text()


def test_the_trend_is_not_read_again_for_every_tally(page, console, clock, qtbot, monkeypatch):
    qtbot.waitUntil(lambda: page.trend.plot is not None)
    asked = []
    monkeypatch.setattr(console, "tally_history", lambda *span: asked.append(span) or [])
    console.publish(with_tally(console, page.unit, late=60), Changes(tallies=frozenset({page.unit})))
    clock.advance(timedelta(minutes=2))
    console.publish(with_tally(console, page.unit, late=61), Changes(tallies=frozenset({page.unit})))
    qtbot.waitUntil(lambda: len(asked) == 1)


def test_the_search_finds_without_diacritics(page, qtbot):
    page.find()
    qtbot.keyClicks(page.search, "nga bay")
    assert {cell(page, key, UNIT) for key in page.proxy.shown_keys()} == {"Ngã Bảy"}


def test_without_limits_nothing_is_abnormal_and_nothing_missing(context, console, qtbot):
    console.dossiers = None
    page = DossiersPage(context)
    qtbot.addWidget(page)
    console.situation = replace(console.situation, alerts={})
    page.show_situation(console.situation, ALL)
    assert cell(page, "hau-giang/0", MISSING) == "—"
    assert page.metrics.gauges[1].face.target is None
    qtbot.waitUntil(lambda: page.trend.plot is not None)
    assert page.trend.plot.pieces.shown("level") == []


def test_equal_shares_have_equal_ranks(console):
    tally = console.situation.tallies["hau-giang/0"]
    rows = standings(
        [tally._replace(unit="a"), tally._replace(unit="b"), tally._replace(unit="c", late=0)],
        DossierLimits(98.0, 98.0, 95.0, 30),
        {},
    )
    assert (rows["c"].rank, rows["a"].rank, rows["b"].rank) == (1, 2, 2)
    assert rows["c"].missing == 0


def test_figures_follow_the_language(page, vietnamese):
    page.setLocale(vietnamese)
    page.retranslate()
    assert cell(page, "hau-giang/0", SHARE) == "91,17 %"
