"""The documented restore: SQL of a new cluster, pg_dump, pg_restore, and what readers then see."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from gongkai.contracts import OrganChanged
from gongkai.crypto.signing import Signer
from gongkai.db import Database
from gongkai.feed import FeedReader, publish
from gongkai.feed.outgoing import CursorGone, rebase
from gongkai.testing.servers.account import wheel_binaries
from gongkai.testing.servers.postgres import PostgreSQL
from gongkai.testing.stand import random_key
from gongkai.time import PlatformClock

SQL = Path(__file__).parents[3] / "docs" / "examples" / "create_database.sql"
READER = FeedReader(Signer.parse(random_key()), source="/catalog/v1")
PLAIN, OURS = "postgresql://", "postgresql+asyncpg://"


@pytest.fixture
def new_cluster():
    folder = Path(tempfile.mkdtemp(prefix="gongkai-restore-", dir="/var/tmp"))
    folder.chmod(0o755)
    server = PostgreSQL(folder / "postgresql", durable=False)
    server.start()
    yield server
    server.discard()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def created(new_cluster):
    """The addresses of owner and app in a database made by the documented SQL."""
    variables = {"service": "catalog", "owner_password": "o'wner", "app_password": "app"}
    lines = [
        f"\\set {name} '{value.replace(chr(39), 2 * chr(39))}'" for name, value in variables.items()
    ]
    new_cluster.psql("\n".join([*lines, SQL.read_text("utf-8")]))
    address = f"127.0.0.1:{new_cluster.port}/gongkai_catalog"
    return (
        f"{PLAIN}gongkai_catalog_owner:o%27wner@{address}",
        f"{PLAIN}gongkai_catalog_app:app@{address}",
    )


def run(program, *arguments):
    subprocess.run([wheel_binaries() / "bin" / program, *arguments], check=True)


async def tell(database, name):
    organ_id = uuid4()
    organ = OrganChanged(
        organ_id=organ_id,
        parent_id=None,
        path=[organ_id],
        name=name,
        short_name=None,
        code=None,
        region_code=None,
        valid_from=None,
        valid_until=None,
    )
    async with database.unit_of_work() as session:
        await publish(
            session,
            organ,
            entity_id=organ_id,
            revision=1,
            organ_id=None,
            occurred_at=PlatformClock().now(),
        )


async def page(database, cursor=None):
    async with database.read_session() as session:
        return await READER.page(session, cursor=cursor, limit=100)


async def test_a_dump_restored_as_documented_is_another_history_that_reads_whole(
    stand, created, tmp_path
):
    owner, app = created
    with stand.database("catalog") as old:
        database = Database(old.app_url, application_name="test")
        superuser = await asyncpg.connect(stand.postgres.dsn("postgres"))
        await superuser.execute(
            "DO $$ BEGIN FOR i IN 1..5000 LOOP"
            " PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
        )
        await superuser.close()
        await tell(database, "先前的机构")
        before = await page(database)
        await database.dispose()
        run("pg_dump", "--format=custom", f"--file={tmp_path / 'x.dump'}", old.owner_dsn)
    run("pg_restore", "--exit-on-error", f"--dbname={owner}", tmp_path / "x.dump")

    restored = Database(app.replace(PLAIN, OURS), application_name="test")
    with pytest.raises(CursorGone):
        await page(restored, before.next_cursor)
    assert (await page(restored)).items == []
    async with restored.unit_of_work() as session:
        assert await rebase(session) == 1
    after = await page(restored)
    assert [event.data["name"] for event in after.items] == ["先前的机构"]
    assert after.epoch != before.epoch
    await tell(restored, "后来的机构")
    newer = await page(restored, after.next_cursor)
    assert [event.data["name"] for event in newer.items] == ["后来的机构"]
    await restored.dispose()


async def test_the_app_role_of_a_documented_database_owns_nothing(created):
    _, app = created
    connection = await asyncpg.connect(app)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("CREATE TABLE mine (id int)")
    assert await connection.fetchval("SHOW statement_timeout") == "10s"
    await connection.close()
