"""What enters when an application is taken in or its receipt is confirmed."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from gongkai.http.documents import DocumentNumber
from gongkai.http.schemas import Day, In, LongText, Text, refusal
from gongkai.http.screened import ScreenedDocumentNumber, ScreenedShortText, ScreenedText
from gongkai.organs import Channel
from requests_api.applicants.schemas import ApplicantIn
from requests_api.cases.kinds import SupplyForm
from requests_api.intake.kinds import ConfirmationMeans
from requests_api.matters.schemas import PaperIn


class WantedIn(In):
    """What is wanted (条例29): its name, in which form, and what else may help to find it.

    The name is enough; the document number and a description may be left out.
    """

    title: Annotated[Text, Field(description="所需信息的名称")]
    description: Annotated[
        LongText | None, Field(max_length=4000, description="便于查询的其他特征性描述")
    ] = None
    document_reference: Annotated[DocumentNumber | None, Field(description="文号")] = None
    supply_form: SupplyForm = SupplyForm.ELECTRONIC
    """In which form the information is wanted."""


_KEYED_IN: dict[str, object] = {
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


class CaseOfSourceIn(WantedIn, json_schema_extra={"examples": [_KEYED_IN]}):
    """An application that reached the office otherwise than online, with its dates, as the system
    knows it that is named in the address.
    """

    title: Annotated[
        ScreenedText, Field(description="所需信息的名称；不得含个人的号码，原文可写入描述")
    ]
    document_reference: Annotated[ScreenedDocumentNumber | None, Field(description="文号")] = None
    organ_id: UUID
    """The organ that was asked."""
    channel: Channel
    """On which way it arrived."""
    arrived_on: Day
    """The day on which it arrived."""
    confirmed_on: Day | None = None
    """The day on which receipt was confirmed, where that has happened."""
    read_back_on: Annotated[
        Day | None, Field(description="口头申请：代为填写后向申请人宣读并经其确认的日期（条例29）")
    ] = None
    applicant: ApplicantIn
    """Who applies."""
    assignee: ScreenedShortText | None = None
    """Who is responsible from the first: the subject of their tokens."""


class CaseIn(CaseOfSourceIn, json_schema_extra={"examples": [_KEYED_IN]}):
    """An application that reached the office otherwise than online, keyed in with its dates."""

    source: Annotated[ScreenedShortText | None, Field(description="来源系统")] = None
    external_id: Annotated[
        ScreenedText | None, Field(description="来源系统中的编号", validate_default=True)
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


class ReadBackIn(PaperIn, json_schema_extra={"examples": [{"read_back_on": "2026-01-05"}]}):
    """An oral application was read back, and its applicant confirmed it (条例29)."""

    read_back_on: Annotated[Day, Field(description="宣读并经申请人确认的日期")]


class ConfirmationIn(
    In, json_schema_extra={"examples": [{"confirmed_on": "2026-01-05", "means": "phone"}]}
):
    """Receipt confirmed with the applicant (条例31)."""

    confirmed_on: Day
    """The day on which it was confirmed."""
    means: ConfirmationMeans
    """By what."""
