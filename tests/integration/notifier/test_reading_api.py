"""Inbox, deadlines, reminders, deliveries and codes over HTTP."""

from datetime import datetime

import pytest

from gongkai.auth import Role
from gongkai.db import new_id
from gongkai.testing.servers import free_port
from gongkai.time import SHANGHAI

V1 = "/notifications/v1"


@pytest.fixture
async def told(office, tree):
    """Two clerks and a head; two deadlines, each announced; mails pending."""
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.hire("he", "head")
    await office.set()
    await office.sweep()
    office.deadline_id = new_id()
    await office.set("2025-10-28", rule="HOUSE-CONFIRM", number=None)
    await office.sweep()
    return office


async def test_the_inbox_shows_the_callers_own_newest_first(api, told, bearer):
    li = bearer(Role.CLERK, told.organ_id, subject="li")
    page = (await api.get(f"{V1}/inbox", params={"limit": 1}, headers=li)).json()
    (newest,) = page["items"]
    assert newest["title"] == "新的期限：未编号事项 收到申请确认期限（内部），还有9个工作日"
    assert newest["deadline_state"] == "open"
    assert newest["read_at"] is None
    rest = (
        await api.get(f"{V1}/inbox", params={"limit": 1, "cursor": page["next_cursor"]}, headers=li)
    ).json()
    assert rest["items"][0]["ref"]["number"] == "长公开〔2025〕7号"
    assert rest["next_cursor"] is None
    stranger = bearer(Role.CLERK, told.organ_id, subject="zhao")
    assert (await api.get(f"{V1}/inbox", headers=stranger)).json()["items"] == []


async def test_read_and_unread_are_the_recipients_own(api, told, bearer):
    li, wang = (bearer(Role.CLERK, told.organ_id, subject=s) for s in ("li", "wang"))
    counts = f"{V1}/inbox/counts"
    assert (await api.get(counts, headers=li)).json() == {
        "total": 2,
        "unread": 2,
        "unread_urgent": 0,
    }
    one = (await api.get(f"{V1}/inbox", headers=li)).json()["items"][0]["id"]
    read = await api.post(f"{V1}/inbox/{one}/reading", headers=li)
    again = await api.post(f"{V1}/inbox/{one}/reading", headers=li)
    assert read.json()["read_at"] == again.json()["read_at"] is not None
    assert (await api.post(f"{V1}/inbox/{one}/reading", headers=wang)).status_code == 404
    assert (await api.get(counts, headers=li)).json()["unread"] == 1
    assert len((await api.get(f"{V1}/inbox?unread=true", headers=li)).json()["items"]) == 1
    unread = await api.delete(f"{V1}/inbox/{one}/reading", headers=li)
    assert unread.json()["read_at"] is None
    assert (await api.post(f"{V1}/inbox:read-all", headers=li)).json()["unread"] == 0
    assert (await api.get(counts, headers=wang)).json()["unread"] == 2


async def test_a_machine_of_the_same_name_is_not_the_person(api, told, stand):
    token = stand.mint.issuer.mint_machine(
        client_id="li", organ_id=told.organ_id, scopes=["inbox:read"]
    )
    machine = {"Authorization": f"Bearer {token}"}
    for method, path in (("GET", ""), ("GET", "/counts"), ("POST", ":read-all")):
        refused = await api.request(method, f"{V1}/inbox{path}", headers=machine)
        assert refused.status_code == 403, path


async def test_an_entry_of_a_cleared_deadline_says_so(api, told, bearer):
    await told.clear(2)
    li = bearer(Role.CLERK, told.organ_id, subject="li")
    states = [
        e["deadline_state"] for e in (await api.get(f"{V1}/inbox", headers=li)).json()["items"]
    ]
    assert states == ["cleared", "open"]


async def test_deadlines_are_those_of_the_own_organ_most_pressing_first(api, told, bearer, tree):
    clerk = bearer(Role.CLERK, told.organ_id)
    items = (await api.get(f"{V1}/deadlines", headers=clerk)).json()["items"]
    assert [i["due_on"] for i in items] == ["2025-10-28", "2025-10-30"]
    assert items[1]["rule_label"] == "答复期限"
    for role, organ, seen in (
        (Role.CLERK, "foreign", 0),
        (Role.CLERK, "parent", 0),
        (Role.SUPERVISOR, "parent", 2),
        (Role.SUPERVISOR, "foreign", 0),
        (Role.INTEGRATOR, "parent", 2),
    ):
        caller = bearer(role, tree[organ])
        assert len((await api.get(f"{V1}/deadlines", headers=caller)).json()["items"]) == seen
        one = await api.get(f"{V1}/deadlines/{told.deadline_id}", headers=caller)
        assert one.status_code == (200 if seen else 404)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rule=DL-01", ["2025-10-30"]),
        ("due_before=2025-10-30", ["2025-10-28"]),
        ("due_before=2025-10-28", []),
        ("overdue=true", ["2025-10-28", "2025-10-30"]),  # the API's own clock is past both
        ("state=cleared", []),
        ("assignee=li", []),
    ],
)
async def test_deadlines_are_filtered(api, told, bearer, query, found):
    clerk = bearer(Role.CLERK, told.organ_id)
    answer = await api.get(f"{V1}/deadlines?{query}", headers=clerk)
    assert [i["due_on"] for i in answer.json()["items"]] == found


