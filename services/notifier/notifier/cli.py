"""Commands of notifier: `python -m notifier.cli dead-letters|deliveries list|redrive|discard` and
`… feed reread [--type TYPE]`.

Exit code 0: done; 1: not done, with a sentence that says why; 2: wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence

from gongkai.feed import cli as feeds
from gongkai.work import cli as work
from notifier.deliveries.models import DELIVERIES
from notifier.feeds import DeadlineFeed
from notifier.policies.reading import BasisSource
from notifier.process import opened
from notifier.settings import get_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments (or the command line) name; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m notifier.cli", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    feeds.configure(commands)
    work.configure(commands, DELIVERIES, "messages that could not be delivered")
    return feeds.execute(_run(parser.parse_args(arguments)))


async def _run(arguments: argparse.Namespace) -> None:
    async with opened(get_settings(), role="cli") as process:
        if arguments.command in feeds.COMMANDS:
            feed = DeadlineFeed(process.clock, BasisSource())
            subscriptions = (feed.catalog(), feed.requests())
            await feeds.run(arguments, process.database, process.clock, subscriptions)
        else:
            await work.run(arguments, process.database, process.clock, DELIVERIES)


if __name__ == "__main__":
    sys.exit(main())
