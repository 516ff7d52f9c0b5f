"""What applicants make of how they were answered: once, after the answer, counted by score."""

import asyncio
import uuid

import pytest

from gongkai.auth.principal import Role
from tests.samples import phone

WORDS = f"答复清楚，请回电{phone(3)}"


async def rate(client, receipt, score=5, *, key=None, **more):
    return await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/rating",
        json={"score": score, **more},
        headers={
            "Gongkai-Access-Code": receipt["access_code"],
            "Idempotency-Key": key or str(uuid.uuid4()),
        },
    )


async def answered(desk):
    case_id, receipt = await desk.filed()
    await desk.read(case_id)
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    await desk.replied(case_id)
    return case_id, receipt


async def counted(desk, role=Role.HEAD, organ=None, of=None):
    year = desk.today()[:4]
    answer = await desk.get(
        f"/ratings/{year}", role=role, organ=organ, organ_id=str(of or desk.organs.own)
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_answer_is_rated_once_and_counted(desk, client, organs):
    case_id, receipt = await answered(desk)
    before = await counted(desk)
    unrated = await desk.get(f"/cases/{case_id}/rating")
    assert (unrated.status_code, unrated.json()["code"]) == (404, "rating_not_found")
    key = str(uuid.uuid4())
    given = await rate(client, receipt, 4, text=WORDS, key=key)
    assert (given.status_code, given.json()) == (200, {"score": 4, "rated_on": desk.today()})
    again = await rate(client, receipt, 4, text=WORDS, key=key)
    assert (again.status_code, again.json()) == (200, given.json())
    other = await rate(client, receipt, 1)
    assert (other.status_code, other.json()["code"]) == (409, "rated_already")
    told = (await desk.get(f"/cases/{case_id}/rating")).json()
    assert (told["score"], told["text"], told["free_text_withheld"]) == (4, WORDS, False)
    seen = (
        await desk.get(f"/cases/{case_id}/rating", role=Role.SUPERVISOR, organ=organs.parent)
    ).json()
    assert (seen["score"], seen["text"], seen["free_text_withheld"]) == (4, None, True)
    after = await counted(desk)
    assert after["count"] == before["count"] + 1
    assert after["by_score"][3]["count"] == before["by_score"][3]["count"] + 1
    assert await counted(desk, Role.SUPERVISOR, organs.parent, organs.parent) == {
        **after,
        "organ_id": str(organs.parent),
    }
    events = await desk.get(f"/cases/{case_id}/events")
    assert events.json()[-1]["data"]["score"] == 4
    assert WORDS not in events.text


async def test_nothing_is_rated_before_it_is_answered(desk, client):
    _, receipt = await desk.filed()
    answer = await rate(client, receipt)
    assert (answer.status_code, answer.json()["code"]) == (409, "rating_too_early")


async def test_of_two_ratings_at_once_one_counts(desk, client):
    _, receipt = await answered(desk)
    answers = await asyncio.gather(*(rate(client, receipt, score) for score in (1, 5)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_a_wrong_code_rates_nothing(desk, client):
    _, receipt = await answered(desk)
    wrong = await rate(client, {**receipt, "access_code": "WRONG"})
    assert (wrong.status_code, wrong.json()["code"]) == (404, "application_not_found")
    assert (await rate(client, receipt)).status_code == 200


@pytest.mark.parametrize("score", [0, 6, -1, 2.5, "五", True, None, 10**30])
async def test_a_score_is_one_of_five(desk, client, score):
    _, receipt = await answered(desk)
    assert (await rate(client, receipt, score)).status_code == 422
    assert (await rate(client, receipt, 3, text="长" * 1001)).status_code == 422


async def test_another_organ_reads_no_rating(desk, client, organs):
    case_id, receipt = await answered(desk)
    await rate(client, receipt)
    foreign = await desk.get(f"/cases/{case_id}/rating", organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")
    year = desk.today()[:4]
    of_other = await desk.get(f"/ratings/{year}", organ=organs.other, organ_id=str(organs.own))
    assert (of_other.status_code, of_other.json()["code"]) == (422, "organ_unknown")
