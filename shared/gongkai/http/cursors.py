"""Cursors of lists, searches and feeds: opaque, signed, and gone in one way for any fault."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import WithJsonSchema

from gongkai.crypto.signing import MAX_TOKEN_LENGTH, InvalidToken, Signer
from gongkai.errors import Gone
from gongkai.http.schemas import CHECKED
from gongkai.problem_parts import ProblemMembers

CursorText = Annotated[
    str, WithJsonSchema({"type": "string", "maxLength": MAX_TOKEN_LENGTH}), CHECKED
]
"""A cursor as it is asked with; nothing is checked before it is read, so that each fault is one."""


class CursorGone(Gone):
    """The cursor leads nowhere: it is altered, or was given out for another list, other filters or
    streams, by another service, or in another history of it (its database was restored).

    Read from the start, without it; `snapshot` says where a feed's is, which is the present state.
    """

    code = "cursor_gone"
    title_zh = "游标已失效"
    title_en = "The cursor is gone"

    class Members(ProblemMembers):
        """Where to begin."""

        snapshot: str | None = None
        """Address of the feed's start; left out by lists, whose start is the same address."""


def read_cursor(signer: Signer, purpose: str, cursor: str) -> Mapping[str, Any]:
    """What a cursor holds that was given out for ``purpose``; `CursorGone` for any other text."""
    try:
        return signer.unsign(purpose, cursor)
    except InvalidToken:
        raise CursorGone from None
