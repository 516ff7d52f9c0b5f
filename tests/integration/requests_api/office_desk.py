"""A client that does an office's work: keeps the ETag, sends the headers."""

import uuid
from datetime import timedelta

from gongkai.auth.principal import Role
from gongkai.calendar import base_calendar
from tests.samples import person


def waits(case):
    """What holds a case, by code."""
    return [waiting["code"] for waiting in case["waiting_for"]]


COLLEAGUES = ("clerk", "clerk-2", "clerk-3")
"""The clerks of the own organ, as the notifier has told of them."""
REPLY = {
    "decision": "disclosed",
    "evidence": [{"kind": "supply", "note": "随函提供复印件一份"}],
    "content": "您申请的信息可以公开，随函提供。",
    "document_number": "测告〔2026〕1号",
}
READS = ("", "/clock", "/events", "/events/export", "/events/verification", "/refusals")
WRITES = {
    "confirmation": {"confirmed_on": "2026-01-05", "means": "phone"},
    "registration": None,
    "assignment": {"assignee": "clerk-2"},
    "consultations": {"party": "organ", "party_name": "乙", "sent_on": "2026-01-05"},
    "events/1/correction": {"on": "2026-01-05", "reason": "录入有误"},
    "extension": {"working_days": 1, "approved_on": "2026-01-05", "notified_on": "2026-01-05"},
    "extension-request": {"working_days": 1, "reason": "样例理由"},
    "extension-refusal": {"reason": "样例理由"},
    "correction-notice": {"notified_on": "2026-01-05", "items": ["样例补正事项"]},
    "correction-notice/delivery": {"delivered_on": "2026-01-05"},
    "correction": {"received_on": "2026-01-05"},
    "explanation-request": {"requested_on": "2026-01-05"},
    "explanation-request/delivery": {"delivered_on": "2026-01-05"},
    "explanation": {"received_on": "2026-01-05", "reasons": "样例理由"},
    "delay": {"until": "2026-03-02", "notified_on": "2026-01-05", "reason": "样例理由"},
    "pause": {"on": "2026-01-05", "reason": "样例理由"},
    "pause/notice": {"notified_on": "2026-01-05"},
    "resumption": {"on": "2026-01-05", "reason": "样例理由"},
    "fee-notice": {
        "notified_on": "2026-01-05",
        "basis": "pages",
        "quantity": 31,
        "grounds": "样例情形",
    },
    "fee-notice/delivery": {"delivered_on": "2026-01-05"},
    "fee-payment": {"paid_on": "2026-01-05", "amount": "10.00"},
    "fee-waiver": {"reason": "样例理由", "on": "2026-01-05"},
    "withdrawal": {"withdrawn_on": "2026-01-05"},
    "closing": {
        "decision": "other_closing",
        "closed_on": "2026-01-05",
        "evidence": [{"kind": "reason", "note": "样例理由"}],
    },
    "reopening": {"reason": "样例理由", "on": "2026-01-05"},
    "access-code": {"reason": "遗失", "handover": "counter"},
    "applicant-disclosure": {"reason": "核对身份"},
    "applicant-contact": {"phone": "13800000009", "reason": "申请人来电变更"},
    "reply": REPLY,
    "reply/submission": None,
    "reply/approval": None,
    "reply/return": {"reason": "再核"},
    "reply/issuance": {"issued_on": "2026-01-05"},
    "reply/delivery": {"delivered_on": "2026-01-05", "service": "post"},
    "registration/voiding": {"reason": "登错"},
}
SAMPLE = person()
WITHOUT_MAIL = {**SAMPLE, "email": None}
"""An applicant whose new access code goes on paper."""
SECRETS = [SAMPLE[part] for part in ("name", "phone", "email", "address")]
SECRETS.append(SAMPLE["document"]["number"])


def _is_step(path):
    """Whether a call moves a case on, and so can be asked for the whole file."""
    _, *parts = path.split("/")
    return (
        parts[0] == "cases"
        and len(parts) > 2
        and parts[2] not in {"access-code", "applicant-disclosure", "disclosures"}
    )


