"""A real city's camera document, polled over HTTP through a mapping in TOML."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import SHARED, Program

DEPLOYMENT = """
[centre]
name = { vi = "Thành phố Hồ Chí Minh", en = "Hồ Chí Minh City" }
zone = "Asia/Ho_Chi_Minh"
bounds = [106.4, 10.6, 106.9, 11.0]

[[feeds]]
id = "cameras"
name = { vi = "Camera giao thông", en = "Traffic cameras" }
kind = "cameras"
url = "${CITY}/hochiminh-scraped-2025.json"
interval = "5s"

[feeds.fields]
id = "id"
name = "name"
status = { path = "status", map = { success = "online", error = "offline" } }
url = "image_url_x4"
observed_at = { path = "updated_at", zone = "Asia/Ho_Chi_Minh" }

[feeds.place]
lat = "latitude"
lon = "longitude"
"""


@pytest.mark.e2e
def test_every_camera_of_the_city_is_on_the_map(program: Program, serve: Callable[[Path], str], tmp_path: Path) -> None:
    source = SHARED / "feeds/cameras/hochiminh-scraped-2025.json"
    if not source.is_file():
        pytest.skip("the collection of real feed documents is not beside the project")
    served = tmp_path / "served"
    served.mkdir()
    shutil.copy(source, served)
    deployment = tmp_path / "city"
    deployment.mkdir()
    (deployment / "ioc.toml").write_text(DEPLOYMENT, encoding="utf-8")
    (deployment / "units.csv").write_text("id,name_vi,name_en,kind,parent,valid_from,valid_to,successor\n")
    (deployment / "systems.csv").write_text("id,name_vi,name_en\n")
    (deployment / "indicators.csv").write_text("indicator,unit,system,name_vi,name_en\n")
    program.environment["CITY"] = serve(served)

    summary = program.summary(10, "--deployment", deployment, "--page", "map")

    assert summary["cameras"] == 721
    assert summary["feeds"]["late"] == 1, "its data are a year old, and the screen says so"
