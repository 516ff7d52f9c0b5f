"""The register: numbers by organ and year, voided ones kept, none given twice."""

from datetime import date

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from tests.feed_events import organ_event
from tests.integration.requests_api.office_desk import REPLY, waits


@pytest.fixture
async def organ(app):
    """An organ that has registered nothing yet."""
    organ_id = new_id()
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, organ_event(organ_id, None, "壬局", [organ_id]))
    return organ_id


async def test_numbers_begin_anew_with_the_year_of_registration_whatever_the_receipt(
    desk, desk_in, organ
):
    own = {"organ_id": str(organ), "organ": organ}
    this_year = desk.clock.today().year
    first = await desk.key_in(**own)
    waiting = await desk.key_in(**own)
    done = await desk.done(f"/cases/{first['id']}/registration", organ=organ)
    assert done["number"] == f"壬依申〔{this_year}〕1号"
    async with desk_in((date(this_year + 1, 1, 4) - desk.clock.today()).days) as next_year:
        next_year.etags[waiting["id"]] = desk.etags[waiting["id"]]
        late = await next_year.done(f"/cases/{waiting['id']}/registration", organ=organ)
        assert late["received_on"] == first["received_on"]
        assert late["number"] == f"壬依申〔{this_year + 1}〕1号"


async def test_a_voided_number_is_kept_and_the_case_is_registered_again(desk):
    case_id = await desk.registered()
    first = (await desk.read(case_id))["number"]
    path = f"/cases/{case_id}/registration"
    forbidden = await desk.post(f"{path}/voiding", {"reason": "登错机关"})
    assert forbidden.status_code == 403
    voided = await desk.done(f"{path}/voiding", {"reason": "登错机关"}, role=Role.HEAD)
    assert (voided["number"], voided["state"]) == (None, "received")
    other = await desk.read(await desk.registered())
    again = await desk.done(path)
    serials = [int(number.split("〕")[1].rstrip("号")) for number in (first, other["number"])]
    assert serials[1] == serials[0] + 1
    assert again["number"].endswith(f"〕{serials[1] + 1}号")
    assert again["state"] == "registered"


async def test_voiding_and_registering_again_keeps_letter_and_draft(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    _, consultation = await desk.consult(case_id, desk.ago(2))
    path = f"/cases/{case_id}/registration"
    await desk.done(f"{path}/voiding", {"reason": "登错"}, role=Role.HEAD)
    again = await desk.done(path)
    assert (again["state"], waits(again)) == ("drafted", ["consultation"])
    assert (await desk.answer(case_id, consultation, desk.today()))["state"] == "drafted"


async def test_two_organs_of_the_same_short_name_both_register_their_first_case(desk, app, organs):
    numbers = []
    for name in ("丙甲", "丙乙"):
        organ = new_id()
        async with app.state.database.unit_of_work() as session:
            await apply_organ(session, organ_event(organ, None, name, [organ]))
        case = await desk.key_in(organ_id=str(organ), organ=organ)
        done = await desk.done(f"/cases/{case['id']}/registration", organ=organ)
        numbers.append(done["number"])
    assert numbers[0] == numbers[1]
