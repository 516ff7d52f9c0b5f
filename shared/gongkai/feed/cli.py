"""Feeds by command, the same for every service that reads some.

A service's own `cli.py` adds these to its parser: `… dead-letters list | redrive ID | discard ID`
and `… feed reread [--type TYPE]`.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import UUID

from gongkai.db import Database
from gongkai.errors import Problem
from gongkai.feed import dead_letters
from gongkai.feed.incoming import Subscription
from gongkai.feed.rereading import read_again
from gongkai.http.operational import is_operational
from gongkai.time import PlatformClock

_LETTERS, _FEED = "dead-letters", "feed"
COMMANDS = (_LETTERS, _FEED)
"""The commands that `run` does."""

_NO_DATABASE = (
    "The database does not answer. Look at PostgreSQL and GONGKAI_…_DATABASE_URL, then repeat."
)


def execute(work: Coroutine[Any, Any, None]) -> int:
    """Do a command's work; gives the exit code: 0 done, 1 not, with a sentence that says why."""
    try:
        asyncio.run(work)
    except Problem as problem:
        told = str(problem)
    except Exception as error:  # drivers and sockets have their own; a defect goes on
        if not is_operational(error):
            raise
        told = _NO_DATABASE
    else:
        return 0
    print(told, file=sys.stderr)  # noqa: T201 - a command's answer
    return 1


def configure(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands with their actions to a service's parser."""
    letters = commands.add_parser(
        _LETTERS, help="events of other services that could not be applied"
    )
    add_decisions(letters)
    feed = commands.add_parser(_FEED, help="the feeds of other services")
    reread = feed.add_subparsers(dest="action", required=True).add_parser(
        "reread", help="have the worker read them again from the start"
    )
    reread.add_argument("--type", help="for one type of event; all unless given")


def add_decisions(command: argparse.ArgumentParser) -> None:
    """The three things that can be done with what was given up."""
    actions = command.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="show what waits, as JSON lines")
    for name, help_text in (
        ("redrive", "try it again"),
        ("discard", "decide that it has no effect"),
    ):
        action = actions.add_parser(name, help=help_text)
        action.add_argument("id", type=UUID)


async def run(
    arguments: argparse.Namespace,
    database: Database,
    clock: PlatformClock,
    subscriptions: Sequence[Subscription],
) -> None:
    """Do what the arguments say, and print what was done as a line of JSON.

    Raises DeadLetterNotFound, DeadLetterOutdated, DeadLetterFailedAgain, EventTypeNotHandled.
    """
    if arguments.command == _FEED:
        await _read_again(arguments.type, database, subscriptions)
        return
    if arguments.action == "list":
        async with database.read_session() as session:
            for letter in await dead_letters.waiting(session):
                print_line(
                    id=letter.id,
                    producer=letter.producer,
                    type=letter.type,
                    status=letter.status,
                    attempts=letter.attempts,
                    error=letter.error,
                    failed_at=letter.failed_at,
                )
        return
    if arguments.action == "discard":
        async with database.unit_of_work() as session:
            await dead_letters.discard(session, arguments.id, clock.now())
        print_line(id=arguments.id, outcome="discarded")
        return
    try:
        async with database.unit_of_work() as session:
            await dead_letters.redrive(session, arguments.id, subscriptions, clock.now())
    except (dead_letters.DeadLetterNotFound, dead_letters.DeadLetterOutdated):
        raise
    except Exception as error:  # a handler may fail in any way; the letter stays dead
        if is_operational(error):
            raise
        name = type(error).__name__
        raise dead_letters.DeadLetterFailedAgain(
            detail_en=f"{dead_letters.DeadLetterFailedAgain.title_en} ({name})"
        ) from None
    print_line(id=arguments.id, outcome="applied")


async def _read_again(
    only: str | None, database: Database, subscriptions: Sequence[Subscription]
) -> None:
    async with database.unit_of_work() as session:
        wanted = await read_again(session, subscriptions, only)
    for producer, types in wanted.items():
        print_line(producer=producer, reread=types)


def print_line(**members: object) -> None:
    """One thing as a line of JSON, for people and for `jq`."""
    print(json.dumps(members, ensure_ascii=False, default=str))  # noqa: T201 - a command's answer
