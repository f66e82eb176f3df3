"""Numbers, times and places out of text: what is read, and what is refused with which reason."""

from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc.deployment.mapping import NumberSpec, PlaceSpec
from ioc.domain.faults import FaultCode
from ioc.feeds.numbers import number_reader, printed_decimals
from ioc.feeds.places import check_place, from_pair, from_wkt
from ioc.feeds.refused import RowError
from ioc.feeds.times import time_reader

plain = number_reader(NumberSpec())
vietnamese = number_reader(NumberSpec(decimal=",", thousands="."))


def refusal(read: Any, raw: Any) -> tuple[FaultCode, str]:
    with pytest.raises(RowError) as caught:
        read(raw)
    return caught.value.fault


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12", 12.0),
        (" -1.5 ", -1.5),
        ("+.5", 0.5),
        ("1e3", 1000.0),
        ("\u22122", -2.0),
        (7, 7.0),
        (0.25, 0.25),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_plain_numbers(raw: Any, value: float | None) -> None:
    assert plain(raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1.63.899", FaultCode.DIGIT_GROUPING),
        ("1,5", FaultCode.DIGIT_GROUPING),
        ("1.234.567", FaultCode.DIGIT_GROUPING),
        ("12 345", FaultCode.DIGIT_GROUPING),
        ("1_000", FaultCode.DIGIT_GROUPING),
        ("95%", FaultCode.NOT_A_NUMBER),
        ("12 hồ sơ", FaultCode.NOT_A_NUMBER),
        ("2026-11-21", FaultCode.NOT_A_NUMBER),
        ("0x10", FaultCode.NOT_A_NUMBER),
        ("١٢", FaultCode.NOT_A_NUMBER),
        (True, FaultCode.NOT_A_NUMBER),
        ([1], FaultCode.NOT_A_NUMBER),
        ({}, FaultCode.NOT_A_NUMBER),
        ("NaN", FaultCode.NOT_FINITE),
        ("-Infinity", FaultCode.NOT_FINITE),
        ("1e999", FaultCode.NOT_FINITE),
        (float("nan"), FaultCode.NOT_FINITE),
        (10**400, FaultCode.NOT_FINITE),
        ("9" * 600, FaultCode.TOO_LONG),
    ],
)
def test_what_is_no_number_says_why(raw: Any, code: FaultCode) -> None:
    assert refusal(plain, raw)[0] is code


def test_unclear_digit_groups_are_refused_with_their_text() -> None:
    assert refusal(vietnamese, "1.63.899") == (FaultCode.DIGIT_GROUPING, "1.63.899")
    assert refusal(vietnamese, "12.34") == (FaultCode.DIGIT_GROUPING, "12.34")
    assert vietnamese("1.163.899") == 1163899.0
    assert vietnamese("1.163.899,25") == 1163899.25
    assert vietnamese("98,5") == 98.5


@pytest.mark.parametrize(
    ("spec", "raw", "value"),
    [
        (NumberSpec(thousands=" "), "1\u202f234\u00a0567", 1234567.0),
        (NumberSpec(thousands="'"), "1’234", 1234.0),
        (NumberSpec(percent="strip"), "95.5 %", 95.5),
        (NumberSpec(percent="fraction"), "50%", 0.5),
        (NumberSpec(suffixes=True), "1.5K", 1500.0),
        (NumberSpec(suffixes={"triệu": 1e6, "nghìn": 1e3}, decimal=","), "1,2 triệu", 1.2e6),
        (NumberSpec(scale=100), 0.5, 50.0),
        (NumberSpec(scale=0.001), "1500", 1.5),
    ],
)
def test_declared_ways_of_writing(spec: NumberSpec, raw: Any, value: float) -> None:
    assert number_reader(spec)(raw) == pytest.approx(value)


