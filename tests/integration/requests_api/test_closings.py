"""A case ends without a reply: by the head, after a letter, by silence only where it was one."""

from datetime import timedelta

import pytest
import pytest_asyncio

from gongkai.auth.principal import Role
from tests.integration.requests_api.closing_desk import (
    NO_CORRECTION,
    SILENCE,
    abandoned,
    asked,
    close,
    ending,
    tell_of_end,
)
from tests.integration.requests_api.fee_desk import fee_notice, why_not
from tests.integration.requests_api.letter_desk import (
    AUTHORITY,
    COURT,
    contested,
    drawn,
    text_of,
)
from tests.integration.requests_api.office_desk import waits
from tests.integration.requests_api.test_table_three_of_cases import table
from tests.samples import person

NO_PAYMENT = "abandoned_no_payment"


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def _instances(office, organs):
    """Where acts of the organ are contested, which a letter that ends a case tells."""
    await contested(office, organs.own, AUTHORITY, COURT)


async def refused(desk, case_id, body, **options):
    """Status and code of a closing that is refused and changes nothing."""
    before = await desk.read(case_id)
    answer = await close(desk, case_id, body, **options)
    assert not answer.is_success, answer.text
    assert await desk.read(case_id) == before
    return answer.status_code, answer.json()["code"]


async def told(desk, closing="other_closing", **more):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)), **more)
    await tell_of_end(desk, case_id, closing)
    return case_id


async def test_dl_04_who_does_not_correct_in_time_has_abandoned_the_application(desk):
    """条例30: the notice was delivered, its period is over, no good reason was shown."""
    case_id = await asked(desk)
    letter = await tell_of_end(desk, case_id, NO_CORRECTION)
    answer = await close(desk, case_id, ending(NO_CORRECTION, desk.today()))
    assert answer.status_code == 200, answer.text
    case = answer.json()
    assert (case["state"], case["stage"], case["waiting_for"]) == ("closed", "reply", [])
    assert (case["decision"], case["due_on"], case["replied_on"]) == (NO_CORRECTION, None, None)
    closing = case["closing"]
    assert closing["letter_id"] == letter["id"]
    assert (closing["closed_on"], closing["no_good_reason"]) == (desk.today(), SILENCE)
    assert closing["closed_by"] == "head"
    assert [piece["note"] for piece in closing["evidence"]] == ["样例说明"]
    assert {deadline["state"] for deadline in case["deadlines"]}.isdisjoint({"open", "overdue"})
    record = (await desk.get(f"/cases/{case_id}/events")).json()
    assert SILENCE not in str(record)
    overseen = await desk.read(case_id, role=Role.SUPERVISOR)
    assert overseen["closing"]["no_good_reason"] is None
    assert overseen["closing"]["evidence"][0]["note"] is None


async def test_the_applicant_is_told_of_the_end(desk, client):
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    letter = await tell_of_end(desk, case_id, "other_closing")
    assert (await close(desk, case_id, ending("other_closing", desk.today()))).is_success
    shown = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    application = shown.json()
    assert (application["state"], application["can_withdraw"]) == ("closed", False)
    assert application["closing"]["decision"] == "other_closing"
    assert "申请已办结：其他结案情形" in [entry["text"] for entry in application["timeline"]]
    delivered = {"service": "post", "on": desk.today()}
    await desk.done(f"/cases/{case_id}/letters/{letter['id']}/delivery", delivered)
    timeline = (await desk.get(f"/cases/{case_id}/timeline")).json()["items"]
    assert any("不作答复办结" in entry["text"] for entry in timeline)


