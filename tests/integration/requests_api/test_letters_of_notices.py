"""Letters of corrections, explanations, extensions, delays and fees: what they say is what the
record says, and their delivery is that of the older routes.
"""

import uuid

import pytest

from gongkai.auth.principal import Role
from requests_api.letters.wording import chinese_date
from tests.integration.requests_api.fee_desk import GROUNDS, by_items, fee_notice
from tests.integration.requests_api.letter_desk import (
    content,
    draw,
    drawn,
    file_copy,
    said,
    text_of,
)
from tests.samples import person

PAYMENT = {"payment": "到试验市非税收入窗口缴纳"}
ASKED = {"grounds": "样例：本月已提出三十件申请。"}
ITEMS = ["写明文件的年份", "写明发文机关"]
REASON = "样例：需要逐件检索"


class Notice:
    """A notice that has a letter, and the older route of its delivery."""

    def __init__(self, kind, path, part, lacking, body, variables=None):
        self.kind, self.path, self.part, self.lacking = kind, path, part, lacking
        self.body, self.variables = body, variables or {}

    async def given(self, desk, case_id, on):
        """Put it on record as of that day."""
        await desk.done(f"/cases/{case_id}/{self.path}", self.body(str(on)))
        return await desk.confirmed(case_id)

    async def letter(self, desk, case_id):
        return await drawn(desk, case_id, self.kind, variables=self.variables)

    async def delivered(self, desk, case_id, on, **more):
        """By the older route."""
        body = {"delivered_on": str(on), **more}
        return await desk.done(f"/cases/{case_id}/{self.path}/delivery", body)


NOTICES = [
    Notice(
        "correction_notice",
        "correction-notice",
        "correction",
        "correction",
        lambda on: {"notified_on": on, "items": ITEMS, "working_days": 7},
    ),
    Notice(
        "explanation_request",
        "explanation-request",
        "explanation",
        "explanation",
        lambda on: {"requested_on": on},
        ASKED,
    ),
    Notice("fee_notice", "fee-notice", "fee", "fee", fee_notice, PAYMENT),
]
of_each_notice = pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.kind)


def deliver(desk, case_id, letter, on, **more):
    body = {"service": "post", "on": str(on), "proof": "回执存卷"}
    return desk.post(f"/cases/{case_id}/letters/{letter['id']}/delivery", body, **more)


async def shown_letters(desk, case_id):
    return (await desk.get(f"/cases/{case_id}/letters")).json()["items"]


async def types_of(desk, case_id):
    return [event["type"] for event in (await desk.get(f"/cases/{case_id}/events")).json()]


def dates_of(case, notice):
    """What a delivery may move."""
    part = case[notice.part]
    return {
        "due_on": case["due_on"],
        "light": case["light"],
        "waiting": [(w["code"], w["since"], w["until"]) for w in case["waiting_for"]],
        "deadlines": sorted((d["rule"], d["state"], d["due_on"]) for d in case["deadlines"]),
        "part": {name: part[name] for name in part if name.endswith("_on") or name == "pay_by"},
        "awaiting": [e["type"] for e in case["late_entries"] if e["awaits_confirmation"]],
    }


# -- what they say


@of_each_notice
async def test_a_letter_of_what_is_not_on_record_is_refused(desk, notice):
    case_id = await desk.registered()
    refused = await draw(desk, case_id, notice.kind, variables=notice.variables)
    assert (refused.status_code, refused.json()["code"]) == (409, "letter_facts_missing")
    assert [fact["code"] for fact in refused.json()["missing"]] == [notice.lacking]


async def test_a_delay_that_nobody_set_is_not_told(desk):
    refused = await draw(desk, await desk.registered(), "delay_notice")
    assert [fact["code"] for fact in refused.json()["missing"]] == ["delay"]


@pytest.mark.parametrize("period", ["until", "working_days", "neither"])
async def test_a_correction_notice_lists_what_is_to_be_corrected_and_until_when(desk, period):
    case_id = await desk.registered()
    day = desk.calendar.nth_working_day_after(desk.clock.today(), 9)
    stated, told = {
        "until": ({"until": str(day)}, f"请于{chinese_date(day)}前（含当日）提交"),
        "working_days": ({"working_days": 7}, "请自收到本告知书次日起7个工作日内提交"),
        "neither": ({}, "请自收到本告知书次日起15个工作日内提交"),
    }[period]
    body = {"notified_on": desk.today(), "items": ITEMS, **stated}
    case = await desk.done(f"/cases/{case_id}/correction-notice", body)
    text = await text_of(desk, case_id, await drawn(desk, case_id, "correction_notice"))
    assert [f"{n}．{item}" in text for n, item in enumerate(case["correction"]["items"], 1)] == [
        True,
        True,
    ]
    assert told in text
    assert "行政复议" not in text


