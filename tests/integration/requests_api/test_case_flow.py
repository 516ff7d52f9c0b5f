"""One application from the public route to the reply in the applicant's hands."""

import uuid
from datetime import timedelta

import pytest
from stdnum.cn import ric

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY
from tests.samples import person


async def test_an_application_is_filed_confirmed_registered_answered_and_read(client, desk, organs):
    today = desk.today()
    filed = await desk.file()
    assert filed.status_code == 201, filed.text
    receipt = filed.json()
    code = {"Gongkai-Access-Code": receipt["access_code"]}
    followed = await client.get(filed.headers["location"], headers=code)
    assert followed.json()["state"] == "received"
    assert followed.json()["due_on"] is None

    listed = await desk.get("/cases", number=receipt["receipt_number"])
    (case,) = listed.json()["items"]
    assert case["applicant_name"] == "测**"
    assert case["available_actions"] == ["add_note", "assign", "confirm", "link_case", "withdraw"]
    assert case["next_due_on"] is not None
    path = f"/cases/{case['id']}"
    desk.etags[case["id"]] = f'"v{case["version"]}"'

    body = {"confirmed_on": today, "means": "phone"}
    confirmed = await desk.post(f"{path}/confirmation", body)
    assert confirmed.status_code == 200, confirmed.text
    assert confirmed.json()["due_on"] is not None
    registered = await desk.post(f"{path}/registration")
    assert registered.json()["number"].endswith("依申〔" + today[:4] + "〕1号")

    drafted = await desk.post(f"{path}/reply", REPLY)
    assert drafted.status_code == 201, drafted.text
    submitted = await desk.post(f"{path}/reply/submission")
    assert submitted.json()["state"] == "in_approval"
    refused = await desk.post(f"{path}/reply/approval")
    assert refused.status_code == 403
    assert refused.json()["code"] == "approver_is_drafter"
    (refusal,) = (await desk.get(f"{path}/refusals")).json()
    assert refusal["code"] == "approver_is_drafter"
    approved = await desk.post(f"{path}/reply/approval", role=Role.HEAD)
    assert approved.json()["state"] == "approved", approved.text
    issued = await desk.post(f"{path}/reply/issuance", {"issued_on": today})
    assert issued.json()["state"] == "replied", issued.text
    delivered = await desk.post(
        f"{path}/reply/delivery", {"delivered_on": today, "service": "online"}
    )
    assert delivered.status_code == 200, delivered.text

    read = (await client.get(filed.headers["location"], headers=code)).json()
    assert read["reply"]["content"] == REPLY["content"]
    verified = await desk.get(f"{path}/events/verification")
    assert verified.json()["valid"] is True
    table = await desk.get(f"/annual-reports/{today[:4]}/table-three", organ_id=str(organs.own))
    cells = {row["key"]: row["cells"] for row in table.json()["rows"]}
    assert cells["granted"]["natural"] == 1


@pytest.mark.parametrize("wanted", [{}, {"document_reference": "测规〔2025〕9号"}])
async def test_the_name_of_what_is_wanted_is_enough(client, desk, organs, wanted):
    """条例29: a name, a document number or a description."""
    body = {"organ_id": str(organs.own), "title": "测试办法", "applicant": person(), **wanted}
    filed = await client.post(
        "/requests/v1/applications", json=body, headers={"Idempotency-Key": str(uuid.uuid4())}
    )
    assert filed.status_code == 201, filed.text
    listed = await desk.get("/cases", number=filed.json()["receipt_number"])
    case = await desk.read(listed.json()["items"][0]["id"])
    assert (case["title"], case["description"]) == ("测试办法", "")
    keyed_in = await desk.try_key_in(description=None, **wanted)
    assert (keyed_in.status_code, keyed_in.json()["description"]) == (201, "")


async def test_an_applicant_with_a_birthday_to_come_is_refused_online_and_at_the_desk(
    client, desk, organs, office
):
    born = office.clock.today() + timedelta(days=100)
    body = f"110101{born:%Y%m%d}001"
    number = body + ric.calc_check_digit(body + "0")
    applicant = person() | {"document": {"type": "resident_id", "number": number}}
    application = {"organ_id": str(organs.own), "title": "测试办法", "applicant": applicant}
    filed = await client.post(
        "/requests/v1/applications",
        json=application,
        headers={"Idempotency-Key": str(uuid.uuid4())},
    )
    keyed_in = await desk.try_key_in(applicant=applicant)
    for refused in (filed, keyed_in):
        assert (refused.status_code, refused.json()["code"]) == (422, "born_in_the_future")
        assert refused.json()["errors"][0]["pointer"] == "/body/applicant/document/number"
        assert number not in refused.text


@pytest.mark.parametrize(
    ("phone", "sentence"),
    [
        ("1380000000", "手机号码应为11位数字，请核对位数"),
        ("13800000001/13800000002", "此处只填一个电话号码，请留下最容易联系到的一个"),
    ],
)
async def test_an_uncallable_number_is_refused_with_what_is_wanted(desk, phone, sentence):
    refused = await desk.try_key_in(applicant=person() | {"phone": phone})
    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert (error["pointer"], error["message"]) == ("/body/applicant/phone", sentence)