@given(st.integers(-(10**15), 10**15), st.sampled_from([".", ",", " ", "'"]))
def test_grouped_integers_come_back(number: int, mark: str) -> None:
    decimal = "," if mark == "." else "."
    text = f"{number:,}".replace(",", mark)
    assert number_reader(NumberSpec(decimal=decimal, thousands=mark))(text) == float(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_float_comes_back(number: float) -> None:
    assert plain(repr(number)) == number
    assert plain(number) == number


anything = st.one_of(
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.lists(st.integers()),
    st.text(alphabet="0123456789.,+-eE %KM'"),
)
specs = st.sampled_from(
    [
        NumberSpec(),
        NumberSpec(decimal=",", thousands="."),
        NumberSpec(thousands=" ", percent="strip", suffixes=True),
        NumberSpec(scale=1e300),
    ]
)


@given(anything, specs)
def test_a_number_is_finite_or_refused(raw: Any, spec: NumberSpec) -> None:
    try:
        value = number_reader(spec)(raw)
    except RowError:
        return
    assert value is None or isfinite(value)


def test_decimals_as_printed() -> None:
    assert printed_decimals("98.50", NumberSpec()) == 2
    assert printed_decimals("1.163,5", NumberSpec(decimal=",", thousands=".")) == 1
    assert printed_decimals(98.5, NumberSpec(decimal=",")) == 1
    assert printed_decimals(98, NumberSpec()) == 0


HANOI = "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("form", "raw", "iso"),
    [
        ("iso", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00+00:00"),
        ("iso", "2026-11-21T17:00:00", "2026-11-21T10:00:00+00:00"),
        ("iso", "2026-11-21 17:00", "2026-11-21T10:00:00+00:00"),
        ("iso", "2026-11-21", "2026-11-20T17:00:00+00:00"),
        ("iso", "2026-11-21T18:00:00.123456+08:00", "2026-11-21T10:00:00.123456+00:00"),
        ("interval", "2026-11-21T09:00:00Z/2026-11-21T10:00:00Z", "2026-11-21T10:00:00+00:00"),
        ("epoch", 1474147907, "2016-09-17T21:31:47+00:00"),
        ("epoch", "1474147907", "2016-09-17T21:31:47+00:00"),
        ("epoch", 0.5, "1970-01-01T00:00:00.500000+00:00"),
        ("epoch_ms", 1478198296090, "2016-11-03T18:38:16.090000+00:00"),
        ("epoch_us", "1500000", "1970-01-01T00:00:01.500000+00:00"),
        ("epoch_ns", 1717163790675899148, "2024-05-31T13:56:30.675899+00:00"),
        ("%d/%m/%Y %H:%M", "21/11/2026 17:00", "2026-11-21T10:00:00+00:00"),
        ("%m/%d/%Y %I:%M:%S %p %z", "03/30/2018 08:30:00 AM +0000", "2018-03-30T08:30:00+00:00"),
    ],
)
def test_times(form: str, raw: Any, iso: str) -> None:
    found = time_reader(form, HANOI)(raw)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize(
    ("form", "raw"),
    [
        ("iso", "yesterday"),
        ("iso", 1474147907),
        ("iso", "0001-01-01T00:00:00"),
        ("iso", [1]),
        ("iso", True),
        ("epoch", "soon"),
        ("epoch", 1e300),
        ("epoch", float("nan")),
        ("epoch", float("inf")),
        ("epoch", 10**30),
        ("epoch", True),
        ("epoch_ns", float("nan")),
        ("%Y", "20x6"),
    ],
)
def test_what_is_no_time_is_refused(form: str, raw: Any) -> None:
    assert refusal(time_reader(form, HANOI), raw)[0] is FaultCode.NOT_A_TIME


def test_no_time_is_none() -> None:
    assert time_reader("iso", "UTC")(None) is None
    assert time_reader("iso", "UTC")("  ") is None


def test_true_is_not_the_first_second_even_after_a_one() -> None:
    read = time_reader("epoch", "UTC")
    assert read(1) == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert refusal(read, True)[0] is FaultCode.NOT_A_TIME


@given(st.timedeltas(timedelta(days=-25_000), timedelta(days=80_000)))
def test_every_instant_comes_back(since: timedelta) -> None:
    instant = datetime(1970, 1, 1, tzinfo=UTC) + since
    assert time_reader("iso", HANOI)(instant.isoformat()) == instant
    micros = (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    assert time_reader("epoch_us", HANOI)(micros) == instant


@given(anything, st.sampled_from(["iso", "interval", "epoch", "epoch_ms", "epoch_ns", "%d/%m/%Y"]))
def test_a_time_is_in_utc_or_refused(raw: Any, form: str) -> None:
    try:
        found = time_reader(form, HANOI)(raw)
    except RowError:
        return
    assert found is None or found.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("raw", "pair"),
    [
        ("(30.26, -97.73)", (30.26, -97.73)),
        ("30.26,-97.73", (30.26, -97.73)),
        ("30.26 -97.73", (30.26, -97.73)),
        ([30.26, -97.73, 4.0], (30.26, -97.73)),
        (["30.26", "-97.73"], (30.26, -97.73)),
        (None, (None, None)),
    ],
)
def test_pairs(raw: Any, pair: tuple[float | None, float | None]) -> None:
    assert from_pair(raw, True, plain) == pair
    assert from_pair(raw, False, plain) == pair[::-1]


def test_well_known_text() -> None:
    assert from_wkt("POINT (-113.95 50.95)", False) == (50.95, -113.95)
    assert from_wkt("SRID=4326;POINT Z(106 10 3)", False) == (10.0, 106.0)
    assert refusal(lambda raw: from_wkt(raw, False), "LINESTRING (0 0, 1 1)")[0] is FaultCode.NOT_A_PLACE


@pytest.mark.parametrize(
    ("place", "point", "code"),
    [
        (PlaceSpec(), (None, 106.0), FaultCode.NOT_A_PLACE),
        (PlaceSpec(), (91.0, 0.0), FaultCode.NOT_A_PLACE),
        (PlaceSpec(), (0.0, 181.0), FaultCode.NOT_A_PLACE),
        (PlaceSpec(), (0.0, 0.0), FaultCode.NOT_A_PLACE),
        (PlaceSpec(area=(104.0, 8.0, 110.0, 24.0)), (51.0, 7.0), FaultCode.OUTSIDE_AREA),
    ],
)
def test_what_is_no_place_is_refused(place: PlaceSpec, point: tuple[Any, Any], code: FaultCode) -> None:
    assert refusal(lambda raw: check_place(*raw, place), point)[0] is code


def test_zero_can_be_a_place_where_the_mapping_says_so() -> None:
    assert check_place(0.0, 0.0, PlaceSpec(drop_zero=False)) == (0.0, 0.0)
    assert check_place(0.0, 106.0, PlaceSpec()) == (0.0, 106.0)


@given(anything)
def test_a_pair_is_numbers_or_refused(raw: Any) -> None:
    try:
        latitude, longitude = check_place(*from_pair(raw, True, plain), PlaceSpec())
    except RowError:
        return
    assert -90 <= latitude <= 90
    assert -180 <= longitude <= 180
