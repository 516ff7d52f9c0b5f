"""The variables of a running platform's services, for commands beside it.

`python -m deploy.local env PART` prints them; with a command behind it, that is run with them.
"""

import json
import os
import shlex
from collections.abc import Mapping, Sequence

from deploy.local import report
from deploy.local.parts import SERVICES, Service
from deploy.local.platform import Platform
from deploy.local.settings import own_environment
from deploy.local.state import State, write_private

_NOT_FOUND = 127


class NotRunningError(RuntimeError):
    """No platform runs in this checkout, or it is not ready yet."""


def keep(platform: Platform) -> None:
    """Write down (0600) what each service got, and what its migrations got, until the stop."""
    kept = {
        service.name: {
            "service": _told(platform.environment(service)),
            "migrations": _told(platform.environment(service, migration=True)),
        }
        for service in platform.services
    }
    write_private(platform.state.variables_file, json.dumps(kept, indent=1))


def show_or_run(
    state: State, service: Service, command: Sequence[str], *, migrations: bool = False
) -> int:
    """Print a service's variables for a shell, or become `command` with them.

    `migrations` adds the address of the database as its owner. Gives an exit code: 1 without a
    running platform, 127 where there is no such command.
    """
    try:
        variables = _of(state, service, migrations=migrations)
    except NotRunningError as error:
        report.problem(str(error))
        return 1
    if not command:
        for name, value in sorted(variables.items()):
            print(f"export {name}={shlex.quote(value)}")
        return 0
    try:
        os.execvpe(command[0], list(command), own_environment(variables))  # noqa: S606 - what the caller typed
    except OSError as error:
        report.problem(f"{command[0]} cannot be run: {error.strerror}")
        return _NOT_FOUND


def service_named(text: str) -> Service:
    """The service of a process's name (`requests-api`) or key (`requests`); raises KeyError."""
    return {name: each for each in SERVICES for name in (each.name, each.key)}[text]


def _of(state: State, service: Service, *, migrations: bool) -> dict[str, str]:
    try:
        kept = json.loads(state.variables_file.read_text("utf-8"))
    except FileNotFoundError:
        raise NotRunningError(
            "No platform is ready in this checkout. Start it with make run and leave it running."
        ) from None
    found: dict[str, str] = kept[service.name]["migrations" if migrations else "service"]
    return found


def _told(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith("GONGKAI_")}
