"""What a part's record begins with, and that its clock says what the first's says."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.calendar import base_calendar
from gongkai.organs import Channel
from gongkai.record import Recorded
from requests_api.applicants.kinds import ApplicantKind
from requests_api.assignments.events import Assigned
from requests_api.cases.story import facts_of
from requests_api.clock import evaluate
from requests_api.clock.facts import Party
from requests_api.consultations.events import ConsultationSent
from requests_api.corrections.events import CorrectionNotified, CorrectionReceived
from requests_api.delays.events import DelaySet
from requests_api.extensions.events import Extended, ExtensionRequested
from requests_api.fees.events import FeeNotified, FeePaid, FeeWaived
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed
from requests_api.intake.kinds import ConfirmationMeans
from requests_api.matters.events import DateCorrected
from requests_api.matters.file import RecordFile
from requests_api.matters.late import marked
from requests_api.pauses.events import Paused, Resumed
from requests_api.splitting.carrying import carried_from
from requests_api.tariffs.tariff import FeeBasis

FIRST = UUID(int=7)
SPLIT_AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
CHANNELS = st.sampled_from(Channel)


def received(channel):
    return ApplicationReceived(
        channel=channel,
        organ_id=UUID(int=1),
        applicant_kind=ApplicantKind.NATURAL,
        jurisdiction=None,
        assignee="clerk",
        source="oa",
        external_id="1",
    )


def on_record(*told):
    """Events with their days and how many days later they were entered."""
    items = []
    for seq, (event, on, later, *supersedes) in enumerate(told, start=1):
        entered = datetime(on.year, on.month, on.day, 2, tzinfo=UTC) + timedelta(days=later)
        items.append(Recorded(seq, event, on, entered, "clerk", *supersedes))
    return RecordFile(items)


def part_of(file):
    """The record of a part as it is written."""
    carried = carried_from(FIRST, file)
    told = [(carried.origin, SPLIT_AT.date()), *carried.events]
    return RecordFile(
        Recorded(seq, event, on, SPLIT_AT, "clerk") for seq, (event, on) in enumerate(told, start=1)
    )


@st.composite
def files(draw):
    arrived = draw(st.dates(date(2025, 1, 2), date(2026, 1, 20)))
    confirmed = arrived + timedelta(days=draw(st.integers(0, 5)))
    told = [(received(draw(CHANNELS)), arrived, draw(st.integers(0, 9)))]
    told.append((ReceiptConfirmed(means=ConfirmationMeans.PHONE), confirmed, 0))
    told.append((Assigned(assignee="clerk-2"), confirmed, 0))
    if draw(st.booleans()):
        notified = confirmed + timedelta(days=draw(st.integers(0, 10)))
        told.append(
            (
                Extended(
                    working_days=draw(st.integers(1, 20)),
                    approved_on=notified,
                    due_on_before=None,
                    due_on=None,
                ),
                notified,
                0,
            )
        )
    if draw(st.booleans()):
        right = arrived - timedelta(days=draw(st.integers(1, 3)))
        told.append((DateCorrected(corrects=ApplicationReceived.TYPE), right, 5, 1))
    return on_record(*told)


@given(files())
def test_a_part_is_due_when_the_first_is(file):
    part, calendar = part_of(file), base_calendar()
    today = SPLIT_AT.date()
    first = evaluate(facts_of(file.effective), calendar, today)
    split = evaluate(facts_of(part.effective), calendar, today)
    assert (split.received_on, split.due_on, split.state) == (
        first.received_on,
        first.due_on,
        first.state,
    )
    assert [(d.rule, d.due_on) for d in split.deadlines] == [
        (d.rule, d.due_on) for d in first.deadlines
    ]


@given(files())
def test_what_was_entered_in_time_there_is_no_late_entry_here(file):
    there = {(entry["type"], entry["late_by_days"]) for entry in marked(file)}
    here = {(entry["type"], entry["late_by_days"]) for entry in marked(part_of(file))}
    assert here <= there


def test_it_begins_with_where_it_comes_from_and_is_known_to_no_other_system():
    file = on_record((received(Channel.IN_PERSON), date(2026, 1, 5), 0))
    origin, arrival = (item.event for item in part_of(file).recorded)
    assert origin.first == FIRST
    assert [(entry.seq, entry.first_seq) for entry in origin.entries] == [(2, 1)]
    assert (arrival.source, arrival.external_id) == (None, None)


DAY, REF = date(2026, 1, 5), UUID(int=3)
FEE = {"month": None, "basis": FeeBasis.PAGES, "quantity": 31, "before": 0, "amount": Decimal(10)}


@pytest.mark.parametrize(
    "event",
    [
        ConsultationSent(ref=REF, party=Party.THIRD_PARTY, co_author=False),
        CorrectionNotified(ref=REF, working_days=15, until=None),
        CorrectionReceived(ref=REF, by="office", changed=(), former_digest=None, under=None),
        DelaySet(until=date(2026, 5, 8)),
        FeeNotified(ref=REF, **FEE),
        FeePaid(ref=REF, amount=Decimal(10)),
        FeeWaived(ref=REF, due_before=Decimal(10), reduced_to=None),
        Paused(ref=REF),
        Resumed(ref=REF),
    ],
    ids=lambda event: event.TYPE,
)
def test_what_was_done_on_the_whole_is_not_split(event):
    file = on_record((received(Channel.IN_PERSON), DAY, 0), (event, DAY, 0))
    assert carried_from(FIRST, file) is None


def test_what_moves_no_clock_stays_with_the_first():
    asked = ExtensionRequested(ref=REF, working_days=5)
    file = on_record((received(Channel.IN_PERSON), DAY, 0), (asked, DAY, 0))
    assert [item.event.TYPE for item in part_of(file).recorded] == [
        "split_off",
        "application_received",
    ]
