"""Drives the real web view: the page, the channel and the pixels."""

import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.console import CentreInfo, PlaceLabel
from ioc.domain.text import Text
from maps import scheme, web
from maps.look import DARK
from maps.view import MapView

pytestmark = [
    pytest.mark.web,
    # The offscreen platform says so of every window with a least size.
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]

# The engine reads its flags when the application is built, which is after this module is imported.
web.prepare()

NOW = datetime(2026, 11, 21, 7, 32, 7, tzinfo=UTC)
RED = QColor(DARK["critical"])
MANY = 731
SIZE = (640, 520)


def delta_of_the_mekong(count=MANY):
    """Cameras between Long An and Hậu Giang; every fiftieth is dark."""
    cameras = {}
    for n in range(count):
        status = CameraStatus.OFFLINE if n % 50 == 0 else CameraStatus.ONLINE
        latitude, longitude = 9.5 + (n * 37 % 251) / 200, 105.3 + (n * 53 % 241) / 200
        camera = Camera("feed", str(n), f"Camera {n}", latitude, longitude, status, NOW, NOW)
        cameras[camera.key] = camera
    return cameras


@pytest.fixture
def centre():
    labels = (PlaceLabel(Text("quần đảo Hoàng Sa", "Hoàng Sa"), 10.0, 105.5),)
    name = Text("Trung tâm", "Centre")
    return CentreInfo(name, ZoneInfo("Asia/Ho_Chi_Minh"), True, (105.0, 9.2, 106.8, 11.0), labels)


@pytest.fixture
def make_view(qtbot):
    views = []

    def make(centre, cameras):
        view = MapView(centre, "vi")
        views.append(view)
        view.resize(*SIZE)
        view.show_cameras(cameras, None)
        with qtbot.waitSignal(view.ready, timeout=20_000):
            view.show()
        return view

    yield make
    for view in views:
        view.stop()
        view.deleteLater()


