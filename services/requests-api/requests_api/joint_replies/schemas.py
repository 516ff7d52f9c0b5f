"""What enters and leaves the routes of joint replies."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gongkai.http.items import APART, ItemProblem
from gongkai.http.schemas import Day, Id, In, Out, Seq, Text
from requests_api.matters.codes import MatterState
from requests_api.matters.schemas import CreatedOut
from requests_api.replies.schemas import DRAFT_EXAMPLE, DraftIn

MOST_CASES = 50
_ID = "01890a5d-ac96-774b-bcce-b302099a8057"
_CASES = [{"id": _ID, "version": 7}, {"id": "01890a5d-ac96-774b-bcce-b302099a8058", "version": 9}]


class NamedCase(In):
    """One of the cases, and the version on which its step was decided."""

    id: Annotated[Id, Field(description="申请")]
    version: Annotated[Seq, Field(description="所依据的版本（列表中的 version）")]


class JointIn(In, json_schema_extra={"examples": [{"items": _CASES}]}):
    """The cases of a joint reply."""

    items: Annotated[
        list[Annotated[NamedCase, APART]],
        Field(min_length=1, max_length=MOST_CASES, description="关联为同一信息的各件申请及其版本"),
    ]


class JointDraftIn(
    DraftIn, JointIn, json_schema_extra={"examples": [{"items": _CASES, **DRAFT_EXAMPLE}]}
):
    """One draft for all of them."""


class JointIssueIn(
    JointIn, json_schema_extra={"examples": [{"items": _CASES, "issued_on": "2026-01-20"}]}
):
    """The day on which the joint reply went out."""

    issued_on: Annotated[Day, Field(description="发出日期")]
    paper: Annotated[Text | None, Field(description="先在纸上办理的，纸质材料的存放处")] = None


class JointResultOut(Out):
    """What became of one case."""

    index: int
    """The item's place in the request, from 0."""
    id: UUID | None
    """The case; null where the item could not be read."""
    outcome: Literal["done", "refused"]
    """What became of it."""
    version: int | None
    """Its version after the step; null where it was refused."""
    state: MatterState | None
    """Where it stands after the step; null where it was refused."""
    state_label: str | None
    """What an office calls the state."""
    created: CreatedOut | None
    """The letter that was drawn up; null where none was to be."""
    problem: ItemProblem | None
    """Why it was refused."""


class JointOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "results": [
                    {
                        "index": 0,
                        "id": _ID,
                        "outcome": "done",
                        "version": 8,
                        "state": "drafted",
                        "state_label": "已拟稿",
                        "created": None,
                        "problem": None,
                    }
                ],
                "done": 1,
                "refused": 0,
            }
        ]
    },
):
    """A result for each case, in the order of the request; one that is refused stops no other."""

    results: list[JointResultOut]
    """The results."""
    done: int
    """On how many cases the step was taken."""
    refused: int
    """On how many it was not."""
