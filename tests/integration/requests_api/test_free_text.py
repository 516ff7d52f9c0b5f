"""Free text may name people: sealed where it stands, read by who works on the case, by oversight
for a reason alone (ADR 0030).
"""

import pytest
import pytest_asyncio
from sqlalchemy import text

from gongkai.auth.principal import Permission, Role
from gongkai.crypto.unreadable import UNREADABLE
from gongkai.db import Database
from tests.integration.requests_api.fee_desk import fee_notice
from tests.integration.requests_api.office_desk import REPLY
from tests.samples import person, resident_id

SAID = {
    "description": "样本描述甲子",
    "note": "样本依据乙丑",
    "reference": "样本字号丙寅",
    "content": "样本正文丁卯",
    "return": "样本退回戊辰",
    "correction": "样本更正己巳",
    "paper": "样本柜子庚午",
    "confirmation": "样本核实辛未",
    "override": "样本不采纳壬申",
    "void": "样本作废癸酉",
    "grounds": "样本收费丁丑",
    "waiver": "样本减免戊寅",
    "code": "样本重发甲戌",
    "disclosure": "样本查阅乙亥",
    "oversight": "样本督查丙子",
    "item": "样本补正丁丑",
    "former": "样本原文戊寅",
    "reasons": "样本说明己卯",
    "request": "样本请求庚辰",
    "refusal": "样本不同意辛巳",
    "delay": "样本延迟壬午",
}
PROCEDURE = {"item", "former", "reasons", "request", "refusal", "delay"}
"""What is said in the procedures beside the answer."""
PARTS = [
    "description",
    "reply",
    "consultations",
    "procedure",
    "fee",
    "date_corrections",
    "late_entries",
]
WORDED = {
    "decision": "disclosed",
    "evidence": [
        {"kind": "supply", "note": SAID["note"], "reference": SAID["reference"]},
    ],
    "content": SAID["content"],
}


@pytest_asyncio.fixture(loop_scope="session")
async def owner(database):
    """The database as its owner sees it."""
    opened = Database(database.owner_url, application_name="free-text", pool_size=1)
    yield opened
    await opened.dispose()


async def changed(owner, statement, **values):
    async with owner.unit_of_work() as session:
        await session.execute(text(statement), values)


async def one(owner, statement, **values):
    async with owner.read_session() as session:
        return (await session.execute(text(statement), values)).one()


async def disclose(desk, case_id, of=PARTS, *, reason=SAID["oversight"], **options):
    return await desk.post(f"/cases/{case_id}/disclosures", {"reason": reason, "of": of}, **options)


async def tell(desk, case_id):
    """Say what can be said in the procedures beside the answer."""
    path = f"/cases/{case_id}"
    notice = {"notified_on": str(desk.ago(25)), "items": [SAID["item"]]}
    await desk.done(f"{path}/correction-notice", notice)
    await desk.confirmed(case_id)
    request = {"working_days": 1, "reason": SAID["request"]}  # while the clock stands
    await desk.done(f"{path}/extension-request", request)
    corrected = {"received_on": str(desk.ago(25)), "description": SAID["description"]}
    await desk.done(f"{path}/correction", corrected)
    refusal = {"reason": SAID["refusal"]}
    await desk.done(f"{path}/extension-refusal", refusal, role=Role.HEAD)
    asked = {"requested_on": str(desk.ago(25))}
    await desk.done(f"{path}/explanation-request", asked)
    given = {"received_on": str(desk.ago(25)), "reasons": SAID["reasons"]}
    await desk.done(f"{path}/explanation", given)
    day = str(desk.calendar.nth_working_day_after(desk.clock.today(), 40))
    delay = {"until": day, "notified_on": str(desk.ago(25)), "reason": SAID["delay"]}
    await desk.done(f"{path}/delay", delay, role=Role.HEAD)


@pytest_asyncio.fixture(loop_scope="session")
async def told(desk):
    """A case in which everything was said that can be said."""
    arrived = desk.ago(26)
    case_id = await desk.registered(arrived_on=str(arrived), description=SAID["former"])
    path = f"/cases/{case_id}"
    await tell(desk, case_id)
    voided = f"{path}/registration/voiding"
    await desk.done(voided, {"reason": SAID["void"]}, role=Role.HEAD)
    await desk.done(f"{path}/registration")
    await desk.done(f"{path}/access-code", {"reason": SAID["code"], "handover": "mail"})
    await desk.done(f"{path}/applicant-disclosure", {"reason": SAID["disclosure"]})
    _, letter = await desk.consult(case_id, desk.ago(24))
    await desk.answer(case_id, letter, desk.ago(22), "objects")
    body = {"ground": "public_interest", "reason": SAID["override"]}
    body["notified_on"] = str(desk.ago(20))
    await desk.done(f"{path}/consultations/{letter}/override", body, role=Role.HEAD)
    await desk.done(f"{path}/fee-notice", fee_notice(desk.ago(19), grounds=SAID["grounds"]))
    waiver = {"on": str(desk.ago(18)), "reason": SAID["waiver"]}
    await desk.done(f"{path}/fee-waiver", waiver, role=Role.HEAD)
    correction = {"on": str(desk.ago(25)), "reason": SAID["correction"]}
    await desk.done(f"{path}/events/1/correction", correction, role=Role.HEAD)
    await desk.done(f"{path}/reply", WORDED)
    await desk.done(f"{path}/reply/submission")
    await desk.done(f"{path}/reply/return", {"reason": SAID["return"]}, role=Role.HEAD)
    await desk.done(f"{path}/reply/submission")
    approval = {"approved_on": str(desk.ago(2)), "paper": SAID["paper"]}
    case = await desk.done(f"{path}/reply/approval", approval, role=Role.HEAD)
    for entry in case["late_entries"]:
        if entry["awaits_confirmation"]:
            confirmation = f"{path}/events/{entry['seq']}/confirmation"
            await desk.done(confirmation, {"reason": SAID["confirmation"]}, role=Role.LEADER)
    return case_id


