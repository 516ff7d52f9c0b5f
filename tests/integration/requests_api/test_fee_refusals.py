"""What of a fee is refused, by which sentence; and who is shown its words."""

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from tests.integration.requests_api.fee_desk import (
    GROUNDS,
    by_items,
    cases_of,
    fee_notice,
    notified,
    refused,
    why_not,
)
from tests.samples import person


@pytest.mark.parametrize(
    ("body", "counted_before", "free"),
    [({"quantity": 30}, 0, 30), ({"basis": "items", "quantity": 9}, 1, 10)],
)
async def test_what_costs_nothing_is_not_noticed(desk, body, counted_before, free):
    _, case_id = await cases_of(desk, 900 + free, 2, desk.ago(2))
    status, code, problem = await refused(desk, case_id, fee_notice(desk.today(), **body))
    assert (status, code) == (409, "fee_within_free_quantity")
    assert (problem["counted_before"], problem["free"]) == (counted_before, free)
    assert "不收费" in problem["detail"]
    assert (await desk.read(case_id))["fee"] is None


async def test_what_was_received_before_2021_costs_nothing(desk):
    case_id = await desk.registered(arrived_on="2020-12-31")
    status, code, _ = await refused(desk, case_id, fee_notice("2021-01-05"))
    assert (status, code) == (409, "fee_not_in_force")
    assert await why_not(desk, case_id, "notify_fee") == "fee_not_in_force"
    assert "notify_fee" not in (await desk.read(case_id))["available_actions"]
    first = await desk.registered(arrived_on="2021-01-01")
    case = await notified(desk, first, fee_notice("2021-01-05"))
    assert case["fee"]["amount"] == "10.00"


async def test_a_notice_after_the_running_term_is_refused(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(25)))
    due = desk.ago(5)
    status, code, problem = await refused(desk, case_id, fee_notice(desk.ago(4)))
    assert (status, code) == (409, "fee_notice_too_late")
    assert "notify_fee" in problem["allowed_steps"]
    assert (await desk.read(case_id))["fee"] is None
    case = await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(due))
    assert (case["due_on"], case["clock_state"]) == (str(due), "running")


@pytest.mark.parametrize(
    "change",
    [
        {"basis": "words"},
        {"quantity": 0},
        {"quantity": -1},
        {"quantity": 1.5},
        {"quantity": 10_000_001},
        {"grounds": "。"},
        {"grounds": "联系电话13800000001"},
        {"grounds": "长" * 2001},
        {"grounds": None},
        {"amount": "5.00"},
        {"notified_on": "2026-02-30"},
    ],
)
async def test_a_notice_that_does_not_hold_is_said_where(desk, change):
    case_id = await desk.registered(arrived_on=str(desk.ago(2)))
    body = {**fee_notice(desk.today()), **change}
    assert (await refused(desk, case_id, body))[0] == 422


@pytest.mark.parametrize("amount", ["1e1", "十元", True, None, "10.001", -10, 0, "", "１０", 1e300])
async def test_an_amount_that_is_none_is_refused(desk, amount):
    case_id = await desk.registered(arrived_on=str(desk.ago(2)))
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.today()))
    body = {"paid_on": desk.today(), "amount": amount}
    assert (await refused(desk, case_id, body, "fee-payment"))[0] == 422
    waiver = {"reason": "样例理由", "on": desk.today(), "reduced_to": amount}
    if amount is not None:
        found = await refused(desk, case_id, waiver, "fee-waiver", role=Role.HEAD)
        assert found[0] == 422


async def test_too_many_items_are_refused(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(2)))
    found = await refused(desk, case_id, by_items(desk.today(), 10_001))
    assert found[:2] == (422, "fee_quantity_too_large")


async def test_only_the_own_office_notices_a_fee_on_the_version_that_it_saw(desk):
    case_id = await desk.registered()
    body = fee_notice(desk.today())
    for role in (Role.LEADER, Role.SUPERVISOR, Role.AUDITOR):
        assert (await desk.post(f"/cases/{case_id}/fee-notice", body, role=role)).status_code == 403
    foreign = await desk.post(f"/cases/{case_id}/fee-notice", body, organ=new_id())
    assert foreign.status_code == 404
    stale = await desk.post(f"/cases/{case_id}/fee-notice", body, etag='"v1"')
    assert stale.status_code == 412
    missing = await desk.post(f"/cases/{new_id()}/fee-notice", body, etag='"v1"')
    assert missing.status_code == 404
    assert (await desk.post(f"/cases/{case_id}/fee-notice", body, etag='"v2"')).is_success


async def test_words_of_a_fee_are_sealed_and_disclosed_for_a_reason(desk, office):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.ago(3)))
    waiver = {"reason": "样例：申请人确有困难", "on": desk.today(), "reduced_to": 5}
    await desk.done(f"/cases/{case_id}/fee-waiver", waiver, role=Role.HEAD)
    seen = await desk.read(case_id, role=Role.SUPERVISOR, organ=desk.organs.parent)
    assert (seen["fee"]["grounds"], seen["fee"]["waivers"][0]["reason"]) == (None, None)
    assert seen["fee"]["amount_due"] == "5.00"
    body = {"reason": "复查收费是否合法", "of": ["fee"]}
    told = await desk.post(
        f"/cases/{case_id}/disclosures", body, role=Role.SUPERVISOR, organ=desk.organs.parent
    )
    assert told.json()["fee"]["grounds"] == GROUNDS
    assert told.json()["fee"]["waivers"][0]["reason"] == waiver["reason"]
    exported = (await desk.get(f"/cases/{case_id}/events/export", role=Role.AUDITOR)).text
    assert GROUNDS not in exported
    assert waiver["reason"] not in exported
    assert person()["name"] not in exported
