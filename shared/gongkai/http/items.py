"""Many things in one request: what is wrong with one of them refuses that one alone.

    items: Annotated[list[Annotated[BulkItem, APART]], Field(min_length=1, max_length=500)]

An item that does not hold stands in its place as `Unread`, with the problem that it alone would
have got. In OpenAPI an item is what it should be. Its result has an `ItemProblem`.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from gongkai.errors import Problem, Unprocessable
from gongkai.http.faults import invalid_request
from gongkai.http.language import Language
from gongkai.http.schemas import Out


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that is not what it should be."""

    problem: Unprocessable
    """Its errors point into the item, from `/body`."""


def _apart(value: Any, read: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401 - any JSON
    try:
        return read(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        told = [{**each, "loc": ("body", *each["loc"])} for each in found]
        return Unread(invalid_request(told, value))


APART = WrapValidator(_apart)
"""Annotates the type of an item."""


class ItemErrorOut(Out):
    """What is wrong with a member of an item."""

    pointer: str
    """Where it stands in the request (RFC 6901), such as `/body/items/3/name`."""
    code: str
    """The kind of error."""
    message: str
    """The rule, in the caller's language; never what was sent."""


class ItemProblem(Out):
    """Why one item was not taken; the members of a problem document that matter here."""

    status: int
    """The status that the item alone would have got."""
    code: str
    """The problem's code."""
    title: str
    """What is wrong, in the caller's language."""
    detail: str | None
    """More about it."""
    errors: list[ItemErrorOut]
    """What is wrong with which member; empty where no member alone is."""


def problem_of(index: int, problem: Problem, language: Language) -> dict[str, Any]:
    """The members of `ItemProblem` for the item at ``index``."""
    is_chinese = language == "zh"
    place = f"/body/items/{index}"
    return {
        "status": problem.status,
        "code": problem.code,
        "title": problem.title_zh if is_chinese else problem.title_en,
        "detail": problem.detail_zh if is_chinese else problem.detail_en or problem.detail_zh,
        "errors": [
            ItemErrorOut(
                pointer=place + error.pointer.removeprefix("/body"),
                code=error.code,
                message=error.message if is_chinese else error.message_en or error.message,
            )
            for error in problem.errors
        ],
    }