async def texts_of(desk, case_id, **caller):
    """Everything that a caller is shown of a case."""
    paths = ("", "/events", "/events/export", "/events/corrections", "/late-entries", "/refusals")
    return "".join([(await desk.get(f"/cases/{case_id}{path}", **caller)).text for path in paths])


async def test_no_table_holds_a_word_of_what_was_said(desk, told, owner):
    assert (await disclose(desk, told, role=Role.AUDITOR)).status_code == 200
    async with owner.read_session() as session:
        query = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = [
            row
            for name in (await session.scalars(query)).all()
            for row in (await session.scalars(text(f"SELECT t::text FROM {name} t"))).all()
        ]
    assert any("测试文件" in row for row in rows), "the title stays"
    spelled = [(word, word.encode().hex()) for word in SAID.values()]
    assert [w for w in spelled if any(part in row for row in rows for part in w)] == []


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.LEADER])
async def test_who_works_on_the_case_reads_what_was_said(desk, told, role):
    case = await desk.read(told, role=role)
    assert (case["description"], case["free_text_withheld"]) == (SAID["description"], False)
    reply = case["reply"]
    assert (reply["content"], reply["return_reason"]) == (SAID["content"], SAID["return"])
    (piece,) = reply["evidence"]
    assert (piece["note"], piece["reference"]) == (SAID["note"], SAID["reference"])
    assert case["consultations"][0]["override"]["reason"] == SAID["override"]
    shown = await texts_of(desk, told, role=role)
    for said in {"correction", "paper", "confirmation"} | PROCEDURE:
        assert SAID[said] in shown, said


async def test_who_oversees_sees_title_and_facts_and_no_text(desk, told, organs, headers, client):
    overseers = [
        {"role": Role.SUPERVISOR, "organ": organs.parent},
        {"role": Role.SUPERVISOR},
        {"role": Role.AUDITOR},
        {"role": Role.HEAD, "organ": organs.parent},
    ]
    for caller in overseers[:3]:
        case = await desk.read(told, **caller)
        assert (case["title"], case["reply"]["decision"]) == ("测试文件", "disclosed")
        assert (case["description"], case["free_text_withheld"]) == (None, True)
        assert case["reply"]["free_text_withheld"] is True
        (piece,) = case["reply"]["evidence"]
        assert (piece["kind"], piece["note"], piece["reference"]) == ("supply", None, None)
        late = (await desk.get(f"/cases/{told}/late-entries", **caller)).json()
        assert {entry["free_text_withheld"] for entry in late} == {True}
        shown = await texts_of(desk, told, **caller)
        assert [said for said, word in SAID.items() if word in shown] == []
    machine = headers.machine(organs.parent, Permission.CASES_READ)
    seen = await client.get(f"/requests/v1/cases/{told}", headers=machine)
    assert seen.json()["free_text_withheld"] is True
    assert [said for said, word in SAID.items() if word in seen.text] == []


async def test_oversight_reads_texts_for_a_reason_that_is_on_record_first(
    desk, told, organs, owner
):
    above = {"role": Role.SUPERVISOR, "organ": organs.parent}
    before = await one(owner, "SELECT count(*) FROM applicant_disclosures")
    only = (await disclose(desk, told, ["description"], **above)).json()
    assert only["description"] == SAID["description"]
    assert only["reply"] is only["procedure"] is only["late_entries"] is only["applicant"] is None
    shown = await disclose(desk, told, **above)
    read = {"note", "reference", "content", "return", "correction", "paper", "confirmation"}
    for said in read | {"override", "description"} | PROCEDURE:
        assert SAID[said] in shown.text, said
    assert not any(secret in shown.text for secret in (person()["name"], "测试乙"))
    after = await one(owner, "SELECT count(*) FROM applicant_disclosures")
    assert after[0] == before[0] + 2
    query = "SELECT actor, parts FROM applicant_disclosures WHERE id = :id"
    assert tuple(await one(owner, query, id=shown.json()["id"])) == ("supervisor", PARTS)


