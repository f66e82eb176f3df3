"""The interface is whole in Vietnamese, and what is shipped was made from what is written."""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from widgets.i18n.update import FOLDER, ROOT, SOURCES, unfinished


def tool(name: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{name}")
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True, capture_output=True)


def texts(path: Path) -> set[tuple[str | None, str | None]]:
    """Every (context, source text) of a .ts file."""
    return {
        (context.findtext("name"), message.findtext("source"))
        for context in ElementTree.parse(path).iter("context")
        for message in context.iter("message")
    }


def test_no_text_waits_for_its_translation() -> None:
    assert unfinished(FOLDER / "ioc_vi.ts") == []


def test_every_text_of_the_code_is_collected_and_no_other(tmp_path: Path) -> None:
    fresh = tmp_path / "ioc_vi.ts"
    files = sorted(str(path) for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))
    tool("lupdate", *files, "-locations", "none", "-target-language", "vi", "-ts", str(fresh))
    assert texts(fresh) == texts(FOLDER / "ioc_vi.ts")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_compiled_texts_are_those_of_the_source(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / "fresh.qm"
    tool("lrelease", "-silent", str(FOLDER / f"ioc_{language}.ts"), "-qm", str(compiled))
    assert compiled.read_bytes() == (FOLDER / f"ioc_{language}.qm").read_bytes()


def test_a_translation_keeps_every_place_for_a_value() -> None:
    lost = []
    for message in ElementTree.parse(FOLDER / "ioc_vi.ts").iter("message"):
        source = message.findtext("source") or ""
        written = "".join(message.find("translation").itertext())  # type: ignore[union-attr]
        lost += [source for place in ("%1", "%2", "%3", "%4", "%5", "%n") if (place in source) != (place in written)]
    assert lost == []
