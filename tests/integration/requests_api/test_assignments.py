"""Who can be made responsible for a case: a known, active person of its organ who handles cases."""

from datetime import timedelta

import pytest

from gongkai.auth.principal import Role
from gongkai.reference.people import apply_person
from tests.feed_events import person_event


@pytest.fixture
def told(office, organs):
    """The notifier tells of a person of the own organ, or of another."""

    async def tell(subject, *roles, organ=None, **members):
        event = person_event(subject, organs.own, *roles)
        if organ is not None:
            members["person_id"] = event.event.subject
            event = person_event(subject, organ, *roles, **members)
        elif members:
            event = person_event(subject, organs.own, *roles, **members)
        async with office.database.unit_of_work() as session:
            await apply_person(session, event)

    return tell


async def assign(desk, case_id, assignee):
    return await desk.post(f"/cases/{case_id}/assignment", {"assignee": assignee})


async def listed(desk, case_id):
    """The case in the list of cases and in the worklist."""
    number = (await desk.read(case_id))["receipt_number"]
    found = []
    for path in ("/cases", "/worklist"):
        (item,) = (await desk.get(path, number=number)).json()["items"]
        found.append(item)
    return found


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (None, "unknown_assignee"),
        ({"active": False}, "assignee_inactive"),
        ({"roles": ("leader", "admin")}, "assignee_handles_no_cases"),
        ({"elsewhere": True}, "assignee_of_another_organ"),
        ({"elsewhere": True, "active": False}, "assignee_of_another_organ"),
    ],
)
async def test_who_cannot_handle_the_case_is_not_made_responsible(desk, organs, told, person, code):
    subject = f"not-{code}-{len(person or ())}"
    if person is not None:
        organ = organs.other if person.pop("elsewhere", False) else None
        await told(subject, *person.pop("roles", ()), organ=organ, **person)
    case_id = await desk.registered()
    before = await desk.read(case_id)
    refused = await assign(desk, case_id, subject)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json()["errors"][0]["pointer"] == "/body/assignee"
    assert await desk.read(case_id) == before
    keyed = await desk.try_key_in(assignee=subject)
    assert (keyed.status_code, keyed.json()["code"]) == (422, code)


async def test_where_nobody_is_known_the_refusal_says_that_people_are_entered_first(desk):
    case_id = await desk.registered()
    refused = (await assign(desk, case_id, "nobody-yet")).json()
    assert "先登记人员" in refused["title"]
    assert "几秒钟后再试" in refused["detail"], "who was entered just now is on the way"


@pytest.mark.parametrize("reserved", ["me", "none", "applicant", "client:oa"])
async def test_what_is_nobodys_subject_is_never_responsible(desk, reserved):
    case_id = await desk.registered()
    assert (await assign(desk, case_id, reserved)).json()["code"] == "unknown_assignee"


@pytest.mark.parametrize("roles", [("clerk",), ("head",), ("leader", "clerk")])
async def test_the_responsible_person_is_named_in_file_list_and_worklist(desk, told, roles):
    subject = "-".join(("named", *roles))
    await told(subject, *roles, name="样例承办")
    case_id = await desk.registered()
    after = (await assign(desk, case_id, subject)).json()
    case, item = await desk.read(case_id), (await listed(desk, case_id))[0]
    for shown in (after, case, item):
        told_of = (shown["assignee"], shown["assignee_name"], shown["assignee_is_assignable"])
        assert told_of == (subject, "样例承办", True)
    assignee = (await listed(desk, case_id))[1]["assignee"]
    assert assignee == {"subject": subject, "name": "样例承办", "is_assignable": True}


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("left", {"active": False}),
        ("promoted", {"roles": ("leader",)}),
        ("moved", {"elsewhere": True}),
    ],
)
async def test_who_leaves_moves_or_changes_roles_keeps_the_case_and_is_marked(
    desk, organs, told, case, change
):
    await told(case)
    case_id = await desk.registered(assignee=case)
    before = await desk.read(case_id)
    organ = organs.other if change.pop("elsewhere", False) else None
    await told(case, *change.pop("roles", ()), organ=organ, revision=2, name="样例改名", **change)
    after = await desk.read(case_id)
    assert (after["assignee"], after["version"]) == (case, before["version"])
    assert (after["assignee_name"], after["assignee_is_assignable"]) == ("样例改名", False)
    assert after["deadlines"] == before["deadlines"]
    item, row = await listed(desk, case_id)
    assert (item["assignee_is_assignable"], row["assignee"]["is_assignable"]) == (False, False)


async def test_who_registers_is_responsible_although_the_notifier_knows_nothing_of_them(desk):
    case = await desk.key_in()
    assert (case["assignee"], case["assignee_name"], case["assignee_is_assignable"]) == (None,) * 3
    await desk.done(f"/cases/{case['id']}/registration", subject="newcomer")
    case = await desk.read(case["id"])
    assert (case["assignee"], case["assignee_name"]) == ("newcomer", None)
    assert case["assignee_is_assignable"] is False


async def test_a_step_that_is_not_possible_is_refused_as_that_whoever_is_named(desk):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    assert (await assign(desk, case_id, "nobody-yet")).status_code == 409
    foreign = await desk.post(
        f"/cases/{case_id}/assignment", {"assignee": "nobody-yet"}, role=Role.LEADER
    )
    assert foreign.status_code == 403


async def test_who_is_absent_is_made_responsible_with_a_warning(desk, tell):
    today = desk.clock.today()
    until = today + timedelta(days=3)
    await tell("clerk-n", "clerk", absent_from=today, absent_until=until, substitute="clerk-2")
    case_id = await desk.registered()
    found = []
    for assignee in ("clerk-n", "clerk-2"):
        answer = await desk.client.post(
            f"/requests/v1/cases/{case_id}/assignment",
            json={"assignee": assignee},
            headers={**desk.headers(Role.CLERK), "If-Match": desk.etags[case_id]},
        )
        assert answer.is_success, answer.text
        desk.etags[case_id] = answer.headers["etag"]
        found.append(answer.json()["assignee_absence"])
    assert found == [
        {
            "from": str(today),
            "until": str(until),
            "substitute": "clerk-2",
            "substitute_name": "样例clerk-2",
        },
        None,
    ]
