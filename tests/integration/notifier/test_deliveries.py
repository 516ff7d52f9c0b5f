"""Mails over a real SMTP server: once, again after a failure, given up, redriven."""

import asyncio
import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from gongkai.db import new_id
from gongkai.testing.servers import free_port
from gongkai.time import PlatformClock
from notifier.channels.fake import FakeChannel
from notifier.deliveries.models import DELIVERIES, TERMS
from tests.integration.notifier.postbox import REFUSED

LEASE, PAUSES, MAX_ATTEMPTS = TERMS.lease, TERMS.backoff.pauses, TERMS.backoff.max_attempts


@pytest.fixture
async def told(office):
    """The office after one notification for one clerk."""
    await office.hire("li", "clerk")
    await office.set(provisional=True)
    await office.sweep()
    return office


def later(office, pause):
    office.clock = PlatformClock(office.clock.offset + pause)


async def test_a_mail_is_chinese_plain_text_without_personal_data(told, postbox):
    await told.sender(postbox.channel()).run()
    (mail,) = postbox.messages
    assert mail["To"] == "li@gongkai.example"
    assert mail["Subject"] == "新的期限：长公开〔2025〕7号 答复期限，还有11个工作日"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    text = mail.get_content()
    assert "到期：2025年10月30日（星期四）24:00前" in text
    assert "暂定" in text
    assert f"https://desk.gongkai.example/cases/{told.case_id}" in text
    assert "测试" not in text
    (delivery,) = await told.mails()
    assert delivery.state == "done"
    assert mail["Message-ID"] == f"<{delivery.id}@gongkai.example>"


async def test_a_sent_mail_is_not_sent_again(told, postbox):
    sender = told.sender(postbox.channel())
    await sender.run()
    later(told, LEASE * 2)
    await told.sender(postbox.channel()).run()
    assert len(postbox.messages) == 1


async def test_four_senders_at_once_send_each_mail_once(office, postbox):
    for n in range(25):
        await office.hire(f"clerk{n}", "clerk")
    await office.set()
    await office.sweep()
    await asyncio.gather(*(office.sender(postbox.channel()).run() for _ in range(4)))
    ids = [mail["Message-ID"] for mail in postbox.messages]
    assert len(ids) == len(set(ids)) == 25


async def test_a_server_that_is_down_costs_attempts_then_the_mail_is_dead_and_can_be_redriven(
    told, postbox
):
    nowhere = postbox.channel(port=free_port())
    for attempt in range(1, MAX_ATTEMPTS + 1):
        await told.sender(nowhere).run()
        (delivery,) = await told.mails()
        assert delivery.attempts == attempt
        await told.sender(nowhere).run()  # not due again yet
        assert (await told.mails())[0].attempts == attempt
        if attempt < MAX_ATTEMPTS:
            assert delivery.state == "pending"
            pause = delivery.due_at - told.clock.now()
            assert PAUSES[attempt - 1] - timedelta(seconds=5) < pause <= PAUSES[attempt - 1] * 1.2
            later(told, pause)
    assert delivery.state == "dead"
    assert re.fullmatch(r"\w+", delivery.last_error)
    async with told.database.unit_of_work() as session:
        assert await DELIVERIES.due(session, told.clock).redrive(delivery.id)
    await told.sender(postbox.channel()).run()
    assert len(postbox.messages) == 1
    assert (await told.mails())[0].state == "done"


async def test_a_dead_mail_can_be_discarded(told, postbox):
    await told.sender(postbox.fake(REFUSED)).run()
    (delivery,) = await told.mails()
    assert (delivery.state, delivery.last_error) == ("dead", "refused_550")
    async with told.database.unit_of_work() as session:
        assert await DELIVERIES.due(session, told.clock).discard(delivery.id)
    assert (await told.mails())[0].state == "discarded"


@pytest.mark.parametrize(
    ("reply", "state", "error"),
    [("451 later", "pending", "refused_451"), ("554 never", "dead", "refused_554")],
)
async def test_a_reply_of_the_server_decides_whether_it_is_tried_again(
    told, postbox, reply, state, error
):
    postbox.reply = reply
    await told.sender(postbox.channel()).run()
    (delivery,) = await told.mails()
    assert (delivery.state, delivery.last_error) == (state, error)


