"""Attempts at serving something, for people."""

from collections.abc import Mapping

from requests_api.cases.servings import Attempts
from requests_api.clock.facts import ServiceMode
from requests_api.servings.schemas import AttemptOut


def attempts_out(servings: Mapping[str, Attempts] | None, part: str) -> list[AttemptOut]:
    """The attempts at one part of a case, oldest first."""
    return [
        AttemptOut(
            service=(service := each["service"] and ServiceMode(each["service"])),
            service_label=service and service.label,
            delivered_on=each["delivered_on"],
            returned_on=each["returned_on"],
        )
        for each in (servings or {}).get(part, ())
    ]
