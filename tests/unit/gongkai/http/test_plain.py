"""A plain route answers every request as the framework would have answered it."""

from typing import Annotated
from uuid import UUID

import httpx
import pytest
from fastapi import Body, Depends, Header, Request
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.responses import Response

from gongkai.auth import Permission, Principal
from gongkai.errors import Conflict
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.routing import router
from gongkai.http.security import requires

ID = "018f3a5e-7c00-7000-8000-000000000001"
Reader = Annotated[Principal, requires(Permission.CASES_READ)]
asked = []


async def _where(request: Request, thing_id: UUID) -> str:
    asked.append(thing_id)
    return request.url.path


Where = Annotated[str, Depends(_where)]


async def _twice(where: Where, reader: Reader) -> str:
    return f"{where} {reader.subject}"


plain = router(prefix="/plain")


@plain.get("/{thing_id}")
async def read_plain(
    thing_id: UUID,
    where: Where,
    twice: Annotated[str, Depends(_twice)],
    if_none_match: Annotated[IfNoneMatch, Header()] = None,
) -> Response:
    if thing_id.int == 0:
        raise Conflict("不可", "No")
    if thing_id.int == 1:
        raise ValueError("110101199003070016")
    return not_modified(if_none_match, 3) or Response(
        f"{thing_id} {where} {twice}", headers={"ETag": etag(3)}
    )


@plain.post("/{thing_id}/act")
async def act_plainly(thing_id: UUID, reader: Reader, expected: ExpectedVersion) -> Response:
    expected.check(3)
    return Response(f"{thing_id} {reader.subject}")


@pytest.fixture
def both(build, app):
    """One application whose routes are plain, and one whose routes are the framework's."""
    applications = []
    for is_plain in (True, False):
        built = build(plain)
        built.state.token_verifier = app.state.token_verifier
        for route in built.routes:
            if not is_plain and hasattr(route, "framework"):
                assert route.app is not route.framework
                route.app = route.framework
        applications.append(built)
    return applications


async def told(app, method, path, headers, body):
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as http:
        answer = await http.request(method, f"/x/v1/plain{path}", headers=headers, content=body)
    kept = {k: v for k, v in answer.headers.items() if k != "gongkai-correlation-id"}
    number = answer.headers["gongkai-correlation-id"]
    return answer.status_code, kept, answer.text.replace(number, "…")


TOKENS = ["Bearer clerk", "Bearer admin", "Bearer other", "Basic clerk", ""]
PATHS = [f"/{ID}", f"/{ID.upper()}", "/none", f"/{UUID(int=0)}", f"/{UUID(int=1)}", "/%00", "/ä"]
TAGS = ['"v3"', 'W/"v3"', '"v2", "v3"', "*", "v3", ""]


@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "DELETE"]),
    path=st.sampled_from(PATHS) | st.text("0123456789abcdef-{}", max_size=40).map("/{}".format),
    is_act=st.booleans(),
    query=st.sampled_from(["", "?x=1", "?thing_id=2"]),
    token=st.sampled_from(TOKENS),
    tag=st.none() | st.sampled_from(TAGS),
    body=st.sampled_from([b"", b"{}", b"null", b'{"a": 1}']),
)
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example("GET", f"/{ID}", False, "", "Bearer clerk", '"v3"', b"")
@example("GET", "/none", False, "", "Bearer clerk", None, b"{}")
async def test_both_ways_answer_alike(both, method, path, is_act, query, token, tag, body):
    headers = {"Authorization": token} if token else {}
    if tag is not None:
        headers |= {"If-None-Match": tag, "If-Match": tag}
    address = path + ("/act" if is_act else "") + query
    ours, theirs = [await told(app, method, address, headers, body) for app in both]
    assert ours == theirs


async def test_a_dependency_is_asked_once_for_each_request(both):
    asked.clear()
    await told(both[0], "GET", f"/{ID}", {"Authorization": "Bearer clerk"}, b"")
    assert asked == [UUID(ID)]


async def _told_of_body(body: Annotated[dict[str, int], Body()]) -> int:
    return len(body)


def test_what_needs_the_framework_is_left_to_it(build):
    others = router(prefix="/others")

    @others.get("/query")
    async def by_query(number: int = 1) -> Response:
        return Response(str(number))

    @others.post("/body")
    async def by_body(number: Annotated[int, Depends(_told_of_body)]) -> Response:
        return Response(str(number))

    @others.get("/number")
    async def by_number(number: Annotated[int | None, Header()] = None) -> Response:
        return Response(str(number))

    @others.get("/thread")
    def in_a_thread() -> Response:
        return Response("")

    @others.get("/model")
    async def as_a_model() -> dict[str, str]:
        return {}

    @others.get("/plain")
    async def plainly() -> Response:
        return Response("")

    names = {"by_query", "by_body", "by_number", "in_a_thread", "as_a_model", "plainly"}
    routes = [r for r in build(others, public=frozenset(names)).routes if hasattr(r, "framework")]
    assert [route.name for route in routes if route.app is not route.framework] == ["plainly"]
