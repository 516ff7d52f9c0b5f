"""The launcher as a person meets it: start, second start, interrupt, kill, crash."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from deploy.local.state import State
from tests.waiting import until

pytestmark = pytest.mark.integration

PARTS = {
    *("postgresql", "valkey", "mail", "gateway"),
    *("requests-api", "catalog-api", "notifier"),
    *("requests-worker", "catalog-worker", "notifier-worker"),
}
TOKENS = {
    *("clerk", "head", "leader", "supervisor", "auditor", "integrator", "admin", "other_clerk"),
}


def mode(path):
    return path.stat().st_mode & 0o777


def gone(processes):
    """Wait until none of the processes lives."""
    until(lambda: not any(map(_lives, processes)), f"none of {processes} lives", seconds=15)


def _lives(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_run_json_is_exact_and_private_and_gone_after_an_interrupt(launch, tmp_path):
    launcher = launch(tmp_path / ".gongkai")
    found = launcher.wait_serving()
    children = launcher.children()

    assert set(found) == {"gateway", "services", "tokens", "mail"}
    assert set(found["services"]) == {"requests-api", "catalog-api", "notifier"}
    assert set(found["tokens"]) == TOKENS
    assert set(found["mail"]) == {"smtp", "messages"}
    assert mode(launcher.run_file) == 0o600
    assert mode(launcher.folder) == 0o700
    assert set(children) == PARTS

    began = time.monotonic()
    code, output = launcher.interrupt()

    assert code == 0, output
    assert time.monotonic() - began < 20
    assert not launcher.run_file.exists()
    gone(children.values())


def test_no_file_of_the_state_is_open_to_others(serving):
    opened = [path for path in serving.folder.rglob("*") if path.lstat().st_mode & 0o077]
    assert not [path for path in opened if "postgresql/data" not in str(path)]


def test_a_second_start_keeps_data_secrets_and_addresses(launch, tmp_path):
    first = launch(tmp_path / ".gongkai")
    before = first.wait_serving()
    secrets = (first.folder / "secrets.json").read_text("utf-8")
    first.interrupt()

    began = time.monotonic()
    second = launch(tmp_path / ".gongkai")
    after = second.wait_serving()

    assert time.monotonic() - began < 15
    assert "step 1 was shown" not in second.interrupt()[1]
    assert (second.folder / "secrets.json").read_text("utf-8") == secrets
    assert "starts: 2" in (second.folder / "logs" / "requests-migrations.log").read_text("utf-8")
    assert after["gateway"] == before["gateway"]
    assert after["tokens"] != before["tokens"]


def test_a_second_run_in_the_same_checkout_is_refused_and_disturbs_nothing(serving, launch):
    found = serving.run_file.read_text("utf-8")

    code, output = launch(serving.folder).finish()

    assert code == 1
    assert f"process {serving.process.pid} runs the platform" in output
    assert serving.run_file.read_text("utf-8") == found
    assert all(child.is_running() for child in serving.children().values())


def test_make_run_beside_a_running_one_says_so_and_ends_with_1(tmp_path):
    root = Path(__file__).parents[3]
    (tmp_path / "deploy" / "local").mkdir(parents=True)
    for name in ("Makefile", "deploy/local/__init__.py", "deploy/local/claim.py"):
        (tmp_path / name).write_text((root / name).read_text("utf-8"), "utf-8")
    state = State(tmp_path / ".gongkai")
    state.lock()

    again = subprocess.run(
        ["make", "-C", str(tmp_path), "run", f"PYTHON={sys.executable}"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert again.returncode == 1, again.stderr
    assert f"process {os.getpid()} runs the platform of {state.folder}" in again.stdout
    state.unlock()


def test_a_second_checkout_runs_beside_the_first(launch, tmp_path):
    first, second = launch(tmp_path / "a"), launch(tmp_path / "b")

    assert first.wait_serving()["gateway"] != second.wait_serving()["gateway"]


def test_after_a_kill_of_the_launcher_its_children_end_and_the_next_start_serves(launch, tmp_path):
    launcher = launch(tmp_path / ".gongkai")
    launcher.wait_serving()
    children = launcher.children()
    stale = launcher.run_file.stat().st_mtime_ns

    launcher.process.kill()
    launcher.finish()
    again = launch(tmp_path / ".gongkai")
    until(lambda: not again.run_file.exists() or again.run_file.stat().st_mtime_ns != stale)
    again.wait_serving()

    gone(children.values())
    assert set(again.children()) == PARTS


@pytest.mark.parametrize("part", ["catalog-worker", "postgresql"])
def test_a_crashed_part_is_named_with_its_log_and_the_rest_stopped(launch, tmp_path, part):
    launcher = launch(tmp_path / ".gongkai")
    launcher.wait_serving()
    children = launcher.children()

    children[part].kill()
    code, output = launcher.finish()

    assert code == 1
    assert f"{part} ended with exit code -9. The last lines of" in output
    assert {"catalog-worker": "worker is up", "postgresql": "ready to accept"}.get(
        part, ""
    ) in output
    assert not launcher.run_file.exists()
    gone(children.values())


def test_a_told_port_is_taken_or_refused_with_its_variable(launch, tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        code, output = launch(tmp_path / "a", GONGKAI_RUN_GATEWAY_PORT=port).finish()

    assert code == 1
    assert "set GONGKAI_RUN_GATEWAY_PORT to another" in output
    told = launch(tmp_path / "a", GONGKAI_RUN_GATEWAY_PORT=port).wait_serving()
    assert told["gateway"] == f"http://127.0.0.1:{port}"


def test_an_interrupt_while_starting_leaves_nothing_behind(launch, tmp_path):
    launcher = launch(tmp_path / ".gongkai")
    until((launcher.folder / "postgresql" / "data" / "postmaster.pid").exists)
    family = psutil.Process(launcher.process.pid).children(recursive=True)

    code, output = launcher.interrupt()

    assert code == 0, output
    gone(family)


def test_everything_listens_on_loopback_only(serving):
    listening = {
        connection.laddr.ip
        for child in serving.children().values()
        for connection in child.net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_a_part_gets_the_addresses_of_its_own_database_alone(serving):
    environment = serving.children()["catalog-api"].environ()
    named = {name for name in environment if name.endswith("DATABASE_URL")}
    assert named == {"GONGKAI_CATALOG_DATABASE_URL"}
    assert "gongkai_catalog_app" in environment["GONGKAI_CATALOG_DATABASE_URL"]


def test_the_mail_sink_shows_what_was_sent(serving):
    import smtplib
    from email.message import EmailMessage

    mail = serving.wait_serving()["mail"]
    message = EmailMessage()
    message["Subject"] = "答复期限提醒"
    message.set_content("还有三个工作日。")
    host, port = mail["smtp"].split(":")
    with smtplib.SMTP(host, int(port)) as client:
        client.send_message(message, "from@gongkai.example", ["clerk@gongkai.example"])

    def shown(query=""):
        with urllib.request.urlopen(mail["messages"] + query) as answer:
            return json.load(answer)

    (kept,) = shown()
    assert kept["subject"] == "答复期限提醒"
    assert kept["text"].strip() == "还有三个工作日。"
    assert kept["to"] == ["clerk@gongkai.example"]
    assert shown("?to=nobody@gongkai.example") == []


@pytest.mark.parametrize("whom", ["make", "group"])
def test_interrupting_make_stops_the_platform(launch, tmp_path, command, whom):
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"run:\n\t@{' '.join(command)} {tmp_path / 'state'}\n", "utf-8")
    make = subprocess.Popen(
        ["make", "-f", str(makefile), "run"], start_new_session=True, stdout=subprocess.DEVNULL
    )
    state = State(tmp_path / "state")
    until(state.run_file.exists)
    family = psutil.Process(make.pid).children(recursive=True)

    (os.killpg if whom == "group" else os.kill)(make.pid, signal.SIGINT)
    make.wait(timeout=20)

    assert not state.run_file.exists()
    gone(family)


def test_ctrl_c_on_a_terminal_ends_make_itself_with_success(tmp_path, command):
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"run:\n\t@{' '.join(command)} {tmp_path / 'state'}\n", "utf-8")
    script = f"make -f {makefile} run; echo make ended with $?"
    spawn = "import pty, sys; pty.spawn(['bash', '-c', sys.argv[1]])"
    terminal = subprocess.Popen(
        [sys.executable, "-c", spawn, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    shown = []
    for line in terminal.stdout:
        shown.append(line)
        if b"Ctrl-C stops" in line:
            terminal.stdin.write(b"\x03")
            terminal.stdin.flush()
    terminal.stdin.close()
    terminal.stdout.close()
    terminal.wait()

    assert b"make ended with 0" in shown[-1], shown


def test_a_killed_make_takes_the_platform_along(tmp_path, command):
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"run:\n\t@{' '.join(command)} {tmp_path / 'state'}\n", "utf-8")
    make = subprocess.Popen(
        ["make", "-f", str(makefile), "run"], start_new_session=True, stdout=subprocess.DEVNULL
    )
    state = State(tmp_path / "state")
    until(state.run_file.exists)
    family = psutil.Process(make.pid).children(recursive=True)

    make.kill()
    make.wait()

    gone(family)
    assert not state.run_file.exists()


def test_the_first_start_shows_the_tour_and_ends_when_it_does_not_hold(launch, tmp_path):
    launcher = launch(tmp_path / ".gongkai", STUB_TOUR_VERDICT="1")
    code, output = launcher.finish()

    assert code == 1
    assert "step 1 was shown" in output
    assert "The tour did not hold" in output
    assert not launcher.run_file.exists()
    assert "step 1 was shown" in launch(tmp_path / ".gongkai", STUB_TOUR_VERDICT="1").finish()[1]
