"""The overview as a whole."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from ioc.domain.situation import ALL, Changes
from widgets.i18n.languages import Languages
from widgets.pages.overview import OverviewPage


@pytest.fixture
def page(qtbot, context, console):
    page = OverviewPage(context)
    qtbot.addWidget(page)
    page.resize(1840, 990)
    page.show()
    qtbot.waitExposed(page)
    page.show_situation(console.situation, ALL)
    return page


def test_every_system_and_series_is_on_the_page(page, console):
    assert len(page.wall.shown_systems()) == 52
    assert len(page.wall.shown_tiles()) == len(console.catalogue.indicators)
    assert len(page.gauges.gauges()) == 5
    assert page.map_panel.shown() == len(console.situation.cameras)


def test_sparklines_come_from_the_query_pool(page, qtbot, console):
    series = next(iter(console.catalogue.indicators))
    qtbot.waitUntil(lambda: len(page.wall.book.tiles[series].spark) > 10)


def test_the_search_box_filters_and_gives_the_keyboard_to_the_tiles(page, qtbot):
    page.find()
    box = page.findChild(QLineEdit)
    qtbot.keyClicks(box, "ninh thuan")
    assert 0 < len(page.wall.shown_tiles()) < 140
    names = {tile.indicator.series.unit for tile in page.wall.shown_tiles()}
    assert names == {"ninh-thuan"}
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert page.wall.hasFocus()


def test_entering_a_tile_goes_to_its_indicator(page, qtbot):
    page.wall.setFocus()
    qtbot.keyClick(page.wall, Qt.Key.Key_Home)
    qtbot.keyClick(page.wall, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.go_to) as gone:
        qtbot.keyClick(page.wall, Qt.Key.Key_Return)
    assert gone.args[0] == "indicators"
    assert gone.args[1] == page.wall.current_series()


def test_the_head_of_the_map_counts_the_cameras_by_status(page, console):
    texts = [label.text() for label in page.map_panel.findChildren(QLabel) if label.isVisibleTo(page)]
    assert any(text.startswith("9 ") for text in texts)
    page.show_situation(replace(console.situation, cameras={}), Changes(cameras=frozenset({"x"})))
    assert page.map_panel.shown() == 0


def test_the_map_view_is_taken_into_the_page_and_shows_everything(page, map_stub):
    page.take_map(map_stub)
    assert page.isAncestorOf(map_stub)
    assert map_stub.isVisibleTo(page)
    page.take_map(map_stub)
    assert map_stub.fits == [None], "what a person moved stays while the view has not been elsewhere"


@pytest.mark.parametrize("size", [(1280, 630), (1280, 680), (1840, 990), (2500, 1300)])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_overlaps_at_any_size(page, qtbot, qapp, language, size):
    languages = Languages(qapp, language)
    page.setLocale(languages.locale)
    page.resize(*size)
    page.retranslate()
    qtbot.wait(1)
    parts = [page.wall, page.gauges, page.map_panel]
    for at, part in enumerate(parts):
        assert part.geometry().width() > 0
        assert page.rect().contains(part.rect().translated(part.mapTo(page, part.rect().topLeft())))
        for other in parts[at + 1 :]:
            one = part.rect().translated(part.mapTo(page, part.rect().topLeft()))
            two = other.rect().translated(other.mapTo(page, other.rect().topLeft()))
            assert not one.intersects(two)
    for label in page.map_panel.findChildren(QLabel):
        if label.isVisibleTo(page) and label.text():
            assert label.width() >= label.sizeHint().width(), label.text()
    languages.close()
