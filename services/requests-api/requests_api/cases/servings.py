"""How often what went out was served and came back, by its record. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongkai.record.events import Recorded
from requests_api.cases.story import REPLY_PART, CaseEvent, Served

Attempts = list[dict[str, Any]]
"""The attempts at one thing, oldest first: `service`, `delivered_on`, `returned_on` of each."""


def servings_of(events: Iterable[Recorded]) -> dict[str, Attempts] | None:
    """The attempts at each letter, notice and reply; None where there was none. What came back ends
    an attempt, and the next delivery begins another; a delivery that is stated again is the same.
    """
    found: dict[str, Attempts] = {}
    for item in events:
        served = item.event.served if isinstance(item.event, CaseEvent) else None
        if served is not None:
            _add(found.setdefault(served.part, []), served, item.on.isoformat())
    return found or None


def _add(attempts: Attempts, served: Served, on: str) -> None:
    is_over = not attempts or attempts[-1]["returned_on"] is not None
    if not attempts or (is_over and not served.came_back):
        attempts.append({"service": None, "delivered_on": None, "returned_on": None})
    attempt = attempts[-1]
    attempt["returned_on" if served.came_back else "delivered_on"] = on
    if served.service is not None:
        attempt["service"] = served.service.value


def is_reply_back(servings: Mapping[str, Attempts] | None) -> bool:
    """Whether the reply came back and was not served again since."""
    attempts = (servings or {}).get(REPLY_PART, [])
    return any(each["returned_on"] is not None for each in attempts[-1:])


def last_delivery(servings: Mapping[str, Attempts] | None, part: str) -> date | None:
    """The day of the last delivery of a part."""
    return _last(servings, part, "delivered_on")


def last_return(servings: Mapping[str, Attempts] | None, part: str) -> date | None:
    """The day on which a part came back last."""
    return _last(servings, part, "returned_on")


def _last(servings: Mapping[str, Attempts] | None, part: str, of: str) -> date | None:
    days = [each[of] for each in (servings or {}).get(part, ()) if each[of] is not None]
    return date.fromisoformat(days[-1]) if days else None