async def test_a_request_for_reasons_names_the_day_that_was_set(desk):
    with_day, without = await desk.registered(), await desk.registered()
    day = desk.calendar.nth_working_day_after(desk.clock.today(), 9)
    for case_id, more, told in (
        (with_day, {"until": str(day)}, f"请您于{chinese_date(day)}前（含当日）书面说明理由"),
        (without, {}, "请您自收到本通知书次日起15个工作日内书面说明理由"),
    ):
        body = {"requested_on": desk.today(), **more}
        await desk.done(f"/cases/{case_id}/explanation-request", body)
        text = await text_of(
            desk, case_id, await drawn(desk, case_id, "explanation_request", variables=ASKED)
        )
        assert told in text
        assert ASKED["grounds"] in text


async def test_a_delay_is_told_with_the_last_day_that_was_set_and_its_reason(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await desk.done(f"/cases/{case_id}/explanation-request", {"requested_on": desk.today()})
    reasons = {"received_on": desk.today(), "reasons": "样例理由"}
    await desk.done(f"/cases/{case_id}/explanation", reasons)
    for days in (40, 50):
        until = desk.calendar.nth_working_day_after(desk.clock.today(), days)
        body = {"until": str(until), "notified_on": desk.today(), "reason": f"{REASON}{days}。"}
        await desk.done(f"/cases/{case_id}/delay", body, role=Role.HEAD)
    text = await text_of(desk, case_id, await drawn(desk, case_id, "delay_notice"))
    assert f"本机关确定延迟至{chinese_date(until)}前答复" in text
    assert f"{REASON}50。" in text
    assert f"{REASON}40" not in text


async def test_a_fee_is_told_as_it_was_computed(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    body = fee_notice(desk.ago(1), quantity=150)
    fee = (await desk.done(f"/cases/{case_id}/fee-notice", body))["fee"]
    text = await text_of(desk, case_id, await drawn(desk, case_id, "fee_notice", variables=PAYMENT))
    assert f"计费方式为{fee['basis_label']}，数量为150页" in text
    for step in fee["steps"]:
        assert f"{step['label']}，计{step['amount']}元" in text
    assert f"金额为{fee['amount']}元。" in text
    assert GROUNDS in text
    assert "请自收到本通知次日起20个工作日内缴纳。" in text
    assert PAYMENT["payment"] in text


async def test_a_fee_that_was_reduced_is_told_so_and_one_that_was_paid_no_more(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    body = fee_notice(desk.ago(3), delivered_on=str(desk.ago(2)))
    case = await desk.done(f"/cases/{case_id}/fee-notice", body)
    body = {"reason": REASON, "on": desk.today(), "reduced_to": "4.00"}
    await desk.done(f"/cases/{case_id}/fee-waiver", body, role=Role.HEAD)
    text = await text_of(desk, case_id, await drawn(desk, case_id, "fee_notice", variables=PAYMENT))
    assert "金额为10.00元，经减收后应缴4.00元。" in text
    year, month, day = case["fee"]["pay_by"].split("-")
    assert f"20个工作日内（至{year}年{int(month)}月{int(day)}日）缴纳" in text
    await desk.done(f"/cases/{case_id}/fee-payment", {"paid_on": desk.today(), "amount": "4.00"})
    refused = await draw(desk, case_id, "fee_notice", variables=PAYMENT)
    assert [fact["code"] for fact in refused.json()["missing"]] == ["fee"]


async def test_a_fee_by_items_names_what_was_counted_before(desk):
    applicant = person(71)
    await desk.registered(applicant=applicant)
    case_id = await desk.registered(applicant=applicant)
    fee = (await desk.done(f"/cases/{case_id}/fee-notice", by_items(desk.today(), 12)))["fee"]
    assert fee["counted_before"] == 1
    text = await text_of(desk, case_id, await drawn(desk, case_id, "fee_notice", variables=PAYMENT))
    assert "计费方式为按件，数量为12件（当月此前已计1件）" in text


# -- how they are served


@of_each_notice
async def test_its_delivery_moves_what_the_older_route_moves(desk, notice):
    seen = []
    for by_letter in (False, True):
        case_id = await desk.registered(arrived_on=str(desk.ago(6)))
        await notice.given(desk, case_id, desk.ago(4))
        letter = await notice.letter(desk, case_id)
        if by_letter:
            answer = await deliver(desk, case_id, letter, desk.ago(2))
            assert answer.status_code == 200, answer.text
        else:
            await notice.delivered(desk, case_id, desk.ago(2), paper="回执存卷")
        seen.append(
            (dates_of(await desk.confirmed(case_id), notice), await types_of(desk, case_id))
        )
        (listed,) = await shown_letters(desk, case_id)
        assert listed["delivered_on"] == str(desk.ago(2))
        assert listed["service"] == ("post" if by_letter else None)
    assert seen[0] == seen[1]
    assert seen[0][0]["part"]["delivered_on"] == str(desk.ago(2))


@of_each_notice
async def test_both_routes_say_the_same_and_the_last_statement_holds(desk, notice):
    case_id = await desk.registered(arrived_on=str(desk.ago(8)))
    await notice.given(desk, case_id, desk.ago(6))
    letter = await notice.letter(desk, case_id)
    for day, by_letter in ((4, True), (3, False), (2, True), (5, False)):
        if by_letter:
            assert (await deliver(desk, case_id, letter, desk.ago(day))).status_code == 200
        else:
            await notice.delivered(desk, case_id, desk.ago(day))
        case = await desk.confirmed(case_id)
        (listed,) = await shown_letters(desk, case_id)
        assert listed["delivered_on"] == case[notice.part]["delivered_on"] == str(desk.ago(day))
    other = await desk.registered(arrived_on=str(desk.ago(8)))
    await notice.given(desk, other, desk.ago(6))
    await notice.delivered(desk, other, desk.ago(5))
    assert dates_of(case, notice) == dates_of(await desk.confirmed(other), notice)
    assert "letter_delivered" not in await types_of(desk, case_id)


@of_each_notice
async def test_a_delivery_that_does_not_hold_is_refused(desk, notice, organs):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    await notice.given(desk, case_id, desk.ago(4))
    letter = await notice.letter(desk, case_id)
    before = await desk.read(case_id)
    for day in (desk.ago(5), desk.tomorrow()):
        refused = await deliver(desk, case_id, letter, day)
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
        assert refused.json()["errors"][0]["pointer"] == "/body/on"
    day = desk.ago(2)
    for options, status in (
        ({"etag": '"v1"'}, 412),
        ({"role": Role.LEADER}, 403),
        ({"role": Role.SUPERVISOR, "organ": organs.parent}, 403),
        ({"organ": organs.other}, 404),
    ):
        assert (await deliver(desk, case_id, letter, day, **options)).status_code == status
    unknown = {"id": str(uuid.uuid4())}
    assert (await deliver(desk, case_id, unknown, day)).json()["code"] == "letter_not_found"
    assert await desk.read(case_id) == before


@of_each_notice
async def test_a_delivery_entered_long_after_counts_as_by_the_older_route(desk, notice):
    seen = []
    for by_letter in (False, True):
        case_id = await desk.registered(arrived_on="2025-03-03")
        await notice.given(desk, case_id, "2025-03-10")
        letter = await notice.letter(desk, case_id)
        if by_letter:
            assert (await deliver(desk, case_id, letter, "2025-03-12")).status_code == 200
        else:
            await notice.delivered(desk, case_id, "2025-03-12", paper="回执存卷")
        entered = await desk.read(case_id)
        late = (await desk.get(f"/cases/{case_id}/late-entries")).json()
        (entry,) = [e for e in late if e["type"] == f"{notice.kind}_delivered"]
        assert (entry["on"], entry["paper"]) == ("2025-03-12", "回执存卷")
        confirmed = await desk.confirmed(case_id)
        seen.append((dates_of(entered, notice), dates_of(confirmed, notice)))
    assert seen[0] == seen[1]


@of_each_notice
async def test_a_day_that_is_put_right_is_put_right_at_its_letter_too(desk, notice):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    await notice.given(desk, case_id, desk.ago(4))
    letter = await notice.letter(desk, case_id)
    await deliver(desk, case_id, letter, desk.ago(1))
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    (seq,) = [e["seq"] for e in events if e["type"] == f"{notice.kind}_delivered"]
    body = {"on": str(desk.ago(2)), "reason": "录入有误"}
    await desk.done(f"/cases/{case_id}/events/{seq}/correction", body, role=Role.HEAD)
    case = await desk.confirmed(case_id)
    (listed,) = await shown_letters(desk, case_id)
    assert listed["delivered_on"] == case[notice.part]["delivered_on"] == str(desk.ago(2))


@of_each_notice
async def test_a_notice_that_came_back_is_served_again_and_its_period_counts_from_then(
    desk, notice
):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    await notice.given(desk, case_id, desk.ago(4))
    letter = await notice.letter(desk, case_id)
    await deliver(desk, case_id, letter, desk.ago(3))
    assert (await file_copy(desk, case_id, letter["id"])).status_code == 200
    await desk.read(case_id)
    fixed = await file_copy(desk, case_id, letter["id"])
    assert fixed.json()["code"] == "issued_copy_fixed"
    at = f"/cases/{case_id}/letters/{letter['id']}"
    early = await desk.post(f"{at}/return", {"service": "post", "on": str(desk.ago(4))})
    assert (early.status_code, early.json()["code"]) == (422, "date_out_of_order")
    today = desk.today()
    await desk.done(f"{at}/return", {"service": "post", "on": today})
    assert (await deliver(desk, case_id, letter, today)).status_code == 200
    assert (await desk.read(case_id))[notice.part]["delivered_on"] == today
    (listed,) = await shown_letters(desk, case_id)
    assert (listed["delivered_on"], listed["returned_on"]) == (today, today)


async def test_a_fee_that_the_applicant_confirmed_is_delivered_for_its_letter(desk, client):
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.today()))
    letter = await drawn(desk, case_id, "fee_notice", variables=PAYMENT)
    answer = await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/fee-confirmation",
        headers={
            "Gongkai-Access-Code": receipt["access_code"],
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    assert answer.is_success, answer.text
    (listed,) = await shown_letters(desk, case_id)
    assert listed["delivered_on"] == desk.today()
    assert "{{" not in said((await content(desk, case_id, letter["id"])).content)
