"""An office at work on one application through all three services, with secrets at every place."""

import json
from dataclasses import dataclass, field

import httpx

from gongkai.auth.principal import Role
from gongkai.time import PlatformClock
from tests.integration.security.targets import bearer
from tests.samples import person
from tests.waiting import until_async

APPLICANT = {
    **person(77),
    "name": "样本欧阳独",
    "contact_person": "样本司徒双",
    "agent": {"name": "样本上官叁", "phone": "13800000078", "authority": "样本授权肆号"},
}
PARTY = "样本轩辕伍有限公司"
SAID = {
    "description": "样本尉迟陆的档案",
    "note": "样本长孙柒的底册",
    "reference": "样本慕容捌的来函",
    "letter": "样本独孤玖先生：您申请的信息可以公开。",
    "reason of a disclosure": "样本宇文拾来电核实",
    "reason of a return": "样本令狐拾壹的姓名有误",
    "reason of a voiding": "样本钟离拾贰重复登记",
    "reason of oversight": "样本赫连拾肆投诉",
}
"""What offices and applicants say in their own words, which may name anybody."""
OFFICIAL = "样本百里陆"
"""Named to colleagues and in the feed of people, but in no log, job or refusal."""
TITLE = "道路养护合同"
"""No personal value: must be found where it belongs, or the search finds nothing at all."""


class Office:
    """The people of one organ at work on one application."""

    def __init__(self, platform):
        self.platform = platform
        self.mint = platform.stand.mint
        self.organ_id = None

    def headers(self, role):
        return bearer(self.mint.issuer.mint_role(role, organ_id=self.organ_id))

    async def found(self):
        body = {"name": "样例机关", "kind": "department", "level": "county"}
        admin = bearer(self.mint.issuer.mint_role(Role.ADMIN, organ_id=None))
        made = await self.platform.ask("catalog", "POST", "/organs", admin, body)
        self.organ_id = made.json()["id"]
        body = {"name": OFFICIAL, "organ_id": self.organ_id, "roles": ["clerk"]}
        body["email"] = "clerk@gongkai.example"
        path, admin = "/people/clerk", self.headers(Role.ADMIN)
        entered = await self.platform.ask("notifier", "PUT", path, admin, body)
        assert entered.status_code == 201, entered.text

    async def file(self, applicant=APPLICANT):
        body = {
            "organ_id": self.organ_id,
            "title": TITLE,
            "description": SAID["description"],
            "applicant": applicant,
        }

        async def filed():
            answer = await self.platform.ask("requests", "POST", "/applications", None, body)
            return answer.json() if answer.status_code == 201 else None

        return await until_async(filed)

    async def step(self, case, path, body=None, role=Role.CLERK):
        headers = {**self.headers(role), "If-Match": f'"v{case["version"]}"'}
        path = f"/cases/{case['id']}/{path}"
        answer = await self.platform.ask("requests", "POST", path, headers, body)
        assert answer.is_success, (path, answer.text)
        return answer.json()

    async def work(self, receipt):
        today = PlatformClock().today().isoformat()
        path = f"/cases?number={receipt['receipt_number']}"
        listed = await self.platform.ask("requests", "GET", path, self.headers(Role.CLERK))
        (case,) = listed.json()["items"]
        await self.step(case, "applicant-disclosure", {"reason": SAID["reason of a disclosure"]})
        case = await self.step(case, "confirmation", {"confirmed_on": today, "means": "phone"})
        case = await self.step(case, "registration")
        voiding = {"reason": SAID["reason of a voiding"]}
        case = await self.step(case, "registration/voiding", voiding, Role.HEAD)
        case = await self.step(case, "registration")
        await self.named(case)
        case = await self.step(case, "assignment", {"assignee": "clerk"})
        letter = {"party": "third_party", "party_name": PARTY, "sent_on": today}
        case = await self.step(case, "consultations", letter)
        answer = {"answered_on": today, "opinion": "consents"}
        consultation = case["created"]["id"]
        case = await self.step(case, f"consultations/{consultation}/answer", answer)
        reply = {
            "decision": "disclosed",
            "evidence": [{"kind": "supply", "note": SAID["note"], "reference": SAID["reference"]}],
            "content": SAID["letter"],
        }
        case = await self.step(case, "reply", reply)
        case = await self.step(case, "reply/submission")
        back = {"reason": SAID["reason of a return"]}
        case = await self.step(case, "reply/return", back, Role.HEAD)
        case = await self.step(case, "reply/submission")
        case = await self.step(case, "reply/approval", role=Role.HEAD)
        case = await self.step(case, "reply/issuance", {"issued_on": today})
        served = {"delivered_on": today, "service": "online"}
        case = await self.step(case, "reply/delivery", served)
        overseen = {"reason": SAID["reason of oversight"], "of": ["description", "reply"]}
        shown = await self.step(case, "disclosures", overseen, Role.AUDITOR)
        assert shown["reply"]["content"] == SAID["letter"]
        return case

    async def named(self, case):
        """Until requests-api has heard from the notifier what its clerk is called."""

        async def is_named():
            path, clerk = f"/cases/{case['id']}", self.headers(Role.CLERK)
            shown = (await self.platform.ask("requests", "GET", path, clerk)).json()
            return shown["assignee_name"] == OFFICIAL

        await until_async(is_named)

    async def go_wrong(self, receipt):
        """Requests that fail with personal values in them, at every place that logs might show."""
        code, number = receipt["access_code"], receipt["receipt_number"]
        ask = self.platform.ask
        broken = {"organ_id": self.organ_id, "title": "x", "applicant": {**APPLICANT, "kind": 1}}
        clerk = self.headers(Role.CLERK)
        name, phone = APPLICANT["name"], APPLICANT["phone"]
        answers = [
            await ask("requests", "POST", "/applications", None, broken),
            await ask("requests", "GET", f"/applications/{name}", {"Gongkai-Access-Code": code}),
            await ask("requests", "GET", f"/applications/{number}?code={code}"),
            await ask("requests", "GET", f"/cases?text={name}&limit={phone}", clerk),
            await ask("requests", "GET", f"/cases/{APPLICANT['email']}", clerk),
            await ask(
                "requests", "GET", f"/no/{name}/{phone}", {"Authorization": f"Bearer {code}"}
            ),
            await ask("notifier", "GET", f"/people/{phone}", self.headers(Role.ADMIN)),
        ]
        assert all(answer.status_code >= 400 for answer in answers)
        return answers


