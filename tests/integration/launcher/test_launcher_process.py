"""The launcher as a person meets it: start, second start, interrupt, kill, crash."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from unicodedata import east_asian_width

import psutil
import pytest

from tests.integration.launcher.conftest import HERE, gone
from tests.waiting import until

pytestmark = pytest.mark.integration

LAUNCHER = HERE / "launcher.py"
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


def test_run_json_is_exact_and_private_and_gone_after_an_interrupt(past):
    assert set(past.run) == {"gateway", "services", "tokens", "mail"}
    assert set(past.run["services"]) == {"requests-api", "catalog-api", "notifier"}
    assert set(past.run["tokens"]) == TOKENS
    assert set(past.run["mail"]) == {"smtp", "messages"}
    assert past.modes == {".gongkai": 0o700, "run.json": 0o600}
    assert set(past.parts) == PARTS

    assert past.code == 0, past.output
    assert past.seconds < 20
    assert not (past.folder / "run.json").exists()
    gone(past.parts.values())


def test_no_file_of_the_state_is_open_to_others(serving):
    opened = [path for path in serving.folder.rglob("*") if path.lstat().st_mode & 0o077]
    assert not [path for path in opened if "postgresql/data" not in str(path)]


def test_a_second_start_keeps_data_secrets_and_addresses(launch, past, used):
    second = launch(used)
    after = second.wait_serving()

    assert "step 1 was shown" in past.output
    assert "step 1 was shown" not in second.interrupt()[1]
    assert (second.folder / "secrets.json").read_text("utf-8") == past.secrets
    assert "starts: 2" in (second.folder / "logs" / "requests-migrations.log").read_text("utf-8")
    assert after["gateway"] == past.run["gateway"]
    assert after["tokens"] != past.run["tokens"]


def test_a_second_run_in_the_same_checkout_is_refused_and_disturbs_nothing(serving, launch):
    found = serving.run_file.read_text("utf-8")

    code, output = launch(serving.folder).finish()

    assert code == 1
    assert f"process {serving.process.pid} runs the platform" in output
    assert serving.run_file.read_text("utf-8") == found
    assert all(child.is_running() for child in serving.children().values())


def test_a_second_checkout_runs_beside_the_first(serving, launch, folder):
    second = launch(folder / "b").wait_serving()

    assert second["gateway"] != serving.wait_serving()["gateway"]
    assert all(child.is_running() for child in serving.children().values())


def test_after_a_kill_of_the_launcher_its_children_end_and_the_next_start_serves(launch, used):
    launcher = launch(used)
    launcher.wait_serving()
    children = launcher.children()
    stale = launcher.run_file.stat().st_mtime_ns

    launcher.process.kill()
    launcher.finish()
    again = launch(used)
    until(lambda: not again.run_file.exists() or again.run_file.stat().st_mtime_ns != stale)
    again.wait_serving()

    gone(children.values())
    assert set(again.children()) == PARTS


@pytest.mark.parametrize("part", ["catalog-worker", "postgresql"])
def test_a_crashed_part_is_named_with_its_log_and_the_rest_stopped(launch, used, part):
    launcher = launch(used)
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


def test_data_of_newer_code_are_named_with_what_to_do(launch, used):
    launcher = launch(used, GONGKAI_STUB_DATA_ARE_NEWER="1")
    code, output = launcher.finish()
    assert code == 1
    assert "finds data of newer code: go back to that, or make clean" in output


def test_a_told_port_is_taken_or_refused_with_its_variable(launch, used):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        code, output = launch(used, GONGKAI_RUN_GATEWAY_PORT=port).finish()

    assert code == 1
    assert "set GONGKAI_RUN_GATEWAY_PORT to another" in output
    told = launch(used, GONGKAI_RUN_GATEWAY_PORT=port).wait_serving()
    assert told["gateway"] == f"http://127.0.0.1:{port}"


def test_an_interrupt_while_starting_leaves_nothing_behind(launch, folder):
    launcher = launch(folder / ".gongkai")
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


def test_what_is_printed_fits_a_screen_and_shows_no_token(past):
    output = past.output

    assert not [token for token in past.run["tokens"].values() if token in output]
    assert "GONGKAI_SMTP_HOST is not taken: the mail sink" in output
    table = output[output.index("─") : output.index("  Stopping")].splitlines()
    assert len(table) <= 24
    typed = [line.replace(str(past.folder.parent), "") for line in table]
    assert max(sum(1 + (east_asian_width(c) in "WF") for c in line) for line in typed) <= 80
    for role in TOKENS:
        assert any(line.startswith(f"  {role} ") for line in table)


def test_a_shell_reads_the_gateway_and_the_tokens(serving):
    script = '. "$1"; echo "$GATEWAY $CLERK $ORGAN"'
    shell = ["sh", "-c", script, "sh", str(serving.run_file.with_suffix(".env"))]
    found = subprocess.run(shell, capture_output=True, text=True, check=True).stdout.split()
    run = serving.wait_serving()
    assert found == [run["gateway"], run["tokens"]["clerk"], "0190a0a0-0000-7000-8000-000000000000"]
    assert mode(serving.run_file.with_suffix(".env")) == 0o600


def beside(folder, *arguments):
    """`python -m deploy.local env …` beside a running platform."""
    command = [sys.executable, str(LAUNCHER), str(folder), "env", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_command_beside_it_gets_the_variables_of_a_service(serving):
    read = ("python", "-c", "import os; print(os.environ['GONGKAI_NOTIFIER_DATABASE_URL'])")
    ran = beside(serving.folder, "notifier", *read)
    own = serving.children()["notifier"].environ()["GONGKAI_NOTIFIER_DATABASE_URL"]
    assert (ran.returncode, ran.stdout.strip()) == (0, own), ran.stderr
    assert beside(serving.folder, "notifier", "sh", "-c", "exit 7").returncode == 7
    assert beside(serving.folder, "notifier", "no-such-command").returncode == 127
    wrong = beside(serving.folder, "notifier-api")
    assert (wrong.returncode, "there are requests-api" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("options", [(), ("--migrations",)])
def test_the_variables_are_printed_for_a_shell_and_the_owners_only_when_asked_for(serving, options):
    printed = beside(serving.folder, *options, "requests-api").stdout
    assert mode(serving.folder / "variables.json") == 0o600
    shell = ["sh", "-c", f"{printed}\nenv"]
    found = subprocess.run(shell, capture_output=True, text=True, check=True, env={}).stdout
    told = dict(line.split("=", 1) for line in found.splitlines() if line.startswith("GONGKAI_"))
    running = serving.children()["requests-api"].environ()
    assert {name: running[name] for name in running if name.startswith("GONGKAI_")}.items() <= (
        told.items()
    )
    assert ("GONGKAI_REQUESTS_MIGRATION_DATABASE_URL" in told) is bool(options)


def test_without_a_running_platform_a_command_is_told_to_start_it(tmp_path):
    told = beside(tmp_path, "notifier", "true")
    assert told.returncode == 1
    assert "make run" in told.stderr


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


def test_a_terminal_that_is_gone_does_not_keep_the_launcher_from_stopping(launch, used):
    launcher = launch(used)
    launcher.wait_serving()
    parts = launcher.children().values()

    launcher.process.stdout.close()
    launcher.process.send_signal(signal.SIGHUP)
    launcher.process.wait(timeout=20)

    assert not launcher.run_file.exists()
    gone(parts)


def test_the_first_start_shows_the_tour_and_ends_when_it_does_not_hold(launch, folder):
    launcher = launch(folder / ".gongkai", STUB_TOUR_VERDICT="1")
    code, output = launcher.finish()

    assert code == 1
    assert "step 1 was shown" in output
    assert "The tour did not hold" in output
    assert not launcher.run_file.exists()
    assert "step 1 was shown" in launch(folder / ".gongkai", STUB_TOUR_VERDICT="1").finish()[1]
