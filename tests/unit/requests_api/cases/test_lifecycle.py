"""The procedure's own table: what is allowed where, walked at random and checked as a whole."""

from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gongkai.auth.principal import ROLE_PERMISSIONS, Permission, Principal, Role
from gongkai.features import modules_of
from gongkai.time import PlatformClock
from requests_api.approval_chains.levels import Approvals, Given, Level
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.errors import FindingsOpen
from requests_api.cases.kinds import FeeState
from requests_api.cases.states import OPEN_STATES, STAGES, CaseState
from requests_api.cases.steps import CASE_STEPS, CaseSituation
from requests_api.closings.steps import CLOSE, REOPEN
from requests_api.consultations.steps import ANSWER_CONSULTATION, SEND_CONSULTATION
from requests_api.corrections.steps import (
    NOTIFY_CORRECTION,
    RECEIVE_CORRECTION,
    RECORD_CORRECTION_DELIVERY,
)
from requests_api.date_corrections.steps import CORRECT_DATE
from requests_api.delays.steps import SET_DELAY
from requests_api.explanations.steps import RECEIVE_EXPLANATION, REQUEST_EXPLANATION
from requests_api.extensions.steps import EXTEND, REFUSE_EXTENSION, REQUEST_EXTENSION
from requests_api.fees.steps import (
    NOTIFY_FEE,
    RECORD_FEE_NOTICE_DELIVERY,
    RECORD_FEE_PAYMENT,
    WAIVE_FEE,
)
from requests_api.intake.steps import CONFIRM
from requests_api.late_entries.steps import CONFIRM_ENTRY
from requests_api.pauses.steps import PAUSE, RESUME
from requests_api.publications.steps import PROPOSE
from requests_api.registrations.steps import REGISTER, VOID_REGISTRATION
from requests_api.replies.steps import APPROVE, DRAFT, ISSUE, RECORD_DELIVERY, RETURN, SUBMIT
from requests_api.withdrawals.steps import WITHDRAW

CLOSED = set(CaseState) - set(OPEN_STATES)
S = CaseState
FEE_AFTER = {
    NOTIFY_FEE.code: FeeState.DUE,
    RECORD_FEE_PAYMENT.code: FeeState.PAID,
    WAIVE_FEE.code: FeeState.WAIVED,
}
TWO_LEVELS = (Level(Role.HEAD), Level(Role.LEADER))
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
    abandoned = situation(state, is_delivered=True, is_abandoned=True)
    assert CASE_STEPS.allowed(abandoned) == ([REOPEN.code] if state is S.CLOSED else [])
    assert allows(situation(state), CORRECT_DATE)