async def test_the_applicant_is_disclosed_to_those_alone_who_work_on_the_case(
    desk, told, organs, headers, client
):
    parts = ["applicant", "description"]
    shown = (await disclose(desk, told, parts)).json()
    assert (shown["applicant"]["name"], shown["of"]) == (person()["name"], parts)
    for role in (Role.SUPERVISOR, Role.LEADER):
        refused = await disclose(desk, told, parts, role=role)
        assert (refused.status_code, refused.json()["code"]) == (403, "applicant_not_disclosed")
    above = headers.of(organs.parent, Role.HEAD, Role.SUPERVISOR)
    body = {"reason": "督查", "of": parts}
    path = f"/requests/v1/cases/{told}/disclosures"
    foreign = await client.post(path, json=body, headers=above)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "applicant_not_disclosed")
    beside = await disclose(desk, told, role=Role.SUPERVISOR, organ=organs.other)
    assert beside.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"reason": "督查", "of": []},
        {"reason": "督查", "of": ["everything"]},
        {"reason": " ", "of": ["description"]},
        {"reason": f"查{resident_id(5)}", "of": ["description"]},
        {"of": ["description"]},
    ],
)
async def test_a_disclosure_needs_a_reason_and_parts_that_exist(desk, told, owner, body):
    before = await one(owner, "SELECT count(*) FROM applicant_disclosures")
    refused = await desk.post(f"/cases/{told}/disclosures", body, role=Role.AUDITOR)
    assert refused.status_code == 422
    assert await one(owner, "SELECT count(*) FROM applicant_disclosures") == before


async def test_a_machine_that_may_read_discloses_nothing(told, client, headers, organs):
    machine = headers.machine(organs.parent, Permission.CASES_READ)
    path = f"/requests/v1/cases/{told}/disclosures"
    body = {"reason": "取数", "of": ["description"]}
    assert (await client.post(path, json=body, headers=machine)).status_code == 403


async def test_texts_that_cannot_be_read_are_said_so_and_nothing_else_suffers(desk, told, owner):
    await changed(owner, "UPDATE matters SET description_sealed = '\\x00' WHERE id = :id", id=told)
    for column in ("evidence_sealed", "return_reason_sealed"):
        statement = f"UPDATE replies SET {column} = '\\x00' WHERE case_id = :id"
        await changed(owner, statement, id=told)
    case = await desk.read(told)
    assert case["description"] == case["reply"]["return_reason"] == UNREADABLE
    assert case["reply"]["evidence"][0]["note"] == UNREADABLE
    assert case["reply"]["content"] == SAID["content"]
    disclosed = await disclose(desk, told, role=Role.AUDITOR)
    assert disclosed.json()["description"] == UNREADABLE
    listed = await desk.get("/cases", limit=200)
    assert told in {item["id"] for item in listed.json()["items"]}


async def test_a_text_is_bound_to_its_row(desk, owner):
    one_id, other = await desk.registered(), await desk.registered(description="另一份")
    await changed(
        owner,
        "UPDATE matters SET description_sealed ="
        " (SELECT description_sealed FROM matters WHERE id = :other) WHERE id = :id",
        id=one_id,
        other=other,
    )
    assert (await desk.read(one_id))["description"] == UNREADABLE
    assert (await desk.read(other))["description"] == "另一份"


async def fingerprint(owner, case_id):
    return (await one(owner, "SELECT text_simhash FROM matters WHERE id = :id", id=case_id))[0]


async def test_near_texts_have_near_fingerprints(desk, owner):
    long = (
        "2025年度市区道路养护合同及其附件，含招标文件、中标通知书、验收报告与支付凭证；另请提供施工期间"
        "交通组织方案的批复、夜间作业许可、噪声监测记录、沿线居民意见的处理情况，以及监理单位历次会议纪要"
    )
    other_text = (
        "某学校食堂近三年供货单位的资质证明、农产品检疫合格证、每周菜谱公示照片、家长委员会巡查登记、"
        "留样冰箱温度台账、从业人员健康证明有效日期一览，还有膳食经费收支明细账目"
    )
    texts = (long, f"{long}。", long.replace("2025", "2024"), other_text)
    first, again, near, other = [
        await fingerprint(owner, await desk.registered(description=said)) for said in texts
    ]

    def distance(value):
        return ((first ^ value) & (1 << 64) - 1).bit_count()

    # The key is another one each time: a fixed distance would be missed now and then.
    assert max(distance(again), distance(near)) < distance(other)


async def test_a_draft_keeps_in_the_clear_which_records_it_names(desk, owner):
    case_id = await desk.registered(arrived_on=str(desk.ago(8)))
    _, letter = await desk.consult(case_id, desk.ago(5))
    await desk.answer(case_id, letter, desk.ago(3))
    evidence = [*REPLY["evidence"], {"kind": "consultation", "reference": letter}]
    await desk.done(f"/cases/{case_id}/reply", {**REPLY, "evidence": evidence})
    for role in (Role.CLERK, Role.AUDITOR):
        pieces = (await desk.read(case_id, role=role))["reply"]["evidence"]
        assert [piece["reference"] for piece in pieces] == [None, letter]
