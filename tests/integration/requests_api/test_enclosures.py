"""What goes out with a reply: looked through, answered for, fetched by its applicant alone."""

import uuid

import pytest
import pytest_asyncio
from sqlalchemy import text

from gongkai.auth.principal import Permission, Role
from requests_api.enclosures.screening_service import screen_due
from tests import samples
from tests.integration.requests_api.office_desk import REPLY
from tests.integration.requests_api.test_attachments import add, hand_in, removed
from tests.unit.gongkai.files import made
from tests.unit.gongkai.screening import made_files

PHONE, ID = samples.phone(31), samples.resident_id(31)
CLEAN = "本机关2025年预算公开说明".encode()
TOLD = f"联系人测试甲，电话{PHONE}\n身份证{ID}\n".encode()
SECRET = "机密★10年\n正文\n".encode()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def screen(app, office):
    """Let the worker look through what waits for it."""

    async def due():
        return await screen_due(office, app.state.files)

    return due


def _path(case_id, *parts):
    return "/".join([f"/requests/v1/cases/{case_id}/reply/enclosures", *map(str, parts)])


async def call(desk, method, path, body=None, *, role=Role.CLERK, organ=None, headers=None):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    answer = await desk.client.request(
        method, path, json=body, headers={**(headers or desk.headers(role, organ)), **key}
    )
    if answer.is_success and "etag" in answer.headers:
        desk.etags[path.split("/")[4]] = answer.headers["etag"]
    return answer


async def enclosed(desk, case_id, content, name="材料.txt", **more):
    attached = await add(desk, case_id, content, name)
    assert attached.status_code == 201, attached.text
    body = {"attachment_id": attached.json()["id"], **more}
    answer = await call(desk, "POST", _path(case_id), body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def findings(desk, case_id, enclosure, **options):
    answer = await call(desk, "GET", _path(case_id, enclosure["id"], "findings"), **options)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def resolve(desk, case_id, enclosure, finding, resolution, **options):
    body = {"resolution": resolution, "reason": "本机关对外公布的号码"}
    path = _path(case_id, enclosure["id"], "findings", finding["id"])
    return await call(desk, "POST", path, body, **options)


async def drafted(desk):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    return case_id


async def submitted(desk, case_id):
    return await desk.post(f"/cases/{case_id}/reply/submission")


async def test_a_clean_file_goes_out_once_it_is_looked_through(desk, screen):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, CLEAN)
    assert (enclosure["screened_at"], enclosure["open_findings"]) == (None, 0)
    refused = await submitted(desk, case_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "findings_open")
    assert refused.json()["enclosures"] == [enclosure["id"]]
    assert "submit" not in (await desk.read(case_id))["available_actions"]
    assert await screen() >= 1
    assert await screen() == 0
    told = await findings(desk, case_id, enclosure)
    assert told["items"] == []
    assert told["screened_at"] is not None
    assert (await submitted(desk, case_id)).status_code == 200


async def test_findings_hold_the_reply_back_until_each_is_settled(desk, screen):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, TOLD)
    await screen()
    told = await findings(desk, case_id, enclosure)
    kinds = [(each["kind"], each["where"]["at"], each["resolution"]) for each in told["items"]]
    assert kinds == [("mobile", "1", None), ("resident_id", "2", None)]
    assert "测试甲" in told["items"][0]["excerpt"]
    assert PHONE not in str(told)
    assert ID not in str(told)
    first, second = told["items"]
    answer = await resolve(desk, case_id, enclosure, first, "justified")
    assert (answer.status_code, answer.json()["resolved_by"]) == (200, "clerk")
    refused = await submitted(desk, case_id)
    assert (refused.status_code, refused.json()["why"]) == (409, "findings_open")
    assert (await resolve(desk, case_id, enclosure, second, "false_alarm")).is_success
    assert (await submitted(desk, case_id)).status_code == 200
    fixed = await resolve(desk, case_id, enclosure, second, "masked")
    assert (fixed.status_code, fixed.json()["code"]) == (409, "enclosures_fixed")


async def test_masked_says_that_another_file_comes_and_that_is_looked_through_anew(desk, screen):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, TOLD)
    await screen()
    for each in (await findings(desk, case_id, enclosure))["items"]:
        assert (await resolve(desk, case_id, enclosure, each, "masked")).is_success
    assert (await submitted(desk, case_id)).json()["code"] == "findings_open"
    other = await enclosed(desk, case_id, CLEAN, replaces=enclosure["id"])
    assert (await submitted(desk, case_id)).json()["enclosures"] == [other["id"]]
    await screen()
    listed = (await call(desk, "GET", _path(case_id))).json()["items"]
    assert [(e["id"], e["open_findings"]) for e in listed] == [(other["id"], 0)]
    await desk.read(case_id)
    assert (await submitted(desk, case_id)).status_code == 200


