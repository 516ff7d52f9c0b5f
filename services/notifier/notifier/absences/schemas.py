"""An absence as it is stated."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, In
from notifier.people.schemas import Subject


class AbsenceIn(
    In,
    json_schema_extra={
        "examples": [{"from": "2026-02-02", "until": "2026-02-06", "substitute": "sample-2"}]
    },
):
    """From when until when a person is absent, both days included, and who stands in."""

    absent_from: Annotated[Day, Field(alias="from")]
    """The first day."""
    until: Day
    """The last day; not before today."""
    substitute: Subject | None = None
    """Who stands in: another active person of the same organ. Reminders go to them; they approve
    in the place of the absent person what their own role lets them approve.
    """
