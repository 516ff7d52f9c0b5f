"""The command line: tokens of the local key and offline verification of a chain."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from gongkai.auth.jwks import FileJwks
from gongkai.auth.local import LOCAL_AUDIENCE, LOCAL_ISSUER
from gongkai.auth.principal import ROLE_PERMISSIONS
from gongkai.auth.tokens import IssuerConfig, TokenVerifier
from gongkai.cli import COMMANDS, main
from gongkai.crypto.chain import next_event
from gongkai.crypto.chain_export import export_chain
from gongkai.time import PlatformClock

ORGAN = UUID("0192f0c4-7d2e-7a00-8000-000000000001")


@pytest.fixture
def identity(tmp_path, monkeypatch) -> Path:
    for name in ("GONGKAI_ENVIRONMENT", "GONGKAI_CLOCK_OFFSET_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GONGKAI_LOCAL_IDENTITY", str(tmp_path / "identity"))
    return tmp_path / "identity"


async def verified(identity, token):
    config = IssuerConfig(
        issuer=LOCAL_ISSUER,
        audience=LOCAL_AUDIENCE,
        algorithm="ES256",
        jwks=FileJwks(identity / "jwks.json"),
    )
    return await TokenVerifier([config], PlatformClock()).verify(token.strip())


async def test_a_printed_token_is_accepted(identity, capsys):
    assert main(["token", "clerk", "--organ", str(ORGAN), "--subject", "li"]) == 0
    first = capsys.readouterr()
    assert "A key was made in" in first.err
    principal = await verified(identity, first.out)
    assert (principal.subject, principal.organ_id, principal.name) == ("li", ORGAN, "经办人")
    assert main(["token", "clerk"]) == 0
    assert capsys.readouterr().err == ""


async def test_a_machine_gets_the_scopes_that_are_named(identity, capsys):
    scopes = ["--scope", "cases:write", "--scope", "cases:read,organs:read"]
    assert main(["token", "integrator", "--client", "oa", *scopes, "--organ", str(ORGAN)]) == 0
    principal = await verified(identity, capsys.readouterr().out)
    assert (principal.subject, principal.is_machine) == ("oa", True)
    assert principal.scopes == {"cases:write", "cases:read", "organs:read"}

    assert main(["token", "--role", "integrator"]) == 0
    principal = await verified(identity, capsys.readouterr().out)
    assert (principal.subject, principal.scopes) == ("integrator", ROLE_PERMISSIONS["integrator"])


def test_production_gets_a_sentence_and_no_token(identity, capsys, monkeypatch):
    monkeypatch.setenv("GONGKAI_ENVIRONMENT", "production")
    assert main(["token", "clerk"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "No token: local keys are refused in production.\n"
    assert not identity.exists()


def test_a_setting_without_sense_is_named(identity, capsys, monkeypatch):
    monkeypatch.setenv("GONGKAI_ENVIRONMENT", "staging")
    assert main(["token", "clerk"]) == 1
    assert capsys.readouterr().err == "No token: GONGKAI_ENVIRONMENT has no valid value.\n"


def test_a_folder_that_cannot_be_used_gets_a_sentence(identity, capsys):
    identity.write_text("a file stands here")
    assert main(["token", "clerk"]) == 1
    assert "cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["unknown"],
        ["token"],
        ["token", "emperor"],
        ["token", "clerk", "--organ", "x"],
        ["token", "clerk", "--hours", "25"],
        ["token", "clerk", "--hours", "nan"],
        ["token", "clerk", "--role", "clerk"],
        ["token", "clerk", "--scope", "cases:write"],
        ["token", "clerk", "--client", "oa"],
        ["token", "integrator", "--scope", "cases:burn"],
        ["token", "integrator", "--subject", "li"],
        ["verify-chain"],
    ],
)
def test_wrong_usage_is_explained(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: gongkai")


@pytest.fixture
def exported(tmp_path) -> Path:
    first = next_event(
        None,
        aggregate_id=ORGAN,
        type="case.received",
        v=1,
        occurred_on=date(2026, 3, 2),
        recorded_at=datetime(2026, 3, 2, 4, tzinfo=UTC),
        actor="li",
        data={"channel": "online"},
    )
    file = tmp_path / "chain.json"
    file.write_bytes(export_chain(ORGAN, [first]))
    return file


def test_an_intact_chain_is_confirmed(exported, capsys):
    assert main(["verify-chain", str(exported)]) == 0
    assert capsys.readouterr().out.startswith("The chain holds: 1 events, head sha256:")


def test_a_chain_with_one_changed_byte_is_broken_at_a_named_event(exported, capsys):
    exported.write_bytes(exported.read_bytes().replace(b"online", b"onlinf"))
    assert main(["verify-chain", str(exported)]) == 1
    assert capsys.readouterr().err == (
        "The chain is broken at event 1: its content, or the hash it carries, was changed.\n"
    )


@pytest.mark.parametrize("content", [b"", b"{}", None])
def test_a_file_that_is_no_chain_gets_a_sentence(tmp_path, content, capsys):
    file = tmp_path / "other.json"
    if content is not None:
        file.write_bytes(content)
    assert main(["verify-chain", str(file)]) == 1
    assert capsys.readouterr().err.endswith(".\n")


def test_every_command_has_a_line_of_help(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    printed = " ".join(capsys.readouterr().out.split())
    for command in COMMANDS:
        assert command.name in printed
        assert command.help in printed
