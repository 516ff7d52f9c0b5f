"""A row whose values do not decrypt is shown as unreadable, and nothing else suffers."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from gongkai.auth.principal import Role
from gongkai.crypto.unreadable import UNREADABLE
from gongkai.observability.metrics import UNREADABLE_VALUES
from tests.integration.requests_api.office_desk import REPLY


@pytest.fixture
async def alter(database):
    """Gives a function that changes rows behind the platform's back."""
    engine = create_async_engine(database.owner_url)
    async with engine.connect() as connection:

        async def change(statement, **values):
            await connection.execute(text(statement), values)
            await connection.commit()

        yield change
    await engine.dispose()


def counted():
    (metric,) = UNREADABLE_VALUES.collect()
    return next(s.value for s in metric.samples if s.name.endswith("_total"))


@pytest.mark.parametrize(
    "value",
    [
        "set_byte(personal, 40, 255 - get_byte(personal, 40))",
        "'\\x00'",
        "(SELECT personal FROM applicants WHERE matter_id = :other)",
    ],
    ids=["altered", "no ciphertext", "swapped"],
)
async def test_an_applicant_that_cannot_be_read_leaves_lists_and_file_standing(desk, alter, value):
    case_id, other = await desk.registered(), await desk.registered()
    found = "matter_id = :id AND CAST(:other AS uuid) IS NOT NULL"
    await alter(f"UPDATE applicants SET personal = {value} WHERE {found}", id=case_id, other=other)
    before = counted()
    for path in ("/cases", "/worklist"):
        listed = await desk.get(path, limit=200)
        assert listed.status_code == 200, path
        names = {item["id"]: item["applicant_name"] for item in listed.json()["items"]}
        assert names[case_id] == UNREADABLE
        assert names[other].endswith("*")
    case = await desk.read(case_id)
    assert (case["applicant"]["name"], case["applicant"]["phone"]) == (UNREADABLE, UNREADABLE)
    assert counted() > before
    disclosed = await desk.post(f"/cases/{case_id}/applicant-disclosure", {"reason": "核对"})
    assert (disclosed.status_code, disclosed.json()["code"]) == (409, "value_unreadable")
    await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"})


async def test_a_letter_or_a_party_that_cannot_be_read_is_said_so(desk, alter):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    await desk.consult(case_id, desk.ago(3))
    await alter("UPDATE consultations SET party_name = '\\x00' WHERE case_id = :id", id=case_id)
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await alter("UPDATE replies SET content = '\\x00' WHERE case_id = :id", id=case_id)
    case = await desk.read(case_id)
    assert case["reply"]["content"] == UNREADABLE
    assert case["consultations"][0]["party_name"] == UNREADABLE


async def test_an_unreadable_text_is_never_approved(desk, alter):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    await alter("UPDATE replies SET content = '\\x00' WHERE case_id = :id", id=case_id)
    refused = await desk.post(f"/cases/{case_id}/reply/approval", role=Role.HEAD)
    assert (refused.status_code, refused.json()["code"]) == (409, "value_unreadable")
    assert (await desk.read(case_id))["state"] == "in_approval"


async def test_a_code_swapped_to_another_file_opens_nothing(desk, client, alter):
    one, two = (await desk.file()).json(), (await desk.file()).json()
    await alter(
        "UPDATE matters SET access_code_digest = (SELECT access_code_digest FROM matters"
        " WHERE receipt_number = :one) WHERE receipt_number = :two",
        one=one["receipt_number"],
        two=two["receipt_number"],
    )
    opened = await client.get(
        f"/requests/v1/applications/{two['receipt_number']}",
        headers={"Gongkai-Access-Code": one["access_code"]},
    )
    assert opened.status_code == 404
