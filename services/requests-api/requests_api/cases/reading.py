"""Cases as they are read: one statement, plain rows without the ORM.

A row carries the case's columns by their names, the applicant's `personal`, the present reply's
columns as `reply_…`, and `notices`, by which the calendar source knows whether the calendar that
it holds is the present one.
"""

from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ScalarSelect,
    Select,
    Table,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import InstrumentedAttribute

from gongkai.auth.principal import Principal
from gongkai.deadlines.states import DeadlineState
from gongkai.reference.notices import notices_stamp
from gongkai.reference.organs import ReferenceOrgan
from requests_api.cases.models import Applicant, Case, CaseDeadline, Consultation, Reply
from requests_api.cases.repository import visible_to

_Column = ColumnElement[Any] | InstrumentedAttribute[Any]
_KEPT_BACK = {"access_code_digest", "chain_head", "is_open", "recheck_on"}
_CASE = [c for c in cast("Table", Case.__table__).c if c.name not in _KEPT_BACK]
_REPLY = [
    c.label(f"reply_{c.name}")
    for c in cast("Table", Reply.__table__).c
    if c.name not in {"id", "case_id", "issued_by"}
]


@lru_cache(maxsize=256)
def select_case(principal: Principal) -> Select[Any]:
    """Everything that is shown of the case `case_id`, a parameter, if it exists for the caller.

    Kept per caller: building the statement and its cache key costs more than executing it.
    """
    return (
        select(
            *_CASE,
            *_REPLY,
            Applicant.personal,
            Applicant.document_type,
            Applicant.help_needed,
            ReferenceOrgan.name.label("organ_name"),
            _DEADLINES.label("deadlines"),
            _CONSULTATIONS.label("consultations"),
            notices_stamp().label("notices"),
        )
        .join(Applicant, Applicant.case_id == Case.id)
        .outerjoin(ReferenceOrgan, ReferenceOrgan.id == Case.organ_id)
        .outerjoin(Reply, Reply.id == Case.reply_id)
        .where(Case.id == bindparam("case_id"), visible_to(principal))
    )


def select_items(principal: Principal) -> Select[Any]:
    """What a worklist shows of each case that exists for the caller."""
    next_due = (
        select(func.min(CaseDeadline.due_on))
        .where(CaseDeadline.aggregate_id == Case.id, CaseDeadline.state == DeadlineState.OPEN)
        .scalar_subquery()
    )
    return (
        select(
            *_CASE,
            Reply.drafted_by.label("reply_drafted_by"),
            Applicant.personal,
            next_due.label("next_due_on"),
        )
        .join(Applicant, Applicant.case_id == Case.id)
        .outerjoin(Reply, Reply.id == Case.reply_id)
        .where(visible_to(principal))
    )


def _listed(members: dict[str, _Column], *order: _Column) -> ColumnElement[Any]:
    parts = [part for name, column in members.items() for part in (literal(name), column)]
    return func.json_agg(aggregate_order_by(func.json_build_object(*parts), *order), type_=JSON)


def _of_case(listed: ColumnElement[Any], case_id: InstrumentedAttribute[UUID]) -> ScalarSelect[Any]:
    return select(listed).where(case_id == Case.id).correlate(Case).scalar_subquery()


_DEADLINES = _of_case(
    _listed(
        {
            "id": CaseDeadline.id,
            "rule": CaseDeadline.rule,
            "ref": CaseDeadline.subject,
            "state": CaseDeadline.state,
            "due_on": CaseDeadline.due_on,
            "provisional": CaseDeadline.is_provisional,
            "revision": CaseDeadline.revision,
        },
        CaseDeadline.rule,
        CaseDeadline.subject,
    ),
    CaseDeadline.aggregate_id,
)
_CONSULTATIONS = _of_case(
    _listed(
        {
            "id": Consultation.id,
            "party": Consultation.party,
            "party_name": func.encode(Consultation.party_name, "base64"),
            "sent_on": Consultation.sent_on,
            "delivered_on": Consultation.delivered_on,
            "answered_on": Consultation.answered_on,
            "opinion": Consultation.opinion,
        },
        Consultation.sent_on,
        Consultation.id,
    ),
    Consultation.case_id,
)
