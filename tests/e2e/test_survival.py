"""Kill what can be killed under load: acknowledged = stored = delivered, each exactly once."""

from collections import Counter

import pytest

from tests.e2e.load import Citizens
from tests.waiting import until

pytestmark = pytest.mark.timeout(300)


def _organ(running):
    return running.get("/requests/v1/me", role="clerk")["organ_id"]


def _stored(running):
    return {row[0] for row in running.rows("requests", "SELECT receipt_number FROM matters")}


def _check_everything_arrived(running, citizens, before):
    """Every acknowledged application is one case, one deadline, one announcement, one mail."""
    assert citizens.wrong == []
    numbers = citizens.acknowledged
    assert len(numbers) == len(set(numbers))
    stored = _stored(running)
    assert set(numbers) == stored - before, "acknowledged and stored differ"

    def told():
        rows = running.rows(
            "notifier",
            "SELECT facts -> 'ref' ->> 'number', subject, facts ->> 'step' FROM notifications"
            " WHERE facts ->> 'rule' = 'HOUSE-CONFIRM'",
        )
        return rows if {row[0] for row in rows} >= stored else None

    rows = until(told, "a notification for every case", seconds=90)
    assert max(Counter(map(tuple, rows)).values()) == 1, "a notification was created twice"
    waiting = "SELECT count(*) FROM deliveries WHERE state <> 'done'"
    until(
        lambda: running.rows("notifier", waiting) == [["0"]], "every mail is delivered", seconds=90
    )
    mails = Counter(mail["headers"]["Message-ID"] for mail in running.mails())
    deliveries = running.rows("notifier", "SELECT count(*) FROM deliveries")
    assert str(len(mails)) == deliveries[0][0]
    subjects = " ".join(mail["subject"] + mail["text"] for mail in running.mails())
    assert [number for number in numbers if number not in subjects] == []


def test_nothing_acknowledged_is_lost_whatever_is_killed(running):
    platform, before = running.platform, _stored(running)
    with Citizens(running.gateway, _organ(running)) as citizens:
        citizens.wait_for(5)
        for part in ("requests-api", "requests-worker", "notifier-worker", "notifier"):
            platform.kill(part)
            platform.restart(part)
            citizens.wait_for(5)
        platform.kill("postgresql")
        platform.restart("postgresql")
        citizens.wait_for(5)
    _check_everything_arrived(running, citizens, before)


def test_every_reminder_exists_once_when_the_queue_is_wiped_and_stopped(running):
    platform, before = running.platform, _stored(running)
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
