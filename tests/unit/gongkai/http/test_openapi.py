"""The OpenAPI document: complete for who reads it, and each thing said once."""

from typing import Annotated

import pytest
import schemathesis

from deploy.snapshots import json_lines
from gongkai.auth import Permission, Principal
from gongkai.errors import NotFound, StepNotAllowed
from gongkai.http.concurrency import ExpectedVersion, VersionIfKnown
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems, sends
from gongkai.http.paging import Page
from gongkai.http.routing import router
from gongkai.http.schemas import Day, In, LongText, Out
from gongkai.http.security import requires
from gongkai.record import RecordedEvent
from gongkai.record.router import RecordedEventOut
from tests.openapi_parts import resolved

MOST_LINES = 60
"""What a new step may add to the document that is read at every change."""
Writer = Annotated[Principal, requires(Permission.CASES_WRITE)]


class HeadOut(Out):
    """What a step answers with."""

    id: str


class StepIn(In):
    """When the step was taken, and why."""

    on: Day
    """The day on which it was taken."""
    reason: LongText
    """Why it was taken."""
    remark: LongText | None = None
    """What else the record shall say."""


class PauseIn(
    StepIn, json_schema_extra={"examples": [{"on": "2026-03-02", "reason": "样例：等待补正"}]}
):
    """When the term was paused, and why."""


class ThingNotFound(NotFound):
    """There is no such thing."""

    code = "thing_not_found"
    title_zh = "未找到"
    title_en = "No such thing"


class PartNotFound(NotFound):
    """The thing has no such part."""

    code = "part_not_found"
    title_zh = "未找到该部分"
    title_en = "No such part"


def add_step(feature, path, body):
    """One route as the features have them: a body, a version, a key, problems of its own."""

    async def step(
        thing_id: str,
        given: body,
        expected: ExpectedVersion,
        gate: OptionalIdempotencyDep,
        _p: Writer,
    ) -> HeadOut: ...

    step.__name__ = f"take_{path}"
    step.__doc__ = "Take the step."
    stated = problems(StepNotAllowed, ThingNotFound, PartNotFound)
    feature.post(f"/things/{{thing_id}}/{path}", responses=stated)(step)


def answers_of(document, path, method="post"):
    return document["paths"][f"/x/v1{path}"][method]["responses"]


def test_a_new_step_adds_less_than_a_screen_to_the_document(build):
    one, two = router(), router()
    for feature in (one, two):
        add_step(feature, "start", StepIn)
    add_step(two, "pause", PauseIn)
    before, after = (json_lines.render(build(feature).openapi()) for feature in (one, two))
    added = after.count("\n") - before.count("\n")
    assert "take_pause" in after
    assert "PauseIn" in after
    assert 0 < added < MOST_LINES


def test_problems_of_one_status_are_one_response_that_names_them(build):
    feature = router()
    add_step(feature, "start", StepIn)
    document = build(feature).openapi()
    stated = answers_of(document, "/things/{thing_id}/start")["404"]
    assert stated == {"$ref": "#/components/responses/part_not_found.thing_not_found"}
    refused = resolved(document, stated)
    assert refused["description"] == "part_not_found（未找到该部分）；thing_not_found（未找到）"
    content = refused["content"]["application/problem+json"]
    assert content["schema"]["discriminator"] == {
        "propertyName": "code",
        "mapping": {
            "part_not_found": "#/components/schemas/PartNotFoundProblem",
            "thing_not_found": "#/components/schemas/ThingNotFoundProblem",
        },
    }
    examples = {code: resolved(document, example) for code, example in content["examples"].items()}
    assert examples["thing_not_found"] == {
        "summary": "未找到 / No such thing",
        "value": {
            "type": "urn:gongkai:problem:thing_not_found",
            "title": "未找到",
            "status": 404,
            "code": "thing_not_found",
            "detail": "该内容不存在，或者您无权查看",
        },
    }


