"""The code lists: complete against the enums they show, every code named in Chinese."""

import json
import re

import pytest

from gongkai.auth.principal import Role
from gongkai.deadlines.lights import Light
from gongkai.deadlines.states import DeadlineState
from gongkai.files.kinds import MediaType, ScanState
from gongkai.organs import Channel
from gongkai.rules import RULE_LABELS
from gongkai.screening.kinds import Kind as FindingKind
from gongkai.screening.kinds import Part as FindingPart
from requests_api.access_codes.kinds import CodeOrigin, Handover
from requests_api.annual_reports.layout import ReportRow
from requests_api.applicants.kinds import (
    AgentAuthority,
    ApplicantKind,
    ContactChannel,
    ContactPart,
    DocumentType,
    HelpNeeded,
)
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.cases.kinds import SupplyForm, Telling
from requests_api.cases.states import CaseState, Stage
from requests_api.clock import HOUSE_CONFIRM
from requests_api.clock.facts import Party, ServiceMode
from requests_api.clock.outcome import State as ClockState
from requests_api.clock.rules import LOCAL, NATIONAL, RULE_SET_IDS
from requests_api.codes.lists import code_lists
from requests_api.consultations.kinds import Opinion, OverrideGround, Silence
from requests_api.corrections.kinds import WantedPart
from requests_api.cost_fees.kinds import CostKind
from requests_api.decisions.evidence import EvidenceKind
from requests_api.decisions.model import DecisionCode, Question, Remedy
from requests_api.decisions.taxonomy import TAXONOMIES, decision_of, missing_evidence
from requests_api.extensions.kinds import ExtensionAnswer
from requests_api.features import KINDS
from requests_api.findings.kinds import Resolution
from requests_api.intake.kinds import ConfirmationMeans
from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.matters.kinds import MatterKind, WaitingFor
from requests_api.publications.kinds import ProposalState
from requests_api.recomputations.kinds import Direction, PreviewFault, RunCause, RunState
from requests_api.special_needs.kinds import Need
from requests_api.tellings.kinds import TellingMeans

ENUMS = {
    "agent_authorities": AgentAuthority,
    "access_code_handovers": Handover,
    "access_code_origins": CodeOrigin,
    "actions": sorted({step.code for kind in KINDS.values() for step in kind.steps.steps}),
    "applicant_kinds": ApplicantKind,
    "attachment_origins": AttachmentOrigin,
    "case_stages": Stage,
    "case_states": CaseState,
    "channels": Channel,
    "clock_states": ClockState,
    "correction_parts": WantedPart,
    "confirmation_means": ConfirmationMeans,
    "consultation_opinions": Opinion,
    "consultation_silences": Silence,
    "consulted_parties": Party,
    "contact_channels": ContactChannel,
    "contact_parts": ContactPart,
    "cost_kinds": CostKind,
    "decision_questions": Question,
    "decisions": DecisionCode,
    "delivery_ways": ServiceMode,
    "document_types": DocumentType,
    "evidence_kinds": EvidenceKind,
    "file_media_types": MediaType,
    "file_scans": ScanState,
    "extension_answers": ExtensionAnswer,
    "help_needed": HelpNeeded,
    "override_grounds": OverrideGround,
    "deadline_states": DeadlineState,
    "letter_addressees": Addressee,
    "letter_kinds": LetterKind,
    "lights": Light,
    "matter_kinds": MatterKind,
    "recomputation_causes": RunCause,
    "recomputation_directions": Direction,
    "recomputation_faults": PreviewFault,
    "recomputation_states": RunState,
    "remedies": Remedy,
    "enclosure_finding_kinds": FindingKind,
    "enclosure_finding_parts": FindingPart,
    "enclosure_resolutions": Resolution,
    "publication_states": ProposalState,
    "report_rows": ReportRow,
    "roles": Role,
    "special_needs": Need,
    "supply_forms": SupplyForm,
    "telling_means": TellingMeans,
    "tellings": Telling,
    "waiting_for": WaitingFor,
}
BY_OTHER_TESTS = {"case_events", "deadline_rules", "rule_sets"}


@pytest.fixture(scope="module")
def lists():
    return json.loads(code_lists().model_dump_json(by_alias=True))


