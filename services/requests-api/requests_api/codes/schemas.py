"""Code lists as they are shown: a code, its Chinese name, and what else a form needs of it."""

from typing import Annotated

from pydantic import Field

from gongkai.codes import CodeOut
from gongkai.http.schemas import Out


class ApplicantKindOut(CodeOut):
    """A kind of applicant with the identity documents it may show."""

    document_types: list[str]


class CaseStateOut(CodeOut):
    """A state of a case with its statutory stage (条例45)."""

    stage: str


class DecisionOut(CodeOut):
    """A decision: its articles of the 条例 (empty: none of its own), where the annual report
    counts it, and the kinds of evidence it demands.
    """

    articles: str
    report_row: Annotated[str, Field(validation_alias="row")]
    row_is_fixed: bool
    evidence: list[str]
    question: str | None
    has_reply: bool
    remedy: str
    litigable_alone: bool


class EvidenceKindOut(Out):
    """A kind of evidence: what it must state (`form`), and what its reference names."""

    code: Annotated[str, Field(validation_alias="kind")]
    label: str
    form: str
    refers_to: str | None


class CodeListsOut(Out):
    """Every code list of the service."""

    access_code_handovers: list[CodeOut]
    access_code_origins: list[CodeOut]
    """Under which re-issued code an applicant acted."""
    actions: list[CodeOut]
    applicant_kinds: list[ApplicantKindOut]
    case_events: list[CodeOut]
    case_stages: list[CodeOut]
    case_states: list[CaseStateOut]
    channels: list[CodeOut]
    clock_states: list[CodeOut]
    confirmation_means: list[CodeOut]
    consultation_opinions: list[CodeOut]
    override_grounds: list[CodeOut]
    """Why information is disclosed although a third party objects."""
    consulted_parties: list[CodeOut]
    contact_channels: list[CodeOut]
    """By what the platform reaches an applicant."""
    contact_parts: list[CodeOut]
    """What of an applicant's contact data can change."""
    deadline_rules: list[CodeOut]
    deadline_states: list[CodeOut]
    decision_questions: list[CodeOut]
    decisions: list[DecisionOut]
    delivery_ways: list[CodeOut]
    document_types: list[CodeOut]
    evidence_kinds: list[EvidenceKindOut]
    help_needed: list[CodeOut]
    lights: list[CodeOut]
    matter_kinds: list[CodeOut]
    remedies: list[CodeOut]
    report_rows: list[CodeOut]
    roles: list[CodeOut]
    rule_sets: list[CodeOut]
    supply_forms: list[CodeOut]
    waiting_for: list[CodeOut]
