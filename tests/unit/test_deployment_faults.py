"""Every kind of fault of a deployment is reported with its file, line, field and what to do about it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ioc.deployment.faults import DeploymentError, DeploymentFault
from ioc.deployment.load import check, load

TOML = """\
[centre]
name = { vi = "Thử", en = "Trial" }
zone = "Asia/Ho_Chi_Minh"

[dossiers]
target = 98
warning = 98
critical = 95

[sources.city]
base_url = "https://data.example.vn/api"

[[feeds]]
id = "portal"
name = "Portal"
kind = "indicators"
source = "city"
url = "/portal.json"
interval = "10s"
systems = ["dvc"]
[feeds.fields]
indicator = "i"
unit = "u"
value = "v"

[[feeds]]
id = "cams"
name = { vi = "Camera", en = "Cameras" }
kind = "cameras"
url = "http://cameras.example.vn/all.geojson"
interval = "1m"
[feeds.decode]
format = "geojson"
[feeds.fields]
id = "properties.id"
"""
UNITS = """\
id,name_vi,name_en,kind,parent,valid_from,valid_to,successor
c,Trung tâm,Centre,centre,,,,
p,Tỉnh,Province,province,c,,2025-06-30,q
q,Tỉnh mới,New province,province,c,2025-07-01,,
d,Huyện,District,district,p,,,
"""
SYSTEMS = "id,name_vi,name_en\ndvc,Cổng,Portal\n"
INDICATORS = """\
indicator,unit,system,name_vi,name_en,direction,comparison,warning,critical,deadband,for,keep_for
share,p,dvc,Tỷ lệ,Share,higher_better,lt,90,80,0.5,10s,30s
load,p,dvc,Tải,Load,lower_better,gt,90,95,1,10s,
"""
FILES = {"ioc.toml": TOML, "units.csv": UNITS, "systems.csv": SYSTEMS, "indicators.csv": INDICATORS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def only(faults: list[DeploymentFault]) -> DeploymentFault:
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]


def test_a_good_deployment_has_no_faults(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "field", "says", "suggests"),
    [
        ("ioc.toml", 'zone = "A', 'zoen = "A', 3, "centre.zoen", "unknown key", "'zone'"),
        ("ioc.toml", "[dossiers]", "[dosiers]", 5, "dosiers", "unknown key", "'dossiers'"),
        ("ioc.toml", "interval = ", "intervall = ", 19, "feeds[0].intervall", "unknown key", "'interval'"),
        ("ioc.toml", 'value = "v"', 'valeu = "v"', 24, "feeds[0].fields.valeu", "unknown key", "'value'"),
        ("ioc.toml", "Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Min", 3, "centre.zone", "time zone", "'Asia/Ho_Chi_Minh'"),
        ("ioc.toml", 'interval = "10s"', 'interval = "0s"', 19, "feeds[0].interval", "longer than 0", ""),
        ("ioc.toml", 'interval = "10s"', 'interval = "-5s"', 19, "feeds[0].interval", "span of time", ""),
        ("ioc.toml", 'interval = "10s"', "interval = 10", 19, "feeds[0].interval", "with its unit", ""),
        ("ioc.toml", 'kind = "cameras"', 'kind = "camera"', 29, "feeds[1].kind", "not known", "'cameras'"),
        ("ioc.toml", 'id = "cams"', 'id = "portal"', 27, "feeds[1].id", "there twice, first in line 14", ""),
        ("ioc.toml", 'source = "city"', 'source = "ctiy"', 17, "feeds[0].source", "no source", "'city'"),
        ("ioc.toml", "http://cameras", "ftp://cameras", 30, "feeds[1].url", "no scheme", "https://"),
        ("ioc.toml", 'url = "http://cameras.example.vn', 'url = "', 30, "feeds[1].url", "no whole URL", "source"),
        ("ioc.toml", "https://data", "gopher://data", 11, "sources.city.base_url", "no scheme", "https://"),
        ("ioc.toml", '["dvc"]', '["dcv"]', 20, "feeds[0].systems", "no system 'dcv'", "'dvc'"),
        ("ioc.toml", "critical = 95", "critical = 99", 8, "dossiers.critical", "above warning", ""),
        ("ioc.toml", "warning = 98", "warning = nan", 7, "dossiers.warning", "", ""),
        ("ioc.toml", 'value = "v"\n', "", 21, "feeds[0].fields.value", "needs this field", ""),
        ("ioc.toml", "[centre]", "[centre", 1, "", "not TOML", "column"),
        ("units.csv", "q,Tỉnh mới", "p,Tỉnh mới", 4, "id", "there twice, first in line 3", ""),
        ("units.csv", "district,p", "district,", 5, "parent", "no parent", "centre"),
        ("units.csv", "district,p", "district,pp", 5, "parent", "no unit 'pp'", "'p'"),
        ("units.csv", ",district,", ",distrikt,", 5, "kind", "not known", "'district'"),
        ("units.csv", "2025-06-30,q", "2025-06-30,z9", 3, "successor", "no unit 'z9'", ""),
        ("units.csv", "2025-06-30", "30.6.2025", 3, "valid_to", "not a date", "2026-11-21"),
        ("units.csv", "id,name_vi", "id,nam_vi", 1, "name_vi", "missing", "'nam_vi'"),
        ("systems.csv", "dvc,Cổng,Portal\n", "dvc,Cổng,Portal\ndvc,Hai,Two\n", 3, "id", "there twice", ""),
        ("indicators.csv", "load,p,dvc", "share,p,dvc", 3, "indicator", "there twice, first in line 2", ""),
        ("indicators.csv", "load,p,dvc", "load,x,dvc", 3, "unit", "no unit 'x'", ""),
        ("indicators.csv", "load,p,dvc", "load,p,dvd", 3, "system", "no system 'dvd'", "'dvc'"),
        ("indicators.csv", "lt,90,80", "lt,80,90", 2, "critical", "above warning", "Swap"),
        ("indicators.csv", "gt,90,95", "gt,95,90", 3, "critical", "below warning", "Swap"),
        ("indicators.csv", "higher_better,lt", "lower_better,lt", 2, "comparison", "lower is better", "gt"),
        ("indicators.csv", "lower_better,gt", "higher_better,gt", 3, "comparison", "higher is better", "lt"),
        ("indicators.csv", ",lt,90,80", ",under,90,80", 2, "comparison", "not known", "One of"),
        ("indicators.csv", ",lt,90,80", ",,90,80", 2, "warning", "without a comparison", "comparison"),
        ("indicators.csv", ",lt,90,80", ",lt,,", 2, "warning", "without a limit", ""),
        ("indicators.csv", "lt,90,80", "lt,nan,80", 2, "warning", "not a finite number", ""),
        ("indicators.csv", "lt,90,80", "lt,9o,80", 2, "warning", "not a number", ""),
        ("indicators.csv", "0.5,10s", "-0.5,10s", 2, "deadband", "negative", ""),
        ("indicators.csv", "0.5,10s", "0.5,-1", 2, "for", "span of time", "5m"),
        ("indicators.csv", "comparison,", "comparision,", 1, "comparision", "unknown column", "'comparison'"),
    ],
)  # fmt: skip
def test_a_fault_names_file_line_field_and_what_to_do(
    folder: Path, name: str, old: str, new: str, line: int, field: str, says: str, suggests: str
) -> None:
    change(folder, name, old, new)
    found = [fault for fault in check(folder) if fault.field == field]
    assert found, "\n".join(map(str, check(folder)))
    assert (found[0].file, found[0].line) == (name, line)
    assert says in found[0].message
    assert suggests in found[0].suggestion + found[0].message
    assert str(found[0]).startswith(f"{name}:{line}:")


def test_every_fault_is_reported_at_once(folder: Path) -> None:
    change(folder, "ioc.toml", 'interval = "10s"', 'interval = "0s"')
    change(folder, "ioc.toml", "Asia/Ho_Chi_Minh", "Asia/Nowhere")
    change(folder, "units.csv", "district,p", "district,")
    change(folder, "indicators.csv", "lt,90,80", "lt,80,90")
    with pytest.raises(DeploymentError) as caught:
        load(folder)
    assert [(fault.file, fault.field) for fault in caught.value.faults] == [
        ("ioc.toml", "centre.zone"),
        ("ioc.toml", "feeds[0].interval"),
        ("units.csv", "parent"),
        ("indicators.csv", "critical"),
    ]


def test_a_cycle_of_units_is_told_once_and_whole(folder: Path) -> None:
    change(folder, "units.csv", "p,Tỉnh,Province,province,c", "p,Tỉnh,Province,province,d")
    fault = only(check(folder))
    assert (fault.line, fault.field) == (3, "parent")
    assert "p → d → p" in fault.message


def test_a_feed_whose_system_has_no_indicators_is_a_fault(folder: Path) -> None:
    change(folder, "systems.csv", "dvc,Cổng,Portal\n", "dvc,Cổng,Portal\nmail,Thư,Mail\n")
    change(folder, "ioc.toml", '["dvc"]', '["dvc", "mail"]')
    fault = only(check(folder))
    assert (fault.file, fault.line, fault.field) == ("ioc.toml", 20, "feeds[0].systems")
    assert "'mail', which has no indicators" in fault.message


def test_a_feed_without_any_indicator_is_a_fault(folder: Path) -> None:
    change(folder, "ioc.toml", 'systems = ["dvc"]\n', "")
    (folder / "indicators.csv").write_text("indicator,unit,system,name_vi\n", encoding="utf-8")
    assert "feed 'portal' has no indicators" in only(check(folder)).message


def test_an_indicator_that_no_feed_brings_is_a_fault(folder: Path) -> None:
    change(folder, "ioc.toml", 'systems = ["dvc"]', 'systems = ["dvc"]\nunits = ["q"]')
    faults = check(folder)
    assert "no indicators" in faults[0].message
    assert (faults[1].file, faults[1].line, faults[1].field) == ("indicators.csv", 2, "system")
    assert "no feed brings share@p (and 1 more" in faults[1].message


def test_a_missing_file_is_a_fault(folder: Path) -> None:
    (folder / "units.csv").unlink()
    fault = next(fault for fault in check(folder) if fault.file == "units.csv")
    assert fault.message == "is missing"
    assert check(folder / "nowhere")[0].message == "is no folder"


def test_bytes_that_are_not_utf8_are_told_with_their_line(folder: Path) -> None:
    (folder / "systems.csv").write_bytes(b"id,name_vi,name_en\ndvc,C\xf4ng,Portal\n")
    fault = next(fault for fault in check(folder) if fault.file == "systems.csv")
    assert (fault.line, "not UTF-8" in fault.message) == (2, True)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert check(folder) == []


def test_semicolons_and_decimal_commas_of_a_spreadsheet_are_accepted(folder: Path) -> None:
    text = INDICATORS.replace("0.5", "0,5x").replace(",", ";").replace("0;5x", "0,5")
    (folder / "indicators.csv").write_text(text, encoding="utf-8")
    first = next(iter(load(folder).catalogue.indicators.values()))
    assert first.limits is not None
    assert first.limits.deadband == 0.5


def test_a_workbook_is_read_instead_of_csv_with_its_lines(folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(INDICATORS.splitlines()[0].split(","))
    sheet.append(["share", "p", "dvc", "Tỷ lệ", "Share", "higher_better", "lt", 80, 90, 0.5, "10s", None])
    (folder / "indicators.csv").unlink()
    book.save(folder / "indicators.xlsx")
    fault = only(check(folder))
    assert (fault.file, fault.line, fault.field) == ("indicators.xlsx", 2, "critical")


def test_a_workbook_beside_its_csv_is_a_fault(folder: Path) -> None:
    (folder / "units.xlsx").write_bytes(b"")
    assert only(check(folder)).suggestion == "Keep one of the two"


def test_a_file_that_only_calls_itself_a_workbook_is_a_fault(folder: Path) -> None:
    (folder / "units.csv").unlink()
    (folder / "units.xlsx").write_bytes(b"no zip at all")
    assert "is not a workbook" in next(f for f in check(folder) if f.file == "units.xlsx").message


def test_an_unknown_variable_is_a_fault_and_a_given_one_is_replaced(folder: Path) -> None:
    change(folder, "ioc.toml", "https://data.example.vn/api", "${IOC_TEST_URL}/api")
    fault = only(check(folder, {"IOC_TEST_URI": "x"}))
    assert (fault.line, fault.field) == (11, "sources.city.base_url")
    assert "'IOC_TEST_URI'" in fault.suggestion
    deployment = load(folder, {"IOC_TEST_URL": "http://127.0.0.1:9"})
    assert deployment.feeds["portal"].url == "http://127.0.0.1:9/api/portal.json"


def test_a_variable_comes_from_the_environment_where_it_is_not_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOC_TEST_URL", "http://127.0.0.1:7")
    change(folder, "ioc.toml", "https://data.example.vn/api", "${IOC_TEST_URL}")
    assert load(folder).feeds["portal"].url == "http://127.0.0.1:7/portal.json"


def test_an_unclosed_toml_string_names_its_line(folder: Path) -> None:
    change(folder, "ioc.toml", 'url = "/portal.json"', 'url = "/portal.json')
    fault = next(fault for fault in check(folder) if fault.file == "ioc.toml")
    assert fault.line == 18
    assert "not TOML" in fault.message


def test_a_row_with_too_many_cells_is_a_fault(folder: Path) -> None:
    change(folder, "systems.csv", "dvc,Cổng,Portal", "dvc,Cổng,Portal, of the province")
    assert only(check(folder)).message == "4 cells under 3 columns"


@given(
    name=st.sampled_from(sorted(FILES)),
    at=st.integers(0, 1200),
    length=st.integers(0, 12),
    put=st.sampled_from(
        ["", '"', ",", "=", "[", "\n", "x", "0", "[[feeds]]\n", "ễ", "nan", "{", "${A", "\x00", "feeds = 1\n"]
    ),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_mistyped_is_a_fault_and_never_a_crash(
    folder: Path, name: str, at: int, length: int, put: str
) -> None:
    text = FILES[name]
    at %= len(text)
    (folder / name).write_text(text[:at] + put + text[at + length :], encoding="utf-8")
    for fault in check(folder):
        assert fault.message
        assert fault.line is None or fault.line >= 1
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "table",
    ["feeds = 1", "feeds = [1]", "sources = 3", "sources = { a = 1 }", "centre = 1", "dossiers = []", "centre = {}"],
)
def test_a_table_of_the_wrong_kind_is_a_fault(folder: Path, table: str) -> None:
    (folder / "ioc.toml").write_text(table, encoding="utf-8")
    assert check(folder)
