"""What else says the same, and what is published: suggested, never decided."""

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from requests_api.suggestions.published import PublishedEntry, PublishedUnavailable
from tests.samples import person

TEXT = {"title": "测试路污水管网改造工程规划许可", "description": "2025年批准的规划许可证及附图"}
WORKS = {"title": "示例河清淤工程环境影响批复", "description": "2024年作出的批复及其附件"}
CHANGED = {**WORKS, "description": "2024年作出的批复及其附件一份"}


class FakePublished:
    """What catalog-api would answer."""

    def __init__(self):
        self.entries, self.is_down, self.asked = [], False, []

    async def find(self, text):
        self.asked.append(text)
        if self.is_down:
            raise PublishedUnavailable
        return self.entries


@pytest.fixture
def published(app):
    before, app.state.published = app.state.published, FakePublished()
    yield app.state.published
    app.state.published = before


async def suggestions(desk, case_id, **options):
    answer = await desk.get(f"/cases/{case_id}/suggestions", **options)
    assert answer.status_code == 200, answer.text
    return answer.json()


def named(items):
    return {item["case_id"]: item for item in items}


async def test_the_same_applicant_repeats_and_others_want_the_same(desk, organs, published):
    mine, other = person(31), person(32)
    first = await desk.registered(**WORKS, applicant=mine)
    near = await desk.registered(**CHANGED, applicant=mine)
    theirs = await desk.registered(**WORKS, applicant=other)
    await desk.registered(title="与此无关的年度预算", description="全文", applicant=mine)
    elsewhere = {"organ_id": str(organs.other), "organ": organs.other}
    await desk.key_in(**WORKS, applicant=mine, **elsewhere)
    await desk.key_in(**WORKS, applicant=other, **elsewhere)

    found = await suggestions(desk, first)
    assert set(named(found["duplicates"])) == {near}
    assert set(named(found["similar"])) == {theirs}
    assert found["duplicates_elsewhere"] == 1
    duplicate, similar = named(found["duplicates"])[near], named(found["similar"])[theirs]
    assert duplicate["why"] == "同一申请人，内容相近"
    assert (similar["why"], similar["score"]) == ("其他申请人，内容相同", 1.0)
    assert 0.87 < duplicate["score"] <= 1
    assert duplicate["number"] == (await desk.read(near))["number"]


async def test_the_same_document_number_is_the_same_document(desk, published):
    mine = person(33)
    reference = "测规许〔2025〕33号"
    first = await desk.registered(title="规划许可甲", applicant=mine, document_reference=reference)
    again = await desk.registered(
        title="某号文件全文", description="请邮寄", applicant=mine, document_reference=reference
    )
    (duplicate,) = (await suggestions(desk, again))["duplicates"]
    assert (duplicate["case_id"], duplicate["score"]) == (first, 1.0)
    assert duplicate["why"] == "同一申请人，文号相同"


async def test_what_is_published_is_suggested_by_its_title(desk, published):
    entry = PublishedEntry(new_id(), TEXT["title"], "示例-2025-00001")
    published.entries = [entry]
    case_id = await desk.registered(**TEXT, applicant=person(34))
    found = await suggestions(desk, case_id)
    assert found["published_available"] is True
    assert found["published"] == [
        {
            "entry_id": str(entry.entry_id),
            "title": entry.title,
            "index_number": entry.index_number,
            "score": 1.0,
        }
    ]
    assert published.asked == [TEXT["title"]]


async def test_down_means_that_the_answer_says_so_and_work_goes_on(desk, published):
    published.is_down = True
    case_id = await desk.registered(**TEXT, applicant=person(35))
    found = await suggestions(desk, case_id)
    assert (found["published"], found["published_available"]) == ([], False)
    assert found["published_why_not"]["code"] == "unavailable"
    await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"})


async def test_a_title_that_may_name_a_person_does_not_leave_the_office(desk, published):
    who = person(36)
    case_id = await desk.registered(title=f"{who['name']}的拆迁补偿材料", applicant=who)
    found = await suggestions(desk, case_id)
    assert published.asked == []
    assert found["published_why_not"]["code"] == "title_names_somebody"


async def test_without_a_search_at_catalog_api_nothing_is_suggested(desk):
    case_id = await desk.registered(**TEXT, applicant=person(37))
    found = await suggestions(desk, case_id)
    assert (found["published"], found["published_available"]) == ([], False)


async def test_who_may_ask(desk, organs, published):
    case = await desk.key_in(**TEXT, applicant=person(38))
    assert (await suggestions(desk, case["id"]))["duplicates"] == []
    foreign = await desk.get(f"/cases/{case['id']}/suggestions", organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")
    assert (await desk.get(f"/cases/{case['id']}/suggestions", role=Role.ADMIN)).status_code == 403
