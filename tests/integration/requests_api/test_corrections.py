"""A corrected application (条例30): what it replaces, and a whole new term."""

from datetime import date, timedelta

from sqlalchemy import text

from gongkai.auth.principal import Role
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated
from tests.integration.requests_api.correction_desk import ITEM, codes, notice, noticed
from tests.integration.requests_api.office_desk import REPLY, waits
from tests.samples import person, resident_id


async def test_dl_05_the_whole_term_counts_anew_from_the_corrected_application(desk):
    """domain.md 2.12: received 2025-03-03, noticed 03-10, corrected 04-01: due 2025-04-29."""
    case_id = await desk.registered(arrived_on="2025-03-03")
    told = await noticed(desk, case_id, "2025-03-10")
    assert (told["state"], told["due_on"], waits(told)) == ("handling", None, ["correction"])
    body = {"received_on": "2025-04-01", "description": "测试路"}
    await desk.done(f"/cases/{case_id}/correction", body)
    case = await desk.read(case_id)
    assert (case["due_on"], waits(case)) == ("2025-04-29", [])
    again = await desk.post(f"/cases/{case_id}/correction", body)
    assert (again.status_code, again.json()["why"]) == (409, "no_correction_awaited")


async def test_what_is_said_replaces_what_was_asked_for_which_is_kept(desk, office):
    case_id = await desk.registered(
        arrived_on=str(desk.ago(3)), title="施工许可", description="一份", document_reference=None
    )
    await noticed(desk, case_id, desk.ago(1))
    body = {
        "received_on": desk.today(),
        "title": "测试路施工许可",
        "description": "测试路2025年的一份",
        "document_reference": "测许〔2025〕1号",
    }
    case = await desk.done(f"/cases/{case_id}/correction", body)
    assert (case["title"], case["description"], case["document_reference"]) == (
        "测试路施工许可",
        "测试路2025年的一份",
        "测许〔2025〕1号",
    )
    told = case["correction"]
    assert (told["by"], told["changed"]) == (
        "office",
        ["title", "description", "document_reference"],
    )
    assert told["former"] == {
        "title": "施工许可",
        "description": "一份",
        "document_reference": "",
    }
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert len(event["data"]["former_digest"]) == 64
    assert "施工许可" not in str(event)
    found = await desk.get("/worklist", text="测试路施工许可")
    assert case_id in {item["id"] for item in found.json()["items"]}
    twin = await desk.registered(title="测试路施工许可", description="测试路2025年的一份")
    async with office.database.read_session() as session:
        query = "SELECT count(DISTINCT text_simhash) FROM matters WHERE id IN (:one, :two)"
        prints = await session.scalar(text(query), {"one": case_id, "two": twin})
    assert prints == 1, "a repetition of what it says now is found"
    changed = [e for e in await desk.changes("cases") if e["data"].get("case_id") == case_id]
    assert changed[-1]["data"]["title"] == "测试路施工许可"


async def test_a_title_that_names_the_applicant_is_not_told_beyond_the_office(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await noticed(desk, case_id, desk.ago(1))
    body = {"received_on": desk.today(), "title": f"{person()['name']}的测试文件"}
    await desk.done(f"/cases/{case_id}/correction", body)
    changed = [e for e in await desk.changes("cases") if e["data"].get("case_id") == case_id]
    assert changed[-1]["data"].get("title") is None
    other = await desk.registered(arrived_on=str(desk.ago(3)))
    await noticed(desk, other, desk.ago(1))
    refused = await desk.post(
        f"/cases/{other}/correction",
        {"received_on": desk.today(), "title": f"查询{resident_id(8)}的档案"},
    )
    assert refused.json()["errors"][0]["code"] == "identity_in_text"


async def test_one_after_its_period_is_taken_and_marked_for_good_reason(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(15)))
    await noticed(desk, case_id, desk.ago(11), working_days=3)
    case = await desk.read(case_id)
    assert codes(case) == {"correction_notified_period_lapsed"}
    await desk.done(f"/cases/{case_id}/correction", {"received_on": desk.today()})
    case = await desk.read(case_id)
    assert case["correction"]["is_received_late"] is True
    assert codes(case) == {"correction_received_late"}
    due = desk.calendar.nth_working_day_after(desk.clock.today(), 20)
    assert case["due_on"] == str(due)


async def test_time_alone_brings_the_warning_of_a_period_that_lapsed_once(desk, desk_in):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    case = await noticed(desk, case_id, desk.ago(1), working_days=5)
    days = (date.fromisoformat(case["correction"]["due_on"]) - desk.clock.today()).days
    async with desk_in(days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        lapsed = await over.read(case_id)
        assert codes(lapsed) == {"correction_notified_period_lapsed"}
        assert waits(lapsed) == ["correction"], "silence closes nothing by itself"
        async with over.office.database.read_session() as session:
            query = "SELECT recheck_on FROM matters WHERE id = :id"
            assert await session.scalar(text(query), {"id": case_id}) is None


async def test_while_a_correction_is_awaited_no_reply_is_handed_in(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await noticed(desk, case_id, desk.ago(1))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "answer_awaited")
    await desk.done(f"/cases/{case_id}/correction", {"received_on": desk.today()})
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "draft_before_correction")
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")


