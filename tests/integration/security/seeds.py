"""A few rows for each service, made through its own routes and handlers."""

from uuid import uuid4

from gongkai.auth.principal import Role
from gongkai.contracts import Reference, RequestsDeadlineSet, Unit
from gongkai.db import new_id
from notifier.feeds import DeadlineFeed
from notifier.policies.reading import BasisSource
from notifier.reminders.sweep_service import Sweep
from requests_api.features import KINDS
from requests_api.process import office_of
from requests_api.recomputations.service import recompute_outdated
from tests.feed_events import delivered
from tests.integration.security import enclosure_seeds as enclosures
from tests.integration.security import job_seeds as jobs
from tests.integration.security import letter_seeds as letters
from tests.integration.security.targets import Target, World
from tests.samples import person
from tests.unit.gongkai.files import made

CONFIRM = ("confirmation", {"means": "phone"})
REPLY = (
    "reply",
    {
        "decision": "disclosed",
        "evidence": [{"kind": "supply", "note": "随函提供"}],
        "content": "您申请的信息可以公开。",
    },
)
CONSULT = ("consultations", {"party": "third_party", "party_name": "样例公司"})
UNIT = ("handling-units", {"unit": "规划科"})
PROPOSE = ("publication", {"reason": "多人申请同一信息"})
ISSUE = ("reply/issuance", {})
PAGES = {"basis": "pages", "quantity": 31, "grounds": "样例情形"}
STEPS = {
    "confirm_receipt": (),
    "register_case": (CONFIRM,),
    "answer_consultation": (CONFIRM, ("registration", None), CONSULT),
    "record_fee_payment": (CONFIRM, ("registration", None), ("fee-notice", PAGES)),
    "submit_reply": (CONFIRM, ("registration", None), REPLY),
    "approve_reply": (CONFIRM, ("registration", None), REPLY, ("reply/submission", None)),
    "issue_reply": (
        CONFIRM,
        ("registration", None),
        REPLY,
        ("reply/submission", None),
        ("reply/approval", None),
    ),
}
"""What happened to the case that an operation is tried on; others get a registered case."""
SAME = {
    "return_reply": "approve_reply",
    "disclose_applicant": "confirm_receipt",
    "get_case": "answer_consultation",
    "record_consultation_delivery": "answer_consultation",
    "record_fee_notice_delivery": "record_fee_payment",
    "waive_fee": "record_fee_payment",
}
DATES = {
    "confirmation": "confirmed_on",
    "consultations": "sent_on",
    "fee-notice": "notified_on",
    "reply/issuance": "issued_on",
}


_OF_APPLICANT = ("hand_in_attachment", "list_handed_in", "read_handed_in")
_UPLOADS = ("add_attachment", "hand_in_attachment")
_RULE_SET = {
    "title": "样例市政务公开办法",
    "jurisdiction": "9901",  # of no organ here: it moves no term
    "source": "样例来源",
    "valid_from": "2026-03-01",
    "answer": {"working_days": 10, "source": "第12条"},
}
_NO_OBJECTION = {"objection_id": str(new_id())}


