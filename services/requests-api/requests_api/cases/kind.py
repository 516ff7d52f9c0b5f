"""The application as the desk must know it."""

from decimal import Decimal
from typing import Any

from gongkai.organs import Channel
from requests_api.applicants.kinds import ApplicantKind
from requests_api.approval_chains.presenter import approvals_of
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.events import JurisdictionChanged
from requests_api.cases.kinds import national_text
from requests_api.cases.models import Case
from requests_api.cases.objections import discloses_over
from requests_api.cases.presenter import messages_of
from requests_api.cases.servings import is_reply_back
from requests_api.cases.standing import measure, stand
from requests_api.cases.states import STAGES
from requests_api.cases.steps import CASE_STEPS, CaseSituation
from requests_api.cases.story import facts_of
from requests_api.clock.rules import rules_of_case
from requests_api.decisions.model import ABANDONMENTS, DecisionCode
from requests_api.decisions.taxonomy import TAXONOMIES
from requests_api.matters.desk import Desk
from requests_api.matters.file import RecordFile
from requests_api.matters.kinds import MatterKind, WaitingFor
from requests_api.matters.registry import enter
from requests_api.matters.settling import Kind
from requests_api.tariffs.tariff import IN_FORCE_2021

_DISCLOSING = frozenset({DecisionCode.DISCLOSED, DecisionCode.PARTLY_DISCLOSED})


def situation_of(case: Any) -> CaseSituation:  # noqa: ANN401 - a case, or a row with its columns
    """What decides which steps are allowed."""
    text = national_text(case.received_on, case.arrived_on)
    return CaseSituation(
        state=case.state,
        organ_id=case.organ_id,
        is_received_legally=case.received_on is not None,
        is_oral=case.channel == Channel.ORAL,
        is_read_back=case.read_back_on is not None,
        text=text,
        waiting_for=frozenset([waiting["code"] for waiting in case.waiting_for]),
        open_consultations=case.open_consultations,
        is_extended=case.is_extended,
        is_delivered=case.delivered_on is not None and not is_reply_back(case.servings),
        has_draft=case.drafted_by is not None,
        drafted_by=case.drafted_by,
        fee_state=case.fee_state,
        is_fee_in_force=case.received_on is None or case.received_on >= IN_FORCE_2021,
        is_of_citizen=case.applicant_kind == ApplicantKind.NATURAL,
        is_cost_charged=case.cost_fee is not None,
        is_cost_due=case.cost_fee is not None
        and case.cost_fee["paid_on"] is None
        and Decimal(case.cost_fee["amount_due"]) > 0,
        approvals=approvals_of(case),
        has_objection=bool(case.objections),
        discloses_over_objection=discloses_over(
            case.draft_decision, case.objections or (), case.draft_spares or ()
        ),
        open_enclosures=tuple(
            [each["ref"] for each in case.enclosures or () if not each["screened"] or each["open"]]
        ),
        has_open_text=bool(case.text_findings and case.text_findings["open"]),
        is_draft_of_other_text=case.draft_decision is not None
        and case.draft_decision not in TAXONOMIES[text],
        units_at_work=sum(unit["completed_on"] is None for unit in case.handling_units or ()),
        **_procedures_of(case),
        awaiting=tuple(
            [
                (entry["seq"], entry.get("stated_by", entry["entered_by"]))  # those of old name one
                for entry in case.late_entries or ()
                if entry["awaits_confirmation"]
            ]
        ),
    )


def _procedures_of(case: Any) -> dict[str, bool]:  # noqa: ANN401 - as `situation_of`
    """What the procedures beside the answer have come to."""
    asked, reasons = case.correction, case.explanation
    is_unheard = any(w["code"] == WaitingFor.EXPLANATION for w in case.waiting_for)
    return {
        "is_correction_asked": asked is not None,
        "is_correction_awaited": asked is not None and asked["received_on"] is None,
        "is_draft_outdated": asked is not None and asked.get("outdates_draft", False),
        "is_explanation_asked": reasons is not None,
        "is_explained": reasons is not None and reasons["received_on"] is not None,
        "is_extension_asked": any(not each["answer"] for each in case.extension_requests or ()),
        # What was written before the column was is read from the text that shipped.
        "pauses": rules_of_case(case.rule_set, case.received_on).pauses
        if case.can_pause is None
        else case.can_pause,
        "is_paused": any(each["resumed_on"] is None for each in case.pauses or ()),
        "is_publication_proposed": case.publication is not None
        and case.publication["state"] != "refused",
        "is_withheld": case.decision is not None and case.decision not in _DISCLOSING,
        "has_letter": bool(case.letters_drawn),
        "is_pause_untold": any(each.get("notified_on") is None for each in case.pauses or ()),
        "has_closing_notice": bool(case.closing_letters),
        "is_abandoned": case.decision in ABANDONMENTS,
        "is_answered_elsewhere": case.imported_on is not None and case.drafted_by is None,
        "refuses_unheard": is_unheard and case.draft_decision == DecisionCode.EXCESSIVE,
    }


def relocated(file: RecordFile, region: str | None) -> JurisdictionChanged | None:
    """That the organ is in ``region`` now, where the record says another, confirmed or not."""
    told = facts_of(file.stated).jurisdiction
    return None if told == region else JurisdictionChanged(before=told, after=region)


CASE: Kind[Case] = enter(
    Kind(
        kind=MatterKind.APPLICATION,
        model=Case,
        reference="case",
        path="/requests/v1/cases",
        steps=CASE_STEPS,
        stages=STAGES,
        situation=situation_of,
        stand=stand,
        measure=measure,
        messages=messages_of,
        relocated=relocated,
        not_found=CaseNotFound,
        not_allowed=CaseStepNotAllowed,
    )
)

CaseDesk = Desk[Case]
"""One caller's work on applications."""