def spellings(value):
    """A value as it could stand in a text, in JSON, in hexadecimal and in an address."""
    plain = str(value)
    yield plain
    yield json.dumps(plain)[1:-1]
    yield plain.encode().hex()
    yield str(httpx.URL(path=f"/{plain}").raw_path, "ascii")[1:]
    yield "".join(f"\\x{octet:02x}" for octet in plain.encode())


def leaks(values, places):
    return [
        (what, where, found[:300])
        for where, found in places
        for what, value in values.items()
        if any(spelling in found for spelling in spellings(value))
    ]


@dataclass
class Told:
    """What an application left behind, the secrets in it, and the refusals of what went wrong."""

    secrets: dict[str, str]
    refusals: list[tuple[str, str]]
    left: list[tuple[str, str]] = field(default_factory=list)
    """Where something was found, and what."""


async def tell(platform, office) -> Told:
    """One application to its end, with everything that can go wrong on the way."""
    receipt = await office.file()

    async def is_mailed():
        return platform.mails.messages

    await until_async(is_mailed)
    await office.work(receipt)
    code = {"Gongkai-Access-Code": receipt["access_code"]}
    path = f"/applications/{receipt['receipt_number']}"
    read = await platform.ask("requests", "GET", path, code)
    assert read.json()["reply"]["content"]
    answers = await office.go_wrong(receipt)

    async def is_over():
        path = "/deadlines?state=open"
        found = await platform.ask("notifier", "GET", path, office.headers(Role.CLERK))
        return not found.json()["items"]

    async def is_named_on_records():
        return any(where == "catalog.reference_people" for where, _ in await platform.rows())

    await until_async(is_over)
    await until_async(is_named_on_records)
    told = Told(secrets_of(receipt), [("refusal", answer.text) for answer in answers])
    told.left = [*await platform.rows(), *await platform.jobs()]
    return told


def secrets_of(receipt):
    return {
        "name": APPLICANT["name"],
        "document number": APPLICANT["document"]["number"],
        "phone": APPLICANT["phone"],
        "mail": APPLICANT["email"],
        "address": APPLICANT["address"],
        "contact person": APPLICANT["contact_person"],
        "agent": APPLICANT["agent"]["name"],
        "agent's phone": APPLICANT["agent"]["phone"],
        "authority": APPLICANT["agent"]["authority"],
        "third party": PARTY,
        **SAID,
        "access code": receipt["access_code"],
        "access code without strokes": receipt["access_code"].replace("-", ""),
    }