class Desk:
    """One caller's calls on cases; the last ETag of each case is remembered."""

    def __init__(self, client, headers, organs, clock):
        self.client, self.headers, self.organs, self.clock = client, headers, organs, clock
        self.etags = {}
        self.calendar = base_calendar()

    # -- days

    def today(self):
        return self.clock.today().isoformat()

    def ago(self, working_days):
        """The nth working day before today."""
        return self.calendar.nth_working_day_before(self.clock.today(), working_days)

    def tomorrow(self):
        return (self.clock.today() + timedelta(days=1)).isoformat()

    # -- calls

    async def post(
        self, path, body=None, *, role=Role.CLERK, etag=None, subject=None, key=None, organ=None
    ):
        case_id = path.split("/")[2] if path.startswith("/cases/") else None
        extra = {"Idempotency-Key": key or str(uuid.uuid4())}
        known = etag or self.etags.get(case_id)
        if known is not None:
            extra["If-Match"] = known
        response = await self.client.post(
            f"/requests/v1{path}",
            params={"include": "file"} if _is_step(path) else None,
            json=body,
            headers={**self.headers(role, organ, subject=subject), **extra},
        )
        if response.is_success and "etag" in response.headers:
            self.etags[response.json().get("id", case_id)] = response.headers["etag"]
        return response

    async def done(self, path, body=None, **options):
        """A call that must succeed; its answer."""
        response = await self.post(path, body, **options)
        assert response.is_success, response.text
        return response.json()

    async def get(self, path, *, role=Role.CLERK, organ=None, **params):
        return await self.client.get(
            f"/requests/v1{path}", params=params, headers=self.headers(role, organ)
        )

    async def read(self, case_id, **options):
        """The case as it stands."""
        response = await self.get(f"/cases/{case_id}", **options)
        assert response.status_code == 200, response.text
        self.etags[case_id] = response.headers["etag"]
        return response.json()

    # -- work

    async def try_key_in(self, **changes):
        options = {name: changes.pop(name) for name in ("role", "organ", "key") if name in changes}
        body = {
            "organ_id": str(self.organs.own),
            "channel": "registered_post",
            "arrived_on": self.today(),
            "title": "测试文件",
            "description": "2025年测试文件一份",
            "applicant": person(),
            **changes,
        }
        return await self.post("/cases", body, **options)

    async def key_in(self, **changes):
        response = await self.try_key_in(**changes)
        assert response.status_code == 201, response.text
        return response.json()

    async def registered(self, **changes):
        """A case that was keyed in and registered; returns its id."""
        case = await self.key_in(**changes)
        await self.done(f"/cases/{case['id']}/registration", role=changes.get("role", Role.CLERK))
        return case["id"]

    async def consult(self, case_id, sent_on, *, party="third_party", **more):
        """Send a letter; returns the case and the consultation's id. What was entered after the
        term is confirmed.
        """
        body = {"party": party, "party_name": "测试乙", "sent_on": str(sent_on), **more}
        before = {item["id"] for item in (await self.read(case_id))["consultations"]}
        await self.done(f"/cases/{case_id}/consultations", body)
        case = await self.confirmed(case_id)
        (new,) = {item["id"] for item in case["consultations"]} - before
        return case, new

    async def answer(self, case_id, consultation_id, answered_on, opinion="consents"):
        body = {"answered_on": str(answered_on), "opinion": opinion}
        return await self.done(f"/cases/{case_id}/consultations/{consultation_id}/answer", body)

    async def approved(self, case_id, reply=REPLY, *, on=None):
        """Draft, hand in and approve a reply; on paper, where it was on an earlier day."""
        await self.done(f"/cases/{case_id}/reply", reply)
        await self.done(f"/cases/{case_id}/reply/submission")
        body = None if on is None else {"approved_on": str(on), "paper": "测试柜"}
        await self.done(f"/cases/{case_id}/reply/approval", body, role=Role.HEAD)
        return await self.confirmed(case_id)

    async def decide_chain(self, *levels):
        """Through which levels replies of the own organ go from now on."""
        path = f"/requests/v1/approval-chains/{self.organs.own}"
        headers = self.headers(Role.HEAD)
        version = (await self.client.get(path, headers=headers)).headers["etag"]
        answer = await self.client.put(
            path, json={"levels": levels}, headers={**headers, "If-Match": version}
        )
        assert answer.is_success, answer.text
        return answer.json()

    async def replied(self, case_id, issued_on=None, reply=REPLY):
        """A reply from draft to issue, approved on the day on which it went out."""
        await self.approved(case_id, reply, on=issued_on)
        body = {"issued_on": str(issued_on or self.today())}
        await self.done(f"/cases/{case_id}/reply/issuance", body)
        return await self.confirmed(case_id)

    async def confirmed(self, case_id, **options):
        """The case, after the leader in charge has confirmed what was entered late."""
        case = await self.read(case_id, **options)
        for entry in case["late_entries"]:
            if entry["awaits_confirmation"]:
                path = f"/cases/{case_id}/events/{entry['seq']}/confirmation"
                body = {"reason": "核对纸质材料"}
                case = await self.done(path, body, role=Role.LEADER, **options)
        return case

    async def file(self, n=1, *, key=None, organ=None, applicant=None, title="测试文件"):
        """An application filed online."""
        return await self.client.post(
            "/requests/v1/applications",
            json={
                "organ_id": str(organ or self.organs.own),
                "title": title,
                "description": "2025年测试文件一份",
                "applicant": applicant or person(n),
            },
            headers={"Idempotency-Key": key or str(uuid.uuid4())},
        )

    async def filed(self, applicant=None):
        """An application filed online: the case that the office makes of it, and the receipt."""
        receipt = (await self.file(applicant=applicant)).json()
        found = await self.get("/cases", number=receipt["receipt_number"])
        case_id = found.json()["items"][0]["id"]
        await self.read(case_id)
        return case_id, receipt

    async def change_contact(self, case_id, **body):
        path = f"/cases/{case_id}/applicant-contact"
        return await self.done(path, {"reason": "书面要求变更", **body})

    async def changes(self, *streams):
        """Every event of the feed, as the platform reads it from the start."""
        items, cursor = [], None
        while True:
            params = {"stream": list(streams), "limit": 500} | (
                {"cursor": cursor} if cursor else {}
            )
            answer = await self.client.get(
                "/requests/v1/changes", params=params, headers=self.headers.platform()
            )
            assert answer.status_code == 200, answer.text
            page = answer.json()
            items += page["items"]
            cursor = page["next_cursor"]
            if not page["has_more"]:
                return items
