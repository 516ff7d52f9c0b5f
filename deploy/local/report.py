"""What the launcher says on the terminal."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from deploy.local.platform import PartFailedError

_RULE = "─" * 78


def line(text: str) -> None:
    """One line of progress."""
    _show(f"  {text}", sys.stdout)


def problem(text: str) -> None:
    """What went wrong and what to do about it, on standard error."""
    _show(f"\n  {text}", sys.stderr)


def part_failed(error: PartFailedError) -> None:
    """Name the part that failed and show the end of its log."""
    problem(f"{error}. The last lines of {error.log}:")
    _show(f"{_RULE}\n{error.tail or '(the log is empty)'}\n{_RULE}", sys.stderr)
    _show("  The other parts are stopped now. Next: mend it, then make run.", sys.stderr)


def _show(text: str, file: TextIO) -> None:
    """Print; a terminal that was closed keeps nobody from an orderly stop."""
    with suppress(OSError):
        print(text, file=file, flush=True)


def table(content: dict[str, Any], path: Path) -> None:
    """Addresses, tokens and what to try, once everything is ready."""
    gateway, mail = content["gateway"], content["mail"]
    rows = [
        ("Gateway", gateway),
        ("Documentation", f"{gateway}/docs"),
        *content["services"].items(),
        ("Captured mails", mail["messages"]),
        ("SMTP", mail["smtp"]),
    ]
    print(f"\n{_RULE}\n  Gongkai is ready\n{_RULE}")
    for name, address in rows:
        print(f"  {name:<16}{address}")
    print(f"\n  Tokens of twelve hours, renewed in {path.name} (role: token)")
    for role, token in content["tokens"].items():
        print(f"  {role:<16}{token}")
    print("\n  Try next")
    show = f'python3 -c \'import json; print(json.load(open("{path}"))["tokens"]["clerk"])\''
    print(f"    TOKEN=$({show})")
    print(f'    curl -H "Authorization: Bearer $TOKEN" {gateway}/requests/v1/me')
    print(f'    curl -H "Authorization: Bearer $TOKEN" {gateway}/requests/v1/cases')
    print(f"    curl {mail['messages']}")
    print(f"\n  Ctrl-C stops everything and keeps the data.\n{_RULE}", flush=True)


class Follower:
    """Shows what a growing log has got since the last look."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._position = log.stat().st_size if log.exists() else 0

    def show(self) -> None:
        """Print what is new."""
        with self._log.open("rb") as file:
            file.seek(self._position)
            new = file.read()
        self._position += len(new)
        sys.stdout.write(new.decode("utf-8", errors="replace"))
        sys.stdout.flush()
