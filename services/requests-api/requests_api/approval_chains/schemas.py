"""Approval chains over HTTP."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gongkai.auth.principal import Role
from gongkai.http.schemas import In, Out
from gongkai.http.screened import ScreenedShortText
from requests_api.approval_chains.levels import Level

MAX_LEVELS = 5
"""Levels of one chain."""


class LevelIn(In, json_schema_extra={"examples": [{"role": "head"}]}):
    """A level: who approves at it."""

    role: Literal[Role.HEAD, Role.LEADER]
    """`head` or `leader`. At a level of the head the leader in charge may approve too, unless a
    later level waits for a leader.
    """
    by: ScreenedShortText | None = None
    """The one person who approves: the subject of an active person of the organ with that role.
    Left out, whoever holds the role.
    """

    @property
    def level(self) -> Level:
        """The level."""
        return Level(self.role, self.by)


_CHAIN: dict[str, object] = {"levels": [{"role": "head"}, {"role": "leader"}]}


class ApprovalChainIn(In, json_schema_extra={"examples": [_CHAIN]}):
    """What an organ decides."""

    levels: Annotated[list[LevelIn], Field(min_length=1, max_length=MAX_LEVELS)]
    """The levels in their order. Who drafted a reply approves none of them, and nobody two."""


class LevelOut(Out):
    """A level of a chain."""

    level: int
    """Its number, from 1."""
    role: Role
    """Whose it is."""
    role_label: str
    """What an office calls the role."""
    by: str | None
    """The one person who approves; null where whoever holds the role does."""
    by_name: str | None
    """Their name; null where it is not known here."""


class NextLevelOut(LevelOut):
    """The level whose turn it is."""

    of: int
    """How many levels the chain has."""


class ApprovalLevelOut(LevelOut):
    """A level of the chain that a draft goes through, with its approval."""

    approved_by: str | None
    """Who approved; null while nobody has."""
    approved_by_name: str | None
    """Their name; null where it is not known here."""
    instead_of: str | None
    """In whose place, where somebody was absent."""
    instead_of_name: str | None
    """Their name; null where it is not known here."""
    approved_on: date | None
    """The day that counts for this approval; for the reply it is that of the last level."""


LEVEL_EXAMPLE: dict[str, object] = {
    "level": 2,
    "role": "leader",
    "role_label": "分管领导",
    "by": None,
    "by_name": None,
}
_EXAMPLE: dict[str, object] = {
    "organ_id": "01912d3c-7a10-7000-8000-000000000001",
    "organ_name": "示例机关",
    "version": 1,
    "levels": [
        LEVEL_EXAMPLE | {"level": 1, "role": "head", "role_label": "工作机构负责人"},
        LEVEL_EXAMPLE,
    ],
    "set_by": "sample-head",
    "set_by_name": "示例乙",
    "set_at": "2026-01-05T01:00:00Z",
}


class ApprovalChainOut(Out, json_schema_extra={"examples": [_EXAMPLE]}):
    """What holds for an organ now."""

    organ_id: UUID
    """Whose chain it is."""
    organ_name: str | None
    """What the organ is called."""
    version: int
    """For `If-Match`; 0 where the organ has decided nothing and one approval is enough."""
    levels: list[LevelOut]
    """The levels in their order."""
    set_by: str | None
    """Who decided."""
    set_by_name: str | None
    """Their name; null where it is not known here."""
    set_at: datetime | None
    """When it was decided."""
