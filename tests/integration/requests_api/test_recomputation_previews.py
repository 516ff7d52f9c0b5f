"""What a holiday notice would move is told before it is loaded, and is what then moves."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from gongkai.auth.principal import Role
from gongkai.calendar import Notice, base_calendar
from gongkai.db import new_id
from gongkai.reference.notices import apply_notice
from requests_api.features import KINDS
from requests_api.recomputations import preview_service
from requests_api.recomputations.models import PREVIEWS
from requests_api.recomputations.preview_service import forget_previews, work_off_previews
from requests_api.recomputations.service import recompute_outdated
from tests.feed_events import notice_event

CALENDAR = base_calendar()


@pytest.fixture
def keeper(headers):
    token = headers.mint.issuer.mint_role(Role.ADMIN, organ_id=None)
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def preview(client, keeper):
    """`await preview(notice=…, withdraws=…)`: asks; the answer."""

    async def ask(caller=None, **body):
        return await client.post(
            "/requests/v1/recomputations:preview",
            json=body,
            headers={**(caller or keeper), "Idempotency-Key": str(uuid.uuid4())},
        )

    return ask


def amendment(*, off=(), working=(), **more):
    days = (*off, *working)
    return {
        "year": days[0].year,
        "kind": "amendment",
        "title": "测试放假安排",
        "source": "测试",
        "holidays": [{"on": str(day), "name": "测试节"} for day in off],
        "working_days": [{"on": str(day), "name": "调休上班"} for day in working],
        **more,
    }


def as_event(body, notice_id, *, revision=1, withdrawn=False):
    value = Notice.from_data({**body, "id": str(notice_id)})
    return notice_event(value, revision=revision, withdrawn=withdrawn)


async def load(office, body, notice_id, **options):
    async with office.database.unit_of_work() as session:
        await apply_notice(session, as_event(body, notice_id, **options))
    await recompute_outdated(office, KINDS)


async def read(desk, run_id, **options):
    answer = await desk.get(f"/recomputations/{run_id}", limit=200, **options)
    assert answer.status_code == 200, answer.text
    return answer.json()


def lines(report):
    """What moved, without the ids of the lines and the events of the records."""
    names = ("rule", "ref", "before", "after", "direction")
    return sorted(
        (item["matter"]["id"], *(str(item[name]) for name in names)) for item in report["items"]
    )


async def everything(office):
    """All that is on record and told of matters."""
    counted = "SELECT count(*), sum(version), max(calendar_version) FROM matters"
    told = "SELECT count(*), max(revision) FROM feed_entries"
    async with office.database.read_session() as session:
        return [(await session.execute(text(statement))).all() for statement in (counted, told)]


async def test_what_is_previewed_is_what_then_moves_and_nothing_changed_before(
    desk, office, preview
):
    await recompute_outdated(office, KINDS)
    for ago in (0, 1, 4, 30):
        await desk.registered(arrived_on=str(desk.ago(ago) if ago else office.clock.today()))
    waiting = await desk.registered()
    await desk.consult(waiting, office.clock.today())
    body = amendment(off=[CALENDAR.nth_working_day_after(office.clock.today(), 3)])
    before = await everything(office)
    asked = await preview(notice=body)
    assert asked.status_code == 202, asked.text
    run = asked.json()
    assert asked.headers["location"] == f"/requests/v1/recomputations/{run['id']}"
    assert (run["state"], run["is_preview"]) == ("running", True)
    assert run["causes"][0]["code"] == "notice_previewed"
    await work_off_previews(office, KINDS)
    assert await everything(office) == before
    told = await read(desk, run["id"])
    assert (told["state"], told["failed"]) == ("done", 0)
    assert told["counts"]["later"] >= 4

    notice_id = new_id()
    await load(office, body, notice_id)
    real = (await desk.get("/recomputations")).json()["items"][0]
    assert real["causes"][0]["notice_id"] == str(notice_id)
    moved = await read(desk, real["id"])
    assert lines(moved) == lines(told)
    assert moved["counts"] == told["counts"]
    assert all(item["event_seq"] is None for item in told["items"])

    # Its withdrawal is previewed too, and moves everything back.
    back = (await preview(withdraws=str(notice_id))).json()
    await work_off_previews(office, KINDS)
    promised = await read(desk, back["id"])
    await load(office, body, notice_id, revision=2, withdrawn=True)
    returned = await read(desk, (await desk.get("/recomputations")).json()["items"][0]["id"])
    assert lines(returned) == lines(promised)
    assert promised["counts"]["earlier"] == moved["counts"]["later"]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sets(st.integers(1, 25), min_size=1, max_size=4))
async def test_any_days_off_move_what_their_preview_said(desk, office, preview, ahead):
    body = amendment(
        off=[CALENDAR.nth_working_day_after(office.clock.today(), n) for n in sorted(ahead)]
    )
    run = (await preview(notice=body)).json()
    await work_off_previews(office, KINDS)
    told, notice_id = await read(desk, run["id"]), new_id()
    await load(office, body, notice_id)
    real = (await desk.get("/recomputations")).json()["items"][0]
    assert lines(await read(desk, real["id"])) == lines(told)
    await load(office, body, notice_id, revision=2, withdrawn=True)


async def test_a_preview_goes_on_batch_by_batch_and_counts_each_matter_once(
    desk, office, preview, monkeypatch
):
    cases = {await desk.registered() for _ in range(5)}
    monkeypatch.setattr(preview_service, "BATCH", 2)
    body = amendment(off=[CALENDAR.nth_working_day_after(office.clock.today(), 5)])
    run = (await preview(notice=body)).json()
    await preview_service._batch(office, KINDS, uuid.UUID(run["id"]))
    partly = await read(desk, run["id"])
    assert (partly["state"], partly["counts"]["looked_at"]) == ("running", 2)
    await work_off_previews(office, KINDS)
    told = await read(desk, run["id"])
    assert told["state"] == "done"
    listed = [line[0] for line in lines(told) if line[0] in cases]
    assert sorted(listed) == sorted(cases)


async def test_a_preview_of_a_calendar_that_is_another_by_now_is_void(desk, office, preview):
    await desk.registered()
    today, notice_id = office.clock.today(), new_id()
    body = amendment(off=[CALENDAR.nth_working_day_after(today, 6)])
    run = (await preview(notice=body)).json()
    other = amendment(off=[CALENDAR.nth_working_day_after(today, 7)])
    await load(office, other, notice_id)
    await work_off_previews(office, KINDS)
    told = await read(desk, run["id"])
    assert (told["state"], told["items"]) == ("failed", [])
    assert told["failed_because"] == "calendar_changed"
    await load(office, other, notice_id, revision=2, withdrawn=True)


async def test_a_preview_that_was_given_up_has_failed_at_once_and_says_why(
    desk, office, preview, desk_in
):
    await desk.registered()
    body = amendment(off=[CALENDAR.nth_working_day_after(office.clock.today(), 5)])
    run = (await preview(notice=body)).json()

    class Broken:
        """Kinds that nothing can be read of."""

        def values(self):
            raise ValueError("not now")

    minutes = (0, 10, 20)
    for at in minutes:
        assert (await read(desk, run["id"]))["state"] == "running"
        async with desk_in(at / 1440) as later:
            await work_off_previews(later.office, Broken())
    told = await read(desk, run["id"])
    assert (told["state"], told["failed_because"]) == ("failed", "given_up")
    assert told["failed_because_label"] == "多次计算未能完成"
    assert told["ended_at"] is not None
    listed = (await desk.get("/recomputations", previews=True)).json()["items"]
    assert [each["state"] for each in listed if each["id"] == run["id"]] == ["failed"]

    async with office.database.unit_of_work() as session:  # an operator has it done again
        due = PREVIEWS.due(session, office.clock)
        (dead,) = [row for row in await due.dead() if str(row.run_id) == run["id"]]
        await due.redrive(dead.id)
    await work_off_previews(office, KINDS)
    again = await read(desk, run["id"])
    assert (again["state"], again.get("failed_because")) == ("done", None)
    assert again["counts"]["looked_at"] >= 1


async def test_a_preview_whose_worker_never_came_back_has_failed(desk, office, preview, desk_in):
    await desk.registered()
    body = amendment(off=[CALENDAR.nth_working_day_after(office.clock.today(), 5)])
    run = (await preview(notice=body)).json()
    for hours in (0, 1, 2):
        async with desk_in(hours / 24) as later, later.office.database.unit_of_work() as session:
            claims = await PREVIEWS.due(session, later.office.clock).claim()
            assert run["id"] in {str(claim.row.run_id) for claim in claims}
    async with desk_in(3 / 24) as later:
        await work_off_previews(later.office, KINDS)
    told = await read(desk, run["id"])
    assert (told["state"], told["failed_because"]) == ("failed", "given_up")


async def test_who_keeps_the_calendar_may_ask_and_who_reads_cases_sees_their_own(
    desk, headers, organs, office, preview
):
    own = await desk.registered()
    body = amendment(off=[CALENDAR.nth_working_day_after(office.clock.today(), 4)])
    for role in (Role.CLERK, Role.HEAD, Role.SUPERVISOR):
        refused = await preview(headers(role), notice=body)
        assert refused.status_code == 403, role
    run = (await preview(notice=body)).json()
    await work_off_previews(office, KINDS)
    listed = (await desk.get("/recomputations", previews=True)).json()["items"]
    assert listed[0]["id"] == run["id"]
    assert run["id"] not in {
        each["id"] for each in (await desk.get("/recomputations")).json()["items"]
    }
    assert own in {item["matter"]["id"] for item in (await read(desk, run["id"]))["items"]}
    foreign = await read(desk, run["id"], organ=organs.other)
    assert own not in {item["matter"]["id"] for item in foreign["items"]}
    keeps = await read(desk, run["id"], role=Role.ADMIN, organ=organs.parent)
    assert keeps["items"] == []
    assert keeps["counts"]["moved"] >= 1


async def test_what_could_not_be_loaded_is_refused_with_each_fault(desk, office, preview):
    weekday = CALENDAR.nth_working_day_after(office.clock.today(), 2)
    wrong = await preview(notice=amendment(off=[weekday], working=[weekday]))
    assert (wrong.status_code, wrong.json()["code"]) == (422, "preview_not_possible")
    assert {error["code"] for error in wrong.json()["errors"]} == {
        "notice_day_rest_and_working",
        "notice_makeup_on_weekday",
    }
    assert all(e["pointer"].startswith("/body/notice/") for e in wrong.json()["errors"])
    unknown = await preview(withdraws=str(new_id()))
    (error,) = unknown.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/body/withdraws", "calendar_notice_not_in_force")
    replaced = await preview(notice=amendment(off=[weekday], supersedes=str(new_id())))
    assert replaced.json()["errors"][0]["pointer"] == "/body/notice/supersedes"
    assert (await preview()).status_code == 422


async def test_a_second_notice_of_a_year_must_say_which_it_supersedes(desk, office, preview):
    year, first = office.clock.today().year + 2, new_id()
    annual = {
        **amendment(off=[date(year, 1, 1)]),
        "kind": "annual",
    }
    await load(office, annual, first)
    taken = await preview(notice=annual)
    assert [e["code"] for e in taken.json()["errors"]] == ["calendar_notice_year_taken"]
    assert (await preview(notice={**annual, "supersedes": str(first)})).status_code == 202
    await work_off_previews(office, KINDS)
    await load(office, annual, first, revision=2, withdrawn=True)


async def test_previews_are_forgotten_after_a_day_and_recomputations_never(
    desk, office, preview, desk_in
):
    await desk.registered()
    body = amendment(off=[CALENDAR.nth_working_day_after(office.clock.today(), 4)])
    run = (await preview(notice=body)).json()
    await work_off_previews(office, KINDS)
    real = (await desk.get("/recomputations")).json()["items"]
    async with desk_in(timedelta(hours=25) / timedelta(days=1)) as later:
        for _ in range(10):
            async with office.database.unit_of_work() as session:
                await forget_previews(session, later.office)
    assert (await desk.get(f"/recomputations/{run['id']}")).status_code == 404
    assert (await desk.get("/recomputations", previews=True)).json()["items"] == []
    assert (await desk.get("/recomputations")).json()["items"] == real
