"""A processing fee over HTTP: noticed within the term, paid or waived, and what the clock makes of
it (条例42, 国办函〔2020〕109号, DL-12).
"""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import text

from gongkai.auth.principal import Role
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated
from tests.integration.requests_api.fee_desk import (
    GROUNDS,
    deadline,
    fee_notice,
    notified,
    refused,
    why_not,
)
from tests.integration.requests_api.office_desk import REPLY, waits


def after(desk, day, working_days):
    return desk.calendar.nth_working_day_after(day, working_days).isoformat()


async def test_a_notice_stops_the_clock_and_is_shown_with_its_computation(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    body = fee_notice(desk.ago(3), delivered_on=str(desk.ago(2)), quantity=150)
    case = await desk.done(f"/cases/{case_id}/fee-notice", body)
    assert (case["state"], case["clock_state"], case["due_on"]) == ("handling", "stopped", None)
    pay_by = after(desk, desk.ago(2), 20)
    fee = case["fee"]
    assert case["waiting_for"] == [
        {
            "code": "payment",
            "code_label": "申请人缴费",
            "ref": fee["id"],
            "since": str(desk.ago(3)),
            "until": pay_by,
        }
    ]
    assert deadline(case, "DL-12") == ("open", pay_by)
    assert (fee["state"], fee["state_label"], fee["pay_by"]) == ("due", "待缴费", pay_by)
    assert (fee["amount"], fee["amount_due"], fee["currency"]) == ("1700.00", "1700.00", "CNY")
    assert [step["amount"] for step in fee["steps"]] == ["0.00", "700.00", "1000.00"]
    assert sum(Decimal(step["amount"]) for step in fee["steps"]) == Decimal(fee["amount"])
    assert (fee["month"], fee["counted"], fee["counted_before"]) == (None, [], 0)
    assert (fee["grounds"], fee["waivers"], fee["confirmed_on"]) == (GROUNDS, [], None)
    assert await why_not(desk, case_id, "notify_fee") == "fee_notified_already"
    assert await why_not(desk, case_id, "record_fee_payment") is None
    again = await refused(desk, case_id, fee_notice(desk.today(), basis="items", quantity=20))
    assert again[:2] == (409, "case_step_not_allowed")
    assert again[2]["why"] == "fee_notified_already"


async def test_the_head_of_a_step_names_the_notice(desk, client, headers):
    case_id = await desk.registered()
    answer = await client.post(
        f"/requests/v1/cases/{case_id}/fee-notice",
        json=fee_notice(desk.today()),
        headers={**headers(Role.CLERK), "If-Match": desk.etags[case_id]},
    )
    assert answer.status_code == 200, answer.text
    head = answer.json()
    assert head["created"]["kind"] == "fee_notice"
    assert head["waiting_for"][0]["ref"] == head["created"]["id"]


async def test_the_example_of_the_law_fee_noticed_and_paid(desk):
    """domain.md 2.12: received 2025-03-03, noticed 03-05, paid 03-10: due 2025-04-08."""
    case_id = await desk.registered(arrived_on="2025-03-03")
    entered = await desk.done(f"/cases/{case_id}/fee-notice", fee_notice("2025-03-05"))
    assert (entered["due_on"], waits(entered)) == ("2025-03-31", []), "one person moves no term"
    assert (await desk.confirmed(case_id))["due_on"] == "2025-04-28", "the term for paying is over"
    body = {"paid_on": "2025-03-10", "amount": "10.00"}
    late = await desk.done(f"/cases/{case_id}/fee-payment", body)
    assert late["due_on"] == "2025-04-28", "in time by the word of one person"
    case = await desk.confirmed(case_id)
    assert (case["due_on"], case["fee"]["state"]) == ("2025-04-08", "paid")
    assert deadline(case, "DL-12")[0] == "met"
    ledger = (await desk.get(f"/cases/{case_id}/clock")).json()["ledger"]
    assert [row["on"] for row in ledger if row["reason"] == "restart_day"] == ["2025-03-10"]


async def test_the_example_of_a_period_for_paying(desk):
    """DL-12: 20 working days from the day after the notice arrived: 2025-03-06 to 04-03."""
    case_id = await desk.registered(arrived_on="2025-03-03")
    case = await notified(desk, case_id, fee_notice("2025-03-05", delivered_on="2025-03-06"))
    assert (case["fee"]["pay_by"], deadline(case, "DL-12")[1]) == ("2025-04-03", "2025-04-03")
    clock = (await desk.get(f"/cases/{case_id}/clock")).json()
    assert [w["code"] for w in clock["warnings"]] == ["fee_notified_period_lapsed"]
    assert (clock["state"], clock["due_on"], waits(case)) == ("running", "2025-04-29", ["payment"])
    body = {"paid_on": "2025-04-07", "amount": "10.00"}
    late = await desk.done(f"/cases/{case_id}/fee-payment", body)
    assert (late["fee"]["is_paid_late"], late["due_on"]) == (True, "2025-04-29")
    clock = (await desk.get(f"/cases/{case_id}/clock")).json()
    assert [w["code"] for w in clock["warnings"]] == ["fee_paid_late"]


async def test_another_amount_is_refused_with_the_one_that_is_due(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    await notified(desk, case_id, fee_notice(desk.ago(3)))
    for amount in ("9.99", 10.01, "1000"):
        body = {"paid_on": desk.today(), "amount": amount}
        status, code, problem = await refused(desk, case_id, body, "fee-payment")
        assert (status, code, problem["expected"]) == (422, "fee_amount_differs", "10.00")
        assert problem["errors"][0]["pointer"] == "/body/amount"
    for day in (str(desk.ago(4)), desk.tomorrow()):
        body = {"paid_on": day, "amount": "10.00"}
        assert (await refused(desk, case_id, body, "fee-payment"))[:2] == (422, "date_out_of_order")
    case = await desk.done(f"/cases/{case_id}/fee-payment", {"paid_on": desk.today(), "amount": 10})
    assert case["due_on"] == after(desk, desk.clock.today(), 20)
    assert (case["fee"]["state"], case["fee"]["paid_on"]) == ("paid", desk.today())
    for path, body in (
        ("fee-payment", {"paid_on": desk.today(), "amount": 10}),
        ("fee-notice/delivery", {"delivered_on": desk.today()}),
    ):
        again = await refused(desk, case_id, body, path)
        assert (again[0], again[2]["why"]) == (409, "no_fee_due")


async def test_a_waiver_by_the_head_lets_the_clock_run_on(desk):
    received, noticed, waived = desk.ago(8), desk.ago(6), desk.ago(2)
    case_id = await desk.registered(arrived_on=str(received))
    await notified(desk, case_id, fee_notice(noticed))
    body = {"reason": "样例：申请人确有困难", "on": str(waived)}
    status, code, _ = await refused(desk, case_id, body, "fee-waiver")
    assert (status, code) == (403, "fee_waiver_needs_head")
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert [(r["step"], r["code"]) for r in refusals] == [("waive_fee", code)]
    assert await why_not(desk, case_id, "waive_fee", Role.CLERK) == code
    early = {**body, "on": str(desk.ago(7))}
    found = await refused(desk, case_id, early, "fee-waiver", role=Role.HEAD)
    assert found[:2] == (422, "date_out_of_order")
    case = await desk.done(f"/cases/{case_id}/fee-waiver", body, role=Role.HEAD)
    assert case["due_on"] == after(desk, received, 20 + 4)
    fee = case["fee"]
    assert (fee["state"], fee["amount"], fee["amount_due"]) == ("waived", "10.00", "0.00")
    assert fee["waivers"] == [{"on": str(waived), "reduced_to": None, "reason": body["reason"]}]
    assert deadline(case, "DL-12")[0] == "void"
    again = await refused(desk, case_id, body, "fee-waiver", role=Role.HEAD)
    assert again[2]["why"] == "no_fee_due"


async def test_a_reduction_changes_what_is_due_and_the_clock_stands(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    await notified(desk, case_id, fee_notice(desk.ago(3), quantity=100))
    body = {"reason": "样例：部分页面重复", "on": desk.today(), "reduced_to": "300.50"}
    case = await desk.done(f"/cases/{case_id}/fee-waiver", body, role=Role.HEAD)
    assert (case["due_on"], waits(case), case["clock_state"]) == (None, ["payment"], "stopped")
    assert (case["fee"]["state"], case["fee"]["amount_due"]) == ("due", "300.50")
    for amount in ("300.50", 700):
        higher = {**body, "reduced_to": amount}
        found = await refused(desk, case_id, higher, "fee-waiver", role=Role.HEAD)
        assert found[:2] == (422, "fee_reduction_not_lower")
        assert found[2]["amount_due"] == "300.50"
    full = {"paid_on": desk.today(), "amount": "700.00"}
    assert (await refused(desk, case_id, full, "fee-payment"))[2]["expected"] == "300.50"
    lower = {**body, "reduced_to": 20}
    case = await desk.done(f"/cases/{case_id}/fee-waiver", lower, role=Role.HEAD)
    assert [each["reduced_to"] for each in case["fee"]["waivers"]] == ["300.50", "20.00"]
    paid = {"paid_on": desk.today(), "amount": "20"}
    case = await desk.done(f"/cases/{case_id}/fee-payment", paid)
    assert (case["due_on"], case["fee"]["amount"]) == (
        after(desk, desk.clock.today(), 20),
        "700.00",
    )


async def test_nothing_is_handed_in_while_a_payment_is_awaited(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    drafted = await notified(desk, case_id, fee_notice(desk.ago(3)))
    assert drafted["state"] == "drafted"
    assert await why_not(desk, case_id, "submit") == "answer_awaited"


async def test_a_notice_entered_after_the_term_counts_when_a_second_person_confirmed_it(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(25)))
    case = await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.ago(10)))
    (entry,) = [e for e in case["late_entries"] if e["awaits_confirmation"]]
    assert (entry["type"], case["due_on"]) == ("fee_notified", str(desk.ago(5)))
    paid = {"paid_on": str(desk.ago(8)), "amount": 10}
    case = await desk.done(f"/cases/{case_id}/fee-payment", paid)
    assert case["due_on"] == str(desk.ago(5)), "what rests on one word moves nothing"
    path = f"/cases/{case_id}/events/{entry['seq']}/confirmation"
    body = {"reason": "核对纸质通知书"}
    assert (await desk.post(path, body, role=Role.CLERK)).status_code == 403
    case = await desk.done(path, body, role=Role.HEAD)
    assert case["due_on"] == after(desk, desk.ago(8), 20)


async def test_days_of_a_fee_can_be_put_right(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(9)))
    body = fee_notice(desk.ago(7), delivered_on=str(desk.ago(6)))
    await desk.done(f"/cases/{case_id}/fee-notice", body)
    paid = {"paid_on": str(desk.ago(3)), "amount": 10}
    await desk.done(f"/cases/{case_id}/fee-payment", paid)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    seqs = {event["type"]: event["seq"] for event in events}

    async def correct(kind, day):
        path = f"/cases/{case_id}/events/{seqs[kind]}/correction"
        return await desk.post(path, {"on": str(day), "reason": "录入有误"}, role=Role.HEAD)

    moved = await correct("fee_paid", desk.ago(4))
    assert moved.json()["due_on"] == after(desk, desk.ago(4), 20)
    assert moved.json()["fee"]["paid_on"] == str(desk.ago(4))
    noticed = await correct("fee_notified", desk.ago(8))
    assert noticed.json()["fee"]["notified_on"] == str(desk.ago(8))
    delivered = await correct("fee_notice_delivered", desk.ago(5))
    assert delivered.json()["fee"]["pay_by"] == after(desk, desk.ago(5), 20)
    for kind, day in (("fee_notified", desk.ago(3)), ("fee_paid", desk.ago(9))):
        assert (await correct(kind, day)).json()["code"] == "date_out_of_order"
    chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
    assert chain["valid"] is True


