"""A day in place of the term (条例35, DL-11): the head's, after reasons were asked for, in time."""

from datetime import timedelta

import pytest

from gongkai.auth.principal import Role

REASON = "样例：申请数量较多且理由合理"


async def explained(desk, arrived_on, requested_on):
    """A case whose applicant was asked for reasons, and gave them the same day."""
    case_id = await desk.registered(arrived_on=str(arrived_on))
    body = {"requested_on": str(requested_on)}
    await desk.done(f"/cases/{case_id}/explanation-request", body)
    await desk.confirmed(case_id)
    given = {"received_on": str(requested_on), "reasons": "样例理由"}
    await desk.done(f"/cases/{case_id}/explanation", given)
    return case_id


async def delay(desk, case_id, until, notified_on, *, role=Role.HEAD, **more):
    body = {"until": str(until), "notified_on": str(notified_on), "reason": REASON, **more}
    return await desk.post(f"/cases/{case_id}/delay", body, role=role)


def ahead(desk, working_days):
    return desk.calendar.nth_working_day_after(desk.clock.today(), working_days)


async def test_dl_11_the_day_that_is_set_replaces_the_term(desk):
    """条例35, domain.md 2.12.5: told within the term, the day rolls to a working day."""
    case_id = await explained(desk, desk.ago(5), desk.ago(4))
    rest = next(
        day
        for day in (ahead(desk, 30) + timedelta(days=n) for n in range(10))
        if not desk.calendar.is_working_day(day)
    )
    done = await delay(desk, case_id, rest, desk.today())
    assert done.status_code == 200, done.text
    case = done.json()
    assert case["due_on"] == str(desk.calendar.next_working_day_on_or_after(rest))
    told = {"notified_on": desk.today(), "until": str(rest), "reason": REASON}
    assert case["delays"] == [{"number": 1, **told}]
    assert REASON not in str((await desk.get(f"/cases/{case_id}/events")).json())
    later = ahead(desk, 60)
    again = (await delay(desk, case_id, later, desk.today())).json()
    assert (again["due_on"], [each["number"] for each in again["delays"]]) == (str(later), [1, 2])


async def test_dl_11_a_delay_after_a_delay_is_told_before_the_day_of_the_one_before_ends(
    desk, desk_in
):
    case_id = await explained(desk, desk.ago(5), desk.ago(4))
    first, second = ahead(desk, 30), ahead(desk, 60)
    assert (await delay(desk, case_id, first, desk.today())).status_code == 200
    async with desk_in((first - desk.clock.today()).days) as in_time:
        await in_time.read(case_id)
        assert (await delay(in_time, case_id, second, first, role=Role.CLERK)).status_code == 403
        wordless = await delay(in_time, case_id, second, first, reason="2026年1月5日")
        assert wordless.json()["errors"][0]["code"] == "reason_without_words"
        done = await delay(in_time, case_id, second, first)
        assert (done.json()["due_on"], len(done.json()["delays"])) == (str(second), 2)
    async with desk_in((second - desk.clock.today()).days + 1) as late:
        await late.read(case_id)
        third = late.calendar.nth_working_day_after(second, 30)
        refused = await delay(late, case_id, third, late.today())
        assert (refused.status_code, refused.json()["code"]) == (409, "delay_too_late")
        assert len((await late.read(case_id))["delays"]) == 2


async def test_dl_11_a_delay_of_a_term_long_over_counts_when_a_second_person_confirms_it(desk):
    """Received 2025-03-03, told in time on 03-28; entered today, it moves nothing by itself."""
    case_id = await explained(desk, "2025-03-03", "2025-03-10")
    until = ahead(desk, 20)
    entered = (await delay(desk, case_id, until, "2025-03-28", paper="测试柜")).json()
    assert (entered["due_on"], entered["light"]) == ("2025-03-31", "overdue")
    (awaiting,) = [e for e in entered["late_entries"] if e["awaits_confirmation"]]
    assert awaiting["type"] == "delay_set"
    assert (await desk.confirmed(case_id))["due_on"] == str(until)


async def test_a_delay_that_is_told_after_the_term_is_refused(desk):
    case_id = await explained(desk, desk.ago(25), desk.ago(20))
    before = await desk.read(case_id)
    late = await delay(desk, case_id, ahead(desk, 20), desk.today())
    assert (late.status_code, late.json()["code"]) == (409, "delay_too_late")
    assert "draft" in late.json()["allowed_steps"]
    assert await desk.read(case_id) == before


