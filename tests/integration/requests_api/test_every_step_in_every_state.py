"""What the desk offers is what the server takes, for every state, step and role."""

from datetime import date, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import text

from gongkai.auth.principal import Role
from requests_api.features import KINDS
from requests_api.matters.kinds import MatterKind
from tests.integration.requests_api.closing_desk import abandoned, tell_of_end
from tests.integration.requests_api.fee_desk import fee_notice
from tests.integration.requests_api.letter_desk import AUTHORITY, COURT, contested
from tests.integration.requests_api.office_desk import REPLY, waits

STATES = (
    "received",
    "spoken",
    "registered",
    "awaiting",
    "correcting",
    "explaining",
    "asking",
    "fee_due",
    "handling",
    "drafted",
    "in_approval",
    "second_level",
    "approved",
    "replied",
    "delivered",
    "withdrawn",
    "jointly",
    "told",
    "abandoned",
)
STEPS = {step.code: step for step in KINDS[MatterKind.APPLICATION].steps.steps}
BY_ONE_STEP = {
    "correcting": "notify_correction",
    "explaining": "request_explanation",
    "asking": "request_extension",
    "withdrawn": "withdraw",
}
"""Where one step leads; most of them run beside the state."""
SHOWN = {
    "spoken": "received",
    "jointly": "registered",
    "told": "registered",
    "abandoned": "closed",
    "delivered": "replied",
    "awaiting": "handling",
    "correcting": "handling",
    "explaining": "handling",
    "asking": "registered",
    "fee_due": "handling",
    "second_level": "in_approval",
}
PARTS = {"consultation_id", "letter_id", "unit_id"}
"""What is found before the step is judged."""
TRIED_ON_ONE_CASE = (
    "confirm",
    "read_back",
    "split",
    "record_fee_notice_delivery",
    "waive_fee",
    "notify_fee",
    "record_fee_payment",
    "request_extension",
    "refuse_extension",
    "extend",
    "add_handling_unit",
    "complete_handling",
    "return",
    "reopen",
    "record_consultation_delivery",
    "request_explanation",
    "record_explanation_delivery",
    "receive_explanation",
    "set_delay",
    "notify_correction",
    "record_correction_delivery",
    "receive_correction",
    "void_registration",
    "assign",
    "correct_date",
    "add_note",
    "link_case",
    "record_letter_delivery",
    "record_letter_return",
    "record_reply_return",
)
"""In an order in which each leaves the next possible in some state."""
WRITERS = (Role.CLERK, Role.HEAD, Role.LEADER)


def body_of(step, today):
    return {
        "add_handling_unit": {"unit": "规划科", "due_on": today},
        "add_note": {"text": "已电话联系"},
        "approve": {},
        "answer_consultation": {"answered_on": today, "opinion": "consents"},
        "assign": {"assignee": "clerk-2"},
        "close": {
            "decision": "other_closing",
            "closed_on": today,
            "evidence": [{"kind": "reason", "note": "样例理由"}],
        },
        "reopen": {"reason": "样例理由", "on": today},
        "confirm_entry": {"reason": "核对纸质材料"},
        "confirm": {"confirmed_on": today, "means": "phone"},
        "correct_date": {"on": today, "reason": "录入有误"},
        "charge_costs": {
            "charged_on": today,
            "items": [{"kind": "copy", "amount": "5"}],
            "standard": "样例标准",
        },
        "relieve_costs": {"applied_on": today, "on": today, "reason": "样例理由"},
        "record_cost_payment": {"paid_on": today, "amount": "5"},
        "state_need": {"stated_on": today, "needs": ["living"]},
        "draft": REPLY,
        "extend": {"working_days": 1, "approved_on": today, "notified_on": today},
        "issue": {"issued_on": today},
        "link_case": {"relation": "related"},
        "notify_correction": {"notified_on": today, "items": ["样例补正事项"]},
        "notify_pause": {"notified_on": today},
        "pause": {"on": today, "reason": "样例理由"},
        "read_back": {"read_back_on": today},
        "receive_correction": {"received_on": today, "description": "样例补正"},
        "receive_explanation": {"received_on": today, "reasons": "样例理由"},
        "record_correction_delivery": {"delivered_on": today},
        "record_explanation_delivery": {"delivered_on": today},
        "refuse_extension": {"reason": "样例理由"},
        "request_explanation": {"requested_on": today},
        "request_extension": {"working_days": 1, "reason": "样例理由"},
        "resume": {"on": today, "reason": "样例理由"},
        "set_delay": {
            "until": str(date.fromisoformat(today) + timedelta(days=90)),
            "notified_on": today,
            "reason": "样例理由",
        },
        "notify_fee": fee_notice(today),
        "propose_publication": {"reason": "多个申请人申请公开同一信息"},
        "override_objection": {
            "ground": "public_interest",
            "reason": "样例理由",
            "notified_on": today,
        },
        "record_consultation_delivery": {"delivered_on": today},
        "record_letter_delivery": {"service": "post", "on": today},
        "record_letter_return": {"service": "post", "on": today},
        "record_fee_notice_delivery": {"delivered_on": today},
        "record_fee_payment": {"paid_on": today, "amount": "10.00"},
        "waive_fee": {"reason": "样例理由", "on": today},
        "record_delivery": {"delivered_on": today, "service": "post"},
        "record_reply_return": {"returned_on": today, "service": "post"},
        "return": {"reason": "再核"},
        "split": {"parts": [{"title": "测试文件附图"}]},
        "send_consultation": {"party": "organ", "party_name": "乙局", "sent_on": today},
        "void_registration": {"reason": "登错"},
        "withdraw": {"withdrawn_on": today},
    }.get(step)


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def _instances(office, organs):
    """Letters that tell remedies can be drawn up."""
    await contested(office, organs.own, AUTHORITY, COURT)


