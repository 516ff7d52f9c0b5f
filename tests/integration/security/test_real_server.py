"""HTTP framing of a hostile peer, and Schemathesis, against a process of each service."""

import json
from dataclasses import dataclass

import psutil
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.depth import Deal, is_deep
from tests.integration.security.answers import undocumented_headers
from tests.integration.security.processes import api
from tests.integration.security.targets import ANY_VERSION

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 24 if is_deep() else 3
"""Of each of up to four strategies (rows that exist or not, the documented shape or another)."""
FLOOD = 50 * 1024 * 1024
CHUNK = 64 * 1024


@pytest.fixture(scope="module")
def server(target, tmp_path_factory):
    with api(target.service.name, target.environment, tmp_path_factory.mktemp("api")) as served:
        yield served
        assert served.child.running, served.child.tail()


@pytest.fixture(scope="module")
def route(target):
    """A route that takes JSON, and its caller."""
    found = next(o for o in target.operations if o.media_type == "application/json")
    request = target.request(found)
    headers = {**request.headers, **target.caller(found), "Host": "test", "Accept-Language": "en"}
    return request, headers


def head(request, headers, **more):
    lines = [f"{request.method} {request.target()} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in {**headers, **more}.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def status_of(received):
    return int(received.split(b" ", 2)[1]) if received.startswith(b"HTTP/1.1 ") else None


def problem_of(received):
    return json.loads(received.partition(b"\r\n\r\n")[2])


async def test_a_stated_flood_is_refused_without_its_body(server, route):
    request, headers = route
    received, _ = server.talk(head(request, headers, **{"Content-Length": str(FLOOD)}))
    assert problem_of(received)["code"] == "too_large"


async def test_a_chunked_flood_is_answered_before_it_ends_and_kept_nowhere(server, route):
    request, headers = route
    chunk = f"{CHUNK:x}\r\n".encode() + b" " * CHUNK + b"\r\n"
    opening = head(request, headers, **{"Transfer-Encoding": "chunked"})
    received, _ = server.talk(opening, chunk * 20)
    assert problem_of(received)["code"] == "too_large"
    process = psutil.Process(server.child.pid)
    before = process.memory_info().rss
    received, _ = server.talk(opening, (chunk for _ in range(FLOOD // CHUNK)))
    # A peer that goes on sending may lose the answer with the connection, never the server.
    assert status_of(received) in {413, None}
    assert process.memory_info().rss - before < FLOOD / 3


async def test_a_flood_of_headers_is_refused(server, route):
    request, headers = route
    for more in ({"X-Long": "a" * 200_000}, {f"X-{n}": "a" * 20 for n in range(8_000)}):
        received, _ = server.talk(head(request, headers, **more, **{"Content-Length": "0"}))
        assert status_of(received) in {400, 431}, received[:200]


async def test_ambiguous_framing_is_refused(server, route):
    request, headers = route
    body = request.body
    length = {"Content-Length": str(len(body))}
    good = head(request, headers, **length)
    for name, message in {
        "two lengths": good.replace(b"\r\nHost", b"\r\nContent-Length: 3\r\nHost"),
        "length and chunks": good.replace(b"\r\nHost", b"\r\nTransfer-Encoding: chunked\r\nHost"),
        "negative length": head(request, headers, **{"Content-Length": "-1"}),
        "length in words": head(request, headers, **{"Content-Length": "ten"}),
        "bad chunk": head(request, headers, **{"Transfer-Encoding": "chunked"}) + b"zz\r\n",
        "NUL in a header": good.replace(b"Host: test", b"Host: te\0st"),
        "no version": b"GET /nowhere\r\n\r\n",
        "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n\r\n",
        "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    }.items():
        received, _ = server.talk(message, body)
        status = status_of(received)
        assert status is None or 400 <= status < 500, (name, received[:200])
    received, _ = server.talk(good, body)
    assert status_of(received) < 500


async def test_an_upload_that_breaks_off_leaves_nothing(server, route, target):
    request, headers = route
    before = await target.footprint()
    for part in (1, len(request.body) // 2):
        message = head(request, headers, **{"Content-Length": str(len(request.body))})
        with pytest.raises(TimeoutError):
            server.talk(message, request.body[:part], timeout=0.3)
    assert await target.footprint() == before


def strategies(target, operation, described):
    """Cases of the documented shape and of others, for rows that exist and for invented ones; what
    fits best comes first.
    """
    rows = target.request(operation).path or None
    headers = {"If-Match": ANY_VERSION} if operation.is_conditional else None
    has_parts = operation.parameters or operation.media_type
    for mode in GenerationMode if has_parts else (GenerationMode.POSITIVE,):
        if rows or headers:
            yield described.as_strategy(generation_mode=mode, path_parameters=rows, headers=headers)
        yield described.as_strategy(generation_mode=mode)


async def test_schemathesis_finds_nothing(server, target):
    document = schemathesis.openapi.from_dict(target.app.openapi())
    known = {o.name: o for o in target.operations}
    wrong, deal = [], Deal(3)
    with requests.Session() as session:
        session.trust_env = False
        for found in document.get_all_operations():
            described = found.ok()
            operation = known[described.definition.raw["operationId"]]
            fitting, *others = strategies(target, operation, described)
            kind = operation.method, operation.media_type, len(others)
            for strategy in (fitting, *deal.of(others, kind)):
                try:
                    fuzz(Calls(server.url, session), target, operation, strategy)
                except Exception as error:  # noqa: BLE001 - all faults are told at once
                    wrong.append(f"{operation.name}: {told(error)}")
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong)


@dataclass(frozen=True)
class Calls:
    """Where a service is called, and the connections to it that are kept."""

    url: str
    session: requests.Session


def fuzz(calls, target, operation, strategy):
    caller = target.caller(operation)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def run(case):
        headers = {**caller, "Accept-Language": "en"}
        response = case.call(base_url=calls.url, session=calls.session, headers=headers)
        case.validate_response(response, checks=CHECKS)
        assert str(response.status_code) in operation.statuses, response.status_code
        assert not list(undocumented_headers(operation, response.status_code, response.headers))

    run()


def told(error):
    if isinstance(error, BaseExceptionGroup):
        return " | ".join(told(inner) for inner in error.exceptions)
    return str(error)[:700]
