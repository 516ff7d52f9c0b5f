"""`make check` migrates the services; here its guard meets migrations that do not hold."""

import sys
import tempfile
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from deploy.local.migrations_check import fault_of
from deploy.local.parts import SERVICES, Service
from gongkai.testing.servers import PostgreSQL, create_service_database, drop_database
from tests.architecture.tree import REPOSITORY, Source

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
CREATE = 'op.create_table("things", sa.Column("id", sa.Integer(), primary_key=True))'
DROP = 'op.drop_table("things")'


class Migrations:
    """A service of one table with the migrations of a test."""

    def __init__(self, folder: Path) -> None:
        self._versions = folder / "migrations" / "versions"
        self._versions.mkdir(parents=True)
        self._configuration = folder / "alembic.ini"
        self._configuration.write_text(
            "[alembic]\nscript_location = %(here)s/migrations\npath_separator = os\n"
        )
        self.expect("")

    def expect(self, more: str) -> None:
        """Let the model have more columns than its id."""
        text = ENVIRONMENT.format(more=more)
        (self._versions.parent / "env.py").write_text(text, "utf-8")

    def add(self, revision: str, below: str | None, *, up: str, down: str) -> None:
        """Write a migration."""
        text = MIGRATION.format(revision=revision, below=below, up=up, down=down)
        (self._versions / f"{revision}.py").write_text(text, "utf-8")

    def service(self) -> Service:
        """The service as the check is given it."""
        alembic = (sys.executable, "-m", "alembic", "-c", str(self._configuration))
        return Service("things", "catalog", (*alembic, "upgrade", "head"), api=(), worker=())


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
def found(server, migrations, tmp_path):
    """What the check says of the migrations as they are when it is called."""
    database = create_service_database(server, "catalog")
    yield lambda: fault_of(migrations.service(), database, tmp_path)
    drop_database(server, database.name)


def test_migrations_that_hold_are_let_pass(migrations, found):
    migrations.add("0001", None, up=CREATE, down=DROP)
    assert found() == ""


def test_two_heads_are_refused(migrations, found):
    migrations.add("0001", None, up=CREATE, down=DROP)
    migrations.add("0002", "0001", up="pass", down="pass")
    migrations.add("0003", "0001", up="pass", down="pass")
    assert "exactly one head" in found()


def test_a_model_ahead_of_its_migrations_is_refused(migrations, found):
    migrations.expect(', Column("name", Text)')
    migrations.add("0001", None, up=CREATE, down=DROP)
    assert "alembic check failed" in found()


def test_a_way_down_that_leaves_a_table_is_refused(migrations, found):
    migrations.add("0001", None, up=CREATE, down="pass")
    assert "alembic upgrade head failed" in found()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_readiness_expects_the_head(service):
    folder = REPOSITORY / "services" / service.name
    heads = ScriptDirectory.from_config(Config(folder / "alembic.ini")).get_heads()
    db = next(folder.glob("*/db.py"))
    constants = {
        node.targets[0].id: node.value.value
        for node in Source(db.name, db.read_text("utf-8")).syntax.body
        if type(node).__name__ == "Assign" and type(node.value).__name__ == "Constant"
    }
    assert heads == [constants["HEAD"]]