async def test_it_is_told_by_a_letter_first(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    body = ending("other_closing", desk.today())
    assert await why_not(desk, case_id, "close") == "letter_missing"
    assert await refused(desk, case_id, body) == (409, "letter_missing")
    await tell_of_end(desk, case_id, "other_closing")
    assert await why_not(desk, case_id, "close") is None
    assert "close" in (await desk.read(case_id, role=Role.HEAD))["available_actions"]


async def test_a_letter_of_transfer_tells_of_no_other_end(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    variables = {"transferred_to": "样例办事窗口", "reason": "样例：所提事项为咨询"}
    await drawn(desk, case_id, "transfer_notice", variables=variables)
    assert await refused(desk, case_id, ending("other_closing", desk.today())) == (
        409,
        "letter_missing",
    )
    body = ending("transferred", desk.today(), transferred_to="样例办事窗口")
    assert (await close(desk, case_id, body)).json()["closing"]["transferred_to"] == "样例办事窗口"


async def test_it_is_no_earlier_than_its_letter_and_no_later_than_today(desk):
    case_id = await told(desk)
    for day in (desk.ago(1), desk.tomorrow()):
        body = ending("other_closing", day)
        assert await refused(desk, case_id, body) == (422, "date_out_of_order")


async def test_an_end_that_is_entered_later_has_its_day_and_is_marked(desk, desk_in):
    case_id = await told(desk)
    async with desk_in(4) as later:
        await later.read(case_id)
        case = (await close(later, case_id, ending("other_closing", desk.today()))).json()
        assert case["closing"]["closed_on"] == desk.today()
        (entry,) = [e for e in case["late_entries"] if e["type"] == "closed"]
        assert (entry["late_by_days"], entry["awaits_confirmation"]) == (4, False)


async def test_an_end_within_the_term_by_its_day_alone_awaits_a_second_person(desk, desk_in):
    case_id = await told(desk)
    async with desk_in(60) as later:
        await later.read(case_id)
        body = ending("other_closing", desk.today())
        case = (await close(later, case_id, body)).json()
        (entry,) = [e for e in case["late_entries"] if e["type"] == "closed"]
        assert entry["awaits_confirmation"] is True
        assert case["closing"]["closed_on"] == later.today()
        confirmed = await later.confirmed(case_id)
        assert confirmed["closing"]["closed_on"] == desk.today()


async def test_nobody_abandons_before_the_period_is_over(desk):
    case_id = await asked(desk, notified=5, working_days=5)
    await tell_of_end(desk, case_id, NO_CORRECTION)
    answer = await close(desk, case_id, ending(NO_CORRECTION, desk.today()))
    assert (answer.status_code, answer.json()["code"]) == (409, "period_not_over")
    assert answer.json()["until"] == desk.today()


async def test_a_letter_of_an_abandonment_is_later_than_the_period(desk, desk_in):
    case_id = await asked(desk, notified=5, working_days=5)
    await tell_of_end(desk, case_id, NO_CORRECTION)
    async with desk_in(5) as later:
        body = ending(NO_CORRECTION, later.today())
        assert await refused(later, case_id, body) == (409, "letter_missing")
        await tell_of_end(later, case_id, NO_CORRECTION)
        assert (await close(later, case_id, body)).is_success


async def test_nobody_abandons_by_silence_what_they_may_not_have_got(desk):
    case_id = await asked(desk, delivered=False)
    await tell_of_end(desk, case_id, NO_CORRECTION)
    body = ending(NO_CORRECTION, desk.today())
    assert await refused(desk, case_id, body) == (409, "delivery_unknown")
    delivered = {"delivered_on": str(desk.ago(7))}
    await desk.done(f"/cases/{case_id}/correction-notice/delivery", delivered)
    assert (await close(desk, case_id, body)).is_success


async def test_who_has_corrected_or_was_asked_in_vain_has_abandoned_nothing(desk):
    body = ending(NO_CORRECTION, desk.today())
    corrected = await asked(desk)
    given = {"received_on": str(desk.ago(1)), "description": "样例补正"}
    await desk.done(f"/cases/{corrected}/correction", given)
    too_late = await desk.registered(arrived_on=str(desk.ago(45)))
    notice = {"notified_on": str(desk.ago(20)), "items": ["请写明年份"], "working_days": 5}
    notice |= {"delivered_on": str(desk.ago(20))}
    await desk.done(f"/cases/{too_late}/correction-notice", notice)
    await desk.confirmed(too_late)
    for case_id in (corrected, too_late):
        await tell_of_end(desk, case_id, NO_CORRECTION)
        assert await refused(desk, case_id, body) == (409, "nothing_awaited")
    never = await told(desk, NO_CORRECTION)
    assert await refused(desk, never, body) in {
        (409, "nothing_awaited"),
        (422, "evidence_reference_unknown"),
    }


async def test_dl_12_who_does_not_pay_within_twenty_working_days_has_abandoned(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(25)))
    notice = fee_notice(desk.ago(22), delivered_on=str(desk.ago(20)))
    await desk.done(f"/cases/{case_id}/fee-notice", notice)
    case = await desk.confirmed(case_id)
    assert [w["until"] for w in case["waiting_for"]] == [desk.today()]
    await tell_of_end(desk, case_id, NO_PAYMENT)
    body = ending(NO_PAYMENT, desk.today())
    assert await refused(desk, case_id, body) == (409, "period_not_over")
    earlier = {"delivered_on": str(desk.ago(21))}
    await desk.done(f"/cases/{case_id}/fee-notice/delivery", earlier)
    assert (await close(desk, case_id, body)).json()["decision"] == NO_PAYMENT


async def test_what_is_another_organ_s_or_a_petition_ends_by_a_decision(desk):
    """条例36(五)、39: by a reply, which tells reasons and remedies."""
    case_id = await told(desk, "transferred")
    for to, decision in (("乙局", "not_this_organ"), ("试验市信访部门", "petition_or_complaint")):
        body = ending("transferred", desk.today(), transferred_to=to)
        answer = await close(desk, case_id, body)
        assert (answer.status_code, answer.json()["code"]) == (409, "decision_required")
        assert answer.json()["decision"] == decision
        await desk.read(case_id)
    body = ending("transferred", desk.today(), transferred_to="样例办事窗口")
    body["evidence"].append({"kind": "responsible_organ", "note": "样例机关"})
    assert await refused(desk, case_id, body) == (409, "decision_required")


async def test_a_merged_case_goes_on_in_one_whose_reply_names_both(desk):
    live = await desk.registered(arrived_on=str(desk.ago(3)))
    case_id = await told(desk, "merged")
    done = await close(desk, case_id, ending("merged", desk.today(), merged_into=live))
    assert done.status_code == 200, done.text
    number = done.json()["number"]
    other = await desk.read(live)
    assert done.json()["closing"]["merged_into_number"] == other["number"]
    assert other["merged_cases"] == [{"case_id": case_id, "number": number}]
    assert other["state"] == "registered"
    links = (await desk.get(f"/cases/{live}/links")).json()["items"]
    assert [link["relation"] for link in links] == ["related"]
    await desk.replied(live)
    text = await text_of(desk, live, await drawn(desk, live, "reply"))
    assert number in text
    assert other["number"] in text


async def test_a_case_is_merged_only_into_a_live_one_of_the_same_applicant(desk, organs):
    case_id = await told(desk, "merged")

    async def why(into, **more):
        body = ending("merged", desk.today(), merged_into=into) | more
        answer = await close(desk, case_id, body)
        assert answer.status_code == 409, answer.text
        assert answer.json()["code"] == "merge_not_possible"
        return answer.json()["why"]

    answered = await desk.registered(arrived_on=str(desk.ago(2)))
    await desk.replied(answered)
    another = await desk.registered(applicant=person(5))
    assert await why(case_id) == "itself"
    assert await why(answered) == "not_live"
    assert await why(another) == "other_applicant"
    foreign = (await desk.key_in(organ=organs.other, organ_id=str(organs.other)))["id"]
    body = ending("merged", desk.today(), merged_into=foreign)
    assert await refused(desk, case_id, body) == (422, "merged_case_unknown")
    elsewhere = [{"kind": "merged_case", "reference": answered, "note": "书面同意并案"}]
    assert await why(another, evidence=elsewhere) == "other_applicant"
    consent = [{"kind": "merged_case", "reference": another, "note": "两位申请人书面同意并案"}]
    body = ending("merged", desk.today(), merged_into=another)
    assert (await close(desk, case_id, body | {"evidence": consent})).is_success
    back = await told(desk, "merged")
    assert await refused(desk, back, ending("merged", desk.today(), merged_into=case_id)) == (
        409,
        "merge_not_possible",
    )


async def test_each_end_counts_in_its_row_of_the_annual_report(desk, organs):
    """国办公开办函〔2021〕30号, table 三 (六): 1 not corrected, 3 others; none once it goes on."""

    async def counted():
        cells, _ = await table(desk, organs.own, desk.clock.today().year, role=Role.CLERK)
        return tuple(cells[row]["total"] for row in ("o1", "o3", "total"))

    first, third, total = await counted()
    case_id = await abandoned(desk)
    other = await told(desk)
    await close(desk, other, ending("other_closing", desk.today()))
    assert await counted() == (first + 1, third + 1, total + 2)
    reason = {"reason": "样例理由", "on": desk.today()}
    await desk.read(case_id)
    await desk.done(f"/cases/{case_id}/reopening", reason, role=Role.HEAD)
    assert await counted() == (first, third + 1, total + 1)


@pytest.mark.parametrize(
    "body",
    [
        {"decision": "disclosed"},
        {"decision": "withdrawn"},
        {"decision": "merged"},
        {"decision": NO_CORRECTION, "no_good_reason": None},
        {"decision": "other_closing", "transferred_to": "样例办事窗口"},
        {"decision": "other_closing", "evidence": []},
        {"closed_on": "昨天"},
        {"extra": 1},
    ],
)
async def test_a_body_that_is_wrong_is_told_so(desk, body):
    case_id = await told(desk)
    status, _ = await refused(desk, case_id, {**ending("other_closing", desk.today()), **body})
    assert status == 422


async def test_it_is_the_heads(desk, organs):
    case_id = await told(desk)
    body = ending("other_closing", desk.today())
    for role in (Role.CLERK, Role.LEADER, Role.SUPERVISOR):
        assert await refused(desk, case_id, body, role=role) == (403, "closing_needs_head")
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert {item["step"] for item in refusals} == {"close"}
    foreign = await close(desk, case_id, body, organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")
    stale = await close(desk, case_id, body, etag='"1"')
    assert stale.status_code == 412


async def test_good_reason_lets_an_abandoned_application_go_on(desk):
    """条例30: 正当理由. The clock goes on by the correction itself: a whole new term (DL-05)."""
    case_id = await abandoned(desk)
    body = {"reason": "样例：住院期间无法补正", "on": desk.today()}
    done = await desk.post(f"/cases/{case_id}/reopening", body, role=Role.HEAD)
    assert done.status_code == 200, done.text
    case = done.json()
    assert (case["state"], case["decision"], case["closing"]) == ("handling", None, None)
    assert waits(case) == ["correction"]
    assert case["reopenings"] == [
        {"on": desk.today(), "decision": NO_CORRECTION, "reason": body["reason"]}
    ]
    given = {"received_on": desk.today(), "description": "样例补正"}
    corrected = await desk.done(f"/cases/{case_id}/correction", given)
    term = desk.calendar.nth_working_day_after(desk.clock.today(), 20)
    assert (corrected["due_on"], corrected["correction"]["is_received_late"]) == (str(term), True)
    assert await why_not(desk, case_id, "close") == "letter_missing"
    record = (await desk.get(f"/cases/{case_id}/events/verification")).json()
    assert record["valid"] is True


async def test_who_paid_in_time_goes_on_from_the_day_of_payment(desk):
    """DL-12: the payment came to light after the end; the term counts from its own day."""
    case_id = await desk.registered(arrived_on=str(desk.ago(26)))
    paid_on = desk.ago(10)
    notice = fee_notice(desk.ago(24), delivered_on=str(desk.ago(24)))
    await desk.done(f"/cases/{case_id}/fee-notice", notice)
    await desk.confirmed(case_id)
    await tell_of_end(desk, case_id, NO_PAYMENT)
    assert (await close(desk, case_id, ending(NO_PAYMENT, desk.today()))).is_success
    body = {"reason": "样例：申请人出示缴费凭证", "on": desk.today()}
    reopened = await desk.done(f"/cases/{case_id}/reopening", body, role=Role.HEAD)
    assert waits(reopened) == ["payment"]
    paid = {"paid_on": str(paid_on), "amount": "10.00"}
    await desk.done(f"/cases/{case_id}/fee-payment", paid)
    case = await desk.confirmed(case_id)
    assert case["due_on"] == str(desk.calendar.nth_working_day_after(paid_on, 20))
    assert case["fee"]["state"] == "paid"


async def test_only_what_was_abandoned_is_reopened_and_by_the_head(desk, organs):
    case_id = await abandoned(desk)
    path, body = f"/cases/{case_id}/reopening", {"reason": "样例理由", "on": desk.today()}
    for role in (Role.CLERK, Role.LEADER):
        barred = await desk.post(path, body, role=role)
        assert (barred.status_code, barred.json()["code"]) == (403, "closing_needs_head")
    foreign = await desk.post(path, body, role=Role.HEAD, organ=organs.other)
    assert foreign.status_code == 404
    stale = await desk.post(path, body, role=Role.HEAD, etag='"1"')
    assert stale.status_code == 412
    early = {**body, "on": str(desk.clock.today() - timedelta(days=3))}
    assert (await desk.post(path, early, role=Role.HEAD)).status_code == 422
    ended = await told(desk)
    await close(desk, ended, ending("other_closing", desk.today()))
    answer = await desk.post(f"/cases/{ended}/reopening", body, role=Role.HEAD)
    assert (answer.status_code, answer.json()["why"]) == (409, "not_abandoned")
