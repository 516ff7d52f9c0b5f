"""Walk through the tour against a running platform: ``python -m deploy.local.tour RUN_FILE``."""

import sys
from collections.abc import Callable

from deploy.local.tour import cases, records, words
from deploy.local.tour.clock import show_clock
from deploy.local.tour.guide import Guide, StepFailed, guided
from deploy.local.tour.lists import show_lists
from deploy.local.tour.long_case import LongCase


def walk(guide: Guide) -> None:
    """All ten steps in order; raises StepFailed at the first that does not hold."""
    organ = guide.get("/requests/v1/me", role="clerk")["organ_id"]
    before = records.table_three(guide, organ)
    guide.title(1, words.LISTS)
    show_lists(guide)
    guide.title(2, words.CLOCK)
    show_clock(guide)
    guide.title(3, words.APPLY)
    receipt = cases.file_application(guide, organ)
    guide.title(4, words.REGISTER)
    first = cases.confirm_and_register(guide, receipt)
    guide.title(5, words.REMIND)
    deadline = cases.reminders_follow(guide, first)
    guide.title(6, words.CONSULT)
    second = cases.key_in_with_consultation(guide, organ)
    guide.title(7, words.REPLY)
    cases.answer(guide, receipt, first, deadline)
    guide.title(8, words.LONG)
    third = LongCase(guide, organ).walk()
    guide.title(9, words.VERIFY)
    records.verify_chains(guide, (first, second, third))
    guide.title(10, words.TABLE, year=guide.today.year)
    records.compare_tables(guide, before, records.table_three(guide, organ))


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
        guide.tell(words.AGAIN, today=guide.today)
        steps(guide)


if __name__ == "__main__":
    sys.exit(guided(lambda guide: within_one_day(guide, walk)))
