"""The letters of a joint reply: one for each case, under a number of its own, to its applicant."""

import uuid

from gongkai.auth.principal import Role
from tests.integration.requests_api.letter_desk import text_of
from tests.integration.requests_api.test_joint_replies import DRAFT, alike, joint, outcomes, sent


async def approved(desk, number=3):
    cases = await alike(desk, number)
    await joint(desk, "draft", cases, **DRAFT)
    await joint(desk, "submit", cases)
    assert outcomes(await joint(desk, "approve", cases, role=Role.HEAD)) == ["approved"] * number
    return cases


async def letters_of(desk, case_id):
    return (await desk.get(f"/cases/{case_id}/letters")).json()["items"]


async def test_each_case_gets_a_letter_of_its_own(desk, instances):
    cases = await approved(desk)
    answer = await joint(desk, "draw-letters", cases)
    assert outcomes(answer) == ["approved"] * 3
    numbers = set()
    for case_id, result in zip(cases, answer.json()["results"], strict=True):
        (letter,) = await letters_of(desk, case_id)
        assert result["created"] == {"kind": "letter", "id": letter["id"]}
        case = await desk.read(case_id)
        assert result["version"] == case["version"]
        assert case["reply"]["document_number"] == letter["document_number"]
        text = await text_of(desk, case_id, letter)
        assert case["number"] in text
        assert DRAFT["content"] in text
        numbers.add(letter["document_number"])
    assert len(numbers) == 3
    issued = await joint(desk, "issue", cases, issued_on=desk.today())
    assert outcomes(issued) == ["replied"] * 3
    assert [result["created"] for result in issued.json()["results"]] == [None] * 3


async def test_one_that_is_refused_stops_no_other_and_a_repetition_draws_nothing_twice(
    desk, instances
):
    cases = await approved(desk, 2)
    await desk.read(cases[1])
    await desk.done(f"/cases/{cases[1]}/reply/return", {"reason": "再核"}, role=Role.HEAD)
    named = [{"id": each, "version": (await desk.read(each))["version"]} for each in cases]
    key = str(uuid.uuid4())
    first = await sent(desk, "draw-letters", named, key=key)
    assert outcomes(first) == ["approved", "letter_facts_missing"]
    assert (await sent(desk, "draw-letters", named, key=key)).json() == first.json()
    stale = await sent(desk, "draw-letters", named[:1])
    assert outcomes(stale) == ["precondition_failed"]
    assert len(await letters_of(desk, cases[0])) == 1
    assert await letters_of(desk, cases[1]) == []


async def test_cases_that_are_not_linked_or_say_otherwise_get_none(desk, instances):
    cases = await approved(desk, 2)
    other = await desk.registered()
    answer = await joint(desk, "draw-letters", [*cases, other])
    assert outcomes(answer)[2] == "cases_not_linked"
    assert await letters_of(desk, other) == []
