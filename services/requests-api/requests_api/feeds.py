"""What this service takes from the others."""

from gongkai.contracts import (
    CalendarNoticeChanged,
    OrganChanged,
    PersonCleared,
    PersonSet,
    Service,
)
from gongkai.feed.incoming import Subscription
from gongkai.reference.notices import apply_notice, drop_unknown_notices
from gongkai.reference.organs import drop_unknown_organs
from gongkai.reference.people import apply_person, drop_unknown_people
from requests_api.recomputations.region_service import follow_organ

CATALOG = Subscription(
    producer=Service.CATALOG,
    handlers={
        OrganChanged.TYPE: follow_organ,
        CalendarNoticeChanged.TYPE: apply_notice,
    },
    resynced=(drop_unknown_organs, drop_unknown_notices),
)
NOTIFIER = Subscription(
    producer=Service.NOTIFIER,
    handlers={PersonSet.TYPE: apply_person, PersonCleared.TYPE: apply_person},
    resynced=(drop_unknown_people,),
)
SUBSCRIPTIONS = (CATALOG, NOTIFIER)
"""Every feed that the worker reads."""
