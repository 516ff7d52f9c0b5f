"""`python -m deploy.local run | tour [--at TIME …] | env PART [COMMAND] | clean`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from deploy.local import runner
from deploy.local.claim import FOLDER
from deploy.local.parts import SERVICES, Service
from deploy.local.state import State
from deploy.local.variables import service_named, show_or_run
from gongkai.calendar.coverage import LAST_YEAR

_YEARS = range(2009, LAST_YEAR - 1)
"""Years in which the tour can take place: after the first full one of the Regulation, and with room
for periods before the calendar's table ends.
"""


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Do what the arguments (or the command line) say; the exit code says whether it held.

    `folder` is where the platform lies whose variables are asked for.
    """
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="start everything and keep serving")
    walk = commands.add_parser("tour", help="walk through the tour on data of its own")
    walk.add_argument(
        "--at",
        type=_instant,
        nargs="+",
        default=[],
        help="the platform's time, as 2027-01-02T23:00+08:00; of several, one after the other",
    )
    _variables_of(commands.add_parser("env", help="variables of a service of the running platform"))
    commands.add_parser("clean", help="remove all data of this checkout")
    chosen = parser.parse_args(arguments)
    if chosen.command == "run":
        return runner.run()
    if chosen.command == "tour":
        return runner.tour(chosen.at)
    if chosen.command == "env":
        return show_or_run(
            State(folder), chosen.part, chosen.run, migrations=chosen.with_migrations
        )
    return runner.clean()


def _variables_of(parser: argparse.ArgumentParser) -> None:
    """The arguments of `env`, which is used as env(1) is."""
    parser.description = "Print a service's variables, or run a command with them."
    parser.add_argument(
        "--migrations",
        action="store_true",
        dest="with_migrations",
        help="also the database as its owner",
    )
    names = ", ".join(service.name for service in SERVICES)
    parser.add_argument("part", type=_part, metavar="PART", help=names)
    parser.add_argument(
        "run", nargs=argparse.REMAINDER, metavar="COMMAND", help="with its arguments"
    )


def _part(text: str) -> Service:
    try:
        return service_named(text)
    except KeyError:
        names = ", ".join(service.name for service in SERVICES)
        raise argparse.ArgumentTypeError(f"{text!r} is no service; there are {names}") from None


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time with its offset; write it as in 2027-01-02T23:00+08:00"
        )
    if found.year not in _YEARS:
        raise argparse.ArgumentTypeError(
            f"the law and the calendar reach from {_YEARS[0]} to {_YEARS[-1]}, not to {found.year}"
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
