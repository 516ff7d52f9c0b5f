"""What every answer carries, and what is written down about it."""

import json

import httpx
import pytest
from prometheus_client import REGISTRY

from gongkai.observability.correlation import current_correlation_id

THINGS = "/tests/v1/things"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


async def test_every_answer_has_a_correlation_id_of_ours(client):
    answers = [
        await client.get("/nowhere"),
        await client.get(f"{THINGS}/%00"),
        await client.post(f"{THINGS}/public", json={"name": "a"}),
        await client.get("/health/live"),
    ]
    ids = {answer.headers["Gongkai-Correlation-Id"] for answer in answers}
    assert len(ids) == len(answers)
    assert all(len(i) == 32 for i in ids)
    assert current_correlation_id() is None


async def test_the_trace_id_of_a_well_formed_traceparent_is_taken_over(client):
    headers = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
    answer = await client.get("/nowhere", headers=headers)
    assert answer.headers["Gongkai-Correlation-Id"] == answer.json()["correlation_id"] == TRACE
    answer = await client.get("/nowhere", headers={"traceparent": "x\xff".encode("latin-1")})
    assert answer.headers["Gongkai-Correlation-Id"] != TRACE


async def test_every_answer_has_the_security_headers(client):
    for answer in (
        await client.get("/nowhere"),
        await client.post(f"{THINGS}/public", json={"name": "a"}),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_head_is_get_without_its_body(client):
    thing = f"{THINGS}/01980000-0000-7000-8000-000000000000"
    get, head = await client.get(thing), await client.head(thing)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]


async def test_the_access_line_names_the_template_and_never_the_address(client, clerk, log):
    await client.get(f"{THINGS}/01980000-0000-7000-8000-000000000000?secret=1")
    await client.get(f"{THINGS}?text=secret", headers=clerk)
    await client.get("/secret/nowhere")
    first, second, third = (line for line in log() if line.get("action") == "http.request")
    assert first["route"] == f"{THINGS}/{{thing_id}}"
    assert first["status"] == 422
    assert second["subject"] == "clerk"
    assert third["route"] == "unmatched"
    assert "secret" not in json.dumps(log())
    assert "0198" not in json.dumps([first["route"], first["event"]])


async def test_probes_are_not_logged(client, log):
    for path in ("/health/live", "/health/ready", "/metrics"):
        await client.get(path)
    assert log() == []


async def test_requests_are_counted_by_template_and_status(client):
    labels = {"method": "GET", "route": f"{THINGS}/{{thing_id}}", "status": "422"}
    before = REGISTRY.get_sample_value("gongkai_http_request_seconds_count", labels) or 0
    await client.get(f"{THINGS}/x1")
    await client.get(f"{THINGS}/x2")
    after = REGISTRY.get_sample_value("gongkai_http_request_seconds_count", labels)
    assert after == before + 2
    assert "gongkai_http_request_seconds" in (await client.get("/metrics")).text


async def test_an_unknown_method_makes_no_series_of_its_own(client):
    await client.request("BREW", "/nowhere")
    labels = {"method": "other", "route": "unmatched", "status": "404"}
    assert REGISTRY.get_sample_value("gongkai_http_request_seconds_count", labels)


async def test_even_a_refused_body_tells_a_listed_front_end_why(client):
    answer = await client.post(
        f"{THINGS}/public",
        content=b"a" * 3_000_000,
        headers={"Origin": "https://front.example", "Content-Type": "application/json"},
    )
    assert answer.status_code == 413
    assert answer.headers["access-control-allow-origin"] == "https://front.example"


async def test_a_failure_after_the_answer_has_begun_breaks_the_connection(app):
    async def begins_and_fails(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("half way")

    app.mount("/half", begins_and_fails)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        with pytest.raises(RuntimeError, match="half way"):
            await client.get("/half/way")


async def test_a_caller_that_leaves_is_no_failure(app, log):
    sent = []

    async def gone():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"{THINGS}/public",
        "query_string": b"",
        "raw_path": f"{THINGS}/public".encode(),
        "root_path": "",
        "scheme": "http",
        "headers": [(b"content-type", b"application/json"), (b"content-length", b"20")],
        "http_version": "1.1",
        "server": ("api", 80),
        "client": ("127.0.0.1", 1),
    }
    await app(scope, gone, send)
    assert sent == []
    (line,) = log()
    assert line["status"] == 499
