"""Items of an applicant's calendar month over HTTP (DL-13), also by two desks at once."""

import asyncio
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text

from gongkai.auth.principal import Role
from gongkai.time import month_of
from requests_api.fees.repository import FeeRepository
from tests.integration.requests_api.fee_desk import (
    by_items,
    cases_of,
    fee_notice,
    notified,
    refused,
)
from tests.samples import person


async def amounts(desk, ids):
    return [Decimal((await desk.read(case_id))["fee"]["amount"]) for case_id in ids]


async def test_the_eleventh_of_a_calendar_month_is_the_first_that_costs(desk):
    """Received 2025-03-03 to 03-31; what came on 02-28 and 04-01 is of other months."""
    before = await cases_of(desk, 101, 1, "2025-02-28")
    ids = await cases_of(desk, 101, 9, "2025-03-03")
    confirmed_in_march = {"channel": "fax", "confirmed_on": "2025-03-03"}
    ids += await cases_of(desk, 101, 1, "2025-02-28", **confirmed_in_march)
    eleventh, twelfth = await cases_of(desk, 101, 2, "2025-03-31")
    (april,) = await cases_of(desk, 101, 1, "2025-04-01")
    for case_id in (*before, ids[9], april):
        found = await refused(desk, case_id, by_items("2025-04-02"))
        assert found[:2] == (409, "fee_within_free_quantity")
    case = await notified(desk, eleventh, by_items("2025-04-02"))
    fee = case["fee"]
    assert (fee["amount"], fee["month"], fee["counted_before"]) == ("100.00", "2025-03", 10)
    numbers = [(await desk.read(case_id))["number"] for case_id in ids]
    assert fee["counted"] == [{"number": number, "items": 1} for number in numbers]
    assert [(s["from"], s["to"], s["amount"]) for s in fee["steps"]] == [(11, 11, "100.00")]
    assert (await notified(desk, twelfth, by_items("2025-04-02")))["fee"]["counted_before"] == 11


async def test_only_the_own_applications_to_the_own_organ_count(desk):
    await cases_of(desk, 102, 8, desk.ago(1))
    await cases_of(desk, 103, 5, desk.ago(1))
    other = {"organ_id": str(desk.organs.other), "organ": desk.organs.other}
    for _ in range(4):
        await desk.key_in(applicant=person(102), arrived_on=str(desk.ago(1)), **other)
    unregistered = {"applicant": person(102), "arrived_on": str(desk.ago(1))}
    for _ in range(4):
        await desk.key_in(**unregistered)
    (case_id,) = await cases_of(desk, 102, 1, desk.ago(1))
    status, code, problem = await refused(desk, case_id, by_items(desk.today()))
    assert (status, code, problem["counted_before"]) == (409, "fee_within_free_quantity", 8)


async def test_a_month_adds_up_whichever_notice_is_written_first(desk):
    first, *_, paged, split, last = await cases_of(desk, 104, 12, desk.ago(1))
    assert (await notified(desk, last, by_items(desk.today())))["fee"]["amount"] == "100.00"
    case = await notified(desk, paged, fee_notice(desk.today()))
    assert case["fee"]["amount"] == "10.00", "pages are of the application alone"
    # The tenth is charged by pages and is an application of the month all the same.
    case = await notified(desk, split, by_items(desk.today(), 3))
    assert case["fee"]["counted_before"] == 10
    assert await amounts(desk, [split, last]) == [300, 100]
    (next_one,) = await cases_of(desk, 104, 1, desk.ago(1))
    case = await notified(desk, next_one, by_items(desk.today()))
    assert case["fee"]["counted_before"] == 14
    assert {"number": (await desk.read(split))["number"], "items": 3} in case["fee"]["counted"]
    assert (await refused(desk, first, by_items(desk.today())))[1] == "fee_within_free_quantity"


async def test_two_notices_of_one_month_are_counted_one_after_the_other(desk, office):
    await cases_of(desk, 105, 10, desk.ago(1))
    first, second = await cases_of(desk, 105, 2, desk.ago(1))
    async with office.database.unit_of_work() as session:
        fees = FeeRepository(session)
        index = await fees.document_index(UUID(first))
        month, _ = month_of(desk.ago(1))
        await fees.lock_month(desk.organs.own, index, month)
        body = by_items(desk.today(), 15)
        both = [
            asyncio.create_task(desk.post(f"/cases/{case_id}/fee-notice", body))
            for case_id in (first, second)
        ]
        async with asyncio.timeout(30):
            await waiting(office, len(both))
        assert not any(task.done() for task in both), "somebody else counts this month"
    answers = [await task for task in both]
    assert all(answer.is_success for answer in answers), [a.text for a in answers]
    fees = [answer.json()["fee"] for answer in answers]
    # Whichever came first: the twelfth is counted on the eleventh as it stood then.
    assert [fee["counted_before"] for fee in fees] in ([10, 25], [10, 11])


async def waiting(office, count):
    """Until so many wait for a lock that is none of a row."""
    held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    while True:
        async with office.database.read_session() as session:
            if await session.scalar(held) >= count:
                return


async def test_a_receipt_put_right_into_another_month_flags_the_fee_of_its_month(desk):
    """The notice binds until the head reduces or waives it; nobody computes it anew unseen."""
    ids = await cases_of(desk, 108, 11, "2025-03-31")
    case_id = ids[-1]
    case = await notified(desk, case_id, by_items("2025-04-02"))
    assert (case["fee"]["month"], case["fee"]["amount"]) == ("2025-03", "100.00")
    flagged = [w for w in case["warnings"] if w["code"] == "fee_of_another_month"]
    assert flagged == []
    wrong = {"on": "2025-04-01", "reason": "收件戳为四月一日"}
    case = await desk.done(f"/cases/{case_id}/events/1/correction", wrong, role=Role.HEAD)
    case = await desk.confirmed(case_id)
    assert case["received_on"] == "2025-04-01"
    (flag,) = [w for w in case["warnings"] if w["code"] == "fee_of_another_month"]
    assert "2025-03" in flag["basis"]
    assert "2025-04" in flag["basis"]
    assert case["fee"]["amount"] == "100.00", "as it was noticed"
    right = {"on": "2025-03-30", "reason": "经核对仍为三月"}
    await desk.done(f"/cases/{case_id}/events/1/correction", right, role=Role.HEAD)
    case = await desk.confirmed(case_id)
    assert "fee_of_another_month" not in {w["code"] for w in case["warnings"]}
