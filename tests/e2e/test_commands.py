"""The commands as a technician types them."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from driving import ROOT, Program

WITHOUT_QT = """
import sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = sys.modules["pyqtgraph"] = None
sys.path.insert(0, {root!r})
from ioc.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *arguments], capture_output=True, text=True, timeout=90, check=False
    )


@pytest.mark.e2e
def test_the_engine_polls_stores_and_alarms_with_no_qt_installed(program: Program) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT.format(root=str(ROOT)), "engine", "--data", program.data, "--for", "12"],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "227 series, 213 cameras" in done.stdout
    with sqlite3.connect(program.data / "ioc.db") as database:
        raised = database.execute("SELECT count(*) FROM transitions WHERE what = 'raised'").fetchone()[0]
    assert raised > 0


@pytest.mark.e2e
def test_check_finds_nothing_wrong_with_the_sample() -> None:
    done = run("check")
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().endswith("no faults")


@pytest.mark.e2e
def test_check_names_file_line_field_and_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "ioc.toml").write_text('[centre]\nname = "X"\nzone = "Asia/Ho_Chi_Min"\nbounds = [1, 2, 3, 4]\n')
    done = run("check", tmp_path)
    assert done.returncode == 1
    assert "ioc.toml:3: centre.zone:" in done.stdout
    assert "Asia/Ho_Chi_Minh" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.e2e
def test_a_faulty_deployment_does_not_open_and_says_why(tmp_path: Path) -> None:
    done = run("engine", "--deployment", tmp_path, "--data", tmp_path / "data", "--for", "1")
    assert done.returncode == 1
    assert "ioc.toml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.e2e
def test_the_database_is_backed_up_while_it_is_in_use(program: Program) -> None:
    engine = program.start("engine", "--for", "12")
    try:
        assert engine.stdout is not None
        target = program.data / "copy.db"
        done = run("backup", target, "--data", program.data)
        assert done.returncode == 0, done.stderr
        with sqlite3.connect(target) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        engine.terminate()
        engine.communicate(timeout=30)
    assert engine.returncode == 0


@pytest.mark.e2e
def test_the_schema_is_json_for_an_editor() -> None:
    done = run("schema")
    assert done.returncode == 0
    assert "feeds" in json.loads(done.stdout)["properties"]
