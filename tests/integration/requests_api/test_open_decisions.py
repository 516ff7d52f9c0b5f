"""Decisions of which the law has no article or row of its own: Party information, and an answer
that neither confirms nor denies (domain.md 3; 巴彦淖尔市办法24).
"""

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from tests.feed_events import organ_event
from tests.integration.requests_api.letter_desk import (
    AUTHORITY,
    contested,
    draw,
    drawn,
    said,
    text_of,
)
from tests.integration.requests_api.office_desk import REPLY

BASIS = {"kind": "legal_basis", "note": "示例法第三条"}
REASON = {"kind": "reason", "note": "样例理由"}
WITHHELD = {**REPLY, "evidence": [BASIS, REASON], "content": "样例正文。"}
UNSAID = {**WITHHELD, "decision": "neither_confirmed_nor_denied"}
PARTY = {**WITHHELD, "decision": "party_information"}


async def counted(desk, year):
    """The rows of table three, by key, over all kinds of applicants."""
    answer = await desk.get(f"/annual-reports/{year}/table-three", organ_id=str(desk.organs.own))
    assert answer.status_code == 200, answer.text
    return {row["key"]: row["cells"]["total"] for row in answer.json()["rows"]}


@pytest.mark.parametrize(
    ("reply", "row", "label"),
    [
        (UNSAID, "d1", "三（三）1.属于国家秘密"),
        ({**UNSAID, "report_row": "d1"}, "d1", "三（三）1.属于国家秘密"),
        ({**UNSAID, "report_row": "d4"}, "d4", "三（三）4.保护第三方合法权益"),
        (PARTY, "d2", "三（三）2.其他法律行政法规禁止公开"),
        ({**PARTY, "report_row": "u1"}, "u1", "三（四）1.本机关不掌握相关政府信息"),
    ],
)
async def test_the_office_chooses_the_row_that_the_law_leaves_open(desk, reply, row, label):
    case_id = await desk.registered()
    year = desk.clock.today().year
    before = await counted(desk, year)
    case = await desk.replied(case_id, reply=reply)
    assert (case["reply"]["report_row"], case["reply"]["report_row_label"]) == (row, label)
    after = await counted(desk, year)
    changed = {key: number - before[key] for key, number in after.items()}
    changed = {key: number for key, number in changed.items() if number}
    assert changed == {row: 1, "total": 1, "carried_out": -1}
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    (replied,) = (event for event in events if event["type"] == "replied")
    assert replied["data"]["report_row"] == reply.get("report_row")


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        ({**REPLY, "report_row": "d1"}, ["granted"]),
        ({**UNSAID, "report_row": "d5"}, ["d1", "d2", "d3", "d4"]),
        ({**UNSAID, "report_row": "total"}, ["d1", "d2", "d3", "d4"]),
    ],
)
async def test_a_row_that_the_law_fixes_is_nobody_s_to_choose(desk, reply, allowed):
    case_id = await desk.registered()
    refused = await desk.post(f"/cases/{case_id}/reply", reply)
    assert (refused.status_code, refused.json()["code"]) == (422, "report_row_fixed")
    assert refused.json()["allowed"] == allowed
    assert refused.json()["errors"][0]["pointer"] == "/body/report_row"
    assert (await desk.read(case_id))["reply"] is None


@pytest.mark.parametrize(("decision", "lacks"), [(UNSAID, BASIS), (PARTY, REASON)])
async def test_neither_is_answered_without_basis_and_reason(desk, decision, lacks):
    case_id = await desk.registered()
    rest = [piece for piece in decision["evidence"] if piece is not lacks]
    refused = await desk.post(f"/cases/{case_id}/reply", {**decision, "evidence": rest})
    assert (refused.status_code, refused.json()["code"]) == (422, "evidence_missing")
    assert refused.json()["missing"] == [lacks["kind"]]


async def test_a_letter_that_neither_confirms_nor_denies_says_nothing_of_what_there_is(
    desk, office
):
    await contested(office, desk.organs.own, AUTHORITY, None)
    case_id = await desk.registered()
    await desk.approved(case_id, {**UNSAID, "report_row": "d4"})
    text = await text_of(desk, case_id, await drawn(desk, case_id, "reply"))
    assert "是否存在，本机关不予确认" in text
    assert "第十五条、第三十六条第（三）项" in text
    assert f"应当先自收到本答复书之日起60日内向{AUTHORITY}申请行政复议" in text
    for telling in ("经检索", "该信息不存在", "第十四条", "办法》"):
        assert telling not in text
    await contested(office, desk.organs.own, None, None)


async def test_local_measures_that_know_such_an_answer_are_cited_with_it(desk, office):
    """巴彦淖尔市政务公开办法 Art. 24."""
    organ_id = new_id()
    event = organ_event(organ_id, None, "试验旗政府", [organ_id], region_code="150800")
    async with office.database.unit_of_work() as session:
        await apply_organ(session, event)
    await contested(office, organ_id, AUTHORITY, None)
    own = {"organ": organ_id}
    case_id = (await desk.key_in(organ_id=str(organ_id), **own))["id"]
    for path, body, role in (
        ("registration", None, Role.CLERK),
        ("reply", UNSAID, Role.CLERK),
        ("reply/submission", None, Role.CLERK),
        ("reply/approval", None, Role.HEAD),
    ):
        await desk.done(f"/cases/{case_id}/{path}", body, role=role, **own)
    answer = await draw(desk, case_id, "reply", **own)
    assert answer.status_code == 201, answer.text
    content = await desk.get(f"/cases/{case_id}/letters/{answer.json()['id']}/content", **own)
    assert "第三十六条第（三）项和《巴彦淖尔市政务公开办法》第二十四条" in said(content.content)
