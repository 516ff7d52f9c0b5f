"""The table of applications, one row beside each matter of this kind."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db.base import EnumText
from requests_api.applicants.kinds import ApplicantKind
from requests_api.cases.kinds import SupplyForm
from requests_api.clock.facts import Channel
from requests_api.clock.outcome import State as ClockState
from requests_api.decisions.model import DecisionCode
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter


class Case(Matter):
    """An application and what its procedure has come to; the record says it, this repeats it."""

    __tablename__ = "cases"
    __mapper_args__ = {"polymorphic_identity": MatterKind.APPLICATION}  # noqa: RUF012 - SQLAlchemy's own form

    id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    applicant_kind: Mapped[ApplicantKind] = mapped_column(EnumText(ApplicantKind))
    supply_form: Mapped[SupplyForm] = mapped_column(EnumText(SupplyForm))
    confirmed_on: Mapped[date | None]
    confirm_by: Mapped[date | None]
    """The house deadline of an application whose receipt is not confirmed and has no `due_on`."""
    rule_set: Mapped[str]
    clock_state: Mapped[ClockState] = mapped_column(EnumText(ClockState))
    is_extended: Mapped[bool]
    open_consultations: Mapped[int]
    """Letters without an answer, also those whose period has lapsed."""
    objections: Mapped[list[Any] | None]
    """Consultations of third parties that object and are not overridden."""
    draft_decision: Mapped[DecisionCode | None] = mapped_column(EnumText(DecisionCode))
    """What the present draft decides."""
    draft_spares: Mapped[list[Any] | None]
    """Consultations whose objection the present draft respects by disclosing in part."""
    reply_id: Mapped[UUID | None]
    """The present draft or reply."""
    drafted_by: Mapped[str | None]
    """Who drafted it."""
    decision: Mapped[DecisionCode | None] = mapped_column(EnumText(DecisionCode))
    replied_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    code_reissue: Mapped[dict[str, Any] | None]
    """The last re-issue of the access code: how, when, and when a mailed code was last fetched."""
    acts_under_reissue: Mapped[list[Any] | None]
    """What the applicant did under a re-issued code."""
