"""Every code list of the service, built once from the modules that own the codes."""

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from gongkai.auth.principal import LABELS as ROLE_LABELS
from gongkai.codes import CodeOut, code_list
from gongkai.deadlines.lights import LIGHT_LABELS
from gongkai.deadlines.states import DEADLINE_STATE_LABELS
from gongkai.rules import RULE_LABELS
from requests_api.access_codes.kinds import CodeOrigin, Handover
from requests_api.annual_reports.layout import ROW_LABELS
from requests_api.applicants.kinds import (
    ApplicantKind,
    ContactChannel,
    ContactPart,
    DocumentType,
    HelpNeeded,
    allowed_documents,
)
from requests_api.cases.kinds import SupplyForm
from requests_api.cases.states import STAGES, CaseState, Stage
from requests_api.codes.labels import (
    CHANNEL_LABELS,
    CLOCK_STATE_LABELS,
    PARTY_LABELS,
    QUESTION_LABELS,
    REMEDY_LABELS,
    RULE_SET_LABELS,
    SERVICE_LABELS,
)
from requests_api.codes.schemas import (
    ApplicantKindOut,
    CaseStateOut,
    CodeListsOut,
    DecisionOut,
    EvidenceKindOut,
)
from requests_api.consultations.kinds import Opinion, OverrideGround
from requests_api.decisions.evidence import EVIDENCE
from requests_api.decisions.taxonomy import DECISIONS
from requests_api.features import KINDS, recorded_events
from requests_api.intake.kinds import ConfirmationMeans
from requests_api.matters.kinds import MatterKind, WaitingFor

_Code = TypeVar("_Code", bound=str)


def _codes(labels: Mapping[_Code, str]) -> list[CodeOut]:
    return [CodeOut(code=code, label=label) for code, label in labels.items()]


@cache
def code_lists() -> CodeListsOut:
    """All lists, each in the order in which an office knows it."""
    return CodeListsOut(
        access_code_handovers=code_list(Handover),
        access_code_origins=code_list(CodeOrigin),
        actions=_actions(),
        applicant_kinds=_applicant_kinds(),
        case_events=_codes({event.TYPE: event.LABEL for event in recorded_events()}),
        case_stages=code_list(Stage),
        case_states=_case_states(),
        channels=_codes(CHANNEL_LABELS),
        clock_states=_codes(CLOCK_STATE_LABELS),
        confirmation_means=code_list(ConfirmationMeans),
        consultation_opinions=code_list(Opinion),
        override_grounds=code_list(OverrideGround),
        consulted_parties=_codes(PARTY_LABELS),
        contact_channels=code_list(ContactChannel),
        contact_parts=code_list(ContactPart),
        deadline_rules=_codes(RULE_LABELS),
        deadline_states=_codes(DEADLINE_STATE_LABELS),
        decision_questions=_codes(QUESTION_LABELS),
        decisions=_decisions(),
        delivery_ways=_codes(SERVICE_LABELS),
        document_types=code_list(DocumentType),
        evidence_kinds=_evidence_kinds(),
        help_needed=code_list(HelpNeeded),
        lights=_codes(LIGHT_LABELS),
        matter_kinds=code_list(MatterKind),
        remedies=_codes(REMEDY_LABELS),
        report_rows=_codes(ROW_LABELS),
        roles=_codes(ROLE_LABELS),
        rule_sets=_codes(RULE_SET_LABELS),
        supply_forms=code_list(SupplyForm),
        waiting_for=code_list(WaitingFor),
    )


def _actions() -> list[CodeOut]:
    """The steps of every kind of matter, by code."""
    labels = {step.code: step.label for kind in KINDS.values() for step in kind.steps.steps}
    return _codes(dict(sorted(labels.items())))


def _applicant_kinds() -> list[ApplicantKindOut]:
    return [
        ApplicantKindOut(
            code=kind,
            label=kind.label,
            document_types=sorted(allowed_documents(kind)),
        )
        for kind in ApplicantKind
    ]


def _case_states() -> list[CaseStateOut]:
    return [CaseStateOut(code=state, label=state.label, stage=STAGES[state]) for state in CaseState]


def _decisions() -> list[DecisionOut]:
    return [DecisionOut.model_validate(decision) for decision in DECISIONS.values()]


def _evidence_kinds() -> list[EvidenceKindOut]:
    return [EvidenceKindOut.model_validate(spec) for spec in EVIDENCE.values()]
