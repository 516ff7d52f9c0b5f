"""The launcher's small decisions: settings, ports, secrets, leftovers, the refused machine."""

import json
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from deploy.local import pids
from deploy.local.claim import AlreadyRunningError
from deploy.local.environment import Addresses, child_environment
from deploy.local.ports import PortTakenError, choose_ports
from deploy.local.settings import (
    JOINED,
    LAUNCHERS_OWN,
    PORT_NAMES,
    OwnDatabase,
    RunSettings,
    RunSettingsError,
)
from deploy.local.state import Secrets, State
from gongkai.auth.local import LOCAL_ISSUER
from gongkai.testing.servers import Child
from gongkai.testing.supported import unsupported

pytestmark = pytest.mark.integration

OWN = {
    f"GONGKAI_{service}_{role}DATABASE_URL": f"postgresql+asyncpg://{service.lower()}"
    for service in ("REQUESTS", "CATALOG", "NOTIFIER")
    for role in ("", "MIGRATION_")
}


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http"])
def test_a_port_that_is_none_is_refused_by_the_name_of_its_variable(text):
    with pytest.raises(RunSettingsError, match="GONGKAI_RUN_REQUESTS_API_PORT"):
        RunSettings.from_environment({"GONGKAI_RUN_REQUESTS_API_PORT": text})


def test_databases_of_the_users_own_are_all_told_or_none():
    assert set(RunSettings.from_environment(OWN).databases) == {"requests", "catalog", "notifier"}
    some = dict(list(OWN.items())[:-1])
    with pytest.raises(RunSettingsError, match="also set GONGKAI_NOTIFIER_MIGRATION_DATABASE_URL"):
        RunSettings.from_environment(some)


def test_no_database_address_of_the_outside_reaches_a_part():
    handed_on = RunSettings.from_environment({**OWN, "GONGKAI_LOG_LEVEL": "DEBUG", "AWS_KEY": "x"})
    assert handed_on.handed_on == {"GONGKAI_LOG_LEVEL": "DEBUG"}


def environment_of(service="notifier", **told):
    ports = {name: 1000 + number for number, name in enumerate(PORT_NAMES)}
    return child_environment(
        service,
        handed_on=RunSettings.from_environment(told).handed_on,
        secrets=Secrets.new(),
        addresses=Addresses.of(ports, "redis://127.0.0.1:1"),
        database=OwnDatabase("app", "owner"),
        identity=Path("identity"),
        clock_offset=timedelta(0),
        migration=False,
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GONGKAI_LOG_LEVEL", "DEBUG"),
        ("GONGKAI_INDEX_KEY", "one's own"),
        ("GONGKAI_FIELD_KEYS", '{"mine": "…"}'),
        ("GONGKAI_ACTIVE_FIELD_KEY", "mine"),
        ("GONGKAI_CORS_ORIGINS", "https://desk.example"),
        ("GONGKAI_MAIL_FROM", "desk@gongkai.example"),
        ("GONGKAI_TOKEN_URL", "https://id.example/token"),
    ],
)
def test_a_variable_of_the_documentation_reaches_the_services(variable, value):
    assert environment_of(**{variable: value})[variable] == value


def test_what_is_joined_keeps_the_launchers_own_beside_what_is_told():
    told = {
        "GONGKAI_ISSUERS": '[{"issuer": "https://id.example"}]',
        "GONGKAI_TRUSTED_PROXIES": "10.0.0.1",
        "GONGKAI_WORKER_METRICS_PORT": "9100",
    }
    assert set(told) == set(JOINED)
    found = environment_of(**told)
    issuers = [issuer["issuer"] for issuer in json.loads(found["GONGKAI_ISSUERS"])]
    assert issuers == [LOCAL_ISSUER, "https://id.example"]
    assert found["GONGKAI_TRUSTED_PROXIES"] == "127.0.0.1,10.0.0.1"
    services = ("requests", "catalog", "notifier")
    ports = [environment_of(each, **told)["GONGKAI_WORKER_METRICS_PORT"] for each in services]
    assert ports == ["9100", "9101", "9102"]
    with pytest.raises(RunSettingsError, match="GONGKAI_ISSUERS is no JSON list"):
        environment_of(GONGKAI_ISSUERS="{}")


