"""Every table of this service, collected: for migrations and for the check against drift."""

from sqlalchemy import MetaData

from gongkai.db import Base
from gongkai.feed.incoming import DeadLetter, FeedCursor
from gongkai.feed.outgoing import FeedEntry
from gongkai.http.idempotency_store import IdempotencyKey
from gongkai.reference.notices import ReferenceNotice
from gongkai.reference.organs import ReferenceOrgan
from notifier.deadlines.models import KnownDeadline
from notifier.deliveries.models import OutgoingMessage
from notifier.messages.models import Notification
from notifier.people.models import Person, PersonAddress, PersonEvent, Staff
from notifier.policies.models import PolicyRow
from notifier.reminders.models import Reminder

__all__ = [
    "DeadLetter",
    "FeedCursor",
    "FeedEntry",
    "IdempotencyKey",
    "KnownDeadline",
    "Notification",
    "OutgoingMessage",
    "Person",
    "PersonAddress",
    "PersonEvent",
    "PolicyRow",
    "ReferenceNotice",
    "ReferenceOrgan",
    "Reminder",
    "Staff",
    "metadata",
]

metadata: MetaData = Base.metadata
