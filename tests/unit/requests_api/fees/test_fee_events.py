"""What a fee's record means to the clock: from when the period counts, what ends the stop."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from gongkai.organs import Channel
from gongkai.record.events import Recorded, parse_event
from requests_api.cases.kinds import FeeState
from requests_api.cases.story import facts_of
from requests_api.clock import EventType
from requests_api.fees.events import (
    FeeNoticeConfirmed,
    FeeNoticeDelivered,
    FeeNotified,
    FeePaid,
    FeeWaived,
)
from requests_api.intake.events import ApplicationReceived
from requests_api.matters.events import ConfirmationAwaited, EntryConfirmed
from requests_api.matters.file import RecordFile
from requests_api.tariffs.tariff import FeeBasis

REF = UUID(int=7)
RECEIVED = ApplicationReceived(
    channel=Channel.IN_PERSON,
    organ_id=REF,
    applicant_kind="natural",
    jurisdiction=None,
    assignee=None,
    source=None,
    external_id=None,
)
NOTIFIED = FeeNotified(
    month=None, ref=REF, basis=FeeBasis.PAGES, quantity=31, before=0, amount=Decimal("10.00")
)
DELIVERED, CONFIRMED = FeeNoticeDelivered(ref=REF), FeeNoticeConfirmed(ref=REF, under=None)
PAID = FeePaid(ref=REF, amount=Decimal("10.00"))
WAIVED = FeeWaived(ref=REF, due_before=Decimal("10.00"), reduced_to=None)
REDUCED = FeeWaived(ref=REF, due_before=Decimal("10.00"), reduced_to=Decimal("5.00"))


def march(number):
    return date(2025, 3, number)


def recorded(*told, entered=31):
    """Events with their days, all entered on one day."""
    told = ((RECEIVED, march(3)), *told)
    at = datetime(2025, 3, entered, 2, tzinfo=UTC)
    return [Recorded(n, event, on, at, "x") for n, (event, on) in enumerate(told, 1)]


def clocked(*told, **more):
    """What the clock reads, by type."""
    events = facts_of(RecordFile(recorded(*told, **more)).effective).events
    return {event.type: event for event in events}


def delivered_on(*told):
    return clocked((NOTIFIED, march(5)), *told)[EventType.FEE_NOTIFIED].delivered_on


def test_the_period_counts_from_the_delivery_on_record_or_the_applicants_own_word():
    assert delivered_on() is None
    assert delivered_on((DELIVERED, march(7))) == march(7)
    assert delivered_on((CONFIRMED, march(9))) == march(9)
    assert delivered_on((DELIVERED, march(7)), (CONFIRMED, march(9))) == march(7)
    assert delivered_on((CONFIRMED, march(9)), (DELIVERED, march(7))) == march(7)
    assert delivered_on((DELIVERED, march(7)), (DELIVERED, march(8))) == march(8)


def test_only_a_whole_waiver_is_told_to_the_clock():
    noticed = (NOTIFIED, march(5))
    assert EventType.FEE_WAIVED in clocked(noticed, (WAIVED, march(10)))
    assert EventType.FEE_WAIVED not in clocked(noticed, (REDUCED, march(10)))


def test_what_rests_on_a_notice_that_awaits_a_second_person_counts_with_it():
    for answer, kind in ((PAID, EventType.FEE_PAID), (WAIVED, EventType.FEE_WAIVED)):
        awaited = (ConfirmationAwaited(entries=(2,)), march(31))
        told = [(NOTIFIED, march(5)), awaited, (answer, march(10))]
        assert clocked(*told)[kind].on == march(31)
        confirmed = [*told, (EntryConfirmed(entry=2), march(31))]
        assert clocked(*confirmed)[kind].on == march(10)


class Columns:
    fee_state = None
    acts_under_reissue = None


def test_the_column_says_where_the_fee_stands():
    for events, state in (
        ([NOTIFIED], FeeState.DUE),
        ([NOTIFIED, DELIVERED, CONFIRMED, REDUCED], FeeState.DUE),
        ([NOTIFIED, REDUCED, PAID], FeeState.PAID),
        ([NOTIFIED, WAIVED], FeeState.WAIVED),
    ):
        case = Columns()
        for item in recorded(*((event, march(5)) for event in events))[1:]:
            item.event.apply(case, item)
        assert case.fee_state is state


def test_amounts_stand_on_record_to_the_cent():
    stored = REDUCED.stored()
    assert (stored["due_before"], stored["reduced_to"]) == ("10.00", "5.00")
    assert parse_event("fee_waived", 1, stored) == REDUCED
