"""A re-issued code through all processes to the applicant's mail, although the queue is wiped."""

import email
import email.policy
import re

import pytest_asyncio
from redis.asyncio import Redis
from sqlalchemy import text

from gongkai.auth.principal import Role
from gongkai.db import Database
from gongkai.time import PlatformClock
from tests.integration.security.platform import Platform
from tests.integration.security.test_personal_data import TITLE, Office, leaks
from tests.samples import person
from tests.waiting import until_async

ADDRESS = "own-mailbox@applicants.example"
SUBJECT = "政府信息公开申请：查询码已重发"
NEWS = "政府信息公开申请：有新的进展"
APPLICANT = {**person(78), "email": ADDRESS}


class Reissue:
    """One application and the codes that its applicant is mailed."""

    def __init__(self, platform, office, receipt):
        self.platform, self.office, self.receipt = platform, office, receipt
        self.codes = []

    @property
    def path(self):
        return f"/applications/{self.receipt['receipt_number']}"

    async def case(self):
        path = f"/cases?number={self.receipt['receipt_number']}"
        clerk = self.office.headers(Role.CLERK)
        listed = await self.platform.ask("requests", "GET", path, clerk)
        found = listed.json()["items"][0]["id"]
        return (await self.platform.ask("requests", "GET", f"/cases/{found}", clerk)).json()

    async def again(self):
        """Re-issue by mail, with the queue lost on the way."""
        body = {"reason": "遗失", "handover": "mail"}
        answer = await self.office.step(await self.case(), "access-code", body)
        assert answer["access_code"] is None
        async with Redis.from_url(self.platform.stand.valkey.url) as client:
            await client.flushall()
        return await self.mailed()

    async def repeat(self):
        """A worker that died before it recorded what it had sent: the delivery is due again."""
        stored = self.platform.databases["notifier"]
        connected = Database(stored.owner_url, application_name="test", pool_size=1)
        due_again = text(
            "UPDATE deliveries SET state = 'pending', closed_at = NULL, attempts = 0"
            " WHERE cause_kind = 'applicant_message' AND state = 'done' AND notification_id IN"
            " (SELECT id FROM notifications WHERE template = 'access_code') RETURNING id"
        )

        async def is_due():
            async with connected.unit_of_work() as session:
                return (await session.execute(due_again)).all()

        await until_async(is_due)
        await connected.dispose()
        return await self.mailed()

    async def mailed(self):
        """The code of the next mail."""
        wanted = len(self.codes) + 1

        async def arrived():
            return len(self.mails()) >= wanted

        await until_async(arrived)
        words = self.mails()[wanted - 1].get_content()
        self.codes.append(re.search(r"查询码：(\S+)", words)[1])
        return self.codes[-1]

    async def registered(self):
        """Confirm and register; the steps' versions follow each other while mails leave."""
        today = PlatformClock().today().isoformat()
        await self.office.step(
            await self.case(), "confirmation", {"confirmed_on": today, "means": "phone"}
        )
        await self.office.step(await self.case(), "registration")

        async def told():
            return len({mail["Message-ID"] for mail in self.mails(NEWS)}) == 2

        await until_async(told)

        async def settled():
            return (await self.case())["untold"] == []

        await until_async(settled)

    def mails(self, subject=SUBJECT):
        kept = self.platform.mails.messages
        parsed = [email.message_from_bytes(m, policy=email.policy.default) for m in kept]
        to_them = [mail for mail in parsed if mail["To"] == ADDRESS]
        return [mail for mail in to_them if mail["Subject"] == subject]

    async def opens(self, code):
        header = {"Gongkai-Access-Code": code}
        return (await self.platform.ask("requests", "GET", self.path, header)).is_success

    async def disclosed(self):
        async def seen():
            return (await self.case())["code_reissue"]["disclosed_at"]

        return await until_async(seen)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def mailed(stand, tmp_path_factory):
    """The platform after a re-issue, a repeated delivery and a second re-issue; then stopped."""
    platform = Platform(stand, tmp_path_factory.mktemp("platform"))
    async with platform.running():
        office = Office(platform)
        await office.found()
        reissue = Reissue(platform, office, await office.file(APPLICANT))
        await reissue.registered()
        first = await reissue.again()
        seen = [("first", await reissue.opens(first)), ("lost", await reissue.opens("lost"))]
        seen.append(("of the receipt", await reissue.opens(reissue.receipt["access_code"])))
        await reissue.disclosed()
        repeated = await reissue.repeat()
        seen += [("repeated", await reissue.opens(repeated)), ("older", await reissue.opens(first))]
        newest = await reissue.again()
        seen += [("newest", await reissue.opens(newest)), ("before", await reissue.opens(repeated))]
        header = {"Gongkai-Access-Code": newest}
        left = await platform.ask("requests", "POST", f"{reissue.path}/withdrawal", header)
        reissue.marks = [act["under"] for act in left.json()["acts_under_reissue"]]
        reissue.seen = dict(seen)
        events = f"/cases/{(await reissue.case())['id']}/events"
        listed = await platform.ask("requests", "GET", events, office.headers(Role.CLERK))
        reissue.events = listed.json()
        reissue.left = [*await platform.rows(), *await platform.jobs()]
    reissue.left += platform.logs()
    return reissue


async def test_the_newest_code_opens_the_application_and_no_other(mailed):
    assert mailed.seen == {
        "first": True,
        "lost": False,
        "of the receipt": False,
        "repeated": True,
        "older": False,
        "newest": True,
        "before": False,
    }
    assert mailed.marks == ["reissued_mail"]


async def test_receipt_and_number_are_told_once_each_and_no_more_is_said(mailed):
    receipt, number = mailed.mails(NEWS)
    assert receipt["Message-ID"] != number["Message-ID"]
    for mail in (receipt, number):
        words = mail.get_content()
        assert f"回执编号：{mailed.receipt['receipt_number']}" in words
        assert "请及时查看" in words
        for said in (APPLICANT["name"], TITLE, "依申", mailed.receipt["access_code"]):
            assert said not in words
    told = [e for e in mailed.events if e["type"] == "contact_disclosed"]
    assert [e["data"]["is_code_drawn"] for e in told].count(False) == 2


async def test_a_repeat_is_seen_as_one_and_every_disclosure_is_on_record(mailed):
    ids = [mail["Message-ID"] for mail in mailed.mails()]
    assert ids[0] == ids[1] != ids[2]
    disclosed = [
        event
        for event in mailed.events
        if event["type"] == "contact_disclosed" and event["data"]["is_code_drawn"]
    ]
    assert len(disclosed) == 3
    assert {event["actor"] for event in disclosed} == {"client:notifier"}


async def test_neither_code_nor_address_is_left_anywhere_but_in_the_mail(mailed):
    secrets = {"address": ADDRESS, "receipt's code": mailed.receipt["access_code"]}
    secrets |= {f"code {n}": code for n, code in enumerate(mailed.codes)}
    secrets |= {f"{name} bare": v.replace("-", "") for name, v in secrets.items()}
    assert leaks(secrets, mailed.left) == []
    number = {"number": mailed.receipt["receipt_number"]}
    assert leaks(number, [p for p in mailed.left if p[0] == "notifier.notifications"])
