"""A rating as it enters and as it is shown."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import In, LongText, Out, Seq

LOWEST, HIGHEST = 1, 5


class RatingIn(In, json_schema_extra={"examples": [{"score": 5, "text": "答复清楚、及时"}]}):
    """What the applicant makes of the answer."""

    score: Annotated[Seq, Field(ge=LOWEST, le=HIGHEST, description="1 很不满意 … 5 很满意")]
    text: Annotated[LongText | None, Field(max_length=1000, description="评价内容，可不填")] = None


class RatingGivenOut(Out, json_schema_extra={"examples": [{"score": 5, "rated_on": "2026-01-23"}]}):
    """The rating that was given."""

    score: int
    """From 1 to 5."""
    rated_on: date
    """When."""


class RatingOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "score": 5,
                "rated_on": "2026-01-23",
                "text": "答复清楚、及时",
                "free_text_withheld": False,
            }
        ]
    },
):
    """The applicant's rating of an answer."""

    score: int
    """From 1, very dissatisfied, to 5, very satisfied."""
    rated_on: date
    """When it was given."""
    text: str | None
    """What the applicant wrote; null where that is nothing, or the caller only oversees."""
    free_text_withheld: bool
    """Whether the caller only oversees, so that the text is null."""


class ScoreOut(Out):
    """How often a score was given."""

    score: int
    """From 1 to 5."""
    count: int
    """How often."""


class RatingsOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "organ_id": "01912d3c-7a10-7000-8000-000000000001",
                "year": 2026,
                "count": 3,
                "average": "4.67",
                "by_score": [
                    {"score": 1, "count": 0},
                    {"score": 2, "count": 0},
                    {"score": 3, "count": 0},
                    {"score": 4, "count": 1},
                    {"score": 5, "count": 2},
                ],
            }
        ]
    },
):
    """The ratings of the answers of a year."""

    organ_id: UUID
    """The organ."""
    year: int
    """The year in which the answers were issued."""
    count: int
    """How many of them were rated."""
    average: str | None
    """The mean score with two decimals; null where nothing was rated."""
    by_score: list[ScoreOut]
    """Every score, the lowest first."""
