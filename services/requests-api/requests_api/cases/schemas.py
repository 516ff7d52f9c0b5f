"""What enters and leaves the case routes."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from gongkai.deadlines.lights import Light
from gongkai.http.schemas import Count, Day, In, LongText, Out, ShortText, Text, refusal
from requests_api.applicants.schemas import ApplicantIn, ApplicantOut
from requests_api.cases.kinds import ConfirmationMeans, Opinion, SupplyForm
from requests_api.cases.lifecycle import CaseState, Stage, Step
from requests_api.clock.facts import Channel, Party, Service
from requests_api.clock.outcome import State as ClockState
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.schemas import EvidenceOut


class WantedIn(In):
    """What is wanted (条例29): its name, in which form, and what else may help to find it.

    The name is enough; the document number and a description may be left out.
    """

    title: Annotated[Text, Field(description="所需信息的名称")]
    description: Annotated[
        LongText | None, Field(max_length=4000, description="便于查询的其他特征性描述")
    ] = None
    document_reference: Annotated[Text | None, Field(description="文号")] = None
    supply_form: SupplyForm = SupplyForm.ELECTRONIC


class CaseIn(WantedIn):
    """An application that reached the office otherwise than online, keyed in with its dates."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organ_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                    "channel": "registered_post",
                    "arrived_on": "2025-09-26",
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

    organ_id: UUID
    channel: Channel
    arrived_on: Day
    confirmed_on: Day | None = None
    applicant: ApplicantIn
    assignee: ShortText | None = None
    source: Annotated[ShortText | None, Field(description="来源系统")] = None
    external_id: Annotated[
        Text | None, Field(description="来源系统中的编号", validate_default=True)
    ] = None

    @field_validator("external_id")
    @classmethod
    def _goes_with_source(cls, external_id: str | None, info: ValidationInfo) -> str | None:
        """Each alone would name no record, and nothing would keep it from coming twice."""
        if "source" in info.data and (info.data["source"] is None) != (external_id is None):
            raise refusal(
                "source_and_external_id",
                "来源系统与其编号应同时填写",
                "source and external_id go together",
            )
        return external_id


class ConfirmationIn(In):
    """Receipt confirmed with the applicant (条例31)."""

    confirmed_on: Day
    means: ConfirmationMeans


class VoidIn(In):
    """Why a registration was a mistake."""

    reason: Text


class AssignmentIn(In):
    """Who is responsible from now on: the subject of a person."""

    assignee: ShortText


class ExtensionIn(In):
    """An extension (条例33): how long, when agreed by the head, when told to the applicant."""

    working_days: Annotated[Count, Field(ge=1, le=366)]
    approved_on: Day
    notified_on: Day


class WithdrawalIn(In):
    """The day on which the applicant withdrew."""

    withdrawn_on: Day


class ReasonIn(In):
    """Why."""

    reason: Text


class ConsultationOut(Out):
    """A consultation; the party's name is masked."""

    id: UUID
    party: Party
    party_name: str
    sent_on: date
    delivered_on: date | None
    answered_on: date | None
    opinion: Opinion | None


class ReplyOut(Out):
    """A reply; its text, which names the applicant, only for those who draft or approve it."""

    id: UUID
    draft: int
    decision: DecisionCode
    decision_label: str
    evidence: list[EvidenceOut]
    content: str | None
    document_number: str | None
    drafted_by: str
    drafted_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    return_reason: str | None
    issued_on: date | None
    delivered_on: date | None
    delivery: Service | None


class DeadlineOut(Out):
    """A deadline of the case as an entity."""

    id: UUID
    rule: str
    ref: str
    """What the rule applies to inside the case: a consultation's id, or empty."""
    state: str
    due_on: date | None
    provisional: bool
    revision: int


class CaseListItem(Out):
    """A case in a worklist."""

    id: UUID
    version: int
    receipt_number: str
    number: str | None
    organ_id: UUID
    state: CaseState
    state_label: str
    stage: Stage
    channel: Channel
    applicant_name: str
    title: str
    assignee: str | None
    received_on: date | None
    due_on: date | None
    provisional: bool
    next_due_on: date | None
    """The earliest deadline of any kind that runs, the house deadline for confirmation included."""
    remaining_working_days: int | None
    """To the date that `light` shows: `due_on`, or the house deadline of an unconfirmed receipt."""
    light: Light
    available_actions: list[Step]


class CaseOut(Out):
    """A case with everything an office needs to decide the next step."""

    id: UUID
    version: int
    receipt_number: str
    number: str | None
    organ_id: UUID
    organ_name: str | None
    source: str | None
    external_id: str | None
    state: CaseState
    state_label: str
    stage: Stage
    channel: Channel
    applicant: ApplicantOut
    title: str
    description: str
    document_reference: str | None
    supply_form: SupplyForm
    assignee: str | None
    arrived_on: date
    confirmed_on: date | None
    received_on: date | None
    rule_set: str
    clock_state: ClockState
    due_on: date | None
    provisional: bool
    remaining_working_days: int | None
    """To the date that `light` shows: `due_on`, or the house deadline of an unconfirmed receipt."""
    light: Light
    extended: bool
    decision: DecisionCode | None
    replied_on: date | None
    delivered_on: date | None
    calendar_version: str
    consultations: list[ConsultationOut]
    deadlines: list[DeadlineOut]
    reply: ReplyOut | None
    available_actions: list[Step]
    created_at: datetime


class EventOut(Out):
    """An event on record."""

    seq: int
    type: str
    occurred_on: date
    recorded_at: datetime
    actor: str
    data: dict[str, object]
    hash: str


class RefusalOut(Out):
    """A step that was refused."""

    step: str
    code: str
    actor: str
    refused_at: datetime


class VerificationOut(Out):
    """Whether the record is whole and unchanged."""

    valid: bool
    length: int
    head: str
    first_broken: int | None
    reason: str | None


class AccessCodeOut(Out):
    """A new access code; it is shown this once."""

    receipt_number: str
    access_code: str