async def test_a_refused_recipient_is_final_and_the_address_is_not_recorded(told, postbox):
    postbox.recipient_reply = "550 no such user li@gongkai.example"
    await told.sender(postbox.channel()).run()
    (delivery,) = await told.mails()
    assert (delivery.state, delivery.last_error) == ("dead", "recipient_refused_550")


async def test_a_server_slow_with_every_answer_gets_no_more_than_the_timeout(told, postbox):
    postbox.pause = 0.6
    await told.sender(postbox.channel(timeout=1.0)).run()
    (delivery,) = await told.mails()
    assert (delivery.state, delivery.attempts) == ("pending", 1)


async def test_a_worker_that_dies_while_sending_repeats_the_mail_under_the_same_id(told, postbox):
    broken = postbox.fake(asyncio.CancelledError())
    with pytest.raises(asyncio.CancelledError):
        await told.sender(broken).run()
    await told.sender(postbox.channel()).run()
    assert postbox.messages == []  # the lease still holds
    later(told, LEASE)
    await told.sender(postbox.channel()).run()
    assert postbox.messages[0]["Message-ID"] == broken.kept[0]["Message-ID"]
    assert (await told.mails())[0].attempts == 2


async def test_a_worker_that_dies_at_the_last_attempt_leaves_a_dead_mail(told, postbox):
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(asyncio.CancelledError):
            await told.sender(postbox.fake(asyncio.CancelledError())).run()
        later(told, LEASE)
    await told.sender(postbox.fake(AssertionError())).run()
    (delivery,) = await told.mails()
    assert (delivery.state, delivery.last_error) == ("dead", "worker_lost")


async def test_a_defect_of_ours_fails_its_mail_and_no_other(told, postbox):
    await told.hire("wang", "clerk")
    told.deadline_id = new_id()
    await told.set()
    await told.sweep()

    class FailsOnce(FakeChannel):
        async def send(self, message):
            await super().send(message)
            if len(self.kept) == 1:
                raise AssertionError

    await told.sender(FailsOnce(postbox.channel())).run()
    assert sorted((d.state, d.last_error) for d in await told.mails()) == [
        ("done", None),
        ("done", None),
        ("pending", "defect"),
    ]


async def test_a_channel_takes_only_what_is_its_own(told, postbox):
    async with told.database.unit_of_work() as session:
        await session.execute(text("UPDATE deliveries SET channel = 'pigeon'"))
    await told.sender(postbox.channel()).run()
    assert postbox.messages == []


async def test_who_left_the_organ_or_has_no_address_any_more_gets_nothing(told, postbox):
    await told.dismiss("li")
    await told.sender(postbox.channel()).run()
    (delivery,) = await told.mails()
    assert (delivery.state, delivery.last_error) == ("withdrawn", "no_address")


async def test_a_mail_on_its_way_while_its_deadline_is_met_is_recorded_as_sent(told, postbox):
    postbox.release.clear()
    sending = asyncio.create_task(told.sender(postbox.channel()).run())
    await postbox.arrived.wait()
    await told.clear(2)
    postbox.release.set()
    await sending
    assert (await told.mails())[0].state == "done"


async def test_a_waiting_mail_of_a_met_deadline_is_never_sent(told, postbox):
    await told.sender(postbox.channel(port=free_port())).run()
    await told.clear(2)
    later(told, PAUSES[0] * 2)
    await told.sender(postbox.channel()).run()
    assert postbox.messages == []
    assert (await told.mails())[0].state == "withdrawn"


async def test_a_mail_given_up_is_withdrawn_when_its_deadline_is_met(told, postbox):
    await told.sender(postbox.fake(REFUSED)).run()
    await told.clear(2)
    (delivery,) = await told.mails()
    assert delivery.state == "withdrawn"
    async with told.database.unit_of_work() as session:
        assert await DELIVERIES.due(session, told.clock).redrive(delivery.id) is None


async def test_no_transaction_is_open_while_the_server_is_slow(told, postbox, stand, database):
    postbox.release.clear()
    sending = asyncio.create_task(told.sender(postbox.channel()).run())
    await postbox.arrived.wait()
    busy = stand.postgres.psql(
        "SELECT count(*) FROM pg_stat_activity"
        f" WHERE datname = '{database.name}' AND xact_start IS NOT NULL"
        " AND backend_type = 'client backend';"
    )
    postbox.release.set()
    await sending
    assert busy.strip() == "0"
