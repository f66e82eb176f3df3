"""The feeds page, driven by keys and clicks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from ioc.domain.faults import Fault, FaultCode
from ioc.domain.readings import Outcome, Poll, Reject
from ioc.domain.situation import ALL, Changes, FeedState
from widgets.models.feeds import FAULT, NAME, STATE
from widgets.models.rows import SIGN_ROLE
from widgets.pages.feeds import FeedsPage
from widgets.pages.feeds_pane import MAPPING, REJECTS, SHOWN, excerpt

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def page(qtbot, context, console) -> FeedsPage:
    page = FeedsPage(context)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    page.show_situation(console.situation, ALL)
    console.receivers.append(page.show_situation)
    qtbot.waitUntil(lambda: page.pane.document.toPlainText() != "")
    return page


def cell(page: FeedsPage, feed: str, column: int) -> str:
    return page.proxy.place_of(feed).siblingAtColumn(column).data()


def choose(qtbot, page: FeedsPage, feed: str) -> None:
    place = page.proxy.place_of(feed)
    page.view.scrollTo(place)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(place).center())


def test_every_feed_is_listed_the_bad_ones_first(page, console):
    assert page.proxy.rowCount() == len(console.feeds)
    assert page.proxy.shown_keys()[:3] == ["antispam", "soc", "mail"]
    assert page._counts.text() == "49 of 52 feeds work"


def test_a_working_feed_is_grey_and_a_fault_is_said_in_words(page):
    assert page.proxy.place_of("onestop").data(SIGN_ROLE).colour == "normal"
    assert page.proxy.place_of("soc").data(SIGN_ROLE).shape == "triangle"
    assert cell(page, "soc", STATE) == "failing"
    assert cell(page, "soc", FAULT) == "The source answered with an error: 503"


def test_selecting_a_feed_shows_document_mapping_and_rejects(page, console, qtbot):
    choose(qtbot, page, "mail")
    qtbot.waitUntil(lambda: page.pane.rejects.rowCount() == 1)
    assert '"value": 93.8' in page.pane.document.toPlainText()
    page.pane.tabs.setCurrentIndex(MAPPING)
    assert page.pane.mapping.toPlainText() == "[rows]\n"
    page.pane.tabs.setCurrentIndex(REJECTS)
    assert page.pane.rejects.index(0, 2).data() == "The digits are grouped wrongly: 1.63.899"
    assert page.pane.rejects.index(0, 3).data() == '{"value": "1.63.899"}'
    assert page.pane.tabs.tabText(REJECTS) == "Rejected rows (1)"


def test_poll_now_polls_the_chosen_feed(page, console, qtbot):
    choose(qtbot, page, "mail")
    qtbot.mouseClick(page.pane.poll_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.poll_all, Qt.MouseButton.LeftButton)
    assert console.polled == ["mail", None]


def test_an_update_keeps_the_selection(page, console, qtbot):
    choose(qtbot, page, "mail")
    health = console.situation.feeds["mail"]._replace(state=FeedState.OK, accepted=15)
    feeds = dict(console.situation.feeds) | {"mail": health}
    console.publish(replace(console.situation, feeds=feeds), Changes(feeds=frozenset({"mail"})))
    assert cell(page, "mail", STATE) == "working"
    assert page.view.selectionModel().selectedRows()[0] == page.proxy.place_of("mail")


def test_a_newer_poll_is_read_again(page, console, qtbot, monkeypatch):
    choose(qtbot, page, "mail")
    poll = console.last_poll("mail")
    monkeypatch.setattr(console, "last_poll", lambda feed: replace(poll, body=b"newer"))
    old = console.situation.feeds["mail"]
    feeds = dict(console.situation.feeds) | {"mail": old._replace(last_poll=old.last_poll + timedelta(seconds=10))}
    console.publish(replace(console.situation, feeds=feeds), Changes(feeds=frozenset({"mail"})))
    qtbot.waitUntil(lambda: page.pane.document.toPlainText() == "newer")


def test_a_large_document_is_cut_and_says_so(page, console, qtbot, monkeypatch):
    poll = replace(console.last_poll("dvc"), body=b"x" * (SHOWN + 1))
    monkeypatch.setattr(console, "last_poll", lambda feed: poll)
    choose(qtbot, page, "dvc")
    qtbot.waitUntil(lambda: len(page.pane.document.toPlainText()) == SHOWN)
    assert "only the first" in page.pane._note.text()


def test_a_document_is_shown_letter_by_letter(page, console, qtbot, monkeypatch):
    poll = replace(console.last_poll("dvc"), body=b"<h1>hello</h1><script>x</script>")
    monkeypatch.setattr(console, "last_poll", lambda feed: poll)
    choose(qtbot, page, "dvc")
    qtbot.waitUntil(lambda: page.pane.document.toPlainText() == "<h1>hello</h1><script>x</script>")
    assert isinstance(page.pane.document, QPlainTextEdit)
    assert page.pane.document.isReadOnly()


@pytest.mark.parametrize(
    ("body", "headers", "text"),
    [
        ("đường".encode(), {}, "đường"),
        ("đ".encode("utf-16"), {}, "đ"),
        ("é".encode("latin-1"), {"content-type": "text/csv; charset=iso-8859-1"}, "é"),
        (b"\xef\xbb\xbfa", {"content-type": "text/csv; charset=unheard-of"}, "a"),
        (b"a\xff\0", {}, "a\N{REPLACEMENT CHARACTER}\N{SYMBOL FOR NULL}"),
    ],
)
def test_bytes_are_read_with_their_charset(console, body, headers, text):
    poll = console.last_poll("dvc")
    assert excerpt(Poll("dvc", poll.started_at, poll.received_at, Outcome.OK, None, 200, headers, body)) == text


def test_raw_text_of_a_refused_row_is_no_html(page, console, qtbot):
    console.rejected = [Reject("dvc", console.situation.at, 1, Fault(FaultCode.NOT_A_NUMBER, "x"), "<b>1</b>")]
    choose(qtbot, page, "dvc")
    qtbot.waitUntil(lambda: page.pane.rejects.rowCount() == 1)
    tip = page.pane.rejects.index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_the_search_finds_by_name_and_state(page, qtbot):
    page.find()
    qtbot.keyClicks(page.search, "failing")
    assert page.proxy.shown_keys() == ["soc"]
    page.select("mail")
    assert page.search.text() == ""
    assert page.view.selectionModel().selectedRows()[0] == page.proxy.place_of("mail")


def test_names_follow_the_language(page, vietnamese):
    page.setLocale(vietnamese)
    page.retranslate()
    assert cell(page, "mail", NAME) == "Thư điện tử công vụ"


def test_every_control_has_a_name(page):
    for widget in (page.view, page.search, page.pane.document, page.pane.mapping, page.pane.rejects_view):
        assert widget.accessibleName()
