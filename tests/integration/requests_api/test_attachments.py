"""Files of an application: added by office and applicant, read by few, removed by nobody else."""

import hashlib
import uuid

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Permission, Role
from requests_api.attachments.service import APPLICANTS_FILE, APPLICANTS_FILES
from tests.unit.gongkai.files import made

NAME = "身份证 复印件（测试）.pdf"
LARGE = b"%PDF-1.7\n" + bytes(range(256)) * 6000
"""Longer than what is kept in memory, than a piece and than a part of the store."""


def _key():
    return {"Idempotency-Key": str(uuid.uuid4())}


async def add(desk, case_id, content=made.PDF, name=NAME, *, role=Role.CLERK, organ=None, **more):
    headers = {"Content-Type": "application/octet-stream", **_key(), **more}
    return await desk.client.post(
        f"/requests/v1/cases/{case_id}/attachments",
        params={"filename": name},
        content=content,
        headers={**desk.headers(role, organ), **headers},
    )


async def hand_in(client, receipt, content=made.PDF, name=NAME, **more):
    headers = {"Content-Type": "application/pdf", **_key(), **more}
    return await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/attachments",
        params={"filename": name},
        content=content,
        headers={"Gongkai-Access-Code": receipt["access_code"], **headers},
    )


async def read(desk, case_id, attachment_id, **options):
    return await desk.get(f"/cases/{case_id}/attachments/{attachment_id}/content", **options)


async def removed(desk, case_id, attachment_id, *, role=Role.CLERK, organ=None):
    return await desk.client.delete(
        f"/requests/v1/cases/{case_id}/attachments/{attachment_id}",
        headers=desk.headers(role, organ),
    )


async def items(desk, case_id, **options):
    answer = await desk.get(f"/cases/{case_id}/attachments", **options)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


@pytest.mark.parametrize("content", [made.PDF, LARGE], ids=["small", "large"])
async def test_what_is_added_is_read_back_as_it_was(desk, content):
    case_id = await desk.registered()
    version = desk.etags[case_id]
    answer = await add(desk, case_id, content)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert answer.headers["etag"] != version
    assert (await desk.get(f"/cases/{case_id}")).headers["etag"] == answer.headers["etag"]
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    shown = (told["name"], told["media_type"], told["size"], told["scan"], told["added_by"])
    assert shown == (NAME, "application/pdf", len(content), "skipped", "clerk")
    assert await items(desk, case_id) == [told]
    found = await read(desk, case_id, told["id"])
    assert (found.status_code, found.content) == (200, content)
    assert found.headers["content-type"] == "application/pdf"
    assert found.headers["content-length"] == str(len(content))
    assert found.headers["cache-control"] == "no-store"
    assert found.headers["x-content-type-options"] == "nosniff"
    disposition = found.headers["content-disposition"]
    assert disposition.startswith("attachment; filename=\"file.pdf\"; filename*=UTF-8''%E8%BA%AB")
    assert answer.headers["location"] == str(found.url.path)


async def test_the_record_tells_of_the_file_and_never_its_name(desk):
    case_id = await desk.registered()
    told = (await add(desk, case_id)).json()
    await removed(desk, case_id, told["id"])
    events = await desk.get(f"/cases/{case_id}/events")
    added, taken_out = events.json()[-2:]
    assert (added["type"], taken_out["type"]) == ("attachment_added", "attachment_removed")
    assert added["data"]["sha256"] == told["sha256"]
    assert added["data"]["attachment_id"] == taken_out["data"]["attachment_id"] == told["id"]
    assert "身份证" not in events.text
    assert (await desk.get(f"/cases/{case_id}/events/verification")).json()["valid"] is True


async def test_the_same_file_in_another_envelope_is_the_same_wish(desk):
    case_id = await desk.registered()
    key = _key()
    first = await add(desk, case_id, **key)
    path = f"/requests/v1/cases/{case_id}/attachments"
    headers = {**desk.headers(Role.CLERK), **key}
    again = await desk.client.post(
        path, files={"file": (NAME, made.PDF, "application/pdf")}, headers=headers
    )
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["etag"] == first.headers["etag"]
    assert len(await items(desk, case_id)) == 1
    for changed in ({"content": made.PDF + b"%"}, {"name": "另一名称.pdf"}):
        other = await add(desk, case_id, **changed, **key)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert len(await items(desk, case_id)) == 1


