"""A reply that was sent: it comes back, is served again, and each attempt is in the file."""

from gongkai.auth.principal import Role
from tests.integration.requests_api.letter_desk import drawn


async def replied(desk):
    """A reply that went out today."""
    case_id = await desk.registered()
    await desk.replied(case_id)
    return case_id


def days_of(attempts):
    return [(each["service"], each["delivered_on"], each["returned_on"]) for each in attempts]


async def test_a_reply_without_a_letter_comes_back_twice_and_the_file_shows_each_attempt(desk):
    case_id, today = await replied(desk), desk.today()
    at = f"/cases/{case_id}/reply/delivery"
    await desk.done(at, {"delivered_on": today, "service": "post"})
    once_more = await desk.post(at, {"delivered_on": today, "service": "post"})
    assert (once_more.status_code, once_more.json()["why"]) == (409, "delivered_already")
    for service in ("post", "direct"):
        await desk.done(f"{at}/return", {"returned_on": today, "service": "post", "paper": "退信"})
        case = await desk.done(at, {"delivered_on": today, "service": service})
    assert days_of(case["reply"]["attempts"]) == [
        ("post", today, today),
        ("post", today, today),
        ("direct", today, None),
    ]
    assert (case["delivered_on"], case["reply"]["delivery"]) == (today, "post")
    assert "record_delivery" not in case["available_actions"]
    events = [event["type"] for event in (await desk.get(f"/cases/{case_id}/events")).json()]
    assert events.count("reply_delivered") == 1
    assert (events.count("reply_served_again"), events.count("reply_came_back")) == (2, 2)
    told = (await desk.get(f"/cases/{case_id}/timeline")).json()["items"]
    assert sum("退回" in entry["text"] for entry in told) == 2
    chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
    assert chain["valid"] is True


async def test_a_reply_that_never_arrived_comes_back_without_a_delivery(desk):
    case_id, today = await replied(desk), desk.today()
    case = await desk.done(
        f"/cases/{case_id}/reply/delivery/return", {"returned_on": today, "service": "post"}
    )
    assert days_of(case["reply"]["attempts"]) == [("post", None, today)]
    case = await desk.done(
        f"/cases/{case_id}/reply/delivery", {"delivered_on": today, "service": "direct"}
    )
    assert (case["delivered_on"], case["reply"]["delivery"]) == (today, "direct")
    assert days_of(case["reply"]["attempts"]) == [("post", None, today), ("direct", today, None)]


async def test_letter_and_reply_tell_of_the_same_attempts(desk, instances):
    case_id, today = await desk.registered(), desk.today()
    await desk.approved(case_id)
    letter = await drawn(desk, case_id, "reply")
    at = f"/cases/{case_id}/letters/{letter['id']}"
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": today})
    await desk.done(f"{at}/delivery", {"service": "post", "on": today})
    back = {"returned_on": today, "service": "post"}
    await desk.done(f"/cases/{case_id}/reply/delivery/return", back)
    await desk.done(f"{at}/delivery", {"service": "direct", "on": today})
    case = await desk.done(f"{at}/return", {"service": "direct", "on": today})
    expected = [("post", today, today), ("direct", today, today)]
    assert days_of(case["reply"]["attempts"]) == expected
    (listed,) = (await desk.get(f"/cases/{case_id}/letters")).json()["items"]
    assert days_of(listed["attempts"]) == expected
    assert (listed["delivered_on"], listed["returned_on"]) == (today, today)


async def test_a_notice_that_came_back_keeps_its_attempts_with_its_delivery(desk):
    case_id, today = await desk.registered(arrived_on=str(desk.ago(3))), desk.today()
    notice = {"notified_on": today, "items": ["样例补正事项"]}
    await desk.done(f"/cases/{case_id}/correction-notice", notice)
    letter = await drawn(desk, case_id, "correction_notice")
    at = f"/cases/{case_id}/letters/{letter['id']}"
    await desk.done(f"{at}/delivery", {"service": "post", "on": today})
    await desk.done(f"{at}/return", {"service": "post", "on": today})
    await desk.done(f"{at}/delivery", {"service": "direct", "on": today})
    (listed,) = (await desk.get(f"/cases/{case_id}/letters")).json()["items"]
    assert days_of(listed["attempts"]) == [("post", today, today), (None, today, None)]


async def test_a_wrong_day_of_a_return_is_put_right_in_the_attempts(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    await desk.replied(case_id, issued_on=desk.ago(3))
    back = {"returned_on": desk.today(), "service": "post"}
    await desk.done(f"/cases/{case_id}/reply/delivery/return", back)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    seq = next(event["seq"] for event in events if event["type"] == "reply_came_back")
    at = f"/cases/{case_id}/events/{seq}/correction"
    early = {"on": str(desk.ago(4)), "reason": "录入有误"}
    assert (await desk.post(at, early, role=Role.HEAD)).status_code == 422  # before it went out
    case = await desk.done(at, {**early, "on": str(desk.ago(1))}, role=Role.HEAD)
    assert days_of(case["reply"]["attempts"]) == [("post", None, str(desk.ago(1)))]


async def test_a_return_needs_a_reply_that_went_out_and_its_own_organ(desk):
    case_id, today = await desk.registered(), desk.today()
    path, back = (
        f"/cases/{case_id}/reply/delivery/return",
        {"returned_on": today, "service": "post"},
    )
    early = await desk.post(path, back)
    assert (early.status_code, early.json()["code"]) == (409, "case_step_not_allowed")
    await desk.replied(case_id)
    before = await desk.post(path, {**back, "returned_on": str(desk.ago(1))})
    assert (before.status_code, before.json()["code"]) == (422, "date_out_of_order")
    assert before.json()["errors"][0]["pointer"] == "/body/returned_on"
    for role, organ, status in (
        (Role.LEADER, None, 403),
        (Role.AUDITOR, None, 403),
        (Role.SUPERVISOR, desk.organs.parent, 403),
        (Role.CLERK, desk.organs.other, 404),
    ):
        refused = await desk.post(path, back, role=role, organ=organ)
        assert refused.status_code == status, (role, refused.text)
    stale = await desk.post(path, back, etag='"v1"')
    assert stale.status_code == 412
