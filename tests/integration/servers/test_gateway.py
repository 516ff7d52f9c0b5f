"""The gateway's two configuration files on a real Traefik, before an upstream that echoes."""

import http.client
import json
import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gongkai.testing.servers import Traefik
from tests.waiting import until

pytestmark = pytest.mark.integration

GATEWAY = Path(__file__).parents[3] / "deploy" / "gateway"
DYING, TAKEN = "/requests/v1/dies", []
READY, STATEMENT = "/health/ready", "/requests/v1/slow-statement"
FAILING = set()
REFUSING = {}
NAMED_PAGES = {"door": 429, "overloaded": 503}
TOKEN, CODE = "Bearer very-secret-token", "ACCESS-CODE-7Q2M"
FORGED = {
    "X-Forwarded-User": "root",
    "X-Remote-User": "root",
    "Remote-User": "root",
    "X-Auth-Request-Email": "root@gongkai.example",
    "X-User-Name": "root",
    "X-Forwarded-For": "203.0.113.7",
    "Forwarded": "for=203.0.113.7",
    "X-Roles": "admin",
}


class Echo(BaseHTTPRequestHandler):
    """Says which path and headers arrived."""

    def do_GET(self):
        if self.path in FAILING:
            self.send_response(503)
            self.send_header("Retry-After", "2")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        seen = {name.lower(): value for name, value in self.headers.items()}
        body = json.dumps({"path": self.path, "headers": seen}).encode()
        _, is_problem, page = self.path.partition("/internal/problems/")
        told = NAMED_PAGES.get(page, page) if is_problem else REFUSING.get(self.path, 200)
        self.send_response(int(told))
        self.send_header("X-Powered-By", "echo")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        """Reads the body as it is announced."""
        length = int(self.headers.get("Content-Length") or 0)
        chunked = self.headers.get("Transfer-Encoding") == "chunked"
        while chunked and (size := int(self.rfile.readline() or b"0", 16)):
            self.rfile.read(size + 2)
        self.rfile.read(length)
        if self.path == DYING:
            TAKEN.append(self.path)
            self.close_connection = True
            return
        self.do_GET()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def upstream():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def start(tmp_path, upstream):
    started = []

    def begin(**env):
        urls = {f"GONGKAI_{name}_URL": upstream for name in ("REQUESTS", "CATALOG", "NOTIFIER")}
        gateway = Traefik(
            static=GATEWAY / "static.env",
            dynamic=GATEWAY / "dynamic.yml",
            env=urls | env,
            log=tmp_path / "gateway.log",
        )
        gateway.start()
        started.append(gateway)
        return gateway

    yield begin
    FAILING.clear()
    REFUSING.clear()
    for gateway in started:
        gateway.kill()


def get(gateway, path, headers=None, *, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=10)
    connection.putrequest(method, path)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_reachable_paths_go_to_the_services_and_all_others_nowhere(start):
    gateway = start()
    reachable = [
        *("/requests/v1/cases", "/catalog/v1/organs", "/notifications/v1/inbox"),
        *("/requests/docs", "/catalog/docs/start.js", "/notifications/openapi.json"),
    ]
    closed = [
        *("/metrics", "/health/ready", "/health/live", "/ping", "/api/rawdata", "/dashboard/"),
        *("/requests/metrics", "/requests/health/ready", "/requests/v1/internal/jobs"),
        *("/requests/v1/../../metrics", "/requests/v1/%2e%2e/%2e%2e/metrics"),
        *("/requests/v1/%69nternal/jobs", "/requests/v1//internal/jobs", "/internal/jobs"),
    ]

    assert {path: get(gateway, path)[0].status for path in reachable} == dict.fromkeys(
        reachable, 200
    )
    assert {path: get(gateway, path)[0].status for path in closed} == dict.fromkeys(closed, 404)
    assert get(gateway, "/requests/v1/x/..%2f..%2fmetrics")[0].status == 400
    for path in ("/", "/docs", "/docs/"):
        answer, body = get(gateway, path)
        assert (answer.status, json.loads(body)["path"]) == (200, "/internal/start"), path
    for path in ("/requests", "/catalog/", "/notifications/v1", "/requests/v1/"):
        answer, body = get(gateway, path)
        assert (answer.status, json.loads(body)["path"]) == (200, path)


def test_headers_that_claim_an_identity_or_an_address_do_not_arrive(start):
    _, body = get(start(), "/requests/v1/cases", FORGED | {"Authorization": TOKEN})
    arrived = json.loads(body)["headers"]

    assert arrived["authorization"] == TOKEN
    assert arrived["x-forwarded-for"] == "127.0.0.1"
    assert not ({name.lower() for name in FORGED} - {"x-forwarded-for"}) & arrived.keys()


