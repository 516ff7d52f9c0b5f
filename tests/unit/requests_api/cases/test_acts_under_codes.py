"""Under which code an applicant acted, as the record tells it."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from gongkai.organs import Channel
from gongkai.record.events import Recorded, parse_event
from requests_api.access_codes.events import AccessCodeReissued, present_code
from requests_api.access_codes.kinds import CodeOrigin, Handover
from requests_api.cases.story import repeat
from requests_api.contact_disclosures.events import ContactDisclosed
from requests_api.intake.events import ApplicationReceived
from requests_api.matters.file import RecordFile
from requests_api.withdrawals.events import Withdrawn, WithdrawnV1

ID = UUID(int=1)
DAY, AT = date(2026, 3, 2), datetime(2026, 3, 2, 2, tzinfo=UTC)
RECEIVED = ApplicationReceived(
    channel=Channel.ONLINE,
    organ_id=ID,
    applicant_kind="natural",
    jurisdiction=None,
    assignee=None,
    source=None,
    external_id=None,
)
SENT = ContactDisclosed(channel="email", delivery_id=ID, message_id=ID, is_code_drawn=True)
NO_CODE = ContactDisclosed(channel="email", delivery_id=ID, message_id=None, is_code_drawn=False)


def by(handover):
    return AccessCodeReissued(handover=handover)


def recorded(*events):
    return [Recorded(n, event, DAY, AT, "x") for n, event in enumerate(events, 1)]


def columns(*events):
    case = SimpleNamespace()
    repeat(case, recorded(RECEIVED, *events))
    return case


@pytest.mark.parametrize("handover", Handover)
def test_the_last_reissue_is_the_present_code(handover):
    file = RecordFile(recorded(RECEIVED, by(Handover.MAIL), by(handover)))
    assert present_code(file) is CodeOrigin.of(handover)
    assert present_code(RecordFile(recorded(RECEIVED))) is None


def test_a_mailed_code_is_known_to_have_been_fetched_and_another_reissue_begins_anew():
    waiting = columns(by(Handover.MAIL), NO_CODE).code_reissue
    assert waiting == {"handover": "mail", "at": AT.isoformat(), "disclosed_at": None}
    assert columns(by(Handover.MAIL), SENT).code_reissue["disclosed_at"] == AT.isoformat()
    assert columns(by(Handover.MAIL), SENT, by(Handover.COUNTER)).code_reissue == {
        "handover": "counter",
        "at": AT.isoformat(),
        "disclosed_at": None,
    }


def test_an_act_under_a_reissued_code_is_marked_and_still_an_act():
    left = Withdrawn(by="applicant", under=CodeOrigin.REISSUED_COUNTER)
    case = columns(by(Handover.COUNTER), left)
    assert case.acts_under_reissue == [
        {"seq": 3, "type": "withdrawn", "on": "2026-03-02", "under": "reissued_counter"}
    ]
    assert (case.decision, case.closed_on) == ("withdrawn", DAY)
    assert columns(Withdrawn(by="applicant", under=None)).acts_under_reissue == []


def test_a_withdrawal_of_before_the_marks_reads_as_it_was_written():
    older = parse_event("withdrawn", 1, {"by": "applicant"})
    assert type(older) is WithdrawnV1
    assert columns(older).closed_on == DAY
    assert columns(older).acts_under_reissue == []
    newer = parse_event("withdrawn", 2, {"by": "applicant", "under": "reissued_mail"})
    assert isinstance(newer, Withdrawn)