async def test_a_settled_finding_can_be_taken_back(desk, screen):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, f"电话{PHONE}".encode())
    await screen()
    (finding,) = (await findings(desk, case_id, enclosure))["items"]
    for resolution in ("justified", "justified", "masked", "masked"):
        assert (await resolve(desk, case_id, enclosure, finding, resolution)).is_success
    assert (await submitted(desk, case_id)).json()["code"] == "findings_open"
    assert (await resolve(desk, case_id, enclosure, finding, "justified")).is_success
    assert (await submitted(desk, case_id)).status_code == 200


async def test_a_mark_of_secrecy_is_let_out_by_the_head_alone(desk, screen):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, SECRET)
    await screen()
    (finding,) = (await findings(desk, case_id, enclosure))["items"]
    assert (finding["kind"], finding["excerpt"]) == ("secrecy_mark", "机密★10年 正文")
    refused = await resolve(desk, case_id, enclosure, finding, "justified")
    assert (refused.status_code, refused.json()["code"]) == (403, "secrecy_needs_head")
    assert (await resolve(desk, case_id, enclosure, finding, "masked")).is_success
    let_out = await resolve(desk, case_id, enclosure, finding, "justified", role=Role.HEAD)
    assert let_out.json()["resolved_by"] == "head"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (made.PNG, "图.png", "not_screened_picture"),
        (made.OFD, "文.ofd", "not_screened_format"),
        (made.PDF, "坏.pdf", "not_screened_unreadable"),
        (
            made_files.rewritten(made_files.pdf("x"), lambda writer: writer.encrypt("secret")),
            "锁.pdf",
            "not_screened_encrypted",
        ),
    ],
)
async def test_what_nobody_can_look_through_is_said_and_answered_for(
    desk, screen, content, name, kind
):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, content, name)
    await screen()
    (finding,) = (await findings(desk, case_id, enclosure))["items"]
    assert (finding["kind"], finding["where"], finding["excerpt"]) == (kind, None, None)
    assert (await submitted(desk, case_id)).json()["code"] == "findings_open"
    assert (await resolve(desk, case_id, enclosure, finding, "justified")).is_success
    assert (await submitted(desk, case_id)).status_code == 200


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made_files.raw_word(f"<w:p><w:r><w:t>电话{PHONE}</w:t></w:r></w:p>"), "文.docx"),
        (made_files.workbook([("A1", "s", 0)], [f"电话{PHONE}"]), "表.xlsx"),
        (made_files.pdf(f"call {PHONE}"), "文.pdf"),
        (f"甲,{PHONE}\n".encode("gb18030"), "表.csv"),
    ],
)
async def test_every_format_is_looked_through(desk, screen, content, name):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, content, name)
    await screen()
    kinds = [each["kind"] for each in (await findings(desk, case_id, enclosure))["items"]]
    assert kinds == ["mobile"]


async def test_the_record_tells_what_became_of_it_and_quotes_nothing(desk, screen, app):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, TOLD)
    await screen()
    for each in (await findings(desk, case_id, enclosure))["items"]:
        await resolve(desk, case_id, enclosure, each, "justified")
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    types = [event["type"] for event in events[-4:]]
    assert types == [
        "enclosure_added",
        "enclosure_screened",
        "finding_resolved",
        "finding_resolved",
    ]
    assert events[-3]["data"]["found"] == [
        {"kind": "resident_id", "number": 1},
        {"kind": "mobile", "number": 1},
    ]
    assert (await desk.get(f"/cases/{case_id}/events/verification")).json()["valid"] is True
    async with app.state.database.read_session() as session:
        stored = (await session.execute(text("SELECT t::text FROM findings t"))).all()
    assert not any("测试甲" in str(row) or "对外公布" in str(row) for row in stored)


async def test_only_the_offices_own_files_go_out_and_each_once(desk, client):
    case_id, receipt = await desk.filed()
    await desk.read(case_id)
    await desk.done(
        f"/cases/{case_id}/confirmation", {"confirmed_on": desk.today(), "means": "phone"}
    )
    await desk.done(f"/cases/{case_id}/registration")
    theirs = (await hand_in(client, receipt)).json()["id"]
    gone = (await add(desk, case_id)).json()["id"]
    await removed(desk, case_id, gone)
    for attachment_id in (theirs, gone):
        answer = await call(desk, "POST", _path(case_id), {"attachment_id": attachment_id})
        assert (answer.status_code, answer.json()["code"]) == (409, "not_to_be_enclosed")
    unknown = await call(desk, "POST", _path(case_id), {"attachment_id": str(uuid.uuid4())})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "attachment_not_found")
    enclosure = await enclosed(desk, case_id, CLEAN)
    again = await call(desk, "POST", _path(case_id), {"attachment_id": enclosure["attachment_id"]})
    assert (again.status_code, again.json()["code"]) == (409, "already_enclosed")
    stays = await removed(desk, case_id, enclosure["attachment_id"])
    assert (stays.status_code, stays.json()["code"]) == (409, "attachment_enclosed")
    out = await call(desk, "DELETE", _path(case_id, enclosure["id"]))
    assert out.status_code == 200
    assert (await removed(desk, case_id, enclosure["attachment_id"])).status_code == 200
    unknown = await call(desk, "DELETE", _path(case_id, enclosure["id"]))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "enclosure_not_found")