async def seed_requests(target: Target) -> World:
    """Cases in several states, of one organ, and the receipt of one application."""
    await target.project_organs()
    await target.project_people("sample-clerk")
    target.know(applicant=person(1), decision="disclosed", agent=_agent(), document=_document())
    clerk = target.bearer(Role.CLERK, target.own)
    head = target.bearer(Role.HEAD, target.own)
    registered = (CONFIRM, ("registration", None))
    cases = {name: await _case(target, clerk, head, steps) for name, steps in STEPS.items()}
    for name, like in SAME.items():
        cases[name] = await _case(target, clerk, head, STEPS[like])
    for name in ("record_delivery", "record_reply_return"):
        cases[name] = await _case(target, clerk, head, (*STEPS["issue_reply"], ISSUE))
    conditional = [o.name for o in target.operations if o.is_conditional and o.name not in cases]
    for name in conditional:
        cases[name] = await _case(target, clerk, head, registered)
    cases["complete_handling"] = await _case(target, clerk, head, (*registered, UNIT))
    any_case = await _case(target, clerk, head, registered)
    other_case = await _case(target, clerk, head, registered)
    receipts = {
        name: await _application(target)
        for name in (
            "confirm_fee_notice",
            "correct_application",
            "get_application",
            "withdraw_application",
            *_OF_APPLICANT,
            *enclosures.READERS,
            "rate_answer",
            "get_rating",
            *letters.READERS,
        )
    }
    platform = target.bearer(Role.ADMIN, None, "platform")
    sample = "/requests/v1/rule-sets/sample-measures"
    await target.ask("PUT", sample, platform, _RULE_SET, **{"If-None-Match": "*"})
    longer = {
        **_RULE_SET,
        "answer": {"working_days": 15, "source": "第12条"},
        "corrects": "录入有误",
    }
    await target.ask("PUT", sample, platform, longer, **{"If-Match": '"v1"'})
    drawer = f"/requests/v1/cases/{any_case['id']}/attachments"
    attached = await _attached(target, drawer, clerk)
    taken_out = await _attached(target, drawer, clerk)
    letter = await letters.seed_letters(target, any_case["id"], clerk)
    served = {
        name: {
            "case_id": cases[name]["id"],
            "letter_id": await letters.seed_letters(target, cases[name]["id"], clerk),
        }
        for name in ("record_letter_delivery", "record_letter_return")
    }
    received = await letters.seed_received_letter(target, receipts["read_received_letter"], clerk)
    enclosing = {
        n: (await _case(target, clerk, head, registered))["id"] for n in enclosures.OF_OFFICE
    }
    enclosed, enclosing_bodies = await enclosures.seed_enclosures(target, enclosing, clerk)
    came_with = await enclosures.seed_received(
        target, receipts["read_received_enclosure"], clerk, head
    )
    proposed = await _case(target, clerk, head, (*registered, PROPOSE))
    answered = {
        name: await enclosures.seed_answered(target, receipts[name], clerk, head)
        for name in ("rate_answer", "get_rating")
    }
    rated = receipts.pop("get_rating")
    await target.ask(
        "POST",
        f"/requests/v1/applications/{rated['receipt_number']}/rating",
        {"Gongkai-Access-Code": rated["access_code"]},
        {"score": 5},
    )
    handed_in = await _handed_in(target, receipts["read_handed_in"])
    path, new = "/requests/v1/worklist/views/sample", {"If-None-Match": "*"}
    await target.ask("PUT", path, head, {"title": "样例视图"}, **new)
    cases["record_read_back"] = await _case(target, clerk, head, (), channel="oral")
    cases["note_agent_authority"] = await _case(
        target, clerk, head, registered, applicant={**person(1), "agent": _agent()}
    )
    return World(
        path={
            "case_id": any_case["id"],
            "organ_id": str(target.own),
            "year": target.today[:4],
            "seq": "1",
            "entry": "1",
            "source": "oa",
            "external_id": "sample-1",
            "unit_id": await _unit(target, clerk, cases["complete_handling"]),
            "attachment_id": attached["id"],
            "letter_id": letter,
            "kind": letters.KIND,
            "recomputation_id": await _recomputation(target, clerk),
            "rule_set": "sample-measures",
            "code": "sample",
            "job_id": await jobs.seed_job(target),
            **_NO_OBJECTION,
        },
        of={name: {"case_id": case["id"], **_letter(case)} for name, case in cases.items()}
        | {
            name: {
                "receipt_number": r["receipt_number"],
                "attachment_id": handed_in["id"],
                "letter_id": received,
                "enclosure_id": came_with,
            }
            for name, r in receipts.items()
        }
        | {"remove_attachment": {"attachment_id": taken_out["id"]}}
        | served
        | enclosed
        | {"get_rating": {"case_id": answered["get_rating"]}}
        | {"get_publication": {"case_id": proposed["id"]}},
        queries=letters.QUERIES
        | jobs.queries(target)
        | {name: [("filename", "sample.pdf")] for name in _UPLOADS},
        headers={n: {"Gongkai-Access-Code": r["access_code"]} for n, r in receipts.items()},
        bodies={
            "correct_application": {"title": "测试文件"},
            **dict.fromkeys(_UPLOADS, made.PDF),
            **letters.UPLOADS,
            "import_cases": jobs.TABLE,
            **enclosing_bodies,
            "disclose_attachment": {"reason": "复查"},
            **{
                verb: {"items": [{"id": other_case["id"], "version": 1}], **more}
                for verb, more in {
                    "draft_joint_reply": REPLY[1],
                    "submit_joint_reply": {},
                    "approve_joint_reply": {},
                    "issue_joint_reply": {"issued_on": target.today},
                    "draw_joint_letters": {},
                }.items()
            },
            "draw_up_letter": {"kind": letters.KIND},
            "notify_fee": {"notified_on": target.today, **PAGES},
            "record_fee_payment": {"paid_on": target.today, "amount": "10.00"},
            "close_case": {
                "decision": "other_closing",
                "closed_on": target.today,
                "evidence": [{"kind": "reason", "note": "样例说明"}],
            },
            "disclose_case": {"reason": "复查", "of": ["description"]},
            "put_rule_set": _RULE_SET,
            "preview_recomputation": {"notice": _notice(int(target.today[:4]))},
            "add_handling_unit": {"unit": "规划科"},
            "assign_cases": {
                "items": [{"id": other_case["id"], "version": 1}],
                "assignee": "sample-clerk",
                "reason": "样例理由",
            },
            "put_worklist_view": {"title": "样例视图"},
            "record_telling": {"entries": [1], "by": "post", "told_on": target.today},
            "note_agent_authority": {"kind": "entrusted", "paper": "授权委托书"},
            "link_case": {"case_id": other_case["id"], "relation": "related"},
            "search_worklist": {"phone": person(1)["phone"]},
            "reissue_access_code": {"reason": "遗失", "handover": "mail"},
            "change_applicant_contact": {"phone": person(9)["phone"], "reason": "来电变更"},
            "disclose_contact": {
                "case_id": any_case["id"],
                "channel": "email",
                "delivery_id": str(new_id()),
            },
        },
        secret={case["id"] for case in (any_case, *cases.values())},
    )


