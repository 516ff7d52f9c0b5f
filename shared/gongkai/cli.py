"""The command `gongkai`: one subcommand per entry of `COMMANDS`.

Each command answers with a sentence and an exit code: 0 done, 1 no, 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from gongkai.auth.local import LocalIdentityRefused, LocalIssuer
from gongkai.auth.principal import ROLE_PERMISSIONS, Permission, Role
from gongkai.crypto.chain_export import NotAChain, verify_export
from gongkai.settings import Environment
from gongkai.time import PlatformClock

MAX_HOURS = 24

_REASONS = {
    "aggregate": "it belongs to another record",
    "order": "its number does not follow: an event was removed, added or moved",
    "content": "its content has a form that no event has",
    "hash": "its content, or the hash it carries, was changed",
    "missing": "it is missing, though the document counts it",
    "extra": "the document does not count it",
    "head": "the chain ends with another event than the document says",
}


class CommandSettings(BaseSettings):
    """What a command on a developer's machine needs; only here does unset mean development."""

    model_config = SettingsConfigDict(env_prefix="GONGKAI_", extra="ignore", frozen=True)

    environment: Environment = Environment.DEVELOPMENT
    local_identity: Path = Path(".gongkai/identity")
    clock_offset_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: its one line of help, its arguments, and what it does.

    `run` prints its result and gives the exit code.
    """

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments (or the command line) name; gives the exit code."""
    parser = argparse.ArgumentParser(prog="gongkai", description="Gongkai on the command line.")
    subparsers = parser.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        subparser = subparsers.add_parser(command.name, help=command.help, description=command.help)
        command.configure(subparser)
        subparser.set_defaults(run=command.run)
    parsed = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    return run(parsed)


def say(text: str) -> None:
    """A line of result on standard output."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(f"{text}\n")


def _token_arguments(parser: argparse.ArgumentParser) -> None:
    roles = [role.value for role in Role]
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("role", choices=roles, nargs="?", metavar="ROLE", help=", ".join(roles))
    who.add_argument("--role", choices=roles, dest="named_role", help=argparse.SUPPRESS)
    parser.add_argument(
        "--organ", type=UUID, help="id of the organ that the caller belongs to (default: none)"
    )
    parser.add_argument(
        "--scope",
        type=_scopes,
        action="extend",
        metavar="SCOPE",
        help="integrator: what its client may do, as cases:write; several times or separated by"
        " commas (default: whatever the role may hold)",
    )
    parser.add_argument("--client", help="integrator: the client's id (default: the role)")
    parser.add_argument("--subject", help="who the person is (default: the role)")
    parser.add_argument("--name", help="display name (default: the role's Chinese name)")
    parser.add_argument(
        "--hours", type=_hours, default=12.0, help=f"life of the token, at most {MAX_HOURS}"
    )
    parser.set_defaults(refuse=parser.error)


def _scopes(text: str) -> list[Permission]:
    try:
        return [Permission(scope) for scope in text.replace(",", " ").split()]
    except ValueError:
        known = ", ".join(Permission)
        raise argparse.ArgumentTypeError(f"{text!r} is no scope; there are {known}") from None


def _hours(text: str) -> float:
    hours = float(text)
    if not 0 < hours <= MAX_HOURS:
        raise argparse.ArgumentTypeError(f"a token lives more than 0 and at most {MAX_HOURS} hours")
    return hours


def _print_token(arguments: argparse.Namespace) -> int:
    role = Role(arguments.role or arguments.named_role)
    is_machine = role is Role.INTEGRATOR
    if not is_machine and (arguments.scope or arguments.client):
        arguments.refuse("--scope and --client are of a machine: gongkai token integrator")
    if is_machine and (arguments.subject or arguments.name):
        arguments.refuse("a machine has neither --subject nor --name but a --client")
    issuer = _local_issuer()
    if issuer is None:
        return 1
    lifetime = timedelta(hours=arguments.hours)
    if is_machine:
        token = issuer.mint_machine(
            client_id=arguments.client or role.value,
            scopes=arguments.scope or ROLE_PERMISSIONS[role],
            organ_id=arguments.organ,
            lifetime=lifetime,
        )
    else:
        token = issuer.mint_role(
            role,
            organ_id=arguments.organ,
            subject=arguments.subject,
            name=arguments.name,
            lifetime=lifetime,
        )
    say(token)
    return 0


def _local_issuer() -> LocalIssuer | None:
    """The issuer whose key lies in the folder of the settings; None after a sentence."""
    try:
        settings = CommandSettings()
    except ValidationError as error:
        names = ", ".join(f"GONGKAI_{part['loc'][0]}".upper() for part in error.errors())
        complain(f"No token: {names} has no valid value.")
        return None
    is_new = not (settings.local_identity / "jwks.json").exists()
    try:
        issuer = LocalIssuer.open(
            settings.local_identity,
            clock=PlatformClock(timedelta(seconds=settings.clock_offset_seconds)),
            production=settings.environment is Environment.PRODUCTION,
        )
    except LocalIdentityRefused as refusal:
        complain(f"No token: {refusal}.")
        return None
    except OSError as error:
        complain(f"No token: {settings.local_identity} cannot be used ({error.strerror}).")
        return None
    if is_new:
        complain(
            f"A key was made in {settings.local_identity}: only services that read it there take"
            " this token. For those of make run, call this in their checkout."
        )
    return issuer


def _chain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an exported event chain")


def _verify_chain(arguments: argparse.Namespace) -> int:
    try:
        report = verify_export(arguments.file.read_bytes())
    except OSError as error:
        complain(f"{arguments.file} cannot be read: {error.strerror}.")
        return 1
    except NotAChain as error:
        complain(f"{arguments.file} is not an intact export of an event chain: {error}.")
        return 1
    if report.valid:
        say(f"The chain holds: {report.length} events, head {report.head}.")
        return 0
    why = _REASONS.get(report.reason or "", "it does not hold")
    complain(f"The chain is broken at event {report.first_broken}: {why}.")
    return 1


COMMANDS: tuple[Command, ...] = (
    Command(
        "token",
        "Print a bearer token of the local identity key (never in production).",
        _token_arguments,
        _print_token,
    ),
    Command(
        "verify-chain",
        "Verify an exported event chain without any server.",
        _chain_arguments,
        _verify_chain,
    ),
)


if __name__ == "__main__":
    sys.exit(main())
