"""The book: what runs against what shall run."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData

from gongkai.contracts import (
    CatalogDeadlineCleared,
    CatalogDeadlineSet,
    Outcome,
    Reference,
    Unit,
)
from gongkai.contracts.deadlines import Asked
from gongkai.deadlines.book import (
    Bearer,
    Because,
    DeadlineBook,
    DeadlineEvents,
    Move,
    Wanted,
    moves,
)
from gongkai.deadlines.due import Due
from gongkai.deadlines.models import DeadlineRow
from gongkai.deadlines.states import DeadlineState

NOW = datetime(2025, 3, 3, 4, tzinfo=UTC)
DUTY, ORGAN = UUID(int=1), UUID(int=2)
DAY = Due(on=date(2025, 3, 31))
LATER = Due(on=date(2025, 4, 2))
HOUR = Due(at=datetime(2025, 3, 31, 9, tzinfo=UTC))


class SampleDeadline(DeadlineRow):
    metadata = MetaData()
    __tablename__ = "sample_deadlines"


class Duty:
    """An aggregate whose rows are kept in memory."""

    def __init__(self):
        self.rows = []
        self.assignee = self.because = None
        self.number = None
        self.outcome = lambda _: Outcome.MET

    def settle(self, *wanted):
        reference = Reference(kind="duty", id=DUTY, number=self.number, path="/catalog/v1/duties/1")
        bearer = Bearer(
            reference=reference, organ_id=ORGAN, assignee=self.assignee, because=self.because
        )
        events = DeadlineEvents(CatalogDeadlineSet, CatalogDeadlineCleared)
        book = DeadlineBook(SampleDeadline, events, bearer, NOW)
        book.settle(self.rows, wanted, self.outcome)
        self.rows += book.added
        return book.published


@pytest.fixture
def duty():
    return Duty()


def want(due=DAY, rule="DL-30", subject="", unit=Unit.WORKING_DAY, is_provisional=False):
    return Wanted(rule=rule, subject=subject, unit=unit, due=due, is_provisional=is_provisional)


def test_what_shall_run_gets_a_row_and_is_told(duty):
    [told] = duty.settle(want())
    [row] = duty.rows
    assert (row.rule, row.subject, row.due, row.unit) == ("DL-30", "", DAY, "working_day")
    assert (row.state, row.revision, row.aggregate_id) == ("open", 1, DUTY)
    assert row.ends_at == DAY.ends_at
    assert (told.entity_id, told.revision, told.organ_id) == (row.id, 1, ORGAN)
    assert told.occurred_at == NOW
    assert told.payload == CatalogDeadlineSet(
        deadline_id=row.id,
        rule="DL-30",
        ref=Reference(kind="duty", id=DUTY, number=None, path="/catalog/v1/duties/1"),
        organ_id=ORGAN,
        assignee=None,
        unit=Unit.WORKING_DAY,
        due_on=DAY.on,
        due_at=None,
        provisional=False,
        moved_earlier=False,
        gathered=False,
    )


def test_who_is_to_act_by_it_is_told(duty):
    asked = Asked(roles=("head",), subject=None, not_by=("甲",), stand_in=("leader",))
    [told] = duty.settle(replace(want(), asked=asked))
    assert told.payload.asked == asked


def test_an_end_with_a_time_is_kept_and_told_as_such(duty):
    [told] = duty.settle(want(HOUR, unit=Unit.HOUR))
    assert (told.payload.due_on, told.payload.due_at) == (None, HOUR.at)
    assert (duty.rows[0].ends_at, duty.rows[0].unit) == (HOUR.at, "hour")


@pytest.mark.parametrize("later", [True, False])
def test_an_end_that_moves_is_told_with_its_direction(duty, later):
    duty.settle(want())
    [told] = duty.settle(want(Due(on=DAY.on + timedelta(days=1 if later else -1))))
    assert (told.revision, told.payload.moved_earlier) == (2, not later)
    assert len(duty.rows) == 1


def test_what_sets_or_moves_a_date_is_told_with_it_and_with_nothing_else(duty):
    def why(told):
        return told.payload.because, told.payload.because_label

    [unknown] = duty.settle(want())
    assert why(unknown) == (None, None)
    duty.because = Because("calendar_changed", "放假安排变化")
    [moved] = duty.settle(want(LATER))
    assert why(moved) == ("calendar_changed", "放假安排变化")
    duty.assignee = "li"
    [assigned] = duty.settle(want(LATER))
    assert why(assigned) == (None, None)
    duty.settle()
    [again] = duty.settle(want(LATER))
    assert why(again) == ("calendar_changed", "放假安排变化")


def test_from_a_day_to_an_hour_of_it_is_earlier(duty):
    duty.settle(want())
    assert duty.settle(want(HOUR))[0].payload.moved_earlier


@pytest.mark.parametrize(
    "change",
    [
        lambda duty: want(is_provisional=True),
        lambda duty: want(unit=Unit.NATURAL_DAY),
        lambda duty: setattr(duty, "assignee", "li") or want(),
        lambda duty: setattr(duty, "number", "测〔2025〕1号") or want(),
    ],
)
def test_another_mark_unit_person_or_number_is_told_and_is_no_move_earlier(duty, change):
    duty.settle(want())
    [told] = duty.settle(change(duty))
    assert (told.revision, told.payload.moved_earlier) == (2, False)
    row = duty.rows[0]
    assert (told.payload.provisional, told.payload.unit) == (row.is_provisional, row.unit)
    assert (told.payload.assignee, told.payload.ref.number) == (row.assignee, row.number)


@pytest.mark.parametrize("outcome", Outcome)
def test_what_shall_not_run_any_more_ceases_as_the_feature_says(duty, outcome):
    duty.settle(want())
    duty.outcome = lambda row: outcome if row.rule == "DL-30" else None
    [told] = duty.settle()
    [row] = duty.rows
    assert (row.state, row.revision, row.due) == (outcome, 2, DAY)
    assert told.payload == CatalogDeadlineCleared(
        deadline_id=row.id,
        rule="DL-30",
        ref=Reference(kind="duty", id=DUTY, number=None, path="/catalog/v1/duties/1"),
        organ_id=ORGAN,
        outcome=outcome,
    )
    assert (told.entity_id, told.revision, told.organ_id) == (row.id, 2, ORGAN)


def test_what_stands_still_runs_on_or_is_ended_with_its_aggregate(duty):
    duty.settle(want())
    duty.outcome = lambda _: Outcome.STOPPED
    duty.settle()
    assert duty.settle() == []
    [told] = duty.settle(want(Due(on=date(2025, 3, 1))))
    assert (told.revision, duty.rows[0].state) == (3, "open")
    assert not told.payload.moved_earlier, "it had no date from which it could move"
    duty.settle()
    duty.outcome = lambda _: Outcome.MET
    assert [each.payload.outcome for each in duty.settle()] == ["met"]


@pytest.mark.parametrize("outcome", [Outcome.MET, Outcome.VOID])
def test_what_is_over_is_not_asked_again(duty, outcome):
    duty.settle(want())
    duty.outcome = lambda _: outcome
    duty.settle()
    duty.outcome = None
    assert duty.settle() == []


def test_subjects_of_one_rule_are_deadlines_of_their_own(duty):
    duty.settle(want(subject="a"), want(subject="b"))
    [told] = duty.settle(want(subject="b"))
    assert {(row.subject, row.state) for row in duty.rows} == {("a", "met"), ("b", "open")}
    assert told.entity_id == duty.rows[0].id


WANTED = st.lists(
    st.builds(
        want,
        st.sampled_from([DAY, HOUR, Due(on=date(2025, 4, 1))]),
        st.sampled_from(["DL-30", "DL-32"]),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from([Unit.WORKING_DAY, Unit.MONTH]),
        st.booleans(),
    ),
    max_size=4,
    unique_by=lambda item: item.key,
)


@settings(max_examples=200)
@given(st.lists(st.tuples(WANTED, st.sampled_from(Outcome)), min_size=1, max_size=4))
def test_settling_twice_changes_nothing_and_what_runs_is_what_was_wanted(history):
    duty = Duty()
    for wanted, outcome in history:
        duty.outcome = lambda _, outcome=outcome: outcome
        expected = moves(duty.rows, wanted)
        before = {row.id: row.revision for row in duty.rows}
        told = duty.settle(*wanted)
        assert len({each.entity_id for each in told}) == len(told)
        assert all(each.revision == before.get(each.entity_id, 0) + 1 for each in told)
        running = {(r.rule, r.subject): r.due for r in duty.rows if r.state == "open"}
        assert running == {item.key: item.due for item in wanted}
        assert len(expected) <= len(told)
        assert moves(duty.rows, wanted) == []
        assert duty.settle(*wanted) == []


def test_moves_are_named_by_rule_and_subject_with_both_ends(duty):
    duty.settle(want(), want(rule="DL-32"), want(rule="DL-33"), want(rule="DL-34"))
    duty.settle(want(), want(rule="DL-32"), want(rule="DL-33"))
    provisional = want(rule="DL-33", is_provisional=True)
    found = moves(duty.rows, [want(HOUR), want(rule="DL-32"), provisional, want(subject="a")])
    assert found == [
        Move(("DL-30", ""), DAY, HOUR),
        Move(("DL-30", "a"), None, DAY),
        Move(("DL-33", ""), DAY, DAY),
    ]
    assert moves(duty.rows, [want(), want(rule="DL-32")]) == [Move(("DL-33", ""), DAY, None)]


def test_every_outcome_is_a_state():
    assert {DeadlineState.OPEN, *map(DeadlineState, Outcome)} == set(DeadlineState)
