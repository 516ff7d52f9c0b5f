"""What this service takes from the others."""

from gongkai.contracts import CalendarNoticeChanged, OrganChanged, Service
from gongkai.feed.incoming import Subscription
from gongkai.reference.notices import apply_notice, drop_unknown_notices
from gongkai.reference.organs import apply_organ, drop_unknown_organs

CATALOG = Subscription(
    producer=Service.CATALOG,
    handlers={
        OrganChanged.TYPE: apply_organ,
        CalendarNoticeChanged.TYPE: apply_notice,
    },
    resynced=(drop_unknown_organs, drop_unknown_notices),
)
SUBSCRIPTIONS = (CATALOG,)
"""Every feed that the worker reads."""
