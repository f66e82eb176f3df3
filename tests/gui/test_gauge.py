"""On-time gauges: what they show, and that grey means normal."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ioc.domain.alerts import Severity
from ioc.domain.dossiers import Ratio
from ioc.domain.situation import ALL, Changes, FeedState
from widgets.parts.gauge import Gauge, GaugeFace, low_end
from widgets.parts.gauge_panel import GaugePanel, below_limit


@pytest.fixture
def gauge(qtbot, theme):
    gauge = Gauge(theme)
    qtbot.addWidget(gauge)
    gauge.resize(170, 260)
    return gauge


def painted(gauge, colour):
    """How many pixels have about that colour."""
    image = gauge.grab().toImage()
    wanted = QColor(colour)
    near = 0
    for x in range(image.width()):
        for y in range(image.height()):
            found = image.pixelColor(x, y)
            distance = abs(found.red() - wanted.red()) + abs(found.green() - wanted.green())
            near += distance + abs(found.blue() - wanted.blue()) < 24
    return near


def face(percent, severity=None):
    return GaugeFace(percent, "% on time", "Long An", severity=severity, warning=98.0, critical=95.0, target=98.0)


def test_a_normal_gauge_is_grey_but_for_its_limits(gauge, theme):
    gauge.show_face(face(99.0))
    assert painted(gauge, theme.tokens.normal) > 800
    assert painted(gauge, theme.tokens.warning) < 150


@pytest.mark.parametrize(("severity", "token"), [(Severity.WARNING, "warning"), (Severity.CRITICAL, "critical")])
def test_an_abnormal_gauge_has_the_colour_of_its_severity(gauge, theme, severity, token):
    gauge.show_face(face(96.0, severity))
    assert painted(gauge, getattr(theme.tokens, token)) > 800


def test_a_stale_gauge_has_a_dashed_frame_and_no_bright_figure(gauge, theme):
    gauge.show_face(face(99.0))
    bright = painted(gauge, theme.tokens.text)
    frame = gauge.grab().toImage().pixelColor(0, 130)
    gauge.show_face(replace(face(99.0), stale=True))
    assert painted(gauge, theme.tokens.text) < bright / 2
    column = [gauge.grab().toImage().pixelColor(0, y) for y in range(100, 140)]
    assert frame in column
    assert QColor(theme.tokens.secondary) in column


def test_nothing_completed_is_a_dash_and_no_arc(gauge, theme):
    gauge.show_face(face(None))
    assert "—" in gauge.accessibleName()
    assert painted(gauge, theme.tokens.normal) < 120


def test_the_scale_begins_where_every_share_can_be_seen():
    assert low_end([93.8, 99.0]) == 80.0
    assert low_end([70.0, 99.0]) == 50.0
    assert low_end([12.0]) == 0.0
    assert low_end([]) == 80.0


def test_a_share_of_few_dossiers_is_not_judged(console):
    limits = console.dossiers
    assert below_limit(Ratio(900, 1000), limits) is Severity.CRITICAL
    assert below_limit(Ratio(97, 100), limits) is Severity.WARNING
    assert below_limit(Ratio(99, 100), limits) is None
    assert below_limit(Ratio(5, 10), limits) is None
    assert below_limit(Ratio(0, 0), limits) is None
    assert below_limit(Ratio(900, 1000), None) is None


@pytest.fixture
def panel(qtbot, context, console):
    panel = GaugePanel(context)
    qtbot.addWidget(panel)
    panel.resize(660, 260)
    panel.show()
    qtbot.waitExposed(panel)
    panel.show_situation(console.situation, ALL)
    return panel


def test_every_province_has_a_gauge_with_its_worst_district(panel):
    gauges = panel.gauges()
    assert [gauge.face.title for gauge in gauges] == ["Hậu Giang", "Vĩnh Long", "Long An", "Ninh Thuận", "Hà Giang"]
    assert gauges[0].face.worst_name == "Châu Thành"
    assert gauges[0].face.worst_severity is Severity.CRITICAL
    assert "Long Mỹ" not in gauges[2].face.worst_name


@pytest.mark.parametrize("width", [450, 660, 900])
def test_the_gauges_stand_beside_each_other_in_equal_size(panel, qtbot, width):
    panel.resize(width, 300)
    qtbot.wait(1)
    assert len({gauge.y() for gauge in panel.gauges()}) == 1
    assert all(gauge.geometry().right() <= panel.width() for gauge in panel.gauges())


def test_a_new_tally_moves_its_gauge(panel, console):
    tally = console.situation.tallies["long-an"]._replace(early=0, on_due=0, late=100)
    after = replace(console.situation, tallies={**console.situation.tallies, "long-an": tally})
    panel.show_situation(after, Changes(tallies=frozenset({"long-an"})))
    assert panel.gauges()[2].face.percent == 0.0
    assert panel.gauges()[2].face.severity is Severity.CRITICAL


def test_a_gauge_whose_feed_is_silent_says_so(panel, console):
    fresh = panel.gauges()[2].face
    feed = console.situation.tallies["long-an"].feed
    silent = console.situation.feeds[feed]._replace(state=FeedState.SILENT)
    gone = replace(console.situation, feeds={**console.situation.feeds, feed: silent})
    panel.show_situation(gone, Changes(feeds=frozenset({feed})))
    face = panel.gauges()[2].face
    assert face.stale
    assert ":" in face.caption
    panel.show_situation(console.situation, Changes(feeds=frozenset({feed})))
    assert panel.gauges()[2].face == fresh


def test_a_gauge_leads_to_the_dossiers_of_its_unit(panel, qtbot):
    with qtbot.waitSignal(panel.unit_chosen) as chosen:
        qtbot.mouseClick(panel.gauges()[1], Qt.MouseButton.LeftButton)
    assert chosen.args == ["vinh-long"]
    with qtbot.waitSignal(panel.unit_chosen) as chosen:
        qtbot.keyClick(panel.gauges()[4], Qt.Key.Key_Return)
    assert chosen.args == ["ha-giang"]
