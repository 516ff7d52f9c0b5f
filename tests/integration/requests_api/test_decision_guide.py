"""The guided check reads the file: what it says, which decisions remain, what is missing."""

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY


async def guide(desk, case_id, **options):
    answer = await desk.get(f"/cases/{case_id}/decision-guide", **options)
    assert answer.status_code == 200, answer.text
    return {question["code"]: question for question in answer.json()["questions"]}


def option(questions, code):
    return next(
        one for q in questions.values() for one in q["decisions"] if one["decision"] == code
    )


def codes(said):
    return [one["code"] for one in said]


async def test_a_fresh_file_is_asked_the_four_questions_in_their_order(desk):
    case_id = await desk.registered()
    questions = await guide(desk, case_id)
    assert list(questions) == ["correction", "competence", "existence", "disclosure"]
    assert [q["label"] for q in questions.values()] == ["补不补", "该不该", "有没有", "给不给"]
    assert codes(questions["correction"]["facts"]) == ["correction_possible"]
    until = desk.calendar.nth_working_day_after(desk.clock.today(), 7)
    assert str(until) in questions["correction"]["facts"][0]["text"]
    unclear = option(questions, "still_unclear")
    assert (unclear["remains"], codes(unclear["against"])) == (False, ["no_correction_notice"])
    missing = option(questions, "not_found")
    assert (missing["remains"], missing["missing"]) == (True, ["search_record"])


async def test_what_is_not_registered_or_has_ended_is_decided_by_nothing(desk):
    case = await desk.key_in()
    questions = await guide(desk, case["id"])
    assert codes(option(questions, "disclosed")["against"]) == ["not_registered"]
    await desk.done(f"/cases/{case['id']}/withdrawal", {"withdrawn_on": desk.today()})
    questions = await guide(desk, case["id"])
    assert codes(option(questions, "disclosed")["against"]) == ["ended"]


async def test_a_third_party_who_objects_stands_against_disclosure_until_it_is_overridden(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    alone = option(await guide(desk, case_id), "third_party_interests")
    assert codes(alone["against"]) == ["no_third_party_consulted"]
    _, letter = await desk.consult(case_id, desk.ago(1))
    waiting = option(await guide(desk, case_id), "not_found")
    assert codes(waiting["against"]) == ["answer_awaited"]
    await desk.answer(case_id, letter, desk.today(), "objects")
    questions = await guide(desk, case_id)
    assert codes(option(questions, "disclosed")["against"]) == ["objection_stands"]
    protected = option(questions, "third_party_interests")
    (consulted,) = [p for p in protected["evidence"] if p["kind"] == "consultation"]
    assert (consulted["state"], consulted["references"]) == ("on_file", [letter])
    assert protected["missing"] == ["reason"]
    body = {"ground": "public_interest", "reason": "样例理由", "notified_on": desk.today()}
    await desk.done(f"/cases/{case_id}/consultations/{letter}/override", body, role=Role.HEAD)
    assert option(await guide(desk, case_id), "disclosed")["remains"] is True


async def test_the_present_draft_says_what_it_states(desk):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    disclosed = option(await guide(desk, case_id), "disclosed")
    assert (disclosed["is_drafted"], disclosed["missing"]) == (True, [])
    assert disclosed["evidence"][0]["state"] == "stated"


async def test_an_answer_to_the_same_applicant_on_the_same_is_named(desk):
    first = await desk.registered(title="测试指引的文件甲", description="同一文件")
    await desk.replied(first)
    number = (await desk.read(first))["number"]
    again = await desk.registered(title="测试指引的文件甲", description="同一文件")
    questions = await guide(desk, again)
    assert "answered_before" in codes(questions["competence"]["facts"])
    (prior,) = option(questions, "repeated")["evidence"]
    assert (prior["state"], prior["references"]) == ("on_file", [number])


async def test_it_is_told_in_english_and_to_no_foreign_organ(desk, client, headers, organs):
    case_id = await desk.registered()
    path = f"/requests/v1/cases/{case_id}/decision-guide"
    told = await client.get(path, headers={**headers(Role.CLERK), "Accept-Language": "en"})
    assert "search" in told.json()["questions"][2]["facts"][0]["text"]
    foreign = await desk.get(f"/cases/{case_id}/decision-guide", organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")


async def test_corrections_and_reasons_are_read_from_the_record(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    today, path = desk.today(), f"/cases/{case_id}"
    until = str(desk.calendar.nth_working_day_after(desk.clock.today(), 5))
    await desk.done(f"{path}/explanation-request", {"requested_on": today, "until": until})
    questions = await guide(desk, case_id)
    assert "explanation_asked" in codes(questions["competence"]["facts"])
    excessive = option(questions, "excessive")
    assert codes(excessive["against"]) == ["explanation_awaited"]
    (asked,) = [p for p in excessive["evidence"] if p["kind"] == "explanation_requested"]
    assert asked["state"] == "on_file"
    await desk.done(f"{path}/explanation", {"received_on": today, "reasons": "样例理由"})
    questions = await guide(desk, case_id)
    assert "explained" in codes(questions["competence"]["facts"])
    assert option(questions, "excessive")["remains"] is True
    await desk.done(f"{path}/correction-notice", {"notified_on": today, "items": ["样例补正"]})
    questions = await guide(desk, case_id)
    assert codes(questions["correction"]["facts"]) == ["correction_asked"]
    assert codes(option(questions, "still_unclear")["against"]) == ["answer_awaited"]
    await desk.done(f"{path}/correction", {"received_on": today, "description": "样例描述"})
    questions = await guide(desk, case_id)
    assert codes(questions["correction"]["facts"]) == ["corrected"]
    assert option(questions, "still_unclear")["remains"] is True
