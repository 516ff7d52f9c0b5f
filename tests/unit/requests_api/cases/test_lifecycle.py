"""The procedure's own table: what is allowed where, walked at random and checked as a whole."""

from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gongkai.auth.principal import ROLE_PERMISSIONS, Permission, Principal, Role
from gongkai.features import modules_of
from gongkai.time import PlatformClock
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.states import OPEN_STATES, STAGES, CaseState
from requests_api.cases.steps import CASE_STEPS, CaseSituation
from requests_api.consultations.steps import ANSWER_CONSULTATION, SEND_CONSULTATION
from requests_api.date_corrections.steps import CORRECT_DATE
from requests_api.extensions.steps import EXTEND
from requests_api.intake.steps import CONFIRM
from requests_api.late_entries.steps import CONFIRM_ENTRY
from requests_api.registrations.steps import REGISTER, VOID_REGISTRATION
from requests_api.replies.steps import APPROVE, DRAFT, ISSUE, RECORD_DELIVERY, RETURN, SUBMIT
from requests_api.withdrawals.steps import WITHDRAW

CLOSED = set(CaseState) - set(OPEN_STATES)
S = CaseState
OWN, FOREIGN = UUID(int=1), UUID(int=2)
DECLARED = modules_of("requests_api", "steps")
BY_CODE = {step.code: step for step in CASE_STEPS.steps}


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


def situation(state, organ=OWN, **more):
    known = {"is_received_legally": state is not S.RECEIVED}
    return CaseSituation(state=state, organ_id=organ, **{**known, **more})


def allows(where, step):
    return CASE_STEPS.why_not(step, where) is None


def why(where, step):
    return CASE_STEPS.why_not(step, where).code


def test_every_state_has_a_stage_and_every_module_of_steps_is_declared():
    assert STAGES.keys() == set(CaseState)
    found = [value for module in DECLARED for value in vars(module).values()]
    assert all(step in found for step in CASE_STEPS.steps)


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_case_takes_no_step_but_the_delivery_of_its_reply(state):
    expected = [RECORD_DELIVERY.code] if state is S.REPLIED else []
    assert CASE_STEPS.allowed(situation(state)) == expected
    assert CASE_STEPS.allowed(situation(state, is_delivered=True)) == []
    assert allows(situation(state), CORRECT_DATE)


@pytest.mark.parametrize("step", BY_CODE.values(), ids=BY_CODE)
def test_every_step_is_possible_somewhere_and_says_why_elsewhere(step):
    everywhere = [
        situation(
            state,
            is_received_legally=received,
            open_consultations=int(held),
            awaiting=((3, "甲"),) if held else (),
            has_objection=held,
            units_at_work=1,
        )
        for state in CaseState
        for received, held in ((False, False), (True, False), (True, True))
    ]
    assert any(allows(where, step) for where in everywhere)
    for where in everywhere:
        reason = CASE_STEPS.why_not(step, where)
        assert reason is None or (reason.code and reason.text and reason.text_en)


def test_a_case_is_confirmed_before_it_is_registered():
    waiting = situation(S.RECEIVED, is_received_legally=False)
    received = situation(S.RECEIVED, is_received_legally=True)
    assert (allows(waiting, CONFIRM), why(waiting, REGISTER)) == (True, "receipt_unconfirmed")
    assert (why(received, CONFIRM), allows(received, REGISTER)) == ("receipt_known", True)
    assert why(situation(S.REPLIED), REGISTER) == "state"


def test_a_reply_is_handed_in_only_while_no_answer_is_awaited():
    assert allows(situation(S.DRAFTED), SUBMIT)
    for holding in ("consultation", "correction", "payment"):
        held = situation(S.DRAFTED, waiting_for=frozenset({holding}))
        assert why(held, SUBMIT) == "answer_awaited"
    assert allows(situation(S.DRAFTED, waiting_for=frozenset({"explanation"})), SUBMIT)


def test_a_reply_over_an_objection_is_neither_handed_in_nor_approved_nor_issued():
    for step, state in ((SUBMIT, S.DRAFTED), (APPROVE, S.IN_APPROVAL), (ISSUE, S.APPROVED)):
        assert allows(situation(state), step)
        assert why(situation(state, discloses_over_objection=True), step) == "objection_stands"


def test_an_extension_is_possible_once():
    assert allows(situation(S.HANDLING), EXTEND)
    assert why(situation(S.HANDLING, is_extended=True), EXTEND) == "extended_already"