async def _attached(target, path, headers):
    """A file, added as its caller adds one."""
    raw = {"Content-Type": "application/pdf"}
    return await target.ask("POST", f"{path}?filename=sample.pdf", headers, made.PDF, **raw)


async def _handed_in(target, receipt):
    path = f"/requests/v1/applications/{receipt['receipt_number']}/attachments"
    return await _attached(target, path, {"Gongkai-Access-Code": receipt["access_code"]})


def _letter(case):
    letters = case["consultations"]
    return {"consultation_id": letters[0]["id"]} if letters else {}


async def _recomputation(target, clerk):
    """The worker looked at every case once."""
    await recompute_outdated(office_of(target.app.state.process), KINDS)
    listed = await target.ask("GET", "/requests/v1/recomputations", clerk)
    return listed["items"][0]["id"]


async def _unit(target, clerk, case):
    path = f"/requests/v1/cases/{case['id']}/handling-units"
    return (await target.ask("GET", path, clerk))["items"][0]["id"]


def _document():
    return person(3)["document"]


def _agent():
    return {"name": "测试丙", "phone": "13800000003"}


async def _case(target, clerk, head, steps, **stated):
    body = {
        "organ_id": str(target.own),
        "channel": "email",
        "arrived_on": target.today,
        "title": "测试文件",
        "description": "测试文件一份",
        "applicant": person(1),
        **stated,
    }
    case = await target.ask("POST", "/requests/v1/cases", clerk, body)
    for step, fixed in steps:
        caller = head if step == "reply/approval" else clerk
        day = {DATES[step]: target.today} if step in DATES else {}
        said = None if fixed is None else {**fixed, **day}
        path = f"/requests/v1/cases/{case['id']}/{step}?include=file"
        case = await target.ask("POST", path, caller, said)
    return case


async def _application(target):
    body = {
        "organ_id": str(target.own),
        "title": "测试文件",
        "description": "测试文件一份",
        "applicant": person(2),
    }
    return await target.ask("POST", "/requests/v1/applications", {}, body)


_KIND = {
    "title": "样例类别",
    "schema": {"type": "object", "properties": {"cause": {"title": "案由", "type": "string"}}},
}


