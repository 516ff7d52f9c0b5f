"""Letters about what went out before, what organs decide of remedies, and days that must fit."""

import uuid
from datetime import date

import pytest_asyncio

from gongkai.auth.principal import Role
from requests_api.letters.wording import chinese_date
from tests.integration.requests_api.letter_desk import (
    AUTHORITY,
    COURT,
    NUMBERED,
    contested,
    draw,
    drawn,
    file_copy,
    text_of,
)
from tests.integration.requests_api.office_desk import REPLY, SAMPLE

CORRECTIONS = {"corrections": ["第二项“2024年”更正为“2025年”"]}


@pytest_asyncio.fixture(loop_scope="session")
async def instances(office, organs):
    await contested(office, organs.own, AUTHORITY, COURT)
    yield
    await contested(office, organs.own, None, None)


async def missing(desk, case_id, kind, **body):
    answer = await draw(desk, case_id, kind, **body)
    assert (answer.status_code, answer.json()["code"]) == (409, "letter_facts_missing"), answer.text
    return [fact["code"] for fact in answer.json()["missing"]]


async def test_an_issued_letter_is_put_right_by_both_numbers_and_decides_nothing_anew(desk):
    case_id = await desk.registered()
    wrong = await drawn(desk, case_id, **NUMBERED)
    body = {"kind": "rectification", "variables": CORRECTIONS}
    assert await missing(desk, case_id, **body) == ["letter"]
    assert await missing(desk, case_id, letter_id=wrong["id"], **body) == ["letter"]
    await file_copy(desk, case_id, wrong["id"])
    before = await desk.read(case_id)
    letter = await drawn(desk, case_id, letter_id=wrong["id"], **body)
    text = await text_of(desk, case_id, letter)
    for fact in (
        wrong["document_number"],
        letter["document_number"],
        "申请拆分告知书",
        CORRECTIONS["corrections"][0],
        "不改变原文书所作的处理决定",
        chinese_date(desk.clock.today()),
    ):
        assert fact in text
    assert letter["about_id"] == wrong["id"]
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert (event["type"], event["data"]["about"]) == ("letter_drawn_up", wrong["id"])
    after = await desk.read(case_id)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"version", "available_actions", "untold"}


async def test_only_what_went_to_the_applicant_under_a_number_is_put_right(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    _, ref = await desk.consult(case_id, desk.ago(1))
    to_party = await drawn(
        desk, case_id, "consultation", consultation_id=ref, variables={"contents": "合同价款"}
    )
    unnumbered = await drawn(desk, case_id, "registration")
    for letter in (to_party, unnumbered):
        await file_copy(desk, case_id, letter["id"])
        body = {"letter_id": letter["id"], "variables": CORRECTIONS}
        assert await missing(desk, case_id, "rectification", **body) == ["letter"]
    other = {"letter_id": str(uuid.uuid4()), "variables": CORRECTIONS}
    unknown = await draw(desk, case_id, "rectification", **other)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "letter_not_found")
    elsewhere = await desk.registered()
    other["letter_id"] = unnumbered["id"]
    foreign = await draw(desk, elsewhere, "rectification", **other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "letter_not_found")
    stray = await draw(desk, case_id, **NUMBERED, letter_id=unnumbered["id"])
    assert stray.status_code == 422
    assert stray.json()["errors"][0]["pointer"] == "/body/letter_id"


async def test_nothing_is_revoked_without_a_record_of_it(desk, instances):
    case_id = await desk.registered()
    assert await missing(desk, case_id, "revocation_notice") == ["revocation"]
    await desk.replied(case_id)
    assert await missing(desk, case_id, "revocation_notice") == ["revocation"]


async def test_a_list_of_evidence_holds_what_the_reply_rests_on_and_how_letters_were_served(
    desk, instances
):
    case_id = await desk.registered()
    assert await missing(desk, case_id, "evidence_list") == ["evidence"]
    searched = [
        {
            "kind": "search_record",
            "note": "已检索档案室",
            "reference": "检索2026-3",
            "dated_on": desk.today(),
        }
    ]
    await desk.approved(case_id, {**REPLY, "decision": "not_found", "evidence": searched})
    reply = await drawn(desk, case_id, "reply")
    today = desk.today()
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": today})
    at = f"/cases/{case_id}/letters/{reply['id']}/delivery"
    await desk.done(at, {"service": "post", "on": today})
    text = await text_of(desk, case_id, await drawn(desk, case_id, "evidence_list"))
    day = chinese_date(desk.clock.today())
    for fact in ("检索记录", "检索2026-3", "已检索档案室", reply["document_number"], f"{day}送达"):
        assert fact in text


async def decide(desk, **parameters):
    path = f"/requests/v1/organ-parameters/{desk.organs.own}"
    headers = desk.headers(Role.HEAD)
    held = await desk.client.get(path, headers=headers)
    body = {"applications_a_month": held.json()["applications_a_month"], **parameters}
    match = {"If-Match": held.headers["etag"]}
    answer = await desk.client.put(path, json=body, headers={**headers, **match})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def told(desk, reply):
    case_id = await desk.registered()
    await desk.approved(case_id, reply)
    return await text_of(desk, case_id, await drawn(desk, case_id, "reply"))


async def test_an_organ_decides_whether_the_ten_matters_name_its_court(desk, instances):
    """法释〔2025〕8号 Art. 10 [U]."""
    prior = {"kind": "prior_reply", "note": "样例此前答复"}
    repeated = {**REPLY, "decision": "repeated", "evidence": [prior]}
    assert COURT not in await told(desk, repeated)
    assert (await decide(desk, court_for_all=True))["court_for_all"] is True
    assert f"6个月内向{COURT}提起行政诉讼" in await told(desk, repeated)
    assert (await decide(desk))["court_for_all"] is False
    assert COURT not in await told(desk, repeated)


