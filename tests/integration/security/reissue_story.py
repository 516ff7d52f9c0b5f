"""Access codes that are issued anew by mail, while the queue is lost on the way."""

import email
import email.policy
import re

from redis.asyncio import Redis
from sqlalchemy import text

from gongkai.auth.principal import Role
from gongkai.db import Database
from gongkai.time import PlatformClock
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


async def reissue_codes(platform, office) -> Reissue:
    """A re-issue, a repeated delivery and a second re-issue, with what all of it left."""
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
    return reissue
