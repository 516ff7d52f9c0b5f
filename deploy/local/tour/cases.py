"""Steps 3 to 7: two applications, from filing to the reply."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from deploy.local.tour import expectations, words
from deploy.local.tour.guide import Guide, check, check_same
from gongkai.time import SHANGHAI

PERSON: Mapping[str, Any] = {
    "kind": "natural",
    "name": "测试甲",
    "document": {"type": "resident_id", "number": "110101190001010014"},
    "phone": "13800000001",
    "email": "applicant@example.com",
}
_BASE_DAYS = 20
_STOPPED = range(3, 8)
"""Working days ago that do not count: after the letter (8), up to the answer (3)."""


def file_application(guide: Guide, organ: str) -> Mapping[str, Any]:
    """Step 3: a citizen applies online, without a token."""
    receipt: dict[str, Any] = guide.post(
        "/requests/v1/applications",
        {
            "organ_id": organ,
            "title": "城市更新项目规划许可",
            "description": "示例路城市更新项目建设工程规划许可证及附图",
            "applicant": PERSON,
        },
    )
    state = guide.applicant(receipt)
    check(state["state"] == "received" and state["due_on"] is None, expectations.WAITS)
    guide.tell(words.RECEIPT, **receipt)
    guide.tell(words.APPLICANT_SEES, stage=state["stage_label"], state=state["state_label"])
    return receipt


def confirm_and_register(guide: Guide, receipt: Mapping[str, Any]) -> Mapping[str, Any]:
    """Step 4: a clerk finds it, confirms receipt by phone and registers it."""
    found = guide.get("/requests/v1/cases", role="clerk", number=receipt["receipt_number"])
    check(len(found["items"]) == 1, expectations.FOUND)
    (case,) = found["items"]
    house = guide.calendar.nth_working_day_after(guide.today, 1).isoformat()
    found_due = case["next_due_on"]
    check_same(found_due, house, expectations.CONFIRM_BY)
    applicant, title = case["applicant_name"], case["title"]
    guide.tell(words.WORKLIST, applicant=applicant, title=title, house=house)
    guide.know(case)
    path = f"/requests/v1/cases/{case['id']}"
    body = {"confirmed_on": guide.today.isoformat(), "means": "phone"}
    guide.post(f"{path}/confirmation", body, role="clerk")
    registered: dict[str, Any] = guide.post(f"{path}/registration", role="clerk")
    due = guide.calendar.nth_working_day_after(guide.today, _BASE_DAYS)
    _check_due(registered, due)
    uncovered = guide.calendar.is_provisional(due)
    check(registered["provisional"] is uncovered, expectations.PROVISIONAL)
    note = words.PROVISIONAL if uncovered else ""
    guide.tell(words.REGISTERED, number=registered["number"], due=due, note=note)
    return registered


def reminders_follow(guide: Guide, case: Mapping[str, Any]) -> str:
    """Step 5: the notifier knows the deadline, has planned and sent; returns the deadline's id."""
    deadline = guide.wait(expectations.KNOWN, lambda: _deadline(guide, case["id"], case["due_on"]))
    path = f"/notifications/v1/deadlines/{deadline['id']}/reminders"
    planned = guide.wait(expectations.PLANNED, lambda: guide.get(path, role="clerk")["items"])
    for reminder in planned:
        _tell_reminder(guide, reminder)
    check(any(item["state"] == "planned" for item in planned), expectations.AHEAD)
    notice = guide.wait(expectations.IN_INBOX, lambda: _in_inbox(guide, deadline["id"]))
    guide.tell(words.INBOX, title=notice["title"])
    mail = guide.wait(expectations.MAILED, lambda: _mail(guide, notice["title"]))
    guide.tell(words.MAIL, to=", ".join(mail["to"]), subject=mail["subject"])
    check(PERSON["name"] not in mail["text"], expectations.NO_NAME)
    return str(deadline["id"])


def _tell_reminder(guide: Guide, reminder: Mapping[str, Any]) -> None:
    guide.tell(
        words.REMINDER,
        at=_shanghai(reminder["remind_at"]),
        step=reminder["step_label"],
        roles="+".join(reminder["roles"]),
        role_labels="、".join(reminder["role_labels"]),
        state=reminder["state"],
        state_label=reminder["state_label"],
    )


def key_in_with_consultation(guide: Guide, organ: str) -> Mapping[str, Any]:
    """Step 6: by registered post twelve working days ago; consulted eight, answered three ago."""
    received, sent, answered = (guide.working_days_ago(n) for n in (12, 8, 3))
    case = guide.post(
        "/requests/v1/cases",
        {
            "organ_id": organ,
            "channel": "registered_post",
            "arrived_on": received.isoformat(),
            "title": "企业环保补助资金发放明细",
            "description": "示例企业环保补助资金发放明细表",
            "applicant": {**PERSON, "name": "测试乙", "phone": "13800000002"},
        },
        role="clerk",
    )
    path = f"/requests/v1/cases/{case['id']}"
    guide.post(f"{path}/registration", role="clerk")
    _assign(guide, path)
    before = guide.calendar.nth_working_day_after(received, _BASE_DAYS)
    guide.wait(expectations.KNOWN, lambda: _deadline(guide, case["id"], before.isoformat()))
    body = {"party": "third_party", "party_name": "示例企业", "sent_on": sent.isoformat()}
    consulted = guide.post(f"{path}/consultations", body, role="clerk")
    consultation = consulted["created"]["id"]
    found: dict[str, Any] = guide.post(
        f"{path}/consultations/{consultation}/answer",
        {"answered_on": answered.isoformat(), "opinion": "objects_in_part"},
        role="clerk",
    )
    after = guide.calendar.nth_working_day_after(received, _BASE_DAYS + len(_STOPPED))
    _check_due(found, after)
    guide.wait(expectations.FOLLOWS, lambda: _deadline(guide, case["id"], after.isoformat()))
    _check_explanation(guide, case["id"], after)
    guide.tell(words.SIGNED_FOR, received=received, before=before)
    guide.tell(words.CONSULTED, sent=sent, answered=answered, days=len(_STOPPED))
    guide.tell(words.DUE_EVERYWHERE, after=after)
    return found


