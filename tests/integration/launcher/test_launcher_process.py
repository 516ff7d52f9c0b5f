"""The launcher as a person meets it: start, second start, interrupt, kill, crash."""

import json
import signal
import socket
import time
import urllib.request

import psutil
import pytest

from tests.integration.launcher.conftest import gone
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

    second = launch(tmp_path / ".gongkai")
    after = second.wait_serving()

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


def test_data_of_newer_code_are_named_with_what_to_do(launch, tmp_path):
    launcher = launch(tmp_path / ".gongkai", GONGKAI_STUB_DATA_ARE_NEWER="1")
    code, output = launcher.finish()
    assert code == 1
    assert "finds data of newer code: go back to that, or make clean" in output


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


def test_a_terminal_that_is_gone_does_not_keep_the_launcher_from_stopping(launch, tmp_path):
    launcher = launch(tmp_path / ".gongkai")
    launcher.wait_serving()
    parts = launcher.children().values()

    launcher.process.stdout.close()
    launcher.process.send_signal(signal.SIGHUP)
    launcher.process.wait(timeout=20)

    assert not launcher.run_file.exists()
    gone(parts)


def test_the_first_start_shows_the_tour_and_ends_when_it_does_not_hold(launch, tmp_path):
    launcher = launch(tmp_path / ".gongkai", STUB_TOUR_VERDICT="1")
    code, output = launcher.finish()

    assert code == 1
    assert "step 1 was shown" in output
    assert "The tour did not hold" in output
    assert not launcher.run_file.exists()
    assert "step 1 was shown" in launch(tmp_path / ".gongkai", STUB_TOUR_VERDICT="1").finish()[1]
