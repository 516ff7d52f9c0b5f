"""The table of notifications."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.codes import LabelledEnum
from gongkai.db import Base
from gongkai.db.base import EnumText


class Cause(LabelledEnum):
    """Why somebody is told something; `cause_id` is the id of the thing."""

    REMINDER = "reminder", "期限提醒"
    """A step towards a deadline (`reminders`)."""
    APPLICANT_MESSAGE = "applicant_message", "致申请人的消息"
    """Something that requests-api has to tell an applicant."""


APPLICANT = "applicant"
"""The recipient of what is told to an applicant: nobody's subject (`is_reserved`), so in nobody's
inbox. Which applicant it is, the facts say by the case."""


class Notification(Base):
    """What one person was told for one cause; the facts are as they were then.

    It holds no personal value but the recipient: the words are made from template and facts, which
    are codes, dates, numbers and ids.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        Index("uq_notifications_recipient", "cause_kind", "cause_id", "subject", unique=True),
        Index("ix_notifications_inbox", "subject", "id"),
        Index("ix_notifications_deadline", text("(facts ->> 'deadline_id')")),
        Index(
            "ix_notifications_unread",
            "subject",
            "id",
            postgresql_include=["is_urgent"],
            postgresql_where=text("read_at IS NULL"),
        ),
        Index(
            "ix_notifications_read",
            "subject",
            "id",
            postgresql_where=text("read_at IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cause_kind: Mapped[Cause] = mapped_column(EnumText(Cause))
    cause_id: Mapped[UUID]
    template: Mapped[str]
    """Code of the template that makes the words: `notifier.messages.templates`."""
    facts: Mapped[dict[str, Any]]
    """What the template is filled with, in its own shape."""
    subject: Mapped[str]
    """The recipient."""
    organ_id: Mapped[UUID]
    """The organ in whose work the cause lies."""
    is_urgent: Mapped[bool]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


_DEADLINE_TOLD_OF: ColumnElement[str] = literal_column("notifications.facts ->> 'deadline_id'")


def tells_of_deadline(deadline_id: UUID) -> ColumnElement[bool]:
    """Whether a notification is about this deadline; written out as its index is."""
    return _DEADLINE_TOLD_OF.in_([str(deadline_id)])
