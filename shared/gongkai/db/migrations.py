"""What the migration environment of every service does, once.

A service's ``migrations/env.py`` calls :func:`run` with its models' metadata. Migrations run as the
``owner`` role; the ``app`` role receives what it needs by default privileges and nothing more.
"""

import asyncio
import re
import sys
from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext, MigrationInfo
from alembic.script import Script
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings
from sqlalchemy import Connection, MetaData, pool, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from gongkai.settings import read_settings
from gongkai.time import PlatformClock

REVISION_FORMAT = "%Y%m%d%H%M"
"""What a revision's id is made of: the minute (UTC) in which it was drafted."""

_ADVISORY_LOCK = 7_305_814_220_261_122
_LOCK = text("SELECT pg_try_advisory_lock(:key)")
_PATIENCE_SECONDS = 60.0
_PAUSE_SECONDS = 0.2
_REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME;
END $$
"""
_TRIGGER = """
CREATE TRIGGER {name} BEFORE {what} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_change()
"""
_ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class MigrationSettings(BaseSettings):
    """What a service's migrations need to run."""

    url: SecretStr


def migration_settings(service: str) -> type[MigrationSettings]:
    """The settings of the migrations of ``service``."""

    class OfService(MigrationSettings):
        url: SecretStr = Field(
            validation_alias=f"GONGKAI_{service.upper()}_MIGRATION_DATABASE_URL",
            description=(
                f"Database of {service}, role `owner`; used by migrations only.\n"
                f"{service} 的数据库，`owner` 角色；仅供迁移使用。"
            ),
        )

    return OfService


def migration_url(service: str) -> str:
    """Address of a service's database as its owner: GONGKAI_<SERVICE>_MIGRATION_DATABASE_URL."""
    return read_settings(migration_settings(service)).url.get_secret_value()


def run(service: str, metadata: MetaData) -> None:
    """Run the migrations of ``service`` online, one process at a time."""
    asyncio.run(_run(service, migration_url(service), metadata))


async def _run(service: str, url: str, metadata: MetaData) -> None:
    engine = create_async_engine(
        url,
        poolclass=pool.NullPool,
        connect_args={"server_settings": {"lock_timeout": "5000", "statement_timeout": "600000"}},
    )
    async with engine.connect() as connection:
        await _be_the_only_one(connection)
        stands_at = await connection.run_sync(_migrate, metadata, service)
        await connection.commit()
    await engine.dispose()
    _tell(f"{service}: the database stands at {stands_at or 'no revision'}")


async def _be_the_only_one(connection: AsyncConnection) -> None:
    """Hold the lock of migrations until this connection closes; raises TimeoutError.

    It is asked for again and again: a statement that waits would keep a snapshot, for which a
    `CREATE INDEX CONCURRENTLY` of the process that holds the lock would wait in turn.
    """
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not await connection.scalar(_LOCK, {"key": _ADVISORY_LOCK}):
            await connection.commit()
            await asyncio.sleep(_PAUSE_SECONDS)
    await connection.commit()


def _migrate(connection: Connection, metadata: MetaData, service: str) -> str | None:
    """Do what was asked for, tell each step, and give the revision that the database is at."""

    def applied(
        ctx: MigrationContext,  # noqa: ARG001 - Alembic names all four
        step: MigrationInfo,
        heads: Collection[Any],  # noqa: ARG001 - as above
        run_args: Mapping[str, Any],  # noqa: ARG001 - as above
    ) -> None:
        way = "upgraded to" if step.is_upgrade else "downgraded from"
        script = step.up_revision
        title = script.doc if isinstance(script, Script) else ""
        _tell(f"{service}: {way} {step.up_revision_id} {title}".rstrip())

    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_server_default=False,
        transaction_per_migration=True,
        process_revision_directives=_name_by_time,
        on_version_apply=applied,
    )
    with context.begin_transaction():
        context.run_migrations()
    return context.get_context().get_current_revision()


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _name_by_time(
    _context: MigrationContext, _revision: object, directives: list[MigrationScript]
) -> None:
    """A new revision's id is the minute of its making: ids compare as text, readiness does so."""
    for script in directives:
        script.rev_id = PlatformClock().now().strftime(REVISION_FORMAT)


def grant_to_app(connection: Connection) -> None:
    """Give the ``app`` role rows of the tables that later migrations create, but no ownership.

    The role's name follows from the owner's: ``gongkai_x_owner`` grants to ``gongkai_x_app``.
    """
    app = app_role(connection)
    connection.execute(
        text(f"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}")
    )
    connection.execute(text(f"ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {app}"))
    connection.execute(text(f"GRANT SELECT ON alembic_version TO {app}"))


def app_role(connection: Connection) -> str:
    """The ``app`` role that belongs to the owner who runs this migration."""
    owner = str(connection.execute(text("SELECT current_user")).scalar_one())
    role = f"{owner.removesuffix('_owner')}_app"
    if not _ROLE.fullmatch(role):
        raise ValueError(f"the owner role {owner!r} has no matching app role")
    return role


def make_append_only(connection: Connection, table: str) -> None:
    """Let the ``app`` role only read and insert rows; triggers refuse the owner too."""
    app = app_role(connection)
    connection.execute(text(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {app}"))
    for statement in (
        _REFUSE_CHANGE,
        _TRIGGER.format(name=f"{table}_rows", what="UPDATE OR DELETE", table=table, each="ROW"),
        _TRIGGER.format(name=f"{table}_all", what="TRUNCATE", table=table, each="STATEMENT"),
    ):
        connection.execute(text(statement))


def revoke_from_app(connection: Connection) -> None:
    """Undo :func:`grant_to_app`."""
    app = app_role(connection)
    for statement in (
        f"ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM {app}",
        f"ALTER DEFAULT PRIVILEGES REVOKE ALL ON SEQUENCES FROM {app}",
        f"REVOKE SELECT ON alembic_version FROM {app}",  # noqa: S608 - a checked role name
    ):
        connection.execute(text(statement))


def drop_refuse_change(connection: Connection) -> None:
    """Drop the triggers' function, once no table uses it."""
    connection.execute(text("DROP FUNCTION IF EXISTS refuse_change()"))
