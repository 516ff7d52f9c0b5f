"""Applications that another system knows too: entered once, repeated freely, never moved by it."""

import asyncio

import pytest

from gongkai.auth.principal import Permission, Role
from tests.samples import person

ROOT = "/requests/v1/cases"


@pytest.fixture
def told(client, headers, organs, desk):
    """Tell of an application as its source does."""

    async def tell(external_id, *, caller=None, source="oa", **changes):
        body = {
            "organ_id": str(organs.own),
            "channel": "registered_post",
            "arrived_on": desk.today(),
            "title": "来源系统的申请",
            "description": "2025年测试文件一份",
            "applicant": person(),
            **changes,
        }
        caller = caller or headers.machine(organs.own, Permission.CASES_WRITE)
        path = f"{ROOT}/by-source/{source}/{external_id}"
        return await client.put(path, json=body, headers=caller)

    return tell


async def test_the_same_again_finds_the_same_case(told, desk):
    first = await told("same")
    assert (first.status_code, first.json()["outcome"]) == (201, "created")
    again = await told("same")
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    assert again.json()["id"] == first.json()["id"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (again.json()["differs"], again.json()["external_id"]) == ([], "same")
    assert len((await desk.get(f"/cases/{first.json()['id']}/events")).json()) == 1


async def test_what_the_office_has_is_named_and_never_changed(told, desk):
    case = (await told("kept", arrived_on=str(desk.ago(3)))).json()
    await desk.read(case["id"])
    await desk.done(f"/cases/{case['id']}/registration")
    await desk.done(f"/cases/{case['id']}/assignment", {"assignee": "clerk-2"})
    before = await desk.read(case["id"])
    other = {**person(), "name": "测试丁"}
    kept = await told(
        "kept",
        arrived_on=desk.today(),
        confirmed_on=desk.today(),
        title="改了的名称",
        description=None,
        assignee="clerk-3",
        applicant=other,
    )
    assert (kept.status_code, kept.json()["outcome"]) == (200, "kept")
    assert kept.json()["differs"] == [
        "applicant",
        "arrived_on",
        "assignee",
        "confirmed_on",
        "description",
        "title",
    ]
    assert await desk.read(case["id"]) == before
    # What it does not say, it does not contradict.
    said = await told("kept", arrived_on=before["arrived_on"])
    assert (said.json()["outcome"], said.json()["version"]) == ("unchanged", before["version"])


async def test_twins_enter_one_case(told):
    answers = await asyncio.gather(*(told("twins") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_an_id_belongs_to_its_source_and_organ(told, organs, headers):
    one = (await told("shared")).json()["id"]
    assert (await told("shared", source="mail")).json()["id"] != one
    elsewhere = headers.machine(organs.other, Permission.CASES_WRITE)
    other = await told("shared", caller=elsewhere, organ_id=str(organs.other))
    assert (other.status_code, other.json()["outcome"]) == (201, "created")


async def test_nobody_enters_for_a_foreign_organ_or_learns_of_its_cases(told, organs, headers):
    await told("foreign")
    for caller in (
        headers.machine(organs.other, Permission.CASES_WRITE),
        headers(Role.CLERK, organs.other),
        headers(Role.CLERK, organs.parent),
    ):
        answer = await told("foreign", caller=caller)
        assert (answer.status_code, answer.json()["code"]) == (403, "organ_foreign")
        assert "case_id" not in answer.json()
    reader = headers.machine(organs.own, Permission.CASES_READ)
    assert (await told("foreign", caller=reader)).status_code == 403


async def test_what_keying_in_refuses_is_refused_here(told, desk):
    for changes, code in (
        ({"arrived_on": desk.tomorrow()}, "date_out_of_order"),
        ({"assignee": "nobody"}, "unknown_assignee"),
        ({"organ_id": "00000000-0000-7000-8000-000000000009"}, "organ_unknown"),
        ({"title": "电话13800000001"}, "unprocessable"),
    ):
        answer = await told("refused", **changes)
        assert (answer.status_code, answer.json()["code"]) == (422, code), changes
    numbered = await told("13800000001")
    assert numbered.status_code == 422
    assert numbered.json()["errors"][0]["pointer"] == "/path/external_id"


async def test_an_entered_id_cannot_be_keyed_in_twice_at_once(desk, told):
    keyed = {"source": "oa", "external_id": "both"}
    answers = await asyncio.gather(desk.try_key_in(**keyed), desk.try_key_in(**keyed))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert (await told("both", title="测试文件")).json()["outcome"] == "unchanged"
