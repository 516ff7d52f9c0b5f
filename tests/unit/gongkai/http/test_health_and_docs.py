"""Health, metrics and the pages of the API."""

import re

import pytest

from gongkai.http.routing import router


async def test_live_depends_on_nothing(app, client):
    app.state.is_broken = True
    assert (await client.get("/health/live")).status_code == 200


async def test_ready_follows_what_is_required_and_reports_the_rest(app, client):
    assert (await client.get("/health/ready")).json() == {
        "status": "ready",
        "checks": {"database": "ok", "queue": "ok"},
    }
    app.state.is_queue_broken = True
    answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    app.state.is_broken = True
    answer = await client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "failed", "queue": "failed"}


async def test_a_draining_process_is_not_ready_but_lives_and_answers(app, client):
    app.state.drain.start()
    answer = await client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["status"] == "draining"
    assert (await client.get("/health/live")).status_code == 200
    assert (await client.post("/tests/v1/things/public", json={"name": "a"})).is_success


@pytest.mark.parametrize(
    ("status", "code", "retry_after"),
    [
        (404, "not_found", None),
        (429, "too_many_requests", "1"),
        (503, "unavailable", "2"),
        (418, "not_found", None),
    ],
)
async def test_what_the_gateway_refuses_is_a_problem_without_a_database(
    app, client, status, code, retry_after
):
    app.state.is_broken = True
    headers = {"Origin": "https://front.example", "Accept-Language": "en"}
    answer = await client.get(f"/internal/problems/{status}", headers=headers)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert answer.json()["status"] == answer.status_code
    assert answer.headers.get("retry-after") == retry_after
    assert answer.headers["access-control-allow-origin"] == "https://front.example"


async def test_docs_need_nothing_from_elsewhere(client):
    page = await client.get("/tests/docs")
    assert page.status_code == 200
    assert not re.search(r"https?://", page.text)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script>" not in page.text
    for path in re.findall(r'(?:src|href)="(/tests[^"]+)"', page.text):
        asset = await client.get(path)
        assert asset.status_code == 200, path
    assert '"/tests/openapi.json"' in (await client.get("/tests/docs/start.js")).text
    assert (await client.get("/tests/docs/assets/../../x")).status_code == 404
    assert (await client.get("/docs")).status_code == 404


def test_two_routes_of_one_name_are_refused(build):
    first, second = router(prefix="/a"), router(prefix="/b")
    for feature in (first, second):

        @feature.get("")
        async def read_it() -> None: ...

    with pytest.raises(ValueError, match="not unique"):
        build(first, second, public=frozenset({"read_it"}))
