"""The indicators page, driven by keys and clicks, and the chart parts it stands on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from ioc.domain.alerts import AlertKey, Severity, SubjectKind
from ioc.domain.console import Point
from ioc.domain.indicators import Published, Series
from ioc.domain.situation import ALL, Changes
from widgets.models.indicators import MOST, STATE, VALUE, Grouping
from widgets.models.published_words import note
from widgets.models.rows import SIGN_ROLE
from widgets.pages.indicators import IndicatorsPage
from widgets.parts.chart import Limit, Line, TimeAxis, TimePlot, curve, own_scale, with_gaps

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def page(qtbot, context, console) -> IndicatorsPage:
    page = IndicatorsPage(context)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    with qtbot.waitSignal(page.chart.drawn):
        page.show_situation(console.situation, ALL)
    console.receivers.append(page.show_situation)
    return page


def named(console, name: str) -> Series:
    return next(series for series in console.catalogue.indicators if series.indicator == name)


def cell(page: IndicatorsPage, series: Series, column: int) -> QModelIndex:
    return page.model.place_of(series).siblingAtColumn(column)


def tick(page: IndicatorsPage, series: Series) -> bool:
    place = page.model.place_of(series)
    return page.model.setData(place, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)


def facts(page: IndicatorsPage) -> dict[str, str]:
    return dict(page.facts.facts())


def test_the_tree_has_every_system_and_series(page, console):
    assert page.model.rowCount() == 52
    assert sum(page.model.rowCount(page.model.index(n, 0)) for n in range(52)) == len(console.catalogue.indicators)


def test_the_tree_can_be_grouped_by_unit(page, console, qtbot):
    chosen = page._chosen
    page.grouping.setCurrentIndex(page.grouping.findData(Grouping.UNIT))
    assert page.model.rowCount() == 5
    assert page._chosen == chosen
    assert page.model.series_at(page.proxy.mapToSource(page.tree.currentIndex())) == chosen


def test_null_zero_stale_refused_and_missing_look_different(page, console):
    assert cell(page, named(console, "s09-1"), VALUE).data() == "—"
    assert cell(page, named(console, "dms-2"), STATE).data() == "rejected"
    assert cell(page, named(console, "s10-1"), STATE).data() == "no data"
    assert cell(page, named(console, "antispam-2"), STATE).data() == "stale 14 min"
    zero = console.situation.readings[named(console, "dvc-2")]._replace(value=0.0)
    readings = dict(console.situation.readings) | {zero.series: zero}
    console.publish(replace(console.situation, readings=readings), Changes(series=frozenset({zero.series})))
    assert cell(page, zero.series, VALUE).data().startswith("0 ")


def test_space_ticks_the_current_series_and_acknowledges_nothing(page, qtbot, console):
    page.tree.setFocus()
    for wanted in (Qt.CheckState.Checked, Qt.CheckState.Unchecked):
        qtbot.keyClick(page.tree, Qt.Key.Key_Space)
        assert page.tree.currentIndex().siblingAtColumn(0).data(Qt.ItemDataRole.CheckStateRole) == wanted.value


def test_an_active_alert_marks_the_series_and_its_group(page, console):
    series = named(console, "onestop-1")
    assert cell(page, series, STATE).data(SIGN_ROLE).shape == "diamond"
    assert cell(page, series, STATE).data() == "C · 9 s"
    assert cell(page, series, STATE).parent().siblingAtColumn(STATE).data() == "1"
    rest = {key: a for key, a in console.situation.alerts.items() if a.key.subject.name != "onestop-1"}
    gone = frozenset(console.situation.alerts.keys() - rest.keys())
    console.publish(replace(console.situation, alerts=rest), Changes(alerts=gone))
    assert cell(page, series, STATE).data(SIGN_ROLE) is None
    assert AlertKey("limit", (SubjectKind.SERIES, *series)) not in {a.key for a in rest.values()}


def test_the_first_series_with_a_value_is_drawn_with_its_limits(page, console):
    assert page._chosen == named(console, "onestop-1")
    assert len(page.chart.plot._lines) == 1
    limits = page.chart._limits(page._chosen)
    assert [(limit.value, limit.above) for limit in limits] == [(98.0, False), (95.0, False)]


def test_arrow_keys_choose_and_enter_compares(page, console, qtbot):
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    second = page._chosen
    assert second == named(console, "onestop-2")
    page.tree.activated.emit(page.tree.currentIndex())
    assert page.model.checked == [second]
    page.tree.activated.emit(page.tree.currentIndex())
    assert page.model.checked == []


def test_a_click_on_the_box_compares(page, console, qtbot):
    place = page.tree.currentIndex()
    rect = page.tree.visualRect(place)
    qtbot.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + rect.center() / 50)
    for offset in range(4, 40, 4):
        if page.model.checked:
            break
        spot = rect.topLeft()
        spot.setX(spot.x() + offset)
        spot.setY(rect.center().y())
        qtbot.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.model.checked == [page._chosen]


def test_at_most_six_are_compared_and_the_seventh_is_explained(page, console, qtbot):
    series = list(console.catalogue.indicators)[: MOST + 1]
    assert all(tick(page, one) for one in series[:MOST])
    assert not tick(page, series[MOST])
    assert "No more than 6" in page._note.text()
    qtbot.waitUntil(lambda: len(page.chart.plot._lines) == MOST)
    qtbot.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    assert page.model.checked == []
    qtbot.waitUntil(lambda: len(page.chart.plot._lines) == 1)


def test_series_with_different_units_have_scales_of_their_own_and_true_readouts(page, console, qtbot):
    percent, count = named(console, "onestop-1"), named(console, "onestop-2")
    tick(page, percent)
    tick(page, count)
    qtbot.waitUntil(lambda: len(page.chart.plot._lines) == 2)
    assert all(np.nanmin(line.y) >= 0.0 and np.nanmax(line.y) <= 1.0 for line in page.chart.plot._lines)
    assert "scale of its own" in page.chart._note.text()
    page.chart.plot.point_at(float(page.chart.plot._lines[0].x[3]))
    assert "1  9" in page.chart._readout.text()
    assert "%" in page.chart._readout.text()


def test_the_crosshair_reads_values_and_obeys_the_arrow_keys(page, qtbot):
    plot = page.chart.plot
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    first = page.chart._readout.text()
    assert "%" in first
    for _ in range(5):
        qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert page.chart._readout.text() != first
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert "Point at the chart" in page.chart._readout.text()


def test_range_buttons_ask_for_their_span(page, console, qtbot, monkeypatch):
    asked = []
    history = console.history
    monkeypatch.setattr(console, "history", lambda s, a, b, n=2000: asked.append(b - a) or history(s, a, b, n))
    for number, span in enumerate((timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))):
        with qtbot.waitSignal(page.chart.drawn):
            qtbot.mouseClick(page.chart._buttons.button(number), Qt.MouseButton.LeftButton)
        assert asked[-1] == span


def test_zooming_asks_for_finer_data_and_stops_following(page, console, qtbot, monkeypatch):
    left, right = page.chart.plot.getPlotItem().viewRange()[0]
    middle = (left + right) / 2
    with qtbot.waitSignal(page.chart.drawn):
        page.chart.plot.getPlotItem().setXRange(middle, middle + 3600, padding=0)
        page.chart.plot.moved.emit(middle, middle + 3600)
    start, end = page.chart.shown_span()
    assert end - start == timedelta(hours=1)
    monkeypatch.setattr(console, "history", lambda *_: pytest.fail("a zoomed chart does not follow"))
    page.chart.follow(frozenset({page._chosen}), True)
    assert page.chart._buttons.checkedId() == -1


def test_a_live_chart_asks_again_only_when_a_difference_shows(page, console, clock, qtbot):
    asked = []
    console.history = lambda *query: asked.append(query) or []
    page.chart.follow(frozenset({page._chosen}), False)
    clock.advance(timedelta(minutes=10))
    page.chart.follow(frozenset({Series("other", "unit")}), False)
    page.chart.follow(frozenset({page._chosen}), False)
    qtbot.waitUntil(lambda: len(asked) == 1)


def test_facts_tell_times_feed_published_figure_and_limits(page, console):
    told = facts(page)
    assert told["Latest value"] == "93.80 %"
    assert told["Source time"] == "21/11/2026 14:31:58 (9 s ago)"
    assert told["Received"] == "21/11/2026 14:32:01"
    assert told["Feed"] == "Electronic one-stop shop"
    assert told["Warning limit"] == "below 98.00 %"
    assert told["Published figure"] == "92,13 %, as of 21/11/2026"
    assert told["Source file"] == "000_sample.txt"
    assert told["Note on the figure"] == "92,14 elsewhere"


def test_codes_of_a_published_figure_are_said_in_words():
    figure = Published(1.9, "1,9%", None, "", qualifier="over", flag="malformed_number", note="see page 3")
    assert note(figure) == "the source says: more than · malformed number · see page 3"
    assert note(replace(figure, qualifier="exact", flag="new_code", note="")) == "new code"


def test_facts_say_what_is_wrong_with_a_value(page, console):
    page.select(named(console, "dms-2"))
    assert "The digits are grouped wrongly: 1.63.899" in facts(page)["Quality"]
    page.select(named(console, "dms-1"))
    assert "does not follow" in facts(page)["Quality"]
    page.select(named(console, "antispam-2"))
    assert "stale" in facts(page)["Quality"]
    page.select(named(console, "s09-1"))
    assert facts(page)["Latest value"] == "—"


def test_facts_of_a_feed_are_never_html(page):
    assert page.facts._labels
    formats = {label.textFormat() for pair in page.facts._labels for label in pair}
    assert formats == {Qt.TextFormat.PlainText}


def test_the_filter_finds_by_words_of_name_and_unit(page, console, qtbot):
    page.find()
    qtbot.keyClicks(page.search, "mot cua")
    page.search.clear()
    qtbot.keyClicks(page.search, "one-stop long an")
    rows = page.proxy.rowCount(page.proxy.index(0, 0))
    assert page.proxy.rowCount() == 1
    assert 0 < rows < 14
    page.select(named(console, "soc-1"))
    assert page.search.text() == ""
    assert page._chosen == named(console, "soc-1")


def test_selecting_what_does_not_exist_changes_nothing(page):
    before = page._chosen
    page.select(Series("no", "where"))
    page.select("text")
    assert page._chosen == before


def test_a_failing_history_is_said_and_the_page_lives(page, console, qtbot, monkeypatch, caplog):
    def broken(*_: object) -> list[Point]:
        raise OSError("disk gone")

    monkeypatch.setattr(console, "history", broken)
    qtbot.mouseClick(page.chart._buttons.button(2), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "disk gone" in page.chart._note.text())


def test_texts_follow_the_language(page, console, vietnamese):
    page.setLocale(vietnamese)
    page.retranslate()
    assert page.model.place_of(named(console, "onestop-1")).data() == "Hồ sơ giải quyết đúng hạn"
    assert facts(page)["Latest value"] == "93,80 %"


# the chart


def test_a_hole_in_the_data_is_a_gap_in_the_line():
    x = np.array([0.0, 10.0, 20.0, 100.0, 110.0])
    y = np.repeat(x[:, None], 3, axis=1)
    times, mean, edges = with_gaps(x, y)
    assert list(times) == [0.0, 10.0, 20.0, 60.0, 100.0, 110.0]
    assert np.isnan(mean[3])
    assert np.isnan(edges[:, 3]).all()


def test_a_spacing_of_three_times_the_typical_is_no_gap():
    x = np.array([0.0, 10.0, 20.0, 50.0])
    assert len(with_gaps(x, np.repeat(x[:, None], 3, axis=1))[0]) == 4


def test_hourly_history_before_dense_live_values_is_whole():
    x = np.concatenate((np.arange(0.0, 36000.0, 3600.0), np.arange(36000.0, 40000.0, 10.0)))
    assert np.isfinite(with_gaps(x, np.repeat(x[:, None], 3, axis=1))[1]).all()


def test_a_hole_among_dense_values_is_a_gap_although_older_ones_are_sparse():
    x = np.concatenate((np.arange(0.0, 36000.0, 3600.0), 36000.0 + np.arange(0.0, 100.0, 10.0), [36700.0, 36710.0]))
    times, mean, _ = with_gaps(x, np.repeat(x[:, None], 3, axis=1))
    assert list(times[np.isnan(mean)]) == [(36090.0 + 36700.0) / 2]


def test_a_value_between_two_holes_is_a_dot(qtbot, theme):
    plot = TimePlot(theme, ZoneInfo("Asia/Ho_Chi_Minh"))
    qtbot.addWidget(plot)
    y = np.array([1.0, 2.0, np.nan, 3.0, np.nan, 4.0, 5.0])
    plot.draw([Line("a", np.arange(7.0), y, theme.colour("text"))], (0.0, 7.0))
    assert [point.pos().y() for point in plot.pieces.shown("dots")[0].points()] == [3.0]


def test_drawing_again_uses_the_same_pieces(qtbot, theme):
    plot = TimePlot(theme, ZoneInfo("Asia/Ho_Chi_Minh"))
    qtbot.addWidget(plot)
    limits = [Limit(2.0, theme.colour("warning"), True)]
    lines = [Line(name, np.arange(3.0), np.arange(3.0), theme.colour("text")) for name in "ab"]
    plot.draw(lines, (0.0, 3.0), limits)
    many = len(plot.getPlotItem().items)
    for count in (2, 1, 0, 2) * 5:
        plot.draw(lines[:count], (0.0, 3.0), limits[:count])
        assert len(plot.pieces.shown("curve")) == count
    assert len(plot.getPlotItem().items) == many


def test_no_points_draw_nothing():
    x, mean, edges = curve([])
    assert len(x) == len(mean) == 0
    assert edges.shape == (2, 0)
    assert own_scale(mean) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("span", "labels"),
    [
        (timedelta(hours=1), {"14:15", "14:30"}),
        (timedelta(days=2), {"21/11", "12:00"}),
        (timedelta(days=30), {"19/11"}),
        (timedelta(days=365), {"01/2026"}),
    ],
)
def test_times_stand_at_round_steps_of_the_centres_clock(qapp, span, labels):
    axis = TimeAxis(ZoneInfo("Asia/Ho_Chi_Minh"))
    end = datetime(2026, 11, 21, 7, 32, 7, tzinfo=UTC)
    (spacing, values), *_ = axis.tickValues((end - span).timestamp(), end.timestamp(), 600.0)
    assert labels <= set(axis.tickStrings(values, 1.0, spacing))
    assert 2 <= len(values) <= 12


def test_a_limit_far_away_does_not_flatten_the_line(qtbot, theme):
    plot = TimePlot(theme, ZoneInfo("Asia/Ho_Chi_Minh"))
    qtbot.addWidget(plot)
    line = Line("a", np.array([0.0, 1.0, 2.0]), np.array([10.0, 11.0, 12.0]), theme.colour("text"))
    plot.draw([line], (0.0, 2.0), [Limit(1000.0, theme.colour("critical"), True)])
    assert plot.getPlotItem().viewRange()[1][1] < 20.0
    plot.draw([line], (0.0, 2.0), [Limit(14.0, theme.colour("warning"), True)])
    assert plot.getPlotItem().viewRange()[1][1] > 14.0


def test_a_year_of_hourly_readings_opens_within_150_ms(page, console, qtbot):
    start = datetime(2025, 11, 21, tzinfo=UTC)
    wave = [50.0 + 10.0 * np.sin(n / 40.0) + n % 7 for n in range(8760)]
    points = [Point(start + timedelta(hours=n), v, v, v, v, 1) for n, v in enumerate(wave)]
    x, mean, _ = curve(points)
    line = Line("year", x, mean, page.context.theme.colour("text"))
    page.chart.plot.draw([line], (x[0], x[-1]))
    page.chart.plot.grab()
    best = min(_open(page, points) for _ in range(3))
    assert best < 0.150


def _open(page: IndicatorsPage, points: list[Point]) -> float:
    begin = perf_counter()
    x, mean, _ = curve(points)
    page.chart.plot.draw([Line("year", x, mean, page.context.theme.colour("text"))], (x[0], x[-1]))
    page.chart.plot.repaint()
    QApplication.processEvents()
    return perf_counter() - begin


def test_severities_on_the_tree_are_the_worst_of_a_series(page, console):
    series = named(console, "onestop-1")
    key = next(k for k, a in console.situation.alerts.items() if a.key.subject.name == "onestop-1")
    alerts = dict(console.situation.alerts)
    other = replace(alerts[key], key=AlertKey("stale", alerts[key].key.subject), severity=Severity.WARNING)
    console.publish(
        replace(console.situation, alerts=alerts | {other.id: other}), Changes(alerts=frozenset({other.id}))
    )
    assert cell(page, series, STATE).data(SIGN_ROLE).shape == "diamond"