async def seed_catalog(target: Target) -> World:
    """Three organs, a notice and a list with a row."""
    admin = target.bearer(Role.ADMIN, None, "seed")
    organ = {"kind": "department", "level": "county"}

    def of_oa(name):
        return {"source": "oa", "external_id": name}

    organs = {}
    for name, parent in (("上级", None), ("本级", "上级"), ("外单位", "上级")):
        body = {"name": name, "parent_id": parent and organs[parent], **organ}
        body |= of_oa(name)
        organs[name] = (await target.ask("POST", "/catalog/v1/organs", admin, body))["id"]
    target.parent, target.own, target.foreign = organs["上级"], organs["本级"], organs["外单位"]
    year = int(target.today[:4])
    target.know()
    notice = await target.ask(
        "POST",
        "/catalog/v1/calendar-notices",
        admin,
        _notice(year),
    )
    listed = await target.ask(
        "POST",
        "/catalog/v1/task-lists",
        admin,
        {"kind": "task_list", "title": "样例清单", "year": year, "organ_id": target.own},
    )
    rows = "序号,任务,时限,责任单位\n1,样例任务,常态化,本级\n".encode()
    await target.ask("POST", f"/catalog/v1/task-lists/{listed['id']}/rows:import", admin, rows)
    kind = "/catalog/v1/kinds/sample_kind"
    await target.ask("PUT", kind, admin, _KIND, **{"If-None-Match": "*"})
    clerk = target.bearer(Role.CLERK, target.own)
    content = {"organ_id": target.own, "kind": "sample_kind", "title": "样例决定"}
    content |= {"formed_on": target.today, "elements": {"cause": "样例"}}
    entries = {
        name: (await target.ask("POST", "/catalog/v1/entries", clerk, content))["id"]
        for name in (
            *("any", "revise_entry", "submit_entry", "review_entry", "publish_entry"),
            *("withdraw_entry", "remove_entry_attachment"),
        )
    }
    any_entry = entries.pop("any")
    drawers = {
        name: f"/catalog/v1/entries/{entry}/attachments"
        for name, entry in (("any", any_entry), *entries.items())
    }
    attached = await _attached(target, drawers["any"], clerk)
    leaving = await _attached(target, drawers["remove_entry_attachment"], clerk)
    return World(
        path={
            "entry_id": any_entry,
            "attachment_id": attached["id"],
            "code": "sample_kind",
            "organ_id": target.own,
            "notice_id": notice["id"],
            "list_id": listed["id"],
            "seq": "1",
            "source": "oa",
            "external_id": "本级",
        },
        bodies={
            "create_organ": {**organ, "name": "下级", "parent_id": target.own},
            "import_task_list_rows": rows,
            "load_calendar_notice": _notice(year + 1),
            "put_kind": _KIND,
            "create_entry": content,
            "add_entry_attachment": made.PDF,
            "revise_entry": content | {"title": "样例决定（改）"},
            "upsert_entry": content,
            "bulk_upsert_entries": {"items": [content | of_oa("样例1")]},
            "bulk_upsert_organs": {"items": [{**organ, "name": "本级"} | of_oa("本级")]},
        },
        of={
            name: {"entry_id": entry, "attachment_id": leaving["id"]}
            for name, entry in entries.items()
        },
        queries={"add_entry_attachment": [("filename", "sample.pdf")]},
        secret={any_entry, *entries.values()},
    )


def _notice(year):
    holidays = [{"on": f"{year}-01-01", "name": "元旦"}]
    return {"year": year, "title": "样例通知", "source": "样例", "holidays": holidays}


async def seed_notifier(target: Target) -> World:
    """A person, a deadline with its reminders, and the entry in the person's inbox."""
    await target.project_organs()
    subject = f"own-{Role.HEAD}"
    admin = target.bearer(Role.ADMIN, target.own)
    body = {"name": "测试甲", "organ_id": str(target.own), "roles": ["clerk", "head"]}
    body["email"] = "sample1@example.com"
    await target.ask("PUT", f"/notifications/v1/people/{subject}", admin, body)
    target.know(roles=["clerk"], email="sample1@example.com")
    clock, database = target.app.state.clock, target.app.state.database
    deadline_id, bases = new_id(), BasisSource()
    payload = RequestsDeadlineSet(
        deadline_id=deadline_id,
        rule="DL-01",
        ref=Reference(kind="case", id=uuid4(), number="样例〔2026〕1号", path="/sample/1"),
        organ_id=target.own,
        assignee=None,
        unit=Unit.WORKING_DAY,
        due_on=clock.today(),
        due_at=None,
        provisional=False,
        moved_earlier=False,
        gathered=False,
    )
    async with database.unit_of_work() as session:
        await DeadlineFeed(clock, bases).on_set(session, delivered(payload, deadline_id))
    async with database.unit_of_work() as session:
        await Sweep(session, clock, await bases.current(session, clock)).run()
    head = target.bearer(Role.HEAD, target.own)
    inbox = await target.ask("GET", "/notifications/v1/inbox", head)
    notification = inbox["items"][0]["id"]
    return World(
        path={
            "subject": subject,
            "deadline_id": str(deadline_id),
            "notification_id": notification,
        },
        secret={str(deadline_id), notification, subject},
    )
