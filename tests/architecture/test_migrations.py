"""`make check` migrates the services; here its guard meets migrations that do not hold."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from deploy.local.migrations_check import fault_of
from deploy.local.parts import SERVICES, Service
from deploy.snapshots.heads import render
from gongkai.testing.servers import (
    PostgreSQL,
    ServiceDatabase,
    create_service_database,
    drop_database,
)
from tests.architecture.tree import REPOSITORY

ENVIRONMENT = """
from sqlalchemy import Column, Integer, MetaData, Table, Text
from gongkai.db.migrations import run

metadata = MetaData()
Table("things", metadata, Column("id", Integer, primary_key=True){more})
run("catalog", metadata)
"""
MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = {revision!r}, {below!r}

def upgrade():
    {up}

def downgrade():
    {down}
"""
FIRST, SECOND = "202612011000", "202612011001"
CONCURRENTLY = """
    with op.get_context().autocommit_block():
        op.create_index("ix_things_name", "things", ["name"], postgresql_concurrently=True)
"""
CREATE = 'op.create_table("things", sa.Column("id", sa.Integer(), primary_key=True))'
DROP = 'op.drop_table("things")'


class Migrations:
    """A service of one table with the migrations of a test."""

    def __init__(self, folder: Path) -> None:
        self._versions = folder / "migrations" / "versions"
        self._versions.mkdir(parents=True)
        self._configuration = folder / "alembic.ini"
        real = REPOSITORY / "services" / "catalog-api"
        shutil.copy(real / "alembic.ini", folder)
        shutil.copy(real / "migrations" / "script.py.mako", folder / "migrations")
        self.expect("")

    def expect(self, more: str) -> None:
        """Let the model have more columns than its id."""
        text = ENVIRONMENT.format(more=more)
        (self._versions.parent / "env.py").write_text(text, "utf-8")

    def add(self, revision: str, below: str | None, *, up: str, down: str) -> None:
        """Write a migration."""
        text = MIGRATION.format(revision=revision, below=below, up=up, down=down)
        (self._versions / f"{revision}.py").write_text(text, "utf-8")

    def names(self) -> set[str]:
        """The files of the migrations."""
        return {file.name for file in self._versions.glob("*.py")}

    def service(self) -> Service:
        """The service as the check is given it."""
        command = (*self._command(), "upgrade", "head")
        return Service("things", "catalog", command, api=(), worker=())

    def alembic(self, database: ServiceDatabase, *arguments: str) -> str:
        """Run alembic as a developer does; gives what it says."""
        address = {"GONGKAI_CATALOG_MIGRATION_DATABASE_URL": database.owner_url}
        command, env = (*self._command(), *arguments), os.environ | address
        done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
        return done.stdout

    def _command(self) -> tuple[str, ...]:
        return (sys.executable, "-m", "alembic", "-c", str(self._configuration))


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory(prefix="gongkai-migrations-") as folder:
        server = PostgreSQL(Path(folder) / "postgresql", durable=False)
        server.start()
        yield server
        server.discard()


@pytest.fixture
def migrations(tmp_path):
    return Migrations(tmp_path / "things")


@pytest.fixture
def database(server):
    database = create_service_database(server, "catalog")
    yield database
    drop_database(server, database.name)


@pytest.fixture
def found(database, migrations, tmp_path):
    """What the check says of the migrations as they are when it is called."""
    return lambda: fault_of(migrations.service(), database, tmp_path)


def test_migrations_that_hold_are_let_pass(migrations, found):
    migrations.add(FIRST, None, up=CREATE, down=DROP)
    assert found() == ""


def test_an_index_made_outside_of_the_transaction_is_let_pass(migrations, found):
    migrations.expect(', Column("name", Text, index=True)')
    migrations.add(FIRST, None, up=CREATE, down=DROP)
    migrations.add(
        SECOND,
        FIRST,
        up=f'op.add_column("things", sa.Column("name", sa.Text())){CONCURRENTLY}',
        down='op.drop_column("things", "name")',
    )
    assert found() == ""


def test_two_processes_that_migrate_at_once_wait_for_each_other(database, migrations):
    migrations.add(FIRST, None, up=CREATE, down=DROP)
    migrations.add(
        SECOND,
        FIRST,
        up=f'op.add_column("things", sa.Column("name", sa.Text())){CONCURRENTLY}',
        down="pass",
    )
    with ThreadPoolExecutor() as pool:
        upgrade = partial(migrations.alembic, database, "upgrade", "head")
        for done in [pool.submit(upgrade) for _ in range(3)]:
            done.result()


def test_two_heads_are_refused(migrations, found):
    migrations.add(FIRST, None, up=CREATE, down=DROP)
    migrations.add(SECOND, FIRST, up="pass", down="pass")
    migrations.add("202612011002", FIRST, up="pass", down="pass")
    assert "exactly one head" in found()


def test_a_revision_that_is_no_timestamp_is_refused(migrations, found):
    migrations.add("0001", None, up=CREATE, down=DROP)
    assert "0001 is no timestamp" in found()


def test_a_revision_older_than_the_one_below_it_is_refused(migrations, found):
    migrations.add(SECOND, None, up=CREATE, down=DROP)
    migrations.add(FIRST, SECOND, up="pass", down="pass")
    assert f"{FIRST} follows {SECOND} and is older" in found()


def test_a_model_ahead_of_its_migrations_is_refused(migrations, found):
    migrations.expect(', Column("name", Text)')
    migrations.add(FIRST, None, up=CREATE, down=DROP)
    assert "alembic check failed" in found()


def test_a_way_down_that_leaves_a_table_is_refused(migrations, found):
    migrations.add(FIRST, None, up=CREATE, down="pass")
    assert "alembic upgrade head failed" in found()


def test_an_upgrade_says_what_it_did_and_where_the_database_stands(database, migrations):
    migrations.add(FIRST, None, up=CREATE, down=DROP)
    done = migrations.alembic(database, "upgrade", "head").splitlines()
    stands = f"catalog: the database stands at {FIRST}"
    assert done == [f"catalog: upgraded to {FIRST}", stands]
    assert migrations.alembic(database, "upgrade", "head").splitlines() == [stands]
    down = migrations.alembic(database, "downgrade", "base").splitlines()
    assert down == [
        f"catalog: downgraded from {FIRST}",
        "catalog: the database stands at no revision",
    ]


def test_a_drafted_revision_is_named_by_the_minute(database, migrations):
    migrations.add(FIRST, None, up=CREATE, down=DROP)
    migrations.alembic(database, "upgrade", "head")
    migrations.alembic(database, "revision", "-m", "add x")
    (drafted,) = migrations.names() - {f"{FIRST}.py"}
    assert re.fullmatch(r"20\d{10}_add_x\.py", drafted)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_readiness_needs_the_head(service):
    folder = REPOSITORY / "services" / service.name
    heads = ScriptDirectory.from_config(Config(folder / "alembic.ini")).get_heads()
    path, content = render(folder)
    assert path.read_text("utf-8") == content
    assert f'HEAD = "{heads[0]}"' in content