def test_joined_problems_of_one_status_are_all_told(build):
    feature = router()
    joined = problems(ThingNotFound) | problems(PartNotFound) | sends("ETag") | sends("Location")

    @feature.post("/notes", responses=joined)
    async def note_it(_p: Writer) -> HeadOut: ...

    answers = answers_of(build(feature).openapi(), "/notes")
    assert answers["404"] == {"$ref": "#/components/responses/part_not_found.thing_not_found"}
    assert set(answers["200"]["headers"]) == {"ETag", "Location"}


@pytest.mark.parametrize(
    ("status", "header"), [("412", "ETag"), ("401", "WWW-Authenticate"), ("503", "Retry-After")]
)
def test_headers_of_a_refusal_are_documented(build, status, header):
    feature = router()
    add_step(feature, "start", StepIn)
    document = build(feature).openapi()
    refused = resolved(document, answers_of(document, "/things/{thing_id}/start")[status])
    assert set(refused["headers"]) == {header, "Gongkai-Correlation-Id"}
    assert resolved(document, refused["headers"][header])["schema"] == {"type": "string"}


def test_what_is_created_has_an_address_and_for_its_maker_a_version(build):
    feature = router()

    @feature.post("/own", status_code=201)
    async def create_own(_p: Writer) -> HeadOut: ...

    @feature.post("/public", status_code=201)
    async def create_public() -> HeadOut: ...

    @feature.put("/put", status_code=201)
    async def put_it(_p: Writer) -> HeadOut: ...

    document = build(feature, public=frozenset({"create_public"})).openapi()
    assert set(answers_of(document, "/own")["201"]["headers"]) == {"ETag", "Location"}
    assert set(answers_of(document, "/public")["201"]["headers"]) == {"Location"}
    assert set(answers_of(document, "/put", "put")["201"]["headers"]) == {"ETag"}


def test_a_route_states_the_headers_that_its_shape_does_not_tell(build):
    feature = router()

    @feature.post("/notes", responses=problems(ThingNotFound) | sends("ETag"))
    async def note_it(_p: Writer) -> HeadOut: ...

    answers = answers_of(build(feature).openapi(), "/notes")
    assert answers["200"]["headers"] == {"ETag": {"$ref": "#/components/headers/ETag"}}
    assert answers["404"] == {"$ref": "#/components/responses/thing_not_found"}
    with pytest.raises(KeyError):
        sends("X-Unheard-Of")


def test_a_problem_tells_its_further_members(build):
    feature = router()
    add_step(feature, "start", StepIn)
    document = build(feature).openapi()
    schema = document["components"]["schemas"]["StepNotAllowedProblem"]
    assert schema["allOf"] == [{"$ref": "#/components/schemas/Problem"}]
    assert schema["properties"]["code"]["const"] == "step_not_allowed"
    assert schema["properties"]["allowed_steps"] == {
        "type": "array",
        "items": {"type": "string"},
        "description": "Codes of the steps that are open now.",
    }
    assert schema["properties"]["why"]["type"] == "string"
    assert schema["required"] == ["code", "allowed_steps"]


def test_a_page_is_called_by_what_it_lists(build):
    feature = router()

    @feature.get("/heads")
    async def list_heads() -> Page[HeadOut]: ...

    document = build(feature, public=frozenset({"list_heads"})).openapi()
    answer = answers_of(document, "/heads", "get")["200"]
    schema = answer["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/HeadPage"}
    assert resolved(document, schema)["description"] == Page.__doc__


class Started(RecordedEvent, json_schema_extra={"examples": [{"by": "sample"}]}):
    """Something was started."""

    TYPE = "test_started"
    LABEL = "开始"

    by: str
    """Who started it."""


def test_events_are_told_apart_by_their_type_with_the_data_of_each(build):
    feature = router()

    @feature.get("/events")
    async def list_events() -> list[RecordedEventOut]: ...

    document = build(feature, public=frozenset({"list_events"})).openapi()
    schemas = document["components"]["schemas"]
    union = schemas["RecordedEventOut"]
    assert union["discriminator"]["propertyName"] == "type"
    reference = union["discriminator"]["mapping"]["test_started"]
    assert {"$ref": reference} in union["oneOf"]
    event = schemas["StartedEvent"]
    assert event["properties"]["type"]["const"] == "test_started"
    assert event["properties"]["data"]["$ref"] == "#/components/schemas/Started"
    assert schemas["Started"]["properties"]["by"]["description"] == "Who started it."
    (example,) = union["examples"]
    assert (example["label"], example["data"]) == ("开始", {"by": "sample"})


