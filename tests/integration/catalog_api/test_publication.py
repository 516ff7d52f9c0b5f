"""The gate: nothing is public that people of every level have not agreed to, in this very version;
not by a step, and not by a statement of the application's own role.
"""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from catalog_api.entries.steps import REVIEW_LEVELS
from catalog_api.entry_reviews.kinds import LEVELS
from catalog_api.publications.index_numbers import IndexPattern, index_patterns, pattern_of
from gongkai.auth.principal import Role
from gongkai.contracts import EntryPublished, EntryWithdrawn
from tests.integration.catalog_api.offices import agreed, an_office, define

CODES = iter(["11370812004339255B", "113325000026455663", "91110000600037341L"])
ALL = (Role.CLERK, Role.HEAD, Role.LEADER)


@pytest.fixture
async def office(call):
    """An organ without a code: enough for all but publishing."""
    return await an_office(call)


@pytest.fixture(scope="module")
async def coded(call):
    """An organ with a code, by which index numbers begin."""
    return await an_office(call, code=next(CODES))


async def test_an_entry_goes_through_three_people_and_is_published_with_a_number(coded):
    entry = await coded.entry(document_number="示罚〔2026〕1号")
    head = await coded.done(entry, "submission")
    assert (head["state"], head["event_seq"]) == ("in_review", 2)
    for role, state in zip(ALL, ("in_review", "in_review", "approved"), strict=True):
        head = await coded.done(entry, "reviews", agreed(), role=role)
        assert head["state"] == state
        assert head["created"]["kind"] == "review"
    published = await coded.done(entry, "publication", role=Role.HEAD)
    assert (published["state"], published["published_version"]) == ("published", 1)
    assert published["index_number"].startswith("11370812004339255B/2026-0")
    assert published["number"] == published["index_number"]
    read = (await coded.read(f"/entries/{entry['id']}")).json()
    assert [each["level"] for each in read["reviewers"]] == [1, 2, 3]
    assert len({each["reviewer"] for each in read["reviewers"]}) == 3
    reviews = (await coded.read(f"/entries/{entry['id']}/reviews")).json()["items"]
    assert [each["level_label"] for each in reviews] == [level.label for level in LEVELS]
    assert {each["digest"] for each in reviews} == {entry["digest"]}
    assert {(each["title"], each["document_number"]) for each in reviews} == {
        ("示例处罚决定书", "示罚〔2026〕1号")
    }
    verified = await coded.read(f"/entries/{entry['id']}/events/verification")
    assert (verified.json()["valid"], verified.json()["length"]) == (True, 6)


async def test_what_is_not_agreed_to_on_every_level_is_not_published_and_says_so(office):
    entry = await office.entry()
    for roles, missing in (((), 3), (ALL[:1], 2), (ALL[1:2], 1)):
        if not roles:
            answer = await office.step(entry, "publication", role=Role.HEAD)
            assert (answer.status_code, answer.json()["code"]) == (409, "review_incomplete")
            await office.done(entry, "submission")
        for role in roles:
            await office.done(entry, "reviews", agreed(), role=role)
        answer = await office.step(entry, "publication", role=Role.HEAD)
        assert (answer.status_code, answer.json()["code"]) == (409, "review_incomplete")
        assert answer.json()["missing_levels"] == missing


async def test_nobody_agrees_twice_and_each_level_is_given_by_its_roles(office):
    entry = await office.entry()
    await office.done(entry, "submission")
    early = await office.step(entry, "reviews", agreed(), role=Role.LEADER)
    assert (early.status_code, early.json()["code"]) == (403, "review_of_other_level")
    await office.done(entry, "reviews", agreed(), role=Role.HEAD)
    twice = await office.step(entry, "reviews", agreed(), role=Role.HEAD)
    assert (twice.status_code, twice.json()["code"]) == (403, "reviewer_repeats")
    clerk = await office.step(entry, "reviews", agreed())
    assert (clerk.status_code, clerk.json()["code"]) == (403, "review_of_other_level")
    refused = (await office.read(f"/entries/{entry['id']}/refusals")).json()
    assert [each["code"] for each in refused] == [
        *("review_of_other_level", "reviewer_repeats", "review_of_other_level")
    ]
    machine = office.call._mint.issuer.mint_machine(
        client_id="oa", scopes=["entries:review", "entries:read"], organ_id=UUID(office.organ_id)
    )
    sent = {"Authorization": f"Bearer {machine}", "If-Match": '"v3"'}
    answer = await office.call._client.post(
        f"/catalog/v1/entries/{entry['id']}/reviews", json=agreed(), headers=sent
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "entry_of_other_organ")


async def test_a_new_version_is_reviewed_anew(office):
    entry = await office.entry()
    await office.reviewed(entry)
    revised = await office.step(entry, "revision", office.content(title="改后"))
    assert (revised.json()["state"], revised.json()["reviewers"]) == ("draft", [])
    answer = await office.step(entry, "publication", role=Role.HEAD)
    assert answer.json()["code"] == "review_incomplete"
    await office.reviewed(entry)
    assert len((await office.read(f"/entries/{entry['id']}/reviews")).json()["items"]) == 6


