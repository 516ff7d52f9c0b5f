"""Every code list of the service, built once from the modules that own the codes."""

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from gongkai.auth.principal import Role
from gongkai.codes import CodeOut, code_list
from gongkai.deadlines.lights import Light
from gongkai.deadlines.states import DeadlineState
from gongkai.files.kinds import MediaType, ScanState
from gongkai.organs import Channel
from gongkai.rules import RULE_LABELS
from gongkai.screening import Kind, Part
from requests_api.access_codes.kinds import CodeOrigin, Handover
from requests_api.annual_reports.layout import ReportRow
from requests_api.applicants.kinds import (
    AgentAuthority,
    ApplicantKind,
    ContactChannel,
    ContactPart,
    DocumentType,
    HelpNeeded,
    allowed_documents,
)
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.cases.kinds import SupplyForm, Telling
from requests_api.cases.states import STAGES, CaseState, Stage
from requests_api.clock.facts import Party, ServiceMode
from requests_api.clock.outcome import State as ClockState
from requests_api.codes.labels import RULE_SET_LABELS
from requests_api.codes.schemas import (
    ApplicantKindOut,
    CaseStateOut,
    CodeListsOut,
    DecisionOut,
    DecisionTextOut,
    EvidenceKindOut,
)
from requests_api.consultations.kinds import Opinion, OverrideGround, Silence
from requests_api.corrections.kinds import WantedPart
from requests_api.cost_fees.kinds import CostKind
from requests_api.decisions.evidence import EVIDENCE, EvidenceSpec
from requests_api.decisions.model import DecisionCode, Question, Remedy
from requests_api.decisions.taxonomy import TAXONOMIES, decision_of
from requests_api.extensions.kinds import ExtensionAnswer
from requests_api.features import recorded_events
from requests_api.findings.kinds import Resolution
from requests_api.intake.kinds import ConfirmationMeans
from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.matters.codes import steps
from requests_api.matters.kinds import MatterKind, WaitingFor
from requests_api.publications.kinds import ProposalState
from requests_api.recomputations.kinds import Direction, PreviewFault, RunCause, RunState
from requests_api.special_needs.kinds import Need
from requests_api.tellings.kinds import TellingMeans

_Code = TypeVar("_Code", bound=str)


def _codes(labels: Mapping[_Code, str]) -> list[CodeOut]:
    return [CodeOut(code=code, label=label) for code, label in labels.items()]


@cache
def code_lists() -> CodeListsOut:
    """All lists, each in the order in which an office knows it."""
    return CodeListsOut(
        access_code_handovers=code_list(Handover),
        access_code_origins=code_list(CodeOrigin),
        actions=_codes(steps()),
        agent_authorities=code_list(AgentAuthority),
        applicant_kinds=_applicant_kinds(),
        attachment_origins=code_list(AttachmentOrigin),
        case_events=_codes({event.TYPE: event.LABEL for event in recorded_events()}),
        case_stages=code_list(Stage),
        case_states=_case_states(),
        channels=code_list(Channel),
        clock_states=code_list(ClockState),
        correction_parts=code_list(WantedPart),
        cost_kinds=code_list(CostKind),
        special_needs=code_list(Need),
        confirmation_means=code_list(ConfirmationMeans),
        consultation_opinions=code_list(Opinion),
        override_grounds=code_list(OverrideGround),
        consultation_silences=code_list(Silence),
        consulted_parties=code_list(Party),
        contact_channels=code_list(ContactChannel),
        contact_parts=code_list(ContactPart),
        deadline_rules=_codes(RULE_LABELS),
        deadline_states=code_list(DeadlineState),
        decision_questions=code_list(Question),
        decisions=_decisions(),
        delivery_ways=code_list(ServiceMode),
        document_types=code_list(DocumentType),
        file_media_types=code_list(MediaType),
        file_scans=code_list(ScanState),
        evidence_kinds=[_evidence_kind(spec) for spec in EVIDENCE.values()],
        enclosure_finding_kinds=code_list(Kind),
        enclosure_finding_parts=code_list(Part),
        enclosure_resolutions=code_list(Resolution),
        extension_answers=code_list(ExtensionAnswer),
        help_needed=code_list(HelpNeeded),
        letter_addressees=code_list(Addressee),
        letter_kinds=code_list(LetterKind),
        lights=code_list(Light),
        matter_kinds=code_list(MatterKind),
        publication_states=code_list(ProposalState),
        recomputation_causes=code_list(RunCause),
        recomputation_directions=code_list(Direction),
        recomputation_faults=code_list(PreviewFault),
        recomputation_states=code_list(RunState),
        remedies=code_list(Remedy),
        report_rows=code_list(ReportRow),
        roles=code_list(Role),
        rule_sets=_codes(RULE_SET_LABELS),
        supply_forms=code_list(SupplyForm),
        telling_means=code_list(TellingMeans),
        tellings=code_list(Telling),
        waiting_for=code_list(WaitingFor),
    )


def _applicant_kinds() -> list[ApplicantKindOut]:
    shown = {kind: sorted(allowed_documents(kind)) for kind in ApplicantKind}
    return [
        ApplicantKindOut(
            code=kind,
            label=kind.label,
            document_types=documents,
            document_type_labels=[document.label for document in documents],
        )
        for kind, documents in shown.items()
    ]


def _case_states() -> list[CaseStateOut]:
    return [
        CaseStateOut(
            code=state,
            label=state.label,
            stage=STAGES[state],
            stage_label=STAGES[state].label,
        )
        for state in CaseState
    ]


def _decisions() -> list[DecisionOut]:
    return [
        DecisionOut(
            code=decision.code,
            label=decision.label,
            articles=decision.articles,
            report_row=decision.row,
            report_row_label=decision.row.label,
            row_is_fixed=decision.row_is_fixed,
            report_rows_open=_codes({row: row.label for row in decision.other_rows}),
            texts=_texts(decision.code),
            evidence=list(decision.evidence),
            evidence_demanded=[_evidence_kind(EVIDENCE[kind]) for kind in decision.evidence],
            question=decision.question,
            question_label=decision.question and decision.question.label,
            has_reply=decision.has_reply,
            remedy=decision.remedy,
            remedy_label=decision.remedy.label,
            litigable_alone=decision.litigable_alone,
        )
        for decision in map(decision_of, DecisionCode)
    ]


def _texts(code: DecisionCode) -> list[DecisionTextOut]:
    return [
        DecisionTextOut(code=text, label=text.label, articles=known[code].articles)
        for text, known in TAXONOMIES.items()
        if code in known
    ]


def _evidence_kind(spec: EvidenceSpec) -> EvidenceKindOut:
    return EvidenceKindOut(
        code=spec.kind,
        label=spec.label,
        form=spec.form,
        form_label=spec.form.label,
        refers_to=spec.refers_to,
    )
