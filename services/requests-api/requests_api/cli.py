"""Commands of requests-api: `python -m requests_api.cli dead-letters list|redrive|discard`."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from gongkai.errors import Problem
from gongkai.feed import cli as dead_letters
from requests_api.feeds import SUBSCRIPTIONS
from requests_api.process import open_requests


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; 0 done, 1 refused with a sentence, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m requests_api.cli", description=__doc__)
    dead_letters.configure(parser.add_subparsers(dest="command", required=True))
    try:
        asyncio.run(_run(parser.parse_args(arguments)))
    except Problem as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - a command's answer
        return 1
    return 0


async def _run(arguments: argparse.Namespace) -> None:
    async with open_requests("command") as process:
        await dead_letters.run(arguments, process.database, process.clock, SUBSCRIPTIONS)


if __name__ == "__main__":
    sys.exit(main())
