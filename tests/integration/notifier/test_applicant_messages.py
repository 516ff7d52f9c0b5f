"""Messages to applicants: whose address is asked for when they are sent, and kept nowhere."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from gongkai.auth import Role
from gongkai.contracts import ApplicantMessageDue
from gongkai.db import new_id
from gongkai.testing.servers import free_port
from gongkai.time import PlatformClock
from notifier.applicants.client import HttpContacts
from notifier.deliveries.models import DELIVERIES, TERMS
from notifier.messages.models import Notification
from tests.feed_events import delivered

ADDRESS, CODE = "applicant@applicants.example", "2V6QK-8M0ZP-XW4TG-H7C3N-9RBSDE"
NUMBER = "S20251015-ABCDEFGH"


class Answers:
    """A server that answers as requests-api may, and keeps what it was asked."""

    def __init__(self):
        self.status, self.body = 200, {"address": ADDRESS, "access_code": CODE}
        self.asked = []
        self.url = ""

    async def serve(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if line)
        sent = await reader.readexactly(int(fields["Content-Length"]))
        self.asked.append((head.split(b" ")[1].decode(), fields["Authorization"], json.loads(sent)))
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        writer.write(
            f"HTTP/1.1 {self.status} X\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n".encode()
            + body
        )
        await writer.drain()
        writer.close()


@asynccontextmanager
async def answering():
    answers = Answers()
    server = await asyncio.start_server(answers.serve, "127.0.0.1", 0)
    answers.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield answers
    finally:
        server.close()


class Tokens:
    """A token source with one token."""

    async def token(self):
        return "own-token"


@pytest.fixture
async def answers():
    async with answering() as answers:
        yield answers


@pytest.fixture
async def contacts(answers):
    async with httpx.AsyncClient(timeout=5) as client:
        yield HttpContacts(client, answers.url + "/", Tokens())


def due(office, message_id, **changes):
    payload = ApplicantMessageDue(
        **{
            "message_id": message_id,
            "kind": "access_code",
            "channel": "email",
            "case_id": office.case_id,
            "receipt_number": NUMBER,
            "organ_id": office.organ_id,
            **changes,
        }
    )
    return delivered(payload, message_id)


@pytest.fixture
async def told(office):
    """The office after requests-api said that a code waits for its applicant."""
    await office.lie_in("610116")
    office.message_id = new_id()
    await office.tell(due(office, office.message_id))
    return office


def later(office, pause):
    office.clock = PlatformClock(office.clock.offset + pause)


async def test_a_code_goes_to_the_applicant_in_words_without_content(
    told, postbox, contacts, answers
):
    await told.sender(postbox.channel(), contacts).run()
    (mail,) = postbox.messages
    assert mail["To"] == ADDRESS
    assert mail["Subject"] == "政府信息公开申请：查询码已重发"
    lines = mail.get_content().splitlines()
    assert f"查询码：{CODE}" in lines
    assert f"回执编号：{NUMBER}" in lines
    assert lines[0].startswith("测试机关已为您的政府信息公开申请重发查询码")
    assert any("https://apply.gongkai.example" in line for line in lines)
    (delivery,) = await told.mails()
    assert delivery.state == "done"
    assert answers.asked == [
        (
            "/requests/v1/contact-disclosures",
            "Bearer own-token",
            {
                "case_id": str(told.case_id),
                "channel": "email",
                "delivery_id": str(delivery.id),
                "message_id": str(told.message_id),
            },
        )
    ]


async def test_a_former_address_is_told_that_it_was_given_up(office, postbox, contacts, answers):
    await office.lie_in("610116")
    await office.tell(due(office, new_id(), kind="contact_changed"))
    answers.body = {"address": ADDRESS, "access_code": None}
    await office.sender(postbox.channel(), contacts).run()
    (mail,) = postbox.messages
    assert (mail["To"], mail["Subject"]) == (ADDRESS, "政府信息公开申请：联系邮箱已变更")
    words = mail.get_content()
    assert words.startswith("测试机关变更或者删除了您的政府信息公开申请中登记的电子邮箱")
    assert f"回执编号：{NUMBER}" in words
    assert "您没有要求变更的，请尽快与测试机关联系" in words


async def test_news_say_number_and_where_to_look_and_no_more(office, postbox, contacts, answers):
    await office.lie_in("610116")
    await office.tell(due(office, new_id(), kind="news"))
    answers.body = {"address": ADDRESS, "access_code": None}
    await office.sender(postbox.channel(), contacts).run()
    (mail,) = postbox.messages
    assert (mail["To"], mail["Subject"]) == (ADDRESS, "政府信息公开申请：有新的进展")
    assert mail.get_content().splitlines()[:6] == [
        "您的政府信息公开申请有新的进展，请及时查看。",
        "",
        f"回执编号：{NUMBER}",
        "",
        "请凭回执编号和查询码在以下位置查看、办理：https://apply.gongkai.example",
        "没有查询码的，请与测试机关联系。",
    ]


async def test_what_is_gathered_waits_for_its_hour(office, postbox, contacts):
    await office.lie_in("610116")
    hour = office.clock.now() + timedelta(hours=9)
    message = due(office, new_id(), kind="news", send_at=hour)
    await office.tell(message, message)
    await office.sender(postbox.channel(), contacts).run()
    assert postbox.messages == []
    later(office, timedelta(hours=9, minutes=1))
    await office.sender(postbox.channel(), contacts).run()
    assert len(postbox.messages) == 1


async def test_neither_address_nor_code_is_stored(told, postbox, contacts):
    await told.sender(postbox.channel(), contacts).run()
    async with told.database.read_session() as session:
        names = await session.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        )
        rows = [
            str(await session.scalar(text(f"SELECT string_agg(t::text, '') FROM {name} t")))
            for name in names.all()
        ]
    everything = "\n".join(rows)
    assert NUMBER in everything
    for secret in (ADDRESS, CODE):
        assert secret not in everything
        assert secret.encode().hex() not in everything


async def test_a_message_that_is_read_again_is_one_delivery(told, postbox, contacts):
    await told.tell(due(told, told.message_id), due(told, told.message_id))
    await told.sender(postbox.channel(), contacts).run()
    await told.tell(due(told, told.message_id))
    await told.sender(postbox.channel(), contacts).run()
    assert len(await told.rows(Notification)) == len(postbox.messages) == 1


async def test_every_attempt_asks_anew_under_the_same_delivery(told, postbox, contacts, answers):
    postbox.reply = "451 later"
    await told.sender(postbox.channel(), contacts).run()
    postbox.reply, answers.body = "250 kept", {"address": ADDRESS, "access_code": "NEWER"}
    later(told, TERMS.backoff.pauses[0] * 2)
    await told.sender(postbox.channel(), contacts).run()
    assert "查询码：NEWER" in postbox.messages[0].get_content()
    first, second = answers.asked
    assert first == second


@pytest.mark.parametrize(
    ("status", "body", "state", "error"),
    [
        (404, {"code": "contact_not_found"}, "withdrawn", "contact_not_found"),
        (404, b"no json", "withdrawn", "contact_not_found"),
        (409, {"code": "message_obsolete"}, "withdrawn", "message_obsolete"),
        (409, {"code": "contact_changed_recently"}, "withdrawn", "contact_changed_recently"),
        (409, {"code": "value_unreadable"}, "dead", "contacts_409"),
        (422, {"code": "validation_failed"}, "dead", "contacts_422"),
        (401, {"code": "unauthenticated"}, "pending", "contacts_401"),
        (403, {"code": "forbidden"}, "pending", "contacts_403"),
        (503, b"", "pending", "contacts_503"),
        (302, b"", "pending", "contacts_302"),
        (200, b"no json", "pending", "contacts_answer"),
        (200, {"address": 7, "access_code": CODE}, "pending", "contacts_answer"),
    ],
)
async def test_an_answer_without_a_contact_decides_what_becomes_of_the_message(
    told, postbox, contacts, answers, status, body, state, error
):
    answers.status, answers.body = status, body
    await told.sender(postbox.channel(), contacts).run()
    (delivery,) = await told.mails()
    assert (delivery.state, delivery.last_error) == (state, error)
    assert postbox.messages == []


async def test_a_service_that_is_down_costs_attempts_and_leaves_a_dead_message(told, postbox):
    async with httpx.AsyncClient(timeout=5) as client:
        nowhere = HttpContacts(client, f"http://127.0.0.1:{free_port()}", Tokens())
        for _ in range(TERMS.backoff.max_attempts):
            await told.sender(postbox.channel(), nowhere).run()
            later(told, timedelta(days=1))
    (delivery,) = await told.mails()
    assert (delivery.state, delivery.last_error) == ("dead", "contacts_unavailable")
    async with told.database.read_session() as session:
        assert await DELIVERIES.due(session, told.clock).count_dead() == 1


async def test_no_one_finds_it_in_an_inbox_and_the_organ_sees_the_delivery(told, api, bearer):
    inbox = await api.get("/notifications/v1/inbox", headers=bearer(Role.CLERK, told.organ_id))
    assert inbox.json()["items"] == []
    listed = await api.get("/notifications/v1/deliveries", headers=bearer(Role.HEAD, told.organ_id))
    (item,) = listed.json()["items"]
    assert (item["cause_kind"], item["cause_kind_label"]) == ("applicant_message", "致申请人的消息")
    assert item["cause_id"] == str(told.message_id)


@pytest.mark.parametrize("unknown", [{"kind": "telegram"}, {"channel": "pigeon"}])
async def test_a_message_of_a_later_release_is_refused_and_not_lost(told, unknown):
    with pytest.raises((KeyError, ValueError)):
        await told.tell(due(told, new_id(), **unknown))
    assert len(await told.mails()) == 1
