"""What the launcher says on the terminal."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from deploy.local.demo import PEOPLE
from deploy.local.parts import ROOT
from deploy.local.platform import PartFailedError
from deploy.local.state import State
from deploy.local.words import Language, Say, Words

_RULE = "─" * 78


def line(text: str) -> None:
    """One line of progress."""
    _show(f"  {text}", sys.stdout)


def teller(language: Language) -> Say:
    """Tells lines of progress in a language."""

    def tell(words: Words, /, **facts: object) -> None:
        line(words.said(language, **facts))

    return tell


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


def table(content: dict[str, Any], state: State) -> None:
    """Addresses, who may do what, and what to try, on one screen, once everything is ready."""
    gateway, services = content["gateway"], content["services"]
    shell = _shown(state.run_file.with_suffix(".env"))
    lines = [
        _RULE,
        f"  Gongkai is ready 公开已就绪   {gateway}/",
        "  Parts, documents, example calls: open it 各部分、文档、调用示例：请打开",
        *(f"  {name:<14}{address}" for name, address in services.items()),
        f"  {'mails 邮件':<12}{content['mail']['messages']}",
        _RULE,
        *(f"  {each.subject:<14}{each.may}" for each in PEOPLE),
        _RULE,
        f"  . {shell}     # $GATEWAY, $ORGAN, tokens: $CLERK, $HEAD, …",
        '  curl "$GATEWAY/requests/v1/worklist" -H "Authorization: Bearer $CLERK"',
        "  .venv/bin/gongkai token admin               # other tokens 其他令牌 (--help)",
        "  .venv/bin/python -m deploy.local env notifier python -m notifier.cli --help",
        "  Ctrl-C stops everything and keeps the data. 按 Ctrl-C 停止，数据保留。",
    ]
    print("\n".join(lines), flush=True)


def _shown(path: Path) -> str:
    """A path as it is typed in the checkout."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


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
