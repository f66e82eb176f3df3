"""The alerts page, driven by keys and clicks."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView

from ioc.domain.alerts import Ack, AlertKey, Condition, Severity, Subject, SubjectKind
from ioc.domain.situation import ALL, Changes, Situation
from ioc.domain.text import Text
from widgets.models import naming
from widgets.models.alerts import ACK, LEVEL, NOTE, VALUE, WHAT
from widgets.models.rows import ROW_ROLE, SIGN_ROLE
from widgets.pages.alerts import HISTORY, AlertsPage

OTHER = Text("Khác", "Other")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def page(qtbot, context, console) -> AlertsPage:
    page = AlertsPage(context)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    page.show_situation(console.situation, ALL)
    console.receivers.append(page.show_situation)
    return page


def cell(page: AlertsPage, row: int, column: int) -> str:
    return page.proxy.index(row, column).data()


def shown(page: AlertsPage) -> list[str]:
    return page.proxy.shown_keys()


def click(qtbot, view: QAbstractItemView, row: int, column: int = WHAT) -> None:
    place = view.visualRect(view.model().index(row, column)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def with_alerts(situation: Situation, change: Callable[[dict], None]) -> Situation:
    alerts = dict(situation.alerts)
    change(alerts)
    return replace(situation, alerts=alerts)


def test_the_worst_and_newest_alert_comes_first(page, console):
    levels = [console.situation.alerts[key].severity for key in shown(page)]
    assert levels == sorted(levels, reverse=True)
    assert cell(page, 0, LEVEL) == "C"


def test_a_level_is_a_shape_and_a_letter_and_flashes_until_acknowledged(page, console):
    first = page.proxy.index(0, LEVEL)
    assert first.data(SIGN_ROLE).shape == "diamond"
    assert first.data(SIGN_ROLE).flashing
    acked = next(key for key, alert in console.situation.alerts.items() if alert.ack is Ack.ACKED)
    assert not page.proxy.place_of(acked).data(SIGN_ROLE).flashing


def test_value_and_limit_carry_their_unit_of_measure(page):
    page.search.setText("thu rac")
    page.search.setText("spam")
    silent = next(row for row in range(page.proxy.rowCount()) if "Silent" in cell(page, row, WHAT))
    assert cell(page, silent, VALUE) == "14 min · 1 min"


def test_space_acknowledges_the_selected_alert_with_the_comment(page, console, qtbot):
    click(qtbot, page.view, 1)
    key = shown(page)[1]
    qtbot.mouseClick(page.pane.comment, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.pane.comment, "da goi")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert console.acknowledged == [((key,), "ca trực", "da goi")]
    assert "ca trực" in cell(page, 1, ACK)
    qtbot.waitUntil(lambda: page.pane.comment.text() == "")


def test_enter_in_the_comment_acknowledges(page, console, qtbot):
    click(qtbot, page.view, 0)
    qtbot.keyClicks(page.pane.comment, "dang xu ly")
    qtbot.keyClick(page.pane.comment, Qt.Key.Key_Return)
    assert console.acknowledged[0][2] == "dang xu ly"


def test_space_in_the_comment_is_a_space(page, console, qtbot):
    qtbot.keyClicks(page.pane.comment, "a b")
    assert page.pane.comment.text() == "a b"
    assert console.acknowledged == []


def test_the_button_acknowledges_several_selected_alerts(page, console, qtbot):
    click(qtbot, page.view, 0)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert set(page.selected_alerts()) == set(shown(page)[:2])
    qtbot.mouseClick(page.pane.ack_button, Qt.MouseButton.LeftButton)
    assert set(console.acknowledged[0][0]) == set(shown(page)[:2])


def test_acknowledge_all_asks_once_and_takes_only_what_is_shown(page, console, qtbot):
    qtbot.mouseClick(page.levels[Severity.CRITICAL], Qt.MouseButton.LeftButton)
    wanted = {key for key in shown(page) if console.situation.alerts[key].ack is Ack.UNACK}
    qtbot.mouseClick(page.ack_all, Qt.MouseButton.LeftButton)
    assert console.acknowledged == []
    qtbot.mouseClick(page.ack_all, Qt.MouseButton.LeftButton)
    assert set(console.acknowledged[0][0]) == wanted
    assert not page.ack_all.isEnabled()


def test_changing_the_filter_takes_the_question_back(page, console, qtbot):
    qtbot.mouseClick(page.ack_all, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.search, "spam")
    qtbot.mouseClick(page.ack_all, Qt.MouseButton.LeftButton)
    assert console.acknowledged == []


def test_ctrl_f_searches_without_diacritics(page, qtbot):
    page.find()
    qtbot.waitUntil(page.search.hasFocus)
    qtbot.keyClicks(page.search, "chau thanh")
    assert page.proxy.rowCount() == 1
    assert cell(page, 0, WHAT) == "On-time dossiers"


def test_an_empty_list_says_whether_the_filter_hides_something(page, console, qtbot):
    page.search.setText("there is no such alert")
    assert page._note.isVisible()
    assert "5" in page._note.text()
    page.search.clear()
    console.publish(replace(console.situation, alerts={}))
    assert page._note.text() == "No alert is active."


def test_a_selection_survives_updates_and_moves_with_its_row(page, console, qtbot):
    click(qtbot, page.view, 4)
    key = shown(page)[4]
    worse = replace(console.situation.alerts[key], severity=Severity.CRITICAL, value=10.0)
    console.publish(with_alerts(console.situation, lambda a: a.update({key: worse})), Changes(alerts=frozenset({key})))
    assert page.selected_alerts() == [key]
    assert shown(page).index(key) < 4
    assert page.pane.alert == worse


def test_when_the_chosen_alert_goes_space_hits_no_neighbour(page, console, qtbot):
    click(qtbot, page.view, 0)
    key = shown(page)[0]
    console.publish(with_alerts(console.situation, lambda a: a.pop(key)), Changes(alerts=frozenset({key})))
    assert page.proxy.rowCount() == 4
    assert page.selected_alerts() == []
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert console.acknowledged == []
    assert "no longer on the list" in page.pane._facts.text()


def test_unchanged_rows_are_not_touched(page, console, qtbot):
    key = shown(page)[2]
    changed = replace(console.situation.alerts[key], condition=Condition.RECOVERING)
    touched = []
    page.model.dataChanged.connect(lambda first, last: touched.append((first.row(), last.row())))
    page.model.modelReset.connect(lambda: touched.append("reset"))
    console.publish(with_alerts(console.situation, lambda a: a.update({key: changed})), ALL)
    place = page.model.place_of(key).row()
    assert touched == [(place, place)]


def test_a_thousand_alerts_are_listed_and_updated(page, console, qtbot):
    base = next(iter(console.situation.alerts.values()))
    many = {}
    for number in range(1000):
        key = AlertKey("limit", Subject(SubjectKind.SERIES, f"x-{number}", "long-an"))
        alert = replace(base, key=key, severity=Severity(1 + number % 3), title=OTHER)
        many[alert.id] = alert
    console.publish(replace(console.situation, alerts=many))
    assert page.proxy.rowCount() == 1000
    one = shown(page)[500]
    console.publish(
        with_alerts(console.situation, lambda a: a.update({one: replace(a[one], value=1.0)})),
        Changes(alerts=frozenset({one})),
    )
    assert page.model.row_of(one).value == 1.0


def test_the_history_is_searchable_and_read_only(page, console, qtbot):
    qtbot.mouseClick(page.tabs, Qt.MouseButton.LeftButton, pos=page.tabs.tabRect(HISTORY).center())
    qtbot.waitUntil(lambda: page.past_proxy.rowCount() == 5)
    assert page.selected_alerts() == []
    qtbot.keyClicks(page.search, "spam raised")
    assert page.past_proxy.rowCount() == 1


def test_a_transition_in_the_history_leads_to_its_alert_which_can_be_acknowledged(page, console, qtbot):
    page.tabs.setCurrentIndex(HISTORY)
    qtbot.waitUntil(lambda: page.past_proxy.rowCount() == 5)
    click(qtbot, page.past_view, 4)
    key = page.pane.alert.id
    assert key.startswith(page.past_proxy.index(4, 0).data(ROW_ROLE).key.rule)
    qtbot.mouseClick(page.pane.ack_button, Qt.MouseButton.LeftButton)
    assert console.acknowledged[0][0] == (key,)


def test_the_pane_shows_course_and_transitions_of_the_chosen_alert(page, console, qtbot):
    click(qtbot, page.view, 1)
    qtbot.waitUntil(lambda: page.pane.timeline.rowCount() == 1)
    assert page.pane.timeline.index(0, 1).data().startswith("Raised")
    qtbot.waitUntil(lambda: page.pane._plot is not None and bool(page.pane._plot._lines))
    assert page.pane._guidance.text() == "Call the line's duty officer"


def test_text_of_a_feed_is_never_html(page, console, qtbot):
    key = shown(page)[0]
    evil = replace(console.situation.alerts[key], title=Text("<b>x</b>", "<b>x</b><img src='file:///etc/passwd'>"))
    console.publish(with_alerts(console.situation, lambda a: a.update({key: evil})), Changes(alerts=frozenset({key})))
    click(qtbot, page.view, shown(page).index(key))
    assert page.pane._title.textFormat() == Qt.TextFormat.PlainText
    assert "<b>" in page.pane._title.text()
    tip = page.proxy.index(shown(page).index(key), WHAT).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip


def test_the_pane_leads_to_the_subject(page, qtbot):
    click(qtbot, page.view, 0)
    with qtbot.waitSignal(page.go_to) as caught:
        qtbot.mouseClick(page.pane.open_button, Qt.MouseButton.LeftButton)
    assert caught.args[0] in ("indicators", "dossiers", "feeds")


def test_another_page_can_select_an_alert_that_the_filter_hides(page, qtbot):
    key = shown(page)[3]
    page.search.setText("no such thing")
    page.select(key)
    assert page.selected_alerts() == [key]
    page.select("unknown#1")
    assert page.selected_alerts() == [key]


def test_the_comment_column_gives_way_on_a_narrow_window(page, qtbot):
    page.resize(1216, 540)
    qtbot.waitUntil(lambda: page.view.isColumnHidden(NOTE))
    page.resize(1860, 900)
    qtbot.waitUntil(lambda: not page.view.isColumnHidden(NOTE))


def test_figures_follow_the_language(page, vietnamese):
    page.setLocale(vietnamese)
    page.retranslate()
    values = [cell(page, row, VALUE) for row in range(page.proxy.rowCount())]
    assert any("93,80 %" in value for value in values)
    assert cell(page, 0, WHAT).startswith("Hồ sơ")


def test_every_control_has_a_name(page):
    for widget in (page.view, page.past_view, page.search, page.tabs, page.pane.comment):
        assert widget.accessibleName()
    assert page.tabs.mapTo(page, QPoint(0, 0)).y() >= 0


def test_a_level_asked_for_shows_its_alerts_alone(page):
    page.select(Severity.WARNING)
    assert {cell(page, row, LEVEL) for row in range(page.proxy.rowCount())} == {"W"}
    page.select(Severity.CRITICAL)
    assert {cell(page, row, LEVEL) for row in range(page.proxy.rowCount())} == {"C"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("stale", "stale data"),
        ("feed dms is silent", "feed Document management sends nothing"),
        ("digit_grouping: 1.63.899", "The digits are grouped wrongly: 1.63.899"),
        ("rule deleted", "the rule no longer exists"),
        ("somebody called", "somebody called"),
    ],
)
def test_what_the_engine_wrote_as_a_reason_is_said_in_words(console, written, said):
    assert naming.reason(console, written, "en") == said
