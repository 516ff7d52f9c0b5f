"""`python -m deploy.local run | tour [--at TIME] | clean`."""

import argparse
import sys
from datetime import datetime

from deploy.local import runner
from gongkai.calendar.coverage import LAST_YEAR

_YEARS = range(2009, LAST_YEAR - 1)
"""Years in which the tour can take place: after the first full one of the Regulation, and with room
for periods before the calendar's table ends.
"""


def main() -> int:
    """Read the command line and do it; the exit code says whether it held."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="start everything and keep serving")
    walk = commands.add_parser("tour", help="walk through the tour on data of its own")
    walk.add_argument("--at", type=_instant, help="the platform's time, as 2027-01-02T23:00+08:00")
    commands.add_parser("clean", help="remove all data of this checkout")
    chosen = parser.parse_args()
    if chosen.command == "run":
        return runner.run()
    if chosen.command == "tour":
        return runner.tour(chosen.at)
    return runner.clean()


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
