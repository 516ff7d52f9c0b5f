"""Commands of notifier: `python -m notifier.cli dead-letters|deliveries list|redrive|discard`.

Exit code 0: done; 1: not done, with a sentence that says why; 2: wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence

from gongkai.feed import cli as dead_letters
from gongkai.process import Process
from notifier.deliveries.service import DeliveryService
from notifier.feeds import DeadlineFeed
from notifier.policies.basis import BasisSource
from notifier.process import opened
from notifier.settings import NotifierSettings, get_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments (or the command line) name; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m notifier.cli", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    dead_letters.configure(commands)
    dead_letters.add_decisions(
        commands.add_parser("deliveries", help="messages that could not be delivered")
    )
    return dead_letters.execute(_run(parser.parse_args(arguments)))


async def _run(arguments: argparse.Namespace) -> None:
    async with opened(get_settings(), role="cli") as process:
        if arguments.command == dead_letters.NAME:
            feed = DeadlineFeed(process.clock, BasisSource())
            subscriptions = (feed.catalog(), feed.requests())
            await dead_letters.run(arguments, process.database, process.clock, subscriptions)
        else:
            await _deliveries(arguments, process)


async def _deliveries(arguments: argparse.Namespace, process: Process[NotifierSettings]) -> None:
    async with process.database.unit_of_work() as session:
        service = DeliveryService(session, process.clock)
        if arguments.action == "redrive":
            await service.redrive(arguments.id)
        elif arguments.action == "discard":
            await service.discard(arguments.id)
        else:
            for delivery in await service.dead():
                dead_letters.print_line(
                    id=delivery.id,
                    notification_id=delivery.notification_id,
                    channel=delivery.channel,
                    attempts=delivery.attempts,
                    last_error=delivery.last_error,
                    closed_at=delivery.closed_at,
                )


if __name__ == "__main__":
    sys.exit(main())
