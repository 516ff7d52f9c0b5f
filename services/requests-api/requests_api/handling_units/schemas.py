"""A handling unit as it enters and as it is shown."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from gongkai.http.schemas import Day, Id, In, Out, refusal
from gongkai.http.screened import ScreenedText


class HandlingUnitIn(
    In, json_schema_extra={"examples": [{"unit": "规划科", "due_on": "2026-01-16"}]}
):
    """Who handles the file too: a unit of the office, another organ, or a unit of that."""

    organ_id: Annotated[Id | None, Field(description="其他机关；本机关内设机构不填")] = None
    unit: Annotated[
        ScreenedText | None, Field(max_length=100, description="内设机构或者直属单位")
    ] = None
    due_on: Annotated[Day | None, Field(description="内部办理期限，不晚于答复期限")] = None

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.organ_id is None and self.unit is None:
            raise refusal(
                "handling_unit_unnamed",
                "须填写承办的机关或者内设机构",
                "Name an organ, a unit, or both",
            )
        return self


_UNIT: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000023",
    "unit": "规划科",
    "due_on": "2026-01-16",
    "added_by": "sample-clerk",
    "added_by_name": "样例甲",
    "added_at": "2026-01-06T02:00:00Z",
}


class HandlingUnitOut(Out):
    """A unit or organ that handles the file too."""

    id: UUID
    """Its id, also the `ref` of its deadline."""
    organ_id: UUID | None
    """The other organ; null for a unit of the office itself."""
    organ_name: str | None
    """Its name; null while the directory has not told of it."""
    unit: str | None
    """The unit inside the organ."""
    due_on: date | None
    """Its internal last day."""
    completed_on: date | None
    """When it had done its part."""
    added_by: str
    """Who asked it."""
    added_by_name: str | None
    """Their name; null for who is no person, or not known here."""
    added_at: datetime
    """When."""


class HandlingUnitsOut(Out, json_schema_extra={"examples": [{"items": [_UNIT]}]}):
    """Everybody who handles a file too."""

    items: list[HandlingUnitOut]
    """In the order in which they were asked."""
