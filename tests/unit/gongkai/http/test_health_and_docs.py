"""Health, metrics and the API documents."""

import re

import pytest

from gongkai.http.concurrency import ExpectedVersion, VersionIfKnown
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
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


async def test_the_document_is_openapi_31_with_our_problems(client):
    document = (await client.get("/tests/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert "HTTPValidationError" not in document["components"]["schemas"]
    create = document["paths"]["/tests/v1/things"]["post"]
    assert create["operationId"] == "create_thing"
    assert create["security"] == [{"bearer": ["cases:write"]}]
    assert set(create["responses"]) == {
        "201",
        "400",
        "401",
        "403",
        "409",
        "413",
        "415",
        "422",
        "431",
        "500",
        "503",
        "default",
    }
    refused = create["responses"]["409"]["content"]["application/problem+json"]
    assert refused["schema"] == {"$ref": "#/components/schemas/Problem"}
    assert refused["examples"]["step_not_allowed"]["value"]["allowed_steps"] == []
    both = create["responses"]["400"]["content"]["application/problem+json"]["examples"]
    assert set(both) == {"bad_request", "malformed_json"}
    change = document["paths"]["/tests/v1/things/{thing_id}"]["patch"]["responses"]
    assert {"412", "428"} <= set(change)
    read = document["paths"]["/tests/v1/things/{thing_id}"]["get"]["responses"]
    assert "304" in read
    public = document["paths"]["/tests/v1/things/public"]["post"]
    assert "401" not in public["responses"]
    assert "security" not in public
    assert "429" in public["responses"]
    assert "429" not in create["responses"]
    limit = document["paths"]["/tests/v1/things/import"]["post"]["x-max-body-bytes"]
    assert limit == 2_000_000


def test_an_idempotency_key_is_documented_as_required_where_it_is(build):
    feature = router()

    @feature.post("/new")
    async def create_new(_gate: IdempotencyDep) -> None: ...

    @feature.put("/old")
    async def replace_old(_gate: OptionalIdempotencyDep) -> None: ...

    paths = build(feature, public=frozenset({"create_new", "replace_old"})).openapi()["paths"]
    new, old = paths["/x/v1/new"]["post"], paths["/x/v1/old"]["put"]
    assert (new["parameters"][0]["name"], new["parameters"][0]["required"]) == (
        "Idempotency-Key",
        True,
    )
    assert not old["parameters"][0]["required"]
    malformed = new["responses"]["400"]["content"]["application/problem+json"]["examples"]
    assert {"idempotency_key_required", "idempotency_key_invalid"} <= set(malformed)
    reused = old["responses"]["422"]["content"]["application/problem+json"]["examples"]
    assert "idempotency_key_reused" in reused


def test_a_version_is_documented_as_required_where_it_is_and_told_in_the_answer(build):
    feature = router()

    @feature.post("/change")
    async def change_it(_expected: ExpectedVersion) -> None: ...

    @feature.put("/put")
    async def put_it(_expected: VersionIfKnown) -> None: ...

    paths = build(feature, public=frozenset({"change_it", "put_it"})).openapi()["paths"]
    change, put = paths["/x/v1/change"]["post"], paths["/x/v1/put"]["put"]
    assert [(p["name"], p["required"]) for p in change["parameters"]] == [("If-Match", True)]
    assert [(p["name"], p["required"]) for p in put["parameters"]] == [("If-Match", False)]
    for operation in (change, put):
        assert "ETag" in operation["responses"]["200"]["headers"]
        assert "428" in operation["responses"]


def test_two_routes_of_one_name_are_refused(build):
    first, second = router(prefix="/a"), router(prefix="/b")
    for feature in (first, second):

        @feature.get("")
        async def read_it() -> None: ...

    with pytest.raises(ValueError, match="not unique"):
        build(first, second, public=frozenset({"read_it"}))
