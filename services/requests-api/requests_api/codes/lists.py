"""Every code list of the service, built once from the modules that own the codes."""

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from gongkai.auth.principal import LABELS as ROLE_LABELS
from gongkai.codes import CodeOut
from gongkai.deadlines.lights import LIGHT_LABELS
from gongkai.deadlines.states import DEADLINE_STATE_LABELS
from gongkai.rules import RULE_LABELS
from requests_api.annual_reports.layout import ROW_LABELS
from requests_api.applicants.kinds import (
    APPLICANT_KIND_LABELS,
    DOCUMENT_TYPE_LABELS,
    HELP_NEEDED_LABELS,
    ApplicantKind,
    allowed_documents,
)
from requests_api.cases.kinds import (
    CONFIRMATION_MEANS_LABELS,
    OPINION_LABELS,
    SUPPLY_FORM_LABELS,
)
from requests_api.cases.lifecycle import STAGE_LABELS, STAGES, STATE_LABELS, STEP_LABELS
from requests_api.codes.labels import (
    CHANNEL_LABELS,
    CLOCK_STATE_LABELS,
    EVENT_LABELS,
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
from requests_api.decisions.evidence import EVIDENCE
from requests_api.decisions.taxonomy import DECISIONS

_Code = TypeVar("_Code", bound=str)


def _codes(labels: Mapping[_Code, str]) -> list[CodeOut]:
    return [CodeOut(code=code, label=label) for code, label in labels.items()]


@cache
def code_lists() -> CodeListsOut:
    """All lists, each in the order in which an office knows it."""
    return CodeListsOut(
        actions=_codes(STEP_LABELS),
        applicant_kinds=_applicant_kinds(),
        case_events=_codes(EVENT_LABELS),
        case_stages=_codes(STAGE_LABELS),
        case_states=_case_states(),
        channels=_codes(CHANNEL_LABELS),
        clock_states=_codes(CLOCK_STATE_LABELS),
        confirmation_means=_codes(CONFIRMATION_MEANS_LABELS),
        consultation_opinions=_codes(OPINION_LABELS),
        consulted_parties=_codes(PARTY_LABELS),
        deadline_rules=_codes(RULE_LABELS),
        deadline_states=_codes(DEADLINE_STATE_LABELS),
        decision_questions=_codes(QUESTION_LABELS),
        decisions=_decisions(),
        delivery_ways=_codes(SERVICE_LABELS),
        document_types=_codes(DOCUMENT_TYPE_LABELS),
        evidence_kinds=_evidence_kinds(),
        help_needed=_codes(HELP_NEEDED_LABELS),
        lights=_codes(LIGHT_LABELS),
        remedies=_codes(REMEDY_LABELS),
        report_rows=_codes(ROW_LABELS),
        roles=_codes(ROLE_LABELS),
        rule_sets=_codes(RULE_SET_LABELS),
        supply_forms=_codes(SUPPLY_FORM_LABELS),
    )


def _applicant_kinds() -> list[ApplicantKindOut]:
    return [
        ApplicantKindOut(
            code=kind,
            label=APPLICANT_KIND_LABELS[kind],
            document_types=sorted(allowed_documents(kind)),
        )
        for kind in ApplicantKind
    ]


def _case_states() -> list[CaseStateOut]:
    return [
        CaseStateOut(code=state, label=label, stage=STAGES[state])
        for state, label in STATE_LABELS.items()
    ]


def _decisions() -> list[DecisionOut]:
    return [DecisionOut.model_validate(decision) for decision in DECISIONS.values()]


def _evidence_kinds() -> list[EvidenceKindOut]:
    return [EvidenceKindOut.model_validate(spec) for spec in EVIDENCE.values()]
