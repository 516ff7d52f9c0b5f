"""The table of applications, one row beside each matter of this kind."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db.base import EnumText
from gongkai.organs import Channel
from requests_api.annual_reports.layout import ReportRow
from requests_api.applicants.kinds import ApplicantKind
from requests_api.cases.kinds import FeeState, SupplyForm
from requests_api.clock.outcome import State as ClockState
from requests_api.decisions.model import DecisionCode
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter


class CountedCase:
    """The facts of an application by which statistics and annual report count it.

    They are written anew from the record with every step, in its transaction, and stand together in
    one index, so that a city is counted without reading a record. What a statistic needs besides is
    a column here and in that index, nullable, and stated in `cases.standing`.
    """

    counted_organ_id: Mapped[UUID | None]
    """The organ that it counts for."""
    counted_from: Mapped[date | None]
    """The legal receipt; None while it is not confirmed, and counts nowhere."""
    counted_until: Mapped[date | None]
    """The day of issue or close, not before the receipt; None while it is open."""
    counted_late_entry: Mapped[bool | None]
    """Whether something was entered later than it happened."""
    counted_awaiting: Mapped[bool | None]
    """Whether a second person has yet to confirm such an entry."""


class CaseProcedures:
    """What the procedures beside the answer have come to, as their events tell it, with the numbers
    of these: what was said stands in `matter_words`. Null where there was none.
    """

    correction: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The one notice that asked for a correction (条例30), and what came of it."""
    explanation: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """That the applicant was asked for reasons (条例35), and when they came."""
    extension_requests: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Who asked the head for an extension, and what the head said."""
    delays: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Days that were set in place of the term (条例35, DL-11)."""
    pauses: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Where a local text pauses its clock."""
    closing: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """How it ended without a reply."""
    closing_letters: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Letters that tell the applicant of such an end: kind, ref and day of each."""
    merged_cases: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Cases that were merged into it: id and number."""
    reopenings: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Why and when it went on after it had counted as abandoned."""
    special_need: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What the applicant needs the information for (2007年条例13)."""
    cost_fee: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Costs of searching, copying and posting (2007年条例27), their relief and payment."""
    clock_remarks: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Events that had no or not the usual effect: number, code, basis of each."""


class Case(CountedCase, CaseProcedures, Matter):
    """An application and what its procedure has come to; the record says it, this repeats it."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(
            "ix_cases_counted_rows",
            "counted_organ_id",
            "counted_until",
            "counted_from",
            postgresql_include=[
                "applicant_kind",
                "decision",
                "counted_late_entry",
                "counted_awaiting",
                "report_row",
            ],
            postgresql_where=text("counted_from IS NOT NULL"),
        ),
        Index(
            "ix_cases_rated",
            "counted_organ_id",
            "counted_until",
            postgresql_include=["rating"],
            postgresql_where=text("rating IS NOT NULL"),
        ),
    )
    __mapper_args__ = {"polymorphic_identity": MatterKind.APPLICATION}  # noqa: RUF012 - SQLAlchemy's own form

    id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    applicant_kind: Mapped[ApplicantKind] = mapped_column(EnumText(ApplicantKind))
    supply_form: Mapped[SupplyForm] = mapped_column(EnumText(SupplyForm))
    has_mail: Mapped[bool | None]
    """Whether its applicant gave a mail address; None where that was not noted."""
    confirmed_on: Mapped[date | None]
    read_back_on: Mapped[date | None]
    """The day on which an oral application was read back and confirmed by its applicant."""
    confirm_by: Mapped[date | None]
    """The house deadline of an application whose receipt is not confirmed and has no `due_on`."""
    rule_set: Mapped[str]
    can_pause: Mapped[bool | None]
    """Whether the text by which its clock runs knows a pause."""
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
    approval_levels: Mapped[list[Any] | None]
    """The chain with which the draft was handed in: role and person of each level."""
    approvals: Mapped[list[Any] | None]
    """What was given of it: level, by whom, in whose place, on which day."""
    decision: Mapped[DecisionCode | None] = mapped_column(EnumText(DecisionCode))
    report_row: Mapped[ReportRow | None] = mapped_column(EnumText(ReportRow))
    """Where the annual report counts it, if the office chose; None: in the row of the decision."""
    replied_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    fee_state: Mapped[FeeState | None] = mapped_column(EnumText(FeeState))
    """Where the processing fee stands; None where none was noticed."""
    fee_month: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Over which month its items were counted (first), as which event says (seq)."""
    assignment: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """When somebody was last made responsible, by which event (seq, on)."""
    letters_drawn: Mapped[int | None]
    """How many letters were drawn up; None: none."""
    servings: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The attempts at serving each letter, notice and reply, as `cases.servings` reads them."""
    handling_units: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Who handles it too: ref, due_on, completed_on of each."""
    enclosures: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What goes out with the reply: ref, attachment_id, screened, number of open findings."""
    text_findings: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Of the text of the present draft: ref, number of open findings; None where it has none."""
    rating: Mapped[int | None]
    """How the applicant rated the answer, from 1 to 5."""
    publication: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The last proposal to publish the information: ref, state, the other side's code."""
    code_reissue: Mapped[dict[str, Any] | None]
    """The last re-issue of the access code: how, when, and when a mailed code was last fetched."""
    acts_under_reissue: Mapped[list[Any] | None]
    """What the applicant did under a re-issued code."""
    imported_on: Mapped[date | None]
    """When it was taken over from an earlier register; None for what was received here."""
