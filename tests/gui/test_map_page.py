from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from ioc.domain.cameras import CameraStatus
from ioc.domain.situation import ALL, Changes
from widgets.models.rows import KEY_ROLE
from widgets.pages.map import MapPage
from widgets.pages.map_list import AGE, NAME, STATUS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class FakeMap(QWidget):
    """What the page needs of the map view."""

    selected = Signal(str)

    def __init__(self):
        super().__init__()
        self.selected_key = ""
        self.selections = []
        self.centred = []
        self.fitted = []

    def select(self, key):
        if key != self.selected_key:
            self.selected_key = key
            self.selections.append(key)

    def centre_on(self, key):
        self.centred.append(key)

    def fit_cameras(self, keys):
        self.fitted.append(sorted(keys))

    def fit_to(self, bounds):
        self.fitted.append(bounds)

    def click(self, key):
        self.selected_key = key
        self.selected.emit(key)


@pytest.fixture
def page(qtbot, context, console):
    page = MapPage(context)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show_situation(console.situation, ALL)
    page.show()
    return page


@pytest.fixture
def fake_map(page):
    view = FakeMap()
    page.take_map(view)
    return view


def shown(page, column):
    return [page.proxy.index(row, column).data() for row in range(page.proxy.rowCount())]


def shown_texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden() and label.text()]


def chosen_row(page):
    return [index.data(KEY_ROLE) for index in page.view.selectionModel().selectedRows()]


def test_the_worst_cameras_come_first_and_are_counted(page, console):
    assert page.proxy.rowCount() == len(console.situation.cameras)
    assert shown(page, STATUS)[:10] == ["disconnected"] * 9 + ["unstable"]
    assert shown(page, STATUS)[-1] == "online"
    assert {"205", "9 disconnected", "5 unstable", "5 unknown"} <= set(shown_texts(page))


def test_a_row_chosen_is_chosen_on_the_map_and_described(page, fake_map, console):
    page.view.selectRow(2)
    key = chosen_row(page)[0]
    camera = console.situation.cameras[key]
    assert fake_map.selections == [key]
    assert {camera.name, camera.id, camera.site, "disconnected", "Hậu Giang"} <= set(shown_texts(page.pane))


def test_a_camera_clicked_on_the_map_is_chosen_in_the_list(page, fake_map):
    fake_map.click("camera/long-an-007")
    assert chosen_row(page) == ["camera/long-an-007"]
    assert page.pane.camera.id == "long-an-007"
    assert fake_map.selections == []


def test_what_was_chosen_before_the_page_had_the_map_is_taken_over(page):
    view = FakeMap()
    view.selected_key = "camera/ha-giang-003"
    page.take_map(view)
    assert chosen_row(page) == ["camera/ha-giang-003"]
    other = FakeMap()
    page.take_map(other)
    assert other.selections == ["camera/ha-giang-003"]


def test_enter_brings_the_camera_to_the_middle_again(page, fake_map):
    page.view.selectRow(0)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert fake_map.centred == chosen_row(page)


def test_the_map_goes_to_the_unit_that_a_person_narrows_the_list_to(page, fake_map):
    place = next(n for n in range(page.unit_box.count()) if page.unit_box.itemText(n).strip() == "Hà Giang")
    for at in (place, 0):
        page.unit_box.setCurrentIndex(at)
        page.unit_box.activated.emit(at)
    assert fake_map.fitted[0] == sorted(key for key in page.model.all_keys() if "ha-giang" in key)
    assert fake_map.fitted[1:] == [None]


def test_filters_narrow_by_text_status_and_unit(page):
    page.search.setText("hau giang 01")
    assert set(shown(page, NAME)) == {f"Camera Hậu Giang {n:03d}" for n in (1, *range(10, 20))} | {
        name for name in shown(page, NAME) if "01" in name
    }
    page.search.clear()
    page.status_box.setCurrentIndex(page.status_box.findText("disconnected"))
    assert page.proxy.rowCount() == 9
    page.unit_box.setCurrentIndex(page.unit_box.findText("Long An"))
    assert page.proxy.rowCount() == 0
    page.status_box.setCurrentIndex(0)
    assert page.proxy.rowCount() == 36
    assert "36 of 205" in shown_texts(page)


def test_going_to_a_camera_that_is_filtered_out_opens_the_filters(page, fake_map):
    page.search.setText("nothing like this")
    assert page.proxy.rowCount() == 0
    page.select("camera/vinh-long-011")
    assert page.search.text() == ""
    assert chosen_row(page) == ["camera/vinh-long-011"]
    assert fake_map.selections == ["camera/vinh-long-011"]
    page.select("camera/of another deployment")
    page.select(7)
    assert chosen_row(page) == ["camera/vinh-long-011"]


