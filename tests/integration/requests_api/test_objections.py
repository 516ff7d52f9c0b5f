"""No disclosure over a third party's objection without ground, reason and notice (条例32)."""

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY

REASON = "样例理由：第三方未说明影响"
PARTLY = {
    "decision": "partly_disclosed",
    "evidence": [
        {"kind": "supply", "note": "随函提供"},
        {"kind": "withheld_items_and_reasons", "note": "第三方不同意公开的部分"},
        {"kind": "legal_basis", "note": "条例第三十二条"},
    ],
    "content": "样例答复",
}


async def objecting(desk, opinion="objects", party="third_party"):
    """A case whose consulted party has answered; its id and the letter's."""
    case_id = await desk.registered(arrived_on=str(desk.ago(8)))
    _, letter = await desk.consult(case_id, desk.ago(5), party=party)
    await desk.answer(case_id, letter, desk.ago(3), opinion)
    return case_id, letter


async def override(desk, case_id, letter, *, role=Role.HEAD, **changes):
    body = {"ground": "no_reasonable_ground", "reason": REASON, "notified_on": str(desk.ago(1))}
    path = f"/cases/{case_id}/consultations/{letter}/override"
    return await desk.post(path, body | changes, role=role)


async def submit(desk, case_id):
    return await desk.post(f"/cases/{case_id}/reply/submission")


@pytest.mark.parametrize("opinion", ["objects", "objects_in_part"])
async def test_an_objection_stands_until_it_is_overridden_with_reasons_and_notice(desk, opinion):
    case_id, letter = await objecting(desk, opinion)
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    refused = await submit(desk, case_id)
    assert (refused.status_code, refused.json()["why"]) == (409, "objection_stands")
    assert "submit" not in (await desk.read(case_id))["available_actions"]
    for wrong, pointer in (
        ({"reason": ""}, "/body/reason"),
        ({"ground": "convenience"}, "/body/ground"),
        ({"notified_on": desk.tomorrow()}, "/body/notified_on"),
        ({"notified_on": str(desk.ago(4))}, "/body/notified_on"),
    ):
        answer = await override(desk, case_id, letter, **wrong)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    by_clerk = await override(desk, case_id, letter, role=Role.CLERK)
    assert (by_clerk.status_code, by_clerk.json()["code"]) == (403, "override_needs_approver")
    done = await override(desk, case_id, letter)
    assert done.status_code == 200, done.text
    (shown,) = done.json()["consultations"]
    assert shown["override"] == {
        "ground": "no_reasonable_ground",
        "ground_label": "第三方不同意公开且无合理理由",
        "reason": REASON,
        "notified_on": str(desk.ago(1)),
    }
    overseen = await desk.read(case_id, role=Role.SUPERVISOR, organ=desk.organs.parent)
    assert overseen["consultations"][0]["override"]["reason"] is None
    again = await override(desk, case_id, letter)
    assert (again.status_code, again.json()["why"]) == (409, "no_objection")
    assert (await submit(desk, case_id)).status_code == 200
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert [e["data"]["ground"] for e in events if e["type"] == "objection_overridden"] == [
        "no_reasonable_ground"
    ]
    assert REASON not in str(events)


async def test_an_objection_that_arrives_later_holds_up_approval_and_issue_too(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(40)))
    _, letter = await desk.consult(case_id, desk.ago(38))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    assert (await submit(desk, case_id)).status_code == 200
    await desk.answer(case_id, letter, desk.ago(1), "objects")
    refused = await desk.post(f"/cases/{case_id}/reply/approval", role=Role.HEAD)
    assert refused.json()["why"] == "objection_stands"
    assert (await override(desk, case_id, letter, ground="public_interest")).status_code == 200
    await desk.done(f"/cases/{case_id}/reply/approval", role=Role.HEAD)
    refused = await desk.post(f"/cases/{case_id}/reply/issuance", {"issued_on": str(desk.ago(2))})
    assert refused.json()["code"] == "date_out_of_order", "the party is told before or with it"
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})


async def test_a_partial_disclosure_names_the_objection_that_it_respects(desk):
    case_id, letter = await objecting(desk, "objects_in_part")
    await desk.done(f"/cases/{case_id}/reply", PARTLY)
    assert (await submit(desk, case_id)).json()["why"] == "objection_stands"
    named = {"kind": "consultation", "reference": letter}
    spared = PARTLY | {"evidence": [*PARTLY["evidence"], named]}
    await desk.done(f"/cases/{case_id}/reply", spared)
    assert (await submit(desk, case_id)).status_code == 200


async def test_what_is_withheld_needs_nothing_and_an_organ_only_advises(desk):
    case_id, letter = await objecting(desk)
    withheld = {
        "decision": "third_party_interests",
        "evidence": [
            {"kind": "consultation", "reference": letter},
            {"kind": "reason", "note": "样例理由"},
        ],
        "content": "样例答复",
    }
    await desk.done(f"/cases/{case_id}/reply", withheld)
    assert (await submit(desk, case_id)).status_code == 200
    advised, organ_letter = await objecting(desk, party="organ")
    await desk.done(f"/cases/{advised}/reply", REPLY)
    assert (await submit(desk, advised)).status_code == 200
    refused = await override(desk, advised, organ_letter)
    assert refused.json()["why"] == "no_objection"


async def test_silence_is_neither_consent_nor_objection(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(40)))
    _, letter = await desk.consult(case_id, desk.ago(38))
    refused = await override(desk, case_id, letter)
    assert (refused.status_code, refused.json()["why"]) == (409, "no_objection")
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    assert (await submit(desk, case_id)).status_code == 200


async def test_only_the_letter_that_is_objected_to_is_overridden(desk):
    case_id, letter = await objecting(desk)
    _, second = await desk.consult(case_id, desk.ago(2))
    await desk.answer(case_id, second, desk.ago(1))
    refused = await override(desk, case_id, second)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_objection")
    missing = await override(desk, case_id, case_id)
    assert (missing.status_code, missing.json()["code"]) == (404, "consultation_not_found")
    offered = (await desk.get(f"/cases/{case_id}/actions", role=Role.HEAD)).json()["items"]
    (path,) = [item["path"] for item in offered if item["code"] == "override_objection"]
    assert path.endswith(f"/consultations/{letter}/override")


async def test_evidence_is_not_dated_in_the_future(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    dated = {**REPLY["evidence"][0], "dated_on": desk.tomorrow()}
    refused = await desk.post(f"/cases/{case_id}/reply", {**REPLY, "evidence": [dated]})
    assert refused.json()["errors"][0]["pointer"] == "/body/evidence/0/dated_on"
