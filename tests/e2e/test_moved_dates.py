"""A holiday notice is loaded, and whoever must answer sooner is told at once, by the real parts."""

import uuid
from datetime import date, timedelta

import httpx
import pytest

from gongkai.auth.local import LocalIssuer
from gongkai.auth.principal import Role
from gongkai.calendar import base_calendar
from gongkai.time import PlatformClock
from tests.samples import person
from tests.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
CALENDAR = base_calendar()


@pytest.fixture
def post(running):
    """`post(path, body, role)`: a call that must succeed; its answer. The role `platform` is the
    administrator of the whole platform, as `gongkai token admin` makes one.
    """
    issuer = LocalIssuer.open(running.platform.identity, clock=PlatformClock(), production=False)
    tokens = {**running.run["tokens"], "platform": issuer.mint_role(Role.ADMIN, organ_id=None)}

    def call(path, body, *, role, **headers):
        response = httpx.post(
            running.gateway + path,
            json=body,
            headers={
                "Authorization": f"Bearer {tokens[role]}",
                "Idempotency-Key": str(uuid.uuid4()),
                **headers,
            },
            timeout=30,
        )
        assert response.is_success, response.text
        return response

    return call


def a_free_weekend_day(after):
    day = after + timedelta(days=1)
    while CALENDAR.is_working_day(day) or day.weekday() < 5:
        day += timedelta(days=1)
    return day


def subjects(running, number, begin):
    """To whom mails about a matter went whose subject begins so."""
    mails = [mail for mail in running.mails() if number in mail["subject"]]
    return sorted(
        address for mail in mails if mail["subject"].startswith(begin) for address in mail["to"]
    )


def test_a_day_that_is_worked_makes_a_date_earlier_and_clerk_and_head_have_an_urgent_mail(
    running, post
):
    organ = running.get("/requests/v1/me", role="clerk")["organ_id"]
    today = date.fromisoformat(
        running.rows("requests", "SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date")[0][0]
    )
    keyed_in = {
        "organ_id": organ,
        "channel": "in_person",
        "arrived_on": today.isoformat(),
        "title": "测试文件",
        "description": "测试文件一份",
        "applicant": person(7),
    }
    case = post("/requests/v1/cases", keyed_in, role="clerk").json()
    path = f"/requests/v1/cases/{case['id']}"
    version = httpx.get(running.gateway + path, headers=running.headers("clerk")).headers["ETag"]
    post(f"{path}/registration", None, role="clerk", **{"If-Match": version})
    before = running.get(path, role="clerk")
    until(lambda: subjects(running, before["receipt_number"], "新的期限"), "the first announcement")

    worked = a_free_weekend_day(today)
    notice = {
        "year": worked.year,
        "kind": "amendment",
        "title": "测试：调整上班安排",
        "source": "测试",
        "working_days": [{"on": worked.isoformat(), "name": "调休上班"}],
    }
    loaded = post("/catalog/v1/calendar-notices", notice, role="platform").json()

    def moved():
        found = running.get(path, role="clerk")
        return found if found["due_on"] < before["due_on"] else None

    after = until(moved, "the date moves earlier")
    number = after["number"]
    told = until(
        lambda: (
            (found := subjects(running, number, "【紧急】期限提前")) and len(found) > 1 and found
        ),
        "the urgent mails",
    )
    assert len(told) == len(set(told)) == 2
    assert {address.split("@")[0] for address in told} == {"clerk", "head"}
    urgent = [m for m in running.mails() if m["subject"].startswith("【紧急】期限提前")]
    [mail, *_] = [m for m in urgent if number in m["subject"]]
    old, new = (date.fromisoformat(each["due_on"]) for each in (before, after))
    assert f"到期：{new.year}年{new.month}月{new.day}日" in mail["text"]
    assert f"原到期：{old.year}年{old.month}月{old.day}日" in mail["text"]
    assert "原因：放假安排变化" in mail["text"]

    run = running.get("/requests/v1/recomputations", role="clerk")["items"][0]
    assert (run["causes"][0]["code"], run["causes"][0]["notice_id"]) == (
        "notice_loaded",
        loaded["id"],
    )
    report = running.pages(
        f"/requests/v1/recomputations/{run['id']}", role="clerk", direction="earlier"
    )
    (line,) = [item for item in report if item["matter"]["id"] == case["id"]]
    assert (line["before"], line["after"]) == (before["due_on"], after["due_on"])