def test_a_trusted_proxys_forwarded_address_counts(start):
    gateway = start(TRAEFIK_ENTRYPOINTS_WEB_FORWARDEDHEADERS_TRUSTEDIPS="127.0.0.1/32")
    _, body = get(gateway, "/requests/v1/cases", FORGED)

    assert json.loads(body)["headers"]["x-forwarded-for"] == "203.0.113.7, 127.0.0.1"


@pytest.mark.parametrize("path", ["/requests/v1/cases", "/requests/docs", "/docs", "/metrics"])
def test_every_answer_carries_the_security_headers(start, path):
    answer, _ = get(start(), path)

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "X-Powered-By" not in answer.headers
    assert "Server" not in answer.headers


def test_a_refusal_of_the_gateway_carries_them_too(start):
    gateway = start(
        GONGKAI_GATEWAY_PUBLIC_AVERAGE="1",
        GONGKAI_GATEWAY_PUBLIC_BURST="1",
        GONGKAI_NOTIFIER_URL="http://127.0.0.1:1",
    )
    get(gateway, "/requests/v1/codes")
    paths = ["/requests/v1/codes", "/notifications/v1/inbox", "/nowhere", "/requests/v1/cases"]
    answers = [get(gateway, path)[0] for path in paths]

    assert [answer.status for answer in answers] == [429, 503, 404, 200]
    for answer in answers:
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_what_the_gateway_refuses_is_told_by_a_service_that_lives(start):
    gateway = start(
        GONGKAI_GATEWAY_PUBLIC_AVERAGE="1",
        GONGKAI_GATEWAY_PUBLIC_BURST="1",
        GONGKAI_NOTIFIER_URL="http://127.0.0.1:1",
    )
    # Until its health is asked for the first time, the dead instance counts as living.
    until(lambda: "Health check failed" in gateway.child.log.read_text("utf-8"))
    get(gateway, "/requests/v1/codes")
    origin = {"Origin": "https://portal.example", "Accept-Language": "en"}

    for path, status in {
        "/requests/v1/codes": 429,
        "/notifications/v1/inbox": 503,
        "/notifications/docs": 503,
        "/nowhere?name=x": 404,
    }.items():
        answer, body = get(gateway, path, origin)
        page = json.loads(body)
        assert (answer.status, page["path"]) == (status, f"/internal/problems/{status}")
        assert page["headers"]["origin"] == origin["Origin"]
        assert page["headers"]["accept-language"] == "en"

    repeated = [get(gateway, "/notifications/v1/inbox") for _ in range(12)]
    assert {json.loads(body)["path"] for _, body in repeated} == {"/internal/problems/503"}


def test_a_refusal_of_a_service_passes_as_it_is(start):
    REFUSING.update({"/requests/v1/cases": 404, "/requests/v1/applications/1": 503})
    gateway = start()
    for path, status in REFUSING.items():
        answer, body = get(gateway, path)
        assert (answer.status, json.loads(body)["path"]) == (status, path)


def test_one_failed_answer_of_the_only_instance_shuts_nobody_out(start):
    FAILING.add(STATEMENT)
    gateway = start()
    paths = ["/requests/v1/cases", STATEMENT, "/requests/v1/cases", "/requests/v1/applications/1"]

    assert [get(gateway, path)[0].status for path in paths] == [200, 503, 200, 200]


def test_an_instance_that_is_not_ready_says_itself_what_is_wrong(start):
    FAILING.update({READY, STATEMENT})
    gateway = start()
    # What asks about the instance fails at once, so the next request finds no ready one.
    until(lambda: "Health check failed" in gateway.child.log.read_text("utf-8"))
    answer, _ = get(gateway, STATEMENT)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    assert get(gateway, "/requests/v1/cases")[0].status == 200


def test_public_endpoints_are_limited_and_the_others_are_not(start):
    gateway = start(GONGKAI_GATEWAY_PUBLIC_AVERAGE="1", GONGKAI_GATEWAY_PUBLIC_BURST="5")

    def statuses(path):
        return [get(gateway, path)[0].status for _ in range(12)]

    assert statuses("/requests/v1/applications/GK-1").count(429) >= 4
    assert 429 in statuses("/catalog/v1/time-limits:parse")
    assert 429 in statuses("/catalog/v1/time-limits%3Aparse")
    assert 429 in statuses("/catalog/v1/time-limits%3aparse")
    assert set(statuses("/requests/v1/cases")) == {200}


