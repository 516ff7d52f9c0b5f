"""What was received before 2019-05-15 is decided under the 条例 of 2007 (国务院令第492号).

Its need, its answers, its costs, its letters: Art. 13, 14, 20–28.
"""

import pytest
import pytest_asyncio

from gongkai.auth.principal import Role
from tests.integration.requests_api.letter_desk import (
    AUTHORITY,
    COURT,
    contested,
    draw,
    drawn,
    text_of,
)
from tests.integration.requests_api.office_desk import REPLY
from tests.samples import organisation

LAST_OLD, FIRST_NEW = "2019-05-14", "2019-05-15"
REASON = {"kind": "reason", "note": "样例理由"}
NEED = {"stated_on": LAST_OLD, "needs": ["research", "living"], "statement": "样例：课题研究。"}
COSTS = {
    "charged_on": "2019-05-20",
    "items": [{"kind": "copy", "amount": "12.50"}, {"kind": "post", "amount": "8"}],
    "standard": "样例：按现行收费标准",
}


def draft(decision, *evidence):
    return {**REPLY, "decision": decision, "evidence": [*evidence], "content": "样例正文。"}


@pytest_asyncio.fixture(loop_scope="session")
async def old(desk):
    """A registered case of the last day under the text of 2007."""
    return await desk.registered(arrived_on=LAST_OLD)


@pytest_asyncio.fixture(loop_scope="session")
async def instances(office, organs):
    await contested(office, organs.own, AUTHORITY, COURT)
    yield
    await contested(office, organs.own, None, None)


@pytest.mark.parametrize(
    ("arrived_on", "refused", "taken"),
    [
        (LAST_OLD, draft("internal_affairs", REASON), draft("no_special_need", REASON)),
        (FIRST_NEW, draft("no_special_need", REASON), draft("internal_affairs", REASON)),
    ],
)
async def test_a_text_knows_its_own_decisions(desk, arrived_on, refused, taken):
    case_id = await desk.registered(arrived_on=arrived_on)
    answer = await desk.post(f"/cases/{case_id}/reply", refused)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "decision_of_other_text")
    assert refused["decision"] not in problem["allowed"]
    assert taken["decision"] in problem["allowed"]
    assert problem["errors"][0]["pointer"] == "/body/decision"
    codes = (await desk.get("/codes")).json()["decisions"]
    known = [d["code"] for d in codes if problem["text"] in [t["code"] for t in d["texts"]]]
    assert sorted(known) == sorted(problem["allowed"])
    case = await desk.done(f"/cases/{case_id}/reply", taken)
    assert case["reply"]["decision"] == taken["decision"]


async def test_a_receipt_that_is_confirmed_later_decides_and_not_the_arrival(desk):
    case_id = (await desk.key_in(channel="ordinary_post", arrived_on=LAST_OLD))["id"]
    need = {**NEED, "stated_on": LAST_OLD}
    assert (await desk.done(f"/cases/{case_id}/special-need", need))["special_need"] is not None
    confirmed = {"confirmed_on": FIRST_NEW, "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    refused = await desk.post(f"/cases/{case_id}/special-need", need)
    assert (refused.status_code, refused.json()["why"]) == (409, "text_of_2007_only")


async def test_a_draft_of_the_wrong_text_goes_no_further_once_the_receipt_is_put_right(desk):
    case_id = await desk.registered(arrived_on=FIRST_NEW)
    await desk.done(f"/cases/{case_id}/reply", draft("internal_affairs", REASON))
    put_right = {"on": LAST_OLD, "reason": "录入有误"}
    await desk.done(f"/cases/{case_id}/events/1/correction", put_right, role=Role.HEAD)
    assert (await desk.confirmed(case_id))["received_on"] == LAST_OLD
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "draft_of_other_text")
    await desk.done(f"/cases/{case_id}/reply", draft("no_special_need", REASON))
    await desk.done(f"/cases/{case_id}/reply/submission")


async def test_the_need_is_stated_and_the_last_statement_holds(desk, old):
    path = f"/cases/{old}/special-need"
    await desk.done(path, {**NEED, "needs": ["production"]})
    case = await desk.done(path, {**NEED, "stated_on": "2019-05-16"})
    assert case["special_need"] == {
        "stated_on": "2019-05-16",
        "needs": ["living", "research"],
        "needs_labels": ["生活", "科研"],
        "statement": "样例：课题研究。",
    }
    events = (await desk.get(f"/cases/{old}/events")).json()
    assert "课题" not in str(events)
    overseen = await desk.read(old, role=Role.SUPERVISOR, organ=desk.organs.parent)
    assert overseen["special_need"]["statement"] is None
    guide = (await desk.get(f"/cases/{old}/decision-guide")).json()
    said = [fact for each in guide["questions"] for fact in each["facts"]]
    assert "生活、科研" in next(fact["text"] for fact in said if fact["code"] == "need_stated")
    assert not [fact for fact in said if "条例第30条" in fact["text"]]


