"""Step 8: one case with nearly everything: correction, third parties, extension, fee, letters."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from deploy.local.tour import expectations, words
from deploy.local.tour.cases import PERSON
from deploy.local.tour.guide import Guide, check, check_same

_TERM, _EXTENSION = 20, 10
_ARRIVED, _ASKED, _CORRECTED, _SENT, _FIRST_ANSWER, _LAST_ANSWER, _FEE = 7, 6, 5, 4, 3, 2, 1
"""Working days ago."""
_PAGES, _YUAN = 31, "10.00"
"""One page more than costs nothing (国办函〔2020〕109号)."""


class LongCase:
    """Walks one case through its procedures, and compares each date with its own count."""

    def __init__(self, guide: Guide, organ: str) -> None:
        self._guide = guide
        self._case: dict[str, Any] = guide.post(
            "/requests/v1/cases",
            {
                "organ_id": organ,
                "channel": "registered_post",
                "arrived_on": self._ago(_ARRIVED),
                "title": "补助发放资料",
                "description": "示例街道补助发放资料",
                "applicant": {**PERSON, "name": "测试丙", "phone": "13800000003", "email": None},
            },
            role="clerk",
        )
        self._path = f"/requests/v1/cases/{self._case['id']}"

    def walk(self) -> Mapping[str, Any]:
        """From the registration to the reply; the case as it stands then."""
        self._step("registration")
        self._correct()
        objecting = self._consult()
        self._extend()
        self._charge()
        self._answer(objecting)
        self._tell()
        return self._read()

    def _correct(self) -> None:
        asked = {"notified_on": self._ago(_ASKED), "delivered_on": self._ago(_ASKED)}
        body = {**asked, "items": ["请写明资料的名称和年份"], "working_days": 7}
        waiting = self._step("correction-notice", body)
        check(waiting["due_on"] is None, expectations.STANDS)
        self._draw("correction_notice")
        came = {"received_on": self._ago(_CORRECTED), "title": "示例街道上年补助发放明细"}
        found = self._step("correction", came)
        due = self._due(_TERM)
        check_same(found["due_on"], due, expectations.DUE)
        self._guide.tell(
            words.CORRECTED, asked=self._ago(_ASKED), came=self._ago(_CORRECTED), due=due
        )

    def _consult(self) -> str:
        """Two third parties at once; the id of the letter to the one who objects in part."""
        letters: list[str] = []
        for name in ("示例企业一", "示例企业二"):
            body = {"party": "third_party", "party_name": name, "sent_on": self._ago(_SENT)}
            letters.append(self._step("consultations", body)["created"]["id"])
        answers = ((_FIRST_ANSWER, "consents"), (_LAST_ANSWER, "objects_in_part"))
        for letter, (day, opinion) in zip(letters, answers, strict=True):
            body = {"answered_on": self._ago(day), "opinion": opinion}
            found = self._step(f"consultations/{letter}/answer", body)
        stopped = _SENT - _LAST_ANSWER
        due = self._due(_TERM + stopped)
        check_same(found["due_on"], due, expectations.DUE)
        first, last = self._ago(_FIRST_ANSWER), self._ago(_LAST_ANSWER)
        self._guide.tell(words.TWO_PARTIES, first=first, last=last, days=stopped, due=due)
        return letters[-1]

    def _extend(self) -> None:
        on = self._ago(_LAST_ANSWER)
        body = {"working_days": _EXTENSION, "approved_on": on, "notified_on": on}
        found = self._step("extension", body, role="head")
        due = self._due(_TERM + _SENT - _LAST_ANSWER + _EXTENSION)
        check_same(found["due_on"], due, expectations.DUE)
        self._draw("extension_notice")
        self._guide.tell(words.EXTENDED, days=_EXTENSION, due=due)

    def _charge(self) -> None:
        on = self._ago(_FEE)
        notice = {"notified_on": on, "delivered_on": on, "basis": "pages", "quantity": _PAGES}
        self._step("fee-notice", {**notice, "grounds": "示例：申请数量明显超过合理范围"})
        self._draw("fee_notice", {"payment": "示例窗口缴纳"})
        check_same(self._read()["fee"]["amount_due"], _YUAN, expectations.FEE)
        paid = {"paid_on": self._guide.today.isoformat(), "amount": _YUAN}
        found = self._step("fee-payment", paid)
        due = self._guide.calendar.nth_working_day_after(self._guide.today, _TERM).isoformat()
        check_same(found["due_on"], due, expectations.DUE)
        self._guide.tell(words.CHARGED, pages=_PAGES, amount=_YUAN, due=due)

    def _answer(self, objecting: str) -> None:
        body = {
            "decision": "partly_disclosed",
            "evidence": [
                {"kind": "supply", "note": "随函提供复印件"},
                {"kind": "withheld_items_and_reasons", "note": "第三方不同意公开的账号部分"},
                {"kind": "legal_basis", "note": "条例第十五条、第三十七条"},
                {"kind": "consultation", "reference": objecting},
            ],
            "content": "您申请的政府信息部分予以公开，随函提供；第三方不同意公开的部分不予公开。",
        }
        self._step("reply", body)
        self._step("reply/submission")
        self._step("reply/approval", role="head")
        self._step("reply/issuance", {"issued_on": self._guide.today.isoformat()})
        letters = self._guide.get(f"{self._path}/letters", role="clerk")["items"]
        check_same(len(letters), 3, expectations.LETTERS)
        kinds = ", ".join(letter["kind"] for letter in letters)
        labels = "、".join(letter["kind_label"] for letter in letters)
        self._guide.tell(words.PARTLY, count=len(letters), kinds=kinds, label=labels)

    def _tell(self) -> None:
        """No mail reaches this applicant: the file lists what the office tells by post."""
        untold = self._read()["untold"]
        check(untold and not any(each["by_mail"] for each in untold), expectations.UNTOLD)
        body = {
            "entries": [each["seq"] for each in untold],
            "by": "post",
            "told_on": self._guide.today.isoformat(),
        }
        self._step("tellings", body)
        check(self._read()["untold"] == [], expectations.ALL_TOLD)
        self._guide.tell(words.TOLD, count=len(untold))

    def _step(
        self, path: str, body: Mapping[str, Any] | None = None, *, role: str = "clerk"
    ) -> Any:  # noqa: ANN401 - JSON
        return self._guide.post(f"{self._path}/{path}", body, role=role)

    def _draw(self, kind: str, variables: Mapping[str, str] | None = None) -> None:
        self._step("letters", {"kind": kind, "variables": variables or {}})
        self._read()

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = self._guide.get(self._path, role="clerk")
        self._guide.know(found)
        return found

    def _ago(self, working_days: int) -> str:
        return self._guide.working_days_ago(working_days).isoformat()

    def _due(self, working_days: int) -> str:
        """So many working days after the corrected application came."""
        came = date.fromisoformat(self._ago(_CORRECTED))
        return self._guide.calendar.nth_working_day_after(came, working_days).isoformat()