async def test_the_document_is_openapi_31_with_our_problems(client):
    document = (await client.get("/tests/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(document).validate()
    assert "HTTPValidationError" not in document["components"]["schemas"]
    create = document["paths"]["/tests/v1/things"]["post"]
    assert create["operationId"] == "create_thing"
    assert create["security"] == [{"bearer": ["cases:write"]}]
    assert set(create["responses"]) == {
        "201",
        "400",
        "401",
        "403",
        "408",
        "409",
        "413",
        "415",
        "422",
        "431",
        "500",
        "503",
        "default",
    }
    allowed = document["components"]["examples"]["step_not_allowed"]["value"]["allowed_steps"]
    assert allowed == []
    assert create["responses"]["400"] == {
        "$ref": "#/components/responses/bad_request.malformed_json.unreadable_address"
    }
    change = document["paths"]["/tests/v1/things/{thing_id}"]["patch"]["responses"]
    assert {"412", "428"} <= set(change)
    read = document["paths"]["/tests/v1/things/{thing_id}"]["get"]["responses"]
    assert "304" in read
    public = document["paths"]["/tests/v1/things/public"]["post"]
    assert "401" not in public["responses"]
    assert public["security"] == []
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

    document = build(feature, public=frozenset({"create_new", "replace_old"})).openapi()
    new, old = document["paths"]["/x/v1/new"]["post"], document["paths"]["/x/v1/old"]["put"]
    keys = [resolved(document, operation["parameters"][0]) for operation in (new, old)]
    assert [(key["name"], key["required"]) for key in keys] == [
        ("Idempotency-Key", True),
        ("Idempotency-Key", False),
    ]
    malformed = new["responses"]["400"]["$ref"]
    assert "idempotency_key_required" in malformed
    assert "idempotency_key_invalid" in malformed
    assert "idempotency_key_reused" in old["responses"]["422"]["$ref"]
    for operation in (new, old):
        assert "Idempotent-Replayed" in operation["responses"]["200"]["headers"]


def test_a_version_is_documented_as_required_where_it_is_and_told_in_the_answer(build):
    feature = router()

    @feature.post("/change")
    async def change_it(_expected: ExpectedVersion) -> None: ...

    @feature.put("/put")
    async def put_it(_expected: VersionIfKnown) -> None: ...

    document = build(feature, public=frozenset({"change_it", "put_it"})).openapi()
    change = document["paths"]["/x/v1/change"]["post"]
    put = document["paths"]["/x/v1/put"]["put"]
    versions = [resolved(document, operation["parameters"][0]) for operation in (change, put)]
    assert [(version["name"], version["required"]) for version in versions] == [
        ("If-Match", True),
        ("If-Match", False),
    ]
    for operation in (change, put):
        assert "ETag" in operation["responses"]["200"]["headers"]
        assert "428" in operation["responses"]


class RowOut(Out, json_schema_extra={"examples": [{"read_at": None}]}):
    """A row that may be unread."""

    read_at: str | None
    """When it was read."""


class RowsOut(Out, json_schema_extra={"examples": [{"items": [{"read_at": None}], "next": None}]}):
    """A page of rows, each a part of the example."""

    items: list[RowOut]
    """The rows."""
    next: RowOut | None
    """What comes then."""


def test_examples_keep_the_members_that_are_null(build):
    feature = router()

    @feature.get("/rows")
    async def list_rows() -> RowsOut: ...

    document = build(feature, public=frozenset({"list_rows"})).openapi()
    schemas = document["components"]["schemas"]
    assert schemas["RowOut"]["examples"] == [{"read_at": None}]
    assert schemas["RowsOut"]["examples"] == [{"items": [{"read_at": None}], "next": None}]