@pytest.mark.parametrize(
    "body",
    [
        {**NEED, "needs": []},
        {**NEED, "needs": ["curiosity"]},
        {**NEED, "stated_on": "2019-05-13"},
        {"needs": ["living"]},
    ],
)
async def test_a_need_of_another_kind_or_before_the_application_is_refused(desk, old, body):
    assert (await desk.post(f"/cases/{old}/special-need", body)).status_code == 422


async def test_costs_are_charged_relieved_and_paid_and_stop_nothing(desk, old):
    before = await desk.read(old)
    case = await desk.done(f"/cases/{old}/cost-fee", COSTS)
    assert case["cost_fee"]["amount"] == "20.50"
    assert [item["kind_label"] for item in case["cost_fee"]["items"]] == ["复制费", "邮寄费"]
    assert (case["due_on"], case["waiting_for"]) == (before["due_on"], [])
    again = await desk.post(f"/cases/{old}/cost-fee", COSTS)
    assert (again.status_code, again.json()["why"]) == (409, "costs_charged_already")
    relief = {"applied_on": "2019-05-21", "on": "2019-05-22", "reason": "样例：生活困难"}
    clerk = await desk.post(f"/cases/{old}/cost-fee/relief", relief)
    assert (clerk.status_code, clerk.json()["code"]) == (403, "cost_relief_needs_head")
    high = {**relief, "reduced_to": "20.50"}
    refused = await desk.post(f"/cases/{old}/cost-fee/relief", high, role=Role.HEAD)
    assert (refused.status_code, refused.json()["amount_due"]) == (422, "20.50")
    early = {**relief, "applied_on": "2019-05-23"}
    refused = await desk.post(f"/cases/{old}/cost-fee/relief", early, role=Role.HEAD)
    assert refused.status_code == 422
    lower = {**relief, "reduced_to": "5"}
    case = await desk.done(f"/cases/{old}/cost-fee/relief", lower, role=Role.HEAD)
    assert case["cost_fee"]["amount_due"] == "5.00"
    payment = {"paid_on": "2019-05-23", "amount": "20.50"}
    refused = await desk.post(f"/cases/{old}/cost-fee/payment", payment)
    assert (refused.status_code, refused.json()["amount_due"]) == (422, "5.00")
    case = await desk.done(f"/cases/{old}/cost-fee/payment", {**payment, "amount": "5"})
    assert case["cost_fee"]["paid_on"] == "2019-05-23"
    assert case["due_on"] == before["due_on"]
    (one,) = case["cost_fee"]["reliefs"]
    assert one == {
        "on": "2019-05-22",
        "applied_on": "2019-05-21",
        "reduced_to": "5.00",
        "reason": "样例：生活困难",
    }
    done = await desk.post(f"/cases/{old}/cost-fee/payment", {**payment, "amount": "5"})
    assert (done.status_code, done.json()["why"]) == (409, "no_costs_due")


async def test_relief_is_for_citizens(desk):
    case_id = await desk.registered(arrived_on=LAST_OLD, applicant=organisation(1))
    await desk.done(f"/cases/{case_id}/cost-fee", COSTS)
    relief = {"applied_on": "2019-05-21", "on": "2019-05-22", "reason": "样例"}
    refused = await desk.post(f"/cases/{case_id}/cost-fee/relief", relief, role=Role.HEAD)
    assert (refused.status_code, refused.json()["why"]) == (409, "no_citizen")


@pytest.mark.parametrize(
    "body",
    [
        {**COSTS, "items": []},
        {**COSTS, "items": [COSTS["items"][0], COSTS["items"][0]]},
        {**COSTS, "items": [{"kind": "copy", "amount": "0"}]},
        {**COSTS, "items": [{"kind": "processing", "amount": "5"}]},
        {**COSTS, "charged_on": "2019-05-13"},
    ],
)
async def test_costs_of_another_kind_or_day_are_refused(desk, old, body):
    assert (await desk.post(f"/cases/{old}/cost-fee", body)).status_code == 422


@pytest.mark.parametrize(
    ("path", "body", "role"),
    [
        ("special-need", {**NEED, "stated_on": FIRST_NEW}, Role.CLERK),
        ("cost-fee", COSTS, Role.CLERK),
    ],
)
async def test_the_text_of_2019_asks_no_need_and_charges_no_costs(desk, path, body, role):
    case_id = await desk.registered(arrived_on=FIRST_NEW)
    refused = await desk.post(f"/cases/{case_id}/{path}", body, role=role)
    assert (refused.status_code, refused.json()["why"]) == (409, "text_of_2007_only")


async def test_the_text_of_2007_knows_no_processing_fee_no_reasons_and_no_delay(desk, old):
    fee = {"notified_on": "2019-05-20", "basis": "pages", "quantity": 100, "grounds": "样例"}
    refused = await desk.post(f"/cases/{old}/fee-notice", fee)
    assert (refused.status_code, refused.json()["code"]) == (409, "fee_not_in_force")
    asked = {"requested_on": "2019-05-20"}
    refused = await desk.post(f"/cases/{old}/explanation-request", asked)
    assert (refused.status_code, refused.json()["why"]) == (409, "text_of_2019_only")
    until = {"until": desk.tomorrow(), "notified_on": "2019-05-20", "reason": "样例"}
    refused = await desk.post(f"/cases/{old}/delay", until, role=Role.HEAD)
    assert (refused.status_code, refused.json()["why"]) == (409, "text_of_2019_only")


