"""Which late entries need a second person, and on which day they count until then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.record import Recorded
from requests_api.extensions.events import Extended
from requests_api.matters.events import ConfirmationAwaited, DateCorrected, EntryConfirmed
from requests_api.matters.file import RecordFile
from requests_api.matters.late import Timeliness, is_late_entry, marked, needs_second_person
from requests_api.withdrawals.events import Withdrawn

DUE = date(2025, 3, 31)
LATE, TIMELY = Timeliness(DUE, is_late=True), Timeliness(DUE, is_late=False)
LATER, STANDING = Timeliness(date(2025, 4, 15), is_late=False), Timeliness(None, is_late=False)
EARLIER = Timeliness(date(2025, 3, 28), is_late=True)
AFTER = date(2025, 4, 1)


@pytest.mark.parametrize(
    ("before", "stated", "entered", "today", "needed"),
    [
        (LATE, TIMELY, LATE, AFTER, True),
        (LATE, LATER, LATE, AFTER, True),
        (LATE, STANDING, LATE, AFTER, True),
        (LATE, replace(LATE, due_on=LATER.due_on), LATE, AFTER, True),
        (LATE, EARLIER, LATE, AFTER, False),
        (LATE, LATE, LATE, AFTER, False),
        (TIMELY, LATER, TIMELY, DUE, False),
        (STANDING, LATER, TIMELY, AFTER, False),
        (LATE, TIMELY, TIMELY, AFTER, False),
        (LATE, STANDING, STANDING, AFTER, False),
    ],
)
def test_a_second_person_is_needed_where_the_term_was_over_and_the_office_gains(
    before, stated, entered, today, needed
):
    assert needs_second_person(before, stated, entered, today) is needed


NOTICE_LATE = replace(TIMELY, late_acts=frozenset({3}))


@pytest.mark.parametrize(
    ("before", "stated", "entered", "needed"),
    [
        (TIMELY, TIMELY, NOTICE_LATE, True),
        (NOTICE_LATE, TIMELY, NOTICE_LATE, True),
        (STANDING, STANDING, replace(STANDING, late_acts=frozenset({3})), True),
        (TIMELY, NOTICE_LATE, NOTICE_LATE, False),
        (NOTICE_LATE, NOTICE_LATE, TIMELY, False),
        (TIMELY, TIMELY, TIMELY, False),
    ],
)
def test_an_act_is_in_time_by_its_stated_day_alone_only_with_a_second_person(
    before, stated, entered, needed
):
    """Long before the term ends, too: a notice has a term of its own (DL-03)."""
    assert needs_second_person(before, stated, entered, date(2025, 3, 14)) is needed


STANDINGS = st.builds(
    Timeliness, st.none() | st.dates(date(2025, 3, 1), date(2025, 5, 1)), st.booleans()
)


@given(STANDINGS, STANDINGS)
def test_of_two_standings_at_most_one_is_better_unless_each_is_in_its_own_way(one, other):
    assert not one.favours_over(one)
    if one.is_late is other.is_late:
        assert not (one.favours_over(other) and other.favours_over(one))


def item(seq, event, on, *, entered=AFTER, supersedes=None):
    at = datetime(entered.year, entered.month, entered.day, 3, tzinfo=UTC)
    return Recorded(seq, event, on, at, "clerk", supersedes)


def extended(seq, on):
    return item(seq, Extended(working_days=5, approved_on=on, due_on_before=None, due_on=None), on)


def test_what_awaits_counts_on_the_day_of_its_entry_until_it_is_confirmed():
    told = extended(1, DUE)
    awaited = item(2, ConfirmationAwaited(entries=(1,)), AFTER)
    waiting = RecordFile([told, awaited])
    assert (waiting.at(1).on, waiting.effective[0].on) == (DUE, AFTER)
    assert [entry["awaits_confirmation"] for entry in marked(waiting)] == [True]
    confirmed = RecordFile([told, awaited, item(3, EntryConfirmed(entry=1), AFTER)])
    assert confirmed.effective[0].on == DUE
    assert [(e["awaits_confirmation"], e["late_by_days"]) for e in marked(confirmed)] == [
        (False, 1)
    ]


def test_a_correction_that_awaits_does_not_count_at_all():
    told = extended(1, DUE)
    right = DUE - timedelta(days=1)
    correction = item(2, DateCorrected(corrects=Extended.TYPE), right, supersedes=1)
    awaited = item(3, ConfirmationAwaited(entries=(2,)), AFTER)
    waiting = RecordFile([told, correction, awaited])
    assert (waiting.at(1).on, waiting.effective[0].on) == (DUE, DUE)
    assert [entry["seq"] for entry in marked(waiting)] == [1, 2]
    confirmed = RecordFile([told, correction, awaited, item(4, EntryConfirmed(entry=2), AFTER)])
    assert (confirmed.effective[0].on, confirmed.awaiting) == (right, frozenset())


def test_a_late_entry_states_a_day_that_has_passed_or_puts_one_right():
    assert is_late_entry(extended(1, DUE), AFTER)
    assert not is_late_entry(extended(1, AFTER), AFTER)
    assert is_late_entry(item(1, DateCorrected(corrects=Withdrawn.TYPE), AFTER), AFTER)
    assert not is_late_entry(item(1, EntryConfirmed(entry=1), DUE), AFTER)