async def test_the_day_of_a_waiver_can_be_put_right(desk):
    received = desk.ago(9)
    case_id = await desk.registered(arrived_on=str(received))
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.ago(7)))
    body = {"reason": "样例：申请人确有困难", "on": str(desk.ago(2))}
    case = await desk.done(f"/cases/{case_id}/fee-waiver", body, role=Role.HEAD)
    assert case["due_on"] == after(desk, received, 25)
    right = {"on": str(desk.ago(4)), "reason": "录入有误"}
    path = f"/cases/{case_id}/events/{case['version']}/correction"
    case = await desk.done(path, right, role=Role.HEAD)
    assert case["due_on"] == after(desk, received, 23)
    assert case["fee"]["waivers"][0]["on"] == str(desk.ago(4))


async def test_delivery_is_recorded_when_it_is_known(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(9)))
    case = await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(desk.ago(7)))
    assert (case["fee"]["delivered_on"], case["fee"]["pay_by"]) == (None, None)
    assert deadline(case, "DL-12")[1] == after(desk, desk.ago(7), 20)
    path = f"/cases/{case_id}/fee-notice/delivery"
    for day in (str(desk.ago(8)), desk.tomorrow()):
        assert (await desk.post(path, {"delivered_on": day})).json()["code"] == "date_out_of_order"
    for day in (desk.ago(5), desk.ago(4)):
        case = await desk.done(path, {"delivered_on": str(day)})
        until = after(desk, day, 20)
        assert (case["fee"]["pay_by"], deadline(case, "DL-12")[1]) == (until, until)
        assert case["waiting_for"][0]["until"] == until