async def test_names_and_labels_stand_beside_ids_and_codes(api, told, bearer):
    told.deadline_id = new_id()
    await told.set("2025-11-03", assignee="li")
    clerk = bearer(Role.CLERK, told.organ_id, subject="li")
    one = (await api.get(f"{V1}/deadlines/{told.deadline_id}", headers=clerk)).json()
    assert (one["organ_name"], one["assignee"], one["assignee_name"]) == ("own", "li", "测试li")
    assert (one["state_label"], one["unit_label"]) == ("进行中", "工作日")
    (entry, _) = (await api.get(f"{V1}/inbox", headers=clerk)).json()["items"]
    assert (entry["organ_name"], entry["cause_kind_label"]) == ("own", "期限提醒")
    assert (entry["step_label"], entry["rule_label"]) == ("新的期限", "收到申请确认期限（内部）")


async def test_a_deadline_that_was_met_is_not_overdue(api, told, bearer):
    await told.clear(2)
    clerk = bearer(Role.CLERK, told.organ_id)
    for query, found in (("state=cleared", 1), ("state=cleared&overdue=true", 0)):
        answer = await api.get(f"{V1}/deadlines?{query}", headers=clerk)
        assert len(answer.json()["items"]) == found


async def test_an_hour_of_a_day_is_not_before_the_day(api, told, bearer):
    told.deadline_id = new_id()
    await told.set(due_at=datetime(2025, 10, 20, 15, tzinfo=SHANGHAI))
    clerk = bearer(Role.CLERK, told.organ_id)
    for day, found in (("2025-10-20", []), ("2025-10-21", [str(told.deadline_id)])):
        answer = await api.get(f"{V1}/deadlines?due_before={day}", headers=clerk)
        assert [item["id"] for item in answer.json()["items"]] == found


async def test_deadlines_of_one_case(api, told, bearer):
    clerk = bearer(Role.CLERK, told.organ_id)
    for ref, count in ((told.case_id, 2), (new_id(), 0)):
        answer = await api.get(f"{V1}/deadlines?ref_id={ref}", headers=clerk)
        assert len(answer.json()["items"]) == count


async def test_the_plan_of_a_deadline_is_visible_with_what_became_of_it(api, told, bearer, tree):
    await told.clear(2)
    url = f"{V1}/deadlines/{told.deadline_id}/reminders"
    items = (await api.get(url, headers=bearer(Role.CLERK, told.organ_id))).json()["items"]
    assert [(i["step"], i["state"]) for i in items][:2] == [
        ("set", "sent"),
        ("working_days_before_5", "withdrawn"),
    ]
    assert items[1]["step_label"] == "提前5个工作日提醒"
    assert (await api.get(url, headers=bearer(Role.CLERK, tree["foreign"]))).status_code == 404


async def test_deliveries_show_state_and_no_address(api, told, bearer, tree, postbox):
    await told.sender(postbox.channel(port=free_port())).run()
    head = bearer(Role.HEAD, told.organ_id)
    answer = await api.get(f"{V1}/deliveries?state=pending", headers=head)
    assert [d["attempts"] for d in answer.json()["items"]] == [1, 1, 1, 1]
    assert "@" not in answer.text
    admin = bearer(Role.ADMIN, tree["parent"])
    assert len((await api.get(f"{V1}/deliveries", headers=admin)).json()["items"]) == 4
    assert (await api.get(f"{V1}/deliveries?state=dead", headers=admin)).json()["items"] == []
    assert (
        await api.get(f"{V1}/deliveries", headers=bearer(Role.CLERK, told.organ_id))
    ).status_code == 403


async def test_anybody_gets_the_codes_and_any_caller_is_told_who_it_is(api, bearer):
    caller = bearer(Role.CLERK, new_id(), subject="li")
    codes = (await api.get(f"{V1}/codes")).json()
    assert {"code": "DL-01", "label": "答复期限"} in codes["deadline_rules"]
    assert (await api.get(f"{V1}/me", headers=caller)).json()["subject"] == "li"
    assert (await api.get(f"{V1}/me")).status_code == 401
