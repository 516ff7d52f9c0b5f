"""What enters the route of stating a need, and the need in the file."""

from datetime import date
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, LongText, Out
from gongkai.http.screened import WORDED
from requests_api.matters.schemas import PaperIn
from requests_api.special_needs.kinds import Need


class SpecialNeedIn(
    PaperIn,
    json_schema_extra={
        "examples": [
            {"stated_on": "2019-05-06", "needs": ["research"], "statement": "样例：课题研究"}
        ]
    },
):
    """What the applicant needs the information for (2007年条例13)."""

    stated_on: Annotated[Day, Field(description="申请人说明的日期")]
    needs: Annotated[
        frozenset[Need], Field(min_length=1, max_length=len(Need), description="特殊需要的种类")
    ]
    # The applicant's own words: sealed, and turned away for no number in them.
    statement: Annotated[
        LongText | None, Field(max_length=4000, description="申请人的说明"), WORDED
    ] = None


class SpecialNeedOut(Out):
    """What the applicant needs the information for."""

    stated_on: date
    """When it was said."""
    needs: list[Need]
    """The kinds of need."""
    needs_labels: list[str]
    """What an office calls each of them, in the same order."""
    statement: str | None
    """What the applicant says; null for those who only oversee."""