def test_applications_from_one_address_are_slowed_and_their_reading_is_not(start):
    gateway = start(GONGKAI_GATEWAY_FILING_AVERAGE="1", GONGKAI_GATEWAY_FILING_BURST="3")
    path, length = "/requests/v1/applications", {"Content-Length": "0"}

    filed = [get(gateway, path, length, method="POST") for _ in range(6)]

    assert [answer.status for answer, _ in filed] == [200] * 3 + [429] * 3
    assert json.loads(filed[-1][1])["path"] == "/internal/problems/door"
    assert get(gateway, f"{path}/", length, method="POST")[0].status == 429
    withdrawal = f"{path}/GK-1/withdrawal"
    assert get(gateway, withdrawal, length, method="POST")[0].status == 200
    assert get(gateway, f"{path}/GK-1")[0].status == 200


def test_behind_a_proxy_each_client_has_a_limit_of_its_own(start):
    gateway = start(
        GONGKAI_GATEWAY_PUBLIC_AVERAGE="1",
        GONGKAI_GATEWAY_PUBLIC_BURST="2",
        GONGKAI_GATEWAY_PROXIES="1",
        TRAEFIK_ENTRYPOINTS_WEB_FORWARDEDHEADERS_TRUSTEDIPS="127.0.0.1/32",
    )
    path = "/requests/v1/applications/GK-1"

    one = [get(gateway, path, {"X-Forwarded-For": "203.0.113.1"})[0].status for _ in range(6)]
    other = get(gateway, path, {"X-Forwarded-For": "203.0.113.2"})[0].status

    assert 429 in one
    assert other == 200


def test_the_access_log_joins_a_request_and_holds_no_secret(start):
    gateway = start()
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    sent = {"Authorization": TOKEN, "Gongkai-Access-Code": CODE, "traceparent": trace}
    get(gateway, "/requests/v1/applications/GK-1", sent)
    get(gateway, "/requests/v1/cases?text=wang-xiaoming")
    gateway.stop()

    log = gateway.child.log.read_text("utf-8")
    assert trace in log
    assert TOKEN not in log
    assert CODE not in log
    assert "wang-xiaoming" not in log


def test_metrics_and_ping_answer_on_the_internal_port_alone(start):
    gateway = start()
    for path in ("/ping", "/metrics"):
        connection = http.client.HTTPConnection("127.0.0.1", gateway.internal_port, timeout=10)
        connection.request("GET", path)
        assert connection.getresponse().status == 200
        connection.close()
        assert get(gateway, path)[0].status == 404


def test_what_a_client_breaks_is_not_the_services_failure(start):
    """Broken chunks and uploads that end in the middle: the instance stays in the pool."""
    gateway = start()
    for broken in BROKEN_UPLOADS:
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", gateway.port), timeout=10) as raw:
                raw.sendall(broken)
                raw.settimeout(2)
                with suppress(OSError):
                    raw.recv(1024)
        assert 0.0 not in instances_up(gateway, "requests-ready"), broken
        assert get(gateway, "/requests/v1/cases")[0].status == 200


HEAD = b"POST /requests/v1/clock/preview HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
BROKEN_UPLOADS = (
    HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    HEAD + b"Content-Length: 100\r\n\r\nabc",
)


def instances_up(gateway, service):
    """Whether the gateway takes each instance of a service for usable, by its own figures."""
    connection = http.client.HTTPConnection("127.0.0.1", gateway.internal_port, timeout=10)
    connection.request("GET", "/metrics")
    figures = connection.getresponse().read().decode()
    connection.close()
    lines = [line for line in figures.splitlines() if line.startswith("traefik_service_server_up")]
    return [float(line.rpartition(" ")[2]) for line in lines if f'"{service}@file"' in line]


def test_an_instance_that_is_gone_costs_nobody_an_answer(start, upstream):
    """Before its next look at it the gateway sends what it has not sent yet to another one."""
    leaving = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=leaving.serve_forever, daemon=True)
    thread.start()
    both = f"{upstream},http://127.0.0.1:{leaving.server_port}"
    gateway = start(GONGKAI_REQUESTS_URL=both)
    assert {get(gateway, "/requests/v1/cases")[0].status for _ in range(4)} == {200}
    leaving.shutdown()
    leaving.server_close()
    thread.join()
    assert [get(gateway, "/requests/v1/cases")[0].status for _ in range(20)] == [200] * 20


def test_what_an_instance_has_taken_is_never_sent_again(start, upstream):
    gateway = start(GONGKAI_REQUESTS_URL=f"{upstream},{upstream}")
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=10)
    connection.request("POST", DYING, body=b"{}", headers={"Content-Type": "application/json"})
    assert connection.getresponse().status == 503
    connection.close()
    assert TAKEN == [DYING]