def test_every_list_is_known_here(lists):
    assert set(lists) == set(ENUMS) | BY_OTHER_TESTS


@pytest.mark.parametrize("name", ENUMS)
def test_a_list_has_every_code_once_with_a_chinese_name_of_its_own(lists, name):
    codes = [entry["code"] for entry in lists[name]]
    assert sorted(codes) == sorted(map(str, ENUMS[name]))
    labels = [entry["label"] for entry in lists[name]]
    assert len(set(labels)) == len(labels)
    assert all(re.search("[一-鿿]", label) for label in labels)


def codes_of(entries):
    return {entry["code"]: entry["label"] for entry in entries}


def test_every_rule_set_is_named_and_every_rule_as_its_reminders_name_it(lists):
    assert set(codes_of(lists["rule_sets"])) == RULE_SET_IDS
    rules = codes_of(lists["deadline_rules"])
    assert rules == RULE_LABELS
    set_by_texts = {rules.rule for rules in (*NATIONAL, *LOCAL)}
    assert rules.keys() >= set_by_texts | {HOUSE_CONFIRM}


def test_the_five_statutory_stages_are_shown_in_their_order(lists):
    assert [entry["label"] for entry in lists["case_stages"]] == [
        "登记",
        "审核",
        "办理",
        "答复",
        "归档",
    ]


def test_codes_that_name_another_list_name_one_of_its_codes(lists):
    codes = {name: {entry["code"] for entry in entries} for name, entries in lists.items()}
    for decision in lists["decisions"]:
        assert decision["report_row"] in codes["report_rows"]
        texts = {each["code"]: each["articles"] for each in decision["texts"]}
        assert texts.keys() <= codes["rule_sets"]
        assert texts == {
            text: known[decision["code"]].articles
            for text, known in TAXONOMIES.items()
            if decision["code"] in known
        }
        open_rows = {row["code"] for row in decision["report_rows_open"]}
        assert open_rows <= codes["report_rows"] - {decision["report_row"]}
        assert decision["row_is_fixed"] is not bool(open_rows)
        assert set(decision["evidence"]) <= codes["evidence_kinds"]
        assert decision["remedy"] in codes["remedies"]
        assert decision["question"] in codes["decision_questions"] | {None}
    assert {state["stage"] for state in lists["case_states"]} <= codes["case_stages"]
    for kind in lists["applicant_kinds"]:
        assert set(kind["document_types"]) <= codes["document_types"]


def test_a_decision_shows_what_a_form_needs(lists):
    [shown] = [d for d in lists["decisions"] if d["code"] == "third_party_interests"]
    assert shown == {
        "code": "third_party_interests",
        "label": "不予公开：保护第三方合法权益",
        "articles": "15, 32, 36(三)",
        "report_row": "d4",
        "report_row_label": "三（三）4.保护第三方合法权益",
        "row_is_fixed": True,
        "report_rows_open": [],
        "texts": [
            {
                "code": "regulation-2019",
                "label": "政府信息公开条例（2019年）",
                "articles": "15, 32, 36(三)",
            },
            {
                "code": "regulation-2007",
                "label": "政府信息公开条例（2007年）",
                "articles": "14¶4, 21(二), 23",
            },
        ],
        "evidence": ["consultation", "reason"],
        "evidence_demanded": [
            {
                "code": "consultation",
                "label": "征求第三方意见记录",
                "form": "reference",
                "form_label": "编号或者文号",
                "refers_to": "consultation",
            },
            {
                "code": "reason",
                "label": "理由",
                "form": "note",
                "form_label": "文字说明",
                "refers_to": None,
            },
        ],
        "question": "disclosure",
        "question_label": "给不给",
        "has_reply": True,
        "remedy": "reconsideration_first",
        "remedy_label": "应当先申请行政复议",
        "litigable_alone": True,
    }


def test_a_decision_demands_what_a_draft_without_evidence_is_told_to_lack(lists):
    for decision in lists["decisions"]:
        demanded = [kind["code"] for kind in decision["evidence_demanded"]]
        assert demanded == decision["evidence"]
        assert demanded == [
            spec.kind for spec in missing_evidence(decision_of(decision["code"]), [])
        ]
        assert demanded
