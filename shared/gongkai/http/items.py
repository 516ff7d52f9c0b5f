"""Many things in one request: what is wrong with one of them refuses that one alone.

    items: Annotated[list[Annotated[BulkItem, APART]], Field(min_length=1, max_length=500)]

An item that does not hold stands in its place as `Unread`, with the problem that it alone would
have got. In OpenAPI an item is what it should be.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from gongkai.errors import Unprocessable
from gongkai.http.faults import invalid_request


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
