"""What this service takes from the others."""

from collections.abc import Sequence

from gongkai.contracts import (
    ApplicantMessageUndelivered,
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
from requests_api.contact_disclosures.losses_service import Losses
from requests_api.matters.office import Office
from requests_api.recomputations.region_service import follow_organ

CATALOG = Subscription(
    producer=Service.CATALOG,
    handlers={
        OrganChanged.TYPE: follow_organ,
        CalendarNoticeChanged.TYPE: apply_notice,
    },
    resynced=(drop_unknown_organs, drop_unknown_notices),
)


def subscriptions(office: Office) -> Sequence[Subscription]:
    """Every feed that the worker reads."""
    notifier = Subscription(
        producer=Service.NOTIFIER,
        handlers={
            PersonSet.TYPE: apply_person,
            PersonCleared.TYPE: apply_person,
            ApplicantMessageUndelivered.TYPE: Losses(office).on_undelivered,
        },
        resynced=(drop_unknown_people,),
    )
    return CATALOG, notifier
