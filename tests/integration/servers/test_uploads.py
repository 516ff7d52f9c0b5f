"""Files through the real gateway to a real service, and what keeps their door from being abused."""

import asyncio
import http.client
import json
import os
import socket
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from gongkai.db import Database, new_id
from gongkai.reference.organs import apply_organ
from gongkai.testing.servers import Traefik
from requests_api.attachments.service import APPLICANTS_FILE
from tests.feed_events import organ_event
from tests.integration.security.processes import api
from tests.samples import person

pytestmark = pytest.mark.integration
GATEWAY = Path(__file__).parents[3] / "deploy" / "gateway"
APPLICATIONS = "/requests/v1/applications"
CONTENT = b"%PDF-1.7\n" + os.urandom(6 * 1024 * 1024)
ORGAN = new_id()


@pytest.fixture(scope="module")
def database(stand):
    with stand.database("requests") as database:
        asyncio.run(_with_an_organ(database))
        yield database


async def _with_an_organ(database):
    opened = Database(database.app_url, application_name="uploads", pool_size=2)
    async with opened.unit_of_work() as session:
        await apply_organ(session, organ_event(ORGAN, None, "样例局", [ORGAN]))
    await opened.dispose()


@pytest.fixture(scope="module")
def served(stand, database, tmp_path_factory):
    environment = stand.environment(database, GONGKAI_BODY_IDLE_SECONDS="2")
    with api("requests", environment, tmp_path_factory.mktemp("uploads")) as served:
        yield served


@pytest.fixture
def start(served, tmp_path):
    """Gives a function that starts the gateway before the service."""
    started = []

    def begin(**env):
        urls = {f"GONGKAI_{name}_URL": served.url for name in ("REQUESTS", "CATALOG", "NOTIFIER")}
        gateway = Traefik(
            static=GATEWAY / "static.env",
            dynamic=GATEWAY / "dynamic.yml",
            env=urls | env,
            log=tmp_path / "gateway.log",
        )
        gateway.start()
        started.append(gateway)
        return f"http://127.0.0.1:{gateway.port}"

    yield begin
    for gateway in started:
        gateway.kill()


def filed(gateway):
    body = {"organ_id": str(ORGAN), "title": "测试", "description": "测试", "applicant": person(1)}
    answer = httpx.post(
        f"{gateway}{APPLICATIONS}", json=body, headers={"Idempotency-Key": uuid4().hex}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def hand_in(gateway, receipt, **sent):
    return httpx.post(
        f"{gateway}{APPLICATIONS}/{receipt['receipt_number']}/attachments",
        params={} if "files" in sent else {"filename": "附图.pdf"},
        headers={
            "Gongkai-Access-Code": receipt["access_code"],
            "Idempotency-Key": uuid4().hex,
            **({} if "files" in sent else {"Content-Type": "application/pdf"}),
        },
        timeout=30,
        **sent,
    )


def test_a_file_goes_through_the_gateway_and_back(start):
    gateway = start()
    receipt = filed(gateway)
    for sent in ({"content": CONTENT}, {"files": {"file": ("附图.pdf", CONTENT)}}):
        answer = hand_in(gateway, receipt, **sent)
        assert answer.status_code == 201, answer.text
        found = httpx.get(
            f"{gateway}{answer.headers['location']}",
            headers={"Gongkai-Access-Code": receipt["access_code"]},
        )
        assert (found.status_code, found.content) == (200, CONTENT)
        assert found.headers["content-disposition"].startswith("attachment;")
        assert found.headers["cache-control"] == "no-store"


def test_only_the_doors_of_files_take_large_bodies_and_they_have_a_bound(start):
    gateway = start()
    receipt = filed(gateway)
    large = b"%PDF-1.7\n" + bytes(APPLICANTS_FILE)

    def pieces():
        for begin in range(0, len(large), 65536):
            yield large[begin : begin + 65536]

    assert hand_in(gateway, receipt, content=large).status_code == 413
    assert hand_in(gateway, receipt, content=pieces()).status_code == 413
    other = httpx.post(
        f"{gateway}{APPLICATIONS}",
        content=b" " * 2_000_000,
        headers={"Content-Type": "application/json", "Idempotency-Key": uuid4().hex},
    )
    assert (other.status_code, other.json()["code"]) == (413, "too_large")


def test_a_file_that_stops_on_its_way_ends(start):
    """The gateway hands on what the service says as soon as it gives up reading itself."""
    gateway = start(TRAEFIK_ENTRYPOINTS_WEB_TRANSPORT_RESPONDINGTIMEOUTS_READTIMEOUT="4s")
    receipt = filed(gateway)
    host, _, port = gateway.removeprefix("http://").partition(":")
    lines = [
        f"POST {APPLICATIONS}/{receipt['receipt_number']}/attachments?filename=a.pdf HTTP/1.1",
        "Host: x",
        f"Gongkai-Access-Code: {receipt['access_code']}",
        f"Idempotency-Key: {uuid4().hex}",
        "Content-Type: application/pdf",
        "Content-Length: 5000000",
    ]
    with socket.create_connection((host, int(port)), timeout=30) as raw:
        raw.sendall("\r\n".join(lines).encode() + b"\r\n\r\n%PDF-1.7\n")
        with closing(http.client.HTTPResponse(raw)) as answer:
            answer.begin()
            assert (answer.status, json.loads(answer.read())["code"]) == (408, "body_too_slow")
    assert hand_in(gateway, receipt, content=CONTENT).status_code == 201


def test_who_hands_in_too_often_is_slowed_and_applying_stays_open(start):
    gateway = start(GONGKAI_GATEWAY_FILING_BURST="2")
    receipt = filed(gateway)
    answers = [hand_in(gateway, receipt, content=CONTENT) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1].json()["code"] == "too_many_requests"
    assert filed(gateway)["receipt_number"]
