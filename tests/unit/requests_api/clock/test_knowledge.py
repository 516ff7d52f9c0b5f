"""The file as it was known at a moment, and what holds whatever the file says."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.calendar import base_calendar
from requests_api.clock import Channel, ClockEvent, ClockFacts, EventType, evaluate, known_at

CALENDAR = base_calendar()


def day(month, number):
    return date(2025, month, number)


def clock(
    *events,
    as_of=date(2025, 12, 31),
    received_on=date(2025, 3, 3),
    channel=Channel.IN_PERSON,
    **facts,
):
    built = ClockFacts(received_on, channel, events=tuple(events), **facts)
    return evaluate(built, CALENDAR, as_of)


def event(kind, on, **more):
    return ClockEvent(EventType(kind), on, **more)


def codes(evaluation):
    return [remark.code for remark in evaluation.warnings]


def at(hour):
    return datetime(2025, 6, 1, hour, tzinfo=UTC)


def test_a_superseded_event_is_known_only_until_it_is_superseded():
    wrong = event("extended", day(3, 20), working_days=5, id="1", recorded_at=at(1))
    right = event(
        "extended", day(3, 20), working_days=10, id="2", recorded_at=at(3), supersedes="1"
    )
    both = (wrong, right)
    assert known_at(both, at(0)) == ()
    assert known_at(both, at(2)) == (wrong,)
    assert known_at(both, at(3)) == (right,)
    assert clock(*known_at(both, at(4))).due_on == day(4, 15)


def test_an_event_without_time_of_record_is_always_known():
    undated = event("extended", day(3, 20))
    assert known_at([undated], at(0)) == (undated,)


OFFSETS = st.integers(0, 40)
STARTS = st.dates(date(2008, 5, 1), date(2024, 12, 31))


@given(STARTS, OFFSETS, OFFSETS, OFFSETS, OFFSETS)
def test_a_longer_stop_never_means_an_earlier_date(start, first, length, more, lag):
    def due(days):
        sent = start + timedelta(days=first)
        letter = event("consultation_sent", sent, ref="a")
        answer = event("consultation_answered", sent + timedelta(days=days), ref="a")
        other = event("consultation_sent", start + timedelta(days=lag), ref="b")
        return clock(letter, answer, other, received_on=start, as_of=start + timedelta(days=300))

    shorter, longer = due(length), due(length + more)
    if shorter.due_on is None:
        assert longer.due_on is None
    else:
        assert longer.due_on is None or shorter.due_on <= longer.due_on


@given(STARTS, st.integers(0, 30), st.sampled_from(list(Channel)))
def test_receiving_later_never_means_an_earlier_date_within_one_text(start, more, channel):
    if start < date(2019, 5, 15) <= start + timedelta(days=more + 4):
        return

    def due(received):
        return clock(
            received_on=received, channel=channel, confirmed_on=received, as_of=received
        ).due_on

    assert due(start) <= due(start + timedelta(days=more))


@given(STARTS, st.data())
def test_replaying_a_corrected_file_equals_computing_from_scratch(start, data):
    clean, file = [], []
    for number, kind in enumerate(
        data.draw(st.lists(st.sampled_from(list(EventType)), max_size=6))
    ):
        on = start + timedelta(days=data.draw(OFFSETS))
        mistaken = start + timedelta(days=data.draw(OFFSETS))
        file += [
            event(kind, mistaken, id=f"w{number}", recorded_at=at(1)),
            event(kind, on, id=f"r{number}", recorded_at=at(2), supersedes=f"w{number}"),
        ]
        clean.append(event(kind, on, id=f"r{number}", recorded_at=at(2), supersedes=f"w{number}"))
    replayed = clock(*known_at(data.draw(st.permutations(file)), at(3)), received_on=start)
    scratch = clock(*clean, received_on=start)
    assert replayed.due_on == scratch.due_on
    assert sorted(codes(replayed)) == sorted(codes(scratch))


@given(STARTS, st.booleans())
def test_who_counts_the_receipt_day_expects_one_working_day_less(start, local):
    evaluation = clock(received_on=start, jurisdiction="150800" if local else None, as_of=start)
    less = CALENDAR.is_working_day(start)
    gap = CALENDAR.working_days_between(evaluation.due_on_if_receipt_day_counted, evaluation.due_on)
    assert gap == less
