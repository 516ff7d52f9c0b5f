"""Links: between files that the caller sees, shown by both."""

import asyncio

from gongkai.auth.principal import Role


async def links(desk, case_id, **options):
    return (await desk.get(f"/cases/{case_id}/links", **options)).json()["items"]


async def test_both_files_show_a_link_and_have_it_on_record(desk):
    first, second = await desk.registered(), await desk.registered()
    made = await desk.post(f"/cases/{first}/links", {"case_id": second, "relation": "follows"})
    assert made.status_code == 201, made.text
    (here,), (there,) = await links(desk, first), await links(desk, second)
    assert (here["relation"], here["case"]["id"]) == ("follows", second)
    assert (there["relation"], there["case"]["id"]) == ("followed_by", first)
    assert here["id"] == there["id"]
    assert there["relation_label"] == "该件是其后续"
    for case_id, other, relation in ((first, second, "follows"), (second, first, "followed_by")):
        event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
        assert (event["type"], event["data"]["case_id"]) == ("case_linked", other)
        assert event["data"]["relation"] == relation


async def test_the_same_link_twice_is_one_from_either_side(desk):
    first, second = await desk.registered(), await desk.registered()
    body = {"case_id": second, "relation": "same_information"}
    await desk.done(f"/cases/{first}/links", body)
    before = await desk.read(first), await desk.read(second)
    again = await desk.post(f"/cases/{first}/links", body)
    turned = await desk.post(
        f"/cases/{second}/links", {"case_id": first, "relation": "same_information"}
    )
    assert (again.status_code, turned.status_code) == (200, 200)
    assert (await desk.read(first), await desk.read(second)) == before
    assert len(await links(desk, first)) == 1
    await desk.done(f"/cases/{first}/links", {"case_id": second, "relation": "related"})
    assert len(await links(desk, second)) == 2, "another relation is another link"


async def test_what_the_caller_does_not_see_is_not_linked(desk, organs):
    own = await desk.registered()
    foreign = await desk.key_in(organ_id=str(organs.other), organ=organs.other)
    for other in (foreign["id"], "01890a5d-ac96-774b-bcce-b302099a8057"):
        refused = await desk.post(f"/cases/{own}/links", {"case_id": other, "relation": "related"})
        assert (refused.status_code, refused.json()["code"]) == (422, "linked_case_unknown")
    itself = await desk.post(f"/cases/{own}/links", {"case_id": own, "relation": "related"})
    assert (itself.status_code, itself.json()["code"]) == (422, "link_to_itself")
    for body in ({"case_id": foreign["id"], "relation": "twin"}, {"relation": "related"}, {}):
        assert (await desk.post(f"/cases/{own}/links", body)).status_code == 422
    missing = await desk.post(
        f"/cases/{own}/links", {"case_id": own, "relation": "related"}, organ=organs.other
    )
    assert missing.status_code in {404, 422}
    forbidden = await desk.post(
        f"/cases/{own}/links", {"case_id": foreign["id"], "relation": "related"}, role=Role.AUDITOR
    )
    assert forbidden.status_code == 403


async def test_a_file_that_is_only_overseen_is_linked_and_not_written_to(
    desk, client, headers, organs
):
    above = await desk.key_in(organ_id=str(organs.parent), organ=organs.parent)
    below = await desk.registered()
    both = headers.of(organs.parent, Role.CLERK, Role.SUPERVISOR)
    before = await desk.read(below)
    made = await client.post(
        f"/requests/v1/cases/{above['id']}/links",
        json={"case_id": below, "relation": "related"},
        headers={**both, "Idempotency-Key": f"l-{below}"},
    )
    assert made.status_code == 201, made.text
    assert await desk.read(below) == before, "its record and version are another organ's"
    (seen,) = await links(desk, below)
    assert seen["case"] is None, "the clerk below does not see the file above"
    (shown,) = await links(desk, above["id"], role=Role.SUPERVISOR, organ=organs.parent)
    assert shown["case"]["organ_name"] == "甲局"


async def test_two_who_link_the_same_two_files_at_once_make_one_link(desk):
    first, second = await desk.registered(), await desk.registered()
    made = await asyncio.gather(
        *(
            desk.post(f"/cases/{one}/links", {"case_id": other, "relation": "related"})
            for one, other in ((first, second), (second, first)) * 3
        )
    )
    assert sorted(answer.status_code for answer in made) == [200] * 5 + [201]
    assert len(await links(desk, first)) == 1
