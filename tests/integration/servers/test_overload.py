"""Too much at once, and bodies that do not come: the real gateway before a real service."""

import http.client
import json
import socket
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from gongkai.auth.principal import Role
from gongkai.testing.servers import Traefik
from tests.integration.security.processes import api
from tests.waiting import until

GATEWAY = Path(__file__).parents[3] / "deploy" / "gateway"
APPLICATIONS = "/requests/v1/applications"
PREVIEW, CODES = "/requests/v1/clock/preview", "/requests/v1/codes"
CASES = "/requests/v1/cases"
GENEROUS = {"GONGKAI_GATEWAY_PUBLIC_AVERAGE": "1000", "GONGKAI_GATEWAY_PUBLIC_BURST": "1000"}
PATIENT = {"GONGKAI_BODY_IDLE_SECONDS": "600", "GONGKAI_BODY_SECONDS": "3600"}
BEHIND_A_PROXY = {
    "GONGKAI_GATEWAY_PROXIES": "1",
    "TRAEFIK_ENTRYPOINTS_WEB_FORWARDEDHEADERS_TRUSTEDIPS": "127.0.0.1/32",
}


@pytest.fixture(scope="module")
def database(stand):
    with stand.database("requests") as database:
        yield database


@pytest.fixture(scope="module")
def patient(stand, database, tmp_path_factory):
    """A service that waits for bodies as long as no test lasts."""
    environment = stand.environment(database, **PATIENT)
    with api("requests", environment, tmp_path_factory.mktemp("patient")) as served:
        yield served


@pytest.fixture(scope="module")
def impatient(stand, database, tmp_path_factory):
    """A service with no patience for a body that is not there."""
    environment = stand.environment(database, GONGKAI_BODY_IDLE_SECONDS="0.001")
    with api("requests", environment, tmp_path_factory.mktemp("impatient")) as served:
        yield served


@pytest.fixture
def start(tmp_path):
    """Gives a function that starts the gateway before a service."""
    started = []

    def begin(served, **env):
        urls = {f"GONGKAI_{name}_URL": served.url for name in ("REQUESTS", "CATALOG", "NOTIFIER")}
        gateway = Traefik(
            static=GATEWAY / "static.env",
            dynamic=GATEWAY / "dynamic.yml",
            env=urls | GENEROUS | env,
            log=tmp_path / "gateway.log",
        )
        gateway.start()
        started.append(gateway)
        return gateway

    yield begin
    for gateway in started:
        gateway.kill()


@pytest.fixture(scope="module")
def clerk(stand):
    return f"Bearer {stand.mint.issuer.mint_role(Role.CLERK, organ_id=uuid4())}"


def ask(port, path, *, client=None, method="GET", body=None, token=None, code=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"X-Forwarded-For": client} if client else {}
    if token:
        headers["Authorization"] = token
    if code:
        headers["Gongkai-Access-Code"] = code
    if body is not None:
        headers["Content-Type"] = "application/json"
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer, text


