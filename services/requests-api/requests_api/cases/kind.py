"""The application as the desk must know it."""

from typing import Any

from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.models import Case
from requests_api.cases.standing import stand
from requests_api.cases.steps import CASE_STEPS, CaseSituation
from requests_api.matters.desk import Desk
from requests_api.matters.kinds import MatterKind
from requests_api.matters.settling import Kind


def situation_of(case: Any) -> CaseSituation:  # noqa: ANN401 - a case, or a row with its columns
    """What decides which steps are allowed."""
    return CaseSituation(
        state=case.state,
        organ_id=case.organ_id,
        is_received_legally=case.received_on is not None,
        waiting_for=frozenset(waiting["code"] for waiting in case.waiting_for),
        open_consultations=case.open_consultations,
        is_extended=case.is_extended,
        is_delivered=case.delivered_on is not None,
        has_draft=case.drafted_by is not None,
        drafted_by=case.drafted_by,
    )


CASE: Kind[Case] = Kind(
    kind=MatterKind.APPLICATION,
    model=Case,
    reference="case",
    path="/requests/v1/cases",
    steps=CASE_STEPS,
    situation=situation_of,
    stand=stand,
    not_found=CaseNotFound,
    not_allowed=CaseStepNotAllowed,
)

CaseDesk = Desk[Case]
"""One caller's work on applications."""

KINDS = {CASE.kind: CASE}
"""Every kind of matter that the service has."""