@pytest.mark.parametrize("conclusion", ["not_public", "unclear"])
async def test_what_is_not_agreed_to_goes_back_and_may_be_agreed_to_later(office, conclusion):
    entry = await office.entry()
    await office.done(entry, "submission")
    await office.done(entry, "reviews", agreed())
    back = await office.done(entry, "reviews", agreed(conclusion), role=Role.HEAD)
    assert back["state"] == "returned"
    late = await office.step(entry, "reviews", agreed(), role=Role.HEAD)
    assert (late.status_code, late.json()["code"]) == (409, "entry_step_not_allowed")
    await office.done(entry, "submission")
    for role in ALL[1:]:
        head = await office.done(entry, "reviews", agreed("partly_public"), role=role)
    assert head["state"] == "approved"


async def test_a_check_that_failed_stands_against_agreement(office):
    entry = await office.entry()
    await office.done(entry, "submission")
    failed = {"checks": [{"code": "secrecy", "passed": False, "note": "示例"}]}
    answer = await office.step(entry, "reviews", agreed(**failed))
    assert (answer.status_code, answer.json()["code"]) == (422, "review_check_failed")
    back = await office.done(entry, "reviews", agreed("not_public", **failed))
    assert back["state"] == "returned"
    (told,) = (await office.read(f"/entries/{entry['id']}/reviews")).json()["items"]
    assert told["checks"] == [{"code": "secrecy", "label": "保密", "passed": False, "note": "示例"}]


async def test_an_entry_without_anything_to_read_is_not_handed_in(office):
    code = f"bare_{uuid4().hex[:10]}"
    title = {"type": "object", "properties": {"note": {"title": "说明", "type": "string"}}}
    await define(office.call, code, schema=title, local_demands=[])
    entry = await office.entry(kind=code, elements={})
    answer = await office.step(entry, "submission")
    assert (answer.status_code, answer.json()["why"]) == (409, "entry_empty")


async def test_an_organ_without_a_code_publishes_nothing_and_no_code_is_invented(office):
    entry = await office.entry()
    await office.reviewed(entry)
    answer = await office.step(entry, "publication", role=Role.HEAD)
    assert (answer.status_code, answer.json()["code"]) == (409, "index_number_needs_code")
    assert (await office.read(f"/entries/{entry['id']}")).json()["state"] == "approved"


async def test_numbers_have_no_gaps_also_where_a_publication_fails(coded, together):
    entries = [await coded.entry(formed_on="2024-03-01") for _ in range(3)]
    for entry in entries:
        await coded.reviewed(entry)
    stale = await coded.send(
        "POST", f"/entries/{entries[0]['id']}/publication", role=Role.HEAD, version=1
    )
    assert stale.status_code == 412
    heads = await together(*(coded.done(e, "publication", role=Role.HEAD) for e in entries))
    numbers = sorted(head["index_number"] for head in heads)
    assert numbers == [f"11370812004339255B/2024-{n:05}" for n in (1, 2, 3)]


async def test_what_is_withdrawn_stays_so_with_its_number_and_reason(coded, app):
    published = await coded.published()
    bare = await coded.step(published, "withdrawal", {}, role=Role.HEAD)
    assert bare.status_code == 422
    gone = await coded.done(published, "withdrawal", {"reason": "示例理由"}, role=Role.HEAD)
    assert (gone["state"], gone["published_version"]) == ("withdrawn", None)
    assert gone["index_number"] == published["index_number"]
    assert gone["available_actions"] == []
    for path, body in (("publication", None), ("revision", coded.content(title="又"))):
        answer = await coded.step(published, path, body, role=Role.HEAD)
        assert (answer.status_code, answer.json()["code"]) == (409, "entry_step_not_allowed")
    async with app.state.database.read_session() as session:
        kept = await session.scalar(
            text("SELECT reason FROM entry_withdrawals WHERE entry_id = :id"),
            {"id": UUID(published["id"])},
        )
    assert kept == "示例理由"


async def test_a_source_does_not_change_what_is_published(coded):
    path = "/entries/by-source/oa/P-1"
    entry = (await coded.send("PUT", path, coded.content())).json()
    await coded.reviewed(entry)
    await coded.done(entry, "publication", role=Role.HEAD)
    same = await coded.send("PUT", path, coded.content())
    assert (same.status_code, same.json()["state"]) == (200, "published")
    changed = await coded.send("PUT", path, coded.content(title="另题"))
    assert (changed.status_code, changed.json()["code"]) == (409, "entry_step_not_allowed")