async def test_a_file_that_comes_as_a_form_is_taken_in(desk):
    case_id = await desk.registered()
    for name, content in (("附图.docx", made.DOCX), ("表.csv", made.TEXT), ("大.pdf", LARGE)):
        answer = await desk.client.post(
            f"/requests/v1/cases/{case_id}/attachments",
            files={"file": (name, content, "application/octet-stream")},
            headers={**desk.headers(Role.CLERK), **_key()},
        )
        assert answer.status_code == 201, answer.text
        assert (await read(desk, case_id, answer.json()["id"])).content == content


@pytest.mark.parametrize(
    ("content", "name", "more", "status", "code"),
    [
        (b"", NAME, {}, 422, "file_empty"),
        (made.PROGRAM, NAME, {}, 415, "file_type_not_allowed"),
        (made.PDF, "一.docx", {}, 422, "file_type_differs"),
        (made.PDF, NAME, {"Content-Type": "image/png"}, 422, "file_type_differs"),
        (made.office(**{"word/vbaProject.bin": "x"}), "一.docx", {}, 422, "file_unsafe"),
        (made.office(**{"b.xml": bytes(20_000_000)}), "一.docx", {}, 422, "file_unsafe"),
        (made.PDF, "../一.pdf", {}, 422, "file_name_unusable"),
        (made.PDF, None, {}, 422, "file_name_unusable"),
        (made.PDF, NAME, {"Content-Type": "multipart/form-data"}, 422, "form_unreadable"),
        (made.PDF, NAME, {"Content-Encoding": "gzip"}, 415, "unsupported_media_type"),
        (made.PDF, NAME, {"Idempotency-Key": "\x7f"}, 400, "idempotency_key_invalid"),
    ],
)
async def test_what_is_no_file_of_office_use_is_refused(desk, content, name, more, status, code):
    case_id = await desk.registered()
    answer = await add(desk, case_id, content, name, **more)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert await items(desk, case_id) == []