def test_a_change_keeps_choice_filters_and_scrolling(page, fake_map, console):
    page.select("camera/hau-giang-030")
    page.unit_box.setCurrentIndex(page.unit_box.findText("Hậu Giang"))
    cameras = dict(console.situation.cameras)
    changed = cameras["camera/hau-giang-030"]._replace(status=CameraStatus.OFFLINE)
    cameras[changed.key] = changed
    page.show_situation(replace(console.situation, cameras=cameras), Changes(cameras=frozenset({changed.key})))
    assert chosen_row(page) == [changed.key]
    assert page.unit_box.currentText() == "Hậu Giang"
    assert page.pane.camera == changed
    assert "10 disconnected" in shown_texts(page)


def test_a_camera_that_leaves_its_feed_is_said_to_be_gone(page, fake_map, console):
    page.select("camera/hau-giang-030")
    cameras = {key: one for key, one in console.situation.cameras.items() if key != "camera/hau-giang-030"}
    gone = Changes(cameras=frozenset({"camera/hau-giang-030"}))
    page.show_situation(replace(console.situation, cameras=cameras), gone)
    assert page.proxy.rowCount() == 204
    assert "online, no longer in the feed" in shown_texts(page.pane)
    assert chosen_row(page) == []
    assert fake_map.selections == ["camera/hau-giang-030"]


def test_filtering_the_chosen_camera_away_chooses_no_other(page, fake_map):
    page.select("camera/hau-giang-030")
    page.search.setText("long an")
    assert chosen_row(page) == []
    assert page.pane.camera.id == "hau-giang-030"
    page.search.clear()
    assert chosen_row(page) == ["camera/hau-giang-030"]
    assert fake_map.selections == ["camera/hau-giang-030"]


def test_hostile_words_are_shown_letter_by_letter(page, fake_map, console):
    hostile = "<b>bold</b><img src='http://127.0.0.1:9/x'>"
    camera = console.situation.cameras["camera/hau-giang-000"]._replace(name=hostile, site=hostile, url=hostile)
    cameras = {**console.situation.cameras, camera.key: camera}
    page.show_situation(replace(console.situation, cameras=cameras), Changes(cameras=frozenset({camera.key})))
    page.select(camera.key)
    assert shown_texts(page.pane).count(hostile) == 3
    labels = [label for label in page.pane.findChildren(QLabel) if label.text() == hostile]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    tip = page.proxy.place_of(camera.key).siblingAtColumn(NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip


def test_ages_go_on_without_new_data(page, clock):
    page.select("camera/hau-giang-000")
    clock.advance(timedelta(minutes=14))
    page._tick()
    assert shown(page, AGE)[0] == "14 min"
    assert any("14 min ago" in text for text in shown_texts(page.pane))


def test_a_camera_seen_again_unchanged_has_the_age_of_the_newest_look(page, console, clock):
    key, camera = next((k, c) for k, c in console.situation.cameras.items() if c.status is CameraStatus.ONLINE)
    page.select(key)
    clock.advance(timedelta(hours=1))
    place = page.proxy.place_of(key).siblingAtColumn(AGE)
    assert place.data() == "1 h"
    again = camera._replace(observed_at=clock.now(), received_at=clock.now())
    page.show_situation(replace(console.situation, cameras={**console.situation.cameras, key: again}), Changes())
    assert place.data() == "0 s"
    page._tick()
    assert any("0 s" in label.text() for label in page.pane.findChildren(QLabel))


def test_keys_alone_find_and_choose(page, fake_map):
    page.find()
    QTest.keyClicks(page.search, "long an 020")
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.proxy.rowCount() == 1
    page.view.selectRow(0)
    assert fake_map.selections[-1] == "camera/long-an-020"
    assert page.view.accessibleName()
    assert page.search.accessibleName()


def test_a_unit_stands_for_all_units_below_it(page, console):
    cameras = dict(console.situation.cameras)
    below = cameras["camera/long-an-003"]._replace(unit="long-an/2")
    cameras[below.key] = below
    page.show_situation(replace(console.situation, cameras=cameras), Changes(cameras=frozenset({below.key})))
    names = [page.unit_box.itemText(n) for n in range(page.unit_box.count())]
    province = names.index("Long An")
    assert names[province + 1] == "  Long Mỹ"
    page.unit_box.setCurrentIndex(province)
    assert page.proxy.rowCount() == 36
    page.unit_box.setCurrentIndex(province + 1)
    assert shown(page, NAME) == [below.name]
