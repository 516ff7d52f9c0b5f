"""A certificate that the applicant inspected what a reply discloses (巴彦淖尔市办法26)."""

from requests_api.letters.wording import chinese_date
from tests.integration.requests_api.letter_desk import draw, drawn, read_as_applicant, said, text_of
from tests.integration.requests_api.office_desk import REPLY

BASIS = {"kind": "legal_basis", "note": "示例法第三条"}
REASON = {"kind": "reason", "note": "样例理由"}
WITHHELD = {**REPLY, "decision": "party_information", "evidence": [BASIS, REASON]}


def inspected(day, **more):
    return {
        "inspected_on": str(day),
        "place": "样例市档案馆查阅室",
        "materials": ["样例规划文本", "样例规划图则"],
        **more,
    }


async def refused(desk, case_id, variables):
    answer = await draw(desk, case_id, "inspection_certificate", variables=variables)
    assert answer.status_code == 409, answer.text
    assert answer.json()["code"] == "letter_facts_missing"
    return [each["code"] for each in answer.json()["missing"]]


async def test_the_certificate_says_what_was_inspected_where_and_when(desk, client, instances):
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    await desk.approved(case_id)
    reply = await drawn(desk, case_id, "reply")
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})
    variables = inspected(desk.today(), copied="抄录第三章")
    letter = await drawn(desk, case_id, "inspection_certificate", variables=variables)
    assert letter["document_number"] != reply["document_number"]
    text = await text_of(desk, case_id, letter)
    day = chinese_date(desk.clock.today())
    for fact in ("样例市档案馆查阅室", "样例规划图则", "抄录第三章", f"已于{day}在"):
        assert fact in text
    assert reply["document_number"] in text
    assert letter["document_number"] in text
    theirs = await read_as_applicant(client, receipt, letter["id"])
    assert theirs.status_code == 200
    assert "查阅证明" in said(theirs.content)


async def test_nothing_is_inspected_before_the_reply_or_after_today(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    assert await refused(desk, case_id, inspected(desk.today())) == ["inspection"]
    await desk.replied(case_id, issued_on=desk.ago(2))
    for day in (desk.ago(3), desk.tomorrow()):
        assert await refused(desk, case_id, inspected(day)) == ["inspection_day"]
    for day in (desk.ago(2), desk.today()):
        await drawn(desk, case_id, "inspection_certificate", variables=inspected(day))


async def test_what_is_withheld_was_not_inspected(desk):
    case_id = await desk.registered()
    await desk.replied(case_id, reply=WITHHELD)
    assert await refused(desk, case_id, inspected(desk.today())) == ["inspection"]


async def test_a_certificate_names_place_and_materials(desk):
    case_id = await desk.registered()
    await desk.replied(case_id)
    answer = await draw(
        desk, case_id, "inspection_certificate", variables={"inspected_on": desk.today()}
    )
    assert answer.status_code == 422
    pointers = {each["pointer"] for each in answer.json()["errors"]}
    assert pointers == {"/body/variables/place", "/body/variables/materials"}
