"""Notes: internal, sealed, on any file, for those who work on it."""

import uuid

from sqlalchemy import text

from gongkai.auth.principal import Role

NOTE = {"text": "已电话联系档案室，明日查卷"}


async def test_a_note_only_adds_and_answers_with_the_new_etag(desk, client, headers):
    case_id = await desk.registered()
    stale = desk.etags[case_id]
    await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"})
    path, key = f"/requests/v1/cases/{case_id}/notes", str(uuid.uuid4())
    sent = {**headers(Role.CLERK), "Idempotency-Key": key}
    first = await client.post(path, json=NOTE, headers=sent)
    again = await client.post(path, json=NOTE, headers=sent)
    assert first.status_code == 201, first.text
    assert first.json()["created"]["kind"] == "note"
    assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
    assert first.headers["etag"] != stale
    missing = await client.post(path, json=NOTE, headers=headers(Role.CLERK))
    assert missing.status_code in {400, 422, 428}, missing.text
    refused = await desk.post(f"/cases/{case_id}/assignment", {"assignee": "clerk-3"}, etag=stale)
    assert refused.status_code == 412, "the file moved on"


async def test_notes_are_listed_the_newest_first_by_pages(desk):
    case_id = await desk.registered()
    for number in range(3):
        await desk.done(f"/cases/{case_id}/notes", {"text": f"备注{number}"})
    page = (await desk.get(f"/cases/{case_id}/notes", limit=2)).json()
    assert [note["text"] for note in page["items"]] == ["备注2", "备注1"]
    assert page["items"][0]["written_by"] == "clerk"
    rest = (await desk.get(f"/cases/{case_id}/notes", cursor=page["next_cursor"])).json()
    assert ([note["text"] for note in rest["items"]], rest["next_cursor"]) == (["备注0"], None)
    other = await desk.registered()
    strange = await desk.get(f"/cases/{other}/notes", cursor=page["next_cursor"])
    assert strange.status_code == 410, "a cursor of another file"


async def test_words_are_for_those_who_work_on_the_case_and_nowhere_in_the_clear(
    desk, office, organs
):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/notes", NOTE)
    for role, organ in ((Role.SUPERVISOR, organs.parent), (Role.AUDITOR, organs.own)):
        seen = (await desk.get(f"/cases/{case_id}/notes", role=role, organ=organ)).json()
        assert (seen["items"][0]["text"], seen["items"][0]["free_text_withheld"]) == (None, True)
    foreign = await desk.get(f"/cases/{case_id}/notes", organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")
    refused = await desk.post(f"/cases/{case_id}/notes", NOTE, role=Role.AUDITOR)
    assert refused.status_code == 403
    async with office.database.read_session() as session:
        kept = await session.scalars(text("SELECT text_sealed FROM notes"))
        assert not any("档案室".encode() in one for one in kept)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert list(events[-1]["data"]) == ["note_id"]


async def test_a_file_that_has_ended_takes_a_note_and_the_applicant_sees_none(desk, client):
    case_id, receipt = await desk.filed()
    await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    await desk.done(f"/cases/{case_id}/notes", NOTE)
    shown = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    assert "档案室" not in shown.text
    assert "备注" not in shown.text
    assert (await desk.get(f"/cases/{case_id}/events/verification")).json()["valid"] is True


async def test_an_empty_and_an_endless_note_are_refused(desk):
    case_id = await desk.registered()
    for body in ({"text": "  "}, {"text": "长" * 2001}, {}, {"text": "好", "to": "x"}, {"text": 1}):
        refused = await desk.post(f"/cases/{case_id}/notes", body)
        assert refused.status_code == 422, body
