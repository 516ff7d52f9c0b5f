"""What a consulted party's silence means (条例32, 34; DL-08, DL-09). Pure."""

from datetime import date

from gongkai.calendar import WorkingCalendar
from requests_api.clock.facts import Party
from requests_api.clock.rules import national_text
from requests_api.consultations.kinds import Silence


def silence_of(
    *,
    party: Party | str,
    is_co_author: bool,
    sent_on: date,
    delivered_on: date | None,
    received_on: date | None,
    today: date,
    calendar: WorkingCalendar,
) -> Silence | None:
    """What it means that there is no answer by ``today``; None while one may come in time.

    Silence is consent of a co-author organ alone (条例34), and only where its letter's delivery is
    on record: nobody consents to what they may never have got. ``received_on`` is the case's legal
    receipt, which decides the text; that of 2007 sets no period, and ``calendar`` is that of the
    place.
    """
    rules = national_text(received_on)
    days = rules.organ_days if party == Party.ORGAN else rules.third_party_days
    if days is None or today <= calendar.nth_working_day_after(delivered_on or sent_on, days):
        return None
    consents = party == Party.ORGAN and is_co_author and delivered_on is not None
    return Silence.CONSENT if consents else Silence.OFFICE_DECIDES
