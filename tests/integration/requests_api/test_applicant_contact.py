"""Contact data of an applicant are put right by the office, on record and never in the clear."""

import json

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Permission, Role
from requests_api.applicant_contacts.models import CHANGE_REASON
from tests.integration.requests_api.office_desk import SAMPLE
from tests.samples import person

OTHER_MAIL = "changed@example.com"


async def test_a_changed_phone_is_found_by_its_new_number_alone(desk):
    case_id, _ = await desk.filed(person(61))
    await desk.change_contact(case_id, phone="138 0000 0062")
    found = {}
    for n in (61, 62):
        body = {"phone": person(n)["phone"]}
        listed = await desk.done("/worklist:search", body)
        found[n] = [item["id"] for item in listed["items"]]
    assert found == {61: [], 62: [case_id]}


async def test_a_change_stands_on_record_by_its_parts_and_its_reason_beside(desk, office):
    case_id, _ = await desk.filed()
    head = await desk.change_contact(case_id, email=OTHER_MAIL, address=SAMPLE["address"])
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert (event["type"], event["data"]) == ("applicant_contact_changed", {"changed": ["email"]})
    assert event["seq"] == head["version"]
    assert OTHER_MAIL not in json.dumps(event)
    async with office.database.read_session() as session:
        query = text("SELECT id, reason, changed_by FROM contact_changes WHERE matter_id = :id")
        (row,) = (await session.execute(query, {"id": case_id})).all()
    assert row.changed_by == "clerk"
    assert CHANGE_REASON.opened(office.keys, row.reason, row.id) == "书面要求变更"


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/body", "contact_missing"),
        ({"phone": None}, "/body", "phone_required"),
        ({"email": "nobody"}, "/body/email", "email_format"),
        ({"phone": "12"}, "/body/phone", None),
        ({"email": OTHER_MAIL, "reason": " "}, "/body/reason", None),
        ({"email": OTHER_MAIL, "reason": "改为13800000001"}, "/body/reason", "identity_in_text"),
        ({"name": "x"}, "/body/name", None),
    ],
)
async def test_a_change_that_says_nothing_or_nonsense_is_refused(desk, body, pointer, code):
    case_id, _ = await desk.filed()
    path = f"/cases/{case_id}/applicant-contact"
    refused = await desk.post(path, {"reason": "变更", **body})
    assert refused.status_code == 422, refused.text
    found = {error["pointer"]: error["code"] for error in refused.json()["errors"]}
    assert pointer in found
    assert code in (None, found[pointer])
    assert (await desk.read(case_id))["version"] == 1


async def test_who_may_change_a_contact_and_on_which_version(desk, client, headers, organs):
    case_id, _ = await desk.filed()
    path, body = f"/cases/{case_id}/applicant-contact", {"email": OTHER_MAIL, "reason": "变更"}
    for role in (Role.LEADER, Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN):
        assert (await desk.post(path, body, role=role)).status_code == 403, role
    assert (await desk.post(path, body, organ=organs.other)).status_code == 404
    machine = headers.machine(organs.own, Permission.CASES_WRITE)
    refused = await client.post(f"/requests/v1{path}", json=body, headers=machine)
    assert refused.status_code == 403
    unstated = await client.post(f"/requests/v1{path}", json=body, headers=headers(Role.CLERK))
    assert unstated.status_code == 428
    assert (await desk.post(path, body, etag='"v99"')).status_code == 412
    same = await desk.post(path, {"email": SAMPLE["email"], "reason": "变更"})
    assert (same.status_code, same.json()["code"]) == (422, "contact_unchanged")
    assert (await desk.post(path, body, role=Role.HEAD)).status_code == 200


async def test_contact_data_that_cannot_be_read_cannot_be_changed(desk, office):
    case_id, _ = await desk.filed()
    async with office.database.unit_of_work() as session:
        query = text("UPDATE applicants SET personal = '\\x00' WHERE matter_id = :id")
        await session.execute(query, {"id": case_id})
    body = {"email": OTHER_MAIL, "reason": "变更"}
    refused = await desk.post(f"/cases/{case_id}/applicant-contact", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "value_unreadable")