async def hold(desk, case_id, state):
    """Let a case wait for somebody, or have waited."""
    if state == "fee_due":
        await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.ago(1)))
        return
    _, letter = await desk.consult(case_id, desk.ago(1))
    if state == "handling":
        await desk.answer(case_id, letter, desk.today())


async def half_approve(desk, case_id):
    """A reply that the first of two levels has approved; later ones need one level again."""
    await desk.decide_chain({"role": "head"}, {"role": "leader"})
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    await desk.decide_chain({"role": "head"})
    await desk.done(f"/cases/{case_id}/reply/approval", {}, role=Role.HEAD)


async def received(desk):
    return (await desk.key_in(channel="fax"))["id"]


async def spoken(desk):
    return (await desk.key_in(channel="oral"))["id"]


async def told_of_its_end(desk):
    """A case whose applicant was sent word that it ends."""
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await tell_of_end(desk, case_id, "other_closing")
    return case_id


MADE = {"received": received, "spoken": spoken, "told": told_of_its_end, "abandoned": abandoned}


async def bring(desk, state):
    """A case in ``state``; returns its id."""
    if state in MADE:
        return await MADE[state](desk)
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    if state in {"fee_due", "awaiting", "handling"}:
        await hold(desk, case_id, state)
    if state in BY_ONE_STEP:
        step = STEPS[BY_ONE_STEP[state]]
        await desk.done(f"/cases/{case_id}/{step.path}", body_of(step.code, desk.today()))
    if state in {"drafted", "in_approval"}:
        await desk.done(f"/cases/{case_id}/reply", REPLY)
    if state == "in_approval":
        await desk.done(f"/cases/{case_id}/reply/submission")
    if state == "second_level":
        await half_approve(desk, case_id)
    if state == "approved":
        await desk.approved(case_id)
    if state in {"replied", "delivered"}:
        await desk.replied(case_id)
    last = {
        "delivered": ("reply/delivery", body_of("record_delivery", desk.today())),
        "jointly": ("handling-units", {"unit": "规划科"}),
    }.get(state)
    if last is not None:
        await desk.done(f"/cases/{case_id}/{last[0]}", last[1])
    return case_id


async def parts_of(desk, case, path):
    """The first of each part that ``path`` names; the case itself where there is none."""
    letters = [letter["id"] for letter in case["consultations"]] or [case["id"]]
    parts = {"consultation_id": letters[0], "objection_id": letters[0], "seq": 1, "entry": 1}
    for name, listed in (("unit_id", "handling-units"), ("letter_id", "letters")):
        if f"{{{name}}}" in path:
            items = (await desk.get(f"/cases/{case['id']}/{listed}")).json()["items"]
            parts[name] = items[0]["id"] if items else case["id"]
    return parts


async def attempt(desk, case, step, role):
    """Take a step as its declaration says, on the first part that it could mean."""
    body, path = body_of(step, desk.today()), STEPS[step].path
    if step == "correct_date":
        body["on"] = str(date.fromisoformat(case["arrived_on"]) - timedelta(days=1))
    if step == "link_case":
        body["case_id"] = (await desk.key_in())["id"]
    path = path.format(**await parts_of(desk, case, path))
    return await desk.post(f"/cases/{case['id']}/{path}", body, role=role)


