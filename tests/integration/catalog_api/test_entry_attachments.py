"""Files of entries: each makes a version of its own, is reviewed with it, and stays with it."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Role
from tests.integration.catalog_api.offices import an_office
from tests.unit.gongkai.files import made


@pytest.fixture
async def office(call):
    return await an_office(call)


async def attach(office, entry, *, name="附图.pdf", content=made.PDF, organ_id=None, key=None):
    sent = office.call.token(Role.CLERK, organ_id or office.organ_id)
    sent |= {"Idempotency-Key": key or uuid4().hex, "Content-Type": "application/pdf"}
    return await office.call._client.post(
        f"/catalog/v1/entries/{entry['id']}/attachments",
        params={"filename": name},
        content=content,
        headers=sent,
    )


async def test_a_file_is_a_new_version_with_another_digest_and_is_handed_out_as_it_came(office):
    entry = await office.entry()
    key = uuid4().hex
    added = await attach(office, entry, key=key)
    assert added.status_code == 201, added.text
    assert (added.headers["ETag"], added.json()["name"]) == ('"v2"', "附图.pdf")
    again = await attach(office, entry, key=key)
    assert (again.status_code, again.json()["id"]) == (201, added.json()["id"])
    read = (await office.read(f"/entries/{entry['id']}")).json()
    assert (read["content_version"], len(read["attachments"])) == (2, 1)
    assert read["digest"] != entry["digest"]
    assert read["attachments"][0]["sha256"] == added.json()["sha256"]
    path = f"/entries/{entry['id']}/attachments"
    (listed,) = (await office.read(path)).json()["items"]
    assert listed["is_of_newest"]
    content = await office.read(f"{path}/{listed['id']}/content")
    assert content.content == made.PDF


async def test_an_attachment_that_comes_later_voids_the_review(office):
    entry = await office.entry()
    await office.reviewed(entry)
    assert (await attach(office, entry)).status_code == 201
    read = (await office.read(f"/entries/{entry['id']}")).json()
    assert (read["state"], read["reviewers"]) == ("draft", [])


async def test_a_file_is_taken_out_of_the_newest_version_and_older_ones_keep_it(office):
    entry = await office.entry()
    added = (await attach(office, entry)).json()
    path = f"/entries/{entry['id']}/attachments"
    gone = await office.send("DELETE", f"{path}/{added['id']}")
    assert (gone.status_code, gone.json()["version"]) == (200, 3)
    twice = await office.send("DELETE", f"{path}/{added['id']}")
    assert (twice.status_code, twice.json()["code"]) == (409, "entry_attachment_absent")
    none = await office.send("DELETE", f"{path}/{uuid4()}")
    assert (none.status_code, none.json()["code"]) == (404, "entry_attachment_not_found")
    versions = (await office.read(f"/entries/{entry['id']}/versions")).json()["items"]
    assert [len(each["attachments"]) for each in versions] == [0, 1, 0]
    assert (await office.read(f"{path}/{added['id']}/content")).content == made.PDF
    (listed,) = (await office.read(path)).json()["items"]
    assert not listed["is_of_newest"]


async def test_a_revision_of_the_words_keeps_the_files_and_a_source_does_too(office):
    path = "/entries/by-source/oa/F-1"
    entry = (await office.send("PUT", path, office.content())).json()
    await attach(office, entry)
    same = await office.send("PUT", path, office.content())
    assert same.json()["version"] == 2
    other = await office.send("PUT", path, office.content(title="新题"))
    assert (other.json()["version"], len(other.json()["attachments"])) == (3, 1)


async def test_a_file_keeps_relations_and_the_version_of_the_kind(office):
    document = await office.entry()
    related = [{"entry_id": document["id"], "relation": "interprets"}]
    entry = await office.entry(related=related)
    assert (await attach(office, entry)).status_code == 201
    read = (await office.read(f"/entries/{entry['id']}")).json()
    assert [each["entry_id"] for each in read["related"]] == [document["id"]]
    assert read["kind_version"] == 1


async def test_others_attach_nothing_and_see_no_file(office):
    entry = await office.entry()
    added = (await attach(office, entry)).json()
    other = await office.call.organ(f"他局{uuid4().hex[:8]}")
    answer = await attach(office, entry, organ_id=other["id"])
    assert (answer.status_code, answer.json()["code"]) == (404, "entry_not_found")
    path = f"/entries/{entry['id']}/attachments"
    for address in (path, f"{path}/{added['id']}/content"):
        assert (await office.read(address, organ_id=other["id"])).status_code == 404
    elsewhere = await office.entry()
    crossed = await office.read(f"/entries/{elsewhere['id']}/attachments/{added['id']}/content")
    assert (crossed.status_code, crossed.json()["code"]) == (404, "entry_attachment_not_found")
    leader = await office.send("DELETE", f"{path}/{added['id']}", role=Role.LEADER)
    assert leader.status_code == 403


@pytest.mark.parametrize("scan", ["pending", "refused"])
async def test_what_the_scanner_holds_back_is_not_published(call, app, scan):
    office = await an_office(call)
    entry = await office.entry()
    added = (await attach(office, entry)).json()
    await office.reviewed(entry)
    async with app.state.database.unit_of_work() as session:
        await session.execute(
            text("UPDATE files SET scan = :scan WHERE id = :id"),
            {"scan": scan, "id": UUID(added["id"])},
        )
    answer = await office.step(entry, "publication", role=Role.HEAD)
    assert answer.json()["code"] in {"file_pending", "file_withheld"}
    assert (await office.read(f"/entries/{entry['id']}")).json()["state"] == "approved"
