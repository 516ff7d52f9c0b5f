"""Kill what can be killed under load: acknowledged = stored = delivered, each exactly once."""

from collections import Counter
from datetime import timedelta

import pytest

from notifier.deliveries.models import TERMS
from tests.e2e.load import Citizens
from tests.waiting import until

pytestmark = pytest.mark.timeout(300)
_PAUSES = [pause * (1 + TERMS.backoff.jitter) for pause in TERMS.backoff.pauses[:3]]


def _organ(running):
    return running.get("/requests/v1/me", role="clerk")["organ_id"]


def _stored(running):
    return {row[0] for row in running.rows("requests", "SELECT receipt_number FROM matters")}


def _deliveries(running):
    """The state of each delivery by the id of its mail."""
    rows = running.rows("notifier", "SELECT id, state FROM deliveries")
    return {f"<{number}@gongkai.example>": state for number, state in rows}


def _before(running):
    """What others have left, which may wait for its next attempt for hours."""
    return _stored(running), _deliveries(running).keys()


def _check_everything_arrived(running, citizens, before):
    """Every acknowledged application is one case, one deadline, one announcement, one mail."""
    assert citizens.wrong == []
    numbers = citizens.acknowledged
    assert len(numbers) == len(set(numbers))
    stored, delivered = before
    assert set(numbers) == _stored(running) - stored, "acknowledged and stored differ"

    def told():
        rows = running.rows(
            "notifier",
            "SELECT facts -> 'ref' ->> 'number', subject, facts ->> 'step' FROM notifications"
            " WHERE facts ->> 'rule' = 'HOUSE-CONFIRM'",
        )
        return rows if {row[0] for row in rows} >= set(numbers) else None

    rows = until(told, "a notification for every case", seconds=90)
    assert max(Counter(map(tuple, rows)).values()) == 1, "a notification was created twice"

    def own():
        found = _deliveries(running)
        return {mail for mail in found if mail not in delivered} if _are_done(found) else None

    def _are_done(found):
        return {state for mail, state in found.items() if mail not in delivered} == {"done"}

    mails = until(own, "every mail is delivered", seconds=90)
    sent = [mail for mail in running.mails() if mail["headers"]["Message-ID"] not in delivered]
    assert {mail["headers"]["Message-ID"] for mail in sent} == mails
    subjects = " ".join(mail["subject"] + mail["text"] for mail in sent)
    assert [number for number in numbers if number not in subjects] == []


def _let_time_pass(platform):
    """Due again is what a worker had claimed when it or its database was killed, and what failed
    up to three times while another part was away.
    """
    platform.move_clock(platform.clock_offset + TERMS.lease + sum(_PAUSES, timedelta(0)))


def test_nothing_acknowledged_is_lost_whatever_is_killed(running):
    platform, before = running.platform, _before(running)
    with Citizens(running.gateway, _organ(running)) as citizens:
        citizens.wait_for(5)
        for part in ("requests-api", "requests-worker", "notifier-worker", "notifier"):
            platform.kill(part)
            platform.restart(part)
            citizens.wait_for(5)
        platform.kill("postgresql")
        platform.restart("postgresql")
        citizens.wait_for(5)
    _let_time_pass(platform)
    _check_everything_arrived(running, citizens, before)


def test_every_reminder_exists_once_when_the_queue_is_wiped_and_stopped(running):
    platform, before = running.platform, _before(running)
    with Citizens(running.gateway, _organ(running)) as citizens:
        citizens.wait_for(3)
        platform.valkey.wipe()
        citizens.wait_for(3)
        platform.kill("valkey")
        citizens.wait_for(10)
        platform.restart("valkey")
        citizens.wait_for(3)
    _check_everything_arrived(running, citizens, before)
    twice = running.rows(
        "notifier",
        "SELECT deadline_id, due, step, occasion FROM reminders "
        "GROUP BY deadline_id, due, step, occasion HAVING count(*) > 1",
    )
    assert twice == []
