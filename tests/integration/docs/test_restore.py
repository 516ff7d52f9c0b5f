"""The documented restore: SQL of a new cluster, pg_dump, pg_restore, and what readers then see."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from catalog_api.app import create_app
from catalog_api.settings import get_settings
from gongkai.auth.principal import Role
from gongkai.feed.outgoing import rebase
from gongkai.testing.servers.account import wheel_binaries
from gongkai.testing.servers.postgres import PostgreSQL
from gongkai.testing.stand import running

SQL = Path(__file__).parents[3] / "docs" / "examples" / "create_database.sql"
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


class Catalog:
    """Calls of a running catalog-api."""

    def __init__(self, client, mint):
        self._client = client
        self._admin = {"Authorization": f"Bearer {mint.token(Role.ADMIN, None)}"}
        self._reader = {"Authorization": f"Bearer {mint.token(Role.INTEGRATOR, uuid4())}"}

    async def enter(self, name):
        answer = await self._client.put(
            f"/catalog/v1/organs/by-source/test/{name}",
            json={"name": name, "kind": "department", "level": "county"},
            headers=self._admin,
        )
        assert answer.status_code == 201, answer.text

    async def changes(self, cursor=None):
        params = {"cursor": cursor} if cursor else {}
        path = "/catalog/v1/changes"
        return await self._client.get(path, params=params, headers=self._reader)

    async def names(self, cursor=None):
        return [event["data"]["name"] for event in (await self.changes(cursor)).json()["items"]]


async def test_a_dump_restored_as_documented_is_another_history_that_reads_whole(
    stand, created, tmp_path
):
    owner, app = created
    with stand.database("catalog") as old:
        environment = stand.environment(old)
        superuser = await asyncpg.connect(stand.postgres.dsn("postgres"))
        await superuser.execute(
            "DO $$ BEGIN FOR i IN 1..5000 LOOP"
            " PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
        )
        await superuser.close()
        async with running(create_app, get_settings, environment) as (_, client):
            catalog = Catalog(client, stand.mint)
            await catalog.enter("先前的机构")
            before = (await catalog.changes()).json()
        run("pg_dump", "--format=custom", f"--file={tmp_path / 'x.dump'}", old.owner_dsn)
    run("pg_restore", "--exit-on-error", f"--dbname={owner}", tmp_path / "x.dump")

    environment["GONGKAI_CATALOG_DATABASE_URL"] = app.replace(PLAIN, OURS)
    async with running(create_app, get_settings, environment) as (api, client):
        catalog = Catalog(client, stand.mint)
        gone = await catalog.changes(before["next_cursor"])
        assert (gone.status_code, gone.json()["code"]) == (410, "cursor_gone")
        assert (await catalog.changes()).status_code == 503
        async with api.state.database.unit_of_work() as session:
            assert await rebase(session) == 1  # what the worker does when it starts
        after = (await catalog.changes()).json()
        assert after["epoch"] != before["epoch"]
        assert await catalog.names() == ["先前的机构"]
        await catalog.enter("后来的机构")
        assert await catalog.names(after["next_cursor"]) == ["后来的机构"]


async def test_the_app_role_of_a_documented_database_owns_nothing(created):
    _, app = created
    connection = await asyncpg.connect(app)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("CREATE TABLE mine (id int)")
    assert await connection.fetchval("SHOW statement_timeout") == "10s"
    await connection.close()
