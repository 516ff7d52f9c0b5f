"""Another organ is asked: only one that made the information too consents by silence (条例34)."""

from gongkai.calendar import base_calendar
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated

CALENDAR = base_calendar()


async def asked(desk, *, delivered=True, **more):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    sent = desk.ago(1)
    if delivered:
        more["delivered_on"] = str(sent)
    _, letter = await desk.consult(case_id, sent, party="organ", **more)
    return case_id, letter, CALENDAR.nth_working_day_after(sent, 15)


def only(case):
    (consultation,) = case["consultations"]
    return consultation


async def test_the_silence_of_a_co_author_is_consent_and_of_another_organ_is_recorded(
    desk, desk_in, office
):
    joint, _, last = await asked(desk, co_author=True)
    other, _, _ = await asked(desk)
    unknown, _, _ = await asked(desk, co_author=True, delivered=False)
    assert only(await desk.read(joint))["co_author"] is True
    assert only(await desk.read(other))["co_author"] is False
    assert only(await desk.read(joint))["silence"] is None
    async with desk_in((last - office.clock.today()).days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        consents = only(await over.read(joint))
        assert consents["silence"] == "consent"
        assert consents["silence_label"] == "逾期未提出意见，视为同意公开（条例34）"
        for case_id in (other, unknown):
            assert only(await over.read(case_id))["silence"] == "office_decides"
        # The clock stands for each of them as long: 条例33¶3 speaks of all other organs.
        dates = {(await over.read(each))["due_on"] for each in (joint, other, unknown)}
        assert len(dates) == 1
        guide = (await over.get(f"/cases/{joint}/decision-guide")).text
        assert "视为同意公开1件" in guide
        assert "视为同意公开0件" in (await over.get(f"/cases/{other}/decision-guide")).text


async def test_an_answer_is_what_it_says_and_no_silence(desk, desk_in, office):
    case_id, letter, last = await asked(desk, co_author=True)
    await desk.answer(case_id, letter, desk.today(), "objects")
    async with desk_in((last - office.clock.today()).days + 1) as over:
        answered = only(await over.read(case_id))
        assert (answered["opinion"], answered["silence"]) == ("objects", None)


async def test_a_third_party_is_no_co_author(desk):
    case_id = await desk.registered()
    body = {"party": "third_party", "party_name": "测试乙", "sent_on": desk.today()}
    refused = await desk.post(f"/cases/{case_id}/consultations", {**body, "co_author": True})
    assert refused.status_code == 422
    assert [error["code"] for error in refused.json()["errors"]] == ["co_author_is_an_organ"]


async def test_record_and_timeline_say_whether_it_is_one(desk):
    joint, _, _ = await asked(desk, co_author=True)
    other, _, _ = await asked(desk)
    for case_id, is_joint in ((joint, True), (other, False)):
        events = (await desk.get(f"/cases/{case_id}/events")).json()
        (sent,) = [event for event in events if event["type"] == "consultation_sent"]
        assert (sent["v"], sent["data"]["co_author"]) == (1, is_joint)
        timeline = (await desk.get(f"/cases/{case_id}/timeline")).text
        assert ("视为同意公开（条例第34条）" in timeline) == is_joint
