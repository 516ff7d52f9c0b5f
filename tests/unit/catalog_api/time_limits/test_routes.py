"""`POST /catalog/v1/time-limits:parse`: public, strict, and without state."""

from contextlib import asynccontextmanager

import httpx
import pytest

from catalog_api.app import PUBLIC
from catalog_api.time_limit_readings.router import router
from gongkai.http.app import create_app

pytestmark = pytest.mark.unit

URL = "/catalog/v1/time-limits:parse"


@asynccontextmanager
async def nothing_to_open(_app):
    yield


@pytest.fixture(scope="module")
async def client():
    app = create_app(
        title="time limits",
        prefix="catalog",
        routers=[router],
        lifespan=nothing_to_open,
        public=PUBLIC & {"parse_time_limits"},
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_a_cell_is_read_without_a_token_into_all_its_limits(client):
    text = "制定或获取信息之日起10个工作日内；公示7个工作日"
    answer = await client.post(URL, json={"text": text})
    assert answer.status_code == 200
    assert answer.json() == {
        "understood": True,
        "limits": [
            {
                "text": "制定或获取信息之日起10个工作日内",
                "element": None,
                "kind": "after_event",
                "event": "制定或获取信息",
                "link": "from",
                "n": 10,
                "unit": "working_day",
            },
            {
                "text": "公示7个工作日",
                "element": None,
                "kind": "posting",
                "n": 7,
                "unit": "working_day",
                "at_least": False,
            },
        ],
        "text": text,
    }


async def test_the_year_of_the_list_gives_the_day(client):
    async def due(**body):
        [limit] = (await client.post(URL, json=body)).json()["limits"]
        return limit["kind"], limit.get("due_on"), limit.get("reason")

    assert await due(text="6月底前") == ("by_date", None, None)
    assert await due(text="6月底前", year=2025) == ("by_date", "2025-06-30", None)
    assert await due(text="次年1月31日前", year=2025) == ("by_date", "2026-01-31", None)
    assert await due(text="2月29日前", year=2024) == ("by_date", "2024-02-29", None)
    assert await due(text="2月29日前", year=2025) == ("unknown", None, "no_such_day")


@pytest.mark.parametrize("text", ["及时", "定期", "6月前"])
async def test_what_has_several_readings_is_kept_and_marked(client, text):
    answer = (await client.post(URL, json={"text": text})).json()
    assert answer == {
        "understood": False,
        "limits": [{"text": text, "element": None, "kind": "unknown", "reason": "ambiguous"}],
        "text": text,
    }


@pytest.mark.parametrize("text", ["", "/", "—", "无"])
async def test_a_cell_without_a_value_has_no_limits(client, text):
    answer = (await client.post(URL, json={"text": text})).json()
    assert (answer["understood"], answer["limits"]) == (True, [])


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({}, "/body/text"),
        ({"text": None}, "/body/text"),
        ({"text": 20}, "/body/text"),
        ({"text": "年" * 501}, "/body/text"),
        ({"text": "年\u0000底"}, "/body/text"),
        ({"text": "年底前", "year": "2025"}, "/body/year"),
        ({"text": "年底前", "year": 20.5}, "/body/year"),
        ({"text": "年底前", "year": 1}, "/body/year"),
        ({"text": "年底前", "list_year": 2025}, "/body/list_year"),
    ],
)
async def test_anything_else_is_refused_with_its_place(client, body, at):
    answer = await client.post(URL, json=body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [at]


async def test_the_longest_text_is_read(client):
    answer = await client.post(URL, json={"text": "前" * 500, "year": 2025})
    assert (answer.status_code, answer.json()["understood"]) == (200, False)
