"""What an applicant sends and is shown."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from gongkai.http.schemas import Out
from requests_api.access_codes.schemas import ActUnderReissueOut, CodeReissueOut
from requests_api.applicants.schemas import ApplicantIn
from requests_api.cases.states import CaseState, Stage
from requests_api.closings.schemas import ClosingForApplicantOut
from requests_api.corrections.schemas import CorrectionForApplicantOut
from requests_api.decisions.model import DecisionCode
from requests_api.explanations.schemas import ExplanationForApplicantOut
from requests_api.fees.schemas import FeeForApplicantOut
from requests_api.intake.schemas import WantedIn
from requests_api.timeline.schemas import OuterEntryOut


class ApplicationIn(WantedIn):
    """An application filed online (条例29)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organ_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                    "title": "道路施工许可",
                    "description": "测试路2025年施工许可决定书",
                    "applicant": {
                        "kind": "natural",
                        "name": "测试甲",
                        "document": {"type": "resident_id", "number": "110101190001010014"},
                        "phone": "13800000001",
                    },
                }
            ]
        }
    )

    organ_id: Annotated[UUID, Field(description="受理机关")]
    applicant: ApplicantIn
    """Who applies."""


_FILED: dict[str, object] = {
    "receipt_number": "S20260105-ABCDEFGH",
    "access_code": "0000-0000-0000-0000-0000-0000-00",
    "arrived_on": "2026-01-05",
    "next_step": "样例：请保存回执编号和查询码",
}


class ApplicationFiledOut(Out, json_schema_extra={"examples": [_FILED]}):
    """The receipt: with number and code the applicant follows the application. Shown once."""

    receipt_number: str
    """The number of the receipt."""
    access_code: str
    """The code that opens the application; shown this once."""
    arrived_on: date
    """The day of arrival."""
    received_on: date | None
    """The legal receipt, from which the period counts; null until it is confirmed (条例31)."""
    next_step: str
    """What happens next, in a sentence for the applicant."""


class ReplyForApplicantOut(Out):
    """An issued reply."""

    decision: DecisionCode
    """What was decided."""
    decision_label: str
    """What an office calls the decision."""
    document_number: str | None
    """Number of the letter."""
    content: str
    """The letter's text."""
    issued_on: date
    """The day on which it went out."""
    delivered_on: date | None
    """The day on which it was served."""


_APPLICATION: dict[str, object] = {
    "receipt_number": "S20260105-ABCDEFGH",
    "number": "示例依申〔2026〕1号",
    "title": "示例规划许可",
    "state": "replied",
    "state_label": "已答复",
    "stage": "reply",
    "stage_label": "答复",
    "arrived_on": "2026-01-05",
    "received_on": "2026-01-05",
    "was_due_on": "2026-02-02",
    "provisional": False,
    "reply": {
        "decision": "disclosed",
        "decision_label": "予以公开",
        "document_number": "示例答〔2026〕1号",
        "content": "示例答复正文",
        "issued_on": "2026-01-20",
    },
    "correction": None,
    "explanation": None,
    "can_correct": False,
    "can_withdraw": False,
    "acts_under_reissue": [],
    "timeline": [{"on": "2026-01-05", "text": "收到您的申请"}],
}


class ApplicationOut(Out, json_schema_extra={"examples": [_APPLICATION]}):
    """An application as its applicant sees it."""

    receipt_number: str
    """The number of the receipt."""
    number: str | None
    """The number in the register; null before it is registered."""
    title: str
    """What is wanted."""
    state: CaseState
    """Where it stands."""
    state_label: str
    """What an office calls the state."""
    stage: Stage
    """The statutory stage (条例45)."""
    stage_label: str
    """What an office calls the stage."""
    arrived_on: date
    """The day of arrival, from which no period counts yet."""
    received_on: date | None
    """The legal receipt, from which the period counts; null until it is confirmed."""
    due_on: date | None
    """The last day for the answer; null while no period runs."""
    was_due_on: date | None
    """The last day for the answer that held when the application was answered or ended."""
    due_on_basis: str | None
    """Why it is that day: the period, and what restarted or extended it."""
    provisional: bool
    """Whether no holiday notice settles that day yet."""
    reply: ReplyForApplicantOut | None
    """The reply, once it is issued."""
    closing: ClosingForApplicantOut | None
    """How it ended without a reply; the letter says why, and what can be done."""
    correction: CorrectionForApplicantOut | None
    """What the applicant is asked to correct, and until when (条例30)."""
    explanation: ExplanationForApplicantOut | None
    """That the applicant is asked for reasons, and until when (条例35)."""
    delayed_until: date | None
    """The day that was set for the answer in place of the term (条例35)."""
    paused_since: date | None
    """From when the office's local term stands, for force majeure."""
    can_correct: bool
    """Whether a correction is awaited."""
    fee: FeeForApplicantOut | None
    """The processing fee, with how it was computed and until when it is to be paid; null where none
    was noticed.
    """
    can_withdraw: bool
    """Whether the applicant can withdraw now."""
    code_reissue: CodeReissueOut | None
    """The last re-issue of the access code, if there was one."""
    acts_under_reissue: list[ActUnderReissueOut]
    """What was done under a re-issued code."""
    timeline: list[OuterEntryOut]
    """What happened so far, in sentences, in the language of `Accept-Language`."""