async def test_what_was_taken_out_before_it_was_looked_through_holds_nothing_back(desk, screen):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, TOLD)
    await call(desk, "DELETE", _path(case_id, enclosure["id"]))
    await screen()
    assert (await submitted(desk, case_id)).status_code == 200
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert "enclosure_screened" not in {event["type"] for event in events}


async def test_who_may(desk, screen, organs):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, TOLD)
    await screen()
    finding = (await findings(desk, case_id, enclosure))["items"][0]
    seen = await findings(desk, case_id, enclosure, role=Role.SUPERVISOR, organ=organs.parent)
    assert {each["excerpt"] for each in seen["items"]} == {None}
    body = {"attachment_id": enclosure["attachment_id"]}
    resolution = {"resolution": "justified", "reason": "系办公电话"}
    calls = (
        ("GET", _path(case_id), None),
        ("POST", _path(case_id), body),
        ("DELETE", _path(case_id, enclosure["id"]), None),
        ("GET", _path(case_id, enclosure["id"], "findings"), None),
        ("POST", _path(case_id, enclosure["id"], "findings", finding["id"]), resolution),
    )
    for method, path, sent in calls:
        foreign = await call(desk, method, path, sent, organ=organs.other)
        assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")
        if method != "GET":
            for role in (Role.SUPERVISOR, Role.AUDITOR, Role.LEADER):
                assert (await call(desk, method, path, sent, role=role)).status_code == 403
            both = desk.headers.of(organs.parent, Role.SUPERVISOR, Role.CLERK)
            above = await call(desk, method, path, sent, headers=both)
            assert (above.status_code, above.json()["code"]) == (403, "organ_foreign")
    machine = desk.headers.machine(organs.own, Permission.CASES_WRITE)
    answer = await call(desk, *calls[-1], headers=machine)
    assert (answer.status_code, answer.json()["code"]) == (403, "resolution_needs_person")


async def test_the_applicant_fetches_what_came_with_an_issued_reply_and_no_more(
    desk, screen, client
):
    case_id, receipt = await desk.filed()
    await desk.read(case_id)
    await desk.done(
        f"/cases/{case_id}/confirmation", {"confirmed_on": desk.today(), "means": "phone"}
    )
    await desk.done(f"/cases/{case_id}/registration")
    enclosure = await enclosed(desk, case_id, CLEAN, "说明.txt")
    await screen()
    await desk.read(case_id)
    path = f"/requests/v1/applications/{receipt['receipt_number']}/enclosures"
    code = {"Gongkai-Access-Code": receipt["access_code"]}
    one = f"{path}/{enclosure['id']}/content"
    await desk.approved(case_id)
    assert (await client.get(path, headers=code)).json() == {"items": []}
    early = await client.get(one, headers=code)
    assert (early.status_code, early.json()["code"]) == (404, "enclosure_not_found")
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})
    (item,) = (await client.get(path, headers=code)).json()["items"]
    assert (item["id"], item["file"]["name"]) == (enclosure["id"], "说明.txt")
    for _ in range(2):
        found = await client.get(one, headers=code)
        assert (found.status_code, found.content) == (200, CLEAN)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    fetched = [event for event in events if event["type"] == "enclosure_fetched"]
    assert [(event["actor"], event["data"]["ref"]) for event in fetched] == [
        ("applicant", enclosure["id"])
    ]
    wrong = await client.get(one, headers={"Gongkai-Access-Code": "WRONG"})
    assert (wrong.status_code, wrong.json()["code"]) == (404, "application_not_found")
    unknown = await client.get(f"{path}/{uuid.uuid4()}/content", headers=code)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "enclosure_not_found")


async def test_a_corrected_reason_is_in_words(desk, screen):
    case_id = await drafted(desk)
    enclosure = await enclosed(desk, case_id, TOLD)
    await screen()
    finding = (await findings(desk, case_id, enclosure))["items"][0]
    path = _path(case_id, enclosure["id"], "findings", finding["id"])
    for reason in ("。", f"电话{PHONE}"):
        answer = await call(desk, "POST", path, {"resolution": "justified", "reason": reason})
        assert answer.status_code == 422
        assert PHONE not in answer.text
