"""What this service takes from the others: what people are called who stand on its records."""

from gongkai.contracts import PersonCleared, PersonSet, Service
from gongkai.feed.incoming import Subscription
from gongkai.reference.people import apply_person, drop_unknown_people

NOTIFIER = Subscription(
    producer=Service.NOTIFIER,
    handlers={PersonSet.TYPE: apply_person, PersonCleared.TYPE: apply_person},
    resynced=(drop_unknown_people,),
)
SUBSCRIPTIONS = (NOTIFIER,)
"""Every feed that the worker reads."""
