"""Work that was given up, by command: the same for every table of due work.

A service's own `cli.py` adds these to its parser: `… NAME list | redrive ID | discard ID`.
"""

import argparse
from typing import Any

from gongkai.db import Database
from gongkai.errors import NotFound
from gongkai.feed.cli import add_decisions, print_line
from gongkai.time import PlatformClock
from gongkai.work.runner import WorkTable


class DeadWorkNotFound(NotFound):
    """No work of this id was given up and waits for a decision."""

    code = "dead_work_not_found"
    title_zh = "没有等待处置的任务"
    title_en = "No such dead work"


def configure(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    table: WorkTable[Any],
    help_text: str,
) -> None:
    """Add the table's command with its actions to a service's parser."""
    add_decisions(commands.add_parser(table.name, help=help_text))


async def run(
    arguments: argparse.Namespace, database: Database, clock: PlatformClock, table: WorkTable[Any]
) -> None:
    """Do what the arguments say. Raises DeadWorkNotFound."""
    async with database.unit_of_work() as session:
        due = table.due(session, clock)
        if arguments.action == "list":
            for row in await due.dead():
                print_line(
                    **{
                        column.key: getattr(row, column.key)
                        for column in table.model.__table__.columns
                        if column.key not in {"lease", "lease_until", "state"}
                    }
                )
            return
        decide = due.redrive if arguments.action == "redrive" else due.discard
        row = await decide(arguments.id)
        if row is None:
            raise DeadWorkNotFound
        told = {"id": row.id, "state": row.state}
    print_line(**told)
