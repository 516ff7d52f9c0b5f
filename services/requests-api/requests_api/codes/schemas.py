"""Code lists as they are shown: a code, its Chinese name, and what else a form needs of it."""

from gongkai.codes import CodeOut
from gongkai.http.schemas import Out
from requests_api.annual_reports.layout import ReportRow
from requests_api.applicants.kinds import DocumentType
from requests_api.cases.states import Stage
from requests_api.decisions.evidence import EvidenceKind, Form
from requests_api.decisions.model import Question, Remedy


class ApplicantKindOut(CodeOut):
    """A kind of applicant with the identity documents it may show."""

    document_types: list[DocumentType]
    """The documents."""
    document_type_labels: list[str]
    """What an office calls each of them, in the same order."""


class CaseStateOut(CodeOut):
    """A state of a case with its statutory stage (条例45)."""

    stage: Stage
    """The stage."""
    stage_label: str
    """What an office calls it."""


class EvidenceKindOut(Out):
    """A kind of evidence: what it must state (`form`), and what its reference names."""

    code: EvidenceKind
    """The kind, as a draft states it."""
    label: str
    """What an office calls it."""
    form: Form
    """What a piece of it must state to count."""
    form_label: str
    """What an office calls that."""
    refers_to: str | None
    """What of the platform its reference is the id of: `consultation`, `case`; null for a number on
    paper.
    """


class DecisionOut(CodeOut):
    """A decision: its articles of the 条例 (empty: none of its own), where the annual report
    counts it, and the kinds of evidence it demands.
    """

    articles: str
    """Articles of the 条例."""
    report_row: ReportRow
    """The row of table 三 that counts it."""
    report_row_label: str
    """That row as it is printed."""
    row_is_fixed: bool
    """Whether the law fixes the row; the office chooses another one where it does not."""
    evidence: list[EvidenceKind]
    """The kinds of evidence that a draft must state, each of them at least once."""
    evidence_demanded: list[EvidenceKindOut]
    """The same with what each must state, for a form."""
    question: Question | None
    """Which of the four questions leads to it; null for one that ends a case otherwise."""
    question_label: str | None
    """What an office calls the question."""
    has_reply: bool
    """Whether a reply letter goes out."""
    remedy: Remedy
    """What the letter tells of remedies."""
    remedy_label: str
    """What an office calls that."""
    litigable_alone: bool
    """Whether a court takes it on its own (法释〔2025〕8号 Art. 10)."""


class CodeListsOut(Out):
    """Every code list of the service."""

    access_code_handovers: list[CodeOut]
    """How a re-issued access code reaches the applicant."""
    access_code_origins: list[CodeOut]
    """Under which re-issued code an applicant acted."""
    actions: list[CodeOut]
    """Steps of every kind of matter."""
    applicant_kinds: list[ApplicantKindOut]
    """Kinds of applicants, with their documents."""
    case_events: list[CodeOut]
    """What can stand on the record of a case."""
    case_stages: list[CodeOut]
    """The statutory stages (条例45)."""
    case_states: list[CaseStateOut]
    """States of a case, with their stages."""
    channels: list[CodeOut]
    """On which ways an application arrives."""
    clock_states: list[CodeOut]
    """Whether a clock runs."""
    confirmation_means: list[CodeOut]
    """By what receipt is confirmed."""
    consultation_opinions: list[CodeOut]
    """What a consulted party says."""
    override_grounds: list[CodeOut]
    """Why information is disclosed although a third party objects."""
    consulted_parties: list[CodeOut]
    """Who is consulted."""
    contact_channels: list[CodeOut]
    """By what the platform reaches an applicant."""
    contact_parts: list[CodeOut]
    """What of an applicant's contact data can change."""
    deadline_rules: list[CodeOut]
    """The rules that set deadlines."""
    deadline_states: list[CodeOut]
    """Whether a deadline runs, or how it ceased."""
    decision_questions: list[CodeOut]
    """The four questions that lead to a decision."""
    decisions: list[DecisionOut]
    """How a case can end, with the evidence that each decision demands."""
    delivery_ways: list[CodeOut]
    """How a reply is served."""
    document_types: list[CodeOut]
    """Documents that prove who somebody is."""
    evidence_kinds: list[EvidenceKindOut]
    """What a decision rests on."""
    help_needed: list[CodeOut]
    """Help that the office owes an applicant (条例43)."""
    lights: list[CodeOut]
    """How near the end of a deadline is."""
    matter_kinds: list[CodeOut]
    """Kinds of matters."""
    remedies: list[CodeOut]
    """What a reply tells of remedies."""
    report_rows: list[CodeOut]
    """Rows of table three of the annual report."""
    roles: list[CodeOut]
    """Roles of an office."""
    rule_sets: list[CodeOut]
    """Texts by which a clock runs."""
    supply_forms: list[CodeOut]
    """In which form information is supplied."""
    waiting_for: list[CodeOut]
    """What can hold a file."""
