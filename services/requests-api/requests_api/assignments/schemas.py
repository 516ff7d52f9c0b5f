"""What enters the route of assigning."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import In
from gongkai.http.screened import ScreenedShortText


class AssignmentIn(In, json_schema_extra={"examples": [{"assignee": "sample-clerk"}]}):
    """Who is responsible from now on: the subject of a person."""

    assignee: Annotated[ScreenedShortText, Field(description="经办人")]
