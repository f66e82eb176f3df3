"""Colours, signs and texts: what every screen is made of."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ioc.domain.alerts import Ack, Condition, DataQuality, Severity, Suppression, What
from ioc.domain.cameras import CameraStatus
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison, Direction, Indicator, Series, ValueKind
from ioc.domain.readings import Outcome
from ioc.domain.situation import FeedState
from ioc.domain.text import Text
from ioc.domain.units import UnitKind
from widgets import format as fmt
from widgets import words
from widgets.finding import fold, matches
from widgets.parts.tile_faces import NAME_LINE
from widgets.shapes import _DRAWN, paint_shape
from widgets.theme import DARK, LIGHT, LINE_HEIGHT, SEVERITY_SHAPE, SMALL, Theme, contrast, font

VI, EN = fmt.locale_of("vi"), fmt.locale_of("en")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
GROUNDS = ("ground", "panel", "raised")
TEXTS = ("text", "secondary")
MARKS = ("normal", "critical", "warning", "notice", "shelved", "focus")


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", [*GROUNDS, "hover"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable_on_every_ground(tokens, ground, text):
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", [*GROUNDS, "hover"])
@pytest.mark.parametrize("mark", MARKS)
def test_marks_can_be_seen_on_every_ground(tokens, ground, mark):
    assert contrast(getattr(tokens, mark), getattr(tokens, ground)) >= 3.0


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", ["ground", "panel"])
@pytest.mark.parametrize("severity", ["critical", "warning", "notice"])
def test_severities_can_be_read_as_text_on_panels(tokens, ground, severity):
    assert contrast(getattr(tokens, severity), getattr(tokens, ground)) >= 4.5


def test_contrast_follows_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert round(contrast(DARK.text, DARK.panel), 1) == 11.7


def test_the_style_sheet_names_no_token_that_is_not_filled_in(theme):
    sheet = theme.style_sheet()
    assert "@" not in sheet
    assert "$" not in sheet


def test_the_light_theme_is_the_same_sheet_in_other_colours():
    assert LIGHT.text in Theme(LIGHT).style_sheet()
    assert DARK.ground not in Theme(LIGHT).style_sheet()


def _drawn(shape: str) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    paint_shape(painter, QRectF(2, 2, 20, 20), shape, QColor("white"))
    painter.end()
    return image


def test_every_sign_draws_something_inside_its_rectangle(qapp):
    for shape in _DRAWN:
        image = _drawn(shape)
        points = [(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).lightness() > 40]
        assert len(points) > 15, shape
        assert all(0 < x < 23 and 0 < y < 23 for x, y in points), shape


def test_severities_differ_in_greyscale_by_shape_alone(qapp):
    images = [_drawn(shape).copy() for shape in SEVERITY_SHAPE.values()]
    for one in range(3):
        for other in range(one):
            differing = sum(
                images[one].pixelColor(x, y) != images[other].pixelColor(x, y) for x in range(24) for y in range(24)
            )
            assert differing > 60


def test_stacked_diacritics_fit_between_lines(theme):
    metrics = QFontMetricsF(font(SMALL))
    ink = metrics.tightBoundingRect("ẪỆỘỮẶ").height()
    assert ink <= SMALL * LINE_HEIGHT <= NAME_LINE


def test_figures_are_as_wide_as_each_other(theme):
    metrics = QFontMetricsF(font(SMALL))
    assert len({round(metrics.horizontalAdvance(figure), 3) for figure in "0123456789"}) == 1


# texts


@pytest.mark.parametrize(
    ("amount", "decimals", "vietnamese", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0, 0, "0", "0"),
        (None, 2, "—", "—"),
        (-0.001, 1, "0,0", "0.0"),
        (1_234_567, 0, "1.234.567", "1,234,567"),
    ],
)
def test_numbers_follow_the_language(amount, decimals, vietnamese, english):
    assert fmt.number(VI, amount, decimals) == vietnamese
    assert fmt.number(EN, amount, decimals) == english


def _indicator(kind=ValueKind.NUMBER, measure="%", decimals=1):
    return Indicator(Series("i", "u"), "s", Text("tên", "name"), Text(measure, measure), kind, decimals)


def test_a_value_follows_its_kind(qapp):
    assert fmt.value_with_measure(VI, _indicator(), 93.84) == "93,8 %"
    assert fmt.value_with_measure(VI, _indicator(), None) == "—"
    assert fmt.value_with_measure(VI, _indicator(), 0.0) == "0,0 %"
    assert fmt.value(VI, _indicator(ValueKind.DATE), (date(2017, 2, 15) - date(1970, 1, 1)).days) == "15/02/2017"
    assert fmt.value(EN, _indicator(ValueKind.STATE), 0.0) != fmt.value(EN, _indicator(ValueKind.STATE), 1.0)


def test_a_difference_of_shares_is_in_points_and_vanishes_when_it_rounds_away(qapp):
    assert fmt.change(EN, _indicator(), 90.0, 93.1) == "3.1 points"
    assert fmt.change(EN, _indicator(measure="files", decimals=0), 10.0, 4.0) == "6"
    assert fmt.change(EN, _indicator(), 90.01, 90.02) == ""
    assert fmt.change(EN, _indicator(), None, 90.0) == ""


def test_times_are_shown_in_the_zone_of_the_centre():
    at = datetime(2026, 11, 20, 17, 30, 5, tzinfo=UTC)
    assert fmt.moment(at, ZONE) == "21/11/2026 00:30"
    assert fmt.clock_time(at, ZONE) == "00:30:05"
    assert fmt.short_moment(at, ZONE, at + timedelta(hours=3)) == "00:30:05"
    assert fmt.short_moment(at, ZONE, at + timedelta(days=3)) == "21/11/2026 00:30"
    assert fmt.clock_time(None, ZONE) == fmt.day(None) == "—"


@pytest.mark.parametrize(
    ("seconds", "short", "long"),
    [
        (0, "0 s", "0 s"),
        (59.9, "59 s", "59 s"),
        (207, "3 min", "3 min 27 s"),
        (3600, "1 h", "1 h"),
        (3660, "1 h", "1 h 1 min"),
        (200_000, "2 d", "2 d 7 h"),
        (-5, "0 s", "0 s"),
        (None, "—", "—"),
    ],
)
def test_durations(qapp, seconds, short, long):
    assert fmt.duration(EN, seconds) == short
    assert fmt.long_duration(EN, seconds) == long


def test_every_code_of_the_domain_has_a_word(qapp):
    said = [
        *map(words.severity, Severity),
        *map(words.condition, Condition),
        *map(words.ack, Ack),
        *map(words.quality, DataQuality),
        *map(words.suppression, Suppression),
        *map(words.what, What),
        *map(words.camera_status, CameraStatus),
        *map(words.feed_state, FeedState),
        *map(words.outcome, Outcome),
        *map(words.unit_kind, UnitKind),
        *map(words.direction, Direction),
        *(words.comparison(code, "5") for code in Comparison),
        *map(words.fault_code, FaultCode),
    ]
    assert all(said)
    assert words.fault(Fault(FaultCode.DIGIT_GROUPING, "1.63.899")).endswith("1.63.899")


def test_search_ignores_diacritics_case_and_order():
    assert fold("Hồ sơ ĐÚNG hạn") == "ho so dung han"
    assert matches("han dung", "Hồ sơ đúng hạn")
    assert matches("", "anything")
    assert not matches("tre han", "Hồ sơ đúng hạn")


def test_the_application_carries_the_one_style_sheet(theme):
    assert QApplication.instance().styleSheet() == theme.style_sheet()
