"""The wheel holds the program and nothing else, and runs where the checkout is not."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    source = tmp_path_factory.mktemp("source") / "tree"
    # a build leaves build/ and *.egg-info beside the sources: build a copy of what git tracks
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.split(b"\0")
    for name in filter(None, files):
        path = ROOT / name.decode()
        if path.is_file():
            target = source / name.decode()
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def test_wheel_holds_exactly_the_four_packages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert top == {"ioc", "widgets", "maps", "sample_feeds"}


@pytest.mark.parametrize(
    "name",
    [
        "sample_feeds/deployment/ioc.toml",
        "sample_feeds/deployment/indicators.csv",
        "maps/outlines/vietnam_provinces.geojson",
        "widgets/i18n/ioc_vi.qm",
    ],
)
def test_wheel_carries_the_data_the_program_reads(wheel: Path, name: str) -> None:
    assert name in zipfile.ZipFile(wheel).namelist()


def test_installed_command_shows_its_help_from_elsewhere(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel],
        check=True,
        capture_output=True,
    )
    shown = subprocess.run([scripts / "ioc", "--help"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "smart-city operations centre" in shown.stdout
    assert shown.stderr == ""
