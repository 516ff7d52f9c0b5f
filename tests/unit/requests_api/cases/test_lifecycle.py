"""The procedure's own table: what is allowed where, and why not elsewhere."""

import pytest

from requests_api.approval_chains.levels import Approvals, Given
from requests_api.cases.errors import FindingsOpen
from requests_api.cases.kinds import FeeState
from requests_api.cases.states import OPEN_STATES, STAGES, CaseState
from requests_api.cases.steps import CASE_STEPS
from requests_api.closings.steps import CLOSE, REOPEN
from requests_api.consultations.steps import SEND_CONSULTATION
from requests_api.corrections.steps import (
    NOTIFY_CORRECTION,
    RECEIVE_CORRECTION,
    RECORD_CORRECTION_DELIVERY,
)
from requests_api.cost_fees.steps import CHARGE_COSTS, RECORD_COST_PAYMENT, RELIEVE_COSTS
from requests_api.date_corrections.steps import CORRECT_DATE
from requests_api.decisions.model import NationalText
from requests_api.delays.steps import SET_DELAY
from requests_api.explanations.steps import RECEIVE_EXPLANATION, REQUEST_EXPLANATION
from requests_api.extensions.steps import EXTEND, REFUSE_EXTENSION, REQUEST_EXTENSION
from requests_api.fees.steps import (
    NOTIFY_FEE,
    RECORD_FEE_NOTICE_DELIVERY,
    RECORD_FEE_PAYMENT,
    WAIVE_FEE,
)
from requests_api.intake.steps import CONFIRM, READ_BACK
from requests_api.pauses.steps import NOTIFY_PAUSE, PAUSE, RESUME
from requests_api.publications.steps import PROPOSE
from requests_api.registrations.steps import REGISTER, VOID_REGISTRATION
from requests_api.replies.steps import (
    APPROVE,
    DRAFT,
    ISSUE,
    RECORD_DELIVERY,
    RECORD_RETURN,
    RETURN,
    SUBMIT,
)
from requests_api.special_needs.steps import STATE_NEED
from tests.unit.requests_api.cases.situations import (
    BY_CODE,
    DECLARED,
    TWO_LEVELS,
    S,
    allows,
    situation,
    why,
)

ASKED = {"is_correction_asked": True, "is_correction_awaited": True}
CLOSED = set(CaseState) - set(OPEN_STATES)


def test_every_state_has_a_stage_and_every_module_of_steps_is_declared():
    assert STAGES.keys() == set(CaseState)
    found = [value for module in DECLARED for value in vars(module).values()]
    assert all(step in found for step in CASE_STEPS.steps)


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_case_takes_no_step_but_the_serving_of_its_reply(state):
    back = [RECORD_RETURN.code] if state is S.REPLIED else []
    served = [RECORD_DELIVERY.code] if state is S.REPLIED else []
    assert CASE_STEPS.allowed(situation(state)) == [*served, *back]
    assert CASE_STEPS.allowed(situation(state, is_delivered=True)) == back
    abandoned = situation(state, is_delivered=True, is_abandoned=True)
    assert CASE_STEPS.allowed(abandoned) == ([REOPEN.code] if state is S.CLOSED else back)
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
            is_oral=asked,
            is_correction_asked=asked,
            is_correction_awaited=asked,
            is_explanation_asked=asked,
            is_explained=asked and received,
            is_extension_asked=asked,
            pauses=received,
            is_paused=asked,
            is_pause_untold=asked,
            fee_state=fee_state,
            has_closing_notice=asked,
            has_letter=asked,
            is_abandoned=asked,
            text=law,
            is_cost_charged=asked,
            is_cost_due=asked,
        )
        for state in CaseState
        for law in NationalText
        for received in (False, True)
        for asked in (False, True)
        for fee_state in (None, FeeState.DUE, FeeState.PAID)
    ]
    assert any(allows(where, step) for where in everywhere)
    for where in everywhere:
        reason = CASE_STEPS.why_not(step, where)
        assert reason is None or (reason.code and reason.text and reason.text_en)


