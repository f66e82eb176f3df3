"""Tiles: their state, their place, and that only what changed is painted."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from ioc.domain.catalogue import catalogue_of
from ioc.domain.indicators import Comparison, Indicator, Limits, Series, System
from ioc.domain.readings import Reading
from ioc.domain.situation import ALL, Changes, Situation
from ioc.domain.text import Text
from widgets.parts.provenance import provenance
from widgets.parts.sparkline import STEP, Sparkline
from widgets.parts.tile_layout import Kind, columns_of, make_groups, place
from widgets.parts.tile_wall import TileWall
from widgets.parts.tiles import Quality, TileBook


@pytest.fixture
def wall(qtbot, console, clock, theme):
    wall = TileWall(console.catalogue, clock, theme, lambda tile: tile.indicator.name.vi)
    qtbot.addWidget(wall)
    wall.resize(1160, 900)
    wall.show()
    qtbot.waitExposed(wall)
    wall.show_situation(console.situation, ALL)
    wall.viewport().repaint()
    return wall


def series_named(console, name):
    return next(series for series in console.catalogue.indicators if series.indicator == name)


@pytest.fixture
def book(console):
    book = TileBook(console.catalogue)
    book.update(console.situation, ALL)
    return book


@pytest.mark.parametrize(
    ("name", "quality"),
    [
        ("dvc-2", Quality.GOOD),
        ("antispam-1", Quality.STALE),
        ("dms-2", Quality.REJECTED),
        ("s09-1", Quality.NONE),
        ("s10-1", Quality.NONE),
    ],
)
def test_null_stale_and_refused_are_different_states(console, book, name, quality):
    assert book.tiles[series_named(console, name)].quality is quality


def test_zero_is_a_value(console, book):
    series = series_named(console, "dvc-2")
    reading = console.situation.readings[series]._replace(value=0.0)
    book.update(replace(console.situation, readings={series: reading}), Changes(series=frozenset({series})))
    assert book.tiles[series].quality is Quality.GOOD


def test_a_tile_takes_the_severity_of_its_worst_open_alert(console, book):
    tile = book.tiles[series_named(console, "onestop-1")]
    assert tile.severity is not None
    assert tile.severity.name == "CRITICAL"
    assert tile.unacknowledged
    assert not book.tiles[series_named(console, "dvc-1")].unacknowledged


def test_a_new_reading_touches_one_tile_and_keeps_the_order(console, book):
    series = series_named(console, "dvc-2")
    reading = console.situation.readings[series]._replace(value=7.0)
    after = replace(console.situation, readings={**console.situation.readings, series: reading})
    touched, reordered = book.update(after, Changes(series=frozenset({series})))
    assert touched == {series}
    assert not reordered


def test_an_alert_that_ends_gives_the_tile_back_its_place(console, book):
    series = series_named(console, "onestop-1")
    ended = frozenset(console.situation.alerts)
    touched, reordered = book.update(replace(console.situation, alerts={}), Changes(alerts=ended))
    assert series in touched
    assert reordered
    assert book.tiles[series].severity is None


def test_all_systems_stand_on_the_wall_worst_first(console, book):
    groups = make_groups(console.catalogue, book, {}, 6)
    assert len(groups) == 52
    assert [group.system for group in groups[:3]] == ["onestop", "dvc", "antispam"]
    assert all(not group.shown for group in groups if not group.abnormal)
    worst = groups[0].tiles[0]
    assert worst.severity is not None


def test_a_collapsed_group_never_hides_an_abnormal_member(console, book):
    for group in make_groups(console.catalogue, book, {}, 4):
        assert {tile.place for tile in group.tiles if tile.abnormal} <= {tile.place for tile in group.shown}


@pytest.mark.parametrize("width", [300, 760, 1160, 2400])
def test_nothing_on_the_wall_overlaps_or_leaves_it(console, book, width):
    placed = place(make_groups(console.catalogue, book, {"dvc": True}, columns_of(width)), width)
    cells = [cell for cell in placed.cells if cell.kind is not Kind.HEADER]
    assert all(cell.rect.left() >= 0 and cell.rect.right() < width for cell in cells)
    assert max(panel.bottom() for panel in placed.panels) < placed.height
    for at, cell in enumerate(cells):
        assert not any(cell.rect.intersects(other.rect) for other in cells[at + 1 :])


def test_only_changed_tiles_are_painted(wall, console, qtbot):
    series = series_named(console, "onestop-1")
    qtbot.wait(50)
    before = wall.painted_tiles
    reading = console.situation.readings[series]._replace(value=93.1)
    after = replace(console.situation, readings={**console.situation.readings, series: reading})
    wall.show_situation(after, Changes(series=frozenset({series})))
    qtbot.waitUntil(lambda: wall.painted_tiles > before)
    assert wall.painted_tiles == before + 1


def test_a_change_out_of_sight_paints_nothing(wall, console, qtbot):
    qtbot.wait(50)
    before = wall.painted_tiles
    series = series_named(console, "s40-1")
    wall.show_situation(console.situation, Changes(series=frozenset({series})))
    qtbot.wait(30)
    assert wall.painted_tiles == before


def test_ages_are_painted_again_when_they_read_differently(wall, clock, qtbot):
    qtbot.wait(50)
    before = wall.painted_tiles
    wall.tick()
    qtbot.wait(30)
    assert wall.painted_tiles == before
    clock.advance(timedelta(seconds=1))
    wall.tick()
    qtbot.waitUntil(lambda: wall.painted_tiles > before)


def test_clicking_a_header_opens_and_closes_the_group(wall, qtbot):
    def click():
        qtbot.mouseClick(wall.viewport(), Qt.MouseButton.LeftButton, pos=wall.header_rect("onestop").center())

    shown = len(wall._cells_of)
    click()
    assert len(wall._cells_of) == shown + 11
    click()
    assert len(wall._cells_of) == shown


def test_the_keyboard_walks_and_enters(wall, qtbot, console):
    wall.setFocus()
    qtbot.keyClick(wall, Qt.Key.Key_Home)
    assert wall.current_series() is None
    qtbot.keyClick(wall, Qt.Key.Key_Right)
    assert wall.current_series() == series_named(console, "onestop-1")
    with qtbot.waitSignal(wall.activated) as opened:
        qtbot.keyClick(wall, Qt.Key.Key_Return)
    assert opened.args == [series_named(console, "onestop-1")]
    qtbot.keyClick(wall, Qt.Key.Key_Down)
    qtbot.keyClick(wall, Qt.Key.Key_Down)
    assert wall.current_series() == series_named(console, "antispam-1")
    qtbot.keyClick(wall, Qt.Key.Key_End)
    assert wall.verticalScrollBar().value() == wall.verticalScrollBar().maximum()
    assert wall.accessibleDescription()


def test_search_shows_what_was_found_and_nothing_else(wall, console):
    wall.search("loc thu rac")
    assert wall.shown_systems() == ["antispam"]
    wall.search("không có gì như thế")
    assert wall.shown_systems() == []
    wall.search("")
    assert len(wall.shown_systems()) == 52


def test_hovering_tells_where_the_number_comes_from(console, clock, vietnamese):
    book = TileBook(console.catalogue)
    book.update(console.situation, ALL)
    series = series_named(console, "dms-2")
    text = provenance(book.tiles[series], console, None, vietnamese, clock.now())
    assert "1.63.899" in text
    assert "000_sample.txt" in text
    assert "21/11/2026" in text


def test_words_from_outside_are_shown_as_they_are(console, clock, vietnamese):
    book = TileBook(console.catalogue)
    book.update(console.situation, ALL)
    tile = book.tiles[series_named(console, "dvc-2")]
    tile.indicator = replace(tile.indicator, name=Text("<img src=x>", "<img src=x>"))
    assert "<img" not in provenance(tile, console, None, vietnamese, clock.now())


def many_tiles(count, columns_of_systems=20):
    systems = [System(f"s{n}", Text(f"Hệ {n}", f"System {n}")) for n in range(columns_of_systems)]
    limits = Limits(Comparison.LT, 50.0, 20.0)
    name, measure = Text("Hồ sơ giải quyết đúng hạn", "Settled on time"), Text("%", "%")
    indicators = [
        Indicator(Series(f"i{n}", "u"), f"s{n % columns_of_systems}", name, measure, decimals=1, limits=limits)
        for n in range(count)
    ]
    return catalogue_of([], systems, indicators)


def test_a_thousand_changed_tiles_are_taken_over_and_painted_in_time(qtbot, clock, theme):
    catalogue = many_tiles(1000)
    wall = TileWall(catalogue, clock, theme, lambda tile: "")
    qtbot.addWidget(wall)
    wall.resize(1900, 1000)
    for n in range(20):
        wall._opened[f"s{n}"] = True
    wall.show()
    qtbot.waitExposed(wall)
    spent = []
    for n in range(6):
        now = clock.advance(timedelta(seconds=1))
        readings = {s: Reading(s, now, now, 60.0 + n, "f") for s in catalogue.indicators}
        changes = Changes(series=frozenset(readings), everything=n == 0)
        begin = time.perf_counter()
        wall.show_situation(Situation(now, readings), changes)
        wall.viewport().repaint()
        spent.append(time.perf_counter() - begin)
    assert min(spent) < 0.06, spent  # the budget of 30 ms is held by benchmarks/, where the machine is measured too


def test_a_gap_in_the_data_is_a_gap_in_the_line(clock):
    spark, now = Sparkline(), clock.now()
    spark.fill([(now - STEP * n, float(n)) for n in (30, 29, 28, 10, 9, 8)])
    shape = spark.shape()
    assert [piece.size() for piece in shape.pieces] == [3, 2]
    assert shape.joined is not None
    spark.append(now, 7.0)
    assert spark.shape().joined is None


def test_the_past_stands_still_until_a_live_value_leaves_its_reach(clock):
    spark, now = Sparkline(), clock.now().replace(minute=0, second=0)
    spark.fill([(now - STEP * n, float(n + 1)) for n in range(8, -1, -1)])
    spark.append(now + timedelta(milliseconds=1), 5.0)
    shape = spark.shape()
    spark.append(now + timedelta(seconds=1), 6.0)
    assert spark.shape() is shape
    spark.append(now + timedelta(seconds=2), 20.0)
    assert spark.live(spark.shape())[1] == 0.0
    spark.append(now + timedelta(seconds=3), 9.0)
    assert spark.live(spark.shape())[1] == 0.0
    shape = spark.shape()
    spark.append(now + timedelta(minutes=29), 8.0)
    assert spark.shape() is shape
    spark.append(now + timedelta(minutes=31), 8.0)
    assert spark.shape() is not shape
    assert spark.live(spark.shape())[0] < 1.0


def test_live_readings_move_the_last_point_within_a_step(clock):
    spark, now = Sparkline(), clock.now()
    spark.fill([(now - STEP * 2, 1.0), (now - STEP, 2.0)])
    for second in range(10):
        spark.append(now + timedelta(seconds=second), float(second))
    assert len(spark) == 4
    spark.append(now - STEP, 9.0)
    assert len(spark) == 4


def test_the_reference_is_a_day_old_or_there_is_none(clock):
    spark, now = Sparkline(), clock.now()
    assert spark.reference(now) is None
    spark.fill([(now - timedelta(hours=3), 1.0), (now, 2.0)])
    assert spark.reference(now) is None
    spark.fill([(now - timedelta(hours=24, minutes=10), 1.0), (now, 2.0)])
    assert spark.reference(now) == (now - timedelta(hours=24, minutes=10), 1.0)


def test_stale_is_dashed_and_missing_is_hatched_in_greyscale(wall, console):
    """The states differ without colour: their pictures are not alike."""

    def picture(name):
        wall.toggle(console.catalogue.indicators[series_named(console, name)].system)
        rect = wall.cell_rect(series_named(console, name))
        wall.verticalScrollBar().setValue(wall.verticalScrollBar().value() + rect.top())
        rect = wall.cell_rect(series_named(console, name))
        image = wall.viewport().grab(rect).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        corner = [image.pixelColor(QPoint(x, 0)).lightness() for x in range(20, 60)]
        inside = [image.pixelColor(QPoint(x, x)).lightness() for x in range(60, 100)]
        return len(set(corner)) > 1, len(set(inside)) > 4

    dashed, _ = picture("antispam-2")
    plain, _ = picture("dvc-3")
    assert dashed
    assert not plain
