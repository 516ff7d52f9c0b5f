"""What those who oversee an office see, and that they change nothing."""

from gongkai.auth.principal import Permission, Role
from tests.integration.requests_api.office_desk import READS, REPLY, SAMPLE, SECRETS, WRITES


async def test_a_supervisor_sees_the_subtree_masked_and_writes_nothing(desk, organs):
    case_id = await desk.registered()
    above = {"role": Role.SUPERVISOR, "organ": organs.parent}
    for path in READS:
        seen = await desk.get(f"/cases/{case_id}{path}", **above)
        assert seen.status_code == 200, (path, seen.text)
        assert not any(secret in seen.text for secret in SECRETS)
    listed = (await desk.get("/cases", **above)).json()["items"]
    assert case_id in {item["id"] for item in listed}
    for path, body in WRITES.items():
        refused = await desk.post(f"/cases/{case_id}/{path}", body, **above)
        assert refused.status_code == 403, (path, refused.text)
    beside = {"role": Role.SUPERVISOR, "organ": organs.other}
    assert (await desk.get(f"/cases/{case_id}", **beside)).status_code == 404


async def test_who_also_supervises_works_on_the_cases_of_the_own_organ_only(
    desk, client, headers, organs
):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    above = headers.of(organs.parent, Role.HEAD, Role.SUPERVISOR)
    path = f"/requests/v1/cases/{case_id}"
    seen = await client.get(path, headers=above)
    assert seen.json()["available_actions"] == []
    for step, body in WRITES.items():
        refused = await client.post(
            f"{path}/{step}",
            json=body,
            headers={**above, "If-Match": seen.headers["etag"], "Idempotency-Key": step},
        )
        assert refused.status_code == 403, (step, refused.text)
        assert refused.json()["code"] in {
            "organ_foreign",
            "approval_needs_head",
            "extension_needs_head",
            "fee_waiver_needs_head",
            "correction_needs_head",
            "delay_needs_head",
            "closing_needs_head",
        }
    below = await client.post(
        "/requests/v1/cases",
        json={
            "organ_id": str(organs.own),
            "channel": "oral",
            "arrived_on": desk.today(),
            "title": "测试文件",
            "description": "一份",
            "applicant": SAMPLE,
        },
        headers={**above, "Idempotency-Key": "below"},
    )
    assert (below.status_code, below.json()["code"]) == (403, "organ_foreign")
    assert (await client.get(path, headers=above)).headers["etag"] == seen.headers["etag"]
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert [item["step"] for item in refusals if item["actor"] == "both"] == [
        "correct_date",
        "extend",
        "refuse_extension",
        "set_delay",
        "waive_fee",
        "close",
        "reopen",
        "approve",
        "return",
    ]


async def test_a_letter_names_the_applicant_and_is_read_by_those_who_draft_or_approve_it(
    desk, client, headers, organs
):
    case_id = await desk.registered()
    letter = f"{SAMPLE['name']}：您申请的信息可以公开。"
    await desk.replied(case_id, reply={**REPLY, "content": letter})
    for role in (Role.CLERK, Role.HEAD, Role.LEADER):
        assert (await desk.read(case_id, role=role))["reply"]["content"] == letter
    overseers = [
        headers(Role.SUPERVISOR, organs.parent),
        headers(Role.AUDITOR),
        headers.of(organs.parent, Role.HEAD, Role.SUPERVISOR),
        headers.machine(organs.parent, Permission.CASES_READ),
    ]
    for overseer in overseers:
        seen = await client.get(f"/requests/v1/cases/{case_id}", headers=overseer)
        assert seen.json()["reply"]["content"] is None
        assert seen.json()["reply"]["decision"] == "disclosed"
        assert not any(secret in seen.text for secret in SECRETS)