def _check_due(case: Mapping[str, Any], wanted: date) -> None:
    found = case["due_on"]
    check_same(found, wanted.isoformat(), expectations.DUE)


def _assign(guide: Guide, path: str) -> None:
    """The notifier offers who handles cases; the case names who was chosen."""
    offered = guide.get("/notifications/v1/people:assignable", role="clerk")["items"]
    (clerk,) = (person for person in offered if person["subject"] == "clerk")
    guide.wait(expectations.CLERK_KNOWN, lambda: guide.get(path, role="clerk")["assignee_name"])
    guide.post(f"{path}/assignment", {"assignee": clerk["subject"]}, role="clerk")
    refused = guide.post(
        f"{path}/assignment", {"assignee": "other_clerk"}, role="clerk", expect=422
    )
    code = "assignee_of_another_organ"
    check_same(refused["code"], code, expectations.CODE)
    shown = guide.get(path, role="clerk")
    check(shown["assignee_name"] == clerk["name"], expectations.RESPONSIBLE)
    guide.tell(words.ASSIGNED, name=shown["assignee_name"], count=len(offered))


def _check_explanation(guide: Guide, case_id: str, due: date) -> None:
    clock = guide.get(f"/requests/v1/cases/{case_id}/clock", role="clerk")
    check(clock["due_on"] == due.isoformat(), expectations.EXPLAINED)
    rows = {row["on"]: row["counts"] for row in clock["ledger"]}
    for n in _STOPPED:
        day = guide.working_days_ago(n).isoformat()
        check(rows[day] is False, expectations.NOT_COUNTED, day=day)


def answer(
    guide: Guide, receipt: Mapping[str, Any], case: Mapping[str, Any], deadline: str
) -> None:
    """Step 7: drafted, refused to its drafter, approved by another, issued, delivered, read."""
    path, today = f"/requests/v1/cases/{case['id']}", guide.today.isoformat()
    guide.post(
        f"{path}/reply",
        {
            "decision": "disclosed",
            "evidence": [{"kind": "supply", "note": "随函提供电子件一份"}],
            "content": "您申请的政府信息可以公开，随函提供电子件。",
        },
        role="clerk",
    )
    guide.post(f"{path}/reply/submission", role="clerk")
    refused = guide.post(f"{path}/reply/approval", role="clerk", expect=403)
    code = "approver_is_drafter"
    check_same(refused["code"], code, expectations.CODE)
    refusals = guide.get(f"{path}/refusals", role="auditor")
    check(refusals[-1]["code"] == refused["code"], expectations.ON_RECORD)
    guide.tell(words.REFUSED, title=refused["title"])
    guide.post(f"{path}/reply/approval", role="head")
    guide.post(f"{path}/reply/issuance", {"issued_on": today}, role="clerk")
    guide.post(f"{path}/reply/delivery", {"delivered_on": today, "service": "online"}, role="clerk")
    read = guide.applicant(receipt)
    check(read["reply"]["issued_on"] == today, expectations.READS)
    guide.tell(words.READ, content=read["reply"]["content"])
    withdrawn = guide.wait(expectations.CLOSED, lambda: _all_closed(guide, deadline))
    guide.tell(words.WITHDRAWN, count=withdrawn)


def _shanghai(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _deadline(guide: Guide, case_id: str, due_on: str) -> Any:  # noqa: ANN401 - JSON
    found = guide.get("/notifications/v1/deadlines", role="clerk", ref_id=case_id, rule="DL-01")[
        "items"
    ]
    return found[0] if found and found[0]["due_on"] == due_on else None


def _in_inbox(guide: Guide, deadline_id: str) -> Any:  # noqa: ANN401 - JSON
    items = guide.get("/notifications/v1/inbox", role="clerk", limit=200)["items"]
    return next((item for item in items if item["deadline_id"] == deadline_id), None)


def _mail(guide: Guide, subject: str) -> Any:  # noqa: ANN401 - JSON
    return next((mail for mail in guide.mails() if mail["subject"] == subject), None)


def _all_closed(guide: Guide, deadline_id: str) -> int:
    path = f"/notifications/v1/deadlines/{deadline_id}/reminders"
    states = [item["state"] for item in guide.get(path, role="clerk")["items"]]
    return 0 if "planned" in states else states.count("withdrawn")
