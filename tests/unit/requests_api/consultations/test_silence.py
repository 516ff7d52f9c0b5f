"""What it means that a consulted party says nothing (条例32, 34)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.calendar import base_calendar
from requests_api.clock.facts import Party
from requests_api.consultations.kinds import Silence
from requests_api.consultations.silence import silence_of

CALENDAR = base_calendar()
SENT = date(2025, 3, 4)
LAST = CALENDAR.nth_working_day_after(SENT, 15)


def silence(party, *, co_author=False, delivered_on=SENT, today=None, received_on=date(2025, 3, 3)):
    return silence_of(
        party=party,
        is_co_author=co_author,
        sent_on=SENT,
        delivered_on=delivered_on,
        received_on=received_on,
        today=today or LAST + timedelta(days=1),
        calendar=CALENDAR,
    )


def test_silence_is_consent_of_a_co_author_organ_whose_letter_arrived():
    assert silence(Party.ORGAN, co_author=True) is Silence.CONSENT
    assert silence(Party.ORGAN) is Silence.OFFICE_DECIDES
    assert silence(Party.ORGAN, co_author=True, delivered_on=None) is Silence.OFFICE_DECIDES


@pytest.mark.parametrize("co_author", [True, False])
def test_a_third_party_never_consents_by_silence(co_author):
    assert silence(Party.THIRD_PARTY, co_author=co_author) is Silence.OFFICE_DECIDES


def test_on_the_last_day_an_answer_may_still_come():
    assert silence(Party.ORGAN, co_author=True, today=LAST) is None
    late = CALENDAR.nth_working_day_after(SENT, 3)
    assert silence(Party.ORGAN, co_author=True, delivered_on=late) is None


def test_the_text_of_2007_sets_no_period_after_which_somebody_is_silent():
    for party in Party:
        assert silence(party, co_author=True, received_on=date(2019, 5, 14)) is None


@given(st.sampled_from(list(Party)), st.booleans(), st.booleans(), st.integers(0, 90))
def test_consent_needs_a_co_author_a_delivery_and_the_whole_period(party, joint, arrived, after):
    delivered = SENT if arrived else None
    today = SENT + timedelta(days=after)
    found = silence(party, co_author=joint, delivered_on=delivered, today=today)
    over = today > LAST
    consents = over and party is Party.ORGAN and joint and arrived
    assert (found is Silence.CONSENT) == consents
    assert (found is None) == (not over)
