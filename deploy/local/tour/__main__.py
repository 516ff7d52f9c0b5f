"""Walk through the tour against a running platform: ``python -m deploy.local.tour RUN_FILE``."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx

from deploy.local.tour import cases, records
from deploy.local.tour.clock import show_clock
from deploy.local.tour.guide import Guide, StepFailed, tell, title
from deploy.local.tour.lists import show_lists
from gongkai.time import PlatformClock


def walk(guide: Guide) -> None:
    """All nine steps in order; raises StepFailed at the first that does not hold."""
    organ = guide.get("/requests/v1/me", role="clerk")["organ_id"]
    before = records.table_three(guide, organ)
    title(1, "Two published lists, read by catalog-api")
    show_lists(guide)
    title(2, "The clock across National Day 2025")
    show_clock(guide)
    title(3, "A citizen applies online")
    receipt = cases.file_application(guide, organ)
    title(4, "A clerk confirms receipt and registers the application")
    first = cases.confirm_and_register(guide, receipt)
    title(5, "The notifier reminds")
    deadline = cases.reminders_follow(guide, first)
    title(6, "A second application with a third party consulted")
    second = cases.key_in_with_consultation(guide, organ)
    title(7, "The reply, by two people")
    cases.answer(guide, receipt, first, deadline)
    title(8, "The records verify")
    records.verify_chains(guide, (first, second))
    title(9, f"Table three of {guide.today.year}")
    records.compare_tables(before, records.table_three(guide, organ))


def within_one_day(guide: Guide, steps: Callable[[Guide], None]) -> None:
    """Walk; once more where it failed and midnight passed meanwhile.

    What is due is counted from today, so a walk that begins on one day and ends on the next holds
    nothing against the platform. Raises StepFailed.
    """
    began = guide.today
    try:
        steps(guide)
    except StepFailed:
        if guide.today == began:
            raise
        tell(f"midnight has passed meanwhile: all steps once more, on {guide.today}")
        steps(guide)


def main() -> int:
    """0 only when each step held; 1 with the step's expectation otherwise."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.tour", description=__doc__)
    parser.add_argument("run_file", type=Path, help="run.json of a running platform")
    parser.add_argument("--clock-offset-seconds", type=int, default=0)
    arguments = parser.parse_args()
    clock = PlatformClock(timedelta(seconds=arguments.clock_offset_seconds))
    try:
        within_one_day(Guide(json.loads(arguments.run_file.read_text()), clock), walk)
    except StepFailed as failure:
        sys.stdout.write(f"\n     This step did not hold: {failure}\n")
        return 1
    except httpx.HTTPError as error:
        sys.stdout.write(f"\n     The platform did not answer: {type(error).__name__} {error}\n")
        return 1
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
