"""Databases and roles: one database per service, an owner that migrates and an app that works."""

import secrets
from dataclasses import dataclass

from gongkai.testing.servers.postgres import PostgreSQL

_DIALECT = "postgresql+asyncpg://"
# Seen by the application's role only; a migration may take longer than a request.
_LIMITS = {
    "statement_timeout": "10s",
    "transaction_timeout": "30s",
    "idle_in_transaction_session_timeout": "10s",
    "lock_timeout": "5s",
}


@dataclass(frozen=True)
class Passwords:
    """Passwords of a service's two roles."""

    owner: str
    app: str

    @staticmethod
    def random() -> "Passwords":
        """Two new ones."""
        return Passwords(owner=secrets.token_urlsafe(24), app=secrets.token_urlsafe(24))


@dataclass(frozen=True)
class ServiceDatabase:
    """A service's database with the addresses of its two roles.

    The urls are SQLAlchemy's (`postgresql+asyncpg://…`), as our settings want them; the dsns are
    plain `postgresql://…`, as asyncpg and libpq want them.
    """

    service: str
    name: str
    owner_url: str
    app_url: str
    passwords: Passwords

    @property
    def owner_dsn(self) -> str:
        """Plain address for the owner role."""
        return self.owner_url.replace(_DIALECT, "postgresql://", 1)

    @property
    def app_dsn(self) -> str:
        """Plain address for the application's role."""
        return self.app_url.replace(_DIALECT, "postgresql://", 1)


def create_service_database(
    server: PostgreSQL,
    service: str,
    *,
    database: str | None = None,
    passwords: Passwords | None = None,
) -> ServiceDatabase:
    """Make or renew the database and the roles of `service` (`requests`, `catalog`, `notifier`).

    `gongkai_<service>_owner` owns database and schema and runs the migrations, which grant the
    tables to `gongkai_<service>_app`; that one may connect and use the schema, with time limits.
    PUBLIC may do nothing. May be called again: roles get the passwords given now. Each call
    without `passwords` sets new ones, also for other databases of the same service.
    Errors: ServerError.
    """
    secret = passwords or Passwords.random()
    found = _described(server, service, database or f"gongkai_{service}", secret)
    owner, app, name = f"gongkai_{service}_owner", f"gongkai_{service}_app", found.name
    lines = [
        *_role(owner, secret.owner),
        *_role(app, secret.app),
        *(f"ALTER ROLE {app} SET {key} = '{value}';" for key, value in _LIMITS.items()),
        f"ALTER ROLE {owner} SET lock_timeout = '10s';",
        _unless(
            "pg_database",
            "datname",
            name,
            f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0",
        ),
        *_access(name, app),
        f"\\connect {name}",
        f"ALTER SCHEMA public OWNER TO {owner};",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
        f"GRANT USAGE ON SCHEMA public TO {app};",
    ]
    server.psql("\n".join(lines))
    return found


def clone_service_database(
    server: PostgreSQL, source: ServiceDatabase, name: str
) -> ServiceDatabase:
    """Copy a database that nobody is connected to, with its roles: a migrated template for a test.

    Errors: ServerError when `name` exists or someone is connected to `source`.
    """
    owner, app = f"gongkai_{source.service}_owner", f"gongkai_{source.service}_app"
    server.psql(
        f"CREATE DATABASE {name} OWNER {owner} TEMPLATE {source.name} STRATEGY file_copy;\n"
        + "\n".join(_access(name, app))
    )
    return _described(server, source.service, name, source.passwords)


def drop_database(server: PostgreSQL, name: str) -> None:
    """Drop a database, cutting off whoever is connected."""
    server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE);")


def _role(name: str, password: str) -> list[str]:
    quoted = password.replace("'", "''")
    return [
        _unless("pg_roles", "rolname", name, f"CREATE ROLE {name}"),
        f"ALTER ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{quoted}';",
    ]


def _unless(catalogue: str, column: str, name: str, command: str) -> str:
    """Run `command` unless `catalogue` knows the name (there is no CREATE … IF NOT EXISTS)."""
    found = f"SELECT FROM {catalogue} WHERE {column} = '{name}'"
    return f"SELECT '{command}' WHERE NOT EXISTS ({found}) \\gexec"


def _access(database: str, app: str) -> list[str]:
    """Rights on the database itself; a copy of a database does not inherit them."""
    return [
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC;",
        f"GRANT CONNECT ON DATABASE {database} TO {app};",
    ]


def _described(
    server: PostgreSQL, service: str, name: str, passwords: Passwords
) -> ServiceDatabase:
    owner, app = f"gongkai_{service}_owner", f"gongkai_{service}_app"
    return ServiceDatabase(
        service=service,
        name=name,
        owner_url=_url(server.dsn(name, user=owner, password=passwords.owner)),
        app_url=_url(server.dsn(name, user=app, password=passwords.app)),
        passwords=passwords,
    )


def _url(dsn: str) -> str:
    return dsn.replace("postgresql://", _DIALECT, 1)
