"""What an applicant is told of by the record: each event once, whatever comes between."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gongkai.organs import Channel
from gongkai.record.events import Recorded
from requests_api.assignments.events import Assigned
from requests_api.cases.kinds import Telling
from requests_api.cases.untold import told_of, untold
from requests_api.contact_disclosures.events import ContactDisclosed
from requests_api.delays.events import DelaySet
from requests_api.intake.events import ApplicationReceived
from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.letters.events import LetterDrawnUp
from requests_api.matters.events import CarriedEntry
from requests_api.matters.file import RecordFile
from requests_api.registrations.events import Registered
from requests_api.splitting.events import SplitOff
from requests_api.tellings.events import ApplicantTold
from requests_api.tellings.kinds import TellingMeans

CASE, REF = UUID(int=1), UUID(int=7)
AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
RECEIVED = ApplicationReceived(
    channel=Channel.ONLINE,
    organ_id=REF,
    applicant_kind="natural",
    jurisdiction=None,
    assignee=None,
    source=None,
    external_id=None,
)
REGISTERED = Registered(number="示例依申〔2026〕1号", year=2026, serial=1, assignee="a")
ASSIGNED = Assigned(assignee="a")


def letter(kind=LetterKind.EXTENSION_NOTICE, addressee=Addressee.APPLICANT):
    return LetterDrawnUp(
        ref=REF, kind=kind, addressee=addressee, document_number=None, sha256="0" * 64
    )


def recorded(*events, step=timedelta(0)):
    return [Recorded(n, e, AT.date(), AT + n * step, "x") for n, e in enumerate(events, 1)]


def left(*events, is_gathered=False, **more):
    return untold(CASE, recorded(*events, **more), is_gathered=is_gathered)


def disclosed(message):
    return ContactDisclosed(
        channel="email", delivery_id=REF, message_id=message, is_code_drawn=False
    )


def by_office(*entries):
    return ApplicantTold(entries=entries, by=TellingMeans.POST)


def test_what_concerns_the_applicant_is_told_and_nothing_else():
    found = left(
        RECEIVED,
        REGISTERED,
        ASSIGNED,
        letter(),
        letter(LetterKind.REPLY),
        letter(LetterKind.CONSULTATION, Addressee.PARTY),
        disclosed(None),
    )
    assert [(each.seq, each.telling) for each in found] == [
        (1, Telling.RECEIPT),
        (2, Telling.REGISTRATION),
        (4, Telling.LETTER),
    ]


def test_a_part_of_a_split_tells_of_what_is_its_own():
    origin = SplitOff(first=REF, entries=(CarriedEntry(seq=2, first_seq=1, recorded_at=AT),))
    assert [each.seq for each in left(origin, RECEIVED, REGISTERED)] == [3]


def test_one_message_tells_of_all_that_is_gathered_of_a_day_and_of_no_other_day():
    same = left(RECEIVED, REGISTERED, is_gathered=True)
    assert len({each.message for each in same}) == 1
    message = same[0].message
    assert left(RECEIVED, REGISTERED, disclosed(message), is_gathered=True) == []
    later = left(RECEIVED, REGISTERED, is_gathered=True, step=timedelta(days=1))
    assert len({each.message for each in later}) == 2


def test_what_comes_after_a_gathered_message_left_is_untold():
    message = left(RECEIVED, is_gathered=True)[0].message
    (late,) = left(RECEIVED, disclosed(message), REGISTERED, is_gathered=True)
    assert late.telling is Telling.REGISTRATION


def test_two_cases_have_no_message_in_common():
    other = untold(UUID(int=2), recorded(RECEIVED, REGISTERED), is_gathered=False)
    assert not {e.message for e in other} & {e.message for e in left(RECEIVED, REGISTERED)}


MADE = st.lists(
    st.sampled_from([RECEIVED, REGISTERED, ASSIGNED, letter(), DelaySet(until=AT.date())]),
    max_size=8,
)


@given(MADE, st.lists(st.integers(1, 12), max_size=4), st.lists(st.integers(1, 12), max_size=4))
def test_each_event_is_told_once_by_whichever_way_came_first(events, mailed, told):
    """However often a message is sent again, and whatever the office names besides."""
    before = recorded(*events)
    wanted = {e.seq: e.message for e in told_of(CASE, before, is_gathered=False)}
    assert len(set(wanted.values())) == len(wanted)
    sent = [disclosed(wanted[seq]) for seq in mailed if seq in wanted]
    named = [by_office(*told)] if told else []
    remaining = {each.seq for each in left(*events, *sent, *named, *sent)}
    assert remaining == wanted.keys() - {*mailed} - {*told}


@given(st.lists(st.booleans(), max_size=8))
def test_marks_move_no_version_that_somebody_decided_on(marks):
    events = [disclosed(None) if mark else ASSIGNED for mark in marks]
    unmoved = RecordFile(recorded(ASSIGNED, *events)).unmoved
    trailing = next((n for n, mark in enumerate(reversed(marks)) if not mark), len(marks))
    last = len(events) + 1
    expected = None if trailing == 0 else {"from": last - trailing, "to": last}
    assert unmoved == expected