@pytest.mark.parametrize(
    ("step", "before", "after", "facts"),
    [
        (REGISTER, S.RECEIVED, S.REGISTERED, {}),
        (REGISTER, S.RECEIVED, S.DRAFTED, {"has_draft": True}),
        (SEND_CONSULTATION, S.REGISTERED, S.HANDLING, {}),
        (SEND_CONSULTATION, S.DRAFTED, S.DRAFTED, {"has_draft": True}),
        (VOID_REGISTRATION, S.DRAFTED, S.RECEIVED, {"has_draft": True}),
        (RETURN, S.APPROVED, S.DRAFTED, {"has_draft": True}),
        (DRAFT, S.HANDLING, S.DRAFTED, {}),
    ],
)
def test_a_step_leads_where_its_row_says(step, before, after, facts):
    assert CASE_STEPS.after(step, situation(before, **facts)) == after


def holders(step):
    return {role for role in Role if role in ROLE_PERMISSIONS and step.admits(someone(role), OWN)}


def test_only_people_with_authority_approve_extend_void_and_correct():
    assert holders(APPROVE) == holders(RETURN) == {Role.HEAD, Role.LEADER}
    for step in (EXTEND, VOID_REGISTRATION, CORRECT_DATE):
        assert holders(step) == {Role.HEAD}
    assert holders(CONFIRM_ENTRY) == {Role.HEAD, Role.LEADER}
    assert holders(DRAFT) == {Role.CLERK, Role.HEAD}
    machine = someone(scopes=set(Permission), is_machine=True)
    assert ASSIGN.admits(machine, OWN)
    by_people = (APPROVE, RETURN, EXTEND, CORRECT_DATE, CONFIRM_ENTRY)
    assert not any(step.admits(machine, OWN) for step in by_people)


def test_nobody_is_offered_the_approval_of_their_own_draft():
    head = someone(Role.HEAD, subject="h")
    by_another = situation(S.IN_APPROVAL, drafted_by="somebody else")
    own = situation(S.IN_APPROVAL, drafted_by="h")
    assert APPROVE.code in CASE_STEPS.available(by_another, head)
    assert APPROVE.code not in CASE_STEPS.available(own, head)
    assert CASE_STEPS.barred(APPROVE, head, own).code == "approver_is_drafter"


def test_oversight_lets_nobody_work_on_the_cases_of_another_organ():
    both = someone(Role.HEAD, Role.SUPERVISOR)
    assert not any(step.admits(both, FOREIGN) for step in CASE_STEPS.steps)
    assert CASE_STEPS.available(situation(S.IN_APPROVAL, FOREIGN), both) == []
    machine = someone(scopes=set(Permission), is_machine=True)
    assert ASSIGN.admits(machine, FOREIGN)


class Walk(RuleBasedStateMachine):
    """A case that takes any step of the table; only what runs beside its state is counted here."""

    def __init__(self):
        super().__init__()
        self.state = S.RECEIVED
        self.received = self.extended = self.delivered = self.has_draft = False
        self.awaited = self.silent = 0

    @property
    def situation(self):
        return situation(
            self.state,
            is_received_legally=self.received,
            waiting_for=frozenset({"consultation"} if self.awaited else ()),
            open_consultations=self.awaited + self.silent,
            is_extended=self.extended,
            is_delivered=self.delivered,
            has_draft=self.has_draft,
        )

    @rule(data=st.data())
    def take_a_step(self, data):
        codes = CASE_STEPS.allowed(self.situation)
        if not codes:
            return
        step = BY_CODE[data.draw(st.sampled_from(codes))]
        self.state = CaseState(CASE_STEPS.after(step, self.situation))
        self.received |= step is CONFIRM
        self.extended |= step is EXTEND
        self.delivered |= step is RECORD_DELIVERY
        self.has_draft |= step is DRAFT
        self.awaited += step is SEND_CONSULTATION
        if step is ANSWER_CONSULTATION:
            if self.awaited:
                self.awaited -= 1
            else:
                self.silent -= 1

    @rule()
    def a_period_lapses(self):
        if self.awaited:
            self.awaited, self.silent = self.awaited - 1, self.silent + 1

    @invariant()
    def an_open_case_is_never_stuck(self):
        if self.state in OPEN_STATES:
            assert {ASSIGN.code, WITHDRAW.code} < set(CASE_STEPS.allowed(self.situation))

    @invariant()
    def a_reply_needs_receipt_and_draft(self):
        if self.state in {S.DRAFTED, S.IN_APPROVAL, S.APPROVED, S.REPLIED}:
            assert self.received
            assert self.has_draft

    @invariant()
    def nothing_is_awaited_when_a_reply_is_in_approval(self):
        if self.state in {S.IN_APPROVAL, S.APPROVED}:
            assert self.awaited == 0


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=25)
