"""A message to an applicant that was given up is told to who asked for it, once each time."""

from sqlalchemy import select

from gongkai.contracts import ApplicantMessageUndelivered
from gongkai.db import new_id
from gongkai.feed.outgoing import FeedEntry
from notifier.deliveries.losses_service import tell_of_losses
from notifier.deliveries.models import DELIVERIES, TERMS
from tests.integration.notifier.test_applicant_messages import (
    ADDRESS,
    answers,
    contacts,
    due,
    later,
    told,
)

__all__ = ["answers", "contacts", "told"]


async def losses(office):
    """What the feed tells, after the worker has looked."""
    async with office.database.unit_of_work() as session:
        await tell_of_losses(session, 10)
    async with office.database.read_session() as session:
        stream = ApplicantMessageUndelivered.STREAM
        rows = await session.scalars(select(FeedEntry).where(FeedEntry.stream == stream))
        return [(row.revision, row.data) for row in rows]


async def redriven(office, delivery_id):
    async with office.database.unit_of_work() as session:
        await DELIVERIES.due(session, office.clock).redrive(delivery_id)


async def test_what_the_server_refuses_for_good_is_told_once_without_the_address(
    told, postbox, contacts
):
    postbox.recipient_reply = f"550 no such user {ADDRESS}"
    await told.sender(postbox.channel(), contacts).run()
    (delivery,) = await told.mails()
    ((_, data),) = await losses(told)
    assert data == {
        "delivery_id": str(delivery.id),
        "message_id": str(told.message_id),
        "case_id": str(told.case_id),
        "channel": "email",
        "reason": "recipient_refused_550",
        "given_up_at": data["given_up_at"],
    }
    assert await losses(told) == [(_, data)]


async def test_what_may_still_arrive_is_no_loss_until_it_was_tried_in_vain(told, postbox, contacts):
    postbox.reply = "451 later"
    await told.sender(postbox.channel(), contacts).run()
    assert await losses(told) == []
    for pause in TERMS.backoff.pauses:
        later(told, pause * 2)
        await told.sender(postbox.channel(), contacts).run()
    (delivery,) = await told.mails()
    assert delivery.state == "dead"
    ((_, data),) = await losses(told)
    assert data["reason"] == "refused_451"


async def test_what_is_tried_again_and_given_up_again_is_told_again(told, postbox, contacts):
    postbox.reply = "554 never"
    await told.sender(postbox.channel(), contacts).run()
    ((first, data),) = await losses(told)
    later(told, TERMS.backoff.pauses[0])
    await redriven(told, data["delivery_id"])
    await told.sender(postbox.channel(), contacts).run()
    ((second, again),) = await losses(told)
    assert second > first
    assert again["given_up_at"] > data["given_up_at"]


async def test_what_arrived_and_what_officials_are_told_is_no_loss(told, postbox, contacts):
    await told.sender(postbox.channel(), contacts).run()
    await told.hire("li", "clerk")
    await told.set()
    await told.sweep()
    postbox.reply = "554 never"
    await told.sender(postbox.channel(), contacts).run()
    assert {each.state for each in await told.mails()} == {"done", "dead"}
    assert await losses(told) == []


async def test_messages_of_every_kind_are_told(office, postbox, contacts, answers):
    await office.lie_in("610116")
    answers.body = {"address": ADDRESS, "access_code": None}
    messages = {kind: new_id() for kind in ("news", "contact_changed")}
    await office.tell(*(due(office, each, kind=kind) for kind, each in messages.items()))
    postbox.reply = "550 no"
    await office.sender(postbox.channel(), contacts).run()
    lost = {data["message_id"] for _, data in await losses(office)}
    assert lost == {str(each) for each in messages.values()}
