"""Commands of requests-api: `python -m requests_api.cli dead-letters|recomputations
list|redrive|discard`, `file-scans`, `file-removals`, `jobs`, `enclosure-screenings` and
`publication-proposals` likewise, and `… feed reread [--type TYPE]`.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.feed import cli as feeds
from gongkai.files.work import REMOVALS, SCANS
from gongkai.jobs import JOBS
from gongkai.work import WorkTable
from gongkai.work import cli as work
from requests_api.enclosures.models import SCREENINGS
from requests_api.feeds import subscriptions
from requests_api.process import office_of, open_requests
from requests_api.publications.models import PROPOSALS
from requests_api.recomputations.models import PREVIEWS, RECOMPUTATIONS

_TABLES: Mapping[str, WorkTable[Any]] = {
    table.name: table
    for table in (RECOMPUTATIONS, PREVIEWS, SCANS, REMOVALS, JOBS, SCREENINGS, PROPOSALS)
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; 0 done, 1 not, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m requests_api.cli", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    feeds.configure(commands)
    work.configure(commands, RECOMPUTATIONS, "cases whose dates could not be computed again")
    work.configure(commands, PREVIEWS, "previews of a holiday notice that could not be computed")
    work.configure(commands, SCANS, "files that the virus scanner could not look at")
    work.configure(commands, REMOVALS, "files that could not be removed from their store")
    work.configure(commands, JOBS, "jobs of callers that failed")
    work.configure(commands, SCREENINGS, "enclosures that could not be looked through")
    work.configure(commands, PROPOSALS, "proposals to publish that nobody took")
    return feeds.execute(_run(parser.parse_args(arguments)))


async def _run(arguments: argparse.Namespace) -> None:
    async with open_requests("command") as process:
        table = _TABLES.get(arguments.command)
        if table is not None:
            await work.run(arguments, process.database, process.clock, table)
        else:
            known = subscriptions(office_of(process))
            await feeds.run(arguments, process.database, process.clock, known)


if __name__ == "__main__":
    sys.exit(main())