async def test_the_feed_tells_of_public_entries_by_ids_and_of_internal_ones_nothing(coded):
    code = f"inner_{uuid4().hex[:10]}"
    await define(coded.call, code, defaults={"channels": [], "audience": "internal"})
    _, cursor = await coded.call.changes(stream="entries")
    inner = await coded.published(kind=code, title="内部样例")
    shown = await coded.published(title="公开样例")
    events, cursor = await coded.call.changes(cursor, stream="entries")
    assert [(e["type"], e["subject"]) for e in events] == [(EntryPublished.TYPE, shown["id"])]
    assert events[0]["data"]["index_number"] == shown["index_number"]
    assert "样例" not in str(events)
    for entry in (inner, shown):
        await coded.done(entry, "withdrawal", {"reason": "示例理由"}, role=Role.HEAD)
    events, _ = await coded.call.changes(cursor, stream="entries")
    assert [(e["type"], e["subject"]) for e in events] == [(EntryWithdrawn.TYPE, shown["id"])]


FORGED = """
INSERT INTO entry_reviews (id, entry_id, content_version, digest, level, conclusion, basis,
    opinion, checks, reviewer, reviewed_at)
VALUES (gen_random_uuid(), :id, 1, :digest, :level, :conclusion, 'x', NULL, '[]', :who, now())
"""
PUBLISH = """
UPDATE entries SET state = 'published', published_version = 1, published_at = now(),
    index_number = coalesce(index_number, :number) WHERE id = :id
"""


async def _as_application(app, *statements):
    """What the application's role does in one transaction."""
    async with app.state.database.unit_of_work() as session:
        for statement, values in statements:
            await session.execute(text(statement), values)


async def test_no_statement_of_the_application_publishes_what_nobody_reviewed(office, app):
    entry = await office.entry()
    at = {"id": UUID(entry["id"])}
    publish = (PUBLISH, at | {"number": uuid4().hex})

    def review(level, who, *, digest=entry["digest"], conclusion="public"):
        told = {"level": level, "who": who, "digest": digest, "conclusion": conclusion}
        return FORGED, at | told

    two = (review(1, "a"), review(2, "b"))
    for before in (
        (),
        (review(1, "a"),),
        two,
        (*two, review(3, "c", digest="other")),
        (*two, review(3, "c", conclusion="not_public")),
        (*two, review(4, "c")),
    ):
        with pytest.raises(DBAPIError, match="has not been agreed to"):
            await _as_application(app, *before, publish)
    for before in ((*two, review(3, "b")), (*two, review(2, "c"))):
        with pytest.raises(DBAPIError, match="uq_entry_reviews"):
            await _as_application(app, *before, publish)
    assert (await office.read(f"/entries/{entry['id']}")).json()["state"] == "draft"


async def test_what_is_published_is_changed_by_no_statement_of_the_application(coded, app):
    published = await coded.published()
    gone = await coded.published()
    await coded.done(gone, "withdrawal", {"reason": "示例理由"}, role=Role.HEAD)
    for statement, match in {
        "UPDATE entries SET index_number = 'x' WHERE id = :id": "stand",
        "UPDATE entries SET organ_id = gen_random_uuid() WHERE id = :id": "stand",
        "UPDATE entries SET published_version = 2 WHERE id = :id": "agreed",
        "UPDATE entries SET state = 'withdrawn' WHERE id = :id": "ck_entries_published_state",
        "DELETE FROM entries WHERE id = :id": "permission denied",
        "UPDATE entry_versions SET content = '{}' WHERE entry_id = :id": "permission denied",
        "UPDATE entry_reviews SET conclusion = 'public' WHERE entry_id = :id": "permission denied",
        "DELETE FROM entry_reviews WHERE entry_id = :id": "permission denied",
        "UPDATE entry_withdrawals SET reason = 'x' WHERE entry_id = :id": "permission denied",
        "ALTER TABLE entries DISABLE TRIGGER entries_reviewed": "must be owner",
        "CREATE OR REPLACE FUNCTION entry_review_levels(organ uuid) RETURNS integer"
        " LANGUAGE sql RETURN 0": "permission denied|must be owner",
    }.items():
        with pytest.raises(DBAPIError, match=match):
            await _as_application(app, (statement, {"id": UUID(published["id"])}))
    with pytest.raises(DBAPIError, match="withdrawal stand"):
        await _as_application(app, (PUBLISH, {"id": UUID(gone["id"]), "number": "x"}))


def test_as_many_levels_ship_as_steps_and_database_count():
    assert len(LEVELS) == REVIEW_LEVELS == 3


def test_an_index_number_is_written_by_the_pattern_of_the_place():
    assert pattern_of("341502") == pattern_of(None) == index_patterns()[-1]
    code = "11370812004339255B"
    national = pattern_of(None).written(code=code, year=2020, serial=22849)
    assert national == "11370812004339255B/2020-22849"
    other = IndexPattern("35", "{code9}/{year}-{serial:5}")
    assert other.written(code=code, year=2025, serial=16) == "004339255/2025-00016"
    assert not IndexPattern("", "示{year}-{serial}").needs_code