def test_what_is_the_launchers_own_is_not_taken_and_named():
    told = dict.fromkeys(LAUNCHERS_OWN, "other")
    settings = RunSettings.from_environment(told)
    assert (set(settings.ignored), settings.handed_on) == (set(told), {})
    assert "other" not in environment_of(**told).values()


def test_the_clock_can_be_moved_for_the_whole_run():
    told = {"GONGKAI_CLOCK_OFFSET_SECONDS": "-86400"}
    assert RunSettings.from_environment(told).clock_offset == timedelta(days=-1)
    with pytest.raises(RunSettingsError, match="GONGKAI_CLOCK_OFFSET_SECONDS"):
        RunSettings.from_environment({"GONGKAI_CLOCK_OFFSET_SECONDS": "tomorrow"})


def test_ports_are_those_told_then_those_of_the_last_run_then_free_ones():
    last = choose_ports({}, {})
    assert set(last) == set(PORT_NAMES)
    assert len(set(last.values())) == len(PORT_NAMES)
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", last["mail"]))
        busy.listen()
        chosen = choose_ports({"gateway": last["valkey"]}, last)
        with pytest.raises(PortTakenError, match="GONGKAI_RUN_SMTP_PORT"):
            choose_ports({"smtp": last["mail"]}, {})
    assert chosen["gateway"] == last["valkey"]
    assert chosen["valkey"] != last["valkey"]
    assert chosen["notifier"] == last["notifier"]
    assert chosen["mail"] != last["mail"]


def test_secrets_are_made_once_and_private(tmp_path):
    state = State(tmp_path / "state")
    state.prepare()

    assert state.secrets() == State(tmp_path / "state").secrets()
    assert (state.folder / "secrets.json").stat().st_mode & 0o777 == 0o600
    state.remove()
    assert not state.folder.exists()


def test_the_lock_is_free_again_when_its_holder_is_gone(tmp_path):
    first, second = State(tmp_path / "state"), State(tmp_path / "state")
    first.lock()
    with pytest.raises(AlreadyRunningError, match=r"process \d+ runs"):
        second.lock()
    first.unlock()
    second.lock()
    second.unlock()


def test_leftovers_are_taken_down_but_never_a_stranger_with_the_same_id(tmp_path):
    sleeper = [sys.executable, "-c", "import signal; signal.pause()"]
    left = Child("left", tmp_path / "left.log")
    left.start(sleeper, env={})
    pid_file = tmp_path / "pids.json"
    pids.record(pid_file, [left])
    stranger = subprocess.Popen(sleeper)
    recorded = json.loads(pid_file.read_text("utf-8"))
    recorded["reused"] = {"pid": stranger.pid, "started": psutil.Process().create_time() - 3600}
    pid_file.write_text(json.dumps(recorded), "utf-8")

    assert pids.take_down(pid_file) == ["left"]

    assert not left.running
    assert stranger.poll() is None
    assert not pid_file.exists()
    stranger.kill()
    stranger.wait()


@pytest.mark.parametrize(
    ("machine", "fault"),
    [
        (("CPython", (3, 14), "Linux", "aarch64", ("glibc", "2.28")), ""),
        (("CPython", (3, 11), "Darwin", "arm64", ("", "")), ""),
        (("CPython", (3, 10), "Linux", "x86_64", ("glibc", "2.36")), "CPython 3.10"),
        (("CPython", (3, 15), "Linux", "x86_64", ("glibc", "2.36")), "CPython 3.15"),
        (("PyPy", (3, 11), "Linux", "x86_64", ("glibc", "2.36")), "PyPy 3.11"),
        (("CPython", (3, 11), "Linux", "x86_64", ("", "")), "Linux without glibc"),
        (("CPython", (3, 11), "Linux", "x86_64", ("glibc", "2.17")), "Linux with glibc 2.17"),
        (("CPython", (3, 11), "Linux", "riscv64", ("glibc", "2.38")), "Linux on riscv64"),
        (("CPython", (3, 11), "Darwin", "x86_64", ("", "")), "macOS on x86_64"),
        (("CPython", (3, 11), "Windows", "AMD64", ("", "")), "Windows on AMD64"),
    ],
)
def test_a_machine_without_the_wheels_is_named(machine, fault):
    assert unsupported(*machine) == fault
