"""`python -m deploy.local.migrations_check`: the migrations hold, on empty databases of their own.

For each service: revisions named by the minute they were drafted, growing along one history with
one head, upgrade from empty, no drift between models and migrations, down to nothing and up again.
"""

import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import repeat
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from deploy.local.environment import Addresses, child_environment
from deploy.local.parts import ROOT, SERVICES, Service
from deploy.local.ports import choose_ports
from deploy.local.settings import OwnDatabase, RunSettings
from deploy.local.state import Secrets
from gongkai.testing.servers import PostgreSQL, ServiceDatabase, create_service_database

_TIMESTAMP = re.compile(r"20\d{10}")
_STEPS = (("upgrade", "head"), ("check",), ("downgrade", "base"), ("upgrade", "head"))


def main() -> int:
    """Check the services side by side; 1 with the output of each one's first step that fails."""
    with tempfile.TemporaryDirectory(prefix="gongkai-migrations-") as folder:
        server = PostgreSQL(Path(folder) / "postgresql", durable=False)
        try:
            server.start()
            databases = [create_service_database(server, service.key) for service in SERVICES]
            with ThreadPoolExecutor() as pool:
                faults = list(pool.map(fault_of, SERVICES, databases, repeat(Path(folder))))
        finally:
            server.discard()
    for service, fault in zip(SERVICES, faults, strict=True):
        if fault:
            print(f"{service.name}: {fault}", file=sys.stderr)
    return 1 if any(faults) else 0


def fault_of(service: Service, database: ServiceDatabase, identity: Path) -> str:
    """What does not hold, in words and output; empty when all holds."""
    env = child_environment(
        service.key,
        handed_on=RunSettings.from_environment().handed_on,
        secrets=Secrets.new(),
        addresses=Addresses.of(choose_ports({}, {}), "redis://127.0.0.1:1/0"),
        database=OwnDatabase(database.app_url, database.owner_url),
        identity=identity,
        clock_offset=timedelta(0),
        migration=True,
    )
    alembic = service.migrate[: service.migrate.index("upgrade")]
    if fault := fault_of_names(ROOT / alembic[-1]):
        return fault
    for step in _STEPS:
        done = _run((*alembic, *step), env)
        if done.returncode:
            return f"alembic {' '.join(step)} failed\n{done.stdout}{done.stderr}"
    return ""


def fault_of_names(configuration: Path) -> str:
    """Which revisions do not form one history that grows with their ids; empty when all do."""
    scripts = ScriptDirectory.from_config(Config(configuration))
    heads = scripts.get_heads()
    if len(heads) != 1:
        return f"there must be exactly one head, found: {', '.join(heads) or 'none'}"
    for script in scripts.walk_revisions():
        below = script.down_revision
        if not _TIMESTAMP.fullmatch(script.revision):
            return f"{script.revision} is no timestamp YYYYMMDDHHMM; let alembic name a revision"
        if below is not None and not str(below) < script.revision:
            return f"{script.revision} follows {below} and is older; draft it again after that one"
    return ""


def _run(command: tuple[str, ...], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