@pytest.fixture
def ask(qtbot):
    """Evaluate JavaScript in the page and wait for what it gives."""

    def ask(view, code):
        answers = []
        view._page.runJavaScript(code, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    return ask


@pytest.fixture
def picture(qtbot):
    """The widget as it is grabbed once the page has painted."""

    def picture(view):
        taken = []
        view.snapshot(lambda: taken.append(view.grab().toImage()))
        qtbot.waitUntil(lambda: bool(taken))
        return taken[0]

    return picture


def has_colour(image, colour, around=None, reach=12):
    if around is None:
        spots = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    else:
        x0, y0 = around
        spots = [(x0 + dx, y0 + dy) for dx in range(-reach, reach) for dy in range(-reach, reach)]
    return any(image.pixelColor(x, y) == colour for x, y in spots)


def surface(view):
    """The widget inside the web view that takes mouse and keys."""
    return view._web.focusProxy()


def middle():
    return QPoint(SIZE[0] // 2, SIZE[1] // 2)


def test_every_camera_is_painted_and_nothing_leaves_the_machine(make_view, centre, picture, qtbot):
    view = make_view(centre, delta_of_the_mekong())
    qtbot.waitUntil(lambda: view.points_on_screen() == MANY)
    image = picture(view)
    assert has_colour(image, RED)
    assert has_colour(image, QColor(DARK["panel"]))
    assert view.blocked == []


def test_a_camera_chosen_in_the_program_comes_to_the_middle_and_a_click_chooses_it(make_view, centre, qtbot):
    cameras = delta_of_the_mekong(40)
    view = make_view(centre, cameras)
    view.select("feed/7")
    latitude, longitude = cameras["feed/7"].latitude, cameras["feed/7"].longitude
    qtbot.waitUntil(lambda: view.position[:2] == pytest.approx((latitude, longitude), abs=0.01))
    view.select("")
    assert view.selected_key == ""
    with qtbot.waitSignal(view.selected, timeout=5000) as chosen:
        QTest.mouseClick(surface(view), Qt.MouseButton.LeftButton, pos=middle())
    assert chosen.args == ["feed/7"]
    assert view.selected_key == "feed/7"


def test_a_circle_opens_on_a_click(make_view, centre, qtbot):
    cluster = {
        key: camera._replace(latitude=10.1 + 0.002 * n, longitude=105.9)
        for n, (key, camera) in enumerate(delta_of_the_mekong(12).items())
    }
    view = make_view(centre, cluster)
    before = view.position[2]
    QTest.mouseClick(surface(view), Qt.MouseButton.LeftButton, pos=middle())
    qtbot.waitUntil(lambda: view.position[2] > before + 2)
    assert view.selected_key == ""


def test_hostile_names_are_shown_as_text_and_do_nothing(make_view, centre, ask, qtbot, httpserver):
    address = httpserver.url_for("/stolen")
    hostile = f"<img src={address} onerror=document.title=1></div><script>document.title=2</script>"
    centre = replace(centre, labels=(PlaceLabel(Text(hostile, hostile), 10.0, 105.5),))
    camera = Camera("feed", hostile, hostile, 10.1, 105.9, CameraStatus.OFFLINE, NOW, NOW, hostile, hostile, address)
    view = make_view(centre, {camera.key: camera})
    view.select(camera.key)
    qtbot.waitUntil(lambda: view.position[0] == pytest.approx(10.1, abs=0.01))
    QTest.mouseMove(surface(view), middle() + QPoint(30, 30))
    QTest.mouseMove(surface(view), middle())
    qtbot.waitUntil(lambda: hostile in (ask(view, "document.querySelector('.ioc-tip').textContent") or ""))
    assert ask(view, "document.querySelector('.ioc-place').textContent") == hostile
    assert ask(view, "document.querySelectorAll('img, .ioc-tip *:not(div), .ioc-label *').length") == 0
    assert ask(view, "document.title") == "map"
    assert httpserver.log == []
    assert view.blocked == []


def test_the_page_can_go_nowhere_and_ask_nobody(make_view, centre, ask, httpserver):
    view = make_view(centre, {})
    address = httpserver.url_for("/out")
    tried = ask(
        view,
        f"""(function () {{
            const tag = document.createElement('script');
            tag.textContent = 'document.title = "inline"';
            document.head.append(tag);
            new Image().src = '{address}';
            fetch('{address}').catch(() => 0);
            const opened = window.open('{address}');
            location.href = '{address}';
            return String(opened);
        }})()""",
    )
    assert tried == "null"
    assert ask(view, "location.href + ' ' + document.title") == "ioc://map/index.html map"
    assert ask(view, "(() => { try { return eval('1'); } catch (error) { return 'refused'; } })()") == "refused"
    assert httpserver.log == []


def test_data_language_and_another_window_never_reload_the_page(make_view, centre, ask, picture, qtbot):
    cameras = delta_of_the_mekong(60)
    view = make_view(centre, cameras)
    ask(view, "window.mark = 'the same page'")
    view.select("feed/9")
    qtbot.waitUntil(lambda: view.position[0] == pytest.approx(cameras["feed/9"].latitude, abs=0.01))
    position = view.position
    view.show_cameras({key: camera for key, camera in cameras.items() if key != "feed/3"}, None)
    view.set_language("en")
    qtbot.waitUntil(lambda: ask(view, "document.querySelector('.ioc-place').textContent") == "Hoàng Sa")
    other = QWidget()
    qtbot.addWidget(other)
    QVBoxLayout(other).addWidget(view)
    other.resize(900, 700)
    other.show()
    assert has_colour(picture(view), QColor(DARK["panel"]))
    assert ask(view, "window.mark") == "the same page"
    assert view.selected_key == "feed/9"
    assert view.position == pytest.approx(position, abs=0.01)
    view.setParent(None)


def test_a_status_reaches_the_pixels_as_a_difference(make_view, centre, picture, qtbot):
    camera = delta_of_the_mekong(2)["feed/1"]
    view = make_view(centre, {camera.key: camera})
    view.centre_on(camera.key)
    qtbot.waitUntil(lambda: view.position[0] == pytest.approx(camera.latitude, abs=0.01))
    spot = (middle().x(), middle().y())
    assert not has_colour(picture(view), RED, spot)
    view.show_cameras({camera.key: camera._replace(status=CameraStatus.OFFLINE)}, frozenset({camera.key}))
    assert has_colour(picture(view), RED, spot)


def test_the_keyboard_moves_and_scales_the_map(make_view, centre, ask, qtbot):
    view = make_view(centre, delta_of_the_mekong(10))
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(lambda: view.isActiveWindow() and surface(view).hasFocus())
    qtbot.waitUntil(lambda: "leaflet-container" in ask(view, "document.activeElement.className"))
    start = view.position
    QTest.keyClick(surface(view), Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: view.position[2] > start[2])
    zoomed = view.position
    QTest.keyClick(surface(view), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: view.position[1] > zoomed[1])
    QTest.keyClick(surface(view), Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: view.position == pytest.approx(start, abs=0.01))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_dead_renderer_is_replaced_once_and_the_map_is_as_it_was(make_view, centre, qtbot):
    cameras = delta_of_the_mekong(60)
    view = make_view(centre, cameras)
    view.select("feed/9")
    qtbot.waitUntil(lambda: view.position[0] == pytest.approx(cameras["feed/9"].latitude, abs=0.01))
    position = view.position
    with qtbot.waitSignals([view.trouble, view.ready], timeout=20_000):
        os.kill(view._page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: view.points_on_screen() > 0)
    assert view.position == pytest.approx(position, abs=0.01)
    assert view.selected_key == "feed/9"
    with qtbot.waitSignal(view.trouble, timeout=20_000):
        os.kill(view._page.renderProcessPid(), signal.SIGKILL)
    assert not view.is_ready


def test_a_page_of_which_a_part_never_arrived_is_loaded_again(make_view, centre, monkeypatch):
    found, lost = scheme.SchemeHandler.find, []

    def find(handler, url):
        asset = found(handler, url)
        if url.path() == "/page.js" and not lost:
            lost.append(url)
            return asset._replace(body=b"")
        return asset

    monkeypatch.setattr(scheme.SchemeHandler, "find", find)
    monkeypatch.setattr("maps.view.GREETING_MS", 3000)
    view = make_view(centre, delta_of_the_mekong(10))
    assert lost
    assert view.is_ready


def test_a_view_that_is_stopped_before_it_began_stays_quiet(centre, qtbot):
    view = MapView(centre, "vi")
    qtbot.addWidget(view)
    view.stop()
    view.show_cameras(delta_of_the_mekong(3), None)
    view.select("feed/1")
    taken = []
    view.snapshot(lambda: taken.append(view.grab()))
    assert view.points_on_screen() == 0
