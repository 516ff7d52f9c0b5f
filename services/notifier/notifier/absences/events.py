"""What stands on the record of a person of an absence."""

from datetime import date

from gongkai.record import RecordedEvent


class AbsenceStated(RecordedEvent):
    """A person is absent from one day to another; who stands in meanwhile, if anybody does."""

    TYPE = "absence_stated"
    LABEL = "登记不在岗"

    absent_from: date
    """The first day."""
    absent_until: date
    """The last day."""
    substitute: str | None
    """The subject of who stands in."""


class AbsenceLifted(RecordedEvent, json_schema_extra={"examples": [{}]}):
    """A person is back, or was never absent: what was stated holds no more."""

    TYPE = "absence_lifted"
    LABEL = "撤销不在岗"
