"""An application is abandoned by the silence of its applicant, never by a reply of the office."""

import pytest

from tests.integration.requests_api.fee_desk import fee_notice
from tests.integration.requests_api.office_desk import REPLY

NO_PAYMENT = {
    **REPLY,
    "decision": "abandoned_no_payment",
    "evidence": [{"kind": "fee_notice", "note": "收费通知"}],
}
NO_CORRECTION = {
    **REPLY,
    "decision": "abandoned_no_correction",
    "evidence": [{"kind": "correction_notice", "note": "补正告知书"}],
}


async def refused(desk, case_id, reply):
    before = await desk.read(case_id)
    answer = await desk.post(f"/cases/{case_id}/reply", reply)
    assert await desk.read(case_id) == before
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("reply", [NO_PAYMENT, NO_CORRECTION])
async def test_nobody_abandons_what_they_were_never_asked_for(desk, reply):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    assert await refused(desk, case_id, reply) == (409, "abandonment_is_no_reply")


async def test_who_has_paid_has_abandoned_nothing(desk):
    """条例42, DL-12."""
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.ago(2)))
    assert await refused(desk, case_id, NO_PAYMENT) == (409, "abandonment_is_no_reply")
    paid = {"paid_on": str(desk.ago(1)), "amount": "10.00"}
    await desk.done(f"/cases/{case_id}/fee-payment", paid)
    assert await refused(desk, case_id, NO_PAYMENT) == (409, "abandonment_is_no_reply")


async def test_who_was_asked_after_the_term_has_abandoned_nothing(desk):
    """domain.md 2.12.3: such a notice stops nothing, so that no answer is awaited."""
    case_id = await desk.registered(arrived_on=str(desk.ago(25)))
    notice = {"notified_on": desk.today(), "items": ["请说明年份"]}
    await desk.done(f"/cases/{case_id}/correction-notice", notice)
    assert await refused(desk, case_id, NO_CORRECTION) == (409, "abandonment_is_no_reply")


async def test_a_fee_notice_that_a_reply_relies_on_is_on_record(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    relied = {"kind": "fee_notice", "note": "收费通知"}
    reply = {**REPLY, "evidence": [*REPLY["evidence"], relied]}
    assert await refused(desk, case_id, reply) == (422, "evidence_reference_unknown")
