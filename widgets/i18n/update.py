"""Collect the texts of the code and compile the translations: ``python -m widgets.i18n.update``.

Writes ``ioc_vi.ts`` and ``ioc_en.ts`` (English: plurals only) beside this file, then the ``.qm`` files that the
program loads. Fails where a Vietnamese text is missing, unless ``--unfinished`` is given.
"""

import argparse
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
SOURCES = ("widgets", "maps")


def main() -> int:
    """Update and compile; the exit status is 1 where texts are not translated."""
    parser = argparse.ArgumentParser(description="Update the translations from the code and compile them.")
    parser.add_argument("--unfinished", action="store_true", help="accept texts that are not translated yet")
    options = parser.parse_args()
    files = sorted(str(path.relative_to(ROOT)) for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))
    for language, more in (("vi", ()), ("en", ("-pluralonly",))):
        target = FOLDER / f"ioc_{language}.ts"
        _tool(
            "lupdate",
            *files,
            "-no-obsolete",
            "-locations",
            "none",
            *more,
            "-target-language",
            language,
            "-ts",
            str(target),
        )
        # a running program has the old file mapped into memory: put a new one in its place
        fresh = target.with_suffix(".new")
        _tool("lrelease", "-silent", str(target), "-qm", str(fresh))
        fresh.replace(target.with_suffix(".qm"))
    missing = unfinished(FOLDER / "ioc_vi.ts")
    for text in missing:
        print(f"not translated: {text}", file=sys.stderr)  # noqa: T201
    return 1 if missing and not options.unfinished else 0


def unfinished(path: Path) -> list[str]:
    """The source texts of a ``.ts`` file that have no finished translation."""
    tree = ElementTree.parse(path)  # noqa: S314
    return [
        f"{context.findtext('name')}: {message.findtext('source')}"
        for context in tree.iter("context")
        for message in context.iter("message")
        if (translation := message.find("translation")) is None or translation.get("type") == "unfinished"
    ]


def _tool(name: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{name}")
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
