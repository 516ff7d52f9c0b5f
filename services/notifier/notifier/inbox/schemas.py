"""The inbox over HTTP."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Out
from notifier.deadlines.schemas import DeadlineState, ReferenceOut
from notifier.inbox.repository import Entry
from notifier.inbox.text import words_of


class InboxQuery(PageQuery):
    """Filters of the inbox."""

    unread: Annotated[bool, Field(description="true 仅未读，false 仅已读")] | None = None


class NotificationOut(Out):
    """What the caller was told; facts and words as they were when it was created.

    `deadline_state` is the present one: of a cleared deadline nothing is left to do.
    """

    id: UUID
    deadline_id: UUID
    step: str
    title: str
    lines: list[str]
    is_urgent: bool
    is_late: bool
    rule: str
    ref: ReferenceOut
    organ_id: UUID
    due_on: date | None
    due_at: AwareDatetime | None
    is_provisional: bool
    remaining_working_days: int | None
    deadline_state: DeadlineState
    created_at: AwareDatetime
    read_at: AwareDatetime | None

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """The entry with its words."""
        facts = entry.notification
        words = words_of(facts, link=None)
        return cls(
            id=facts.id,
            deadline_id=facts.deadline_id,
            step=facts.step,
            title=words.title,
            lines=list(words.lines),
            is_urgent=facts.is_urgent,
            is_late=facts.is_late,
            rule=facts.rule,
            ref=ReferenceOut(kind=facts.ref_kind, id=facts.ref_id, number=facts.ref_number),
            organ_id=facts.organ_id,
            due_on=facts.due_on,
            due_at=facts.due_at,
            is_provisional=facts.is_provisional,
            remaining_working_days=facts.remaining_working_days,
            deadline_state=DeadlineState(entry.deadline_state),
            created_at=facts.created_at,
            read_at=facts.read_at,
        )


class CountsOut(Out):
    """How much lies in the caller's inbox."""

    total: int
    unread: int
    unread_urgent: int