def test_every_step_of_the_procedure_is_tried():
    for step in STEPS.values():
        has_one = body_of(step.code, "2026-01-05") is not None
        assert has_one is step.has_body, f"give body_of a body for {step.code}, or take it away"


@pytest.mark.parametrize("state", STATES)
async def test_what_is_not_offered_is_refused_and_changes_nothing(desk, state):
    case_id = await bring(desk, state)
    for role in (*WRITERS, Role.SUPERVISOR):
        before = await desk.read(case_id, role=role)
        assert before["state"] == SHOWN.get(state, state)
        for step in STEPS.keys() - set(before["available_actions"]):
            refused = await attempt(desk, before, step, role)
            expected = {403, 409, 404} if STEPS[step].part in PARTS else {403, 409}
            assert refused.status_code in expected, (role, step, refused.text)
            if refused.status_code == 409:
                problem = refused.json()
                assert problem["code"] in {"case_step_not_allowed", problem["why"]}
                assert step not in problem["allowed_steps"]
        assert await desk.read(case_id, role=role) == before
    chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
    assert chain["valid"] is True


@pytest.mark.parametrize("state", STATES)
async def test_what_is_offered_is_taken(desk, state):
    for role in WRITERS:
        case = first = await desk.read(await bring(desk, state), role=role)
        for step in first["available_actions"]:
            if not stands_like(case, first):
                case = await desk.read(await bring(desk, state), role=role)
                assert stands_like(case, first)
            taken = await attempt(desk, case, step, role)
            assert taken.is_success, (role, step, taken.text)
            assert taken.json()["version"] == case["version"] + 1
            case = taken.json()


def stands_like(case, first):
    """Whether a step left everything possible that was: then the next is tried on the same case."""
    members = ("state", "available_actions")
    same = all(case[member] == first[member] for member in members)
    return same and waits(case) == waits(first)


async def test_an_auditor_and_a_supervisor_are_offered_nothing(desk):
    case_id = await desk.registered()
    for role in (Role.SUPERVISOR, Role.AUDITOR):
        assert (await desk.read(case_id, role=role))["available_actions"] == []


async def test_every_act_that_can_stand_on_record_has_a_name(desk, office):
    made = [await bring(desk, state) for state in STATES]
    for case_id in made:
        case = await desk.read(case_id, role=Role.HEAD)
        for step in TRIED_ON_ONE_CASE:
            if step in case["available_actions"]:
                taken = await attempt(desk, case, step, Role.HEAD)
                case = taken.json() if taken.is_success else case
        await desk.done(f"/cases/{case_id}/access-code", {"reason": "遗失", "handover": "mail"})
        await desk.done(f"/cases/{case_id}/applicant-contact", {"email": None, "reason": "注销"})
    # By the cases of this test alone, and by what was split off from them: what others of the
    # module put on record is theirs.
    query = text(
        "SELECT DISTINCT type FROM matter_events"
        " WHERE aggregate_id::text = ANY(:made) OR data ->> 'first' = ANY(:made)"
    )
    async with office.database.read_session() as session:
        recorded = set(await session.scalars(query, {"made": made}))
    named = {entry["code"] for entry in (await desk.get("/codes")).json()["case_events"]}
    rare = {
        "agent_authority_noted",
        "applicant_told",
        "file_printed",
        "case_merged_in",
        "attachment_added",
        "attachment_removed",
        "deadline_recomputed",
        "jurisdiction_changed",
        "contact_disclosed",
        "message_undelivered",
        "fee_notice_confirmed",
        "objection_overridden",
        "frequency_noted",
        "paused",
        "resumed",
        "letter_issued_copy_filed",
        "special_need_stated",  # these four: of what was received before 2019-05-15
        "cost_fee_charged",
        "cost_fee_relieved",
        "cost_fee_paid",
        "enclosure_added",  # these: of what goes out with a reply
        "enclosure_fetched",
        "enclosure_removed",
        "enclosure_screened",
        "finding_resolved",
        "reply_rated",
        "publication_proposed",
        "publication_proposal_refused",
        "publication_proposal_sent",
        "imported",  # these three: of cases of an earlier register
        "number_taken_over",
        "ended_before_import",
        "pause_notified",
        "reply_served_again",  # after it came back
    }
    assert named - recorded == rare
    assert recorded <= named