async def test_an_organ_decides_what_is_told_of_party_information(desk, instances):
    """domain.md 3: a parameter [U]."""
    evidence = [{"kind": "legal_basis", "note": "样例"}, {"kind": "reason", "note": "样例"}]
    party = {**REPLY, "decision": "party_information", "evidence": evidence}
    assert "应当先自收到本答复书之日起60日内" in await told(desk, party)
    set_to = await decide(desk, party_information_remedy="reconsideration_or_litigation")
    assert set_to["party_information_remedy_label"] == "可以申请行政复议或者提起行政诉讼"
    text = await told(desk, party)
    assert "应当先" not in text
    assert COURT in text
    refused = await desk.client.put(
        f"/requests/v1/organ-parameters/{desk.organs.own}",
        json={"applications_a_month": 10, "party_information_remedy": "none"},
        headers={**desk.headers(Role.HEAD), "If-Match": '"v1"'},
    )
    assert refused.status_code == 422
    await decide(desk)


async def test_a_letter_that_is_dated_after_the_day_told_says_so(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    days = {"approved_on": str(desk.ago(1)), "notified_on": str(desk.ago(1)), "working_days": 5}
    await desk.done(f"/cases/{case_id}/extension", days, role=Role.HEAD)
    letter = await drawn(desk, case_id, "extension_notice")
    assert letter["told_on"] == str(desk.ago(1))
    (warning,) = letter["warnings"]
    assert warning["code"] == "dated_after_told"
    assert str(desk.ago(1)) in warning["text"]
    fitting = await desk.registered(arrived_on=str(desk.ago(3)))
    today = dict.fromkeys(("approved_on", "notified_on"), desk.today())
    await desk.done(f"/cases/{fitting}/extension", {**days, **today}, role=Role.HEAD)
    letter = await drawn(desk, fitting, "extension_notice")
    assert (letter["told_on"], letter["warnings"]) == (desk.today(), [])
    assert (await drawn(desk, fitting, "registration"))["told_on"] is None


async def test_a_letter_that_was_served_before_its_own_day_says_so_or_is_refused(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    _, ref = await desk.consult(case_id, desk.ago(2))
    told = {"consultation_id": ref, "variables": {"contents": "合同价款"}}
    consultation = await drawn(desk, case_id, "consultation", **told)
    split = await drawn(desk, case_id, **NUMBERED)
    early = {"service": "post", "on": str(desk.ago(1))}
    refused = await desk.post(f"/cases/{case_id}/letters/{split['id']}/delivery", early)
    assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    await desk.done(f"/cases/{case_id}/letters/{consultation['id']}/delivery", early)
    (listed, _) = (await desk.get(f"/cases/{case_id}/letters")).json()["items"]
    codes = [warning["code"] for warning in listed["warnings"]]
    assert codes == ["dated_after_told", "dated_after_delivery"]


async def test_a_reply_does_not_go_out_before_the_day_of_its_letter(desk, instances):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await desk.approved(case_id, on=desk.ago(2))
    await drawn(desk, case_id, "reply")
    early = {"issued_on": str(desk.ago(1))}
    refused = await desk.post(f"/cases/{case_id}/reply/issuance", early)
    assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})


async def serving_actions(desk, case_id):
    actions = (await desk.get(f"/cases/{case_id}/actions")).json()["items"]
    return [item for item in actions if item["code"].startswith("record_letter_")]


async def test_serving_letters_is_offered_once_there_is_one(desk):
    case_id = await desk.registered()
    serving = {"record_letter_delivery", "record_letter_return"}
    assert not serving & {*(await desk.read(case_id))["available_actions"]}
    assert await serving_actions(desk, case_id) == []
    path = f"/cases/{case_id}/letters/{uuid.uuid4()}/delivery"
    refused = await desk.post(path, {"service": "post", "on": desk.today()})
    assert (refused.status_code, refused.json()["why"]) == (409, "no_letter")
    letters = [(await drawn(desk, case_id, **NUMBERED))["id"] for _ in range(2)]
    assert serving <= {*(await desk.read(case_id))["available_actions"]}
    offered = await serving_actions(desk, case_id)
    assert all(item["allowed"] for item in offered)
    assert sorted(item["path"] for item in offered) == sorted(
        f"/requests/v1/cases/{case_id}/letters/{letter}/{step}"
        for letter in letters
        for step in ("delivery", "return")
    )
    overseen = await desk.read(case_id, role=Role.SUPERVISOR, organ=desk.organs.parent)
    assert not serving & {*overseen["available_actions"]}


async def test_another_organ_is_asked_by_name_and_its_silence_is_no_consent(desk):
    """Silence is consent only of an organ that made it together with this one (条例34)."""
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    _, ref = await desk.consult(case_id, desk.ago(1), party="organ")
    told = {"consultation_id": ref, "variables": {"contents": "样例会议纪要"}}
    letter = await drawn(desk, case_id, "consultation_organ", **told)
    text = await text_of(desk, case_id, letter)
    for fact in ("测试乙", "样例会议纪要", letter["document_number"], "15个工作日"):
        assert fact in text
    assert "视为同意公开" not in text
    assert SAMPLE["name"] not in text


async def test_a_registration_says_number_receipt_and_last_day_as_the_file_does(desk):
    case_id = await desk.registered()
    case = await desk.read(case_id)
    text = await text_of(desk, case_id, await drawn(desk, case_id, "registration"))
    days = [date.fromisoformat(case[name]) for name in ("received_on", "due_on")]
    for fact in (case["number"], case["receipt_number"], *map(chinese_date, days)):
        assert fact in text
