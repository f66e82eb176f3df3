"""What the program's own scheme answers, and how the engine is prepared."""

import logging
import os

import pytest
from PySide6.QtCore import QUrl, qInstallMessageHandler, qWarning

from maps import scheme, web
from maps.files import Asset

FILE = Asset("text/html", b"<p>ok</p>")


@pytest.fixture
def handler(qapp):
    handler = scheme.SchemeHandler()
    handler.serve({"index.html": FILE})
    return handler


def test_a_named_file_is_found(handler):
    assert handler.find(QUrl("ioc://map/index.html")) == FILE


def test_the_script_of_the_web_channel_comes_from_qt(qapp):
    assert b"QWebChannel" in scheme.channel_script()


@pytest.mark.parametrize(
    "address",
    [
        "ioc://map/",
        "ioc://map/other.html",
        "ioc://map/../index.html/../../etc/passwd",
        "ioc://map//etc/passwd",
        "ioc://map/%2e%2e/%2e%2e/etc/passwd",
        "ioc://map/..%2f..%2fpage.py",
        "ioc://map/index.html?x=1",
        "ioc://elsewhere/index.html",
        "http://map/index.html",
        "file:///etc/passwd",
    ],
)
def test_nothing_else_is(handler, address):
    assert handler.find(QUrl(address)) is None


@pytest.fixture
def flags(monkeypatch):
    def flags(root, gpu, before=""):
        monkeypatch.setenv(web.FLAGS, before)
        for name in ("QT_WIDGETS_RHI", "QT_QUICK_BACKEND"):
            monkeypatch.setenv(name, "")
            monkeypatch.delenv(name)
        monkeypatch.setattr(web, "is_root", lambda: root)
        monkeypatch.setattr(web, "has_gpu", lambda: gpu)
        web.prepare()
        return os.environ[web.FLAGS].split()

    return flags


def test_the_map_needs_no_other_surface_than_the_window_has(flags):
    flags(root=False, gpu=False)
    assert os.environ["QT_QUICK_BACKEND"] == "software"
    assert "QT_WIDGETS_RHI" not in os.environ
    flags(root=False, gpu=True)
    assert os.environ["QT_WIDGETS_RHI"] == "1"
    assert "QT_QUICK_BACKEND" not in os.environ


def test_the_sandbox_is_given_up_for_root_only_and_the_log_says_so(flags, caplog):
    with caplog.at_level(logging.WARNING):
        assert "--no-sandbox" not in flags(root=False, gpu=True)
        assert caplog.messages == []
        assert "--no-sandbox" in flags(root=True, gpu=True)
    assert ["sandbox" in message for message in caplog.messages] == [True]


def test_painting_is_done_in_software_only_where_there_is_no_gpu(flags):
    assert "--disable-gpu" not in flags(root=False, gpu=True)
    assert "--disable-gpu" in flags(root=False, gpu=False)


def test_flags_a_person_has_set_stay_and_preparing_twice_adds_nothing(flags):
    first = flags(root=True, gpu=False, before="--log-level=0 --force-dark-mode")
    assert first[:2] == ["--log-level=0", "--force-dark-mode"]
    assert "--log-level=3" not in first
    assert flags(root=True, gpu=False, before=" ".join(first)) == first


@pytest.fixture
def heard():
    """The messages that reach whoever listened before."""
    messages = []

    def listen(kind, context, message):
        messages.append(message)

    before = qInstallMessageHandler(listen)
    yield messages
    qInstallMessageHandler(before)


def test_the_start_silences_its_own_lines_and_nothing_else(heard):
    quiet = web.QuietStart()
    quiet.begin()
    qWarning("GPUInfo not initialized on GpuInfoUpdate")
    qWarning("something real")
    quiet.end()
    qWarning("GPUInfo not initialized on GpuInfoUpdate")
    assert heard == ["something real", "GPUInfo not initialized on GpuInfoUpdate"]


def test_a_listener_that_came_during_the_start_stays(heard):
    late = []
    quiet = web.QuietStart()
    quiet.begin()
    qInstallMessageHandler(lambda kind, context, message: late.append(message))
    quiet.end()
    qWarning("something real")
    assert (late, heard) == (["something real"], [])
