"""What an application says about who applies (条例29), and how that is shown to an office."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from gongkai.http.contacts import MailAddress
from gongkai.http.schemas import In, Out, Text, refusal
from requests_api.applicants.identity import (
    WANTED,
    birth_date,
    is_valid_document,
    normalise_document_number,
)
from requests_api.applicants.kinds import (
    NOT_KEPT,
    AgentAuthority,
    ApplicantKind,
    DocumentType,
    HelpNeeded,
    allowed_documents,
)
from requests_api.applicants.phones import WANTED as WANTED_OF_A_PHONE
from requests_api.applicants.phones import PhoneFault, read_phone


def _phone(value: str) -> str:
    number = read_phone(value)
    if isinstance(number, PhoneFault):
        raise refusal(number.value, *WANTED_OF_A_PHONE[number])
    return number


Phone = Annotated[Text, Field(max_length=40), AfterValidator(_phone)]
"""A phone number that can be called, held in its one spelling (extension after a dash)."""


class IdentityDocumentIn(In):
    """A document that proves who somebody is; the number is held in its normalised spelling."""

    type: DocumentType
    """What kind of document it is."""
    number: Annotated[Text, Field(max_length=60)]
    """Its number; the check digit must hold where there is one."""

    @field_validator("number")
    @classmethod
    def _can_be_real(cls, number: str, info: ValidationInfo) -> str:
        number = normalise_document_number(number)
        document_type = info.data.get("type")
        if document_type is not None and not is_valid_document(document_type, number):
            raise refusal("identity_document_invalid", *WANTED[document_type])
        return number

    def is_of_somebody_born_by(self, today: date) -> bool:
        """False where the number names a day of birth that is still to come."""
        if self.type is not DocumentType.RESIDENT_ID:
            return True
        born = birth_date(self.number)
        return born is not None and born <= today


class AgentIn(In):
    """Somebody who applies in another's name, with the authority to (授权委托书)."""

    name: Annotated[Text, Field(max_length=100)]
    """Their name."""
    phone: Phone
    """Their phone number."""
    document: IdentityDocumentIn | None = None
    """Their identity document."""
    authority_kind: AgentAuthority = AgentAuthority.ENTRUSTED
    """By what they act."""
    authority: Text | None = None
    """Where the authority (授权委托书、关系证明) is found, as far as it is paper."""

    @model_validator(mode="after")
    def _guardian_shows_a_document(self) -> Self:
        """Who acts for a person under guardianship is known by the own document."""
        if self.authority_kind is AgentAuthority.GUARDIAN and self.document is None:
            raise refusal(
                "guardian_without_document",
                "监护人代为申请的，应填写监护人的身份证件",
                "A guardian states the own identity document",
            )
        return self


class ApplicantIn(In):
    """The applicant: a natural person, or an organisation of one of the five kinds counted."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "natural",
                    "name": "测试甲",
                    "document": {"type": "resident_id", "number": "110101190001010014"},
                    "phone": "13800000001",
                    "email": "applicant@example.com",
                }
            ]
        }
    )

    kind: ApplicantKind
    """What kind of applicant it is; the annual report counts by it."""
    name: Annotated[Text, Field(max_length=100)]
    """The name, of a person or an organisation."""
    document: IdentityDocumentIn
    """The identity document, of a kind that this applicant has."""
    phone: Phone
    """A phone number that can be called."""
    email: MailAddress | None = None
    """A mail address, for messages and a lost access code."""
    address: Text | None = None
    """A postal address."""
    contact_person: Annotated[Text, Field(max_length=100)] | None = None
    """Whom to ask for in an organisation."""
    agent: AgentIn | None = None
    """Who applies in the applicant's name, if anybody does."""
    help_needed: Annotated[tuple[HelpNeeded, ...], Field(max_length=4)] = ()
    """Difficulties in which the office owes help (条例43)."""

    @field_validator("document")
    @classmethod
    def _shown_by_this_kind(
        cls, document: IdentityDocumentIn, info: ValidationInfo
    ) -> IdentityDocumentIn:
        kind = info.data.get("kind")
        if kind is not None and document.type not in cls.may_show(kind):
            raise refusal(
                "identity_document_of_other_kind",
                "该类申请人不使用此类证件",
                "Must be a document that this kind of applicant has",
            )
        return document

    @classmethod
    def may_show(cls, kind: ApplicantKind) -> frozenset[DocumentType]:
        """The documents that an applicant of this kind may show."""
        return allowed_documents(kind)

    def documents(self) -> Iterator[tuple[str, IdentityDocumentIn]]:
        """The documents of applicant and agent, each with its JSON pointer below the applicant."""
        yield "/document", self.document
        if self.agent is not None and self.agent.document is not None:
            yield "/agent/document", self.agent.document


