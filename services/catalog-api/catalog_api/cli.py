"""Commands of catalog-api: `python -m catalog_api.cli load-shipped-lists`, `… dead-letters
list|redrive|discard`, `file-scans`, `file-removals` likewise and `… feed reread [--type TYPE]`.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from catalog_api.data import ShippedSource, shipped_sources
from catalog_api.data.shipped_kinds import shipped_kinds
from catalog_api.feeds import SUBSCRIPTIONS
from catalog_api.list_imports.schemas import ImportResult
from catalog_api.process import opened
from catalog_api.settings import CatalogSettings, get_settings
from catalog_api.shipping import (
    ShippedDataRefused,
    annexes_first,
    load_kinds,
    load_list,
    load_organs,
)
from gongkai.cli import complain, say
from gongkai.contracts import Service
from gongkai.feed import cli as feeds
from gongkai.files.work import REMOVALS, SCANS
from gongkai.observability.logging import configure_logging
from gongkai.process import Process
from gongkai.work import WorkTable
from gongkai.work import cli as work

_TABLES: Mapping[str, WorkTable[Any]] = {table.name: table for table in (SCANS, REMOVALS)}
_NEXT = """The lists are loaded. Look at them with a token (gongkai token clerk):
  GET {url}/catalog/v1/kinds
  GET {url}/catalog/v1/task-lists
  GET {url}/catalog/v1/fields
  GET {url}/catalog/v1/unit-references?kind=unresolved
Running this command again changes nothing; it brings back rows that a correction removed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; gives the exit code (0 done, 1 refused)."""
    parser = argparse.ArgumentParser(prog="catalog_api.cli", description="Commands of catalog-api.")
    commands = parser.add_subparsers(required=True, dest="command", metavar="command")
    commands.add_parser(
        "load-shipped-lists",
        help="enter the shipped kinds of information, the two published lists and their organs",
    )
    feeds.configure(commands)
    work.configure(commands, SCANS, "files that the virus scanner could not look at")
    work.configure(commands, REMOVALS, "files that could not be removed from their store")
    parsed = parser.parse_args(arguments)
    if parsed.command in feeds.COMMANDS:
        return feeds.execute(_about_feeds(parsed))
    if parsed.command in _TABLES:
        return feeds.execute(_about_files(parsed))
    return asyncio.run(_load_shipped_lists(get_settings()))


async def _about_feeds(arguments: argparse.Namespace) -> None:
    async with opened(get_settings(), role="command") as process:
        await feeds.run(arguments, process.database, process.clock, SUBSCRIPTIONS)


async def _about_files(arguments: argparse.Namespace) -> None:
    async with opened(get_settings(), role="command") as process:
        table = _TABLES[arguments.command]
        await work.run(arguments, process.database, process.clock, table)


async def _load_shipped_lists(settings: CatalogSettings) -> int:
    configure_logging(Service.CATALOG, "WARNING")
    async with opened(settings, role="cli") as process:
        await _load_kinds(process)
        try:
            for source in shipped_sources():
                await _load(process, source)
        except ShippedDataRefused as refused:
            complain(f"Refused, nothing of this document was entered: {refused}")
            return 1
    say(_NEXT.format(url=settings.catalog_url.rstrip("/")))
    return 0


async def _load_kinds(process: Process[CatalogSettings]) -> None:
    """The shipped kinds of information in one transaction."""
    async with process.database.unit_of_work() as session:
        loaded = await load_kinds(session, process.clock, process.database, shipped_kinds())
    say(
        f"kinds of information: {loaded.created} new, {loaded.updated} changed, "
        f"{loaded.unchanged} unchanged, {loaded.kept} defined otherwise here and left so"
    )


async def _load(process: Process[CatalogSettings], source: ShippedSource) -> None:
    """One document in one transaction."""
    say(f"{source.document}")
    async with process.database.unit_of_work() as session:
        organs = await load_organs(session, process.clock, process.database, source)
        say(
            f"  organs: {organs.created} new, {organs.updated} changed, "
            f"{organs.unchanged} unchanged"
        )
        for shipped in annexes_first(source):
            result = await load_list(session, process.clock, process.database, source, shipped)
            say(f"  {shipped.part} {shipped.title}: {_told(result)}")


def _told(result: ImportResult) -> str:
    counts = result.counts
    kinds = ", ".join(f"{number} {kind}" for kind, number in counts.units_by_kind.items() if number)
    lead = f", {counts.rows_without_lead} without lead" if counts.rows_without_lead else ""
    return (
        f"{result.rows_in_file} rows ({result.created} new, {result.updated} changed{lead}); "
        f"names: {kinds}"
    )


if __name__ == "__main__":
    sys.exit(main())
