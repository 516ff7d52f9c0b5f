"""A fee towards its applicant: what is shown, and what the applicant's word proves."""

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.fee_desk import GROUNDS, deadline, fee_notice
from tests.samples import person


@pytest.fixture
async def filed(desk, client):
    """An application filed online and registered: its case, its address, the applicant's key."""
    case_id, receipt = await desk.filed(person(301))
    body = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", body)
    await desk.done(f"/cases/{case_id}/registration")
    path = f"/requests/v1/applications/{receipt['receipt_number']}"
    return case_id, path, {"Gongkai-Access-Code": receipt["access_code"]}


async def confirm(client, path, code):
    return await client.post(f"{path}/fee-confirmation", headers=code)


async def events_of(desk, case_id):
    return [e["type"] for e in (await desk.get(f"/cases/{case_id}/events")).json()]


async def test_the_applicant_is_shown_what_to_pay_until_when_and_where_it_leads(
    desk, client, filed
):
    case_id, path, code = filed
    assert (await client.get(path, headers=code)).json()["fee"] is None
    body = fee_notice(desk.today(), quantity=101, delivered_on=desk.today())
    noticed = await desk.done(f"/cases/{case_id}/fee-notice", body)
    fee = (await client.get(path, headers=code)).json()["fee"]
    assert (fee["amount"], fee["amount_due"], fee["state_label"]) == ("720.00", "720.00", "待缴费")
    assert [(s["from"], s["to"]) for s in fee["steps"]] == [(1, 30), (31, 100), (101, 101)]
    assert fee["pay_by"] == str(desk.calendar.nth_working_day_after(desk.clock.today(), 20))
    assert (fee["grounds"], fee["is_confirmed"]) == (GROUNDS, False)
    for said in ("20个工作日", "视为放弃申请", "不能单独申请行政复议"):
        assert said in fee["if_unpaid"]
    same = {"steps", "amount", "pay_by", "counted", "basis_label", "notified_on"}
    assert {k: fee[k] for k in same} == {k: noticed["fee"][k] for k in same}
    assert {"waivers", "id"}.isdisjoint(fee), "what the office wrote for itself"
    waiver = {"reason": "样例：申请人确有困难", "on": desk.today()}
    await desk.done(f"/cases/{case_id}/fee-waiver", waiver, role=Role.HEAD)
    shown = await client.get(path, headers=code)
    assert (shown.json()["fee"]["state"], shown.json()["fee"]["amount_due"]) == ("waived", "0.00")
    assert waiver["reason"] not in shown.text


async def test_the_applicants_word_is_the_delivery_where_none_is_on_record(desk, client, filed):
    case_id, path, code = filed
    none = await confirm(client, path, code)
    assert (none.status_code, none.json()["code"]) == (409, "no_fee_to_confirm")
    before = await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.today()))
    assert (before["fee"]["pay_by"], before["fee"]["delivered_on"]) == (None, None)
    answer = await confirm(client, path, code)
    assert answer.status_code == 200, answer.text
    fee = answer.json()["fee"]
    assert (fee["delivered_on"], fee["is_confirmed"]) == (desk.today(), True)
    assert fee["pay_by"] == str(desk.calendar.nth_working_day_after(desk.clock.today(), 20))
    case = await desk.read(case_id)
    assert (case["fee"]["confirmed_on"], case["fee"]["pay_by"]) == (desk.today(), fee["pay_by"])
    same = ("due_on", "clock_state", "state", "received_on")
    assert [case[k] for k in same] == [before[k] for k in same], "it moves nothing else"
    assert (await confirm(client, path, code)).status_code == 200
    assert (await events_of(desk, case_id)).count("fee_notice_confirmed") == 1
    delivered = {"delivered_on": desk.today()}
    assert (await desk.post(f"/cases/{case_id}/fee-notice/delivery", delivered)).is_success


async def test_the_period_counts_from_the_day_of_the_applicants_word(desk, desk_in, client, filed):
    case_id, path, code = filed
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.today()))
    async with desk_in(10) as later:
        confirmed = await confirm(later.client, path, code)
        until = str(later.calendar.nth_working_day_after(later.clock.today(), 20))
        assert confirmed.json()["fee"]["pay_by"] == until
        case = await later.read(case_id)
        assert deadline(case, "DL-12") == ("open", until)
        assert case["waiting_for"][0]["until"] == until
        after_that_word = {"delivered_on": later.today()}
        path_of_delivery = f"/cases/{case_id}/fee-notice/delivery"
        assert (await later.post(path_of_delivery, after_that_word)).is_success
    async with desk_in(11) as last:
        await last.read(case_id)
        refused = await last.post(path_of_delivery, {"delivered_on": last.today()})
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
        proved = await last.done(path_of_delivery, {"delivered_on": desk.today()})
        assert proved["fee"]["pay_by"] == str(
            last.calendar.nth_working_day_after(desk.clock.today(), 20)
        )


async def test_a_fee_that_is_paid_or_a_case_that_ended_has_nothing_to_confirm(desk, client, filed):
    case_id, path, code = filed
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.today()))
    wrong = {"Gongkai-Access-Code": "0000-0000-0000-0000-0000-0000-00"}
    assert (await confirm(client, path, wrong)).json()["code"] == "application_not_found"
    await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    assert (await confirm(client, path, code)).json()["code"] == "no_fee_to_confirm"
    case = await desk.read(case_id)
    assert case["fee"]["state"] == "due"
    assert deadline(case, "DL-12")[0] == "void"


async def test_what_is_confirmed_under_a_new_code_says_so(desk, client, filed):
    case_id, path, _ = filed
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.today()))
    await desk.change_contact(case_id, email=None)
    body = {"reason": "遗失", "handover": "counter"}
    answer = await desk.post(f"/cases/{case_id}/access-code", body, subject="clerk-2")
    assert answer.is_success, answer.text
    code = {"Gongkai-Access-Code": answer.json()["access_code"]}
    assert (await confirm(client, path, code)).is_success
    (act,) = (await desk.read(case_id))["acts_under_reissue"]
    assert act["type"] == "fee_notice_confirmed"
