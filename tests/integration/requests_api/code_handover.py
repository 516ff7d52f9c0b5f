"""A new access code on its way: the office's call, the notifier's call, the applicant's."""

import uuid

from gongkai.contracts import ApplicantMessageDue


async def reissue(desk, case_id, handover, **caller):
    body = {"reason": "申请人遗失", "handover": handover}
    return await desk.post(f"/cases/{case_id}/access-code", body, **caller)


async def messages_of(desk, case_id, kind="access_code"):
    """What this case's applicant is to be told, oldest first."""
    events = await desk.changes(ApplicantMessageDue.STREAM)
    messages = [event["data"] for event in events]
    return [m for m in messages if (m["case_id"], m["kind"]) == (case_id, kind)]


async def ask(desk, case_id, message=None, *, headers=None, **changes):
    """Ask as the notifier does where the applicant is reached."""
    body = {"case_id": case_id, "channel": "email", "delivery_id": str(uuid.uuid4())}
    body |= {"message_id": message} if message else {}
    return await desk.client.post(
        "/requests/v1/contact-disclosures",
        json={**body, **changes},
        headers=headers or desk.headers.notifier(),
    )


async def opens(client, receipt, code):
    path = f"/requests/v1/applications/{receipt['receipt_number']}"
    return (await client.get(path, headers={"Gongkai-Access-Code": code})).is_success
