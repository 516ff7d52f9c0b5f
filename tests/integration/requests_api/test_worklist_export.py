"""The worklist as a file: masked as the list, guarded, streamed, or made by a job."""

import asyncio
import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from gongkai.auth.principal import Role
from gongkai.jobs.running import run_jobs
from gongkai.jobs.worker import RESULT_KEPT, forget_jobs
from gongkai.tables.cells import unguarded
from gongkai.time import PlatformClock
from requests_api.worklist import router
from requests_api.worklist.export_service import MOST_AT_ONCE
from requests_api.worklist.job_service import KIND, export_kind
from requests_api.worklist.presenter import HEADING
from tests.integration.requests_api.office_desk import SECRETS

PATH = "/worklist:export"


def rows_of(answer):
    """The rows below the heading, by its words."""
    if answer.headers["content-type"].startswith("text/csv"):
        assert answer.content.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    else:
        sheet = load_workbook(io.BytesIO(answer.content)).active
        lines = [[cell.value or "" for cell in line] for line in sheet.iter_rows()]
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert lines[0] == HEADING
    return [dict(zip(HEADING, line, strict=True)) for line in lines[1:]]


async def export_into(sent, app, headers):
    """Gather what the application sends for the received cases, message by message."""
    path = f"/requests/v1{PATH}"
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"state=received",
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("test", 80),
    }
    left = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        return left.pop() if left else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)


@pytest.fixture(scope="module", autouse=True)
async def cases(desk):
    for title in ("=HYPERLINK(1)", "+86", "-1", "@a", "'=b", "普通名称"):
        await desk.registered(title=title)
    for n in range(520):
        await desk.key_in(title=f"导出样例第{n}件")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_the_file_has_what_the_list_has_and_no_formula(desk, kind):
    answer = await desk.get(PATH, format=kind, state="registered")
    assert answer.status_code == 200, answer.text
    rows = rows_of(answer)
    listed = (await desk.get("/worklist", state="registered", limit=200)).json()["items"]
    assert [row["登记编号"] for row in rows] == [item["number"] for item in listed]
    assert [unguarded(row["信息名称"]) for row in rows] == [item["title"] for item in listed]
    assert all(row["信息名称"][0] not in "=+-@\t\r" for row in rows)
    assert {row["申请人"] for row in rows} == {listed[0]["applicant_name"]}
    assert not any(secret in str(rows) for secret in SECRETS)
    assert "attachment" in answer.headers["content-disposition"]


async def test_every_page_is_in_it_once_in_the_order_of_the_list(desk):
    rows = rows_of(await desk.get(PATH, state="received"))
    numbers = [row["回执编号"] for row in rows]
    assert len(numbers) == len(set(numbers)) == 520


async def test_nobody_exports_more_than_they_see(desk, headers, organs):
    assert rows_of(await desk.get(PATH, organ=organs.other)) == []
    above = rows_of(await desk.get(PATH, role=Role.SUPERVISOR, organ=organs.parent, text="普通"))
    assert [row["信息名称"] for row in above] == ["普通名称"]
    refused = await desk.client.get(f"/requests/v1{PATH}", headers=headers(Role.ADMIN))
    assert refused.status_code == 403
    unknown = await desk.get(PATH, format="pdf")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unprocessable")


async def test_a_stream_that_breaks_ends_without_its_end(desk, app, office, headers):
    last = rows_of(await desk.get(PATH, state="received"))[-1]["回执编号"]
    change = text("UPDATE matters SET waiting_for = CAST(:said AS jsonb) WHERE receipt_number = :n")
    async with office.database.unit_of_work() as session:
        await session.execute(change, {"said": '[{"code": "no such wait"}]', "n": last})
    try:
        sent = []
        with pytest.raises(ValueError, match="no such wait"):
            await export_into(sent, app, headers(Role.HEAD))
        assert sent[-1]["more_body"], "whoever reads sees that the end is missing"
    finally:
        async with office.database.unit_of_work() as session:
            await session.execute(change, {"said": "[]", "n": last})
    assert len(rows_of(await desk.get(PATH, state="received"))) == 520


async def test_what_is_too_long_a_job_makes_for_its_owner_and_a_day(
    desk, app, office, headers, monkeypatch
):
    monkeypatch.setitem(router.MOST_AT_ONCE, "csv", 500)  # a bound, not a part: rows cost minutes
    answer = await desk.get(PATH, state="received", text="导出样例")
    assert answer.status_code == 202, answer.text
    location = answer.headers["location"]
    again = await desk.get(PATH, state="received", text="导出样例")
    assert again.headers["location"] == location
    async with office.database.read_session() as session:
        kept = await session.scalar(
            text("SELECT arguments::text FROM jobs WHERE kind = :k"), {"k": KIND}
        )
    assert "导出样例" not in kept

    work = export_kind(office, app.state.files, app.state.signer).work
    await run_jobs(office.database, office.clock, {KIND: work})
    mine = desk.headers(Role.CLERK)
    job = (await desk.client.get(location, headers=mine)).json()
    assert (job["state"], job["result"]) == ("done", {"rows": 520})
    assert job["content"] == f"{location}/content"
    stranger = headers(Role.CLERK, subject="clerk-3")
    assert (await desk.client.get(job["content"], headers=stranger)).status_code == 404
    content = await desk.client.get(job["content"], headers=mine)
    assert len(rows_of(content)) == 520

    later = PlatformClock(office.clock.offset + RESULT_KEPT + timedelta(minutes=1))
    await forget_jobs(office.database, later, app.state.files)
    gone = await desk.client.get(job["content"], headers=mine)
    assert (gone.status_code, gone.json()["code"]) == (410, "job_file_expired")
    assert (await desk.client.get(location, headers=mine)).json()["content"] is None


def test_the_bounds_are_those_of_the_contract():
    assert MOST_AT_ONCE == {"csv": 100_000, "xlsx": 50_000}