async def test_no_reply_is_older_than_the_corrected_application(desk):
    """条例30: the term counts from it, so an answer before it would be none to what is asked."""
    case_id = await desk.registered(arrived_on=str(desk.ago(8)))
    await noticed(desk, case_id, desk.ago(6))
    await desk.done(f"/cases/{case_id}/correction", {"received_on": str(desk.ago(2))})
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    path = f"/cases/{case_id}/reply/approval"
    early = {"approved_on": str(desk.ago(3)), "paper": "测试柜"}
    refused = await desk.post(path, early, role=Role.HEAD)
    assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    await desk.done(path, {**early, "approved_on": str(desk.ago(2))}, role=Role.HEAD)


async def test_a_still_unclear_application_is_refused_only_after_it_was_asked(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    unclear = {
        **REPLY,
        "decision": "still_unclear",
        "evidence": [
            {"kind": "correction_notice", "note": "补正告知书"},
            {"kind": "reason", "note": "补正后仍不明确"},
        ],
    }
    refused = await desk.post(f"/cases/{case_id}/reply", unclear)
    assert (refused.status_code, refused.json()["code"]) == (422, "evidence_reference_unknown")
    await noticed(desk, case_id, desk.ago(1))
    early = await desk.post(f"/cases/{case_id}/reply", unclear)
    assert (early.status_code, early.json()["code"]) == (409, "nothing_corrected_yet")
    await desk.done(f"/cases/{case_id}/correction", {"received_on": desk.today()})
    await desk.done(f"/cases/{case_id}/reply", unclear)


async def test_a_correction_that_came_is_not_awaited_because_its_notice_is_unconfirmed(desk):
    """The notice counts from its entry until it is confirmed, and came before its answer."""
    case_id = await desk.registered(arrived_on=str(desk.ago(15)))
    noticed_late = await desk.done(f"/cases/{case_id}/correction-notice", notice(desk.ago(14)))
    assert [e["awaits_confirmation"] for e in noticed_late["late_entries"]] == [False, True]
    body = {"received_on": str(desk.ago(10)), "title": "某文件"}
    came = await desk.done(f"/cases/{case_id}/correction", body)
    due_on = str(desk.calendar.nth_working_day_after(desk.ago(10), 20))
    assert (waits(came), came["clock_state"], came["due_on"]) == ([], "running", due_on)
    confirmed = await desk.confirmed(case_id)
    assert (waits(confirmed), confirmed["due_on"]) == ([], due_on)


async def test_a_correction_entered_late_counts_from_its_day_and_not_from_its_entry(desk):
    """Once the late notice is confirmed, nobody gains by leaving the correction unconfirmed."""
    case_id = await desk.registered(arrived_on=str(desk.ago(30)))
    await desk.done(f"/cases/{case_id}/correction-notice", notice(desk.ago(27)))
    late = await desk.read(case_id)
    body = {"received_on": str(desk.ago(15)), "title": "某文件"}
    came = await desk.done(f"/cases/{case_id}/correction", body)
    assert (came["due_on"], came["light"]) == (late["due_on"], "overdue")
    path = f"/cases/{case_id}/events/3/confirmation"
    confirmed = await desk.done(path, {"reason": "核对纸质材料"}, role=Role.LEADER)
    due_on = desk.calendar.nth_working_day_after(desk.ago(15), 20)
    assert (confirmed["due_on"], waits(confirmed)) == (str(due_on), [])
    assert not any(entry["awaits_confirmation"] for entry in confirmed["late_entries"])


async def test_nothing_internal_is_told_and_oversight_reads_no_words(desk, organs):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)), title="施工许可")
    await noticed(desk, case_id, desk.ago(1))
    body = {"received_on": desk.today(), "description": "样例甲乙丙"}
    await desk.done(f"/cases/{case_id}/correction", body)
    above = {"role": Role.SUPERVISOR, "organ": organs.parent}
    seen = await desk.read(case_id, **above)
    assert (seen["correction"]["items"], seen["correction"]["former"]) == (None, None)
    assert seen["correction"]["notified_on"] == str(desk.ago(1))
    of = {"reason": "督查", "of": ["procedure"]}
    shown = (await desk.post(f"/cases/{case_id}/disclosures", of, **above)).json()
    assert shown["procedure"]["correction"]["items"] == [ITEM]


async def test_days_move_by_a_correction_of_the_receipt_of_the_correction(desk):
    """Later, once the new term is over, only with a second person."""
    case_id = await desk.registered(arrived_on=str(desk.ago(60)))
    await noticed(desk, case_id, desk.ago(56))
    await desk.done(f"/cases/{case_id}/correction", {"received_on": str(desk.ago(30))})
    due = desk.calendar.nth_working_day_after(desk.ago(30), 20)
    assert (await desk.read(case_id))["due_on"] == str(due)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    (seq,) = [e["seq"] for e in events if e["type"] == "correction_received"]
    body = {"on": str(desk.ago(29)), "reason": "录入有误"}
    path = f"/cases/{case_id}/events/{seq}/correction"
    assert (await desk.done(path, body, role=Role.HEAD))["due_on"] == str(due)
    moved = await desk.confirmed(case_id)
    assert moved["due_on"] == str(desk.calendar.nth_working_day_after(desk.ago(29), 20))
    assert date.fromisoformat(moved["due_on"]) > due - timedelta(days=1)
