"""The three stateless public questions over HTTP: their exact names, and refusals with a place."""

import json
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from gongkai.http.app import create_app
from requests_api.annual_reports.router import router as annual_reports
from requests_api.codes.router import router as codes
from requests_api.tariffs.router import router as fees

FILES = Path(__file__).parents[3] / "data" / "annual-reports"


@asynccontextmanager
async def nothing_to_open(_app):
    yield


@pytest.fixture(scope="module")
async def client():
    app = create_app(
        title="questions",
        prefix="requests",
        routers=[fees, annual_reports, codes],
        lifespan=nothing_to_open,
        public=frozenset({"preview_fee", "check_annual_report", "list_codes"}),
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_a_fee_is_previewed(client):
    answer = await client.post(
        "/requests/v1/fees/preview", json={"basis": "pages", "quantity": 1500}
    )
    assert answer.status_code == 200
    body = answer.json()
    assert (body["amount"], body["currency"]) == ("54700.00", "CNY")
    assert [(s["from"], s["to"], s["unit_price"]) for s in body["steps"]] == [
        (1, 30, "0.00"),
        (31, 100, "10.00"),
        (101, 200, "20.00"),
        (201, 1500, "40.00"),
    ]


@pytest.mark.parametrize(("quantity", "place"), [(-1, "/body/quantity"), (None, "/body/quantity")])
async def test_a_quantity_that_does_not_hold_is_refused_at_its_place(client, quantity, place):
    answer = await client.post(
        "/requests/v1/fees/preview", json={"basis": "items", "quantity": quantity}
    )
    assert answer.status_code == 422
    assert [e["pointer"] for e in answer.json()["errors"]] == [place]


async def test_more_items_than_the_tariff_takes_are_told_the_bound(client):
    answer = await client.post(
        "/requests/v1/fees/preview", json={"basis": "items", "quantity": 10_001}
    )
    [error] = answer.json()["errors"]
    assert error["message"] == "不得大于 10000"


async def test_a_file_is_checked_as_it_lies(client):
    document = (FILES / "pingtan-2020.json").read_bytes()
    answer = await client.post(
        "/requests/v1/annual-reports/check",
        content=document,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 200
    assert set(answer.json()) == {
        *("violations", "checks_passed", "unread", "not_compared"),
        *("format_version", "notes", "summary"),
    }
    assert [(v["rule"], v["expected"], v["printed"]) for v in answer.json()["violations"]] == [
        ("I3", 26, 20),
        ("I3", 27, 21),
    ]


@pytest.mark.parametrize(
    "number", ['"20"', "20.5", "-1", "true", "1e400", "NaN", "Infinity", "9" * 4000, "9" * 6000]
)
async def test_a_number_that_is_none_is_refused_and_never_a_defect(client, number):
    body = f'{{"table3": [{{"key": "new", "cells": {{"natural": {number}}}}}]}}'
    answer = await client.post(
        "/requests/v1/annual-reports/check",
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code in (400, 422)
    if answer.status_code == 422:
        assert answer.json()["errors"][0]["pointer"] == "/body/table3/0/cells/natural"


async def test_the_reconsideration_of_the_text_is_refused_at_its_place(client):
    body = {"narrative": {"reconsideration": [1, 2, 3, 4, 5, 6]}}
    answer = await client.post("/requests/v1/annual-reports/check", json=body)
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["message"]) == ("/body/narrative/reconsideration", "最多 5 项")


async def check(client, body):
    answer = await client.post("/requests/v1/annual-reports/check", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_row_that_was_not_read_is_named_beside_no_violation(client):
    """A row under a key that nobody knows was dropped without a word."""
    cells = {"natural": 5, "business": 1, "research": 0, "total": 9}
    answer = await check(client, {"table3": [{"key": "New", "cells": cells}]})
    assert (answer["violations"], answer["checks_passed"]) == ([], 0)
    assert answer["unread"] == [
        {
            "pointer": "/table3/0",
            "table": 3,
            "row": "New",
            "reason": "unknown_row",
            "message": "表三“New”行不是本表的行，未读取；是否应为“new”",
        }
    ]
    assert {told["rule"] for told in answer["not_compared"]} == {f"I{n}" for n in range(1, 9)}


async def test_the_old_row_is_recognised_and_parts_are_summed(client):
    document = json.loads((FILES / "huaian-hongze-district-2023.json").read_text("utf-8"))
    document["format_version"] = "2021"
    part = {**document, "narrative": None}
    answer = await check(client, {**part, "parts": [part, part]})
    assert answer["format_version"] == "2021-oldrow"
    assert answer["notes"][0]["code"] == "old_row_recognised"
    broken = {(v["table"], v["row"], v["expected"]) for v in answer["violations"]}
    assert (3, "new", 42) in broken


async def test_categories_and_suits_of_the_text_are_compared(client):
    document = json.loads((FILES / "huaian-city-2024.json").read_text("utf-8"))
    document["narrative"] = {"other": 186, "litigation": 45}
    answer = await check(client, document)
    assert [(v["rule"], v["row"], v["printed"]) for v in answer["violations"]] == [
        ("I7", "o", 186),
        ("I7", "litigation", 45),
    ]


async def test_table_two_of_2019_is_compared_with_the_year_before(client):
    document = {
        "format_version": "2019",
        "table2": {"行政许可": ["8", "增10", "18"]},
        "previous": {"format_version": "2019", "table2": {"行政许可": ["5", "增2", "7"]}},
    }
    [violation] = (await check(client, document))["violations"]
    assert (violation["rule"], violation["expected"], violation["printed"]) == ("I6", 7, 8)


@pytest.mark.parametrize(
    "body",
    [
        b'{"table3": [{"key": "\\ud800", "cells": {"natural": 1}}]}',
        b'{"table3": [{"key": "new", "cells": {"\\ud800": 1}}]}',
        b'{"format_version": "2019", "table2": {"\\ud800": 1, "rules": ["\\udfff"]}}',
        b'{"narrative": {"\\ud800": 1, "\\u0000": 2}, "\\ud800": {}}',
        b'{"table4": {"\\u0000": 1}, "parts": [{"table2": {"\\u2028": 1}}]}',
    ],
)
async def test_a_name_that_cannot_be_written_out_is_no_defect(client, body):
    answer = await client.post(
        "/requests/v1/annual-reports/check",
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code in (200, 422)
    answer.json()


async def test_the_codes_are_shown_to_everybody(client):
    answer = await client.get("/requests/v1/codes")
    assert answer.status_code == 200
    assert {"code": "online", "label": "互联网渠道"} in answer.json()["channels"]


async def test_the_schema_says_what_the_answer_does(client):
    schemas = (await client.get("/requests/openapi.json")).json()["components"]["schemas"]
    assert "row" not in schemas["ViolationOut"]["required"]
    assert set(schemas["FeeStepOut"]["required"]) >= {"from", "to"}
    assert json.dumps(schemas["AnnualReportIn"]["if"]).count("2019") == 1