@pytest.mark.parametrize("step", BY_CODE.values(), ids=BY_CODE)
def test_every_step_is_possible_somewhere_and_says_why_elsewhere(step):
    everywhere = [
        situation(
            state,
            is_received_legally=received,
            open_consultations=int(asked),
            awaiting=((3, "甲"),) if received else (),
            has_objection=received,
            units_at_work=1,
            is_correction_asked=asked,
            is_correction_awaited=asked,
            is_explanation_asked=asked,
            is_explained=asked and received,
            is_extension_asked=asked,
            pauses=received,
            is_paused=asked,
            fee_state=fee_state,
            has_closing_notice=asked,
            is_abandoned=asked,
        )
        for state in CaseState
        for received in (False, True)
        for asked in (False, True)
        for fee_state in (None, FeeState.DUE, FeeState.PAID)
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


def test_a_reply_goes_nowhere_while_what_goes_out_with_it_is_open():
    for step, state in ((SUBMIT, S.DRAFTED), (APPROVE, S.IN_APPROVAL), (ISSUE, S.APPROVED)):
        held = situation(state, open_enclosures=("e",))
        assert why(held, step) == "findings_open"
        assert CASE_STEPS.problem_of(step, held) is FindingsOpen
        assert CASE_STEPS.members_of(step, held) == {"enclosures": ["e"]}
        assert CASE_STEPS.members_of(step, situation(state)) == {}
        assert CASE_STEPS.members_of(step, situation(S.WITHDRAWN, open_enclosures=("e",))) == {}


def test_what_the_reply_did_not_disclose_is_not_proposed_for_publication():
    for state in (S.HANDLING, S.REPLIED):
        assert allows(situation(state), PROPOSE)
        assert why(situation(state, is_withheld=True), PROPOSE) == "information_withheld"
        proposed = situation(state, is_publication_proposed=True)
        assert why(proposed, PROPOSE) == "publication_proposed_already"
    assert why(situation(S.WITHDRAWN), PROPOSE) == "state"


def test_a_fee_is_noticed_once_and_paid_or_waived_while_it_is_due():
    answers = (RECORD_FEE_NOTICE_DELIVERY, RECORD_FEE_PAYMENT, WAIVE_FEE)
    assert allows(situation(S.HANDLING), NOTIFY_FEE)
    assert why(situation(S.HANDLING, is_fee_in_force=False), NOTIFY_FEE) == "fee_not_in_force"
    assert why(situation(S.IN_APPROVAL), NOTIFY_FEE) == "state"
    for state in FeeState:
        assert why(situation(S.HANDLING, fee_state=state), NOTIFY_FEE) == "fee_notified_already"
        for step in answers:
            assert allows(situation(S.HANDLING, fee_state=state), step) is (state is FeeState.DUE)
    for step in answers:
        assert why(situation(S.HANDLING), step) == "no_fee_due"
        assert why(situation(S.RECEIVED, fee_state=FeeState.DUE), step) == "state"


def test_a_case_ends_without_a_reply_but_never_without_a_letter():
    assert why(situation(S.HANDLING), CLOSE) == "letter_missing"
    assert why(situation(S.RECEIVED, has_closing_notice=True), CLOSE) == "state"
    assert why(situation(S.CLOSED), REOPEN) == "not_abandoned"


def test_an_extension_is_possible_once():
    assert allows(situation(S.HANDLING), EXTEND)
    assert why(situation(S.HANDLING, is_extended=True), EXTEND) == "extended_already"


def test_a_correction_is_asked_for_once_and_taken_as_long_as_the_case_is_open():
    asked = {"is_correction_asked": True, "is_correction_awaited": True}
    assert allows(situation(S.HANDLING), NOTIFY_CORRECTION)
    assert why(situation(S.HANDLING, **asked), NOTIFY_CORRECTION) == "correction_repeated"
    for state in OPEN_STATES:
        assert allows(situation(state, **asked), RECEIVE_CORRECTION)
        assert why(situation(state), RECEIVE_CORRECTION) == "no_correction_awaited"
    for state in CLOSED:
        assert why(situation(state, **asked), RECEIVE_CORRECTION) == "state"
    corrected = situation(S.HANDLING, is_correction_asked=True)
    assert allows(corrected, RECORD_CORRECTION_DELIVERY)
    assert why(corrected, RECEIVE_CORRECTION) == "no_correction_awaited"


def test_a_delay_needs_that_reasons_were_asked_for_and_have_come():
    asked = situation(S.HANDLING, is_explanation_asked=True)
    assert why(situation(S.HANDLING), SET_DELAY) == "explanation_not_asked"
    assert why(asked, SET_DELAY) == "reasons_not_received"
    assert why(asked, REQUEST_EXPLANATION) == "explanation_asked_already"
    explained = situation(S.HANDLING, is_explanation_asked=True, is_explained=True)
    assert allows(explained, SET_DELAY)
    assert why(explained, RECEIVE_EXPLANATION) == "explained_already"


def test_nobody_is_refused_as_excessive_before_they_were_heard():
    for step, state in ((SUBMIT, S.DRAFTED), (APPROVE, S.IN_APPROVAL), (ISSUE, S.APPROVED)):
        unheard = situation(state, refuses_unheard=True)
        assert why(unheard, step) == "explanation_awaited"


def test_an_extension_is_asked_for_once_at_a_time_and_refused_only_when_asked_for():
    asked = situation(S.HANDLING, is_extension_asked=True)
    assert why(asked, REQUEST_EXTENSION) == "extension_asked_already"
    assert allows(asked, REFUSE_EXTENSION)
    assert allows(asked, EXTEND)
    assert why(situation(S.HANDLING), REFUSE_EXTENSION) == "no_extension_asked"


def test_only_a_text_that_knows_pauses_is_paused():
    local = situation(S.HANDLING, pauses=True)
    assert why(situation(S.HANDLING), PAUSE) == "no_pause_in_rules"
    assert allows(local, PAUSE)
    assert why(local, RESUME) == "not_paused"
    assert why(situation(S.HANDLING, pauses=True, is_paused=True), PAUSE) == "paused_already"


@pytest.mark.parametrize(
    ("step", "before", "after", "facts"),
    [
        (REGISTER, S.RECEIVED, S.REGISTERED, {}),
        (REGISTER, S.RECEIVED, S.DRAFTED, {"has_draft": True}),
        (SEND_CONSULTATION, S.REGISTERED, S.HANDLING, {}),
        (SEND_CONSULTATION, S.DRAFTED, S.DRAFTED, {"has_draft": True}),
        (NOTIFY_CORRECTION, S.REGISTERED, S.HANDLING, {}),
        (REQUEST_EXPLANATION, S.REGISTERED, S.HANDLING, {}),
        (VOID_REGISTRATION, S.DRAFTED, S.RECEIVED, {"has_draft": True}),
        (RETURN, S.APPROVED, S.DRAFTED, {"has_draft": True}),
        (DRAFT, S.HANDLING, S.DRAFTED, {}),
        (NOTIFY_FEE, S.REGISTERED, S.HANDLING, {}),
        (NOTIFY_FEE, S.DRAFTED, S.DRAFTED, {"has_draft": True}),
        (APPROVE, S.IN_APPROVAL, S.APPROVED, {}),
        (CLOSE, S.REGISTERED, S.CLOSED, {"has_closing_notice": True}),
        (REOPEN, S.CLOSED, S.HANDLING, {"is_abandoned": True}),
        (APPROVE, S.IN_APPROVAL, S.IN_APPROVAL, {"approvals": Approvals(TWO_LEVELS)}),
        (
            APPROVE,
            S.IN_APPROVAL,
            S.APPROVED,
            {"approvals": Approvals(TWO_LEVELS, (Given("h"),))},
        ),
    ],
)
def test_a_step_leads_where_its_row_says(step, before, after, facts):
    assert CASE_STEPS.after(step, situation(before, **facts)) == after


def holders(step):
    return {role for role in Role if role in ROLE_PERMISSIONS and step.admits(someone(role), OWN)}


def test_only_people_with_authority_approve_extend_void_and_correct():
    assert holders(APPROVE) == holders(RETURN) == {Role.HEAD, Role.LEADER}
    for step in (
        EXTEND,
        REFUSE_EXTENSION,
        SET_DELAY,
        VOID_REGISTRATION,
        CORRECT_DATE,
        WAIVE_FEE,
        CLOSE,
        REOPEN,
    ):
        assert holders(step) == {Role.HEAD}
    assert holders(CONFIRM_ENTRY) == {Role.HEAD, Role.LEADER}
    for step in (DRAFT, NOTIFY_CORRECTION, REQUEST_EXTENSION, PAUSE):
        assert holders(step) == {Role.CLERK, Role.HEAD}
    machine = someone(scopes=set(Permission), is_machine=True)
    assert ASSIGN.admits(machine, OWN)
    by_people = (
        PROPOSE,
        APPROVE,
        RETURN,
        EXTEND,
        REFUSE_EXTENSION,
        SET_DELAY,
        CORRECT_DATE,
        CONFIRM_ENTRY,
        WAIVE_FEE,
        CLOSE,
        REOPEN,
    )
    assert not any(step.admits(machine, OWN) for step in by_people)


def test_nobody_is_offered_the_approval_of_their_own_draft():
    head = someone(Role.HEAD, subject="h")
    by_another = situation(S.IN_APPROVAL, drafted_by="somebody else")
    own = situation(S.IN_APPROVAL, drafted_by="h")
    assert APPROVE.code in CASE_STEPS.available(by_another, head)
    assert APPROVE.code not in CASE_STEPS.available(own, head)
    assert CASE_STEPS.barred(APPROVE, head, own).code == "approver_is_drafter"


def test_a_level_of_approval_is_offered_to_whose_it_is():
    head, leader = someone(Role.HEAD, subject="h"), someone(Role.LEADER, subject="l")
    first = situation(S.IN_APPROVAL, drafted_by="c", approvals=Approvals(TWO_LEVELS))
    given = Approvals(TWO_LEVELS, (Given("h"),))
    second = situation(S.IN_APPROVAL, drafted_by="c", approvals=given)
    assert APPROVE.code in CASE_STEPS.available(first, head)
    assert CASE_STEPS.barred(APPROVE, leader, first).code == "approval_of_another"
    assert CASE_STEPS.barred(APPROVE, head, second).code == "approver_repeats"
    assert APPROVE.code in CASE_STEPS.available(second, leader)
    elsewhere = situation(S.DRAFTED, drafted_by="c", approvals=given)
    assert CASE_STEPS.barred(APPROVE, head, elsewhere) is None, "there the state is what stands"


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
        self.awaited = self.silent = self.given = 0
        self.asked = self.corrected = self.reasons_asked = self.explained = False
        self.extension_asked = self.paused = False
        self.fee_state = None

    @property
    def situation(self):
        return situation(
            self.state,
            is_received_legally=self.received,
            waiting_for=frozenset(self.holding()),
            is_correction_asked=self.asked,
            is_correction_awaited=self.asked and not self.corrected,
            is_explanation_asked=self.reasons_asked,
            is_explained=self.explained,
            is_extension_asked=self.extension_asked,
            pauses=True,
            is_paused=self.paused,
            has_closing_notice=True,
            is_abandoned=self.state is S.CLOSED,
            fee_state=self.fee_state,
            open_consultations=self.awaited + self.silent,
            is_extended=self.extended,
            is_delivered=self.delivered,
            has_draft=self.has_draft,
            approvals=Approvals(TWO_LEVELS, tuple(Given(str(n)) for n in range(self.given))),
        )

    def holding(self):
        if self.awaited:
            yield "consultation"
        if self.asked and not self.corrected:
            yield "correction"
        if self.fee_state is FeeState.DUE:
            yield "payment"

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
        self.asked |= step is NOTIFY_CORRECTION
        self.corrected |= step is RECEIVE_CORRECTION
        self.reasons_asked |= step is REQUEST_EXPLANATION
        self.explained |= step is RECEIVE_EXPLANATION
        self.extension_asked |= step is REQUEST_EXTENSION
        self.extension_asked &= step.code not in {EXTEND.code, REFUSE_EXTENSION.code}
        self.paused = (self.paused or step is PAUSE) and step is not RESUME
        if step is SUBMIT or step is RETURN:
            self.given = 0
        self.given += step is APPROVE
        self.awaited += step is SEND_CONSULTATION
        self.fee_state = FEE_AFTER.get(step.code, self.fee_state)
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
    def a_reply_is_approved_once_every_level_has(self):
        if self.state == S.IN_APPROVAL:
            assert self.given < len(TWO_LEVELS)
        if self.state in {S.APPROVED, S.REPLIED}:
            assert self.given == len(TWO_LEVELS)

    @invariant()
    def nothing_is_awaited_when_a_reply_is_in_approval(self):
        if self.state in {S.IN_APPROVAL, S.APPROVED}:
            assert self.awaited == 0
            assert self.corrected or not self.asked
            assert self.fee_state is not FeeState.DUE

    @invariant()
    def an_applicant_who_is_asked_can_correct(self):
        if self.asked and not self.corrected and self.state in OPEN_STATES:
            assert RECEIVE_CORRECTION.code in CASE_STEPS.allowed(self.situation)


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=25)
