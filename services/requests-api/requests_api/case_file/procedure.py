"""Every step and every event of an application: importing this has them all declared."""

from gongkai.record import RecordedEvent, recorded_types
from requests_api.access_codes import events as access_codes
from requests_api.assignments import events as assignments
from requests_api.assignments import steps as assigning
from requests_api.consultations import events as consultations
from requests_api.consultations import steps as consulting
from requests_api.date_corrections import steps as correcting
from requests_api.extensions import events as extensions
from requests_api.extensions import steps as extending
from requests_api.intake import events as intake
from requests_api.intake import steps as confirming
from requests_api.matters import events as matters
from requests_api.registrations import events as registrations
from requests_api.registrations import steps as registering
from requests_api.replies import events as replies
from requests_api.replies import steps as replying
from requests_api.withdrawals import events as withdrawals
from requests_api.withdrawals import steps as withdrawing

EVENT_MODULES = (
    intake,
    registrations,
    assignments,
    consultations,
    extensions,
    replies,
    withdrawals,
    access_codes,
    matters,
)
"""In the order of a procedure."""
STEP_MODULES = (
    confirming,
    registering,
    assigning,
    consulting,
    extending,
    replying,
    withdrawing,
    correcting,
)


def recorded_events() -> list[type[RecordedEvent]]:
    """What can stand on the record of an application, in the order of a procedure."""
    order = [module.__name__ for module in EVENT_MODULES]
    own = [event for event in recorded_types() if event.__module__ in order]
    return sorted(own, key=lambda event: order.index(event.__module__))