async def test_a_lapsed_period_is_looked_at_once_and_the_file_waits_on(desk, desk_in):
    case_id = await desk.registered()
    body = fee_notice(desk.today(), delivered_on=desk.today())
    case = await desk.done(f"/cases/{case_id}/fee-notice", body)
    last = date.fromisoformat(case["fee"]["pay_by"])
    due = after(desk, last, 20)
    again = text("SELECT recheck_on FROM matters WHERE id = :id")
    for days, expected in ((0, last + timedelta(days=1)), (1, None)):
        async with desk_in((last - desk.clock.today()).days + days) as later:
            await recompute_outdated(later.office, KINDS)
            read = await later.read(case_id)
            assert (read["due_on"], waits(read)) == (due, ["payment"])
            assert read["version"] == case["version"] + 1, "the date, and then nothing more"
            async with later.office.database.read_session() as session:
                assert await session.scalar(again, {"id": case_id}) == expected
    async with desk_in((last - desk.clock.today()).days + 1) as later:
        await later.read(case_id)
        paid = {"paid_on": later.today(), "amount": 10}
        late = await later.done(f"/cases/{case_id}/fee-payment", paid)
        assert late["fee"]["is_paid_late"] is True
        assert late["fee"]["pay_by"] == case["fee"]["pay_by"]
