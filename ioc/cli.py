"""The ``ioc`` command. Each sub-command imports what it needs when it runs, so that ``--help`` is instant."""

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ioc.application import Running
    from ioc.deployment.model import Deployment

Variables = Callable[[], dict[str, str]]
"""Gives what ``${NAME}`` stands for in a deployment, as soon as it is known."""

APPLICATION = "ioc-dashboard"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit status (0 done, 1 faults found, 2 wrong usage)."""
    options = _parser().parse_args(arguments)
    options.started = _process_start()
    _log_to_stderr(options.verbose)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return 130
    except CommandError as error:
        print(f"ioc: {error}", file=sys.stderr)
        return 1


def _process_start() -> float:
    """When this process began, as ``time.monotonic()`` counts; what the interpreter took to start is in it."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):
        age = time.process_time()  # no Linux: at least the time that this process has computed
    return time.monotonic() - age


class CommandError(Exception):
    """A command cannot be carried out; the text says what, where and what to do."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ioc", description="The dashboard of a smart-city operations centre.")
    _common(parser)
    parser.add_argument("--for", dest="for_s", type=_seconds, metavar="SECONDS", help="quit after so many seconds")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="write the window as PNG before quitting")
    parser.add_argument("--summary", metavar="FILE", help="write what is on the screen as JSON (- prints it)")
    parser.add_argument("--page", metavar="NAME", help="open at: overview, dossiers, map, alerts, indicators, feeds")
    parser.add_argument("--language", choices=("vi", "en"), help="language of the interface")
    parser.add_argument("--size", type=_size, metavar="WxH", help="size of the window in pixels")
    parser.set_defaults(run=_window)

    commands = parser.add_subparsers(title="commands", metavar="")
    check = commands.add_parser("check", help="report every fault of a deployment")
    check.add_argument("folder", nargs="?", type=Path, help="the deployment (default: the sample)")
    check.set_defaults(run=_check)

    engine = commands.add_parser("engine", help="poll, store and alarm without a window")
    _common(engine, argparse.SUPPRESS)
    engine.add_argument("--for", dest="for_s", type=_seconds, metavar="SECONDS", help="stop after so many seconds")
    engine.set_defaults(run=_engine)

    backup = commands.add_parser("backup", help="copy the database while it is in use")
    _common(backup, argparse.SUPPRESS)
    backup.add_argument("file", type=Path, help="the file to write")
    backup.set_defaults(run=_backup)

    schema = commands.add_parser("schema", help="print the JSON Schema of ioc.toml for editors")
    schema.set_defaults(run=_schema)
    return parser


def _common(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Options that mean the same before and after the command's name."""
    parser.add_argument(
        "--deployment", type=Path, metavar="DIR", default=default, help="the deployment (default: the sample province)"
    )
    parser.add_argument(
        "--data", type=Path, metavar="DIR", default=default, help="where the database is kept (default: user data)"
    )
    parser.add_argument("--database", metavar="URL", default=default, help="a database URL instead of a file in --data")
    parser.add_argument("--verbose", action="store_true", default=default or False, help="log every poll")


def _seconds(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return value


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("is written like 1920x1080")
    return int(width), int(height)


def _log_to_stderr(verbose: bool) -> None:
    import logging

    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    for chatty in ("apscheduler", "alembic"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


# --- commands -------------------------------------------------------------------------------------


def _window(options: argparse.Namespace) -> int:
    with _outside(options) as variables:
        from widgets.desktop import Options, run

        with _running(options, variables) as console:
            return run(
                console,
                Options(
                    for_s=options.for_s,
                    screenshot=options.screenshot,
                    summary=options.summary,
                    page=options.page,
                    language=options.language,
                    size=options.size,
                    started=options.started,
                    settings=_data_folder(options) / "window.ini",
                ),
                console.start,
            )


def _engine(options: argparse.Namespace) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with _outside(options) as variables, _running(options, variables) as console:
        console.start()
        stop.wait(options.for_s)
        situation = console.situation
        states: dict[str, int] = {}
        for health in situation.feeds.values():
            states[health.state] = states.get(health.state, 0) + 1
        print(
            f"{len(situation.readings)} series, {len(situation.cameras)} cameras, {len(situation.tallies)} tallies, "
            f"{len(situation.alerts)} alerts; feeds: "
            + ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        )
    return 0


def _check(options: argparse.Namespace) -> int:
    from ioc.deployment.load import check

    folder = options.folder or _sample_folder()
    faults = check(folder, {"SAMPLE_URL": "http://127.0.0.1:1"} if _is_sample(folder) else {})
    for fault in faults:
        print(fault)
    print(f"{folder}: " + (f"{len(faults)} faults" if faults else "no faults"))
    return 1 if faults else 0


def _backup(options: argparse.Namespace) -> int:
    from ioc.storage.store import Store

    store = Store.open(_database(options))
    try:
        store.backup(options.file)
    finally:
        store.close()
    print(f"{options.file}: {options.file.stat().st_size} bytes")
    return 0


def _schema(_: argparse.Namespace) -> int:
    import json

    from ioc.deployment.schema import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0


# --- what the commands share ------------------------------------------------------------------------


@contextmanager
def _running(options: argparse.Namespace, variables: Variables) -> "Iterator[Running]":
    """A deployment with what its store remembers, ready to be started; stopped at the end."""
    # Pydantic looks for plugins in the metadata of every installed package; none is wanted.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from ioc.application import open_console

    console = open_console(_load(options.deployment or _sample_folder(), variables()), _database(options))
    try:
        yield console
    finally:
        console.stop()


def _load(folder: Path, variables: dict[str, str]) -> "Deployment":
    from ioc.deployment.faults import DeploymentError
    from ioc.deployment.load import load

    try:
        return load(folder, variables)
    except DeploymentError as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        raise CommandError(f"the deployment in {folder} has faults:\n{faults}") from error


@contextmanager
def _outside(options: argparse.Namespace) -> Iterator[Variables]:
    """The sample province brings its own server, which starts while the program imports what it needs."""
    if not _is_sample(options.deployment or _sample_folder()) or "SAMPLE_URL" in os.environ:
        yield dict
        return
    from sample_feeds.process import SampleServer

    server = SampleServer()
    try:
        server.launch()
        yield lambda: {"SAMPLE_URL": server.wait()}
    finally:
        server.stop()


def _sample_folder() -> Path:
    from importlib.resources import files

    return Path(str(files("sample_feeds"))) / "deployment"


def _is_sample(folder: Path) -> bool:
    return folder.resolve() == _sample_folder().resolve()


def _data_folder(options: argparse.Namespace) -> Path:
    if options.data:
        folder: Path = options.data
    else:
        from platformdirs import user_data_path

        folder = user_data_path(APPLICATION, appauthor=False)
        name = "sample" if not options.deployment else options.deployment.resolve().name
        folder = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        advice = "Choose another folder with --data."
        raise CommandError(f"cannot keep data in {folder}: {error.strerror}. {advice}") from error
    return folder


def _database(options: argparse.Namespace) -> str:
    if options.database:
        return str(options.database)
    return f"sqlite:///{(_data_folder(options) / 'ioc.db').resolve()}"
