"""Who is absent and who stands in: stated, on record, told to others, minded by reminders."""

from datetime import date, timedelta

import pytest

from gongkai.auth import Role
from gongkai.time import PlatformClock

URL = "/notifications/v1/people"


@pytest.fixture
def admin(bearer, tree):
    return bearer(Role.ADMIN, tree["parent"])


@pytest.fixture
def today():
    return PlatformClock().today()


@pytest.fixture
def put(api, admin):
    """States an absence of a person at a version."""

    async def call(subject, version, *, headers=admin, **body):
        given = {} if version is None else {"If-Match": f'"v{version}"'}
        return await api.put(f"{URL}/{subject}/absence", json=body, headers={**headers, **given})

    return call


@pytest.fixture
def enter(api, admin, tree):
    async def call(subject, organ="own", *roles):
        body = {"name": f"样例{subject}", "roles": roles or ["clerk"]}
        body |= {"organ_id": str(tree[organ])}
        answer = await api.put(f"{URL}/{subject}", json=body, headers=admin)
        assert answer.is_success, answer.text

    return call


def days(today, first, last):
    return {"from": str(today + timedelta(first)), "until": str(today + timedelta(last))}


async def test_an_absence_is_shown_recorded_and_told(api, bearer, tree, admin, put, enter, today):
    await enter("chen")
    await enter("deng")
    stated = days(today, 0, 4)
    answer = await put("chen", 1, **stated, substitute="deng")
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == '"v2"'
    shown = stated | {"substitute": "deng", "substitute_name": "样*****"}
    assert answer.json()["absence"] == shown
    assert (await api.get(f"{URL}/chen", headers=admin)).json()["absence"] == shown
    events = (await api.get(f"{URL}/chen/events", headers=admin)).json()
    assert events[1]["type"] == "absence_stated"
    expected = {"absent_from": stated["from"], "absent_until": stated["until"]}
    assert events[1]["data"] == expected | {"substitute": "deng"}
    reader = bearer(Role.CLERK, tree["own"])
    found = await api.get(f"{URL}:assignable", headers=reader)
    chen = next(person for person in found.json()["items"] if person["subject"] == "chen")
    assert (chen["absent_until"], chen["substitute"]) == (stated["until"], "deng")
    assert chen["substitute_name"] == "样例deng"


async def test_an_absence_to_come_is_not_yet_one(api, bearer, tree, put, enter, today):
    await enter("chen")
    assert (await put("chen", 1, **days(today, 3, 4))).is_success
    found = await api.get(f"{URL}:assignable", headers=bearer(Role.CLERK, tree["own"]))
    (chen,) = found.json()["items"]
    assert (chen["absent_until"], chen["substitute"]) == (None, None)


async def test_it_needs_the_version_and_saying_it_again_needs_none(put, enter, today):
    await enter("chen")
    stated = days(today, 0, 4)
    assert (await put("chen", None, **stated)).status_code == 428
    assert (await put("chen", 9, **stated)).status_code == 412
    assert (await put("chen", 1, **stated)).status_code == 200
    again = await put("chen", None, **stated)
    assert (again.status_code, again.headers["etag"]) == (200, '"v2"')


async def test_an_absence_is_lifted(api, admin, put, enter, today):
    await enter("chen")
    await put("chen", 1, **days(today, 0, 4))
    path = f"{URL}/chen/absence"
    assert (await api.delete(path, headers=admin)).status_code == 428
    lifted = await api.delete(path, headers={**admin, "If-Match": '"v2"'})
    assert (lifted.status_code, lifted.json()["absence"]) == (200, None)
    again = await api.delete(path, headers={**admin, "If-Match": '"v3"'})
    assert again.headers["etag"] == '"v3"', "nothing changed"
    events = (await api.get(f"{URL}/chen/events", headers=admin)).json()
    assert events[-1]["type"] == "absence_lifted"


@pytest.mark.parametrize(
    ("first", "last", "substitute", "code", "pointer"),
    [
        (4, 0, None, "absence_reversed", "/body/until"),
        (-4, -1, None, "absence_over", "/body/until"),
        (0, 4, "chen", "substitute_unsuitable", "/body/substitute"),
        (0, 4, "nobody", "substitute_unsuitable", "/body/substitute"),
        (0, 4, "boss", "substitute_unsuitable", "/body/substitute"),
        (0, 4, "left", "substitute_unsuitable", "/body/substitute"),
    ],
)
async def test_what_cannot_be_an_absence_is_refused(
    api, admin, put, enter, today, first, last, substitute, code, pointer
):
    await enter("chen")
    await enter("boss", "parent")
    await enter("left")
    await api.post(f"{URL}/left/deactivation", headers={**admin, "If-Match": '"v1"'})
    answer = await put("chen", 1, **days(today, first, last), substitute=substitute)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("body", [{}, {"from": "2026-02-30", "until": 7}, {"since": "2026-02-02"}])
async def test_bad_input_is_refused_by_its_place(put, enter, body):
    await enter("chen")
    answer = await put("chen", 1, **body)
    assert answer.status_code == 422
    places = {error["pointer"] for error in answer.json()["errors"]}
    assert {"/body/from", "/body/until"} <= places


async def test_only_administrators_of_the_organ_state_absences(bearer, tree, put, enter, today):
    await enter("chen")
    stated = days(today, 0, 4)
    for role in (Role.CLERK, Role.HEAD, Role.SUPERVISOR):
        refused = await put("chen", 1, headers=bearer(role, tree["own"]), **stated)
        assert refused.status_code == 403
    foreign = await put("chen", 1, headers=bearer(Role.ADMIN, tree["foreign"]), **stated)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "person_not_found")


async def test_reminders_of_who_is_absent_go_to_who_stands_in(office):
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.hire("he", "head")
    await office.leave("li", "2025-10-27", "2025-10-31", "wang")
    await office.set("2025-10-30", assignee="li")
    await office.sweep("2025-10-15T11:00")
    await office.sweep("2025-10-28T10:00")
    told = await office.told()
    assert ("set", "li") in told, "the absence has not begun"
    later = [subject for step, subject in told if step != "set"]
    assert "li" not in later
    assert "wang" in later


async def test_an_absence_that_is_over_sends_nothing_elsewhere(office):
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.leave("li", "2025-10-16", "2025-10-17", "wang")
    await office.set("2025-10-30", assignee="li")
    await office.sweep("2025-10-28T10:00")
    assert {subject for _, subject in await office.told()} == {"li"}


async def test_days_are_days_in_shanghai(office):
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.leave("li", "2025-10-16", "2025-10-16", "wang")
    office.now_is("2025-10-16T00:30")
    await office.set("2025-10-30", assignee="li")
    await office.sweep()
    assert {subject for _, subject in await office.told()} == {"wang"}
    assert office.clock.today() == date(2025, 10, 16)
