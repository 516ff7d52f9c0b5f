"""When a delivery that failed is tried again. Pure."""

from datetime import datetime, timedelta

PAUSES = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
"""Between the attempts: a mail server that is restarted costs a minute, one of a weekend is found
among the dead deliveries on the same day."""

MAX_ATTEMPTS = len(PAUSES) + 1


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` failures; None when it is given up."""
    return None if attempts >= MAX_ATTEMPTS else now + PAUSES[attempts - 1]