async def test_a_third_party_is_waited_for_without_limit_and_its_no_binds(desk, old):
    """2007年条例23、24: no term for the opinion; only the public interest overrides it."""
    case, ref = await desk.consult(old, "2019-05-16", delivered_on="2019-05-17")
    (waiting,) = case["waiting_for"]
    assert (waiting["code"], waiting["until"]) == ("consultation", None)
    assert case["due_on"] is None
    assert "DL-08" not in [each["rule"] for each in case["deadlines"]]
    outer = (await desk.get(f"/cases/{old}/timeline", view="outer")).json()["items"]
    assert "已书面征求意见（第三方）" in [entry["text"] for entry in outer]
    await desk.answer(old, ref, "2019-09-02", "objects")
    await desk.confirmed(old)
    override = {
        "ground": "no_reasonable_ground",
        "reason": "样例理由",
        "notified_on": "2019-09-03",
    }
    path = f"/cases/{old}/consultations/{ref}/override"
    refused = await desk.post(path, override, role=Role.HEAD)
    assert (refused.status_code, refused.json()["code"]) == (409, "ground_of_other_text")
    allowed = {**override, "ground": "public_interest"}
    await desk.done(path, allowed, role=Role.HEAD)
    letter = await drawn(
        desk, old, "third_party_notice", consultation_id=ref, variables={"contents": "总价"}
    )
    text = await text_of(desk, old, letter)
    assert "（国务院令第492号）第二十三条" in text
    assert "第三十二条" not in text


async def test_nothing_counts_as_abandoned_under_the_text_of_2007(desk, old, instances):
    notice = {"notified_on": "2019-05-16", "delivered_on": "2019-05-17", "items": ["样例事项"]}
    await desk.done(f"/cases/{old}/correction-notice", notice)
    await desk.confirmed(old)
    variables = {"closing": "abandoned_no_correction", "reason": "样例。"}
    refused = await draw(desk, old, "closing_notice", variables=variables)
    assert (refused.status_code, refused.json()["code"]) == (409, "decision_of_other_text")
    text = await text_of(desk, old, await drawn(desk, old, "correction_notice"))
    assert "第二十一条第（四）项" in text
    assert "视为放弃" not in text
    await drawn(
        desk, old, "closing_notice", variables={"closing": "other_closing", "reason": "样例。"}
    )
    ending = {
        "decision": "abandoned_no_correction",
        "closed_on": desk.today(),
        "evidence": [{"kind": "correction_notice", "reference": "样例1号"}],
        "no_good_reason": "样例",
    }
    await desk.read(old)
    refused = await desk.post(f"/cases/{old}/closing", ending, role=Role.HEAD)
    assert (refused.status_code, refused.json()["code"]) == (409, "decision_of_other_text")


@pytest.mark.parametrize(
    ("reply", "articles"),
    [
        (draft("disclosed", {"kind": "supply", "note": "样例"}), "第二十一条第（一）项"),
        (draft("state_secret", {"kind": "secrecy_basis", "note": "样例"}), "第十四条第四款"),
        (draft("not_found", {"kind": "search_record", "note": "样例"}), "第二十一条第（三）项"),
        (draft("no_special_need", REASON), "第十三条"),
    ],
)
async def test_an_answer_cites_the_text_of_2007(desk, old, instances, reply, articles):
    await desk.approved(old, reply)
    text = await text_of(desk, old, await drawn(desk, old, "reply"))
    assert f"《中华人民共和国政府信息公开条例》（国务院令第492号）{articles}" in text
    assert "第三十六条" not in text


async def test_letters_of_2007_say_what_is_on_record(desk, old):
    for kind in ("receipt", "registration"):
        text = await text_of(desk, old, await drawn(desk, old, kind))
        assert "（国务院令第492号）第二十四条" in text
        assert "第三十" not in text
    today = {"approved_on": "2019-05-20", "notified_on": "2019-05-20", "working_days": 15}
    await desk.done(f"/cases/{old}/extension", today, role=Role.HEAD)
    await desk.confirmed(old)
    text = await text_of(desk, old, await drawn(desk, old, "extension_notice"))
    assert "第二十四条第二款" in text
    assert "延长15个工作日" in text
    lacking = await draw(desk, old, "fee_notice", variables={"payment": "窗口"})
    assert [fact["code"] for fact in lacking.json()["missing"]] == ["costs"]
    await desk.done(f"/cases/{old}/cost-fee", COSTS)
    letter = await drawn(desk, old, "fee_notice", variables={"payment": "窗口"})
    text = await text_of(desk, old, letter)
    for fact in ("成本费用收费通知书", "第二十七条", "复制费12.50元", "邮寄费8.00元", "20.50元"):
        assert fact in text
    assert "信息处理费" not in text
    refused = await draw(desk, old, "explanation_request", variables={"grounds": "样例"})
    assert (refused.status_code, refused.json()["code"]) == (409, "letter_of_other_text")
