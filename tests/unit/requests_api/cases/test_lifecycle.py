"""The procedure's table: what is allowed where, walked at random and checked as a whole."""

from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gongkai.auth.principal import ROLE_PERMISSIONS, Permission, Principal, Role
from gongkai.time import PlatformClock
from requests_api.cases.access import available_actions, may
from requests_api.cases.lifecycle import (
    OPEN_STATES,
    STAGES,
    STATE_LABELS,
    CaseState,
    Situation,
    Step,
    allowed_steps,
    allows,
    settled_state,
)

CLOSED = set(CaseState) - OPEN_STATES
S = CaseState
OWN, FOREIGN = UUID(int=1), UUID(int=2)


def someone(*roles, subject="a", scopes=frozenset(), is_machine=False):
    return Principal(
        issuer="https://id.example",
        subject=subject,
        name=subject,
        organ_id=OWN,
        roles=frozenset(roles),
        scopes=frozenset(scopes),
        expires_at=PlatformClock().now(),
        is_machine=is_machine,
    )


def situation(state, **more):
    return Situation(state, **{"is_received_legally": state is not S.RECEIVED, **more})


def test_every_state_has_a_stage_and_a_label():
    assert STAGES.keys() == STATE_LABELS.keys() == set(CaseState)


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_case_takes_no_step_but_the_delivery_of_its_reply(state):
    expected = [Step.RECORD_DELIVERY] if state is S.REPLIED else []
    assert allowed_steps(situation(state)) == expected
    assert allowed_steps(situation(state, is_delivered=True)) == []


@pytest.mark.parametrize("step", Step)
def test_every_step_is_possible_somewhere(step):
    assert any(
        allows(Situation(state, is_received_legally=received, open_consultations=1), step)
        for state in CaseState
        for received in (False, True)
    )


def test_a_case_is_confirmed_before_it_is_registered():
    waiting = Situation(S.RECEIVED, is_received_legally=False)
    received = Situation(S.RECEIVED, is_received_legally=True)
    assert (allows(waiting, Step.CONFIRM), allows(waiting, Step.REGISTER)) == (True, False)
    assert (allows(received, Step.CONFIRM), allows(received, Step.REGISTER)) == (False, True)


def test_a_reply_is_handed_in_only_while_no_answer_is_awaited():
    assert allows(situation(S.DRAFTED), Step.SUBMIT)
    assert not allows(situation(S.CONSULTING), Step.SUBMIT)


def test_an_extension_is_possible_once():
    assert allows(situation(S.HANDLING), Step.EXTEND)
    assert not allows(situation(S.HANDLING, is_extended=True), Step.EXTEND)


@pytest.mark.parametrize(
    ("state", "is_awaiting", "has_draft", "expected"),
    [
        (S.REGISTERED, False, False, S.REGISTERED),
        (S.REGISTERED, True, False, S.CONSULTING),
        (S.REGISTERED, False, True, S.DRAFTED),
        (S.CONSULTING, False, False, S.HANDLING),
        (S.CONSULTING, False, True, S.DRAFTED),
        (S.DRAFTED, True, True, S.CONSULTING),
        (S.IN_APPROVAL, True, True, S.IN_APPROVAL),
        (S.RECEIVED, True, True, S.RECEIVED),
        (S.REPLIED, True, True, S.REPLIED),
    ],
)
def test_the_state_between_steps_follows_letters_and_drafts(
    state, is_awaiting, has_draft, expected
):
    assert settled_state(state, is_awaiting=is_awaiting, has_draft=has_draft) is expected


def test_only_people_with_authority_approve_extend_and_void():
    def holders(step):
        return {role for role in Role if role in ROLE_PERMISSIONS and may(someone(role), step, OWN)}

    assert holders(Step.APPROVE) == holders(Step.RETURN) == {Role.HEAD, Role.LEADER}
    assert holders(Step.EXTEND) == holders(Step.VOID_REGISTRATION) == {Role.HEAD}
    assert holders(Step.DRAFT) == {Role.CLERK, Role.HEAD}
    machine = someone(scopes=set(Permission), is_machine=True)
    assert may(machine, Step.ASSIGN, OWN)
    assert not any(may(machine, step, OWN) for step in (Step.APPROVE, Step.RETURN, Step.EXTEND))


def test_nobody_is_offered_the_approval_of_their_own_draft():
    head = someone(Role.HEAD, subject="h")
    waiting = situation(S.IN_APPROVAL)
    assert Step.APPROVE in available_actions(waiting, head, OWN, "somebody else")
    assert Step.APPROVE not in available_actions(waiting, head, OWN, "h")


def test_oversight_lets_nobody_work_on_the_cases_of_another_organ():
    both = someone(Role.HEAD, Role.SUPERVISOR)
    assert not any(may(both, step, FOREIGN) for step in Step)
    assert available_actions(situation(S.IN_APPROVAL), both, FOREIGN, None) == []
    machine = someone(scopes=set(Permission), is_machine=True)
    assert may(machine, Step.ASSIGN, FOREIGN)


class Walk(RuleBasedStateMachine):
    """A case that takes any allowed step, as the services do it."""

    def __init__(self):
        super().__init__()
        self.state = S.RECEIVED
        self.received = self.extended = self.delivered = self.has_draft = False
        self.awaited = self.silent = 0

    @property
    def situation(self):
        return Situation(
            self.state,
            is_received_legally=self.received,
            open_consultations=self.awaited + self.silent,
            is_extended=self.extended,
            is_delivered=self.delivered,
        )

    def settle(self):
        self.state = settled_state(
            self.state, is_awaiting=self.awaited > 0, has_draft=self.has_draft
        )

    @rule(data=st.data())
    def take_a_step(self, data):
        steps = allowed_steps(self.situation)
        if not steps:
            return
        step = data.draw(st.sampled_from(steps))
        self.state = {
            Step.REGISTER: S.REGISTERED,
            Step.VOID_REGISTRATION: S.RECEIVED,
            Step.SUBMIT: S.IN_APPROVAL,
            Step.APPROVE: S.APPROVED,
            Step.RETURN: S.DRAFTED,
            Step.ISSUE: S.REPLIED,
            Step.WITHDRAW: S.WITHDRAWN,
        }.get(step, self.state)
        self.received |= step is Step.CONFIRM
        self.extended |= step is Step.EXTEND
        self.delivered |= step is Step.RECORD_DELIVERY
        self.has_draft |= step is Step.DRAFT
        self.awaited += step is Step.SEND_CONSULTATION
        if step is Step.ANSWER_CONSULTATION:
            if self.awaited:
                self.awaited -= 1
            else:
                self.silent -= 1
        self.settle()

    @rule()
    def a_period_lapses(self):
        if self.awaited:
            self.awaited, self.silent = self.awaited - 1, self.silent + 1
            self.settle()

    @invariant()
    def an_open_case_is_never_stuck(self):
        if self.state in OPEN_STATES:
            assert {Step.ASSIGN, Step.WITHDRAW} < set(allowed_steps(self.situation))

    @invariant()
    def a_reply_needs_receipt_and_draft(self):
        if self.state in {S.IN_APPROVAL, S.APPROVED, S.REPLIED}:
            assert self.received
            assert self.has_draft

    @invariant()
    def nothing_is_awaited_when_a_reply_is_in_approval(self):
        if self.state in {S.IN_APPROVAL, S.APPROVED}:
            assert self.awaited == 0


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=25)
