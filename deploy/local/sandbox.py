"""Cases in every situation, for whoever tries the platform: `python -m deploy.local.sandbox FILE`.

Made on the first start by the API alone, as an office would, in the clerk's organ. The title of
each says what it shows. Applicants are made up; nobody can have their numbers.
"""

import sys
from collections.abc import Callable
from typing import Any

from deploy.local import messages
from deploy.local.tour import expectations
from deploy.local.tour.guide import Guide, guided

_REPLY = {
    "decision": "disclosed",
    "evidence": [{"kind": "supply", "note": "随函提供电子件一份"}],
    "content": "您申请的政府信息可以公开，随函提供电子件。",
}
_PAPER = {"paper": "示例柜，审批单第7号"}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_TERM = 20
"""Working days of the answer period (条例33)."""

_OF_SOURCE = (
    "source",
    "external_id",
    "name",
    "short_name",
    "aliases",
    "kind",
    "level",
    "code",
    "region_code",
    "valid_from",
    "valid_until",
)
_INTAKE = {
    "takes_applications": True,
    "channels": ["in_person", "registered_post", "online"],
    "disclosure_office": {
        "name": "示例：政府信息公开办公室",
        "address": "示例路1号",
        "office_hours": "工作日 9:00–12:00，14:00–17:00",
        "phone": "000-00000000",
    },
    "reconsideration_authority": "示例市人民政府",
    "court": "示例市示例区人民法院",
}

Act = Callable[["Sandbox", str], None]


class Sandbox:
    """Makes cases by the API; `act` calls a step of one as somebody."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._organ = guide.get("/requests/v1/me", role="clerk")["organ_id"]
        self._made = 0

    def ago(self, working_days: int) -> str:
        """The day so many working days ago; 0 is today."""
        guide = self._guide
        return (guide.working_days_ago(working_days) if working_days else guide.today).isoformat()

    def take_applications(self) -> None:
        """The organ stands in the public directory, with an office that is made up."""
        organ = self._guide.get(f"/catalog/v1/organs/{self._organ}", role="admin")
        whole = {name: organ[name] for name in _OF_SOURCE}
        self._guide.post(
            "/catalog/v1/organs:bulk-upsert", {"items": [whole | _INTAKE]}, role="admin"
        )

    def apply(self, title: str) -> None:
        """An application through the portal."""
        self._guide.post("/requests/v1/applications", self._told(title))

    def key_in(self, title: str, channel: str, arrived: int) -> str:
        """An application on paper that a clerk enters; returns its id."""
        body = {**self._told(title), "channel": channel, "arrived_on": self.ago(arrived)}
        return str(self._guide.post("/requests/v1/cases", body, role="clerk")["id"])

    def act(
        self, case: str, step: str, body: dict[str, Any] | None = None, role: str = "clerk"
    ) -> Any:  # noqa: ANN401 - JSON
        """A step of a case."""
        return self._guide.post(f"/requests/v1/cases/{case}/{step}", body, role=role)

    def write(self, case: str, body: dict[str, Any]) -> None:
        """A letter of a case, once the office knows where its acts are contested."""
        guide = self._guide
        guide.wait(expectations.LISTED, lambda: guide.get("/requests/v1/organs")["items"])
        self.act(case, "letters", body)
        guide.know(guide.get(f"/requests/v1/cases/{case}", role="clerk"))

    def _told(self, title: str) -> dict[str, Any]:
        self._made += 1
        return {
            "organ_id": self._organ,
            "title": f"示例：{title}",
            "description": f"示例文件第{self._made}号",
            "applicant": {
                "kind": "natural",
                "name": f"测试{_STEMS[self._made % len(_STEMS)]}",
                "document": {"type": "passport", "number": f"E{self._made:08d}"},
                "phone": f"1380001{self._made:04d}",
            },
        }


def register(sandbox: Sandbox, case: str) -> None:
    """Registered, and the clerk is responsible."""
    sandbox.act(case, "registration")
    sandbox.act(case, "assignment", {"assignee": "clerk"})


def consult(sandbox: Sandbox, case: str) -> None:
    """A third party has been asked: the clock stands."""
    _ask(sandbox, case)


def objected(sandbox: Sandbox, case: str) -> None:
    """The third party has objected; a disclosure needs the head's override."""
    letter = _ask(sandbox, case)
    answer = {"answered_on": sandbox.ago(2), "opinion": "objects"}
    sandbox.act(case, f"consultations/{letter}/answer", answer)