async def test_nothing_is_delayed_before_reasons_were_asked_for(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    refused = await delay(desk, case_id, ahead(desk, 30), desk.today())
    assert (refused.status_code, refused.json()["why"]) == (409, "explanation_not_asked")
    actions = (await desk.get(f"/cases/{case_id}/actions", role=Role.HEAD)).json()["items"]
    (why,) = [action["why_not"]["code"] for action in actions if action["code"] == "set_delay"]
    assert why == "explanation_not_asked"


async def test_nothing_is_delayed_before_the_reasons_have_come(desk):
    """条例35: only who finds the reasons reasonable may set another day."""
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    asked = {"requested_on": str(desk.ago(4))}
    await desk.done(f"/cases/{case_id}/explanation-request", asked)
    await desk.confirmed(case_id)
    refused = await delay(desk, case_id, ahead(desk, 30), desk.today())
    assert (refused.status_code, refused.json()["why"]) == (409, "reasons_not_received")
    given = {"received_on": str(desk.ago(2)), "reasons": "样例理由"}
    await desk.done(f"/cases/{case_id}/explanation", given)
    early = await delay(desk, case_id, ahead(desk, 30), desk.ago(3))
    assert (early.status_code, early.json()["code"]) == (422, "date_out_of_order")
    assert (await delay(desk, case_id, ahead(desk, 30), desk.ago(2))).status_code == 200


async def test_it_is_the_heads(desk, organs):
    case_id = await explained(desk, desk.ago(3), desk.ago(2))
    for role in (Role.CLERK, Role.LEADER):
        refused = await delay(desk, case_id, ahead(desk, 30), desk.today(), role=role)
        assert (refused.status_code, refused.json()["code"]) == (403, "delay_needs_head")
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert [(item["step"], item["actor"]) for item in refusals] == [
        ("set_delay", "clerk"),
        ("set_delay", "leader"),
    ]
    body = {"until": str(ahead(desk, 30)), "notified_on": desk.today(), "reason": REASON}
    path = f"/cases/{case_id}/delay"
    assert (await desk.post(path, body, role=Role.HEAD, organ=organs.other)).status_code == 404
    assert (await desk.post(path, body, role=Role.HEAD, etag='"v1"')).status_code == 412


@pytest.mark.parametrize(
    ("wrong", "code", "pointer"),
    [
        ({"until": "today"}, "delay_not_later", "/body/until"),
        ({"until": "soon"}, "delay_not_later", "/body/until"),
        ({"until": "far"}, "delay_too_long", "/body/until"),
        ({"notified_on": "tomorrow"}, "date_out_of_order", "/body/notified_on"),
        ({"notified_on": "early"}, "date_out_of_order", "/body/notified_on"),
        ({"reason": "。"}, "unprocessable", "/body/reason"),
    ],
)
async def test_a_delay_that_does_not_hold_is_refused_and_changes_nothing(
    desk, wrong, code, pointer
):
    case_id = await explained(desk, desk.ago(5), desk.ago(3))
    days = {
        "today": desk.today(),
        "tomorrow": desk.tomorrow(),
        "soon": str(ahead(desk, 1)),
        "far": str(desk.clock.today() + timedelta(days=367)),
        "early": str(desk.ago(4)),
    }
    before = await desk.read(case_id)
    body = {"until": str(ahead(desk, 30)), "notified_on": desk.today(), "reason": REASON}
    body |= {name: days.get(value, value) for name, value in wrong.items()}
    refused = await desk.post(f"/cases/{case_id}/delay", body, role=Role.HEAD)
    assert refused.status_code == 422, refused.text
    assert (refused.json()["code"], refused.json()["errors"][0]["pointer"]) == (code, pointer)
    assert await desk.read(case_id) == before


async def test_the_applicant_is_told_the_day_and_not_the_reason(desk, client):
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    await desk.done(f"/cases/{case_id}/explanation-request", {"requested_on": desk.today()})
    given = {"received_on": desk.today(), "reasons": "样例理由"}
    await desk.done(f"/cases/{case_id}/explanation", given)
    until = ahead(desk, 40)
    assert (await delay(desk, case_id, until, desk.today())).status_code == 200
    shown = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    told = shown.json()
    assert (told["delayed_until"], told["due_on"]) == (str(until), str(until))
    assert told["due_on_basis"] == f"条例第35条：延迟至{until}答复"
    assert REASON not in shown.text


async def test_the_day_of_the_notice_can_be_put_right(desk):
    case_id = await explained(desk, desk.ago(6), desk.ago(5))
    assert (await delay(desk, case_id, ahead(desk, 30), desk.ago(1))).status_code == 200
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    (seq,) = [event["seq"] for event in events if event["type"] == "delay_set"]
    right = {"on": str(desk.ago(2)), "reason": "录入有误"}
    path = f"/cases/{case_id}/events/{seq}/correction"
    case = await desk.done(path, right, role=Role.HEAD)
    assert case["delays"][0]["notified_on"] == str(desk.ago(2))
    assert case["delays"][0]["reason"] == REASON