async def test_a_file_needs_a_key_and_an_unknown_parameter_is_refused(desk):
    case_id = await desk.registered()
    path = f"/requests/v1/cases/{case_id}/attachments"
    headers = {**desk.headers(Role.CLERK), "Content-Type": "application/pdf"}
    answer = await desk.client.post(
        path, params={"filename": NAME}, content=made.PDF, headers=headers
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_required")
    answer = await desk.client.post(
        path, params={"filenam": NAME}, content=made.PDF, headers={**headers, **_key()}
    )
    assert answer.status_code == 422


async def test_what_comes_to_nothing_is_removed_from_the_store(desk, app, database):
    """A staged file is recorded or goes: its removal is due at once where the request failed."""
    case_id = await desk.registered()
    key = _key()
    assert (await add(desk, case_id, **key)).status_code == 201
    async with app.state.database.read_session() as session:
        before = (await session.execute(text("SELECT count(*) FROM file_removals"))).scalar_one()
    assert (await add(desk, case_id, made.PDF + b"%", **key)).status_code == 422
    due = text("SELECT count(*) FROM file_removals WHERE state = 'pending' AND due_at <= :now")
    async with app.state.database.read_session() as session:
        after = (await session.execute(text("SELECT count(*) FROM file_removals"))).scalar_one()
        now = app.state.clock.now()
        assert (await session.execute(due, {"now": now})).scalar_one() >= 1
    assert after == before + 1


# -- who


async def test_who_only_oversees_sees_that_there_are_files_and_no_more(desk, organs):
    case_id = await desk.registered()
    told = (await add(desk, case_id)).json()
    for role in (Role.SUPERVISOR, Role.AUDITOR):
        (seen,) = await items(desk, case_id, role=role, organ=organs.parent)
        assert (seen["name"], seen["is_readable"], seen["sha256"]) == (None, False, told["sha256"])
        answer = await read(desk, case_id, told["id"], role=role, organ=organs.parent)
        assert (answer.status_code, answer.json()["code"]) == (403, "attachment_withheld")
        assert (await add(desk, case_id, role=role, organ=organs.parent)).status_code == 403


async def test_a_foreign_organ_finds_nothing(desk, organs):
    case_id = await desk.registered()
    told = (await add(desk, case_id)).json()
    for answer in (
        await desk.get(f"/cases/{case_id}/attachments", organ=organs.other),
        await read(desk, case_id, told["id"], organ=organs.other),
        await add(desk, case_id, organ=organs.other),
        await removed(desk, case_id, told["id"], organ=organs.other),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "case_not_found")


async def test_an_overseeing_organ_adds_and_removes_nothing(desk, organs):
    case_id = await desk.registered()
    told = (await add(desk, case_id)).json()
    both = desk.headers.of(organs.parent, Role.SUPERVISOR, Role.CLERK)
    path = f"/requests/v1/cases/{case_id}/attachments"
    added = await desk.client.post(
        path,
        params={"filename": NAME},
        content=made.PDF,
        headers={**both, **_key(), "Content-Type": "application/pdf"},
    )
    gone = await desk.client.delete(f"{path}/{told['id']}", headers=both)
    assert {(a.status_code, a.json()["code"]) for a in (added, gone)} == {(403, "organ_foreign")}


async def test_what_an_applicant_handed_in_is_read_by_who_may_see_the_applicant(desk, client):
    case_id, receipt = await desk.filed()
    told = (await hand_in(client, receipt)).json()
    for role, status in ((Role.CLERK, 200), (Role.HEAD, 200), (Role.LEADER, 403)):
        assert (await read(desk, case_id, told["id"], role=role)).status_code == status, role
    ours = (await add(desk, case_id)).json()
    assert (await read(desk, case_id, ours["id"], role=Role.LEADER)).status_code == 200
    machine = desk.headers.machine(desk.organs.own, Permission.CASES_READ)
    answer = await client.get(
        f"/requests/v1/cases/{case_id}/attachments/{ours['id']}/content", headers=machine
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "attachment_withheld")


# -- removal


async def test_a_removed_file_stays_marked_and_is_handed_out_no_more(desk):
    case_id = await desk.registered()
    told = (await add(desk, case_id)).json()
    gone = await removed(desk, case_id, told["id"])
    assert (gone.status_code, gone.json()["removed_by"]) == (200, "clerk")
    again = await removed(desk, case_id, told["id"])
    assert (again.json(), again.headers["etag"]) == (gone.json(), gone.headers["etag"])
    assert await items(desk, case_id) == [gone.json()]
    answer = await read(desk, case_id, told["id"])
    assert (answer.status_code, answer.json()["code"]) == (410, "attachment_removed")
    assert (await removed(desk, case_id, uuid.uuid4())).json()["code"] == "attachment_not_found"


async def test_a_removed_file_is_read_for_a_reason_that_goes_on_record(desk, client, organs, app):
    case_id, receipt = await desk.filed()
    told = (await add(desk, case_id, LARGE)).json()
    theirs = (await hand_in(client, receipt)).json()
    await removed(desk, case_id, told["id"])

    async def disclose(attachment_id, role, organ=None, body=None):
        return await client.post(
            f"/requests/v1/cases/{case_id}/attachments/{attachment_id}/disclosure",
            json=body or {"reason": "复查移出的附件"},
            headers=desk.headers(role, organ),
        )

    for role, organ in ((Role.HEAD, None), (Role.AUDITOR, None), (Role.AUDITOR, organs.parent)):
        answer = await disclose(told["id"], role, organ)
        assert (answer.status_code, answer.content) == (200, LARGE), role
    for attachment_id, role in ((told["id"], Role.CLERK), (theirs["id"], Role.HEAD)):
        answer = await disclose(attachment_id, role)
        assert (answer.status_code, answer.json()["code"]) == (403, "attachment_withheld")
    assert (await disclose(told["id"], Role.HEAD, organs.other)).status_code == 404
    assert (await disclose(told["id"], Role.HEAD, body={"reason": "。"})).status_code == 422
    read_by = text(
        "SELECT actor FROM applicant_disclosures WHERE matter_id = :id AND parts->>1 = :of"
    )
    async with app.state.database.read_session() as session:
        entered = await session.execute(read_by, {"id": case_id, "of": told["id"]})
        assert sorted(row.actor for row in entered) == ["auditor", "auditor", "head"]


async def test_what_the_applicant_handed_in_is_never_removed(desk, client):
    case_id, receipt = await desk.filed()
    told = (await hand_in(client, receipt)).json()
    answer = await removed(desk, case_id, told["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "attachment_of_applicant")


async def test_nothing_is_removed_once_the_answer_is_handed_in(desk):
    case_id = await desk.registered()
    told = (await add(desk, case_id)).json()
    await desk.read(case_id)
    await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    answer = await removed(desk, case_id, told["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "attachment_fixed")
    assert (await add(desk, case_id)).status_code == 201, "what comes later is filed too"


async def test_an_attachment_of_another_case_is_not_found(desk):
    case_id, other = await desk.registered(), await desk.registered()
    told = (await add(desk, other)).json()
    assert (await read(desk, case_id, told["id"])).json()["code"] == "attachment_not_found"


# -- applicants


async def test_the_applicant_hands_in_and_reads_the_own_files_and_no_others(desk, client):
    case_id, receipt = await desk.filed()
    ours = (await add(desk, case_id)).json()
    path = f"/requests/v1/applications/{receipt['receipt_number']}/attachments"
    code = {"Gongkai-Access-Code": receipt["access_code"]}
    answer = await hand_in(client, receipt, LARGE)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (await client.get(path, headers=code)).json() == {"items": [told]}
    found = await client.get(answer.headers["location"], headers=code)
    assert (found.status_code, found.content) == (200, LARGE)
    other = await client.get(f"{path}/{ours['id']}/content", headers=code)
    assert (other.status_code, other.json()["code"]) == (404, "attachment_not_found")
    by = {row["id"]: (row["origin"], row["added_by"]) for row in await items(desk, case_id)}
    assert by == {told["id"]: ("applicant", "applicant"), ours["id"]: ("office", "clerk")}


async def test_a_wrong_code_opens_nothing_and_counts_before_a_byte_is_read(desk, client):
    _, receipt = await desk.filed()
    wrong = {**receipt, "access_code": "WRONG"}

    async def endless():
        yield b"%PDF-1.7\n"
        raise AssertionError("the body is read")

    answer = await hand_in(client, wrong, endless())
    assert (answer.status_code, answer.json()["code"]) == (404, "application_not_found")
    for _ in range(9):
        await hand_in(client, wrong)
    assert (await hand_in(client, wrong)).json()["code"] == "too_many_wrong_codes"
    assert (await hand_in(client, receipt)).status_code == 201, "the right code opens"


async def test_an_answer_is_not_repeated_to_who_holds_no_code(desk, client):
    _, receipt = await desk.filed()
    key = _key()
    assert (await hand_in(client, receipt, **key)).status_code == 201
    again = await hand_in(client, receipt, **key)
    assert again.headers["idempotent-replayed"] == "true"
    wrong = await hand_in(client, {**receipt, "access_code": "WRONG"}, **key)
    assert wrong.status_code == 404


async def test_an_applicant_has_room_for_so_many_files_and_the_last_is_answered_again(desk, client):
    case_id, receipt = await desk.filed()
    keys = [_key() for _ in range(APPLICANTS_FILES)]
    for number, key in enumerate(keys):
        answer = await hand_in(client, receipt, name=f"{number}.pdf", **key)
        assert answer.status_code == 201, answer.text
    more = await hand_in(client, receipt)
    assert (more.status_code, more.json()["code"]) == (409, "too_many_attachments")
    again = await hand_in(client, receipt, name=f"{APPLICANTS_FILES - 1}.pdf", **keys[-1])
    assert (again.status_code, again.json()) == (201, answer.json())
    assert len(await items(desk, case_id)) == APPLICANTS_FILES


async def test_a_file_beyond_its_bound_is_refused_on_its_way(desk, client):
    _, receipt = await desk.filed()

    async def long():
        yield b"%PDF-1.7\n"
        for _ in range(APPLICANTS_FILE // 65536 + 10):
            yield bytes(65536)

    announced = await hand_in(client, receipt, b"%PDF-1.7\n" + bytes(APPLICANTS_FILE + 20_000))
    streamed = await hand_in(client, receipt, long())
    inside = await hand_in(client, receipt, b"%PDF-1.7\n" + bytes(APPLICANTS_FILE))
    for answer in (announced, streamed, inside):
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    fitting = await hand_in(client, receipt, b"%PDF-1.7\n" + bytes(APPLICANTS_FILE - 9))
    assert fitting.status_code == 201, fitting.text


async def test_an_application_that_has_ended_takes_no_files(desk, client):
    case_id, receipt = await desk.filed()
    await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/withdrawal",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    answer = await hand_in(client, receipt)
    assert (answer.status_code, answer.json()["code"]) == (409, "application_ended")
    assert await items(desk, case_id) == []


async def test_names_and_contents_stand_encrypted(desk, client, database, stand):
    _, receipt = await desk.filed()
    content = b"%PDF-1.7\nA-WORD-OF-THE-CONTENT\n%%EOF"
    told = (await hand_in(client, receipt, content)).json()
    found = list(stand.files.rglob(told["id"]))
    assert len(found) == 1
    assert b"A-WORD-OF" not in found[0].read_bytes()
    assert len(found[0].read_bytes()) == len(content) + 16


async def test_an_altered_content_is_told_and_never_handed_out(desk, stand):
    case_id = await desk.registered()
    told = (await add(desk, case_id)).json()
    (place,) = stand.files.rglob(told["id"])
    place.write_bytes(bytes(len(place.read_bytes())))
    answer = await read(desk, case_id, told["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "value_unreadable")
    place.unlink()
    answer = await read(desk, case_id, told["id"])
    assert (answer.status_code, answer.json()["code"]) == (503, "files_unavailable")
    assert answer.headers["retry-after"]
    assert (await desk.get(f"/cases/{case_id}")).status_code == 200
