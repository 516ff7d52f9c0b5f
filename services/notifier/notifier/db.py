"""Every table of this service, collected: for migrations and for the check against drift."""

from sqlalchemy import MetaData

from gongkai.db import Base
from gongkai.feed.incoming import DeadLetter, FeedCursor
from gongkai.feed.outgoing import FeedEntry
from gongkai.http.idempotency_store import IdempotencyKey
from gongkai.reference.notices import ReferenceNotice
from gongkai.reference.organs import ReferenceOrgan
from notifier.deadlines.models import Deadline
from notifier.deliveries.models import Delivery
from notifier.inbox.models import Notification
from notifier.people.models import Person
from notifier.reminders.models import Reminder

__all__ = [
    "DeadLetter",
    "Deadline",
    "Delivery",
    "FeedCursor",
    "FeedEntry",
    "IdempotencyKey",
    "Notification",
    "Person",
    "ReferenceNotice",
    "ReferenceOrgan",
    "Reminder",
    "metadata",
]

metadata: MetaData = Base.metadata
