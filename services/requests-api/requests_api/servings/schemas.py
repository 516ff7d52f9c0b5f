"""Attempts at serving something, as they are shown."""

from datetime import date

from gongkai.http.schemas import Out
from requests_api.clock.facts import ServiceMode


class AttemptOut(Out):
    """One attempt at serving something."""

    service: ServiceMode | None
    """How it was sent; null where the record does not say."""
    service_label: str | None
    """What an office calls that."""
    delivered_on: date | None
    """When it was served; null where that was not recorded."""
    returned_on: date | None
    """When it came back undelivered; null where it did not."""
