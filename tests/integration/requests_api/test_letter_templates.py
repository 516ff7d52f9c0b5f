"""An organ's own templates: checked, versioned, used; refused with the expression that is wrong."""

import uuid

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.letter_desk import draw, drawn, text_of
from tests.unit.requests_api.letter_templates.docx_files import docx, with_member

FRAME = (
    "{{ organ_name }}",
    "{{ addressee }}：",
    "{{ information }}",
    "{{ case_number }}",
    "{{ received_on }}",
    "{{ issued_on }}",
)
OWN = docx("本局格式", *FRAME)
KIND = "registration"


async def send(
    desk, method, path, body, *, role=Role.HEAD, organ=None, name="模板.docx", **headers
):
    return await desk.client.request(
        method,
        f"/requests/v1/letter-templates/{path}",
        params={"filename": name},
        content=body,
        headers={
            **desk.headers(role, organ),
            "Content-Type": "application/octet-stream",
            **{key.replace("_", "-"): value for key, value in headers.items()},
        },
    )


async def put(desk, kind, body, version, **options):
    return await send(desk, "PUT", kind, body, If_Match=f'"v{version}"', **options)


async def test_a_head_sets_the_organ_s_template_and_letters_follow_it(desk):
    shown = await desk.get(f"/letter-templates/{KIND}")
    assert (shown.status_code, shown.json()["version"]) == (200, 0), shown.text
    assert shown.headers["etag"] == '"v0"'
    shipped = await desk.get(f"/letter-templates/{KIND}/content")
    assert shipped.content.startswith(b"PK")
    case_id = await desk.registered()
    before = await drawn(desk, case_id, KIND)
    was_set = await send(desk, "PUT", KIND, OWN, If_None_Match="*")
    assert was_set.status_code == 200, was_set.text
    assert was_set.json()["version"] == 1
    assert (await desk.get(f"/letter-templates/{KIND}/content")).content == OWN
    stale = await put(desk, KIND, OWN, 0)
    assert stale.status_code == 412
    again = await send(desk, "PUT", KIND, OWN, If_None_Match="*")
    assert (again.status_code, again.headers["etag"]) == (412, '"v1"')
    tag = await send(desk, "PUT", KIND, OWN, If_None_Match='"v0"')
    assert (tag.status_code, tag.json()["code"]) == (400, "unreadable_entity_tag")
    assert (await send(desk, "PUT", KIND, OWN)).status_code == 428
    after = await drawn(desk, case_id, KIND)
    assert (before["template_version"], after["template_version"]) == (0, 1)
    assert "本局格式" in await text_of(desk, case_id, after)
    assert "本局格式" not in await text_of(desk, case_id, before)
    hidden = docx("{% if due_on == 'x' %}", *FRAME, "{% endif %}")
    assert (await put(desk, KIND, hidden, 1)).status_code == 200
    refused = await draw(desk, case_id, KIND)
    assert (refused.status_code, refused.json()["code"]) == (409, "letter_template_unusable")
    assert "case_number" in refused.json()["missing_fields"]


async def test_a_template_that_attacks_is_refused_and_named(desk):
    before = (await desk.get("/letter-templates/receipt")).json()["version"]
    attack = docx(*FRAME, "{{ ''.__class__.__mro__ }}", "{{ phone }}")
    refused = await put(desk, "receipt", attack, 0)
    assert (refused.status_code, refused.json()["code"]) == (422, "template_refused")
    assert refused.json()["unknown_fields"] == ["phone"]
    assert refused.json()["missing_fields"] == ["arrived_on", "receipt_number"]
    assert {each["why"] for each in refused.json()["refused"]} == {"member", "private"}
    assert (await desk.get("/letter-templates/receipt")).json()["version"] == before


@pytest.mark.parametrize(
    ("body", "name", "status"),
    [
        (b"no document", "x.docx", 422),
        (b"text", "x.txt", 415),
        (with_member("word/vbaProject.bin", b"x"), "x.docx", 422),
        (with_member("word/bomb.xml", b" " * 60_000_000), "x.docx", 422),
        (b"", "x.docx", 422),
    ],
)
async def test_what_is_no_template_is_a_clear_problem(desk, body, name, status):
    answer = await send(desk, "POST", f"{KIND}/check", body, name=name)
    assert answer.status_code == status, answer.text


async def test_the_check_names_what_is_wrong_and_keeps_nothing(desk):
    answer = await send(desk, "POST", "reply/check", docx("{{ title.upper() }}"))
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert {each["why"] for each in found["refused"]} == {"call"}
    assert found["refused"][0]["expression"] == "{{ title.upper() }}"
    assert "remedies" in found["missing_fields"]
    clean = await send(desk, "POST", f"{KIND}/check", OWN)
    assert clean.json() == {"unknown_fields": [], "missing_fields": [], "refused": []}


async def test_templates_are_set_by_head_and_administrator_of_the_organ_alone(desk, organs):
    for role, organ, status in (
        (Role.CLERK, None, 403),
        (Role.LEADER, None, 403),
        (Role.AUDITOR, None, 403),
    ):
        answer = await put(desk, "receipt", OWN, 0, role=role, organ=organ)
        assert answer.status_code == status, answer.text
    other = {**desk.headers(Role.ADMIN, organs.parent), "If-Match": '"v0"'}
    answer = await desk.client.put(
        f"/requests/v1/letter-templates/receipt?organ_id={organs.own}&filename=x.docx",
        content=OWN,
        headers={**other, "Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "organ_foreign"
    unknown = await desk.get("/letter-templates/receipt", organ_id=str(uuid.uuid4()))
    assert unknown.status_code == 404
    later = await desk.get("/letter-templates/reconsideration_answer")
    assert later.json()["code"] == "letter_kind_unavailable"
    full = docx(*FRAME, "{{ arrived_on }}{{ receipt_number }}")
    by_admin = await put(desk, "receipt", full, 0, role=Role.ADMIN)
    assert by_admin.status_code == 200, by_admin.text
