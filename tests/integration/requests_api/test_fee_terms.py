"""The clock stands for a fee at the latest until the term for paying is over (国办函〔2020〕109号,
DL-12): whatever comes later, whoever enters it, and also where nothing comes.
"""

import pytest_asyncio

from gongkai.auth.principal import Role
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated
from tests.integration.requests_api.closing_desk import close, ending, tell_of_end
from tests.integration.requests_api.fee_desk import deadline, fee_notice, notified
from tests.integration.requests_api.letter_desk import AUTHORITY, COURT, contested
from tests.integration.requests_api.office_desk import waits

WAIVED = {"reason": "样例：申请人确有困难"}
PAID = {"amount": "10.00"}
NO_PAYMENT = "abandoned_no_payment"


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def _instances(office, organs):
    """Where acts of the organ are contested, which a letter that ends a case tells."""
    await contested(office, organs.own, AUTHORITY, COURT)


def after(desk, day, working_days):
    return desk.calendar.nth_working_day_after(day, working_days)


async def clock_of(desk, case_id, **params):
    return (await desk.get(f"/cases/{case_id}/clock", **params)).json()


async def test_a_fee_that_is_waived_long_after_moves_the_date_no_further_than_its_term(desk):
    """Received 2025-03-03, noticed 03-05: 03-06 to 04-02 are left out, whenever it is waived."""
    case_id = await desk.registered(arrived_on="2025-03-03")
    silent = await notified(desk, case_id, fee_notice("2025-03-05"))
    assert (silent["due_on"], silent["light"], waits(silent)) == (
        "2025-04-28",
        "overdue",
        ["payment"],
    )
    waived = await desk.done(
        f"/cases/{case_id}/fee-waiver", {**WAIVED, "on": desk.today()}, role=Role.HEAD
    )
    assert (waived["due_on"], waived["light"]) == ("2025-04-28", "overdue")
    clock = await clock_of(desk, case_id)
    assert [w["code"] for w in clock["warnings"]] == ["fee_waived_late"]
    stopped = [row for row in clock["ledger"] if row["reason"] == "stopped"]
    assert (stopped[0]["on"], stopped[-1]["on"]) == ("2025-03-06", "2025-04-02")
    assert "至迟算至缴费期限届满之日" in stopped[-1]["basis"]


async def test_time_alone_sets_the_clock_going_again_and_the_past_stays_as_it_was_known(
    desk, desk_in
):
    received, today = desk.ago(3), desk.clock.today()
    case_id = await desk.registered(arrived_on=str(received))
    body = fee_notice(desk.today(), delivered_on=desk.today())
    case = await desk.done(f"/cases/{case_id}/fee-notice", body)
    assert (case["due_on"], case["clock_state"]) == (None, "stopped")
    last = after(desk, today, 20)
    counted = desk.calendar.working_days_between(received, today)
    due = after(desk, last, 20 - counted)
    async with desk_in((last - today).days) as last_day:
        await recompute_outdated(last_day.office, KINDS)
        case = await last_day.read(case_id)
        assert (case["due_on"], case["clock_state"], waits(case)) == (
            str(due),
            "stopped",
            ["payment"],
        )
        guide = (await last_day.get(f"/cases/{case_id}/decision-guide")).json()
        assert "payment_awaited" in str(guide)
    async with desk_in((last - today).days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        case = await over.read(case_id)
        assert (case["due_on"], case["clock_state"], waits(case)) == (
            str(due),
            "running",
            ["payment"],
        )
        assert (deadline(case, "DL-01"), deadline(case, "DL-12")[0]) == (("open", str(due)), "open")
        then = await clock_of(over, case_id, as_known_on=str(today))
        assert (then["state"], then["due_on"]) == ("stopped", None)
        guide = (await over.get(f"/cases/{case_id}/decision-guide")).json()
        assert "payment_overdue" in str(guide)
        body = {**PAID, "paid_on": over.today()}
        late = await over.done(f"/cases/{case_id}/fee-payment", body)
        assert (late["due_on"], late["fee"]["is_paid_late"]) == (str(due), True)
        assert deadline(late, "DL-12")[0] == "met"


async def test_a_payment_in_its_term_that_is_entered_after_it_counts_when_a_second_confirms(
    desk, desk_in
):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    today = desk.clock.today()
    await desk.done(f"/cases/{case_id}/fee-notice", fee_notice(today, delivered_on=str(today)))
    last = after(desk, today, 20)
    async with desk_in((last - today).days + 1) as over:
        silent = await over.read(case_id)
        body = {**PAID, "paid_on": str(last)}
        entered = await over.done(f"/cases/{case_id}/fee-payment", body)
        (seq,) = [e["seq"] for e in entered["late_entries"] if e["awaits_confirmation"]]
        assert silent["due_on"] is None, "no worker has looked since"
        counted = desk.calendar.working_days_between(desk.ago(3), today)
        assert entered["due_on"] == str(after(desk, last, 20 - counted))
        path = f"/cases/{case_id}/events/{seq}/confirmation"
        own = await over.post(path, {"reason": "样例：核对缴费凭证"}, role=Role.CLERK)
        assert own.status_code == 403
        done = await over.done(path, {"reason": "样例：核对缴费凭证"}, role=Role.LEADER)
        assert done["due_on"] == str(after(desk, last, 20))


async def test_a_delivery_after_the_term_helps_no_office_and_leaves_the_applicant_the_period(desk):
    case_id = await desk.registered(arrived_on="2025-03-03")
    await notified(desk, case_id, fee_notice("2025-03-05"))
    body = {"delivered_on": desk.today()}
    case = await desk.done(f"/cases/{case_id}/fee-notice/delivery", body)
    assert (case["due_on"], case["light"]) == ("2025-04-28", "overdue")
    assert deadline(case, "DL-12")[1] == str(after(desk, desk.clock.today(), 20))
    clock = await clock_of(desk, case_id)
    assert [w["code"] for w in clock["warnings"]] == ["delivery_without_effect"]


async def test_an_application_that_counts_as_given_up_is_not_closed_late(desk):
    """The period is over, the date that ran on from it too: nothing was owed since (DL-12)."""
    case_id = await desk.registered(arrived_on="2025-03-03")
    await notified(desk, case_id, fee_notice("2025-03-05", delivered_on="2025-03-10"))
    await tell_of_end(desk, case_id, NO_PAYMENT)
    answer = await close(desk, case_id, ending(NO_PAYMENT, desk.today()))
    assert answer.is_success, answer.text
    assert (await desk.read(case_id))["state"] == "closed"
    clock = await clock_of(desk, case_id)
    assert (clock["state"], clock.get("late_by_working_days")) == ("ended", None)
