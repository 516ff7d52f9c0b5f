"""What the features of this service bring: importing this has all of them declared."""

from gongkai.features import modules_of
from gongkai.record import RecordedEvent, recorded_types
from requests_api.matters.registry import KINDS

__all__ = ["KINDS", "MODELS", "recorded_events"]

_PACKAGE = "requests_api"
MODELS = modules_of(_PACKAGE, "models")
"""The modules that define tables."""
_DECLARED = [modules_of(_PACKAGE, role) for role in ("events", "steps", "kind")]


def recorded_events() -> list[type[RecordedEvent]]:
    """What can stand on the record of a matter, by type."""
    return [event for event in recorded_types() if event.__module__.startswith(f"{_PACKAGE}.")]
