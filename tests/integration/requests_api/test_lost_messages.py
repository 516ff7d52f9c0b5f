"""A mail that never arrived has told nobody anything: the office tells it."""

import uuid
from datetime import UTC, datetime

import pytest

from gongkai.contracts import ApplicantMessageUndelivered
from gongkai.db import new_id
from requests_api.contact_disclosures.losses_service import Losses
from tests.feed_events import delivered
from tests.integration.requests_api.code_handover import ask
from tests.integration.requests_api.test_tellings import news_of, tellings


@pytest.fixture
def lost(office):
    """Let the notifier tell that a message was given up."""

    async def tell(case_id, message_id, delivery_id=None, at=datetime(2026, 1, 5, 1, tzinfo=UTC)):
        payload = ApplicantMessageUndelivered(
            delivery_id=delivery_id or new_id(),
            message_id=message_id,
            case_id=case_id,
            channel="email",
            reason="recipient_refused_550",
            given_up_at=at,
        )
        async with office.database.unit_of_work() as session:
            event = delivered(payload, payload.delivery_id)
            await Losses(office).on_undelivered(session, event)

    return tell


async def told_by_mail(desk):
    """A case whose applicant was told of everything so far, by mail; of the last one by which."""
    case_id = await desk.registered()
    for message in await news_of(desk, case_id):
        assert (await ask(desk, case_id, message)).status_code == 200
    assert tellings(await desk.read(case_id)) == []
    return case_id, message


async def test_what_never_arrived_is_untold_again_and_the_office_tells_it(desk, lost):
    case_id, message = await told_by_mail(desk)
    await lost(case_id, message)
    case = await desk.read(case_id)
    assert [(each["telling"], each["by_mail"]) for each in case["untold"]] == [
        ("registration", False)
    ]
    listed = await desk.get("/worklist", untold="true", number=case["number"])
    assert [item["id"] for item in listed.json()["items"]] == [case_id]
    timeline = (await desk.get(f"/cases/{case_id}/timeline")).text
    assert "未能送达（recipient_refused_550）" in timeline
    body = {
        "entries": [each["seq"] for each in case["untold"]],
        "by": "post",
        "told_on": desk.today(),
    }
    case = await desk.done(f"/cases/{case_id}/tellings", body)
    assert case["untold"] == []
    chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
    assert chain["valid"] is True


async def test_the_same_loss_is_noted_once_and_moves_no_version_that_was_decided_on(desk, lost):
    case_id, message = await told_by_mail(desk)
    held, delivery = desk.etags[case_id], new_id()
    for _ in range(2):
        await lost(case_id, message, delivery)
    events = [event["type"] for event in (await desk.get(f"/cases/{case_id}/events")).json()]
    assert events.count("message_undelivered") == 1
    note = await desk.post(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"}, etag=held)
    assert note.is_success, note.text


async def test_what_was_sent_once_more_has_told_and_what_is_lost_once_more_has_not(desk, lost):
    case_id, message = await told_by_mail(desk)
    delivery = new_id()
    await lost(case_id, message, delivery)
    assert (await ask(desk, case_id, message)).status_code == 200
    assert tellings(await desk.read(case_id)) == []
    await lost(case_id, message, delivery, at=datetime(2026, 1, 6, tzinfo=UTC))
    assert tellings(await desk.read(case_id)) == ["registration"]


async def test_what_the_office_has_told_stays_told(desk, lost):
    case_id = await desk.registered()
    _, message = await news_of(desk, case_id)
    waiting = (await desk.read(case_id))["untold"]
    body = {"by": "counter", "told_on": desk.today(), "entries": [waiting[1]["seq"]]}
    await desk.done(f"/cases/{case_id}/tellings", body)
    await lost(case_id, message)
    assert tellings(await desk.read(case_id)) == ["receipt"]


async def test_a_loss_of_a_case_that_is_not_known_changes_nothing(lost):
    await lost(uuid.uuid4(), uuid.uuid4())