@contextmanager
def half_a_body(port, served=None, *, client="192.0.2.1", path=PREVIEW, token="none"):
    """A request under way: its body has begun and does not go on until the block ends.

    With `served` the block begins when the request has come through to that service.
    """
    lines = [
        f"POST {path} HTTP/1.1",
        f"Authorization: {token}",
        "Host: x",
        f"X-Forwarded-For: {client}",
        "Content-Type: application/json",
        "Content-Length: 100",
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall("\r\n".join(lines).encode() + b'\r\n\r\n{"rec')
        if served is not None:
            # Beside it the question itself is under way.
            until(lambda: "requests_in_progress 2.0" in ask(served.port, "/metrics")[1].decode())
        yield raw


def is_problem(found, status, code, *, after="1"):
    """Whether this is that problem, whole."""
    answer, text = found
    page = json.loads(text)
    told = (answer.status, page["status"], page["code"], answer.headers["Retry-After"])
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Frame-Options"] == "DENY"
    return told == (status, status, code, after)


def test_more_than_the_gateway_lets_in_is_told_to_come_again(start, patient, clerk):
    port = start(patient, GONGKAI_GATEWAY_IN_FLIGHT="1").port
    with half_a_body(port, patient, path=CASES, token=clerk):
        assert is_problem(ask(port, CASES, token=clerk), 503, "overloaded")
        # Each router has a bound of its own: the public door is not held up by the clerks.
        assert ask(port, PREVIEW, method="POST", body=b"{}")[0].status == 422
    until(lambda: ask(port, CASES, token=clerk)[0].status != 503, "its place is free again")


def test_at_the_public_door_too_much_and_too_often_are_one(start, patient):
    """There the service says 429 itself: as the bound it would be told as a 503."""
    port = start(patient, GONGKAI_GATEWAY_IN_FLIGHT="1").port
    with half_a_body(port, patient):
        preview = ask(port, PREVIEW, method="POST", body=b"{}")
        assert is_problem(preview, 429, "too_many_requests")


def test_a_client_that_has_its_share_holds_up_nobody_else(start, patient):
    port = start(patient, GONGKAI_GATEWAY_CLIENT_IN_FLIGHT="1", **BEHIND_A_PROXY).port
    preview = {"method": "POST", "body": b"{}"}
    with half_a_body(port, patient, client="192.0.2.1"):
        same = ask(port, PREVIEW, client="192.0.2.1", **preview)
        assert is_problem(same, 429, "too_many_requests")
        assert ask(port, PREVIEW, client="192.0.2.2", **preview)[0].status == 422


def test_nobody_counts_as_somebody_else_by_a_header(start, patient, clerk):
    port = start(patient, GONGKAI_GATEWAY_IN_FLIGHT="1").port
    with half_a_body(port, patient, path=CASES, token=clerk):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for host, counted in (("other", "everybody"), ("x", "somebody")):
            headers = {"Host": host, "Gongkai-Counted-As": counted, "Authorization": clerk}
            connection.request("GET", CASES, headers=headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 503
        connection.close()


def told(raw):
    """What stands at the end of a request that was never whole."""
    answer = http.client.HTTPResponse(raw)
    answer.begin()
    page = json.loads(answer.read())
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status, page["code"]


def test_a_slow_body_ends_at_the_service(impatient):
    with half_a_body(impatient.port) as raw:
        assert told(raw) == (408, "body_too_slow")
        assert raw.recv(1) == b""
    assert ask(impatient.port, CODES)[0].status == 200


def test_a_slow_body_ends_at_the_gateway_too(start, impatient):
    """It hands on what the service says as soon as it gives up reading itself."""
    read = "TRAEFIK_ENTRYPOINTS_WEB_TRANSPORT_RESPONDINGTIMEOUTS_READTIMEOUT"
    gateway = start(impatient, **{read: "3s"})
    with half_a_body(gateway.port) as raw:
        assert told(raw) == (408, "body_too_slow")
        assert raw.recv(1) == b""
    assert ask(gateway.port, CODES)[0].status == 200


def test_who_is_slowed_at_the_public_door_is_told_what_stays_open(start, patient):
    port = start(patient, GONGKAI_GATEWAY_FILING_BURST="1").port
    answers = [ask(port, APPLICATIONS, method="POST", body=b"{}") for _ in range(2)]
    assert [answer.status for answer, _ in answers] == [400, 429], "without a key, and too often"
    wrong = [ask(port, f"{APPLICATIONS}/S20260101-DOORDOOR", code="x") for _ in range(11)]
    assert [answer.status for answer, _ in wrong] == [404] * 10 + [429]
    for slowed in (answers[-1], wrong[-1]):
        assert is_problem(slowed, 429, "too_many_requests", after="6")
        told = json.loads(slowed[1])["detail"]
        assert [word for word in ("信函", "当面", "正确的查询码随时可用") if word not in told] == []