def _kept_phone(value: str) -> str:
    return value if value == NOT_KEPT else _phone(value)


class EarlierApplicantIn(ApplicantIn):
    """The applicant of a case of an earlier register, which may have kept neither document nor
    phone.
    """

    phone: Annotated[Text, Field(max_length=40), AfterValidator(_kept_phone)]
    """A phone number, or that it is not known."""

    @property
    def is_whole(self) -> bool:
        """Whether both are known."""
        return self.document.type is not DocumentType.UNKNOWN and self.phone != NOT_KEPT

    @classmethod
    def may_show(cls, kind: ApplicantKind) -> frozenset[DocumentType]:
        """Besides, one that is not known."""
        return super().may_show(kind) | {DocumentType.UNKNOWN}


class ApplicantOut(Out):
    """The applicant, masked."""

    kind: ApplicantKind
    """What kind of applicant it is."""
    name: str
    """The name, masked."""
    document_type: DocumentType
    """What kind of identity document was shown."""
    document_number: str
    """Its number, masked."""
    phone: str
    """The phone number, masked."""
    email: str | None
    """The mail address, masked."""
    address: str | None
    """The postal address, masked."""
    contact_person: str | None
    """Whom to ask for in an organisation, masked."""
    agent_name: str | None
    """Who applies in the applicant's name, if anybody does."""
    agent_authority: AgentAuthority | None
    """By what they act; null where nobody does."""
    agent_authority_label: str | None
    """What an office calls that."""
    is_agent_authority_shown: bool | None
    """Whether paper or a file that proves it is noted; null where nobody acts for the applicant."""
    help_needed: list[HelpNeeded]
    """Difficulties in which the office owes help (条例43)."""
    help_needed_labels: list[str]
    """What an office calls them, in the same order."""


class DocumentNumberOut(Out):
    """A document in the clear."""

    type: DocumentType
    """What kind of document it is."""
    number: str
    """Its number."""


class AgentUnmaskedOut(Out):
    """Who applies in another's name, in the clear."""

    name: str
    """Their name."""
    phone: str
    """Their phone number."""
    document: DocumentNumberOut | None
    """Their identity document."""
    authority_kind: AgentAuthority
    """By what they act."""
    authority: str | None
    """Where the paper that proves it is found."""
    authority_attachment_id: UUID | None
    """The attachment that proves it."""


_UNMASKED: dict[str, object] = {
    "kind": "natural",
    "name": "测试甲",
    "document": {"type": "resident_id", "number": "110101190001010014"},
    "phone": "13800000001",
    "email": "applicant@example.com",
}


class ApplicantUnmaskedOut(Out, json_schema_extra={"examples": [_UNMASKED]}):
    """The applicant in the clear; reading it leaves a record."""

    kind: ApplicantKind
    """What kind of applicant it is."""
    name: str
    """The name."""
    document: DocumentNumberOut
    """The identity document."""
    phone: str
    """The phone number."""
    email: str | None
    """The mail address."""
    address: str | None
    """The postal address."""
    contact_person: str | None
    """Whom to ask for in an organisation."""
    agent: AgentUnmaskedOut | None
    """Who applies in the applicant's name, if anybody does."""
