"""Who may take which step: authority, the draft of one's own, levels, oversight."""

from gongkai.auth.principal import ROLE_PERMISSIONS, Permission, Role
from requests_api.approval_chains.levels import Approvals, Given
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.steps import CASE_STEPS
from requests_api.closings.steps import CLOSE, REOPEN
from requests_api.corrections.steps import NOTIFY_CORRECTION
from requests_api.date_corrections.steps import CORRECT_DATE
from requests_api.delays.steps import SET_DELAY
from requests_api.extensions.steps import EXTEND, REFUSE_EXTENSION, REQUEST_EXTENSION
from requests_api.fees.steps import WAIVE_FEE
from requests_api.late_entries.steps import CONFIRM_ENTRY
from requests_api.pauses.steps import PAUSE
from requests_api.publications.steps import PROPOSE
from requests_api.registrations.steps import VOID_REGISTRATION
from requests_api.replies.steps import APPROVE, DRAFT, RETURN
from tests.unit.requests_api.cases.situations import FOREIGN, OWN, TWO_LEVELS, S, situation, someone


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
