"""Which day counts as that of receipt, by channel and text."""

from datetime import date

import pytest

from requests_api.clock import (
    HOUSE_CONFIRM,
    Channel,
    State,
    explain,
    legal_receipt,
)
from tests.unit.requests_api.clock.stories import CALENDAR, clock, day, event, rules


@pytest.mark.parametrize("channel", [Channel.IN_PERSON, Channel.REGISTERED_POST, Channel.ORAL])
def test_arrival_is_receipt_even_on_a_rest_day(channel):
    sunday = date(2025, 3, 2)
    assert legal_receipt(sunday, channel, None, CALENDAR) == sunday
    assert clock(received_on=sunday, channel=channel).due_on == day(3, 28)


@pytest.mark.parametrize(
    "channel", [Channel.ORDINARY_POST, Channel.ONLINE, Channel.FAX, Channel.EMAIL]
)
def test_the_other_channels_wait_for_confirmation(channel):
    waiting = clock(channel=channel, as_of=day(3, 4))
    assert (waiting.state, waiting.due_on, waiting.received_on) == (State.NOT_STARTED, None, None)
    assert rules(waiting) == [(HOUSE_CONFIRM, day(3, 4))]
    assert explain(waiting, CALENDAR) == []
    confirmed = clock(channel=channel, confirmed_on=day(3, 5), as_of=day(3, 6))
    assert (confirmed.state, confirmed.received_on) == (State.RUNNING, day(3, 5))
    assert confirmed.due_on == CALENDAR.nth_working_day_after(day(3, 5), 20)


def test_a_confirmation_after_as_of_is_not_known_yet():
    evaluation = clock(channel=Channel.ONLINE, confirmed_on=day(3, 5), as_of=day(3, 4))
    assert evaluation.state is State.NOT_STARTED


@pytest.mark.parametrize("channel", [Channel.ONLINE, Channel.EMAIL])
def test_under_the_text_of_2007_mail_on_a_rest_day_is_received_on_the_next_working_day(channel):
    saturday = date(2018, 3, 3)
    assert legal_receipt(saturday, channel, None, CALENDAR) == date(2018, 3, 5)
    assert legal_receipt(date(2018, 3, 6), channel, None, CALENDAR) == date(2018, 3, 6)


@pytest.mark.parametrize("channel", [Channel.ORDINARY_POST, Channel.FAX])
def test_under_the_text_of_2007_post_and_fax_are_confirmed(channel):
    assert legal_receipt(date(2018, 3, 6), channel, None, CALENDAR) is None
    assert legal_receipt(date(2018, 3, 6), channel, date(2018, 3, 7), CALENDAR) == date(2018, 3, 7)


@pytest.mark.parametrize(
    ("arrival", "channel", "confirmed", "rule_set"),
    [
        (date(2019, 5, 14), Channel.IN_PERSON, None, "regulation-2007"),
        (date(2019, 5, 15), Channel.IN_PERSON, None, "regulation-2019"),
        (date(2019, 5, 14), Channel.EMAIL, None, "regulation-2007"),
        (date(2019, 5, 14), Channel.FAX, date(2019, 5, 15), "regulation-2019"),
        (date(2019, 5, 13), Channel.FAX, date(2019, 5, 14), "regulation-2007"),
        (date(2019, 5, 14), Channel.FAX, None, "regulation-2007"),
        (date(2019, 5, 15), Channel.FAX, None, "regulation-2019"),
    ],
)
def test_the_text_is_chosen_by_the_first_legal_receipt(arrival, channel, confirmed, rule_set):
    evaluation = clock(
        received_on=arrival, channel=channel, confirmed_on=confirmed, as_of=date(2019, 8, 1)
    )
    assert evaluation.rule_set == rule_set


def test_a_withdrawal_ends_what_was_never_confirmed():
    evaluation = clock(event("withdrawn", day(3, 4)), channel=Channel.ONLINE)
    assert (evaluation.state, evaluation.deadlines) == (State.ENDED, ())


def test_other_events_before_confirmation_have_no_effect():
    early = event("extended", day(3, 4))
    evaluation = clock(early, channel=Channel.ONLINE)
    assert [(said.event, said.code) for said in evaluation.warnings] == [(early, "before_receipt")]
    assert evaluation.delayed is False
