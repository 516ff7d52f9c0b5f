"""The procedure walked at random: where no step may lead, and what no case may lack."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from requests_api.approval_chains.levels import Approvals, Given
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.kinds import FeeState
from requests_api.cases.states import OPEN_STATES, CaseState
from requests_api.cases.steps import CASE_STEPS
from requests_api.consultations.steps import ANSWER_CONSULTATION, SEND_CONSULTATION
from requests_api.corrections.steps import (
    NOTIFY_CORRECTION,
    RECEIVE_CORRECTION,
)
from requests_api.explanations.steps import RECEIVE_EXPLANATION, REQUEST_EXPLANATION
from requests_api.extensions.steps import EXTEND, REFUSE_EXTENSION, REQUEST_EXTENSION
from requests_api.fees.steps import (
    NOTIFY_FEE,
    RECORD_FEE_PAYMENT,
    WAIVE_FEE,
)
from requests_api.intake.steps import CONFIRM
from requests_api.pauses.steps import NOTIFY_PAUSE, PAUSE, RESUME
from requests_api.replies.steps import APPROVE, DRAFT, RECORD_DELIVERY, RETURN, SUBMIT
from requests_api.withdrawals.steps import WITHDRAW
from tests.unit.requests_api.cases.situations import BY_CODE, TWO_LEVELS, S, situation

FEE_AFTER = {
    NOTIFY_FEE.code: FeeState.DUE,
    RECORD_FEE_PAYMENT.code: FeeState.PAID,
    WAIVE_FEE.code: FeeState.WAIVED,
}


class Walk(RuleBasedStateMachine):
    """A case that takes any step of the table; only what runs beside its state is counted here."""

    def __init__(self):
        super().__init__()
        self.state = S.RECEIVED
        self.received = self.extended = self.delivered = self.has_draft = False
        self.awaited = self.silent = self.given = 0
        self.asked = self.corrected = self.reasons_asked = self.explained = False
        self.extension_asked = self.paused = False
        self.untold = 0
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
            is_pause_untold=self.untold > 0,
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
        self.untold += (step is PAUSE) - (step is NOTIFY_PAUSE)
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
