"""Opening, refusing, copying: the database as a file or a server that people and other programs touch too."""

import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ioc.domain.cameras import CameraStatus
from ioc.storage import migrate, tables
from ioc.storage.database import Database
from ioc.storage.errors import StoreError
from ioc.storage.store import Store
from tests.storage.building import SERIES, T0, after, batch, camera, poll, reading, tally, transition

ROOT = Path(__file__).parents[2]
SOON = timedelta(milliseconds=20)


def filled(store: Store) -> None:
    store.record(
        batch([reading(after(n * 600), float(n)) for n in range(50)], cameras=(camera("1", CameraStatus.ONLINE),)),
        [transition(1)],
    )
    store.record(batch(poll=poll(after(1), b"document"), tallies=(tally("x", T0),)))


def test_migrations_make_the_tables_that_the_program_uses(url: str) -> None:
    with Store.open(url) as store, store._database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_the_known_head_is_the_newest_revision() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def test_opening_again_keeps_everything_and_does_not_migrate(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(url) as store:
        filled(store)
        before = store.restore()

    def never(connection: Connection) -> None:
        raise AssertionError("migrated again")

    monkeypatch.setattr(migrate, "upgrade", never)
    for _ in range(3):
        with Store.open(url) as store:
            assert store.restore() == before


def test_a_failed_migration_leaves_nothing_behind(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = migrate.upgrade

    def interrupted(connection: Connection) -> None:
        upgrade(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "upgrade", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Store.open(url)
    monkeypatch.undo()
    with Store.open(url) as store:
        filled(store)


def test_a_newer_database_is_refused_and_left_alone(url: str) -> None:
    with Store.open(url) as store, store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer version .*9999.*install the newer version"):
        Store.open(url)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"places\.sqlite: it belongs to another program .*moz_places.*name another"):
        Store.open(str(path))
    assert path.read_bytes() == before


def test_another_programs_alembic_database_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.executescript("CREATE TABLE alembic_version (version_num TEXT); CREATE TABLE users (id INTEGER);")
    connection.execute("INSERT INTO alembic_version VALUES ('ab12')")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        Store.open(f"sqlite:///{tmp_path / 'other.db'}")


def test_a_shared_postgresql_schema_is_used_unless_a_name_is_taken(postgresql_url: str) -> None:
    database = Database(postgresql_url, SOON)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE spatial_ref_sys (id INTEGER)")
    with Store.open(postgresql_url) as store:
        filled(store)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    with pytest.raises(StoreError, match="another program"):
        Store.open(postgresql_url)
    database.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Họp giao ban thứ hai\n" * 100)
    with pytest.raises(StoreError, match=r"notes\.db: it is not a database file.*name another file"):
        Store.open(str(path))
    assert path.read_text().startswith("Họp")


def test_a_damaged_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ioc.db"
    with Store.open(str(path)) as store:
        filled(store)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    path.write_bytes(content)
    with (
        pytest.raises(StoreError, match=r"ioc\.db: it is damaged.*restore the last backup"),
        Store.open(str(path)) as store,
    ):
        store.restore()


def test_a_place_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="its folder cannot be made"):
        Store.open(str(tmp_path / "file" / "ioc.db"))
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x", "://"])
def test_an_address_that_cannot_serve_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///PATH"):
        Store.open(url)


def test_a_server_that_does_not_answer_says_so_without_the_password() -> None:
    with pytest.raises(StoreError, match="does not answer") as caught:
        Store.open("postgresql://ioc:secret@127.0.0.1:1/ioc")
    assert "secret" not in str(caught.value)


def test_a_database_held_by_another_program_says_so_and_recording_goes_on_afterwards(url: str) -> None:
    with Store.open(url) as holder, Store.open(url, SOON) as store:
        with holder._database.writing(), pytest.raises(StoreError, match="another program holds it"):
            store.record(batch([reading(T0, 1.0)]))
        assert store.restore().readings == {}
        assert store.record(batch([reading(T0, 1.0)])) == 1


def test_a_full_disk_says_so_and_loses_nothing_that_was_recorded(sqlite_store: Store) -> None:
    filled(sqlite_store)
    before = sqlite_store.restore()
    with sqlite_store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    document = poll(T0, bytes(range(256)) * 4000)
    with pytest.raises(StoreError, match=r"the disk is full.*free some space"):
        sqlite_store.record(batch(poll=document, readings=[reading(after(days=9), 1.0)]))
    assert sqlite_store.restore() == before
    with sqlite_store._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert sqlite_store.record(batch(poll=document, readings=[reading(after(days=9), 1.0)])) == 1


def test_a_backup_taken_while_recording_opens_with_the_same_content(sqlite_store: Store, tmp_path: Path) -> None:
    filled(sqlite_store)
    target = tmp_path / "backups" / "ioc-backup.db"
    sqlite_store.backup(target)
    before = sqlite_store.restore()
    sqlite_store.record(batch([reading(after(days=1), 1.0)]))
    assert [path.name for path in target.parent.iterdir()] == ["ioc-backup.db"]
    with Store.open(str(target)) as copy:
        assert copy.restore() == before
        assert copy.transitions() == sqlite_store.transitions()
        assert copy.last_poll("dvc") == sqlite_store.last_poll("dvc")
        assert copy.history(SERIES, T0, after(days=1) - SOON) == sqlite_store.history(SERIES, T0, after(days=1) - SOON)
        assert copy.record(batch([reading(after(days=2), 1.0)])) == 1
    sqlite_store.backup(target)
    with Store.open(str(target)) as copy:
        assert copy.restore() == sqlite_store.restore()


def test_a_backup_that_cannot_be_written_says_so(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="backup cannot be written"):
        sqlite_store.backup(tmp_path / "file" / "copy.db")
    with pytest.raises(StoreError, match="overwrite the database itself"):
        sqlite_store.backup(tmp_path / "ioc.db")


def test_postgresql_names_its_own_tool_for_backups(postgresql_url: str, tmp_path: Path) -> None:
    with Store.open(postgresql_url) as store, pytest.raises(StoreError, match="pg_dump"):
        store.backup(tmp_path / "copy")


def test_commits_with_transitions_wait_for_the_disk(sqlite_store: Store) -> None:
    levels = []
    for durable in (False, True):
        with sqlite_store._database.writing(durable) as connection:
            levels.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    assert levels == [1, 2]


def test_an_ordinary_start_imports_neither_alembic_nor_the_other_database(sqlite_url: str) -> None:
    Store.open(sqlite_url).close()
    code = (
        "import sys; from ioc.storage.store import Store; Store.open(sys.argv[1]).close(); "
        "print([name for name in ('alembic', 'sqlalchemy.dialects.postgresql', 'psycopg') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, sqlite_url], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert run.stdout.strip() == "[]"