def _ask(sandbox: Sandbox, case: str) -> str:
    body = {"party": "third_party", "party_name": "示例企业", "sent_on": sandbox.ago(5)}
    return str(sandbox.act(case, "consultations", body)["created"]["id"])


def draft(sandbox: Sandbox, case: str) -> None:
    """A reply is drafted."""
    sandbox.act(case, "reply", _REPLY)


def submit(sandbox: Sandbox, case: str) -> None:
    """A reply waits for approval."""
    draft(sandbox, case)
    sandbox.act(case, "reply/submission")


def give_back(sandbox: Sandbox, case: str) -> None:
    """The head wants the draft mended."""
    submit(sandbox, case)
    sandbox.act(case, "reply/return", {"reason": "请补充公开依据"}, "head")


def approve(sandbox: Sandbox, case: str) -> None:
    """A reply is approved and has not left."""
    submit(sandbox, case)
    sandbox.act(case, "reply/approval", role="head")


def issue(sandbox: Sandbox, case: str) -> None:
    """A reply has left today and was delivered."""
    approve(sandbox, case)
    sandbox.act(case, "reply/issuance", {"issued_on": sandbox.ago(0)})
    delivery = {"delivered_on": sandbox.ago(0), "service": "online"}
    sandbox.act(case, "reply/delivery", delivery)


def issue_on_paper(sandbox: Sandbox, case: str) -> None:
    """A reply left in time by what was told after the term: two entries await confirmation."""
    submit(sandbox, case)
    day = sandbox.ago(5)
    sandbox.act(case, "reply/approval", {"approved_on": day, **_PAPER}, "head")
    sandbox.act(case, "reply/issuance", {"issued_on": day, **_PAPER})


def extend(sandbox: Sandbox, case: str) -> None:
    """The term is longer by ten working days."""
    today = sandbox.ago(0)
    body = {"working_days": 10, "approved_on": today, "notified_on": today}
    sandbox.act(case, "extension", body, "head")


def withdraw(sandbox: Sandbox, case: str) -> None:
    """The applicant does not want it any more."""
    sandbox.act(case, "withdrawal", {"withdrawn_on": sandbox.ago(0)})


def close(sandbox: Sandbox, case: str) -> None:
    """It ends without a reply, by the head and after a letter that tells the applicant."""
    reason = "示例：申请人已在现场取得全部材料"
    told = {"closing": "other_closing", "reason": reason}
    sandbox.write(case, {"kind": "closing_notice", "variables": told})
    evidence = [{"kind": "reason", "note": reason}]
    body = {"decision": "other_closing", "closed_on": sandbox.ago(0), "evidence": evidence}
    sandbox.act(case, "closing", body, "head")


def wait(_sandbox: Sandbox, _case: str) -> None:
    """Registered and nothing else."""


SITUATIONS: tuple[tuple[str, int, Act], ...] = (
    ("已登记，期限充裕", 2, wait),
    ("已登记，第三方意见征求中，期限暂停", 12, consult),
    ("第三方不同意公开，须由负责人决定是否不予采纳", 12, objected),
    ("已拟稿", 8, draft),
    ("审批退回，须修改", 14, give_back),
    ("审批中，明日到期", _TERM - 1, submit),
    ("已批准，今日到期，须发出", _TERM, approve),
    ("已逾期，尚未拟稿", _TERM + 5, wait),
    ("已逾期，审批中", _TERM + 2, submit),
    ("已延长答复期限", 15, extend),
    ("按期答复并送达", 10, issue),
    ("逾期答复", _TERM + 6, issue),
    ("逾期后补录的答复，待第二人确认", _TERM + 4, issue_on_paper),
    ("申请人撤回", 6, withdraw),
    ("不作答复办结", 9, close),
)
"""What a case shows, how many working days ago it arrived, and what was done after registering."""


def fill(guide: Guide) -> None:
    """Make them all."""
    sandbox = Sandbox(guide)
    sandbox.take_applications()
    sandbox.apply("网上申请，待与申请人确认收到")
    sandbox.key_in("平常信函，确认收到已逾期", "ordinary_post", 5)
    for title, arrived, act in SITUATIONS:
        case = sandbox.key_in(title, "registered_post", arrived)
        register(sandbox, case)
        act(sandbox, case)
    guide.tell(messages.SAMPLES, count=len(SITUATIONS) + 2)


if __name__ == "__main__":
    sys.exit(guided(fill))