@pytest.mark.parametrize("state", CaseState)
def test_a_text_opens_no_procedure_of_another(state):
    """The need and the costs are of 2007, reasons and delays of 2019 (条例35)."""
    facts = {"is_cost_charged": True, "is_cost_due": True, "is_explanation_asked": True}
    facts |= {"is_explained": True}
    then = situation(state, text=NationalText.OF_2007, **facts)
    now = situation(state, **facts)
    of_2007 = {step.code for step in (STATE_NEED, CHARGE_COSTS, RELIEVE_COSTS, RECORD_COST_PAYMENT)}
    assert not of_2007 & {*CASE_STEPS.allowed(now)}
    assert not {SET_DELAY.code, REQUEST_EXPLANATION.code} & {*CASE_STEPS.allowed(then)}
    assert why(situation(S.HANDLING), CHARGE_COSTS) == "text_of_2007_only"
    organisation = situation(S.HANDLING, text=NationalText.OF_2007, is_of_citizen=False, **facts)
    assert why(organisation, RELIEVE_COSTS) == "no_citizen"


def test_a_case_is_confirmed_before_it_is_registered():
    waiting = situation(S.RECEIVED, is_received_legally=False)
    received = situation(S.RECEIVED, is_received_legally=True)
    assert (allows(waiting, CONFIRM), why(waiting, REGISTER)) == (True, "receipt_unconfirmed")
    assert (why(received, CONFIRM), allows(received, REGISTER)) == ("receipt_known", True)
    assert why(situation(S.REPLIED), REGISTER) == "state"


def test_an_oral_application_is_registered_once_it_was_read_back():
    spoken = {"is_received_legally": True, "is_oral": True}
    assert why(situation(S.RECEIVED, **spoken), REGISTER) == "not_read_back"
    assert allows(situation(S.RECEIVED, **spoken), READ_BACK)
    read = situation(S.RECEIVED, is_read_back=True, **spoken)
    assert (allows(read, REGISTER), why(read, READ_BACK)) == (True, "read_back_already")
    assert why(situation(S.RECEIVED), READ_BACK) == "not_oral"


def test_a_draft_older_than_the_corrected_application_goes_no_further():
    for step, state in ((SUBMIT, S.DRAFTED), (APPROVE, S.IN_APPROVAL), (ISSUE, S.APPROVED)):
        assert why(situation(state, is_draft_outdated=True), step) == "draft_before_correction"


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


def test_a_reply_that_is_kept_elsewhere_is_not_delivered_here():
    elsewhere = situation(S.REPLIED, is_answered_elsewhere=True)
    assert why(elsewhere, RECORD_DELIVERY) == "reply_elsewhere"


def test_a_reply_goes_nowhere_while_what_goes_out_with_it_is_open():
    for step, state in ((SUBMIT, S.DRAFTED), (APPROVE, S.IN_APPROVAL), (ISSUE, S.APPROVED)):
        held = situation(state, open_enclosures=("e",))
        assert why(held, step) == "findings_open"
        assert CASE_STEPS.problem_of(step, held) is FindingsOpen
        members = {"enclosures": ["e"], "is_text_open": False}
        assert CASE_STEPS.members_of(step, held) == members
        text = situation(state, has_open_text=True)
        assert why(text, step) == "findings_open"
        members = {"enclosures": [], "is_text_open": True}
        assert CASE_STEPS.members_of(step, text) == members
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
    assert why(local, NOTIFY_PAUSE) == "no_pause_untold"
    assert allows(situation(S.HANDLING, pauses=True, is_pause_untold=True), NOTIFY_PAUSE)


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
        (RECEIVE_CORRECTION, S.APPROVED, S.DRAFTED, ASKED),
        (RECEIVE_CORRECTION, S.IN_APPROVAL, S.DRAFTED, ASKED),
        (RECEIVE_CORRECTION, S.HANDLING, S.HANDLING, ASKED),
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
