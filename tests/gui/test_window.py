"""The window, driven by real clicks and keys."""

import gc
import json
import weakref
from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTreeWidget, QWidget

from ioc.domain.alerts import Ack, Severity
from ioc.domain.situation import ALL, Changes
from widgets.i18n.languages import Languages
from widgets.pages.registry import ENTRIES
from widgets.parts.dialogs import GoDialog, KeysDialog
from widgets.parts.strip import unacknowledged
from widgets.summary import Times, summarise
from widgets.window import FIRST_SIZE, Window


@pytest.fixture
def languages(qapp):
    languages = Languages(qapp, "vi")
    yield languages
    languages.close()


@pytest.fixture
def window(qtbot, context, console, languages):
    window = Window(context, languages)
    qtbot.addWidget(window)
    window.resize(1600, 900)
    window.show_page("overview")
    window.show()
    qtbot.waitExposed(window)
    console.subscribe(window.show_situation)
    return window


def texts(widget):
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return found + [button.text().strip() for button in widget.findChildren(QAbstractButton) if button.isVisible()]


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key as it arrives: at the widget that has the focus."""
    target = window.focusWidget() or window
    qtbot.keyClick(target, key, modifier)


def test_the_bar_counts_alerts_by_severity_and_feeds_that_are_well(window):
    shown = texts(window.bar)
    assert "C 2" in shown
    assert "W 2" in shown
    assert "N 1" in shown
    assert "49/52 nguồn" in shown
    assert "dữ liệu mẫu" in shown
    assert "14:32:07" in shown
    assert "21/11/2026" in shown


def test_a_centre_with_its_own_data_is_not_labelled_as_sample(qtbot, context, console, languages):
    console.centre = replace(console.centre, sample=False)
    window = Window(context, languages)
    qtbot.addWidget(window)
    window.show()
    assert "dữ liệu mẫu" not in texts(window.bar)
    assert "dữ liệu mẫu" not in window.windowTitle()


@pytest.mark.parametrize("number", range(1, len(ENTRIES) + 1))
def test_every_page_opens_by_its_number_key(window, qtbot, number):
    press(qtbot, window, Qt.Key(Qt.Key.Key_0 + number))
    assert window.page().page_id == ENTRIES[number - 1].page_id
    assert window.page().isVisible()


def test_every_page_opens_by_a_click_on_the_rail(window, qtbot):
    for entry in reversed(ENTRIES):
        qtbot.mouseClick(window.rail._buttons[entry.page_id], Qt.MouseButton.LeftButton)
        assert window.page().page_id == entry.page_id


def test_space_acknowledges_the_worst_alert_and_the_strip_moves_on(window, qtbot, console):
    first = window.strip.first()
    assert first.severity is Severity.CRITICAL
    press(qtbot, window, Qt.Key.Key_Space)
    assert console.acknowledged == [((first.id,), "ca trực", "")]
    assert window.strip.first().id != first.id
    assert console.situation.alerts[first.id].ack is Ack.ACKED


def test_space_types_a_space_in_a_search_box(window, qtbot, console):
    press(qtbot, window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = window.focusWidget()
    assert isinstance(box, QLineEdit)
    qtbot.keyClicks(box, "hau 1")
    assert box.text() == "hau 1"
    assert console.acknowledged == []
    assert window.page().page_id == "overview"


def test_space_on_a_button_presses_the_button(window, qtbot, console):
    button = window.rail._buttons["feeds"]
    button.setFocus()
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.page().page_id == "feeds"
    assert console.acknowledged == []


def test_the_button_of_the_strip_acknowledges(window, qtbot, console):
    qtbot.mouseClick(window.strip._button, Qt.MouseButton.LeftButton)
    assert len(console.acknowledged) == 1


def test_unacknowledged_alerts_stand_worst_first_newest_first(console):
    waiting = unacknowledged(console.situation)
    assert [alert.severity for alert in waiting] == sorted((a.severity for a in waiting), reverse=True)
    assert all(alert.ack is Ack.UNACK for alert in waiting)


def test_a_refused_acknowledgement_is_said(window, qtbot, console):
    def refuse(alerts, who, comment=""):
        future = Future()
        future.set_exception(OSError("disk full"))
        return future

    console.acknowledge = refuse
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any("disk full" in text for text in texts(window.strip)))


def test_the_strip_is_calm_when_nothing_waits(window, console):
    console.publish(replace(console.situation, alerts={}), Changes(alerts=frozenset({"x"})))
    assert texts(window.strip) == ["Không có cảnh báo nào chờ xác nhận"]


def test_f5_polls_every_feed(window, qtbot, console):
    press(qtbot, window, Qt.Key.Key_F5)
    assert console.polled == [None]


def test_f1_lists_every_key(window, qtbot):
    press(qtbot, window, Qt.Key.Key_F1)
    dialog = window.findChild(KeysDialog)
    shown = texts(dialog)
    for key in ("F1", "F5", "F11", "Space", "Ctrl+F", "Ctrl+K", "1", "6"):
        assert key in shown
    dialog.reject()


def test_f11_fills_the_screen_and_gives_it_back(window, qtbot):
    press(qtbot, window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(qtbot, window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_ctrl_k_goes_to_anything(window, qtbot):
    press(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(GoDialog)
    box, found = dialog.findChild(QLineEdit), dialog.findChild(QTreeWidget)
    qtbot.keyClicks(box, "nguon")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert found.currentItem().text(0) == "Nguồn"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.page().page_id == "feeds"


def test_anything_means_alerts_units_indicators_and_cameras(window, qtbot, console):
    dialog = GoDialog(console, console.situation, window)
    kinds = {place.page for place in dialog._places}
    assert kinds == {"overview", "dossiers", "map", "alerts", "indicators", "feeds"}
    dialog.deleteLater()


def test_the_counts_lead_to_the_alerts_and_the_feeds(window, qtbot):
    qtbot.mouseClick(window.bar._counts[Severity.CRITICAL], Qt.MouseButton.LeftButton)
    assert window.page().page_id == "alerts"
    qtbot.mouseClick(window.bar._feeds, Qt.MouseButton.LeftButton)
    assert window.page().page_id == "feeds"


def test_the_language_changes_while_the_program_runs(window, qtbot):
    assert "Tổng quan" in texts(window.rail)
    english = next(b for b in window.bar._languages.buttons() if b.property("code") == "en")
    qtbot.mouseClick(english, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Overview" in texts(window.rail))
    assert "Acknowledge · Space" in texts(window.strip)
    assert "1 camera" not in texts(window.page())
    assert any("205 cameras" in text for text in texts(window.page()))
    vietnamese = next(b for b in window.bar._languages.buttons() if b.property("code") == "vi")
    qtbot.mouseClick(vietnamese, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Tổng quan" in texts(window.rail))


def test_every_control_has_a_name_for_those_who_hear_the_screen(window):
    for widget in window.findChildren(QWidget):
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reachable and widget.isVisible() and not widget.objectName().startswith("qt_"):
            named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            assert named, widget


def test_signs_flash_until_acknowledged_and_never_where_motion_is_off(qtbot, context, console, languages):
    moving = Window(context, languages)
    still = Window(replace(context, moves=False), languages)
    for window in (moving, still):
        qtbot.addWidget(window)
        window.show_situation(console.situation, ALL)
    assert moving._flash.isActive()
    assert not still._flash.isActive()
    calm = {key: replace(alert, ack=Ack.ACKED) for key, alert in console.situation.alerts.items()}
    moving.show_situation(replace(console.situation, alerts=calm), Changes(alerts=frozenset(calm)))
    assert not moving._flash.isActive()


def test_the_window_remembers_its_place_and_page(qtbot, context, console, languages, tmp_path):
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = Window(context, languages, settings)
    qtbot.addWidget(window)
    window.resize(1234, 777)
    window.show_page("feeds")
    window.show()
    window.close()
    assert settings.value("page") == "feeds"
    again = Window(context, languages, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) != FIRST_SIZE


def test_the_map_is_lent_to_the_page_that_is_seen(window, map_stub):
    window.give_map(map_stub)
    assert window.page().isAncestorOf(map_stub)
    window.show_page("feeds")
    window.show_page("overview")
    assert window.overview().isAncestorOf(map_stub)


@pytest.mark.parametrize("width", [1180, 1366, 1920])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_text_of_the_bar_is_cut(window, qtbot, width, language):
    window.switch_language(language)
    window.resize(width, 768)
    widgets = [*window.bar.findChildren(QLabel), *window.bar.findChildren(QAbstractButton)]

    def nothing_is_cut():
        for widget in filter(QWidget.isVisible, widgets):
            assert widget.width() >= widget.minimumSizeHint().width(), widget.accessibleName()
            assert widget.geometry().right() <= window.bar.width()

    qtbot.waitUntil(nothing_is_cut)


def test_the_summary_counts_what_is_on_the_screen(window, console):
    summary = summarise(window, 205, Times(0.5, 0.6, 1.0, 12.34))
    assert summary["systems"] == 52
    assert summary["series"] == len(console.catalogue.indicators)
    assert summary["readings"] == summary["series"] - 3
    assert summary["stale"] == 2
    assert summary["rejected"] == 1
    assert summary["gauges"] == 5
    assert summary["cameras"] == 205
    assert summary["alerts"] == {"critical": 2, "warning": 2, "notice": 1}
    assert summary["feeds"]["ok"] == 49
    assert summary["loop_block_max_ms"] == 12.3
    json.dumps(summary)


def test_a_closed_window_is_given_back(qtbot, context, console, languages):
    window = Window(context, languages)
    window.show_page("overview")
    window.show_situation(console.situation, ALL)
    gone = weakref.ref(window)
    window.close()
    window.deleteLater()
    qtbot.wait(10)
    del window
    gc.collect()
    assert gone() is None
