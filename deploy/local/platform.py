"""Every part of the platform as child processes: start, watch, stop; also for the e2e tests."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from deploy.local import messages, pids
from deploy.local.environment import Addresses, child_environment
from deploy.local.parts import ROOT, SERVICES, Service, mail_sink
from deploy.local.ports import answers, choose_ports
from deploy.local.settings import OwnDatabase, RunSettings
from deploy.local.state import State
from deploy.local.words import Say, Words, silent
from gongkai.testing.servers import (
    Child,
    Passwords,
    PostgreSQL,
    ServerError,
    Traefik,
    Valkey,
    create_service_database,
)

_READY_SECONDS = 60.0
_COMMAND_SECONDS = 300.0
_PAUSE = 0.05
_NEWER_DATA = "Can't locate revision identified by"
"""What Alembic says of a database that was migrated by code with more revisions."""


class PartFailedError(RuntimeError):
    """A part ended or a command failed; `part` names it, `tail` holds the last lines of its log."""

    def __init__(self, part: str, what: str, tail: str, log: Path) -> None:
        super().__init__(f"{part} {what}")
        self.part, self.tail, self.log = part, tail, log


class Platform:
    """One platform with its own data below `state`.

    `clock_offset` moves the clock of every service. `say` receives a line per step. Start and stop
    from the main thread. `durable=False` is for data that are thrown away.
    """

    def __init__(
        self,
        state: State,
        *,
        settings: RunSettings | None = None,
        clock_offset: timedelta = timedelta(0),
        services: Sequence[Service] = SERVICES,
        durable: bool = True,
        say: Say = silent,
    ) -> None:
        self.state = state
        self.settings = settings or RunSettings()
        self.clock_offset = clock_offset
        self.identity = Path(
            self.settings.handed_on.get("GONGKAI_LOCAL_IDENTITY") or state.identity
        ).absolute()
        self.services = tuple(services)
        self.postgresql: PostgreSQL | None = None
        self.valkey: Valkey | None = None
        self.gateway: Traefik | None = None
        self.children: dict[str, Child] = {}
        self._durable = durable
        self._say = say
        self._commands: dict[str, tuple[list[str], dict[str, str]]] = {}
        self._databases: dict[str, OwnDatabase] = {}
        self._addresses: Addresses | None = None
        self._ports: dict[str, int] = {}

    def start(self) -> None:
        """Start all parts and return when each is ready.

        Takes down what a killed launcher left. A part counts among `children` before it starts, so
        that stop(), which the caller owes also after an error, finds it. Errors:
        AlreadyRunningError, PartFailedError, ServerError, PortTakenError.
        """
        self.state.lock()
        if left := pids.take_down(self.state.pid_file):
            self._say(messages.TOOK_DOWN, left=", ".join(left))
        self.state.forget_run()
        self.state.turn_logs()
        self._ports = choose_ports(self.settings.ports, self.state.last_ports())
        self.state.keep_ports(self._ports)
        self._start_servers()
        self._migrate()
        self._start_services()
        self._start_gateway()

    def stop(self) -> None:
        """Stop all parts in order, within 20 seconds; harmless when some never started."""
        self.state.forget_run()
        servers = ("valkey", "postgresql")
        self._end([child for name, child in self.children.items() if name not in servers], 8)
        self._end([child for name, child in self.children.items() if name in servers], 8)
        self.state.pid_file.unlink(missing_ok=True)
        self.state.unlock()

    @property
    def addresses(self) -> Addresses:
        """Where everything is. Errors: ServerError before start()."""
        if self._addresses is None:
            raise ServerError("the platform has not been started")
        return self._addresses

    def environment(self, service: Service, *, migration: bool = False) -> dict[str, str]:
        """The variables of a service's process; with `migration` those of its migrations."""
        return child_environment(
            service.key,
            handed_on=self.settings.handed_on,
            secrets=self.state.secrets(),
            addresses=self.addresses,
            database=self._databases[service.key],
            identity=self.identity,
            clock_offset=self.clock_offset,
            migration=migration,
        )

    def ended(self) -> Child | None:
        """A part that has ended by itself, if one has."""
        return next((child for child in self.children.values() if not child.running), None)

    def check(self) -> None:
        """Errors: PartFailedError, when a part has ended by itself."""
        child = self.ended()
        if child is not None:
            raise _failed(child)

    def kill(self, part: str) -> None:
        """SIGKILL a part and its children: for tests of what survives."""
        self.children[part].kill()

    def restart(self, part: str) -> None:
        """Start a part again after kill(), and wait until it is ready where it can say so."""
        if part == "postgresql" and self.postgresql:
            self.postgresql.restart()
        elif part == "valkey" and self.valkey:
            self.valkey.restart()
        elif part == "gateway" and self.gateway:
            self.gateway.stop()
            self.gateway.start()
        else:
            self.children[part].stop()
            argv, env = self._commands[part]
            self.children[part].start(argv, env=env, cwd=ROOT)
        pids.record(self.state.pid_file, self.children.values())
        self._wait_ready(dict(entry for entry in self._ready_paths().items() if entry[0] == part))

    def move_clock(self, offset: timedelta) -> None:
        """Show all services another time: each starts again with it. Errors: PartFailedError."""
        self.clock_offset = offset
        names = {name for each in self.services for name in (each.name, each.worker_name)}
        self._end([child for name, child in self.children.items() if name in names], 8)
        self._start_services()

    def command(self, name: str, argv: Sequence[str], env: dict[str, str]) -> None:
        """Run a command to its end, its output in the log of that name.

        Errors: PartFailedError when it fails or takes more than five minutes.
        """
        self._finish([self._launch(name, argv, env)])

    def _launch(self, name: str, argv: Sequence[str], env: dict[str, str]) -> Child:
        child = Child(name, self.state.logs / f"{name}.log")
        child.start(list(argv), env=env, cwd=ROOT)
        return child

    def _finish(self, running: Sequence[Child]) -> None:
        for child in running:
            if not child.wait(_COMMAND_SECONDS):
                child.kill()
        for child in running:
            if child.returncode:
                raise _failed(child)

    def _start_servers(self) -> None:
        logs, secrets = self.state.logs, self.state.secrets()
        self._databases = dict(self.settings.databases)
        if not self._databases:
            with self._step("PostgreSQL"):
                self.postgresql = PostgreSQL(
                    self.state.postgresql,
                    port=self._ports["postgresql"],
                    password=secrets.postgresql,
                    durable=self._durable,
                    log=logs / "postgresql.log",
                )
                self.children["postgresql"] = self.postgresql.child
                self.postgresql.start()
                for key, pair in secrets.databases.items():
                    made = create_service_database(
                        self.postgresql, key, passwords=Passwords(**pair)
                    )
                    self._databases[key] = OwnDatabase(made.app_url, made.owner_url)
        redis_url = self.settings.redis_url
        if not redis_url:
            with self._step("Valkey"):
                self.valkey = Valkey(
                    self.state.valkey,
                    port=self._ports["valkey"],
                    password=secrets.valkey,
                    log=logs / "valkey.log",
                )
                self.children["valkey"] = self.valkey.child
                self.valkey.start()
                redis_url = self.valkey.url
        self._addresses = Addresses.of(self._ports, redis_url)

    def _migrate(self) -> None:
        with self._step(messages.MIGRATIONS):
            self._finish(
                [
                    self._launch(
                        f"{service.key}-migrations",
                        service.migrate,
                        self.environment(service, migration=True),
                    )
                    for service in self.services
                ]
            )

    def _start_services(self) -> None:
        with self._step(messages.PROCESSES):
            if not (mail := self.children.get("mail")) or not mail.running:
                self._run("mail", mail_sink(self._ports, self.state.mails), {})
            for service in self.services:
                env = self.environment(service)
                port = str(self._ports[service.name])
                self._run(service.name, [part.replace("{port}", port) for part in service.api], env)
                self._run(service.worker_name, list(service.worker), env)
            pids.record(self.state.pid_file, self.children.values())
            self._wait_ready(self._ready_paths())

    def _start_gateway(self) -> None:
        with self._step("Traefik"):
            folder = ROOT / "deploy" / "gateway"
            self.gateway = Traefik(
                static=folder / "static.env",
                dynamic=folder / "dynamic.yml",
                env=self.addresses.gateway_environment(self.settings.handed_on)
                | dict(self.settings.gateway),
                log=self.state.logs / "gateway.log",
                port=self._ports["gateway"],
            )
            self.children["gateway"] = self.gateway.child
            self.gateway.start()
            pids.record(self.state.pid_file, self.children.values())

    def _run(self, name: str, argv: list[str], env: dict[str, str]) -> None:
        env = env or dict(self.settings.handed_on)
        self._commands[name] = (argv, env)
        child = Child(name, self.state.logs / f"{name}.log")
        self.children[name] = child
        child.start(argv, env=env, cwd=ROOT)

    def _ready_paths(self) -> dict[str, str]:
        """Where the parts that speak HTTP say that they are ready."""
        return {service.name: "/health/ready" for service in self.services} | {"mail": "/ready"}

    def _wait_ready(self, paths: dict[str, str]) -> None:
        """Wait until each part answers 200 on its path, or one has ended."""
        waiting = dict(paths)
        deadline = time.monotonic() + _READY_SECONDS
        while waiting:
            for name, path in list(waiting.items()):
                if answers(self._ports[name], path):
                    del waiting[name]
                elif not self.children[name].running:
                    raise _failed(self.children[name])
                elif time.monotonic() > deadline:
                    child = self.children[name]
                    raise PartFailedError(name, "is not ready", child.tail(), child.log)
            time.sleep(_PAUSE if waiting else 0)

    def _end(self, children: Sequence[Child], seconds: float) -> None:
        for child in children:
            child.send(signal.SIGINT if child.name == "postgresql" else signal.SIGTERM)
        deadline = time.monotonic() + seconds
        for child in children:
            if not child.wait(max(0.0, deadline - time.monotonic())):
                child.kill()

    @contextmanager
    def _step(self, what: str | Words) -> Iterator[None]:
        began = time.monotonic()
        yield
        self._say(messages.READY, what=what, seconds=time.monotonic() - began)


def _failed(child: Child) -> PartFailedError:
    why, tail = f"ended with exit code {child.returncode}", child.tail()
    if _NEWER_DATA in tail:
        why = "finds data of newer code: go back to that, or make clean, which removes all data"
    return PartFailedError(child.name, why, tail, child.log)
